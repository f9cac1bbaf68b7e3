"""Headings over a closed grid, which no vertical ruling parts, are its first row."""

from __future__ import annotations

import pytest

from extract.readers.rules.open_heads import with_open_heads
from extract.readers.rules.rulings import Box, Grid, GridCell, Mark
from extract.readers.words.printed_words import PrintedWord

XS = [0.0, 60.0, 180.0, 300.0]
LOW = 40.0
BODY = Grid(XS, [LOW, 90.0], [GridCell(0, c, 1, 1, (XS[c], LOW, XS[c + 1], 90.0)) for c in range(3)])
OVER = Mark(True, 20.0, 0.0, 300.0)


def word(text: str, x: float, y: float = 26.0) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 9)) for i, letter in enumerate(text))


#: In no place of their own: only a rule, or colour, shows that they are headings.
HEADS = [word("分野", 20), word("新年度", 75), word("旧年度", 200)]
#: In the middle of their columns.
CENTRED = [word("分野", 22), word("新年度", 108), word("旧年度", 228)]


def heads(
    rules: list[Mark], words: list[PrintedWord], shades: list[Box] | None = None, others: list[Grid] | None = None
) -> list[tuple[int, int]]:
    """First column and width of each heading; nothing where the grid was left as it is."""
    found = with_open_heads([BODY, *(others or [])], rules, shades or [], words)[0]
    if found is BODY:
        return []
    assert all(cell.box[3] == LOW for cell in found.cells if cell.row == 0)
    assert sorted(cell.col for cell in found.cells if cell.row == 1) == [0, 1, 2]
    return sorted((cell.col, cell.colspan) for cell in found.cells if cell.row == 0)


EACH = [(0, 1), (1, 1), (2, 1)]


def test_headings_below_a_rule_as_wide_as_the_grid_stand_in_its_columns() -> None:
    assert heads([OVER], HEADS) == EACH


def test_a_blank_corner_is_a_heading_too() -> None:
    assert heads([OVER], HEADS[1:]) == EACH
    assert heads([OVER], HEADS[:2]) == []


def test_coloured_boxes_upon_the_grid_are_headings_without_a_rule() -> None:
    boxes = [(a, 20.0, b, LOW) for a, b in zip(XS, XS[1:], strict=False)]
    assert heads([], HEADS, boxes) == EACH
    assert heads([], HEADS, [(0.0, 20.0, 300.0, LOW)]) == []  # a bar over all of it is that of a title


def test_a_heading_reaches_over_the_columns_between_the_joints_of_the_rule() -> None:
    jointed = Mark(True, 20.0, 0.0, 300.0, (60.0,))
    assert heads([jointed], [HEADS[0], word("事業計画", 160)]) == [(0, 1), (1, 2)]
    assert heads([Mark(True, 20.0, 0.0, 300.0, (90.0,))], HEADS) == []  # the sides are those of another table


@pytest.mark.parametrize(
    "words",
    [
        [word("令和7年度事業計画の一覧", 10), word("単位:件", 260)],  # a title
        [word("分野", 20), word("120", 100), word("131", 220)],  # figures are no headings
        [*HEADS, word("その他の欄", 285)],  # it runs out of the table
        [word("分野", 20, 120), word("新年度", 100, 120)],
    ],
)
def test_what_is_no_row_of_headings(words: list[PrintedWord]) -> None:
    assert heads([OVER], words) == []


def test_headings_right_over_the_grid_stand_in_the_middle_of_their_columns_where_nothing_is_drawn() -> None:
    right_over = [word(text, x, 29) for text, x in (("分野", 22), ("新年度", 108), ("旧年度", 228))]
    assert heads([], right_over) == EACH
    assert heads([], CENTRED[:1] + right_over[1:]) == EACH  # a line of another size
    assert heads([], [word(text, x, 12) for text, x in (("分野", 22), ("新年度", 108), ("旧年度", 228))]) == []
    assert heads([], [word("分野", 22, 29), word("新年度", 75, 29), word("旧年度", 200, 29)]) == []


def test_two_lines_of_headings_right_over_the_grid() -> None:
    lower = [word(text, x, 29) for text, x in (("(令和5)", 98), ("(令和4)", 218))]
    upper = [word(text, x, 18) for text, x in (("新", 116), ("旧", 236))]
    found = with_open_heads([BODY], [], [], [*upper, *lower])[0]
    assert found.ys[0] == 17.0
    beside = [word("分野", 22, 24), *upper, *lower]  # in the middle of their height
    assert with_open_heads([BODY], [], [], beside)[0].ys[0] == 17.0
    titled = [word("分野", 22, 29), *(word(text, x, 29) for text, x in (("新年度", 108), ("旧年度", 228)))]
    assert with_open_heads([BODY], [], [], [word("第1表", 2, 18), *titled])[0].ys[0] == 28.0


def whole(below: int = 3) -> Grid:
    first = GridCell(0, 0, 1, below, (XS[0], 20.0, XS[below], LOW))
    rows = [GridCell(1, c, 1, 1, (XS[c], LOW, XS[c + 1], 90.0)) for c in range(below)]
    return Grid(XS[: below + 1], [20.0, LOW, 90.0], [first, *rows])


def first_row(grid: Grid, words: list[PrintedWord], shades: list[Box] | None = None) -> list[tuple[int, int]]:
    found = with_open_heads([grid], [], shades or [], words)[0]
    return sorted((cell.col, cell.colspan) for cell in found.cells if cell.row == 0)


def test_a_first_row_in_one_piece_is_cut_into_its_headings() -> None:
    assert first_row(whole(), CENTRED) == EACH
    assert first_row(whole(), HEADS) == [(0, 3)]
    assert first_row(whole(), HEADS, [(a, 20.0, b, LOW) for a, b in zip(XS, XS[1:], strict=False)]) == EACH
    assert first_row(whole(), [word("事業計画", 2), word("一覧", 150)]) == [(0, 3)]
    assert first_row(whole(2), [word("目次", 2), word("単位:件", 140)]) == [(0, 2)]  # a title and its unit


def test_a_rule_of_other_ends_or_far_above_is_not_of_the_grid() -> None:
    assert heads([Mark(True, 20.0, 0.0, 240.0)], HEADS) == []
    assert heads([Mark(True, -80.0, 0.0, 300.0)], HEADS) == []


def test_another_table_above_ends_at_its_own_rules() -> None:
    above = Grid(XS, [0.0, 30.0], [GridCell(0, c, 1, 1, (XS[c], 0.0, XS[c + 1], 30.0)) for c in range(3)])
    assert heads([OVER], HEADS, others=[above]) == []
    around = Grid([-20.0, 320.0], [10.0, 100.0], [GridCell(0, 0, 1, 1, (-20.0, 10.0, 320.0, 100.0))])
    assert heads([OVER], HEADS, others=[around]) == EACH
