"""Grids of marks (●, →, words) to schedule marks: by months, by quarters or by half-years."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.arrows import short_arrows
from extract.normalise.dates import month_in_year
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.status_marks import JUDGE_WORD, SHARED, UNEXPLAINED, Mark, read_mark
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labelled.grids import Band
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.plans.plan_columns import role_of, scheduled_work
from extract.shapes.tables.schedules.mark_calendars import NUMBERED
from extract.shapes.tables.schedules.parts import months_of

_MARK = re.compile(r"^[●○◎◯〇■□★☆▲△◆◇]$|^[←→⇒⇐]|[→⇒]$")
#: Symbols that judge and plan nothing.
_STATUSES = frozenset("◎△▲×")
_DASH = "－"
_JUDGES = re.compile(rf"(?:{JUDGE_WORD})(?:[(].*[)])?")
#: Headings below a part of the year: over marks of what was planned for it, and over what became of that.
_PLANNED, _DONE = re.compile(r"計画|予定|当初計画"), re.compile(rf"実績|結果|実施(?:状況)?|進捗|{JUDGE_WORD}")
_PART = "printed for a quarter or half-year; in which of its months is not said"
_MAY_JUDGE = "marks such as × stand beside it: it may judge the month and not plan it"
_JUDGED = "a mark under a part of the year that may plan or judge; look at the page and add a correction"
_NO_MARK = "figures among marks, run together; look at the page and add a correction"
#: Columns that name no activity, and that of its difficulty.
_NO_NAMES = frozenset({"owner", "importance", "difficulty"})
#: A month and what is done in it: 6月 開催案内.
_DATED = re.compile(r"(?P<month>1[0-2]|[1-9])月[::\s]*(?P<words>[^\d~・、,\s][^~]*)$")
#: Figures, unlike days (15日) and counts of times (2回).
_FIGURES = re.compile(r"\d{4}|\d,\d{3}")
#: Who is in charge, in brackets at the end of a title: no mark.
_IN_CHARGE = re.compile(r"^[【\[〔(（][^】\]〕)）]*(?:グループ|担当|[GＧ課室部])[】\]〕)）]$")
_SEVERAL = "the marks of this row stand at several heights; it may be several activities that no rule parts"
#: Marks are on one height if theirs differ by less than this part of a line's height.
_LEVEL = 0.4
_NO_ACTIVITY = "no activity is printed beside the mark"
_SLIPPED = "the conversion set this row one column too far left"
_NUMBER = re.compile(r"^(?:[①-⑳]|[\((]?\d{1,2}[\))]?|[ivx]{1,4}[\))]?)$")


def read_schedule(table: Table, band: Band, scope: Scope, recorder: Recorder) -> None:
    """Records every mark of the band with its activity, number and month; a cell over several months is one mark for
    each of them, and so is one for a quarter or half-year, in doubt since nothing says which of its months are meant.
    """
    if (beside := _planned_and_done(table, band)) is not None:
        _read_statuses(table, replace(band, body=band.body[1:], parts=beside), scope, recorder, planned=set(band.parts))
        return
    columns = _columns_of_months(table, band) or _months_of_parts(band)
    may_judge = _may_be_judged(table, band, scope)
    judged = may_judge and not band.months
    if (judged and _are_explained(table, band, scope)) or _stands_under_judgement(table, band, scope):
        _read_statuses(table, band, scope, recorder)
        return
    year = scope.fiscal_year or scope.header.fiscal_year
    number: str | None = None
    named = _label_columns(table, band)
    for row in band.body:
        labels = [cell for col in named if (cell := table.at(row, col)) is not None]
        if labels and all(cell.row in band.head for cell in labels):
            continue  # below the months their parts: 上旬, 中旬, 下旬
        slipped = _is_slipped(table, band, row, labels) if band.months else False
        number, activity = _activity(labels[:-1] if slipped else labels, row, number)
        several_here = _holds_several(table, row, labels, columns)
        for col, months in columns.items():
            cell = table.at(row, col - 1 if slipped else col)
            if cell is None or cell.row != row or (cell.col < min(columns) and not slipped):
                continue
            mark = short_arrows(solid(joined([line.text for line in cell.lines])))
            if not mark or _IN_CHARGE.search(mark):
                continue
            where = Locator(cell.place, table.index, cell.row, col)
            if (judged and not is_blank(mark)) or _FIGURES.search(mark):
                recorder.reject(where, cell.text, _JUDGED if judged else _NO_MARK)
                continue
            dated = _dated_lines(cell, months) if not band.months else {}
            several = len(months) > 1 and not dated
            doubt = doubt_in(cell) or (_SLIPPED if slipped else _PART if several else None)
            doubt = doubt or (_SEVERAL if several_here else None)
            doubt = doubt or (_MAY_JUDGE if may_judge else None if activity else _NO_ACTIVITY)
            doubt = doubt or (None if year else "no fiscal year is printed for this grid")
            for month in dated or months:
                recorder.add(
                    "schedule_mark",
                    where,
                    cell.text,
                    "month_marks" if band.months else "part_marks",
                    doubt,
                    fiscal_year=year,
                    item_no=number,
                    activity_ja=activity,
                    month=month_in_year(year, month) if year else None,
                    mark=dated.get(month, mark),
                    section=scope.section_path,
                )


def _holds_several(table: Table, row: int, labels: Sequence[Cell], columns: Iterable[int]) -> bool:
    """Whether a row may hold several activities: its name takes several lines, and what stands in its months keeps to
    neither one top, nor one middle, nor one bottom; or a cell prints a mark below a mark.
    """
    names = [cell for cell in labels if cell.row == row and cell.rowspan == 1 and len(cell.lines) > 1]
    found = (table.at(row, col) for col in columns)
    cells = [cell for cell in found if cell is not None and cell.row == row and cell.rowspan == 1 and cell.lines]
    if not names or any(line.box is None for cell in cells for line in cell.lines):
        return False
    if any(sum(bool(_MARK.search(solid(line.text))) for line in cell.lines) > 1 for cell in cells):
        return True
    spans = [(min(line.sides[0] for line in cell.lines), max(line.sides[1] for line in cell.lines)) for cell in cells]
    heights = [[top, (top + bottom) / 2, bottom] for top, bottom in spans]
    slack = _LEVEL * min((line.sides[1] - line.sides[0] for cell in cells for line in cell.lines), default=0.0)
    return len(cells) > 1 and all(max(side) - min(side) > slack for side in zip(*heights, strict=True))


def _dated_lines(cell: Cell, months: Sequence[int]) -> dict[int, str]:
    """What each line of a cell prints behind the month that it begins with (6月 開催案内), by that month; empty where
    lines begin otherwise, or with a month that the heading over them does not hold.
    """
    found = [_DATED.match(fold(line.text).strip()) for line in cell.lines if solid(line.text)]
    dated = {int(each["month"]): tidy(each["words"]) for each in found if each is not None}
    return dated if len(dated) == len(found) and set(dated) <= set(months) else {}


def _columns_of_months(table: Table, band: Band) -> dict[int, tuple[int, ...]]:
    """The month over each column; a heading may span the columns of its parts."""
    columns: dict[int, tuple[int, ...]] = {col: (month,) for col, month in band.months.items()}
    for col, month in band.months.items() if band.head else ():
        head = table.at(band.head[-1], col)
        columns |= dict.fromkeys(range(col, head.col + head.colspan if head is not None else col), (month,))
    return columns


def _label_columns(table: Table, band: Band) -> list[int]:
    """The columns that name activities, without those headed as of who, of when and of how weighty."""
    heads = _heads(table, band, band.label_cols)
    others = {"when", *_NO_NAMES}
    named = [col for col, head in heads.items() if role_of(head) not in others and _holds_words(table, band, col)]
    work = scheduled_work(table, band) if len(named) > 1 else None
    if work is not None and work[0].col < named[-1] and _names_each(table, band, named[-1]):
        named = [col for col in named if col > work[0].col]  # what is planned is a plan; beside it stands what is done
    if named or not band.head:
        return named or band.label_cols
    ahead = range(min(band.months or band.parts))  # who is in charge is no activity: the columns beside it name that
    heads = _heads(table, band, ahead)
    return [col for col, head in heads.items() if role_of(head) not in _NO_NAMES] or band.label_cols


def _heads(table: Table, band: Band, columns: Iterable[int]) -> dict[int, str]:
    """What the headings of some columns say."""
    return {col: "".join(solid(c.text) for row in band.head if (c := table.at(row, col))) for col in columns}


def _holds_words(table: Table, band: Band, col: int) -> bool:
    """Whether anything stands below the heading of a column; one whose cells were read apart names no activity."""
    return any(solid(c.text) for row in band.body if row not in band.head and (c := table.at(row, col)) is not None)


def _names_each(table: Table, band: Band, col: int) -> bool:
    """Whether a column holds words in every row."""
    cells = [table.at(row, col) for row in band.body if row not in band.head]
    texts = [solid(cell.text) if cell is not None else "" for cell in cells]
    return bool(texts) and not any(is_blank(text) or _NUMBER.match(text) or text.isdigit() for text in texts)


def _months_of_parts(band: Band) -> dict[int, tuple[int, ...]]:
    return {col: months_of(part) for col, part in band.parts.items()}


def _may_be_judged(table: Table, band: Band, scope: Scope) -> bool:
    """Whether marks may be statuses: some report that is not a plan prints such as only statuses are."""
    cells = [table.at(row, col) for row in band.body for col in (band.months or band.parts)]
    return not scope.header.is_plan and any(cell is not None and solid(cell.text) in _STATUSES for cell in cells)


def _are_explained(table: Table, band: Band, scope: Scope) -> bool:
    """Whether all marks but dashes are symbols of statuses that the report's legend explains."""
    cells = [table.at(row, col) for row in band.body for col in band.parts]
    symbols = {symbol_of(cell.text) for cell in cells if cell is not None and solid(cell.text)}
    return symbols - {_DASH} <= scope.explained


