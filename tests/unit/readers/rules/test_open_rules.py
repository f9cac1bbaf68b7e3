"""Rules that leave columns out, and coloured headings upon the first rule."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract.readers.rules.dividers import divides, run_on
from extract.readers.rules.heads import heads_over_row, open_within, shaded_heads, tops_of_heads
from extract.readers.rules.open_rules import Shade, open_grids
from extract.readers.rules.rulings import Box, Grid, Mark, Walls
from extract.readers.rules.stacked_tables import split_at_bars
from extract.readers.words.printed_words import PrintedWord

XS = [0.0, 60.0, 200.0, 300.0]


def word(x0: float, top: float, x1: float) -> list[Box]:
    return [(x0, top, x1, top + 8)]


def text(said: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 8)) for i, letter in enumerate(said))


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


def test_rules_on_both_sides_of_a_cell_over_two_rows_part_the_columns_between() -> None:
    heads = [text("組", 20, 4), text("名", 100, 4), *[text("対象", x, 4) for x in (205, 305, 405)]]
    rows = [text(f"甲乙{y}", 90, y) for y in (24, 44, 64)]
    figures = [text(f"{y}人", x, y) for y in (24, 44, 64) for x in (310, 410)]
    tall = [text("100人", 205, 34), text("90人", 205, 64), text("東", 20, 34), text("西", 20, 64)]
    parting = [Mark(True, 40, 62, 180), Mark(True, 40, 280, 500)]
    (grid,) = open_grids([*rules(0, 20, 60, 80, hi=500), *parting], [], [*heads, *rows, *figures, *tall])
    assert [x for x in grid.xs if x in (62, 180, 280)] == [62, 180, 280]
    assert {c.row for c in grid.cells if c.rowspan == 2} == {1}
    assert len([c for c in grid.cells if c.row == 2]) == 3


def test_a_table_under_a_line_of_text_in_a_cell_divides_nothing() -> None:
    text = [word(65, 24, 195), word(65, 44, 100), word(150, 44, 180)]
    assert not divides(rules(40, 56, lo=60, hi=200), rules(0, 20, 60, 100), text)
    assert divides(rules(40, 80, lo=60), rules(0, 20, 60, 100), WORDS)
    assert not divides(rules(40, 80, lo=2), rules(0, 20, 60, 100), WORDS)  # as wide as the table


def test_a_table_that_begins_at_a_side_of_columns_and_ends_at_none_stands_in_a_cell() -> None:
    outer = [Mark(True, y, 0, 300, (120.0,)) for y in (0, 20, 200)]
    inner = [Mark(True, y, 121, 240, (180.0,)) for y in (60, 80, 100)]
    text = [word(x, y, 115 if x < 100 else 290) for x in (5, 125) for y in (5, 30, 110)]
    cells = [word(x, y, x + 30) for x in (125, 185) for y in (65, 85)]
    found = open_grids([*outer, *inner], [], [*text, *cells])
    assert sorted(grid.xs for grid in found) == [[0, 120, 300], [121, 180, 240]]


def test_rows_of_a_table_above_are_no_columns_around_the_next_one() -> None:
    outer = [Mark(True, y, 0, 300, (120.0,)) for y in (0, 20, 200)]
    heights = ((40, 180.0), (60, 180.0), (80, 180.0), (110, 160.0), (130, 160.0), (150, 160.0))
    tables = [Mark(True, y, 122, 240, (side,)) for y, side in heights]
    text = [word(x, y, 115 if x < 100 else 290) for x in (5, 125) for y in (5, 25, 90, 160)]
    cells = [word(x, y, x + 30) for x in (125, 185) for y in (45, 65, 115, 135)]
    found = open_grids([*outer, *tables], [], [*text, *cells])
    assert sorted(grid.xs for grid in found) == [[0, 120, 300], [122, 160, 240], [122, 180, 240]]


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


def test_coloured_headings_over_a_row_that_only_its_lower_rule_closes() -> None:
    heads = [(left, 0.0, right, 20.0) for left, right in pairwise(XS)]
    words = [word(x + 5, y, x + 30) for x in XS[:-1] for y in (5, 25, 45, 65)]
    beside = (400.0, 10.0, 500.0, 30.0)
    ruled = [Mark(True, y, 0, 300, (60.0, 200.0)) for y in (40.0, 60.0, 80.0)]
    (grid,) = open_grids(ruled, [Shade(box, (0.9,)) for box in [*heads, beside]], words)
    assert grid.ys == [0.0, 20.0, 40.0, 60.0, 80.0]
    hulls = [box for (box,) in words]
    assert heads_over_row(ruled, XS, [*heads, beside], hulls) == heads
    assert heads_over_row(ruled, XS, heads[:2], hulls) == []  # leaves a column out
    assert heads_over_row(ruled, XS, heads, [*hulls, (40.0, 25.0, 90.0, 33.0)]) == []  # running text between
    assert heads_over_row(ruled, XS, [(a, -40.0, b, -20.0) for a, _, b, _ in heads], hulls) == []  # of another table


def test_coloured_headings_are_rows_of_the_table_below() -> None:
    shades = [Shade((left, 0.0, right, 20.0), (0.9,)) for left, right in pairwise(XS)]
    words = [word(x + 5, y, x + 30) for x in XS[:-1] for y in (5, 25, 45)]
    ruled = [Mark(True, y, 0, 300, (60.0, 200.0)) for y in (20.0, 40.0, 60.0)]
    (grid,) = open_grids(ruled, shades, words)
    assert grid.ys == [0.0, 20.0, 40.0, 60.0]


def test_a_table_that_a_page_break_cuts_goes_on() -> None:
    stack = [Mark(True, y, 0, 300, (60.0, 200.0)) for y in (0.0, 20.0, 60.0)]
    part = [Mark(True, y, 60, 300, (200.0,)) for y in (40.0, 80.0)]
    cut_off = [word(65, 84, 150), word(205, 84, 250), word(65, 94, 120)]
    assert run_on(stack, [part], cut_off)[-1].pos == 103
    assert run_on(stack, [part], [*cut_off, word(65, 110, 260)])[-1].pos == 80  # a line of text across the columns
    assert run_on(stack, [part[:1]], cut_off) == stack


def test_a_closed_table_in_a_cell_gives_no_columns() -> None:
    box = (70.0, 24.0, 290.0, 56.0)
    closed = Grid([70.0, 150.0, 220.0, 290.0], [24.0, 40.0, 56.0], [], ruled=True)
    inside = [word(x, y, x + 10) for x in (75, 155, 225) for y in (28, 44)]
    words = [word(5, 4, 40), word(65, 4, 120), word(5, 30, 40), word(5, 64, 40), word(65, 64, 120), *inside]
    (grid,) = open_grids(rules(0, 20, 60, 80), [], words, [closed])
    assert len(grid.xs) == 3
    assert not any(box[0] < x < box[2] for x in grid.xs)


def test_a_coloured_bar_with_one_name_is_one_cell() -> None:
    words = [word(x, y, x + 30) for x in (5, 65, 205) for y in (4, 44)]
    shade = Shade((0.0, 20.0, 300.0, 40.0), (0.9,))
    ruled = [Mark(True, y, 0, 300, (60.0, 200.0)) for y in (0.0, 20.0, 40.0, 60.0)]
    (grid,) = open_grids(ruled, [shade], [*words, word(5, 24, 50)])
    assert [cell.colspan for cell in grid.cells if cell.row == 1] == [3]
    (heads,) = open_grids(ruled, [shade], [*words, word(5, 24, 50), word(205, 24, 250)])
    assert [cell.colspan for cell in heads.cells if cell.row == 1] == [1, 1, 1]


def test_the_part_of_a_table_that_has_verticals_is_no_table_in_a_cell() -> None:
    stack = [Mark(True, y, 0, 300, (60.0, 200.0)) for y in (0.0, 20.0, 40.0, 60.0)]
    closed = Grid([0.0, 60.0, 200.0], [0.0, 20.0, 40.0, 60.0], [], ruled=True)
    words = [word(x, y, x + 30) for x in (5, 65, 205) for y in (4, 24, 44)]
    (grid,) = open_grids(stack, [], words, [closed])
    assert grid.xs == XS


def test_a_table_does_not_go_on_below_another_as_wide() -> None:
    """The columns of the third are nearly those of the first; the second has its own."""
    joints = {0: (60.0, 200.0), 40: (100.0, 150.0), 80: (61.0, 201.0)}
    ruled = [Mark(True, y + step, 0, 300, at) for y, at in joints.items() for step in (0.0, 12.0, 24.0)]
    words = [word(x + 2, y + step + 2, x + 20) for y, at in joints.items() for step in (0, 12) for x in (0.0, *at)]
    assert [grid.xs[1:-1] for grid in open_grids(ruled, [], words)] == [[60.0, 200.0], [100.0, 150.0], [61.0, 201.0]]


def test_a_sentence_that_begins_left_of_the_rules_ends_a_table() -> None:
    ruled = [Mark(True, y + step, 0, 300, (60.0, 120.0, 180.0)) for y in (0, 60) for step in (0.0, 12.0, 24.0)]
    words = [word(x + 2, y + step + 2, x + 20) for y in (0, 60) for step in (0, 12) for x in (0.0, 60.0, 120.0, 180.0)]
    sentence = [(x, 40.0, x + 8.0, 48.0) for x in range(-6, 250, 8)]
    assert [(grid.ys[0], grid.ys[-1]) for grid in open_grids(ruled, [], [*words, sentence])] == [(0, 24), (60, 84)]
    assert len(open_grids(ruled, [], words)) == 1


def test_a_bar_with_lines_below_it_between_two_rules_begins_another_section() -> None:
    stack = rules(0, 20, 40, 140, 160)
    bar = (0.0, 60.0, 300.0, 76.0)
    words = [word(5, 64, 60), *(word(5, y, 120) for y in (84, 100, 116))]
    assert [[mark.pos for mark in part] for part in split_at_bars([stack], [bar], words)] == [[0, 20, 40], [140, 160]]
    assert split_at_bars([stack], [(0.0, 40.0, 300.0, 56.0)], words) == [stack]  # a coloured row of the table
    assert split_at_bars([stack], [bar], words[:1]) == [stack]  # nothing below it


@pytest.mark.parametrize(("inset", "tables"), [(2.0, 2), (0.0, 1)])
def test_a_table_with_columns_of_its_own_that_keeps_off_the_sides_of_its_cell(inset: float, tables: int) -> None:
    """Rules from side to side divide rows of the table; those that keep off the sides are of a table in the cell."""
    joints = tuple(range(100, 300, 20))
    outer = [Mark(True, y, 0, 400, (60.0, 300.0)) for y in (0.0, 20.0, 100.0)]
    inner = [Mark(True, y, 60 + inset, 300 - inset, joints) for y in (30.0, 45.0, 60.0)]
    row = [word(x + 3, y, x + 15) for y in (33, 48) for x in (63, *joints[:-1])]
    heads = [word(x, 5, x + 30) for x in (5, 100, 320)]
    grids = open_grids([*outer, *inner], [], [*heads, *row, word(5, 40, 30), word(320, 40, 350)])
    assert len(grids) == tables
    if tables == 2:
        assert {len(grid.xs) for grid in grids} == {4, len(joints) + 2}


COLOURED = [(a, 0.0, b, 20.0) for a, b in pairwise([0.0, 80.0, 160.0, 240.0])]
UNDER = [word(x, y, x + 40) for x in (10, 90, 170) for y in (6, 26)]


def test_coloured_headings_show_the_columns_of_a_table_whose_first_rule_is_below_its_first_row() -> None:
    last = [word(10, 46, 50), word(170, 46, 210)]  # nothing in the second column
    (grid,) = open_grids(rules(40, 60, hi=240), [Shade(box, (0.9,)) for box in COLOURED], [*UNDER, *last])
    assert (grid.xs, grid.ys) == ([0, 80, 160, 240], [0, 20, 40, 60])


def test_coloured_boxes_head_no_row_that_runs_over_their_sides_or_that_a_rule_closes() -> None:
    below = rules(40, hi=240)
    assert [mark.pos for mark in tops_of_heads(COLOURED, below, UNDER)] == [0]
    assert not tops_of_heads(COLOURED, [*below, *rules(20, hi=240)], UNDER)
    assert not tops_of_heads(COLOURED, below, [*UNDER, word(50, 26, 150)])
    assert not tops_of_heads(COLOURED, rules(40, hi=300), UNDER)


@pytest.mark.parametrize(("below", "tables"), [(34.0, 0), (60.0, 1)])
def test_a_title_between_two_closed_grids_is_no_table(below: float, tables: int) -> None:
    grids = [Grid([0.0, 60.0, 300.0], ys, []) for ys in ([-40.0, -20.0, 0.0], [below, 80.0, 100.0])]
    title = [text("二保健事業", 4, 12), text("＞", 120, 12), text("健康づくり", 200, 12)]
    assert len(open_grids(rules(2, 34), [], title, grids)) == tables


def test_a_heading_with_a_bar_before_it_parts_tables_with_rules_as_wide() -> None:
    tables = [word(x, y, x + 40) for y in (4, 24, 104, 124) for x in (5, 105, 225)]
    words = [*tables, text("三給付", 12, 72)]
    bar = Shade((0.0, 66.0, 5.0, 82.0), (0.2,))
    found = open_grids(rules(0, 20, 40, 83, 100, 120, 140), [bar], words)
    assert [(grid.ys[0], grid.ys[-1]) for grid in found] == [(0, 40), (100, 140)]


@pytest.mark.parametrize(
    ("over", "rows"),
    [
        ([(5, 30), (105, 150), (225, 270)], 3),
        ([(5, 30), (225, 270)], 2),  # one column without a heading
        ([(5, 150), (155, 200), (225, 270)], 2),  # one over two columns
    ],
)
def test_a_line_over_the_first_rule_with_words_over_every_column_holds_the_headings(
    over: list[tuple[float, float]], rows: int
) -> None:
    below = [word(x, y, x + 40) for y in (24, 44) for x in (5, 105, 225)]
    heads = [word(left, 6, right) for left, right in over]
    (grid,) = open_grids(rules(18, 38, 58), [], [*heads, *below])
    assert len(grid.ys) == rows + 1
    title = [word(5, -8, 60)]
    (grid,) = open_grids(rules(18, 38, 58), [], [*title, *heads, *below])
    assert len(grid.ys) == rows + 1
    words = [word(5, -6, 40), word(105, -6, 140)]  # a list of words in columns
    (grid,) = open_grids(rules(18, 38, 58), [], [*words, *heads, *below])
    assert len(grid.ys) == 3
