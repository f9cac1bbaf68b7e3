"""Figures broken over two lines in columns too narrow for them, where no rule holds the lines together: the row of what
is left of them goes back to the row above.

受付件数 | 2,8 | 3,7 | 819            受付件数 | 2,843 | 3,763 | 819
         | 43  | 63  |        →
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.text import solid
from extract.shapes.tables.labelled.grids import is_figure_text

JOINED = "its digits stand on two lines that no rule holds together; put together again"
_TAIL = re.compile(r"[\d,.]{0,6}[%)]{0,2}[件人円社名回日]?\)?")
_UNIT = re.compile(r"[%)]{0,2}[件人円社名回日]?\)?")
#: So many figures that are cut prove that a label beside them is as well.
_FEWEST = 2
#: Digits that end where no figure can.
_CUT = re.compile(r"(?:[.,]|,\d{1,2})$")


def with_torn_figures(table: Table) -> Table:
    """The table without rows of nothing but the ends of figures, which are joined to their beginnings, in doubt."""
    if not table.has_places:
        return table
    for row in range(table.n_rows - 1, 0, -1):
        if (joined := _joined(table, row)) is not None:
            table = _without(table, row, joined)
    return table


def _joined(table: Table, row: int) -> Mapping[int, Cell] | None:
    """The cells above a row with what it holds of them, by column; None where it holds more than the ends of figures
    and, before several of these, the ends of their labels.
    """
    out: dict[int, tuple[Cell, str]] = {}
    labels: list[int] = []
    cut = 0
    for cell in table.cells:
        if cell.row != row or not (tail := solid(cell.text)):
            continue
        above = table.at(row - 1, cell.col)
        if above is None or (above.row, above.rowspan, cell.rowspan) != (row - 1, 1, 1) or above.col != cell.col:
            return None
        text = solid(above.text)
        if _TAIL.fullmatch(tail) and is_figure_text(text + tail):
            is_cut = text.count("(") > text.count(")") or _CUT.search(text) is not None
            cut += is_cut
            if not is_cut and not _UNIT.fullmatch(tail):
                return None
        else:
            labels.append(cell.col)
        if not above.lines:
            return None
        out[cell.col] = above, text + tail
    ends = out.keys() - set(labels)
    if not ends or (labels and (cut < _FEWEST or max(labels) > min(ends))):
        return None
    return {col: _saying(above, text) for col, (above, text) in out.items()}


def _saying(cell: Cell, text: str) -> Cell:
    """A cell with its first line and the end of it as the only one, in doubt."""
    first = cell.lines[0]
    line = Line(text, first.place, size=first.size, box=first.box, doubt=first.doubt or JOINED)
    return replace(cell, blocks=[Paragraph([line])])


def _without(table: Table, row: int, joined: Mapping[int, Cell]) -> Table:
    cells = []
    for cell in table.cells:
        if cell.row == row - 1 and cell.col in joined:
            cells.append(joined[cell.col])
        elif cell.row > row:
            cells.append(replace(cell, row=cell.row - 1))
        elif cell.row < row:
            over = cell.row + cell.rowspan > row
            cells.append(replace(cell, rowspan=cell.rowspan - over))
        elif cell.rowspan > 1:
            cells.append(replace(cell, rowspan=cell.rowspan - 1))
    return replace(table, n_rows=table.n_rows - 1, cells=cells)
