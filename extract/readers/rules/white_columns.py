"""Tables in a frame with rules across and no side within: blocks of text beside one another, a heading over each, that
only white parts. Geometry as in `rulings`.

┌──────────────────┐      ┌────────┬─────────┐
│   新       旧    │      │   新   │   旧    │
├──────────────────┤  →   ├────────┼─────────┤
│ ・……。   ・……。 │      │ ・……。 │ ・……。  │
│ ・……。   ・……。 │      │ ・……。 │ ・……。  │
└──────────────────┘      └────────┴─────────┘
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.drawn.boxes import within
from extract.readers.rules.rulings import Box, Grid, cells_of
from extract.readers.rules.soft_walls import soft_walls
from extract.readers.words.printed_words import PrintedWord, columns_of, cut_at, fills_a_cell, hull_of

#: From the upper side of a row to its lower one.
Span = tuple[float, float]
#: White so wide, in points, parts two columns.
_WHITE = 5.0
#: The sides of one column.
_SIDES = 2
#: A frame of fewer rows has no heading; a block of text has at least so many lines, and stands beside another one.
_FEWEST_ROWS, _FEWEST_LINES, _FEWEST_BLOCKS = 2, 2, 2
#: Lines of text have so many letters at least, and begin within so many heights of the left side of their block: most
#: of its lines do.
_LETTERS, _INDENT, _MOST = 4, 2.5, 0.75
#: The side stands so many points left of the block, or in the middle of narrow white: the same on every page.
_BEFORE = 4.0


def with_white_columns(grid: Grid, words: Sequence[PrintedWord]) -> Grid:
    """The grid with its columns, if it is one in rows of one cell each that white parts from top to bottom."""
    rows = len(grid.ys) - 1
    if len(grid.xs) != _SIDES or rows < _FEWEST_ROWS or len(grid.cells) != rows:
        return grid
    inside = [word for word in words if within(hull_of(word), grid.box)]
    xs = [grid.xs[0], *_strips([hull_of(word) for word in inside]), grid.xs[1]]
    if len(xs) <= _FEWEST_BLOCKS or not _are_blocks(inside, xs, grid.ys):
        return grid
    walls = soft_walls(xs, grid.ys, [hull_of(word) for word in inside])
    return Grid(xs, grid.ys, cells_of(xs, grid.ys, walls), ruled=False, doubt=grid.doubt)


def sides_of_blocks(ends: tuple[float, float], rows: Sequence[Span], words: Sequence[PrintedWord]) -> list[float]:
    """The sides between blocks of text that stand beside one another in all rows between two sides of a table: white
    runs down between them, and the lines on its right begin below one another. Marks behind lines are no block.
    """
    own = [
        (word, hull)
        for word in words
        if ends[0] < ((hull := hull_of(word))[0] + hull[2]) / 2 < ends[1]
        and any(top < (hull[1] + hull[3]) / 2 < bottom for top, bottom in rows)
    ]
    sides: list[float] = []
    for x in _strips([hull for _, hull in own]):
        left = sides[-1] if sides else ends[0]
        before, behind = ([_lines_in(row, own, lo, hi) for row in rows] for lo, hi in ((left, x), (x, ends[1])))
        lines = [line for row in behind for line in row]
        if _has_blocks(before) and _has_blocks(behind) and _are_flush(lines):
            sides.append(max(x, min(hull_of(line)[0] for line in lines) - _BEFORE))
    return sides


def _lines_in(row: Span, words: Sequence[tuple[PrintedWord, Box]], left: float, right: float) -> list[PrintedWord]:
    """The first word of each line between two sides."""
    lines: list[tuple[PrintedWord, Box]] = []
    for word, box in sorted(words, key=lambda found: (found[1][1] + found[1][3], found[1][0])):
        middle = (box[1] + box[3]) / 2
        if not (row[0] < middle < row[1] and left < (box[0] + box[2]) / 2 < right):
            continue
        if lines and lines[-1][1][1] < middle < lines[-1][1][3]:
            lines[-1] = min(lines[-1], (word, box), key=lambda found: found[1][0])
        else:
            lines.append((word, box))
    return [word for word, _ in lines]


def _has_blocks(rows: Sequence[Sequence[PrintedWord]]) -> bool:
    """Whether lines of text stand in every row, and more than one in most; in one row alone, one more."""
    texts = [sum(len(word) >= _LETTERS and not fills_a_cell("".join(word.texts)) for word in row) for row in rows]
    least = _FEWEST_LINES + (len(rows) == 1)
    return bool(rows) and min(texts) > 0 and sum(count >= least for count in texts) >= _MOST * len(rows)


def _are_flush(lines: Sequence[PrintedWord]) -> bool:
    """Whether most lines are text, and begin below one another."""
    boxes = [hull_of(word) for word in lines]
    left = min(box[0] for box in boxes)
    flush = [box[0] - left <= _INDENT * (box[3] - box[1]) for box in boxes]
    texts = [len(word) >= _LETTERS for word in lines]
    return sum(flush) >= _MOST * len(lines) and sum(texts) >= _MOST * len(lines)


def _strips(boxes: Sequence[Box]) -> list[float]:
    """The middles of the white strips between boxes, from left to right."""
    found, reach = [], min((box[2] for box in boxes), default=0.0)
    for box in sorted(boxes):
        if box[0] - reach >= _WHITE:
            found.append((reach + box[0]) / 2)
        reach = max(reach, box[2])
    return found


def _are_blocks(words: Sequence[PrintedWord], xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether a heading stands over each column but the first, and blocks of text stand beside one another in all rows
    below.
    """
    pieces = [piece for word in words for piece in cut_at(word, xs)]
    if any(fills_a_cell(piece.text) for piece in pieces):
        return False
    bands = zip(ys, ys[1:], strict=False)
    rows = [columns_of(xs, [piece for piece in pieces if a < piece.middle < b]) for a, b in bands]
    if not set(range(1, len(xs) - 1)) <= rows[0].keys() or len(rows[0]) < _FEWEST_BLOCKS:
        return False
    return all(sum(len(lines) >= _FEWEST_LINES for lines in row.values()) >= _FEWEST_BLOCKS for row in rows[1:])
