"""The DAG's last steps with a server that is there, one that is not, and one that comes back."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.dags.test_run import Operator

pytestmark = [pytest.mark.slow, pytest.mark.integration]

REPORT = (
    "## 令和5年度 群馬支部 事業計画 実施状況\n\n### 1 基盤的保険者機能\n\n"
    "■KPI：サービススタンダードの達成状況を100％とする\n"
)


def shown(uri: str) -> str:
    with psycopg.connect(uri) as connection:
        [(release_id,)] = connection.execute("select release_id from marts.release").fetchall()
    return str(release_id)


def test_a_load_ends_in_postgres_or_says_why_not(uri: str, tmp_path: Path) -> None:
    operator = Operator(tmp_path)
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
