"""A warehouse in a temporary folder, and stand-ins for the rooms around it: extraction, dbt and the gate."""

from __future__ import annotations

import json
import os
import sys
import types
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from extract.facts import write_fact_set
from extract.version import EXTRACTOR_VERSION
from warehouse import dbt
from warehouse.history.records import TABLES
from warehouse.paths import Warehouse
from warehouse.settings import Settings, load_settings


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse").prepare()


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith("KENPO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KENPO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KENPO_LOCK_TIMEOUT", "1")
    monkeypatch.setenv("KENPO_KEEP_FAILED", "2")
    return load_settings()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.pdf").write_bytes(b"first report")
    (folder / "two.txt").write_bytes(b"second report")
    return folder


@dataclass
class Rooms:
    """What the stand-ins were asked, and how they are to answer."""

    read: list[str] = field(default_factory=list)
    builds: int = 0
    gate_failures: list[str] = field(default_factory=list)
    dbt_error: Exception | None = None
    broken: set[str] = field(default_factory=set)


class Finding(str):
    severity = "blocks"


def _say_history(connection: duckdb.DuckDBPyConnection, job: dbt.Job, value: int) -> None:
    """The tables of history as dbt would leave them, with one figure and one scorecard row that say `value`."""
    connection.execute(
        "create table marts.dim_publication as "
        "select publication_no, release_id, is_recorded, false as is_this_release "
        f"from read_parquet('{job.history}/publication.parquet') "
        "union all select 9999, ?, true, true",
        [job.variables["release_id"]],
    )
    for table in TABLES:
        said = {"branch_code": "gunma", "fiscal_year": 2023, table.key: "k", "value": value, "latest_actual": value}
        row = pa.Table.from_pylist([said], schema=table.schema)
        connection.register("said", row)
        connection.execute(
            f"create table {table.spells} as "
            "select *, ?::varchar as valid_from_release, null::varchar as valid_to_release from said",
            [job.variables["release_id"]],
        )
        connection.unregister("said")


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """Replace extraction by a hash-keyed stub, dbt by two tables, site and exports by a file, the gate by a switch."""
    state = Rooms()

    def extract_report(path, out_root, settings=None, *, sha256=None, file_name=None):
        state.read.append(file_name)
        if file_name in state.broken:
            raise OSError("disk full")
        folder = out_root / f"{sha256}-v{EXTRACTOR_VERSION}"
        write_fact_set(folder, {})
        bad = path.read_bytes().startswith(b"bad")
        outcome = {
            "sha256": sha256,
            "file_name": file_name,
            "status": "rejected" if bad else "read",
            "reason": "not a PDF" if bad else None,
            "page_count": 2,
            "counts": {} if bad else {"kpi_target": 3, "kpi_actual": 2, "plan_item": 1, "report": 1},
            "flagged": 0 if bad else 1,
            "seconds": 0.1,
        }
        (folder / "outcome.json").write_text(json.dumps(outcome))

    def build(job: dbt.Job, _settings: Settings) -> dict[str, int]:
        state.builds += 1
        if state.dbt_error:
            raise state.dbt_error
        with duckdb.connect(str(job.database)) as connection:
            connection.execute("create schema marts")
            connection.execute(
                "create table marts.release as select ? as release_id, null::varchar as gate_result",
                [job.variables["release_id"]],
            )
            _say_history(connection, job, state.builds)
            connection.execute("create table marts.twin as select ? as release_id", [job.variables["release_id"]])
        return {"success": 2}

    def check(_candidate: Path, _published: Path | None, docs_dir: Path) -> types.SimpleNamespace:
        docs_dir.mkdir()
        (docs_dir / "index.html").write_text("docs")
        counts = {"blocks": len(state.gate_failures), "needs_review": 2, "note": 0}
        failures = [Finding(text) for text in state.gate_failures]
        return types.SimpleNamespace(passed=not failures, failures=failures, severities=counts)

    def build_site(_warehouse: Warehouse, _database: Path, out_dir: Path, **_options) -> types.SimpleNamespace:
        out_dir.mkdir()
        (out_dir / "index.html").write_text("evidence")
        return types.SimpleNamespace(reports=1, entries=5, drawn=0)

    def write_exports(_database: Path, _manifest: Path, target: Path, _evidence: str) -> types.SimpleNamespace:
        target.mkdir()
        (target / "datapackage.json").write_text("{}")
        return types.SimpleNamespace(tables=1, workbooks=0, size_bytes=2)

    stand_in = types.SimpleNamespace(write_exports=write_exports)
    monkeypatch.setitem(sys.modules, "warehouse.exports.export", stand_in)
    monkeypatch.setitem(sys.modules, "warehouse.evidence.site", types.SimpleNamespace(build_site=build_site))
    monkeypatch.setitem(sys.modules, "extract.run", types.SimpleNamespace(extract_report=extract_report))
    monkeypatch.setitem(sys.modules, "expectations.gate", types.SimpleNamespace(check=check))
    monkeypatch.setattr(dbt, "build", build)
    return state
