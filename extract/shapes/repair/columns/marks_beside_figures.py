"""Columns whose cells print a status beside a figure (68.2%（○）, △ 912事業所), as a column for each of the two.

A triangle before a figure is a minus as well: that it judges is believed only where every figure of the column has a
symbol, and some have another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.numbers import figures_in, is_blank
from extract.normalise.text import fold, solid
from extract.shapes.plan.status_marks import JUDGE_WORD
from extract.shapes.plan.symbols import SHAPES, one_of, symbol_of
from extract.shapes.tables.kpis.kpi_words import text_of

_MARK, _OPEN, _CLOSE = one_of(SHAPES), r"[(\[【〔]?", r"[)\]】〕]?"
_BEHIND = re.compile(rf"^(?P<figure>\d.*?[\d%円件人社所日)])\s*{_OPEN}(?P<mark>{_MARK}){_CLOSE}$")
_AHEAD = re.compile(rf"^{_OPEN}(?P<mark>{_MARK}){_CLOSE}\s*(?P<figure>\d.*)$")
_IN_HEAD = re.compile(rf"[・/、と及び]*[(\[]?(?P<word>{JUDGE_WORD})[)\]]?")
_LEAST, _LONGEST = 2, 40
_EVALUATION = "評価"


def with_marks_apart(table: Table) -> Table:
    """The table with such columns taken apart; itself where there is none."""
    if not any(_split(cell) for cell in table.cells):
        return table
    for col in reversed(range(table.n_cols)):
        if (marked := _marked(table, col)) is not None:
            table = _taken_apart(table, col, marked)
    return table


def _split(cell: Cell) -> tuple[str, str] | None:
    """The figure and the symbol that a cell prints, and nothing else."""
    text = fold(text_of(cell)).strip() if len(cell.text) <= _LONGEST and not cell.tables else ""
    found = _BEHIND.match(text) or _AHEAD.match(text)
    if found is None or not figures_in(solid(found["figure"])):
        return None
    return found["figure"], found["mark"]


def _marked(table: Table, col: int) -> Mapping[int, tuple[str, str]] | None:
    """The figures and symbols of a column by row, if its figures are judged."""
    cells = [cell for cell in table.cells if cell.col == col and cell.colspan == 1]
    found = {cell.row: split for cell in cells if (split := _split(cell)) is not None}
    if len(found) < _LEAST or min(found) == 0:
        return None
    below = [cell for cell in cells if cell.row >= min(found) and not is_blank(cell.text)]
    all_marked = all(cell.row in found for cell in below if figures_in(solid(cell.text)))
    others = {symbol_of(mark) for _, mark in found.values()} - {"△"}
    return found if all_marked and others else None


def _taken_apart(table: Table, col: int, marked: Mapping[int, tuple[str, str]]) -> Table:
    head = table.at(min(marked) - 1, col)
    cells: list[Cell] = []
    for cell in table.cells:
        if cell is head and cell.colspan == 1:
            said = _IN_HEAD.search(fold(text_of(cell)))
            left = _IN_HEAD.sub("", fold(text_of(cell))) if said else text_of(cell)
            cells += [_with(cell, col, left), _with(cell, col + 1, said["word"] if said else _EVALUATION)]
        elif cell.col == col and cell.colspan == 1 and cell.row in marked:
            cells += [_with(cell, col + i, text) for i, text in enumerate(marked[cell.row])]
        elif cell.col <= col < cell.col + cell.colspan and (cell.colspan > 1 or cell.row < min(marked)):
            cells.append(replace(cell, colspan=cell.colspan + 1))
        else:
            cells.append(replace(cell, col=cell.col + 1) if cell.col > col else cell)
    return replace(table, n_cols=table.n_cols + 1, cells=cells)


def _with(cell: Cell, col: int, text: str) -> Cell:
    """The cell with other words, in a column."""
    line = cell.lines[0] if cell.lines else Line(text, cell.place)
    return replace(cell, col=col, blocks=[Paragraph([replace(line, text=text, pieces=())])])
