"""Targets that a report prints more than once, and planned rates against the people they are planned for.

Source of the rules: a plan prints each KPI's target in the body, often again in a list at the end, and as a planned
rate beside the people expected (実施見込者数) of those concerned (実施対象者数). They are one decision and must agree.
A target of 対前年度以上 that is printed with a number as well has last year's result for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from extract.certainty.arithmetic.rates import is_rate_of
from extract.certainty.findings import MIN_HITS, MIN_SHARE, Claim, Disagreement, is_sure
from extract.certainty.printed import number, places, same_to_the_digits, where
from extract.facts import Row
from extract.recorder import Recorder
from extract.shapes.context import LOST_COLUMN

TWICE, PRIOR, PLANNED, HEADS = "target_twice", "prior_year_target", "planned_rate", "heads_total"
_RELATIVE = frozenset({"prior_year_or_more", "prior_year_or_less"})
_UP = frozenset({">=", "prior_year_or_more"})
_DOWN = frozenset({"<=", "prior_year_or_less"})
_CONCERNED = re.compile(r"対象者数?")
_EXPECTED = re.compile(r"見込|予定")
_PARTS = {"kpi_list": "in the KPI list", "planned": "as the planned rate"}


def claims(recorder: Recorder) -> list[Claim]:
    """What targets say about one another and about the heads beside them."""
    return [*_twice(recorder), *_prior_years(recorder), *_planned(recorder), *_head_totals(recorder)]


# ── the same target twice ─────────────────────────────────────────────────────────────────────────────────────────────


def _twice(recorder: Recorder) -> Iterator[Claim]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    lost: list[Row] = []
    for row in recorder.of("kpi_target"):
        if row["kpi_code"] and row["fiscal_year"] is not None:
            if is_sure(row):
                groups[row["kpi_code"], row["fiscal_year"]].append(row)
            elif str(row["review_reason"]).startswith(LOST_COLUMN) and row["target_value"] is not None:
                lost.append(row)
    for rows in groups.values():
        yield from _value_claims([row for row in rows if row["target_value"] is not None])
        yield from _direction_claims(rows)
    for row in lost:
        yield from _lost_claims(
            row, [other for (code, _), own in groups.items() if code == row["kpi_code"] for other in own]
        )


def _lost_claims(row: Row, others: Sequence[Row]) -> Iterator[Claim]:
    """A target of one of several years, nobody knows which, that none of these years prints elsewhere."""
    numbers = [o for o in others if o["target_value"] is not None and o["unit"] == row["unit"]]
    if numbers and not any(_agree(row, other) for other in numbers):
        nearest = min(numbers, key=lambda other: abs(other["fiscal_year"] - row["fiscal_year"]))
        detail = (
            f"the target of {row['kpi_code']} is {_figure(row)} {_part(row)} ({where(row)}), but no year prints that; "
            f"{nearest['fiscal_year']} has {_figure(nearest)} ({where(nearest)})"
        )
        told = Disagreement(row, nearest, number(row["target_value"]), number(nearest["target_value"]))
        yield Claim(TWICE, False, (row, nearest), detail, disagreement=told)


def _value_claims(rows: Sequence[Row]) -> Iterator[Claim]:
    different = _different(rows)
    if len(rows) > 1 and not different:
        said = ", ".join(f"{_part(row)} ({where(row)})" for row in rows)
        alike = all(places(row, row["target_value"]) == places(rows[0], rows[0]["target_value"]) for row in rows)
        yield Claim(TWICE, True, rows, f"the target {_figure(rows[0])} is printed alike {said}", repeats=alike)
    for left, right in different:
        detail = (
            f"the target of {left['kpi_code']} for {left['fiscal_year']} "
            f"is {_figure(left)} {_part(left)} ({where(left)}) but {_figure(right)} {_part(right)} ({where(right)})"
        )
        told = Disagreement(left, right, number(left["target_value"]), number(right["target_value"]))
        yield Claim(TWICE, False, (left, right), detail, disagreement=told)


def _different(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Every two printings that disagree, the body before the list."""
    ordered = sorted(rows, key=lambda row: row["source_part"] == "kpi_list")
    return [(a, b) for a, b in combinations(ordered, 2) if a["unit"] == b["unit"] and not _agree(a, b)]


def _agree(left: Row, right: Row) -> bool:
    """The same number; a planned rate may be printed with fewer digits."""
    if "planned" in (left["source_part"], right["source_part"]):
        return same_to_the_digits(left, left["target_value"], right, right["target_value"])
    return abs(left["target_value"] - right["target_value"]) < 1e-9


def _direction_claims(rows: Sequence[Row]) -> Iterator[Claim]:
    upward = [row for row in rows if row["comparator"] in _UP]
    downward = [row for row in rows if row["comparator"] in _DOWN]
    if upward and downward:
        left, right = upward[0], downward[0]
        detail = (
            f"the target of {left['kpi_code']} for {left['fiscal_year']} "
            f"is a least value {_part(left)} ({where(left)}) but a greatest value {_part(right)} ({where(right)})"
        )
        told = Disagreement(left, right, left["comparator"], right["comparator"])
        yield Claim(TWICE, False, (*upward, *downward), detail, disagreement=told)


def _part(row: Row) -> str:
    return _PARTS.get(row["source_part"], "in the body")


def _figure(row: Row) -> str:
    return f"{row['target_value']:.{places(row, row['target_value'])}f}{row['unit'] or ''}"


# ── last year's figure as the target ──────────────────────────────────────────────────────────────────────────────────


