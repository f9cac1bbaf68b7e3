"""Months running down to facts, with totals below them and figures of another month in brackets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from extract.catalogue import Kpi
from extract.document import Cell
from extract.facts import Row, fact_key
from extract.locate import Locator
from extract.normalise.dates import PART_MONTHS, fiscal_year_of, header_month, month_in_year, period_named
from extract.normalise.numbers import Figure
from extract.normalise.text import solid
from extract.shapes.names.measures import mean_name
from extract.shapes.tables.above.table_times import TURNS, as_part_above, with_years_carried
from extract.shapes.tables.labelled.cells import Printed, read_cell
from extract.shapes.tables.labelled.figure_brackets import label_apart
from extract.shapes.tables.labelled.figures import TARGET_ROW, TableReader
from extract.shapes.tables.labelled.grids import Band
from extract.shapes.tables.labelled.ranks import without_brackets
from extract.shapes.tables.labels import Label, named_beside, read_label
from extract.shapes.tables.months.month_brackets import of_brackets
from extract.shapes.tables.months.month_heads import runs_over_years
from extract.shapes.tables.months.month_ranks import read_month_rank, stands_under_ranks

#: What heads a column of months.
_MONTHS = re.compile(r"月別?$")
_NATIONAL = "a figure of the nation by month, of something that is no KPI"
_OTHER_YEAR = "its heading and the month beside it name different fiscal years; taken for the heading's"
_NO_YEAR = "the month in brackets names no year; taken for that of the year before"
#: What a figure is beside whose brackets hold one that runs up to its month, or is of that month alone.
_OTHER_BASIS = {"cumulative": "monthly", "monthly": "cumulative"}
_UNDER_YEARS = "it stands under the headings of several years"
_NO_MONTH = "it stands below months in a row that names none of them, and no part of the year"


class MonthsDownReader(TableReader):
    """Reads tables whose rows are months."""

    def read(self, band: Band) -> list[Row]:
        """Facts of a table whose rows are months."""
        out: list[Row] = []
        self._kpis: dict[int, Kpi] = {}
        corner = self.merged(band.corner_labels())
        self._heads = {col: [solid(text) for text in band.column_labels(col)] for col in band.value_cols}
        columns = named_beside({col: self.column_head(band, col) for col in band.value_cols})
        self._bases_told = any(head.basis for head in columns.values())
        rows = [self._month_label(band, row) for row in band.body]
        before = [read_label(sub, self.year) for _, sub in rows if sub is not None]
        self._year_before_told = any(label.fiscal_year or label.prior for label in before)
        self._year_before_told |= any("前年" in line for line in self.scope.caption)
        labels = with_years_carried([_numbered(label, corner) for label, _ in rows])
        undated = not any(label.fiscal_year for label in (*labels, *columns.values()))
        if undated and runs_over_years(label.month for label in labels if label.month):
            labels = [replace(label, doubt=label.doubt or TURNS) if label.month else label for label in labels]
        above: Label | None = None
        months: list[int] = []
        years: set[int] = set()
        years_across = any(head.fiscal_year for head in columns.values())
        for row, said, (_, sub) in zip(band.body, labels, rows, strict=True):
            label = as_part_above(said, above, months)
            above = label if not label.month and (label.total or label.period) else above
            months += [label.month] if label.month and band.has_figures(row) else []
            year = label.fiscal_year or corner.fiscal_year or self.year
            month = label.month_date or (month_in_year(year, label.month) if label.month and year else None)
            years |= {fiscal_year_of(month)} if month and not label.prior else set()
            if month is None and (label.says_when or label.compares) and not years_across:
                label = _of_months(label, corner, years)
            sub_label = read_label(sub, self.year) if sub else None
            for col, head in columns.items():
                cell = self.table.at(row, col)
                if cell is None or cell.row != row or (cell.col < col and cell.col in columns):
                    continue
                over = _over_all(columns, cell, label) if cell.colspan > 1 else head
                out += self._down_cell(cell, label, month, sub_label, over, corner)
        return out

    def _month_label(self, band: Band, row: int) -> tuple[Label, str | None]:
        """What the labels of a row say: a part of the year over its month says no more than the month."""
        texts = band.row_labels(row)
        month = next((found for text in texts if (found := header_month(solid(text))) is not None), None)
        if month is None:
            return self.row_label(band, row)
        over = {text for text in texts if month in PART_MONTHS.get(period_named(solid(text)) or "", ())}
        label, sub = self._label([text for text in texts if text not in over or header_month(solid(text)) is not None])
        return replace(label, unit=label.unit or band.row_unit(row)), sub

    def _down_cell(
        self, cell: Cell, label: Label, month: date | None, sub: Label | None, head: Label, corner: Label
    ) -> list[Row]:
        p = read_cell(cell)
        if p.figure is None or TARGET_ROW.search(head.text):
            (self.reject_if_figures if p.figure is None else self.reject_target)(cell)
            return []
        if self.reject_if_year_unread(cell, label, head):
            return []
        said: str | None = None
        if p.sub is not None:
            head, said = label_apart(head, None, self.year)
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        unit = p.figure.unit or head.unit or self.unit_around(corner, head.rest)
        year = head.fiscal_year or (fiscal_year_of(month) if month else label.fiscal_year or self.year)
        # how things stood at a month's end is compared
        stands = "cumulative" if head.compares and "月末" in head.text else None
        basis = head.basis or corner.basis or stands
        basis = basis or (None if self._bases_told else self.naming.basis_of_caption(unit))
        other = self._other_basis(p, (head, corner), year) if sub is None and said is None else None
        basis = basis or (_OTHER_BASIS[other[0]] if other else None)
        kpi, unsure, told = self.naming.kpi(head, corner, None, unit, year, basis)
        measure = self.naming.measure(head, corner, None, kpi, basis)
        if kpi is not None:
            self._kpis[cell.col] = kpi
        named = measure if month is not None else _as_mean(measure, label, unit)
        common = self.columns(named, kpi, told, p.figure, unit)
        doubt = self.doubt(cell, year, unsure) or label.doubt or head.doubt
        summed = (label.total or label.period) and not label.compares
        if month is None and summed and head.fiscal_year in (None, year):
            self._total(where, p, p.figure, label, cell.col, common, year, doubt)
            if p.sub is not None and year is not None:
                before_year = sub.fiscal_year if sub is not None and sub.fiscal_year else year - 1
                self._total(where, p, p.sub, label, cell.col, common, before_year, doubt, in_brackets=True)
            return []
        if stands_under_ranks(cell, label, head):
            kpis = {known.code: known for known in self._kpis.values()}
            only = next(iter(kpis.values())) if len(kpis) == 1 else None
            ranked = kpi or self._kpis.get(cell.col) or self._kpi_beside(cell.col) or only
            if month is None and not head.fiscal_year and "(" in solid(cell.text):
                year = without_brackets(label, self.year).fiscal_year or self.year
            read_month_rank(self.table, cell, self.scope, self.out, ranked, year, month, label)
            return []
        if month is not None and head.national:
            self._national(where, p, common, month, basis, doubt)
            return []
        if month is None:
            common = self.compared(common, label, p.figure) if label.compares else common
            dated = label.says_when or label.national or label.compares
            self.other(where, p, label, head, corner, common, year, doubt if dated else doubt or _NO_MONTH)
            return []
        month, other_year = _under(head, label, month)
        doubt = doubt or other_year
        series = fact_key(self.out.sha256, self.table.index, "col", cell.col, fiscal_year_of(month))
        rows = [
            self.out.add(
                "monthly_actual",
                where,
                p.text,
                "months_down",
                doubt,
                **common,
                fiscal_year=fiscal_year_of(month),
                month=month,
                value=p.figure.value,
                basis=basis,
                series_id=series,
            )
        ]
        if label.month_date == month:
            self.out.years_told.add(rows[0]["fact_id"])
        if p.sub is not None:
            before, basis, doubt = self._time_of_sub(month, basis, doubt, sub, other, said)
            rows.append(
                self.out.add(
                    "monthly_actual",
                    where,
                    p.text,
                    "months_down_brackets",
                    doubt,
                    **common,
                    fiscal_year=fiscal_year_of(before),
                    month=before,
                    value=p.sub.value,
                    basis=basis,
                    series_id=fact_key(series, "sub"),
                )
            )
        return rows

    def _kpi_beside(self, col: int) -> Kpi | None:
        """The KPI of the nearest column left of one of ranks, under the same heading over both."""
        over = self._heads.get(col, [])[:1]
        for left in sorted((c for c in self._kpis if c < col), reverse=True):
            if over and self._heads.get(left, [])[:1] == over:
                return self._kpis[left]
        return None

    def _time_of_sub(
        self,
        month: date,
        basis: str | None,
        doubt: str | None,
        sub: Label | None,
        other: tuple[str, str | None] | None,
        said: str | None,
    ) -> tuple[date, str | None, str | None]:
        """The month and the basis of the figure in brackets beside one of a `month`, and why these may be wrong."""
        if other is not None:
            return month, other[0], doubt or other[1]
        before = (sub.month_date if sub else None) or date(month.year - 1, month.month, 1)
        return before, basis, doubt or (self._unsaid(sub) if said is None else None)

    def _other_basis(self, p: Printed, labels: Iterable[Label], year: int | None) -> tuple[str, str | None] | None:
        """Whether the figure in brackets runs up to the month of the one before it, or is of that month alone, as the
        labels or a remark of the page say, and why that may be wrong; None where it is of another time.
        """
        if p.sub is None or year is None:
            return None
        told, of_year, doubt = of_brackets(labels, year, self.scope.brackets)
        return (told.basis, doubt) if told.basis and of_year == year and not told.national else None

    def _unsaid(self, sub: Label | None) -> str | None:
        """What the brackets beside a month, if there are any, leave unsaid of the figure in brackets."""
        if sub is None:
            return "the figure in brackets names no month; taken for the same month of the year before"
        return None if self._year_before_told else _NO_YEAR

    def _national(
        self,
        where: Locator,
        p: Printed,
        common: Mapping[str, object],
        month: date,
        basis: str | None,
        doubt: str | None,
    ) -> None:
        """Records a national average of a month: of a KPI as its result, else as a figure of the time up to then."""
        figure = {"fiscal_year": fiscal_year_of(month), "value": p.figure.value if p.figure else None}
        if common["kpi_code"] is None:
            period = f"YTD({month.month}月)"
            self.out.add(
                "period_figure", where, p.text, "months_down_national", doubt or _NATIONAL, **common, **figure,
                period=period, dimension="全国平均",
            )  # fmt: skip
            return
        shared = {name: common[name] for name in ("kpi_code", "match", "unit", "section")}
        self.out.add(
            "kpi_actual", where, p.text, "months_down_national", doubt, **shared, **figure,
            kpi_text=common["measure_ja"], as_of=month, basis=basis, provisional=False, scope="national_average",
        )  # fmt: skip

    def _total(
        self,
        where: Locator,
        p: Printed,
        figure: Figure,
        label: Label,
        col: int,
        common: Mapping[str, object],
        year: int | None,
        doubt: str | None,
        in_brackets: bool = False,
    ) -> None:
        """Records the total of a column of months, or the one in its brackets: of the year before."""
        series = fact_key(self.out.sha256, self.table.index, "col", col, year)
        self.out.add(
            "period_figure",
            where,
            p.text,
            "months_down_brackets" if in_brackets else "months_down_total",
            doubt,
            **common,
            fiscal_year=year,
            period=label.period or "FY",
            dimension=None,
            value=figure.value,
            series_id=fact_key(series, "sub") if in_brackets else series,
        )


def _of_months(label: Label, corner: Label, years: Collection[int]) -> Label:
    """What is below months with the only year of the `years` they are of, or that of the corner, where it names none;
    one that says last year (前年同期計) with the year before that.
    """
    year = next(iter(years)) if len(years) == 1 else corner.fiscal_year
    if year is None:
        return label
    return replace(label, fiscal_year=read_label(label.text, year).fiscal_year or year)


def _as_mean(measure: str, label: Label, unit: str | None) -> str:
    """The name of what stands below months, with that of an average where it is one: 1~3月平均."""
    return mean_name(measure, replace(label, total="mean") if label.rest == "平均" else label, unit)


def _over_all(columns: Mapping[int, Label], cell: Cell, label: Label) -> Label:
    """The heading of a figure under several of years: what compares them (前年同期比) is of the latest."""
    heads = [columns[col] for col in range(cell.col, cell.col + cell.colspan) if col in columns]
    years = {head.fiscal_year for head in heads}
    if label.compares and None not in years:
        return max(heads, key=lambda head: head.fiscal_year or 0)
    return replace(heads[0], doubt=heads[0].doubt or _UNDER_YEARS) if len(years) > 1 else heads[0]


def _under(head: Label, label: Label, month: date) -> tuple[date, str | None]:
    """The month of a figure beside a month and under a heading that may name its year, and why it may be another."""
    if head.prior and label.month_date is not None:
        return date(month.year - 1, month.month, 1), None
    of_head = month_in_year(head.fiscal_year, label.month) if head.fiscal_year and label.month else None
    if of_head is None:
        return month, None
    return of_head, _OTHER_YEAR if label.month_date not in (None, of_head) else None


def _numbered(label: Label, corner: Label) -> Label:
    """A row label 4 under 月 as that of April."""
    month = header_month(label.text) if label.text.isdigit() and _MONTHS.search(corner.text) else None
    return label if month is None else replace(label, month=month, rest="")
