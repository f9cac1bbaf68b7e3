"""Headings over several columns whose rules do not say so: months that stand in the middle, or words over the first of
columns that repeat under each. Each is set over its columns.

          4月          5月                      4月         5月
区分   R5    R6     R5    R6         from       |     | 4月 |     | 5月
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Cell, Table
from extract.normalise.dates import header_month
from extract.normalise.text import solid
from extract.shapes.tables.grids import is_figure_text

_FEWEST_MONTHS = 3
#: Headings in two levels stand in the first rows of a table.
_ROWS = 3


def with_heads_over_pairs(table: Table) -> Table:
    """The table with such headings over as many columns as the headings below them repeat after."""
    for row in range(min(_ROWS, table.n_rows - 1)):
        heads = [cell for cell in table.cells if cell.row == row and solid(cell.text) and cell.rowspan == 1]
        heads = [cell for cell in heads if cell.col > 0]
        if (span := _span(table, row, heads)) is not None:
            return _spread(table, row, heads, *span)
    return table


def _span(table: Table, row: int, heads: Sequence[Cell]) -> tuple[int, int] | None:
    """How far left of each heading its columns begin and how many they are; None where it is no such row."""
    months = [cell for cell in heads if header_month(cell.text) is not None]
    steps = {b.col - a.col for a, b in pairwise(heads)}
    over_first = not months and len(heads) > 1 and not any(is_figure_text(cell.text) for cell in heads)
    if not (over_first or len(months) >= _FEWEST_MONTHS) or len(steps) != 1 or any(cell.colspan > 1 for cell in heads):
        return None
    width = steps.pop()
    below = {
        cell.col: solid(cell.text)
        for cell in table.cells
        if cell.row == row + 1 and cell.col > 0 and cell.colspan == 1 and solid(cell.text)
    }
    if width < 2 or any(is_figure_text(text) or header_month(text) for text in below.values()):
        return None
    for left in range(1 if over_first else width):
        groups = [[below.get(cell.col - left + at, "") for at in range(width)] for cell in heads]
        cols = {cell.col - left + at for cell in heads for at in range(width)}
        alike = all(group == groups[0] for group in groups) and len(set(groups[0])) == width and all(groups[0])
        if alike and cols == {col for col in below if col >= min(cols)} and min(below) >= min(cols) - 1:
            return left, width
    return None


def _spread(table: Table, row: int, heads: Sequence[Cell], left: int, width: int) -> Table:
    wide = {id(cell): replace(cell, col=cell.col - left, colspan=width) for cell in heads}
    covered = {cell.col - left + at for cell in heads for at in range(width)}
    kept = [cell for cell in table.cells if id(cell) in wide or cell.row != row or cell.col not in covered]
    return replace(table, cells=[wide.get(id(cell), cell) for cell in kept])
