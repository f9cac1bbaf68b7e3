"""Tables whose cells are coloured by turns."""

from __future__ import annotations

from itertools import pairwise

from extract.readers.drawn.striped import striped_grids
from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import Grid, GridCell, Mark

XS = [40.0, 140.0, 240.0, 340.0]


def row(top: float, bottom: float, xs: list[float] = XS) -> list[Shade]:
    return [Shade((left, top, right, bottom), (0.9,)) for left, right in pairwise(xs)]


#: Headings, a bare row, a coloured one, a bare one, a coloured one.
SHADES = [*row(50, 70), *row(90, 110), *row(130, 150)]


def spans(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(cell.row, cell.col, cell.rowspan, cell.colspan) for cell in grid.cells}


def test_bare_rows_stand_between_coloured_ones() -> None:
    (grid,) = striped_grids(SHADES, [], [])
    assert grid.xs == XS
    assert grid.ys == [50, 70, 90, 110, 130, 150]
    assert len(grid.cells) == 15


def test_a_rule_ends_the_last_bare_row() -> None:
    rule = Mark(True, 170, XS[0], XS[-1])
    (grid,) = striped_grids(SHADES, [rule, Mark(True, 165, 40, 140)], [])
    assert grid.ys[-1] == 170


def test_rows_that_rules_divide_are_left_to_the_table_of_rules() -> None:
    rules = [Mark(True, y, XS[0], XS[-1]) for y in (70.0, 90.0, 110.0, 130.0)]
    assert striped_grids(SHADES, rules, []) == []


def test_a_cell_over_several_rows_has_the_colour_of_its_first() -> None:
    tall = Shade((40, 90, 140, 130), (0.9,))
    (grid,) = striped_grids([*row(50, 70), tall, *row(90, 110, XS[1:]), *row(130, 150)], [], [])
    assert (2, 0, 2, 1) in spans(grid)
    assert (1, 0, 1, 1) in spans(grid)


def test_what_is_no_such_table() -> None:
    assert striped_grids([*row(50, 70), *row(90, 110)], [], []) == []  # one coloured row is no rhythm
    apart = [Shade((x, y, x + 80, y + 20), (0.9,)) for x in (40.0, 140.0, 240.0) for y in (50.0, 90.0, 130.0)]
    assert striped_grids(apart, [], []) == []  # cards, which do not touch
    box = (30.0, 40.0, 350.0, 160.0)
    ruled = Grid([30.0, 350.0], [40.0, 160.0], [GridCell(0, 0, 1, 1, box)])
    assert striped_grids(SHADES, [], [ruled]) == []


def test_rules_that_reach_beyond_the_coloured_columns_divide_their_rows() -> None:
    wide = [Mark(True, y, XS[0] - 60, XS[-1]) for y in (90.0, 130.0)]
    assert striped_grids(SHADES, wide, []) == []
    coloured = [*row(50, 70), *row(70, 90), *row(90, 110)]
    assert striped_grids(coloured, [Mark(True, 90, XS[0] - 60, XS[-1])], []) == []  # no row is bare
    assert len(striped_grids(SHADES, [Mark(True, 90, XS[0] - 60, XS[-1])], [])) == 1


def test_coloured_rows_below_the_last_rule_belong_to_the_table() -> None:
    coloured = [*row(50, 70), *row(70, 90), *row(90, 110)]
    (grid,) = striped_grids(coloured, [Mark(True, 90, XS[0], XS[-1])], [])
    assert grid.ys == [50, 70, 90, 110]


def test_a_coloured_title_below_a_table_is_no_row_of_it() -> None:
    title = Shade((XS[0], 160, XS[-1], 180), (0.8,))
    next_head = Mark(True, 300, XS[0], XS[-1])
    (grid,) = striped_grids([*SHADES, title], [next_head], [])
    assert grid.ys[-1] == 150


def test_a_coloured_row_of_a_table_with_rules_begins_no_other_table() -> None:
    above = row(10, 30)
    rules = [Mark(True, y, XS[0], XS[-1]) for y in (30.0, 50.0, 90.0)]
    assert striped_grids([*above, *SHADES], rules, []) == []
    (grid,) = striped_grids(SHADES, rules, [])
    assert grid.ys[0] == 50
    other = [Shade(shade.box, (0.5,)) for shade in above]
    assert [grid.ys[0] for grid in striped_grids([*other, *SHADES], rules, [])] == [50]
