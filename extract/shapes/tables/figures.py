"""Tables of labelled figures to facts: headings over and labels beside every figure decide what it is.

Nothing here knows a layout; months have their own module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.catalogue import Kpi, Meaning
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import PERIOD_ENDS, fiscal_year_of, month_in_year
from extract.normalise.numbers import Figure, is_blank
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.measures import Naming, bare_name
from extract.shapes.repair.torn_tables import is_torn
from extract.shapes.tables.cells import Printed, doubt_in, in_brackets, is_bracketed, read_cell
from extract.shapes.tables.figure_brackets import UNEXPLAINED, label_apart, read_brackets, split_sub
from extract.shapes.tables.grids import Band
from extract.shapes.tables.kpi_facts import VAGUE_PRIOR, is_vague
from extract.shapes.tables.labels import (
    FORESEEN,
    Label,
    is_foreseen,
    read_label,
    read_labels,
    split_brackets,
    year_doubt,
    year_unread,
)
from extract.shapes.tables.table_times import TableTimes, at_the_same_time
from extract.shapes.tables.units import unit_alone
from extract.shapes.text.heading_figures import heading_figures
from extract.shapes.title_words import fits_name

#: Columns of figures that measure nothing.
NO_MEASURE = re.compile(r"(?<!ホーム)ページ|頁|^No\.?$|^番号$|^項番$|^電話$|電話番号|郵便番号|^連絡先$")
#: Headings over labels that name groups of people or places: what is measured stands over the figures alone.
_GROUPS = re.compile(
    r"^(?:[^ぁ-ん]{0,4}業種|業態|産業|市区?町村|市町|地域|地区|圏域|[一二三]次医療圏|年齢|年代|性|男女|事業所規模|規模)"
    r"(?:階級|区分|階層|層|分類)?(?:別|名|名称)?$"
)
#: Headings over rates, which the unit of a row of counts does not fit.
_RATE_HEAD = re.compile(r"率|割合|[比較度]$|シェア")
#: A name that holds a target is more than a name.
_TARGET_IN_NAME = re.compile(r"\d(?:%|円|件|社|事業所|ポイント)(?:以上|以下|以内)")
_MARKS = re.compile(r"^[●○◎→←⇒▲△★☆■□◆…・]+")


#: A row or column of aims month by month.
TARGET_ROW = re.compile(r"(?:目標|計画)(?:値|数|件数|人数)?(?:\([^()]*\))?$")
_PLAN_YEAR = "a plan holds no results of its own year, and none is printed with this table"
_TWO_YEARS = "the row names another fiscal year than the column"
_MONTHLY_TARGET = "an aim for one month: no result, and no target of the year"


class TableReader:
    """Reads the figures of one table under one scope into a recorder."""

    def __init__(self, table: Table, scope: Scope, recorder: Recorder) -> None:
        self.table = table
        self.scope = scope
        self.out = recorder
        self.year = scope.fiscal_year or scope.header.fiscal_year
        self.naming = Naming(scope)
        self.torn = False
        self.times = TableTimes(scope, (), self.year)
        self._compared_part: str | None = None
        self.in_parts = False  # columns are parts of the year: the total beside them is a figure of the same series

    def labelled(self, band: Band) -> int:
        """Facts of any other table of figures; returns how many figures were read, or refused for their year."""
        corner = self.merged(band.corner_labels())
        heads = {col: band.column_labels(col) for col in band.value_cols}
        years = self._compared_years(band)
        self._compared_part = self._part_compared(band)
        carried: int | None = None
        unread: str | None = None
        above: Label | None = None
        count = 0
        self.torn = is_torn(self.table)
        self.in_parts = any(self.column_head(band, col).period in PERIOD_ENDS for col in band.value_cols)
        self.times = TableTimes(self.scope, [self.column_head(band, col) for col in band.value_cols], self.year)
        self._in_headings(band)
        for row in band.body:
            label, sub = self.row_label(band, row)
            label = at_the_same_time(label, above)
            above = label if label.says_when else above
            if label.fiscal_year is not None or label.unread_year is not None:
                carried, unread = label.fiscal_year, label.unread_year
            elif unread is not None:
                label = replace(label, unread_year=unread)
            for col in band.value_cols:
                cell = self.table.at(row, col)
                if cell is None or (cell.row, cell.col) != (row, col):
                    continue
                count += self._labelled_cell(cell, label, sub, heads[col], corner, years.get(col, carried))
        return count

    def _in_headings(self, band: Band) -> None:
        """Figures in the brackets of headings; of the time the report runs to, which no word says."""
        for found in heading_figures(band):
            self.out.add(
                "period_figure",
                Locator(found.cell.place, self.table.index, found.cell.row, found.cell.col),
                found.cell.text,
                "heading_figure",
                doubt_in(found.cell) or "it stands in a heading, without a period of its own",
                fiscal_year=self.year,
                measure_ja=found.label,
                kpi_code=None,
                period="FY" if self.scope.header.period in (None, "FY") else "YTD",
                dimension=found.name,
                value=found.figure.value,
                unit=found.figure.unit,
                section=self.scope.section_path,
            )

    def _compared_years(self, band: Band) -> dict[int, int]:
        """For columns of comparisons (増減, 対前年度比) the later of the years of the columns before them: the report's
        where they name none.
        """
        years: dict[int, int] = {}
        before: list[int] = []
        named = False  # else the year of a comparison is as unsure as that of its columns
        for col in band.value_cols:
            head = self.column_head(band, col)
            year = head.fiscal_year or self.year
            if not head.compares and year is not None:
                before.append(year)
                named = named or head.fiscal_year is not None
            elif head.compares and head.fiscal_year is None and named:
                years[col] = max(list(dict.fromkeys(reversed(before)))[:2])
        return years

    def _part_compared(self, band: Band) -> str | None:
        """The part of the year that the columns beside comparisons (増減, 対前年度比) all name, or None."""
        heads = [self.column_head(band, col) for col in band.value_cols]
        dated = {head.period for head in heads if head.fiscal_year is not None and not head.compares} - {"FY"}
        return dated.pop() if len(dated) == 1 else None

    def _labelled_cell(
        self, cell: Cell, label: Label, sub: str | None, heads: list[str], corner: Label, carried: int | None
    ) -> int:
        head, head_sub = self._label(heads)
        bracketed = is_bracketed(label.text) or is_bracketed(solid(heads[-1]) if heads else "")
        p = in_brackets(cell) if bracketed or label.prior or head.prior else read_cell(cell)
        if p.figure is None:
            self.reject_if_figures(cell)
            return 0
        if split_sub(p)[0] is not None:
            label, sub = label_apart(label, sub, self.year)
            head, head_sub = label_apart(head, head_sub, self.year)
        if NO_MEASURE.search(head.text):
            return 0
        if self.reject_if_year_unread(cell, label, head):
            return 1
        dimension = self._dimension(heads)
        grouped = bool((label.rest or label.total) and _GROUPS.match(corner.rest))
        if grouped:
            dimension = label.text
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        unit = self._unit(p.figure, head, label, corner)
        year = label.fiscal_year or head.fiscal_year or carried or self.year
        if (
            (label.national or head.national)
            and not (label.fiscal_year or head.fiscal_year)
            and (latest := self._table_as_of())
        ):
            year = fiscal_year_of(latest)
        basis = label.basis or head.basis or corner.basis
        kpi, unsure, told = Meaning() if grouped else self.naming.kpi(head, corner, label, unit, year, basis)
        if kpi is not None and kpi.unit == "%" and unit is None and not 0 <= p.figure.value <= 100:
            kpi, unsure, told = Meaning()
        if kpi is not None and re.search(r"対比|前年比|増減|差", head.text + label.text):
            kpi = None
        over = self.naming.measure(head, Label(""), None, None, basis) if grouped else None
        measure = over or self.naming.measure(label, head, corner, kpi, basis)
        common = self.columns(measure, kpi, told, p.figure, unit)
        doubt = self.doubt(cell, year, unsure) or label.doubt or head.doubt or year_doubt(label, head)
        if doubt is None and carried is None and not self.year_is_said(label, head, corner):
            doubt = _PLAN_YEAR
        if label.fiscal_year and head.fiscal_year and label.fiscal_year != head.fiscal_year:
            doubt = doubt or _TWO_YEARS
        doubt = doubt or (bare_name(measure) if kpi is None else None)
        if doubt is None and _TARGET_IN_NAME.search(measure):
            doubt = "its row holds a target as well; the headings of this table were not understood"
        self.other(where, p, label, head, corner, common, year, doubt, dimension)
        if year is not None and split_sub(p)[0] is not None:
            self._below(where, p, label, head, corner, common, year, doubt, dimension, (sub, head_sub))
        return 1

    def _below(
        self,
        where: Locator,
        p: Printed,
        label: Label,
        head: Label,
        corner: Label,
        common: Mapping[str, object],
        year: int,
        doubt: str | None,
        dimension: str | None,
        beside: Sequence[str | None],
    ) -> None:
        """Records the figure in brackets below another of a `year`; one that nothing explains is rejected."""
        unit = common["unit"]
        found = read_brackets(p, beside, self.scope.brackets, year, unit if isinstance(unit, str) else None)
        if found is None:
            self.out.reject(where, p.text, UNEXPLAINED)
            return
        same = label if label.says_when else head
        self.other(
            where,
            Printed(found.figure, None, None, p.text),
            replace(_moved(same, found.year), national=found.words.national),
            _moved(head, found.year),
            corner,
            common,
            found.year,
            doubt or found.doubt,
            dimension,
        )

    def row_label(self, band: Band, row: int) -> tuple[Label, str | None]:
        """What the labels beside a row say, with its unit, and what stands in brackets below them."""
        label, sub = self._label(band.row_labels(row))
        return replace(label, unit=label.unit or band.row_unit(row)), sub

    def _label(self, texts: Sequence[str]) -> tuple[Label, str | None]:
        """Several labels as one, a unit among them taken off its words, and what stands in brackets below them."""
        main, sub = split_brackets("".join(solid(text) for text in texts if unit_alone(text) is None))
        label = read_label(main, self.year)
        return replace(label, unit=label.unit or next(filter(None, map(unit_alone, texts)), None)), sub

    def _unit(self, figure: Figure, head: Label, label: Label, corner: Label) -> str | None:
        """The unit of a figure: printed with it, over it, or beside it but for a rate among counts."""
        unit = figure.unit or head.unit
        if unit is None and _RATE_HEAD.search(head.rest) and not _RATE_HEAD.search(label.rest):
            return next(
                (around for around in (corner.unit, self.naming.caption_unit(head.rest)) if around == "%"), None
            )
        return unit or label.unit or self.unit_around(corner, head.rest, label.rest)

    def unit_around(self, corner: Label, *names: str) -> str | None:
        """The unit that the corner or the lines above give the whole table, if figures so named can have it."""
        unit = corner.unit or self.naming.caption_unit(*names)
        return unit if fits_name(unit, *names) else None

    def columns(
        self, measure: str, kpi: Kpi | None, told: str | None, figure: Figure, unit: str | None
    ) -> dict[str, object]:
        """The columns that all facts of figures share: what is measured, in which unit, under which headings."""
        return {
            "measure_ja": measure,
            "kpi_code": kpi.code if kpi else None,
            "match": told if kpi else None,
            "unit": final_unit(figure, unit, kpi),
            "section": self.scope.section_path,
        }

    def _dimension(self, heads: list[str]) -> str | None:
        parts = [tidy(h) for h in heads if unit_alone(h) is None]
        return " ".join(parts) if len(parts) > 1 else None

    def other(
        self,
        where: Locator,
        p: Printed,
        label: Label,
        head: Label,
        corner: Label,
        common: Mapping[str, object],
        year: int | None,
        doubt: str | None,
        dimension: str | None = None,
    ) -> None:
        """A figure that is no monthly one: a KPI's result at some date, or the figure of a period."""
        if p.figure is None:
            return
        code = common.get("kpi_code")
        national = label.national or head.national
        period = label.period or head.period or (self._compared_part if head.compares else None)
        as_of = self._as_of(label, head, corner, p.sub_text if p.sub is None else None, year, national)
        told = label.fiscal_year or head.fiscal_year or self.scope.fiscal_year
        header = self.scope.header
        whole = year != header.fiscal_year or (header.is_of_whole_year and bool(label.fiscal_year or head.fiscal_year))
        said = self.scope.whole_year and period in (None, "FY")
        full_year = as_of is None and (said or (told is not None and whole))
        if full_year and any(is_vague(part, self.scope) for part in (label, head)):
            doubt = doubt or VAGUE_PRIOR
        if code and is_foreseen(label.text, head.text):
            doubt = doubt or FORESEEN
        of_parts = self.in_parts and bool(label.total or head.total)
        if code and period in (None, "FY") and not of_parts:
            self.out.add(
                "kpi_actual",
                where,
                p.text,
                "figure_table",
                doubt,
                fiscal_year=year,
                kpi_code=code,
                kpi_text=common["measure_ja"],
                match=common["match"],
                as_of=None if full_year else as_of or self._report_as_of(year),
                basis=self._actual_basis(full_year, str(code), label, head, corner),
                value=p.figure.value,
                unit=common["unit"],
                provisional=label.provisional or head.provisional or corner.provisional,
                scope="national_average" if national else "branch",
                section=self.scope.section_path,
            )
            return
        self.out.add(
            "period_figure",
            where,
            p.text,
            "figure_table",
            doubt,
            **common,
            fiscal_year=year,
            value=p.figure.value,
            period=self._period(period, as_of, label, head, corner, full_year),
            dimension=dimension,
        )

    def _actual_basis(self, full_year: bool, code: str, *labels: Label) -> str | None:
        if full_year:
            return "full_year"
        return next((label.basis for label in labels if label.basis), None)

    def _as_of(
        self, label: Label, head: Label, corner: Label, note: str | None, year: int | None, national: bool
    ) -> date | None:
        for part in (label, head, corner):
            if part.as_of:
                return part.as_of
        for part in (label, head, corner):
            number = part.bare_as_of or part.month
            if number and year:
                return month_in_year(year, number)
        if note and year:
            inner = read_label(note, self.year)
            if inner.as_of or inner.bare_as_of or inner.month:
                return inner.as_of or month_in_year(year, inner.bare_as_of or inner.month or 3)
        if national:
            return self._table_as_of()
        return self.times.of(label, head, year)

    def _table_as_of(self) -> date | None:
        """The latest month that the table's labels name: a national average without a date belongs to it."""
        labels = [read_label(cell.text, self.year) for cell in self.table.cells if len(solid(cell.text)) < 20]
        months = [label.as_of for label in labels if label.as_of]
        months += [
            month_in_year(label.fiscal_year, label.bare_as_of)
            for label in labels
            if label.as_of is None and label.fiscal_year and label.bare_as_of
        ]
        return max(months, default=None)

    def _report_as_of(self, year: int | None) -> date | None:
        header = self.scope.header
        return header.as_of if header.as_of and year == header.fiscal_year else None

    def _period(
        self, period: str | None, as_of: date | None, label: Label, head: Label, corner: Label, full_year: bool
    ) -> str:
        header = self.scope.header
        whole = (label.fiscal_year or self.year) != header.fiscal_year
        if period == "FY" and not full_year and not whole and header.period not in ("FY", None):
            return "YTD"  # 通期 of a year that is not over
        if period:
            return period
        for part in (label, head):
            found = re.search(r"(\d{1,2})月(?:末)?(時点|現在|まで)?", part.text)
            if found and as_of:
                return f"YTD({found.group(0)})"
        if is_foreseen(label.text, head.text):
            return "FY"
        if as_of is not None and as_of in (label.as_of, head.as_of):
            return f"YTD({as_of.month}月末)"
        if as_of is not None and as_of == self.times.of(label, head, fiscal_year_of(as_of)):
            return "FY" if as_of.month == 3 else f"YTD({as_of.month}月)"
        if full_year or header.period == "FY" or header.period is None:
            return "FY"
        return "YTD"

    def column_head(self, band: Band, col: int) -> Label:
        """What the headings over a column say."""
        return read_labels(band.column_labels(col), self.year)

    def merged(self, texts: Sequence[str]) -> Label:
        """Several labels read as one."""
        return read_labels(texts, self.year)

    def doubt(self, cell: Cell, year: int | None, unsure: str | None) -> str | None:
        """Why a figure needs review, or None; `unsure` is the doubt about its KPI."""
        doubt = doubt_in(cell)
        if doubt:
            return doubt
        if year is None:
            return "no fiscal year is printed for this figure"
        if self.scope.year_doubt and year == self.year:
            return self.scope.year_doubt
        if self.naming.weakly_named:
            return self.naming.weakly_named
        if self.torn:
            return "the conversion moved rows of this table: a figure may stand under its neighbour's heading"
        return unsure

    def year_is_said(self, *labels: Label) -> bool:
        """Whether a table of a plan, which is about a year to come, says of which year its figures are."""
        header = self.scope.header
        if not header.is_plan or self.scope.titled or self.scope.fiscal_year != header.fiscal_year:
            return True
        return any(label.fiscal_year is not None for label in labels)

    def reject_target(self, cell: Cell) -> None:
        """Rejects an aim for one month."""
        if read_cell(cell).figure is not None:
            self.out.reject(Locator(cell.place, self.table.index, cell.row, cell.col), cell.text, _MONTHLY_TARGET)

    def reject_if_year_unread(self, cell: Cell, *labels: Label) -> bool:
        """Rejects a cell, of which year nobody can say, if a label over or beside it names one that cannot be read."""
        unread = next((label.unread_year for label in labels if label.unread_year), None)
        if not any(label.fiscal_year for label in labels):
            unread = unread or self.scope.unread_year
        if unread is None:
            return False
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        if read_cell(cell).figure is not None:
            self.out.reject(where, cell.text, year_unread(unread))
        return True

    def reject_if_figures(self, cell: Cell) -> None:
        """Rejects a cell that holds digits where a figure belongs; blanks, marks and words are nothing to reject."""
        text = fold(cell.text).strip()
        if is_blank(text) or not re.search(r"\d", text) or _MARKS.match(text):
            return
        if len(solid(text)) > 40:
            return
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        if re.fullmatch(r"[\d,.%()△▲\-:]+", solid(text)):
            self.out.reject(
                where, cell.text, "digits that do not form one figure; look at the page and add a correction"
            )
        elif not read_label(text, self.year).says_when:
            reason = doubt_in(cell) or "a cell among figures that is not one figure; look at the page"
            self.out.reject(where, cell.text, reason)


def final_unit(figure: Figure, unit: str | None, kpi: Kpi | None) -> str | None:
    """The unit of a figure: its own, else that of its row, else the KPI's."""
    return figure.unit or unit or (kpi.unit if kpi else None)


def _moved(label: Label, year: int) -> Label:
    """A label as it reads for the same part of another year."""
    as_of = month_in_year(year, label.as_of.month) if label.as_of else None
    return replace(label, fiscal_year=year, as_of=as_of)
