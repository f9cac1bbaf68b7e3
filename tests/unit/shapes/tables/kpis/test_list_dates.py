"""Columns of dates in lists of KPIs, and the results that they are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from extract.shapes.tables.kpis.kpi_list import read_kpi_list
from extract.shapes.tables.kpis.list_columns import list_columns
from extract.shapes.tables.kpis.list_dates import stamp_in
from tests.unit.build import brief, header, recorder, scope, table, titled

HALF_YEAR = header(2023, as_of=date(2023, 9, 1), kind="progress", period="H1")
RATE, COUNT = "生活習慣病予防健診実施率", "健康宣言事業所数"

Rows = Sequence[Sequence[str | None]]


def _results(rows: Rows, spans: Mapping[tuple[int, int], tuple[int, int]] | None = None) -> list[tuple[object, ...]]:
    out, where, grid = recorder(), scope(HALF_YEAR), table(rows, spans=spans)
    columns = list_columns(grid, where)
    assert columns is not None
    read_kpi_list(grid, columns, where, out)
    return brief(out.of("kpi_actual"), "fiscal_year", "value", "as_of", "basis")


def test_dates_under_one_heading_with_a_result_are_of_that_result_alone() -> None:
    found = _results(
        [
            ["KPI項目", "令和4年度実績", "目標", "実績", None],
            [None, None, None, "実績", "時点"],
            [RATE, "57.7%", "60.4%以上", "22.8%", "8月時点"],
            [COUNT, "777社", "850社以上", "801社", "7月時点"],
        ],
        {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)},
    )
    assert [fact[:3] for fact in found] == [
        (2022, 57.7, None),
        (2023, 22.8, "2023-08"),
        (2022, 777, None),
        (2023, 801, "2023-07"),
    ]


def test_dates_beside_results_of_two_years_are_of_this_years() -> None:
    found = _results(
        [
            ["KPI項目", "令和4年度実績", "目標", "時点", "実績"],
            [RATE, "57.7%", "60.4%以上", "8月時点", "22.8%"],
            [COUNT, "777社", "850社以上", "7月時点", "801社"],
        ]
    )
    assert [fact[2] for fact in found] == [None, "2023-08", None, "2023-07"]
    assert {fact[3] for fact in found if fact[0] == 2022} == {"full_year"}


def test_each_of_two_columns_of_dates_is_of_the_result_before_it() -> None:
    found = _results(
        [
            ["KPI項目", "令和4年度実績", "時点", "目標", "令和5年度実績", "時点"],
            [RATE, "21.7%", "7月末", "60.4%以上", "22.8%", "8月末"],
            [COUNT, "777社", "9月末", "850社以上", "801社", "7月末"],
        ]
    )
    assert [fact[:3] for fact in found] == [
        (2022, 21.7, "2022-07"),
        (2023, 22.8, "2023-08"),
        (2022, 777, "2022-09"),
        (2023, 801, "2023-07"),
    ]


def test_dates_by_when_a_target_is_to_be_reached_are_of_no_result() -> None:
    found = _results(
        [
            ["KPI項目", "目標値", "達成期限", "実績"],
            [RATE, "60.4%以上", "3月末", "22.8%"],
            [COUNT, "850社以上", "12月末", "801社"],
        ]
    )
    assert [fact[2] for fact in found] == ["2023-09", "2023-09"]


def test_a_month_a_year_before_is_dated_as_this_years_figure() -> None:
    found = _results(
        [
            ["KPI項目", "目標", "実績", "令和4年度同月", "時点"],
            [RATE, "60.4%以上", "22.8%", "21.4%", "8月時点"],
            [COUNT, "850社以上", "801社", "744社", "7月時点"],
        ]
    )
    assert [fact[:3] for fact in found if fact[0] == 2022] == [(2022, 21.4, "2022-08"), (2022, 744, "2022-07")]


@pytest.mark.parametrize(
    ("printed", "said"),
    [("8/31", "8月"), ("R5.7.31", "令和5年7月"), ("2023/7/31", "2023年7月"), ("第1四半期", "6月"), ("7月末", "7月末")],
)
def test_a_day_in_figures_says_its_month(printed: str, said: str) -> None:
    assert stamp_in(printed) == (said, None)


def test_a_row_of_dates_is_of_this_years_results_over_it() -> None:
    heads = ["区分", RATE, "被扶養者資格の確認書の提出率"]
    last = ["令和4年度実績", "57.7%", "88.8%"]
    rows = [heads, last, ["目標", "60.4%以上", "90.9%以上"], ["実績", "22.8%", "36.6%"], ["時点", "8月末", "7月末"]]
    out = titled(table(rows, boxed=True), title="令和5年度上期 大分支部事業計画の進捗状況")
    found = brief(out.of("kpi_actual"), "fiscal_year", "value", "as_of")
    assert sorted(found, key=str) == sorted(
        [(2022, 57.7, None), (2022, 88.8, None), (2023, 22.8, "2023-08"), (2023, 36.6, "2023-07")], key=str
    )


def test_a_date_beside_a_figure_under_a_heading_not_understood_leaves_other_years_in_doubt() -> None:
    rows = [
        ["KPI項目", "目標", "令和4年度", "推移", "時点"],
        [RATE, "60.4%以上", "57.7%", "22.8%", "8月末"],
        [COUNT, "850社以上", "777社", "801社", "7月末"],
    ]
    out, where, grid = recorder(), scope(HALF_YEAR), table(rows)
    columns = list_columns(grid, where)
    assert columns is not None and columns.unknown
    read_kpi_list(grid, columns, where, out)
    assert all(row["review_state"] == "flagged" for row in out.of("kpi_actual"))


def test_a_date_without_a_month_leaves_its_result_in_doubt() -> None:
    assert stamp_in("直近")[1] is not None
    assert stamp_in("－")[1] is None
