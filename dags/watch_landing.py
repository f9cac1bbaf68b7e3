"""Looks into the landing folder and tells `load_branch_reports` when there is something new."""

from __future__ import annotations

from airflow.sdk import Asset, dag, task
from airflow.sdk.exceptions import AirflowSkipException

DOC = """
### Watch the landing folder

Every five minutes: if a file is new or changed and no longer being written, the asset `landing_reports` is updated,
which starts `load_branch_reports`. The task is **skipped** when there is nothing new. Safe to run at any time.
"""


@dag(
    schedule="*/5 * * * *",
    catchup=False,
    max_active_runs=1,
    doc_md=DOC,
    tags=["kenpo"],
)
def watch_landing() -> None:
    """One look, one asset event if it found something."""

    @task(outlets=[Asset("landing_reports")])
    def look() -> list[str]:
        from warehouse import intake, load

        settings = load.load_settings()
        landing = settings.resolved(settings.landing)
        names = intake.news(load.open_warehouse(), landing, settings.settle_seconds) if landing.is_dir() else []
        if not names:
            raise AirflowSkipException(f"nothing new in {landing}")
        return names

    look()


watch_landing()