def _stands_under_judgement(table: Table, band: Band, scope: Scope) -> bool:
    """Whether a heading over the parts of the year says that what stands below them judges, in no plan, and all of
    that is statuses.
    """
    if band.months or scope.header.is_plan:
        return False
    over = [c.text for row in range(band.head[0]) for col in band.parts if (c := table.at(row, col)) and c.colspan > 1]
    cells = [cell for row in band.body for col in band.parts if (cell := table.at(row, col)) is not None]
    texts = [cell.text for cell in cells if solid(cell.text)]
    marks = [read_mark(text, scope.legend) for text in texts]
    graded = any(mark is not None and mark.status and symbol_of(mark.symbol) is None for mark in marks)
    judged = any(_JUDGES.fullmatch(solid(text)) for text in over)
    return bool(marks) and all(marks) and (judged or (graded and all(_is_graded(mark, scope) for mark in marks)))


def _planned_and_done(table: Table, band: Band) -> dict[int, str] | None:
    """The part of the year over each column where each part has one of what was planned and one of what became of it,
    side by side: 第1四半期 over 計画 | 実績. None where they are not so headed.
    """
    if band.months or not band.head:
        return None
    row = band.head[-1] + 1
    columns: dict[int, str] = {}
    for col, part in band.parts.items():
        plan, done = table.at(row, col), table.at(row, col + 1)
        over = table.at(band.head[-1], col + 1)
        if plan is None or done is None or over is None or over.col != col:
            return None
        if not _PLANNED.fullmatch(solid(plan.text)) or not _DONE.fullmatch(solid(done.text)):
            return None
        columns |= {col: part, col + 1: part}
    return columns or None


