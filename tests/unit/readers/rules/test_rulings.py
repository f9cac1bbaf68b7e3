"""Rulings to grids, on marks drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.rules.open_rules import Shade, open_grids
from extract.readers.rules.rulings import REACH, SHORTEST, Box, Grid, Mark, frames, merge_marks, nearest, ruled_grid

H, V = True, False


def across(y: float, x0: float, x1: float, *joints: float) -> Mark:
    return Mark(H, y, x0, x1, joints)


def down(x: float, y0: float, y1: float) -> Mark:
    return Mark(V, x, y0, y1)


def closed(xs: Sequence[float], ys: Sequence[float]) -> list[Mark]:
    """All rulings of a plain grid."""
    return [*(across(y, xs[0], xs[-1]) for y in ys), *(down(x, ys[0], ys[-1]) for x in xs)]


def shape(grid: Grid | None) -> list[tuple[int, int, int, int]]:
    assert grid is not None
    return [(c.row, c.col, c.rowspan, c.colspan) for c in grid.cells]


#: Where the words of two tables of four columns begin.
_STARTS = ((5, 55, 85, 115), (5, 45, 70, 125))


def word(x0: float, y: float, text_width: float, glyphs: int = 4, high: float = 8) -> list[Box]:
    """A printed word: `glyphs` boxes side by side around the height y."""
    step = text_width / glyphs
    return [(x0 + i * step, y - high / 2, x0 + (i + 1) * step, y + high / 2) for i in range(glyphs)]


class TestMerging:
    def test_pieces_of_one_ruling_become_one_with_its_joints(self) -> None:
        (mark,) = merge_marks([across(10, 0, 50), across(10.4, 50.3, 90), across(10, 90, 120)])
        assert (mark.lo, mark.hi) == (0, 120)
        assert [round(x) for x in mark.joints] == [50, 90]
        assert mark.pos == pytest.approx(10.13, abs=0.01)

    def test_a_gap_stays_a_gap(self) -> None:
        assert [(m.lo, m.hi) for m in merge_marks([across(10, 0, 50), across(10, 53, 90)])] == [(0, 50), (53, 90)]

    def test_overlap_makes_no_joint(self) -> None:
        (mark,) = merge_marks([across(10, 0, 60), across(10, 30, 90)])
        assert mark.joints == ()

    @pytest.mark.parametrize("gap", [1.5, 2.0, 3.0])
    def test_a_dot_of_a_ruling_that_crosses_a_dashed_one_is_none_of_its_dashes(self, gap: float) -> None:
        dashes = [across(60, 10 + 4 * i, 12.4 + 4 * i) for i in range(20)]
        sides = [10 - gap, dashes[-1].hi + gap]
        dots = [(x, 0.7 * k) for x in sides for k in range(0, 200, 2)]
        marks = [
            *dashes,
            *(Mark(H, y, x - 0.35, x + 0.35) for x, y in dots),
            *(down(x, y - 0.35, y + 0.35) for x, y in dots),
        ]
        (ruling,) = [mark for mark in merge_marks(marks) if mark.horizontal]
        assert (ruling.lo, ruling.hi) == (10, dashes[-1].hi)

    def test_even_dashes_and_dots_are_one_ruling(self) -> None:
        (ruling,) = merge_marks([across(10, x, x + SHORTEST / 2) for x in range(0, 100, 4)])
        assert (ruling.lo, ruling.hi) == (0, 96 + SHORTEST / 2)

    def test_cells_that_space_their_dashes_differently_share_a_ruling(self) -> None:
        starts = [0, 3.5, 7, 10.5, *(14 + 4.1 * i for i in range(5))]  # a cell with narrow gaps, one with wide ones
        (ruling,) = merge_marks([across(10, x, x + 2.25) for x in starts])
        assert (ruling.lo, ruling.hi, ruling.joints) == (0, 14 + 4.1 * 4 + 2.25, ())

    def test_a_short_run_counts_where_the_ruling_goes_on(self) -> None:
        low = [Mark(False, 20, y, y + 2) for y in (0, 4, 8)]
        tall = [Mark(False, 20, y, y + 2) for y in range(40, 80, 4)]
        assert [(m.lo, m.hi) for m in merge_marks([*low, *tall])] == [(0, 10), (40, 78)]
        assert len(merge_marks(low)) == 3

    def test_dashes_a_touch_apart_are_no_joints(self) -> None:
        (ruling,) = merge_marks([across(10, x * 3.4, x * 3.4 + 2.25) for x in range(12)])
        assert ruling.joints == ()

    def test_few_or_uneven_dots_are_no_ruling(self) -> None:
        assert merge_marks([across(10, x, x + SHORTEST / 2) for x in (0, 4, 8, 12)]) == []
        assert merge_marks([across(10, x * x, x * x + SHORTEST / 2) for x in range(3, 20)]) == []

    def test_two_rulings_three_points_apart_stay_two(self) -> None:
        assert len(merge_marks([across(10, 0, 50), across(13, 0, 50)])) == 2

    def test_directions_do_not_mix(self) -> None:
        assert {m.horizontal for m in merge_marks([across(10, 0, 50), down(10, 0, 50)])} == {True, False}

    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 60), st.integers(0, 60), st.integers(1, 40)), max_size=30))
    def test_merging_twice_changes_no_extent(self, drawn: list[tuple[bool, int, int, int]]) -> None:
        marks = [Mark(h, pos * 4.0, lo, lo + length) for h, pos, lo, length in drawn]
        once = merge_marks(marks)
        twice = merge_marks(once)
        assert [(m.horizontal, m.pos, m.lo, m.hi) for m in once] == [(m.horizontal, m.pos, m.lo, m.hi) for m in twice]

    @given(st.permutations(closed([0, 40, 80], [0, 20, 40])))
    def test_the_order_of_drawing_does_not_matter(self, marks: list[Mark]) -> None:
        assert shape(ruled_grid(merge_marks(marks))) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True), st.integers(-9, 89))
def test_the_nearest_boundary_is_the_first_of_those_as_near(drawn: list[int], doubled: int) -> None:
    positions, value = [float(x) for x in sorted(drawn)], doubled / 2
    assert nearest(positions, value) == min(range(len(positions)), key=lambda i: abs(positions[i] - value))


class TestClosedGrids:
    @given(st.integers(1, 6), st.integers(1, 6))
    def test_a_plain_grid_has_all_its_cells(self, rows: int, cols: int) -> None:
        xs, ys = [10 + 30 * i for i in range(cols + 1)], [20 + 15 * i for i in range(rows + 1)]
        grid = ruled_grid(merge_marks(closed(xs, ys)))
        assert shape(grid) == [(r, c, 1, 1) for r in range(rows) for c in range(cols)]
        assert grid is not None
        assert grid.box == (10, 20, xs[-1], ys[-1])
        assert grid.ruled

    def test_a_missing_wall_merges_two_cells_of_a_row(self) -> None:
        marks = [m for m in closed([0, 40, 80], [0, 20, 40]) if not (not m.horizontal and m.pos == 40)]
        assert shape(ruled_grid([*marks, down(40, 20, 40)])) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]

    def test_a_missing_floor_merges_two_cells_of_a_column(self) -> None:
        marks = [m for m in closed([0, 40, 80], [0, 20, 40]) if not (m.horizontal and m.pos == 20)]
        assert shape(ruled_grid([*marks, across(20, 40, 80)])) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]

    def test_no_position_is_covered_twice_or_not_at_all(self) -> None:
        marks = [
            *closed([0, 100], [0, 60]),
            across(20, 0, 100),
            across(40, 30, 100),
            down(30, 20, 60),
            down(60, 0, 20),
            down(60, 40, 60),
        ]
        grid = ruled_grid(marks)
        assert grid is not None
        covered = [
            (r, c)
            for cell in grid.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.col, cell.col + cell.colspan)
        ]
        assert sorted(covered) == [(r, c) for r in range(len(grid.ys) - 1) for c in range(len(grid.xs) - 1)]

    def test_sides_may_be_open(self) -> None:
        marks = [across(y, 0, 90) for y in (0, 20, 40)] + [down(x, 0, 40) for x in (30, 60)]
        assert len(shape(ruled_grid(marks))) == 6

    def test_an_underline_that_touches_a_border_is_no_boundary(self) -> None:
        marks = [*closed([0, 50, 100], [0, 20, 40]), across(12, 0, 33), across(31, 62, 100)]
        grid = ruled_grid(marks)
        assert len(shape(grid)) == 4
        assert grid is not None
        assert grid.ys == [0, 20, 40]

    def test_a_side_left_out_beside_a_merged_cell_is_where_the_rows_end(self) -> None:
        rows = [across(y, 30 if 0 < y < 80 else 0, 120) for y in (0, 20, 40, 60, 80)]
        sides = [*(down(x, 0, 80) for x in (0, 60, 90, 120)), down(30, 0, 20)]
        grid = ruled_grid([*rows, *sides])
        assert grid is not None
        assert grid.ys == [0, 20, 40, 60, 80]
        assert [cell.rowspan for cell in grid.cells if cell.col == 1] == [1, 1, 1, 1]

    def test_strokes_without_crossing_enclose_nothing(self) -> None:
        assert ruled_grid([across(0, 0, 50), across(10, 0, 50)]) is None
        assert ruled_grid([down(0, 0, 50)]) is None
        assert ruled_grid([]) is None

    def test_a_table_cut_by_the_page_end_goes_on_to_where_its_sides_end(self) -> None:
        marks = [across(0, 0, 90), across(20, 0, 90), *(down(x, 0, 55) for x in (0, 45, 90))]
        grid = ruled_grid(marks)
        assert grid is not None
        assert grid.ys == [0, 20, 55]
        assert len(grid.cells) == 4

    def test_a_table_that_begins_before_its_first_ruling_goes_up_too(self) -> None:
        marks = [across(40, 0, 90), across(60, 0, 90), *(down(x, 8, 60) for x in (0, 45, 90))]
        grid = ruled_grid(marks)
        assert grid is not None
        assert grid.ys == [8, 40, 60]

    def test_one_side_that_runs_on_is_no_further_row(self) -> None:
        marks = [*closed([0, 45, 90], [0, 20, 40]), down(45, 40, 70)]
        grid = ruled_grid(merge_marks(marks))
        assert grid is not None
        assert grid.ys[-1] == 40

    def test_double_rulings_are_one(self) -> None:
        marks = [*closed([0, 50, 100], [0, 20, 40]), across(20.9, 0, 100), down(50.8, 0, 40)]
        assert len(shape(ruled_grid(merge_marks(marks)))) == 4


class TestFrames:
    def test_two_tables_are_two_frames(self) -> None:
        marks = [*closed([0, 40], [0, 20]), *closed([60, 100], [0, 20])]
        assert sorted(len(frame) for frame in frames(marks)) == [4, 4]

    def test_columns_that_end_at_either_line_of_a_double_rule_are_one_table(self) -> None:
        left = [across(y, 30, 200) for y in (10, 60, 110)]
        right = [across(y, 203, 380) for y in (10, 60, 110)]
        (frame,) = frames([*left, down(200, 10, 110), down(203, 10, 110), *right])
        grid = ruled_grid(frame)
        assert grid is not None
        assert [round(x, 1) for x in grid.xs] == [30, 201.5, 380]

    def test_sides_close_to_one_another_that_end_elsewhere_are_of_two_tables(self) -> None:
        left = [across(y, 30, 200) for y in (10, 60)]
        right = [across(y, 203, 380) for y in (10, 90)]
        assert len(frames([*left, down(200, 10, 60), down(203, 10, 90), *right])) == 2

    def test_a_nested_table_is_a_frame_of_its_own(self) -> None:
        outer, inner = closed([0, 200], [0, 100]), closed([20, 60, 100], [20, 40, 60])
        grids = [grid for frame in frames([*outer, *inner]) if (grid := ruled_grid(frame))]
        assert sorted(len(grid.cells) for grid in grids) == [1, 4]

    def test_touching_is_enough(self) -> None:
        assert len(frames([across(0, 0, 50), down(50 + REACH, 0, 40)])) == 1
        assert len(frames([across(0, 0, 50), down(50 + 2 * REACH, 0, 40)])) == 2

    def test_every_mark_is_in_exactly_one_frame(self) -> None:
        marks = [*closed([0, 40], [0, 20]), across(90, 0, 10), down(300, 0, 10)]
        assert sorted(map(id, (m for frame in frames(marks) for m in frame))) == sorted(map(id, marks))


class TestHorizontalRulesOnly:
    def test_columns_from_joints_that_rules_share(self) -> None:
        rules = [across(y, 0, 150, 50, 100) for y in (0, 20, 40)]
        words = [word(x, y, 20) for x in (10, 60, 110) for y in (10, 30)]
        (grid,) = open_grids(rules, [], words)
        assert grid.xs == [0, 50, 100, 150]
        assert len(grid.cells) == 6
        assert not grid.ruled

    def test_columns_from_shaded_boxes(self) -> None:
        rules = [across(y, 0, 150) for y in (0, 60)]
        shades = [Shade((x, y, x + 50, y + 20), (0.8,)) for x in (0, 50, 100) for y in (0, 20)]
        words = [word(x, y, 20) for x in (10, 60, 110) for y in (10, 30, 50)]
        (grid,) = open_grids(rules, shades, words)
        assert grid.xs == [0, 50, 100, 150]
        assert grid.ys == [0, 20, 40, 60]

    def test_columns_from_white_gaps(self) -> None:
        rules = [across(y, 0, 150) for y in (0, 20, 40)]
        words = [word(x, y, 30) for x in (5, 60, 110) for y in (10, 30)]
        (grid,) = open_grids(rules, [], words)
        assert grid.xs == [0, 47.5, 100, 150]

    def test_figures_set_right_of_their_heading_stand_in_its_column(self) -> None:
        rules = [across(y, 0, 300) for y in (0, 20, 60)]
        heads = [word(x, 10, 30) for x in (5, 110, 210)]
        body = [word(x, y, 30) for x in (5, 160, 262) for y in (30, 50)]
        (grid,) = open_grids(rules, [], [*heads, *body])
        assert len(grid.xs) == 4

    def test_rows_without_a_rule_between_them(self) -> None:
        rules = [across(y, 0, 150) for y in (0, 60)]
        words = [word(x, y, 30) for x in (5, 60, 110) for y in (10, 30, 50)]
        (grid,) = open_grids(rules, [], words)
        assert grid.ys == [0, 20, 40, 60]

    def test_running_text_side_by_side_is_one_row(self) -> None:
        rules = [across(y, 0, 300) for y in (0, 60)]
        columns = [word(x, y, width, 12) for x in (5, 160) for y, width in ((10, 138), (22, 60))]
        (grid,) = open_grids(rules, [], columns)
        assert grid.ys == [0, 60]

    def test_lines_that_touch_across_shaded_headings_are_no_running_text(self) -> None:
        rules = [across(y, 0, 300) for y in (0, 20, 60)]
        shades = [Shade((x, 0, x + 150, 20), (0.8,)) for x in (0, 150)]
        touching = [*word(5, 30, 144, 12), *word(151, 30, 144, 12)]
        (grid,) = open_grids(rules, shades, [word(60, 10, 30), word(210, 10, 30), touching, word(5, 42, 60)])
        assert (grid.xs, grid.ys) == ([0, 150, 300], [0, 20, 60])

    def test_rules_under_headings_make_no_table_of_the_closed_grid_between_them(self) -> None:
        rules = [across(y, 0, 300) for y in (0, 100, 200)]
        closed_grid = ruled_grid(closed([0, 100, 200, 300], [10, 30, 50]), [])
        words = [word(x, y, 30) for x in (5, 110, 210) for y in (20, 40, 130, 170)]
        assert closed_grid is not None
        tables = open_grids(rules, [], words, [closed_grid])
        assert [grid.box[1::2] for grid in tables] == [(100, 200)]

    def test_a_rule_that_hangs_from_a_side_ends_where_a_column_does(self) -> None:
        rules = [*(across(y, 0, 200) for y in (0, 20, 60)), across(40, 30, 200)]
        shades = [Shade((x, 0, x + 100, 20), (0.8,)) for x in (0, 100)]
        words = [word(40, y, 30) for y in (10, 30, 50)] + [word(120, y, 30) for y in (10, 30, 50)]
        (grid,) = open_grids(rules, shades, [*words, word(5, 40, 10, 1)])
        assert grid.xs == [0, 30, 100, 200]
        assert (1, 0, 2, 1) in shape(grid)

    def test_tables_of_one_width_with_other_columns_are_two(self) -> None:
        first = [across(y, 0, 150, 50, 80, 110) for y in (0, 20, 40)]
        second = [across(y, 0, 150, 40, 65, 120) for y in (44, 64, 84)]
        words = [word(x, y, 12) for y, at in ((10, 0), (30, 0), (54, 1), (74, 1)) for x in _STARTS[at]]
        grids = open_grids([*first, *second], [], words)
        assert sorted((grid.ys[0], grid.ys[-1]) for grid in grids) == [(0, 40), (44, 84)]

    def test_a_heading_over_two_columns_spans_them(self) -> None:
        rules = [across(y, 0, 150, 50, 100) for y in (0, 20, 40)]
        words = [word(60, 10, 80, 8), word(10, 30, 20), word(60, 30, 20), word(110, 30, 20)]
        (grid,) = open_grids(rules, [], [*words, word(10, 10, 20)])
        spanned = [cell for cell in grid.cells if cell.row == 0]
        assert sum(cell.colspan for cell in spanned) == 3

    def test_a_heading_set_evenly_over_a_joint_is_one_word(self) -> None:
        rules = [across(y, 0, 150, 50, 100) for y in (0, 20, 40)]
        heading = word(80, 10, 40, glyphs=4)  # a joint passes between its second and third letter
        (grid,) = open_grids(rules, [], [heading, *(word(x, 30, 20) for x in (10, 60, 110))])
        assert (0, 1, 1, 2) in shape(grid)

    def test_numbers_side_by_side_are_cut_where_the_gap_is(self) -> None:
        rules = [across(y, 0, 150, 50, 100) for y in (0, 20, 40)]
        close = [*word(70, 30, 28, glyphs=4), *word(101.5, 30, 28, glyphs=4)]
        (grid,) = open_grids(rules, [], [close, word(10, 30, 20), *(word(x, 10, 20) for x in (10, 60, 110))])
        assert all(cell.colspan == 1 for cell in grid.cells)

    def test_beside_a_shorter_rule_cells_reach_over_both_rows(self) -> None:
        rules = [*(across(y, 0, 150, 50, 100) for y in (0, 20, 60)), across(40, 50, 150, 100)]
        words = [word(x, 10, 20) for x in (10, 60, 110)] + [word(x, y, 20) for x in (60, 110) for y in (30, 50)]
        (grid,) = open_grids(rules, [], [*words, word(10, 40, 20)])
        assert shape(grid) == [
            *((0, col, 1, 1) for col in (0, 1, 2)),
            (1, 0, 2, 1),
            *((row, col, 1, 1) for row in (1, 2) for col in (1, 2)),
        ]

    def test_double_rules_make_one_table(self) -> None:
        rules = [across(y + d, 0, 150, 50, 100) for y in (0, 20, 40) for d in (0, 2.5)]
        (grid,) = open_grids(rules, [], [word(x, y, 20) for x in (10, 60, 110) for y in (11, 31)])
        assert len(grid.ys) == 3

    def test_lines_under_the_rule_of_a_heading_are_no_rows(self) -> None:
        heading, rules = across(0, 0, 150), [across(y, 0, 150, 20, 60, 100) for y in (60, 80, 100)]
        lines = [word(8, y, 60, glyphs=6) for y in (20, 40)]
        (grid,) = open_grids([heading, *rules], [], [*lines, *(word(x, y, 10) for x in (5, 30, 70) for y in (70, 90))])
        assert grid.ys == [60, 80, 100]

    def test_prose_between_two_tables_with_equal_rules_parts_them(self) -> None:
        rules = [across(y, 0, 150, 50, 100) for y in (0, 20, 60, 80)]
        words = [word(x, y, 20) for x in (10, 60, 110) for y in (10, 70)]
        prose = word(2, 40, 140, glyphs=14)
        found = open_grids(rules, [], [*words, prose])
        assert [(grid.ys[0], grid.ys[-1]) for grid in found] == [(0, 20), (60, 80)]

    def test_a_sentence_that_runs_out_of_the_table_parts_it_too(self) -> None:
        rules = [across(y, 0, 150, 50, 100) for y in (0, 20, 60, 80)]
        words = [word(x, y, 20) for x in (10, 60, 110) for y in (10, 70)]
        found = open_grids(rules, [], [*words, word(90, 40, 120, glyphs=15)])
        assert [(grid.ys[0], grid.ys[-1]) for grid in found] == [(0, 20), (60, 80)]

    def test_a_title_below_the_rules_of_a_heading_is_no_row_of_the_table(self) -> None:
        rules = [*(across(y, 0, 150) for y in (0, 20)), *(across(y, 0, 150, 50, 100) for y in (40, 60, 80))]
        rows = [word(x, y, 20) for x in (10, 60, 110) for y in (50, 70)]
        found = open_grids(rules, [], [*rows, word(2, 8, 80, glyphs=8), word(2, 28, 60, glyphs=6)])
        assert [(grid.ys[0], grid.ys[-1]) for grid in found] == [(40, 80)]

    def test_a_line_across_the_columns_within_a_table_is_a_row_of_it(self) -> None:
        rules = [across(y, 0, 150, *(() if y == 40 else (50, 100))) for y in (0, 20, 40, 60, 80)]
        rows = [word(x, y, 20) for x in (10, 60, 110) for y in (8, 48, 68)]
        found = open_grids(rules, [], [*rows, word(2, 28, 60, glyphs=6)])
        assert [(grid.ys[0], grid.ys[-1]) for grid in found] == [(0, 80)]

    def test_without_prose_the_same_rules_are_one_table(self) -> None:
        rules = [across(y, 0, 150, 50, 100) for y in (0, 20, 60, 80)]
        words = [word(x, y, 20) for x in (10, 60, 110) for y in (10, 40, 70)]
        assert len(open_grids(rules, [], words)) == 1

    def test_rules_with_one_column_between_them_frame_text_not_a_table(self) -> None:
        rules = [across(y, 0, 150) for y in (0, 60)]
        assert open_grids(rules, [], [word(5, y, 130, 10) for y in (10, 30, 50)]) == []

    def test_rules_without_words_are_decoration(self) -> None:
        assert open_grids([across(y, 0, 150, 50, 100) for y in (0, 20, 40)], [], []) == []

    def test_rules_of_unequal_length_do_not_stack(self) -> None:
        words = [word(x, 10, 20) for x in (10, 60, 110)]
        assert open_grids([across(0, 0, 150, 50), across(20, 30, 150, 50)], [], words) == []

    def test_rules_in_two_cells_of_a_closed_grid_are_two_tables(self) -> None:
        outer = ruled_grid(closed([0, 200], [0, 50, 100]))
        rules = [across(y, 10, 190, 70, 130) for y in (20, 40, 60, 90)]
        words = [word(x, y, 20) for x in (20, 80, 140) for y in (30, 75)]
        assert outer is not None
        found = open_grids(rules, [], words, [outer])
        assert [(grid.ys[0], grid.ys[-1]) for grid in found] == [(20, 40), (60, 90)]

    def test_a_closed_table_in_the_cell_above_heads_no_rules_of_the_cell_below(self) -> None:
        outer, above = ruled_grid(closed([0, 200], [0, 50, 100])), ruled_grid(closed([10, 70, 130, 190], [20, 30, 40]))
        rules = [across(y, 10, 190, 70, 130) for y in (60, 75, 90)]
        words = [word(x, y, 20) for x in (20, 80, 140) for y in (56, 67, 82)]
        assert outer is not None and above is not None
        (grid,) = open_grids(rules, [], words, [outer, above])
        assert grid.ys[0] >= 50

    def test_headings_without_a_rule_over_them_belong_to_the_table(self) -> None:
        rules = [across(y, 0, 200, 50, 100, 150) for y in (20, 40, 60)]
        words = [word(x, y, 20) for x in (10, 60, 110, 160) for y in (12, 30, 50)]
        (grid,) = open_grids(rules, [], words)
        assert grid.ys[1:] == [20, 40, 60]
        assert grid.ys[0] < 12

    def test_a_line_above_the_rules_that_no_columns_divide_is_no_heading(self) -> None:
        rules = [across(y, 0, 200, 50, 100, 150) for y in (20, 40, 60)]
        words = [word(x, y, 20) for x in (10, 60, 110, 160) for y in (30, 50)]
        (grid,) = open_grids(rules, [], [*words, word(10, 12, 180, glyphs=9)])
        assert grid.ys == [20, 40, 60]

    def test_a_table_in_a_cell_says_nothing_of_the_columns_around_it(self) -> None:
        outer = [across(y, 0, 400, 200) for y in (0, 20, 120)]
        inner = [across(y, 220, 370, 270, 320) for y in (60, 80, 100)]
        shades = [Shade((x, 60, x + 50, 80), (0.9,)) for x in (220, 270, 320)]
        words = [word(x, y, 30) for x in (20, 230, 280, 330) for y in (10, 70, 90)]
        found = open_grids([*outer, *inner], shades, words)
        assert [grid.xs for grid in found] == [[220, 270, 320, 370], [0, 200, 400]]

    def test_rules_over_some_columns_are_no_table_of_their_own(self) -> None:
        rules = [across(y, 0, 200, 50, 100, 150) for y in (0, 20, 80)]
        parts = [across(y, 50, 200, 100, 150) for y in (40, 60)]
        words = [word(x, y, 20) for x in (10, 60, 110, 160) for y in (10, 30, 50, 70)]
        (grid,) = open_grids([*rules, *parts], [], words)
        assert grid.xs == [0, 50, 100, 150, 200]

    def test_a_shaded_column_does_not_hide_the_rows_beside_it(self) -> None:
        rules = [across(y, 0, 150) for y in (0, 20, 80)]
        words = [word(x, y, 30) for x in (5, 60, 110) for y in (10, 30, 50, 70)]
        (grid,) = open_grids(rules, [Shade((100, 0, 150, 80), (0.9,))], words)
        assert grid.ys == [0, 20, 40, 60, 80]

    def test_the_name_of_two_rows_may_stand_between_them(self) -> None:
        rules = [across(y, 0, 200, 50, 100, 150) for y in (0, 20, 60)]
        words = [word(x, y, 30) for x in (60, 110, 160) for y in (10, 30, 50)] + [word(10, y, 30) for y in (10, 40)]
        (grid,) = open_grids(rules, [], words)
        assert grid.ys == [0, 20, 40, 60]
        assert [cell.rowspan for cell in grid.cells if (cell.row, cell.col) == (1, 0)] == [2]

    def test_no_boundary_cuts_a_glyph(self) -> None:
        rules = [across(y, 0, 150, 50) for y in (0, 20, 40)]
        words = [word(30, y, 40, glyphs=4) for y in (10, 30)] + [word(100, y, 30) for y in (10, 30)]
        for grid in open_grids(rules, [], words):
            for x in grid.xs[1:-1]:
                assert not any(g[0] + 1.5 < x < g[2] - 1.5 for w in words for g in w)


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 12), st.integers(0, 12), st.integers(1, 12)),
        min_size=1,
        max_size=24,
    )
)
def test_any_drawing_gives_grids_without_holes_or_overlap(drawn: list[tuple[bool, int, int, int]]) -> None:
    marks = merge_marks(Mark(h, pos * 10.0, lo * 10.0, (lo + length) * 10.0) for h, pos, lo, length in drawn)
    for frame in frames(marks):
        grid = ruled_grid(frame)
        if grid is None:
            continue
        assert grid.xs == sorted(grid.xs)
        assert grid.ys == sorted(grid.ys)
        covered = [
            (r, c)
            for cell in grid.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.col, cell.col + cell.colspan)
        ]
        assert sorted(covered) == [(r, c) for r in range(len(grid.ys) - 1) for c in range(len(grid.xs) - 1)]
