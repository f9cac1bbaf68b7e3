"""The title of a table that stands over the ones after it as well: those that go on with its months, and those of the
same headings under a line that names no more than their year.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Table
from extract.normalise.text import solid
from extract.shapes.names.title_words import is_year_line
from extract.shapes.tables.months.grids_down import goes_on_down
from extract.shapes.tables.months.month_bands import goes_on


def titles_over(before: tuple[Table, Sequence[str]] | None, table: Table, captions: Sequence[str]) -> list[str]:
    """The lines over a table: its own `captions`, and those over the table before it where they stand over both."""
    if before is None:
        return list(captions)
    earlier, lines = before
    if not captions and (goes_on(earlier, table) or goes_on_down(earlier, table)):
        return list(lines)
    told = bool(captions) or _year_in_table(table)
    headings = _headings(table)
    if told and all(map(is_year_line, captions)) and headings is not None and headings == _headings(earlier):
        return [*(line for line in lines if not is_year_line(line)), *captions]
    return list(captions)


def _year_in_table(table: Table) -> bool:
    """Whether the first row of a table says no more than its year."""
    first = [cell for cell in table.cells if cell.row == 0 and solid(cell.text)]
    return len(first) == 1 and is_year_line(first[0].text)


def _headings(table: Table) -> tuple[int, list[str]] | None:
    """The columns of a table and the words of its headings below a year that stands over all of them."""
    row = int(_year_in_table(table))
    words = [solid(cell.text) for cell in table.cells if cell.row == row]
    return (table.n_cols, words) if any(words) else None
