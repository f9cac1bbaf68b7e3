"""Old releases leave the server by a policy; what somebody reads or builds upon stays."""

from __future__ import annotations

import psycopg
from psycopg import sql

from warehouse.serving.names import schemas_of
from warehouse.serving.server import Connection, kept


def clean(connection: Connection, keep: int) -> tuple[list[str], list[str]]:
    """Drop all but the newest `keep` releases; never the one that readers see, nor the one they saw before.

    Returns the ids of what was dropped, and of what is due but still in use; that is tried again at the next time.
    """
    now = kept(connection)
    doomed = list(now.releases)[: max(len(now.releases) - keep, 0)]
    dropped, in_use = [], []
    for release_id in doomed:
        if release_id in {now.current, now.previous}:
            continue
        try:
            _drop(connection, release_id)
            dropped.append(release_id)
        except (
            psycopg.errors.LockNotAvailable,
            psycopg.errors.DeadlockDetected,
            psycopg.errors.DependentObjectsStillExist,
        ):
            in_use.append(release_id)
    return dropped, in_use


def _drop(connection: Connection, release_id: str) -> None:
    """Drop a release's tables by name and not by cascade, which would take other people's views along."""
    with connection.transaction():
        connection.execute("set local lock_timeout = '500ms'")
        tables = connection.execute(
            "select schemaname, tablename from pg_tables where schemaname = any(%s)", [schemas_of(release_id)]
        ).fetchall()
        if tables:
            names = sql.SQL(", ").join(sql.Identifier(str(schema), str(table)) for schema, table in tables)
            connection.execute(sql.SQL("drop table {}").format(names))
        for schema in schemas_of(release_id):
            connection.execute(sql.SQL("drop schema {}").format(sql.Identifier(schema)))
        connection.execute("delete from serving.release where release_id = %s", [release_id])
