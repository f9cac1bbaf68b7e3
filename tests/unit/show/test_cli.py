"""The command line: what it prints and writes, and how it fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from extract.cli import app
from extract.facts import FACT_KINDS, SCHEMAS, read_fact_set
from extract.run import extract_report
from extract.show.chain import explain
from extract.show.sources import ID_COLUMN, Source, read_source
from extract.version import EXTRACTOR_VERSION
from tests.unit.build import pdf

REPORTS = Path(__file__).parents[3] / "samples" / "reports"
PDF = REPORTS / "shiga-2024-q3-progress.pdf"
TEXT = REPORTS / "mie-2024-q1-progress.txt"


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in a folder of its own."""
    return Path(shutil.copy(PDF, tmp_path_factory.mktemp("report")))


@pytest.fixture(scope="module")
def facts(report: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("read", report, "--json").stdout.splitlines()]


def of(facts: list[dict[str, object]], kind: str) -> dict[str, object]:
    return next(fact for fact in facts if fact["kind"] == kind)


# ── read ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_facts_as_a_table(report: Path) -> None:
    shown = run("read", report, "--kind", "kpi_target").stdout
    assert "kpi_target (11)" in shown
    assert "monthly_actual" not in shown


def test_facts_as_json_by_kind_and_state(report: Path, facts: list[dict[str, object]]) -> None:
    only = [json.loads(line) for line in run("read", report, "--json", "--kind", "monthly_actual").stdout.splitlines()]
    assert only == [fact for fact in facts if fact["kind"] == "monthly_actual"]
    assert run("read", report, "--json", "--state", "derived").stdout == ""


def test_facts_as_parquet_are_the_fact_set_of_the_warehouse(report: Path, tmp_path: Path) -> None:
    written = Path(run("read", report, "--parquet", tmp_path / "a").stdout.strip())
    expected = extract_report(report, tmp_path / "b").folder
    assert expected is not None
    assert {path.stem for path in written.glob("*.parquet")} == set(SCHEMAS)
    assert read_fact_set(written) == read_fact_set(expected)


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [("--kind", "kpi_targets", "kpi_target,"), ("--state", "doubtful", "flagged")],
)
def test_a_filter_that_does_not_exist_names_those_that_do(report: Path, option: str, value: str, named: str) -> None:
    result = run("read", report, option, value)
    assert result.exit_code == 2
    assert value in result.stderr
    assert named in result.stderr


