"""The made-up reports and the charts' queries of the benchmarks are what they say; no time is measured here."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import yaml

from benchmarks import made_up, queries
from extract.facts import read_fact_set


def write_all(folder: Path) -> dict[str, dict[str, list[dict]]]:
    """Rows of the fact sets of one branch and two years, by file name."""
    (folder / "reports").mkdir(parents=True)
    papers = list(made_up.Branch("gunma").reports(2023, 2))
    for paper in papers:
        made_up.write(paper, folder / "reports", folder / "facts")
    sets = [(json.loads((path / "outcome.json").read_text()), path) for path in (folder / "facts").iterdir()]
    return {outcome["file_name"]: read_fact_set(path) for outcome, path in sets}


def test_every_made_up_fact_stands_where_it_says(tmp_path: Path) -> None:
    told = write_all(tmp_path)
    assert len(told) == 4
    for name, kinds in told.items():
        lines = (tmp_path / "reports" / name).read_text(encoding="utf-8").splitlines()
        rows = [row for rows in kinds.values() for row in rows if row.get("rule")]
        assert len({row["fact_id"] for row in rows}) == len(rows) > 100
        for row in rows:
            first, start, last, end = json.loads(row["source_ref"])["span"]
            if row not in kinds["report"]:
                assert first == last and lines[first - 1][start - 1 : end] == row["extracted_text"]


def test_made_up_reports_are_the_same_every_time(tmp_path: Path) -> None:
    assert write_all(tmp_path / "one") == write_all(tmp_path / "two")


def test_charts_are_asked_as_they_say(tmp_path: Path) -> None:
    dataset = {
        "uuid": "d", "table_name": "lines", "schema": "marts",
        "sql": "select *, '{{ evidence_url() }}' as url from marts.t",
        "metrics": [{"metric_name": "most", "expression": "max(n)"}],
    }  # fmt: skip
    where = {"clause": "WHERE", "expressionType": "SQL", "sqlExpression": "n < 30"}
    grouped = {"x_axis": "month", "time_grain_sqla": "P1M", "metrics": ["most"], "adhoc_filters": [where]}
    chosen = {"clause": "WHERE", "expressionType": "SIMPLE", "subject": "n", "operator": "IN", "comparator": [1, 20]}
    raw = {"query_mode": "raw", "all_columns": ["n", "url"], "adhoc_filters": [chosen], "row_limit": 5}
    mixed = {"groupby": [], "metrics": ["most"], "groupby_b": ["url"], "metrics_b": ["most"]}
    for kind, items in {"datasets": [dataset], "charts": [grouped, raw, mixed]}.items():
        (tmp_path / kind).mkdir()
        for number, item in enumerate(items):
            chart = {"slice_name": str(number), "dataset_uuid": "d", "params": item}
            text = yaml.safe_dump(item if kind == "datasets" else chart)
            (tmp_path / kind / f"{number}.yaml").write_text(text)
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.t as select n, date '2024-04-01' + n::integer as month from range(1, 60) as r (n)"
        )
        answers = [sorted(connection.execute(query.sql).fetchall()) for query in queries.queries(tmp_path)]
    assert [row[-1] for row in answers[0]] == [29]
    assert answers[1] == [(1, "/evidence"), (20, "/evidence")]
    assert answers[2:] == [[(59,)], [("/evidence", 59)]]
