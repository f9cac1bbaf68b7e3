"""Figures that a conversion set beside their place: under the neighbouring heading, or beside another year.

They are moved only where the rest of the table says where they belong: a column that prints the same in every other
row, or rows that are named alike for every year. What is moved in a conversion is doubted. A page is only read for
years that stand in the middle of their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Block, Cell, Paragraph, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.labelled.cells import read_cell
from extract.shapes.tables.labels import read_label

_SLIPPED = "it stands under the next heading, but is what this column prints in every other row; moved"
_OTHER_YEAR = "another year stands beside it, but its row is the last one of the year before; moved"
#: So many rows must print a figure before an empty one beside the same figure shows that it slipped.
_SAME_ROWS = 3
_OTHER_ROWS = 2


def with_figures_in_place(table: Table) -> Table:
    """The table with the slipped figures of a conversion under their own heading and every row beside its own year."""
    return _with_years_in_order(table if table.has_places else _with_slipped_back(table))


def _with_slipped_back(table: Table) -> Table:
    """A figure goes into the empty cell beside it where all other rows of that column print the very same one."""
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    moved: dict[tuple[int, int], Cell] = {}
    for (row, col), cell in cells.items():
        for beside in (col - 1, col + 1):
            empty = cells.get((row, beside))
            if empty is None or solid(empty.text) or not _slipped(table, cell, beside):
                continue
            lines = [replace(line, doubt=line.doubt or _SLIPPED) for line in cell.lines]
            blocks: list[Block] = [Paragraph(lines)]
            moved[row, beside] = replace(empty, blocks=blocks, place=cell.place)
            moved[row, col] = replace(cell, blocks=[], place=empty.place)
    return replace(table, cells=[moved.get((c.row, c.col), c) for c in table.cells]) if moved else table


def _slipped(table: Table, cell: Cell, beside: int) -> bool:
    """Whether a figure is the only one that the column beside it knows, and unlike all others of its own."""
    if read_cell(cell).figure is None:
        return False
    there, here = _figures(table, beside, cell.row), _figures(table, cell.col, cell.row)
    own = solid(cell.text)
    return len(there) >= _SAME_ROWS and set(there) == {own} and len(here) >= _OTHER_ROWS and own not in here


def _figures(table: Table, col: int, but: int) -> list[str]:
    cells = [c for c in table.cells if c.col == col and c.row != but and c.colspan == 1]
    return [solid(c.text) for c in cells if read_cell(c).figure is not None]


def _with_years_in_order(table: Table) -> Table:
    """Rows named alike once for every year stand each beside the year whose turn it is.

    On a page without rulings between them a year may stand beside any row of its own turn.
    """
    years = [cell for cell in table.cells if cell.col == 0 and _is_year(cell)]
    if len(years) < 2:
        return table
    first = min((cell.row for cell in table.cells if cell.col > 0 and read_cell(cell).figure is not None), default=0)
    body = range(first, table.n_rows)
    years = [cell for cell in years if cell.row in body]
    if len(years) < 2:
        return table
    names = [_name(table, row) for row in body]
    height = len(names) // len(years)
    turns = [names[at : at + height] for at in range(0, len(names), height or 1)]
    regular = height > 1 and len(names) == height * len(years) and all(t == turns[0] for t in turns)
    if not regular or not all(turns[0]) or len(set(turns[0])) < height or not _only_years(table, years, body):
        return table
    in_turn = all((year.row - first) // height == at for at, year in enumerate(years))
    printed = [_year_beside(years, row) for row in body]
    meant = [years[at // height] for at in range(len(names))]
    wrong = {row for row, one, other in zip(body, printed, meant, strict=True) if one is not other}
    if not wrong or (table.has_places and not in_turn):
        return table
    cells = [cell for cell in table.cells if cell.row < first or cell.col > 0]
    if not table.has_places:
        cells = [_doubted(cell) if cell.row in wrong else cell for cell in cells]
    cells += [replace(year, row=first + at * height, rowspan=height) for at, year in enumerate(years)]
    return replace(table, cells=sorted(cells, key=lambda cell: (cell.row, cell.col)))


def _is_year(cell: Cell) -> bool:
    label = read_label(cell.text, None)
    return label.fiscal_year is not None and not label.rest and label.as_of is None


def _name(table: Table, row: int) -> str:
    """The innermost words beside the figures of a row."""
    words = [
        solid(cell.text)
        for cell in table.cells
        if cell.row == row and cell.col > 0 and not is_blank(cell.text) and read_cell(cell).figure is None
    ]
    return words[-1] if words else ""


def _only_years(table: Table, years: Sequence[Cell], body: range) -> bool:
    """Whether the first column of the body holds nothing but the years, each another, in printed order."""
    others = [c for c in table.cells if c.col == 0 and c.row in body and not any(c is year for year in years)]
    named = [read_label(year.text, None).fiscal_year for year in years]
    in_order = all(one.row < two.row for one, two in pairwise(years))
    whole = all(year.colspan == 1 for year in years) and not any(solid(cell.text) for cell in others)
    return whole and in_order and len(set(named)) == len(named)


def _year_beside(years: Sequence[Cell], row: int) -> Cell | None:
    return next((year for year in reversed(years) if year.row <= row), None)


def _doubted(cell: Cell) -> Cell:
    if read_cell(cell).figure is None:
        return cell
    lines = [replace(line, doubt=line.doubt or _OTHER_YEAR) for line in cell.lines]
    return replace(cell, blocks=[Paragraph(lines)])
