"""Months written as year and month in short (6/4 … 7/3; 24.4; 6年4月): spelled out as their order shows.

So written, 6/4 may be a day of June as well. Twelve or so in turn, of which the number before the stroke grows when a
year of the calendar ends, are months; a few are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Cell, Paragraph, Table
from extract.normalise.text import solid

_SHORT = re.compile(r"^(?P<year>\d{1,2})(?:[/.]|(?P<said>年))(?P<month>1[0-2]|0?[1-9])(?(said)月)$")
_FEWEST, _FEWEST_WITHIN_YEAR = 3, 6
#: Headings stand in the first rows or columns of a table.
_FIRST = 2
_ERA, _CENTURY = 2018, 2000
#: How many years before its report figures are printed for comparison.
_BACK = 3


def with_months_spelled(table: Table, year: int | None) -> Table:
    """The table with such headings as 令和6年4月; `year` is the report's fiscal year."""
    if year is None:
        return table
    spelled: dict[int, Cell] = {}
    for run in _runs(table):
        named = [found for cell in run if (found := _SHORT.match(solid(cell.text)))]
        months = [(int(found["year"]), int(found["month"])) for found in named]
        if (first := _first_year(months, year)) is not None:
            add = first - months[0][0]
            for cell, (short, month) in zip(run, months, strict=True):
                line = replace(cell.lines[0], text=f"{short + add}年{month}月", pieces=())
                spelled[id(cell)] = replace(cell, blocks=[Paragraph([line])])
    return replace(table, cells=[spelled.get(id(cell), cell) for cell in table.cells]) if spelled else table


def _runs(table: Table) -> list[list[Cell]]:
    """Headings so written, of each of the first rows from the left and of each of the first columns from the top."""
    short = [cell for cell in table.cells if _SHORT.match(solid(cell.text))]
    rows = [sorted((c for c in short if c.row == row), key=lambda c: c.col) for row in range(_FIRST)]
    cols = [sorted((c for c in short if c.col == col), key=lambda c: c.row) for col in range(_FIRST)]
    return [run for run in (*rows, *cols) if len(run) >= _FEWEST]


def _first_year(months: Sequence[tuple[int, int]], report: int) -> int | None:
    """The year of the calendar of the first month; None where they are not months in turn, or far from the report."""
    steps = [(12 * after[0] + after[1]) - (12 * before[0] + before[1]) for before, after in pairwise(months)]
    over = months[0][0] != months[-1][0]
    if any(step != 1 for step in steps) or not (over or len(months) >= _FEWEST_WITHIN_YEAR):
        return None
    years = (months[0][0] + _ERA, months[0][0] + _CENTURY)
    near = [year for year in years if report - _BACK <= year <= report + 1]
    return near[0] if len(near) == 1 else None
