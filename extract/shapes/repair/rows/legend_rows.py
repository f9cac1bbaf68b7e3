"""Rows at the foot of a table that only say what its signs stand for: they are no row of it."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Table
from extract.normalise.text import solid
from extract.shapes.plan.sign_legends import explains_sign


def without_legend_rows(table: Table) -> Table:
    """A table without its last rows that hold a legend of signs and nothing else; as it is if it has none."""
    last = table.n_rows
    while last > 1 and _is_legend(table, last - 1):
        last -= 1
    return table if last == table.n_rows else _cut(table, last)


def _is_legend(table: Table, row: int) -> bool:
    covering = {id(cell): cell for col in range(table.n_cols) if (cell := table.at(row, col)) is not None}
    filled = [cell for cell in covering.values() if cell.tables or solid(cell.text)]
    alone = len(filled) == 1 and filled[0].rowspan == 1 and not filled[0].tables
    wide = alone and filled[0].colspan == table.n_cols > 1
    return wide and all(explains_sign(line.text) for line in filled[0].lines)


def _cut(table: Table, last: int) -> Table:
    return replace(table, n_rows=last, cells=[cell for cell in table.cells if cell.row < last])
