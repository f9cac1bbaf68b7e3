"""The part of the year that the total beside months is of."""

from __future__ import annotations

import pytest

from extract.certainty.arithmetic.spans import span_of
from extract.normalise.dates import month_in_year
from tests.unit.build import brief, titled
from tests.unit.build import table as grid

HALF = ["10", "20", "30", "40", "50", "60"]


@pytest.mark.parametrize(
    ("months", "part"),
    [
        ((4, 5, 6), "Q1"),
        ((7, 8, 9), "Q2"),
        ((4, 5, 6, 7, 8, 9), "H1"),
        ((4, 5, 6, 7), "YTD(7月)"),
        ((4, 6, 7), "YTD(7月)"),
        ((4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3), "FY"),
        ((5, 6, 7), None),
        ((4,), None),
    ],
)
def test_the_part_of_the_year_that_months_are(months: tuple[int, ...], part: str | None) -> None:
    assert span_of([month_in_year(2022, month) for month in months]) == part


def read(rows: list[list[str]]) -> list[tuple[object, ...]]:
    """Year, period and value of the totals of a table in a half-year report."""
    out = titled(grid(rows, boxed=True), title="令和4年度上半期 大分支部事業実施状況")
    return brief(out.of("period_figure"), "fiscal_year", "period", "value")


def test_a_total_of_half_a_year_is_that_half_also_of_the_year_before() -> None:
    head = ["受付件数", *(f"{m}月" for m in range(4, 10)), "計"]
    rows = [head, ["令和3年度", *HALF, "210"], ["令和4年度", *reversed(HALF), "210"]]
    assert read(rows) == [(2021, "H1", 210), (2022, "H1", 210)]


def test_a_total_that_the_months_do_not_make_stays_that_of_a_past_year() -> None:
    head = ["受付件数", *(f"{m}月" for m in range(4, 10)), "年度計"]
    rows = [head, ["令和3年度", *HALF, "430"], ["令和4年度", *reversed(HALF), "210"]]
    assert read(rows) == [(2021, "FY", 430), (2022, "H1", 210)]


def test_blank_months_of_a_year_that_runs_are_not_in_its_total() -> None:
    head = ["受付件数", *(f"{m}月" for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)), "計"]
    rows = [head, ["令和3年度", *HALF, *HALF, "420"], ["令和4年度", *HALF[:4], *[""] * 8, "100"]]
    assert read(rows) == [(2021, "FY", 420), (2022, "YTD(7月)", 100)]


def test_an_average_of_counts_is_no_second_sum() -> None:
    rows = [["月", "受付件数"], *([f"{4 + i}月", text] for i, text in enumerate(HALF)), ["計", "210"], ["月平均", "35"]]
    out = titled(grid(rows, boxed=True), title="令和4年度上半期 大分支部事業実施状況")
    found = brief(out.of("period_figure"), "measure_ja", "period", "value", "review_state")
    assert found == [("受付件数", "H1", 210, "ok"), ("受付件数 平均", "H1", 35, "ok")]


def test_a_total_below_the_second_half_of_a_year_is_that_half() -> None:
    first, second = ([f"{m}月" for m in months] for months in ((4, 5, 6, 7, 8, 9), (10, 11, 12, 1, 2, 3)))
    rows = [["区分", *first, "計"], ["受付件数", *HALF, "210"], ["区分", *second, "計"], ["受付件数", *HALF, "210"]]
    out = titled(grid(rows, boxed=True))
    assert brief(out.of("period_figure"), "period", "value") == [("H1", 210), ("H2", 210)]


def test_hours_of_half_a_year_add_up_to_that_half() -> None:
    months = [f"{m}月" for m in (10, 11, 12, 1, 2, 3)]
    rows = [["区分", *months, "計"], ["時間外の勤務", "1:10", "2:20", "1:05", "2:00", "3:15", "4:10", "14:00"]]
    out = titled(grid(rows, boxed=True))
    assert brief(out.of("period_figure"), "period", "value") == [("H2", 840)]
