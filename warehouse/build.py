"""Building a candidate beside the published release, and asking the gate about it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from warehouse import dbt, inputs, progress
from warehouse.errors import BuildError, ExportError, GateError, NoReportsError, ReleaseError
from warehouse.paths import Warehouse
from warehouse.release import (
    DATABASE,
    DOCS,
    EVIDENCE,
    EXPORTS,
    Release,
    discard,
    find,
    list_releases,
    new_release_id,
    published,
    read_record,
    seal,
    withdrawn,
    write_record,
)
from warehouse.settings import Settings
from warehouse.version import code_version

ABANDONED_AFTER = 24 * 3600.0
#: A damaged candidate can have thousands of findings; the Data Docs hold them all.
MOST_FINDINGS = 20


@dataclass(frozen=True)
class Built:
    """How a build ended: a new candidate, a finished release that only waits for its switch, or nothing to do."""

    release_id: str
    state: Literal["candidate", "accepted", "unchanged"]
    note: str


def build(warehouse: Warehouse, settings: Settings, force: bool = False) -> Built:
    """Build a candidate from the present fact sets, unless a release of equal inputs exists. Needs the lock.

    Raises:
        NoReportsError: the ledger is empty.
        CorrectionsError: a decision of the reviewers cannot be applied; nothing is built.
        BuildError: dbt failed; what it left is under `candidate/failed/<id>`.
    """
    found = inputs.collect(warehouse, settings.resolved(settings.corrections))
    if not found.records:
        raise NoReportsError("no report was ever offered to this warehouse, so there is nothing to build")
    _drop_abandoned(warehouse)
    known = None if force else _known(warehouse, found.fingerprint)
    return known or _build_new(warehouse, settings, found)


def _known(warehouse: Warehouse, fingerprint: str) -> Built | None:
    """What to do instead of building, if these inputs have been built before."""
    now = published(warehouse)
    if now and now.fingerprint == fingerprint:
        return Built(now.release_id, "unchanged", f"nothing new; release {now.release_id} stays")
    equal = [release for release in list_releases(warehouse) if release.fingerprint == fingerprint]
    if not equal:
        return None
    latest = equal[-1].release_id
    if now and latest in withdrawn(warehouse):
        note = f"nothing new since {latest}, which was rolled back; release {now.release_id} stays"
        return Built(now.release_id, "unchanged", note)
    return Built(latest, "accepted", f"release {latest} of the same inputs was accepted before; publishing it")


def _build_new(warehouse: Warehouse, settings: Settings, found: inputs.Inputs) -> Built:
    release = new_release(warehouse, found)
    folder = warehouse.candidate / release.release_id
    folder.mkdir(parents=True)
    progress.report("build", f"building candidate {release.release_id}")
    try:
        nodes = _run_dbt(warehouse, settings, found, release, folder)
    except BuildError as error:
        raise BuildError(_set_aside(warehouse, settings, release, [str(error)])) from error
    write_record(folder, replace(release, nodes=nodes))
    return Built(release.release_id, "candidate", f"candidate {release.release_id} is built")


def new_release(warehouse: Warehouse, found: inputs.Inputs) -> Release:
    """The release that a build of these inputs would be now."""
    now = datetime.now(UTC)
    before = published(warehouse)
    return Release(
        release_id=new_release_id(warehouse, found.fingerprint, now),
        fingerprint=found.fingerprint,
        built_at=now.isoformat(timespec="seconds"),
        previous_release=before.release_id if before else None,
        code_version=code_version(),
        inputs=found.fact_hashes,
    )


def _run_dbt(
    warehouse: Warehouse, settings: Settings, found: inputs.Inputs, release: Release, folder: Path
) -> dict[str, int]:
    return dbt.build(dbt_job(inputs.stage(warehouse, found, folder), release, folder), settings)


def dbt_job(staged: inputs.Staged, release: Release, folder: Path) -> dbt.Job:
    """The build of `release` from staged inputs, with everything that it leaves under `folder`."""
    return dbt.Job(
        facts=staged.facts,
        ledger=staged.ledger,
        corrections=staged.corrections,
        history=staged.history,
        database=folder / DATABASE,
        logs=folder / "dbt",
        variables={
            "release_id": release.release_id,
            "built_at": release.built_at[:19].replace("T", " "),
            "previous_release": release.previous_release or "",
            "code_version": release.code_version,
        },
    )


def evidence(warehouse: Warehouse, settings: Settings, release_id: str) -> None:
    """Write the evidence site of a candidate: before the gate, so that those it refuses have one too."""
    from warehouse.evidence.pictures import DrawLimits
    from warehouse.evidence.site import build_site

    folder = warehouse.candidate / release_id
    limits = DrawLimits(settings.page_seconds, settings.page_memory_mib)
    built = build_site(warehouse, folder / DATABASE, folder / EVIDENCE, workers=settings.workers, limits=limits)
    drawn = f", {built.drawn} files drawn" if built.drawn else ""
    progress.report("evidence", f"{built.entries} figures of {built.reports} reports{drawn}")


def gate(warehouse: Warehouse, settings: Settings, release_id: str) -> Release:
    """Let the expectations judge a candidate; Data Docs are written either way.

    Raises:
        GateError: it was refused; the message says which expectation failed where. The candidate and its docs are
            kept under `candidate/failed/<id>`.
    """
    from expectations.gate import check

    folder = warehouse.candidate / release_id
    release = read_record(folder)
    current = warehouse.current_database if warehouse.current_database.exists() else None
    progress.report("gate", f"checking candidate {release_id}")
    result = check(folder / DATABASE, current, folder / DOCS)
    release = replace(release, severities={str(name): count for name, count in result.severities.items()})
    if not result.passed:
        blocking = [str(failure) for failure in result.failures if failure.severity == "blocks"]
        message = _set_aside(warehouse, settings, replace(release, gate_result="failed"), _shortened(blocking))
        raise GateError(f"candidate {release_id} did not pass the gate:\n{message}")
    release = replace(release, gate_result="passed")
    write_record(folder, release)
    return release


def export(warehouse: Warehouse, settings: Settings, release_id: str) -> None:
    """Write the exports of an accepted candidate; what they say of the release is final.

    Raises:
        ReleaseError: the gate did not pass it.
        ExportError: they cannot be written; the candidate stays and can be tried again.
    """
    folder = warehouse.candidate / release_id
    seal(folder)
    _write_exports(folder, folder / EXPORTS, settings)


def export_kept(warehouse: Warehouse, settings: Settings, release_id: str | None, target: Path) -> None:
    """Write the exports of a kept release, the published one if none is named, into the folder `target`.

    Raises:
        ReleaseError: it is not kept, or nothing is published.
        ExportError: `target` holds something, or they cannot be written.
    """
    chosen = find(warehouse, release_id) if release_id else published(warehouse)
    if chosen is None:
        raise ReleaseError("nothing is published yet, so there is nothing to export")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportError(f"{target} holds something already; name a new or empty folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    _write_exports(warehouse.releases / chosen.release_id, target, settings)


def _write_exports(folder: Path, target: Path, settings: Settings) -> None:
    """Write the exports of the release or sealed candidate in `folder` into `target`.

    Raises:
        ExportError: they cannot be written; `target` is as it was.
    """
    from warehouse.exports.export import write_exports

    evidence = settings.evidence_url or str(folder / EVIDENCE)
    done = write_exports(folder / DATABASE, folder / "dbt" / "manifest.json", target, evidence)
    size = f"{done.size_bytes / 1e6:.1f} MB"
    progress.report("export", f"{done.tables} tables as Parquet and CSV, {done.workbooks} workbooks, {size}")


def _shortened(findings: list[str]) -> list[str]:
    rest = len(findings) - MOST_FINDINGS
    shown = [f"  {finding}" for finding in findings[:MOST_FINDINGS]]
    return [*shown, f"  and {rest} more, all of them in the Data Docs"] if rest > 0 else shown


def _set_aside(warehouse: Warehouse, settings: Settings, release: Release, findings: Iterable[str]) -> str:
    """Keep a failed candidate with its record; returns the findings with the place where it is kept."""
    release = replace(release, findings=list(findings))
    folder, kept = warehouse.candidate / release.release_id, warehouse.failed / release.release_id
    write_record(folder, release)
    os.rename(folder, kept)
    for old in sorted(warehouse.failed.glob("[!.]*"))[: -settings.keep_failed or None]:
        discard(old)
    where = f"kept with its Data Docs in {kept}" if kept.exists() else "not kept (KENPO_KEEP_FAILED is 0)"
    text = "\n".join(release.findings).replace(str(folder), str(kept))
    return f"{text}\n  {where}; what is published did not change"


def _drop_abandoned(warehouse: Warehouse) -> None:
    """Remove what a killed process left: half-built candidates at once, finished ones after a day."""
    for folder in warehouse.candidate.glob("[!.]*"):
        if folder == warehouse.failed:
            continue
        finished = (folder / "release.json").exists()
        if not finished or time.time() - folder.stat().st_mtime > ABANDONED_AFTER:
            discard(folder)
    for folder in (*warehouse.releases.glob(".deleted-*"), *warehouse.candidate.glob(".deleted-*")):
        shutil.rmtree(folder, ignore_errors=True)
