"""Rows that print the figures in brackets of the row above, put back into its cells: under the same label, or under one
that is in brackets as well and names the same month.

令和5年度    9,812件    9,812件            令和5年度      9,812件     9,812件
(前年同期)  ──────────────────    →    (前年同期)    (9,540件)   (9,540件)
           (9,540件)  (9,540件)
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Table
from extract.normalise.dates import header_month
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.labelled.cells import in_brackets, read_cell
from extract.shapes.tables.labelled.figure_brackets import label_apart
from extract.shapes.tables.labels import read_label

_BRACKETED = re.compile(r"\((?P<words>[^()]+)\)")


def with_brackets_joined(table: Table, year: int | None) -> Table:
    """The table with such rows as one each; itself where there is none. `year` is what 前年同期 counts from."""
    labels = [cell for cell in table.cells if cell.rowspan == 2 and cell.col == 0 and cell.text.rstrip()[-1:] in ")）"]
    lower = {label.row + 1 for label in labels if _says_brackets(label, year) and _is_of_brackets(table, label.row)}
    lower |= {row + 1 for row in range(table.n_rows - 1) if _is_month_again(table, row) and _is_of_brackets(table, row)}
    if not lower:
        return table
    cells = []
    for cell in table.cells:
        if cell.row in lower:
            continue
        gone = sum(row < cell.row for row in lower)
        inside = sum(cell.row < row < cell.row + cell.rowspan for row in lower)
        below = table.at(cell.row + 1, cell.col) if cell.row + 1 in lower and cell.rowspan == 1 else None
        whole = cell if below is None or is_blank(below.text) else _joined(cell, below)
        cells.append(replace(whole, row=cell.row - gone, rowspan=cell.rowspan - inside))
    return replace(table, n_rows=table.n_rows - len(lower), cells=cells)


def _joined(cell: Cell, below: Cell) -> Cell:
    return replace(cell, blocks=[*cell.blocks, *below.blocks], place=cell.place.joined(below.place))


def _says_brackets(label: Cell, year: int | None) -> bool:
    """Whether a label ends in brackets that say of what figures in brackets are: 令和5年度(前年同期)."""
    return label_apart(read_label(solid(label.text), year), None, year)[1] is not None


def _is_month_again(table: Table, row: int) -> bool:
    """Whether the label below a row's is the same month, of this or another year, in brackets."""
    upper, lower = table.at(row, 0), table.at(row + 1, 0)
    if upper is None or lower is None or (upper.row, lower.row) != (row, row + 1) or lower.rowspan > 1:
        return False
    if lower.box is None:
        return False  # figures of a conversion are found again by their rows
    again = _BRACKETED.fullmatch(solid(lower.text))
    month = header_month(again["words"]) if again is not None else None
    return month is not None and month == header_month(solid(upper.text))


def _is_of_brackets(table: Table, row: int) -> bool:
    """Whether the cells of a row print figures and those below them nothing but figures in brackets, side by side."""
    months = _is_month_again(table, row)
    upper = [cell for cell in table.cells if cell.row == row and cell.rowspan == 1 and not (months and cell.col == 0)]
    lower = [cell for cell in table.cells if cell.row == row + 1 and not (months and cell.col == 0)]
    filled = [cell for cell in lower if not is_blank(cell.text)]
    alike = [(cell.col, cell.colspan) for cell in upper] == [(cell.col, cell.colspan) for cell in lower]
    in_lower = all(read_cell(cell).figure is None and in_brackets(cell).figure is not None for cell in filled)
    return bool(filled) and alike and in_lower and all(is_blank(c.text) or read_cell(c).figure for c in upper)
