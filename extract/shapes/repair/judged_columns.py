"""Boxes of one column that a title heads and whose rows are each one piece of work behind its status.

┌ 広報          企画総務グループ ┐
│ ◎ 説明会を開催する             │
├────────────────────────────────┤
│ － 広報紙を発行する            │
└────────────────────────────────┘

They become a table of the work and its status, under the title.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from extract.document import BBox, Block, Cell, Line, Paragraph, Table
from extract.normalise.text import fold, solid
from extract.shapes.plan.symbols import NEVER_BULLETS, symbol_of

_LEAST = 2
_LONGEST_TITLE = 24
_MARK_WIDE = 20.0
_HEADS = ("取組計画", "評価")


def with_judged_columns(blocks: Sequence[Block], explained: Set[str]) -> list[Block]:
    """The blocks with every such box as a heading and a table of two columns."""
    return [part for block in blocks for part in (_parted(block, explained) if isinstance(block, Table) else [block])]


def _parted(table: Table, explained: Set[str]) -> list[Block]:
    cells = [cell for cell in sorted(table.cells, key=lambda cell: cell.row) if cell.blocks]
    if table.n_cols != 1 or len(cells) < _LEAST or any(cell.tables or not cell.lines for cell in cells):
        return [table]
    titles, first = _title(cells[0], explained)
    rows = [_row(cell, explained) for cell in (replace(cells[0], blocks=[Paragraph(first)]), *cells[1:])]
    kept = [row for row in rows if row is not None]
    printed = {row[0].text for row in kept}
    if not titles or len(kept) < len(rows) or len(printed) < _LEAST or not printed & NEVER_BULLETS:
        return [table]
    made = [_cells(i, cell, *row) for i, (cell, row) in enumerate(zip(cells, kept, strict=True), 1)]
    heads = [
        Cell(0, col, [Paragraph([replace(titles[0], text=text, pieces=())])], place=cells[0].place, box=sides)
        for col, (text, sides) in enumerate(zip(_HEADS, _sides(cells[0]), strict=True))
    ]
    whole = Table(table.index, len(made) + 1, 2, [*heads, *(cell for row in made for cell in row)], table.place)
    return [Paragraph([replace(titles[0], text=f"■{(titles[0].pieces or titles)[0].text}", pieces=())]), whole]


def _title(cell: Cell, explained: Set[str]) -> tuple[list[Line], list[Line]]:
    """The one short line that no symbol begins, ahead of the first piece of work, and the lines below it."""
    line, *rest = cell.lines
    if symbol_of(fold(line.text).strip()[:1]) in explained or len(solid(line.text)) > _LONGEST_TITLE:
        return [], cell.lines
    return [line], rest


def _row(cell: Cell, explained: Set[str]) -> tuple[Line, list[Line]] | None:
    """The symbol that the lines of a cell begin with, and the lines without it; None where it is not so."""
    if not cell.lines:
        return None
    text = fold(cell.lines[0].text).strip()
    if symbol_of(text[:1]) not in explained or not solid(text[1:]):
        return None
    first = cell.lines[0]
    others = [line for line in cell.lines[1:] if symbol_of(fold(line.text).strip()[:1]) in explained]
    if others:
        return None
    return replace(first, text=text[:1], pieces=()), [replace(first, text=text[1:].strip(), pieces=()), *cell.lines[1:]]


def _cells(row: int, cell: Cell, symbol: Line, lines: list[Line]) -> list[Cell]:
    text, mark = _sides(cell)
    return [
        Cell(row, 0, [Paragraph(lines)], place=cell.place, box=text),
        Cell(row, 1, [Paragraph([symbol])], place=symbol.place, box=mark),
    ]


def _sides(cell: Cell) -> tuple[BBox | None, BBox | None]:
    """The sides of the work in a cell and of its status, as if that stood behind it."""
    if cell.box is None:
        return None, None
    x0, top, x1, bottom = cell.box
    return (x0, top, x1 - _MARK_WIDE, bottom), (x1 - _MARK_WIDE, top, x1, bottom)
