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


_COUNTED = "a row of counts under a KPI's rate is given the KPI and its unit %, although a count is no percentage"
_NO_UNIT = "the unit stands in the caption or over the table only and is not carried to the figures"
_YEAR = "the column 通期 is read as the whole year, although the report ends before it"
_MONTH = "the month or quarter that stands in the caption or heading is not carried into the period"
_NESTED = "a nested table with as many columns as the layout around it is taken for the layout going on"
_TOTAL = "the total row is named after the corner of its table, not after its caption"
_AGAIN = "a row of three figures that the conversion repeats without its caption is kept twice"
_RESULT = "a result behind the heading ■ KPI on the same line is not read"
_NUMBER = "a row without a number is read under the number above it; the truth leaves it empty"

_PER_YEARS = (("monthly_actual", 24), ("period_figure", 2))  # two years of twelve months, and their totals
_PER_YEAR = (("monthly_actual", 12), ("period_figure", 1))
_SHARED = ("保険者間調整 回収件数", "保険者間調整 回収金額")

KNOWN: tuple[Known, ...] = (
    *(Known(ISHIKAWA, kind, "missing", n, _TOTAL, _of("サービススタンダード 合計")) for kind, n in _PER_YEARS),
    *(Known(ISHIKAWA, kind, "extra", n, _TOTAL, _of("達成率 合計")) for kind, n in _PER_YEARS),
    *(
        Known(ISHIKAWA, kind, what, n, _COUNTED, _of(name))
        for name in ("窓口件数", "郵送件数")
        for what in ("kpi_code", "unit")
        for kind, n in _PER_YEARS
    ),
    *(Known(ISHIKAWA, kind, "unit", n, _NO_UNIT, _of("健康宣言事業所数（単月）")) for kind, n in _PER_YEARS),
    *(Known(ISHIKAWA, kind, "unit", n, _NO_UNIT, _of(s)) for s in ("一般競争", "一者応札") for kind, n in _PER_YEAR),
    Known(MIE, "kpi_actual", "missing", 2, _NESTED, {"kpi_code": "service_standard_rate"}),
    Known(MIE, "kpi_actual", "missing", 3, _NESTED, {"kpi_code": "receipt_assessment_rate"}),
    Known(MIE, "kpi_actual", "missing", 3, _NESTED, {"kpi_code": "reassessment_amount_per_receipt"}),
    Known(MIE, "period_figure", "missing", 2, _NESTED, _of("サービススタンダード 決定件数")),
    Known(MIE, "kpi_actual", "missing", 1, _RESULT, {"kpi_code": "single_bid_rate"}),
    Known(MIE, "monthly_actual", "extra", 3, _AGAIN, {"kpi_code": "overpayment_recovery_rate"}),
    *(Known(report, "period_figure", "period", 1, _YEAR, _of(name)) for report in (MIE, SHIGA) for name in _SHARED),
    Known(SHIGA, "period_figure", "period", 1, _YEAR, _of("内容点検に係る査定金額")),
    *(
        Known(SHIGA, "period_figure", "period", 1, _MONTH, _of(f"併給調整 {name}"))
        for name in ("確認対象", "確認済", "返納対象")
    ),
    *(
        Known(SHIGA, "period_figure", "period", 2, _MONTH, _of(f"健診実施状況 {name}"))
        for name in ("生活習慣病予防健診", "事業者健診", "特定健康診査")
    ),
    *(
        Known(TOKUSHIMA, "period_figure", "period", 1, _MONTH, _of(f"受診者状況 {name}{part}"))
        for name in ("生活習慣病予防健診", "特定健康診査")
        for part in ("", " 対前年同期増減")
    ),
    Known(YAMAGATA, "schedule_mark", "item_no", 12, _NUMBER, {"activity_ja": "支払基金との協議"}),
)
