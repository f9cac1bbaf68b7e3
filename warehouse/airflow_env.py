"""Airflow's settings for this project, so that nobody has to edit an airflow.cfg."""

from __future__ import annotations

import os
from pathlib import Path

from warehouse.settings import PROJECT_ROOT, Settings

#: Only the pool's holder writes to a warehouse: one slot.
WRITER_POOL = "warehouse_writer"
#: As many reports are read at a time as this pool has slots; an operator can change it in Airflow's UI.
READER_POOL = "report_readers"
#: In Airflow's home, readable by its owner only: who may log in to the local web UI.
PASSWORDS_FILE = "web-passwords.json"


def airflow_environment(settings: Settings) -> dict[str, str]:
    """Environment variables for every Airflow process on this machine; what an operator has set already wins."""
    home = settings.resolved(settings.airflow_home)
    wanted = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT_ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(max(settings.workers, 2)),
        "AIRFLOW__CORE__DEFAULT_TIMEZONE": "Asia/Tokyo",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / PASSWORDS_FILE),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(settings.airflow_port),
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{settings.airflow_port}/execution/",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "60",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "false",
    }
    paths = [str(PROJECT_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]  # tasks import `warehouse`
    return {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
        **{name: os.environ.get(name, value) for name, value in wanted.items()},
    }


def prepare_metadata(home: Path, workers: int) -> None:
    """Create Airflow's metadata database and the two pools if missing. Call with the environment set.

    A mark with Airflow's version makes this free from the second time on; a new version migrates.
    """
    from airflow import __version__

    mark = home / ".prepared"
    if mark.exists() and mark.read_text() == __version__ and (home / "airflow.db").exists():
        return
    from airflow.models.pool import Pool
    from airflow.utils import db

    db.initdb()
    pools = [(WRITER_POOL, 1, "The one process that writes to a warehouse")]
    for name, slots, description in [*pools, (READER_POOL, workers, "Reports that are read at the same time")]:
        Pool.create_or_update_pool(name, slots=slots, description=description, include_deferred=False)
    mark.write_text(__version__)
