"""`make airflow` for real: a file lands, the watcher sees it, the scheduler loads and publishes it."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240

pytestmark = [pytest.mark.slow, pytest.mark.integration]


class Airflow:
    """A running `python -m warehouse airflow` in a folder of its own."""

    def __init__(self, room: Path) -> None:
        self.room, self.landing, self.warehouse = room, room / "landing", room / "warehouse"
        self.landing.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KENPO_", "AIRFLOW"))}
        env = inherited | {
            "KENPO_AIRFLOW_HOME": str(room / "airflow"),
            "KENPO_AIRFLOW_PORT": str(self.port),
            "KENPO_CACHE": str(room / "cache"),
            "KENPO_LANDING": str(self.landing),
            "KENPO_WAREHOUSE": str(self.warehouse),
            "KENPO_SETTLE_SECONDS": "0",
        }
        self.out = room / "out.txt"
        with self.out.open("wb") as out:
            command = [sys.executable, "-m", "warehouse", "airflow"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        self.token = ""

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while "ctrl-C stops everything" not in self.out.read_text():
            assert self.process.poll() is None and time.monotonic() < deadline, self.out.read_text()
            time.sleep(0.5)
        password = json.loads((self.room / "airflow" / "web-passwords.json").read_text())["admin"]
        self.token = self.call("/auth/token", {"username": "admin", "password": password})["access_token"]

    def call(self, path: str, data: dict | None = None) -> Any:
        body = json.dumps(data).encode() if data is not None else None
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def runs(self, dag_id: str) -> list[dict[str, Any]]:
        return list(self.call(f"/api/v2/dags/{dag_id}/dagRuns")["dag_runs"])

    def tasks(self, run: dict[str, Any]) -> dict[str, list[str]]:
        run_id = urllib.parse.quote(run["dag_run_id"])
        found = self.call(f"/api/v2/dags/{run['dag_id']}/dagRuns/{run_id}/taskInstances")["task_instances"]
        states: dict[str, list[str]] = {}
        for task in found:
            label = f"{task['rendered_map_index'] or ''} {task['state']}".strip()
            states.setdefault(task["task_id"], []).append(label)
        return {name: sorted(labels) for name, labels in states.items()}

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Airflow]:
    running = Airflow(tmp_path_factory.mktemp("scheduler"))
    try:
        running.wait_until_up()
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


def _connections(member: psutil.Process) -> list[Any]:
    """The sockets of a process; none of one that has ended since it was listed."""
    try:
        return list(member.net_connections("inet"))
    except psutil.NoSuchProcess:
        return []


def test_everything_listens_on_loopback_only_and_asks_for_the_password(airflow: Airflow) -> None:
    family = [psutil.Process(airflow.process.pid), *psutil.Process(airflow.process.pid).children(recursive=True)]
    sockets = [link for member in family for link in _connections(member) if link.status == "LISTEN"]
    assert {link.laddr.ip for link in sockets} == {"127.0.0.1"}
    assert stat.S_IMODE((airflow.room / "airflow" / "web-passwords.json").stat().st_mode) == 0o600
    token, airflow.token = airflow.token, "wrong"
    try:
        with pytest.raises(urllib.error.HTTPError, match=r"40[13]"):
            airflow.runs("watch_landing")
    finally:
        airflow.token = token


def test_both_dags_are_there_without_errors_and_wait_for_their_time(airflow: Airflow) -> None:
    dags = {dag["dag_id"]: dag for dag in airflow.call("/api/v2/dags")["dags"]}
    assert set(dags) == {"load_branch_reports", "watch_landing"}
    assert airflow.call("/api/v2/importErrors")["import_errors"] == []
    load = dags["load_branch_reports"]
    assert not load["is_paused"] and load["timetable_summary"] == "Asset or 0 6 1 * *"
    assert load["next_dagrun_run_after"].endswith("T21:00:00Z")  # 06:00 in Tokyo
    assert airflow.runs("load_branch_reports") == []


def test_a_landed_file_is_loaded_and_published(airflow: Airflow, report_text: str) -> None:
    (airflow.landing / "群馬.txt").write_text(report_text, encoding="utf-8")
    (airflow.landing / "broken.pdf").write_bytes(b"no PDF")
    airflow.call("/api/v2/dags/watch_landing/dagRuns", {"logical_date": None})
    deadline = time.monotonic() + PATIENCE
    while not any(run["state"] in {"success", "failed"} for run in airflow.runs("load_branch_reports")):
        assert time.monotonic() < deadline, airflow.runs("load_branch_reports")
        time.sleep(1)
    [run, *_] = airflow.runs("load_branch_reports")
    states = airflow.tasks(run)
    assert run["run_type"] == "asset_triggered"
    assert [label.split()[0] for label in states["extract"]] == ["broken.pdf", "群馬.txt"]
    assert states["extract"][0] == "broken.pdf skipped"
    assert run["state"] == "success", states
    assert (airflow.warehouse / "published" / "current.duckdb").exists()
    events = airflow.call("/api/v2/assets/events")["asset_events"]
    assert {event["name"] for event in events} == {"landing_reports", "published_marts"}


def test_stopping_leaves_no_process_behind(airflow: Airflow) -> None:
    family = psutil.Process(airflow.process.pid).children(recursive=True)
    assert len(family) >= 4
    assert airflow.stop() == 0
    assert not [member for member in family if member.is_running() and member.status() != psutil.STATUS_ZOMBIE]
