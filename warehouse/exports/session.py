"""Connections to a release that is only read, with room in memory (`memory.main`) for what is gathered from it."""

from __future__ import annotations

from pathlib import Path

import duckdb

#: What the database engine may keep in memory; the rest goes to the scratch folder.
MEMORY = "1GB"


def open_release(database: Path, scratch: Path) -> duckdb.DuckDBPyConnection:
    """A connection whose tables are those of `database`; what does not fit into memory goes to the folder `scratch`.

    Raises:
        duckdb.Error: it is no database, or cannot be opened.
    """
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(scratch)})
    path = str(database).replace("'", "''")
    connection.execute(f"attach '{path}' as release (read_only)")
    connection.execute("use release")
    return connection


def another(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A second connection to the same release, for a query that runs while others are asked."""
    cursor = connection.cursor()
    cursor.execute("use release")
    return cursor
