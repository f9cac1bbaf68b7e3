"""Rows of months: what is wrong with a row as a whole, though each of its months could stand.

A row is one series of one report and fiscal year. All findings go by fact, so that each leads back to its cell. Facts
that are flagged already, and those that a reviewer confirmed, take part as neighbours and get no findings of their own.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from expectations.severities import bound

Months = npt.NDArray[np.float64]
Findings = dict[str, str]

#: Agreement of sums of printed decimals, which binary numbers only nearly hold.
_EXACT = 1e-6


@dataclass(frozen=True)
class Line:
    """One row of months: values and facts by fiscal month (0 is April), NaN and None where nothing is printed."""

    report_id: str
    table: str
    position: tuple[int, int]
    measure: str
    code: str | None
    basis: str
    unit: str
    branch: str
    fiscal_year: int
    values: Months
    facts: tuple[str | None, ...]
    columns: tuple[int | None, ...]

    @property
    def name(self) -> str:
        """The row as a reviewer would call it."""
        return f"{self.measure} {self.fiscal_year}年度"

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which months are printed."""
        return ~np.isnan(self.values)

    @property
    def is_telling(self) -> bool:
        """Whether the row could not be equal to another one by chance."""
        printed = self.values[self.known]
        enough = len(printed) >= bound("row_months")
        return bool(enough and len(set(printed.tolist())) >= bound("row_distinct_values"))


#: What a line takes from the facts of its months.
_OF_A_MONTH = [
    "report_id", "branch_code", "fiscal_year", "month", "measure_ja", "kpi_code", "basis", "value", "unit", "fact_id",
    "review_state", "source_ref",
]  # fmt: skip


def lines_of(months: pd.DataFrame) -> list[Line]:
    """The rows of all reports. A row that names a month twice is two rows that one label covers: it is left out."""
    keys = ["report_id", "series_id", "fiscal_year", "basis"]
    trusted = months[(months["review_state"] != "flagged") & months["value"].notna() & months["month"].notna()]
    numbers = trusted.groupby(keys, dropna=False, sort=False).ngroup()
    together: dict[int, list[dict[str, Any]]] = {}
    for number, values in zip(numbers, trusted[_OF_A_MONTH].itertuples(index=False, name=None), strict=True):
        together.setdefault(number, []).append(dict(zip(_OF_A_MONTH, values, strict=True)))
    return [line for records in together.values() if (line := _line(records)) is not None]


def _line(records: Sequence[Mapping[str, Any]]) -> Line | None:
    values = np.full(12, np.nan)
    facts: list[str | None] = [None] * 12
    columns: list[int | None] = [None] * 12
    for row in records:
        month = (pd.Timestamp(row["month"]).month - 4) % 12
        if facts[month] is not None:
            return None
        values[month], facts[month] = row["value"], row["fact_id"]
        if row["review_state"] != "derived":  # a derived fact was put into a blank cell
            columns[month] = place_of(row).get("col")
    first = records[0]
    place = place_of(first)
    return Line(
        str(first["report_id"]),
        f"{first['report_id']} {place.get('page')} {place.get('table')}",
        (int(place.get("row") or 0), int(place.get("col") or 0)),
        str(first["measure_ja"]),
        first["kpi_code"] if isinstance(first["kpi_code"], str) else None,
        str(first["basis"]),
        str(first["unit"]),
        str(first["branch_code"]),
        int(first["fiscal_year"]),
        values,
        tuple(facts),
        tuple(columns),
    )


