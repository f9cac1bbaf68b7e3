"""Small releases made by the real functions of `warehouse.release`; every row of every table names its release."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse import release
from warehouse.history.records import TABLES
from warehouse.paths import Warehouse

#: Tables of 1,000 rows each, so that a reader fetches blocks of the file with every table it asks for.
PARTS = tuple(f"marts.part_{number}" for number in range(1, 7))
SITES = (release.DOCS, release.EVIDENCE)


def add_candidate(warehouse: Warehouse, built_at: datetime | None = None) -> str:
    """A candidate that has passed the gate, built after what is published now; returns its id."""
    before = release.published(warehouse)
    moment = built_at or datetime.now(UTC)
    made = release.Release(
        release_id=release.new_release_id(warehouse, "f" * 64, moment),
        fingerprint="f" * 64,
        built_at=moment.isoformat(timespec="seconds"),
        previous_release=before.release_id if before else None,
        code_version="test",
        gate_result="passed",
    )
    folder = warehouse.candidate / made.release_id
    for name in (*SITES, "dbt/run", "facts"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(made.release_id)
    (folder / "dbt" / "manifest.json").write_text("{}")
    _fill(folder / release.DATABASE, made)
    release.write_record(folder, made)
    return made.release_id


def add_release(warehouse: Warehouse, built_at: datetime | None = None) -> str:
    """Publish a new release; returns its id."""
    return release.publish(warehouse, add_candidate(warehouse, built_at)).release_id


def _fill(database: Path, made: release.Release) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema marts")
        said = [made.release_id, made.previous_release]
        connection.execute(
            "create table marts.release as "
            "select ? as release_id, ?::varchar as previous_release, null::varchar as gate_result",
            said,
        )
        for part in PARTS:
            connection.execute(
                f"create table {part} as select ? as release_id, md5(range::varchar) as text from range(1000)", said[:1]
            )
        connection.execute(
            "create table marts.dim_publication as "
            "select 1 as publication_no, ? as release_id, true as is_recorded, false as is_this_release where ? <> ''",
            [made.previous_release, made.previous_release or ""],
        )
        for table in TABLES:
            connection.register("nothing", table.schema.empty_table())
            connection.execute(
                f"create table {table.spells} as select *, null::varchar as valid_from_release, "
                "null::varchar as valid_to_release from nothing"
            )


def release_of(connection: duckdb.DuckDBPyConnection, catalogue: str = "") -> str:
    """Which release a connection reads, asked table by table, with `marts.release` first and last.

    Raises:
        AssertionError: more than one.
    """
    seen = set()
    for table in ("marts.release", *PARTS, "marts.release"):
        rows = connection.execute(f"select distinct release_id from {catalogue}{table} where length(release_id) > 0")
        seen.update(name for (name,) in rows.fetchall())
    assert len(seen) == 1, f"one connection read {sorted(seen)}"
    return seen.pop()


def seen_now(warehouse: Warehouse) -> str:
    """The release that a reader finds who comes now."""
    with duckdb.connect(str(warehouse.current_database), read_only=True) as connection:
        return release_of(connection)
