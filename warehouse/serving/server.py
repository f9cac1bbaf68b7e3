"""The connection to the PostgreSQL server, and the records that we keep there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import conninfo
from pydantic import SecretStr

from warehouse.errors import LockedError, ServingError

Connection = psycopg.Connection[tuple[object, ...]]

#: One loader at a time: the key of an advisory lock ("kenpo" as bytes), which the server frees when its holder dies.
_ONE_LOADER = int.from_bytes(b"kenpo", "big")

#: Which releases are on the server, and which of them readers saw since when.
_RECORDS = """
create schema if not exists serving;
create table if not exists serving.release (
    release_id text primary key,
    fingerprint text not null,
    built_at timestamptz not null,
    loaded_at timestamptz not null default clock_timestamp()
);
create table if not exists serving.switch (
    switch_no bigint generated always as identity primary key,
    switched_at timestamptz not null default clock_timestamp(),
    release_id text not null,
    previous_release text
);
comment on table serving.release is 'Releases that are kept on this server, each in schemas of its own.';
comment on table serving.switch is 'Every switch of the release that readers see; the last one holds.';
"""


@contextmanager
def connected(address: SecretStr, setting: str, lock_timeout: float) -> Iterator[Connection]:
    """The one loader's session on the server at `address`, in autocommit; other loaders wait for it.

    `setting` is the variable that holds the address, for people who must mend it.

    Raises:
        ServingError: the server cannot be reached, or said no to something.
        LockedError: another loader was at work for longer than KENPO_LOCK_TIMEOUT.
    """
    parts(address, setting)
    try:
        with psycopg.connect(
            address.get_secret_value(), autocommit=True, application_name="kenpo-warehouse"
        ) as connection:
            # A loader whose machine vanished must not keep locks for ever.
            connection.execute("set idle_in_transaction_session_timeout = '5min'")
            # A load may take longer than what a role is usually given for a statement.
            connection.execute("set statement_timeout = 0")
            connection.execute("set time zone 'UTC'")
            _wait_for_others(connection, lock_timeout)
            yield connection
    except psycopg.Error as error:
        said = str(error).strip()
        raise ServingError(f"PostgreSQL: {said}; readers of the server still see what they saw") from error


def parts(address: SecretStr, setting: str) -> dict[str, str]:
    """What a connection URI says, by libpq's names.

    Raises:
        ServingError: it is none.
    """
    try:
        said = conninfo.conninfo_to_dict(address.get_secret_value())
    except psycopg.Error:  # its message may quote a password
        raise ServingError(f"{setting} is neither a connection URI nor a list of key=value pairs") from None
    return {name: str(value) for name, value in said.items() if value is not None}


def _wait_for_others(connection: Connection, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not _first(connection, "select pg_try_advisory_lock(%s)", [_ONE_LOADER]):
        if time.monotonic() >= deadline:
            raise LockedError(
                f"another loader has been serving to this PostgreSQL for more than {timeout:.0f} s; "
                "wait for it to end, or raise KENPO_LOCK_TIMEOUT"
            )
        time.sleep(0.1)


def _first(connection: Connection, query: str, values: list[object]) -> object:
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None


@dataclass(frozen=True)
class Kept:
    """What the server holds: fingerprints by release id (oldest release first), what readers see, what they saw."""

    releases: dict[str, str]
    current: str | None
    previous: str | None


def prepare_records(connection: Connection) -> None:
    """Create the tables of `serving` that are missing."""
    connection.execute(_RECORDS.encode())


def kept(connection: Connection) -> Kept:
    """What the server holds now."""
    rows = connection.execute("select release_id, fingerprint from serving.release order by release_id").fetchall()
    last = connection.execute(
        "select release_id, previous_release from serving.switch order by switch_no desc limit 1"
    ).fetchone()
    current, previous = last or (None, None)
    return Kept(
        {str(release): str(fingerprint) for release, fingerprint in rows},
        str(current) if current else None,
        str(previous) if previous else None,
    )
