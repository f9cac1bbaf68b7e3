"""Cells that hold what belongs into the empty cells right of them, where no ruling parts the columns.

A name as wide as two columns in other rows makes one column of their words: `令和5年度  10.0%以上 | – | 9.7%`. The
pieces are told by the white between them and given to the empty cells in their order, all in doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.numbers import figures_in
from extract.normalise.text import solid
from extract.shapes.plan.symbols import symbol_of

BY_ORDER = "its column and the one beside it run together; which is which was told by their order"
_FEWEST_ROWS = 2


def with_pieces_in_place(table: Table) -> Table:
    """The table with such pieces in cells of their own, and with columns that run together throughout, their headings
    too, as several; itself where there are none.
    """
    filled = _filled(table)
    for col in reversed(range(table.n_cols)):
        if (count := _together(table, col, filled)) > 1:
            table = _apart(table, col, count)
            filled = _filled(table)
    return _with_empty_filled(table)


def _filled(table: Table) -> Counter[int]:
    """How many cells of each row hold text."""
    return Counter([cell.row for cell in table.cells if solid(cell.text)])


def _together(table: Table, col: int, filled: Counter[int]) -> int:
    """How many columns one is: as many as its heading and all its cells have pieces, names across the table aside."""
    cells = [cell for cell in table.cells if cell.col == col and solid(cell.text)]
    names = {cell.row for cell in cells if filled[cell.row] == 1}
    if not names:
        return 1
    rest = [cell for cell in cells if cell.row not in names]
    plain = all(cell.colspan == cell.rowspan == len(cell.lines) == 1 and not cell.tables for cell in rest)
    counts = {len(cell.lines[0].pieces) for cell in rest} if plain else set()
    told = all(
        symbol_of(piece.text) or figures_in(solid(piece.text))
        for cell in rest[1:]
        for piece in (cell.lines[0].pieces[1:] if cell.lines else ())
    )
    fits = len(counts) == 1 and len(rest) > _FEWEST_ROWS and rest[0].row == 0
    return counts.pop() if fits and told else 1


def _apart(table: Table, col: int, count: int) -> Table:
    cells: list[Cell] = []
    for cell in table.cells:
        if cell.col > col:
            cells.append(replace(cell, col=cell.col + count - 1))
        elif cell.col < col or cell.colspan > 1 or len(cell.lines) != 1 or len(cell.lines[0].pieces) != count:
            over = cell.col <= col < cell.col + cell.colspan
            cells.append(replace(cell, colspan=cell.colspan + count - 1) if over else cell)
        else:
            pieces = enumerate(cell.lines[0].pieces)
            cells += [_holding(replace(cell, col=col + i), piece, cell.row > 0) for i, piece in pieces]
    return replace(table, n_cols=table.n_cols + count - 1, cells=cells)


def _with_empty_filled(table: Table) -> Table:
    found = {(cell.row, cell.col): pieces for cell in table.cells if len(pieces := _pieces(table, cell)) > 1}
    rows: dict[tuple[int, int], set[int]] = defaultdict(set)
    for (row, col), pieces in found.items():
        rows[col, len(pieces)].add(row)
    moved: dict[tuple[int, int], Line] = {}
    for (row, col), pieces in found.items():
        if len(rows[col, len(pieces)]) >= _FEWEST_ROWS:
            moved |= {(row, col + i): piece for i, piece in enumerate(pieces)}
    if not moved:
        return table
    return replace(table, cells=[_holding(cell, moved.get((cell.row, cell.col))) for cell in table.cells])


def _pieces(table: Table, cell: Cell) -> tuple[Line, ...]:
    """The pieces of a cell's one line, if the cells right of it that are empty are as many as its further ones, all of
    them figures or symbols under headings.
    """
    pieces = cell.lines[0].pieces if len(cell.lines) == 1 and cell.colspan == cell.rowspan == 1 else ()
    if len(pieces) < 2 or cell.row == 0:
        return ()
    empty = 0
    while (beside := table.at(cell.row, cell.col + 1 + empty)) is not None and beside.colspan == 1:
        head = table.at(0, cell.col + 1 + empty)
        if solid(beside.text) or beside.tables or head is None or not solid(head.text):
            break
        empty += 1
    told = all(symbol_of(piece.text) or figures_in(solid(piece.text)) for piece in pieces[1:])
    return pieces if empty == len(pieces) - 1 and told else ()


def _holding(cell: Cell, piece: Line | None, in_doubt: bool = True) -> Cell:
    if piece is None:
        return cell
    doubt = piece.doubt or (BY_ORDER if in_doubt else None)
    return replace(cell, place=piece.place, blocks=[Paragraph([replace(piece, doubt=doubt)])])
