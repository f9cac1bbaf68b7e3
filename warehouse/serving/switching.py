"""Which release readers see: views in `marts` and `rejects` over one release's tables, all replaced at once.

A transaction that has read one of these views keeps a share lock on it until it ends. The switch needs every view
exclusively before it commits, so it waits for those who have begun to read, and no transaction ever sees two releases.
It waits only for a moment, because others queue behind it; then it lets go and tries again later.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql

from warehouse.errors import ServingError
from warehouse.serving.names import listed, schema_of, schemas_of
from warehouse.serving.server import Connection, kept
from warehouse.serving.source import SERVED

#: How long, at most, the switch stands in line for all its locks: the longest that a reader can have to wait.
LINE_MS = 200
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5)
_BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


@dataclass(frozen=True)
class Relation:
    """A view or table as the server's catalogue has it: columns as (name, type), comments by column ("" is its own)."""

    columns: tuple[tuple[str, str], ...]
    comments: dict[str, str]

    def may_become(self, table: Relation) -> bool:
        """Whether a view with these columns can be replaced by one over `table`: that may only add some at the end."""
        return self.columns == table.columns[: len(self.columns)]


def switch(connection: Connection, release_id: str, patience: float) -> None:
    """Let readers see a loaded release, all of its tables at once; tries for `patience` seconds.

    Raises:
        ServingError: somebody kept reading the old release in one transaction; or a view of somebody's own stands in
            the way of a change of columns. Readers see the old release.
    """
    before = kept(connection).current
    script = _script(connection, release_id, before)
    deadline = time.monotonic() + patience
    for pause in _pauses():
        try:
            # One message to the server, which it runs as one transaction: no lock waits for the network.
            connection.execute(script)
            return
        except _BUSY as error:
            if time.monotonic() + pause > deadline:
                raise ServingError(
                    f"release {release_id} is loaded but not shown: for {patience:.0f} s there was always an open "
                    f"transaction that reads the old one ({_readers(connection)}); end it and serve again, or raise "
                    "KENPO_POSTGRES_PATIENCE"
                ) from error
        except psycopg.errors.DependentObjectsStillExist as error:
            raise ServingError(
                f"release {release_id} is loaded but not shown: it has other columns, and views that are not ours "
                f"hold on to the old ones ({error.diag.message_detail}); drop them and serve again"
            ) from error
        time.sleep(pause)


def _pauses() -> Iterator[float]:
    yield from _PAUSES
    while True:
        yield _PAUSES[-1] * random.uniform(0.7, 1.3)  # noqa: S311 - not to march in step with somebody's dashboard


def _script(connection: Connection, release_id: str, before: str | None) -> sql.Composed:
    """Everything that the switch does, as one message."""
    views = _relations(connection, SERVED)
    tables = _relations(connection, schemas_of(release_id))
    wanted = {
        (schema, name): (place, relation)
        for schema in SERVED
        for (place, name), relation in tables.items()
        if place == schema_of(schema, release_id)
    }
    steps: list[sql.Composable] = []
    for (schema, name), (place, relation) in wanted.items():
        view = views.get((schema, name))
        if view and not view.may_become(relation):
            steps += [_HURRY, sql.SQL("drop view {}").format(sql.Identifier(schema, name))]
        columns = listed([column for column, _ in relation.columns])
        steps += [
            _HURRY,
            sql.SQL("create or replace view {} as select {} from {}").format(
                sql.Identifier(schema, name), columns, sql.Identifier(place, name)
            ),
        ]
    for schema, name in views.keys() - wanted.keys():
        steps += [_HURRY, sql.SQL("drop view {}").format(sql.Identifier(schema, name))]
    for (schema, name), (_, relation) in wanted.items():
        steps += _new_comments(schema, name, relation, views.get((schema, name)))
    body = sql.SQL("declare line_ends timestamptz := clock_timestamp() + interval {}; begin {}; end").format(
        sql.Literal(f"{LINE_MS} ms"), sql.SQL("; ").join(steps)
    )
    note = sql.SQL("insert into serving.switch (release_id, previous_release) values ({}, {})").format(
        sql.Literal(release_id), sql.Literal(before)
    )
    return sql.SQL("{}; do {}").format(note, sql.Literal(body.as_string(connection)))


#: Gives the next lock what is left of the time in line; 0 would mean for ever.
_HURRY = sql.SQL(
    "perform set_config('lock_timeout', "
    "greatest(1, (extract(epoch from line_ends - clock_timestamp()) * 1000)::int)::text, true)"
)


def _new_comments(schema: str, name: str, table: Relation, before: Relation | None) -> Iterator[sql.Composed]:
    """The comments that the view does not carry yet; a view that is made anew carries none."""
    old = before.comments if before and before.may_become(table) else {}
    for column, text in table.comments.items():
        if old.get(column, "") == text:
            continue
        kind, place = ("column", (schema, name, column)) if column else ("view", (schema, name))
        yield sql.SQL("comment on {} {} is {}").format(sql.SQL(kind), sql.Identifier(*place), sql.Literal(text))


def _relations(connection: Connection, schemas: tuple[str, ...] | list[str]) -> dict[tuple[str, str], Relation]:
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


def _readers(connection: Connection) -> str:
    """Who has an open transaction that read a served view, for an operator who wants to ask them."""
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
        [list(SERVED)],
    ).fetchall()
    found = [f"{user} with {program or 'a program without a name'}, pid {pid}" for user, program, pid, _ in rows]
    return "; ".join(found) or "it has just ended"