@pytest.mark.parametrize("command", ["read", "coverage", "tables"])
def test_a_file_that_cannot_be_read_is_named_with_the_reason(command: str, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(pdf("", encrypt=True))
    result = run(command, locked)
    assert result.exit_code == 1
    assert result.stderr.startswith("locked.pdf: ")
    assert "encrypted" in result.stderr


# ── explain ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_chain_of_a_figure(report: Path, facts: list[dict[str, object]]) -> None:
    fact = of(facts, "monthly_actual")
    result = run("explain", fact["fact_id"], report)
    picture = report.with_name(f"{report.stem}.{fact['fact_id']}.png")
    assert result.exit_code == 0
    for part in ("page 3, table 3.2", "R6年度", "4月", fact["extracted_text"], fact["kpi_code"], picture):
        assert str(part) in result.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_the_beginning_of_an_id_is_enough(report: Path, facts: list[dict[str, object]], tmp_path: Path) -> None:
    fact = of(facts, "kpi_actual")
    result = run("explain", str(fact["fact_id"])[:12], report, "--json", "--image", tmp_path / "cell.png")
    chain = json.loads(result.stdout)
    assert chain["id"] == fact["fact_id"]
    assert chain["pictures"] == [str(tmp_path / "cell.png")]


def test_an_id_of_another_report_says_what_to_do(report: Path) -> None:
    result = run("explain", "0" * 20, report)
    assert result.exit_code == 1
    assert "no fact 0000" in result.stderr
    assert "--json" in result.stderr


def test_a_picture_that_cannot_be_written(report: Path, facts: list[dict[str, object]], tmp_path: Path) -> None:
    result = run("explain", of(facts, "kpi_target")["fact_id"], report, "--image", tmp_path / "none" / "a.png")
    assert result.exit_code == 1
    assert "--image" in result.stderr


def test_a_text_report_shows_the_line_with_the_span() -> None:
    source = read_source(TEXT)
    target = source.rows["kpi_target"][0]
    result = run("explain", target["fact_id"], TEXT)
    assert "⟦" + target["extracted_text"].splitlines()[0][:5] in result.stdout
    assert "picture" not in result.stdout


@pytest.fixture(scope="module")
def warehouse(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("warehouse")
    outcome = extract_report(report, root / "facts")
    (root / "raw").mkdir()
    shutil.copy(report, root / "raw" / outcome.sha256)
    return root


def test_a_fact_is_found_in_a_warehouse(
    warehouse: Path, report: Path, facts: list[dict[str, object]], tmp_path: Path
) -> None:
    fact_id = of(facts, "kpi_actual")["fact_id"]
    image = tmp_path / "a.png"
    stored = run("explain", fact_id, "--warehouse", warehouse, "--image", image, "--json")
    read_now = run("explain", fact_id, report, "--image", image, "--json")
    assert json.loads(stored.stdout) == json.loads(read_now.stdout)


def test_a_warehouse_without_the_bytes_still_explains(
    warehouse: Path, facts: list[dict[str, object]], tmp_path: Path
) -> None:
    shutil.copytree(warehouse / "facts", tmp_path / "facts")
    result = run("explain", of(facts, "kpi_actual")["fact_id"], "--warehouse", tmp_path)
    assert result.exit_code == 0
    assert "no longer in the warehouse" in result.stderr


@pytest.mark.parametrize("holds_facts", [True, False])
def test_a_warehouse_without_the_fact_says_so(holds_facts: bool, tmp_path: Path) -> None:
    if holds_facts:
        (tmp_path / "facts").mkdir()
    result = run("explain", "f" * 20, "--warehouse", tmp_path)
    assert result.exit_code == 1
    assert "--warehouse" in result.stderr


def test_the_facts_of_the_present_extractor_go_first(warehouse: Path, facts: list[dict[str, object]]) -> None:
    (current,) = (warehouse / "facts").iterdir()
    old = current.with_name("0" * 64 + "-vold")
    shutil.copytree(current, old)
    try:
        fact_id = of(facts, "kpi_actual")["fact_id"]
        result = run("explain", fact_id, "--warehouse", warehouse, "--json", "--image", warehouse / "a.png")
        assert json.loads(result.stdout)["report"]["extractor_version"] == EXTRACTOR_VERSION
    finally:
        shutil.rmtree(old)


@pytest.mark.parametrize("path", sorted(REPORTS.iterdir()), ids=lambda path: path.stem)
def test_every_fact_of_every_sample_has_a_chain(path: Path) -> None:
    source: Source = read_source(path)
    for kind in (*FACT_KINDS, "reject", "conflict"):
        for row in source.rows.get(kind, []):
            chain = explain(source, row[ID_COLUMN[kind]])
            assert chain["kind"] == kind
            if kind in ("monthly_actual", "period_figure") and "table" in chain["place"]:
                assert chain["headings"]["row"] or chain["headings"]["column"], row


# ── coverage ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_coverage_as_json_has_every_table(report: Path) -> None:
    entries = json.loads(run("coverage", report, "--json").stdout)
    tables = json.loads(run("tables", report, "--json").stdout)
    named = {entry["place"] for entry in entries}
    assert {f"table {table['table']}" for table in tables} <= named


def test_tables_name_the_cells_that_are_in_doubt(tmp_path: Path) -> None:
    file = tmp_path / "lost.html"
    file.write_text("<table><tr><td>件数</td><td>3\ufffd1</td></tr></table>", encoding="utf-8")
    (found,) = json.loads(run("tables", file, "--json").stdout)
    assert found["doubts"] == [{"row": 0, "col": 1, "doubt": "characters were lost in the conversion"}]
    assert "row 0 column 1: characters were lost" in run("tables", file).stdout


def test_coverage_in_words(report: Path) -> None:
    result = run("coverage", report)
    assert result.exit_code == 0
    assert "table 3.2" in result.stdout
    assert "facts," in result.stdout
