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

from extract.readers.boxes import within
from extract.readers.printed_words import PrintedWord, columns_of, cut_at, fills_a_cell, hull_of
from extract.readers.rulings import Box, Grid, cells_of
from extract.readers.soft_walls import soft_walls

#: White so wide, in points, parts two columns.
_WHITE = 5.0
#: The sides of one column.
_SIDES = 2
#: A frame of fewer rows has no heading; a block of text has at least so many lines, and stands beside another one.
_FEWEST_ROWS, _FEWEST_LINES, _FEWEST_BLOCKS = 2, 2, 2


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
