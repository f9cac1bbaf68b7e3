"""A load from folder to release with stand-ins for reading, dbt and the gate: outcomes, summary, exit codes."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.console import Console

from extract.facts import SCHEMAS
from warehouse import dbt, extraction, inputs, intake, load, progress, summary
from warehouse.cli import main
from warehouse.errors import BuildError, NoReportsError
from warehouse.paths import read_json


def printed(warehouse, width: int = 200) -> tuple[str, int]:
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    code = summary.show(warehouse, console)
    return console.export_text(), code


def line_of(text: str, file_name: str) -> str:
    [line] = [line for line in text.splitlines() if f"│ {file_name} " in line]
    return line


def notes_of(text: str, file_name: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(f"{file_name}: ")]


def test_a_narrow_screen_cuts_no_note_off(warehouse, reports: Path, rooms) -> None:
    (reports / "copy.pdf").write_bytes(b"first report")
    load.load(warehouse, reports)
    [note] = notes_of(printed(warehouse, width=40)[0], "one.pdf")
    assert note.endswith("adds no facts") and len(note) > 40


def test_the_summary_has_a_line_for_every_report(warehouse, reports: Path, rooms) -> None:
    (reports / "bad.pdf").write_bytes(b"bad")
    (reports / "copy.pdf").write_bytes(b"first report")
    (reports / "index.csv").write_text("x")
    load.load(warehouse, reports)
    text, code = printed(warehouse)
    assert code == 0
    assert "rejected" in line_of(text, "bad.pdf") and any("not a PDF" in note for note in notes_of(text, "bad.pdf"))
    assert "loaded" in line_of(text, "two.txt")
    cells = [cell.strip() for cell in line_of(text, "two.txt").split("│")]
    assert cells[3:11] == ["2", "3", "2", "0", "1", "1", "0", "0"]
    duplicates = [line for line in text.splitlines() if "duplicate" in line]
    assert len(duplicates) == 1
    assert sum("the same content as" in note for name in ("copy.pdf", "one.pdf") for note in notes_of(text, name)) == 1
    assert "4 reports" in text and "1 (index.csv)" in text
    places = ("current.duckdb", "data_docs/index.html", "evidence/index.html", "exports")
    assert all(f"published/{place}" in text for place in places)
    assert "Next step" in text


def test_an_empty_folder_is_an_error_and_makes_no_release(warehouse, tmp_path: Path, rooms) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NoReportsError, match=r"no report in .*empty \(looked for \*\.pdf"):
        load.load(warehouse, empty)
    text, code = printed(warehouse)
    assert code == 3 and "NOT PUBLISHED: no report in" in text and "Nothing is published" in text
    assert not list(warehouse.releases.iterdir()) and rooms.builds == 0


def test_a_report_is_read_once_for_each_content(warehouse, reports: Path, rooms) -> None:
    (reports / "copy.pdf").write_bytes(b"first report")
    load.load(warehouse, reports)
    load.load(warehouse, reports)
    assert len(rooms.read) == 2


def test_a_new_extractor_version_reads_everything_again(warehouse, reports: Path, rooms, monkeypatch) -> None:
    load.load(warehouse, reports)
    (reports / "one.pdf").unlink()
    monkeypatch.setattr("warehouse.paths.EXTRACTOR_VERSION", "next")
    listed = load.offer_reports(warehouse, reports)
    assert [report["file_name"] for report in listed] == ["two.txt", "one.pdf"]


def test_a_report_whose_task_failed_still_has_an_outcome(warehouse, reports: Path, rooms) -> None:
    rooms.broken.add("one.pdf")
    for report in load.offer_reports(warehouse, reports):
        try:
            load.extract_report(warehouse, **report)
        except OSError as error:
            assert "disk full" in str(error)
    built = load.build(warehouse)
    assert built.state == "candidate"
    folder = warehouse.candidate / built.release_id
    rows = pq.read_table(folder / "ledger" / "outcome.parquet").to_pylist()
    assert sorted((row["status"], row["reason"]) for row in rows) == [
        ("read", None),
        ("rejected", "not read: its extract task failed, see the task's log"),
    ]


def test_inputs_are_laid_out_for_dbt(warehouse, reports: Path, rooms) -> None:
    for report in load.offer_reports(warehouse, reports):
        load.extract_report(warehouse, **report)
    built = load.build(warehouse)
    facts = warehouse.candidate / built.release_id / "facts"
    assert len(list(facts.iterdir())) == 3
    for kind in SCHEMAS:
        assert len(list(facts.glob(f"*/{kind}.parquet"))) == 3
    intake_table = pq.read_table(facts.parent / "ledger" / "intake.parquet")
    assert intake_table.schema.equals(inputs.INTAKE_SCHEMA)
    row = intake_table.to_pylist()[0]
    assert (warehouse.root / row["outcome_path"]).exists() and row["size_bytes"] == len(b"first report")


def test_the_fingerprint_ignores_when_files_were_offered_last(warehouse, reports: Path, rooms) -> None:
    for report in load.offer_reports(warehouse, reports):
        load.extract_report(warehouse, **report)
    before = inputs.collect(warehouse, warehouse.root / "corrections").fingerprint
    load.offer_reports(warehouse, reports)
    assert inputs.collect(warehouse, warehouse.root / "corrections").fingerprint == before
    intake.offer(warehouse, reports / "one.pdf")
    (reports / "three.txt").write_bytes(b"third")
    intake.offer(warehouse, reports / "three.txt")
    assert inputs.collect(warehouse, warehouse.root / "corrections").fingerprint != before


def test_an_outcome_with_missing_fields_is_a_row(warehouse) -> None:
    row = inputs.outcome_row("abc", {"status": "rejected"})
    assert row["counts"] == "{}" and row["coverage"] == "[]" and row["flagged"] == 0 and row["sha256"] == "abc"
    assert set(row) == set(inputs.OUTCOME_SCHEMA.names)


def test_a_broken_outcome_is_a_rejection(warehouse) -> None:
    folder = warehouse.fact_set("abc")
    folder.mkdir()
    (folder / "outcome.json").write_text("{")
    assert extraction.outcome(folder)["status"] == "rejected"


def test_an_interrupted_load_says_so(warehouse, reports: Path, rooms) -> None:
    load.offer_reports(warehouse, reports)
    text, code = printed(warehouse)
    assert code == 1 and "stopped before its end" in text


def test_an_unexpected_error_reaches_the_summary(warehouse, reports: Path, rooms) -> None:
    rooms.dbt_error = RuntimeError("out of memory")
    with pytest.raises(RuntimeError):
        load.load(warehouse, reports)
    text, code = printed(warehouse)
    assert code == 1 and "RuntimeError: out of memory" in text


def test_the_command_line_returns_the_errors_code(warehouse, reports: Path, rooms, capsys) -> None:
    arguments = ["--reports", str(reports), "--warehouse", str(warehouse.root)]
    for error, code in ((BuildError("dbt build failed"), 4), (None, 0)):
        rooms.dbt_error = error
        with pytest.raises(SystemExit) as ended:
            main(["load", *arguments])
        assert ended.value.code == code
    assert "dbt build failed" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["rollback", "--warehouse", str(warehouse.root)])
    assert ended.value.code == 6
    assert "error: " in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["releases", "--warehouse", str(warehouse.root)])
    assert ended.value.code == 0
    assert read_json(warehouse.last_load)["release"] in capsys.readouterr().out


def test_steps_report_their_progress(warehouse, reports: Path, rooms, monkeypatch) -> None:
    events: list[progress.Event] = []
    monkeypatch.setattr(progress, "_listeners", [events.append])
    for report in load.offer_reports(warehouse, reports):
        load.extract_report(warehouse, **report)
    built = load.build(warehouse)
    for step in (load.evidence, load.gate, load.export, load.publish):
        step(warehouse, built.release_id)
    steps = ["list", "extract", "extract", "build", "build", "evidence", "gate", "gate", "export", "publish"]
    assert [event.step for event in events] == steps
    assert events[0].total == 2


def _candidate(warehouse) -> str:
    [folder] = [path for path in warehouse.candidate.iterdir() if path != warehouse.failed]
    return str(folder.name)


def test_dbt_failures_are_named_with_what_they_said(tmp_path: Path) -> None:
    results = [
        {"unique_id": "model.kenpo.dim_report", "status": "error", "message": "Runtime Error\n\n  no column x"},
        {"unique_id": "test.kenpo.unique_fact_id", "status": "fail", "message": "Got 3 results"},
        {"unique_id": "model.kenpo.dim_kpi", "status": "skipped", "message": None},
        {"unique_id": "model.kenpo.dim_month", "status": "success", "message": "OK"},
    ]
    text = dbt._complaint(results, [], 1, tmp_path)
    assert "failed in 2 node(s)" in text and "1 nodes after these were skipped" in text
    assert "model.kenpo.dim_report: Runtime Error\n        no column x" in text
    assert "unique_fact_id: Got 3 results" in text and "dim_month" not in text


def test_dbt_that_never_came_to_building_is_quoted(tmp_path: Path) -> None:
    assert "Parsing Error in models/x.sql" in dbt._complaint([], ["Parsing Error in models/x.sql"], 2, tmp_path)