def _prior_years(recorder: Recorder) -> Iterator[Claim]:
    """The number printed for a target of at least (at most) last year's figure, and last year's result."""
    targets = [row for row in recorder.of("kpi_target") if row["kpi_code"] and is_sure(row)]
    relative = {(row["kpi_code"], row["fiscal_year"]) for row in targets if row["comparator"] in _RELATIVE}
    for row in targets:
        if row["target_value"] is None or (row["kpi_code"], row["fiscal_year"]) not in relative:
            continue
        for result in recorder.of("kpi_actual"):
            if _is_last_years(result, row):
                yield _prior_claim(row, result)


def _is_last_years(result: Row, target: Row) -> bool:
    same = result["kpi_code"] == target["kpi_code"] and result["unit"] == target["unit"] and is_sure(result)
    whole_year = result["basis"] == "full_year" and result["scope"] == "branch" and result["value"] is not None
    return same and whole_year and result["fiscal_year"] == target["fiscal_year"] - 1


def _prior_claim(target: Row, result: Row) -> Claim:
    said = f"the target of {target['kpi_code']} is the figure of {result['fiscal_year']}"
    printed = f"{number(result['value'], result['unit'])} ({where(result)})"
    figure = f"the number printed for it is {_figure(target)} ({where(target)})"
    if same_to_the_digits(target, target["target_value"], result, result["value"]):
        return Claim(PRIOR, True, (target, result), f"{said}, {printed}, and {figure}")
    told = Disagreement(target, result, number(target["target_value"]), number(result["value"]))
    return Claim(PRIOR, False, (target, result), f"{said}, {printed}, but {figure}", disagreement=told)


# ── planned rates and heads ───────────────────────────────────────────────────────────────────────────────────────────


def _planned(recorder: Recorder) -> list[Claim]:
    """Planned rate = people expected / people concerned; a failure counts only where the report's other rates fit."""
    found = [claim for plan in _plans(recorder) if (claim := _plan_claim(*plan)) is not None]
    passed = sum(claim.passed for claim in found)
    usual = passed >= MIN_HITS and passed >= MIN_SHARE * len(found)
    return [claim for claim in found if claim.passed or usual]


def _plans(recorder: Recorder) -> Iterator[tuple[Row, Row, list[Row]]]:
    """Planned rates with the people expected and the people concerned.

    The people expected stand in the same sentence; where it plans several rates, in the same order. The people
    concerned were named before on that page, nearest first.
    """
    rates = [row for row in recorder.of("kpi_target") if row["rule"] == "planned_rate"]
    expected = [row for row in recorder.of("period_figure") if row["rule"] == "planned_heads"]
    concerned = [row for row in recorder.of("period_figure") if row["rule"] == "headcount" and _is_concerned(row)]
    for ref in dict.fromkeys(row["source_ref"] for row in rates):
        ours = [row for row in rates if row["source_ref"] == ref]
        theirs = [row for row in expected if row["source_ref"] == ref]
        if len(ours) == len(theirs):
            for rate, heads in zip(ours, theirs, strict=True):
                yield rate, heads, _nearest(recorder, heads, concerned)


def _nearest(recorder: Recorder, heads: Row, concerned: Sequence[Row]) -> list[Row]:
    order = {id(row): i for i, row in enumerate(recorder.of("period_figure"))}
    before = [row for row in concerned if row["page"] == heads["page"] and order[id(row)] < order[id(heads)]]
    same = [row for row in concerned if row["source_ref"] == heads["source_ref"] and row not in before]
    return [*same, *reversed(before)]


def _is_concerned(row: Row) -> bool:
    return bool(_CONCERNED.search(row["measure_ja"])) and not _EXPECTED.search(row["measure_ja"]) and row["value"]


def _plan_claim(rate: Row, expected: Row, concerned: Sequence[Row]) -> Claim | None:
    if not concerned:
        return None
    fitting = [row for row in concerned if is_rate_of(rate, _quotient(expected, row), rate["target_value"])]
    base = (fitting or concerned)[0]
    said = f"{_heads(expected)} of {_heads(base)} is {number(round(_quotient(expected, base), 3), '%')}"
    planned = f"the planned rate ({where(rate)}) says {_figure(rate)}"
    members = (rate, expected, base)
    if fitting:
        return Claim(PLANNED, True, members, f"{said}, as {planned}")
    told = Disagreement(rate, expected, number(rate["target_value"]), number(round(_quotient(expected, base), 3)))
    return Claim(PLANNED, False, members, f"{said}, but {planned}", disagreement=told)


def _quotient(expected: Row, concerned: Row) -> float:
    return 100.0 * float(expected["value"]) / float(concerned["value"])


def _head_totals(recorder: Recorder) -> Iterator[Claim]:
    """People concerned of `A+B` are those of A and those of B, which stand before on the page.

    Which two these are is not always named alike, so a sum that does not close says nothing.
    """
    figures = [row for row in recorder.of("period_figure") if row["rule"] == "headcount" and _is_concerned(row)]
    for position, total in enumerate(figures):
        if "+" not in total["measure_ja"]:
            continue
        before = [row for row in figures[:position] if row["page"] == total["page"] and "+" not in row["measure_ja"]]
        for left, right in combinations(before, 2):
            if left["value"] + right["value"] == total["value"]:
                detail = f"{_heads(left)} and {_heads(right)} add up to {_heads(total)}"
                yield Claim(HEADS, True, (left, right, total), detail, proves=True)
                break


def _heads(row: Row) -> str:
    return f"{row['measure_ja']} {number(row['value'])} ({where(row)})"
