"""The whole dbt project built by DuckDB and by PostgreSQL from the same inputs: the same marts, value by value."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import psycopg
import pytest

from tests.dbt.conftest import Lake, one_of_everything
from tests.dbt.synthetic_lake import dbt_decision
from tests.postgres.cluster import Cluster
from tests.postgres.releases import published
from tests.postgres.values import differences, of_duckdb, of_postgres, same_answers
from warehouse import dbt, inputs, release
from warehouse.errors import ServingError
from warehouse.paths import Warehouse
from warehouse.postgres_build import build_on_postgres, load_inputs
from warehouse.serving.server import connected
from warehouse.serving.service import serve
from warehouse.settings import load_settings

pytestmark = pytest.mark.slow

FIRST = "20260101T000000-first"
NOW = {"release_id": "20260201T000000-second", "built_at": "2126-02-01 09:30:00", "previous_release": FIRST}
QUESTIONS = [
    f"select * from marts.{function}"
    for function in (
        f"figures_at('{FIRST}')", f"scorecard_at('{NOW['release_id']}')",
        "figures_as_of('2100-01-01')", "scorecard_as_of('2126-02-01 09:30:00')",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def second(lake: Lake, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The lake's second release: built after the first was published, with decisions of reviewers and other figures."""
    folder = tmp_path_factory.mktemp("second")
    warehouse = Warehouse(folder / "warehouse").prepare()
    place = warehouse.candidate / FIRST
    place.mkdir()
    shutil.copy(lake.candidate, place / release.DATABASE)
    with duckdb.connect(str(place / release.DATABASE)) as connection:
        connection.execute("update marts.dim_publication set release_id = ?", [FIRST])
        for table in ("marts.fct_figure_history", "marts.fct_scorecard_history"):
            connection.execute(f"update {table} set valid_from_release = ?", [FIRST])
    release.write_record(place, release.Release(FIRST, "f", "", None, "", gate_result="passed"))
    release.publish(warehouse, FIRST)

    later = one_of_everything(folder)
    later.published_in = warehouse.root
    results = later.offers[0].report
    later.decisions = [
        dbt_decision(results.rows["kpi_actual"][0]["fact_id"], "kpi_actual", "value", "82.5", "8.25", "corrected"),
        dbt_decision(results.rows["plan_item"][0]["fact_id"], "plan_item", "item_ja", 'a "b\\c"', "遵守", "corrected"),
        dbt_decision(results.rows["kpi_target"][2]["fact_id"], "kpi_target", "target_value", "80", "", "confirmed"),
    ]
    results.rows["period_figure"][0]["value"] = 1440.05
    later.write()
    done = later.dbt("build", "--exclude-resource-type", "unit_test", "--vars", json.dumps(NOW))
    assert done.returncode == 0, done.stdout[-6000:]
    return later


def test_both_targets_build_the_same_marts(cluster: Cluster, uri: str, second: Lake, monkeypatch) -> None:
    monkeypatch.setenv("KENPO_POSTGRES_BUILD", uri)
    settings = load_settings()
    staged = inputs.Staged(*(second.folder / name for name in ("facts", "ledger", "corrections", "history")))
    with connected(settings.postgres_build, "KENPO_POSTGRES_BUILD", 1.0) as connection:
        load_inputs(connection, staged)
    job = dbt.Job(
        facts=staged.facts,
        ledger=staged.ledger,
        corrections=staged.corrections,
        history=staged.history,
        database=Path("/nonexistent"),
        logs=second.folder / "postgres",
        variables=NOW,
        target="postgres",
        environment={"PGHOST": str(cluster.folder), "PGUSER": "kenpo_loader", "PGDATABASE": "kenpo_loader"},
    )
    counts = dbt.build(job, settings)
    assert counts.keys() - {"no-op"} == {"success", "pass"} and counts["pass"] > 100  # exposures do nothing
    expected = of_duckdb(second.candidate)
    assert {table for table, (_, rows) in expected.items() if not rows} == set()
    assert differences(expected, of_postgres(uri)) == []

    assert same_answers(second.candidate, uri, QUESTIONS)


def test_a_served_release_tells_of_earlier_ones_as_duckdb_does(
    cluster: Cluster, uri: str, second: Lake, tmp_path: Path
) -> None:
    warehouse = published(second, tmp_path, NOW["release_id"])
    serve(warehouse, load_settings())
    with psycopg.connect(cluster.uri(), autocommit=True) as administrator:
        administrator.execute("drop role if exists looking_back")
        administrator.execute("create role looking_back login in role kenpo_reader")
    reader = cluster.uri("kenpo_loader", "looking_back")
    assert same_answers(second.candidate, reader, QUESTIONS)
    with duckdb.connect(str(second.candidate), read_only=True) as connection:
        macros = connection.execute(
            "select function_name, parameters from duckdb_functions() where schema_name = 'marts' order by all"
        ).fetchall()
    with psycopg.connect(reader) as connection:
        served = connection.execute(
            "select proname::text, proargnames::text[] from pg_proc "
            "where pronamespace = 'marts'::regnamespace order by 1"
        ).fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("drop function marts.figures_at(text)")
    assert len(macros) == 4 and served == macros


def test_nothing_is_built_where_releases_are_served(uri: str, tmp_path: Path, monkeypatch) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("create schema serving")
    warehouse = Warehouse(tmp_path / "warehouse").prepare()
    with pytest.raises(ServingError, match="KENPO_POSTGRES_BUILD is not set"):
        build_on_postgres(warehouse, load_settings())
    monkeypatch.setenv("KENPO_POSTGRES_BUILD", uri)
    with (
        connected(load_settings().postgres_build, "KENPO_POSTGRES_BUILD", 1.0) as connection,
        pytest.raises(ServingError, match="building needs one of its own"),
    ):
        load_inputs(connection, inputs.Staged(*[tmp_path] * 4))
