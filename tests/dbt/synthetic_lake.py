"""A small made-up lake of fact sets and a ledger, and dbt run on it: the ground of the tests of marts and gate.

A test describes reports with `Report` and adds facts to them; `Lake.write` leaves the Parquet files that the
warehouse would leave, `Lake.build` runs dbt in a process of its own and gives the candidate's path.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extract.facts import FACT_KINDS, SCHEMAS, dump_json, fact_key, write_fact_set
from tests.shared import FOLDER
from warehouse.history.timeline import stage_history
from warehouse.paths import Warehouse
from warehouse.review.check import Applied, Effect
from warehouse.review.decisions import SignOff
from warehouse.review.staging import write_decisions

DBT_PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"
PARSED = "partial_parse.msgpack"
EPOCH = datetime(2024, 4, 1, 0, 0, 0)

INTAKE_SCHEMA = pa.schema(
    [
        ("offer_id", pa.string()),
        ("file_name", pa.string()),
        ("sha256", pa.string()),
        ("size_bytes", pa.int64()),
        ("origin", pa.string()),
        ("first_offered_at", pa.timestamp("us")),
        ("last_offered_at", pa.timestamp("us")),
        ("outcome_path", pa.string()),
    ]
)
OUTCOME_SCHEMA = pa.schema(
    [
        ("sha256", pa.string()),
        ("extractor_version", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("reader", pa.string()),
        ("page_count", pa.int32()),
        ("pages_unread", pa.string()),
        ("counts", pa.string()),
        ("flagged", pa.int32()),
        ("derived", pa.int32()),
        ("rejected_cells", pa.int32()),
        ("checks_passed", pa.int32()),
        ("checks_failed", pa.int32()),
        ("coverage", pa.string()),
        ("problems", pa.string()),
        ("seconds", pa.float64()),
    ]
)


def sha_of(name: str) -> str:
    """A stable stand-in for the hash of a file's content."""
    return hashlib.sha256(name.encode()).hexdigest()


@dataclass
class Report:
    """One content: its header, its facts by kind and how reading it went."""

    content: str
    branch_code: str | None = "gunma"
    fiscal_year: int | None = 2023
    report_kind: str | None = "results"
    period: str | None = "FY"
    as_of: date | None = None
    reader: str = "pdf"
    status: str = "read"
    reason: str | None = None
    pages_unread: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return sha_of(self.content)

    @property
    def report_id(self) -> str:
        return self.sha256[:16]

    def add(self, kind: str, **values: Any) -> str:
        """Add a fact, filling in what every fact carries, and give its id."""
        rows = self.rows.setdefault(kind, [])
        number = len(rows) + 1
        printed = values.get("value", values.get("target_value", values.get("rank", values.get("symbol", "○"))))
        fact = {
            "fact_id": fact_key(self.sha256, kind, number),
            "sha256": self.sha256,
            "page": 1 if self.reader != "text" else None,
            "source_ref": dump_json({"sha256": self.sha256, "page": 1, "bbox": [10, 10 * number, 50, 10 * number + 9]}),
            "extracted_text": f"{printed:,}" if isinstance(printed, int | float) else str(printed),
            "review_state": "ok",
            "review_reason": None,
            "method": self.reader,
            "rule": "made_up",
            "checks": "[]",
            "section": "1.基盤的保険者機能",
            "fiscal_year": self.fiscal_year,
        }
        if kind in ("reject", "conflict"):
            fact = {name: fact.get(name) for name in SCHEMAS[kind].names}
            fact[f"{kind}_id"] = fact_key(self.sha256, kind, number)
        rows.append({**fact, **values})
        return str(rows[-1].get("fact_id") or rows[-1].get(f"{kind}_id"))

    def target(self, kpi_code: str | None, value: float | None, comparator: str = ">=", **values: Any) -> str:
        defaults = {"kpi_text": f"{kpi_code}を{value}%以上とする", "unit": "%", "source_part": "body"}
        return self.add(
            "kpi_target", kpi_code=kpi_code, target_value=value, comparator=comparator, **{**defaults, **values}
        )

    def actual(self, kpi_code: str | None, value: float, as_of: date | None = None, **values: Any) -> str:
        defaults = {
            "kpi_text": kpi_code or "?",
            "unit": "%",
            "basis": "full_year" if as_of is None else "cumulative",
            "provisional": False,
            "scope": "branch",
        }
        return self.add("kpi_actual", kpi_code=kpi_code, value=value, as_of=as_of, **{**defaults, **values})

    def month(self, kpi_code: str | None, month: date, value: float, **values: Any) -> str:
        defaults = {"measure_ja": kpi_code or "件数", "unit": "%", "basis": "monthly", "series_id": kpi_code or "s"}
        return self.add("monthly_actual", kpi_code=kpi_code, month=month, value=value, **{**defaults, **values})


@dataclass
class Offer:
    """One (file name, content) pair offered to the warehouse at a given number of days after the start."""

    file_name: str
    report: Report
    day: int = 0
    last_day: int | None = None


