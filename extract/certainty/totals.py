"""The months of a row against the total or average printed beside them, and the one blank month they leave.

Source of the rules: a column 合計 is the sum of the months of its row; for rates and durations the same column holds
their average, plain or weighted, which cannot lie outside the months. Nothing is said of a row whose months are not all
printed, unless its neighbours with the same months do add up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extract.certainty.findings import MIN_HITS, MIN_SHARE, Claim, Disagreement
from extract.certainty.printed import number, rounding, spot, where
from extract.certainty.series import Series, year_months
from extract.facts import Row, dump_json, fact_key
from extract.recorder import Recorder, checked
from extract.shapes.context import Header

SUM, MEAN, DERIVED = "months_total", "months_mean", "derived_from_total"
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


def claims(series: Sequence[Series]) -> list[Claim]:
    """What the totals of all rows say about their months."""
    totalled = with_totals(series)
    customs = _customs(totalled)
    found = [_count_claim(one, customs) if one.series.is_count else _rate_claim(one) for one in totalled]
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


def _count_claim(one: Totalled, customs: dict[tuple[object, ...], bool]) -> Claim | None:
    if len(one.months) < 2:
        return None
    if one.adds_up and sum(value != 0 for value in one.values) > 1:
        return Claim(SUM, True, (*one.months, one.total), _sum_words(one, "as"), proves=True)
    customary = customs[_custom_key(one)]
    if one.series.basis == "cumulative" or one.ends_in_total or one.adds_up:
        return None
    if not customary and (not one.is_whole_year or one.lies_within):
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
        return Claim(MEAN, True, (*one.months, one.total), _mean_words(one, said))
    least, most = number(min(one.values), one.series.unit), number(max(one.values), one.series.unit)
    told = Disagreement(one.total, one.months[0], number(one.value, one.series.unit), f"{least} to {most}")
    said = f"lie between {least} and {most}"
    return Claim(MEAN, False, (*one.months, one.total), _mean_words(one, said), disagreement=told)


def _mean_words(one: Totalled, said: str) -> str:
    total = f"{number(one.value, one.series.unit)} ({where(one.total)}) stands for the year"
    return f"{total}, the {len(one.months)} months of {one.series.measure} (from {where(one.months[0])}) {said}"


# ── the value that only arithmetic gives ──────────────────────────────────────────────────────────────────────────────


def derive(recorder: Recorder, series: Sequence[Series], header: Header) -> None:
    """Adds the month that is blank where the total and the eleven other months are printed.

    Only for counts by month, never for a month the report has not reached, and only where the total leaves something
    for it: a blank that would be 0 may as well mean that nothing took place. The value is `derived`, never ok.
    """
    for one in with_totals(series):
        month = _blank_month(one)
        if month is not None and _is_past(month, header) and _is_derivable(one):
            _add_derived(recorder, one, month, series)


def _blank_month(one: Totalled) -> date | None:
    printed = {row["month"] for row in one.months}
    blank = [month for month in year_months(one.series.fiscal_year) if month not in printed]
    return blank[0] if len(blank) == 1 else None


def _is_past(month: date, header: Header) -> bool:
    return header.as_of is None or month <= header.as_of


def _is_derivable(one: Totalled) -> bool:
    """Whether the eleven months and the total are read without doubt and leave a whole, positive rest."""
    rest = one.value - sum(one.values)
    read_well = all(row["review_state"] == "ok" for row in (*one.months, one.total))
    monthly = one.series.basis == "monthly" and one.series.is_count and min(one.values) >= 0
    return monthly and read_well and rest > 0 and rest.is_integer() and rounding(one.total) == 0


def _add_derived(recorder: Recorder, one: Totalled, month: date, series: Sequence[Series]) -> None:
    rest = one.value - sum(one.values)
    total = f"the total {number(one.value)} ({where(one.total)})"
    others = f"the {len(one.months)} other months, {number(sum(one.values))} (from {where(one.months[0])})"
    detail = f"the cell is blank: {total} less {others}, leaves {number(rest)}"
    first = one.series.rows[0]
    row: Row = {
        **first,
        "fact_id": fact_key(recorder.sha256, "monthly_actual", DERIVED, first["series_id"], month),
        "source_ref": _blank_cell(one, month, series) or one.total["source_ref"],
        "extracted_text": "",
        "review_state": "derived",
        "review_reason": detail,
        "rule": DERIVED,
        "checks": [],
        "month": month,
        "value": rest,
    }
    checked(row, DERIVED, True, detail)
    recorder.of("monthly_actual").append(row)


def _blank_cell(one: Totalled, month: date, series: Sequence[Series]) -> str | None:
    """The place of the blank cell: the column in which another row of the table prints that month, in this row."""
    _, table, table_row = one.series.place
    if table is None:
        return None
    for other in series:
        peer = next((row for row in other.rows if row["month"].month == month.month), None)
        if other.table == one.series.table and peer is not None and other.place[2] != table_row:
            column, own = spot(peer), spot(one.series.rows[0])
            if "bbox" not in column or "bbox" not in own or column.get("row") == own.get("row"):
                return None
            box = [column["bbox"][0], own["bbox"][1], column["bbox"][2], own["bbox"][3]]
            return dump_json({**own, "col": column["col"], "bbox": box})
    return None
