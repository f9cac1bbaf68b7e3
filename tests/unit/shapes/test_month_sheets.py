"""Sheets of one month: figures of this month, the last one and a year ago beside what the year has run to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extract.recorder import Recorder
from extract.shapes.tables.figure_tables import read_table
from tests.unit.build import brief, header, recorder, scope, table

MONTHLY = replace(header(kind="progress", as_of=date(2023, 1, 1)), title="月報（令和5年1月分）", of_month=True)
Rows = list[list[str | None]]


def read(
    rows: Rows, *caption: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None, of: object = MONTHLY
) -> Recorder:
    """Facts of a table in a report of January 2023, of fiscal year 2022."""
    out = recorder()
    read_table(table(rows, spans=spans), scope(of, caption=caption), out)  # type: ignore[arg-type]
    return out


def months(out: Recorder) -> list[tuple[object, ...]]:
    """Year, month, value, basis and state of the figures of months."""
    return brief(out.of("monthly_actual"), "fiscal_year", "month", "value", "basis", "review_state")


def sums(out: Recorder) -> list[tuple[object, ...]]:
    """Year, part of it, value and state of all others."""
    return brief(out.of("period_figure"), "fiscal_year", "period", "value", "review_state")


HEADS: list[str | None] = ["区分", "当月(令和5年1月)", "前月", "前年同月", "年度累計(4月～1月)", "前年度同期累計"]


def test_months_count_from_the_one_that_a_heading_dates_and_sums_run_up_to_it() -> None:
    out = read([HEADS, ["受付件数", "10", "20", "30", "100", "90"], ["決定件数", "11", "21", "31", "110", "95"]])
    assert months(out)[:3] == [
        (2022, "2023-01", 10, "monthly", "ok"),
        (2022, "2022-12", 20, "monthly", "ok"),
        (2021, "2022-01", 30, "monthly", "ok"),
    ]
    assert sums(out)[:2] == [(2022, "YTD(1月)", 100, "ok"), (2021, "YTD(1月)", 90, "ok")]


def test_headings_whose_dates_disagree_leave_the_month_in_doubt() -> None:
    heads = [*HEADS[:2], "前月(令和4年11月)", *HEADS[3:]]
    out = read([heads, ["受付件数", "10", "20", "30", "100", "90"], ["決定件数", "11", "21", "31", "110", "95"]])
    assert {state for *_, state in months(out)} == {"flagged"}


def test_the_title_of_the_report_dates_a_sheet_and_nothing_else_leaves_it_as_it_is() -> None:
    rows: Rows = [["区分", "当月", "前年同月"], ["受付件数", "10", "30"], ["決定件数", "11", "31"]]
    assert [month for _, month, *_ in months(read(rows))] == ["2023-01", "2022-01", "2023-01", "2022-01"]
    undated = read(rows, of=header(kind="progress"))
    assert months(undated) == [] and "flagged" in {state for *_, state in sums(undated)}


def test_rows_may_be_the_months_of_a_sheet() -> None:
    rows: Rows = [
        ["業務", "区分", "件数"],
        ["電話照会", "当月", "10"],
        [None, "前月", "20"],
        [None, "年度累計", "100"],
        ["窓口来訪", "当月", "11"],
        [None, "前月", "21"],
        [None, "年度累計", "110"],
    ]
    out = read(rows, spans={(1, 0): (3, 1), (4, 0): (3, 1)})
    found = brief(out.of("monthly_actual"), "month", "measure_ja", "value")
    assert found[:2] == [("2023-01", "電話照会 件数", 10), ("2022-12", "電話照会 件数", 20)]
    assert sums(out) == [(2022, "YTD(1月)", 100, "ok"), (2022, "YTD(1月)", 110, "ok")]


def test_comparisons_are_of_the_month_or_of_the_sum_that_they_stand_behind() -> None:
    heads: list[str | None] = ["区分", "1月", "前年同月", "増減", "累計", "前年同期", "増減"]
    rows = [heads, ["受付件数", "10", "8", "2", "100", "90", "10"], ["決定件数", "11", "9", "2", "110", "95", "15"]]
    out = read(rows)
    found = [(month, value) for _, month, value, *_ in months(out)]
    assert found[:3] == [("2023-01", 10), ("2022-01", 8), ("2023-01", 2)]
    assert sums(out)[:3] == [
        (2022, "YTD(1月)", 100, "ok"),
        (2021, "YTD(1月)", 90, "ok"),
        (2022, "YTD(1月)", 10, "ok"),
    ]


def test_last_years_sum_without_a_word_how_far_it_runs_is_doubted() -> None:
    heads: list[str | None] = ["区分", "1月", "累計", "前年度累計"]
    rows = [heads, ["受付件数", "10", "100", "90"], ["決定件数", "11", "110", "95"]]
    assert sums(read(rows))[:2] == [(2022, "YTD(1月)", 100, "ok"), (2021, "YTD(1月)", 90, "flagged")]


def test_a_table_without_any_time_is_of_the_month_of_its_report() -> None:
    rows: Rows = [["区分", "件数"], ["受付", "10"], ["返戻", "11"]]
    assert {month for _, month, *_ in months(read(rows, "傷病手当金"))} == {"2023-01"}
    assert {month for _, month, *_ in months(read(rows, "(参考)前月分"))} == {"2022-12"}
    assert months(read(rows, "4月からの累計")) == []


def test_the_sums_of_a_kpi_are_its_results_up_to_the_month() -> None:
    heads: list[str | None] = ["項目", "当月", "年度累計"]
    rows = [heads, ["ジェネリック医薬品使用割合", "80.1%", "79.8%"], ["受付件数", "10件", "99件"]]
    out = read(rows)
    assert brief(out.of("kpi_actual"), "kpi_code", "as_of", "value", "basis") == [
        ("generic_use_rate", "2023-01", 79.8, "cumulative")
    ]
    assert months(out)[0] == (2022, "2023-01", 80.1, "monthly", "ok")
