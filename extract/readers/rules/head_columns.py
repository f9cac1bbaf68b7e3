"""Rows under ruled headings whose own cells no ruling parts: the columns of the headings go on below them, and so does
a row for each line of their labels. Where only rules across part the rows, the lower side of the headings is the first
of them. Geometry as in `rulings`.

┌──────┬────┬────┐      ┌──────┬────┬────┐
│  月  │件数│金額│      │  月  │件数│金額│
├──────┴────┴────┤      ├──────┼────┼────┤
│ 4月    12   340│  →   │ 4月  │  12│ 340│
│ 5月    15   410│      ├──────┼────┼────┤
└────────────────┘      │ 5月  │  15│ 410│
                        └──────┴────┴────┘
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from extract.readers.drawn.boxes import middle_in
from extract.readers.rules.rulings import SLIT, Grid, GridCell, Mark
from extract.readers.words.printed_words import Piece, PrintedWord, Word, columns_of, cut_at, fills_a_cell, hull_of

#: A cell is cut where so many of its columns hold figures, and that share of what stands in them are such.
_LEAST_COLUMNS, _FIGURES = 2, 0.8
#: A piece may reach this far over the side of its column, in points.
_OVER = 1.5
#: Pieces are of one line where their middles differ by no more, in heights of a piece.
_LEVEL = 0.6
#: The sides of one row.
_HEAD_SIDES = 2
#: Rules are as wide as the headings over them within so many points; the row between them is no lower than this, and
#: not so many times higher than the highest of the others.
_SAME_SIDE, _LEAST_ROW, _TALLEST = 3.0, 6.0, 1.6


@dataclass(frozen=True)
class _Cut:
    """Where a cell is cut: its columns (each the first of the grid's and the one behind the last), and the heights
    between its lines (none: it stays one row).
    """

    columns: tuple[tuple[int, int], ...]
    sides: tuple[float, ...]


def cut_under_heads(grid: Grid, words: Sequence[PrintedWord]) -> Grid:
    """The grid with such cells cut; the grid itself where it has none.

    `words` are the printed words of the page.
    """
    wide = [i for i, cell in enumerate(grid.cells) if cell.row > 0 and cell.colspan >= _LEAST_COLUMNS]
    if not wide:
        return grid
    words = [word for word in words if middle_in(hull_of(word), grid.box)]
    cuts: dict[int, _Cut] = {}
    for i in wide:
        cell = grid.cells[i]
        columns = _columns(grid, cell, words)
        if columns is None:
            continue
        lines = _lines(_labels_of(grid, cell, list(columns.values()), words), list(columns.values()))
        sides = _sides(lines, grid.ys)
        cuts[i] = _Cut(tuple(columns), sides)
        beside = (j for j, other in enumerate(grid.cells) if sides and j != i and _is_beside(cell, other))
        for j in beside:
            other = grid.cells[j]
            if _stands_on(_pieces(grid, other, words), lines):
                cuts.setdefault(j, _Cut(((other.col, other.col + other.colspan),), sides))
    return _cut(grid, cuts) if cuts else grid


def between_heads(stack: Sequence[Mark], ruled: Sequence[Grid], words: Sequence[Word]) -> list[Mark]:
    """The rules across a table, and the sides of closed headings of the same width that stand a row above the first of
    them or, where they are printed again, a row below the last; in that row something stands in several columns.
    """
    first, last = stack[0], stack[-1]
    pitch = _TALLEST * max(below.pos - above.pos for above, below in pairwise(stack))
    heads = [g for g in ruled if abs(g.xs[0] - first.lo) <= _SAME_SIDE and abs(g.xs[-1] - first.hi) <= _SAME_SIDE]
    heads = [grid for grid in heads if len(grid.xs) > _LEAST_COLUMNS]
    above = [g for g in heads if first.pos - g.ys[-1] > _LEAST_ROW]
    over = max(above, key=lambda g: g.ys[-1], default=None)
    if over is not None and first.pos - over.ys[-1] > pitch and not _keeps_columns(words, over, first):
        over = None
    under = min((g for g in heads if _LEAST_ROW < g.ys[0] - last.pos <= pitch), key=lambda g: g.ys[0], default=None)
    bands = ((over, -1, first.pos), (under, 0, last.pos))
    sides = [(g, g.ys[end]) for g, end, y in bands if g is not None and _holds_row(words, g, g.ys[end], y)]
    marks = [Mark(True, y, first.lo, first.hi, tuple(grid.xs[1:-1])) for grid, y in sides]
    return sorted([*stack, *marks], key=attrgetter("pos"))


def alone_under_heads(rules: Sequence[Mark], ruled: Sequence[Grid], words: Sequence[Word]) -> list[list[Mark]]:
    """For each closed row of headings with one rule of its width below it, and none further down, the lower side of the
    headings and that rule: between them stands text that keeps to the columns of the headings.
    """
    stacks = []
    for grid in ruled:
        if len(grid.ys) != _HEAD_SIDES or len(grid.xs) <= _LEAST_COLUMNS or len(grid.cells) < len(grid.xs) - 1:
            continue
        wide = [r for r in rules if _is_as_wide(r, grid) and r.pos > grid.ys[-1] + _LEAST_ROW]
        if len(wide) == 1 and not _ends_grid(wide[0], ruled) and _keeps_columns(words, grid, wide[0]):
            joints = tuple(grid.xs[1:-1])
            low = Mark(True, grid.ys[-1], wide[0].lo, wide[0].hi, joints)
            stacks.append([low, Mark(True, wide[0].pos, wide[0].lo, wide[0].hi, joints)])
    return stacks


def _ends_grid(rule: Mark, ruled: Sequence[Grid]) -> bool:
    """Whether a rule is the second line of the double one below a closed grid of its width."""
    return any(_is_as_wide(rule, grid) and abs(rule.pos - grid.ys[-1]) <= SLIT for grid in ruled)


def top_of_heads(rule: Mark, ruled: Sequence[Grid]) -> float | None:
    """The upper side of the closed row of headings that ends at a rule of its width, or None."""
    rows = [grid for grid in ruled if len(grid.ys) == _HEAD_SIDES and len(grid.xs) > _LEAST_COLUMNS]
    return next((g.ys[0] for g in rows if _is_as_wide(rule, g) and abs(g.ys[-1] - rule.pos) <= 1), None)


def _is_as_wide(rule: Mark, grid: Grid) -> bool:
    return abs(rule.lo - grid.xs[0]) <= _SAME_SIDE and abs(rule.hi - grid.xs[-1]) <= _SAME_SIDE


def _keeps_columns(words: Sequence[Word], head: Grid, rule: Mark) -> bool:
    """Whether what stands between headings and a rule below fills all their columns but the first, and crosses none."""
    band = (head.xs[0], head.ys[-1], head.xs[-1], rule.pos)
    pieces = [piece for w in words if middle_in(hull_of(w), band) for piece in cut_at(w, head.xs)]
    if any(piece.box[0] + _OVER < x < piece.box[2] - _OVER for piece in pieces for x in head.xs):
        return False
    held = columns_of(head.xs, pieces)
    return set(range(1, len(head.xs) - 1)) <= held.keys() and len(held) >= _LEAST_COLUMNS


def _holds_row(words: Sequence[Word], head: Grid, one: float, other: float) -> bool:
    """Whether something stands in several columns of a heading between two heights."""
    middles = [((x0 + x1) / 2, (top + bottom) / 2) for x0, top, x1, bottom in map(hull_of, words)]
    low, high = sorted((one, other))
    return len({bisect_left(head.xs, x) for x, y in middles if low < y < high}) >= _LEAST_COLUMNS


def is_head_of(grid: Grid, table: Grid) -> bool:
    """Whether closed headings are the upper rows of a table that was made of them and of the rules below them."""
    left, top, right, bottom = grid.box
    same = abs(left - table.xs[0]) <= _SAME_SIDE and abs(right - table.xs[-1]) <= _SAME_SIDE
    over = abs(top - table.ys[0]) <= _SAME_SIDE and bottom < table.ys[-1] - _LEAST_ROW
    return same and over and all(any(abs(x - side) <= _SAME_SIDE for side in table.xs) for x in grid.xs)


def _pieces(grid: Grid, cell: GridCell, words: Sequence[PrintedWord]) -> list[Piece]:
    xs = grid.xs[cell.col : cell.col + cell.colspan + 1]
    return [piece for word in words if middle_in(hull_of(word), cell.box) for piece in cut_at(word, xs)]


def _columns(
    grid: Grid, cell: GridCell, words: Sequence[PrintedWord]
) -> dict[tuple[int, int], list[Piece]] | None:
    """What stands in each column of a cell, if headings above close these columns and figures fill them; the labels
    before the figures stand in one column if one heading does over them.
    """
    pieces = _pieces(grid, cell, words)
    xs = grid.xs[cell.col : cell.col + cell.colspan + 1]
    if len(pieces) < _LEAST_COLUMNS or not all(_closed_above(grid, cell, x) for x in xs[1:-1]):
        return None
    held = columns_of(xs, pieces)
    filled = [col for col, found in held.items() if all(fills_a_cell(piece.text) for piece in found)]
    if len(filled) < _LEAST_COLUMNS:
        return None
    labels = _labels(grid, cell, filled[0])
    if any(piece.box[0] + _OVER < x < piece.box[2] - _OVER for piece in pieces for x in xs[max(labels, 1) : -1]):
        return None
    figures = [piece for col, found in held.items() if col >= labels for piece in found]
    if sum(fills_a_cell(piece.text) for piece in figures) < _FIGURES * len(figures):
        return None
    ranges = [*([(0, labels)] if labels else []), *((col, col + 1) for col in range(labels, cell.colspan))]
    return {
        (cell.col + a, cell.col + b): [piece for col in range(a, b) for piece in held.get(col, [])] for a, b in ranges
    }


def _labels(grid: Grid, cell: GridCell, first: int) -> int:
    """How many columns of a cell the label before its first figures takes: those that one heading of the grid's first
    row stands over; one if each has a heading of its own.
    """
    if first == 0:
        return 0
    head = next(other for other in grid.cells if other.row == 0 and other.col <= cell.col < other.col + other.colspan)
    return first if head.col + head.colspan >= cell.col + first else 1


def _closed_above(grid: Grid, cell: GridCell, x: float) -> bool:
    """Whether a cell of an earlier row ends at a column's side."""
    return any(other.row < cell.row and abs(other.box[2] - x) < 1 for other in grid.cells)


def _middles(pieces: Sequence[Piece]) -> list[Piece]:
    """One piece for each line, from above."""
    lines: list[Piece] = []
    for piece in sorted(pieces, key=attrgetter("middle")):
        if not lines or piece.middle - lines[-1].middle > _LEVEL * piece.height:
            lines.append(piece)
    return lines


def _labels_of(
    grid: Grid, cell: GridCell, columns: Sequence[Sequence[Piece]], words: Sequence[PrintedWord]
) -> Sequence[Piece]:
    """The labels of a cell's lines: its own first column where that holds no figures, else the cell before it."""
    if not all(fills_a_cell(piece.text) for piece in columns[0]):
        return columns[0]
    beside = (other for other in grid.cells if other.col + other.colspan == cell.col and other.row == cell.row)
    before = next((other for other in beside if other.rowspan == cell.rowspan), None)
    return _pieces(grid, before, words) if before is not None else []


def _lines(labels: Sequence[Piece], columns: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The lines of the labels, if there are several and all columns stand on them; else none."""
    lines = _middles(labels)
    filled = [column for column in columns if column]
    return lines if len(lines) > 1 and all(_stands_on(column, lines) for column in filled) else []


def _stands_on(pieces: Sequence[Piece], lines: Sequence[Piece]) -> bool:
    """Whether what stands in a column is one piece for each of most lines, and nothing beside them."""
    own = _middles(pieces)
    on = all(any(abs(piece.middle - line.middle) <= _LEVEL * line.height for line in lines) for piece in own)
    return on and 2 * len(own) > len(lines)


def _sides(lines: Sequence[Piece], ys: Sequence[float]) -> tuple[float, ...]:
    """The heights between lines that follow one another: a drawn side of another cell, or the middle."""
    sides = []
    for above, below in pairwise(lines):
        low, high = above.box[3], below.box[1]
        drawn = next((y for y in ys if above.middle < y < below.middle), None)
        sides.append((low + high) / 2 if drawn is None else drawn)
    return tuple(sides)


def _is_beside(cell: GridCell, other: GridCell) -> bool:
    return other.colspan == 1 and (other.row, other.rowspan) == (cell.row, cell.rowspan)


def _cut(grid: Grid, cuts: dict[int, _Cut]) -> Grid:
    """The grid with the sides of the cuts; a cell that is not cut reaches over the rows that others fall into."""
    ys = sorted({*grid.ys, *(side for cut in cuts.values() for side in cut.sides)})
    at = {y: i for i, y in enumerate(ys)}
    cells = []
    for i, cell in enumerate(grid.cells):
        cut = cuts.get(i, _Cut(((cell.col, cell.col + cell.colspan),), ()))
        top, bottom = grid.ys[cell.row], grid.ys[cell.row + cell.rowspan]
        for upper, lower in pairwise([top, *cut.sides, bottom]):
            for a, b in cut.columns:
                box = (grid.xs[a], upper, grid.xs[b], lower)
                cells.append(GridCell(at[upper], a, at[lower] - at[upper], b - a, box))
    return Grid(grid.xs, ys, cells, grid.ruled, grid.doubt)
