"""`make run`: the real DAG, run in this process from its first task to its last, with a display for a person.

`DAG.test` runs every task with Airflow's own task runner and trigger rules, one after the other, without a scheduler.
Reports are read ahead by a second process meanwhile, so that both cores work and Airflow's start costs no waiting.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from warehouse import intake, progress, summary
from warehouse.airflow_env import airflow_environment, prepare_metadata
from warehouse.errors import NoReportsError
from warehouse.load import open_warehouse
from warehouse.paths import Warehouse
from warehouse.settings import PROJECT_ROOT, Settings

DAG_FILE = PROJECT_ROOT / "dags" / "load_branch_reports.py"
STEPS = ("airflow", "list", "extract", "build", "evidence", "gate", "export", "publish", "serve")
KEEP_LOGS = 20


class Display:
    """One line per step: a moving bar on a terminal, a plain line per event elsewhere."""

    def __init__(self, stream: IO[str]) -> None:
        self.console = Console(file=stream, highlight=False, width=None if stream.isatty() else summary.MINIMUM_WIDTH)
        self.bar = Progress(
            SpinnerColumn(), TextColumn("{task.fields[step]:<8}"), BarColumn(24), MofNCompleteColumn(),
            TimeElapsedColumn(), TextColumn("{task.fields[message]}", markup=False),
            console=self.console, disable=not self.console.is_terminal,
        )  # fmt: skip
        self.rows: dict[str, TaskID] = {}
        self.started = time.monotonic()
        self.totals: dict[str, int] = {}

    def __call__(self, event: progress.Event) -> None:
        """Show one event."""
        if event.step == "list" and event.total:
            self.totals["extract"] = event.total
        if not self.console.is_terminal:
            if event.step != "build" or event.done is None or event.done == event.total:
                seconds = time.monotonic() - self.started
                self.console.print(f"[{seconds:6.1f} s] {event.step:<8} {event.message}", markup=False, soft_wrap=True)
            return
        self._advance(event)

    def _advance(self, event: progress.Event) -> None:
        total = event.total or self.totals.get(event.step, 1)
        for step, row in self.rows.items():
            if step != event.step and not self.bar.tasks[row].finished:
                self.bar.update(row, completed=self.bar.tasks[row].total or 1)
        if event.step not in self.rows:
            self.rows[event.step] = self.bar.add_task("", step=event.step, message="", total=total)
        done = event.done if event.done is not None else self.bar.tasks[self.rows[event.step]].completed + 1
        self.bar.update(self.rows[event.step], completed=min(done, total), total=total, message=event.message)


def run(reports: Path, warehouse_folder: Path, settings: Settings, force: bool = False) -> int:
    """Load a folder of reports by running the DAG; prints progress and the summary, returns the exit code.

    Raises:
        NoReportsError: the folder is missing or holds no report (said before Airflow is started).
    """
    warehouse = open_warehouse(warehouse_folder)
    if not intake.scan(reports).reports:
        kinds = " ".join(f"*{suffix}" for suffix in intake.REPORT_SUFFIXES)
        raise NoReportsError(f"no report in {reports} (looked for {kinds}); nothing was loaded")
    log = _new_log(settings)
    ahead = _read_ahead(reports, warehouse, settings, log)
    try:
        with _output_to(log) as terminal:
            display = Display(terminal)
            progress.listen(display)
            progress.listen(_warm_up_gate)
            with display.bar:
                progress.report("airflow", "starting Airflow")
                state = _run_dag(reports, warehouse, settings, force)
    finally:
        ahead.terminate()
        ahead.wait()
    console = summary.make_console()
    code = summary.show(warehouse, console)
    if state != "success" and code == 0:
        code = 1
    if code:
        console.print(f"Airflow's log of this run: {log}", markup=False, soft_wrap=True)
    return code


def _warm_up_gate(event: progress.Event) -> None:
    """Import Great Expectations while dbt builds in its own process: the gate then starts at once."""
    if event.step == "build" and event.message.startswith("building"):
        threading.Thread(target=importlib.import_module, args=["great_expectations"], daemon=True).start()


def _run_dag(reports: Path, warehouse: Warehouse, settings: Settings, force: bool) -> str:
    os.environ.update(airflow_environment(settings) | {"AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO"})
    home = settings.resolved(settings.airflow_home)
    home.mkdir(parents=True, exist_ok=True)
    prepare_metadata(home, settings.workers)
    spec = importlib.util.spec_from_file_location("load_branch_reports", DAG_FILE)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(DAG_FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    dag: Any = module.load_branch_reports()
    conf = {"reports": str(reports), "warehouse": str(warehouse.root), "force": force}
    return str(dag.test(run_conf=conf).state)


def _read_ahead(reports: Path, warehouse: Warehouse, settings: Settings, log: Path) -> subprocess.Popen[bytes]:
    """Start reading the folder's reports; the DAG's extract tasks then wait for these fact sets or find them."""
    command = [sys.executable, "-m", "warehouse", "read-ahead", "--reports", str(reports)]
    command += ["--warehouse", str(warehouse.root), "--workers", str(settings.workers)]
    with log.open("ab") as stream:
        return subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=stream, stderr=stream, start_new_session=True)


def _new_log(settings: Settings) -> Path:
    folder = settings.resolved(settings.cache) / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.glob("run-*.log"))[: -KEEP_LOGS + 1]:
        old.unlink(missing_ok=True)
    return folder / f"run-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"


@contextmanager
def _output_to(log: Path) -> Iterator[IO[str]]:
    """Send everything that this process and its children print to `log`; yields the terminal as it was."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    with log.open("a", encoding="utf-8") as stream, os.fdopen(os.dup(1), "w", encoding="utf-8") as terminal:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
        try:
            yield terminal
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            logging.shutdown()
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            for handle in kept:
                os.close(handle)
