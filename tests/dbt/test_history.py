"""What every release said, asked of the last one: published, rolled back, published again, and cleaned away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from synthetic_lake import Lake, Report

from warehouse import release, retention
from warehouse.history import records
from warehouse.paths import Warehouse

SEPTEMBER = date(2023, 9, 1)


@dataclass
class Story:
    """A warehouse with its releases, by the names that the test gives them."""

    warehouse: Warehouse
    ids: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)

    def build(self, name: str, folder: Path, *reports: tuple[str, Report]) -> Path:
        """Run dbt on the reports as the release after the published one."""
        lake = Lake(folder / name, published_in=self.warehouse.root)
        for day, (file_name, report) in enumerate(reports):
            lake.offer(file_name, report, day)
        self.ids[name] = f"2026010{len(self.ids) + 1}T000000-{name}"
        now = release.published(self.warehouse)
        said = {"release_id": self.ids[name], "built_at": f"2126-01-0{len(self.ids)} 00:00:00"}
        lake.folder.mkdir(parents=True)
        candidate = lake.build("--exclude-resource-type", "unit_test", "test", "--vars", json.dumps(said))
        place = self.warehouse.candidate / self.ids[name]
        place.mkdir()
        shutil.copy(candidate, place / release.DATABASE)
        release.write_record(
            place,
            release.Release(self.ids[name], name, "", now.release_id if now else None, "", gate_result="passed"),
        )
        return candidate

    def publish(self, name: str) -> None:
        release.publish(self.warehouse, self.ids[name])


def gunma(rate: float, target: float | None = 80.0, months: int = 3, content: str = "") -> Report:
    report = Report(f"gunma{content}", as_of=date(2024, 3, 1))
    report.actual("generic_use_rate", rate)
    if target is not None:
        report.target("generic_use_rate", target)
    for month in range(months):
        report.month(None, date(2023, 4 + month, 1), 100.0 + month, unit="件", measure_ja="件数")
    return report


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("history")
    told = Story(Warehouse(folder / "warehouse").prepare())
    told.build("first", folder, ("gunma.pdf", gunma(78.0)))
    told.publish("first")
    # the result changes, the target and a month are gone, another branch is new
    second = ("gunma.pdf", gunma(78.0)), ("gunma.pdf", gunma(79.0, None, 2, " again"))
    chiba = Report("chiba", "chiba")
    chiba.actual("generic_use_rate", 70.0)
    told.build("second", folder, *second, ("chiba.pdf", chiba))
    told.publish("second")
    release.rollback(told.warehouse)
    told.build("third", folder, ("gunma.pdf", gunma(78.0)), ("chiba.pdf", chiba))
    told.publish("third")
    told.build("same", folder, ("gunma.pdf", gunma(78.0)), ("chiba.pdf", chiba))
    told.publish("same")
    assert retention.clean(told.warehouse, retention.Policy(newest=0)) == [told.ids["first"], told.ids["second"]]
    return told


@pytest.fixture(scope="module")
def marts(story: Story) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(story.warehouse.current_database), read_only=True) as connection:
        yield connection


def rows(marts: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    return marts.execute(sql, parameters).fetchall()


#: Branch, kind and value of all figures as each release said them.
BEFORE = {
    ("gunma", "kpi_actual", 78.0),
    ("gunma", "kpi_target", 80.0),
    *(("gunma", "monthly_actual", value) for value in (100.0, 101.0, 102.0)),
}
CHIBA = {("chiba", "kpi_actual", 70.0)}
SAID = {
    "first": BEFORE,
    "second": CHIBA
    | {("gunma", "kpi_actual", 79.0), ("gunma", "monthly_actual", 100.0), ("gunma", "monthly_actual", 101.0)},
    "third": BEFORE | CHIBA,
    "same": BEFORE | CHIBA,
}


@pytest.mark.parametrize("name", SAID)
def test_figures_as_they_stood_at_a_release(story: Story, marts: duckdb.DuckDBPyConnection, name: str) -> None:
    found = rows(marts, "select branch_code, fact_kind, value from marts.figures_at(?)", story.ids[name])
    assert len(found) == len(SAID[name]) and set(found) == SAID[name]


@pytest.mark.parametrize("name", SAID)
def test_the_records_tell_the_same_without_any_database(story: Story, name: str) -> None:
    found = records.state(story.warehouse, story.ids[name], records.FIGURE).to_pylist()
    assert {(row["branch_code"], row["fact_kind"], row["value"]) for row in found} == SAID[name]


def test_figures_as_they_stood_at_a_moment(story: Story, marts: duckdb.DuckDBPyConnection) -> None:
    sql = "select release_id, published_at, publication_kind from marts.dim_publication order by publication_no"
    told = rows(marts, sql)
    names = {release_id: name for name, release_id in story.ids.items()}
    assert [names[release_id] for release_id, _, _ in told] == ["first", "second", "first", "third", "same"]
    assert [kind for _, _, kind in told] == ["publish", "publish", "rollback", "publish", "build"]
    for (release_id, published_at, _), after in zip(told, [*told[1:], None], strict=True):
        if after and after[1] == published_at:
            continue  # two switches within one second: nobody could see the first
        found = rows(marts, "select branch_code, fact_kind, value from marts.figures_as_of(?)", published_at)
        assert set(found) == SAID[names[release_id]]
    assert not rows(marts, "from marts.figures_as_of(?)", told[0][1] - timedelta(seconds=1))


def test_a_spell_has_its_releases(story: Story, marts: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        marts,
        "select value, valid_from_no, valid_from_release, valid_to_release from marts.fct_figure_history "
        "where branch_code = 'gunma' and fact_kind = 'kpi_actual' order by valid_from_no",
    )
    first, second = story.ids["first"], story.ids["second"]
    # a rollback brings the old value back; releases that say the same do not end a spell
    assert found == [(78.0, 1, first, second), (79.0, 2, second, first), (78.0, 3, first, None)]


def test_the_scorecard_as_it_stood(story: Story, marts: duckdb.DuckDBPyConnection) -> None:
    sql = "select latest_actual, target_value, attainment from marts.scorecard_at(?) where branch_code = 'gunma'"
    assert rows(marts, sql, story.ids["first"]) == [(78.0, 80.0, "not_met")]
    assert rows(marts, sql, story.ids["second"]) == [(79.0, None, "no_target")]
    assert rows(marts, sql, story.ids["same"]) == [(78.0, 80.0, "not_met")]


def test_the_present_is_what_the_marts_say(story: Story, marts: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(records.SCORECARD.schema.names)
    now = rows(marts, f"select {columns} from marts.mart_kpi_scorecard order by all")
    assert now and rows(marts, f"select {columns} from marts.scorecard_at(?) order by all", story.ids["same"]) == now


def test_a_record_holds_only_changes(story: Story) -> None:
    def count(name: str) -> int:
        record = json.loads((story.warehouse.records / story.ids[name] / "record.json").read_text(encoding="utf-8"))
        return int(record["rows"]["figure"])

    # second: one changed, two printed in another file, one new, two gone; third follows the first again
    assert {name: count(name) for name in SAID} == {"first": 5, "second": 6, "third": 1, "same": 0}


def test_an_attached_release_can_be_asked_too(story: Story) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{story.warehouse.current_database}' as kenpo (read_only)")
        connection.execute("use kenpo")
        sql = "select count(*) from marts.figures_at(?)"
        assert connection.execute(sql, [story.ids["first"]]).fetchone() == (5,)


def test_every_kind_of_fact_has_a_history(query: Any) -> None:
    found = {row["fact_kind"] for row in query("select distinct fact_kind from marts.fct_figure_history")}
    assert found == {
        *("kpi_target", "kpi_actual", "monthly_actual", "period_figure"),
        *("kpi_rank", "plan_status", "schedule_mark", "plan_item"),
    }
