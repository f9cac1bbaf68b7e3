"""Figures that cannot be what they are read as, whatever the rest of the report says.

Source of the rules: a share in percent lies between 0 and 100 (a change, a comparison or a degree of attainment need
not); a duration in a row of h:mm is h:mm, also where a dot is printed for the colon; all figures of a row have one
unit, and a KPI its own; people and cases are counted in whole numbers; the value is what is printed; the month of a
result lies in its fiscal year; a plan holds no results of the year it is for.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence

from extract.certainty.arithmetic.series import Series
from extract.certainty.arithmetic.totals import clock_minutes
from extract.certainty.findings import Claim
from extract.certainty.printed import number, where
from extract.facts import Row
from extract.normalise.dates import fiscal_year_of
from extract.recorder import Recorder

PERCENT, CLOCK, STRAY = "percent_range", "clock_notation", "stray_value"
UNIT, WHOLE, PRINTED, YEAR = "unit_of_row", "whole_number", "as_printed", "month_of_year"
AHEAD = "result_of_plan"
#: A row whose other figures stay this close together (largest to smallest) …
_STEADY = 1.3
#: … has no room for one this many times larger or smaller: it may stand in the wrong column.
_STRAY = 5.0
#: Looser rows have no room for one this many times beyond all the others; looser than this, a row says nothing.
_FAR, _LOOSE = 8.0, 4.0
#: Counts this small come and go.
_FEW = 20
#: Units of things that come whole, and names of figures that need not.
_COUNTED = frozenset(
    {"件", "人", "名", "社", "事業所", "部", "通", "回", "枚", "台", "校", "市町村", "医療機関", "薬局"}
)
_AVERAGED = re.compile(r"平均|当たり|あたり|率|割合|比|指数")
#: Units in which no rate is printed, and how names of rates end.
_NO_RATE = _COUNTED | {"円", "千円", "万円", "百万円", "億円"}
_RATE = re.compile(r"(?:率|割合|比率|シェア)(?:\([^()]*\))?$")
#: Names of percentages that may leave 0..100, and how far they may reach.
_MAY_EXCEED = re.compile(r"比|達成|伸|増|減|進捗|超過|差$")
_FAR_OUT = 1000.0
_NEGATIVE = re.compile(r"^[△▲]\s*[\d,.]+\s*[^\d\s(（]*$")
_MEASURED = {"monthly_actual": "value", "period_figure": "value", "kpi_actual": "value", "kpi_target": "target_value"}


def claims(recorder: Recorder, series: Sequence[Series], others: Sequence[Claim]) -> list[Claim]:
    """Claims on single figures, given those of all other checks; only the failing ones are worth a note."""
    confirmed = {id(row) for claim in others if claim.passed and not claim.bounds for row in claim.members}
    strays = (claim for claim in _stray_claims(series) if not confirmed & {id(row) for row in claim.members})
    return [
        *_percent_claims(recorder, confirmed),
        *_clock_claims(series),
        *strays,
        *_unit_claims(series),
        *_rate_claims(recorder),
        *_whole_claims(recorder),
        *_printed_claims(recorder),
        *_year_claims(recorder),
        *_plan_claims(recorder),
    ]


def _percent_claims(recorder: Recorder, confirmed: set[int]) -> Iterator[Claim]:
    """Percentages out of range; a little over 100 is believed where another check confirms it (shares that add up)."""
    for kind, column in _MEASURED.items():
        for row in recorder.of(kind):
            value = row[column]
            name = str(row.get("measure_ja") or row.get("kpi_text") or "")
            may_exceed = bool(_MAY_EXCEED.search(name)) or id(row) in confirmed
            if row["unit"] == "%" and value is not None and not _is_possible(value, may_exceed):
                detail = f"{number(value, '%')} ({where(row)}) is no possible percentage of {name!r}"
                yield Claim(PERCENT, False, (row,), detail)


def _is_possible(value: float, may_exceed: bool) -> bool:
    return abs(value) <= _FAR_OUT if may_exceed else 0 <= value <= 100


def _clock_claims(series: Sequence[Series]) -> Iterator[Claim]:
    for one in series:
        dotted = [(row, minutes) for row in one.rows if (minutes := clock_minutes(row)) is not None]
        if len(one.rows) > 2 * len(dotted):
            for row, minutes in dotted:
                yield Claim(CLOCK, False, (row,), _clock_words(row, minutes))


def _stray_claims(series: Sequence[Series]) -> Iterator[Claim]:
    """One figure far off in a row whose others keep together, and that no sum confirms."""
    for one in series:
        for row in one.rows:
            others = [float(other["value"]) for other in one.rows if other is not row]
            if len(others) > 1 and row["value"] > 0 and min(others) > 0 and _is_stray(float(row["value"]), others):
                value, usual = number(row["value"], row["unit"]), number(statistics.median(others), row["unit"])
                detail = f"{value} ({where(row)}) among figures around {usual}; it may be of another column"
                yield Claim(STRAY, False, (row,), detail)


def _is_stray(value: float, others: Sequence[float]) -> bool:
    least, most, usual = min(others), max(others), statistics.median(others)
    if usual < _FEW and all(each.is_integer() for each in (value, *others)):
        return False
    if most / least <= _STEADY:
        return not usual / _STRAY <= value <= usual * _STRAY
    return len(others) > 3 and most / least <= _LOOSE and not least / _FAR <= value <= most * _FAR


def _unit_claims(series: Sequence[Series]) -> Iterator[Claim]:
    """A figure without the percent sign that the others of its row have, or the other way round; a KPI's unit."""
    for one in series:
        shares = [row for row in one.rows if row["unit"] == "%"]
        others = [row for row in one.rows if row["unit"] != "%"]
        odd = min(shares, others, key=len) if shares and others else []
        for row in odd:
            usual = "percentages" if row in others else "numbers"
            detail = f"{number(row['value'], row['unit'])} ({where(row)}) stands in a row of {usual}"
            yield Claim(UNIT, False, (row,), detail)


