"""Rows whose cells number their lines alike, as a row for each number.

[健診 | ①特定健診実施率 ②データ取得率 | ① 31.0% ② 6.0% | ① 31.4% ② 5.1% | B]

What stands beside such cells without a number is said of all rows that they become.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.document import Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import figures_in
from extract.normalise.text import solid

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
_FEWEST = 2
_LONGEST = 240


def with_numbered_rows(table: Table) -> Table:
    """The table with such rows taken apart; itself where there is none."""
    parted = {row: found for row in range(table.n_rows) if (found := _numbered(table, row))}
    if not parted:
        return table
    more = {row: len(next(iter(found.values()))) - 1 for row, found in parted.items()}
    cells: list[Cell] = []
    for cell in table.cells:
        at = cell.row + sum(count for row, count in more.items() if row < cell.row)
        own = parted[cell.row].get(cell.col) if cell.row in parted else None
        if own is None:
            inside = sum(count for row, count in more.items() if cell.row <= row < cell.row + cell.rowspan)
            cells.append(replace(cell, row=at, rowspan=cell.rowspan + inside))
        else:
            cells += [_of_number(cell, at + i, lines) for i, lines in enumerate(own)]
    return replace(table, n_rows=table.n_rows + sum(more.values()), cells=cells)


def _numbered(table: Table, row: int) -> Mapping[int, Sequence[Sequence[Line]]]:
    """The lines of each number in the cells of a row that number them, by column; none unless two cells or more do so
    alike, one of them in figures.
    """
    cells = [cell for cell in table.cells if cell.row == row and solid(cell.text)]
    found = {cell.col: lines for cell in cells if (lines := _by_number(cell))}
    counts = {len(lines) for lines in found.values()}
    figures = any(all(figures_in(solid(_text(part))[1:]) for part in lines) for lines in found.values())
    return found if len(found) >= _FEWEST and len(counts) == 1 and figures else {}


def _by_number(cell: Cell) -> list[list[Line]]:
    """The lines of a cell that begins with ① and numbers on, each with those that it goes on in; none of others."""
    out: list[list[Line]] = []
    if cell.tables or cell.rowspan > 1 or len(solid(cell.text)) > _LONGEST:
        return []
    for line in cell.lines:
        if solid(line.text)[:1] == _MARKS[len(out) : len(out) + 1]:
            out.append([line])
        elif not out or solid(line.text)[:1] in _MARKS:
            return []
        else:
            out[-1].append(line)
    return out if len(out) >= _FEWEST else []


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _of_number(cell: Cell, row: int, lines: Sequence[Line]) -> Cell:
    """A cell of what stands behind one number."""
    first = lines[0]
    bare = replace(first, text=first.text.lstrip().lstrip(_MARKS).strip(), pieces=())
    return replace(cell, row=row, place=place_of(lines), blocks=[Paragraph([bare, *lines[1:]])])
