"""Headings that stand in a table of their own: a page break left them at the bottom of a page, or titles of groups part
them from the rows below. Such titles also part the rows of a schedule from the months over it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Table
from extract.normalise.numbers import parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.months.month_heads import month_columns
from extract.shapes.tables.plans.layout import heads_layout

_FEWEST_HEADINGS = 3
#: What headings over targets, results, ranks and judgements say.
_ROLES = re.compile(r"目標|実績|結果|現状|順位|全国|達成|評価|判定|^(?:\d{1,2}|元)年度?$")
_MOST_ROWS = 2
#: Sides of one column may differ so much from page to page, in points.
_SAME_SIDE = 3.0
#: A heading of fewer months, or lower, is none of a schedule over a year; what stands in its months is no longer.
_FEWEST_MONTHS, _MOST_HEAD_ROWS, _LONGEST_MARK = 6, 3, 24
#: What plans a month.
_MARK = re.compile(r"^[●○◎◯〇■★☆]|[←→⇒⇔]")


def is_bare_head(table: Table) -> bool:
    """Whether a table on a page is nothing but headings, half of which say when, or what figures of KPIs are."""
    if not table.has_places or table.n_rows > _MOST_ROWS:
        return False
    filled = [cell for cell in table.cells if solid(cell.text)]
    if len(filled) < _FEWEST_HEADINGS or any(parse_figure(cell.text) or cell.tables for cell in filled):
        return False
    telling = sum(bool(_ROLES.search(solid(cell.text))) or read_label(cell.text, None).says_when for cell in filled)
    return telling * 2 >= len(filled)


def under_head(table: Table, head: Table) -> Table:
    """The table with the headings before it over it; itself where its columns are others or have their own."""
    first = [cell for cell in table.cells if cell.row == 0 and solid(cell.text)]
    own = any(read_label(cell.text, None).says_when for cell in first)
    if own or table.n_cols != head.n_cols or sum(parse_figure(cell.text) is not None for cell in first) < 2:
        return table
    return _joined(table, head) if _same_columns(table, head) else table


def under_layout_head(table: Table, head: Table) -> Table:
    """The table with headings of plans, progress and statuses over it that a title parts from its first row; itself
    where its columns are others.
    """
    if table.n_cols != head.n_cols or heads_layout(table) or not _same_columns(table, head):
        return table
    return _joined(table, head)


def schedule_head(table: Table) -> Table | None:
    """The headings of a schedule on a page: the rows down to its months; None where it has none, or none of its own."""
    rows = range(min(_MOST_HEAD_ROWS, table.n_rows)) if table.has_places else range(0)
    row = next((row for row in rows if len(month_columns(table, row)) >= _FEWEST_MONTHS), None)
    if row is None or any(cell.row <= row < cell.row + cell.rowspan - 1 for cell in table.cells):
        return None
    return replace(table, n_rows=row + 1, cells=[cell for cell in table.cells if cell.row <= row])


def under_months(table: Table, head: Table) -> Table:
    """The table with the months of a schedule over it; itself where its columns are others, where it has months of its
    own or where figures stand in them.
    """
    months = month_columns(head, head.n_rows - 1)
    own = any(month_columns(table, row) for row in range(min(_MOST_HEAD_ROWS, table.n_rows)))
    if own or table.n_cols != head.n_cols or not _same_columns(table, head):
        return table
    texts = [text for cell in table.cells if cell.col in months and (text := solid(cell.text))]
    fit = all(len(text) <= _LONGEST_MARK and parse_figure(text) is None for text in texts)
    return _joined(table, head) if fit and any(map(_MARK.search, texts)) else table


def _joined(table: Table, head: Table) -> Table:
    below = [replace(cell, row=cell.row + head.n_rows) for cell in table.cells]
    return replace(table, n_rows=table.n_rows + head.n_rows, cells=[*head.cells, *below])


def _same_columns(table: Table, head: Table) -> bool:
    sides, above = _sides(table), _sides(head)
    shared = sides.keys() & above.keys()
    enough = len(shared) >= min(_FEWEST_HEADINGS, head.n_cols)
    return enough and all(abs(sides[col] - above[col]) <= _SAME_SIDE for col in shared)


def _sides(table: Table) -> dict[int, float]:
    """The left side of every column that a cell begins at."""
    return {cell.col: cell.box[0] for cell in table.cells if cell.box is not None}
