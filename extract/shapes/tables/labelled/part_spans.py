"""The part of the year that a total beside quarters is of, where its heading says no more than 計.

Such a total sums up the quarters of its row or column. Of a table that ends in the second quarter it is the figure of
the first half, of one that ends in the third that of the year up to December, and of the whole year only where all
quarters are printed or it is not their sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.certainty.printed import spot
from extract.facts import Row

_AXES = ("row", "col", "name")
_QUARTERS = ("Q1", "Q2", "Q3", "Q4")
#: What the sum of so many quarters from the first is of.
_SUMS = {2: "H1", 3: "YTD(12月)"}


def name_spans(facts: Sequence[Row], totals: Sequence[Row]) -> None:
    """Gives the totals of fewer than four quarters among the figures of a table the part of the year they are of."""
    proved: dict[tuple[object, object], str] = {}
    for total, beside in _side_by_side(facts, totals):
        by_period = {str(fact["period"]): fact for fact in beside}
        quarters = [by_period[part] for part in _QUARTERS if part in by_period]
        part = _SUMS.get(len(quarters))
        if part is None or len(by_period) < len(beside) or _QUARTERS[len(quarters) - 1] not in by_period:
            continue
        if total["period"] == "FY" and abs(sum(fact["value"] for fact in quarters) - total["value"]) < 1e-9:
            total["period"] = part
            proved[spot(total)["col"], total["fiscal_year"]] = part
    for total in totals:  # a rate below sums is of the same part of the year as they are
        if total["period"] == "FY" and total["unit"] == "%":
            total["period"] = proved.get((spot(total)["col"], total["fiscal_year"]), "FY")


def _side_by_side(facts: Sequence[Row], totals: Sequence[Row]) -> Iterator[tuple[Row, Sequence[Row]]]:
    """Each total with the other figures of its year and unit in its row, with those in its column, and with those of
    its name: below each quarter may stand several columns, 件数 | 金額.
    """
    ids = {total["fact_id"] for total in totals}
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for fact in facts:
        for axis in _AXES if fact["fact_id"] not in ids else ():
            groups[axis, _at(fact, axis), fact["fiscal_year"], fact["unit"]].append(fact)
    for total in totals:
        for axis in _AXES:
            yield total, groups[axis, _at(total, axis), total["fiscal_year"], total["unit"]]


def _at(fact: Row, axis: str) -> object:
    """Where a figure stands on an axis: its row or column, or its name."""
    return fact["measure_ja"] if axis == "name" else spot(fact)[axis]
