"""Rows that print the figures in brackets of the row above."""

from __future__ import annotations

import pytest

from extract.shapes.repair.rows.rows_of_brackets import with_brackets_joined
from tests.unit.build import brief, table, titled

HEAD = ["発行月", "号外", "季刊だより"]
APRIL = [["令和4年4月", "510通", "8,100部"], ["(令和3年4月)", "(480通)", "(8,050部)"]]
MAY = [["5月", "520通", ""], ["(5月)", "(490通)", ""]]


def test_a_month_said_again_in_brackets_is_the_row_above_it() -> None:
    rows = with_brackets_joined(
        table([HEAD, *APRIL, *MAY, ["6月\n(6月)", "530通\n(500通)", ""]], boxed=True), 2022
    ).rows()
    assert [row[0] for row in rows[1:]] == ["令和4年4月\n(令和3年4月)", "5月\n(5月)", "6月\n(6月)"]
    assert [row[1] for row in rows[1:]] == ["510通\n(480通)", "520通\n(490通)", "530通\n(500通)"]


@pytest.mark.parametrize(
    "lower",
    [
        ["(6月)", "(490通)", ""],  # of another month
        ["(5月)", "490通", ""],  # a figure of its own
        ["5月", "(490通)", ""],
    ],
)
def test_other_rows_stay(lower: list[str]) -> None:
    grid = table([HEAD, MAY[0], lower], boxed=True)
    assert with_brackets_joined(grid, 2022) is grid


def test_its_figures_are_of_the_year_before() -> None:
    out = titled(table([HEAD, *APRIL, *MAY, ["6月\n(6月)", "530通\n(500通)", ""]], boxed=True))
    found = brief(out.of("monthly_actual"), "fiscal_year", "month", "value", "review_reason")
    assert found[:4] == [
        (2022, "2022-04", 510, None),
        (2021, "2021-04", 480, None),
        (2022, "2022-04", 8100, None),
        (2021, "2021-04", 8050, None),
    ]
    assert found[4:] == [
        (2022, "2022-05", 520, None),
        (2021, "2021-05", 490, None),
        (2022, "2022-06", 530, None),
        (2021, "2021-06", 500, None),
    ]
    assert not out.of("period_figure")


def test_where_no_brackets_name_the_year_it_is_taken_in_doubt() -> None:
    rows = [["4月", "510通", "8,100部"], ["(4月)", "(480通)", "(8,050部)"], *MAY, ["6月", "530通", ""]]
    facts = titled(table([HEAD, *rows], boxed=True)).of("monthly_actual")
    assert {row["fiscal_year"]: bool(row["review_reason"]) for row in facts} == {2022: False, 2021: True}
