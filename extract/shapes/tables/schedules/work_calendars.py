"""Calendars of work: what is done in a month stands in words below or beside the month, several lines to a cell.

月     業務グループ          保健グループ            区分      4月            5月
4月    ・申請書の点検        ・受診券の送付          業務      ・窓口の点検   ・研修会
5月                          ・会場の選定            保健                     ・会場の選定
                             ・健診機関との協議
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import fiscal_years_in, month_in_year
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.ditto import ditto
from extract.shapes.plan.plan_text import kind_of, tells
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labelled.grids import Band, is_figure_text
from extract.shapes.tables.months.month_bands import month_bands
from extract.shapes.tables.schedules.mark_calendars import MarkCalendar, calendars
from extract.shapes.tables.schedules.parts import months_of, parts_band
from extract.shapes.text.passages import Passage, passages_of

_FEWEST = 3
_SHORTEST, _LONGEST = 2, 40
#: Such a part of the lines begins with bullets where each is something to be done; words that say when or how far
#: (準備, 実施) come again and are shorter.
_MOST, _MEAN_CHARS = 0.6, 5
_ARROW = re.compile(r"^[←→⇒⇐]|[→⇒]$")
_PLANNING = re.compile(r"スケジュール|カレンダー|日程|年間(?:予定|計画|行事)|工程|行事|予定|実施計画")
_WORDS_ALONE = "words below a month without bullets, taken for what is done then"
_NOT_SAID = "nothing over this calendar says that it is what is planned"
_PART = "printed for several months; in which of them is not said"
_NO_YEAR = "no fiscal year is printed for this calendar"


@dataclass(frozen=True)
class _Entry:
    """A cell of a calendar: its months, the words over or beside it, and its lines; `ditto` is what it prints where it
    says only that the lines are those above it.
    """

    cell: Cell
    months: tuple[int, ...]
    head: str
    lines: tuple[Passage, ...]
    ditto: str | None = None


@dataclass(frozen=True)
class WorkCalendar:
    """A calendar with its `title` and whether its lines are `bulleted`; `rest` is the table above it, if any."""

    entries: tuple[_Entry, ...]
    title: str | None
    bulleted: bool
    rest: Table | None


def work_calendar(table: Table, scope: Scope) -> WorkCalendar | None:
    """The calendar of work that a table is, or None; what its title calls one may hold short words that come again."""
    if table.holds_tables:
        return None
    for frame in calendars(table):
        down = tuple(_said_again(_down(frame)))
        bulleted = _is_bulleted(down)
        if _holds_work(down) and (bulleted or _are_activities(down) or _is_titled(scope, frame.title)):
            return WorkCalendar(down, frame.title, bulleted, frame.rest)
    across = tuple(_across(table))
    holds = _holds_work(across) and _is_bulleted(across) and not _are_marked(across)
    return WorkCalendar(across, None, True, None) if holds else None


def read_work_calendar(calendar: WorkCalendar, table: Table, scope: Scope, recorder: Recorder) -> None:
    """Records what is done in every month: each line is an activity, its mark the bullet before it."""
    named = {found.value for found in fiscal_years_in(fold(without_asides(calendar.title or "")))}
    year = named.pop() if len(named) == 1 else scope.fiscal_year or scope.header.fiscal_year
    planned = scope.header.is_plan or _is_titled(scope, calendar.title)
    unsure = None if calendar.bulleted else _WORDS_ALONE
    unsure = unsure or (None if planned else _NOT_SAID) or (None if year else _NO_YEAR)
    above = [*scope.section, *([calendar.title] if calendar.title else [])]
    for entry in calendar.entries:
        for line in entry.lines:
            part = _PART if len(entry.months) > 1 else None
            for month in entry.months:
                recorder.add(
                    "schedule_mark",
                    Locator(entry.cell.place, table.index, entry.cell.row, entry.cell.col),
                    entry.ditto or line.printed,
                    "work_calendar",
                    doubt_in(entry.cell) or unsure or part,
                    fiscal_year=year,
                    item_no=None,
                    activity_ja=line.body,
                    month=month_in_year(year, month) if year else None,
                    mark=line.symbols[0].text if line.symbols else line.mark or line.body,
                    section=" > ".join([*above, *([entry.head] if entry.head else [])]) or None,
                )


def _is_titled(scope: Scope, title: str | None) -> bool:
    """Whether a title over a calendar, or that of the report, says that it is what is planned."""
    titles = (title or "", *scope.caption[-1:], *scope.section[-1:], scope.header.title or "")
    return any(_PLANNING.search(solid(text)) for text in titles)


def _down(frame: MarkCalendar) -> Iterator[_Entry]:
    for cell in frame.marks:
        head = frame.table.at(frame.head, cell.col)
        rows = range(cell.row, cell.row + cell.rowspan)
        months = tuple(month for row in rows for month in frame.months.get(row, ()))
        yield _Entry(cell, months, _words(head), _lines(cell))


def _said_again(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """The entries of a calendar whose months run down; a ditto mark (〃, 同上) stands for the lines above it."""
    above: dict[int, tuple[Passage, ...]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.cell.row, entry.cell.col)):
        col, text = entry.cell.col, tidy(entry.cell.text)
        if ditto(text) == "" and col in above:
            yield replace(entry, lines=above[col], ditto=text)
            continue
        above[col] = entry.lines
        yield entry


def _across(table: Table) -> Iterator[_Entry]:
    """The entries of a calendar whose months run across; none of a table with a figure below them, which is no work."""
    below = list(_below_months(table))
    if any(is_figure_text(cell.text) for cell, *_ in below):
        return
    for cell, months, band, row in below:
        yield _Entry(cell, months, " ".join(band.row_labels(row)), _lines(cell))


def _below_months(table: Table) -> Iterator[tuple[Cell, tuple[int, ...], Band, int]]:
    """The cells below months across that hold anything, each with its months, and the band and row it stands in."""
    parts = parts_band(table)
    for band in month_bands(table) or ([parts] if parts is not None else []):
        over = {col: (month,) for col, month in band.months.items()} or _months_of(band)
        for row in band.body:
            for col in over:
                cell = table.at(row, col)
                if cell is None or (cell.row, cell.col) != (row, col) or is_blank(cell.text):
                    continue
                months = tuple(month for c in range(col, col + cell.colspan) for month in over.get(c, ()))
                yield cell, months, band, row


def _months_of(band: Band) -> dict[int, tuple[int, ...]]:
    return {col: months_of(part) for col, part in band.parts.items()}


def _lines(cell: Cell) -> tuple[Passage, ...]:
    """What stands in a cell line by line, but where a line that fills the cell goes on in the next one."""
    items = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
    return tuple(
        part
        for item in items
        for part in ([Passage([line]) for line in item.lines] if _are_apart(item, cell) else [item])
    )


def _are_apart(passage: Passage, cell: Cell) -> bool:
    if passage.mark is not None or cell.box is None or len(passage.lines) < 2:
        return False
    room = [cell.box[2] - line.box[2] > 2 * (line.size or 0.0) for line in passage.lines[:-1] if line.box is not None]
    return len(room) == len(passage.lines) - 1 and all(room)


def _words(cell: Cell | None) -> str:
    return tidy(joined([line.text for line in cell.lines])) if cell is not None else ""


def _holds_work(entries: tuple[_Entry, ...]) -> bool:
    """Whether all that stands in the months are short lines of words that tell nothing of the past."""
    lines = [line for entry in entries for line in entry.lines]
    texts = [solid(line.body) for line in lines]
    fits = all(_SHORTEST <= len(text) <= _LONGEST and not _is_mark(text) for text in texts)
    return len(texts) >= _FEWEST and fits and not any(map(tells, texts))


def _is_mark(text: str) -> bool:
    return is_figure_text(text) or symbol_of(text) is not None or bool(_ARROW.search(text))


def _is_bulleted(entries: tuple[_Entry, ...]) -> bool:
    lines = [line for entry in entries for line in entry.lines]
    return sum(kind_of(line.mark) in ("bullet", "head") for line in lines) >= _MOST * len(lines) > 0


def _are_marked(entries: tuple[_Entry, ...]) -> bool:
    """Whether a mark in each month has but a word behind it (●発送), and what is done stands beside the row."""
    lines = [line for entry in entries for line in entry.lines]
    short = sum(len(solid(line.body)) for line in lines) < _MEAN_CHARS * len(lines)
    return short and all(entry.head and len(entry.lines) == 1 for entry in entries)


def _are_activities(entries: tuple[_Entry, ...]) -> bool:
    texts = [solid(line.body) for entry in entries for line in entry.lines]
    return len(set(texts)) >= _MOST * len(texts) and sum(map(len, texts)) >= _MEAN_CHARS * len(texts)
