"""Figures that cannot be what they are read as, whatever the rest of the report says.

Source of the rules: a share in percent lies between 0 and 100 (a change, a comparison or a degree of attainment need
not); a duration in a row of h:mm is h:mm, also where a dot is printed for the colon.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence

from extract.certainty.findings import Claim
from extract.certainty.printed import number, where
from extract.certainty.series import Series
from extract.certainty.totals import clock_minutes
from extract.facts import Row
from extract.recorder import Recorder

PERCENT, CLOCK, STRAY = "percent_range", "clock_notation", "stray_value"
#: A row whose other figures stay this close together (largest to smallest) …
_STEADY = 1.3
#: … has no room for one this many times larger or smaller: it may stand in the wrong column.
_STRAY = 5.0
#: Names of percentages that may leave 0..100, and how far they may reach.
_MAY_EXCEED = re.compile(r"比|達成|伸|増|減|進捗|超過")
_FAR_OUT = 1000.0
_MEASURED = {"monthly_actual": "value", "period_figure": "value", "kpi_actual": "value", "kpi_target": "target_value"}


def claims(recorder: Recorder, series: Sequence[Series], others: Sequence[Claim]) -> list[Claim]:
    """Claims on single figures, given those of all other checks; only the failing ones are worth a note."""
    confirmed = {id(row) for claim in others if claim.passed for row in claim.members}
    strays = (claim for claim in _stray_claims(series) if not confirmed & {id(row) for row in claim.members})
    return [*_percent_claims(recorder, confirmed), *_clock_claims(series), *strays]


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
    """One figure far off in a row whose others hardly move, and that no sum confirms."""
    for one in series:
        for row in one.rows:
            others = [other["value"] for other in one.rows if other is not row]
            if len(others) < 2 or row["value"] <= 0 or min(others) <= 0 or max(others) / min(others) > _STEADY:
                continue
            usual = statistics.median(others)
            if not usual / _STRAY <= abs(row["value"]) <= usual * _STRAY:
                value, unit = number(row["value"], row["unit"]), row["unit"]
                detail = (
                    f"{value} ({where(row)}) among figures around {number(usual, unit)}; it may be of another column"
                )
                yield Claim(STRAY, False, (row,), detail)


def _clock_words(row: Row, minutes: float) -> str:
    text = str(row["extracted_text"]).strip()
    return f"{text} ({where(row)}) is printed with '.' in a row of h:mm; it would read {number(minutes, 'min')}"
