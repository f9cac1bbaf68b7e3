"""A release into schemas of its own: one transaction, so that a killed load leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql

from warehouse import progress
from warehouse.errors import ServingError
from warehouse.serving.names import listed, schema_of, schemas_of
from warehouse.serving.server import Connection
from warehouse.serving.source import Column, Source, Table

#: Columns that people filter and join by; each leads an index of its own where a table has it.
_SEARCHED = ("branch_code", "kpi_code", "month", "report_id")


def load_release(connection: Connection, source: Source, reader: str) -> None:
    """Create the release's schemas and fill them; `reader` may read them. All of it or nothing.

    Raises:
        ServingError: a table did not arrive whole.
    """
    release = source.release
    with connection.transaction():
        for schema in schemas_of(release.release_id):
            connection.execute(sql.SQL("create schema {}").format(sql.Identifier(schema)))
        for table in source.tables:
            schema = schema_of(table.schema, release.release_id)
            place = sql.Identifier(schema, table.name)
            arrived = create_and_fill(connection, place, table.columns, source.rows(table))
            _compare_counts(source, table, arrived)
            _index(connection, table, place)
            _comment(connection, table, schema)
            connection.execute(sql.SQL("analyze {}").format(place))
        for schema in schemas_of(release.release_id):
            room, role = sql.Identifier(schema), sql.Identifier(reader)
            connection.execute(sql.SQL("grant usage on schema {} to {}").format(room, role))
            connection.execute(sql.SQL("grant select on all tables in schema {} to {}").format(room, role))
        connection.execute(
            "insert into serving.release (release_id, fingerprint, built_at) values (%s, %s, %s)",
            [release.release_id, release.fingerprint, release.built_at],
        )


def create_and_fill(
    connection: Connection, place: sql.Identifier, columns: Sequence[Column], rows: Iterable[tuple[Any, ...]]
) -> int:
    """Create a table and stream rows into it, inside the caller's transaction; returns how many arrived.

    In PostgreSQL's binary format no value passes through text. Frozen rows are visible to every snapshot: a transaction
    that began before the load and looks after the switch finds the new release full, not empty.
    """
    definitions = [
        sql.SQL("{} {}{}").format(
            sql.Identifier(column.name), sql.SQL(column.type), sql.SQL(" not null" if column.required else "")
        )
        for column in columns
    ]
    connection.execute(sql.SQL("create table {} ({})").format(place, sql.SQL(", ").join(definitions)))
    names = listed([column.name for column in columns])
    with connection.cursor() as cursor:
        with cursor.copy(sql.SQL("copy {} ({}) from stdin (format binary, freeze)").format(place, names)) as copy:
            copy.set_types([column.type.partition("(")[0] for column in columns])
            for row in rows:
                copy.write_row(row)
        return cursor.rowcount


def _compare_counts(source: Source, table: Table, arrived: int) -> None:
    full_name = f"{table.schema}.{table.name}"
    expected = source.release.rows.get(full_name, arrived)
    if arrived != expected:
        raise ServingError(f"{arrived} rows of {full_name} arrived in PostgreSQL, the release has {expected}")
    progress.report("serve", f"{full_name}: {arrived} rows")


def _index(connection: Connection, table: Table, place: sql.Identifier) -> None:
    if table.key:
        connection.execute(sql.SQL("alter table {} add primary key ({})").format(place, listed(table.key)))
    names = {column.name for column in table.columns}
    for column in _SEARCHED:
        if column in names and column not in table.key[:1]:
            columns = [column, "fiscal_year"] if "fiscal_year" in names else [column]
            connection.execute(sql.SQL("create index on {} ({})").format(place, listed(columns)))
    if {"fact_id", "valid_to_no"} <= names:
        # Whoever asks where a fact stands today finds one row; where nobody looks at it the planner drops the join.
        connection.execute(sql.SQL("create unique index on {} (fact_id) where valid_to_no is null").format(place))


def _comment(connection: Connection, table: Table, schema: str) -> None:
    place = sql.Identifier(schema, table.name)
    comments = [sql.SQL("comment on table {} is {}").format(place, sql.Literal(table.description))]
    for column in table.columns:
        name = sql.Identifier(schema, table.name, column.name)
        comments.append(sql.SQL("comment on column {} is {}").format(name, sql.Literal(column.description)))
    connection.execute(sql.SQL("; ").join(comments))
