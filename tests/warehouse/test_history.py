"""The record that every release leaves, and questions about what a release said."""

from __future__ import annotations

import json

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from tests.warehouse.test_release import add_release
from warehouse import inputs, load, release, retention
from warehouse.cli import app, main
from warehouse.errors import HistoryError
from warehouse.history.question import find_release
from warehouse.history.records import FIGURE, chain, state
from warehouse.history.timeline import publications, stage_history
from warehouse.paths import Warehouse


def value_at(warehouse: Warehouse, release_id: str) -> list[float]:
    return [row["value"] for row in state(warehouse, release_id, FIGURE).to_pylist()]


def set_times(warehouse: Warehouse, *times: str) -> None:
    """Let the switches of the published release have happened at these times."""
    entries = [json.loads(line) for line in warehouse.history.read_text().splitlines()]
    lines = [json.dumps(entry | {"at": at}) for entry, at in zip(entries, times, strict=True)]
    warehouse.history.write_text("\n".join(lines) + "\n")


def test_a_record_outlives_its_release(warehouse, reports, rooms) -> None:
    ids = [add_release(warehouse, reports, text) for text in (b"1", b"2", b"3")]
    assert retention.clean(warehouse, retention.Policy(newest=0)) == [ids[0]]
    assert [value_at(warehouse, release_id) for release_id in ids] == [[1.0], [2.0], [3.0]]
    assert chain(warehouse, ids[2]) == ids
    assert sorted(path.name for path in (warehouse.records / ids[0]).iterdir()) == [
        "figure.parquet",
        "record.json",
        "scorecard.parquet",
    ]


def test_a_new_release_is_no_new_input(warehouse, reports, rooms, settings) -> None:
    def fingerprint() -> str:
        return inputs.collect(warehouse, settings.resolved(settings.corrections)).fingerprint

    load.offer_reports(warehouse, reports)
    load.load(warehouse, reports)
    before = fingerprint()
    load.load(warehouse, reports, force=True)
    assert len(publications(warehouse)) == 2
    assert fingerprint() == before
    load.load(warehouse, reports)
    assert rooms.builds == 2


def test_a_failed_candidate_leaves_no_record(warehouse, reports, rooms) -> None:
    rooms.gate_failures = ["no"]
    with pytest.raises(Exception, match="did not pass the gate"):
        add_release(warehouse, reports, b"1")
    assert list(warehouse.records.iterdir()) == []


def test_what_a_rollback_changes_is_staged(warehouse, reports, rooms, tmp_path) -> None:
    first, second = (add_release(warehouse, reports, text) for text in (b"1", b"2"))
    release.rollback(warehouse)
    told = publications(warehouse)
    assert [(one.number, one.release_id, one.kind) for one in told] == [
        (1, first, "publish"),
        (2, second, "publish"),
        (3, first, "rollback"),
    ]
    changes = pq.read_table(stage_history(warehouse, tmp_path / "staged") / "figure.parquet").to_pylist()
    assert [(row["publication_no"], row["value"], row["is_gone"]) for row in changes] == [
        (1, 1.0, False),
        (2, 2.0, False),
        (3, 1.0, False),
    ]


def test_before_the_first_release_the_source_is_there_and_empty(warehouse, tmp_path) -> None:
    folder = stage_history(warehouse, tmp_path / "staged")
    assert {path.name: pq.read_table(path).num_rows for path in folder.iterdir()} == {
        "publication.parquet": 0,
        "figure.parquet": 0,
        "scorecard.parquet": 0,
    }


def test_a_switch_whose_line_was_lost_is_known(warehouse, reports, rooms) -> None:
    first, second = (add_release(warehouse, reports, text) for text in (b"1", b"2"))
    lines = warehouse.history.read_text().splitlines()
    warehouse.history.write_text(lines[0] + "\n" + lines[1][:20])  # killed while writing the line
    assert [one.release_id for one in publications(warehouse)] == [first, second]
    third = add_release(warehouse, reports, b"3")
    assert [one.release_id for one in publications(warehouse)] == [first, second, third]


def test_without_its_record_a_release_is_unknown_and_the_next_one_whole(warehouse, reports, rooms, tmp_path) -> None:
    first = add_release(warehouse, reports, b"1")
    (warehouse.records / first).rename(tmp_path / "moved away")
    second = add_release(warehouse, reports, b"2")
    assert [one.links for one in publications(warehouse)] == [None, [second]]
    assert value_at(warehouse, second) == [2.0]
    with pytest.raises(HistoryError, match=f"does not know what release {first} said"):
        value_at(warehouse, first)
    changes = pq.read_table(stage_history(warehouse, tmp_path / "staged") / "figure.parquet").to_pylist()
    assert [(row["publication_no"], row["value"]) for row in changes] == [(2, 2.0)]


