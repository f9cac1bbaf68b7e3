"""What dbt's manifest says of the tables that are exported: names, descriptions, types, keys, units.

The models' yml files are the only place where these are written; nothing here adds a word of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import ExportError
from warehouse.paths import read_json

SCHEMAS = ("marts", "rejects")
#: Between the Japanese name and the English meaning in the description of a column.
_DASH = " – "


@dataclass(frozen=True)
class Column:
    """One column; `unit` is fixed, `unit_from` names the column (of this table, or `dim_kpi.unit`) that holds it."""

    name: str
    data_type: str
    label_ja: str
    meaning: str
    unit: str | None = None
    unit_from: str | None = None
    required: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values stand in `field` of `table`."""

    column: str
    table: str
    field: str


@dataclass(frozen=True)
class Table:
    """One table of a release; `name` is the dbt model's and never changes, `relation` is its place in the database."""

    name: str
    relation: str
    label_ja: str
    label_en: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return any(column.name == name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


def read_dictionary(manifest: Path, connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """Every table of the exported schemas as the manifest describes it, by name.

    Raises:
        ExportError: the manifest cannot be read, or the database holds a table or column that it does not describe.
    """
    try:
        nodes = read_json(manifest)["nodes"].values()
    except (OSError, ValueError, KeyError) as error:
        raise ExportError(f"dbt's manifest of this release cannot be read: {error}") from error
    models = {(node["schema"], node["alias"]): node for node in nodes if node["resource_type"] == "model"}
    tests = [node for node in nodes if node["resource_type"] == "test" and node.get("test_metadata")]
    found = _columns(connection)
    bare = sorted(f"{schema}.{table}" for schema, table in found.keys() - models.keys())
    if bare:
        raise ExportError(f"dbt's manifest does not describe {', '.join(bare)}, so they cannot be exported")
    tables = [_table(models[place], types, _tests_of(models[place], tests)) for place, types in found.items()]
    return sorted(tables, key=lambda table: table.name)


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, str]]:
    rows = connection.execute(
        "select table_schema, table_name, column_name, data_type from information_schema.columns "
        "where table_schema in (select unnest(?)) order by table_schema, table_name, ordinal_position",
        [list(SCHEMAS)],
    ).fetchall()
    found: dict[tuple[str, str], dict[str, str]] = {}
    for schema, table, column, data_type in rows:
        found.setdefault((schema, table), {})[column] = data_type
    return found


def _tests_of(model: dict[str, Any], tests: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Name and arguments of the generic tests on a model."""
    mine = [test["test_metadata"] for test in tests if test.get("attached_node") == model["unique_id"]]
    return [(test["name"], test["kwargs"]) for test in mine]


def _table(model: dict[str, Any], types: dict[str, str], tests: list[tuple[str, dict[str, Any]]]) -> Table:
    name, described = model["name"], model["columns"]
    if set(types) != set(described):
        odd = ", ".join(sorted(set(types) ^ set(described)))
        raise ExportError(f"{name}: the database and dbt's manifest name different columns ({odd})")
    meta = model["config"].get("meta") or {}
    keys = [tuple(arguments["columns"]) for test, arguments in tests if test == "primary_key"]
    links = [
        ForeignKey(arguments["column_name"], re.sub(r"^ref\('(\w+)'\)$", r"\1", arguments["to"]), arguments["field"])
        for test, arguments in tests
        if test == "relationships"
    ]
    return Table(
        name=name,
        relation=f'"{model["schema"]}"."{model["alias"]}"',
        label_ja=meta.get("label_ja", name),
        label_en=meta.get("label_en", name),
        description=" ".join(model["description"].split()),
        columns=tuple(_column(described[column], data_type, tests) for column, data_type in types.items()),
        key=keys[0] if keys else (),
        foreign_keys=tuple(sorted(links, key=lambda link: link.column)),
    )


def _column(described: dict[str, Any], data_type: str, tests: list[tuple[str, dict[str, Any]]]) -> Column:
    name = described["name"]
    label, dash, meaning = " ".join(described["description"].split()).partition(_DASH)
    meta = (described.get("config") or {}).get("meta") or {}
    mine = [(test, arguments) for test, arguments in tests if arguments.get("column_name") == name]
    values = [arguments["values"] for test, arguments in mine if test == "accepted_values"]
    return Column(
        name=name,
        data_type=data_type,
        label_ja=label if dash else name,
        meaning=meaning if dash else label,
        unit=meta.get("unit"),
        unit_from=meta.get("unit_from"),
        required=any(constraint["type"] == "not_null" for constraint in described.get("constraints") or ()),
        unique=any(test == "unique" for test, _ in mine),
        values=tuple(values[0]) if values else (),
    )