def place_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The place of a fact; empty if it has none that can be read (another expectation says so)."""
    try:
        place = json.loads(row["source_ref"])
    except (TypeError, ValueError):
        return {}
    return place if isinstance(place, dict) else {}


def _by_table(lines: Sequence[Line]) -> list[list[Line]]:
    tables: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        tables[line.table].append(line)
    return [sorted(own, key=lambda line: line.position) for own in tables.values()]


# ── references: a cell stands in the column of its month ──────────────────────────────────────────────────────────────


def out_of_order(lines: Sequence[Line]) -> Findings:
    """Months of a row whose columns run otherwise than its months."""
    found: Findings = {}
    for line in lines:
        columns = [(month, column) for month, column in enumerate(line.columns) if column is not None]
        steps = [later[1] - earlier[1] for earlier, later in zip(columns, columns[1:], strict=False)]
        if len(columns) < bound("row_months") or len({column for _, column in columns}) < len(columns):
            continue
        if sum(step > 0 for step in steps) < len(steps) - 2 or all(step > 0 for step in steps):
            continue  # months that run downwards or in blocks have no order of columns
        for (month, _), step in zip(columns[1:], steps, strict=True):
            if step < 0:
                _say(found, line.facts[month], f"{line.name}: {_label(month)} stands left of {_label(month - 1)}")
    return found


def out_of_column(lines: Sequence[Line]) -> Findings:
    """Months that stand in a column where the other rows of the table have another month."""
    found: Findings = {}
    for table in _by_table(lines):
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for line in table:
            for month, column in enumerate(line.columns):
                if column is not None:
                    votes[column][month] += 1
        for line in table:
            for month, column in enumerate(line.columns):
                if column is None:
                    continue
                usual, count = votes[column].most_common(1)[0]
                others = sum(votes[column].values())
                if usual != month and votes[column][month] == 1 and count >= 2 and count == others - 1:
                    sentence = f"{line.name}: read as {_label(month)}, {count} other rows have {_label(usual)} there"
                    _say(found, line.facts[month], sentence)
    return found


def begun_late(lines: Sequence[Line]) -> Findings:
    """First months of rows that begin in May: a row begins in April, or with a quarter or half year."""
    found: Findings = {}
    for line in lines:
        if line.known.sum() >= bound("row_months") and int(np.argmax(line.known)) == 1:
            _say(found, line.facts[1], f"{line.name}: begins in {_label(1)}, a row begins in {_label(0)}")
    return found


def years_out_of_order(lines: Sequence[Line]) -> Findings:
    """Pairs of rows whose years stand the other way round than those of every other measure of the table."""
    found: Findings = {}
    for table in _by_table(lines):
        measures: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in table:
            measures[(line.measure, line.basis)].append(line)
        pairs = [own for own in measures.values() if len(own) == 2 and own[0].fiscal_year != own[1].fiscal_year]
        rising = [own for own in pairs if own[0].fiscal_year < own[1].fiscal_year]
        falling = [own for own in pairs if own not in rising]
        for few, many in ((rising, falling), (falling, rising)):
            if len(few) == 1 and len(many) >= bound("order_pairs"):
                for line in few[0]:
                    sentence = (
                        f"{line.name}: its years stand the other way round than in {len(many)} other pairs of rows"
                    )
                    for fact in line.facts:
                        _say(found, fact, sentence)
    return found


# ── arithmetic: what holds in all months of a table but few ───────────────────────────────────────────────────────────


def broken_sums(lines: Sequence[Line]) -> Findings:
    """Months in which a row is not the sum of others, though it is in all the other months of that table."""
    found: Findings = {}
    for table in _by_table(lines):
        for basis in {line.basis for line in table}:
            for group in _same_year([line for line in table if line.basis == basis]):
                _mark_broken(group, found)
    for group in _change_groups(lines):
        _mark_broken(group, found)
    return found


def _same_year(table: Sequence[Line]) -> list[list[Line]]:
    years: dict[int, list[Line]] = defaultdict(list)
    for line in table:
        years[line.fiscal_year].append(line)
    return list(years.values())


def _change_groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Rows of two years in one table: a change is the difference of the two."""
    for table in _by_table(lines):
        if len({line.fiscal_year for line in table}) > 1:
            yield table


def _mark_broken(group: Sequence[Line], found: Findings) -> None:
    if not 3 <= len(group) <= bound("table_rows"):
        return
    matrix = np.array([line.values for line in group])
    sums, members = _sums(matrix)
    for target, line in enumerate(group):
        if not line.is_telling:
            continue
        usable = np.array([target not in own for own in members])
        difference = np.abs(sums - matrix[target])
        compared = ~np.isnan(difference)
        holds = compared & (difference <= _EXACT * np.maximum(1.0, np.abs(matrix[target])))
        # zeros and blanks hold any sum; only months with something in every part tell
        broken = compared.sum(1) - holds.sum(1)
        fits = usable & (holds.sum(1) >= bound("relation_months")) & (broken >= 1)
        fits &= broken <= bound("relation_broken_months")
        if (usable & (holds.sum(1) >= bound("relation_months")) & (broken == 0)).any():
            continue  # another sum explains the row throughout
        for position in np.flatnonzero(fits):
            parts = [group[part] for part in members[position]]
            if not _is_telling_sum(matrix, members[position], holds[position]):
                continue
            for month in np.flatnonzero(compared[position] & ~holds[position]):
                names = " + ".join(part.name for part in parts)
                sentence = f"{_label(int(month))}: {line.name} {line.values[month]:g} is not {names}, other months are"
                for part in (line, *parts):
                    _say(found, part.facts[month], sentence)


def _sums(matrix: Months) -> tuple[Months, list[tuple[int, ...]]]:
    """Sums of any two rows and of three or more that follow each other."""
    rows = range(len(matrix))
    members: list[tuple[int, ...]] = [*combinations(rows, 2)]
    members += [tuple(range(first, last)) for first in rows for last in range(first + 3, len(matrix) + 1)]
    return np.array([matrix[list(own)].sum(0) for own in members]), members


def _is_telling_sum(matrix: Months, parts: Sequence[int], holds: npt.NDArray[np.bool_]) -> bool:
    """Whether the sum holds where no more than one part is 0: a row equal to its only part proves nothing."""
    filled = (matrix[list(parts)][:, holds] != 0).sum(0) >= 2
    return bool(filled.sum() >= bound("relation_months"))


