"""Values that only arithmetic gives: the one blank among printed figures whose sum is printed.

A blank cell is derived where exactly one figure is missing from an exact sum of counts: a month from the total of its
row, a month or a running figure from the step between two running figures, a part from the 合計 row of its column.
Never for a month the report has not reached, never from doubtful figures, and only where something is left for it: a
blank that would be 0 may as well mean that nothing took place. The value is `derived`, never ok, and has no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extract.certainty.arithmetic import running, sums, totals
from extract.certainty.arithmetic.series import Series, year_months
from extract.certainty.printed import number, rounding, spot, where
from extract.facts import Row, dump_json, fact_key
from extract.recorder import Recorder, checked
from extract.shapes.context import Header

FROM_TOTAL, FROM_RUNNING, FROM_ROWS = "derived_from_total", "derived_from_running", "derived_from_rows"


@dataclass(frozen=True)
class Gap:
    """A blank month of a row, the value that a sum leaves for it, and the printed figures it comes from."""

    series: Series
    month: date
    value: float
    rule: str
    known: tuple[Row, ...]
    words: str

    @property
    def is_certain(self) -> bool:
        """Whether only one whole, positive count can stand there, and all it comes from was read without doubt."""
        whole = self.value > 0 and float(self.value).is_integer() and not any(rounding(row) for row in self.known)
        return whole and self.series.is_count and all(row["review_state"] == "ok" for row in self.known)


def derive(recorder: Recorder, series: Sequence[Series], header: Header) -> None:
    """Adds the derived facts; where two sums give one blank different values, neither is added."""
    gaps = [*_from_totals(series), *_from_running(series), *_from_rows(series)]
    by_place: dict[tuple[int, date], list[Gap]] = {}
    for gap in gaps:
        if gap.is_certain and (header.as_of is None or gap.month <= header.as_of):
            by_place.setdefault((id(gap.series), gap.month), []).append(gap)
    for own in by_place.values():
        if len({gap.value for gap in own}) == 1:
            _add(recorder, own, series)


def _blank(one: Series, month: date) -> bool:
    return month not in one.by_month and month in year_months(one.fiscal_year)


# ── the sums that leave one blank ─────────────────────────────────────────────────────────────────────────────────────


def _from_totals(series: Sequence[Series]) -> Iterator[Gap]:
    """The blank month of a row of which the total and the eleven other months are printed."""
    for one in totals.with_totals(series):
        printed = {row["month"] for row in one.months}
        blank = [month for month in year_months(one.series.fiscal_year) if month not in printed]
        if len(blank) == 1 and one.series.basis == "monthly" and min(one.values) >= 0:
            total = f"the total {number(one.value)} ({where(one.total)})"
            others = f"the {len(one.months)} other months, {number(sum(one.values))} (from {where(one.months[0])})"
            rest = one.value - sum(one.values)
            yield Gap(one.series, blank[0], rest, FROM_TOTAL, (*one.months, one.total), f"{total} less {others}")


def _from_running(series: Sequence[Series]) -> Iterator[Gap]:
    """Blank months between two running figures, and blank running figures after a known one, where all else closes."""
    for monthly, run in running.closing_pairs(series):
        year = year_months(run.fiscal_year)
        for before, after in zip(year, year[1:], strict=False):
            first, last, added = run.by_month.get(before), run.by_month.get(after), monthly.by_month.get(after)
            if first and last and _blank(monthly, after):
                words = f"the running figure {number(last['value'])} ({where(last)}) less {number(first['value'])}"
                rest = float(last["value"] - first["value"])
                yield Gap(monthly, after, rest, FROM_RUNNING, (first, last), f"{words} ({where(first)})")
            if first and added and _blank(run, after):
                words = f"the running figure {number(first['value'])} ({where(first)}) and {number(added['value'])}"
                total = float(first["value"] + added["value"])
                yield Gap(run, after, total, FROM_RUNNING, (first, added), f"{words} ({where(added)})")


def _from_rows(series: Sequence[Series]) -> Iterator[Gap]:
    """The blank of one row in a column whose 合計 and other rows are printed, where the other columns close."""
    for total, parts in sums.closing_blocks(series):
        for month, figure in total.by_month.items():
            missing = [row for row in parts if _blank(row, month)]
            known = tuple(row.by_month[month] for row in parts if month in row.by_month)
            if len(missing) == 1 and len(known) == len(parts) - 1:
                rest = float(figure["value"] - sum(row["value"] for row in known))
                words = f"{total.measure} {number(figure['value'])} ({where(figure)}) less the {len(known)} other rows"
                yield Gap(missing[0], month, rest, FROM_ROWS, (*known, figure), words)


# ── the fact ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _add(recorder: Recorder, gaps: Sequence[Gap], series: Sequence[Series]) -> None:
    gap = gaps[0]
    first = gap.series.rows[0]
    result = f"leaves {number(gap.value)}" if gap.rule != FROM_RUNNING else f"gives {number(gap.value)}"
    detail = f"the cell is blank: {gap.words}, {result}"
    row: Row = {
        **first,
        "fact_id": fact_key(recorder.sha256, "monthly_actual", gap.rule, first["series_id"], gap.month),
        "source_ref": _blank_cell(gap.series, gap.month, series) or gap.known[-1]["source_ref"],
        "extracted_text": "",
        "review_state": "derived",
        "review_reason": detail,
        "rule": gap.rule,
        "checks": [],
        "month": gap.month,
        "value": gap.value,
    }
    for each in gaps:
        checked(row, each.rule, True, f"{each.words}: {number(each.value)}")
    recorder.of("monthly_actual").append(row)


def _blank_cell(one: Series, month: date, series: Sequence[Series]) -> str | None:
    """The place of the blank cell: where the line of the row meets the line in which another row has that month."""
    if one.table[1] is None:
        return None
    own = spot(one.rows[0])
    for other in series:
        peer = next((row for row in other.rows if row["month"].month == month.month), None)
        if other.table != one.table or peer is None or other is one:
            continue
        theirs = spot(peer)
        if "bbox" not in theirs or "bbox" not in own:
            return _in_text(one, own, theirs)
        if _is_down(one):
            box = [own["bbox"][0], theirs["bbox"][1], own["bbox"][2], theirs["bbox"][3]]
            return dump_json({**own, "row": theirs["row"], "bbox": box})
        if theirs.get("row") != own.get("row"):
            box = [theirs["bbox"][0], own["bbox"][1], theirs["bbox"][2], own["bbox"][3]]
            return dump_json({**own, "col": theirs["col"], "bbox": box})
    return _between_months(one, month)


def _between_months(one: Series, month: date) -> str | None:
    """Where no row has that month: what lies between the months before and after it, if they stand in one row."""
    by_month = {12 * row["month"].year + row["month"].month: spot(row) for row in one.rows}
    at = 12 * month.year + month.month
    before, after = by_month.get(at - 1, {}), by_month.get(at + 1, {})
    if "bbox" not in before or "bbox" not in after:
        return None
    place = [(ref.get("page"), ref.get("row")) for ref in (before, after)]
    if place[0] != place[1] or before["bbox"][2] >= after["bbox"][0]:
        return None
    box = [before["bbox"][2], before["bbox"][1], after["bbox"][0], before["bbox"][3]]
    return dump_json({**before, "col": before["col"] + 1, "bbox": box})


def _in_text(one: Series, own: dict[str, Any], theirs: dict[str, Any]) -> str | None:
    """In a text, the column of the month and the lines and columns that the row takes up."""
    spans = [ref["span"] for row in one.rows if "span" in (ref := spot(row))]
    if not spans or _is_down(one) or theirs.get("row") == own.get("row"):
        return None
    first, last = min(span[:2] for span in spans), max(span[2:] for span in spans)
    return dump_json({**own, "col": theirs["col"], "span": [*first, *last]})


def _is_down(one: Series) -> bool:
    """Whether the months of the row run down one column."""
    spots = [spot(row) for row in one.rows]
    return len({ref.get("col") for ref in spots}) == 1 and len({ref.get("row") for ref in spots}) > 1
