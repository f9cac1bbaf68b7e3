"""Which release readers see: views in `marts` and `rejects` over one release's tables, all replaced at once.

A transaction that has read one of these views keeps a share lock on it until it ends. The switch needs every view
exclusively before it commits, so it waits for those who have begun to read, and no transaction ever sees two releases.
It waits only for moments, because others queue behind it; then it lets go of everything and tries again later.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import psycopg
from psycopg import sql

from warehouse.errors import ServingError
from warehouse.serving import functions
from warehouse.serving.catalogue import Relation, readers, relations
from warehouse.serving.functions import View
from warehouse.serving.names import listed, schema_of, schemas_of
from warehouse.serving.server import Connection, kept
from warehouse.serving.source import SERVED

#: For how many milliseconds the switch stands in line, time after time: hardly at all, for a moment in which nobody
#: reads; longer, where somebody always does. The last is the longest that a reader can have to wait for it.
LINES_MS = (5, 20, 50, 100, 200)
#: Between two times in line everybody reads freely for this many times as long.
_FREE = 5
_BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


def switch(connection: Connection, release_id: str, patience: float) -> None:
    """Let readers see a loaded release, all of its tables at once; tries for `patience` seconds.

    Raises:
        ServingError: somebody kept reading the old release in one transaction; or a view of somebody's own stands in
            the way of a change of columns. Readers see the old release.
    """
    plan = _plan(connection, release_id)
    deadline = time.monotonic() + patience
    for line_ms in cycle(LINES_MS):
        try:
            # One message to the server, which it runs as one transaction: no lock waits for the network.
            connection.execute(plan.script(connection, line_ms))
            return
        except _BUSY as error:
            if time.monotonic() > deadline:
                old = [*SERVED, *(schemas_of(plan.before) if plan.before else [])]
                who = "; ".join(readers(connection, old)) or "it has just ended"
                raise ServingError(
                    f"release {release_id} is loaded but not shown: for {patience:.0f} s there was always an open "
                    f"transaction that reads the old one ({who}); end it and serve again, or raise "
                    "KENPO_POSTGRES_PATIENCE"
                ) from error
            plan.begin_with_what_blocked(error)
        except psycopg.errors.DependentObjectsStillExist as error:
            raise ServingError(
                f"release {release_id} is loaded but not shown: it has other columns, and views that are not ours "
                f"hold on to the old ones ({error.diag.message_detail}); drop them and serve again"
            ) from error
        time.sleep(line_ms * _FREE / 1000)


@dataclass
class _Plan:
    """A switch from the release `before`: the views that stand, to be locked in this order, and what is done then."""

    release_id: str
    before: str | None
    locks: list[View]
    steps: list[sql.Composable]

    def script(self, connection: Connection, line_ms: int) -> sql.Composed:
        """Everything that the switch does, as one message; it fails if the locks take longer than `line_ms`."""
        steps: list[sql.Composable] = []
        for view in self.locks:
            steps += [_HURRY, sql.SQL("lock table {} in access exclusive mode").format(sql.Identifier(*view))]
        body = sql.SQL("declare line_ends timestamptz := clock_timestamp() + interval {}; begin {}; end").format(
            sql.Literal(f"{line_ms} ms"), sql.SQL("; ").join([*steps, *self.steps])
        )
        note = sql.SQL("insert into serving.switch (release_id, previous_release) values ({}, {})").format(
            sql.Literal(self.release_id), sql.Literal(self.before)
        )
        return sql.SQL("{}; do {}").format(note, sql.Literal(body.as_string(connection)))

    def begin_with_what_blocked(self, error: psycopg.Error) -> None:
        """Lock first, next time, the view that could not be had.

        Else readers who hold it would wait for those that we hold, as we wait for them; holding it alone, we let them
        end and have the rest for the asking.
        """
        said = re.search(r'lock table "(\w+)"\."(\w+)"', error.diag.context or "")
        if said:
            view = (said[1], said[2])
            self.locks = [view, *(other for other in self.locks if other != view)]


#: Gives the next lock what is left of the time in line; 0 would mean for ever.
_HURRY = sql.SQL(
    "perform set_config('lock_timeout', "
    "greatest(1, (extract(epoch from line_ends - clock_timestamp()) * 1000)::int)::text, true)"
)


def _plan(connection: Connection, release_id: str) -> _Plan:
    views = relations(connection, SERVED)
    tables = relations(connection, schemas_of(release_id))
    made: list[sql.Composable] = []
    comments: list[sql.Composable] = []
    wanted: set[View] = set()
    doomed: list[View] = []
    for schema in SERVED:
        place = schema_of(schema, release_id)
        for name, table in ((name, table) for (room, name), table in tables.items() if room == place):
            view = views.get((schema, name))
            wanted.add((schema, name))
            if view and not view.may_become(table):
                doomed.append((schema, name))
            columns = listed([column for column, _ in table.columns])
            made.append(
                sql.SQL("create or replace view {} as select {} from {}").format(
                    sql.Identifier(schema, name), columns, sql.Identifier(place, name)
                )
            )
            comments += _new_comments(schema, name, table, view)
    doomed += [view for view in views if view not in wanted]
    drops = [sql.SQL("drop view {}").format(sql.Identifier(*view)) for view in doomed]
    steps = [*functions.dropped(doomed), *drops, *made, *functions.created(wanted), *comments]
    return _Plan(release_id, kept(connection).current, list(views), steps)


def _new_comments(schema: str, name: str, table: Relation, before: Relation | None) -> Iterator[sql.Composed]:
    """The comments that the view does not carry yet; a view that is made anew carries none."""
    old = before.comments if before and before.may_become(table) else {}
    for column, text in table.comments.items():
        if old.get(column, "") == text:
            continue
        kind, place = ("column", (schema, name, column)) if column else ("view", (schema, name))
        yield sql.SQL("comment on {} {} is {}").format(sql.SQL(kind), sql.Identifier(*place), sql.Literal(text))