def _is_graded(mark: Mark | None, scope: Scope) -> bool:
    """Whether a mark is a letter, grade or word of the report's legend, or a dash beside such."""
    return mark is not None and (mark.symbol == _DASH or mark.symbol in scope.legend) and mark.doubt is None


def _read_statuses(
    table: Table, band: Band, scope: Scope, recorder: Recorder, planned: Collection[int] = ()
) -> None:
    """Records the status that each part of the year gives what is printed left of it: the label next to the marks that
    a heading does not call the one in charge or a weight, under those left of that one. Any mark in the columns
    `planned` says that it is to be done then.
    """
    heads = _heads(table, band, band.label_cols)
    named = [col for col in band.label_cols if role_of(heads[col]) not in _NO_NAMES] or band.label_cols
    for row in band.body:
        beside = {id(c): c for col in named if (c := table.at(row, col)) is not None and solid(c.text)}
        labels = [tidy(joined([line.text for line in cell.lines])) for cell in beside.values()]
        own = bool(beside) and list(beside.values())[-1].row == row
        for col, part in band.parts.items():
            cell = table.at(row, col)
            shared = cell is not None and cell.row < row
            mark = read_mark(cell.text, scope.legend) if cell is not None and (own or not shared) else None
            if col in planned and cell is not None and _MARK.search(solid(cell.text)):
                mark = Mark(solid(cell.text), "scheduled")
            if cell is None or mark is None:
                continue
            doubt = doubt_in(cell) or (None if labels else _NO_ACTIVITY) or (SHARED if shared else None)
            recorder.add(
                "plan_status",
                Locator(cell.place, table.index, cell.row, cell.col),
                cell.text,
                "part_statuses",
                doubt or mark.doubt or (None if mark.status else UNEXPLAINED),
                fiscal_year=scope.fiscal_year or scope.header.fiscal_year,
                period=part,
                item_ja=labels[-1] if labels else "",
                symbol=mark.symbol,
                status=mark.status,
                section=" > ".join([*scope.section, *labels[:-1]]) or None,
            )


def _is_slipped(table: Table, band: Band, row: int, labels: list[Cell]) -> bool:
    """Whether a conversion set a row one column too far left: a mark among the labels, none in the last month."""
    first, last = min(band.months), max(band.months)
    if len(labels) < 2 or labels[-1].col != first - 1 or any(cell.box is not None for cell in labels):
        return False
    end = table.at(row, last)
    return bool(_MARK.search(solid(labels[-1].text))) and (end is None or not solid(end.text))


def _activity(labels: list[Cell], row: int, number: str | None) -> tuple[str | None, str]:
    words: list[str] = []
    seen: set[int] = set()
    for cell in labels:
        if id(cell) in seen:
            continue
        seen.add(id(cell))
        text = joined([line.text for line in cell.lines])
        if _NUMBER.match(solid(text)):
            if cell.row == row or cell.rowspan > 1:
                number = solid(text)
        elif text and not read_label(text, None).month:
            words.append(text)
    own = NUMBERED.match(fold(words[-1])) if words else None
    if own is not None and len(words) == 1:
        return own["no"], tidy(own["name"])
    return number, " ".join(words)