def broken_running(lines: Sequence[Line]) -> Findings:
    """Months in which a cumulative count falls, or steps otherwise than its monthly row says."""
    found: Findings = {}
    monthly = [line for line in lines if line.basis == "monthly"]
    by_key = {_key(line): line for line in monthly}
    by_table: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in monthly:
        by_table[(line.table, line.fiscal_year)].append(line)
    for line in lines:
        if line.basis != "cumulative" or line.unit in ("%", "min", "日", "円"):
            continue
        steps = np.diff(line.values)
        falls = np.flatnonzero(steps < -bound("running_fall") * np.abs(line.values[:-1]))
        if 0 < len(falls) <= bound("relation_broken_months") and len(steps) - len(falls) >= bound("relation_months"):
            for month in falls:
                sentence = f"{line.name}: falls from {line.values[month]:g} to {line.values[month + 1]:g}"
                _say(found, line.facts[month], f"{sentence} in {_label(int(month) + 1)}")
                _say(found, line.facts[month + 1], f"{sentence} in {_label(int(month) + 1)}")
        own = by_key.get(_key(line))
        # whatever its name: a row of the table whose months are the steps
        others = [other for other in by_table[(line.table, line.fiscal_year)] if _steps_by(steps, other)]
        for partner in {id(row): row for row in (own, *others) if row is not None}.values():
            _mark_steps(line, partner, steps, found)
    return found


def _steps_by(steps: Months, monthly: Line) -> bool:
    """Whether a running row steps by another one in more months than by chance; steps of nothing prove nothing."""
    holds = np.abs(steps - monthly.values[1:]) <= _EXACT * np.maximum(1.0, np.abs(steps))
    return bool((holds & (steps != 0)).sum() >= bound("relation_months"))


def _mark_steps(running: Line, monthly: Line, steps: Months, found: Findings) -> None:
    difference = np.abs(steps - monthly.values[1:])
    compared = ~np.isnan(difference)
    wrong = compared & (difference > _EXACT * np.maximum(1.0, np.abs(monthly.values[1:])))
    if not (compared & ~wrong).sum() >= 3 or wrong.sum() > bound("relation_broken_months"):
        return
    for month in np.flatnonzero(wrong) + 1:
        sentence = f"{running.name}: the step in {_label(int(month))} is not the month's own {monthly.values[month]:g}"
        for fact in (running.facts[month - 1], running.facts[month], monthly.facts[month]):
            _say(found, fact, sentence)


# ── agreement: the same row in two places ─────────────────────────────────────────────────────────────────────────────


def _key(line: Line) -> tuple[str, str, int]:
    words = line.code or line.measure.replace("累計", "").replace("単月", "").strip()
    return line.report_id, words, line.fiscal_year


def doubled(lines: Sequence[Line]) -> Findings:
    """Rows of one report that say the same numbers for different measures or years."""
    found: Findings = {}
    rows: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if line.is_telling and line.unit != "%":
            rows[(line.report_id, tuple(np.nan_to_num(line.values, nan=-1e99)))].append(line)
    for same in rows.values():
        for left, right in combinations(same, 2):
            if (left.measure, left.fiscal_year) != (right.measure, right.fiscal_year):
                sentence = f"{left.name} and {right.name} have the same months"
                for fact in (*left.facts, *right.facts):
                    _say(found, fact, sentence)
    return found


def moved(lines: Sequence[Line]) -> tuple[Findings, Findings]:
    """Rows that another report prints for another year, and rows that it prints one month later or earlier."""
    years: Findings = {}
    months: Findings = {}
    printings: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if line.is_telling:
            printings[(line.branch, line.code or line.measure, line.basis)].append(line)
    for same in printings.values():
        for left, right in combinations(same, 2):
            if left.report_id == right.report_id and left.fiscal_year == right.fiscal_year:
                continue
            if left.fiscal_year != right.fiscal_year:
                if _match(left.values, right.values) == 1:
                    _say_pair(years, left, right, "has the months of")
                continue
            turned = max(_match(np.roll(left.values, step), right.values) for step in (-1, 1))
            if turned >= bound("same_row_share") and _match(left.values, right.values) < 0.5:
                _say_pair(months, left, right, "is moved by one month against")
    return years, months


def _match(left: Months, right: Months) -> float:
    both = ~np.isnan(left) & ~np.isnan(right)
    return float((left[both] == right[both]).mean()) if both.sum() >= bound("row_months") else 0.0


def _say_pair(found: Findings, left: Line, right: Line, words: str) -> None:
    for one, other in ((left, right), (right, left)):
        for fact in one.facts:
            _say(found, fact, f"{one.name} {words} {other.name} in report {other.report_id}")


def _say(found: Findings, fact: str | None, sentence: str) -> None:
    if fact is not None:
        found.setdefault(fact, sentence)


def _label(fiscal_month: int) -> str:
    return f"{(fiscal_month % 12 + 3) % 12 + 1}月"
