"""The decisions in force as the one table that dbt reads, and what makes them part of a release's identity."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extract.facts import dump_json
from warehouse.review.check import Applied, describe

#: dbt's source `corrections.decision`: one row per decided column of a fact.
DECISION_SCHEMA = pa.schema(
    [
        ("correction_id", pa.string()),
        ("fact_id", pa.string()),
        ("fact_kind", pa.string()),
        ("fact_column", pa.string()),
        ("value_seen", pa.string()),
        ("value_right", pa.string()),  # as text; empty: the column is empty in truth
        ("effect", pa.string()),  # corrected | confirmed | withdrawn | overruled
        ("conflict_id", pa.string()),  # set where the decision is about a conflict
        ("reason", pa.string()),
        ("evidence", pa.string()),
        ("proposed_by", pa.string()),
        ("proposed_on", pa.date32()),
        ("approved_by", pa.string()),
        ("approved_on", pa.date32()),
        ("look_again_by", pa.date32()),
        ("sign_off", pa.string()),
    ]
)


def write_decisions(folder: Path, applied: Sequence[Applied]) -> None:
    """Write `decision.parquet` into `folder`, which is created; always, also without rows."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [describe(one) for one in applied]
    pq.write_table(pa.Table.from_pylist(rows, schema=DECISION_SCHEMA), folder / "decision.parquet")


def fingerprint(applied: Sequence[Applied]) -> str:
    """Hash of the decisions, so that a release with other decisions is another release."""
    rows = [{key: str(value) for key, value in describe(one).items()} for one in applied]
    return hashlib.sha256(dump_json(rows).encode()).hexdigest()
