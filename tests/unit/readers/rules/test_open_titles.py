"""Titles over columns that no rule parts from them."""

from __future__ import annotations

from extract.readers.rules.open_titles import with_open_titles
from extract.readers.rules.rulings import Mark, ruled_grid
from extract.readers.words.printed_words import PrintedWord

OUTER = [*(Mark(True, y, 0.0, 300.0) for y in (0.0, 90.0)), *(Mark(False, x, 0.0, 90.0) for x in (0.0, 300.0))]
INNER = [Mark(False, 100.0, 30.0, 90.0), Mark(False, 200.0, 30.5, 90.0)]


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 9)) for i, letter in enumerate(text))


TITLE = word("窓口での受付の割合を示す", 60, 10)


def test_a_rule_is_set_where_the_columns_begin() -> None:
    marks = with_open_titles([*OUTER, *INNER], [TITLE, word("目標", 10, 50)])
    grid = ruled_grid(marks)
    assert grid is not None
    assert [(c.row, c.col, c.colspan) for c in grid.cells] == [(0, 0, 3), (1, 0, 1), (1, 1, 1), (1, 2, 1)]


def test_no_rule_is_set_without_words_over_the_columns_or_through_words() -> None:
    frame = [*OUTER, *INNER]
    assert with_open_titles(frame, [word("目標", 10, 50)]) == frame
    assert with_open_titles(frame, [TITLE, word("目標", 10, 26)]) == frame
    uneven = [*OUTER, INNER[0], Mark(False, 200.0, 60.0, 90.0)]
    assert with_open_titles(uneven, [TITLE]) == uneven
    ruled = [*OUTER, *INNER, Mark(True, 30.0, 0.0, 300.0)]
    assert with_open_titles(ruled, [TITLE]) == ruled
