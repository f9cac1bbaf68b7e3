"""Headings over a table with verticals that run through its rows only: no side parts the headings, so that the closed
grid begins below them, or holds them in one cell. Geometry as in `rulings`.

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

from extract.readers.drawn.boxes import SAME_SIDE, within
from extract.readers.rules.rulings import SLIT, Box, Grid, GridCell, Mark
from extract.readers.words.printed_words import Piece, PrintedWord, columns_of, cut_at, fills_a_cell, hull_of

#: So many columns are the fewest of a table.
_FEWEST = 2
#: Headings take at most so many lines; coloured ones touch the table within so many points.
_LINES, _TOUCH = 4.0, 2.0
#: A piece may reach this far over the side of its column, in points.
_OVER = 1.5
#: So much of the width is coloured where colour alone shows the headings.
_COVERED = 0.9
#: A heading that nothing but its place parts from the others stands in the middle of its column, but for such a part of
#: the width, or begins within so many heights of its left side; such headings stand at no more heights than these: two
#: lines, and one in the middle beside them.
_OFF_MIDDLE, _FROM_LEFT, _MOST_LEVELS = 0.12, 1.5, 3
#: Lines of one heading follow one another, and the last one the grid, within so many heights.
_NEXT_LINE = 0.8


def with_open_heads(
    grids: Sequence[Grid], rules: Sequence[Mark], shades: Sequence[Box], words: Sequence[PrintedWord]
) -> list[Grid]:
    """The grids, each with the headings over it as its first row where some stand there.

    They stand between the grid and a rule as wide as it, or on coloured boxes upon it, and keep to its columns; where
    neither is drawn, or a first row in one piece holds them, in the middle of each column or at its left. Where the
    rule is jointed, or colours meet, the headings reach from one such place to the next; else each column has one.
    """
    grids = [_with_first_row_parted(grid, shades, words) for grid in grids]
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
        xs = [x for x in grid.xs if x in (left, right) or _is_near(x, sides)] if sides else grid.xs
        free = not any(_stands_in(other, band, grid) for other in others)
        if free and _are_heads(_pieces(words, band, xs), xs, band):
            return _below(grid, top, xs)
    return _with_bare_heads(grid, words, others)


def _with_first_row_parted(grid: Grid, shades: Sequence[Box], words: Sequence[PrintedWord]) -> Grid:
    """The grid with its first row, which is one cell over all columns, as one cell for each heading."""
    first = next(iter(grid.cells), None)
    whole = first is not None and (first.row, first.rowspan, first.colspan) == (0, 1, len(grid.xs) - 1)
    if first is None or not whole or first.colspan < _FEWEST or len(grid.ys) <= _FEWEST:
        return grid
    band = first.box
    upon = [s for s in shades if band[1] - _TOUCH <= s[1] and s[3] <= band[3] + _TOUCH and s[3] - s[1] > _TOUCH]
    sides = [x for x in grid.xs[1:-1] if sum(_is_near(x, (s[0], s[2])) for s in upon) >= _FEWEST]
    xs = [grid.xs[0], *(sides or grid.xs[1:-1]), grid.xs[-1]]
    pieces = _pieces(words, band, xs)
    if not _are_heads(pieces, xs, band) or not (sides or _stand_in_place(pieces, xs)):
        return grid
    return Grid(grid.xs, grid.ys, [*_heads(grid, xs, band[1], band[3]), *grid.cells[1:]], grid.ruled, grid.doubt)


def _with_bare_heads(grid: Grid, words: Sequence[PrintedWord], others: Sequence[Grid]) -> Grid:
    """The grid with the one or two lines right over it as headings, each in its place in each column; what more stands
    above headings of one line is theirs only in the middle of a column.
    """
    left, low, right, _ = grid.box
    found = grid
    if any(cell.row == 0 and cell.colspan > 1 for cell in grid.cells) or len(grid.xs) <= _FEWEST:
        return grid
    top = low
    over = [box for box in map(hull_of, words) if box[2] > left and box[0] < right]
    for _ in range(_MOST_LEVELS):
        over = [box for box in over if (box[1] + box[3]) / 2 < top]
        lowest = max((box[3] for box in over), default=0.0)
        line = [box for box in over if box[3] > lowest - _TOUCH]
        high = max((box[3] - box[1] for box in line), default=0.0)
        if not line or top - line[0][3] > _NEXT_LINE * high:
            break
        top = min(box[1] for box in line) - 1
        band = (left, top, right, low)
        pieces = _pieces(words, band, grid.xs)
        free = not any(_stands_in(other, band, grid) for other in others)
        more = [piece for piece in pieces if found is grid or piece.middle < found.ys[0]]
        if free and _are_heads(pieces, grid.xs, band) and _stand_in_place(more, grid.xs, found is grid):
            found = _below(grid, top, grid.xs)
    return found


def _pieces(words: Sequence[PrintedWord], band: Box, xs: Sequence[float]) -> list[Piece]:
    left, top, right, low = band
    boxes = ((word, hull_of(word)) for word in words)
    inside = [w for w, box in boxes if top < (box[1] + box[3]) / 2 < low and box[2] > left and box[0] < right]
    return [piece for word in inside for piece in cut_at(word, xs)]


def _stand_in_place(pieces: Sequence[Piece], xs: Sequence[float], or_left: bool = True) -> bool:
    """Whether what stands in each column stands in its middle, or begins at its left; of two columns, in the middle."""
    or_left = or_left and len(xs) - 1 > _FEWEST
    for lines in columns_of(xs, pieces).values():
        for piece in lines:
            middle = (piece.box[0] + piece.box[2]) / 2
            column = sum(x < middle for x in xs[1:-1])
            a, b = xs[column], xs[column + 1]
            at_left = or_left and piece.box[0] - a <= _FROM_LEFT * piece.height
            if not at_left and abs(middle - (a + b) / 2) > _OFF_MIDDLE * (b - a):
                return False
    return True


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
    return len(filled) >= _FEWEST and filled >= set(range(2, len(xs)))


def _below(grid: Grid, top: float, xs: Sequence[float]) -> Grid:
    """The grid with a row of headings over it, whose sides are `xs`."""
    heads = _heads(grid, xs, top, grid.ys[0])
    rows = [GridCell(cell.row + 1, cell.col, cell.rowspan, cell.colspan, cell.box) for cell in grid.cells]
    return Grid(grid.xs, [top, *grid.ys], [*heads, *rows], grid.ruled, grid.doubt)


def _heads(grid: Grid, xs: Sequence[float], top: float, low: float) -> list[GridCell]:
    """A first row of cells from one of the `xs` to the next."""
    at = [grid.xs.index(x) for x in xs]
    return [GridCell(0, a, 1, b - a, (grid.xs[a], top, grid.xs[b], low)) for a, b in pairwise(at)]


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
