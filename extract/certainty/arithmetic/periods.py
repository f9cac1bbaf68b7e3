"""Quarters, half years and years against one another and against the months they cover.

Source of the rules: the columns 第1四半期 … add up to 上期, 下期 or the year, and half years to the year; a rate of
a longer part lies between those of its shorter parts, or is that of the last of them where it runs up. A column of a
half year among months adds up its months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.certainty.arithmetic.series import Series
from extract.certainty.arithmetic.sums import Column
from extract.certainty.findings import Claim, Disagreement, believed
from extract.certainty.printed import number, rounding, spot, where
from extract.facts import Row
from extract.normalise.dates import PART_MONTHS, month_in_year
from extract.recorder import Recorder

QUARTERS, RATES, MONTHS = "quarters_total", "quarters_mean", "months_period"
_WHOLES: dict[str, list[tuple[str, ...]]] = {
    "H1": [("Q1", "Q2")],
    "H2": [("Q3", "Q4")],
    "FY": [("Q1", "Q2", "Q3", "Q4"), ("H1", "H2")],
}
#: Units of figures that do not add up over the year.
_RATES = frozenset({"%", "min", "日", "歳", "位"})


def claims(recorder: Recorder, series: Sequence[Series]) -> list[Claim]:
    """What the parts of the year say about one another."""
    rows = _rows(recorder)
    return [*_sum_claims(rows), *_rate_claims(rows), *_month_claims(recorder, series)]


def _rows(recorder: Recorder) -> list[list[Row]]:
    """The figures that one row of a table prints of one measure and year."""
    rows: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for fact in recorder.of("period_figure"):
        ref = spot(fact)
        if ref.get("table") is not None and fact["value"] is not None:
            named = (fact["measure_ja"], fact["fiscal_year"], fact["dimension"], fact["unit"])
            rows[ref.get("page"), ref["table"], ref["row"], *named].append(fact)
    return [row for row in rows.values() if len({fact["period"] for fact in row}) == len(row)]


def _wholes(row: Sequence[Row]) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    """Every longer part of the year with its shorter parts.

    A column 合計 of a report in mid-year holds the quarters so far; it is taken so where its row prints no later one.
    """
    by_period = {str(fact["period"]): fact for fact in row}
    quarters = sorted(period for period in by_period if period[:1] == "Q")
    for period, fact in by_period.items():
        choices = list(_WHOLES.get(period, ()))
        if period.startswith("YTD") or (period == "FY" and len(quarters) < 4):
            choices.insert(0, tuple(quarters))
        for parts in choices:
            if len(parts) >= 2 and all(part in by_period for part in parts) and parts[0] in ("Q1", "Q3", "H1"):
                yield fact, tuple(by_period[part] for part in parts)
                break


# ── figures that add up ───────────────────────────────────────────────────────────────────────────────────────────────


def _sum_claims(rows: Sequence[Sequence[Row]]) -> list[Claim]:
    """Sums that are so by their names, and others where they usually close in their table or column."""
    tables: dict[tuple[object, object], list[Column]] = defaultdict(list)
    for row in rows:
        for whole, parts in _wholes(row) if row[0]["unit"] not in _RATES else ():
            ref = spot(whole)
            tables[ref.get("page"), ref.get("table")].append(Column(whole, parts))
    columns = [
        column
        for own in tables.values()
        for column in own
        if column.holds or (_is_meant(column, own) and not _runs_up(column))
    ]
    return [column.claim(QUARTERS, "the parts of the year") for column in columns]


def _is_meant(column: Column, others: Sequence[Column]) -> bool:
    """Whether a sum that fails was meant as one: by its name, its table, or the other rows of its column."""
    same = [other for other in others if other is not column and _shape(other) == _shape(column)]
    return _is_by_name(column) or believed(others, lambda c: c.holds) or any(other.holds for other in same)


def _shape(column: Column) -> tuple[object, ...]:
    return (spot(column.total)["col"], *(part["period"] for part in column.parts))


def _is_by_name(column: Column) -> bool:
    """Whether the names alone say that the whole has just these parts: 上期 of two quarters, 合計 of those so far."""
    period = str(column.total["period"])
    parts = tuple(str(part["period"]) for part in column.parts)
    return parts in _WHOLES.get(period, ()) or (
        period == "YTD" and parts[0] == "Q1" and len(parts) == int(parts[-1][1])
    )


def _runs_up(column: Column) -> bool:
    """Whether the whole is the last part, as for a stock such as registered workplaces."""
    return abs(float(column.parts[-1]["value"] - column.total["value"])) < 1e-9


# ── rates ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rate_claims(rows: Sequence[Sequence[Row]]) -> Iterator[Claim]:
    """A rate of the whole outside those of its parts: no average of them, plain or weighted, can be there."""
    for row in rows:
        for whole, parts in _wholes(row) if row[0]["unit"] in ("%", "min", "日") else ():
            values = [float(part["value"]) for part in parts]
            slack = rounding(whole) + max(map(rounding, parts)) + 1e-9
            fits = min(values) - slack <= whole["value"] <= max(values) + slack
            least, most = number(min(values), whole["unit"]), number(max(values), whole["unit"])
            said = f"{number(whole['value'], whole['unit'])} ({where(whole)}) stands for parts of the year"
            detail = f"{said} between {least} and {most} (from {where(parts[0])})"
            if fits:
                yield Claim(RATES, True, (whole, *parts), detail, bounds=True)
            elif whole["period"] in PART_MONTHS:
                told = Disagreement(whole, parts[0], number(whole["value"]), f"{least} to {most}")
                yield Claim(RATES, False, (whole, *parts), f"{detail} and lies outside them", disagreement=told)


# ── months ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _month_claims(recorder: Recorder, series: Sequence[Series]) -> Iterator[Claim]:
    """Parts of the year against the months of the same count: their sum, or the last of them where they run up.

    A figure of another table may be of something narrower under the same name; there only agreement counts.
    """
    beside = {id(total) for one in series for total in one.totals}  # the total of a row has its own check
    for fact in recorder.of("period_figure"):
        if id(fact) in beside or fact["period"] not in PART_MONTHS or fact["dimension"] or fact["value"] is None:
            continue
        for one in series:
            if one.is_count and _is_of(fact, one) and (months := _months_of(fact, one)):
                claim = _month_claim(fact, one, months)
                if claim.passed or one.table == (spot(fact).get("page"), spot(fact).get("table")):
                    yield claim


def _is_of(fact: Row, one: Series) -> bool:
    if fact.get("series_id"):
        return bool(fact["series_id"] == one.rows[0]["series_id"])
    same_name = fact["measure_ja"] == one.measure and fact["kpi_code"] == one.kpi_code
    return same_name and fact["fiscal_year"] == one.fiscal_year and fact["unit"] == one.unit


def _months_of(fact: Row, one: Series) -> list[Row]:
    """The months that the figure covers, where all of them are printed."""
    wanted = [month_in_year(one.fiscal_year, month) for month in PART_MONTHS[str(fact["period"])]]
    return [one.by_month[month] for month in wanted] if all(month in one.by_month for month in wanted) else []


def _month_claim(fact: Row, one: Series, months: Sequence[Row]) -> Claim:
    column = Column(fact, tuple(months))
    last = float(months[-1]["value"])
    runs_up = abs(last - fact["value"]) < 1e-9 and one.basis != "monthly"
    if not runs_up or column.holds:
        return column.claim(MONTHS, f"the months of {one.measure}")
    detail = f"{number(fact['value'])} ({where(fact)}) is the running figure of {months[-1]['month']:%Y-%m}"
    return Claim(MONTHS, True, (fact, months[-1]), f"{detail} ({where(months[-1])})")
