"""Rows of a schedule that no rule parts: several activities in one cell, each with its marks on its own line.

①訪問     ●       ●      ①訪問     ●       ●
②研修         ●   ●      ②研修         ●   ●
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from extract.document import Cell, Line, Table
from extract.normalise.text import fold, solid
from extract.shapes.repair.rows.parted_rows import Parted, in_row, with_rows_parted
from extract.shapes.text.passages import mark_of

_MARK = re.compile(r"[●○◯〇◎■★☆◆→⇒▶]")
#: The middles of one line's pieces lie within so many points.
_SAME_LINE = 3.0
_FEWEST_MARKS = 2


def with_rows_apart(table: Table) -> Table:
    """The table with every row of marks taken apart whose lines say that it is several; itself where there is none."""
    found = {row: lines for row in range(table.n_rows) if (lines := _lines_of(table, row)) is not None}
    return with_rows_parted(
        table,
        {row: Parted(len(lines), partial(_apart, [line.middle for line in lines])) for row, lines in found.items()},
    )


def _lines_of(table: Table, row: int) -> list[Line] | None:
    """The lines of a row's label where each is an activity of its own with marks beside it, else None."""
    own = [cell for cell in table.cells if cell.row == row and solid(cell.text)]
    marks = [line for cell in own for line in cell.lines if _MARK.fullmatch(solid(line.text))]
    if len(marks) < _FEWEST_MARKS or all(len(cell.lines) < 2 for cell in own):
        return None
    if any(cell.row < row < cell.row + cell.rowspan for cell in table.cells):
        return None
    lines = own[0].lines
    if any(cell.rowspan > 1 or cell.tables for cell in own) or any(
        line.box is None for cell in own for line in cell.lines
    ):
        return None
    if len(lines) < 2 or not any(len(cell.lines) > 1 for cell in own[1:]):
        return None
    numbered = all(mark_of(fold(line.text).strip()) for line in lines)
    middles = [line.middle for line in lines]
    marked = {_nearest(middles, mark.middle) for mark in marks}
    said = [line for cell in own[1:] for line in cell.lines]
    placed = all(_nearest(middles, line.middle) is not None for line in said)
    return lines if placed and (numbered or marked == set(range(len(lines)))) else None


def _apart(middles: Sequence[float], cell: Cell) -> list[Cell]:
    """The cell as one for each of the lines at these heights."""
    parts = []
    for i in range(len(middles)):
        lines = [line for line in cell.lines if _nearest(middles, line.middle) == i]
        whole = cell.box or (0.0, 0.0, 0.0, 0.0)
        span = lines[0].sides if lines and lines[0].box is not None else (whole[1], whole[3])
        parts.append(in_row(cell, i, lines, span, lines[0].place if lines else cell.place))
    return parts


def _nearest(middles: Sequence[float], y: float) -> int | None:
    return next((i for i, middle in enumerate(middles) if abs(middle - y) <= _SAME_LINE), None)
