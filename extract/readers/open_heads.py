"""Headings over a table with verticals that run through its rows only: no side parts the headings, so that the closed
grid begins below them. Geometry as in `rulings`.

────────────────────      ──────┬──────┬──────
 分野    新     旧          分野 │  新  │  旧
────────────────────      ──────┼──────┼──────
 ……   ┊ ……   ┊ ……    →     ……   ┊ ……   ┊ ……
 ……   ┊ ……   ┊ ……          ……   ┊ ……   ┊ ……
────────────────────      ────────────────────
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.boxes import SAME_SIDE, within
from extract.readers.printed_words import Piece, PrintedWord, cut_at, fills_a_cell, hull_of
from extract.readers.rulings import SLIT, Box, Grid, GridCell, Mark

#: Headings take at most so many lines; coloured ones touch the table within so many points.
_LINES, _TOUCH = 4.0, 2.0
#: A piece may reach this far over the side of its column, in points.
_OVER = 1.5
#: So much of the width is coloured where colour alone shows the headings.
_COVERED = 0.9


def with_open_heads(
    grids: Sequence[Grid], rules: Sequence[Mark], shades: Sequence[Box], words: Sequence[PrintedWord]
) -> list[Grid]:
    """The grids, each with the headings over it as its first row where some stand there.

    They stand between the grid and a rule as wide as it, or on coloured boxes upon it, and keep to its columns. Where
    the rule is jointed, or colours meet, the headings reach from one such place to the next; else each column has one.
    """
    return [_with_heads(grid, rules, shades, words, [other for other in grids if other is not grid]) for grid in grids]


def tops(rule: Mark, grid: Grid) -> bool:
    """Whether a rule is the upper side of a grid."""
    left, top, right, _ = grid.box
    ends = abs(rule.lo - left) <= SAME_SIDE and abs(rule.hi - right) <= SAME_SIDE
    return rule.horizontal and ends and abs(rule.pos - top) <= 1


def _with_heads(
    grid: Grid, rules: Sequence[Mark], shades: Sequence[Box], words: Sequence[PrintedWord], others: Sequence[Grid]
) -> Grid:
    left, low, right, _ = grid.box
    for top, sides in _starts(grid, rules, shades):
        band = (left, top, right, low)
        held = [w for w in words if top < _level(w) < low and hull_of(w)[2] > left and hull_of(w)[0] < right]
        xs = [x for x in grid.xs if x in (left, right) or _is_near(x, sides)] if sides else grid.xs
        free = not any(_stands_in(other, band, grid) for other in others)
        if free and _are_heads([piece for w in held for piece in cut_at(w, xs)], xs, band):
            return _below(grid, top, xs)
    return grid


def _starts(grid: Grid, rules: Sequence[Mark], shades: Sequence[Box]) -> list[tuple[float, list[float]]]:
    """Where headings over a grid may begin, from below, and where something shows their sides."""
    left, low, right, _ = grid.box
    upon = [s for s in shades if abs(s[3] - low) <= _TOUCH and left - SAME_SIDE <= s[0] and s[2] <= right + SAME_SIDE]
    met = [x for s in upon for x in (s[0], s[2]) if left + SAME_SIDE < x < right - SAME_SIDE]
    inner = grid.xs[1:-1]
    if not inner or not all(_is_near(x, inner) for x in met):
        return []
    starts = []
    wide = [r for r in rules if r.horizontal and abs(r.lo - left) <= SAME_SIDE and abs(r.hi - right) <= SAME_SIDE]
    over = max((rule for rule in wide if rule.pos < low - SLIT), key=lambda rule: rule.pos, default=None)
    if over is not None and all(_is_near(x, inner) for x in over.joints):
        starts.append((over.pos, [*over.joints, *met]))
    if met and sum(s[2] - s[0] for s in upon) >= _COVERED * (right - left):
        starts.append((min(s[1] for s in upon), met))
    return sorted(starts, reverse=True)


def _are_heads(pieces: Sequence[Piece], xs: Sequence[float], band: Box) -> bool:
    """Whether words stand in each column but for the first, none across a side, and none of them is a figure."""
    if not pieces or band[3] - band[1] > _LINES * max(piece.height for piece in pieces):
        return False
    if not all(within(piece.box, band) for piece in pieces) or any(fills_a_cell(piece.text) for piece in pieces):
        return False
    if any(piece.box[0] + _OVER < x < piece.box[2] - _OVER for piece in pieces for x in xs):
        return False
    filled = {sum(x < (piece.box[0] + piece.box[2]) / 2 for x in xs) for piece in pieces}
    return len(filled) > 1 and filled >= set(range(2, len(xs)))


def _below(grid: Grid, top: float, xs: Sequence[float]) -> Grid:
    """The grid with a row of headings over it, whose sides are `xs`."""
    low = grid.ys[0]
    heads = []
    for a, b in pairwise(xs):
        first, last = grid.xs.index(a), grid.xs.index(b)
        heads.append(GridCell(0, first, 1, last - first, (a, top, b, low)))
    rows = [GridCell(cell.row + 1, cell.col, cell.rowspan, cell.colspan, cell.box) for cell in grid.cells]
    return Grid(grid.xs, [top, *grid.ys], [*heads, *rows], grid.ruled, grid.doubt)


def _level(word: PrintedWord) -> float:
    box = hull_of(word)
    return (box[1] + box[3]) / 2


def _is_near(x: float, sides: Sequence[float]) -> bool:
    return any(abs(x - side) <= SAME_SIDE for side in sides)


def _stands_in(other: Grid, band: Box, grid: Grid) -> bool:
    """Whether another table stands in a band over a grid, or around both with a side between them."""
    box = other.box
    if not (box[0] < band[2] - 1 and band[0] + 1 < box[2] and box[1] < band[3] - 1 and band[1] + 1 < box[3]):
        return False
    x = (band[0] + band[2]) / 2
    own, over = other.cell_at(x, (grid.box[1] + grid.box[3]) / 2), other.cell_at(x, (band[1] + band[3]) / 2)
    return own is None or own != over
