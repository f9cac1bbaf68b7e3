"""What a release holds for a server: its tables with their types, keys, descriptions and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import ServingError
from warehouse.paths import Warehouse, read_json
from warehouse.release import DATABASE, Release

#: The schemas that readers are promised.
SERVED = ("marts", "rejects")
_BATCH = 5000
#: DuckDB's types by their names in PostgreSQL; none of them loses a digit, a sign or a microsecond.
_TYPES = {
    "VARCHAR": "text",
    "JSON": "text",
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "UTINYINT": "smallint",
    "INTEGER": "integer",
    "USMALLINT": "integer",
    "BIGINT": "bigint",
    "UINTEGER": "bigint",
    "HUGEINT": "numeric",
    "UBIGINT": "numeric",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "UUID": "uuid",
    "BLOB": "bytea",
}


@dataclass(frozen=True)
class Column:
    """A column by its name, its PostgreSQL type, whether it is never empty, and what dbt says about it."""

    name: str
    type: str
    required: bool = False
    description: str = ""


@dataclass(frozen=True)
class Table:
    """A table of a release: `schema` is the one that readers see; `key` is empty where dbt knows none."""

    schema: str
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Source:
    """An opened release; `rows` streams a table."""

    release: Release
    tables: tuple[Table, ...]
    connection: duckdb.DuckDBPyConnection = field(repr=False)

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """Every row of a table in the release's own order, as Python values."""
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        return stream(self.connection, f'select {names} from "{table.schema}"."{table.name}"')  # noqa: S608


def stream(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, held in memory a few thousand at a time."""
    cursor = connection.cursor()
    cursor.execute(query)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


@contextmanager
def opened(warehouse: Warehouse, release: Release) -> Iterator[Source]:
    """Open a kept release read-only.

    Raises:
        ServingError: a column has a type that PostgreSQL has no equal for.
    """
    folder = warehouse.releases / release.release_id
    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        yield Source(release, tuple(_tables(connection, _described(folder / "dbt" / "manifest.json"))), connection)


@dataclass
class _Described:
    """What dbt's manifest says about one table."""

    description: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    key: tuple[str, ...] = ()


def _described(manifest: Path) -> dict[tuple[str, str], _Described]:
    """Descriptions, columns that are never null, and keys, by schema and table; empty without a manifest."""
    nodes = read_json(manifest)["nodes"] if manifest.exists() else {}
    found: dict[str, _Described] = {}
    for unique_id, node in nodes.items():
        if node["resource_type"] == "model":
            columns = node["columns"].values()
            found[unique_id] = _Described(
                description=node["description"].strip(),
                columns={column["name"]: column["description"].strip() for column in columns},
                required={
                    column["name"]
                    for column in columns
                    if any(rule["type"] == "not_null" for rule in column.get("constraints") or [])
                },
            )
    for node in nodes.values():
        test = node.get("test_metadata") or {}
        if test.get("name") == "primary_key" and node.get("attached_node") in found:
            found[node["attached_node"]].key = tuple(test["kwargs"]["columns"])
    return {(nodes[unique_id]["schema"], nodes[unique_id]["alias"]): said for unique_id, said in found.items()}


def _tables(connection: duckdb.DuckDBPyConnection, described: dict[tuple[str, str], _Described]) -> Iterator[Table]:
    rows = connection.execute(
        "select table_schema, table_name, list(column_name order by ordinal_position), "
        "list(data_type order by ordinal_position) from information_schema.columns "
        "where list_contains(?, table_schema) group by all order by all",
        [list(SERVED)],
    ).fetchall()
    for schema, name, columns, types in rows:
        said = described.get((schema, name), _Described())
        yield Table(
            schema=schema,
            name=name,
            columns=tuple(
                Column(
                    name=column,
                    type=postgres_type(type_, f"{schema}.{name}.{column}"),
                    required=column in said.required or column in said.key,
                    description=said.columns.get(column, ""),
                )
                for column, type_ in zip(columns, types, strict=True)
            ),
            key=said.key,
            description=said.description,
        )


def postgres_type(type_: str, where: str) -> str:
    """The PostgreSQL type that holds every value of a DuckDB type.

    Raises:
        ServingError: there is none; `where` says which column this is about.
    """
    if decimal := re.fullmatch(r"DECIMAL\((\d+),\s*(\d+)\)", type_):
        return f"numeric({decimal[1]},{decimal[2]})"
    try:
        return _TYPES[type_]
    except KeyError:
        raise ServingError(f"{where} has the type {type_}, which is not served to PostgreSQL") from None
