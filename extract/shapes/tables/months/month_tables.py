"""Months across to facts: with totals, averages, targets and national averages beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.catalogue import Kpi, Meaning, catalogue, match
from extract.document import Cell
from extract.facts import Row, fact_key
from extract.locate import Locator
from extract.normalise.dates import FISCAL_MONTHS, PERIOD_ENDS, fiscal_year_of, header_month, month_in_year
from extract.normalise.numbers import Figure, decimals
from extract.normalise.text import solid
from extract.recorder import flag
from extract.shapes.names.measures import mean_name
from extract.shapes.tables.above.table_times import (
    SIDE_BY_SIDE,
    TURNS,
    as_part_above,
    names_last_years_sum,
    says_same_time,
    with_years_carried,
)
from extract.shapes.tables.kpis.kpi_facts import record_target
from extract.shapes.tables.kpis.kpi_words import KpiName, is_target_head
from extract.shapes.tables.labelled.cells import Printed, in_brackets, is_bracketed, read_cell, with_clock_times
from extract.shapes.tables.labelled.figures import TARGET_ROW
from extract.shapes.tables.labelled.grids import Band
from extract.shapes.tables.labels import Label, year_doubt
from extract.shapes.tables.months.month_basis import Basis, MonthsBesideTotal, bases_by_total, runs_up
from extract.shapes.tables.months.month_brackets import BY_REMARK, of_brackets, row_in_brackets
from extract.shapes.tables.months.month_heads import at_quarter_ends, month_runs, runs_over_years
from extract.shapes.tables.months.month_ranks import read_month_rank, stands_under_ranks
from extract.shapes.tables.months.month_rows import MonthRows, RowHead
from extract.shapes.tables.months.month_targets import read_year_target

_BESIDE_RATE = "a rate beside {}, which no row of the table names; it may be the KPI"
#: What is left of 上期計 and the like once the part of the year is known.
_QUARTER_OR_SUM = "whether the sum is of that part of the year alone or runs up from April is not printed"
_SUMS = frozenset({"", "計", "合計", "小計"})
_TWO_YEARS = "the months beside it are of two fiscal years, and it may be of either or both"
#: What is of one month only: 前年同月, 前月比.
_YEAR_AGO = re.compile(r"[前昨]年度?の?同月")
_SAME_MONTH = re.compile(rf"{_YEAR_AGO.pattern}|(?<!年)[前先]月")
_PART_UNSAID = "its heading names no part of the year, and the months beside it do not run to the end of it"
_YEAR_LEFT = "its month does not go on from those beside it, and no heading tells its year or what it is of"
_RUNS_ON = "more months stand right of it, and no heading tells which of them are of the report's year"
_RUNS_UP = "its rates grow from month to month as those do that run up from April, and no basis is printed"
_QUARTERS = "only ends of quarters head its columns, and it may be of the quarter and not of the month"
_OF_PLAN = "nothing names the year of these months, and a plan has no results of its own year yet"


@dataclass(frozen=True)
class _Series:
    """What all figures of one row share; `unnamed` is why its KPI may be another, `unsure` why its year may."""

    label: Label
    year: int | None
    unit: str | None
    basis: str | None
    kpi: Kpi | None
    unnamed: str | None
    match: str | None
    measure: str
    series_id: str
    unsure: str | None
    over_years: bool  # its months run over the end of a fiscal year
    calendar: int | None  # the year of the calendar whose months these are


def _in_brackets(series: _Series, said: tuple[Label, int, str | None]) -> _Series:
    """The series of the figures in brackets below those of another one: their label, fiscal year and doubt."""
    label, year, doubt = said
    again, basis = fact_key(series.series_id, "sub"), label.basis or series.basis
    return replace(series, label=label, year=year, basis=basis, series_id=again, unsure=series.unsure or doubt)


class MonthReader(MonthRows):
    """Reads tables whose columns are months."""

    def month_grid(self, band: Band) -> list[Row]:
        """Facts of a band whose columns are months; returns the monthly facts."""
        corner = self.merged(band.corner_labels())
        heads = {col: self.column_head(band, col) for col in band.value_cols}
        months = [replace(heads[col], month=number) for col, number in band.months.items()]
        heads |= zip(band.months, with_years_carried(months), strict=True)
        heads |= self._behind_months(band, heads)
        rows = self.row_heads(band, corner.fiscal_year)
        self._last_kpi: Kpi | None = None
        self._parts_ahead = bool({head.period for head in heads.values()} & {"Q1", "H1"})
        self._nationals = self._national_years(rows, heads)
        beside = [self._beside_total(band, row, heads) for row, *_ in rows]
        self._filled = {
            row: [number for col, number in band.months.items() if self.figures(row, [col])] for row, *_ in rows
        }
        self._bases = dict(zip((row for row, *_ in rows), bases_by_total(beside), strict=True))
        left = self._reject_months_left(band)
        series: list[Row] = []
        for row, label, year, doubt in self.decided(band, rows):
            runs_on = _RUNS_ON if left and label.fiscal_year is None else None
            series += self._series(band, row, label, year, corner, heads, doubt or runs_on)
        self._doubt_rates(series)
        return series

    def _behind_months(self, band: Band, heads: Mapping[int, Label]) -> dict[int, Label]:
        """The headings of last year's figures and of changes behind a total, with what that total is of."""
        out: dict[int, Label] = {}
        above: Label | None = None
        months = [number for col, number in band.months.items() if any(self.figures(row, [col]) for row in band.body)]
        for col in (col for col in band.value_cols if col not in band.months):
            out[col] = as_part_above(heads[col], above, months)
            above = out[col] if out[col].total or out[col].period else above
        return out

    def _reject_months_left(self, band: Band) -> bool:
        """Rejects the figures under more months right of the band where no heading tells their year or measure;
        returns whether there are any.
        """
        left = False
        if not band.head or not band.months or band.given_corner is not None:
            return left
        col = max(band.months)
        starts = {band.months[min(band.months)], *([FISCAL_MONTHS[0]] if band.months[col] == FISCAL_MONTHS[-1] else [])}
        while (head := self.table.at(band.head[-1], col + 1)) is not None:
            if header_month(head.text) not in starts or solid(head.text).isdigit():
                break
            left = True
            col, starts = col + 1, {(header_month(head.text) or 0) % 12 + 1}
            for cell in (self.table.at(row, col) for row in band.body):
                if cell is not None and read_cell(cell).figure is not None:
                    self.out.reject(Locator(cell.place, self.table.index, cell.row, cell.col), cell.text, _YEAR_LEFT)
        return left

    def _doubt_rates(self, series: Sequence[Row]) -> None:
        """Flags the rates of a table beside a KPI that is a rate, where no row of it was tied to the KPI."""
        rates = [kpi.code for kpi in self.scope.kpis if catalogue()[kpi.code].unit == "%"]
        if not rates or any(row["kpi_code"] for row in series):
            return
        ids = {row["series_id"] for row in series if row["unit"] == "%"}
        for row in (*series, *self.out.of("period_figure")):
            if row.get("series_id") in ids and row["unit"] == "%":
                flag(row, _BESIDE_RATE.format(rates[0]))

    def _national_years(self, rows: Sequence[RowHead], heads: dict[int, Label]) -> dict[int, int | None]:
        """A national average or a rank printed once for rows of several years is of the latest of them."""
        latest = max((head.year for head in rows if head.year is not None), default=None)
        cols = [col for col, head in heads.items() if head.national]
        printed = {
            row
            for row, *_ in rows
            for col in cols
            if (c := self.table.at(row, col)) and c.row == row and read_cell(c).figure
        }
        return {printed.pop(): latest} if len(printed) == 1 else {}

    def _beside_total(self, band: Band, row: int, heads: Mapping[int, Label]) -> MonthsBesideTotal | None:
        """The months of a row and the total in the same row; None where there are fewer than two or no total."""
        printed = self.figures(row, heads)
        months = [printed[col].value for col in band.months if col in printed]
        total = next((printed[col] for col in printed if col not in band.months and heads[col].total == "total"), None)
        if total is None or len(months) < 2:
            return None
        return MonthsBesideTotal(months, total.value, decimals(total.text))

    def _is_no_series(
        self, labels: list[str], cells: Sequence[tuple[int, Cell]], label: Label, year: int | None, counted: bool
    ) -> bool:
        """Whether a row is one of targets or holds no figure; what it prints is recorded or rejected."""
        if read_year_target(self.table, labels, cells, year, self.scope, self.out):
            return True
        if counted and not TARGET_ROW.search(label.text):
            return False
        for _, cell in cells:
            (self.reject_target if counted else self.reject_if_figures)(cell)
        return True

    def _series(
        self,
        band: Band,
        row: int,
        label: Label,
        year: int | None,
        corner: Label,
        heads: dict[int, Label],
        unsure: str | None = None,
    ) -> list[Row]:
        beside = ((col, self.table.at(row, col)) for col in band.value_cols)
        cells = [(col, cell) for col, cell in beside if cell is not None and cell.row == row]
        bracketed = any(map(is_bracketed, (label.text, *map(solid, band.row_labels(row)[len(band.over) :]))))
        if not bracketed and (other := row_in_brackets((cell for _, cell in cells), self.scope.brackets, year)):
            bracketed, year, unsure = True, other, unsure or BY_REMARK
            label = replace(label, fiscal_year=year)
        read = in_brackets if bracketed else read_cell
        printed = {col: read(cell) for col, cell in cells}
        printed = with_clock_times(printed, any(cell.box is not None for _, cell in cells))
        by_month = [figure for col in band.months if col in printed and (figure := printed[col].figure) is not None]
        figures = by_month or [p.figure for p in printed.values() if p.figure is not None]
        if self._is_no_series(band.row_labels(row), cells, label, year, bool(figures)):
            return []
        if stands_under_ranks(cells[0][1], label):
            self._ranks(band, label, year, heads, cells)
            return []
        refused = [self.reject_if_year_unread(cell, label) for _, cell in cells]
        if any(refused):
            return []
        unit = self.naming.unit(figures, label, corner)
        counts = unit in ("%", None) and not any(f.unit for f in figures) and any(f.value > 100 for f in figures)
        if unit == "%" and counts:
            unit = None  # the rows under the rates of a table, such as their 合計, are no rates
        basis = (
            label.basis
            or corner.basis
            or next((h.basis for h in heads.values() if h.basis and h.month), None)
            or self.naming.basis_of_caption(unit)
        )
        is_printed = basis is not None
        by_total = Basis(basis) if basis else self._bases[row]
        basis = by_total.basis
        kpi, unnamed, told = self.naming.kpi(label, corner, None, unit, year, basis)
        if (counts and kpi is not None and kpi.unit == "%") or (corner.compares and not label.compares):
            kpi, unnamed, told = Meaning()
        self._last_kpi = kpi
        if basis is None and (kpi is None or kpi.default_basis is None):
            basis = "monthly"  # a column headed by a month and nothing else holds that month's figure
            unsure = unsure or _of_growth(by_month, unit)
        doubt = by_total.doubt if kpi is None or kpi.default_basis != basis else None
        unsure = unsure or doubt or (None if is_printed else _of_quarters(band, kpi, basis))
        unsure = unsure or self._of_plan(year, label, corner, heads)
        measure = self._named(label, corner, kpi, basis)
        over = runs_over_years(band.months.values())
        several = band.second is not None or (band.head and len(month_runs(self.table, band.head[-1])) > 1)
        block = [min(band.months)] if several else []
        series_id = fact_key(self.out.sha256, self.table.index, (band.head or [-1])[-1], row, year, *block)
        calendar = next((said.fiscal_year for said in (label, corner) if year_doubt(said)), None) if over else None
        if over and calendar is None and not any(heads[col].month_date for col in band.months):
            unsure = unsure or TURNS
        series = _Series(
            label, year, unit, basis, kpi, unnamed, told if kpi else None, measure, series_id, unsure, over, calendar
        )
        found = [self._figure(series, cell, printed[col], heads[col], band.months.get(col)) for col, cell in cells]
        below = [(col, cell) for col, cell in cells if not stands_under_ranks(cell, heads[col])]
        subs = {col: replace(p, figure=p.sub, sub=None) for col, _ in below if (p := printed[col]).sub is not None}
        if subs and year is not None:
            series = _in_brackets(series, of_brackets((label, corner), year, self.scope.brackets))
            below = [(col, cell) for col, cell in below if col in subs]
            found += [self._figure(series, cell, subs[col], heads[col], band.months.get(col)) for col, cell in below]
        return [fact for fact in found if fact is not None]

    def _named(self, label: Label, corner: Label, kpi: Kpi | None, basis: str | None) -> str:
        """What a row measures; figures of the nation that are of no KPI say so in their name."""
        measure = self.naming.measure(label, corner, None, kpi, basis)
        if corner.compares and not label.compares and corner.rest not in measure:
            measure = f"{measure} {corner.rest}"  # 前年同月比 over the names of rows
        return f"{measure} 全国平均" if label.national and kpi is None and "全国" not in measure else measure

    def _ranks(
        self, band: Band, label: Label, year: int | None, heads: Mapping[int, Label], cells: Sequence[tuple[int, Cell]]
    ) -> None:
        """Records a row of ranks by month: of the KPI of the row above, or of the only one named around."""
        for col, cell in cells:
            number = band.months.get(col)
            month = _month_of(heads[col], number, label, year) if number else None
            of = fiscal_year_of(month) if month else heads[col].fiscal_year or year
            read_month_rank(self.table, cell, self.scope, self.out, self._last_kpi, of, month)

    def _of_plan(self, year: int | None, label: Label, corner: Label, heads: Mapping[int, Label]) -> str | None:
        """Why the months may not be of the report's year: a plan has no results of its own year yet."""
        header = self.scope.header
        named = self.scope.titled or any(said.fiscal_year for said in (label, corner, *heads.values()))
        return _OF_PLAN if header.is_plan and year == header.fiscal_year and not named else None

    def _figure(self, of: _Series, cell: Cell, p: Printed, head: Label, number: int | None) -> Row | None:
        """Records one figure of a series, under a month's `number` or another heading; returns the monthly fact."""
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        if number is None and is_target_head(head.text):
            name = KpiName(of.measure, match(of.measure, of.year, (of.kpi.code,)) if of.kpi else None)
            record_target(self.out, self.scope, where, cell, name, head.fiscal_year or of.year, head.text)
            return None
        if number is None and stands_under_ranks(cell, head):
            year = self._nationals.get(cell.row, of.year)
            read_month_rank(self.table, cell, self.scope, self.out, of.kpi, year, None)
            return None
        if p.figure is None:
            self.reject_if_figures(cell)
            return None
        if self.reject_if_year_unread(cell, head):
            return None
        common = self.columns(of.measure, of.kpi, of.match, p.figure, of.unit)
        common |= {"fiscal_year": of.year, "value": p.figure.value}
        month = None
        if number is not None:
            month = date(of.calendar, number, 1) if of.calendar else _month_of(head, number, of.label, of.year)
        year = of.year or (fiscal_year_of(month) if month else None)
        doubt = self.doubt(cell, year, of.unnamed) or of.unsure or p.doubt or of.label.doubt or head.doubt
        if number is None:
            self._beside(of, where, p, head, common, doubt)
            return None
        if month is None:
            self.out.reject(where, p.text, "the row names no fiscal year and the report none either")
            return None
        common["fiscal_year"] = fiscal_year_of(month)
        if of.label.national and of.kpi is not None:
            self._national(where, p, common, of.basis, doubt, month)
            return None
        fact = self.out.add(
            "monthly_actual",
            where,
            p.text,
            "month_grid",
            doubt,
            **common,
            month=month,
            basis=of.basis,
            series_id=of.series_id
            if common["fiscal_year"] == of.year
            else fact_key(of.series_id, common["fiscal_year"]),
        )
        if head.month_date == month:
            self.out.years_told.add(fact["fact_id"])
        return fact

    def _beside(
        self, of: _Series, where: Locator, p: Printed, head: Label, common: Mapping[str, object], doubt: str | None
    ) -> None:
        """Records a figure beside the months: a national average, a sum of some of them, or of the year."""
        if head.national:
            year = self._nationals.get(where.row, of.year) if where.row is not None else of.year
            self._national(where, p, {**common, "fiscal_year": year}, of.basis, doubt)
            return
        if head.fiscal_year and of.label.fiscal_year and head.fiscal_year != of.label.fiscal_year:
            doubt = doubt or "the row names another fiscal year than the column"
        if of.over_years:
            doubt = doubt or _TWO_YEARS
        year = head.fiscal_year or of.year
        if head.compares and p.figure is not None:
            common = self.compared(common, head, p.figure)
        part = head.period or _up_to(head) or self._run_behind(head, where.row)
        months = self._filled.get(where.row, []) if where.row is not None else []
        if head.basis == "cumulative" and head.period in PERIOD_ENDS and head.period not in ("Q1", "H1"):
            doubt = doubt or _QUARTER_OR_SUM
        if part is None and head.total and self._parts_ahead and months and months[0] != FISCAL_MONTHS[0]:
            part, doubt = f"YTD({months[-1]}月)", doubt or _PART_UNSAID  # 上期 | 10月 | 11月 | 計
        if part is None and names_last_years_sum(head) and months and months[-1] != FISCAL_MONTHS[-1]:
            doubt = doubt or SIDE_BY_SIDE  # behind months of a half
        if part is not None and head.basis == "cumulative" and year != of.year and part != head.period:
            doubt = doubt or SIDE_BY_SIDE
        to = self._single_beside(head, where.row) if part is None else None
        if to is not None and year is not None and not head.compares:
            month = month_in_year(year, to)
            single = {**common, "fiscal_year": year, "month": month, "basis": of.basis, "series_id": None}
            self.out.add("monthly_actual", where, p.text, "month_grid", doubt, **single)
            return
        if to is not None and year is not None:
            part = f"{month_in_year(year, to):%Y-%m}"
        elif part is None and (says_same_time(head) or (head.compares and self._still_to(where.row, year))):
            doubt = doubt or _PART_UNSAID
        other = part is None and head.rest and not head.total and not head.compares
        if other and (to := self._still_to(where.row, year)):
            part, doubt = f"YTD({to}月)", doubt or _PART_UNSAID
        whole = year == of.year and part in (None, "FY") and not head.compares
        self.out.add(
            "period_figure",
            where,
            p.text,
            "month_grid_total",
            doubt,
            **{
                **common,
                "fiscal_year": year,
                "measure_ja": mean_name(str(common["measure_ja"]), head, of.unit),
            },
            period=part or "FY",
            dimension=None if head.total or head.compares or head.rest in _SUMS else head.rest,
            series_id=of.series_id if whole else None,
        )

    def _run_behind(self, head: Label, row: int | None) -> str | None:
        """The part of the year up to the last month of a row, of a sum (累計) behind months that do not begin it."""
        months = self._filled.get(row, []) if row is not None and head.basis == "cumulative" else []
        begins = not months or months[0] == FISCAL_MONTHS[0]
        return None if begins or months[-1] == FISCAL_MONTHS[-1] else f"YTD({months[-1]}月)"

    def _single_beside(self, head: Label, row: int | None) -> int | None:
        """The last month of a row, where a heading beside the months says that a figure is of the same month of last
        year (前年同月), or compares that month (前月差).
        """
        months = self._filled.get(row, []) if row is not None else []
        counted = (_SAME_MONTH if head.compares else _YEAR_AGO).search(head.text)
        return months[-1] if months and not head.total and counted else None

    def _still_to(self, row: int | None, year: int | None) -> int | None:
        """The last month of a row of the report's year that does not run to its end."""
        months = self._filled.get(row, []) if row is not None and year == self.scope.header.fiscal_year else []
        return months[-1] if months and months[-1] != FISCAL_MONTHS[-1] else None

    def _national(
        self,
        where: Locator,
        p: Printed,
        common: Mapping[str, object],
        basis: str | None,
        doubt: str | None,
        month: date | None = None,
    ) -> None:
        if p.figure is None:
            return
        code = common.get("kpi_code")
        year = common.get("fiscal_year")
        if code and isinstance(year, int):
            as_of = month or self._last_month(year)
            self.out.add(
                "kpi_actual",
                where,
                p.text,
                "month_grid_national",
                doubt,
                fiscal_year=year,
                kpi_code=code,
                kpi_text=common["measure_ja"],
                match=common["match"],
                as_of=as_of,
                basis=basis or (None if month else "cumulative"),
                value=p.figure.value,
                unit=common["unit"],
                provisional=False,
                scope="national_average",
                section=self.scope.section_path,
            )
        else:
            self.out.add(
                "period_figure",
                where,
                p.text,
                "month_grid_national",
                doubt,
                **common,
                period="FY",
                dimension="全国平均",
            )

    def _last_month(self, year: int) -> date:
        """The last month for which the table prints a figure of that year."""
        header = self.scope.header
        if header.as_of is not None and header.fiscal_year == year:
            return header.as_of
        return month_in_year(year, 3)


