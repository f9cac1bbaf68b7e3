"""The months of a row against the total or average printed beside them.

Source of the rules: a column 合計 is the sum of the months of its row; for rates and durations the same column holds
their average, plain or weighted, which cannot lie outside the months. Nothing is said of a row that lacks months of its
year, or of the part of it that the report is about, unless its neighbours with the same months do add up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extract.certainty.arithmetic.series import Series, year_months
from extract.certainty.findings import MIN_HITS, MIN_SHARE, Claim, Disagreement
from extract.certainty.printed import number, rounding, where
from extract.facts import Row

SUM, MEAN = "months_total", "months_mean"
_DOTTED_CLOCK = re.compile(r"^(\d{1,2})\.([0-5]\d)$")


@dataclass(frozen=True)
class Totalled:
    """A total and the months that it should sum up: those of its row and of the part of it on a page before."""

    series: Series
    total: Row
    months: tuple[Row, ...]

    @property
    def value(self) -> float:
        """The printed total."""
        return float(self.total["value"])

    @cached_property
    def values(self) -> list[float]:
        """The months, hours printed as 3.46 read as 3:46."""
        return [clock_minutes(row) or float(row["value"]) for row in self.months]

    def runs_to(self, as_of: date | None) -> bool:
        """Whether every month from April to the one that the report runs to is there: only they can be in the total."""
        months = tuple(row["month"] for row in self.months)
        known = [month for month in year_months(self.series.fiscal_year) if as_of is None or month <= as_of]
        return len(months) > 1 and months == tuple(known)

    @property
    def is_whole_year(self) -> bool:
        """Whether all twelve months are there."""
        return len(self.months) == 12

    @cached_property
    def adds_up(self) -> bool:
        """Whether the months add up to the total, to the printed digits."""
        slack = rounding(self.total) + sum(rounding(row) for row in self.months)
        return abs(sum(self.values) - self.value) <= slack + 1e-6

    @property
    def ends_in_total(self) -> bool:
        """Whether the last month is the total: a running total or a stock."""
        return abs(self.values[-1] - self.value) < 1e-9

    @property
    def lies_within(self) -> bool:
        """Whether the total lies between the least and the greatest month, so that it can be an average."""
        slack = rounding(self.total)
        return min(self.values) - slack - 1e-9 <= self.value <= max(self.values) + slack + 1e-9

    @property
    def is_mean(self) -> bool:
        """Whether it is the plain average of the months."""
        slack = max(rounding(row) for row in (*self.months, self.total))
        whole_minutes = 0.5 if self.series.unit == "min" else 0.0
        return abs(sum(self.values) / len(self.values) - self.value) <= max(2 * slack, whole_minutes) + 1e-9


def clock_minutes(row: Row) -> float | None:
    """The minutes of a duration that was printed with a dot for its colon in a row of h:mm, else None."""
    dotted = _DOTTED_CLOCK.match(str(row["extracted_text"]).strip()) if row.get("unit") == "min" else None
    return float(int(dotted[1]) * 60 + int(dotted[2])) if dotted else None


def claims(series: Sequence[Series], as_of: date | None = None) -> list[Claim]:
    """What the totals of all rows say about their months; `as_of` is the month that the report's figures run to."""
    totalled = with_totals(series)
    customs = _customs(totalled)
    found = [_count_claim(one, customs, as_of) if one.series.is_count else _rate_claim(one) for one in totalled]
    return [claim for claim in found if claim is not None]


def with_totals(series: Sequence[Series]) -> list[Totalled]:
    """Every total with its months."""
    return [
        Totalled(one, total, (*(row for part in _earlier_part(one, series) for row in part.rows), *one.rows))
        for one in series
        for total in one.totals
    ]


