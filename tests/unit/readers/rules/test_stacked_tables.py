"""Tables of one width below one another, and the titles and lists between them."""

from __future__ import annotations

import pytest

from extract.readers.rules.rulings import Box, Mark
from extract.readers.rules.stacked_tables import below_lead, sides_of_calendars, split_at_months, split_at_text
from extract.readers.words.printed_words import PrintedWord

MONTHS = [*range(4, 13), 1, 2, 3]


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 8)) for i, letter in enumerate(text))


def rules(*heights: float) -> list[Mark]:
    return [Mark(True, y, 0.0, 500.0) for y in heights]


def months(y: float, unit: str = "月") -> list[PrintedWord]:
    return [word("取組", 5, y), *(word(f"{month}{unit}", 100 + 33 * i, y) for i, month in enumerate(MONTHS))]


def marks(y: float) -> list[PrintedWord]:
    return [word("点検", 5, y), *(word("●", 104 + 33 * i, y) for i in (0, 3))]


def listed(y: float) -> list[PrintedWord]:
    return [word(text, x, at) for at in (y, y + 14) for text, x in (("○", 5), ("計画した取組の文", 16))]


#: A title's rule, a list, and a calendar: once more below it.
TWICE = [*listed(4), *months(46), *marks(66), word("2.次の題", 5, 90), *listed(114), *months(156), *marks(176)]


def parts(words: list[PrintedWord], *heights: float, bars: tuple[Box, ...] = ()) -> list[list[float]]:
    return [[mark.pos for mark in part] for part in split_at_text([rules(*heights)], bars, words)]


def test_a_calendar_below_a_list_begins_a_table_and_the_rule_of_its_title_ends_none() -> None:
    assert parts(TWICE, 0, 40, 60, 80, 110, 150, 170, 190) == [[40, 60, 80], [150, 170, 190]]


def test_months_that_stand_on_their_rule_without_one_above_begin_a_table_there() -> None:
    assert parts(TWICE, 0, 40, 60, 80, 110, 170, 190)[1] == [170, 190]


@pytest.mark.parametrize("above", [marks(4) + marks(18), months(4) + marks(18), [word("取組の名", 5, 4)]])
def test_rows_of_a_table_above_a_row_of_months_are_no_list(above: list[PrintedWord]) -> None:
    assert parts([*above, *months(46), *marks(66)], 0, 40, 60, 80) == [[0, 40, 60, 80]]


#: A title between two rules, lines of text, and figures under their headings.
OVER_FIGURES = [
    *[word("1.題", 5, 4), word("[係]", 440, 4)],
    *[*listed(24), word("目標", 5, 52)],
    *[word(text, x, 70) for text, x in (("指標", 5), ("7年度目標", 200), ("6年度実績", 400))],
    *[word(text, x, 90) for text, x in (("受診率", 5), ("61.0%", 200), ("58.2%", 400))],
]


def test_headings_over_figures_below_lines_of_text_begin_a_table() -> None:
    assert parts(OVER_FIGURES, 0, 20, 66, 86, 106) == [[66, 86, 106]]
    unsaid = [word for word in OVER_FIGURES if "年度" not in "".join(word.texts)]
    assert parts([*unsaid, *marks(70)], 0, 20, 66, 86, 106) == [[0, 20, 66, 86, 106]]


@pytest.mark.parametrize(
    ("bar", "begins"),
    [
        ((2.0, 50.0, 60.0, 62.0), True),
        ((2.0, 50.0, 60.0, 66.0), False),  # it touches the rule: a cell
        ((2.0, 50.0, 400.0, 62.0), False),
        ((200.0, 50.0, 260.0, 62.0), False),
    ],
)
def test_a_label_in_colour_among_lines_of_text_ends_the_table_above(bar: Box, begins: bool) -> None:
    rows = [word(text, x, y) for y in (70, 90) for text, x in (("受診率", 5), ("高い", 200), ("低い", 400))]
    above = [word("1.題", 5, 4), *listed(24), word("目標", 5, 52)]
    found = parts([*above, *rows], 0, 20, 66, 86, 106, bars=(bar,))
    assert found == ([[66, 86, 106]] if begins else [[0, 20, 66, 86, 106]])


def test_figures_in_any_order_are_no_months() -> None:
    figures = [word(text, 100 + 33 * i, 46) for i, text in enumerate(("7", "3", "9", "1", "8", "2"))]
    assert parts([*listed(4), *figures, *marks(66)], 0, 40, 60, 80) == [[0, 40, 60, 80]]


def test_a_coloured_bar_of_months_has_sides_where_no_rule_touches_it() -> None:
    bar = (0.0, 44.0, 500.0, 58.0)
    assert [mark.pos for mark in sides_of_calendars([bar], rules(0, 80), months(46, ""))] == [44, 58]
    assert not sides_of_calendars([bar], rules(0, 58, 80), months(46))
    assert not sides_of_calendars([bar], rules(0), months(46))
    assert not sides_of_calendars([bar], rules(0, 80), marks(46))


def figures(y: float, *places: float) -> list[PrintedWord]:
    return [word("令和5年度", 5, y), *(word("34", x, y) for x in places)]


@pytest.mark.parametrize(
    ("between", "end"),
    [
        ([word("※", 5, 66), word("速報である。", 18, 66), word("表2", 5, 78), word("申請件数", 40, 78)], 60),
        ([word("表2", 5, 78), word("申請件数", 40, 78), word("(単位:件)", 430, 78)], 60),
        (figures(78, 120), 90),
    ],
)
def test_a_remark_and_a_title_above_months_at_other_places_are_no_row_of_the_table_before(
    between: list[PrintedWord], end: float
) -> None:
    heads = [word(f"{month}月", 60 + 30 * i, 4) for i, month in enumerate(MONTHS)]
    words = [*heads, *figures(26, 64, 94), *figures(46, 64, 94), *between, *months(96), *figures(116, 104, 137)]
    stacks = split_at_months([rules(0, 20, 40, 60, 90, 110, 130)], words)
    assert [[mark.pos for mark in stack] for stack in stacks] == [sorted({0, 20, 40, 60, end}), [90, 110, 130]]


def test_counts_of_people_head_a_table_of_figures_below_text() -> None:
    heads = [word(text, x, 70) for text, x in (("区分", 5), ("対象者数", 200), ("見込者数", 400))]
    row = [word(text, x, 90) for text, x in (("集団健診", 5), ("1,020人", 200), ("310人", 400))]
    above = [*months(4), *marks(24), word("1.題", 5, 44)]
    text = [word("○", 5, at) for at in (54, 62)] + [word("計画した取組の文", 16, at) for at in (54, 62)]
    found = parts([*above, *text, *heads, *row], 0, 20, 40, 52, 68, 86, 104)
    assert found == [[0, 20, 40], [68, 86, 104]]


def test_white_far_lower_than_any_row_is_no_first_row() -> None:
    words = [word("甲", 5, at) for at in (26, 42)]
    assert below_lead([20, 24, 36, 52], words) == [24, 36, 52]
    assert below_lead([20, 32, 44, 56], [word("甲", 5, at) for at in (34, 46)])[0] == 20
