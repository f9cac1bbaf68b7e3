"""Coloured headings that stand right above the first rule of a table. Geometry as in `rulings`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.rulings import Box, Mark, Walls

#: Coloured cells touch one another, or the rule below them, within so many points.
_TOUCH = 2.0
#: A row between them and the first rule is at most so many times as tall as the tallest of the others.
_TALLER = 1.5
#: They are of a table if there are so many beside one another over so much of its width.
_FEWEST, _COVERED = 3, 0.9


def shaded_heads(rule: Mark, xs: Sequence[float], boxes: Sequence[Box]) -> list[Box]:
    """The coloured cells that stand on the first rule of a table with the columns `xs`, and those upon them; none where
    they leave columns out or have sides of their own.

    A box over the whole width is a bar with a title.
    """
    wide = xs[-1] - xs[0]
    free = {box for box in boxes if box[3] <= rule.pos + _TOUCH and box[2] - box[0] < wide - _TOUCH}
    free = {box for box in free if all(any(abs(x - side) <= _TOUCH for x in xs) for side in (box[0], box[2]))}
    heads = [box for box in free if abs(box[3] - rule.pos) <= _TOUCH]
    if len(heads) < _FEWEST or sum(box[2] - box[0] for box in heads) < _COVERED * wide:
        return []
    for box in heads:  # grows while it is gone through
        heads += [
            upper
            for upper in free
            if upper not in heads and abs(upper[3] - box[1]) <= _TOUCH and upper[0] < box[2] and box[0] < upper[2]
        ]
    return heads


def heads_over_row(stack: Sequence[Mark], xs: Sequence[float], boxes: Sequence[Box], words: Sequence[Box]) -> list[Box]:
    """The coloured cells over a first row that only its lower rule closes: one for each of the columns `xs`, no further
    up than a row is tall; none where nothing stands between, or words that keep to no columns.
    """
    rule = stack[0]
    reach = _TALLER * max(below.pos - above.pos for above, below in pairwise(stack))
    beside = [box for box in boxes if xs[0] - _TOUCH <= box[0] and box[2] <= xs[-1] + _TOUCH]
    free = [box for box in beside if rule.pos - reach <= box[3] < rule.pos - _TOUCH]
    low = max((box[3] for box in free), default=0.0)
    heads = sorted(box for box in free if low - box[3] <= _TOUCH)
    if len(heads) != len(xs) - 1 or len(heads) < _FEWEST:
        return []
    if any(
        abs(box[0] - left) > _TOUCH or abs(box[2] - right) > _TOUCH
        for box, (left, right) in zip(heads, pairwise(xs), strict=True)
    ):
        return []
    row = [w for w in words if low < (w[1] + w[3]) / 2 < rule.pos and w[0] < xs[-1] and xs[0] < w[2]]
    filled = {sum(x < (w[0] + w[2]) / 2 for x in xs) for w in row}
    cut = any(w[0] + _TOUCH < x < w[2] - _TOUCH for w in row for x in xs)
    return heads if len(filled) >= _FEWEST and not cut else []


def open_within(heads: Sequence[Box], xs: Sequence[float], ys: Sequence[float], walls: Walls) -> None:
    """Takes the walls away that stand inside a coloured heading: it reaches over several rows or columns."""
    for left, top, right, bottom in heads:
        rows = [r for r, y in enumerate(ys[:-1]) if top - _TOUCH <= y < bottom - _TOUCH]
        cols = [c for c, x in enumerate(xs[:-1]) if left - _TOUCH <= x < right - _TOUCH]
        walls.right -= {(r, c) for r in rows for c in cols[:-1]}
        walls.below -= {(r, c) for r in rows[:-1] for c in cols}
