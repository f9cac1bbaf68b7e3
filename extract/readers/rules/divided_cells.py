"""Tables inside a cell whose own rules were taken for those of the table around it.

│ plan of the work │ 郵送化率  4月   5月   6月  … │ ○ │      The rules around the headings of the inner table end at
│                  ├──────────────────────────────┤   │      the sides of its cell: what they part is one cell, in
│                  │ 令和6年度 96.1  96.4  96.0 … │   │      which a line of months heads lines of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Block, Cell, Line, Paragraph, Table
from extract.readers.words.aligned_months import is_heading

#: Lines of cells side by side are one line where their middles differ by less than this part of their height.
_LEVEL = 0.4


def with_divided_cells_whole(table: Table) -> Table:
    """The table with such cells as one; itself where there is none."""
    for head in [cell for cell in table.cells if not cell.tables and any(map(is_heading, cell.lines))]:
        if not any(cell is head for cell in table.cells):
            continue  # part of one that was put together
        parts = _parts(table, head)
        if parts:
            gone = {id(cell) for cell in parts}
            kept = [cell for cell in table.cells if id(cell) not in gone]
            table = replace(table, cells=sorted([*kept, _whole(parts)], key=lambda cell: (cell.row, cell.col)))
    return table


def _parts(table: Table, head: Cell) -> list[Cell]:
    """The cells that are one with a cell of headings: all between the cells beside it that reach over several rows."""
    beside = [table.at(head.row, col) for col in range(table.n_cols)]
    tall = [cell for cell in beside if cell is not None and cell is not head and cell.rowspan > 1]
    if not tall or head.rowspan > 1:
        return []
    first, last = max(cell.row for cell in tall), min(cell.row + cell.rowspan for cell in tall)
    closed = {col for cell in tall for col in range(cell.col, cell.col + cell.colspan)}
    left, right = head.col, head.col + head.colspan
    while left > 0 and left - 1 not in closed:
        left -= 1
    while right < table.n_cols and right not in closed:
        right += 1
    parts = [
        cell
        for cell in table.cells
        if cell.row < last and cell.row + cell.rowspan > first and cell.col < right and cell.col + cell.colspan > left
    ]
    inside = all(
        first <= cell.row
        and cell.row + cell.rowspan <= last
        and left <= cell.col
        and cell.col + cell.colspan <= right
        and not cell.tables
        and cell.box is not None
        and all(line.box is not None for line in cell.lines)
        for cell in parts
    )
    return parts if inside and len({cell.row for cell in parts if cell.lines}) > 1 else []


def _whole(parts: Sequence[Cell]) -> Cell:
    """One cell of what several print, lines of one height as one line."""
    lines: list[Line] = []
    for line in sorted((line for cell in parts for line in cell.lines), key=_height):
        before = lines[-1] if lines else None
        if before is not None and _level(before, line):
            lines[-1] = _joined(before, line)
        else:
            lines.append(line)
    boxes = [cell.box for cell in parts if cell.box is not None]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    place = parts[0].place
    for cell in parts[1:]:
        place = place.joined(cell.place)
    row, col = min(cell.row for cell in parts), min(cell.col for cell in parts)
    down = max(cell.row + cell.rowspan for cell in parts) - row
    across = max(cell.col + cell.colspan for cell in parts) - col
    blocks: list[Block] = [Paragraph(lines)]
    return Cell(row, col, blocks, down, across, place, box=box)


def _height(line: Line) -> float:
    return line.box[1] + line.box[3] if line.box is not None else 0.0


def _level(one: Line, other: Line) -> bool:
    if one.box is None or other.box is None:
        return False
    high = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    return abs(_height(one) - _height(other)) / 2 < _LEVEL * high


def _joined(one: Line, other: Line) -> Line:
    pieces = sorted(
        (piece for line in (one, other) for piece in line.pieces or (line,)),
        key=lambda piece: piece.box[0] if piece.box is not None else 0.0,
    )
    boxes = [piece.box for piece in pieces if piece.box is not None]
    box = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
    text = "\t".join(piece.text for piece in pieces)
    return replace(one, text=text, place=one.place.joined(other.place), box=box, pieces=tuple(pieces))
