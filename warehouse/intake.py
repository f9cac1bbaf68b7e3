"""The intake ledger: which file names were offered with which content, when and from where."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from extract.facts import fact_key
from extract.run import is_read
from warehouse import raw_store
from warehouse.errors import NoReportsError
from warehouse.paths import Warehouse, read_json, write_json

#: What is offered as a report; anything else in a folder is counted and named, not read.
REPORT_SUFFIXES = (".pdf", ".txt", ".md", ".html", ".htm")


@dataclass(frozen=True)
class Offer:
    """One record of the ledger: a (file name, content) pair. Times are ISO 8601 in UTC."""

    offer_id: str
    file_name: str
    sha256: str
    size_bytes: int
    origin: str
    first_offered_at: str
    last_offered_at: str
    outcome_path: str


@dataclass(frozen=True)
class Folder:
    """What stands directly in a folder of reports."""

    path: Path
    reports: list[Path] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def printable(name: str) -> str:
    """A file name that can be written to JSON and Parquet, whatever bytes the file system holds."""
    return os.fsencode(name).decode("utf-8", "replace")


def scan(folder: Path) -> Folder:
    """The reports directly in `folder`, by name, and what else stands there (hidden entries are ignored).

    Raises:
        NoReportsError: the folder does not exist or is not a folder.
    """
    if not folder.is_dir():
        raise NoReportsError(f"{folder} is not a folder; say REPORTS=path/to/the/reports")
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    reports = [entry for entry in entries if entry.is_file() and entry.suffix.lower() in REPORT_SUFFIXES]
    passed_over = [printable(entry.name) for entry in entries if entry not in reports]
    return Folder(folder, reports, passed_over)


def offer(warehouse: Warehouse, source: Path, now: datetime | None = None) -> Offer:
    """Store one report's bytes and enter it in the ledger; the same name and content again only renews the time.

    Raises:
        OSError: the file cannot be read.
    """
    moment = (now or datetime.now(UTC)).isoformat(timespec="microseconds")
    raw = raw_store.store(source, warehouse.raw)
    name = printable(source.name)
    offer_id = fact_key("offer", name, raw.sha256)
    record_path = warehouse.intake / f"{offer_id}.json"
    outcome = warehouse.fact_set(raw.sha256) / "outcome.json"
    record = Offer(
        offer_id=offer_id,
        file_name=name,
        sha256=raw.sha256,
        size_bytes=raw.size_bytes,
        origin=printable(str(source.parent)),
        first_offered_at=moment,
        last_offered_at=moment,
        outcome_path=outcome.relative_to(warehouse.root).as_posix(),
    )
    if record_path.exists():
        record = replace(record, first_offered_at=str(read_json(record_path)["first_offered_at"]))
    write_json(record_path, asdict(record))
    return record


def ledger(warehouse: Warehouse) -> list[Offer]:
    """Every record, oldest offer first; outcome paths are those of the present extractor version."""
    records = [Offer(**read_json(path)) for path in warehouse.intake.glob("[!.]*.json")]
    current = [
        replace(
            record,
            outcome_path=(warehouse.fact_set(record.sha256) / "outcome.json").relative_to(warehouse.root).as_posix(),
        )
        for record in records
    ]
    return sorted(current, key=lambda record: (record.first_offered_at, record.file_name, record.sha256))


def first_names(records: list[Offer]) -> dict[str, str]:
    """For each content the name under which it was offered first; other names of it are duplicates."""
    names: dict[str, str] = {}
    for record in records:
        names.setdefault(record.sha256, record.file_name)
    return names


def unread(warehouse: Warehouse) -> list[Offer]:
    """Ledger records whose content the present extractor has not read yet, or could not within limits raised since."""
    return [record for record in ledger(warehouse) if not is_read((warehouse.root / record.outcome_path).parent)]


def news(warehouse: Warehouse, folder: Path, settle_seconds: int, now: datetime | None = None) -> list[str]:
    """Names of files in `folder` that no load has seen in their present state and that are no longer being written.

    A file is news if the ledger has no record of its name, or if its size or its time says that it changed since.
    """
    moment = now or datetime.now(UTC)
    latest: dict[str, Offer] = {}
    for record in sorted(ledger(warehouse), key=lambda record: record.last_offered_at):
        latest[record.file_name] = record
    found = []
    for report in scan(folder).reports:
        state = report.stat()
        settled = moment.timestamp() - state.st_mtime >= settle_seconds
        if settled and _changed(latest.get(printable(report.name)), state):
            found.append(printable(report.name))
    return found


def _changed(record: Offer | None, state: os.stat_result) -> bool:
    if record is None or record.size_bytes != state.st_size:
        return True
    return state.st_mtime > datetime.fromisoformat(record.last_offered_at).timestamp()
