"""Tables without rulings whose cells are coloured by turns: a row of coloured headings that touch one another, below it
rows of coloured cells with bare ones between them. Geometry as in `rulings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.rules.heads import rows_of_boxes
from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import Box, Grid, Mark, Walls, cells_of, positions_of

#: Coloured cells touch within so many points.
_TOUCH = 1.0
#: A table has at least so many columns and, below its headings, so many coloured rows.
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
#: A bare row between coloured ones is so many times as high as they are.
_LEAST, _MOST = 0.7, 3.0


def striped_grids(shades: Sequence[Shade], marks: Sequence[Mark], grids: Sequence[Grid]) -> list[Grid]:
    """The tables that coloured cells make, outside of the closed `grids`; `marks` are the rules that may end them."""
    coloured = [shade for shade in shades if not any(_overlap(shade.box, grid.box) for grid in grids)]
    free = [shade.box for shade in coloured]
    heads = sorted(rows_of_boxes(free), key=lambda row: row[0][1])
    found: list[Grid] = []
    for head in heads:
        own = len(head) >= _FEWEST_COLUMNS and not any(_overlap(head[0], grid.box) for grid in found)
        if own and not _goes_on(head, coloured, marks):
            grid = _grid(head, free, marks)
            found += [grid] if grid is not None else []
    return found


def _grid(head: Sequence[Box], boxes: Sequence[Box], marks: Sequence[Mark]) -> Grid | None:
    """The table below a row of headings, or None where too few coloured cells stand in its columns, none is bare, or
    rules divide its rows.
    """
    xs = [head[0][0], *(box[2] for box in head)]
    top = head[0][3]
    below = _without_breaks(
        [box for box in boxes if box[1] >= top - _TOUCH and _at(xs, box[0]) and _at(xs, box[2])], top
    )
    starts = {round(box[1]) for box in below}
    if len(starts) < _FEWEST_ROWS or not any(box[1] > top + _TOUCH for box in below):
        return None
    last = max(box[3] for box in below)
    rules = [mark for mark in marks if mark.horizontal and top + _TOUCH < mark.pos and _covers(mark, xs)]
    divided = sum(mark.pos < last - _TOUCH for mark in rules)
    closed = any(abs(mark.pos - last) <= _TOUCH or not _spans(mark, xs) for mark in rules if mark.pos <= last + _TOUCH)
    if divided > 1 or (divided and closed and not _has_bare_rows(top, below)):
        return None  # rules divide its rows: a table with horizontal rules only
    reach = last + _MOST * max(box[3] - box[1] for box in below)  # of a bare row at its foot
    ends = [mark.pos for mark in marks if mark.horizontal and last <= mark.pos <= reach and _spans(mark, xs)]
    bottom = min(ends, default=last)
    ys = positions_of([head[0][1], top, bottom, *(side for box in below for side in (box[1], box[3]))])
    walls = Walls(len(ys) - 1, len(xs) - 1)
    walls.right = {(r, c) for r in range(walls.n_rows) for c in range(walls.n_cols)}
    for c, (left, right) in enumerate(pairwise(xs)):
        sides = [top, *(s for box in below if box[0] < (left + right) / 2 < box[2] for s in (box[1], box[3]))]
        walls.below |= {(r, c) for r, y in enumerate(ys[1:]) if any(_near(y, side) for side in sides)}
    for box in below:
        inside = [c for c, x in enumerate(xs[1:]) if box[0] + _TOUCH < x < box[2] - _TOUCH]
        rows = [r for r, y in enumerate(ys[:-1]) if box[1] - _TOUCH <= y < box[3] - _TOUCH]
        walls.right -= {(r, c) for r in rows for c in inside}
    return Grid(xs, ys, cells_of(xs, ys, walls), ruled=False)


def _goes_on(head: Sequence[Box], shades: Sequence[Shade], marks: Sequence[Mark]) -> bool:
    """Whether a row of coloured cells goes on with a table above it: cells of its colour stand there in its columns,
    and rules as wide part the rows from those down to this one.
    """
    xs, top = [head[0][0], *(box[2] for box in head)], head[0][1]
    colour = next((shade.color for shade in shades if shade.box == head[0]), None)
    above = [s.box for s in shades if s.color == colour and s.box[3] < top + _TOUCH]
    low = max((box[3] for box in above if _at(xs, box[0]) and _at(xs, box[2])), default=None)
    rules = [mark.pos for mark in marks if mark.horizontal and _spans(mark, xs)]
    return low is not None and all(any(_near(pos, side) for pos in rules) for side in (low, top))


def _without_breaks(boxes: Sequence[Box], top: float) -> list[Box]:
    """The coloured cells from `top` down to where the white between two of them is no bare row: too low or too high."""
    out: list[Box] = []
    reach = top
    for box in sorted(boxes, key=lambda box: box[1]):
        white = box[1] - reach
        heights = [other[3] - other[1] for other in out]
        if white > _TOUCH and heights and not _LEAST * min(heights) <= white <= _MOST * max(heights):
            break
        out.append(box)
        reach = max(reach, box[3])
    return out


def _at(xs: Sequence[float], side: float) -> bool:
    return any(_near(x, side) for x in xs)


def _spans(mark: Mark, xs: Sequence[float]) -> bool:
    return _near(mark.lo, xs[0]) and _near(mark.hi, xs[-1])


def _covers(mark: Mark, xs: Sequence[float]) -> bool:
    """Whether a rule runs over the whole width of some columns, be it longer: there are columns without colour."""
    return mark.lo <= xs[0] + _TOUCH and mark.hi >= xs[-1] - _TOUCH


def _has_bare_rows(top: float, boxes: Sequence[Box]) -> bool:
    """Whether the coloured cells below `top` leave rows of the table without colour between them."""
    reach = top
    for box in sorted(boxes, key=lambda box: box[1]):
        if box[1] > reach + _TOUCH:
            return True
        reach = max(reach, box[3])
    return False


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _TOUCH


def _overlap(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1
