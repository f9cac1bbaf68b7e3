"""Tables of labelled figures to facts: headings over and labels beside every figure decide what it is.

Nothing here knows a layout; months have their own module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.catalogue import Kpi
from extract.document import Cell, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import FISCAL_MONTHS, PERIOD_ENDS, fiscal_year_of, is_odd_span, month_in_year, span_end
from extract.normalise.numbers import Figure, is_blank
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.measures import Naming
from extract.shapes.names.title_words import fits_name
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.tables.above.table_times import (
    CUT_PART,
    SAME_AS_WHAT,
    SIDE_BY_SIDE,
    TITLE_DATES_ONE,
    TableTimes,
    names_last_years_sum,
    says_same_time,
)
from extract.shapes.tables.above.undated import BY_MONTH, OTHER_MONTH, is_of_other_month
from extract.shapes.tables.kpis.kpi_dates import VAGUE_PRIOR, is_vague
from extract.shapes.tables.kpis.kpi_words import RESULT_HEAD
from extract.shapes.tables.labelled.cells import Printed, doubt_in, read_cell
from extract.shapes.tables.labelled.grids import Band
from extract.shapes.tables.labels import (
    FORESEEN,
    ODD_SPAN,
    Label,
    is_foreseen,
    read_label,
    read_labels,
    split_brackets,
    year_unread,
)
from extract.shapes.tables.units import unit_alone
from extract.shapes.text.labelled_figures import counts_in

#: Columns of figures that measure nothing.
NO_MEASURE = re.compile(r"(?<!ホーム)ページ|頁|^No\.?$|^番号$|^項番$|電話番号|郵便番号|^連絡先$")
#: Headings over rates, which the unit of a row of counts does not fit.
RATE_HEAD = re.compile(r"率|割合|[比較度]$|シェア")
#: How things stood at the end of each month, said of a table.
_MONTH_ENDS = re.compile(r"(?<!\d)(?<!年度)各?月末(?:現在|時点)")
_EACH_MONTH = re.compile(r"各月末")
_MARKS = re.compile(r"^[●○◎→←⇒▲△★☆■□◆…・]+")


#: A row or column of aims month by month.
TARGET_ROW = re.compile(r"(?:目標|計画)(?:値|数|件数|人数)?(?:\([^()]*\))?$")
#: What a figure that runs up to the end of a part of the year is of.
_RUNS_TO = {"Q2": "H1", "Q3": "YTD(12月)", "Q4": "FY", "H2": "FY"}
#: The title of a table of targets, and the doubt about those that name no year.
_OVER_AIMS = re.compile(r"[■●◆◇□○・【〔\[<]*(?:\(\d\))?(?:数値|KPI)?目標値?(?:\(KPI\))?[】〕\]>]?")
_AIM_OF_PLAN = "the title of its table says that it is a target, and nothing of which year; taken for that of the plan"
_NATION_YEAR = "the nation's figure below those of several years; its own words do not say of which it is"
_NUMBER_HEAD = "nothing but a number heads its column: a month, a year or a class, and no word says which"
_OVER_PARTS = "it sums up a part of the year and months that may not run to the end of it"
_COMPARED_PART = "it compares figures, some of which run up to a month only, and names none"
_MONTHLY_TARGET = "an aim for one month: no result, and no target of the year"


class TableReader:
    """Reads the figures of one table under one scope into a recorder."""

    def __init__(self, table: Table, scope: Scope, recorder: Recorder) -> None:
        self.table = table
        self.scope = scope
        self.out = recorder
        self.year = scope.fiscal_year or scope.header.fiscal_year
        labels = frozenset(solid(read_label(cell.text, None).rest) for cell in table.cells if cell.col == 0)
        self.naming = Naming(scope, labels)
        self.torn = False
        self.times = TableTimes(scope, (), self.year)
        self.compared_part: str | None = None
        self.bare_total = False  # the label or heading next to a figure is 計 or 合計 and names no part of the year
        self.totals: list[Row] = []  # the figures of such
        self.same_time = False  # a figure is of the same part of its year as that of the report's year beside it
        self.in_parts = False  # columns are parts of the year: the total beside them is a figure of the same series
        self.years_beside: frozenset[int] = frozenset()  # the fiscal years that the labels of the table name
        self.parts_and_months = False  # columns are parts of the year and months that go on from them
        self.heads_years: frozenset[int] = frozenset()  # those that its headings name
        self.compares = False  # a heading or label of the table compares figures (増減, 前年度比)
        self.single_basis: str | None = None  # the basis of single months beside what the year has run to
        self.by_month = False  # rows or columns are single months out of turn
        self.runs_to_month = False  # a heading says up to which month its figures run (4月~2月)
        self.row_above: Label | None = None  # what the last row says that says when it is of

    def row_label(self, band: Band, row: int) -> tuple[Label, str | None]:
        """What the labels beside a row say, with its unit, and what stands in brackets below them."""
        label, sub = self._label(band.row_labels(row))
        unit = label.unit or band.row_unit(row)
        return label if unit == label.unit else replace(label, unit=unit), sub

    def _label(self, texts: Sequence[str]) -> tuple[Label, str | None]:
        """Several labels as one, a unit among them taken off its words, and what stands in brackets below them."""
        words = [without_asides(text) for text in texts if unit_alone(text) is None]
        main, sub = split_brackets("".join(map(solid, words)))
        label = read_label(main, self.year) if sub is not None or len(words) < 2 else self.merged(words)
        unit = label.unit or next(filter(None, map(unit_alone, texts)), None)
        return label if unit == label.unit else replace(label, unit=unit), sub

    def _unit(self, figure: Figure, head: Label, label: Label, corner: Label) -> str | None:
        """The unit of a figure: printed with it, over it, or beside it but for a rate among counts."""
        unit = figure.unit or head.unit
        if unit is None and RATE_HEAD.search(head.rest) and not RATE_HEAD.search(label.rest):
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

    def compared(self, common: Mapping[str, object], label: Label, figure: Figure) -> dict[str, object]:
        """The columns of a figure that compares those beside it (増減): it is no result of their KPI."""
        unit = figure.unit or label.unit or (None if RATE_HEAD.search(label.rest) else common["unit"])
        measure = f"{common['measure_ja']} {label.rest}"
        return {**common, "measure_ja": measure, "kpi_code": None, "match": None, "unit": unit}

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
        doubt = doubt or (_NUMBER_HEAD if solid(head.text).isdigit() else None)
        if code and self._is_aim(label, head, corner):
            self._aim(where, p, common, year)
            return
        national = label.national or head.national
        label, head = self._of_single_month(label, year), self._of_single_month(head, year)
        single = next((part.single for part in (label, head) if part.single), None)
        of_group = label.of_group or head.of_group
        compares = of_group or ((label.compares or head.compares) and not code)
        if single is None and not code and (end := self._month_end(label, head, corner)) is not None:
            head, single = replace(head, single=end), end
        if single and not compares and not national and year is not None:
            self._month(where, p, (label, head, corner), common, year, doubt)
            return
        period = label.period or head.period or (self.compared_part if head.compares else None)
        period = f"{single:%Y-%m}" if single and compares else period
        period = period or (None if code else self.times.part_of(label, head))
        as_of = self._as_of(label, head, corner, p.sub_text if p.sub is None else None, year, national)
        told = label.fiscal_year or head.fiscal_year or self.scope.fiscal_year
        header = self.scope.header
        whole = year != header.fiscal_year or (header.is_of_whole_year and bool(label.fiscal_year or head.fiscal_year))
        said = self.scope.whole_year and period in (None, "FY")
        of_year = header.is_of_whole_year and year == header.fiscal_year and period in (None, "FY")
        full_year = as_of is None and (said or of_year or (told is not None and whole))
        undated = as_of is None and period in (None, "FY")
        doubt = doubt or self._time_doubt(label, head, full_year, undated) or self._undated_doubt(corner, undated)
        doubt = doubt or self._side_doubt(label, head, year, period, as_of)
        doubt = doubt or self._doubt_of_nation((label, head, corner), year)
        if is_odd_span(corner.text) and not (label.says_part or head.says_part):
            doubt = doubt or ODD_SPAN
        if head.compares and period is None and as_of is None and self._may_be_of_part(year):
            doubt = doubt or _COMPARED_PART
        if code and is_foreseen(label.text, head.text):
            doubt = doubt or FORESEEN
        of_parts = self.in_parts and bool(label.total or head.total)
        if self.same_time and full_year and not header.is_of_whole_year and header.as_of and year is not None:
            full_year, as_of = False, month_in_year(year, header.as_of.month)
        runs_up = "cumulative" in (label.basis, head.basis, corner.basis) and not (label.total or head.total)
        if runs_up and as_of is None and period in PERIOD_ENDS and year is not None:
            as_of = month_in_year(year, PERIOD_ENDS[period])  # 累計 of 第2四半期
            period = None if code else _RUNS_TO.get(period, period)
        at_end = bool(label.part_end or head.part_end)
        if code and year is not None and (to := next(filter(None, (label.runs_to, head.runs_to)), None)):
            period, full_year, as_of = None, to == FISCAL_MONTHS[-1], month_in_year(year, to)
        if code and (at_end or period in (None, "FY")) and not of_parts and not of_group:
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
        row = self.out.add(
            "period_figure",
            where,
            p.text,
            "figure_table",
            doubt,
            **common,
            fiscal_year=year,
            value=p.figure.value,
            period=self._period(period, as_of, label, head, corner, full_year),
            dimension=dimension or ("全国平均" if national else None),
        )
        if period is None and self.bare_total:
            self.totals.append(row)

    def _doubt_of_nation(self, parts: Sequence[Label], year: int | None) -> str | None:
        """Why a figure of the nation may not be of the earlier year that stands over it: its own words name none."""
        now = self.scope.header.fiscal_year
        if year == now or self.scope.fiscal_year != now or any(part.fiscal_year for part in parts):
            return None
        return _NATION_YEAR if any(part.national for part in parts[:2]) else None

    def _time_doubt(self, label: Label, head: Label, full_year: bool, undated: bool) -> str | None:
        """Why a figure of the whole year, or one that nothing dates within it, may be of another time."""
        if full_year and any(is_vague(part, self.scope) for part in (label, head)):
            return VAGUE_PRIOR
        return OTHER_MONTH if undated and is_of_other_month(label, head) else None

    def _undated_doubt(self, corner: Label, undated: bool) -> str | None:
        """Why the corner, or the columns beside a total, may date a figure that its own labels do not."""
        if undated and self.bare_total and self.parts_and_months:
            return _OVER_PARTS
        return OTHER_MONTH if undated and is_of_other_month(corner) else None

    def _month_end(self, label: Label, head: Label, corner: Label) -> date | None:
        """The month of a figure in a table of how things stood at the end of each month, or in a report of one month at
        the end of several.
        """
        over = solid("".join((corner.text, *self.scope.caption[-1:])))
        stands = _EACH_MONTH.search(over) or (self.scope.header.of_month and _MONTH_ENDS.search(over))
        return label.as_of or head.as_of if stands else None

    def _may_be_of_part(self, year: int | None) -> bool:
        """Whether columns of a table run up to a month, and the report's year has no part of its own that is told."""
        return self.runs_to_month and self.scope.header.runs_in(year) and self.scope.header.period in (None, "FY")

    def _of_single_month(self, label: Label, year: int | None) -> Label:
        """A label with the month that its figures are of alone, where it says so: 10月(単月)."""
        month = label.as_of.month if label.as_of else label.bare_as_of
        if label.basis != "monthly" or month is None or year is None:
            return label
        single = label.as_of or month_in_year(year, month)
        return replace(label, single=single, as_of=None, bare_as_of=None)

    def _side_doubt(
        self, label: Label, head: Label, year: int | None, period: str | None, as_of: date | None
    ) -> str | None:
        """Why a figure of an earlier year beside one of a year that still runs may be of all of it, or of a part."""
        header = self.scope.header
        undated = as_of is None and period in (None, "FY")
        if undated and says_same_time(label, head) and not (label.compares or head.compares):
            return None if header.is_of_whole_year else SAME_AS_WHAT
        if year is None or label.says_part or head.says_part or says_same_time(label, head):
            return None
        if undated and not header.is_of_whole_year and any(map(names_last_years_sum, (label, head))):
            return SIDE_BY_SIDE
        if self.times.cuts_part and as_of == self.times.of(label, head, year):
            return CUT_PART
        if self.times.odd_span and as_of == self.times.of(label, head, year):
            return ODD_SPAN
        if self.times.span_year not in (None, year):
            return SIDE_BY_SIDE
        if undated and self.times.dates_another_year(year):
            return TITLE_DATES_ONE
        runs = header.runs_in(header.fiscal_year) and (header.of_month or self.compares)
        runs = runs and header.fiscal_year in self.years_beside
        before = header.fiscal_year is not None and year < header.fiscal_year
        return SIDE_BY_SIDE if runs and before and as_of is None and period is None else None

    def _month(
        self,
        where: Locator,
        p: Printed,
        labels: tuple[Label, Label, Label],
        common: Mapping[str, object],
        year: int,
        doubt: str | None,
    ) -> None:
        """Records a figure of a sheet of one month: of the month that its heading or label counts from that."""
        told = next(label for label in labels if label.single)
        if told.single is None or p.figure is None:
            return
        month = told.single if told.fiscal_year is not None else month_in_year(year, told.single.month)
        basis = next((label.basis for label in labels if label.basis), None) or self.single_basis
        fact = self.out.add(
            "monthly_actual",
            where,
            p.text,
            "month_sheet",
            doubt or told.doubt,
            **common,
            fiscal_year=fiscal_year_of(month),
            month=month,
            value=p.figure.value,
            basis=basis or (None if common.get("kpi_code") else "monthly"),
            series_id=None,
        )
        if told.fiscal_year is not None:
            self.out.years_told.add(fact["fact_id"])

    def _actual_basis(self, full_year: bool, code: str, *labels: Label) -> str | None:
        if full_year:
            return "full_year"
        return next((label.basis for label in labels if label.basis), None)

    def _as_of(
        self, label: Label, head: Label, corner: Label, note: str | None, year: int | None, national: bool
    ) -> date | None:
        for part in (label, head, corner):
            if part.as_of or part.single:
                return part.as_of or part.single
        for part in (label, head, corner):
            number = part.bare_as_of or part.month or part.part_end
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
        to = span_end(label.text) or span_end(head.text)
        if to is None and header.of_month and header.as_of is not None and as_of is None:
            runs = header.runs_in(label.fiscal_year or head.fiscal_year or self.year)
            to = header.as_of.month if runs and not is_foreseen(label.text, head.text) else None
        if to is not None:
            return "FY" if to == 3 else f"YTD({to}月)"
        for part in (label, head):
            found = re.search(r"(\d{1,2})月(?:末)?(時点|現在|まで)?", part.text)
            if found and as_of:
                return f"YTD({found.group(0)})"
        if is_foreseen(label.text, head.text):
            return "FY"
        if as_of is not None and as_of in (label.as_of, head.as_of):
            return f"YTD({as_of.month}月末)"
        dated = as_of is not None and not full_year and as_of == corner.as_of
        if as_of is not None and (dated or as_of == self.times.of(label, head, fiscal_year_of(as_of))):
            return "FY" if as_of.month == 3 else f"YTD({as_of.month}月)"
        in_part = self.same_time and not header.is_of_whole_year
        runs = header.runs_in(label.fiscal_year or head.fiscal_year or self.year)
        whole = full_year or (header.period in ("FY", None) and not runs)
        return "FY" if whole and not in_part else "YTD"

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
        each = _EACH_MONTH.search(solid("".join(self.scope.caption[-1:])))
        return unsure or (BY_MONTH if self.by_month and not each else None)

    def year_is_said(self, *labels: Label) -> bool:
        """Whether a table of a plan, which is about a year to come, says of which year its figures are."""
        header = self.scope.header
        if not header.is_plan or self.scope.titled or self.scope.fiscal_year != header.fiscal_year:
            return True
        return any(label.fiscal_year is not None for label in labels)

    def _is_aim(self, *labels: Label) -> bool:
        """Whether a figure of a plan stands under a title of targets (数値目標), and no label says when it is of."""
        title = self.scope.caption[-1] if self.scope.caption else ""
        dated = any(label.says_when or label.national or label.compares for label in labels)
        said = any(RESULT_HEAD.search(label.text) for label in labels)
        return bool(_OVER_AIMS.fullmatch(solid(title))) and not (dated or said or self.year_is_said(*labels))

    def _aim(self, where: Locator, p: Printed, common: Mapping[str, object], year: int | None) -> None:
        """The target of a KPI that a table of figures prints, of the plan's own year."""
        if p.figure is None:
            return
        self.out.add(
            "kpi_target",
            where,
            p.text,
            "figure_table",
            _AIM_OF_PLAN,
            fiscal_year=year,
            kpi_code=common["kpi_code"],
            kpi_text=common["measure_ja"],
            comparator="=",
            target_value=p.figure.value,
            unit=common["unit"],
            source_part="body",
            section=self.scope.section_path,
            match=common["match"],
        )

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
        elif not read_label(text, self.year).says_when or counts_in(text):
            reason = doubt_in(cell) or "a cell among figures that is not one figure; look at the page"
            self.out.reject(where, cell.text, reason)


def final_unit(figure: Figure, unit: str | None, kpi: Kpi | None) -> str | None:
    """The unit of a figure: its own, else that of its row, else the KPI's."""
    return figure.unit or unit or (kpi.unit if kpi else None)
