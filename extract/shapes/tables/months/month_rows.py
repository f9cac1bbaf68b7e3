"""The rows of a month table: what each one measures, and of which fiscal year it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.normalise.numbers import Figure, decimals
from extract.shapes.tables.labelled.cells import read_cell, with_clock_times
from extract.shapes.tables.labelled.figure_brackets import label_apart
from extract.shapes.tables.labelled.figures import TableReader
from extract.shapes.tables.labelled.grids import Band
from extract.shapes.tables.labels import OF_WHICH, Label, is_of_above

_UNDER_TWO = "the row names no year and stands below rows of two years; taken for the later one"
_BETWEEN_TWO = "the row names no year and stands between two; taken for the one above"
_OF_WHICH_YEAR = "last year is said below a row of that year; it may be the year before the row above"


_REPEATED = "its words stand above already, and last year's row stands between; taken for last year's"


class RowHead(NamedTuple):
    """A row's label and fiscal year; `of_above` where it says nothing but last year, of what the row above counts."""

    row: int
    label: Label
    year: int | None
    of_above: bool = False

    @property
    def has_own_year(self) -> bool:
        """Whether the row's year holds for rows below that name none."""
        return self.label.fiscal_year is not None and not self.of_above


class MonthRows(TableReader):
    """Reads the labels of rows of figures by month."""

    def row_heads(self, band: Band, corner: int | None = None) -> list[RowHead]:
        """Rows with their label and the fiscal year they belong to: a year named in a row holds for the rows below it
        until the next; rows before the first year take that of the `corner`, else the report's. A comparison
        (対前年比) is of the later of the two years above it. Rows 前年同月, 対前年比 and うち are of what the row above
        them measures, and the year of a row that says only 前年 is its own alone, unless the rows above it begin again.
        """
        named, words = "", set[str]()
        out: list[RowHead] = []
        year = corner if corner is not None else self.year
        unread: str | None = None
        again: int | None = None  # the year of a row above that said only 前年
        for row in band.body:
            label = self.merged(band.row_labels(row))
            label = replace(label, unit=label.unit or band.row_unit(row))
            if any((c := self.table.at(row, col)) is not None and read_cell(c).sub for col in band.months):
                label = replace(label_apart(label, None, self.year)[0], text=label.text)
            own = label.rest
            of_above = is_of_above(label, named)
            if of_above:
                label = replace(label, rest=named)
            elif named and (label.compares or own.startswith(OF_WHICH)) and not own.startswith(named):
                label = replace(label, rest=f"{named} {own}".strip())
            elif not label.compares:
                named = own
            if of_above:
                again = label.fiscal_year
            elif label.fiscal_year is not None or label.unread_year is not None:
                year, unread, again = label.fiscal_year, label.unread_year, None
            elif unread is not None:
                label = replace(label, unread_year=unread)
            if label.prior and out and out[-1].label.fiscal_year == label.fiscal_year and not out[-1].label.prior:
                label = replace(label, doubt=_OF_WHICH_YEAR)  # 前年度 below a row of that year already
            of = label.fiscal_year if of_above else year
            if label.compares and label.fiscal_year is None:
                compared = [r.year for r in out if r.year is not None and not r.label.compares]
                of = max(compared[-2:], default=year)
            elif again is not None and not of_above and own and own in words:
                of, label = again, replace(label, doubt=label.doubt or _REPEATED)
            words.add(own)
            out.append(RowHead(row, label, of, of_above))
        return self._unlabelled(out)

    def _unlabelled(self, rows: list[RowHead]) -> list[RowHead]:
        """Rows that lost their label above a year's row are of the years before it, by their order, and doubtful."""
        first = next((i for i, head in enumerate(rows) if head.label.fiscal_year is not None), None)
        out: list[RowHead] = []
        for i, head in enumerate(rows):
            lost = first is not None and i < first and not any(other.label.text for other in rows[i:first])
            if lost and first is not None and (known := rows[first].label.fiscal_year) is not None:
                doubt = "the row's label is lost; its year was taken from the order of the rows"
                out.append(head._replace(label=replace(head.label, doubt=doubt), year=known - (first - i)))
            else:
                out.append(head if head.year is not None else head._replace(year=self.year))
        return out

    def decided(self, band: Band, rows: Sequence[RowHead]) -> list[tuple[int, Label, int | None, str | None]]:
        """Rows without a year between two year rows belong above or below; a rate that they reproduce decides, else the
        row above does and the figure is flagged. Right below rows of two years it is of the later one, and flagged.
        """
        own = [i for i, head in enumerate(rows) if head.has_own_year]
        out: list[tuple[int, Label, int | None, str | None]] = []
        for i, (row, label, year, of_above) in enumerate(rows):
            above = max((k for k in own if k < i), default=None)
            below = min((k for k in own if k > i), default=None)
            if i in own or of_above or above is None:
                out.append((row, label, year, None))
                continue
            stacked = above - 1 in own and rows[above - 1].year != rows[above].year
            if stacked and label.compares and rows[above].row == row - 1:
                out.append((row, label, year, None))  # the change between the two years right above it
                continue
            if stacked and not label.compares:
                out.append((row, label, max(known for k in (above - 1, above) if (known := rows[k].year)), _UNDER_TWO))
                continue
            if below is None:
                out.append((row, label, year, None))
                continue
            between = [rows[k].row for k in range(above + 1, below)]
            up = self._reproduces(band, between, rows[above].row)
            if not up and self._reproduces(band, between, rows[below].row):
                out.append((row, label, rows[below].year, None))
            else:
                out.append((row, label, year, None if up else _BETWEEN_TWO))
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

    def figures(self, row: int, cols: Iterable[int]) -> dict[int, Figure]:
        """The figures that a row prints in some columns, as its series is read."""
        cells = [(col, cell) for col in cols if (cell := self.table.at(row, col)) is not None and cell.row == row]
        printed = with_clock_times({col: read_cell(c) for col, c in cells}, any(c.box is not None for _, c in cells))
        return {col: p.figure for col, p in printed.items() if p.figure is not None}

    def _values(self, band: Band, row: int) -> dict[int, tuple[float, int]]:
        return {col: (f.value, decimals(f.text)) for col, f in self.figures(row, band.months).items()}
