"""The files of a real release say what its database says."""

from __future__ import annotations

import csv
import hashlib
import re
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from sample_release import FORMULA, Built

from warehouse import build, load, release
from warehouse.cli import main
from warehouse.errors import ExportError
from warehouse.exports import tables as table_files
from warehouse.exports import workbook
from warehouse.exports.export import write_exports
from warehouse.exports.subjects import catalogue
from warehouse.exports.tables import plain_text
from warehouse.settings import load_settings

pytestmark = [pytest.mark.slow, pytest.mark.integration]


def relations(built: Built) -> dict[str, str]:
    """Every table of the release by the name of its files."""
    rows = built.query(
        "select table_schema, table_name from information_schema.tables where table_schema in ('marts', 'rejects')"
    )
    return {"rejects_cell" if schema == "rejects" else table: f'{schema}."{table}"' for schema, table in rows}


def in_order(rows: list[tuple]) -> list[tuple]:
    return sorted(rows, key=repr)


def test_every_table_is_a_parquet_file_with_equal_rows(built: Built) -> None:
    found = relations(built)
    assert {path.stem for path in (built.exports / "parquet").iterdir()} == set(found)
    for name, relation in found.items():
        table = pq.read_table(built.exports / "parquet" / f"{name}.parquet")
        rows = [tuple(row[column] for column in table.column_names) for row in table.to_pylist()]
        assert in_order(rows) == in_order(built.query(f"select * from {relation}")), name


def test_every_table_is_a_csv_file_with_equal_rows(built: Built) -> None:
    for resource in built.package["resources"]:
        if resource["format"] != "csv":
            continue
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        with (built.exports / resource["path"]).open(encoding="utf-8-sig", newline="") as stream:
            rows = [{name: typed(cell, types[name]) for name, cell in row.items()} for row in csv.DictReader(stream)]
        columns = ", ".join(f'"{name}"' for name in types)
        stored = built.query(f"select {columns} from {relations(built)[resource['name']]}")
        assert in_order([tuple(row.values()) for row in rows]) == in_order(stored), resource["name"]


def typed(cell: str, kind: str) -> Any:
    """A CSV cell as a reader of the data package understands it."""
    if cell == "":
        return None
    if kind == "datetime":
        return datetime.fromisoformat(cell).astimezone(UTC).replace(tzinfo=None)
    readers = {"integer": int, "number": float, "boolean": "true".__eq__, "string": plain_text}
    return readers[kind](cell) if kind in readers else datetime.fromisoformat(cell).date()


def test_the_package_validates_with_its_keys_types_hashes_and_sizes(built: Built) -> None:
    report = validate(str(built.exports / "datapackage.json"))
    assert report.valid, [(task.name, task.errors[:2]) for task in report.tasks if not task.valid]
    names = {resource["name"] for resource in built.package["resources"]}
    assert {"mart_kpi_scorecard", "mart_kpi_scorecard.parquet", "kpi_scorecard.xlsx"} <= names
    for resource in built.package["resources"]:
        data = (built.exports / resource["path"]).read_bytes()
        assert (resource["hash"], resource["bytes"]) == (f"sha256:{hashlib.sha256(data).hexdigest()}", len(data))


def test_the_package_says_which_release_it_is_and_where_it_comes_from(built: Built) -> None:
    package = built.package
    now = release.published(built.warehouse)
    assert now and package["version"] == package["release"]["release_id"] == now.release_id
    assert package["release"]["gate_result"] == "passed"
    stored = pq.read_table(built.exports / "parquet" / "release.parquet").to_pylist()
    assert [row["gate_result"] for row in stored] == ["passed"]
    hashes = {source["title"]: source["hash"] for source in package["sources"]}
    files = {path.name: f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in built.reports.iterdir()}
    assert hashes == files
    assert all("path" not in source for source in package["sources"]), "a folder is no address"
    [terms] = [source for source in package["sources"] if source["title"] == "mie-2024-q1-progress.txt"]
    assert (terms["branch_code"], terms["fiscal_year"], terms["report_kind"]) == ("mie", 2024, "progress")
    assert terms["report_title"] and terms["report_id"]


