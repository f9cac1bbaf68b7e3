"""Tables of figures to facts: month grids (across and down) and all other labelled tables.

Every figure gets the headings over it and the labels beside it; their parts (year, month, basis, scope, measure) decide
what kind of fact it is. Nothing here knows a layout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.catalogue import Kpi, catalogue, fits_row, match
from extract.document import Cell, Table
from extract.facts import Row, fact_key
from extract.locate import Locator
from extract.normalise.dates import fiscal_year_of, month_in_year
from extract.normalise.numbers import Figure, decimals, is_blank, parse_figure
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.grids import Band, is_figure_text, labelled_band, month_bands, months_down
from extract.shapes.labels import Label, read_label, split_brackets

#: A measure whose name is only such a word needs the heading of its table before it.
_BARE_MEASURE = re.compile(
    r"^(?:合計|計|総数|件数|人数|金額|割合|率|数|その他|実績|達成率|回収率|提出率|実施率|登録率|受診率)$"
)
#: Columns of figures that measure nothing.
_NO_MEASURE = re.compile(r"ページ|頁|^No\.?$|^番号$|^項番$|電話|郵便番号")
_MARKS = re.compile(r"^[●○◎→←⇒▲△★☆■□◆…・]+")


@dataclass(frozen=True)
class Printed:
    """A cell's figure and the one in brackets below it, with what else the brackets say."""

    figure: Figure | None
    sub: Figure | None
    sub_text: str | None
    text: str
    doubt: str | None = None


def read_cell(cell: Cell) -> Printed:
    """The figures a cell prints: `24,336件 (24,386件)` holds two, `100%(8月時点)` one with a note."""
    text = joined([line.text for line in cell.lines])
    plain = solid(text)
    whole = parse_figure(plain)
    if whole is not None:
        return Printed(whole, None, None, text)
    match_ = re.match(r"^(?P<main>[^()]+)\((?P<sub>[^()]*)\)$", plain)
    if match_ and (main := parse_figure(match_["main"])) is not None:
        return Printed(main, parse_figure(match_["sub"]), match_["sub"], text)
    run_on = re.match(r"^(?P<main>\S+)\s+[^\d\s]{2,}$", fold(text).strip())
    if run_on and all(line.box is None for line in cell.lines) and (main := parse_figure(run_on["main"])) is not None:
        return Printed(main, None, None, text, doubt="words of another cell run into this one")
    return Printed(None, None, None, text)


def doubt_in(cell: Cell) -> str | None:
    """Why the cell's characters may be wrong, or None."""
    return next((line.doubt for line in cell.lines if line.doubt), None)


def has_marks(table: Table, band: Band) -> bool:
    """Whether a month grid holds schedule marks (●, →) instead of figures."""
    texts = [
        solid(c.text)
        for row in band.body
        for col in band.months
        if (c := table.at(row, col)) is not None and solid(c.text)
    ]
    figures = sum(is_figure_text(t) for t in texts)
    return bool(texts) and figures * 3 < len(texts)


