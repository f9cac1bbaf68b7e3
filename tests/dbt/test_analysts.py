"""Pace on a lake of several years, and the answers of docs/how-to/analysts.md: as SQL, and as metrics the same."""

from __future__ import annotations

import csv
import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from years_lake import CHECKUPS, lake_of_years

from benchmarks.pace import chart, judged_months, main, series, tally

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "analysts.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sql|sh)\n(.*?)```", PAGE, re.S)
QUESTIONS = [text for language, text in BLOCKS if language == "sql"]
#: A question in SQL and the metrics that the page says give the same.
PAIRS = [(BLOCKS[number - 1][1], text) for number, (language, text) in enumerate(BLOCKS) if language == "sh"]
PAIR_NAMES = [command.split("--metrics ")[1].split()[0] for _, command in PAIRS]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lake_of_years(tmp_path_factory.mktemp("years")).build("--exclude-resource-type", "unit_test")


@pytest.fixture(scope="module")
def database(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(release), read_only=True) as connection:
        yield connection


def pace(database: duckdb.DuckDBPyConnection, branch: str, month: date) -> dict[str, Any]:
    cursor = database.execute(
        "from marts.mart_kpi_pace where branch_code = ? and kpi_code = ? and month = ?", [branch, CHECKUPS, month]
    )
    names = [column[0] for column in cursor.description or ()]
    (row,) = cursor.fetchall()
    return dict(zip(names, row, strict=True))


SEPTEMBER = date(2024, 9, 1)


def test_the_whole_range_decides(database: duckdb.DuckDBPyConnection) -> None:
    gunma, chiba, tochigi = (pace(database, branch, SEPTEMBER) for branch in ("gunma", "chiba", "tochigi"))
    assert (gunma["pace"], gunma["path_source"], gunma["paths_used"]) == ("on_pace", "own_history", 4)
    assert gunma["projected_low"] > gunma["target_value_resolved"] == 64.0
    assert gunma["expected_low"] < gunma["expected"] < gunma["expected_high"] < gunma["value"]
    assert (chiba["pace"], chiba["is_latest"], chiba["full_year_value"]) == ("behind_pace", True, None)
    assert (tochigi["pace"], tochigi["pace_rule"]) == ("uncertain", "target_inside_range")


def test_a_branch_without_years_is_judged_by_the_others(database: duckdb.DuckDBPyConnection) -> None:
    row = pace(database, "saitama", SEPTEMBER)
    assert (row["pace"], row["path_source"]) == ("behind_pace", "other_branches")
    assert (row["paths_used"], row["years_used"]) == (13, 4)


def test_a_figure_in_doubt_gets_no_verdict(database: duckdb.DuckDBPyConnection) -> None:
    row = pace(database, "gunma", date(2024, 5, 1))
    assert (row["pace"], row["pace_rule"], row["review_state"]) == ("uncertain", "figure_in_doubt", "flagged")
    assert "made up" in row["review_reason"]


def test_years_are_judged_by_earlier_ones_only(database: duckdb.DuckDBPyConnection) -> None:
    used = database.sql(
        f"""
        select fiscal_year, max(paths_used)
        from marts.mart_kpi_pace where kpi_code = '{CHECKUPS}' group by fiscal_year order by fiscal_year
        """
    ).fetchall()
    assert used == [(2020, 0), (2021, 1), (2022, 2), (2023, 9), (2024, 13)]


def test_the_scorecard_says_the_same(database: duckdb.DuckDBPyConnection) -> None:
    said = database.sql(
        f"""
        select branch_code, attainment, pace, attainment_rule
        from marts.mart_kpi_scorecard where kpi_code = '{CHECKUPS}' and fiscal_year = 2024 order by 1
        """
    ).fetchall()
    assert said == [
        ("chiba", "behind_pace", "behind_pace", "range_misses_target"),
        ("gunma", "on_pace", "on_pace", "range_reaches_target"),
        ("saitama", "behind_pace", "behind_pace", "range_misses_target"),
        ("tochigi", "no_actual", "uncertain", "target_inside_range"),
    ]


