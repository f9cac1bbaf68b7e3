"""Rows of a table that are only lines of one row: a number cut in two is put together, and nothing else is touched."""

from __future__ import annotations

import pytest

from extract.document import Table
from extract.normalise.text import solid
from extract.shapes.repair.rows.cut_lines import with_whole_lines
from tests.unit.build import table


def texts(made: Table) -> list[list[str]]:
    """Every row that begins a cell, as its solid texts."""
    rows = sorted({cell.row for cell in made.cells})
    return [[solid(cell.text) for cell in made.cells if cell.row == row] for row in rows]


def test_a_number_cut_over_two_rows_is_one_and_doubted() -> None:
    made = with_whole_lines(table([["令和8年5", "３，１２", "４６"], ["月", "７通", "部"]], boxed=True))
    assert texts(made) == [["令和8年5月", "3,127通", "46部"]]
    assert all(line.doubt for cell in made.cells for line in cell.lines)
    assert made.at(1, 1) is made.at(0, 1), "the cell spans the rows that it was cut over"


def test_last_years_figures_in_brackets_below_belong_to_the_row() -> None:
    made = with_whole_lines(
        table(
            [
                ["令和8年5", "３，１２", "４６部"],
                ["月", "７通", ""],
                ["(令和7年", "(２，９０", "(４１"],
                ["5月)", "４通)", "部)"],
            ]
        )
    )
    assert texts(made) == [["令和8年5月(令和7年5月)", "3,127通(2,904通)", "46部(41部)"]]


@pytest.mark.parametrize(
    "rows",
    [
        [["4月", "1,234"], ["5月", "567"]],
        [["4月", "95,613"], ["5月", "3部"]],
        [["窓口(本館", "12"], ["分館)", "13"]],
        [["件数", "12,3"], ["人数", "4567"]],
        [["4月", "12", "15"], ["(前年", "(11)", "(14)"]],
    ],
    ids=["whole numbers", "a short number below", "one bracket", "more digits than lack", "no number cut"],
)
def test_rows_that_cut_no_number_stay(rows: list[list[str]]) -> None:
    made = table(rows)
    assert with_whole_lines(made) is made


def test_rows_beside_a_cell_that_spans_others_too_are_left_alone() -> None:
    made = table([["窓口", "３，１２"], [None, "７通"], [None, "５通"]], spans={(0, 0): (3, 1)})
    assert with_whole_lines(made) is made


def test_a_unit_cut_over_two_rows_beside_a_cell_that_spans_both() -> None:
    rows = [["2,390事業", "84.6%", "2,021事業"], ["所以上", None, "所"]]
    made = with_whole_lines(table(rows, spans={(0, 1): (2, 1)}, boxed=True))
    assert texts(made) == [["2,390事業所以上", "84.6%", "2,021事業所"]]
    made = with_whole_lines(table([["目標", "2,390事業所"], ["", "以上"]], boxed=True))
    assert texts(made) == [["目標", "2,390事業所以上"]]


def test_a_unit_below_a_figure_is_a_blank_of_its_own() -> None:
    rows = [["文書", "1,204件"], ["電話", "件"]]
    assert texts(with_whole_lines(table(rows, boxed=True))) == rows
