"""What stands on the server now, as its catalogue tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.serving.server import Connection


@dataclass(frozen=True)
class Relation:
    """A view or table: its columns as (name, type), and its comments by column, its own under ""."""

    columns: tuple[tuple[str, str], ...]
    comments: dict[str, str]

    def may_become(self, table: Relation) -> bool:
        """Whether a view with these columns can be replaced by one over `table`: that may only add some at the end."""
        return self.columns == table.columns[: len(self.columns)]


def relations(connection: Connection, schemas: Sequence[str]) -> dict[tuple[str, str], Relation]:
    """The tables and views of some schemas, by schema and name."""
    rows = connection.execute(
        """
        select
            space.nspname, rel.relname, col.attname, format_type(col.atttypid, col.atttypmod),
            coalesce(col_description(rel.oid, col.attnum), ''), coalesce(obj_description(rel.oid, 'pg_class'), '')
        from pg_class rel
        join pg_namespace space on space.oid = rel.relnamespace
        join pg_attribute col on col.attrelid = rel.oid and col.attnum > 0 and not col.attisdropped
        where space.nspname = any(%s) and rel.relkind in ('r', 'v')
        order by space.nspname, rel.relname, col.attnum
        """,
        [list(schemas)],
    ).fetchall()
    columns: dict[tuple[str, str], list[tuple[str, str]]] = {}
    comments: dict[tuple[str, str], dict[str, str]] = {}
    for schema, name, column, type_, said, said_of_all in rows:
        key = (str(schema), str(name))
        columns.setdefault(key, []).append((str(column), str(type_)))
        comments.setdefault(key, {"": str(said_of_all)})[str(column)] = str(said)
    return {key: Relation(tuple(columns[key]), comments[key]) for key in columns}


def readers(connection: Connection, schemas: Sequence[str]) -> list[str]:
    """Who has an open transaction that reads in some schemas, the longest first, for an operator who wants to ask."""
    rows = connection.execute(
        """
        select distinct usename, application_name, activity.pid, xact_start
        from pg_stat_activity activity
        join pg_locks held on held.pid = activity.pid and held.granted
        join pg_class rel on rel.oid = held.relation
        join pg_namespace space on space.oid = rel.relnamespace
        where space.nspname = any(%s) and activity.pid <> pg_backend_pid()
        order by xact_start
        limit 5
        """,
        [list(schemas)],
    ).fetchall()
    return [f"{user} with {program or 'a program without a name'}, pid {pid}" for user, program, pid, _ in rows]
