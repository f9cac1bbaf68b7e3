"""Monthly figures against the running figures of the same measure and year.

Source of the rules: 累計 of a month is 累計 of an earlier month and what came in between; a running rate is the average
of the months so far, weighted by something unprinted, so it lies within them and between the one before and its month.
A stock such as registered workplaces also loses members that no row prints; so a failure counts only where the relation
otherwise holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.certainty.arithmetic.series import Series, year_months
from extract.certainty.findings import MIN_HITS, Claim, Disagreement, believed
from extract.certainty.printed import number, rounding, where
from extract.facts import Row

SUM, RANGE = "running_total", "running_rate"


@dataclass(frozen=True)
class Step:
    """From one printed running figure to the next, with the months in between."""

    before: Row
    after: Row
    months: tuple[Row, ...]

    @property
    def grown(self) -> float:
        """By how much the running figure rose."""
        return float(self.after["value"] - self.before["value"])

    @property
    def added(self) -> float:
        """What the months say was added."""
        return float(sum(row["value"] for row in self.months))

    @property
    def holds(self) -> bool:
        """Whether both agree, to the printed digits."""
        slack = rounding(self.before) + rounding(self.after) + sum(rounding(row) for row in self.months)
        return abs(self.grown - self.added) <= slack + 1e-6


def claims(series: Sequence[Series]) -> list[Claim]:
    """What every pair of a monthly and a running row says about one another.

    Pairs of several years are one relation: what holds in one year is meant in the other.
    """
    found: list[Claim] = []
    counts: dict[str, list[tuple[Series, Series]]] = defaultdict(list)
    for monthly, running in _pairs(series):
        if monthly.is_count and running.is_count:
            counts[monthly.kpi_code or monthly.name].append((monthly, running))
        elif not monthly.is_count and not running.is_count:
            found += _rate_claims(monthly, running)
    for pairs in counts.values():
        found += _count_claims(pairs)
    return found


def closing_pairs(series: Sequence[Series]) -> Iterator[tuple[Series, Series]]:
    """The monthly and running rows of one count all of whose steps close, three at least."""
    for monthly, running in _pairs(series):
        steps = list(_steps(monthly, running)) if monthly.is_count and running.is_count else []
        if len(steps) >= MIN_HITS and all(step.holds for step in steps):
            yield monthly, running


def _pairs(series: Sequence[Series]) -> Iterator[tuple[Series, Series]]:
    for monthly in series:
        if monthly.basis != "monthly":
            continue
        partners = [s for s in series if s.basis == "cumulative" and _same_thing(monthly, s)]
        if len(partners) == 1:
            yield monthly, partners[0]


def _same_thing(monthly: Series, running: Series) -> bool:
    if monthly.fiscal_year != running.fiscal_year or monthly.is_count != running.is_count:
        return False
    return monthly.name == running.name or (monthly.kpi_code is not None and monthly.kpi_code == running.kpi_code)


def _count_claims(pairs: Sequence[tuple[Series, Series]]) -> list[Claim]:
    steps = {id(running): list(_steps(monthly, running)) for monthly, running in pairs}
    if not believed([step for own in steps.values() for step in own], lambda step: step.holds):
        return [_swapped(*pair) for pair in pairs if _is_swapped(*pair)]
    return [_step_claim(step, steps[id(running)], monthly) for monthly, running in pairs for step in steps[id(running)]]


def _step_claim(step: Step, steps: Sequence[Step], monthly: Series) -> Claim:
    members = (step.before, step.after, *step.months)
    if step.holds:
        return Claim(SUM, True, members, _step_words(step, monthly, "as"))
    told = Disagreement(step.after, step.months[-1], number(step.after["value"]), number(step.months[-1]["value"]))
    detail = _step_words(step, monthly, "but")
    return Claim(SUM, False, members, detail, suspects=_suspects(step, steps), disagreement=told)


def _is_swapped(monthly: Series, running: Series) -> bool:
    """Whether the two rows fit one another once each is taken for the other."""
    return believed(list(_steps(running, monthly)), lambda step: step.holds)


def _swapped(monthly: Series, running: Series) -> Claim:
    first, last = monthly.rows[0], running.rows[0]
    detail = (
        f"{monthly.measure} (from {where(first)}) is read as monthly and {running.measure} (from {where(last)}) as "
        "running, but the figures fit one another only the other way round"
    )
    told = Disagreement(first, last, "monthly", "cumulative")
    return Claim(SUM, False, (*monthly.rows, *running.rows), detail, disagreement=told)


def _steps(monthly: Series, running: Series) -> Iterator[Step]:
    for before, after in zip(running.rows, running.rows[1:], strict=False):
        wanted = [m for m in year_months(running.fiscal_year) if before["month"] < m <= after["month"]]
        if all(month in monthly.by_month for month in wanted):
            yield Step(before, after, tuple(monthly.by_month[month] for month in wanted))


def _suspects(step: Step, steps: Sequence[Step]) -> list[Row]:
    """The figures of a failing step, without those of the running row that the step on their other side confirms.

    Where two steps fail one after another and agree without the figure between them, that figure is the one.
    """
    for other in steps:
        first, second = (step, other) if step.after is other.before else (other, step)
        if other is step or other.holds or first.after is not second.before:
            continue
        if Step(first.before, second.after, (*first.months, *second.months)).holds:
            return [first.after, *first.months, *second.months]
    sides = [row for row in (step.before, step.after) if not any(o.holds and row in (o.before, o.after) for o in steps)]
    return [*(sides or [step.before, step.after]), *step.months]


def _step_words(step: Step, monthly: Series, link: str) -> str:
    before = f"{number(step.before['value'])} ({where(step.before)})"
    after = f"{number(step.after['value'])} ({where(step.after)})"
    added = f"the months of {monthly.measure} ({where(step.months[-1])}) add {number(step.added)}"
    return f"the running figure goes from {before} to {after}, that is by {number(step.grown)}, {link} {added}"


def _rate_claims(monthly: Series, running: Series) -> list[Claim]:
    """A running rate lies between the least and the greatest month so far, and between the one before and its month."""
    tests: list[tuple[Row, list[Row]]] = []
    before: Row | None = None
    for row in running.rows:
        so_far = [m for m in year_months(running.fiscal_year) if m <= row["month"]]
        month = monthly.by_month.get(row["month"])
        if all(m in monthly.by_month for m in so_far):
            tests.append((row, [monthly.by_month[m] for m in so_far]))
        if before is not None and month is not None and before["value"] != row["value"] and _is_next(before, row):
            tests.append((row, [before, month]))
        before = row if not tests or tests[-1][0] is not row or _is_within(*tests[-1]) else None
    if not believed(tests, lambda test: _is_within(*test)):
        return []
    return [_range_claim(row, between) for row, between in tests]


def _is_next(before: Row, row: Row) -> bool:
    year = year_months(row["fiscal_year"])
    return bool(before["month"] in year and year.index(row["month"]) - year.index(before["month"]) == 1)


def _is_within(row: Row, between: Sequence[Row]) -> bool:
    slack = 2 * max(rounding(each) for each in (row, *between)) + 1e-9
    values = [float(each["value"]) for each in between]
    return bool(min(values) - slack <= row["value"] <= max(values) + slack)


def _range_claim(row: Row, between: Sequence[Row]) -> Claim:
    values = [float(each["value"]) for each in between]
    unit = row["unit"]
    figure = f"the running figure {number(row['value'], unit)} ({where(row)})"
    span = f"between {number(min(values), unit)} and {number(max(values), unit)}"
    detail = f"{figure} stands for figures {span} (from {where(between[0])} to {where(between[-1])})"
    if _is_within(row, between):
        return Claim(RANGE, True, (row, between[-1]), detail, bounds=True)
    told = Disagreement(row, between[-1], number(row["value"]), f"{number(min(values))} to {number(max(values))}")
    return Claim(RANGE, False, (row, between[-1]), f"{detail} and lies outside them", disagreement=told)
