"""The DAG's last steps with a server that is there and one that is not, and the same reports built in PostgreSQL."""

from __future__ import annotations

import subprocess
import sys

import psycopg
import pytest

from tests.dags.test_run import Operator
from tests.postgres.cluster import Cluster
from tests.postgres.values import differences, of_duckdb, of_postgres
from warehouse.settings import PROJECT_ROOT

pytestmark = [pytest.mark.slow, pytest.mark.integration]

REPORT = (
    "## 令和5年度 群馬支部 事業計画 実施状況\n\n### 1 基盤的保険者機能\n\n"
    "■KPI：サービススタンダードの達成状況を100％とする\n"
)


def shown(uri: str) -> str:
    with psycopg.connect(uri) as connection:
        [(release_id,)] = connection.execute("select release_id from marts.release").fetchall()
    return str(release_id)


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    return Operator(tmp_path_factory.mktemp("operator"))


def test_a_load_ends_in_postgres_or_says_why_not(uri: str, operator: Operator) -> None:
    (operator.reports / "gunma.txt").write_text(REPORT, encoding="utf-8")
    nowhere = "postgresql://kenpo_loader@/kenpo_loader?host=/nonexistent"
    done = operator.run(KENPO_POSTGRES=nowhere)
    published = operator.published()
    assert done.returncode == 10 and published, done.stdout + done.stderr
    assert f"release {published} is published" in done.stdout and "PUBLISHED, BUT: PostgreSQL: " in done.stdout
    states = operator.states()
    assert (states["publish"], states["serve"], states["summary"]) == (["success"], ["failed"], ["failed"])

    # Nothing is new to DuckDB, but PostgreSQL still lacks it.
    done = operator.run(KENPO_POSTGRES=uri)
    assert done.returncode == 0, done.stdout + done.stderr
    assert operator.states()["publish"] == ["skipped"] and operator.states()["serve"] == ["success"]
    assert shown(uri) == published == operator.published()


def test_the_command_builds_the_same_marts_in_postgres(operator: Operator, cluster: Cluster) -> None:
    assert operator.published(), "the test before this one published a release"
    uri = cluster.fresh_database("kenpo_builder")
    done = subprocess.run(
        [sys.executable, "-m", "warehouse", "build-on", "postgres", "--warehouse", str(operator.warehouse)],
        env={**operator.env, "KENPO_POSTGRES_BUILD": uri},
        cwd=PROJECT_ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " pass, " in done.stdout and "error" not in done.stdout
    expected, found = of_duckdb(operator.warehouse / "published" / "current.duckdb"), of_postgres(uri)
    # What tells one build from another: its name and time, the gate's verdict, the releases before it, the last offer.
    for name in ("release", "dim_publication", "fct_figure_history", "fct_scorecard_history", "mart_load_quality"):
        assert expected.pop(f"marts.{name}")[1] and found.pop(f"marts.{name}")[1]
    assert len(expected) > 15 and differences(expected, found) == []
