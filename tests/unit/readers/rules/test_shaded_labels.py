"""Labels that only their colour parts from what is said beside them."""

from __future__ import annotations

import pytest

from extract.readers.rules.rulings import Box, Grid, GridCell
from extract.readers.rules.shaded_labels import with_shaded_labels
from extract.readers.words.printed_words import PrintedWord

YS = [0.0, 20.0, 50.0, 80.0]
BOX = Grid([0.0, 300.0], YS, [GridCell(r, 0, 1, 1, (0.0, YS[r], 300.0, YS[r + 1])) for r in range(3)])
SHADES: list[Box] = [(0.5, 20.5, 60.0, 49.5), (0.5, 50.5, 60.0, 79.5)]


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 9)) for i, letter in enumerate(text))


def test_rows_are_parted_where_their_colour_ends() -> None:
    (grid,) = with_shaded_labels([BOX], SHADES, [word("取組内容", 5, 30), word("広報紙を送る", 70, 30)])
    assert grid.xs == [0.0, 60.0, 300.0]
    assert [(c.row, c.col, c.colspan) for c in grid.cells] == [(0, 0, 2), (1, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1)]


@pytest.mark.parametrize(
    ("shades", "words"),
    [
        (SHADES[:1], []),  # one row alone
        ([SHADES[0], (0.5, 50.5, 90.0, 79.5)], []),  # that end at different places
        ([SHADES[0], (0.5, 50.5, 200.0, 79.5)], []),  # wider than labels are
        ([SHADES[0], (0.5, 55.0, 60.0, 70.0)], []),  # behind words, and not a cell
        (SHADES, [word("取組内容を示す", 20, 30)]),  # words go over the end
    ],
)
def test_other_colours_part_nothing(shades: list[Box], words: list[PrintedWord]) -> None:
    assert with_shaded_labels([BOX], shades, words) == [BOX]
