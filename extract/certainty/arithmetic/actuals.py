"""Results that a report prints more than once: in a list and in the body, as a figure and in a row of months.

Source of the rules: the result of one KPI at one date is one number, wherever it is printed. A national average is
another quantity and left out; so is a figure whose basis (単月 or 累計) is not that of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from extract.catalogue import catalogue
from extract.certainty.arithmetic.series import Series
from extract.certainty.findings import Claim, Disagreement, believed, is_sure
from extract.certainty.printed import number, same_to_the_digits, spot, where
from extract.facts import Row
from extract.normalise.dates import month_in_year
from extract.recorder import Recorder

TWICE, IN_SERIES, YEAR_END, SERIES = "actual_twice", "actual_in_series", "year_end", "series_twice"


def claims(recorder: Recorder, series: Sequence[Series]) -> list[Claim]:
    """What results say about one another."""
    actuals = [row for row in recorder.of("kpi_actual") if _is_comparable(row)]
    twice = list(_twice(actuals))
    return [*twice, *_same_name(recorder, twice), *_in_series(actuals, series), *_series_twice(series)]


def _is_comparable(row: Row) -> bool:
    has_value = row["kpi_code"] and row["fiscal_year"] is not None and row["value"] is not None
    return bool(has_value) and row["scope"] == "branch" and is_sure(row)


def _pair_claim(check: str, left: Row, right: Row, what: str) -> Claim:
    unit = left["unit"]
    said = f"{what} is {number(left['value'], unit)} ({where(left)})"
    other = f"{number(right['value'], unit)} ({where(right)})"
    if same_to_the_digits(left, left["value"], right, right["value"]):
        return Claim(check, True, (left, right), f"{said} and again {other}", repeats=True)
    told = Disagreement(left, right, number(left["value"], unit), number(right["value"], unit))
    return Claim(check, False, (left, right), f"{said} but {other}", disagreement=told)


# ── the same result twice ─────────────────────────────────────────────────────────────────────────────────────────────


def _twice(actuals: Sequence[Row]) -> Iterator[Claim]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in actuals:
        if row["as_of"] is not None or row["basis"] == "full_year":
            groups[row["kpi_code"], row["fiscal_year"], row["as_of"], row["unit"]].append(row)
    for rows in groups.values():
        for left, right in combinations(rows, 2):
            if left["basis"] == right["basis"] or None in (left["basis"], right["basis"]):
                yield _pair_claim(TWICE, left, right, f"the result of {left['kpi_code']} {_time(left)}")


def _time(row: Row) -> str:
    return f"at {row['as_of']:%Y-%m}" if row["as_of"] else f"for {row['fiscal_year']}"


def _same_name(recorder: Recorder, twice: Sequence[Claim]) -> Iterator[Claim]:
    """The other figures of a table and KPI whose results another table contradicts: its name may be another KPI's."""
    against: dict[tuple[object, ...], Claim] = {}
    for claim in twice:
        left, right = (_room(row) for row in claim.members)
        if not claim.passed and left != right:
            against |= {room: claim for room in (left, right) if room[1] is not None}
    told = {id(row) for claim in against.values() for row in claim.members}
    for row in recorder.of("kpi_actual") if against else ():
        said = against.get(_room(row))
        if said is not None and id(row) not in told:
            yield Claim(TWICE, False, (row,), f"of the KPI of its table another result contradicts: {said.detail}")


def _room(row: Row) -> tuple[object, object, object]:
    ref = spot(row)
    return ref.get("page"), ref.get("table"), row["kpi_code"]


# ── a result and its row of months ────────────────────────────────────────────────────────────────────────────────────


def _in_series(actuals: Sequence[Row], series: Sequence[Series]) -> Iterator[Claim]:
    """A dated result against its month, a year's result against the running figure of its March.

    Where the row or the result leaves its basis open, agreement is noted and disagreement says nothing.
    """
    for row in actuals:
        month = row["as_of"] or month_in_year(row["fiscal_year"], 3)
        check = IN_SERIES if row["as_of"] else YEAR_END
        found = [_pair_claim(check, row, other.by_month[month], _what(row)) for other in _rows_of(row, month, series)]
        passed = [claim for claim in found if claim.passed]
        yield from passed or [claim for claim in found if _is_same_basis(row, claim.members[1])]


def _what(row: Row) -> str:
    return f"the result of {row['kpi_code']} {_time(row)}"


def _rows_of(row: Row, month: date, series: Sequence[Series]) -> list[Series]:
    return [s for s in series if s.kpi_code == row["kpi_code"] and s.unit == row["unit"] and month in s.by_month]


def _is_same_basis(actual: Row, monthly: Row) -> bool:
    """Whether both say outright what they are, or the catalogue does for the KPI, and it is the same."""
    wanted = "cumulative" if actual["basis"] == "full_year" else actual["basis"]
    usual = catalogue()[actual["kpi_code"]].default_basis
    return bool((wanted or usual) == (monthly["basis"] or usual) and (wanted or monthly["basis"]))


# ── the same row of months twice ──────────────────────────────────────────────────────────────────────────────────────


def _series_twice(series: Sequence[Series]) -> Iterator[Claim]:
    """A row that two tables print (last year's figures beside this year's): they agree but for single cells."""
    groups: dict[tuple[Any, ...], list[Series]] = defaultdict(list)
    for one in series:
        groups[one.measure, one.kpi_code, one.fiscal_year, one.basis, one.unit].append(one)
    for rows in groups.values():
        for left, right in combinations(rows, 2):
            months = [month for month in left.months if month in right.by_month]
            pairs = [(left.by_month[month], right.by_month[month]) for month in months]
            if believed(pairs, lambda pair: bool(pair[0]["value"] == pair[1]["value"])):
                for here, there in pairs:
                    yield _pair_claim(SERIES, here, there, f"{left.measure} of {here['month']:%Y-%m}")
