"""Rows below closed headings that no ruling parts keep to the columns of the headings, a row for each label's line."""

from __future__ import annotations

from extract.readers.rules.head_columns import (
    alone_under_heads,
    between_heads,
    cut_under_heads,
    is_head_of,
    top_of_heads,
)
from extract.readers.rules.rulings import Grid, GridCell, Mark
from extract.readers.words.printed_words import PrintedWord

XS = [0.0, 60.0, 120.0, 180.0]
HEAD = [GridCell(0, c, 1, 1, (XS[c], 0.0, XS[c + 1], 20.0)) for c in range(3)]


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 6 * i, y, x + 6 * i + 6, y + 8)) for i, letter in enumerate(text))


def grid(body: list[GridCell], bottom: float = 60.0) -> Grid:
    return Grid(XS, [0.0, 20.0, bottom], [*HEAD, *body])


def shape(found: Grid) -> list[tuple[int, int, int, int]]:
    return sorted((c.row, c.col, c.rowspan, c.colspan) for c in found.cells if c.row > 0)


BODY = grid([GridCell(1, 0, 1, 3, (0.0, 20.0, 180.0, 60.0))])
LINES = [
    *(word(text, x, 25) for text, x in (("4月", 5), ("12", 90), ("340", 150))),
    *(word(text, x, 45) for text, x in (("5月", 5), ("15", 90), ("410", 150))),
]


def test_figures_under_closed_headings_stand_in_columns_and_rows() -> None:
    found = cut_under_heads(BODY, LINES)
    assert shape(found) == [(row, col, 1, 1) for row in (1, 2) for col in range(3)]
    assert 33 < found.ys[2] < 45


