"""Facts of rows of months, as the gate reads them, without a database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd


def row_of_months(
    measure: str,
    values: Sequence[float | None],
    *,
    report: str = "r1",
    branch: str = "gunma",
    year: int = 2023,
    row: int = 1,
    **more: Any,
) -> list[dict[str, Any]]:
    """One fact for every month that is printed, in the columns 1 to 12 of a table."""
    facts = []
    for month, value in enumerate(values):
        if value is None:
            continue
        stamp = pd.Timestamp(year + (month > 8), (month + 3) % 12 + 1, 1)
        place = {"page": 1, "table": "1.1", "row": row, "col": month + 1}
        fact = {
            "fact_id": f"{report} {measure} {year} {month}",
            "report_id": report,
            "branch_code": branch,
            "series_id": f"{measure} {year}",
            "fiscal_year": year,
            "month": stamp,
            "measure_ja": measure,
            "kpi_code": None,
            "basis": "monthly",
            "unit": "件",
            "value": value,
            "extracted_text": f"{value:g}",
            "review_state": "ok",
            "source_ref": json.dumps(place),
        }
        facts.append(fact | more)
    return facts
