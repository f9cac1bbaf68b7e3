"""The role that BI tools read with: it can select what is served and nothing else."""

from __future__ import annotations

import psycopg
from psycopg import sql

from warehouse.errors import ServingError
from warehouse.serving.server import Connection
from warehouse.serving.source import SERVED


def prepare_reader(connection: Connection, reader: str, password: str) -> None:
    """Create the schemas that readers see and the role that may read them, also what will stand in them later.

    Without a `password` the role is a group that nobody logs in as; with one it is a login. Safe to repeat.

    Raises:
        ServingError: the role is missing and we may not create it, or may not set its password.
    """
    role = sql.Identifier(reader)
    _create_role(connection, reader, password)
    for schema in SERVED:
        connection.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(schema)))
    with connection.transaction():
        for schema in (*SERVED, "serving"):
            room = sql.Identifier(schema)
            connection.execute(sql.SQL("grant usage on schema {} to {}").format(room, role))
            connection.execute(sql.SQL("grant select on all tables in schema {} to {}").format(room, role))
            connection.execute(
                sql.SQL("alter default privileges in schema {} grant select on tables to {}").format(room, role)
            )
            # Where a server's owner took functions away from everybody, readers may still call those of the marts.
            connection.execute(
                sql.SQL("alter default privileges in schema {} grant execute on functions to {}").format(room, role)
            )
            connection.execute(sql.SQL("grant execute on all functions in schema {} to {}").format(room, role))


def _create_role(connection: Connection, reader: str, password: str) -> None:
    role = sql.Identifier(reader)
    known = connection.execute("select 1 from pg_roles where rolname = %s", [reader]).fetchone()
    try:
        if not known:
            connection.execute(sql.SQL("create role {} nologin").format(role))
        if password:
            # Encrypted here, so that the password itself never stands in a server's log.
            secret = connection.pgconn.encrypt_password(password.encode(), reader.encode(), b"scram-sha-256")
            connection.execute(sql.SQL("alter role {} login password {}").format(role, sql.Literal(secret.decode())))
    except psycopg.errors.InsufficientPrivilege as error:
        what = "its password cannot be set" if known else "it does not exist"
        raise ServingError(
            f"the role {reader} for readers: {what}, and KENPO_POSTGRES may not do so; "
            f'let an administrator run: create role "{reader}" nologin (docs/how-to/postgres.md)'
        ) from error
