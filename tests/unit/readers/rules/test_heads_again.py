"""A row of headings like the first one begins another table where the labels below it are those of the first."""

from __future__ import annotations

import pytest

from extract.readers.rules.heads_again import parted_at_heads
from extract.readers.rules.rulings import Grid, GridCell
from extract.readers.words.printed_words import PrintedWord

XS = [0.0, 100.0, 200.0]


def word(text: str, x: float, row: int) -> PrintedWord:
    return PrintedWord((c, (x + 8 * i, 20 * row + 6, x + 8 * i + 8, 20 * row + 14)) for i, c in enumerate(text))


def parts(*rows: tuple[str, str]) -> list[tuple[float, ...]]:
    ys = [20.0 * i for i in range(len(rows) + 1)]
    cells = [GridCell(r, c, 1, 1, (XS[c], ys[r], XS[c + 1], ys[r + 1])) for r in range(len(rows)) for c in (0, 1)]
    words = [word(text, 110.0 * c + 2, r) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    found = parted_at_heads(Grid(XS, ys, cells), words)
    assert all(cell.box[1] == part.ys[cell.row] for part in found for cell in part.cells)
    return [tuple(part.ys) for part in found]


YEARS = (("令和3年11月", "0.297%"), ("令和2年11月", "0.284%"))
MONEY = (("令和3年11月", "5,462円"), ("令和2年11月", "5,603円"))


@pytest.mark.parametrize("corner", ["", "区分"])
def test_headings_over_the_same_labels_begin_another_table(corner: str) -> None:
    found = parts((corner, "査定率"), *YEARS, (corner, "査定額"), *MONEY, (corner, "件数"), *MONEY)
    assert found == [(0.0, 20.0, 40.0, 60.0), (60.0, 80.0, 100.0, 120.0), (120.0, 140.0, 160.0, 180.0)]


@pytest.mark.parametrize(
    "rows",
    [
        [("", "査定率"), *YEARS, ("", "令和4年度集計中"), ("全国平均", "0.311%")],  # other labels
        [("", "査定率"), *YEARS, ("", "査定率"), *YEARS],  # the headings of one table, printed again
        [("", "4月"), *YEARS, ("", "10月"), *YEARS],  # the year in two halves
        [("", "査定率"), *YEARS, ("参考", "集計中"), *YEARS],  # a labelled row
    ],
)
def test_other_rows_of_words_part_no_table(rows: list[tuple[str, str]]) -> None:
    assert len(parts(*rows)) == 1
