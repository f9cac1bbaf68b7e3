"""The site of a small release: what its data files say, and what stands in which list."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.build import pdf, show
from tests.unit.evidence.small_release import OTHER_SHA, REPORT, SHA, conflict, fact, reject, write_release
from warehouse.evidence.site import SiteResult, build_site
from warehouse.paths import Warehouse

MONTH = {"month": date(2024, 5, 1), "measure_ja": "件数", "unit": "件", "kpi_code": "one"}
FACTS = {
    "monthly_actual": [
        fact("m1", value=12.0, **MONTH),
        fact("m2", value=21.0, review_state="flagged",
             review_reason="read by OCR; KPI one does not run in fiscal year 1",
             checks='[{"check":"said_once","passed":false,"detail":"d"}]', **MONTH),
        fact("m3", value=9.0, review_state="derived", is_current=False, **MONTH),
    ],
    "kpi_target": [
        fact("t1", kpi_text="率", comparator=">=", target_value=1200.5, unit="%", kpi_code="one",
             review_state="corrected", sign_off="corrected", review_reason="corrected by A"),
    ],
}  # fmt: skip


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse").prepare()
    (warehouse.raw / SHA).write_bytes(pdf(show("one", 50, 100), show("12", 50, 100)))
    (warehouse.raw / OTHER_SHA).write_bytes(b"no report")
    return warehouse


def built(warehouse: Warehouse, tmp_path: Path, **tables: Any) -> Path:
    database = write_release(tmp_path / "db.duckdb", tables.pop("facts", FACTS), **tables)
    build_site(warehouse, database, tmp_path / "site")
    return tmp_path / "site"


def data_of(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : -len(");\n")])


def report_of(site: Path) -> dict[str, Any]:
    return data_of(site / "data" / "reports" / f"{REPORT}.js")


def entries_of(site: Path) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in report_of(site)["facts"]}


def test_every_content_has_a_page_and_every_page_of_a_pdf_a_picture(warehouse: Warehouse, tmp_path: Path) -> None:
    database = write_release(tmp_path / "db.duckdb", FACTS, [reject("r1", "digits that do not form one figure")])
    result = build_site(warehouse, database, tmp_path / "site")
    assert result == SiteResult(reports=2, entries=5, drawn=1)
    names = {path.stem for path in (tmp_path / "site" / "reports").iterdir()}
    assert names == {REPORT, OTHER_SHA[:16]}
    assert sorted(path.name for path in (tmp_path / "site" / "pages" / REPORT).iterdir()) == ["p0001.png", "p0002.png"]


def test_a_second_build_draws_nothing_and_leaves_nothing_of_the_first(warehouse: Warehouse, tmp_path: Path) -> None:
    site = built(warehouse, tmp_path)
    (site / "left.html").write_text("of another build")
    assert build_site(warehouse, tmp_path / "db.duckdb", site).drawn == 0
    assert not (site / "left.html").exists()


def test_a_fact_has_its_place_state_checks_and_marts(warehouse: Warehouse, tmp_path: Path) -> None:
    site = built(warehouse, tmp_path)
    data, found = report_of(site), entries_of(site)
    assert found["m1"]["box"] == pytest.approx([2.5, 6.67, 12.5, 6.67])  # of a page of 400 by 300 points
    assert (found["m1"]["label"], found["m1"]["when"], found["m1"]["value"]) == ("件数", "2024-05", "12")
    assert data["shared"][found["m1"]["in"]] == [["mart_kpi_monthly", "monthly", "2024-05"]]
    assert data["shared"][found["m3"]["in"]] == []
    assert data["shared"][found["m2"]["checks"]] == [["said_once", False, "d", None]]
    assert found["m2"]["classes"] == ["kpi_years", "ocr"] and "classes" not in found["t1"]
    assert (found["t1"]["state"], found["t1"]["value"], found["t1"]["why"]) == (
        "corrected",
        "≥ 1,200.5",
        "corrected by A",
    )
    columns = data["columns"]["kpi_target"]
    assert dict(zip(columns, found["t1"]["mart"], strict=True))["sign_off"] == "corrected"
    assert found["m3"]["current"] is False


def test_the_chain_of_a_fact_comes_from_its_fact_set(warehouse: Warehouse, tmp_path: Path) -> None:
    from extract.facts import write_fact_set
    from extract.outcomes import Outcome

    folder = warehouse.facts / f"{SHA}-vnone"
    told = json.dumps({"words": "件数の率", "by": "name", "why": "like", "score": 88, "second": "two"})
    row = {**FACTS["monthly_actual"][0], "sha256": SHA, "value": 13.0, "match": told, "series_id": "s"}
    names = ("report_id", "branch_code", "is_current")
    write_fact_set(folder, {"monthly_actual": [{key: value for key, value in row.items() if key not in names}]})
    Outcome(SHA, "a.pdf", "none", "read").save(folder)
    written = {"texts": ["令和6年度", "5月"], "places": {"m1": ["2.0", [0], [1]]}}
    (folder / "headings.json").write_text(json.dumps(written), encoding="utf-8")
    site = built(warehouse, tmp_path)
    data, entry = report_of(site), entries_of(site)["m1"]
    assert data["shared"][entry["headings"]] == [None, ["令和6年度"], ["5月"]]
    assert data["shared"][entry["kpi"]]["second"] == "two"
    assert entry["read"] == {"value": 13}  # the marts say 12


def test_what_people_decided_is_listed_and_no_open_case(warehouse: Warehouse, tmp_path: Path) -> None:
    gone = reject("w1", "withdrawn by A, approved by B on 2026-04-01: a footnote", fact_kind="plan_item")
    overruled = fact("o1", value=1.0, review_state="flagged", sign_off="overruled", **MONTH)
    facts = {"monthly_actual": [overruled], "kpi_target": FACTS["kpi_target"]}
    site = built(warehouse, tmp_path, facts=facts, rejects=[gone])
    decided = data_of(site / "data" / "decided-1.js")
    assert {(row[0][1], row[1]) for row in decided} == {("o1", "overruled"), ("t1", "corrected"), ("w1", "withdrawn")}
    assert {key: entry.get("signed") for key, entry in entries_of(site).items()} == {
        "o1": "overruled", "t1": "corrected", "w1": "withdrawn",
    }  # fmt: skip
    elsewhere = data_of(site / "data" / "reports" / f"{OTHER_SHA[:16]}.js")
    assert elsewhere["next"] is None


def test_lists_hold_the_cases_and_add_up(warehouse: Warehouse, tmp_path: Path) -> None:
    rejects = [reject("r1", "digits that do not form one figure"), reject("r2", "lost", fact_kind="plan_item")]
    site = built(warehouse, tmp_path, rejects=rejects, conflicts=[conflict("c1", "m1", "m2")])
    assert [row[0][1] for row in data_of(site / "data" / "flagged-1.js")] == ["m2"]
    assert [(row[0][1], row[3]) for row in data_of(site / "data" / "rejects-1.js")] == [
        ("r1", "reject"),
        ("r2", "plan_item"),
    ]
    sums = {word: (listed, counted) for word, listed, counted in data_of(site / "data" / "index.js")["sums"]}
    assert sums == {
        "offers": (2, 2), "reports": (1, 1), "facts": (4, 4), "ok": (1, 1), "derived": (1, 1), "flagged": (1, 1),
        "corrected": (1, 1), "rejected": (2, 2), "open_conflicts": (1, 1), "expected": (2, 2), "found": (1, 1),
    }  # fmt: skip
    coverage = data_of(site / "data" / "coverage-1.js")
    assert [(row[2], row[4]) for row in coverage] == [("one", 2), ("two", 0)]


def test_a_conflict_knows_both_sides_and_both_facts_know_it(warehouse: Warehouse, tmp_path: Path) -> None:
    site = built(warehouse, tmp_path, conflicts=[conflict("c1", "m1", "m2"), conflict("c2", "m1", "gone")])
    about = data_of(site / "data" / "conflicts.js")
    assert set(about["sides"]) == {"m1", "m2"} and about["sides"]["m1"]["picture"] == ["p0002.png", 400, 300]
    found = entries_of(site)
    assert [(one["id"], one["value"], one["other"]) for one in found["m2"]["conflicts"]] == [("c1", "21", "m1")]
    assert [one["other_report"] for one in found["m1"]["conflicts"]] == [REPORT, REPORT]


def test_restatements_have_a_page_where_the_marts_have_them(warehouse: Warehouse, tmp_path: Path) -> None:
    assert not (built(warehouse, tmp_path) / "restatements.html").exists()
    (tmp_path / "db.duckdb").unlink()
    row = {"branch_code": "mie", "fiscal_year": 2024, "kpi_code": "one", "value_before": 9.0}
    row |= {"after_fact_id": "m1", "extra": "x", "value_after": None, "said_after": "prior_year_or_more"}
    site = built(warehouse, tmp_path, restatements=[row])
    [shown] = data_of(site / "data" / "restatements-1.js")
    columns = [name for name, *_ in data_of(site / "data" / "restatements.js")["columns"]]
    wanted = {"branch": "mie", "year": 2024, "label": "one", "value_before": 9, "after_fact_id": "m1"}
    assert wanted.items() <= dict(zip(columns, shown, strict=True)).items()
    assert shown[columns.index("value_after")] == "prior_year_or_more"
    assert data_of(site / "data" / "restatements.js")["reports"] == {"m1": REPORT}
    assert 'href="restatements.html"' in (site / "index.html").read_text(encoding="utf-8")
    assert entries_of(site)["m1"]["restated"] == [row | {"value_before": 9}]


def test_a_text_shows_its_lines_and_a_long_one_those_around_its_facts(
    warehouse: Warehouse, tmp_path: Path, monkeypatch
) -> None:
    from extract.facts import write_fact_set
    from extract.outcomes import Outcome

    lines = [f"line {number}" for number in range(1, 41)]
    (warehouse.raw / SHA).write_text("\n".join(lines), encoding="utf-8")
    write_fact_set(warehouse.facts / f"{SHA}-vnone", {})
    Outcome(SHA, "a.txt", "none", "read").save(warehouse.facts / f"{SHA}-vnone")
    place = json.dumps({"sha256": SHA, "span": [20, 1, 21, 4]})
    row = fact("m1", **MONTH) | {"page": None, "source_ref": place}
    site = built(warehouse, tmp_path, facts={"monthly_actual": [row]}, conflicts=[conflict("c", "m1", "m1")])
    assert report_of(site)["text"] == [[1, lines]] and entries_of(site)["m1"]["span"] == [20, 1, 21, 4]
    side = data_of(site / "data" / "conflicts.js")["sides"]["m1"]
    assert side["lines"] == [[19, "line 19", "", ""], [20, "", "line 20", ""], [21, "", "line", " 21"],
                             [22, "line 22", "", ""]]  # fmt: skip
    monkeypatch.setattr("warehouse.evidence.report_data.MOST_TEXT", 100)
    build_site(warehouse, tmp_path / "db.duckdb", site)
    assert report_of(site)["text"] == [[17, lines[16:24]]]


def test_a_list_is_cut_into_scripts(warehouse: Warehouse, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("warehouse.evidence.site._CHUNK", 2)
    rejects = [reject(f"r{number}", "lost") for number in range(5)]
    site = built(warehouse, tmp_path, rejects=rejects)
    scripts = sorted(path.name for path in (site / "data").glob("rejects-*.js"))
    assert scripts == ["rejects-1.js", "rejects-2.js", "rejects-3.js"]
    html = (site / "rejects.html").read_text(encoding="utf-8")
    assert [html.index(f"data/{name}") for name in scripts] == sorted(html.index(f"data/{name}") for name in scripts)


def test_neighbours_are_the_reports_with_open_cases(warehouse: Warehouse, tmp_path: Path) -> None:
    site = built(warehouse, tmp_path)
    gone = data_of(site / "data" / "reports" / f"{OTHER_SHA[:16]}.js")
    assert (gone["next"], gone["previous"]) == (REPORT, REPORT)
    assert (report_of(site)["next"], report_of(site)["previous"]) == (None, None)
