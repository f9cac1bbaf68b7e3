"""Frames that leave out their outer sides, and others with them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extract.readers.rules.open_sides import with_sides_left_out
from extract.readers.rules.rulings import Mark, ruled_grid
from extract.readers.words.printed_words import PrintedWord

#: Two rows under headings of which only the last is drawn apart; the rules are jointed at all columns.
JOINTS = (100.0, 220.0)
RULES = [Mark(True, y, 0.0, 300.0, JOINTS) for y in (80.0, 140.0)]
SIDE = Mark(False, 220.0, 20.0, 140.0)
HEADS = [(a, 0.0, b, 20.0) for a, b in pairwise([0.0, 100.0, 220.0, 300.0])]


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 9)) for i, letter in enumerate(text))


HEADINGS = [word("計画", 40, 5), word("実施状況", 140, 5), word("予定", 250, 5)]
TEXT = [word("・文を書く。", x, y) for x in (5, 105, 225) for y in (26, 86)]


def sides(
    frame: list[Mark], words: list[PrintedWord], shades: list[tuple[float, float, float, float]]
) -> tuple[list[float], list[float]]:
    grid = ruled_grid(with_sides_left_out(frame, shades, words))
    assert grid is not None
    return [round(x) for x in grid.xs], grid.ys


def test_joints_of_rules_and_coloured_headings_show_what_one_vertical_leaves_out() -> None:
    assert sides([*RULES, SIDE], [*HEADINGS, *TEXT], HEADS) == ([0, 100, 220, 300], [0, 20, 80, 140])


def test_joints_alone_show_the_columns_where_a_table_goes_on_without_headings() -> None:
    frame = [*RULES, Mark(False, 220.0, 80.0, 140.0)]
    assert sides(frame, TEXT, []) == ([0, 100, 220, 300], [80, 140])


def test_a_joint_that_lines_of_text_cross_is_no_side() -> None:
    over = [word("・文が長く続き先へ出る。", 9, y) for y in (30, 90)]
    assert sides([*RULES, SIDE], [*HEADINGS, *over, *TEXT[4:]], [])[0] == [0, 220, 300]


def test_a_frame_with_both_outer_sides_is_left_as_it_is() -> None:
    frame = [*RULES, SIDE, *(Mark(False, x, 20.0, 140.0) for x in (0.0, 300.0))]
    assert with_sides_left_out(frame, HEADS, [*HEADINGS, *TEXT]) == frame


#: Names, three columns of figures that nothing parts, and behind a side the average; rules beside a group of rows.
ROWS = [Mark(True, 30.0, 80.0, 400.0), Mark(True, 60.0, 0.0, 400.0), Mark(True, 90.0, 80.0, 400.0)]
ENDS = [Mark(True, y, 0.0, 400.0) for y in (0.0, 120.0)]
DRAWN = [Mark(False, 160.0, 0.0, 120.0), Mark(False, 350.0, 0.0, 120.0)]


def figures(*texts: str) -> list[PrintedWord]:
    out = [word("分野の名", 5, y) for y in (15, 75)]
    for y in (10, 40, 70, 100):
        out.append(word("KPIの名", 85, y))
        out += [word(text, x, y) for text, x in zip((*texts, "7.1%"), (170, 230, 290, 360), strict=True)]
    return out


def test_figures_below_one_another_are_columns_and_ends_of_rules_show_the_one_of_groups() -> None:
    found, rows = sides([*ROWS, *ENDS, *DRAWN], figures("1.2%", "3.4%", "5.6%"), [])
    assert len(found) == 7 and found[:3] == [0, 80, 160] and found[-2:] == [350, 400]
    assert rows == [0, 30, 60, 90, 120]


@pytest.mark.parametrize("texts", [("文字", "文字", "文字"), ("文字", "3.4%", "文字")])
def test_words_below_one_another_are_no_columns_of_figures(texts: tuple[str, str, str]) -> None:
    assert sides([*ROWS, *ENDS, *DRAWN], figures(*texts), [])[0] == [0, 80, 160, 350, 400]


def test_a_heading_over_a_column_of_figures_stands_on_one_side_of_the_white() -> None:
    words = [*figures("1.2%", "3.4%", "5.6%"), word("前年度実績", 210, -20)]
    heads = [(0.0, -24.0, 400.0, 0.0)]
    frame = [*ROWS, ENDS[1], *(Mark(False, x, -24.0, 120.0) for x in (160.0, 350.0))]
    found, rows = sides(frame, words, heads)
    assert rows == [-24, 0, 30, 60, 90, 120]
    assert not any(210 < x < 250 for x in found)


NAMES = [word("KPIの名", 85, y) for y in (10, 40, 70, 100)]


def test_headings_stand_apart_at_sides_that_are_drawn_below_them_and_over_a_blank_column() -> None:
    frame = [*ROWS, ENDS[1], *(Mark(False, x, 0.0, 120.0) for x in (160.0, 350.0))]
    heads = [
        word(text, x, -12) for text, x in (("目標", 175), ("全国", 225), ("実績", 265), ("昨年", 310), ("平均", 365))
    ]
    cells = [word("1.2%", x, y) for x in (165, 260, 310, 360) for y in (10, 40, 70, 100)]
    colour = [(0.0, -24.0, 400.0, 0.0)]
    grid = ruled_grid(with_sides_left_out(frame, colour, [*heads, *NAMES, *cells]))
    assert grid is not None
    spans = [(cell.box[0], cell.box[2]) for cell in grid.cells if cell.row == 0]
    for head in heads:
        middle = head[0][2]
        (own,) = [(lo, hi) for lo, hi in spans if lo < middle < hi]
        assert sum(own[0] < other[0][2] < own[1] for other in heads) == 1


def test_figures_of_a_table_in_a_cell_make_no_columns_around_it() -> None:
    inner = [word("1.2%", x, y) for x in (170, 230, 290) for y in (8, 20, 40, 50, 70, 80, 100, 110)]
    groups = [word("分野の名", 5, y) for y in (15, 75)]
    assert sides([*ROWS, *ENDS, *DRAWN], [*groups, *NAMES, *inner], [])[0] == [0, 80, 160, 350, 400]


def test_blocks_of_text_stand_beside_one_another_where_rules_are_in_one_piece() -> None:
    rules = [Mark(True, y, 0.0, 300.0) for y in (0.0, 60.0, 120.0)]
    frame = [*rules, Mark(False, 220.0, 0.0, 120.0)]
    lines = [word(text, x, y) for text, x in (("・文を書く", 5), ("窓口を直す", 120)) for y in (6, 26, 66, 86)]
    (side,) = sides(frame, lines, [])[0][1:-2]
    assert side == 116
    marks = [word("○", 190, y) for y in (6, 66)]
    assert sides(frame, [*lines, *marks], [])[0] == [0, 116, 220, 300]
    assert sides(frame, [*lines[:4], *marks], [])[0] == [0, 220, 300]


def test_a_coloured_name_of_rows_is_one_cell_from_its_left_side_on() -> None:
    """Only a box that holds one piece of text is such a name."""
    rules = [Mark(True, y, lo, 300.0, (100.0, 160.0, 220.0)) for y, lo in ((80.0, 100.0), (140.0, 0.0))]
    frame = [*rules, Mark(False, 220.0, 20.0, 140.0)]
    bar = [(0.0, 0.0, 100.0, 20.0), (100.0, 0.0, 300.0, 20.0)]
    lines = [word("・文。", x, y) for x in (5, 105, 165, 225) for y in (26, 86)]

    def first_row(*names: PrintedWord) -> list[tuple[float, float]]:
        grid = ruled_grid(with_sides_left_out(frame, bar, [*lines, *names]))
        assert grid is not None
        return [(cell.box[0], cell.box[2]) for cell in grid.cells if cell.row == 0]

    assert first_row(word("業務の名", 104, 5)) == [(0, 100), (100, 300)]
    assert (100, 160) in first_row(word("計画", 110, 5), word("結果", 190, 5))


def test_a_vertical_in_pieces_around_a_wide_cell_runs_through_and_leaves_that_cell_whole() -> None:
    """The first column has no outer side; in the third row a word stands across two columns of marks."""
    rules = [Mark(True, 20.0 * i, 0.0, 260.0, (100.0, 180.0)) for i in range(8)]
    inner = [Mark(False, 140.0, 0.0, 60.0), Mark(False, 140.0, 80.0, 140.0)]
    frame = [*rules, *(Mark(False, x, 0.0, 140.0) for x in (100.0, 180.0)), *inner]
    words = [word("打合せ", 5, 20 * i + 5) for i in range(1, 7)]
    words += [word("●", x, 20 * i + 5) for i in (1, 2, 4, 5, 6) for x in (116, 156, 216)]
    words += [word("随時", 112, 65), word("5月", 146, 5), word("4月", 106, 5)]
    grid = ruled_grid(with_sides_left_out(frame, [], words))
    assert grid is not None
    (wide,) = [cell for cell in grid.cells if cell.row == 3 and cell.col == 1]
    assert wide.colspan == 2


@pytest.mark.parametrize(("number", "xs"), [("③", [0, 20, 120, 180, 240]), ("窓口", [0, 120, 180, 240])])
def test_a_rule_behind_a_number_parts_its_rows(number: str, xs: list[int]) -> None:
    frame = [Mark(True, 0.0, 0.0, 240.0), Mark(True, 30.0, 20.0, 240.0), Mark(True, 60.0, 0.0, 240.0)]
    frame += [Mark(False, x, 0.0, 60.0) for x in (120.0, 180.0, 240.0)]
    words = [word(number, 2, 25), word("研修", 24, 10), word("会議", 24, 40), word("●", 146, 10), word("●", 206, 40)]
    assert sides(frame, words, [])[0] == xs
