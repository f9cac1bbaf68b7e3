"""The list of KPIs that stands within the sheet of an activity, its headings over one row or a few.

KPI │ 指標の名称   │ 令和6年度 │ 支部の実績          │ 全国平均 │ 全国順位
    │              │ 目標      │ 令和5年度│令和6年度 │          │
    │ 返納金回収率 │ 58%以上   │ 56.2%    │ 58.4%    │ 57.0%    │ 12位(15位)

Its rows are cut out of the table of the sheet, in whose columns they do not stand, and read as the list that they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Cell, Table
from extract.normalise.dates import header_month
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.kpis.kpi_sheets import names_kpi
from extract.shapes.tables.kpis.kpi_words import TARGET_HEAD, printed_figure
from extract.shapes.tables.plans.activity_rows import period_of

#: Targets and results at the least, beside the name.
_FEWEST = 3


def lists_within(table: Table, year: int | None) -> list[list[Cell]]:
    """The cells of each list of KPIs within a table, top to bottom, headings first; those of words left of all its rows
    among them.
    """
    found: list[list[Cell]] = []
    row = 0
    while row < table.n_rows:
        rows = _list_at(table, row, year)
        if rows is not None:
            found.append([cell for cell in table.cells if cell.row in rows and solid(cell.text)])
        row = rows.stop if rows is not None else row + 1
    return found


def as_list(table: Table, cells: Sequence[Cell], year: int | None) -> Table:
    """The cells of such a list as a table of their own, in their rows; a column begins where one of them does."""
    top, end = min(cell.row for cell in cells), max(cell.row + cell.rowspan for cell in cells)
    beside = [cell for cell in cells if (cell.row, cell.rowspan) != (top, end - top) or names_kpi(cell, year)]
    starts = sorted({cell.col for cell in beside})
    own = [_across(cell, starts) for cell in beside]
    return replace(table, n_rows=end, n_cols=len(starts), cells=own)


def _across(cell: Cell, starts: Sequence[int]) -> Cell:
    col = bisect_left(starts, cell.col)
    return replace(cell, col=col, colspan=max(1, bisect_left(starts, cell.col + cell.colspan) - col))


def _list_at(table: Table, row: int, year: int | None) -> range | None:
    """The rows of the list whose headings begin in a row; None where none begins there."""
    heads = _row(table, row)
    if len(heads) < _FEWEST or any(map(_has_figure, heads)) or not any(map(_is_aim, heads)):
        return None
    aim = next(cell for cell in heads if _is_aim(cell))
    first = aim.row + aim.rowspan
    over = [cell for at in range(row, first) for cell in _row(table, at)]
    if any(_has_figure(cell) or _is_part(cell) for cell in over):
        return None
    end = first
    while end < table.n_rows and _is_of_kpi(table, end, aim, year):
        end += 1
    return range(row, end) if end > first else None


def _is_of_kpi(table: Table, row: int, aim: Cell, year: int | None) -> bool:
    """Whether a row names a KPI and prints its target, or a blank for it, under the heading of targets."""
    cells, own = _row(table, row), table.at(row, aim.col)
    named = any(names_kpi(cell, year) for cell in cells if cell.col < aim.col)
    placed = own is not None and (own.row, own.col, own.colspan) == (row, aim.col, aim.colspan)
    printed = placed and own is not None and (is_blank(own.text) or _has_figure(own))
    return named and printed and sum(map(_has_figure, cells)) + 1 >= _FEWEST


def _row(table: Table, row: int) -> list[Cell]:
    """The cells with words that begin in a row, left to right."""
    return sorted((c for c in table.cells if c.row == row and solid(c.text)), key=lambda cell: cell.col)


def _is_aim(cell: Cell) -> bool:
    return cell.col > 0 and bool(TARGET_HEAD.search(solid(cell.text)))


def _is_part(cell: Cell) -> bool:
    """Whether a heading is a part of the year or a month: those of the grid over such."""
    return period_of(cell.text) is not None or header_month(solid(cell.text)) is not None


def _has_figure(cell: Cell) -> bool:
    return printed_figure(cell) is not None
