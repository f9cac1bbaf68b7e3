"""Tables of which only the ends of quarters head the columns: 6月 | 9月 | 12月 | 3月."""

from __future__ import annotations

import pytest

from extract.shapes.tables.months.month_heads import month_columns
from tests.unit.build import brief, paragraph, table, titled

ENDS = ["6月", "9月", "12月", "3月"]


@pytest.mark.parametrize(
    ("heads", "months"),
    [
        (ENDS, [6, 9, 12, 3]),
        (["6月末", "9月末", "12月末"], [6, 9, 12]),
        (["6月", "9月"], []),
        (["4月", "7月", "11月"], []),
        (["6", "9", "12", "3"], []),
    ],
)
def test_ends_of_quarters_side_by_side_are_months_in_turn(heads: list[str], months: list[int]) -> None:
    rows = table([["", *heads], ["令和4年度", *("1" for _ in heads)]])
    assert list(month_columns(rows, 0).values()) == months


@pytest.mark.parametrize(
    ("corner", "figures", "basis", "state"),
    [
        ("受付件数(累計)", ["48", "95", "151", "201"], "cumulative", "ok"),
        ("受付件数(単月)", ["48", "45", "51", "41"], "monthly", "ok"),
        ("受付件数", ["48", "45", "51", "41"], "monthly", "flagged"),
    ],
)
def test_figures_at_ends_of_quarters_may_be_of_the_quarter(
    corner: str, figures: list[str], basis: str, state: str
) -> None:
    out = titled(table([[corner, *ENDS], ["令和4年度", *figures]], boxed=True))
    found = brief(out.of("monthly_actual"), "month", "value", "basis", "review_state")
    assert [(row[0], row[1]) for row in found] == list(
        zip(("2022-06", "2022-09", "2022-12", "2023-03"), map(float, figures), strict=True)
    )
    assert {row[2:] for row in found} == {(basis, state)}


def test_a_kpi_that_mostly_runs_up_does_so_at_ends_of_quarters() -> None:
    rows = [["", *ENDS], ["令和4年度", "49.03%", "49.57%", "50.22%", "50.94%"]]
    out = titled(paragraph("健康保険委員カバー率"), table(rows, boxed=True))
    assert set(brief(out.of("monthly_actual"), "kpi_code", "review_state")) == {("health_committee_coverage", "ok")}


def test_over_statuses_alone_they_are_times_and_no_months_of_figures() -> None:
    heads = ["取組内容", *ENDS[:3]]
    assert not month_columns(table([heads, ["名簿を整える。", "○", "△", "－"]]), 0)
    assert month_columns(table([heads, ["相談件数", "12", "△3", "－"]]), 0)
