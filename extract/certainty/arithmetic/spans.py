"""The part of the year that a total beside months is of, where its heading says no more than 計 or 平均.

Source of the rule: such a total sums up the months of its row. Of a table that ends in September it is the figure of
the first half, of one that ends in July that of the year up to July; of the whole year only where the months run to
March or do not make the total. Where a row begins in the middle of the year, the months before may be on another page
or blank, and the total is that of the year, unless it is their sum and all rows of the table begin there, or another
row prints the months before of the same measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from extract.certainty.arithmetic.series import Series
from extract.certainty.arithmetic.totals import Totalled, with_totals
from extract.normalise.dates import FISCAL_MONTHS, PART_MONTHS
from extract.recorder import flag
from extract.shapes.context import Header

_UNLIKE = "its heading names no part of the year, and the months beside it do not make it"
#: Parts of the year by their months; any other run from April is the year so far.
_PARTS = {months: part for part, months in PART_MONTHS.items()}


def name_spans(series: Sequence[Series], header: Header) -> None:
    """Gives the totals of months the part of the year that these months are."""
    begins: dict[object, set[int]] = defaultdict(set)
    halves: set[tuple[object, ...]] = set()
    for each in series:
        begins[each.table].add(min(each.months).month)
        halves.add((each.table, each.name, each.fiscal_year, max(each.months)))
    for one in with_totals(series):
        months = [row["month"] for row in one.months]
        part = span_of(months)
        if part in (None, "FY"):
            continue
        if months[0].month != FISCAL_MONTHS[0]:
            before = (one.series.table, one.series.name, one.series.fiscal_year, _month_before(months[0]))
            alone = begins[one.series.table] == {months[0].month} or before in halves
            if alone and one.adds_up and (one.series.is_count or one.series.unit == "min"):
                one.total["period"] = part
        elif _is_of_months(one):
            one.total["period"] = part
        elif one.series.fiscal_year == header.fiscal_year and not header.is_of_whole_year:
            one.total["period"] = part
            if not one.lies_within:
                flag(one.total, _UNLIKE)


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def span_of(months: Sequence[date]) -> str | None:
    """The part of the year that ends in the last of the months; None where they begin in its middle, or are one."""
    numbers = tuple(month.month for month in months)
    if len(numbers) < 2:
        return None
    if numbers in _PARTS:
        return _PARTS[numbers]
    if numbers[0] != FISCAL_MONTHS[0]:
        return None
    last = numbers[-1]
    ends = {PART_MONTHS[part][-1]: part for part in ("Q1", "H1", "FY")}
    return ends.get(last, f"YTD({last}月)")


def _is_of_months(one: Totalled) -> bool:
    """Whether the months make the total: their sum, their average or their running figure."""
    if one.adds_up or one.ends_in_total or one.is_mean:
        return True
    if one.series.is_count:
        return abs(sum(one.values) / len(one.values) - one.value) <= 0.5  # an average to the nearest whole
    return one.lies_within
