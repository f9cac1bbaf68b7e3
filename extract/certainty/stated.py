"""Figures that running text states and that another place prints as well, beyond doubt and exactly the same.

A sentence may leave open what a table says outright: the KPI, the date, that it sets a target at all. Where a fact that
is ok elsewhere in the report has the same KPI, fiscal year, month, value and unit, nothing of that is open any more. A
figure that is doubted for what was printed (約, a misread letter) stays so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from extract.certainty.findings import Claim
from extract.certainty.printed import where
from extract.facts import Row
from extract.recorder import Recorder
from extract.shapes.text.clause_subjects import LINE_ABOVE, SAME_GROUP, SENTENCE_BEFORE
from extract.shapes.text.clause_times import UNDATED
from extract.shapes.text.kpi_clauses import CLAUSE, NOT_ALL
from extract.shapes.text.prose_figures import BY_SENTENCE, NAMED_BY, NO_PERIOD, READ

CHECK = "stated_again"
#: Doubts that another printing settles: they are about what a sentence leaves open.
_OPEN = frozenset(
    {LINE_ABOVE, SAME_GROUP, SENTENCE_BEFORE, UNDATED, CLAUSE, NOT_ALL, READ, NAMED_BY, NO_PERIOD, BY_SENTENCE}
)
_SAME = {
    "kpi_target": ("kpi_code", "fiscal_year", "comparator", "target_value", "unit"),
    "kpi_actual": ("kpi_code", "fiscal_year", "as_of", "value", "unit", "scope"),
    "kpi_rank": ("kpi_code", "fiscal_year", "as_of", "rank", "previous_rank"),
    "period_figure": ("measure_ja", "kpi_code", "fiscal_year", "period", "dimension", "value", "unit"),
}


def claims(recorder: Recorder) -> Iterator[Claim]:
    """One passed claim for every figure of running text that a fact without doubt prints elsewhere."""
    for kind, names in _SAME.items():
        clean: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in recorder.of(kind):
            if row["review_state"] == "ok" and row["method"] != "ocr":
                clean[tuple(row[name] for name in names)].append(row)
        for row in recorder.of(kind):
            others = clean.get(tuple(row[name] for name in names), []) if _is_open(row) else []
            other = next((other for other in others if other["source_ref"] != row["source_ref"]), None)
            if other is not None and (row["kpi_code"] is not None or kind == "period_figure"):
                detail = f"the same figure stands, beyond doubt, in another place ({where(other)})"
                yield Claim(CHECK, True, (row, other), detail, settles=True)


def _is_open(row: Row) -> bool:
    reasons = (row["review_reason"] or "").split("; ")
    return row["review_state"] == "flagged" and row["method"] != "ocr" and all(reason in _OPEN for reason in reasons)
