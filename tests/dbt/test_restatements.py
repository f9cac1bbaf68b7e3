"""Which printing of a figure the marts use, clause by clause, and what mart_restatement says of the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import duckdb
import pytest
from synthetic_lake import Lake, Report, dbt_decision

SEPTEMBER = date(2023, 9, 1)

#: Of every kind: the column that the marts show, what the progress report prints and what the results report prints.
KINDS: dict[str, tuple[str, Any, Any]] = {
    "kpi_target": ("target_value", 80.0, 81.0),
    "kpi_actual": ("value", 80.0, 80.4),
    "monthly_actual": ("value", 120.0, 118.0),
    "period_figure": ("value", 700.0, 690.0),
    "kpi_rank": ("rank", 34, 33),
    "plan_status": ("status", "on_plan", "exceeded"),
    "schedule_mark": ("mark", "○", "●"),
    "plan_item": ("importance", "中", "高"),
}


def rows_of(kind: str, shown: Any, which: str) -> dict[str, Any]:
    """A fact of a kind; `which` makes it another figure than that of another name."""
    code = {"a": "card_recovery_rate", "b": "generic_use_rate"}[which]
    return {
        "kpi_target": {"kpi_code": code, "kpi_text": code, "comparator": ">=", "target_value": shown, "unit": "%"},
        "kpi_actual": {
            **{"kpi_code": code, "kpi_text": code, "as_of": SEPTEMBER, "basis": "cumulative", "value": shown},
            **{"unit": "%", "provisional": shown == 80.0, "scope": "branch"},
        },
        "monthly_actual": {"measure_ja": f"件数{which}", "month": SEPTEMBER, "basis": "monthly", "value": shown},
        "period_figure": {"measure_ja": f"件数{which}", "period": "H1", "value": shown, "unit": "件"},
        "kpi_rank": {"kpi_code": code, "measure_ja": code, "as_of": SEPTEMBER, "rank": shown},
        "plan_status": {"item_ja": f"取組{which}", "period": "H1", "symbol": "○", "status": shown},
        "schedule_mark": {"activity_ja": f"活動{which}", "month": SEPTEMBER, "mark": shown},
        "plan_item": {"item_ja": f"項目{which}", "item_no": "(1)", "importance": shown},
    }[kind]


@pytest.fixture(scope="module")
def ids() -> dict[tuple[str, ...], str]:
    return {}


@pytest.fixture(scope="module")
def marts(
    tmp_path_factory: pytest.TempPathFactory, ids: dict[tuple[str, ...], str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    lake = Lake(tmp_path_factory.mktemp("restated"))
    # the later and more final report is the first one offered: the order of arrival decides nothing
    results = lake.offer("gunma-results.pdf", Report("results", as_of=date(2024, 3, 1)))
    progress = lake.offer(
        "gunma-h1.pdf", Report("progress", report_kind="progress", period="H1", as_of=SEPTEMBER), day=2
    )
    earlier = lake.offer("gunma-q1.pdf", Report("first quarter", report_kind="progress", period="Q1"), day=3)
    text = lake.offer("gunma-results.txt", Report("results as text", reader="text", as_of=date(2024, 3, 1)), day=4)
    for kind, (column, before, after) in KINDS.items():
        for which in ("a", "b"):
            ids[kind, which, "progress"] = progress.add(kind, **rows_of(kind, before, which))
            ids[kind, which, "results"] = results.add(kind, **rows_of(kind, after, which))
        right = {"kpi_rank": "31", "plan_status": "not_done", "schedule_mark": "◎", "plan_item": "低"}.get(kind, "75")
        decision = dbt_decision(ids[kind, "b", "progress"], kind, column, str(before), right, "corrected")
        lake.decisions.append(decision)

    # three printings of one target, by reports of its year, and one by the year after
    for report, value in ((earlier, 66.0), (progress, 66.5), (results, 66.5)):
        report.target("lifestyle_checkup_rate", value)
    after = lake.offer("gunma-2024.pdf", Report("next year", fiscal_year=2024, as_of=date(2025, 3, 1)), day=5)
    after.target("lifestyle_checkup_rate", 67.0, fiscal_year=2023)

    # a target in words that becomes a number
    progress.add("kpi_target", kpi_code="single_bid_rate", kpi_text="一者応札", comparator="prior_year_or_less",
                 target_value=None, unit="%")  # fmt: skip
    results.target("single_bid_rate", 20.0, comparator="<=")

    # readings of one report differ: a conflict, no restatement
    results.actual("dependent_checkup_rate", 31.0)
    text.actual("dependent_checkup_rate", 37.0)
    # known by label only, in the text of the results but not in the PDF: the progress report's printing stands
    text.month(None, SEPTEMBER, 55.0, measure_ja="面接件数", unit="件")
    ids["label", "progress"] = progress.month(None, SEPTEMBER, 54.0, measure_ja="面接件数", unit="件")
    # the text's label agrees with the PDF's, which reviewers overruled
    ids["overruled"] = results.month(None, SEPTEMBER, 10.0, measure_ja="相談件数", unit="件")
    ids["stands"] = text.month(None, SEPTEMBER, 70.0, measure_ja="相談件数", unit="件")
    lake.decisions += [
        dbt_decision(ids["overruled"], "monthly_actual", "value", "10", "", "overruled", "c1"),
        dbt_decision(ids["stands"], "monthly_actual", "value", "70", "", "confirmed", "c1"),
    ]

    # two reports of equal standing
    for name, value in (("one", 40.0), ("other", 41.0)):
        chiba = lake.offer(f"chiba-{name}.pdf", Report(f"chiba {name}", "chiba", 2022, "progress", "Q2"))
        chiba.period = name  # not a period anybody knows: the two are not readings of one report
        chiba.actual("single_bid_rate", value, date(2022, 9, 1))

    # a total of the year so far, which names no month and grows with every report
    for name, report, value in (("june", earlier, 80.0), ("september", progress, 190.0)):
        ids["running", name] = report.add("period_figure", measure_ja="受付件数", period="YTD", value=value, unit="件")

    # a file that was replaced, one figure changed, one not
    old = lake.offer("oita.pdf", Report("oita v1", "oita", 2022), day=1)
    new = lake.offer("oita.pdf", Report("oita v2", "oita", 2022), day=9)
    for report, value in ((old, 0.0), (new, 21.0)):
        report.actual("single_bid_rate", value)
        report.actual("mail_application_rate", 90.0)
    with duckdb.connect(str(lake.build()), read_only=True) as connection:
        yield connection


def rows(marts: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> list[dict[str, Any]]:
    cursor = marts.execute(sql, parameters)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def current(marts: duckdb.DuckDBPyConnection, kind: str, *fact_ids: str) -> set[str]:
    found = rows(marts, f"select fact_id from marts.fct_{kind} where is_current and fact_id in {(*fact_ids, '')}")
    return {row["fact_id"] for row in found}


@pytest.mark.parametrize("kind", KINDS)
def test_a_later_results_report_beats_an_earlier_progress_report(marts, ids, kind: str) -> None:
    sides = ids[kind, "a", "progress"], ids[kind, "a", "results"]
    assert current(marts, kind, *sides) == {ids[kind, "a", "results"]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_beats_both(marts, ids, kind: str) -> None:
    sides = ids[kind, "b", "progress"], ids[kind, "b", "results"]
    assert current(marts, kind, *sides) == {ids[kind, "b", "progress"]}


def test_a_lesser_reading_does_not_keep_another_report_out(marts, ids) -> None:
    found = rows(marts, "from marts.fct_monthly_actual where measure_ja = '面接件数' and is_current")
    assert [(row["fact_id"], row["value"]) for row in found] == [(ids["label", "progress"], 54.0)]


def test_a_running_total_grows_and_contradicts_nothing(marts, ids) -> None:
    sides = ids["running", "june"], ids["running", "september"]
    assert current(marts, "period_figure", *sides) == {ids["running", "september"]}
    found = rows(marts, f"select review_state, checks from marts.fct_period_figure where fact_id in {sides}")
    assert [row["review_state"] for row in found] == ["ok", "ok"]
    assert not any("printed_in_other_reports" in (row["checks"] or "") for row in found)
    assert rows(marts, f"from marts.mart_restatement where after_fact_id in {sides}") == []
    assert rows(marts, f"from marts.mart_source_conflict where left_fact_id in {sides}") == []


def test_the_side_that_reviewers_let_stand_is_used_in_any_reading(marts, ids) -> None:
    assert current(marts, "monthly_actual", ids["overruled"], ids["stands"]) == {ids["stands"]}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "plan_item"])
def test_each_change_is_one_row(marts, ids, kind: str) -> None:
    column, before, after = KINDS[kind]
    (row,) = rows(marts, "from marts.mart_restatement where after_fact_id = ?", ids[kind, "a", "results"])
    words = isinstance(before, str)
    assert row["before_fact_id"] == ids[kind, "a", "progress"]
    assert (row["change_kind"], row["changed_column"], row["fact_kind"]) == ("restated", column, kind)
    assert (row["said_before" if words else "value_before"], row["said_after" if words else "value_after"]) == (
        before,
        after,
    )
    assert row["chosen_by"] == "the more final kind of report"
    assert (row["current_side"], row["review_state"]) == ("after", "ok")


def test_a_change_says_by_how_much_where_and_when(marts, ids) -> None:
    sql = "from marts.mart_restatement where after_fact_id = ?"
    (row,) = rows(marts, sql, ids["kpi_actual", "a", "results"])
    assert (row["value_change"], row["change_percent"], row["unit_after"]) == (0.4, 0.5, "%")
    assert (row["before_file_name"], row["after_file_name"]) == ("gunma-h1.pdf", "gunma-results.pdf")
    assert (row["before_standing_month"], row["after_standing_month"]) == (SEPTEMBER, date(2024, 3, 1))
    assert (row["month"], row["basis"], row["scope"]) == (SEPTEMBER, "cumulative", "branch")
    assert row["was_provisional"] is True
    # the results report came first; only with the progress report two days later could anybody see a change
    assert row["after_loaded_at"] < row["before_loaded_at"] == row["known_at"] == datetime(2024, 4, 3, 0, 1)


def test_a_corrected_value_is_a_change_with_its_names(marts, ids) -> None:
    sql = "from marts.mart_restatement where change_kind = 'corrected' and after_fact_id = ?"
    (row,) = rows(marts, sql, ids["kpi_actual", "b", "progress"])
    assert (row["value_before"], row["value_after"], row["value_change"]) == (80.0, 75.0, -5.0)
    assert (row["proposed_by"], row["approved_by"], row["approved_on"]) == ("Sato", "Suzuki", date(2024, 4, 3))
    assert (row["current_side"], row["after_review_state"]) == ("after", "corrected")
    (words,) = rows(marts, sql, ids["plan_item", "b", "progress"])
    assert (words["changed_column"], words["said_before"], words["said_after"]) == ("importance", "中", "低")


def test_the_correction_stands_before_the_more_final_report(marts, ids) -> None:
    sql = "from marts.mart_restatement where change_kind = 'restated' and after_fact_id = ?"
    (row,) = rows(marts, sql, ids["kpi_actual", "b", "progress"])
    assert (row["before_fact_id"], row["chosen_by"]) == (
        ids["kpi_actual", "b", "results"],
        "the correction by reviewers",
    )
    assert (row["value_before"], row["value_after"]) == (80.4, 75.0)


def test_printings_are_compared_step_by_step(marts) -> None:
    found = rows(
        marts,
        "from marts.mart_restatement where kpi_code = 'lifestyle_checkup_rate' order by value_before",
    )
    steps = [(row["value_before"], row["value_after"], row["chosen_by"], row["current_side"]) for row in found]
    # 66.5 is printed twice: no change; the report of another year is the least
    assert steps == [
        (66.0, 66.5, "the later report", "neither"),
        (67.0, 66.0, "the report of the fiscal year itself", "neither"),
    ]


@pytest.mark.parametrize("kpi_code", ["dependent_checkup_rate", "single_bid_rate"])
def test_what_no_rule_settles_is_a_conflict(marts, kpi_code: str) -> None:
    branch = "chiba" if kpi_code == "single_bid_rate" else "gunma"
    parameters = (kpi_code, branch)
    assert not rows(marts, "from marts.mart_restatement where kpi_code = ? and branch_code = ?", *parameters)
    assert rows(marts, "from marts.mart_source_conflict where kpi_code = ? and branch_code = ?", *parameters)


def test_words_that_become_a_number_are_a_change(marts) -> None:
    (row,) = rows(marts, "from marts.mart_restatement where kpi_code = 'single_bid_rate' and fact_kind = 'kpi_target'")
    assert (row["changed_column"], row["value_before"], row["value_after"]) == ("target_value", None, 20.0)
    assert row["value_change"] is None and row["current_side"] == "after"


def test_newer_content_of_a_file_is_compared_with_what_it_replaced(marts) -> None:
    (row,) = rows(marts, "from marts.mart_restatement where branch_code = 'oita'")
    assert (row["change_kind"], row["chosen_by"]) == ("replaced", "the newer content of the same file")
    assert (row["value_before"], row["value_after"], row["value_change"]) == (0.0, 21.0, 21.0)
    assert row["change_percent"] is None  # nothing is no base
    assert row["before_file_name"] == row["after_file_name"] == "oita.pdf"
    assert row["before_report_id"] != row["after_report_id"]


def test_nothing_else_is_listed(marts) -> None:
    found = rows(marts, "select change_kind, count(*) as n from marts.mart_restatement group by all order by all")
    # corrections: one of every kind; restated: seven kinds twice (a results, b correction) and three targets
    assert [(row["change_kind"], row["n"]) for row in found] == [("corrected", 8), ("replaced", 1), ("restated", 17)]
