"""Headings that stand in a table of their own: a page break left them at the bottom of a page, or titles of groups part
them from the rows below.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Table
from extract.normalise.numbers import parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.labels import read_label

_FEWEST_HEADINGS = 3
#: What headings over targets, results, ranks and judgements say.
_ROLES = re.compile(r"目標|実績|結果|現状|順位|全国|達成|評価|判定|^(?:\d{1,2}|元)年度?$")
_MOST_ROWS = 2
#: Sides of one column may differ so much from page to page, in points.
_SAME_SIDE = 3.0


def is_bare_head(table: Table) -> bool:
    """Whether a table on a page is nothing but headings, half of which say when, or what figures of KPIs are."""
    filled = [cell for cell in table.cells if solid(cell.text)]
    if not table.has_places or table.n_rows > _MOST_ROWS or len(filled) < _FEWEST_HEADINGS:
        return False
    telling = sum(read_label(cell.text, None).says_when or bool(_ROLES.search(solid(cell.text))) for cell in filled)
    return telling * 2 >= len(filled) and not any(parse_figure(cell.text) or cell.tables for cell in filled)


def under_head(table: Table, head: Table) -> Table:
    """The table with the headings before it over it; itself where its columns are others or have their own."""
    first = [cell for cell in table.cells if cell.row == 0 and solid(cell.text)]
    own = any(read_label(cell.text, None).says_when for cell in first)
    if own or table.n_cols != head.n_cols or sum(parse_figure(cell.text) is not None for cell in first) < 2:
        return table
    if not _same_columns(table, head):
        return table
    below = [replace(cell, row=cell.row + head.n_rows) for cell in table.cells]
    return replace(table, n_rows=table.n_rows + head.n_rows, cells=[*head.cells, *below])


def _same_columns(table: Table, head: Table) -> bool:
    sides, above = _sides(table), _sides(head)
    shared = sides.keys() & above.keys()
    return len(shared) >= _FEWEST_HEADINGS and all(abs(sides[col] - above[col]) <= _SAME_SIDE for col in shared)


def _sides(table: Table) -> dict[int, float]:
    """The left side of every column that a cell begins at."""
    return {cell.col: cell.box[0] for cell in table.cells if cell.box is not None}
