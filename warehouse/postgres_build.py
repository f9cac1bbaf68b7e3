"""dbt's second target: the whole project built inside PostgreSQL, from inputs that are loaded there first."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
from psycopg import sql

from warehouse import build as building
from warehouse import dbt, inputs, progress
from warehouse.errors import NoReportsError, ServingError
from warehouse.paths import Warehouse
from warehouse.serving.loading import create_and_fill
from warehouse.serving.server import Connection, connected, parts
from warehouse.serving.source import Column, postgres_type, stream
from warehouse.settings import Settings

#: Schema of the inputs, as the sources of the dbt project name it.
INPUTS = "inputs"
_SETTING = "KENPO_POSTGRES_BUILD"
#: How libpq's names for the parts of an address are called in the environment.
_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
}


def build_on_postgres(warehouse: Warehouse, settings: Settings) -> dict[str, int]:
    """Load what a candidate would be built from into KENPO_POSTGRES_BUILD and run `dbt build` there. Needs the lock.

    Nothing is published, and no release is made. Returns how many nodes of dbt ended in which status.

    Raises:
        NoReportsError: the ledger is empty.
        ServingError: there is no such database, it cannot be reached, or releases are served from it.
        BuildError: a model or test failed.
    """
    address = settings.postgres_build
    if not address.get_secret_value():
        raise ServingError(f"{_SETTING} is not set, so there is no PostgreSQL to build in")
    found = inputs.collect(warehouse, settings.resolved(settings.corrections))
    if not found.records:
        raise NoReportsError("no report was ever offered to this warehouse, so there is nothing to build")
    with tempfile.TemporaryDirectory(prefix="kenpo-build-") as room:
        folder = Path(room)
        staged = inputs.stage(warehouse, found, folder)
        with connected(address, _SETTING, settings.lock_timeout) as connection:
            load_inputs(connection, staged)
        job = building.dbt_job(staged, building.new_release(warehouse, found), folder)
        environment = {
            _VARIABLES[name]: value for name, value in parts(address, _SETTING).items() if name in _VARIABLES
        }
        logs = settings.resolved(settings.cache) / "postgres_build"
        return dbt.build(replace(job, target="postgres", environment=environment, logs=logs), settings)


def load_inputs(connection: Connection, staged: inputs.Staged) -> None:
    """Replace the schema `inputs` by the staged Parquet files, one table for each name: all of them or none.

    Raises:
        ServingError: releases are served from this database, whose `marts` dbt would overwrite.
    """
    if connection.execute("select 1 from pg_namespace where nspname = 'serving'").fetchone():
        raise ServingError(f"releases are served from the database in {_SETTING}; building needs one of its own")
    with connection.transaction(), duckdb.connect() as reader:
        connection.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(INPUTS)))
        connection.execute(sql.SQL("create schema {}").format(sql.Identifier(INPUTS)))
        for name, pattern in _files(staged):
            query = f"select * from read_parquet('{pattern}')"  # noqa: S608
            described = reader.execute(f"describe {query}").fetchall()
            columns = [Column(row[0], postgres_type(row[1], f"{INPUTS}.{name}.{row[0]}")) for row in described]
            place = sql.Identifier(INPUTS, name)
            rows = create_and_fill(connection, place, columns, stream(reader, query))
            connection.execute(sql.SQL("analyze {}").format(place))
            progress.report("build", f"{INPUTS}.{name}: {rows} rows")


def _files(staged: inputs.Staged) -> Iterator[tuple[str, str]]:
    """Every input by its name and the pattern of its Parquet files; the empty fact set has a file of each kind."""
    for path in sorted((staged.facts / "empty").glob("*.parquet")):
        yield path.stem, f"{staged.facts}{os.sep}*{os.sep}{path.name}"
    for folder in (staged.ledger, staged.corrections, staged.history):
        for path in sorted(folder.glob("*.parquet")):
            yield path.stem, str(path)
