"""Tables of figures without months in turn: headings over and labels beside every figure decide what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.catalogue import Kpi, Meaning, catalogue
from extract.document import Cell, Paragraph
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import PERIOD_ENDS, fiscal_year_of, span_end
from extract.normalise.numbers import Figure
from extract.normalise.text import solid
from extract.recorder import flag
from extract.shapes.names.measures import bare_name, mean_name
from extract.shapes.names.title_words import names_quantity
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.repair.whole.torn_tables import is_torn
from extract.shapes.tables.above.table_times import TableTimes, at_the_same_time, says_same_time, years_down
from extract.shapes.tables.above.undated import are_single_months
from extract.shapes.tables.labelled.cells import Printed, doubt_in, in_brackets, is_bracketed, read_cell
from extract.shapes.tables.labelled.comparisons import compared_years
from extract.shapes.tables.labelled.figure_brackets import (
    UNEXPLAINED,
    alone_in_brackets,
    label_apart,
    read_brackets,
    split_sub,
)
from extract.shapes.tables.labelled.figures import NO_MEASURE, RATE_HEAD, TableReader
from extract.shapes.tables.labelled.grids import Band
from extract.shapes.tables.labelled.part_spans import name_spans
from extract.shapes.tables.labelled.ranks import is_rank
from extract.shapes.tables.labels import Label, is_of_above, name_of_next, named_beside, part_of, read_label, year_doubt
from extract.shapes.tables.months.month_ranks import read_month_rank, stands_under_ranks
from extract.shapes.tables.months.month_sheets import in_month, month_of_table, sheet_labels
from extract.shapes.text.heading_figures import heading_figures

#: Headings over labels that name groups of people or places: what is measured stands over the figures alone.
_GROUPS = re.compile(
    r"^(?:[^ぁ-ん]{0,4}業種|業態|産業|市区?町村|市町|地域|地区|圏域|[一二三]次医療圏|年齢|年代|性|男女|事業所規模|規模)"
    r"(?:階級|区分|階層|層|分類)?(?:別|名|名称)?$"
)
#: A name that holds a target is more than a name.
_TARGET_IN_NAME = re.compile(r"\d(?:%|円|件|社|事業所|ポイント)(?:以上|以下|以内)")
_PLAN_YEAR = "a plan holds no results of its own year, and none is printed with this table"
_OVER_YEARS = "a total below rows of several years may be of any of them; taken for the report's"
_BARE_RUN = re.compile(r"[(〔]?累[計積][)〕]?")
_SUMS_YEARS = "it is a sum beside figures of several years: of the last of them, or of all"
_RANK_YEAR = "a rank below another year's figure, with no year of its own"
_TWO_YEARS = "the row names another fiscal year than the column"


_MAY_BE = "most of its name is that of {}, which is named beside the table; it may be the KPI"
_TARGET_BESIDE = "its row holds a target as well; the headings of this table were not understood"
_OF_WHAT = "per cents beside counts under a heading that does not say of what, or against what"
_YEARS_TARGET = re.compile(r"(?:年度|年間|通期)の?(?:目標|計画)")
_OF_WHOLE_YEAR = "it is a target of the whole year, in a report of a part of it"
_COMPARES = re.compile(r"対比|前年比|増減|差")


@dataclass(frozen=True)
class _Around:
    """The labels around a figure, the columns they give its fact, its fiscal year, and why these may be wrong."""

    label: Label
    head: Label
    corner: Label
    common: Mapping[str, object]
    year: int | None
    doubt: str | None
    dimension: str | None


class LabelledReader(TableReader):
    """Reads tables of labelled figures, ranks among them and figures in brackets below others."""

    def labelled(self, band: Band) -> int:
        """Facts of any other table of figures; returns how many figures were read, or refused for their year."""
        corner = self.merged([without_asides(text) for text in band.corner_labels()])
        heads = {col: band.column_labels(col) for col in band.value_cols}
        years = compared_years(((col, self.column_head(band, col)) for col in band.value_cols), self.year)
        lines = compared_years(((row, self.row_label(band, row)[0]) for row in band.body), self.year)
        self.compared_part = self._part_compared(band)
        self._kpis: dict[tuple[str, int], Kpi] = {}  # the one last read in a row or column
        carried = corner.fiscal_year
        unread: str | None = None
        self.after_prior = False  # the last row with a year is last year's
        above: Label | None = None
        named, years_named = "", set[int | None]()
        count = 0
        self.torn = is_torn(self.table)
        beside = [self.row_label(band, row) for row in band.body]
        rows = years_down([label for label, _ in beside], [band.has_figures(row) for row in band.body], self.year)
        columns = [self.column_head(band, col) for col in band.value_cols]
        self._sheet(band, corner, rows, columns)
        rows = self._seen_together(band, rows, columns)
        self._in_headings(band)
        recorded = len(self.out.of("period_figure"))
        for row, said, (_, sub) in zip(band.body, rows, beside, strict=True):
            self.row_above = above
            label = at_the_same_time(said, above)
            above = label if label.says_when else above
            if is_of_above(label, named):
                label, self.after_prior = replace(label, rest=named), True
            elif label.fiscal_year is not None or label.unread_year is not None:
                carried, unread = label.fiscal_year, label.unread_year
                years_named.add(label.fiscal_year)
                self.after_prior = label.prior
            elif unread is not None:
                label = replace(label, unread_year=unread)
            elif label.total and len(years_named) > 1:
                carried, label = None, replace(label, doubt=label.doubt or _OVER_YEARS)
            named = name_of_next(label, named)
            for col in band.value_cols:
                cell = self.table.at(row, col)
                if cell is None or (cell.row, cell.col) != (row, col):
                    continue
                over = _heads_over(cell, heads)
                self.bare_total = any(map(_is_bare_total, (*band.row_labels(row)[-1:], *over)))
                count += self._labelled_cell(cell, label, sub, over, corner, years.get(col, lines.get(row, carried)))
        name_spans(self.out.of("period_figure")[recorded:], self.totals)
        self._doubt_rates(self.out.of("period_figure")[recorded:])
        return count

    def _seen_together(self, band: Band, rows: Sequence[Label], columns: Sequence[Label]) -> list[Label]:
        """Takes down what rows and columns say together; returns the labels of the rows with what they leave out."""
        self.counts_beside = any(said.rest and not RATE_HEAD.search(said.rest) for said in columns)
        self.compares = any(said.compares for said in (*rows, *columns))
        self.heads_years = frozenset(said.fiscal_year for said in columns if said.fiscal_year)
        self.runs_to_month = any(span_end(said.text) is not None for said in columns)
        self.years_beside = frozenset(said.fiscal_year for said in (*rows, *columns) if said.fiscal_year)
        of_sheet = [self.sheet_rows.get(row, label) for row, label in zip(band.body, rows, strict=True)]
        rows = _parts_named(_named_above(of_sheet))
        self.by_month = (are_single_months(rows) and not self.sheet_rows) or (
            are_single_months(columns) and not self.sheet_cols
        )
        self._see_parts(columns)
        self.naming.sums_times = any(said.month or said.period for said in columns if said.total is None)
        self.times = TableTimes(self.scope, [self.column_head(band, col) for col in band.value_cols], self.year, rows)
        self.heads_named = _named_columns(band, columns, rows)
        return rows

    def _see_parts(self, columns: Sequence[Label]) -> None:
        """Notes whether columns are parts of the year, and months that go on from them."""
        parts = {said.period for said in columns} & PERIOD_ENDS.keys()
        by_month = any(said.month or said.bare_as_of or said.as_of for said in columns)
        self.in_parts, self.parts_and_months = bool(parts), by_month and bool(parts & {"Q1", "H1"})

    def _sheet(self, band: Band, corner: Label, rows: Sequence[Label], columns: Sequence[Label]) -> None:
        """What the columns, or else the rows, mean on a sheet of one month (当月 | 前年同月 | 累計)."""
        by_row, by_col = (any(said.fiscal_year for said in labels) for labels in (rows, columns))
        heads = dict(zip(band.value_cols, columns, strict=True))
        beside = dict(zip(band.body, rows, strict=True))
        down = len(columns) == 1 and len(rows) > 1  # 今月の受付 over a list of 前月, 前年同月
        self.sheet_rows = sheet_labels(beside, self.scope, self.year, by_col) if down else {}
        self.sheet_cols = sheet_labels(heads, self.scope, self.year, by_row) if not self.sheet_rows else {}
        if not self.sheet_cols and not down:
            self.sheet_rows = sheet_labels(beside, self.scope, self.year, by_col)
        told = [*self.sheet_cols.values(), *self.sheet_rows.values()]
        plain = not self.sheet_cols and not self.sheet_rows
        self.sheet_month = month_of_table([*rows, *columns], corner, self.scope) if plain else None
        self.single_basis = "monthly" if any(label.basis == "cumulative" for label in told) else None

    def _doubt_rates(self, rows: Sequence[Row]) -> None:
        """Flags rates of no KPI whose names are mostly words of a KPI beside the table that has no row of its own."""
        tied = {kpi.code for kpi in self._kpis.values()}
        beside = [kpi for kpi in self.scope.kpis if kpi.code not in tied and catalogue()[kpi.code].unit == "%"]
        for row in rows if beside else ():
            if row["unit"] == "%" and row["kpi_code"] is None:
                like = [kpi.code for kpi in beside if _shares_words(row["measure_ja"], kpi.text)]
                for code in like[:1]:
                    flag(row, _MAY_BE.format(code))

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

    def _part_compared(self, band: Band) -> str | None:
        """The part of the year that the columns beside comparisons (増減, 対前年度比) all name, or None."""
        heads = [self.column_head(band, col) for col in band.value_cols]
        dated = {head.period for head in heads if head.fiscal_year is not None and not head.compares} - {"FY"}
        return dated.pop() if len(dated) == 1 else None

    def _labelled_cell(
        self, cell: Cell, label: Label, sub: str | None, heads: list[str], corner: Label, carried: int | None
    ) -> int:
        head, head_sub = self._label(heads)
        if cell.col in self.sheet_cols:
            head, head_sub = self.sheet_cols[cell.col], None
        elif self.sheet_month is not None:
            head = in_month(head, self.sheet_month)
        if (named := self.heads_named.get(cell.col)) is not None:
            head = replace(head, rest=named.rest, unit=head.unit or named.unit)
        bracketed = is_bracketed(label.text) or is_bracketed(solid(heads[-1]) if heads else "")
        p = in_brackets(cell) if bracketed or self._is_before(label) or self._is_before(head) else read_cell(cell)
        alone = alone_in_brackets(cell, self.scope.brackets, self.year) if p.figure is None else None
        p = alone or p
        if p.figure is None:
            self.reject_if_figures(cell)
            return 0
        if stands_under_ranks(cell, label, head):
            self._rank(cell, label, head, carried)
            return 1
        below = split_sub(p)[0] is not None
        if below:
            label, sub = label_apart(label, sub, self.year)
            head, head_sub = label_apart(head, head_sub, self.year)
        elif head_sub is not None and read_label(head_sub, self.year).fiscal_year == head.fiscal_year:
            head = self.merged(heads)  # 令和4年度(前年同期) over figures of their own
        label = label if below else self._at_the_same_time(label, sub)
        if NO_MEASURE.search(head.text):
            return 0
        if self.reject_if_year_unread(cell, label, head):
            return 1
        if self._may_sum_years(head):
            head = replace(head, doubt=head.doubt or _SUMS_YEARS)
        around = self._around(cell, p.figure, label, head, corner, heads, carried)
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        if alone is None:
            self.other(where, p, label, head, corner, around.common, around.year, around.doubt, around.dimension)
        if below and around.year is not None:
            self._below(where, p, around, (sub, head_sub))
        return 1

    def _may_sum_years(self, head: Label) -> bool:
        """Whether a heading says 累計 and nothing of when, beside columns of several years."""
        return len(self.heads_years) > 1 and _BARE_RUN.fullmatch(solid(head.text)) is not None

    def _at_the_same_time(self, label: Label, sub: str | None) -> Label:
        """The label of a row of figures of their own whose brackets say that they are of the same time as those above:
        令和5年度(前年同期).
        """
        inner = read_label(sub, self.year) if sub is not None else None
        if inner is None or not says_same_time(replace(inner, prior=inner.prior or bool(label.fiscal_year))):
            return label
        if inner.fiscal_year not in (None, label.fiscal_year) or label.says_part:
            return label
        return at_the_same_time(replace(label, text=f"{label.text}({sub})", prior=True), self.row_above)

    def _is_before(self, label: Label) -> bool:
        """Whether a label names a year before that of the table, whose figures may stand in brackets."""
        year = label.fiscal_year
        return label.prior or (year is not None and self.year is not None and year < self.year)

    def _around(
        self,
        cell: Cell,
        figure: Figure,
        label: Label,
        head: Label,
        corner: Label,
        heads: list[str],
        carried: int | None,
    ) -> _Around:
        """What the labels of a figure make of it."""
        grouped = bool((label.rest or label.total) and _GROUPS.match(corner.rest))
        unit = self._unit(figure, head, label, corner)
        year = label.fiscal_year or head.fiscal_year or carried or self.year
        dated = label.fiscal_year or head.fiscal_year
        if (label.national or head.national) and not dated and (latest := self._table_as_of()):
            year = fiscal_year_of(latest)
        basis = label.basis or head.basis or corner.basis
        group = next((part.text for part in (label, head) if part.of_group), None)
        label, head = (replace(part, rest="") if part.of_group else part for part in (label, head))
        kpi, unsure, told = Meaning() if grouped else self.naming.kpi(head, corner, label, unit, year, basis)
        if kpi is not None and kpi.unit == "%" and unit is None and not 0 <= figure.value <= 100:
            kpi, unsure, told = Meaning()
        if kpi is not None and _COMPARES.search(head.text + label.text):
            kpi = None
        if kpi is not None:
            self._kpis |= {("row", cell.row): kpi, ("col", cell.col): kpi}
        over = self.naming.measure(head, Label(""), None, None, basis) if grouped else None
        measure = over or self.naming.measure(label, head, corner, kpi, basis)
        averaged = next((said for said in (head, label) if said.total == "mean"), None)
        measure = mean_name(measure, averaged, unit) if averaged is not None else measure
        doubt = self.doubt(cell, year, unsure) or label.doubt or head.doubt or year_doubt(label, head)
        if doubt is None and carried is None and not self.year_is_said(label, head, corner):
            doubt = _PLAN_YEAR
        if label.fiscal_year and head.fiscal_year and label.fiscal_year != head.fiscal_year:
            doubt = doubt or _TWO_YEARS
        doubt = doubt or (bare_name(measure) if kpi is None else None)
        if kpi is None and unit == "%" and self.counts_beside and not (head.rest or RATE_HEAD.search(measure)):
            doubt = doubt or _OF_WHAT
        doubt = doubt or (_TARGET_BESIDE if _TARGET_IN_NAME.search(measure) else None)
        in_part = self.scope.header.period not in (None, "FY")
        if in_part and any(_YEARS_TARGET.search(solid(said.text)) for said in (label, head)):
            doubt = doubt or _OF_WHOLE_YEAR
        common = self.columns(measure, kpi, told, figure, unit)
        dimension = group or (label.text if grouped else self._dimension(heads))
        return _Around(label, head, corner, common, year, doubt, dimension)

    def _rank(self, cell: Cell, label: Label, head: Label, carried: int | None) -> None:
        """Records a rank among figures: of the KPI that its row or column names, else of the one read beside it."""
        year = label.fiscal_year or head.fiscal_year
        if year is None and carried not in (None, self.year):
            lines = [replace(line, doubt=line.doubt or _RANK_YEAR) for line in cell.lines]
            cell = replace(cell, blocks=[Paragraph(lines)])
            carried = self.year if self.after_prior else carried
        year = year or carried or self.year
        beside = ("row", cell.row) if "順位" in head.text or is_rank(cell) else ("col", cell.col)
        kpi = self._kpis.get(beside) or self._kpis.get(("col", cell.col))
        kpi = kpi or self.naming.kpi(label if "順位" in head.text else head, Label(""), None, None, year, None)[0]
        as_of = self._as_of(label, head, Label(""), None, year, False)
        named = bool(label.rest) and not any("順位" in said.text for said in (label, head))
        scope = self.scope.under(kpis=(), topic=label.rest) if named and kpi is None else self.scope
        read_month_rank(self.table, cell, scope, self.out, kpi, year, as_of)

    def _below(self, where: Locator, p: Printed, of: _Around, beside: Sequence[str | None]) -> None:
        """Records the figure in brackets below another; one that nothing explains is rejected."""
        unit, year = of.common["unit"], of.year
        remark = self.scope.brackets
        found = read_brackets(p, beside, remark, year, str(unit) if unit else None) if year is not None else None
        if found is None:
            self.out.reject(where, p.text, UNEXPLAINED)
            return
        common = of.common
        if found.measure is not None:
            measure = f"{common['measure_ja']} {found.measure}"
            common = {**common, "measure_ja": measure, "kpi_code": None, "unit": found.figure.unit}
        self.same_time = found.at_same_time
        self.other(
            where,
            Printed(found.figure, None, None, p.text),
            found.moved(of.label if of.label.says_when else of.head),
            found.moved(of.head),
            of.corner,
            common,
            found.year,
            of.doubt or found.doubt,
            of.dimension,
        )
        self.same_time = False


def _shares_words(name: str, text: str) -> bool:
    """Whether at least half of the pairs of characters in a name stand in a text as well."""
    plain, other = solid(name), solid(text)
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return bool(pairs) and 2 * sum(pair in other for pair in pairs) >= len(pairs)


def _heads_over(cell: Cell, heads: Mapping[int, list[str]]) -> list[str]:
    """The headings over a cell: of one over several columns those that all share (第1四半期 over 件数 | 金額)."""
    own = heads[cell.col]
    others = [heads[col] for col in range(cell.col + 1, cell.col + cell.colspan) if col in heads]
    return [text for text in own if all(text in other for other in others)] or own


def _named_columns(band: Band, columns: Sequence[Label], rows: Sequence[Label]) -> dict[int, Label]:
    """Columns that say only last year or a comparison, with the words and the unit of the quantity that they stand
    behind: 件数 | 前年度 | 増減 | 金額(千円) | 前年度 | 増減. Where rows name quantities themselves, only columns that
    come again are so named.
    """
    said = [head.text for head in columns if head.prior or head.compares]
    if len(set(said)) == len(said) and any(names_quantity(label.rest) for label in rows if label.rest):
        return {}
    heads = dict(zip(band.value_cols, columns, strict=True))
    out, unit = dict[int, Label](), None
    for col, named in named_beside(heads).items():
        if named.rest == heads[col].rest:
            unit = heads[col].unit
        elif names_quantity(named.rest.partition(" ")[0]):
            out[col] = replace(named, unit=None if RATE_HEAD.search(heads[col].rest) else unit)
    return out


def _parts_named(labels: Sequence[Label]) -> list[Label]:
    """Labels of rows, those of parts (うち電子申請) with the words of the row that they are parts of."""
    whole, out = "", list[Label]()
    for label in labels:
        named = part_of(label, whole)
        out.append(named)
        whole = whole if named is not label else label.rest or (label.text if label.total else whole)
    return out


def _named_above(labels: Sequence[Label]) -> list[Label]:
    """Labels of rows, those of a sheet of one month that say only of when (前月, 年度累計) with the name above them."""
    named, out = "", list[Label]()
    for label in labels:
        of_above = named and not label.rest and not label.compares and (label.single or label.runs_to)
        out.append(replace(label, rest=named) if of_above else label)
        named = named if label.compares else label.rest or named
    return out


def _is_bare_total(text: str) -> bool:
    label = read_label(text, None)
    return label.total == "total" and label.fiscal_year is None
