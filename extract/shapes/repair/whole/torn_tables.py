"""Tables whose rows a text conversion has moved against one another.

A conversion loses how wide a cell is. A heading over two columns of labels then stands over the first only and pulls
the others one column to the left; a row with one label more than the others pushes its figures to the right. The first
can be put back; from the second no figure can be trusted to stand under its own heading.
"""

from __future__ import annotations

from dataclasses import replace

from extract.document import Cell, Table
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.labels import read_label


def with_head_in_place(table: Table) -> Table:
    """The table with its one row of headings moved over its figures; unchanged where nothing was lost.

    Lost is the width of the first heading: every row with figures is wider than the headings by the same number of
    columns, and that many headings that say when stand over labels.
    """
    if table.has_places or any(cell.row == 0 and cell.rowspan > 1 for cell in table.cells):
        return table
    head = [cell for cell in table.cells if cell.row == 0 and solid(cell.text)]
    rows = {cell.row for cell in table.cells if cell.row > 0 and parse_figure(cell.text)}
    if len(head) < 3 or not rows:
        return table
    width = max(cell.col + cell.colspan for cell in head)
    ends = {max(c.col for c in table.cells if c.row == row and solid(c.text)) + 1 for row in rows}
    first = {min(c.col for c in table.cells if c.row == row and parse_figure(c.text)) for row in rows}
    lost = ends.pop() - width if len(ends) == 1 else 0
    moved = [cell for cell in head if cell.col > 0]
    if lost <= 0 or len(first) != 1 or first.pop() != 1 + lost:
        return table
    if not all(read_label(cell.text, None).says_when for cell in moved):
        return table
    body = [cell for cell in table.cells if cell.row > 0]
    corner = [replace(cell, colspan=1 + lost) for cell in head if cell.col == 0]
    return replace(table, cells=[*corner, *(replace(cell, col=cell.col + lost) for cell in moved), *body])


def is_torn(table: Table) -> bool:
    """Whether some row holds a word where others hold figures, so that its own stand one column too far right."""
    if table.has_places:
        return False
    figures = [cell for cell in table.cells if parse_figure(cell.text) and cell.colspan == 1]
    rows, cols = {cell.row for cell in figures}, {cell.col for cell in figures}
    return any(
        _is_word(cell) and cell.row in rows and cell.col in cols and _leads(cell, figures) for cell in table.cells
    )


def _leads(word: Cell, figures: list[Cell]) -> bool:
    """Whether all figures of its row stand behind it."""
    return all(cell.col > word.col for cell in figures if cell.row == word.row)


def _is_word(cell: Cell) -> bool:
    text = solid(cell.text)
    return len(text) >= 2 and not is_blank(text) and not any(char.isdigit() for char in text) and cell.colspan == 1
