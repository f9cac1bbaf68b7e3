"""Numbers that run over the edge of a cell: each part would pass for a figure of its own.

Where the text of a cell is wider than its column, a producer lets it run into the next. The digits then lie in two
cells, closer to each other than figures of two columns ever stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from extract.document import Block, Cell, Line, Paragraph, Table

CUT_FIGURE = "its digits go on over the edge of the cell; the number may be cut"
#: Digits of one number stand no further apart than this part of the font size.
_CLOSE = 0.12
_ENDS, _BEGINS = re.compile(r"[\d,.]$"), re.compile(r"^[\d,.]")


def with_cut_figures(table: Table) -> Table:
    """The table with every line in doubt whose number seems to go on in the next cell of its row."""
    cut = {id(line) for cell in table.cells for pair in _seams(table, cell) for line in pair}
    if not cut:
        return table
    return in_doubt(table, CUT_FIGURE, cut)


def in_doubt(table: Table, why: str, lines: Set[int] | None = None) -> Table:
    """The table with a doubt about these lines of its cells (their `id`), or about all; what is in doubt stays so."""
    chosen = {id(line) for cell in table.cells for line in cell.lines} if lines is None else lines
    cells = [
        replace(cell, blocks=[_doubted(block, why, chosen) for block in cell.blocks])
        if any(id(line) in chosen for line in cell.lines)
        else cell
        for cell in table.cells
    ]
    return replace(table, cells=cells)


def _seams(table: Table, left: Cell) -> Iterator[tuple[Line, Line]]:
    """Lines of a cell with those of its right neighbours that go on with their digits."""
    lines = [line for line in left.lines if _ENDS.search(line.text)]
    if not lines:
        return
    rows = range(left.row, left.row + left.rowspan)
    beside = {id(cell): cell for row in rows if (cell := table.at(row, left.col + left.colspan)) is not None}
    for right in beside.values():
        for after in right.lines:
            for line in lines:
                if _BEGINS.match(after.text) and _is_one(line, after):
                    yield line, after


def _is_one(left: Line, right: Line) -> bool:
    if left.box is None or right.box is None or left.size is None:
        return False
    level = abs((left.box[1] + left.box[3]) - (right.box[1] + right.box[3])) / 2 < 0.3 * left.size
    return level and abs(right.box[0] - left.box[2]) < _CLOSE * left.size


def _doubted(block: Block, why: str, chosen: Set[int]) -> Block:
    if isinstance(block, Table):
        return block
    lines = [replace(line, doubt=line.doubt or why) if id(line) in chosen else line for line in block.lines]
    return Paragraph(lines, block.level, block.listed)
