"""A whole release, built by dbt, on both sides: every table, every row, every value."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.dbt.conftest import Lake
from tests.postgres.releases import published
from tests.postgres.values import differences, of_duckdb, of_postgres
from warehouse.paths import Warehouse
from warehouse.serving.service import serve
from warehouse.settings import load_settings

pytestmark = pytest.mark.slow


@pytest.fixture
def warehouse(lake: Lake, tmp_path: Path) -> Warehouse:
    """The lake's candidate, published."""
    return published(lake, tmp_path, "20260401T000001-abcdef")


def test_postgres_says_what_duckdb_says(uri: str, lake: Lake, warehouse: Warehouse) -> None:
    serve(warehouse, load_settings())
    expected = of_duckdb(lake.candidate)
    assert len(expected) > 20 and sum(len(rows) for _, rows in expected.values()) > 400
    assert differences(expected, of_postgres(uri)) == []


def test_every_table_has_its_key_and_every_column_its_description(uri: str, warehouse: Warehouse) -> None:
    serve(warehouse, load_settings())
    with psycopg.connect(uri) as connection:
        without = connection.execute(
            "select attrelid::regclass::text, attname from pg_attribute join pg_class c on c.oid = attrelid "
            "where relnamespace::regnamespace::text ~ '^(marts|rejects)' and relkind in ('r', 'v') and attnum > 0 "
            "and coalesce(col_description(attrelid, attnum), '') = ''"
        ).fetchall()
        keyless = connection.execute(
            "select c.oid::regclass::text from pg_class c where relnamespace::regnamespace::text ~ '^(marts|rejects)_' "
            "and relkind = 'r' and not exists (select from pg_constraint where conrelid = c.oid and contype = 'p')"
        ).fetchall()
    assert (without, keyless) == ([], [])
