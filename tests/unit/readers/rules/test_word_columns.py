"""Columns that neither rules nor shades part."""

from __future__ import annotations

from extract.readers.rules.head_levels import below_groups, heads_over_rule
from extract.readers.rules.rulings import Mark
from extract.readers.rules.word_columns import columns_by_words
from extract.readers.words.printed_words import Piece, PrintedWord


def word(x: float, middle: float, text: str) -> PrintedWord:
    return PrintedWord((char, (x + 5 * i, middle - 5, x + 5 * i + 5, middle + 5)) for i, char in enumerate(text))


HEADS = [word(10, 10, "月"), word(60, 10, "受付件数"), word(160, 10, "相談件数")]


def test_figures_aside_of_their_headings_stand_below_them_in_doubt() -> None:
    body = [word(x, y, text) for y in (30, 50) for x, text in ((10, "4月"), (125, "120"), (225, "310"))]
    assert columns_by_words([*HEADS, *body], 0, 250, 20) == ([0, 40, 150, 250], False)


def test_figures_right_under_their_headings_are_sure() -> None:
    body = [word(x, y, text) for y in (30, 50) for x, text in ((10, "4月"), (65, "120"), (165, "310"))]
    assert columns_by_words([*HEADS, *body], 0, 250, 20) == ([0, 40, 120, 250], True)


def test_targets_and_results_on_both_sides_of_a_heading_are_one_column() -> None:
    heads = [word(10, 10, "区分"), word(90, 10, "5年度"), word(190, 10, "6年度")]
    aims = [word(10, 30, "目標"), word(55, 30, "9.0%"), word(155, 30, "8.0%")]
    found = [word(10, 50, "実績"), word(125, 50, "7.0%"), word(225, 50, "6.5%")]
    assert columns_by_words([*heads, *aims, *found], 0, 250, 20) == ([0, 37.5, 150, 250], True)


def test_a_lone_letter_is_of_the_heading_that_it_begins() -> None:
    heads = [word(10, 10, "月"), word(60, 10, "健診受診者数"), word(130, 10, "同"), word(142, 10, "受診率")]
    body = [word(x, y, text) for y in (30, 50) for x, text in ((10, "4月"), (75, "120"), (140, "3.1"))]
    assert columns_by_words([*heads, *body], 0, 250, 20) == ([0, 40, 110, 250], True)


def test_words_without_figures_tell_no_columns() -> None:
    assert columns_by_words([*HEADS, word(10, 30, "窓口"), word(60, 30, "案内した")], 0, 250, 20) is None
    row = ((10, "窓口"), (60, "案内した"), (110, "続ける"), (225, "○"))
    text = [word(x, y, said) for y in (30, 50) for x, said in row]
    assert columns_by_words([*HEADS, *text], 0, 250, 20) is None


def test_the_end_of_a_shorter_rule_parts_two_columns() -> None:
    body = [word(x, y, text) for y in (30, 50) for x, text in ((10, "4月"), (65, "120"), (165, "310"))]
    assert columns_by_words([*HEADS, *body], 0, 250, 20, [130.0]) == ([0, 40, 130, 250], True)


def test_headings_over_a_rule_share_the_columns_below_it() -> None:
    xs = [0.0, 50.0, 100.0, 150.0, 200.0, 250.0]
    heads = [Piece((85, 5, 115, 15), "甲"), Piece((185, 5, 215, 15), "乙")]
    assert heads_over_rule(xs, (50.0, 250.0), heads) == [(1, 2), (3, 4)]
    assert heads_over_rule(xs, (50.0, 250.0), []) == []


def test_headings_at_the_right_of_their_columns_take_those_before_them() -> None:
    xs = [0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0]
    right = [Piece((165.0, 0.0, 195.0, 8.0)), Piece((315.0, 0.0, 345.0, 8.0))]
    assert heads_over_rule(xs, (50.0, 350.0), right) == [(1, 3), (4, 6)]
    left = [Piece((55.0, 0.0, 85.0, 8.0)), Piece((205.0, 0.0, 235.0, 8.0))]
    assert heads_over_rule(xs, (50.0, 350.0), left) == [(1, 3), (4, 6)]


def test_headings_over_a_shorter_rule_are_of_the_table_below_it() -> None:
    def word(x0: float, top: float) -> list[tuple[float, float, float, float]]:
        return [(x0, top, x0 + 20, top + 8)]

    stack = [Mark(True, y, 0, 200) for y in (40.0, 60.0)]
    short, lower = Mark(True, 24, 40, 200), [word(x, 28) for x in (50, 90, 130, 170)]
    upper = [word(70, 12), word(150, 12)]
    assert below_groups(stack, [short, *stack], [*upper, *lower]) == [Mark(True, 11, 0, 200), *stack]
    assert below_groups(stack, [short, *stack], lower) == stack  # nothing stands over it
    assert below_groups(stack, [Mark(True, 24, 0, 200), *stack], [*upper, *lower]) == stack  # a rule of the whole width
    assert below_groups(stack, [short, *stack], [*upper, word(70, 28)]) == stack  # fewer below than above
