"""The Frictionless Data Package (v2) that describes the exported files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.errors import ExportError
from warehouse.exports.dictionary import Column, Table
from warehouse.exports.tables import safe_text

DESCRIPTOR = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
#: Table Schema types by the beginning of DuckDB's.
_TYPES = {
    "VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "datetime",
    "DOUBLE": "number", "FLOAT": "number", "DECIMAL": "number",
    "TINYINT": "integer", "SMALLINT": "integer", "INTEGER": "integer", "BIGINT": "integer", "HUGEINT": "integer",
}  # fmt: skip
_ESCAPE_NOTE = (
    "Text that is empty or begins with = + - @, tab, line break, an apostrophe or a full-width sign before other signs "
    "stands with an apostrophe before it, so that no spreadsheet runs it; take one leading apostrophe away to read it."
)
#: What is told of a report in the list of sources, as it says of itself.
_PRINTED = ("report_title", "branch_code", "fiscal_year", "report_kind")
_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True}


@dataclass(frozen=True)
class Release:
    """The row of `marts.release`, by column."""

    columns: dict[str, Any]

    @property
    def release_id(self) -> str:
        """Name of the release."""
        return str(self.columns["release_id"])


@cache
def about() -> dict[str, Any]:
    """Titles, licences and the like of the package (`package.yml`)."""
    return dict(yaml.safe_load(Path(__file__).with_name("package.yml").read_text(encoding="utf-8")))


def read_release(connection: duckdb.DuckDBPyConnection) -> Release:
    """What the database says of itself."""
    cursor = connection.execute("select * from marts.release")
    names = [column[0] for column in cursor.description or ()]
    return Release(dict(zip(names, cursor.fetchone() or (), strict=False)))


def describe(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Table], workbooks: Sequence[tuple[Path, str]], folder: Path
) -> dict[str, Any]:
    """The descriptor of what stands in `folder`: each table as `<name>` (CSV) and `<name>.parquet`, then workbooks."""
    told, release = about(), read_release(connection)
    resources = [_csv(table, folder) for table in tables] + [_parquet(table, folder) for table in tables]
    return {
        "$schema": _PROFILE,
        "name": told["name"],
        "id": f"{told['name']}:{release.release_id}",
        "version": release.release_id,
        "created": f"{release.columns['built_at']:%Y-%m-%dT%H:%M:%SZ}",
        "title": f"{told['title_ja']} / {told['title_en']}",
        "description": f"{told['description_ja']}\n\n{told['description_en']}",
        "keywords": told["keywords"],
        "rights": f"{told['rights_ja']}\n\n{told['rights_en']}",
        "licenses": told["licenses"],
        "contributors": told["contributors"],
        "sources": _sources(connection),
        "release": {name: _plain(value) for name, value in release.columns.items()},
        "resources": [*resources, *(_workbook(path, title, folder) for path, title in workbooks)],
    }


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}" if hasattr(value, "strftime") else value


def _sources(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every file offered: its hash, what it says it is, and its address where it was loaded from one."""
    rows = connection.execute(
        "select q.file_name, q.sha256, q.origin, q.outcome, report_id, r.title, r.branch_code, r.fiscal_year, "
        "r.report_kind from marts.mart_load_quality as q left join marts.dim_report as r using (report_id) "
        "order by q.file_name, q.sha256"
    ).fetchall()
    return [
        {"title": name, **({"path": origin} if str(origin).startswith(("http://", "https://")) else {}),
         "hash": f"sha256:{sha256}", "report_id": report_id, "outcome": outcome,
         **{key: value for key, value in zip(_PRINTED, printed, strict=True) if value is not None}}
        for name, sha256, origin, outcome, report_id, *printed in rows
    ]  # fmt: skip


def _csv(table: Table, folder: Path) -> dict[str, Any]:
    path = folder / "csv" / f"{table.name}.csv"
    resource = _resource(table, table.name, "table", path, folder, "text/csv")
    resource["description"] += f" {_ESCAPE_NOTE}"
    return resource | {"encoding": "utf-8", "dialect": _DIALECT, "schema": _schema(table, "", escaped=True)}


def _parquet(table: Table, folder: Path) -> dict[str, Any]:
    path = folder / "parquet" / f"{table.name}.parquet"
    # "file": frictionless 5 reads Parquet through pandas, where a missing integer becomes NaN and fails its own type
    resource = _resource(table, f"{table.name}.parquet", "file", path, folder, "application/vnd.apache.parquet")
    return resource | {"schema": _schema(table, ".parquet", escaped=False)}


def _resource(table: Table, name: str, kind: str, path: Path, folder: Path, mediatype: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        **_file(path, folder),
        "mediatype": mediatype,
        "title": f"{table.label_ja} / {table.label_en}",
        "description": table.description,
    }


def _workbook(path: Path, title: str, folder: Path) -> dict[str, Any]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": path.name, "type": "file", **_file(path, folder), "mediatype": kind, "title": title}


def _file(path: Path, folder: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    place = {"path": path.relative_to(folder).as_posix(), "format": path.suffix.removeprefix(".")}
    return place | {"hash": f"sha256:{digest}", "bytes": path.stat().st_size}


def _schema(table: Table, suffix: str, escaped: bool) -> dict[str, Any]:
    """The Table Schema; links lead to the resources of the same format, which end in `suffix`."""
    schema: dict[str, Any] = {
        "fields": [_field(column, escaped) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [link.column],
                "reference": {
                    "resource": "" if link.table == table.name else link.table + suffix,
                    "fields": [link.field],
                },
            }
            for link in table.foreign_keys
        ]
    return schema


def _type(column: Column) -> str:
    for begin, kind in _TYPES.items():
        if column.data_type.startswith(begin):
            return kind
    raise ExportError(f"column {column.name} is of type {column.data_type}, for which the data package has no type")


def _field(column: Column, escaped: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = [safe_text(value) if escaped else value for value in column.values]
    field: dict[str, Any] = {
        "name": column.name,
        "type": _type(column),
        "title": column.label_ja,
        "description": column.meaning,
        "unit": column.unit,
        "unitFrom": column.unit_from,
        "constraints": constraints,
    }
    return {name: value for name, value in field.items() if value}
