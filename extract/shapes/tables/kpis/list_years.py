"""Lists that print the targets of two years side by side as sentences, each with the name of its KPI: 令和7年度のKPI |
令和6年度のKPI | 令和6年度の状況.
"""

from __future__ import annotations

from collections.abc import Mapping

from extract.catalogue import Match
from extract.document import Cell, Table
from extract.normalise.dates import fiscal_year_in
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.kpis.kpi_words import is_target_head, text_of
from extract.shapes.tables.kpis.list_names import named
from extract.shapes.text.sentences import read_target

#: So many targets under the report's year at least, and no fewer than half as many as beside them, make it the names.
_FEWEST = 2


def column_of_year(table: Table, best: int, counts: Mapping[int, int], year: int | None) -> int:
    """The column of names of a list: the one under the targets of the report's year where the `best`, that of most
    KPIs by their number in each column (`counts`), stands under those of another year.
    """
    if _year_over(table, best) in (None, year):
        return best
    many = (col for col, n in counts.items() if n >= _FEWEST and 2 * n >= counts[best])
    return next((col for col in many if _year_over(table, col) == year), best)


def is_of_other_year(table: Table, col: int, names: int) -> bool:
    """Whether a column stands under the targets of another year than the column of `names` does."""
    years = _year_over(table, col), _year_over(table, names)
    return None not in years and years[0] != years[1]


def _year_over(table: Table, col: int) -> int | None:
    """The year that the first heading of a column of targets names."""
    head = table.at(0, col)
    text = solid(head.text) if head is not None and head.colspan == 1 else ""
    return fiscal_year_in(text) if is_target_head(text) else None


def stated_in(cell: Cell, year: int | None) -> Match | None:
    """The KPI of a cell that states its target in a sentence."""
    said = read_target(text_of(cell), year, in_kpi_block=True)
    return (named(cell, year) or said.match) if said is not None and said.match is not None else None


def stated_beside(cells: Mapping[int | None, Cell], name: Cell) -> tuple[Cell, Match] | None:
    """The cell of another year's target, and its KPI, where the row has none of the report's: ― | …を95%以上とする."""
    if not is_blank(name.text):
        return None
    stated = ((cell, stated_in(cell, year)) for year, cell in cells.items())
    return next(((cell, found) for cell, found in stated if found is not None), None)
