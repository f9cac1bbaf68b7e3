"""A candidate database of a handful of rows, with the tables and columns that the evidence site asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from extract.facts import SCHEMAS
from warehouse.review.values import KINDS

SHA = "0123456789abcdef" * 4
REPORT = SHA[:16]
OTHER_SHA = "fedcba9876543210" * 4

_TYPES = {"int32": "integer", "double": "double", "date32[day]": "date", "bool": "boolean"}
_NOT_IN_MARTS = {"sha256", "match", "match_score", "match_second"}


def _fact_table(kind: str) -> str:
    columns = [
        f"{field.name} {_TYPES.get(str(field.type), 'varchar')}"
        for field in SCHEMAS[kind]
        if field.name not in _NOT_IN_MARTS
    ]
    more = ["report_id varchar", "branch_code varchar", "is_current boolean", "sign_off varchar"]
    return f"create table marts.fct_{kind} ({', '.join([*columns, *more])})"


def fact(fact_id: str, **values: Any) -> dict[str, Any]:
    """A row of a fact table; what is not said is that of an undoubted figure on page 2."""
    place = json.dumps({"sha256": SHA, "page": 2, "bbox": [10, 20, 60, 40]})
    common = {"fact_id": fact_id, "report_id": REPORT, "branch_code": "mie", "fiscal_year": 2024, "page": 2,
              "source_ref": place, "extracted_text": "12", "review_state": "ok", "is_current": True, "checks": "[]",
              "rule": "month_grid", "method": "pdf"}  # fmt: skip
    return common | values


def reject(reject_id: str, reason: str, **values: Any) -> dict[str, Any]:
    """A row of rejects.cell."""
    place = json.dumps({"sha256": SHA, "page": 1, "bbox": [1, 2, 3, 4]})
    common = {"reject_id": reject_id, "report_id": REPORT, "sha256": SHA, "page": 1, "source_ref": place,
              "extracted_text": "1,2,3", "reason": reason, "fact_kind": None}  # fmt: skip
    return common | values


def conflict(conflict_id: str, left: str, right: str, **values: Any) -> dict[str, Any]:
    """A row of mart_source_conflict."""
    common = {"conflict_id": conflict_id, "conflict_scope": "inside_report", "check_name": "said_once",
              "branch_code": "mie", "fiscal_year": 2024, "kpi_code": None, "measure_ja": "件数",
              "left_report_id": REPORT, "left_fact_id": left, "left_value": "12", "right_report_id": REPORT,
              "right_fact_id": right, "right_value": "21", "chosen_fact_id": None, "chosen_by": "none",
              "detail": "two printings", "review_status": "open"}  # fmt: skip
    return common | values


def write_release(
    path: Path,
    facts: Mapping[str, list[dict[str, Any]]],
    rejects: list[dict[str, Any]] | None = None,
    conflicts: list[dict[str, Any]] | None = None,
    restatements: list[dict[str, Any]] | None = None,
) -> Path:
    """Write the database; the release counts what it is given."""
    rejects, conflicts = rejects or [], conflicts or []
    with duckdb.connect(str(path)) as db:
        for schema in ("marts", "rejects", "staging"):
            db.execute(f"create schema {schema}")
        for kind in KINDS:
            db.execute(_fact_table(kind))
            for row in facts.get(kind, []):
                _insert(db, f"marts.fct_{kind}", row)
        states = [row["review_state"] for rows in facts.values() for row in rows]
        _table(db, "rejects.cell", rejects or [reject("none", "none")], keep=bool(rejects))
        _table(db, "marts.mart_source_conflict", conflicts or [conflict("none", "a", "b")], keep=bool(conflicts))
        if restatements is not None:
            _table(db, "marts.mart_restatement", restatements)
        open_conflicts = sum(row["review_status"] == "open" for row in conflicts)
        counts = {
            f"{name}_count": count
            for name, count in [
                ("offer", 2), ("report", 1), ("fact", len(states)), ("flagged", states.count("flagged")),
                ("rejected_cell", len(rejects)), ("open_conflict", open_conflicts),
            ]
        }  # fmt: skip
        about = {"release_id": "r1", "built_at": "2026-04-01", "previous_release": None, "code_version": "c1"}
        _table(db, "marts.release", [about | counts])
        _table(db, "marts.mart_load_quality", _offers(states))
        _table(db, "marts.dim_report", [{"report_id": REPORT, "branch_code": "mie", "fiscal_year": 2024,
               "report_kind": "results", "period": "FY", "as_of": None, "title": "t", "sha256": SHA,
               "supersedes_report_id": None}])  # fmt: skip
        _table(db, "marts.dim_branch", [{"branch_code": "mie", "jis_code": "24", "name_ja": "三重", "name_en": "Mie"}])
        kpi = {"name_ja": "率", "name_en": "rate", "unit": "%", "valid_to_fy": 2030}
        _table(db, "marts.dim_kpi", [{"kpi_code": "old", **kpi, "valid_from_fy": 2030},
                                     {"kpi_code": "one", **kpi, "valid_from_fy": 2020},
                                     {"kpi_code": "two", **kpi, "valid_from_fy": 2020}])  # fmt: skip
        used = [row["fact_id"] for row in facts.get("monthly_actual", [])]
        _table(db, "marts.mart_kpi_monthly", [{"month": "2024-05-01", "monthly_fact_id": used[0] if used else "",
               "target_fact_id": None}])  # fmt: skip
        _table(db, "staging.stg_ledger__outcome", [{"sha256": SHA, "extractor_version": "none"}])
    return path


def _offers(states: list[str]) -> list[dict[str, Any]]:
    counts = {f"{state}_count": states.count(state) for state in ("ok", "derived", "flagged", "corrected")}
    loaded = {"offer_id": "1", "file_name": "a.pdf", "sha256": SHA, "report_id": REPORT, "outcome": "loaded",
              "reason": None, "reader": "pdf", "extractor_version": "none", "pages": 2, "first_offered_at": None,
              "expected_kpi_count": 2, "found_kpi_count": 1, **counts}  # fmt: skip
    gone = {"offer_id": "2", "file_name": "b.pdf", "sha256": OTHER_SHA, "report_id": None, "outcome": "rejected",
            "reason": "no PDF", "expected_kpi_count": None, "found_kpi_count": None}  # fmt: skip
    return [loaded, dict.fromkeys(loaded) | gone]


def _table(db: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]], keep: bool = True) -> None:
    def kind(column: str) -> str:
        values = [row[column] for row in rows if row[column] is not None]
        return {int: "bigint", float: "double"}.get(type(values[0]) if values else str, "varchar")

    db.execute(f"create table {name} ({', '.join(f'{column} {kind(column)}' for column in rows[0])})")
    for row in rows if keep else ():
        _insert(db, name, row)


def _insert(db: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    db.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))
