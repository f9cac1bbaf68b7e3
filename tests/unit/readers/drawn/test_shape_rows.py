"""Rows of shapes apart from one another below headings that name years."""

from __future__ import annotations

from itertools import chain

from extract.readers.drawn.shape_rows import NO_TABLE, shape_rows
from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import Grid, GridCell
from extract.readers.words.printed_words import PrintedWord

#: Sides of two columns of arrows and the heights of three rows.
COLUMNS, ROWS = [(220.0, 320.0), (325.0, 425.0)], [100.0, 130.0, 160.0]
SHADES = [Shade((left, top, right, top + 20), (0.9,)) for top in ROWS for left, right in COLUMNS]
HEADS = ["令和6年度目標", "令和7年度目標"]


def word(text: str, left: float, top: float) -> PrintedWord:
    return PrintedWord((c, (left + 8 * i, top, left + 8 * i + 8, top + 8)) for i, c in enumerate(text))


def page(heads: list[str] = HEADS, name: str = "実施率") -> list[PrintedWord]:
    over = [word(head, sum(at) / 2 - 4 * len(head), 80) for head, at in zip(heads, COLUMNS, strict=True)]
    rows = [[word(name, 20, y + 6), word("61.4%", 140, y + 6), word("63%", 250, y + 6)] for y in ROWS]
    return [word("前年度の実績", 130, 80), *over, *chain.from_iterable(rows)]


def test_the_headings_and_what_stands_left_of_the_shapes_are_of_the_table() -> None:
    (grid,) = shape_rows(SHADES, [], page())
    assert (len(grid.xs) - 1, len(grid.ys) - 1) == (4, 4)
    assert 44 < grid.xs[1] < 130 and 178 < grid.xs[2] < 220 and grid.xs[3] == 322.5
    assert grid.ys[2:4] == [125, 155]
    assert grid.doubt == NO_TABLE


def test_a_bar_over_all_columns_is_a_row_of_one_cell() -> None:
    (grid,) = shape_rows([*SHADES, Shade((10, 122, 425, 128), (0.2,))], [], page())
    assert [cell.colspan for cell in grid.cells if cell.row == 2] == [4]


def test_shapes_without_a_year_above_each_are_no_table() -> None:
    assert shape_rows(SHADES, [], page(["令和6年度目標", "備考"])) == []


def test_a_name_that_runs_into_the_shapes_leaves_the_rows_untold() -> None:
    name = "実施率の目標を定めた根拠となる全国の計画の値と実績の推移"
    assert shape_rows(SHADES, [], page(name=name)) == []


def test_shapes_in_a_ruled_table_are_its_own() -> None:
    ruled = Grid([10.0, 200.0, 430.0], [70.0, 120.0, 190.0], [GridCell(0, 0, 2, 2, (10.0, 70.0, 430.0, 190.0))])
    assert shape_rows(SHADES, [ruled], page()) == []
