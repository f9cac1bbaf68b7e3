"""What things are called on the server."""

from __future__ import annotations

from psycopg import sql

from warehouse.serving.source import SERVED


def schema_of(schema: str, release_id: str) -> str:
    """The schema that holds a release's tables of `schema`, writable without quotes: `marts_20260401t090000_0f61f6`."""
    return f"{schema}_{release_id.lower().replace('-', '_')}"


def schemas_of(release_id: str) -> list[str]:
    """All schemas of a release."""
    return [schema_of(schema, release_id) for schema in SERVED]


def listed(names: tuple[str, ...] | list[str]) -> sql.Composed:
    """Identifiers, quoted and separated by commas."""
    return sql.SQL(", ").join(map(sql.Identifier, names))
