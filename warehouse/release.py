"""Releases: complete, checked, immutable databases, and the one link that says which of them readers see."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warehouse.errors import ReleaseError
from warehouse.history.records import write_record as record_for_history
from warehouse.paths import Warehouse, read_json, sync_folder, write_json

DATABASE = "warehouse.duckdb"
RECORD = "release.json"
DOCS = "data_docs"
EVIDENCE = "evidence"
EXPORTS = "exports"
KEPT_OF_DBT = {"manifest.json", "run_results.json", "dbt.jsonl"}


@dataclass(frozen=True)
class Release:
    """What `release.json` says of a release or candidate. Times are ISO 8601 in UTC."""

    release_id: str
    fingerprint: str
    built_at: str
    previous_release: str | None
    code_version: str
    inputs: dict[str, str | None] = field(default_factory=dict)
    nodes: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    gate_result: str | None = None
    severities: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def new_release_id(warehouse: Warehouse, fingerprint: str, now: datetime) -> str:
    """`<UTC time>-<start of the fingerprint>`: sorts after every other, also if they were built in one second."""
    rooms = (warehouse.candidate, warehouse.failed, warehouse.releases, warehouse.records)
    taken = max((path.name[:15] for room in rooms for path in room.glob("[0-9]*")), default="")
    while f"{now:%Y%m%dT%H%M%S}" <= taken:
        now += timedelta(seconds=1)
    return f"{now:%Y%m%dT%H%M%S}-{fingerprint[:6]}"


def read_record(folder: Path) -> Release:
    """The record in a release's or candidate's folder.

    Raises:
        ReleaseError: there is none, or it cannot be read.
    """
    try:
        return Release(**read_json(folder / RECORD))
    except (OSError, ValueError, TypeError) as error:
        raise ReleaseError(f"{folder.name} has no readable {RECORD}: {error}") from error


def write_record(folder: Path, release: Release) -> None:
    """Write the record of a release into its folder."""
    write_json(folder / RECORD, asdict(release))


def list_releases(warehouse: Warehouse) -> list[Release]:
    """Every kept release, oldest first."""
    folders = sorted(path for path in warehouse.releases.glob("[!.]*") if (path / RECORD).exists())
    return [read_record(folder) for folder in folders]


def published(warehouse: Warehouse) -> Release | None:
    """The release that readers see, or None before the first one."""
    return read_record(warehouse.current_link.resolve()) if warehouse.current_link.exists() else None


def find(warehouse: Warehouse, release_id: str) -> Release:
    """The kept release of that name.

    Raises:
        ReleaseError: it is not kept; the message lists those that are.
    """
    if (warehouse.releases / release_id / RECORD).exists():
        return read_record(warehouse.releases / release_id)
    kept = ", ".join(release.release_id for release in list_releases(warehouse)) or "none"
    raise ReleaseError(f"there is no release {release_id}; kept are: {kept}")


def withdrawn(warehouse: Warehouse) -> set[str]:
    """Releases that were rolled back and not published again since."""
    gone: set[str] = set()
    for entry in history(warehouse):
        gone.discard(entry["to"])
        if entry["action"] == "rollback" and entry["from"]:
            gone.add(entry["from"])
    return gone


def history(warehouse: Warehouse) -> Iterator[dict[str, Any]]:
    """Every switch of the published release, oldest first: `at, action, from, to`."""
    yield from _written_history(warehouse)
    if unwritten := _unwritten_switch(warehouse):
        yield unwritten


def _written_history(warehouse: Warehouse) -> list[dict[str, Any]]:
    entries = []
    if warehouse.history.exists():
        for line in warehouse.history.read_text(encoding="utf-8").splitlines():
            try:
                entries.append(json.loads(line))
            except json.JSONDecodeError:  # the last line of a process that was killed while writing it
                continue
    return entries


def _unwritten_switch(warehouse: Warehouse) -> dict[str, Any] | None:
    """The switch of a process that was killed before it could write its line; None if it never took place."""
    try:
        entry = read_json(warehouse.switching)
    except FileNotFoundError:
        return None
    now = published(warehouse)
    took_place = now is not None and now.release_id == entry["to"]
    return entry if took_place and entry not in _written_history(warehouse)[-1:] else None


def publish(warehouse: Warehouse, release_id: str) -> Release:
    """Make an accepted candidate a release and show it to readers. Call with the warehouse's lock held.

    Killed at any point, readers see the old or the new release, whole; calling it again finishes the work.

    Raises:
        ReleaseError: there is no such candidate, its gate did not pass, or another release was published meanwhile.
    """
    before = published(warehouse)
    if not (warehouse.releases / release_id / RECORD).exists():
        _admit(warehouse, release_id, before)
    release = find(warehouse, release_id)
    _switch(warehouse, "publish", before, release)
    return release


def _admit(warehouse: Warehouse, release_id: str, before: Release | None) -> None:
    folder = warehouse.candidate / release_id
    release = read_record(folder)
    _accepted(release)
    if release.previous_release != (before.release_id if before else None):
        raise ReleaseError(
            f"candidate {release_id} was built after {release.previous_release or 'nothing'}, "
            f"but {before.release_id if before else 'nothing'} is published now; run the load again"
        )
    seal(folder)
    record_for_history(warehouse, release_id, folder / DATABASE)
    _drop_working_files(folder)
    for name in (DATABASE, RECORD):
        _make_durable(folder / name)
    os.rename(folder, warehouse.releases / release_id)
    sync_folder(warehouse.releases)


def _accepted(release: Release) -> str:
    if release.gate_result is None or release.gate_result == "failed":
        raise ReleaseError(f"candidate {release.release_id} has not passed the gate")
    return release.gate_result


def seal(folder: Path) -> None:
    """Write the gate's verdict into a candidate's database and its row counts into its record; once is enough.

    Raises:
        ReleaseError: the gate did not pass it.
    """
    release = read_record(folder)
    verdict = _accepted(release)
    if not release.rows:
        write_record(folder, replace(release, rows=_seal(folder / DATABASE, verdict)))


def _drop_working_files(folder: Path) -> None:
    """Leave of the build what explains it: dbt's manifest, results and log."""
    for leftover in ("facts", "ledger", "corrections", "history", "dbt/run", "dbt/compiled"):
        shutil.rmtree(folder / leftover, ignore_errors=True)
    for path in (folder / "dbt").glob("*"):
        if path.name not in KEPT_OF_DBT:
            path.unlink()


