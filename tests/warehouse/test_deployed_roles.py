"""The roles of the composed PostgreSQL, made by its own script in a real server: who can do what."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROLES = Path(__file__).resolve().parents[2] / "deploy" / "postgres-bi" / "roles.sql"
PASSWORDS = {"LOADER_PASSWORD": "it's", "READER_PASSWORD": 'a "b" \\c', "SUPERSET_PASSWORD": "$(x)"}

server = pytest.importorskip("tests.postgres.cluster")


@pytest.fixture(scope="module")
def cluster() -> Iterator[server.Cluster]:
    if server.binaries() is None:
        pytest.skip("the programs of a PostgreSQL server are not installed here")
    with server.running() as running:
        done = psql(running.uri(), "--file", str(ROLES))
        assert done.returncode == 0, done.stderr
        yield running


def psql(uri: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["psql", uri, "--no-psqlrc", "--tuples-only", "--no-align", *arguments]
    return subprocess.run(command, env={**os.environ, **PASSWORDS}, capture_output=True, text=True, check=False)


def ask(cluster: server.Cluster, user: str, database: str, query: str) -> str:
    """What a user is told: the result, or the error."""
    done = psql(cluster.uri(database, user), "--command", query)
    return (done.stdout if done.returncode == 0 else done.stderr).strip()


def test_the_loader_owns_its_database_and_is_no_administrator(cluster) -> None:
    made = "create schema marts; create table marts.t as select 7 as n; grant usage on schema marts to kenpo_reader; "
    assert "ERROR" not in ask(cluster, "kenpo_loader", "kenpo", made + "grant select on marts.t to kenpo_reader")
    assert ask(cluster, "kenpo_reader", "kenpo", "select n from marts.t") == "7"
    assert ask(cluster, "kenpo_loader", "kenpo", "show is_superuser") == "off"


def test_the_reader_writes_nothing_and_enters_no_other_database(cluster) -> None:
    for query in ("create schema x", "create table public.x (n int)", "create temporary table x (n int)"):
        said = ask(cluster, "kenpo_reader", "kenpo", f"begin read write; {query}")
        assert "permission denied" in said, query
    assert "read-only transaction" in ask(cluster, "kenpo_reader", "kenpo", "create table public.x (n int)")
    for database in ("superset", "postgres"):
        assert "permission denied for database" in ask(cluster, "kenpo_reader", database, "select 1")


def test_superset_keeps_its_metadata_and_sees_nothing_of_the_releases_by_it(cluster) -> None:
    assert ask(cluster, "superset", "superset", "create table public.t (n int)") == "CREATE TABLE"
    assert "permission denied for database" in ask(cluster, "superset", "kenpo", "select 1")


def test_passwords_are_the_environments_whatever_their_signs_and_kept_as_hashes(cluster) -> None:
    kept = ask(cluster, "postgres", "postgres", "select rolname, rolpassword from pg_authid where rolcanlogin")
    assert kept.count("SCRAM-SHA-256$") == len(PASSWORDS)
    assert not any(password in kept for password in PASSWORDS.values())
