"""Tables of text whose outer sides are not drawn, and whose rows a title parts, coloured or that of a chapter: what
closes them ends above the title and begins again below it. Geometry as in `rulings`.

 ──────┬──────        ┌──────┬──────┐
    新 │ 旧           │   新 │ 旧   │
 ──────┴──────        ├──────┴──────┤
 ▓ 第1 …      ▓   →   │ 第1 …       │
 ──────┬──────        ├──────┬──────┤
    …… │ ……           │   …… │ ……   │
 ──────┴──────        └──────┴──────┘
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.normalise.text import solid
from extract.readers.drawn.boxes import SAME_SIDE, middle_in
from extract.readers.rules.rulings import SLIT, Box, Grid, GridCell
from extract.readers.words.printed_words import PrintedWord, cut_at, fills_a_cell, hull_of

#: Columns that a table has at least.
_FEWEST = 2
#: In tables of text, what stands apart is seldom a figure: the number of a line.
_FIGURES = 0.2
#: Rules above and below a chapter's title, which no colour fills, stand so near, in heights of its letters.
_LOW = 2.5
_CHAPTER = re.compile(r"第[\d一二三四五六七八九十]{1,2}[章部編]?(?=\D)|[ⅠⅡⅢⅣⅤⅥ]|(?:I{1,3}|IV|VI?)(?=[.一-龥])")
#: Words of a title stand no further apart than this, in heights of them.
_GAP = 2.0


def with_title_bands(grids: Sequence[Grid], shades: Sequence[Box], words: Sequence[PrintedWord]) -> list[Grid]:
    """The grids, those of the same columns as one where nothing but a title as wide, coloured or of a chapter, stands
    between them, and both hold text alone; the title is a row across.
    """
    out: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: grid.ys[0]):
        over = next((other for other in reversed(out) if _has_same_columns(other, grid)), None)
        if over is not None and _is_parted(over, grid, shades, words):
            out[out.index(over)] = _joined(over, grid)
        else:
            out.append(grid)
    return out


def _has_same_columns(one: Grid, other: Grid) -> bool:
    columns = len(one.xs) == len(other.xs) > _FEWEST
    return columns and all(abs(a - b) <= SAME_SIDE for a, b in zip(one.xs, other.xs, strict=True))


def _is_parted(over: Grid, grid: Grid, shades: Sequence[Box], words: Sequence[PrintedWord]) -> bool:
    """Whether such a title is all that parts a grid from the one over it, whose headings it does not repeat."""
    left, right = grid.xs[0], grid.xs[-1]
    band = (left, over.ys[-1], right, grid.ys[0])
    filled = any(all(abs(a - b) <= SLIT for a, b in zip(shade, band, strict=True)) for shade in shades)
    if not _is_title(band, words) or not (filled or _is_chapter(band, words)):
        return False
    pieces = [piece for word in words if _stands_in(word, over, grid) for piece in cut_at(word, grid.xs)]
    if sum(fills_a_cell(piece.text) for piece in pieces) > _FIGURES * len(pieces):
        return False
    return _first_row(over, words) != _first_row(grid, words)


def _is_title(band: Box, words: Sequence[PrintedWord]) -> bool:
    """Whether one line of text stands in a band."""
    hulls = sorted(box for box in map(hull_of, words) if middle_in(box, band))
    return bool(hulls) and all(_goes_on(a, b) for a, b in pairwise(hulls))


def _is_chapter(band: Box, words: Sequence[PrintedWord]) -> bool:
    """Whether the title in a band as low as its one line begins with the number of a chapter."""
    inside = sorted((w for w in words if middle_in(hull_of(w), band)), key=lambda word: hull_of(word)[0])
    high = max(hull_of(word)[3] - hull_of(word)[1] for word in inside)
    low = band[3] - band[1] <= _LOW * high
    return low and _CHAPTER.match(solid("".join("".join(word.texts) for word in inside))) is not None


def _goes_on(word: Box, other: Box) -> bool:
    """Whether a word stands on the line of the one before it, and near it."""
    high = other[3] - other[1]
    return abs(word[1] + word[3] - other[1] - other[3]) < high and other[0] - word[2] < _GAP * high


def _stands_in(word: PrintedWord, *grids: Grid) -> bool:
    return any(middle_in(hull_of(word), grid.box) for grid in grids)


def _first_row(grid: Grid, words: Sequence[PrintedWord]) -> list[str]:
    """What stands in each cell of the first row."""
    row = sorted((cell.box for cell in grid.cells if cell.row == 0), key=lambda box: box[0])
    return [solid("".join("".join(w.texts) for w in words if middle_in(hull_of(w), box))) for box in row]


def _joined(over: Grid, grid: Grid) -> Grid:
    """Both grids as one, with a row across between them."""
    n, columns = len(over.ys), len(over.xs) - 1
    band = GridCell(n - 1, 0, 1, columns, (over.xs[0], over.ys[-1], over.xs[-1], grid.ys[0]))
    below = [replace(cell, row=cell.row + n) for cell in grid.cells]
    return Grid(over.xs, [*over.ys, *grid.ys], [*over.cells, band, *below], over.ruled, over.doubt or grid.doubt)
