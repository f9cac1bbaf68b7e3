"""Figures broken over two lines that no rule holds together."""

from __future__ import annotations

import pytest

from extract.shapes.repair.rows.torn_figures import JOINED, with_torn_figures
from tests.unit.build import table

HEAD = ["", "4月", "5月", "6月"]


def test_the_ends_of_figures_go_back_to_their_beginnings_in_doubt() -> None:
    rows = [HEAD, ["受付件数", "2,8", "1,535(5", "819"], [None, "43", "14)", ""], ["面談者数", "90", "50", "214"]]
    found = with_torn_figures(table(rows, boxed=True, spans={(1, 0): (2, 1)}))
    assert found.rows() == [HEAD, ["受付件数", "2,843", "1,535(514)", "819"], ["面談者数", "90", "50", "214"]]
    assert [cell.lines[0].doubt for cell in found.cells if cell.row == 1] == [None, JOINED, JOINED, None]


@pytest.mark.parametrize(
    "below", [["", "(90)", "(50)"], ["", "43", "うち14"], ["うち", "90", ""], ["", "4300", ""]]
)
def test_a_row_of_anything_else_stays(below: list[str]) -> None:
    rows = [HEAD[:3], ["受付件数", "2,8", "1,5"], below]
    assert with_torn_figures(table(rows, boxed=True)).n_rows == 3


def test_figures_that_are_whole_keep_the_row_below_them() -> None:
    rows = [HEAD[:3], ["受付件数", "2,843", "1,535"], ["", "43", "14"]]
    assert with_torn_figures(table(rows, boxed=True)).n_rows == 3


def test_labels_and_units_on_the_second_line_go_back_as_well() -> None:
    rows = [HEAD, ["特定健診", "8.0", "10.", "12."], ["実施率", "%", "0%", "5%"]]
    assert with_torn_figures(table(rows, boxed=True)).rows() == [HEAD, ["特定健診実施率", "8.0%", "10.0%", "12.5%"]]
