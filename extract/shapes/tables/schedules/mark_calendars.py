"""Calendars of marks: months run down, activities across, and a mark says that one is done in a month.

月     訪問    配信
4月            ●
5月    ●       ●

Rules alone may draw such a calendar together with the table above it; the rows of that one are given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.document import Cell, Line, Table
from extract.locate import Locator
from extract.normalise.dates import FISCAL_MONTHS, fiscal_years_in, header_month, month_in_year
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.schedules.parts import months_named

_FEWEST_MONTHS, _FEWEST_LABELS = 3, 2
_FEWEST_MARKS = 3
#: A mark, and the few words that may stand behind it: ●発送; or such words alone: 準備.
_SHAPES = "●○◯〇◎◉■□★☆◆◇△▲▽▼"
_MARK = re.compile(rf"^[{_SHAPES}→⇒▶][^{_SHAPES}。、\d]{{0,8}}$")
#: Marks that mean work in a calendar only beside others that judge nothing: △準備 ●実施.
_POINTED = re.compile(r"^[△▲▽▼]")
_WORD = re.compile(r"^[ぁ-んァ-ヶー一-龥・]{1,8}$")
#: What stands over the months: no more than a word.
_LONGEST_CORNER = 8
#: The number of an activity before its name.
NUMBERED = re.compile(r"^(?P<no>[①-⑳]|[(]\d{1,2}[)]|\d{1,2}(?:-\d{1,2})?[.)])\s*(?P<name>\S.*)$")
#: Marks that judge nothing.
_PLANNED = "●■★◆→⇒"
#: A mark by itself between wide gaps; an arrow may lead there from one figure to the next.
_LOOSE_MARK = re.compile(r"^[●■★]$")
_FEWEST_COLUMNS = 4
_UNREAD = "a mark in a grid whose headings were not understood"
_NO_ACTIVITY = "no activity is printed over the mark"
NO_YEAR = "no fiscal year is printed for this calendar"
_JUDGED = "a mark below months that may plan or judge; look at the page and add a correction"
PART = "printed for a quarter or half-year; in which of its months is not said"


@dataclass(frozen=True)
class MarkCalendar:
    """A calendar at the end of a table: its `head` row, the months of every row below, those in the column `label`, the
    `title` that stands over it within the table, and the `rest` of the table above, which may have no rows.
    """

    table: Table
    head: int
    label: int
    months: dict[int, tuple[int, ...]]
    title: str | None
    rest: Table

    @property
    def marks(self) -> list[Cell]:
        """The cells that hold marks, top to bottom."""
        cells = [cell for row in sorted(self.months) for cell in _of_row(self.table, row)]
        return [cell for cell in cells if cell.col > self.label and not is_blank(cell.text)]


def mark_calendar(table: Table) -> MarkCalendar | None:
    """The calendar of marks that a table is or ends in, or None."""
    return next(filter(_holds_marks, calendars(table)), None)


def calendars(table: Table) -> list[MarkCalendar]:
    """The tables of months down, under headings, that a table is or ends in, whatever they hold."""
    if table.holds_tables:
        return []
    found = (_calendar(table, label) for label in range(min(2, table.n_cols - 1)))
    return [calendar for calendar in found if calendar is not None]


def _holds_marks(calendar: MarkCalendar) -> bool:
    """Whether a calendar holds nothing but marks and such words as stand for them."""
    texts = [_text(cell) for cell in calendar.marks]
    marks = sum(bool(_MARK.match(text)) for text in texts)
    words = all(_MARK.match(text) or _WORD.match(text) for text in texts)
    pointed = any(map(_POINTED.match, texts)) and not any(text[0] in _PLANNED for text in texts)
    return words and not pointed and marks >= _FEWEST_MARKS and 2 * marks > len(texts)


def _calendar(table: Table, label: int) -> MarkCalendar | None:
    """The calendar whose months stand in the column `label`: the first, or one behind that of the years or quarters."""
    labels = [cell for cell in table.cells if cell.col <= label < cell.col + cell.colspan]
    if sum(bool(_months(cell.text)) for cell in labels) < _FEWEST_LABELS:
        return None
    rows = sorted({cell.row for cell in table.cells if solid(cell.text)})
    months: dict[int, tuple[int, ...]] = {}
    firsts: dict[int, tuple[int, ...]] = {}
    for row in reversed(rows):
        first = table.at(row, label)
        named = _months(first.text) if first is not None else ()
        if first is None or not named:
            break
        months[row] = named
        firsts[first.row] = named  # a month may reach over several rows
    places = [FISCAL_MONTHS.index(month) for named in reversed(firsts.values()) for month in named]
    if len(places) < _FEWEST_MONTHS or len(firsts) < _FEWEST_LABELS:
        return None
    if places != list(range(places[0], places[0] + len(places))):
        return None
    above = [row for row in rows if row < min(months)]
    if not above or not _is_head(table, above[-1], label):
        return None
    corner = table.at(above[-1], label)
    top = corner.row if corner is not None else above[-1]
    over = [row for row in rows if row < top]
    title = _title(table, over[-1]) if over else None
    cut = over[-1] if title is not None else top
    kept = [cell for cell in table.cells if cell.row < cut]
    if any(cell.row + cell.rowspan > cut for cell in kept):
        return None
    return MarkCalendar(table, above[-1], label, months, title, replace(table, n_rows=cut, cells=kept))


def _months(text: str) -> tuple[int, ...]:
    """The month that a label names, or the months of its quarter or half-year."""
    month = header_month(solid(text))
    if month is not None:
        return () if solid(text).isdigit() else (month,)
    return months_named(text)


def read_mark_calendar(calendar: MarkCalendar, scope: Scope, recorder: Recorder) -> None:
    """Records every mark of a calendar with its activity and month; one under no activity is in doubt.

    In a report on what was done, symbols that its legend explains as statuses are rejected where no other mark stands
    beside them: they may judge the month.
    """
    table = calendar.table
    year = year_of(calendar, scope)
    planned = any(_text(cell)[0] in _PLANNED for cell in calendar.marks)
    for cell in calendar.marks:
        where = Locator(cell.place, table.index, cell.row, cell.col)
        months = calendar.months[cell.row]
        unsure = not planned or bool(_POINTED.match(_text(cell)))
        if unsure and not scope.header.is_plan and symbol_of(cell.text) in scope.explained:
            recorder.reject(where, cell.text, _JUDGED)
            continue
        head = table.at(calendar.head, cell.col)
        activity = tidy(joined([line.text for line in head.lines])) if head is not None else ""
        numbered = NUMBERED.match(fold(activity))
        doubt = doubt_in(cell) or (None if activity else _NO_ACTIVITY) or (None if year else NO_YEAR)
        for month in months:
            recorder.add(
                "schedule_mark",
                where,
                cell.text,
                "mark_calendar",
                doubt or (PART if len(months) > 1 else None),
                fiscal_year=year,
                item_no=numbered["no"] if numbered else None,
                activity_ja=numbered["name"] if numbered else activity,
                month=month_in_year(year, month) if year else None,
                mark=_text(cell),
                section=calendar.title or scope.section_path,
            )


def year_of(calendar: MarkCalendar, scope: Scope) -> int | None:
    """The fiscal year of a calendar: that of its title, else of what it stands under, else of the report."""
    named = {found.value for found in fiscal_years_in(fold(without_asides(calendar.title or "")))}
    return named.pop() if len(named) == 1 else scope.fiscal_year or scope.header.fiscal_year


def reject_unread_marks(table: Table, recorder: Recorder) -> None:
    """Rejects, with their places, the marks of a grid that was taken for none: ● in columns side by side."""
    marks = [cell for cell in table.cells if not cell.tables and _MARK.match(_text(cell))]
    planned = any(_text(cell)[0] in _PLANNED for cell in marks)
    if table.n_cols < _FEWEST_COLUMNS or len(marks) < _FEWEST_MARKS or len({c.col for c in marks}) < 2 or not planned:
        return
    for cell in marks:
        recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _UNREAD)


def reject_loose_marks(lines: Iterable[Line], recorder: Recorder) -> None:
    """Rejects the marks that stand behind names in lines of running text: rows of a grid that was not seen as one."""
    rows = [line.pieces for line in lines if len(line.pieces) > 1 and not _LOOSE_MARK.match(solid(line.pieces[0].text))]
    marks = [piece for pieces in rows for piece in pieces[1:] if _LOOSE_MARK.match(solid(piece.text))]
    for piece in marks if len(marks) >= _FEWEST_MARKS else ():
        recorder.reject(Locator(piece.place), piece.text, _UNREAD)


def _of_row(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.row == row]


def _text(cell: Cell) -> str:
    return solid(joined([line.text for line in cell.lines]))


def _is_head(table: Table, row: int, label: int) -> bool:
    """Whether a row names activities beside what may stand over months."""
    cells = [table.at(row, col) for col in range(label + 1, table.n_cols)]
    corner = table.at(row, label)
    names = [cell for cell in cells if cell is not None and solid(cell.text)]
    plain = not any(is_figure_text(cell.text) or _MARK.match(_text(cell)) for cell in names)
    over = solid(corner.text) if corner is not None else ""
    return bool(names) and plain and len(over) <= _LONGEST_CORNER and not is_figure_text(over)


def _title(table: Table, row: int) -> str | None:
    """The words of a row as the title that begins at its left end and that the columns may cut, or None."""
    cells = [cell for cell in sorted(_of_row(table, row), key=lambda cell: cell.col) if solid(cell.text)]
    adjoin = [cell.col for cell in cells] == list(range(len(cells)))
    if not cells or not adjoin or len(cells) > 2 or any(is_figure_text(cell.text) for cell in cells):
        return None
    return tidy("".join(cell.text for cell in cells))
