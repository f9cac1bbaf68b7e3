"""What a build reads: the fact sets in force, the ledger and the outcomes, laid out for dbt; and their fingerprint."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extract.facts import dump_json, write_fact_set
from extract.version import EXTRACTOR_VERSION
from warehouse.extraction import outcome
from warehouse.history.timeline import stage_history
from warehouse.intake import Offer, ledger
from warehouse.paths import Warehouse
from warehouse.review.check import Applied, apply
from warehouse.review.decisions import read_decisions
from warehouse.review.staging import fingerprint as decisions_fingerprint
from warehouse.review.staging import write_decisions
from warehouse.version import code_hash

#: UTC without a zone, so that nothing downstream depends on the time zone of the machine that builds.
_MOMENT = pa.timestamp("us")

INTAKE_SCHEMA = pa.schema(
    [
        ("offer_id", pa.string()),
        ("file_name", pa.string()),
        ("sha256", pa.string()),
        ("size_bytes", pa.int64()),
        ("origin", pa.string()),
        ("first_offered_at", _MOMENT),
        ("last_offered_at", _MOMENT),
        ("outcome_path", pa.string()),
    ]
)

OUTCOME_SCHEMA = pa.schema(
    [
        ("sha256", pa.string()),
        ("extractor_version", pa.string()),
        ("status", pa.string()),  # read | partly_read | rejected
        ("reason", pa.string()),
        ("reader", pa.string()),
        ("page_count", pa.int32()),
        ("pages_unread", pa.string()),  # JSON list of {page, reason}
        ("counts", pa.string()),  # JSON object, facts by kind
        ("flagged", pa.int32()),
        ("derived", pa.int32()),
        ("rejected_cells", pa.int32()),
        ("checks_passed", pa.int32()),
        ("checks_failed", pa.int32()),
        ("coverage", pa.string()),  # JSON list of {place, what, read, why, page, …}
        ("problems", pa.string()),  # JSON list of sentences
        ("seconds", pa.float64()),
    ]
)

_LISTS = ("pages_unread", "coverage", "problems")


@dataclass(frozen=True)
class Inputs:
    """The ledger, for each content in it its fact set's hash (None where there is none), and reviewers' decisions."""

    records: list[Offer]
    fact_hashes: dict[str, str | None]
    decisions: tuple[Applied, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Hash of everything a release is made of; equal inputs and code give equal releases.

        What earlier releases said takes no part: else every release would be reason for another one.
        """
        offers = sorted([record.file_name, record.sha256, record.first_offered_at] for record in self.records)
        parts = {
            "offers": offers,
            "facts": self.fact_hashes,
            "extractor": EXTRACTOR_VERSION,
            "code": code_hash(),
            "decisions": decisions_fingerprint(self.decisions),
        }
        return hashlib.sha256(dump_json(parts).encode()).hexdigest()


def collect(warehouse: Warehouse, corrections: Path, today: date | None = None) -> Inputs:
    """The inputs as they stand now; decisions are judged as of `today` (the day in UTC if not given).

    Raises:
        CorrectionsError: a decision in the folder `corrections` cannot be applied.
    """
    records = ledger(warehouse)
    hashes = {record.sha256: fact_set_hash(warehouse.fact_set(record.sha256)) for record in records}
    decisions = apply(read_decisions(corrections), fact_sets(warehouse), today or datetime.now(UTC).date())
    return Inputs(records, dict(sorted(hashes.items())), tuple(decisions))


def fact_sets(warehouse: Warehouse) -> list[Path]:
    """Folders of the complete fact sets in force, one for each content of the ledger that has been read."""
    folders = [warehouse.fact_set(sha256) for sha256 in sorted({record.sha256 for record in ledger(warehouse)})]
    return [folder for folder in folders if (folder / "outcome.json").exists()]


def fact_set_hash(folder: Path) -> str | None:
    """Hash over a fact set's Parquet files and outcome (without the time it took); None if it is not complete."""
    if not (folder / "outcome.json").exists():
        return None
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.parquet")):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    result = {key: value for key, value in outcome(folder).items() if key not in {"seconds", "file_name"}}
    digest.update(dump_json(result).encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Staged:
    """The folders that dbt reads."""

    facts: Path
    ledger: Path
    corrections: Path
    history: Path


def stage(warehouse: Warehouse, inputs: Inputs, folder: Path) -> Staged:
    """Lay the inputs out under `folder` for dbt.

    Fact sets are linked, not copied. A set without rows is always there, so that every source has its files.
    """
    facts, ledger_folder = folder / "facts", folder / "ledger"
    facts.mkdir(parents=True)
    ledger_folder.mkdir()
    write_fact_set(facts / "empty", {})
    for sha256, fact_hash in inputs.fact_hashes.items():
        if fact_hash is not None:
            target = warehouse.fact_set(sha256)
            (facts / target.name).symlink_to(os.path.relpath(target, facts))
    intake_rows = [_intake_row(record) for record in inputs.records]
    pq.write_table(pa.Table.from_pylist(intake_rows, schema=INTAKE_SCHEMA), ledger_folder / "intake.parquet")
    outcomes = [outcome_row(sha256, outcome(warehouse.fact_set(sha256))) for sha256 in inputs.fact_hashes]
    pq.write_table(pa.Table.from_pylist(outcomes, schema=OUTCOME_SCHEMA), ledger_folder / "outcome.parquet")
    write_decisions(folder / "corrections", inputs.decisions)
    return Staged(facts, ledger_folder, folder / "corrections", stage_history(warehouse, folder / "history"))


def _intake_row(record: Offer) -> dict[str, Any]:
    row = asdict(record)
    for name in ("first_offered_at", "last_offered_at"):
        row[name] = datetime.fromisoformat(row[name]).astimezone(UTC).replace(tzinfo=None)
    return row


def outcome_row(sha256: str, result: dict[str, Any]) -> dict[str, Any]:
    """One row of outcome.parquet from an outcome.json that may lack any of its fields."""
    row = {name: result.get(name) for name in OUTCOME_SCHEMA.names}
    row |= {name: dump_json(result.get(name) or []) for name in _LISTS}
    row["counts"] = dump_json(result.get("counts") or {})
    for name in ("flagged", "derived", "rejected_cells", "checks_passed", "checks_failed"):
        row[name] = int(result.get(name) or 0)
    row["sha256"] = sha256
    row["extractor_version"] = str(result.get("extractor_version") or EXTRACTOR_VERSION)
    row["seconds"] = float(result.get("seconds") or 0.0)
    return row