@dataclass
class Lake:
    """Offers in a folder, and the dbt project run on them."""

    folder: Path
    offers: list[Offer] = field(default_factory=list)
    decisions: list[Applied] = field(default_factory=list)
    published_in: Path | None = None

    def offer(self, file_name: str, report: Report, day: int = 0, last_day: int | None = None) -> Report:
        self.offers.append(Offer(file_name, report, day, last_day))
        return report

    @property
    def warehouse(self) -> Warehouse:
        """The releases that came before; a lake has none unless a test publishes some."""
        return Warehouse(self.published_in or self.folder / "warehouse")

    @property
    def candidate(self) -> Path:
        return self.folder / "warehouse.duckdb"

    def write(self) -> None:
        """Leave the fact sets and the ledger as the warehouse would."""
        facts, ledger = self.folder / "facts", self.folder / "ledger"
        write_fact_set(facts / "empty", {})
        reports = {offer.report.sha256: offer.report for offer in self.offers}
        for report in reports.values():
            write_fact_set(facts / f"{report.sha256}-v1", {**report.rows, "report": self._header(report)})
        ledger.mkdir(parents=True, exist_ok=True)
        intake = [self._intake_row(number, offer) for number, offer in enumerate(self.offers)]
        outcome = [self._outcome_row(report) for report in reports.values()]
        pq.write_table(pa.Table.from_pylist(intake, schema=INTAKE_SCHEMA), ledger / "intake.parquet")
        pq.write_table(pa.Table.from_pylist(outcome, schema=OUTCOME_SCHEMA), ledger / "outcome.parquet")
        write_decisions(self.folder / "corrections", self.decisions)
        stage_history(self.warehouse, self.folder / "history")

    def environment(self) -> dict[str, str]:
        """Places as seen from the lake's folder: the same for all lakes, so that dbt reads the project once."""
        return {
            **os.environ,
            "KENPO_FACTS_DIR": "facts",
            "KENPO_LEDGER_DIR": "ledger",
            "KENPO_CORRECTIONS_DIR": "corrections",
            "KENPO_HISTORY_DIR": "history",
            "KENPO_CANDIDATE": self.candidate.name,
            "DBT_TARGET_PATH": str(self.folder / "target"),
            "DBT_LOG_PATH": str(self.folder / "logs"),
            "DO_NOT_TRACK": "1",
        }

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a dbt command on the lake."""
        command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments]
        places = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
        with _parsed_once(self.folder / "target", reusable="--vars" not in arguments):
            return subprocess.run(
                [*command, *places],
                env=self.environment(), capture_output=True, text=True, check=False, cwd=self.folder,
            )  # fmt: skip

    def build(self, *arguments: str) -> Path:
        """Write the lake, run `dbt build` and give the candidate; a failing build fails the test with dbt's words."""
        self.write()
        done = self.dbt("build", *arguments)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        return self.candidate

    def _header(self, report: Report) -> list[dict[str, Any]]:
        if report.status == "rejected":
            return []
        header = Report(report.content, reader=report.reader, fiscal_year=report.fiscal_year)
        header.add(
            "report",
            branch_code=report.branch_code,
            report_kind=report.report_kind,
            period=report.period,
            as_of=report.as_of,
            title=f"{report.content} 事業報告",
            reader=report.reader,
            page_count=3 if report.reader != "text" else None,
        )
        return header.rows["report"]

    def _intake_row(self, number: int, offer: Offer) -> dict[str, Any]:
        first = EPOCH + timedelta(days=offer.day, minutes=number)
        last = EPOCH + timedelta(days=offer.last_day, minutes=number) if offer.last_day is not None else first
        return {
            "offer_id": f"offer-{number:04}",
            "file_name": offer.file_name,
            "sha256": offer.report.sha256,
            "size_bytes": 1000 + number,
            "origin": "landing",
            "first_offered_at": first,
            "last_offered_at": last,
            "outcome_path": f"facts/{offer.report.sha256}-v1/outcome.json",
        }

    def _outcome_row(self, report: Report) -> dict[str, Any]:
        rows = {kind: report.rows.get(kind, []) for kind in FACT_KINDS}
        states = [row["review_state"] for kind_rows in rows.values() for row in kind_rows]
        return {
            "sha256": report.sha256,
            "extractor_version": "1",
            "status": report.status,
            "reason": report.reason,
            "reader": report.reader,
            "page_count": 3,
            "pages_unread": json.dumps(report.pages_unread, ensure_ascii=False),
            "counts": json.dumps({kind: len(kind_rows) for kind, kind_rows in rows.items()}),
            "flagged": states.count("flagged"),
            "derived": states.count("derived"),
            "rejected_cells": len(report.rows.get("reject", [])),
            "checks_passed": 1,
            "checks_failed": 0,
            "coverage": "[]",
            "problems": "[]",
            "seconds": 0.5,
        }


def months_of(fiscal_year: int) -> list[date]:
    """The twelve months of a fiscal year, April first."""
    return [date(fiscal_year + (1 if month < 4 else 0), month, 1) for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


def dbt_decision(
    fact_id: str, kind: str, column: str, seen: str, right: str, effect: Effect, conflict_id: str | None = None
) -> Applied:
    """A decision in force, proposed by Sato and approved by Suzuki."""
    sign_off = SignOff(
        reason="seen on the page",
        evidence="p. 1",
        proposed_by="Sato",
        proposed_on=date(2024, 4, 2),
        approved_by="Suzuki",
        approved_on=date(2024, 4, 3),
        look_again_by=date(2099, 3, 31),
    )
    key = fact_key("correction", fact_id, column)
    return Applied(key, fact_id, kind, column, seen, right, effect, conflict_id, sign_off)


@contextmanager
def _parsed_once(target: Path, reusable: bool) -> Iterator[None]:
    """Hand what dbt kept of reading the project from the run's first lake to all others: it takes longer than building
    a small one. With other variables dbt reads the project anew, and what it kept is of no use to others."""
    kept = Path(os.environ[FOLDER]) / PARSED if reusable and FOLDER in os.environ else None
    if kept and kept.exists() and not (target / PARSED).exists():
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(kept, target)
    yield
    if kept and not kept.exists() and (target / PARSED).exists():
        draft = kept.with_name(f"{PARSED}.{os.getpid()}")
        shutil.copy(target / PARSED, draft)
        draft.replace(kept)
