"""Rows of shapes apart from one another, such as arrows or pills, below headings that name years: a table that nothing
draws as one. Geometry as in `rulings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.normalise.text import solid
from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import Box, Grid, Walls, cells_of, positions_of
from extract.readers.words.printed_words import PrintedWord, hull_of

NO_TABLE = "shapes below headings, not a table, show the figures; they were told apart by where they stand"
#: Shapes of a row begin and end within so many points of one height, those of a column likewise.
_SAME = 1.5
#: A table has at least so many rows, and so many columns of shapes.
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 2
#: A heading stands within so many points of the middle of its shapes: an arrow's text stands aside of its point.
_ASIDE = 12.0
#: The headings stand above the shapes no further than so many heights of a row: a bar may come between.
_REACH = 3.0
#: White between two columns of text, in points.
_WHITE = 5.0
_YEAR = re.compile(r"(?:令和|平成|R|H)?(?:\d{1,4}|元)年度")


def shape_rows(shades: Sequence[Shade], grids: Sequence[Grid], words: Sequence[PrintedWord]) -> list[Grid]:
    """The tables that rows of filled shapes make, outside of those `grids` that have rows and columns."""
    tables = [grid.box for grid in grids if len(grid.xs) > 2 and len(grid.ys) > 2 and grid.ruled]
    free = list({shade.box for shade in shades if not any(_overlap(shade.box, table) for table in tables)})
    found: list[Grid] = []
    for rows in _same_columns(_rows(free)):
        grid = _grid(rows, free, words)
        if grid is not None and not any(_overlap(grid.box, box) for box in [*tables, *(g.box for g in found)]):
            found.append(grid)
    return found


def _rows(boxes: Iterable[Box]) -> list[list[Box]]:
    """Boxes of one height that stand apart, each row from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        row = next((r for r in rows[-3:] if abs(r[0][1] - box[1]) <= _SAME and abs(r[0][3] - box[3]) <= _SAME), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    rows = [sorted(row) for row in rows]
    return [
        row for row in rows if len(row) >= _FEWEST_COLUMNS and all(b[0] - a[2] > _SAME / 2 for a, b in pairwise(row))
    ]


def _same_columns(rows: Iterable[list[Box]]) -> list[list[list[Box]]]:
    """Rows whose shapes stand below one another, of the same number."""
    stacks: list[list[list[Box]]] = []
    for row in rows:
        own = next((s for s in stacks if len(s[0]) == len(row) and all(map(_below, s[0], row))), None)
        if own is None:
            stacks.append([row])
        else:
            own.append(row)
    return [stack for stack in stacks if len(stack) >= _FEWEST_ROWS]


def _below(above: Box, box: Box) -> bool:
    return abs(above[0] - box[0]) <= _SAME and abs(above[2] - box[2]) <= _SAME


def _grid(rows: Sequence[Sequence[Box]], boxes: Sequence[Box], words: Sequence[PrintedWord]) -> Grid | None:
    """The table of these rows with the headings above and the names to the left, or None where a heading is missing or
    some text stands in two of its rows or columns.
    """
    first, last = rows[0], rows[-1]
    heads = _heads(first, words)
    if heads is None:
        return None
    tops = [hull_of(word) for word in heads]
    top, foot = min(box[1] for box in tops) - 1, max(box[3] for box in tops)
    right = first[-1][2] + 1
    bars = sorted(b for b in boxes if foot <= b[1] and b[3] <= last[0][1] and b[0] < first[0][0] and b[2] >= right - 3)
    bands = sorted({*((row[0][1], row[0][3]) for row in rows), *((bar[1], bar[3]) for bar in bars)})
    sides = [(foot + bands[0][0]) / 2, *((a[1] + b[0]) / 2 for a, b in pairwise(bands))]
    bottom = last[0][3] + 1
    text = [hull_of(word) for word in words]
    text = [box for box in text if sides[0] < (box[1] + box[3]) / 2 < bottom and box[0] < right]
    body = [box for box in text if not any(bar[1] <= (box[1] + box[3]) / 2 <= bar[3] for bar in bars)]
    beside = sorted([box for box in [*body, *tops] if box[0] < first[0][0] - _SAME])
    if not beside or any(bar[0] > beside[0][0] + _SAME for bar in bars):
        return None
    inner = [*_gaps(beside, first[0][0]), *((a[2] + b[0]) / 2 for a, b in pairwise(first))]
    left = min([beside[0][0], *(bar[0] for bar in bars)]) - 1
    xs, ys = positions_of([left, *inner, right]), positions_of([top, *sides, bottom])
    if any(box[1] + 1 < y < box[3] - 1 for box in text for y in ys):
        return None
    if any(box[0] + 1 < x < box[2] - 1 for box in [*body, *tops] for x in xs):
        return None
    headed = [sum(x < (box[0] + box[2]) / 2 for x in xs) for box in tops]
    if sorted(headed) not in (list(range(1, len(xs))), list(range(2, len(xs)))):
        return None  # a column without a heading, or with two; that of the names needs none
    walls = Walls(len(ys) - 1, len(xs) - 1)
    walls.below = {(r, c) for r in range(walls.n_rows) for c in range(walls.n_cols)}
    across = {r for r, (a, b) in enumerate(pairwise(ys)) if any(a < (bar[1] + bar[3]) / 2 < b for bar in bars)}
    walls.right = {(r, c) for r, c in walls.below if r not in across}
    return Grid(xs, ys, cells_of(xs, ys, walls), ruled=False, doubt=NO_TABLE)


def _heads(row: Sequence[Box], words: Sequence[PrintedWord]) -> list[PrintedWord] | None:
    """The line of headings nearest above the first row, if it names a year in the middle above each shape."""
    reach = row[0][1] - _REACH * (row[0][3] - row[0][1])
    above = [word for word in words if reach <= hull_of(word)[1] and hull_of(word)[3] <= row[0][1] + 1]
    over = sorted((word for word in above if _is_over(word, row[0])), key=lambda word: hull_of(word)[3])
    if not over:
        return None
    _, top, _, bottom = hull_of(over[-1])
    line = [word for word in above if top < (hull_of(word)[1] + hull_of(word)[3]) / 2 < bottom]
    named = all(sum(_is_over(word, box) for word in line) == 1 for box in row)
    return line if named else None


def _is_over(word: PrintedWord, box: Box) -> bool:
    hull = hull_of(word)
    aside = abs(hull[0] + hull[2] - box[0] - box[2]) / 2
    return aside <= _ASIDE and _YEAR.search(solid("".join(word.texts))) is not None


def _gaps(boxes: Sequence[Box], end: float) -> list[float]:
    """The middles of the white between columns of text, and between the last and the shapes."""
    gaps, reach = [], boxes[0][2]
    for box in boxes[1:]:
        if box[0] - reach >= _WHITE:
            gaps.append((reach + box[0]) / 2)
        reach = max(reach, box[2])
    return [*gaps, (reach + end) / 2]


def _overlap(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1
