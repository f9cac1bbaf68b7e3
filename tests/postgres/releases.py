"""Releases to serve: small ones without dbt, in which every row says which release it is of, so that a mix cannot
hide; and what dbt built, published."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.dbt.conftest import Lake
from warehouse.paths import Warehouse
from warehouse.release import DATABASE, Release, write_record


@dataclass
class Publisher:
    """Publishes releases as far as readers of the folder can see: a database, a record and the link."""

    warehouse: Warehouse

    def publish(self, number: int, *statements: str, rows: int = 50) -> str:
        """Publish release `number`, its database changed by `statements`, and give its id."""
        release_id = f"20260401T{number:06}-abcdef"
        folder = self.warehouse.releases / release_id
        folder.mkdir()
        with duckdb.connect(str(folder / DATABASE)) as connection:
            connection.execute("create schema marts; create schema rejects")
            connection.execute(f"create table marts.release as select '{release_id}' as release_id")
            for table in ("marts.mart_one", "marts.mart_two", "rejects.cell"):
                connection.execute(
                    f"create table {table} as select i::integer as id, 'gunma' as branch_code, "
                    f"2020 + i as fiscal_year, '{release_id}' as release_id from range({rows}) ids(i)"
                )
            connection.execute(
                f"create table marts.dim_publication as select 1 as publication_no, '{release_id}' as release_id"
            )
            connection.execute(
                "create table marts.fct_figure_history as select id, branch_code, release_id, 1 as valid_from_no, "
                "timestamp '2026-04-01' as valid_from_at, null::integer as valid_to_no, null::timestamp as valid_to_at "
                "from marts.mart_one"
            )
            for statement in statements:
                connection.execute(statement)
        record = Release(release_id, f"fingerprint of {number}", "2026-04-01T00:00:00+00:00", None, "test")
        write_record(folder, record)
        _write_manifest(folder)
        self.show(release_id)
        return release_id

    def show(self, release_id: str) -> None:
        """Let the folder's readers see a release, as a publication or a rollback does."""
        self.warehouse.current_link.unlink(missing_ok=True)
        self.warehouse.current_link.symlink_to(Path("..", "releases", release_id))


def published(lake: Lake, folder: Path, release_id: str) -> Warehouse:
    """A warehouse in `folder` that shows the candidate of a lake which dbt built."""
    warehouse = Warehouse(folder / "warehouse").prepare()
    place = warehouse.releases / release_id
    (place / "dbt").mkdir(parents=True)
    os.link(lake.candidate, place / DATABASE)
    shutil.copy(lake.folder / "target" / "manifest.json", place / "dbt")
    write_record(place, Release(release_id, "f", "2026-04-01T00:00:00+00:00", None, "test"))
    warehouse.current_link.symlink_to(Path("..", "releases", release_id))
    return warehouse


def _write_manifest(folder: Path) -> None:
    """As much of dbt's manifest as says what `marts.mart_one` is."""
    model = {
        "resource_type": "model",
        "schema": "marts",
        "alias": "mart_one",
        "description": "One of two; it's 100% made up",
        "columns": {"id": {"name": "id", "description": "番号 – its \\ key", "constraints": [{"type": "not_null"}]}},
    }
    test = {
        "resource_type": "test",
        "attached_node": "model.kenpo.mart_one",
        "test_metadata": {"name": "primary_key", "kwargs": {"columns": ["id"]}},
    }
    (folder / "dbt").mkdir()
    nodes = {"model.kenpo.mart_one": model, "test.kenpo.key": test}
    (folder / "dbt" / "manifest.json").write_text(json.dumps({"nodes": nodes}), encoding="utf-8")
