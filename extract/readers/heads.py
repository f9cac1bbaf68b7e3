"""Coloured headings that stand right above the first rule of a table. Geometry as in `rulings`."""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.rulings import Box, Mark, Walls

#: Coloured cells touch one another, or the rule below them, within so many points.
_TOUCH = 2.0
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


def open_within(heads: Sequence[Box], xs: Sequence[float], ys: Sequence[float], walls: Walls) -> None:
    """Takes the walls away that stand inside a coloured heading: it reaches over several rows or columns."""
    for left, top, right, bottom in heads:
        rows = [r for r, y in enumerate(ys[:-1]) if top - _TOUCH <= y < bottom - _TOUCH]
        cols = [c for c, x in enumerate(xs[:-1]) if left - _TOUCH <= x < right - _TOUCH]
        walls.right -= {(r, c) for r in rows for c in cols[:-1]}
        walls.below -= {(r, c) for r in rows[:-1] for c in cols}