def _of_quarters(band: Band, kpi: Kpi | None, basis: str | None) -> str | None:
    """The doubt about months that are all ends of quarters and print no basis, but for a KPI that runs up."""
    runs_up = kpi is not None and kpi.default_basis not in (None, "monthly") and basis != "monthly"
    return _QUARTERS if at_quarter_ends(band.months.values()) and not runs_up else None


def _of_growth(months: Sequence[Figure], unit: str | None) -> str | None:
    """The doubt about rates of single months that grow as running ones do."""
    return _RUNS_UP if unit == "%" and runs_up([figure.value for figure in months]) else None


def _up_to(head: Label) -> str | None:
    """The part of the year up to the month that the heading of a sum names: YTD(12月末) of 12月末累計."""
    month = head.as_of.month if head.as_of is not None else head.bare_as_of
    return f"YTD({month}月)" if month is not None and month != FISCAL_MONTHS[-1] else None


def _month_of(head: Label, number: int, label: Label, year: int | None) -> date | None:
    """The month of a figure: as the heading dates it, unless the row is of another year (前年同月 under R6.4)."""
    if label.fiscal_year is None or label.fiscal_year == head.fiscal_year:
        if head.month_date is not None:
            return head.month_date
        year = head.fiscal_year or year
    return month_in_year(year, number) if year else None
