"""What reviewers signed off reaches the marts: the right value, the original beside it, doubted by no rule again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from synthetic_lake import Lake, Report, dbt_decision

from warehouse.review.check import compared_id


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory, ids: dict[str, str]) -> Iterator[duckdb.DuckDBPyConnection]:
    lake = Lake(tmp_path_factory.mktemp("corrected"))
    results = lake.offer("gunma-results.pdf", Report("results", as_of=date(2024, 3, 1)))
    doubt = {"review_state": "flagged", "review_reason": "broken passage"}
    ids["misread"] = results.actual("generic_use_rate", 31.5, **doubt)
    results.target("generic_use_rate", 80.0)
    ids["right"] = results.actual("card_recovery_rate", 82.5, **doubt)
    ids["no fact"] = results.month(None, date(2023, 4, 1), 12.0, unit="件", measure_ja="注1", **doubt)
    ids["wrong code"] = results.actual("receipt_assessment_rate", 0.29)
    ids["body"] = results.target("lifestyle_checkup_rate", 66.8)
    ids["list"] = results.target("lifestyle_checkup_rate", 65.9, source_part="kpi_list")
    ids["first"] = results.actual("dependent_checkup_rate", 31.0)
    ids["second"] = results.actual("dependent_checkup_rate", 32.0)
    ids["quoted"] = results.add("plan_item", item_no="(1)", item_ja='広報 "けんぽ\\" を発行する', **doubt)
    conflict = compared_id(ids["body"], ids["list"])
    lake.decisions = [
        dbt_decision(ids["misread"], "kpi_actual", "value", "31.5", "81.5", "corrected"),
        dbt_decision(ids["misread"], "kpi_actual", "fiscal_year", "2023", "2022", "corrected"),
        dbt_decision(ids["right"], "kpi_actual", "value", "82.5", "", "confirmed"),
        dbt_decision(ids["no fact"], "monthly_actual", "value", "12", "", "withdrawn"),
        dbt_decision(ids["wrong code"], "kpi_actual", "kpi_code", "receipt_assessment_rate", "", "corrected"),
        dbt_decision(ids["body"], "kpi_target", "target_value", "66.8", "", "overruled", conflict),
        dbt_decision(ids["list"], "kpi_target", "target_value", "65.9", "", "confirmed", conflict),
        dbt_decision(ids["first"], "kpi_actual", "value", "31", "", "confirmed"),
        dbt_decision(
            ids["quoted"], "plan_item", "item_ja", '広報 "けんぽ\\" を発行する', "広報を発行する", "corrected"
        ),
    ]
    with duckdb.connect(str(lake.build()), read_only=True) as connection:
        yield connection


def fact(marts: duckdb.DuckDBPyConnection, table: str, fact_id: str) -> dict[str, Any]:
    (row,) = marts.execute(f"select * from marts.{table} where fact_id = ?", [fact_id]).df().to_dict("records")
    return row


def test_a_corrected_fact_keeps_what_was_read(marts: duckdb.DuckDBPyConnection, ids: dict[str, str]) -> None:
    row = fact(marts, "fct_kpi_actual", ids["misread"])
    assert (row["value"], row["fiscal_year"], row["review_state"]) == (81.5, 2022, "corrected")
    assert json.loads(row["values_read"]) == {"value": "31.5", "fiscal_year": "2023"}
    assert row["extracted_text"] == "31.5"
    assert row["review_reason"].startswith("corrected by Sato, approved by Suzuki")


def test_a_code_can_be_taken_away(marts: duckdb.DuckDBPyConnection, ids: dict[str, str]) -> None:
    row = fact(marts, "fct_kpi_actual", ids["wrong code"])
    assert row["kpi_code"] is None and row["review_state"] == "corrected"


def test_original_text_of_any_form_is_kept_as_json(marts: duckdb.DuckDBPyConnection, ids: dict[str, str]) -> None:
    row = fact(marts, "fct_plan_item", ids["quoted"])
    assert row["item_ja"] == "広報を発行する"
    assert json.loads(row["values_read"]) == {"item_ja": '広報 "けんぽ\\" を発行する'}


def test_a_confirmed_fact_is_ok_with_the_names(marts: duckdb.DuckDBPyConnection, ids: dict[str, str]) -> None:
    row = fact(marts, "fct_kpi_actual", ids["right"])
    assert (row["review_state"], row["sign_off"]) == ("ok", "confirmed")
    assert row["review_reason"].startswith("confirmed by Sato")


def test_rules_do_not_doubt_a_confirmed_fact_but_still_its_rival(
    marts: duckdb.DuckDBPyConnection, ids: dict[str, str]
) -> None:
    assert fact(marts, "fct_kpi_actual", ids["first"])["review_state"] == "ok"
    assert fact(marts, "fct_kpi_actual", ids["second"])["review_state"] == "flagged"


def test_a_withdrawn_fact_goes_to_the_rejects(marts: duckdb.DuckDBPyConnection, ids: dict[str, str]) -> None:
    assert marts.execute("select count(*) from marts.fct_monthly_actual").fetchone() == (0,)
    (reason,) = marts.execute("select reason from rejects.cell where reject_id = ?", [ids["no fact"]]).fetchone()
    assert reason.startswith("withdrawn by Sato")


def test_the_side_that_stands_is_the_one_the_marts_use(marts: duckdb.DuckDBPyConnection, ids: dict[str, str]) -> None:
    body, listed = fact(marts, "fct_kpi_target", ids["body"]), fact(marts, "fct_kpi_target", ids["list"])
    assert (body["review_state"], body["is_current"]) == ("flagged", False)
    assert (listed["review_state"], listed["is_current"]) == ("ok", True)
    status, resolution = marts.execute(
        "select review_status, resolution from marts.mart_source_conflict where kpi_code = 'lifestyle_checkup_rate'"
    ).fetchone()
    assert status == "resolved"
    assert "overruled by Sato" in resolution and "confirmed by Sato" in resolution


def test_a_conflict_with_one_side_confirmed_stays_open(marts: duckdb.DuckDBPyConnection) -> None:
    query = "select review_status from marts.mart_source_conflict where kpi_code = 'dependent_checkup_rate'"
    assert marts.execute(query).fetchone() == ("open",)


def test_the_scorecard_shows_the_corrected_value_as_corrected(marts: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select latest_actual, review_state from marts.mart_kpi_scorecard "
        "where kpi_code = 'generic_use_rate' and fiscal_year = 2022"
    )
    assert marts.execute(query).fetchone() == (81.5, "corrected")


def test_counts_of_states_add_up(marts: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select fact_count, ok_count + flagged_count + derived_count + corrected_count, corrected_count "
        "from marts.mart_load_quality"
    )
    total, parts, corrected = marts.execute(query).fetchone()
    assert total == parts and corrected == 3


def test_columns_that_can_be_corrected_are_the_same_in_both_languages(tmp_path: Path) -> None:
    import jinja2
    from synthetic_lake import DBT_PROJECT

    from warehouse.review.values import KINDS, correctable

    source = (DBT_PROJECT / "macros" / "corrections.sql").read_text(encoding="utf-8")
    told: dict[str, Any] = {}

    def catch(value: Any) -> str:
        told["columns"] = value
        return ""

    module = jinja2.Environment(extensions=["jinja2.ext.do"]).from_string(source).make_module({"return": catch})
    for kind in KINDS:
        module.correctable_columns(kind)  # type: ignore[attr-defined]
        named = {name: column_type.split("[")[0] for name, column_type in told["columns"].items()}
        words = {
            "double": "double precision", "int32": "integer", "date32": "date", "bool": "boolean", "string": "varchar",
        }  # fmt: skip
        assert named == {name: words[str(type_).split("[")[0]] for name, type_ in correctable(kind).items()}
