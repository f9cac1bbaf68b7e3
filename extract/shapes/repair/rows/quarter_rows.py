"""Rows of quarters that a conversion ran together in cells and left without their headings: a small table again.

`令和3年度 - 41.2% - 41.9% - 42.5% - 43.0%` below `令和2年度 38.0% 38.9% 39.7% 40.4%` are four figures a year, set apart
by the months that have none. Nothing else that a year has four of is printed like this, but no heading says so: every
figure is doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, Paragraph, Table
from extract.normalise.dates import fiscal_year_in
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import fold
from extract.shapes.tables.labels import read_label

_HEADINGS = ("", "第1四半期", "第2四半期", "第3四半期", "第4四半期")
_UNHEADED = "the headings of these rows are lost; four figures a year were taken for its quarters"
_FEWEST_YEARS = 2


@dataclass(frozen=True)
class _YearRow:
    """The words of a row: its year, its four figures, what follows, and whether marks for nothing stood between."""

    cell: Cell
    year: str
    figures: tuple[str, ...]
    rest: str
    apart: bool


def with_quarter_rows(table: Table) -> Table:
    """The table with such rows, one below the other in a column, as a table of quarters in the first of their cells."""
    if table.has_places:
        return table
    changed: dict[tuple[int, int], Cell] = {}
    for run in _runs(table):
        years = {fiscal_year_in(row.year) for row in run}
        if len(run) >= _FEWEST_YEARS and len(years) == len(run) and any(row.apart for row in run):
            for row in run:
                inner: list[Block] = [_table(table, run)] if row is run[0] else []
                changed[row.cell.row, row.cell.col] = replace(row.cell, blocks=[*inner, *_text(row.cell, row.rest)])
    return replace(table, cells=[changed.get((c.row, c.col), c) for c in table.cells]) if changed else table


def _runs(table: Table) -> list[list[_YearRow]]:
    """Rows of four figures in cells right below one another."""
    runs: list[list[_YearRow]] = []
    for cell in sorted(table.cells, key=lambda c: (c.col, c.row)):
        row = _year_row(cell)
        if row is None:
            continue
        before = runs[-1][-1].cell if runs else None
        if before is not None and (before.col, before.row + before.rowspan) == (cell.col, cell.row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _year_row(cell: Cell) -> _YearRow | None:
    words = fold(cell.text).split() if not cell.tables else []
    label = read_label(words[0], None) if words else None
    if label is None or label.fiscal_year is None or label.rest or label.as_of is not None:
        return None
    end = next((at for at, word in enumerate(words) if at and not (parse_figure(word) or is_blank(word))), len(words))
    at = [i for i, word in enumerate(words[:end]) if i and parse_figure(word)]
    printed = tuple(words[i] for i in at)
    if len(printed) != len(_HEADINGS) - 1 or not _of_one_kind(printed):
        return None
    apart = at[-1] - at[0] >= len(printed)
    return _YearRow(cell, words[0], printed, " ".join(words[end:]), apart)


def _of_one_kind(printed: Sequence[str]) -> bool:
    units = {figure.unit for word in printed if (figure := parse_figure(word)) is not None}
    return len(units) == 1 and units != {None}


def _table(outer: Table, run: Sequence[_YearRow]) -> Table:
    first = run[0].cell
    cells = [_cell(first, 0, col, heading) for col, heading in enumerate(_HEADINGS) if heading]
    for number, row in enumerate(run, 1):
        words = (row.year, *row.figures)
        cells += [_cell(row.cell, number, col, word) for col, word in enumerate(words)]
    index = f"{outer.index}.{first.row}.{first.col}.quarters"
    return Table(index, len(run) + 1, len(_HEADINGS), cells, first.place.joined(run[-1].cell.place))


def _cell(source: Cell, row: int, col: int, text: str) -> Cell:
    line = source.lines[0]
    doubted = replace(line, text=text, doubt=line.doubt or _UNHEADED)
    return Cell(row, col, [Paragraph([doubted])], place=line.place)


def _text(cell: Cell, text: str) -> list[Block]:
    return [Paragraph([replace(cell.lines[0], text=text)])] if text else []
