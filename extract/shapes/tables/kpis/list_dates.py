"""Columns of a KPI list that say of when the results beside them are: which of the results each of them dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.document import Cell, Table
from extract.normalise.dates import PERIOD_ENDS, month_named
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.labels import Label, read_label

#: What heads a column by when something is to be reached or told, and not of when a result is.
_TO_COME = re.compile(r"期限|(?:達成|目標|実施|完了|開始|公表|更新)(?:予定|見込|時期|年月?|期日)|予定|次回")
#: A day with its month in figures alone, its year before it or not: 9/30, R7.9.30.
_DAY = re.compile(
    r"^(?:(?P<year>(?:令和|R|20)?\d{1,2})[./-])?(?P<month>1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])"
)
#: What heads a row or a column of dates.
_WHEN_LABEL = re.compile(r"[(]?(?:(?:実績)?時点|基準(?:月|日|年月日?|時点)|集計(?:月|日|時点))[)]?")
_YEAR = re.compile(r"年度|通期|年間")
_WHEN_UNREAD = "the column of dates says of when it is in words that name no month"


@dataclass(frozen=True)
class DateColumn:
    """The column that dates a result; `own` where it is of that result, and not of this year's results of the row."""

    col: int
    own: bool


def stamp_in(text: str) -> tuple[str, str | None]:
    """What a cell of a column of dates says, a day in figures alone or a part of the year as its month; the doubt where
    that names neither a month nor a year.
    """
    said = solid(text)
    if is_blank(text) or month_named(said, 1) is not None or _YEAR.search(said):
        return said, None
    if (day := _DAY.match(said)) is not None:
        year = (day["year"] or "").removeprefix("R")
        if year:
            year = f"{year}年" if year.startswith(("20", "令和")) else f"令和{year}年"
        return f"{year}{int(day['month'])}月", None
    period = read_label(said, None).period
    if period in PERIOD_ENDS:
        return f"{PERIOD_ENDS[period]}月", None
    return said, _WHEN_UNREAD


def date_beside(table: Table, cell: Cell) -> str:
    """What the one row or column of dates of a table of any build says of a figure that it crosses: 時点 | 9月末."""
    labels = [other for other in table.cells if _WHEN_LABEL.fullmatch(solid(other.text))]
    if len(labels) != 1:
        return ""
    label = labels[0]
    across = label.col < cell.col and not label.row <= cell.row < label.row + label.rowspan
    at = table.at(label.row, cell.col) if across else table.at(cell.row, label.col)
    return at.text if at is not None and at is not label and at is not cell else ""


def dates_of(
    table: Table, first: int, whens: Sequence[int], results: Mapping[int, Label], targets: Sequence[int]
) -> dict[int, DateColumn]:
    """The column that dates each of the `results`.

    A column of dates is of the results under the same upper heading; without one, of several each is of the results
    that it follows, or goes before, and one alone of all in its row. The nation's results stand under no such heading.
    """
    found: dict[int, DateColumn] = {}
    whens = [when for when in whens if not _is_of_time_to_come(table, first, when)]
    for when in whens:
        group = _group(table, first, when, results, targets)
        dated = group if group is not None else _beside(when, whens, results)
        own = (group is not None or len(whens) > 1) and len({results[col].fiscal_year for col in dated}) == 1
        for col in dated:
            found.setdefault(col, DateColumn(when, own))
    if len(whens) == 1:
        for col in (col for col, label in results.items() if label.national and not label.prior):
            found.setdefault(col, DateColumn(whens[0], False))
    return found


def _is_of_time_to_come(table: Table, first: int, col: int) -> bool:
    """Whether a heading over dates says by when targets are to be reached: 達成期限, 次回公表予定."""
    heads = (table.at(row, col) for row in range(first))
    return any(head is not None and _TO_COME.search(solid(head.text)) for head in heads)


def _group(
    table: Table, first: int, when: int, results: Mapping[int, Label], targets: Sequence[int]
) -> list[int] | None:
    """The results under the nearest heading over a column of dates and others, none where it is over targets alone."""
    for row in range(first - 1, -1, -1):
        head = table.at(row, when)
        if head is None or head.colspan < 2 or head.colspan >= table.n_cols or not solid(head.text):
            continue
        cols = range(head.col, head.col + head.colspan)
        under = [col for col in cols if col in results]
        if under:
            return under
        if any(col in targets for col in cols):
            return []
    return None


def _beside(when: int, whens: Sequence[int], results: Mapping[int, Label]) -> list[int]:
    """The results that a column of dates without an upper heading is of."""
    if len(whens) == 1:
        return list(results)
    if min(whens) > min(results, default=0):
        before = max((other for other in whens if other < when), default=-1)
        return [col for col in results if before < col < when]
    after = min((other for other in whens if other > when), default=max(results, default=when) + 1)
    return [col for col in results if when < col < after]
