"""The steps of a load, one function each. The DAG calls them as tasks, `python -m warehouse load` in a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse import build as building
from warehouse import extraction, intake, progress, release, retention
from warehouse.errors import NoReportsError, WarehouseError
from warehouse.lock import exclusive
from warehouse.paths import Warehouse, read_json, write_json
from warehouse.settings import Settings, load_settings


def open_warehouse(folder: Path | str | None = None) -> Warehouse:
    """The warehouse in `folder` (the configured one if not given), with its folders created."""
    settings = load_settings()
    return Warehouse(settings.resolved(folder or settings.warehouse)).prepare()


def offer_reports(warehouse: Warehouse, reports: Path) -> list[dict[str, str]]:
    """Store the reports of a folder and enter them in the ledger.

    Returns `{sha256, file_name}` for each report to extract: those of the folder, and earlier ones that the present
    extractor has not read yet (so a new extractor version is backfilled by any load).

    Raises:
        NoReportsError: the folder is missing or holds no report.
    """
    start_load(warehouse, reports)
    with _noting_errors(warehouse), exclusive(warehouse.lock_file, load_settings().lock_timeout):
        folder = intake.scan(reports)
        note(warehouse, passed_over=folder.passed_over)
        if not folder.reports:
            kinds = " ".join(f"*{suffix}" for suffix in intake.REPORT_SUFFIXES)
            raise NoReportsError(f"no report in {reports} (looked for {kinds}); nothing was loaded")
        offers, unreadable = _offer_each(warehouse, folder.reports)
        note(warehouse, offers=[offer.offer_id for offer in offers], passed_over=[*folder.passed_over, *unreadable])
        progress.report("list", f"{len(offers)} reports in {reports}", 0, len(offers))
        known = {offer.offer_id for offer in offers}
        backfill = [offer for offer in intake.unread(warehouse) if offer.offer_id not in known]
        return [{"sha256": offer.sha256, "file_name": offer.file_name} for offer in (*offers, *backfill)]


def _offer_each(warehouse: Warehouse, reports: list[Path]) -> tuple[list[intake.Offer], list[str]]:
    """Offer every report; one whose bytes cannot even be copied is named and does not stop the others."""
    offers, unreadable = [], []
    for path in reports:
        try:
            offers.append(intake.offer(warehouse, path))
        except OSError as error:
            unreadable.append(f"{intake.printable(path.name)} (cannot be read: {error.strerror})")
    return offers, unreadable


def was_listed(warehouse: Warehouse) -> bool:
    """Whether the running load has listed its reports, so that a build makes sense."""
    return bool(_record(warehouse).get("offers"))


def extract_report(warehouse: Warehouse, sha256: str, file_name: str) -> dict[str, Any]:
    """Read one stored report into facts; returns its outcome."""
    result = extraction.extract(warehouse, sha256, file_name)
    progress.report("extract", f"{file_name}: {result.get('status')}")
    return result


def build(warehouse: Warehouse, force: bool = False) -> building.Built:
    """Build a candidate if there is anything new.

    Raises:
        BuildError: dbt failed.
    """
    settings = load_settings()
    with _noting_errors(warehouse), exclusive(warehouse.lock_file, settings.lock_timeout):
        built = building.build(warehouse, settings, force)
        note(warehouse, release=built.release_id, state=built.state, note=built.note)
        progress.report("build", built.note)
        return built


def evidence(warehouse: Warehouse, release_id: str) -> None:
    """Write the evidence site of the candidate."""
    settings = load_settings()
    with _noting_errors(warehouse), exclusive(warehouse.lock_file, settings.lock_timeout):
        if not (warehouse.releases / release_id).exists():
            building.evidence(warehouse, settings, release_id)


def gate(warehouse: Warehouse, release_id: str) -> None:
    """Let the expectations judge the candidate.

    Raises:
        GateError: it was refused.
    """
    settings = load_settings()
    with _noting_errors(warehouse), exclusive(warehouse.lock_file, settings.lock_timeout):
        if (warehouse.releases / release_id).exists():
            return  # accepted before, and only its switch was interrupted
        accepted = building.gate(warehouse, settings, release_id)
        counts = ", ".join(f"{count} {severity}" for severity, count in accepted.severities.items() if count)
        progress.report("gate", f"{release_id} passed" + (f" with {counts}" if counts else ""))
        note(warehouse, gate=accepted.severities)


def export(warehouse: Warehouse, release_id: str) -> None:
    """Write the accepted candidate as Parquet, CSV and Excel files.

    Raises:
        ExportError: they cannot be written; the published release is untouched.
    """
    settings = load_settings()
    with _noting_errors(warehouse), exclusive(warehouse.lock_file, settings.lock_timeout):
        if not (warehouse.releases / release_id).exists():
            building.export(warehouse, settings, release_id)


def publish(warehouse: Warehouse, release_id: str) -> None:
    """Show the release to readers, then delete releases that the policy keeps no longer.

    Raises:
        ReleaseError: it cannot be published.
    """
    settings = load_settings()
    with _noting_errors(warehouse), exclusive(warehouse.lock_file, settings.lock_timeout):
        release.publish(warehouse, release_id)
        note(warehouse, state="published", note=f"release {release_id} is published")
        progress.report("publish", f"release {release_id} is published")
        _clean(warehouse, settings)


def _clean(warehouse: Warehouse, settings: Settings) -> None:
    """What is published stands, whether or not old releases can be deleted."""
    try:
        gone = retention.clean(warehouse, retention.policy(settings))
    except (OSError, WarehouseError) as error:
        progress.report("publish", f"old releases could not be deleted: {error}")
    else:
        if gone:
            progress.report("publish", f"{len(gone)} old releases deleted: {', '.join(gone)}")


def serve(warehouse: Warehouse) -> bool:
    """Let PostgreSQL show the published release too; False if none is configured or there is nothing to show.

    Raises:
        ServingError: the server shows what it showed; the publication stands.
    """
    settings = load_settings()
    if not (settings.postgres.get_secret_value() and was_listed(warehouse) and release.published(warehouse)):
        return False
    from warehouse.serving.service import serve as serve_now

    with _noting_errors(warehouse):
        serve_now(warehouse, settings)
    return True


def load(warehouse: Warehouse, reports: Path, force: bool = False) -> None:
    """A whole load without Airflow: the same steps in the same order.

    Raises:
        WarehouseError: a step failed; what was published before still is.
    """
    listed = offer_reports(warehouse, reports)
    pending = [(report["sha256"], report["file_name"]) for report in listed]
    extraction.extract_all(warehouse, pending, load_settings().workers)
    built = build(warehouse, force)
    if built.state == "candidate":
        evidence(warehouse, built.release_id)
        gate(warehouse, built.release_id)
        export(warehouse, built.release_id)
    if built.state != "unchanged":
        publish(warehouse, built.release_id)
    serve(warehouse)


def start_load(warehouse: Warehouse, reports: Path) -> None:
    """Begin the record of a load that the summary reads."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    write_json(warehouse.last_load, {"started_at": moment, "reports": str(reports), "offers": [], "passed_over": []})


def note(warehouse: Warehouse, **values: Any) -> None:
    """Add to the record of the load that is running."""
    write_json(warehouse.last_load, _record(warehouse) | values)


def _record(warehouse: Warehouse) -> dict[str, Any]:
    return read_json(warehouse.last_load) if warehouse.last_load.exists() else {}


@contextmanager
def _noting_errors(warehouse: Warehouse) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        known = isinstance(error, WarehouseError)
        message = str(error) if known else f"{type(error).__name__}: {error}"
        note(warehouse, error=message, exit_code=getattr(error, "exit_code", 1))
        raise
    note(warehouse, error=None, exit_code=0)  # a retry that worked takes back what the first try said