def test_the_package_claims_no_right_in_what_the_reports_say(built: Built) -> None:
    content, ours = built.package["licenses"]
    assert "name" not in content, "the publisher's terms are no licence that has a name"
    assert "全国健康保険協会" in content["title"] and content["path"] == "https://www.kyoukaikenpo.or.jp/"
    assert ours["name"] == "Apache-2.0" and "not its content" in ours["title"]
    for sentence in ("claims no\nright in them", "何の権利も主張せず"):
        assert sentence.replace("\n", " ") in built.package["rights"]


def test_everything_is_described_in_both_languages_with_units_and_keys(built: Built) -> None:
    resources = {resource["name"]: resource for resource in built.package["resources"]}
    scorecard = resources["mart_kpi_scorecard"]
    assert scorecard["title"] == "KPIスコアカード / KPI scorecard"
    assert scorecard["schema"]["primaryKey"] == ["branch_code", "fiscal_year", "kpi_code"]
    fields = {field["name"]: field for field in scorecard["schema"]["fields"]}
    assert fields["latest_actual"]["unitFrom"] == "unit" and fields["latest_actual"]["title"] == "直近実績"
    for name in relations(built):
        numbers = [field for field in resources[name]["schema"]["fields"] if field["type"] == "number"]
        assert all({"unit", "unitFrom"} & set(field) for field in numbers), name
        assert all(field["title"] and field["description"] for field in resources[name]["schema"]["fields"]), name
    links = resources["fct_kpi_target.parquet"]["schema"]["foreignKeys"]
    assert {link["reference"]["resource"] for link in links} == {
        f"dim_{of}.parquet" for of in ("branch", "kpi", "report")
    }


def test_keys_hold_in_the_parquet_files(built: Built) -> None:
    def table(name: str) -> str:
        return f"read_parquet('{built.exports / 'parquet' / name.removesuffix('.parquet')}.parquet')"

    for resource in built.package["resources"]:
        if resource["format"] != "parquet":
            continue
        schema, name = resource["schema"], resource["name"]
        key = ", ".join(schema["primaryKey"])
        assert duckdb.sql(f"select {key} from {table(name)} group by all having count(*) > 1").fetchall() == [], name
        for link in schema.get("foreignKeys", []):
            [column], [field] = link["fields"], link["reference"]["fields"]
            there = table(link["reference"]["resource"] or name)
            lost = f"select 1 from {table(name)} where {column} not in (select {field} from {there})"
            assert duckdb.sql(lost).fetchall() == [], (name, column)


def test_text_that_looks_like_a_formula_is_text_everywhere(built: Built) -> None:
    assert (FORMULA,) in built.query("select measure_ja from marts.mart_monthly_measure"), "the report was not read"
    lines = (built.exports / "csv" / "mart_monthly_measure.csv").read_text(encoding="utf-8-sig")
    assert "\"'" + FORMULA.replace('"', '""') + '"' in lines
    cells = [
        cell
        for path in (built.exports / "excel").glob("*.xlsx")
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if cell.value == FORMULA and cell.quotePrefix]


def sheet_rows(sheet: Any) -> list[dict[str, Any]]:
    """Rows of a sheet by the Japanese part of their headings."""
    headings = [str(cell.value).split("\n")[0] for cell in sheet[2]]
    return [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=3)]


def test_the_scorecard_workbook_holds_the_scorecard(built: Built) -> None:
    book = load_workbook(built.exports / "excel" / "kpi_scorecard.xlsx")
    assert book.sheetnames[0] == "表紙" and {"出典", "列の説明", "KPI一覧"} <= set(book.sheetnames)
    rows = sheet_rows(book["スコアカード"])
    stored = built.query(
        "select s.branch_ja, fiscal_year, kpi_label_ja, latest_actual, target_value_resolved "
        "from marts.mart_kpi_scorecard as s join marts.dim_branch as b using (branch_code) "
        "order by b.jis_code, fiscal_year desc, pillar, kpi_code"
    )
    names = ("支部", "年度", "KPI表示名", "直近実績", "目標値(換算後)")
    assert [tuple(row[name].value for name in names) for row in rows] == stored
    percent = next(row for row in rows if row["単位"].value == "%" and row["直近実績"].value is not None)
    assert '"%"' in percent["直近実績"].number_format


