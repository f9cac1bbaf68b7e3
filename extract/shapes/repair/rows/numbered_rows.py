"""Rows whose cells number their lines alike, as a row for each number.

[健診 | ①特定健診実施率 ②データ取得率 | ① 31.0% ② 6.0% | ① 31.4% ② 5.1% | B]

What stands beside such cells without a number is said of all rows that they become.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from extract.document import Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import figures_in
from extract.normalise.text import solid
from extract.shapes.repair.rows.parted_rows import Parted, with_rows_parted

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
_FEWEST = 2
_LONGEST = 240


def with_numbered_rows(table: Table) -> Table:
    """The table with such rows taken apart; itself where there is none."""
    found = {row: lines for row in range(table.n_rows) if (lines := _numbered(table, row))}
    counts = {row: len(next(iter(lines.values()))) for row, lines in found.items()}
    return with_rows_parted(table, {row: Parted(counts[row], partial(_apart, lines)) for row, lines in found.items()})


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


def _apart(numbered: Mapping[int, Sequence[Sequence[Line]]], cell: Cell) -> list[Cell] | None:
    """The cells of what stands behind each number of a cell; None for one that numbers nothing."""
    lines = numbered.get(cell.col)
    return [_of_number(cell, number, own) for number, own in enumerate(lines)] if lines is not None else None


def _of_number(cell: Cell, number: int, lines: Sequence[Line]) -> Cell:
    first = lines[0]
    bare = replace(first, text=first.text.lstrip().lstrip(_MARKS).strip(), pieces=())
    return replace(cell, row=cell.row + number, place=place_of(lines), blocks=[Paragraph([bare, *lines[1:]])])
