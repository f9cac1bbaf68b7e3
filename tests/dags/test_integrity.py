"""The DAG files as Airflow's processor sees them: small, quick to parse, wired as documented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DAG_FILES = sorted((ROOT / "dags").glob("*.py"))
OURS = ("warehouse", "extract", "expectations")
HEAVY = (*OURS, "pandas", "pyarrow", "duckdb", "dbt", "great_expectations", "pdfplumber")


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What a fresh process sees after importing every DAG file."""
    script = """
        import importlib.util, json, sys, time
        from airflow.sdk import DAG
        import airflow.sdk.definitions.decorators
        found = {"seconds": {}, "dags": {}}
        for path in sys.argv[1:]:
            spec = importlib.util.spec_from_file_location("d", path)
            module = importlib.util.module_from_spec(spec)
            start = time.perf_counter()
            spec.loader.exec_module(module)
            found["seconds"][path] = time.perf_counter() - start
            dag = getattr(module, path.rsplit("/", 1)[1].removesuffix(".py"))()
            found["dags"][dag.dag_id] = {
                "catchup": dag.catchup, "max_active_runs": dag.max_active_runs, "doc": dag.doc_md,
                "timetable": type(dag.timetable).__name__, "params": sorted(dag.params),
                "tasks": {t.task_id: {
                    "up": sorted(t.upstream_task_ids), "rule": t.trigger_rule.value, "pool": t.pool,
                    "retries": t.retries, "mapped": t.is_mapped, "label": getattr(t, "map_index_template", None),
                    "outlets": [o.name for o in t.outlets]} for t in dag.tasks},
            }
        found["modules"] = sorted({name.split(".")[0] for name in sys.modules})
        print(json.dumps(found))
    """
    home = tmp_path_factory.mktemp("airflow")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, DAG_FILES)],
        env={**os.environ, "AIRFLOW_HOME": str(home), "AIRFLOW__CORE__LOAD_EXAMPLES": "False"},
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_dag_files_hold_wiring_only() -> None:
    assert {path.name for path in DAG_FILES} == {"load_branch_reports.py", "watch_landing.py"}
    for path in DAG_FILES:
        assert len(path.read_text(encoding="utf-8").splitlines()) < 140, path.name


def test_parsing_is_quick_and_imports_nothing_heavy(parsed: dict) -> None:
    assert not set(HEAVY) & set(parsed["modules"])
    assert max(parsed["seconds"].values()) < 1.0


def test_the_load_is_wired_as_documented(parsed: dict) -> None:
    dag = parsed["dags"]["load_branch_reports"]
    tasks = dag["tasks"]
    assert (dag["catchup"], dag["max_active_runs"], dag["timetable"]) == (False, 1, "AssetOrTimeSchedule")
    assert dag["params"] == ["force", "reports", "warehouse"]
    assert {name: task["up"] for name, task in tasks.items()} == {
        "list_reports": [],
        "extract": ["list_reports"],
        "build": ["extract"],
        "evidence": ["build"],
        "gate": ["evidence"],
        "export": ["gate"],
        "publish": ["export"],
        "serve": ["publish"],
        "summary": ["serve"],
    }
    assert tasks["extract"]["mapped"] and "file_name" in tasks["extract"]["label"] and tasks["extract"]["retries"] == 2
    assert {name for name, task in tasks.items() if task["rule"] == "all_done"} == {"build", "summary"}
    writers = {name for name, task in tasks.items() if task["pool"] == "warehouse_writer"}
    assert writers == {"list_reports", "build", "evidence", "gate", "export", "publish"}
    assert tasks["publish"]["outlets"] == ["published_marts"]


def test_every_task_is_explained_to_operators(parsed: dict) -> None:
    doc = parsed["dags"]["load_branch_reports"]["doc"]
    for task in parsed["dags"]["load_branch_reports"]["tasks"]:
        assert f"`{task}`" in doc
    for word in ("Re-run", "Backfill", "Undo"):
        assert word in doc


def test_the_watcher_feeds_the_asset_that_starts_the_load(parsed: dict) -> None:
    watcher = parsed["dags"]["watch_landing"]
    assert watcher["tasks"]["look"]["outlets"] == ["landing_reports"]
    assert watcher["max_active_runs"] == 1 and not watcher["catchup"]
