"""The marts keep the contract: its tables and columns, parsed from the words of the contract."""

# ruff: noqa: E501 - the contract's lines are long
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

Query = Callable[..., list[dict[str, Any]]]

#: The contract's own lines; brackets say which values a column may hold.
CONTRACT = """
dim_branch(branch_code, jis_code, name_ja, name_en, region_ja, region_en)
dim_kpi(kpi_code, name_ja, name_en, pillar, unit, direction, valid_from_fy, valid_to_fy, replaced_by)
dim_month(month, fiscal_year, fiscal_month, fiscal_quarter, fiscal_half, label_ja, label_en)
dim_report(report_id, branch_code, fiscal_year, report_kind, period, as_of, title, file_name, sha256, reader, page_count, loaded_at, supersedes_report_id)
fct_plan_item(branch_code, fiscal_year, section, item_no, item_ja, importance, difficulty, owner_group)
fct_plan_status(branch_code, fiscal_year, period, section, item_ja, symbol, status [exceeded|on_plan|in_progress_or_below|not_done|scheduled|not_done_yet])
fct_kpi_target(branch_code, fiscal_year, kpi_code, kpi_text, comparator [>=|<=|=|prior_year_or_more|prior_year_or_less|qualitative], target_value, unit)
fct_kpi_actual(branch_code, fiscal_year, kpi_code, as_of, basis [point|monthly|cumulative|full_year], value, unit, provisional, scope [branch|national_average])
fct_monthly_actual(branch_code, fiscal_year, month, measure_ja, kpi_code, basis [monthly|cumulative], value, unit)
fct_period_figure(branch_code, fiscal_year, measure_ja, kpi_code, period, dimension, value, unit)
fct_schedule_mark(branch_code, fiscal_year, section, item_no, activity_ja, month, mark)
fct_kpi_rank(branch_code, fiscal_year, kpi_code, measure_ja, as_of, rank, previous_rank)
mart_kpi_scorecard(branch_code, fiscal_year, kpi_code, attainment [met|not_met|on_pace|behind_pace|no_target|no_actual], national_average, rank)
mart_kpi_monthly(branch_code, kpi_code, month)
mart_monthly_measure(branch_code, measure_ja, month)
mart_plan_progress(branch_code, item_ja, status)
mart_source_conflict(left_value, right_value, left_source_ref, right_source_ref, chosen_by, review_status)
mart_load_quality(file_name, sha256, report_id, outcome [loaded|partly_loaded|rejected|duplicate|superseded], reason, pages, seconds, checks_passed, checks_failed)
release(release_id, built_at, previous_release, code_version, gate_result)
cell(report_id, page, source_ref, extracted_text, reason, first_seen, last_seen)
"""

ON_EVERY_FACT = {
    *("fact_id", "report_id", "page", "source_ref", "extracted_text"),
    *("review_state", "review_reason", "is_current", "checks", "rule"),
}
TYPES = {
    "fiscal_year": "INTEGER",
    "month": "DATE",
    "as_of": "DATE",
    "value": "DOUBLE",
    "target_value": "DOUBLE",
    "is_current": "BOOLEAN",
}


def promised() -> list[tuple[str, list[str]]]:
    """Table and columns of every line of the contract."""
    found = []
    for line in CONTRACT.strip().splitlines():
        table, rest = line.split("(", 1)
        found.append((table, [name.strip() for name in re.sub(r"\[[^]]*\]", "", rest.rstrip(")")).split(",")]))
    return found


@pytest.mark.parametrize(("table", "columns"), promised(), ids=[table for table, _ in promised()])
def test_the_table_has_its_columns(query: Query, table: str, columns: list[str]) -> None:
    schema = "rejects" if table == "cell" else "marts"
    rows = query(
        "select column_name, data_type from information_schema.columns where table_schema = ? and table_name = ?",
        schema,
        table,
    )
    types = {row["column_name"]: row["data_type"] for row in rows}
    assert set(columns) <= set(types)
    if table.startswith("fct_"):
        assert set(types) >= ON_EVERY_FACT
    assert {name: types[name] for name in types if name in TYPES} == {
        name: TYPES[name] for name in types if name in TYPES
    }


def test_schemas_are_named_as_promised(query: Query) -> None:
    schemas = {row["table_schema"] for row in query("select distinct table_schema from information_schema.tables")}
    assert schemas == {"seeds", "staging", "intermediate", "marts", "rejects"}


def test_the_candidate_is_self_contained(query: Query) -> None:
    """No view points at a path outside, so the file can be moved and published."""
    assert query("select * from information_schema.tables where table_type = 'VIEW'") == []
