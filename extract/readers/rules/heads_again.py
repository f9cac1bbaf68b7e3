"""Tables of one form below one another whose rules look like those of one: a row of headings begins again, and below
it the labels of the first table. Geometry as in `rulings`.

            │ 受付率            │ 受付率
  今年12月  │ 61.2      今年12月  │ 61.2
  昨年12月  │ 58.4    → 昨年12月  │ 58.4
            │ 窓口件数
  今年12月  │ 1,020             │ 窓口件数
  昨年12月  │ 1,180     今年12月  │ 1,020 …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.normalise.text import solid
from extract.readers.rules.rulings import Grid
from extract.readers.words.printed_words import PrintedWord, cut_at, fills_a_cell, hull_of

#: Months and parts of the year go on from one row of headings to the next: one table in two halves.
_PARTS = re.compile(r"\d月|四半期|[上下]期|半期|Q\d")
#: The least rows of a table: its headings and one of figures.
_FEWEST_ROWS = 2


def parted_at_heads(grid: Grid, words: Sequence[PrintedWord]) -> list[Grid]:
    """The tables that a grid is drawn as, top to bottom; the grid alone where no row of headings begins again."""
    if len(grid.ys) - 1 < 2 * _FEWEST_ROWS:
        return [grid]
    texts = _texts(grid, words)
    starts = [0]
    for row in range(_FEWEST_ROWS, len(texts) - 1):
        if row - starts[-1] >= _FEWEST_ROWS and _begins_again(texts, starts[-1], row) and _is_free(grid, row):
            starts.append(row)
    ends = [*starts[1:], len(texts)]
    return [_part(grid, start, end) for start, end in zip(starts, ends, strict=True)] if len(starts) > 1 else [grid]


def _texts(grid: Grid, words: Sequence[PrintedWord]) -> list[dict[int, str]]:
    """What stands in each row, by the first column of its cell."""
    rows: list[dict[int, str]] = [{} for _ in grid.ys[1:]]
    left, top, right, bottom = grid.box
    hulls = ((word, hull_of(word)) for word in words)
    within = [word for word, box in hulls if box[0] < right and box[2] > left and top < (box[1] + box[3]) / 2 < bottom]
    for word in within:
        for piece in cut_at(word, grid.xs):
            if (i := grid.cell_at((piece.box[0] + piece.box[2]) / 2, piece.middle)) is not None:
                row, col = grid.cells[i].row, grid.cells[i].col
                rows[row][col] = rows[row].get(col, "") + piece.text
    return [{col: solid(text) for col, text in row.items()} for row in rows]


def _begins_again(texts: Sequence[dict[int, str]], start: int, row: int) -> bool:
    """Whether a row is one of headings as the row at `start` is, but says other things over the same labels."""
    first, again = texts[start], texts[row]
    if first == again or first.get(0) != again.get(0) or not all(map(_are_heads, (first, again))):
        return False
    below, there = texts[start + 1], texts[row + 1]
    if not below.get(0) or below.get(0) != there.get(0):
        return False
    return all(any(fills_a_cell(text) for col, text in line.items() if col) for line in (below, there))


def _are_heads(row: dict[int, str]) -> bool:
    heads = [text for col, text in row.items() if col]
    return bool(heads) and not any(fills_a_cell(text) or _PARTS.search(text) for text in heads)


def _is_free(grid: Grid, row: int) -> bool:
    """Whether no cell reaches over the upper side of a row."""
    return not any(cell.row < row < cell.row + cell.rowspan for cell in grid.cells)


def _part(grid: Grid, start: int, end: int) -> Grid:
    cells = [replace(cell, row=cell.row - start) for cell in grid.cells if start <= cell.row < end]
    return Grid(grid.xs, grid.ys[start : end + 1], cells, grid.ruled, grid.doubt)
