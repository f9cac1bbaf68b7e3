"""Calendars of listed activities: months run down, groups or subjects across, and each item in a cell is an activity.

月     給付            保健
4月    ・研修会        ・受診券の送付
5月                    ・会場の選定
                       ・健診機関連絡会
"""

from __future__ import annotations

import re

from extract.document import Cell, Line, Table, place_of
from extract.locate import Locator
from extract.normalise.dates import header_month, month_in_year
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.schedules.mark_calendars import NO_YEAR, PART, MarkCalendar, calendars, year_of

_ITEM = re.compile(r"^(?P<mark>[・●○◎■□◆◇★☆▶➢✓•])\s*(?P<words>\S.*)$")
_FEWEST_ITEMS = 4
_NO_ITEM = "no mark parts the activities of this cell; taken for one"


def item_calendar(table: Table) -> MarkCalendar | None:
    """The calendar of items that a table is or ends in, or None: most of its cells begin with an item of a list."""
    return next(filter(_holds_items, calendars(table)), None)


def _holds_items(calendar: MarkCalendar) -> bool:
    if any(header_month(solid(cell.text)) is not None for cell in calendar.marks):
        return False  # months beside their quarter: they say when, so the calendar is that of the months
    begun = [bool(cell.lines and _ITEM.match(fold(cell.lines[0].text).strip())) for cell in calendar.marks]
    return sum(begun) >= _FEWEST_ITEMS and 2 * sum(begun) > len(begun)


def read_item_calendar(calendar: MarkCalendar, scope: Scope, recorder: Recorder) -> None:
    """Records every item of a calendar with its month, under the heading of its column; a cell whose lines no mark
    parts is one activity, in doubt.
    """
    year = year_of(calendar, scope)
    for cell in calendar.marks:
        head = calendar.table.at(calendar.head, cell.col)
        heading = tidy(joined([line.text for line in head.lines])) if head is not None else ""
        title = calendar.title or (scope.above[-1] if scope.above and not scope.section else None)
        section = " > ".join(filter(None, (*scope.section, title, heading))) or None
        months = calendar.months[cell.row]
        for mark, lines in _items(cell):
            words = tidy(joined([line.text for line in lines]))
            doubt = next((line.doubt for line in lines if line.doubt), None)
            doubt = doubt or (None if mark else _NO_ITEM) or (None if year else NO_YEAR)
            for month in months:
                recorder.add(
                    "schedule_mark",
                    Locator(place_of(lines), calendar.table.index, cell.row, cell.col),
                    "\n".join(line.text for line in lines),
                    "item_calendar",
                    doubt or (PART if len(months) > 1 else None),
                    fiscal_year=year,
                    item_no=None,
                    activity_ja=words.removeprefix(mark).strip() if mark else words,
                    month=month_in_year(year, month) if year else None,
                    mark=mark or solid(words),
                    section=section,
                )


def _items(cell: Cell) -> list[tuple[str, list[Line]]]:
    """The items of a cell, each with its mark and lines; lines before the first mark are one without."""
    items: list[tuple[str, list[Line]]] = []
    for line in cell.lines:
        begun = _ITEM.match(fold(line.text).strip())
        if begun is not None:
            items.append((begun["mark"], [line]))
        elif items:
            items[-1][1].append(line)
        else:
            items.append(("", [line]))
    return items
