"""Numbers that run over the edge of a cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import BBox, Paragraph, Table
from extract.readers.words.cut_figures import CUT_FIGURE, with_cut_figures
from tests.unit.build import table


def beside(left: str, right: str, gap: float, drop: float = 0.0) -> Table:
    """Two cells of one row whose texts stand so many points apart, at a font size of 9."""
    grid = table([[left, right]], boxed=True)
    for cell, (x0, x1) in zip(grid.cells, ((10.0, 39.0), (39.0 + gap, 60.0)), strict=True):
        down = drop if cell.col else 0.0
        box: BBox = (x0, 2.0 + down, x1, 11.0 + down)
        cell.blocks = [Paragraph([replace(line, box=box) for line in cell.lines])]
    return grid


def doubts(grid: Table) -> list[str | None]:
    return [line.doubt for cell in with_cut_figures(grid).cells for line in cell.lines]


def test_digits_that_go_on_in_the_next_cell_put_both_in_doubt() -> None:
    assert doubts(beside("12", "34", 0.2)) == [CUT_FIGURE, CUT_FIGURE]
    assert doubts(beside("1,2", "34件", 0.2)) == [CUT_FIGURE, CUT_FIGURE]


@pytest.mark.parametrize(
    ("left", "right", "gap", "drop"),
    [("12", "34", 3.0, 0.0), ("件数", "34", 0.2, 0.0), ("12件", "34", 0.2, 0.0), ("12", "34", 0.2, 9.0)],
)
def test_figures_of_two_columns_stand_apart(left: str, right: str, gap: float, drop: float) -> None:
    assert doubts(beside(left, right, gap, drop)) == [None, None]


def test_without_a_page_nothing_can_be_said() -> None:
    grid = table([["12", "34"]])
    assert with_cut_figures(grid) is grid