class TableReader:
    """Reads the figures of one table under one scope into a recorder."""

    def __init__(self, table: Table, scope: Scope, recorder: Recorder) -> None:
        self.table = table
        self.scope = scope
        self.out = recorder
        self.year = scope.fiscal_year or scope.header.fiscal_year
        self.weakly_named = False

    # ── months across ────────────────────────────────────────────────────────────────────────────────────────────────

    def month_grid(self, band: Band) -> list[Row]:
        """Facts of a band whose columns are months; returns the monthly facts."""
        corner = self._merged(band.corner_labels())
        heads = {col: self._column_head(band, col) for col in band.value_cols}
        rows = self._row_heads(band)
        self._nationals = self._national_years(rows, heads)
        series: list[Row] = []
        for row, label, year, doubt in self._undecided(band, rows):
            series += self._series(band, row, label, year, corner, heads, doubt)
        return series

    def _national_years(
        self, rows: Sequence[tuple[int, Label, int | None]], heads: dict[int, Label]
    ) -> dict[int, int | None]:
        """A national average printed once for rows of several years is of the latest of them."""
        latest = max((y for _, _, y in rows if y is not None), default=None)
        cols = [col for col, head in heads.items() if head.national]
        printed = [
            row
            for row, _, _ in rows
            for col in cols
            if (c := self.table.at(row, col)) and c.row == row and read_cell(c).figure
        ]
        return {printed[0]: latest} if len(printed) == 1 else {}

    def _undecided(
        self, band: Band, rows: Sequence[tuple[int, Label, int | None]]
    ) -> list[tuple[int, Label, int | None, str | None]]:
        """Rows without a year between two year rows belong above or below; a rate that they reproduce decides, else the
        row above does and the figure is flagged.
        """
        own = [i for i, (_, label, _) in enumerate(rows) if label.fiscal_year is not None]
        out: list[tuple[int, Label, int | None, str | None]] = []
        for i, (row, label, year) in enumerate(rows):
            above = max((k for k in own if k < i), default=None)
            below = min((k for k in own if k > i), default=None)
            if i in own or above is None or below is None:
                out.append((row, label, year, None))
                continue
            between = [rows[k][0] for k in range(above + 1, below)]
            up = self._reproduces(band, between, rows[above][0])
            down = self._reproduces(band, between, rows[below][0])
            if down and not up:
                out.append((row, label, rows[below][2], None))
            else:
                out.append(
                    (
                        row,
                        label,
                        year,
                        None if up else "the row names no year and stands between two; taken for the one above",
                    )
                )
        return out

    def _reproduces(self, band: Band, rows: Sequence[int], rate_row: int) -> bool:
        """Whether two of the rows are numerator and denominator, or the two parts, of another's rate in every month."""
        rates = self._values(band, rate_row)
        series = [self._values(band, row) for row in rows]
        for a in series:
            for b in series:
                if a is b:
                    continue
                for whole in (lambda x, y: y, lambda x, y: x + y):
                    hits = [
                        abs(100 * a[col][0] / whole(a[col][0], b[col][0]) - rate) <= 0.51 * 10**-places
                        for col, (rate, places) in rates.items()
                        if col in a and col in b and whole(a[col][0], b[col][0])
                    ]
                    if len(hits) >= 2 and all(hits):
                        return True
        return False

    def _values(self, band: Band, row: int) -> dict[int, tuple[float, int]]:
        out = {}
        for col in band.months:
            cell = self.table.at(row, col)
            figure = read_cell(cell).figure if cell is not None and cell.row == row else None
            if figure is not None:
                out[col] = (figure.value, decimals(figure.text))
        return out

    def _column_head(self, band: Band, col: int) -> Label:
        texts = band.column_labels(col)
        return (
            read_label("".join(solid(t) for t in texts), self.year)
            if len(texts) > 1
            else read_label(texts[0] if texts else "", self.year)
        )

    def _merged(self, texts: Sequence[str]) -> Label:
        return read_label("".join(solid(t) for t in texts), self.year)

    def _row_heads(self, band: Band) -> list[tuple[int, Label, int | None]]:
        """Rows with their label and the fiscal year they belong to: a year named in a row holds for the rows below it
        until the next; rows before the first year take the report's.
        """
        out: list[tuple[int, Label, int | None]] = []
        year: int | None = None
        for row in band.body:
            label = self._merged(band.row_labels(row))
            if label.fiscal_year is not None:
                year = label.fiscal_year
            out.append((row, label, year))
        return self._unlabelled(out)

    def _unlabelled(self, rows: list[tuple[int, Label, int | None]]) -> list[tuple[int, Label, int | None]]:
        """Rows that lost their label above a year's row are of the years before it, by their order, and doubtful."""
        first = next((i for i, (_, label, _) in enumerate(rows) if label.fiscal_year is not None), None)
        out: list[tuple[int, Label, int | None]] = []
        for i, (row, label, year) in enumerate(rows):
            lost = (
                first is not None and i < first and not label.text and all(not rows[k][1].text for k in range(i, first))
            )
            if lost and first is not None and (known := rows[first][1].fiscal_year) is not None:
                doubt = "the row's label is lost; its year was taken from the order of the rows"
                out.append((row, replace(label, doubt=doubt), known - (first - i)))
            else:
                out.append((row, label, year if year is not None else self.year))
        return out

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
        nationals = self._nationals
        cells = [(col, self.table.at(row, col)) for col in band.value_cols]
        printed = {col: read_cell(cell) for col, cell in cells if cell is not None and cell.row == row}
        values = {col: p for col, p in printed.items() if p.figure is not None}
        if not values:
            self._reject_unread(row, cells)
            return []
        unit = self._unit([p.figure for p in values.values() if p.figure], label, corner)
        basis = (
            label.basis
            or corner.basis
            or next((h.basis for h in heads.values() if h.basis and h.month), None)
            or self._basis_of_caption()
        )
        basis = basis or self._basis_by_total(band, printed, heads)
        kpi, sure = self._kpi(label, corner, None, unit, year, basis)
        if basis is None and (kpi is None or kpi.default_basis is None):
            basis = "monthly"  # a column headed by a month and nothing else holds that month's figure
        measure = self._measure(label, corner, None, kpi, basis)
        series_id = fact_key(self.out.sha256, self.table.index, band.head[-1] if band.head else -1, row, year)
        out: list[Row] = []
        for col, cell in cells:
            if cell is None or cell.row != row:
                continue
            p = printed[col]
            if p.figure is None:
                self._reject_if_figures(cell)
                continue
            common = {
                "fiscal_year": year,
                "measure_ja": measure,
                "kpi_code": kpi.code if kpi else None,
                "unit": self._final_unit(p.figure, unit, kpi),
                "value": p.figure.value,
                "section": self.scope.section_path,
            }
            doubt = self._doubt(cell, year, sure, measure) or unsure or p.doubt or label.doubt
            where = Locator(cell.place, self.table.index, cell.row, cell.col)
            if col in band.months:
                head = heads[col]
                month = head.month_date or (month_in_year(year, band.months[col]) if year else None)
                if month is None:
                    self.out.reject(where, p.text, "the row names no fiscal year and the report none either")
                    continue
                fact_year = fiscal_year_of(month)
                out.append(
                    self.out.add(
                        "monthly_actual",
                        where,
                        p.text,
                        "month_grid",
                        doubt,
                        **{**common, "fiscal_year": fact_year},
                        month=month,
                        basis=basis,
                        series_id=series_id,
                    )
                )
            elif heads[col].national:
                self._national(where, p, {**common, "fiscal_year": nationals.get(row, year)}, basis, doubt)
            else:
                self.out.add(
                    "period_figure",
                    where,
                    p.text,
                    "month_grid_total",
                    doubt,
                    **common,
                    period="FY",
                    dimension=None if heads[col].total or not heads[col].rest else heads[col].rest,
                    series_id=series_id,
                )
        return out

    def _national(
        self, where: Locator, p: Printed, common: Mapping[str, object], basis: str | None, doubt: str | None
    ) -> None:
        if p.figure is None:
            return
        code = common.get("kpi_code")
        year = common.get("fiscal_year")
        if code and isinstance(year, int):
            as_of = self._last_month(year)
            self.out.add(
                "kpi_actual",
                where,
                p.text,
                "month_grid_national",
                doubt,
                fiscal_year=year,
                kpi_code=code,
                kpi_text=common["measure_ja"],
                as_of=as_of,
                basis=basis or "cumulative",
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

    # ── months down, and any other labelled table ────────────────────────────────────────────────────────────────────

    def months_down(self, band: Band) -> list[Row]:
        """Facts of a table whose rows are months."""
        out: list[Row] = []
        corner = self._merged(band.corner_labels())
        columns = {col: self._column_head(band, col) for col in band.value_cols}
        for row in band.body:
            main, sub = split_brackets("".join(solid(t) for t in band.row_labels(row)))
            label = read_label(main, self.year)
            month = label.month_date or (month_in_year(self.year, label.month) if label.month and self.year else None)
            sub_label = read_label(sub, self.year) if sub else None
            for col, head in columns.items():
                cell = self.table.at(row, col)
                if cell is None or cell.row != row:
                    continue
                out += self._down_cell(cell, label, month, sub_label, head, corner)
        return out

    def _down_cell(
        self, cell: Cell, label: Label, month: date | None, sub: Label | None, head: Label, corner: Label
    ) -> list[Row]:
        p = read_cell(cell)
        if p.figure is None:
            self._reject_if_figures(cell)
            return []
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        unit = p.figure.unit or head.unit or corner.unit or self._caption_unit()
        year = head.fiscal_year or (fiscal_year_of(month) if month else self.year)
        basis = head.basis or corner.basis
        kpi, sure = self._kpi(head, corner, None, unit, year, basis)
        measure = self._measure(head, corner, None, kpi, basis)
        common = {
            "measure_ja": measure,
            "kpi_code": kpi.code if kpi else None,
            "unit": self._final_unit(p.figure, unit, kpi),
            "section": self.scope.section_path,
        }
        doubt = self._doubt(cell, year, sure, measure)
        if month is None:
            self._other(where, p, label, head, corner, common, year, doubt)
            return []
        if head.fiscal_year and label.month and not label.month_date:
            month = month_in_year(head.fiscal_year, label.month)
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
        if p.sub is not None:
            before = (sub.month_date if sub else None) or date(month.year - 1, month.month, 1)
            if sub is None:
                doubt = doubt or "the figure in brackets names no month; taken for the same month of the year before"
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

    def labelled(self, band: Band) -> int:
        """Facts of any other table of figures; returns how many figures were read."""
        corner = self._merged(band.corner_labels())
        heads = {col: band.column_labels(col) for col in band.value_cols}
        carried: int | None = None
        count = 0
        for row in band.body:
            labels = band.row_labels(row)
            whole = "".join(solid(t) for t in labels)
            main, sub = split_brackets(whole)
            label = read_label(main, self.year)
            if label.fiscal_year is not None:
                carried = label.fiscal_year
            for col in band.value_cols:
                cell = self.table.at(row, col)
                if cell is None or (cell.row, cell.col) != (row, col):
                    continue
                count += self._labelled_cell(cell, label, sub, heads[col], corner, carried)
        return count

    def _labelled_cell(
        self, cell: Cell, label: Label, sub: str | None, heads: list[str], corner: Label, carried: int | None
    ) -> int:
        p = read_cell(cell)
        if p.figure is None:
            self._reject_if_figures(cell)
            return 0
        head_main, head_sub = split_brackets("".join(solid(t) for t in heads))
        if _NO_MEASURE.search(head_main):
            return 0
        head = read_label(head_main, self.year)
        dimension = self._dimension(heads)
        where = Locator(cell.place, self.table.index, cell.row, cell.col)
        unit = p.figure.unit or head.unit or label.unit or corner.unit or self._caption_unit()
        year = label.fiscal_year or head.fiscal_year or carried or self.year
        if (
            (label.national or head.national)
            and not (label.fiscal_year or head.fiscal_year)
            and (latest := self._table_as_of())
        ):
            year = fiscal_year_of(latest)
        basis = label.basis or head.basis or corner.basis
        kpi, sure = self._kpi(head, corner, label, unit, year, basis)
        if kpi is not None and kpi.unit == "%" and unit is None and not 0 <= p.figure.value <= 100:
            kpi, sure = None, True
        if kpi is not None and re.search(r"対比|前年比|増減|差", head.text + label.text):
            kpi = None
        measure = self._measure(label, head, corner, kpi, basis)
        common = {
            "measure_ja": measure,
            "kpi_code": kpi.code if kpi else None,
            "unit": self._final_unit(p.figure, unit, kpi),
            "section": self.scope.section_path,
        }
        doubt = self._doubt(cell, year, sure, measure)
        self._other(where, p, label, head, corner, common, year, doubt, dimension)
        if p.sub is not None and year is not None:
            text = sub or head_sub
            before = read_label(text, year) if text else None
            prior_year = before.fiscal_year if before and before.fiscal_year else year - 1
            prior = Printed(p.sub, None, None, p.text)
            same = label if label.says_when else head
            self._other(
                where,
                prior,
                _moved(same, prior_year),
                _moved(head, prior_year),
                corner,
                common,
                prior_year,
                doubt,
                dimension,
            )
        return 1

    def _dimension(self, heads: list[str]) -> str | None:
        parts = [tidy(h) for h in heads]
        return " ".join(parts) if len(parts) > 1 else None

    def _other(
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
        period = label.period or head.period
        as_of = self._as_of(label, head, corner, p.sub_text if p.sub is None else None, year, national)
        full_year = (
            as_of is None
            and (label.fiscal_year or head.fiscal_year) is not None
            and year != self.scope.header.fiscal_year
        )
        if code and period in (None, "FY"):
            self.out.add(
                "kpi_actual",
                where,
                p.text,
                "figure_table",
                doubt,
                fiscal_year=year,
                kpi_code=code,
                kpi_text=common["measure_ja"],
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
        return None

    def _table_as_of(self) -> date | None:
        """The latest month that the table's labels name: a national average without a date belongs to it."""
        months = [
            label.as_of
            for cell in self.table.cells
            if (label := read_label(cell.text, self.year)).as_of is not None and len(solid(cell.text)) < 20
        ]
        return max((m for m in months if m), default=None)

    def _report_as_of(self, year: int | None) -> date | None:
        header = self.scope.header
        return header.as_of if header.as_of and year == header.fiscal_year else None

    def _period(
        self, period: str | None, as_of: date | None, label: Label, head: Label, corner: Label, full_year: bool
    ) -> str:
        if period:
            return period
        for part in (label, head):
            found = re.search(r"(\d{1,2})月(?:末)?(時点|現在|まで)?", part.text)
            if found and as_of:
                return f"YTD({found.group(0)})"
        header = self.scope.header
        if full_year or header.period == "FY" or header.period is None:
            return "FY"
        return "YTD"

    # ── shared ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _unit(self, figures: Sequence[Figure], label: Label, corner: Label) -> str | None:
        units = [f.unit for f in figures if f.unit]
        if units:
            return max(set(units), key=units.count)
        return label.unit or corner.unit or self._caption_unit()

    def _caption_unit(self) -> str | None:
        return next((unit for line in reversed(self.scope.caption) if (unit := read_label(line, None).unit)), None)

    def _basis_of_caption(self) -> str | None:
        for line in reversed(self.scope.caption[-2:]):
            if "単月" in line:
                return "monthly"
            if "累計" in line:
                return "cumulative"
        return None

    def _basis_by_total(self, band: Band, printed: dict[int, Printed], heads: dict[int, Label]) -> str | None:
        """Basis by the printed total; None where none decides.

        Months that add up to it, or whose last is not the total, are monthly; a series that ends in it runs up to it.
        """
        months = [p.figure.value for col in band.months if (p := printed.get(col)) is not None and p.figure is not None]
        for col, head in heads.items():
            p = printed.get(col)
            if col in band.months or head.total != "total" or p is None or p.figure is None or len(months) < 2:
                continue
            total, last = p.figure.value, months[-1]
            slack = 0.5 * 10 ** -decimals(p.figure.text) * (len(months) + 1) + 1e-9
            if abs(sum(months) - total) <= slack and sum(m != 0 for m in months) > 1:
                return "monthly"
            return (
                "cumulative"
                if abs(last - total) <= 1e-9 and len(set(months)) > 1
                else "monthly"
                if abs(last - total) > 1e-9
                else None
            )
        return None

    def _final_unit(self, figure: Figure, unit: str | None, kpi: Kpi | None) -> str | None:
        return figure.unit or unit or (kpi.unit if kpi else None)

    def _kpi(
        self, label: Label, corner: Label, other: Label | None, unit: str | None, year: int | None, basis: str | None
    ) -> tuple[Kpi | None, bool]:
        """The KPI that the labels name, else the nearby KPI that the row can be; and whether that is sure."""
        rests = [part.rest for part in (label, corner, other) if part is not None and part.rest]
        caption = "".join(solid(line) for line in self.scope.caption[-1:])
        own = solid("".join(rests))
        for text in (own, *(solid(r) for r in rests)):
            found = match(text, self.year)
            fits = (
                found and not found.alike_only and _unit_fits(found.kpi, unit) and _series_fits(found.kpi, basis, unit)
            )
            if found and fits and (found.kpi.ran_in(self.year) or not self.scope.kpis):
                return found.kpi, found.sure
        for text in dict.fromkeys((caption + own, caption)) if caption else ():
            found = match(text, self.year)
            fits = (
                found is not None
                and found.sure
                and not found.alike_only
                and all(fits_row(r, found.kpi, unit) for r in rests)
            )
            if found and fits and _unit_fits(found.kpi, unit) and _series_fits(found.kpi, basis, unit):
                return found.kpi, True
        named = label.text if label.total else label.rest or (other.rest if other else "")
        for kpi_named in self.scope.kpis:
            kpi = catalogue()[kpi_named.code]
            if fits_row(named, kpi, unit) and fits_row(corner.rest, kpi, unit) and _series_fits(kpi, basis, unit):
                return kpi, kpi_named.sure
        if self.scope.topic:
            found = match(self.scope.topic + own, self.year)
            fits = (
                bool(own)
                and found is not None
                and not found.alike_only
                and all(fits_row(r, found.kpi, unit) for r in rests)
            )
            if found and fits and _unit_fits(found.kpi, unit) and _series_fits(found.kpi, basis, unit):
                return found.kpi, found.sure
        return None, True

    def _measure(self, label: Label, corner: Label, other: Label | None, kpi: Kpi | None, basis: str | None) -> str:
        """The row's words, with the heading before them where they alone do not say what is measured."""
        parts = [part.rest for part in (label, corner, other) if part is not None and part.rest]
        words = parts[0] if parts else ""
        if label.total and (corner.rest or (kpi is None and self.scope.caption)):
            words = f"{corner.rest or self._heading()} {'平均' if label.total == 'mean' else '合計'}"
        elif len(parts) > 1 and (other is not None or _BARE_MEASURE.match(words)) and parts[1] != words:
            words = f"{parts[1]} {words}" if other is None else " ".join(dict.fromkeys(parts))
        if not words and kpi is not None:
            words = kpi.name
        self.weakly_named = False
        if (not words or _BARE_MEASURE.match(words)) and kpi is None:
            heading = self._heading()
            words = f"{heading} {words}".strip() if heading else words
        suffix = {"monthly": "単月", "cumulative": "累計"}.get(basis or "")
        if suffix and (corner.basis or label.basis) and not corner.rest and kpi is None:
            words = f"{words} {suffix}".strip()
        return tidy(words) or "(名称なし)"

    def _heading(self) -> str:
        """What the table is about: its title line, else the KPI of its row, the passage above it or the topic."""
        above = [tidy(line) for line in reversed(self.scope.caption[-2:])]
        for text in above:
            bracketed = re.match(r"^[【〔\[(<■◆●]", text)
            noun = len(text) <= 30 and not re.search(r"[。]|(?:した|する|中|済|実施|作成|おり|予定)$", text)
            if (bracketed or noun) and (words := _title_words(text)):
                return words
        if self.scope.kpis:
            return catalogue()[self.scope.kpis[0].code].name
        for text in above:
            clause = re.split(r"[、。]", _title_words(text) or "")[0]
            if 4 <= len(clause) <= 40:
                self.weakly_named = True
                return clause
        self.weakly_named = True
        return self.scope.topic or ""

    def _doubt(self, cell: Cell, year: int | None, sure: bool, measure: str) -> str | None:
        doubt = doubt_in(cell)
        if doubt:
            return doubt
        if year is None:
            return "no fiscal year is printed for this figure"
        if self.weakly_named:
            return "no name is printed with this table; it was named after the text above"
        if not sure:
            return f"the name {measure!r} fits more than one KPI"
        return None

    def _reject_unread(self, row: int, cells: Sequence[tuple[int, Cell | None]]) -> None:
        for _, cell in cells:
            if cell is not None and cell.row == row:
                self._reject_if_figures(cell)

    def _reject_if_figures(self, cell: Cell) -> None:
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
            self.out.reject(where, cell.text, "a cell among figures that is not one figure; look at the page")


def _title_words(text: str) -> str | None:
    """A caption without its bullets, brackets and dates; None where little is left."""
    words = re.sub(r"[【】■●・◆〔〕\[\]<>]", "", text)
    words = re.sub(r"\((?:令和|R|単位|20|月別).*?\)|※.*$|\s*単位[::].*$|^(?:図?表|別表)\d+[-.\d]*\s*", "", words).strip(" :")
    return words if len(words) >= 2 else None


def _moved(label: Label, year: int) -> Label:
    """A label as it reads for the same part of another year."""
    as_of = month_in_year(year, label.as_of.month) if label.as_of else None
    return replace(label, fiscal_year=year, as_of=as_of)


def _unit_fits(kpi: Kpi, unit: str | None) -> bool:
    return unit is None or kpi.unit is None or unit == kpi.unit or (kpi.unit == "事業所" and unit in ("社", "件"))


def _series_fits(kpi: Kpi, basis: str | None, unit: str | None) -> bool:
    """A KPI that counts a stock (事業所数) is not its monthly increase."""
    return not (kpi.unit == "事業所" and basis == "monthly")


def read_table(table: Table, scope: Scope, recorder: Recorder) -> bool:
    """Reads a table of figures; False where it is none (nothing recorded then)."""
    reader = TableReader(table, scope, recorder)
    bands = month_bands(table)
    if bands:
        for months in bands:
            if not has_marks(table, months):
                reader.month_grid(months)
        return True
    down = months_down(table)
    if down is not None:
        reader.months_down(down)
        return True
    band = labelled_band(table)
    if band is not None and (band.head or band.label_cols):
        return reader.labelled(band) > 0
    return False
