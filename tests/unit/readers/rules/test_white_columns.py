"""Blocks of text beside one another in a frame without sides within stand in columns."""

from __future__ import annotations

from itertools import pairwise

from extract.readers.rules.rulings import Grid, GridCell
from extract.readers.rules.white_columns import with_white_columns
from extract.readers.words.printed_words import PrintedWord


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 9)) for i, letter in enumerate(text))


def frame(*ys: float) -> Grid:
    cells = [GridCell(r, 0, 1, 1, (0.0, a, 300.0, b)) for r, (a, b) in enumerate(pairwise(ys))]
    return Grid([0.0, 300.0], list(ys), cells)


HEADS = [word("分野", 5, 5), word("新年度", 90, 5), word("旧年度", 210, 5)]
TEXT = [word(text, x, y) for text, x in (("・窓口で説明する", 60), ("・窓口で案内する", 180)) for y in (30, 42, 62, 74)]
FRAME = frame(0.0, 20.0, 55.0, 90.0)


def columns(grid: Grid, words: list[PrintedWord]) -> list[float]:
    return with_white_columns(grid, words).xs[1:-1]


def test_white_from_top_to_bottom_parts_the_columns() -> None:
    assert columns(FRAME, [*HEADS, *TEXT]) == [40.5, 152.0]
    assert columns(FRAME, [*HEADS[1:], *TEXT]) == [152.0]
    found = with_white_columns(FRAME, [*HEADS, *TEXT])
    assert sorted((cell.row, cell.col) for cell in found.cells) == [(r, c) for r in range(3) for c in range(3)]


def test_what_is_no_row_of_blocks_stays_in_one_column() -> None:
    prose = word("一つの文が欄の端から端まで続いている", 60, 52)
    assert columns(FRAME, [*HEADS, *TEXT, prose]) == []
    assert columns(FRAME, [HEADS[1], *TEXT]) == []  # a title over the first column alone
    labels = [word(text, x, y) for text, x in (("実施率", 60), ("よい", 180)) for y in (30, 62)]
    assert columns(FRAME, [*HEADS, *labels]) == []  # a label and its answer in each row
    figures = [word("120件", 180, y) for y in (30, 42, 62, 74)]
    assert columns(FRAME, [*HEADS, *TEXT[:4], *figures]) == []
    assert columns(frame(0.0, 90.0), [*HEADS, *TEXT]) == []  # no row of headings


def test_a_grid_with_sides_within_keeps_them() -> None:
    grid = Grid([0.0, 170.0, 300.0], [0.0, 20.0, 90.0], [])
    assert with_white_columns(grid, [*HEADS, *TEXT]) is grid
