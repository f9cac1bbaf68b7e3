"""A fact set with a few facts, and a folder of decisions about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.facts import SCHEMAS, write_fact_set
from warehouse.review.decisions import CONFLICT_COLUMNS, CONFLICTS_FILE, FACT_COLUMNS, FACTS_FILE

SHA = "ab" * 32
TODAY = date(2026, 4, 10)
SIGNED = {
    "reason": "9 is printed as 4",
    "evidence": "p. 3 of the report",
    "proposed_by": "Sato",
    "proposed_on": "2026-04-01",
    "approved_by": "Suzuki",
    "approved_on": "2026-04-02",
    "look_again_by": "2027-03-31",
}


def fact(kind: str, fact_id: str, **values: Any) -> dict[str, Any]:
    row = {"fact_id": fact_id, "sha256": SHA, "fiscal_year": 2025, "review_state": "flagged", **values}
    assert set(row) <= set(SCHEMAS[kind].names)
    return row


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """One fact set: a result, a month, a status; and a conflict that the reader found."""
    folder = tmp_path / f"{SHA}-v1"
    write_fact_set(
        folder,
        {
            "kpi_actual": [fact("kpi_actual", "a1", value=54.5, kpi_code="generic_use_rate", as_of=date(2025, 9, 1))],
            "monthly_actual": [fact("monthly_actual", "m1", value=1440.0, month=date(2025, 4, 1), measure_ja="件数")],
            "plan_status": [fact("plan_status", "s1", symbol="○", item_ja="広報")],
            "conflict": [
                {"conflict_id": "c1", "sha256": SHA, "left_fact_id": "a1", "right_fact_id": "m1", "detail": "differ"}
            ],
        },
    )
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write rows of facts.csv and conflicts.csv; gives the folder."""
    folder = tmp_path / "corrections"
    folder.mkdir()

    def _write(*rows: dict[str, str], conflicts: tuple[dict[str, str], ...] = ()) -> Path:
        for name, columns, lines in (
            (FACTS_FILE, FACT_COLUMNS, rows),
            (CONFLICTS_FILE, CONFLICT_COLUMNS, conflicts),
        ):
            text = "\n".join(",".join(line[column] for column in columns) for line in lines)
            (folder / name).write_text(",".join(columns) + "\n" + text + "\n", encoding="utf-8")
        return folder

    return _write


def decision(**values: str) -> dict[str, str]:
    """A row of facts.csv that corrects the result, with what a test changes about it."""
    row = {
        "fact_id": "a1",
        "report_id": SHA[:16],
        "fact_column": "value",
        "value_seen": "54.5",
        "value_right": "59.5",
        "decision": "corrected",
    }
    return {**row, **SIGNED, **values}


def conflict(**values: str) -> dict[str, str]:
    """A row of conflicts.csv about the reader's conflict."""
    row = {
        "conflict_id": "c1",
        "left_fact_id": "a1",
        "left_value": "54.5",
        "right_fact_id": "m1",
        "right_value": "1440",
        "decision": "left",
    }
    return {**row, **SIGNED, **values}