def _seal(database: Path, gate_result: str) -> dict[str, int]:
    """Write the gate's verdict into the database, close it for good, and return the marts' row counts."""
    import duckdb

    with duckdb.connect(str(database)) as connection:
        connection.execute("update marts.release set gate_result = ?", [gate_result])
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_schema in ('marts', 'rejects') order by all"
        ).fetchall()
        counts: dict[str, int] = {}
        for schema, table in tables:
            found = connection.execute(f'select count(*) from "{schema}"."{table}"').fetchone()  # noqa: S608
            counts[f"{schema}.{table}"] = int(found[0]) if found else 0
        connection.execute("checkpoint")
    return counts


def _make_durable(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    path.chmod(0o444)


def _switch(warehouse: Warehouse, action: str, before: Release | None, after: Release) -> None:
    """Point `published/current` at a release by one rename; the other links always lead through it.

    What is about to be done is written down first: whoever comes after a killed process can tell whether it was done.
    """
    _write_history(warehouse)
    if before is None or before.release_id != after.release_id:
        entry = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "action": action,
            "from": before.release_id if before else None,
            "to": after.release_id,
        }
        write_json(warehouse.switching, entry)
        _link(warehouse.current_link, Path("..", warehouse.releases.name, after.release_id))
    through = {
        warehouse.current_database: DATABASE,
        warehouse.current_docs: DOCS,
        warehouse.current_evidence: EVIDENCE,
        warehouse.current_exports: EXPORTS,
    }
    for link, target in through.items():
        if not link.is_symlink():
            _link(link, Path(warehouse.current_link.name, target))
    sync_folder(warehouse.published)
    _write_history(warehouse)


def _write_history(warehouse: Warehouse) -> None:
    """Add the line of the last switch, if it took place and its line is missing."""
    if entry := _unwritten_switch(warehouse):
        line = json.dumps(entry) + "\n"
        if warehouse.history.exists() and not warehouse.history.read_bytes().endswith(b"\n"):
            line = "\n" + line  # the line before is torn: the process was killed while writing it
        with warehouse.history.open("a", encoding="utf-8") as stream:
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
    warehouse.switching.unlink(missing_ok=True)


def _link(link: Path, target: Path) -> None:
    """Replace a link in one step."""
    # Always the same name, so that killed processes leave one such link at most.
    temporary = link.with_name(f".{link.name}.new")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    os.replace(temporary, link)


def rollback(warehouse: Warehouse, release_id: str | None = None) -> Release:
    """Show readers an earlier release again: the named one, or the one before the published. Call with the lock held.

    Raises:
        ReleaseError: nothing is published, or the release to go back to is not kept.
    """
    now = published(warehouse)
    if now is None:
        raise ReleaseError("nothing is published yet, so there is nothing to roll back")
    target = find(warehouse, release_id) if release_id else predecessor(warehouse, now)
    if target.release_id == now.release_id:
        raise ReleaseError(f"{now.release_id} is the published release already")
    _switch(warehouse, "rollback", now, target)
    return target


def predecessor(warehouse: Warehouse, now: Release) -> Release:
    """What a rollback from `now` leads to: the release that it was built after, or the next older one that is kept.

    Raises:
        ReleaseError: there is none.
    """
    older = [release for release in list_releases(warehouse) if release.release_id < now.release_id]
    named = [release for release in older if release.release_id == now.previous_release]
    if not older:
        raise ReleaseError(f"{now.release_id} is the oldest release that is kept")
    return (named or older)[-1]


def discard(folder: Path) -> None:
    """Delete a folder so that nobody can find half of it: first rename, then remove."""
    grave = folder.with_name(f".deleted-{folder.name}")
    os.rename(folder, grave)
    shutil.rmtree(grave)