def _earlier_part(one: Series, series: Sequence[Series]) -> list[Series]:
    """The months of the same row in the table before, where a table goes on over two tables or pages."""
    if len(one.rows) == 12:
        return []
    parts = [
        other
        for other in series
        if not other.totals
        and (other.measure, other.fiscal_year, other.unit) == (one.measure, one.fiscal_year, one.unit)
        and other.table != one.table
        and set(other.months) == set(one.missing)
        and max(other.months) < min(one.months)
        and abs((other.place[0] or 0) - (one.place[0] or 0)) <= 1
    ]
    return parts if len(parts) == 1 else []


def _customs(totalled: Sequence[Totalled]) -> dict[tuple[object, ...], bool]:
    """For the rows of a table that print the same months: whether their totals are the sums of just these."""
    groups: dict[tuple[object, ...], list[bool]] = defaultdict(list)
    for one in totalled:
        if one.series.is_count:
            groups[_custom_key(one)].append(one.adds_up)
    return {key: sum(own) >= MIN_HITS and sum(own) >= MIN_SHARE * len(own) for key, own in groups.items()}


def _custom_key(one: Totalled) -> tuple[object, ...]:
    return (*one.series.table, tuple(row["month"].month for row in one.months))


def _count_claim(one: Totalled, customs: dict[tuple[object, ...], bool], as_of: date | None) -> Claim | None:
    if len(one.months) < 2:
        return None
    if one.adds_up and sum(value != 0 for value in one.values) > 1:
        return Claim(SUM, True, (*one.months, one.total), _sum_words(one, "as"), proves=True)
    customary = customs[_custom_key(one)]
    if one.series.basis == "cumulative" or one.ends_in_total or one.adds_up:
        return None
    if not customary and (not one.runs_to(as_of) or one.lies_within):
        return None
    told = Disagreement(one.total, one.months[0], number(one.value), f"{number(sum(one.values))} (sum of the months)")
    return Claim(SUM, False, (*one.months, one.total), _sum_words(one, "but"), disagreement=told)


def _sum_words(one: Totalled, link: str) -> str:
    months = f"the {len(one.months)} months of {one.series.measure} (from {where(one.months[0])})"
    total = f"the total ({where(one.total)}) says {number(one.value)}"
    return f"{months} add up to {number(sum(one.values))}, {link} {total}{'' if link == 'as' else _slipped(one)}"


def _slipped(one: Totalled) -> str:
    """Names the month that would close the total if its digits had not slipped by one place."""
    gap = one.value - sum(one.values)
    slack = rounding(one.total) + sum(rounding(row) for row in one.months) + 1e-6
    for row, value in zip(one.months, one.values, strict=True):
        for times in (10.0, 0.1):
            if value and abs(gap - value * (times - 1)) <= slack:
                return f"; it would fit if {row['month']:%Y-%m} ({where(row)}) were {number(value * times)}"
    return ""


def _rate_claim(one: Totalled) -> Claim | None:
    """A rate's total is its average, plain or weighted, or the sum of its shares."""
    if not one.is_whole_year:
        if len(one.months) >= MIN_HITS and one.adds_up:
            return Claim(MEAN, True, (*one.months, one.total), _mean_words(one, "add up to it"))
        return None
    if one.is_mean or one.lies_within or one.adds_up:
        said = "average to it" if one.is_mean else "reach from below to above it" if one.lies_within else "add up to it"
        bounds = not (one.is_mean or one.adds_up)
        return Claim(MEAN, True, (*one.months, one.total), _mean_words(one, said), bounds=bounds)
    least, most = number(min(one.values), one.series.unit), number(max(one.values), one.series.unit)
    told = Disagreement(one.total, one.months[0], number(one.value, one.series.unit), f"{least} to {most}")
    said = f"lie between {least} and {most}"
    return Claim(MEAN, False, (*one.months, one.total), _mean_words(one, said), disagreement=told)


def _mean_words(one: Totalled, said: str) -> str:
    total = f"{number(one.value, one.series.unit)} ({where(one.total)}) stands for the year"
    return f"{total}, the {len(one.months)} months of {one.series.measure} (from {where(one.months[0])}) {said}"
