"""A BI tool in a process of its own, which reads without a pause and writes down what it saw.

    python -m tests.postgres.reader HABIT URI STOP_FILE

Prints JSON: how often it read, the releases it saw in order, and what must never happen: errors, and readings that
were empty or of more than one release.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

TABLES = ("marts.mart_one", "rejects.cell", "marts.release", "marts.mart_two", "marts.figures_as_of('2026-05-01')")
JOINED = " union all ".join(f"select release_id from {table}" for table in TABLES)

Connection = psycopg.Connection[tuple[str]]
Seen = list[str]


def _statement(connection: Connection) -> Seen:
    """One statement over all tables, as a dashboard's chart."""
    return [row[0] for row in connection.execute(f"select distinct release_id from ({JOINED}) together")]


def _prepared(connection: Connection) -> Seen:
    """The same, planned once and used again, as a tool with a connection pool does."""
    return [row[0] for row in connection.execute(f"select distinct release_id from ({JOINED}) together", prepare=True)]


def _transaction(connection: Connection) -> Seen:
    """One table after the other in one transaction, as a notebook or an extract of a BI tool."""
    seen: Seen = []
    with connection.transaction():
        for table in TABLES:
            found = [row[0] for row in connection.execute(f"select distinct release_id from {table}")]
            seen += found or ["nothing"]
            time.sleep(0.005)
    return seen


def _snapshot(connection: Connection) -> Seen:
    """A transaction whose picture of the data is older than its first look at a table."""
    seen: Seen = []
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        connection.execute("select 1")
        time.sleep(0.05)
        for table in TABLES:
            found = [row[0] for row in connection.execute(f"select distinct release_id from {table}")]
            seen += found or ["nothing"]
    return seen


HABITS: dict[str, Callable[[Connection], Seen]] = {
    "statement": _statement,
    "prepared": _prepared,
    "transaction": _transaction,
    "snapshot": _snapshot,
}


def main() -> None:
    habit, uri, stop = HABITS[sys.argv[1]], sys.argv[2], Path(sys.argv[3])
    releases: list[str] = []
    wrong: list[object] = []
    readings, longest = 0, 0.0
    with psycopg.connect(uri, autocommit=True, application_name="reader") as connection:
        while not stop.exists():
            started = time.monotonic()
            try:
                seen = sorted(set(habit(connection)))
            except psycopg.Error as error:
                wrong.append(str(error))
                break
            readings += 1
            longest = max(longest, time.monotonic() - started)
            if len(seen) != 1 or seen == ["nothing"]:
                wrong.append(seen)
            elif releases[-1:] != seen:
                releases += seen
            time.sleep(0.002)
    print(json.dumps({"readings": readings, "releases": releases, "wrong": wrong, "longest": longest}))


if __name__ == "__main__":
    main()
