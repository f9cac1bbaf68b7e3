"""What the marts say about a lake with one of everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from synthetic_lake import Lake, Report

Query = Callable[..., list[dict[str, Any]]]


def scorecard(query: Query, kpi_code: str, fiscal_year: int = 2023, branch_code: str = "gunma") -> dict[str, Any]:
    where = "branch_code = ? and fiscal_year = ? and kpi_code = ?"
    (row,) = query(f"from marts.mart_kpi_scorecard where {where}", branch_code, fiscal_year, kpi_code)
    return row


def offer(query: Query, file_name: str) -> list[dict[str, Any]]:
    return query("from marts.mart_load_quality where file_name = ? order by first_offered_at", file_name)


def test_a_target_of_last_year_resolves_to_last_years_figure(query: Query) -> None:
    row = scorecard(query, "card_recovery_rate")
    assert (row["target_value"], row["target_value_resolved"]) == (None, 81.0)
    assert row["target_resolution"] == "prior_year_full_year"
    assert (row["latest_actual"], row["attainment"], row["review_state"]) == (82.5, "met", "ok")
    assert row["prior_year_full_year"] == 81.0
    assert (row["national_average"], row["rank"], row["previous_rank"]) == (82.1, 34, 35)
    assert row["actual_as_of"].isoformat()[:7] == "2024-03"


def test_scorecard_leads_back_to_the_facts(query: Query) -> None:
    row = scorecard(query, "card_recovery_rate")
    (actual,) = query("from marts.fct_kpi_actual where fact_id = ?", row["actual_fact_id"])
    (target,) = query("from marts.fct_kpi_target where fact_id = ?", row["target_fact_id"])
    assert (actual["value"], target["comparator"]) == (82.5, "prior_year_or_more")
    assert actual["source_ref"] and target["extracted_text"]


def test_a_flagged_figure_is_never_ok(query: Query) -> None:
    row = scorecard(query, "generic_use_rate")
    assert row["actual_review_state"] == "flagged"
    assert row["review_state"] == "flagged"
    assert "broken passage" in row["review_reason"]


def test_body_and_list_that_disagree_are_both_flagged_and_listed(query: Query) -> None:
    rows = query("from marts.fct_kpi_target where kpi_code = 'lifestyle_checkup_rate' order by target_value desc")
    assert [(row["target_value"], row["is_current"], row["review_state"]) for row in rows] == [
        (66.8, True, "flagged"),
        (65.9, False, "flagged"),
    ]
    (conflict,) = query("from marts.mart_source_conflict where branch_code = 'gunma'")
    assert (conflict["left_value"], conflict["right_value"]) == ("66.8", "65.9")
    assert (conflict["conflict_scope"], conflict["review_status"]) == ("inside_report", "open")
    assert conflict["left_source_ref"] != conflict["right_source_ref"]


def test_a_year_that_contradicts_its_own_march_is_flagged_everywhere(query: Query) -> None:
    row = scorecard(query, "lifestyle_checkup_rate", 2021, "oita")
    assert (row["latest_actual"], row["review_state"]) == (60.1, "flagged")
    for table in ("fct_kpi_actual", "fct_monthly_actual"):
        (fact,) = query(f"from marts.{table} where branch_code = 'oita'")
        assert fact["review_state"] == "flagged"
        assert "another value stands for this figure in another place" in fact["review_reason"]
    (conflict,) = query("from marts.mart_source_conflict where branch_code = 'oita'")
    assert {conflict["left_value"], conflict["right_value"]} == {"60.1", "61.0"}


def test_a_qualitative_target_claims_nothing(query: Query) -> None:
    row = scorecard(query, "evidence_based_opinion")
    assert (row["attainment"], row["attainment_rule"]) == ("no_target", "no_target_number_qualitative")


def test_single_months_of_march_do_not_meet_a_year(query: Query) -> None:
    row = scorecard(query, "service_standard_rate")
    assert (row["attainment"], row["actual_basis"], row["latest_actual"]) == ("on_pace", "monthly", 100.0)


def test_an_unknown_kpi_is_flagged_not_dropped(query: Query) -> None:
    (row,) = query("from marts.fct_kpi_actual where kpi_text = 'unheard_of_rate'")
    assert (row["kpi_code"], row["review_state"], row["value"]) == (None, "flagged", 12.0)
    assert "unheard_of_rate is not in the KPI catalogue" in row["review_reason"]


def test_figures_of_the_baseline_year_of_a_new_kpi_are_fine(query: Query) -> None:
    (row,) = query("from marts.fct_kpi_actual where kpi_code = 'receipt_assessment_rate'")
    assert row["review_state"] == "ok"


def test_the_same_figure_in_two_readings_counts_once(query: Query) -> None:
    rows = query(
        "select reader, f.is_current, f.review_state "
        "from marts.fct_kpi_actual f join marts.dim_report using (report_id) "
        "where kpi_code = 'card_recovery_rate' and f.fiscal_year = 2023 and basis = 'full_year' order by reader"
    )
    assert [(row["reader"], row["is_current"]) for row in rows] == [("pdf", True), ("text", False)]
    assert {row["review_state"] for row in rows} == {"ok"}


def test_months_stand_beside_the_year_before(query: Query) -> None:
    (row,) = query(
        "from marts.mart_kpi_monthly where kpi_code = 'service_standard_rate' and month = ?", date(2023, 10, 1)
    )
    assert (row["monthly_value"], row["prior_year_monthly_value"], row["monthly_change"]) == (100.0, 99.5, 0.5)
    assert (row["target_line"], row["cumulative_value"]) == (100.0, None)
    (cumulative,) = query(
        "from marts.mart_kpi_monthly where kpi_code = 'card_recovery_rate' and month = ?", date(2023, 9, 1)
    )
    assert (cumulative["cumulative_value"], cumulative["prior_year_cumulative_value"]) == (80.0, 79.0)


def test_measures_without_a_kpi_have_their_own_mart(query: Query) -> None:
    rows = query("from marts.mart_monthly_measure order by month")
    assert len(rows) == 12
    found = {(row["measure_ja"], row["unit"], row["monthly_value"]) for row in rows}
    assert found == {("傷病手当金 件数", "件", 120.0)}


def test_plan_items_stand_with_their_statuses(query: Query) -> None:
    rows = query("from marts.mart_plan_progress order by item_fact_id nulls last")
    assert [(row["importance"], row["status"], row["status_ja"]) for row in rows] == [
        ("高", "exceeded", "計画を上回る"),
        (None, "in_progress_or_below", "取組中・計画を下回る"),
    ]


def test_newer_content_under_a_name_supersedes(query: Query) -> None:
    first, second = offer(query, "chiba.pdf")
    assert (first["outcome"], second["outcome"]) == ("superseded", "loaded")
    assert second["report_id"] in first["reason"]
    (report,) = query("from marts.dim_report where report_id = ?", second["report_id"])
    assert report["supersedes_report_id"] == first["report_id"]
    facts = query("from marts.fct_kpi_actual where branch_code = 'chiba' order by value")
    assert [(fact["value"], fact["is_current"]) for fact in facts] == [(20.0, False), (21.0, True), (90.0, False)]
    gone = "branch_code = 'chiba' and kpi_code = 'mail_application_rate'"
    assert query(f"from marts.mart_kpi_scorecard where {gone}") == []


def test_the_same_content_under_a_second_name_adds_nothing(query: Query) -> None:
    (copy,) = offer(query, "chiba-copy.pdf")
    assert (copy["outcome"], copy["reason"], copy["fact_count"]) == (
        "duplicate",
        "the same content as chiba.pdf",
        0,
    )
    names = {row["file_name"] for row in query("select file_name from marts.dim_report")}
    assert "chiba.pdf" in names and "chiba-copy.pdf" not in names


@pytest.mark.parametrize(
    ("file_name", "outcome", "reason"),
    [
        ("broken.pdf", "rejected", "encrypted"),
        ("stranger.pdf", "rejected", "branch"),
        ("partly.pdf", "partly_loaded", "p. 2 (no text layer and no OCR)"),
        ("gunma-results.pdf", "loaded", None),
    ],
)
def test_every_offer_has_its_line(query: Query, file_name: str, outcome: str, reason: str | None) -> None:
    (row,) = offer(query, file_name)
    assert row["outcome"] == outcome
    assert (row["report_id"] is None) == (outcome == "rejected")
    assert row["reason"] is None if reason is None else reason in row["reason"]


def test_counts_of_a_report(query: Query) -> None:
    (row,) = offer(query, "gunma-results.pdf")
    assert (row["kpi_target_count"], row["monthly_actual_count"], row["kpi_rank_count"]) == (6, 36, 1)
    assert row["rejected_cell_count"] == 2
    assert 0 < row["kpi_coverage"] < 1
    assert row["fact_count"] == row["ok_count"] + row["flagged_count"] + row["derived_count"] + row["corrected_count"]


def test_facts_without_branch_or_year_stand_in_rejects(query: Query) -> None:
    reasons = {row["file_name"]: row["reason"] for row in query("from rejects.cell where fact_kind = 'kpi_actual'")}
    assert reasons == {
        "stranger.pdf": "the branch of the report could not be determined",
        "gunma-results.pdf": "the fiscal year of the figure could not be determined",
    }
    assert query("from marts.fct_kpi_actual where branch_code = 'atlantis'") == []


def test_basis_is_as_printed_else_the_default(query: Query) -> None:
    rows = query("select distinct basis, is_basis_printed from marts.fct_monthly_actual where kpi_code is null")
    assert rows == [{"basis": "monthly", "is_basis_printed": False}]


def test_release_describes_itself(query: Query) -> None:
    (row,) = query("from marts.release")
    assert row["gate_result"] == "pending"
    (count,) = query("select count(*) as offers from marts.mart_load_quality")
    assert row["offer_count"] == count["offers"]


def test_all_branches_and_months(query: Query) -> None:
    (branches,) = query("select count(*) as n, min(jis_code) as low, max(jis_code) as high from marts.dim_branch")
    assert branches == {"n": 47, "low": "01", "high": "47"}
    (month,) = query("from marts.dim_month where month = ?", date(2024, 1, 1))
    place = [month[f"fiscal_{part}"] for part in ("year", "month", "quarter", "half")]
    assert place == [2023, 10, 4, 2]
    assert (month["label_ja"], month["label_en"]) == ("令和6年1月", "Jan 2024")
    months = query("from marts.dim_month where fiscal_year = 2019")
    labels = {row["month"].isoformat(): row["label_ja"] for row in months}
    assert (labels["2019-04-01"], labels["2019-05-01"]) == ("平成31年4月", "令和元年5月")


def test_an_empty_lake_builds(tmp_path: Path) -> None:
    """A first run with nothing readable still gives complete, empty marts."""
    lake = Lake(tmp_path)
    lake.offer("broken.pdf", Report("broken", status="rejected", reason="not a PDF"))
    candidate = lake.build("--exclude-resource-type", "unit_test")
    with duckdb.connect(str(candidate), read_only=True) as db:
        found = db.execute("select table_name from duckdb_tables() where schema_name = 'marts'")
        facts = [name for (name,) in found.fetchall() if name.startswith("fct_")]
        counts = {name: db.execute(f"select count(*) from marts.{name}").fetchone() for name in facts}
        offered = db.execute("select file_name, outcome from marts.mart_load_quality").fetchall()
    assert len(counts) >= 8 and set(counts.values()) == {(0,)}
    assert offered == [("broken.pdf", "rejected")]


def test_the_same_lake_gives_the_same_marts(lake: Lake, tmp_path: Path) -> None:
    """Order of offers in the ledger and of files on disk does not matter."""
    again = Lake(tmp_path, list(lake.offers))
    again.write()
    ledger = tmp_path / "ledger" / "intake.parquet"
    pq.write_table(pq.read_table(ledger).sort_by([("offer_id", "descending")]), ledger)
    done = again.dbt("build", "--exclude-resource-type", "unit_test", "test")
    assert done.returncode == 0, done.stdout[-3000:]
    assert _content(lake.candidate) == _content(again.candidate)


def _content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema in ('marts', 'rejects')"
        ).fetchall()
        return {name: connection.execute(f"from {name} order by all").fetchall() for (name,) in tables}
