"""The title of a table that stands over the ones after it as well: those that go on with its months, and those of the
same headings under a line that names no more than their year.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Table
from extract.normalise.text import solid
from extract.shapes.tables.grids_down import goes_on_down
from extract.shapes.tables.month_bands import goes_on
from extract.shapes.title_words import is_year_line


def titles_over(before: tuple[Table, Sequence[str]] | None, table: Table, captions: Sequence[str]) -> list[str]:
    """The lines over a table: its own `captions`, and those over the table before it where they stand over both."""
    if before is None:
        return list(captions)
    earlier, lines = before
    if not captions and (goes_on(earlier, table) or goes_on_down(earlier, table)):
        return list(lines)
    if captions and all(map(is_year_line, captions)) and _same_headings(earlier, table):
        return [*(line for line in lines if not is_year_line(line)), *captions]
    return list(captions)


def _same_headings(one: Table, other: Table) -> bool:
    rows = [[solid(cell.text) for cell in table.cells if cell.row == 0] for table in (one, other)]
    return one.n_cols == other.n_cols and rows[0] == rows[1] and any(rows[0])
