"""Rows of a schedule that no rule parts: several activities in one cell, each with its marks on its own line.

①訪問     ●       ●      ①訪問     ●       ●
②研修         ●   ●      ②研修         ●   ●
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import BBox, Cell, Line, Paragraph, Table
from extract.normalise.text import fold, solid
from extract.shapes.text.passages import mark_of

_MARK = re.compile(r"[●○◯〇◎■★☆◆→⇒▶]")
#: The middles of one line's pieces lie within so many points.
_SAME_LINE = 3.0
_FEWEST_MARKS = 2


def with_rows_apart(table: Table) -> Table:
    """The table with every row of marks taken apart whose lines say that it is several; itself where there is none."""
    rows = [row for row in range(table.n_rows) if (lines := _lines_of(table, row)) is not None]
    if not rows:
        return table
    cells: list[Cell] = []
    offset = 0
    for row in range(table.n_rows):
        own = [cell for cell in table.cells if cell.row == row]
        lines = _lines_of(table, row) if row in rows else None
        if lines is None:
            cells += [replace(cell, row=row + offset) for cell in own]
            continue
        middles = [_middle(line) for line in lines]
        for cell in own:
            cells += [replace(part, row=row + offset + i) for i, part in enumerate(_apart(cell, middles))]
        offset += len(lines) - 1
    return replace(table, n_rows=table.n_rows + offset, cells=cells)


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
    middles = [_middle(line) for line in lines]
    marked = {_nearest(middles, _middle(mark)) for mark in marks}
    said = [line for cell in own[1:] for line in cell.lines]
    placed = all(_nearest(middles, _middle(line)) is not None for line in said)
    return lines if placed and (numbered or marked == set(range(len(lines)))) else None


def _apart(cell: Cell, middles: Sequence[float]) -> list[Cell]:
    """The cell as one for each of the lines at these heights."""
    parts = []
    for i in range(len(middles)):
        lines = [line for line in cell.lines if _nearest(middles, _middle(line)) == i]
        place = lines[0].place if lines else cell.place
        box: BBox | None = cell.box
        if box is not None and lines and lines[0].box is not None:
            box = (box[0], lines[0].box[1], box[2], lines[0].box[3])
        parts.append(replace(cell, blocks=[Paragraph(lines)] if lines else [], place=place, box=box))
    return parts


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2 if line.box is not None else 0.0


def _nearest(middles: Sequence[float], y: float) -> int | None:
    return next((i for i, middle in enumerate(middles) if abs(middle - y) <= _SAME_LINE), None)
