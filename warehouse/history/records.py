"""The permanent record of a release: what it changed in figures and scorecard since the release before it.

A record is a folder `WAREHOUSE/history/<release id>` of one Parquet file per table and `record.json`, which names the
release that it builds on. Records are never deleted, so what a release said can be told after its database is gone.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.errors import HistoryError
from warehouse.paths import Warehouse, read_json, sync_folder, write_json

RECORD = "record.json"


@dataclass(frozen=True)
class HistoryTable:
    """A table whose states are recorded: where its spells stand in a database, its key, and what is kept of a row."""

    name: str
    spells: str
    schema: pa.Schema

    @property
    def key(self) -> str:
        """The first column."""
        return str(self.schema.names[0])

    @property
    def place(self) -> tuple[str, str]:
        """Schema and name of the table of spells."""
        schema, _, name = self.spells.partition(".")
        return schema, name


_TEXT, _NUMBER, _DAY = pa.string(), pa.float64(), pa.date32()

FIGURE = HistoryTable(
    "figure",
    "marts.fct_figure_history",
    pa.schema(
        [
            ("figure_id", _TEXT),
            ("fact_kind", _TEXT),
            ("branch_code", _TEXT),
            ("fiscal_year", pa.int32()),
            ("kpi_code", _TEXT),
            ("measure_ja", _TEXT),
            ("month", _DAY),
            ("period", _TEXT),
            ("dimension", _TEXT),
            ("scope", _TEXT),
            ("basis", _TEXT),
            ("value", _NUMBER),
            ("said", _TEXT),
            ("unit", _TEXT),
            ("provisional", pa.bool_()),
            ("review_state", _TEXT),
            ("fact_id", _TEXT),
            ("report_id", _TEXT),
        ]
    ),
)

SCORECARD = HistoryTable(
    "scorecard",
    "marts.fct_scorecard_history",
    pa.schema(
        [
            ("scorecard_id", _TEXT),
            ("branch_code", _TEXT),
            ("fiscal_year", pa.int32()),
            ("kpi_code", _TEXT),
            ("target_text", _TEXT),
            ("comparator", _TEXT),
            ("target_value", _NUMBER),
            ("target_value_resolved", _NUMBER),
            ("latest_actual", _NUMBER),
            ("actual_as_of", _DAY),
            ("actual_basis", _TEXT),
            ("is_actual_provisional", pa.bool_()),
            ("prior_year_full_year", _NUMBER),
            ("prior_year_same_month", _NUMBER),
            ("attainment", _TEXT),
            ("attainment_rule", _TEXT),
            ("national_average", _NUMBER),
            ("rank", pa.int32()),
            ("previous_rank", pa.int32()),
            ("target_fact_id", _TEXT),
            ("actual_fact_id", _TEXT),
            ("review_state", _TEXT),
        ]
    ),
)

TABLES = (FIGURE, SCORECARD)


def write_record(warehouse: Warehouse, release_id: str, database: Path) -> None:
    """Record what the release in `database` changed. Killed at any point, there is a whole record or none.

    A record that is there already is of the same database and stays.
    """
    place = warehouse.records / release_id
    if (place / RECORD).exists():
        return
    draft = warehouse.records / f".{release_id}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = {table.name: _export(connection, table, release_id, draft) for table in TABLES}
        parent = _parent(connection)
    write_json(draft / RECORD, {"release_id": release_id, "builds_on": parent, "rows": rows})
    for path in draft.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        path.chmod(0o444)
    sync_folder(draft)
    os.rename(draft, place)
    sync_folder(warehouse.records)


def _export(connection: duckdb.DuckDBPyConnection, table: HistoryTable, release_id: str, folder: Path) -> int:
    """Write the keys that say something new since this release, and those that it no longer has."""
    payload = ", ".join(table.schema.names)
    query = f"""
        select ?::varchar as release_id, valid_from_release is distinct from ? as is_gone, {payload}
        from {table.spells}
        where
            valid_from_release = ?
            or (
                valid_to_release = ?
                and {table.key} not in (select {table.key} from {table.spells} where valid_from_release = ?)
            )
        order by branch_code, {table.key}
    """  # noqa: S608 - names of our own
    connection.execute(f"create or replace temp table changed as {query}", [release_id] * 5)
    target = folder / f"{table.name}.parquet"
    connection.execute(f"copy changed to '{_quoted(target)}' (format parquet, compression zstd)")
    found = connection.execute("select count(*) from changed").fetchone()
    return int(found[0]) if found else 0


def _parent(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The release before, if its state was known when this one was compared with it."""
    found = connection.execute(
        "select release_id, is_recorded from marts.dim_publication "
        "where not is_this_release order by publication_no desc limit 1"
    ).fetchone()
    return str(found[0]) if found and found[1] else None


def chain(warehouse: Warehouse, release_id: str) -> list[str] | None:
    """The releases whose records together tell the state of `release_id`, oldest first; None if one is missing.

    Raises:
        HistoryError: a record cannot be read.
    """
    links: list[str] = []
    wanted: str | None = release_id
    while wanted is not None:
        path = warehouse.records / wanted / RECORD
        if not path.exists() or wanted in links:
            return None
        links.append(wanted)
        try:
            wanted = read_json(path)["builds_on"]
        except (OSError, ValueError, KeyError) as error:
            raise HistoryError(f"the record {path} cannot be read: {error}; {_WHAT_TO_DO}") from error
    return links[::-1]


_WHAT_TO_DO = "restore that folder from a backup, or move it away: what its release said is unknown then"


def read_changes(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, table: HistoryTable, releases: list[str]
) -> None:
    """Make the temporary table `record` of `release_id, is_gone` and the table's columns, from the named records.

    Raises:
        HistoryError: a file cannot be read.
    """
    fields = {field.name: _SQL_TYPES[field.type] for field in table.schema}
    columns = ", ".join(f"{name} {sql_type}" for name, sql_type in fields.items())
    connection.execute(f"create or replace temp table record (release_id varchar, is_gone boolean, {columns})")
    for release_id in releases:
        path = warehouse.records / release_id / f"{table.name}.parquet"
        try:
            connection.execute(f"insert into record by name from read_parquet('{_quoted(path)}')")
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            raise HistoryError(f"the record {path} cannot be read: {said}; {_WHAT_TO_DO}") from error


_SQL_TYPES = {_TEXT: "varchar", _NUMBER: "double", _DAY: "date", pa.int32(): "integer", pa.bool_(): "boolean"}


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def state(warehouse: Warehouse, release_id: str, table: HistoryTable) -> pa.Table:
    """All rows of `table` as they stood in a release, from the records alone.

    Raises:
        HistoryError: the release left no record, one before it is missing, or one cannot be read.
    """
    links = chain(warehouse, release_id)
    if links is None:
        raise HistoryError(
            f"the history does not know what release {release_id} said; its record or one before is gone"
        )
    with duckdb.connect() as connection:
        read_changes(connection, warehouse, table, links)
        order = [{"release_id": name, "depth": depth} for depth, name in enumerate(links)]
        connection.register("link", pa.Table.from_pylist(order))
        return connection.sql(
            f"""
            with latest as (
                select record.*, depth from record join link using (release_id)
                qualify row_number() over (partition by {table.key} order by depth desc) = 1
            )
            select {", ".join(table.schema.names)} from latest where not is_gone order by branch_code, {table.key}
            """  # noqa: S608 - names of our own
        ).to_arrow_table()
