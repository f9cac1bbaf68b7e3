"""The last row of a table whose rules stand over its rows only."""

from __future__ import annotations

from extract.readers.rules.last_rows import bottom_below
from extract.readers.rules.rulings import Mark
from extract.readers.words.printed_words import PrintedWord

XS = [0.0, 60.0, 120.0, 180.0]
RULES = [Mark(True, y, 0, 180) for y in (0.0, 20.0, 40.0)]


def row(top: float, *texts: str) -> list[PrintedWord]:
    boxes = [(x + 5, top, x + 35, top + 8) for x in XS]
    return [PrintedWord([(text, box)]) for text, box in zip(texts, boxes, strict=False)]


ROWS = [*row(6, "区分", "4月", "5月"), *row(26, "窓口", "120", "131")]


def test_a_row_like_the_one_above_ends_the_table() -> None:
    last = row(46, "郵送", "980", "975")
    assert bottom_below(RULES, XS, [*ROWS, *last], None, []) == 60
    assert bottom_below(RULES, XS, [*ROWS, *last], (0, 0, 180, 45), []) is None  # outside of the cell
    assert bottom_below(RULES, XS, [*ROWS, *last], None, [(0, 42, 180, 80)]) is None  # of another table
    assert bottom_below(RULES[1:], XS, [*ROWS, *last], None, []) is None


def test_what_is_no_such_row_stays_outside() -> None:
    for below in (
        row(46, "郵送", "980"),  # leaves a column out
        row(46, "表2", "支部", "全国"),  # headings
        [*row(46, "郵送", "980", "975"), *row(58, "合計", "1,100", "1,106")],  # more rows than one
        row(66, "郵送", "980", "975"),  # too far
    ):
        assert bottom_below(RULES, XS, [*ROWS, *below], None, []) is None
