"""What is not read from the samples as their truth says, each with the number of facts and the reason.

The list only ever gets shorter: an entry that no longer happens fails the test as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ISHIKAWA = "ishikawa-2023-results.pdf"
MIE = "mie-2024-q1-progress.txt"
SHIGA = "shiga-2024-q3-progress.pdf"
TOKUSHIMA = "tokushima-2023-h1-progress.pdf"
YAMAGATA = "yamagata-2021-action-plan.pdf"


@dataclass(frozen=True)
class Known:
    """`count` differences of one kind in one report that are known, with the reason; `what` as in `Difference`."""

    report: str
    kind: str
    what: str
    count: int
    reason: str
    where: dict[str, str] = field(default_factory=dict)


def _of(measure: str) -> dict[str, str]:
    return {"measure_ja": measure}


_NO_UNIT = "the unit stands in the caption or over the table only and is not carried to the figures"
_YEAR = "the column 通期 is read as the whole year, although the report ends before it"
_MONTH = "the month or quarter that stands in the caption or heading is not carried into the period"
_TOTAL = "the total row is named after the corner of its table, not after its caption"
_AGAIN = "a row of three figures that the conversion repeats without its caption is kept twice"
_NUMBER = "a row without a number is read under the number above it; the truth leaves it empty"

_PER_YEARS = (("monthly_actual", 24), ("period_figure", 2))  # two years of twelve months, and their totals
_PER_YEAR = (("monthly_actual", 12), ("period_figure", 1))

KNOWN: tuple[Known, ...] = (
    *(Known(ISHIKAWA, kind, "missing", n, _TOTAL, _of("サービススタンダード 合計")) for kind, n in _PER_YEARS),
    *(Known(ISHIKAWA, kind, "extra", n, _TOTAL, _of("達成率 合計")) for kind, n in _PER_YEARS),
    *(Known(ISHIKAWA, kind, "unit", n, _NO_UNIT, _of("健康宣言事業所数（単月）")) for kind, n in _PER_YEARS),
    *(Known(ISHIKAWA, kind, "unit", n, _NO_UNIT, _of(s)) for s in ("一般競争", "一者応札") for kind, n in _PER_YEAR),
    Known(MIE, "monthly_actual", "extra", 3, _AGAIN, {"kpi_code": "overpayment_recovery_rate"}),
    Known(SHIGA, "period_figure", "period", 1, _YEAR, _of("内容点検に係る査定金額")),
    *(
        Known(SHIGA, "period_figure", "period", 1, _MONTH, _of(f"併給調整 {name}"))
        for name in ("確認対象", "確認済", "返納対象")
    ),
    Known(YAMAGATA, "schedule_mark", "item_no", 12, _NUMBER, {"activity_ja": "支払基金との協議"}),
)
