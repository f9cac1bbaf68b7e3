"""The part of the year that a total beside quarters is of, where its heading says no more than 計.

Source of the rule: such a total sums up the quarters of its row or column. Of a table that ends in the second quarter
it is the figure of the first half, of one that ends in the third that of the year up to December, and of the whole
year only where all quarters are printed or it is not their sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.certainty.printed import spot
from extract.facts import Row
from extract.recorder import Recorder, flag

_TOTAL = re.compile(r"\s?(?:合計|累計|計)$")
_UNLIKE = "its heading names no part of the year, and not all quarters of the year stand beside it"
_QUARTERS = ("Q1", "Q2", "Q3", "Q4")
#: What the sum of so many quarters from the first is of.
_SUMS = {2: "H1", 3: "YTD(12月)"}


def name_spans(recorder: Recorder) -> None:
    """Gives the totals of fewer than four quarters, which their labels call those of the year, the part that they are
    of.
    """
    for facts in _side_by_side(recorder):
        by_period = {str(fact["period"]): fact for fact in facts}
        quarters = [by_period[part] for part in _QUARTERS if part in by_period]
        total, part = by_period.get("FY"), _SUMS.get(len(quarters))
        if total is None or part is None or len(by_period) < len(facts) or _QUARTERS[len(quarters)] in by_period:
            continue
        first = [str(fact["period"]) for fact in quarters] == list(_QUARTERS[: len(quarters)])
        if first and abs(sum(fact["value"] for fact in quarters) - total["value"]) < 1e-9:
            total["period"] = part
        elif first:
            flag(total, _UNLIKE)


def _side_by_side(recorder: Recorder) -> Iterator[Sequence[Row]]:
    """The figures of one measure and year that stand in one row or column of a table."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for fact in recorder.of("period_figure"):
        ref = spot(fact)
        if ref.get("table") is None or fact["value"] is None:
            continue
        named = _TOTAL.sub("", str(fact["measure_ja"])), fact["fiscal_year"], fact["unit"]
        for axis in ("row", "col"):
            groups[ref.get("page"), ref["table"], axis, ref[axis], *named].append(fact)
    yield from groups.values()
