"""A real PostgreSQL server, and small releases to serve from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dbt.conftest import Lake, lake_of_everything
from tests.postgres.cluster import Cluster, binaries, running
from tests.postgres.releases import Publisher
from warehouse.paths import Warehouse


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One server for all tests of a process."""
    if binaries() is None:
        pytest.skip("the programs of a PostgreSQL server (initdb, pg_ctl) are not installed")
    with running() as started:
        yield started


@pytest.fixture
def uri(cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """An empty database of the loader's own; it is what KENPO_POSTGRES says."""
    for name in [name for name in os.environ if name.startswith(("KENPO_", "PG"))]:
        monkeypatch.delenv(name)
    found = cluster.fresh_database("kenpo_loader")
    monkeypatch.setenv("KENPO_POSTGRES", found)
    monkeypatch.setenv("KENPO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KENPO_POSTGRES_PATIENCE", "5")
    return found


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """Publishes small releases in a warehouse of the test's own."""
    return Publisher(Warehouse(tmp_path / "warehouse").prepare())


@pytest.fixture(scope="session")
def lake() -> Lake:
    """A lake with one of everything, built by DuckDB."""
    return lake_of_everything()