@pytest.mark.parametrize("name", ["figure.parquet", "record.json"])
def test_a_broken_record_is_named_before_anything_is_built(warehouse, reports, rooms, name) -> None:
    first = add_release(warehouse, reports, b"1")
    broken = warehouse.records / first / name
    broken.chmod(0o644)
    broken.write_bytes(broken.read_bytes()[:10])
    with pytest.raises(HistoryError, match=rf"{name} cannot be read.*restore that folder"):
        add_release(warehouse, reports, b"2")
    now = release.published(warehouse)
    assert now and now.release_id == first and rooms.builds == 1


def test_a_record_without_a_publication_takes_no_part(warehouse, reports, rooms) -> None:
    load.offer_reports(warehouse, reports)
    first = add_release(warehouse, reports, b"1")
    (warehouse.records / "20990101T000000-orphan").mkdir()
    assert [one.release_id for one in publications(warehouse)] == [first]


@pytest.fixture
def three(warehouse, reports, rooms) -> list[str]:
    """Releases of January and February, back to January's in March, another one in April; February's not kept."""
    first, second = (add_release(warehouse, reports, text) for text in (b"1", b"2"))
    release.rollback(warehouse)
    third = add_release(warehouse, reports, b"3")
    set_times(
        warehouse,
        *("2026-01-10T00:00:00+00:00", "2026-02-10T00:00:00+00:00"),
        *("2026-03-10T00:00:00+00:00", "2026-04-10T00:00:00+00:00"),
    )
    release.discard(warehouse.releases / second)
    return [first, second, third]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-01-10", 0),  # a day means its end
        ("2026-01-31", 0),
        ("2026-02-10T09:00+09:00", 1),
        ("2026-02-10T08:59+09:00", 0),
        ("2026-03-31", 0),
        ("2026-04-10T00:00", 2),
    ],
)
def test_the_release_that_readers_saw(warehouse, three, when, expected) -> None:
    assert find_release(warehouse, when).release_id == three[expected]


def ask(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["as-of", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_kept_release_is_found_with_its_spans(warehouse, three) -> None:
    said = ask(three[0], "--warehouse", str(warehouse.root))
    assert "from 2026-01-10 00:00 to 2026-02-10 00:00, 2026-03-10 00:00 to 2026-04-10 00:00" in said
    assert f"its database is kept: {warehouse.releases / three[0] / 'warehouse.duckdb'}" in said
    assert f"marts.scorecard_at('{three[0]}')" in said


def test_a_release_that_is_not_kept_is_answered_from_the_history(warehouse, three, tmp_path) -> None:
    target = tmp_path / "then.csv"
    said = ask("2026-02-15", "--to", str(target), "--table", "figures", "--warehouse", str(warehouse.root))
    assert f"release {three[1]}" in said and "its database is no longer kept" in said
    assert "1 rows of the figures" in said
    assert pa_csv.read_csv(target).column("value").to_pylist() == [2.0]
    ask("2026-02-15", "--to", str(tmp_path / "then.parquet"), "--warehouse", str(warehouse.root))
    assert pq.read_table(tmp_path / "then.parquet").column("latest_actual").to_pylist() == [2.0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2025-12-31"], "nothing was published at 2025-12-31 23:59 UTC; the first release came at 2026-01-10"),
        (["yesterday"], "yesterday is neither a release that was published nor a moment"),
        (["2026-02-15", "--to", "then.xls"], r"then\.xls ends neither in \.csv nor in \.parquet"),
    ],
)
def test_a_question_without_an_answer(warehouse, three, capsys, arguments, message) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["as-of", *arguments, "--warehouse", str(warehouse.root)])
    assert ended.value.code == HistoryError.exit_code
    assert capsys.readouterr().err.startswith("error: ")
    with pytest.raises(HistoryError, match=message):
        app(["as-of", *arguments, "--warehouse", str(warehouse.root)], standalone_mode=False)


def test_before_any_release_there_is_nothing_to_look_back_at(warehouse) -> None:
    with pytest.raises(HistoryError, match="nothing is published yet"):
        find_release(warehouse, "2026-01-01")
