"""Targets and results against what a table prints beside them to compare the two: 達成率, 目標比, 差引.

Source of the rule: the rate is the result in percent of the target (of a target that is a greatest value also the other
way round), the difference is the one less the other. The comparison is no result of the KPI; an attainment rate is a
figure of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import ge, le

from extract.certainty.arithmetic.rates import is_rate_of
from extract.certainty.findings import Claim
from extract.certainty.printed import number, rounding, where
from extract.facts import Row
from extract.normalise.numbers import decimals
from extract.recorder import Comparison, Recorder

CHECK = "attainment_rate"
#: Whether a result reaches a target, by the target's comparator.
_REACHED: dict[str, Callable[[float, float], bool]] = {
    ">=": ge,
    "prior_year_or_more": ge,
    "<=": le,
    "prior_year_or_less": le,
}


def claims(recorder: Recorder) -> Iterator[Claim]:
    """What the comparisons of a report say about the targets and results that they compare."""
    for one in recorder.comparisons:
        target, result = one.target["target_value"], one.result["value"]
        if target is None or result is None or one.target["unit"] != one.result["unit"]:
            continue
        said = f"{one.words} {one.figure.text} beside the target {number(target)} ({where(one.target)})"
        detail = f"{said} and the result {number(result)} ({where(one.result)})"
        holds = _is_difference(one) if one.is_difference else _is_rate(one)
        members = (one.target, one.result) if one.fact is None else (one.target, one.result, one.fact)
        yield Claim(CHECK, holds, members, detail if holds else f"{detail} does not follow from them")
    yield from _verdicts(recorder)


def _verdicts(recorder: Recorder) -> Iterator[Claim]:
    """What the words beside targets and results say: that these were reached (達成), or were not (未達成)."""
    for one in recorder.verdicts:
        target, result = one.target["target_value"], one.result["value"]
        reached = _REACHED.get(one.target["comparator"])
        if target is None or result is None or reached is None or one.target["unit"] != one.result["unit"]:
            continue
        holds = reached(float(result), float(target)) == one.met
        said = f"{one.words} beside the target {number(target)} ({where(one.target)})"
        detail = f"{said} and the result {number(result)} ({where(one.result)})"
        yield Claim(CHECK, holds, (one.target, one.result), detail if holds else f"{detail} contradicts them")


def _is_rate(one: Comparison) -> bool:
    target, result = float(one.target["target_value"]), float(one.result["value"])
    printed: Row = {"value": one.figure.value, "extracted_text": one.figure.text, "unit": "%"}
    ways = [(result, target), (target, result)] if one.target["comparator"] == "<=" else [(result, target)]
    return any(is_rate_of(printed, 100.0 * top / bottom) for top, bottom in ways if bottom)


def _is_difference(one: Comparison) -> bool:
    slack = rounding(one.target | {"value": one.target["target_value"]}) + rounding(one.result)
    slack += 0.5 * 10.0 ** -decimals(one.figure.text)
    return abs(abs(one.result["value"] - one.target["target_value"]) - abs(one.figure.value)) <= slack + 1e-9
