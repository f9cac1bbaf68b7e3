"""Rules that leave columns out, and coloured headings upon the first rule."""

from __future__ import annotations

from itertools import pairwise

from extract.readers.dividers import divides
from extract.readers.heads import open_within, shaded_heads
from extract.readers.open_rules import Shade, open_grids
from extract.readers.rulings import Box, Mark, Walls

XS = [0.0, 60.0, 200.0, 300.0]


def word(x0: float, top: float, x1: float) -> list[Box]:
    return [(x0, top, x1, top + 8)]


def rules(*heights: float, lo: float = XS[0], hi: float = XS[-1]) -> list[Mark]:
    return [Mark(True, y, lo, hi) for y in heights]


#: A name for two rows each, and two rows of two columns beside it; a rule of the whole width after every group.
WORDS = [
    *(word(5, y, 30) for y in (4, 24, 64)),
    *(word(x, y, x + 70) for x in (65, 205) for y in (4, 24, 44, 64, 84)),
]


def test_rules_beside_a_cell_over_several_rows_are_of_its_table() -> None:
    (grid,) = open_grids([*rules(0, 20, 60, 100), *rules(40, 80, lo=60)], [], WORDS)
    assert grid.xs == [0.0, 60.0, *grid.xs[2:-1], 300.0]
    assert {(c.row, c.rowspan) for c in grid.cells if c.col == 0} == {(0, 1), (1, 2), (3, 2)}
    assert {c.row for c in grid.cells if c.col == 1} == {0, 1, 2, 3, 4}


def test_a_table_under_a_line_of_text_in_a_cell_divides_nothing() -> None:
    text = [word(65, 24, 195), word(65, 44, 100), word(150, 44, 180)]
    assert not divides(rules(40, 56, lo=60, hi=200), rules(0, 20, 60, 100), text)
    assert divides(rules(40, 80, lo=60), rules(0, 20, 60, 100), WORDS)
    assert not divides(rules(40, 80, lo=2), rules(0, 20, 60, 100), WORDS)  # as wide as the table


def test_coloured_headings_stand_on_the_first_rule() -> None:
    lower = [(left, 20.0, right, 40.0) for left, right in pairwise(XS[1:])]
    upper, corner, bar = (60.0, 0.0, 300.0, 20.0), (0.0, 0.0, 60.0, 40.0), (0.0, -20.0, 300.0, 0.0)
    first = Mark(True, 40, 0, 300)
    assert set(shaded_heads(first, XS, [bar, upper, corner, *lower])) == {upper, corner, *lower}
    assert shaded_heads(first, XS, [upper, *lower]) == []  # leaves a column out
    walls = Walls(2, 3, {(0, 0), (0, 1), (1, 0), (1, 1)}, {(0, 0), (0, 1), (0, 2)})
    open_within([upper, corner], XS, [0.0, 20.0, 40.0], walls)
    assert walls.right == {(0, 0), (1, 0), (1, 1)}
    assert walls.below == {(0, 1), (0, 2)}


def test_coloured_headings_are_rows_of_the_table_below() -> None:
    shades = [Shade((left, 0.0, right, 20.0), (0.9,)) for left, right in pairwise(XS)]
    words = [word(x + 5, y, x + 30) for x in XS[:-1] for y in (5, 25, 45)]
    ruled = [Mark(True, y, 0, 300, (60.0, 200.0)) for y in (20.0, 40.0, 60.0)]
    (grid,) = open_grids(ruled, shades, words)
    assert grid.ys == [0.0, 20.0, 40.0, 60.0]
