"""A reader in a process of its own: `python -m tests.warehouse.reader_process WAY WAREHOUSE STOP`.

Reads in one way over and over until the file STOP exists, then prints `{"sessions": n, "releases": [id, …]}`. Any error
and any mixture of two releases ends it with a traceback.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import duckdb

from tests.warehouse.small_releases import PARTS, SITES, release_of
from warehouse.paths import Warehouse


def reopen(warehouse: Warehouse) -> str:
    """A notebook or script: open, ask, close."""
    with duckdb.connect(str(warehouse.current_database), read_only=True) as connection:
        return release_of(connection)


def hold(warehouse: Warehouse) -> str:
    """A BI tool with a long connection: tables that nobody has asked for yet are read after several switches."""
    with duckdb.connect(str(warehouse.current_database), read_only=True) as connection:
        [(release_id,)] = connection.execute("select release_id from marts.release").fetchall()
        for part in PARTS:
            time.sleep(0.1)
            rows = connection.execute(f"select distinct release_id from {part} where length(text) = 32").fetchall()
            assert rows == [(release_id,)]
        assert release_of(connection) == release_id
        return release_id


def superset(warehouse: Warehouse) -> str:
    """What `duckdb:///….duckdb?access_mode=read_only` does: the catalogue first, then a cursor for every chart."""
    connection = duckdb.connect(str(warehouse.current_database), config={"access_mode": "read_only"})
    tables = connection.execute("select table_name from information_schema.tables where table_schema = 'marts'")
    assert len(tables.fetchall()) > len(PARTS)
    found = {release_of(connection.cursor()) for _ in range(3)}
    connection.close()
    assert len(found) == 1
    return found.pop()


def attach(warehouse: Warehouse) -> str:
    """An analyst who attaches the published database to one of their own."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse.current_database}' as kenpo (read_only)")
        found = release_of(connection, "kenpo.")
        connection.execute("detach kenpo")
        return found


def site(warehouse: Warehouse) -> str:
    """A web server or a person: what is read through one resolved link, and what the links themselves give."""
    folder = warehouse.current_link.resolve()
    said = {(folder / name / "index.html").read_text() for name in SITES}
    said.add(json.loads((folder / "release.json").read_text())["release_id"])
    assert said == {folder.name}
    for link in (warehouse.current_docs, warehouse.current_evidence):
        handle = os.open(link, os.O_RDONLY | os.O_DIRECTORY)
        os.close(os.open("index.html", os.O_RDONLY, dir_fd=handle))
        os.close(handle)
    return folder.name


WAYS = {way.__name__: way for way in (reopen, hold, superset, attach, site)}


def main(way: str, folder: str, stop: str) -> None:
    sessions, releases = 0, []
    while not Path(stop).exists():
        found = WAYS[way](Warehouse(Path(folder)))
        sessions += 1
        if found not in releases[-1:]:
            releases.append(found)
        time.sleep(0.05)
    print(json.dumps({"sessions": sessions, "releases": releases}))


if __name__ == "__main__":
    main(*sys.argv[1:])