def test_the_backtest_counts_what_was_said_then(release: Path) -> None:
    found = tally(judged_months(release).query(f"kpi_code == '{CHECKUPS}'"))
    assert found.right > 0 and found.wrong == 0 and found.left_open > 0
    assert (found.agreement, found.coverage) == (1.0, 1.0)


@pytest.mark.parametrize(("floor", "code"), [("1.0", None), ("1.01", "at least 101% must be")])
def test_too_few_right_verdicts_are_an_error(release: Path, monkeypatch, floor: str, code: str | None) -> None:
    monkeypatch.setattr(sys, "argv", ["pace", str(release), "--agreement", floor])
    if code is None:
        main()
    else:
        with pytest.raises(SystemExit, match=code):
            main()


def test_a_path_is_drawn(release: Path) -> None:
    drawn = chart(series(release, CHECKUPS, "gunma", 2024)).to_dict()
    assert len(drawn["layer"]) == 6
    with pytest.raises(ValueError, match="no figures of"):
        series(release, CHECKUPS, "oita", 2024)


@pytest.mark.parametrize("question", QUESTIONS, ids=[f"question {number + 1}" for number in range(len(QUESTIONS))])
def test_every_question_has_an_answer(database: duckdb.DuckDBPyConnection, question: str) -> None:
    assert database.sql(question).fetchall()


def test_the_plan_is_compared(database: duckdb.DuckDBPyConnection) -> None:
    targets, items = (question for question in QUESTIONS if "= 2025" in question)
    changes = {row[2] for row in database.sql(targets).fetchall()}
    assert changes == {"new", "dropped", "raised", "same number, or none"}
    assert {row[3] for row in database.sql(items).fetchall()} == {"健診の受診を電話で勧める。"}


def metrics(release: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "warehouse", "metrics", "--database", str(release), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


needs_metricflow = pytest.mark.skipif(
    importlib.util.find_spec("dbt_metricflow") is None, reason="MetricFlow is a development tool and not installed here"
)


@pytest.mark.slow
@needs_metricflow
def test_the_semantic_layer_is_valid_on_a_release(release: Path) -> None:
    done = metrics(release, ["validate-configs"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ERRORS: 0, FUTURE_ERRORS: 0, WARNINGS: 0") >= 5


@pytest.mark.slow
@needs_metricflow
@pytest.mark.parametrize(("question", "command"), PAIRS, ids=PAIR_NAMES)
def test_a_metric_is_the_number_of_the_sql(
    release: Path, database: duckdb.DuckDBPyConnection, tmp_path: Path, question: str, command: str
) -> None:
    words = shlex.split(command.replace("\\\n", " "))
    file = tmp_path / "answer.csv"
    done = metrics(release, [*words[words.index("query") :], "--csv", str(file), "--decimals", "9"])
    assert done.returncode == 0, done.stdout + done.stderr
    with file.open(encoding="utf-8", newline="") as stream:
        answer = list(csv.DictReader(stream))
    asked = database.sql(question)
    expected = [dict(zip(asked.columns, row, strict=True)) for row in asked.fetchall()]
    assert [set(row) for row in answer] == [set(row) for row in expected]
    for said, meant in zip(answer, expected, strict=True):
        numbers = {name: value for name, value in meant.items() if isinstance(value, float)}
        assert {name: float(said[name]) for name in numbers} == pytest.approx(numbers, abs=1e-6)
        assert all(said[name] == str(value) for name, value in meant.items() if name not in numbers)


@pytest.mark.slow
def test_the_documentation_is_one_file_that_asks_nobody(release: Path, tmp_path: Path) -> None:
    file = tmp_path / "docs" / "index.html"
    command = [sys.executable, "-m", "warehouse", "dbt-docs", "--database", str(release), "--to", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    page = file.read_text(encoding="utf-8")
    assert "mart_kpi_pace" in page and "exposure.kenpo.dashboard_national" in page


def test_a_release_that_does_not_exist_is_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "warehouse", "dbt-docs", "--database", str(tmp_path / "none.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 12
    assert done.stderr.startswith("error: there is no release at")