def test_two_figures_below_one_another_beside_one_label_stay_in_one_cell() -> None:
    upper, lower = (word("12", 90, 25), word("340", 150, 25)), (word("(30)", 90, 45), word("(800)", 150, 45))
    lines = [word("4月", 5, 35), *upper, *lower]
    assert shape(cut_under_heads(BODY, lines)) == [(1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_a_closed_cell_beside_the_open_one_falls_into_the_same_rows() -> None:
    beside = grid([GridCell(1, 0, 1, 2, (0.0, 20.0, 120.0, 60.0)), GridCell(1, 2, 1, 1, (120.0, 20.0, 180.0, 60.0))])
    more = [word("7", 70, y) for y in (25, 45)]
    last_head, last_cell = (GridCell(row, 3, 1, 1, (180.0, 20.0 * row, 240.0, 40.0 * row + 20)) for row in (0, 1))
    extended = Grid([*XS, 240.0], beside.ys, [*HEAD, last_head, *BODY.cells[3:], last_cell])
    last = [word(t, 200, y) for t, y in (("96.1", 25), ("95.8", 45))]
    assert shape(cut_under_heads(extended, [*LINES, *last])) == [(r, c, 1, 1) for r in (1, 2) for c in range(4)]
    assert shape(cut_under_heads(beside, [*LINES[:1], *more])) == shape(beside)  # one column of figures alone


def test_words_across_the_columns_are_one_cell() -> None:
    text = [word("集団健診を三つの会場で開いた", 20, 25), word("12", 90, 45), word("340", 150, 45)]
    assert cut_under_heads(BODY, text) is BODY


def test_one_heading_over_the_labels_joins_them() -> None:
    others = (GridCell(0, c, 1, 1, (60.0 * c, 0.0, 60.0 * c + 60, 20.0)) for c in (2, 3))
    head = [GridCell(0, 0, 1, 2, (0.0, 0.0, 120.0, 20.0)), *others]
    rows = [GridCell(1, c, 1, 1, (60.0 * c, 20.0, 60.0 * c + 60, 40.0)) for c in range(4)]
    total = GridCell(2, 0, 1, 4, (0.0, 40.0, 240.0, 60.0))
    words = [word("上期計", 50, 45), word("12", 130, 45), word("340", 200, 45)]
    whole = Grid([0.0, 60.0, 120.0, 180.0, 240.0], [0.0, 20.0, 40.0, 60.0], [*head, *rows, total])
    found = cut_under_heads(whole, words)
    assert [(c.col, c.colspan) for c in found.cells if c.row == 2] == [(0, 2), (2, 1), (3, 1)]


def test_rules_between_printed_headings_begin_and_end_at_them() -> None:
    rules = [Mark(True, y, 0.0, 180.0) for y in (40.0, 60.0, 80.0)]
    again = Grid(XS, [100.0, 120.0], [GridCell(0, c, 1, 1, (XS[c], 100.0, XS[c + 1], 120.0)) for c in range(3)])
    far = Grid(XS, [300.0, 320.0], [])
    narrow = Grid([0.0, 60.0, 120.0], [0.0, 20.0], [])
    over = Grid(XS, [0.0, 20.0], HEAD)
    words = [word(text, x, y) for text, x in (("5月", 5), ("12", 90)) for y in (25, 45, 65, 85)]
    assert [mark.pos for mark in between_heads(rules, [over, again, far], words)] == [20.0, 40.0, 60.0, 80.0, 100.0]
    assert between_heads(rules, [over], words)[0].joints == (60.0, 120.0)
    assert between_heads(rules, [narrow, far], words) == rules
    assert between_heads(rules, [over, again], words[1:-1:3]) == rules  # nothing stands in two columns of a row


def test_headings_that_became_rows_of_a_table_are_no_table() -> None:
    over = Grid(XS, [0.0, 20.0], HEAD)
    assert is_head_of(over, Grid(XS, [0.0, 20.0, 40.0, 60.0], []))
    assert not is_head_of(over, Grid(XS, [20.0, 40.0, 60.0], []))
    assert not is_head_of(over, Grid([0.0, 90.0, 180.0], [0.0, 20.0, 40.0], []))


OVER = Grid(XS, [0.0, 20.0], HEAD)
HIGH = (25, 40, 55, 70, 85)
TEXTS = [word(text, x, y) for text, x in (("窓口", 5), ("説明する", 65), ("案内する", 125)) for y in HIGH]


def test_text_between_closed_headings_and_the_only_rule_below_them_stands_in_their_columns() -> None:
    rule = Mark(True, 100.0, 0.0, 180.0)
    (stack,) = alone_under_heads([rule], [OVER], TEXTS)
    assert [(mark.pos, mark.joints) for mark in stack] == [(20.0, (60.0, 120.0)), (100.0, (60.0, 120.0))]
    prose = [word("令和五年度の取組を次のとおりとする", 5, 40)]
    assert alone_under_heads([rule], [OVER], [*TEXTS, *prose]) == []
    assert alone_under_heads([rule], [OVER], TEXTS[:5]) == []  # the columns are empty
    assert alone_under_heads([Mark(True, 100.0, 0.0, 90.0)], [OVER], TEXTS) == []
    assert alone_under_heads([rule, Mark(True, 130.0, 0.0, 180.0)], [OVER], TEXTS) == []  # those are a table
    assert alone_under_heads([rule], [OVER, Grid(XS, [30.0, 98.0], HEAD)], TEXTS) == []  # a double rule ends a table


def test_a_high_first_row_below_closed_headings_is_theirs_if_it_keeps_to_their_columns() -> None:
    rules = [Mark(True, y, 0.0, 180.0) for y in (100.0, 120.0)]
    assert [mark.pos for mark in between_heads(rules, [OVER], TEXTS)] == [20.0, 100.0, 120.0]
    assert between_heads(rules, [OVER], [*TEXTS, word("令和五年度の取組を次のとおりとする", 5, 40)]) == rules


def test_a_table_begins_with_the_closed_headings_that_end_at_its_first_rule() -> None:
    assert top_of_heads(Mark(True, 20.5, 0.0, 180.0), [OVER]) == 0.0
    assert top_of_heads(Mark(True, 40.0, 0.0, 180.0), [OVER]) is None
    assert top_of_heads(Mark(True, 20.0, 0.0, 120.0), [OVER]) is None
