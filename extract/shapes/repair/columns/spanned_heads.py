"""Headings and labels of ruled figures that are drawn as one cell each: all months in a cell over their columns, and
the years of rows in a cell beside them.

[実績 | 4月   5月   6月 ]      [実績 | 4月  | 5月  | 6月 ]
[R6   | 88.4 | 87.9 | 87.1]  →  [R6   | 88.4 | 87.9 | 87.1]
[R5   | 91.2 | 90.4 | 89.8]     [R5   | 91.2 | 90.4 | 89.8]      R6 and R5 were one cell

Each month must have a column of its own, and each label stand at the height of its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import BBox, Block, Cell, Line, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS, header_month
from extract.normalise.text import solid
from extract.shapes.tables.labels import read_label

_FEWEST = 6


def with_spanned_heads_apart(table: Table) -> Table:
    """The table with such headings and labels in cells of their own; itself where there is none."""
    if not table.has_places:
        return table
    cells = [part for cell in table.cells for part in _months(table, cell) or _labels(table, cell) or [cell]]
    return replace(table, cells=cells) if len(cells) > len(table.cells) else table


def _months(table: Table, cell: Cell) -> list[Cell] | None:
    """A cell for each of the months in turn that a heading prints, as many as it has columns below it."""
    if cell.colspan < _FEWEST or len(cell.lines) != 1 or cell.rowspan > 1 or cell.tables:
        return None
    line = cell.lines[0]
    words = line.text.split()
    months = [month for word in words if (month := header_month(solid(word))) is not None]
    below = [table.at(cell.row + 1, col) for col in range(cell.col, cell.col + cell.colspan)]
    columns = [own for own in below if own is not None and own.colspan == 1 and own.box is not None]
    if len({len(words), len(months), len(columns), cell.colspan}) > 1 or line.box is None or not _in_turn(months):
        return None
    out = []
    for word, column in zip(words, columns, strict=True):
        left, _, right, _ = column.box or line.box
        _, top, _, bottom = cell.box or line.box
        head = replace(line, text=word, box=(left, line.box[1], right, line.box[3]), pieces=())
        out.append(_cell(cell, head, cell.row, column.col, (left, top, right, bottom)))
    ends = (columns[0].box or line.box, columns[-1].box or line.box)
    return out if ends[0][0] <= line.box[0] <= ends[0][2] and ends[1][0] <= line.box[2] <= ends[1][2] else None


def _in_turn(months: Sequence[int]) -> bool:
    places = [FISCAL_MONTHS.index(month) for month in months]
    return all(after - before == 1 for before, after in pairwise(places))


def _labels(table: Table, cell: Cell) -> list[Cell] | None:
    """A cell for each of the lines of a label that say of which year, or how counted, the row beside them is."""
    if cell.rowspan < 2 or cell.col > 0 or cell.colspan > 1 or cell.tables or len(cell.lines) != cell.rowspan:
        return None
    told = [read_label(line.text, None) for line in cell.lines]
    said = {(label.fiscal_year, label.basis) for label in told}
    if (None, None) in said or len(said) < len(told) or any(label.rest for label in told):
        return None
    out = []
    for row, line in enumerate(cell.lines, cell.row):
        span = _height(table, row)
        if span is None or cell.box is None or line.box is None or not span[0] <= line.middle <= span[1]:
            return None
        out.append(_cell(cell, line, row, cell.col, (cell.box[0], span[0], cell.box[2], span[1])))
    return out


def _height(table: Table, row: int) -> tuple[float, float] | None:
    """Where a row stands, as the cells that are of it alone agree."""
    own = [cell.box for cell in table.cells if cell.row == row and cell.rowspan == 1 and cell.box is not None]
    top, bottom = max((box[1] for box in own), default=0.0), min((box[3] for box in own), default=0.0)
    return (top, bottom) if top < bottom else None


def _cell(whole: Cell, line: Line, row: int, col: int, box: BBox) -> Cell:
    blocks: list[Block] = [Paragraph([line])]
    return replace(whole, row=row, col=col, rowspan=1, colspan=1, blocks=blocks, place=line.place, box=box)