def _rate_claims(recorder: Recorder) -> Iterator[Claim]:
    """Amounts of money or counts under the name of a rate: the heading over them may be another one."""
    for kind, column in _MEASURED.items():
        for row in recorder.of(kind):
            name = str(row.get("measure_ja") or row.get("kpi_text") or "")
            if row[column] is not None and row["unit"] in _NO_RATE and _RATE.search(name):
                detail = f"{number(row[column], row['unit'])} ({where(row)}) is no rate, as {name!r} says"
                yield Claim(UNIT, False, (row,), detail)


def _whole_claims(recorder: Recorder) -> Iterator[Claim]:
    for kind, column in _MEASURED.items():
        for row in recorder.of(kind):
            value, name = row[column], str(row.get("measure_ja") or row.get("kpi_text") or "")
            if value is None or row["unit"] not in _COUNTED or float(value).is_integer() or _AVERAGED.search(name):
                continue
            detail = f"{number(value)} ({where(row)}) is no whole number of {row['unit']}"
            yield Claim(WHOLE, False, (row,), detail)


def _printed_claims(recorder: Recorder) -> Iterator[Claim]:
    """A figure whose sign is not that of the print."""
    for kind, column in _MEASURED.items():
        for row in recorder.of(kind):
            value, text = row[column], str(row["extracted_text"] or "").strip()
            if value and _NEGATIVE.match(text) and value > 0:
                yield Claim(PRINTED, False, (row,), f"{text} ({where(row)}) is read as {number(value, row['unit'])}")


def _year_claims(recorder: Recorder) -> Iterator[Claim]:
    for row in recorder.of("kpi_actual"):
        if row["as_of"] and row["fiscal_year"] and fiscal_year_of(row["as_of"]) != row["fiscal_year"]:
            detail = f"{row['as_of']:%Y-%m} ({where(row)}) does not lie in the fiscal year {row['fiscal_year']}"
            yield Claim(YEAR, False, (row,), detail)


def _plan_claims(recorder: Recorder) -> Iterator[Claim]:
    """Results and figures of months in a plan that are said to be of the year planned, or of a later one."""
    plan = next((row for row in recorder.of("report") if row["report_kind"] in ("plan", "action_plan")), None)
    if plan is None or not plan["fiscal_year"]:
        return
    for kind in ("kpi_actual", "monthly_actual"):
        for row in recorder.of(kind):
            if row["fiscal_year"] and row["fiscal_year"] >= plan["fiscal_year"]:
                said = f"{number(row['value'], row['unit'])} ({where(row)})"
                detail = f"{said} is read as a result of {row['fiscal_year']}, the year that the report plans"
                yield Claim(AHEAD, False, (row,), detail)


def _clock_words(row: Row, minutes: float) -> str:
    text = str(row["extracted_text"]).strip()
    return f"{text} ({where(row)}) is printed with '.' in a row of h:mm; it would read {number(minutes, 'min')}"
