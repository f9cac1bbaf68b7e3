"""Whether the figures of a row stand where month, year and name say: what no sum can show.

Source of the rules: all rows of a table print a month in the same column; a report cannot know months and quarters that
it has not reached; two different things are not the same to the last digit in every month. Only failures are noted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from extract.certainty.arithmetic.series import Series, year_months
from extract.certainty.findings import Claim, Disagreement
from extract.certainty.printed import number, spot, where
from extract.facts import Row
from extract.normalise.dates import month_in_year
from extract.recorder import Recorder
from extract.shapes.context import Header

COLUMN, REACHED, REPEATED = "month_column", "month_reached", "row_repeated"
#: Figures may be a little younger than the date a report names (results known when it was written) …
_GRACE_MONTHS = 2
#: Rows that agree in every month are one row read twice if they have at least so many different figures.
_TELLING = 4
_PLANNED = re.compile(r"計画|予定|見込|目標")
_LAST_MONTHS = {"Q1": 6, "Q2": 9, "H1": 9, "Q3": 12, "Q4": 3, "H2": 3, "FY": 3}


def claims(recorder: Recorder, series: Sequence[Series], header: Header) -> list[Claim]:
    """What the places of figures say against them."""
    return [*_column_claims(series), *_reached_claims(recorder, header), *_repeated_claims(series)]


# ── the column of a month ─────────────────────────────────────────────────────────────────────────────────────────────


def _column_claims(series: Sequence[Series]) -> Iterator[Claim]:
    """A row whose months stand in other columns than those of most rows of its table."""
    tables: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for one in series:
        if one.table[1] is not None:
            tables[one.table].append(one)
    for rows in tables.values():
        places = [_places(one) for one in rows]
        for one, own in zip(rows, places, strict=True):
            against = [other for other, theirs in zip(rows, places, strict=True) if _clash(own, theirs)]
            with_it = [
                other for other, theirs in zip(rows, places, strict=True) if theirs is not own and _same(own, theirs)
            ]
            if not _ascends(own):
                yield Claim(COLUMN, False, one.rows, _order_words(one))
            elif len(against) > len(with_it):
                yield Claim(COLUMN, False, one.rows, _column_words(one, against[0]))


def _places(one: Series) -> dict[int, tuple[str, int]]:
    """Where each calendar month of the row stands: its column, or its row where months run down."""
    spots = {row["month"].month: spot(row) for row in one.rows}
    columns = {month: ref["col"] for month, ref in spots.items() if ref.get("col") is not None}
    if len(set(columns.values())) > 1:
        return {month: ("column", col) for month, col in columns.items()}
    return {month: ("row", ref["row"]) for month, ref in spots.items() if ref.get("row") is not None}


def _ascends(own: dict[int, tuple[str, int]]) -> bool:
    """Whether the months follow one another from the first place to the last, from whichever month or backwards."""
    months = [month for month, _ in sorted(own.items(), key=lambda item: item[1])]
    fiscal = [(month - 4) % 12 for month in months]
    return fiscal in (sorted(fiscal), sorted(fiscal, reverse=True)) or months in (sorted(months), sorted(months)[::-1])


def _order_words(one: Series) -> str:
    first, last = one.rows[0], one.rows[-1]
    return f"the months of {one.measure} ({where(first)} to {where(last)}) do not follow one another across the table"


def _clash(own: dict[int, tuple[str, int]], theirs: dict[int, tuple[str, int]]) -> bool:
    """Whether both have the same months and use one place for different ones of them."""
    shared = own.keys() & theirs.keys()
    used = {place: month for month, place in theirs.items()}
    return len(shared) > 1 and any(used.get(own[month], month) != month for month in shared)


def _same(own: dict[int, tuple[str, int]], theirs: dict[int, tuple[str, int]]) -> bool:
    shared = own.keys() & theirs.keys()
    return len(shared) > 1 and all(own[month] == theirs[month] for month in shared)


def _column_words(one: Series, other: Series) -> str:
    month = next(m for m in one.rows if _places(one)[m["month"].month] != _places(other).get(m["month"].month))
    return (
        f"{one.measure} of {month['month']:%Y-%m} ({where(month)}) stands elsewhere than that month does in "
        f"{other.measure} (from {where(other.rows[0])}); the figures may be of other months"
    )


# ── months not reached ────────────────────────────────────────────────────────────────────────────────────────────────


def _reached_claims(recorder: Recorder, header: Header) -> Iterator[Claim]:
    """Results of months that the report has not reached: its row was read under the wrong year or column."""
    limit = _last_known(header)
    if limit is None:
        return
    for rows in _groups(recorder):
        late = [row for row in rows if (end := _end(row)) is not None and _months_between(limit, end) > _GRACE_MONTHS]
        if late:
            first = late[0]
            detail = (
                f"{first.get('measure_ja') or first.get('kpi_text')} of {_end(first):%Y-%m} ({where(first)}) is later "
                f"than {limit:%Y-%m}, to which the report runs; year or column of the row may be another"
            )
            yield Claim(REACHED, False, rows, detail)


def _last_known(header: Header) -> date | None:
    if header.fiscal_year is None:
        return None
    if header.report_kind in ("plan", "action_plan"):
        return month_in_year(header.fiscal_year - 1, 3)
    return header.as_of or month_in_year(header.fiscal_year, _LAST_MONTHS.get(header.period or "FY", 3))


def _groups(recorder: Recorder) -> Iterator[list[Row]]:
    """The rows of months, the rows of quarters, and single results."""
    months: dict[object, list[Row]] = defaultdict(list)
    for row in recorder.of("monthly_actual"):
        months[row.get("series_id") or id(row)].append(row)
    quarters: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in recorder.of("period_figure"):
        ref = spot(row)
        if ref.get("table") is not None and not _PLANNED.search(f"{row['measure_ja']}{row['dimension'] or ''}"):
            quarters[ref.get("page"), ref["table"], ref["row"]].append(row)
    yield from months.values()
    yield from quarters.values()
    yield from ([row] for row in recorder.of("kpi_actual"))


def _end(row: Row) -> date | None:
    """The last month of what a result covers; None where it is no result of a part of a year."""
    if row.get("month") or row.get("as_of"):
        end: date = row.get("month") or row["as_of"]
        return end
    period = str(row.get("period") or "")
    if row["fiscal_year"] is None or period in ("FY", "") or period not in _LAST_MONTHS:
        return None
    return month_in_year(row["fiscal_year"], _LAST_MONTHS[period])


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


# ── the same row under two names ──────────────────────────────────────────────────────────────────────────────────────


def _repeated_claims(series: Sequence[Series]) -> Iterator[Claim]:
    """Two rows with the same figure in every month, read as two years: one of them was read twice."""
    named: dict[str, list[Series]] = defaultdict(list)
    for one in series:
        named[one.name].append(one)
    for left, right in (pair for own in named.values() for pair in combinations(own, 2)):
        if left.fiscal_year == right.fiscal_year or not _is_same_row(left, right):
            continue
        detail = (
            f"{left.measure} of {left.fiscal_year} (from {where(left.rows[0])}) and {right.measure} of "
            f"{right.fiscal_year} (from {where(right.rows[0])}) are the same in all {len(left.rows)} months"
        )
        told = Disagreement(left.rows[0], right.rows[0], _year(left), _year(right))
        yield Claim(REPEATED, False, (*left.rows, *right.rows), detail, disagreement=told)


def _is_same_row(left: Series, right: Series) -> bool:
    if len({row["value"] for row in left.rows}) < _TELLING or len(left.rows) != len(right.rows):
        return False
    months = zip(_in_order(left), _in_order(right), strict=True)
    return all(here == there for here, there in months)


def _in_order(one: Series) -> list[tuple[int, float]]:
    year = year_months(one.fiscal_year)
    return [(year.index(row["month"]), float(row["value"])) for row in one.rows]


def _year(one: Series) -> str:
    first = one.rows[0]
    return f"{number(first['value'], first['unit'])} for {first['month']:%Y-%m}"
