"""Drawn rows that are several each, whichever rule told them apart: by white, by lines, by numbers, by KPIs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, Line, Paragraph, Place, Table

#: Top and bottom of a row.
Span = tuple[float, float]


@dataclass(frozen=True)
class Parted:
    """How many rows a drawn one is, and the cells that one of its cells is in them: their rows are counted as if no
    other row were parted; None where it stands beside them all.
    """

    count: int
    apart: Callable[[Cell], Sequence[Cell] | None]


def with_rows_parted(table: Table, parted: Mapping[int, Parted]) -> Table:
    """The table with these drawn rows as several; itself where there is none."""
    if not parted:
        return table
    more = {row: rows.count - 1 for row, rows in parted.items()}
    cells: list[Cell] = []
    for cell in table.cells:
        own = parted[cell.row].apart(cell) if cell.row in parted else None
        if own is None:
            inside = sum(count for row, count in more.items() if cell.row <= row < cell.row + cell.rowspan)
            own = [replace(cell, rowspan=cell.rowspan + inside)]
        above = sum(count for row, count in more.items() if row < cell.row)
        cells += [replace(part, row=part.row + above) for part in own]
    return replace(table, n_rows=table.n_rows + sum(more.values()), cells=cells)


def meeting(blocks: Sequence[Span], top: float, bottom: float) -> list[Span]:
    """The rows from `top` to `bottom` that meet midway between blocks of lines."""
    edges = [(above[1] + below[0]) / 2 for above, below in zip(blocks, blocks[1:], strict=False)]
    return list(zip([top, *edges], [*edges, bottom], strict=True))


def in_row(cell: Cell, number: int, lines: Sequence[Line], span: Span, place: Place | None = None) -> Cell:
    """What a cell is in one of the rows: these of its lines, at this height and this place, else its own there."""
    box = (cell.box[0], span[0], cell.box[2], span[1]) if cell.box is not None else None
    blocks: list[Block] = [Paragraph(list(lines))] if lines else []
    return replace(cell, row=cell.row + number, blocks=blocks, box=box, place=place or _within(cell, span))


def _within(cell: Cell, span: Span) -> Place:
    """The part of a cell's place on the page at this height; all of it on a page that is turned."""
    whole, box = cell.place.bbox, cell.box
    if whole is None or box is None or any(abs(a - b) > 1 for a, b in zip(whole, box, strict=True)):
        return cell.place
    return replace(cell.place, bbox=(box[0], span[0], box[2], span[1]))
