"""The rows of a month table: what each one measures, and of which fiscal year it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.normalise.numbers import Figure, decimals
from extract.shapes.tables.cells import read_cell, with_clock_times
from extract.shapes.tables.figure_brackets import label_apart
from extract.shapes.tables.figures import TableReader
from extract.shapes.tables.grids import Band
from extract.shapes.tables.labels import Label
from extract.shapes.tables.table_times import says_same_time

#: A part of what the row above counts: うち窓口.
_OF_WHICH = ("うち", "(うち", "内、")
_UNDER_TWO = "the row names no year and stands below rows of two years; taken for the later one"
_OF_WHICH_YEAR = "last year is said below a row of that year; it may be the year before the row above"


class MonthRows(TableReader):
    """Reads the labels of rows of figures by month."""

    def row_heads(self, band: Band, corner: int | None = None) -> list[tuple[int, Label, int | None]]:
        """Rows with their label and the fiscal year they belong to: a year named in a row holds for the rows below it
        until the next; rows before the first year take that of the `corner`, else the report's. A comparison
        (対前年比) is of the later of the two years above it. Rows 前年同月, 対前年比 and うち are of what the row above
        them measures.
        """
        named = ""
        out: list[tuple[int, Label, int | None]] = []
        year = corner
        unread: str | None = None
        for row in band.body:
            label = self.merged(band.row_labels(row))
            label = replace(label, unit=label.unit or band.row_unit(row))
            if any((c := self.table.at(row, col)) is not None and read_cell(c).sub for col in band.months):
                label = replace(label_apart(label, None, self.year)[0], text=label.text)
            beside = says_same_time(label) and not label.rest
            if named and (beside or label.compares or label.rest.startswith(_OF_WHICH)):
                label = replace(label, rest=f"{named} {label.rest}".strip())
            elif not label.compares:
                named = label.rest
            if label.fiscal_year is not None or label.unread_year is not None:
                year, unread = label.fiscal_year, label.unread_year
            elif unread is not None:
                label = replace(label, unread_year=unread)
            if label.prior and out and out[-1][1].fiscal_year == label.fiscal_year and not out[-1][1].prior:
                label = replace(label, doubt=_OF_WHICH_YEAR)  # 前年度 below a row of that year already
            if label.compares and label.fiscal_year is None:
                compared = [known for _, other, known in out if known is not None and not other.compares]
                out.append((row, label, max(compared[-2:], default=year)))
                continue
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

    def decided(
        self, band: Band, rows: Sequence[tuple[int, Label, int | None]]
    ) -> list[tuple[int, Label, int | None, str | None]]:
        """Rows without a year between two year rows belong above or below; a rate that they reproduce decides, else the
        row above does and the figure is flagged. Right below rows of two years it is of the later one, and flagged.
        """
        own = [i for i, (_, label, _) in enumerate(rows) if label.fiscal_year is not None]
        out: list[tuple[int, Label, int | None, str | None]] = []
        for i, (row, label, year) in enumerate(rows):
            above = max((k for k in own if k < i), default=None)
            below = min((k for k in own if k > i), default=None)
            stacked = above is not None and above - 1 in own and rows[above - 1][2] != rows[above][2]
            if i not in own and above is not None and stacked and not label.compares:
                out.append((row, label, max(known for k in (above - 1, above) if (known := rows[k][2])), _UNDER_TWO))
                continue
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

    def figures(self, row: int, cols: Iterable[int]) -> dict[int, Figure]:
        """The figures that a row prints in some columns, as its series is read."""
        cells = [(col, cell) for col in cols if (cell := self.table.at(row, col)) is not None and cell.row == row]
        printed = with_clock_times({col: read_cell(c) for col, c in cells}, any(c.box is not None for _, c in cells))
        return {col: p.figure for col, p in printed.items() if p.figure is not None}

    def _values(self, band: Band, row: int) -> dict[int, tuple[float, int]]:
        return {col: (f.value, decimals(f.text)) for col, f in self.figures(row, band.months).items()}
