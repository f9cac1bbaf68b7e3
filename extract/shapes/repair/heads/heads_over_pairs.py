"""Headings that stand in the middle over several columns whose rules do not say so: each is set over its columns.

          4月          5月                      4月         5月
区分   R5    R6     R5    R6         from       |     | 4月 |     | 5月

That they are so many columns is proved by the headings below, which repeat under each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Cell, Table
from extract.normalise.dates import header_month
from extract.normalise.text import solid
from extract.shapes.tables.labelled.grids import is_figure_text

_FEWEST = 2
#: Headings in two levels stand in the first rows of a table.
_ROWS = 3


def with_heads_over_pairs(table: Table) -> Table:
    """The table with such headings over as many columns as the headings below them repeat after."""
    for row in range(min(_ROWS, table.n_rows - 1)):
        heads = [cell for cell in table.cells if cell.row == row and solid(cell.text) and cell.rowspan == 1]
        heads = sorted((cell for cell in heads if cell.col > 0), key=lambda cell: cell.col)
        if (starts := _starts(table, row, heads)) is not None:
            return _spread(table, row, heads, *starts)
    return table


def _starts(table: Table, row: int, heads: Sequence[Cell]) -> tuple[int, int] | None:
    """The first of the columns under the headings and how many each has; None where it is no such row."""
    if len(heads) < _FEWEST or any(is_figure_text(cell.text) for cell in heads):
        return None
    below = {
        cell.col: solid(cell.text)
        for cell in table.cells
        if cell.row == row + 1 and cell.col > 0 and cell.colspan == 1 and solid(cell.text)
    }
    if any(is_figure_text(text) or header_month(text) for text in below.values()):
        return None
    for lead in (0, 1):
        cols = sorted(below)[lead:]
        width, left = divmod(len(cols), len(heads))
        if width < 2 or left or cols != list(range(cols[0], cols[0] + len(cols))):
            continue
        groups = [[below[col] for col in cols[at : at + width]] for at in range(0, len(cols), width)]
        alike = all(group == groups[0] for group in groups) and len(set(groups[0])) == width
        under = [cols[0] + width * number for number in range(len(heads))]
        inside = all(
            at <= cell.col and cell.col + cell.colspan <= at + width for at, cell in zip(under, heads, strict=True)
        )
        narrow = any(cell.colspan < width for cell in heads)
        if alike and inside and narrow:
            return cols[0], width
    return None


def _spread(table: Table, row: int, heads: Sequence[Cell], first: int, width: int) -> Table:
    wide = {id(cell): replace(cell, col=first + width * at, colspan=width) for at, cell in enumerate(heads)}
    covered = range(first, first + width * len(heads))
    kept = [cell for cell in table.cells if id(cell) in wide or cell.row != row or cell.col not in covered]
    return replace(table, cells=[wide.get(id(cell), cell) for cell in kept])
