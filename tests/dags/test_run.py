"""The DAG run for real, by `python -m warehouse run`: Airflow's task runner, extraction, dbt and the gate."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.integration]


class Operator:
    """Runs loads into one warehouse with one Airflow home, and looks at what Airflow recorded."""

    def __init__(self, room: Path) -> None:
        self.room, self.reports, self.warehouse = room, room / "reports", room / "warehouse"
        self.reports.mkdir()
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("KENPO_", "AIRFLOW"))},
            "KENPO_AIRFLOW_HOME": str(room / "airflow"),
            "KENPO_CACHE": str(room / "cache"),
            "NO_COLOR": "1",
        }

    def run(self, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "warehouse", "run", "--reports", str(self.reports)]
        return subprocess.run(
            [*command, "--warehouse", str(self.warehouse)],
            env={**self.env, **env}, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    def states(self) -> dict[str, list[str]]:
        """Task states of the last DAG run, by task."""
        with sqlite3.connect(self.room / "airflow" / "airflow.db") as database:
            rows = database.execute(
                "select task_id, coalesce(rendered_map_index, ''), state from task_instance where run_id = "
                "(select run_id from dag_run where dag_id = 'load_branch_reports' order by id desc limit 1) "
                "order by 1, 2"
            ).fetchall()
        states: dict[str, list[str]] = {}
        for task, label, state in rows:
            states.setdefault(task, []).append(f"{label} {state}".strip())
        return states

    def asset_events(self) -> list[str]:
        with sqlite3.connect(self.room / "airflow" / "airflow.db") as database:
            rows = database.execute("select a.name from asset_event e join asset a on a.id = e.asset_id").fetchall()
        return [name for (name,) in rows]

    def published(self) -> str | None:
        link = self.warehouse / "published" / "current"
        return link.resolve().name if link.exists() else None


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    return Operator(tmp_path_factory.mktemp("operator"))


def test_an_empty_folder_never_starts_airflow(operator: Operator) -> None:
    done = operator.run()
    assert done.returncode == 3
    assert "no report in" in done.stderr and len(done.stderr.splitlines()) == 1
    assert operator.published() is None and not (operator.room / "airflow").exists()


def test_reports_good_and_bad_end_in_a_release(operator: Operator, report_text: str) -> None:
    (operator.reports / "gunma.txt").write_text(report_text, encoding="utf-8")
    (operator.reports / "{{ 7*7 }}.txt").write_text(report_text, encoding="utf-8")
    (operator.reports / "not-a.pdf").write_bytes(b"this is no PDF")
    done = operator.run()
    assert done.returncode == 0, done.stdout + done.stderr
    states = operator.states()
    assert states["extract"] == ["gunma.txt success", "not-a.pdf skipped", "{{ 7*7 }}.txt success"]
    for task in ("list_reports", "build", "evidence", "gate", "export", "publish", "summary"):
        assert states[task] == ["success"], task
    assert states["serve"] == ["skipped"]
    assert operator.asset_events() == ["published_marts"]
    release = operator.published()
    assert release and f"release {release} is published" in done.stdout
    assert (operator.warehouse / "published" / "data_docs" / "index.html").exists()
    assert (operator.warehouse / "published" / "evidence" / "index.html").exists()
    assert (operator.warehouse / "published" / "exports" / "excel" / "kpi_scorecard.xlsx").exists()


def test_nothing_new_costs_little_and_keeps_the_release(operator: Operator) -> None:
    before = operator.published()
    assert before, "the test before this one published a release"
    started = time.monotonic()
    done = operator.run()
    seconds = time.monotonic() - started
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"nothing new; release {before} stays" in done.stdout
    states = operator.states()
    assert [states[task] for task in ("build", "evidence", "gate", "export", "publish")] == [["skipped"]] * 5
    assert states["summary"] == ["success"]
    assert operator.published() == before
    assert seconds < 60


def test_a_failing_build_names_the_model_and_leaves_the_release(operator: Operator, report_text: str) -> None:
    before = operator.published()
    assert before, "an earlier test published a release"
    (operator.reports / "another.txt").write_text(report_text.replace("100", "99"), encoding="utf-8")
    done = operator.run(KENPO_DBT_TIMEOUT="1")
    assert done.returncode == 4, done.stdout + done.stderr
    assert "NOT PUBLISHED: dbt" in done.stdout and "kept with its Data Docs" in done.stdout
    states = operator.states()
    assert states["build"] == ["failed"] and states["summary"] == ["failed"]
    skipped = ("evidence", "gate", "export", "publish", "serve")
    assert all(states[task] == ["upstream_failed"] for task in skipped)
    assert operator.published() == before
    assert json.loads((operator.warehouse / "last_load.json").read_text())["exit_code"] == 4
