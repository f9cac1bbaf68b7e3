"""Figures that a conversion set beside their place; wording and figures are our own."""

from __future__ import annotations

import pytest

from extract.document import Table
from extract.recorder import Recorder
from extract.shapes.repair.columns.moved_figures import with_figures_in_place
from tests.unit.build import brief, paragraph, table, titled

ISSUES = [
    ["発行月", "季刊誌", "組合報"],
    ["令和4年4月", "3,500部", ""],
    ["令和4年5月", "", "3,500部"],
    ["令和4年6月", "40,000部", "3,500部"],
    ["令和4年7月", "", "3,500部"],
    ["令和4年9月", "41,000部", "3,500部"],
]


def grouped(first: int, second: int) -> Table:
    """Three rows for each of two years, whose labels stand beside the rows `first` and `second` below the headings."""
    rows = [["", "区分", "受付数", "処理数"]]
    rows += [["", name, f"{n}1件", f"{n}0件"] for n, name in enumerate(("本所", "東部", "西部") * 2, 1)]
    rows[1 + first][0], rows[1 + second][0] = "令和4年度", "令和3年度"
    return table(rows, page=None)


def read(made: Table) -> Recorder:
    return titled(paragraph("【相談の状況】"), made, reader="text")


def test_a_figure_that_the_empty_column_beside_it_prints_in_every_other_row_goes_there_and_is_flagged() -> None:
    facts = [row for row in read(table(ISSUES, page=None)).of("monthly_actual") if row["value"] == 3500]
    assert brief(facts, "measure_ja", "month")[0] == ("相談の状況 組合報", "2022-04")
    assert {row["measure_ja"] for row in facts} == {"相談の状況 組合報"}
    assert [row["review_state"] for row in facts] == ["flagged", "ok", "ok", "ok", "ok"]


@pytest.mark.parametrize(
    ("row", "col", "text"),
    [
        (3, 2, "3,400部"),  # the other column prints more than one figure
        (3, 1, "3,500部"),  # its own column prints the figure as well
        (1, 2, "4,000部"),  # there is no empty place for it
    ],
)
def test_a_figure_stays_where_the_rest_of_the_table_does_not_say_that_it_slipped(row: int, col: int, text: str) -> None:
    rows = [list(texts) for texts in ISSUES]
    rows[row][col] = text
    made = table(rows, page=None)
    assert with_figures_in_place(made) is made


def test_a_row_beside_the_next_year_gets_the_year_whose_turn_it_is_and_is_flagged() -> None:
    facts = [row for row in read(grouped(0, 2)).of("period_figure") if "受付数" in row["measure_ja"]]
    years = {(row["value"], row["fiscal_year"], row["review_state"]) for row in facts}
    assert (31, 2022, "flagged") in years
    assert {(value, year) for value, year, _ in years} == {
        (11, 2022), (21, 2022), (31, 2022), (41, 2021), (51, 2021), (61, 2021)
    }  # fmt: skip
    assert {state for value, _, state in years if value != 31} == {"ok"}


def test_years_that_stand_in_place_stay() -> None:
    made = grouped(0, 3)
    assert with_figures_in_place(made) is made


def test_years_in_the_middle_of_unruled_rows_on_a_page_are_those_of_all_their_rows() -> None:
    made = grouped(1, 4)
    printed = table(made.rows(), boxed=True)
    facts = titled(paragraph("【相談の状況】"), printed).of("period_figure")
    years = {row["value"]: row["fiscal_year"] for row in facts if "受付数" in row["measure_ja"]}
    assert years == {11: 2022, 21: 2022, 31: 2022, 41: 2021, 51: 2021, 61: 2021}


def test_a_year_beside_a_row_of_another_turn_is_moved_on_no_page() -> None:
    printed = table(grouped(0, 2).rows(), boxed=True)
    assert with_figures_in_place(printed) is printed


def test_rows_named_otherwise_for_each_year_stay_where_they_are() -> None:
    made = grouped(0, 2)
    made.at(4, 1).blocks = [paragraph("北部", page=None)]  # type: ignore[union-attr]
    assert with_figures_in_place(made) is made


def test_a_table_with_geometry_stays_as_it_is() -> None:
    made = table(ISSUES, boxed=True)
    assert with_figures_in_place(made) is made
