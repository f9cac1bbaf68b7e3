"""dbt as one child process: DuckDB lets one process write to a file, and a child leaves no open handle behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warehouse import progress
from warehouse.errors import BuildError
from warehouse.paths import read_json
from warehouse.settings import PROJECT_ROOT, Settings

PROJECT = PROJECT_ROOT / "dbt_project"
_BAD = {"error", "fail", "runtime error"}


@dataclass(frozen=True)
class Job:
    """One build: where the inputs are, where the database goes, and what the release row says about itself.

    `database` is the file of the target `duckdb`; another target finds its database by its profile.
    """

    facts: Path
    ledger: Path
    corrections: Path
    history: Path
    database: Path
    logs: Path
    variables: dict[str, str] = field(default_factory=dict)
    target: str = "duckdb"
    #: What the target's profile reads besides.
    environment: dict[str, str] = field(default_factory=dict, repr=False)


def build(job: Job, settings: Settings) -> dict[str, int]:
    """Run `dbt build` for `job`; returns how many nodes ended in which status.

    Raises:
        BuildError: a model or test failed, or dbt itself did; the message names each node and what it said.
    """
    job.logs.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        _command(job, settings), env=_environment(job, settings), cwd=PROJECT, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    watchdog = threading.Timer(settings.dbt_timeout, _kill, [process])
    watchdog.start()
    try:
        said = _follow(process, job.logs / "dbt.jsonl")
        code = process.wait()
    except BaseException:
        _kill(process)
        raise
    finally:
        watchdog.cancel()
    results = _results(job.logs)
    if code != 0:
        raise BuildError(_complaint(results, said, code, job.logs))
    return _tally(results)


def _command(job: Job, settings: Settings) -> list[str]:
    start = "import gc; gc.set_threshold(200_000, 20, 100); from dbt.cli.main import cli; cli()"  # see __main__
    return [
        sys.executable, "-c", start, "--log-format", "json", "--log-level-file", "none",
        "build", "--exclude-resource-type", "unit_test", "--threads", str(settings.dbt_threads),
        "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target", job.target,
        "--vars", json.dumps(job.variables), "--target-path", str(job.logs),
    ]  # fmt: skip


def _environment(job: Job, settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "KENPO_FACTS_DIR": str(job.facts),
        "KENPO_LEDGER_DIR": str(job.ledger),
        "KENPO_CORRECTIONS_DIR": str(job.corrections),
        "KENPO_HISTORY_DIR": str(job.history),
        "KENPO_CANDIDATE": str(job.database),
        "DBT_TARGET_PATH": str(job.logs),
        "DBT_LOG_PATH": str(job.logs),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONUNBUFFERED": "1",
        **job.environment,
    }


def _kill(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _follow(process: subprocess.Popen[str], log: Path) -> list[str]:
    """Report each finished node as progress, keep everything in `log`, and return what dbt complained of."""
    complaints: list[str] = []
    assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
    with log.open("w", encoding="utf-8") as stream:
        for line in process.stdout:
            stream.write(line)
            try:
                event = json.loads(line)
            except json.JSONDecodeError:
                complaints.append(line.rstrip())
                continue
            _report(event)
            if event.get("info", {}).get("level") == "error":
                complaints.append(str(event["info"].get("msg", "")))
    return complaints


def _report(event: dict[str, Any]) -> None:
    data = event.get("data", {})
    if str(event.get("info", {}).get("name", "")).endswith("Result") and "index" in data and "total" in data:
        node = data.get("node_info", {}).get("node_name") or data.get("description", "")
        progress.report("build", f"{node} {data.get('status', '')}".strip(), int(data["index"]), int(data["total"]))


def _results(logs: Path) -> list[dict[str, Any]]:
    path = logs / "run_results.json"
    return list(read_json(path)["results"]) if path.exists() else []


def _tally(results: list[dict[str, Any]]) -> dict[str, int]:
    tally: dict[str, int] = {}
    for result in results:
        tally[result["status"]] = tally.get(result["status"], 0) + 1
    return tally


def _complaint(results: list[dict[str, Any]], said: list[str], code: int, logs: Path) -> str:
    """The failing nodes by name with their messages; dbt's last words where it never came to building."""
    bad = [result for result in results if result["status"] in _BAD]
    lines = [f"  {result['unique_id']}: {_indented(result.get('message'))}" for result in bad]
    if not lines:
        lines = [f"  {line}" for line in said[-10:]] or [f"  it ended with code {code} and said nothing"]
    skipped = sum(result["status"] == "skipped" for result in results)
    tail = f"\n  {skipped} nodes after these were skipped" if skipped else ""
    head = f"dbt build failed in {len(bad)} node(s):" if bad else "dbt did not come to building:"
    return "\n".join([head, *lines]) + tail + f"\n  full log: {logs / 'dbt.jsonl'}"


def _indented(message: object) -> str:
    """The first lines of a message, set in under its node."""
    lines = [line.rstrip() for line in str(message or "no message").splitlines() if line.strip()]
    return "\n      ".join(line.strip() if number == 0 else line for number, line in enumerate(lines[:12]))
