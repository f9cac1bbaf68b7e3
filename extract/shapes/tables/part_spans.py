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

_QUARTERS = ("Q1", "Q2", "Q3", "Q4")
#: What the sum of so many quarters from the first is of.
_SUMS = {2: "H1", 3: "YTD(12月)"}


def name_spans(facts: Sequence[Row], totals: Sequence[Row]) -> None:
    """Gives the totals of fewer than four quarters among the figures of a table the part of the year they are of."""
    for total, beside in _side_by_side(facts, totals):
        by_period = {str(fact["period"]): fact for fact in beside}
        quarters = [by_period[part] for part in _QUARTERS if part in by_period]
        part = _SUMS.get(len(quarters))
        if part is None or len(by_period) < len(beside) or _QUARTERS[len(quarters) - 1] not in by_period:
            continue
        if total["period"] == "FY" and abs(sum(fact["value"] for fact in quarters) - total["value"]) < 1e-9:
            total["period"] = part


def _side_by_side(facts: Sequence[Row], totals: Sequence[Row]) -> Iterator[tuple[Row, Sequence[Row]]]:
    """Each total with the other figures of its year and unit in its row, and with those in its column."""
    ids = {total["fact_id"] for total in totals}
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for fact in facts:
        for axis in ("row", "col") if fact["fact_id"] not in ids else ():
            groups[axis, spot(fact)[axis], fact["fiscal_year"], fact["unit"]].append(fact)
    for total in totals:
        for axis in ("row", "col"):
            yield total, groups[axis, spot(total)[axis], total["fiscal_year"], total["unit"]]