def test_the_latest_pace_of_every_kpi_stands_beside_the_scorecard(built: Built) -> None:
    rows = sheet_rows(load_workbook(built.exports / "excel" / "kpi_scorecard.xlsx")["進み具合"])
    stored = built.query(
        "select p.branch_ja, fiscal_year, kpi_label_ja, value, pace_sentence_ja "
        "from marts.mart_kpi_pace as p join marts.dim_branch as b using (branch_code) "
        "where is_latest order by b.jis_code, fiscal_year desc, pillar, kpi_code"
    )
    names = ("支部", "年度", "KPI表示名", "値", "判定理由")
    assert stored and [tuple(row[name].value for name in names) for row in rows] == stored


def test_every_month_of_the_marts_stands_in_the_monthly_workbook(built: Built) -> None:
    book = load_workbook(built.exports / "excel" / "monthly.xlsx")
    for title, table, bases in (
        ("KPI月次推移", "mart_kpi_monthly", ("monthly", "cumulative", "point")),
        ("月次項目推移", "mart_monthly_measure", ("monthly", "cumulative")),
    ):
        cells = [row[f"{month}月"].value for row in sheet_rows(book[title]) for month in range(1, 13)]
        values = [value for basis in bases for (value,) in built.query(f"select {basis}_value from marts.{table}")]
        assert sorted(cell for cell in cells if cell is not None) == sorted(v for v in values if v is not None)
    [(marks,)] = built.query("select count(*) from marts.fct_schedule_mark where is_current")
    plan = load_workbook(built.exports / "excel" / "plan_progress.xlsx")
    shown = [row[f"{month}月"].value for row in sheet_rows(plan["月別スケジュール"]) for month in range(1, 13)]
    assert sum(len(value.split()) for value in shown if value) >= marks > 0


def test_sheets_are_laid_out_for_the_screen_and_for_paper(built: Built) -> None:
    for subject in catalogue().subjects:
        book = load_workbook(built.exports / "excel" / f"{subject.name}.xlsx")
        for one in subject.sheets:
            sheet = book[one.title]
            assert sheet.freeze_panes == f"{get_column_letter(one.frozen + 1)}3"
            assert sheet.auto_filter.ref.startswith("A2:")
            assert sheet.print_title_rows == "$1:$2"
            assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert all("\n" in str(cell.value) for cell in sheet[2]), "Japanese and English"
        cover = [cell.value for row in book["表紙"].iter_rows() for cell in row]
        assert built.package["version"] in cover and "合格 passed" in cover


def test_a_doubtful_cell_is_coloured_and_says_why_and_where(built: Built) -> None:
    doubtful = built.query(
        "select f.review_reason, r.file_name, r.report_id, f.fact_id from marts.mart_kpi_scorecard as s "
        "join marts.fct_kpi_actual as f on f.fact_id = s.actual_fact_id join marts.dim_report as r using (report_id) "
        "where f.review_state = 'flagged' union all "
        "select f.review_reason, r.file_name, r.report_id, f.fact_id from marts.mart_kpi_scorecard as s "
        "join marts.fct_kpi_target as f on f.fact_id = s.target_fact_id join marts.dim_report as r using (report_id) "
        "where f.review_state = 'flagged' and s.target_value_resolved is not null"
    )
    assert doubtful, "the samples hold a contradiction"
    path = built.exports / "excel" / "kpi_scorecard.xlsx"
    book = load_workbook(path)
    noted = [cell for row in book["スコアカード"].iter_rows() for cell in row if cell.comment]
    fill = catalogue().colours["flagged"].fill
    for reason, file_name, report_id, fact_id in doubtful:
        mine = [cell for cell in noted if fact_id in cell.comment.text]
        assert mine, fact_id
        for cell in mine:
            assert reason in cell.comment.text and file_name in cell.comment.text
            assert cell.fill.fgColor.rgb.endswith(fill)
            page = path.parent / cell.hyperlink.target.replace("\\", "/")
            assert (page.name, cell.hyperlink.location) == (f"{report_id}.html", fact_id)
            assert page.exists(), "seen from the published folder"
    listed = sheet_rows(book["要確認一覧"])
    assert {row["理由"].value for row in listed} >= {reason for reason, *_ in doubtful}
    assert len(listed) == len([cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment])


