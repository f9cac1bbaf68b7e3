"""Calendars of marks: months run down, activities across, and a mark says that one is done in a month.

月     訪問    配信
4月            ●
5月    ●       ●

Rules alone may draw such a calendar together with the table above it; the rows of that one are given back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import FISCAL_MONTHS, fiscal_years_in, header_month, month_in_year
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.cells import doubt_in
from extract.shapes.tables.grids import is_figure_text

_FEWEST_MONTHS = 6
_FEWEST_MARKS = 3
#: A mark, and the few words that may stand behind it: ●発送.
_MARK = re.compile(r"^[●○◯〇■★☆→⇒][^●○◯〇■★☆。、\d]{0,8}$")
#: What stands over the months.
_CORNER = re.compile(r"^(?:年?月|時期|実施月|実施時期)?$")
#: Marks that judge nothing.
_PLANNED = "●■★→⇒"
_FEWEST_COLUMNS = 4
_UNREAD = "a mark in a grid whose headings were not understood"
_NO_ACTIVITY = "no activity is printed over the mark"
_NO_YEAR = "no fiscal year is printed for this calendar"


@dataclass(frozen=True)
class MarkCalendar:
    """A calendar at the end of a table: its `head` row, the month of every row below, the `title` that stands over it
    within the table, and the `rest` of the table above, which may have no rows.
    """

    table: Table
    head: int
    months: dict[int, int]
    title: str | None
    rest: Table


def mark_calendar(table: Table) -> MarkCalendar | None:
    """The calendar of marks that a table is or ends in, or None."""
    if any(cell.tables for cell in table.cells):
        return None
    rows = [row for row in range(table.n_rows) if any(solid(cell.text) for cell in _of_row(table, row))]
    months: dict[int, int] = {}
    for row in reversed(rows):
        first = table.at(row, 0)
        month = header_month(solid(first.text)) if first is not None and first.row == row else None
        if first is None or month is None or solid(first.text).isdigit():
            break
        months[row] = month
    places = [FISCAL_MONTHS.index(month) for month in reversed(months.values())]
    if len(places) < _FEWEST_MONTHS or places != list(range(places[0], places[0] + len(places))):
        return None
    marks = [cell for row in months for cell in _of_row(table, row) if cell.col > 0 and not is_blank(cell.text)]
    if len(marks) < _FEWEST_MARKS or not all(_MARK.match(_text(cell)) for cell in marks):
        return None
    above = [row for row in rows if row < min(months)]
    if not above or not _is_head(table, above[-1]):
        return None
    title = _title(table, above[-2]) if len(above) > 1 else None
    cut = above[-2] if title is not None else above[-1]
    kept = [cell for cell in table.cells if cell.row < cut]
    if any(cell.row + cell.rowspan > cut for cell in kept):
        return None
    return MarkCalendar(table, above[-1], months, title, replace(table, n_rows=cut, cells=kept))


def read_mark_calendar(calendar: MarkCalendar, scope: Scope, recorder: Recorder) -> None:
    """Records every mark of a calendar with its activity and month; one under no activity is in doubt."""
    table = calendar.table
    named = {found.value for found in fiscal_years_in(fold(calendar.title or ""))}
    year = named.pop() if len(named) == 1 else scope.fiscal_year or scope.header.fiscal_year
    for row, month in sorted(calendar.months.items()):
        for cell in _of_row(table, row):
            if cell.col == 0 or is_blank(cell.text):
                continue
            head = table.at(calendar.head, cell.col)
            activity = tidy(joined([line.text for line in head.lines])) if head is not None else ""
            doubt = doubt_in(cell) or (None if activity else _NO_ACTIVITY) or (None if year else _NO_YEAR)
            recorder.add(
                "schedule_mark",
                Locator(cell.place, table.index, cell.row, cell.col),
                cell.text,
                "mark_calendar",
                doubt,
                fiscal_year=year,
                item_no=None,
                activity_ja=activity,
                month=month_in_year(year, month) if year else None,
                mark=_text(cell),
                section=calendar.title or scope.section_path,
            )


def reject_unread_marks(table: Table, recorder: Recorder) -> None:
    """Rejects, with their places, the marks of a grid that was taken for none: ● in columns side by side."""
    marks = [cell for cell in table.cells if not cell.tables and _MARK.match(_text(cell))]
    planned = any(_text(cell)[0] in _PLANNED for cell in marks)
    if table.n_cols < _FEWEST_COLUMNS or len(marks) < _FEWEST_MARKS or len({c.col for c in marks}) < 2 or not planned:
        return
    for cell in marks:
        recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _UNREAD)


def _of_row(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.row == row]


def _text(cell: Cell) -> str:
    return solid(joined([line.text for line in cell.lines]))


def _is_head(table: Table, row: int) -> bool:
    """Whether a row names activities beside what may stand over months."""
    cells = _of_row(table, row)
    corner = table.at(row, 0)
    names = [cell for cell in cells if cell.col > 0 and solid(cell.text)]
    plain = not any(is_figure_text(cell.text) or _MARK.match(_text(cell)) for cell in names)
    return bool(names) and plain and bool(_CORNER.match(solid(corner.text) if corner is not None else ""))


def _title(table: Table, row: int) -> str | None:
    """The words of a row as the title that begins at its left end and that the columns may cut, or None."""
    cells = [cell for cell in sorted(_of_row(table, row), key=lambda cell: cell.col) if solid(cell.text)]
    adjoin = [cell.col for cell in cells] == list(range(len(cells)))
    if not cells or not adjoin or len(cells) > 2 or any(is_figure_text(cell.text) for cell in cells):
        return None
    return tidy("".join(cell.text for cell in cells))
