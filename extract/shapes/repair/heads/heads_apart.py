"""Headings of two levels that no rule parts: the last line of a cell over several columns has a piece over each.

[月 | 電話相談件数        ]      [月 | 電話相談件数        ]
[   | R5         R6       ]  →   [   | R5      | R6        ]
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from extract.document import BBox, Block, Cell, Line, Paragraph, Table
from extract.normalise.text import solid
from extract.shapes.repair.rows.parted_rows import Parted, with_rows_parted
from extract.shapes.tables.labelled.grids import is_figure_text


def with_heads_apart(table: Table) -> Table:
    """The table with such headings as two rows; itself where there is none above its first figure."""
    if not table.has_places:
        return table
    first = min((cell.row for cell in table.cells if is_figure_text(cell.text)), default=table.n_rows)
    for row in range(min(first, table.n_rows)):
        own = [cell for cell in table.cells if cell.row == row and solid(cell.text)]
        parts = {id(cell): found for cell in own if (found := _pieces(table, cell)) is not None}
        if parts and all(cell.rowspan == 1 for cell in own if id(cell) in parts):
            return with_rows_parted(table, {row: Parted(2, partial(_apart, parts, _sides(table)))})
    return table


def _pieces(table: Table, cell: Cell) -> list[tuple[int, Line]] | None:
    """The pieces of the last line of a heading over several columns, each with the column that it stands over."""
    if cell.colspan < 2 or len(cell.lines) < 2 or cell.tables:
        return None
    pieces = cell.lines[-1].pieces
    sides = _sides(table)
    if len(pieces) != cell.colspan or any(col not in sides for col in range(cell.col, cell.col + cell.colspan)):
        return None
    out = []
    for col, piece in zip(range(cell.col, cell.col + cell.colspan), pieces, strict=True):
        left, right = sides[col]
        if piece.box is None or not left <= (piece.box[0] + piece.box[2]) / 2 <= right:
            return None
        out.append((col, piece))
    return out


def _sides(table: Table) -> dict[int, tuple[float, float]]:
    sides: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if cell.colspan == 1 and cell.box is not None:
            sides.setdefault(cell.col, (cell.box[0], cell.box[2]))
    return sides


def _apart(
    parts: dict[int, list[tuple[int, Line]]], sides: dict[int, tuple[float, float]], cell: Cell
) -> list[Cell] | None:
    """The upper heading of a cell, and below it one over each of its columns; None for one of a single level."""
    if id(cell) not in parts:
        return None
    out = [replace(cell, blocks=[Paragraph(list(cell.lines[:-1]))])]
    for col, piece in parts[id(cell)]:
        box: BBox | None = None
        if cell.box is not None and piece.box is not None:
            box = (sides[col][0], piece.box[1], sides[col][1], cell.box[3])
        blocks: list[Block] = [Paragraph([piece])]
        out.append(replace(cell, row=cell.row + 1, col=col, colspan=1, blocks=blocks, place=piece.place, box=box))
    return out
