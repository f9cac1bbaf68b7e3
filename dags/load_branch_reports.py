"""The load of branch reports: wiring only. What each step does is in `warehouse.load`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, AssetOrTimeSchedule, CronTriggerTimetable, Param, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

LANDING = Asset("landing_reports")
PUBLISHED = Asset("published_marts")

DOC = """
### Load branch reports

Reads the reports of a folder, builds a candidate warehouse beside the published one, checks it, and publishes it if it
passes. Runs on the 1st of each month at 06:00 (Asia/Tokyo), when `watch_landing` sees new files, and by hand.

| task | does | when it fails |
|---|---|---|
| `list_reports` | stores the bytes, enters each file in the intake ledger | no reports, or no such folder |
| `extract`, one per report | reads it into facts; **skipped**: rejected, the summary says why | the others go on |
| `build` | builds the candidate with dbt; **skipped**: nothing new | failing models and tests are named in its log |
| `evidence` | draws the pages and writes the reviewers' site | the published release stays |
| `gate` | Great Expectations on the candidate | the failing expectations are named; what is published stays |
| `export` | writes the release as Parquet, CSV and Excel files | the published release stays |
| `publish` | switches `published/current` in one rename; updates the asset `published_marts` | run it again |
| `serve` | shows the release in PostgreSQL; **skipped**: none is configured | what is published stays; run it again |
| `summary` | always runs; one line per report; fails if nothing could be published | |

**Re-run**: clear any task, or trigger again: every step finds what it has already done. **Backfill**: put older reports
into the landing folder and trigger once. A new extractor version reads every stored report again in the next load.
**Force**: `force` builds and checks even where nothing changed. **Undo**: `make rollback`.

Params left empty take `KENPO_LANDING` and `KENPO_WAREHOUSE`. dbt runs as one task (docs/how-to/schedule.md says why).
"""


def _warehouse() -> Any:
    from warehouse.load import open_warehouse

    return open_warehouse(get_current_context()["params"]["warehouse"] or None)


def _step(name: str, release_id: str) -> str:
    from warehouse import load

    getattr(load, name)(_warehouse(), release_id)
    return release_id


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("0 6 1 * *", timezone="Asia/Tokyo", run_immediately=timedelta(0)),
        assets=[LANDING],
    ),
    catchup=False,
    max_active_runs=1,
    doc_md=DOC,
    tags=["kenpo"],
    default_args={"retries": 2, "retry_delay": timedelta(seconds=10)},
    params={
        "reports": Param("", type="string", description="Folder of reports; empty: the landing folder"),
        "warehouse": Param("", type="string", description="Folder of the warehouse; empty: the configured one"),
        "force": Param(False, type="boolean", description="Build even if nothing changed"),
    },
)
def load_branch_reports() -> None:
    """List, extract, build, check, export, publish, sum up."""

    @task(pool="warehouse_writer", inlets=[LANDING])
    def list_reports() -> list[dict[str, str]]:
        from warehouse import errors, load

        settings = load.load_settings()
        folder = settings.resolved(get_current_context()["params"]["reports"] or settings.landing)
        try:
            return load.offer_reports(_warehouse(), folder)
        except errors.NoReportsError as error:
            raise AirflowFailException(str(error)) from error

    @task(pool="report_readers", map_index_template="{{ task.op_kwargs['report']['file_name'] }}")
    def extract(report: dict[str, str]) -> None:
        from warehouse.load import extract_report

        outcome = extract_report(_warehouse(), **report)
        if outcome["status"] == "rejected":
            raise AirflowSkipException(f"{report['file_name']} was rejected: {outcome.get('reason')}")

    @task(pool="warehouse_writer", trigger_rule="all_done", retries=0)
    def build() -> str:
        from warehouse import load

        if not load.was_listed(_warehouse()):
            raise AirflowSkipException("no reports were listed")
        built = load.build(_warehouse(), force=get_current_context()["params"]["force"])
        if built.state == "unchanged":
            raise AirflowSkipException(built.note)
        return built.release_id

    @task(pool="warehouse_writer", retries=0)
    def evidence(release_id: str) -> str:
        return _step("evidence", release_id)

    @task(pool="warehouse_writer", retries=0)
    def gate(release_id: str) -> str:
        return _step("gate", release_id)

    @task(pool="warehouse_writer", retries=0)
    def export(release_id: str) -> str:
        return _step("export", release_id)

    @task(pool="warehouse_writer", outlets=[PUBLISHED])
    def publish(release_id: str) -> None:
        _step("publish", release_id)

    @task(trigger_rule="none_failed")  # also where nothing is new: what could not be served before
    def serve() -> None:
        from warehouse import load

        if not load.serve(_warehouse()):
            raise AirflowSkipException("KENPO_POSTGRES is not set, or there is nothing to serve")

    @task(trigger_rule="all_done", retries=0)
    def summary() -> None:
        from warehouse.summary import make_console, show

        if show(_warehouse(), make_console()):
            raise AirflowFailException("nothing new was published; the lines above say why")

    built = build()
    extract.expand(report=list_reports()) >> built
    publish(export(gate(evidence(built)))) >> serve() >> summary()  # type: ignore[arg-type]  # a task call gives an XComArg


load_branch_reports()
