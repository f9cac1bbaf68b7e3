"""Cells with the figure of the branch over that of the nation."""

from __future__ import annotations

import pytest

from extract.shapes.repair.rows.two_lines import with_figures_apart
from tests.unit.build import table

SAID = "上段：支部、下段：全国"
HEAD = ["KPI", "目標値", "令和3年度", "判定"]
ROW = ["レセプト点検の査定率", "0.310%", "0.297%\n0.288%", "○"]


@pytest.mark.parametrize("heads", [HEAD, [*HEAD[:2], f"令和3年度\n（{SAID}）", HEAD[3]]])
def test_they_are_rows_beside_whose_they_are(heads: list[str]) -> None:
    found = with_figures_apart(table([heads, ROW, ["計", "", "5", ""]]), (SAID,) if heads is HEAD else ())
    assert found.rows() == [
        ["KPI", "", "目標値", "令和3年度", "判定"],
        ["レセプト点検の査定率", "支部", "0.310%", "0.297%", "○"],
        ["", "全国", "", "0.288%", ""],
        ["計", "", "", "5", ""],
    ]
    assert found.at(0, 1) is found.at(0, 0)


@pytest.mark.parametrize("lower", ["(0.288%)", "－"])
def test_the_lower_figure_may_be_bracketed_or_missing(lower: str) -> None:
    grid = table([HEAD, [*ROW[:2], f"0.297%\n{lower}", "○"]])
    found = with_figures_apart(grid, ("※上段は当支部、下段（　）内は全国平均",))
    assert [row[3] for row in found.rows()[1:]] == ["0.297%", lower.strip("()")]


def test_a_single_figure_among_pairs_is_in_doubt() -> None:
    grid = table([[*HEAD[:3], "令和4年度"], [*ROW[:3], "0.301%"], [*ROW[:3], "0.302%\n0.290%"]])
    found = with_figures_apart(grid, (SAID,))
    single = found.at(1, 4)
    assert single is not None
    assert single.lines[0].doubt


@pytest.mark.parametrize("said", ["上段：支部、下段：前年度", "上段：全国、下段：全国平均", "下段：全国"])
def test_other_legends_say_nothing_of_scopes(said: str) -> None:
    grid = table([HEAD, ROW])
    assert with_figures_apart(grid, (said,)) is grid