def test_a_sheet_that_is_full_goes_on_in_the_next(built: Built, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    monkeypatch.setattr(workbook, "MOST_NOTES", 0)
    write_exports(*sources(built), tmp_path / "exports", "https://198.51.100.1/evidence")
    book = load_workbook(tmp_path / "exports" / "excel" / "kpi_scorecard.xlsx")
    parts = [sheet for sheet in book if sheet.title.startswith("スコアカード")]
    [(count,)] = built.query("select count(*) from marts.mart_kpi_scorecard")
    assert [sheet.max_row - 2 for sheet in parts][:-1] == [10] * (len(parts) - 1)
    assert sum(sheet.max_row - 2 for sheet in parts) == count and parts[1].title == "スコアカード (2)"
    assert not [cell for row in parts[0].iter_rows() for cell in row if cell.comment]
    linked = [cell for cell in sheet_rows(parts[0])[0].values() if cell.hyperlink]
    assert linked[0].hyperlink.target.startswith("https://198.51.100.1/evidence/reports/")


def sources(built: Built) -> tuple[Path, Path]:
    return built.folder / "warehouse.duckdb", built.folder / "dbt" / "manifest.json"


def test_the_same_release_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    target = tmp_path / "release" / "exports"
    target.parent.mkdir()
    write_exports(*sources(built), target, str(target.parent / "evidence"))
    for path in sorted(target.rglob("*.*")):
        assert path.read_bytes() == (built.exports / path.relative_to(target)).read_bytes(), path.name


def test_the_files_that_the_documentation_names_exist(built: Built) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "use-exports.md").read_text(encoding="utf-8")
    named = set(re.findall(r"published/exports/([\w/.]+\w)", page)) | set(re.findall(r"exports\\([\w\\.]+)\"", page))
    assert len(named) > 3
    assert not [name for name in named if not (built.exports / name.replace("\\", "/")).exists()]


def test_files_are_only_for_reading(built: Built) -> None:
    files = [path for path in built.exports.resolve().rglob("*") if path.is_file()]
    assert files and all(stat.S_IMODE(path.stat().st_mode) == 0o444 for path in files)


def test_what_a_killed_run_left_does_not_matter(built: Built, tmp_path: Path) -> None:
    target = tmp_path / "exports"
    half = tmp_path / ".exports.partial" / "csv"
    half.mkdir(parents=True)
    (half / "half.csv").write_text("a,b\n1")
    write_exports(*sources(built), target, "evidence")
    first = sorted(path.relative_to(target) for path in target.rglob("*"))
    write_exports(*sources(built), target, "evidence")
    assert sorted(path.relative_to(target) for path in target.rglob("*")) == first
    assert not (target / "csv" / "half.csv").exists() and [path.name for path in tmp_path.iterdir()] == ["exports"]


def test_exports_that_fail_leave_what_is_published_and_can_be_repeated(built: Built, monkeypatch) -> None:
    before = release.published(built.warehouse)
    assert before
    with monkeypatch.context() as patch:
        patch.setattr(table_files, "_MOMENT", "%Q'")
        with pytest.raises(ExportError, match="could not be written"):
            load.load(built.warehouse, built.reports, force=True)
        assert release.published(built.warehouse) == before
    [candidate] = built.warehouse.candidate.glob("2*")
    assert not (candidate / "exports").exists()
    load.export(built.warehouse, candidate.name)
    load.publish(built.warehouse, candidate.name)
    assert (built.exports / "datapackage.json").exists() and built.package["version"] == candidate.name
    release.rollback(built.warehouse, before.release_id)
    assert built.package["version"] == before.release_id


def test_a_kept_release_is_exported_by_hand(built: Built, tmp_path: Path, capsys) -> None:
    now = release.published(built.warehouse)
    assert now
    arguments = ["export", "--release", now.release_id, "--to", str(tmp_path / "new"), "--warehouse"]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, str(built.warehouse.root)])
    assert ended.value.code == 0 and (tmp_path / "new" / "datapackage.json").exists()
    with pytest.raises(SystemExit) as ended:
        main([*arguments, str(built.warehouse.root)])
    assert ended.value.code == 11 and "holds something already" in capsys.readouterr().err
    with pytest.raises(ExportError, match="holds something"):
        build.export_kept(built.warehouse, load_settings(), None, tmp_path / "new")
