"""Coloured headings that stand right above the first rule of a table. Geometry as in `rulings`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.readers.drawn.boxes import within
from extract.readers.rules.rulings import Box, Mark, Walls
from extract.readers.words.printed_words import Word, cut_at, hull_of

#: Coloured cells touch one another, or the rule below them, within so many points.
_TOUCH = 2.0
#: Cells of one row touch within so many points.
_JOIN = 1.0
#: A row between them and the first rule is at most so many times as tall as the tallest of the others.
_TALLER = 1.5
#: They are of a table if there are so many beside one another over so much of its width.
_FEWEST, _COVERED = 3, 0.9


def rows_of_boxes(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Runs of boxes of one height that touch one another, each from left to right."""
    rest = sorted(boxes, key=lambda box: (round(box[1]), box[0]))
    row: list[Box] = []
    for box in rest:
        goes_on = bool(row) and all(abs(a - b) <= _JOIN for a, b in _ends(row[-1], box))
        if row and not goes_on:
            yield row
            row = []
        row.append(box)
    if row:
        yield row


def _ends(one: Box, other: Box) -> tuple[tuple[float, float], ...]:
    """What is the same where a box goes on as another beside it."""
    return (one[2], other[0]), (one[1], other[1]), (one[3], other[3])


def tops_of_heads(boxes: Sequence[Box], rules: Sequence[Mark], words: Sequence[Word]) -> list[Mark]:
    """The upper sides of coloured headings that no rule touches, over a row that ends at a rule as wide as they are:
    what stands in that row keeps to their columns.
    """
    tops = []
    for row in rows_of_boxes(boxes):
        left, top, low, right = row[0][0], row[0][1], row[0][3], row[-1][2]
        wide = [r for r in rules if abs(r.lo - left) <= _TOUCH and abs(r.hi - right) <= _TOUCH]
        below = min((rule.pos for rule in wide if rule.pos > low), default=None)
        if len(row) < _FEWEST or below is None or any(top - _TOUCH <= rule.pos <= low + _TOUCH for rule in wide):
            continue
        xs = [left, *(box[2] for box in row)]
        boxes_within = [(left, low, right, below), (left, top, right, low)]
        pieces = [
            [piece.box for w in words if within(hull_of(w), band) for piece in cut_at(w, xs)] for band in boxes_within
        ]
        filled = [{sum(x < (w[0] + w[2]) / 2 for x in xs) for w in band} for band in pieces]
        cut = any(w[0] + _TOUCH < x < w[2] - _TOUCH for band in pieces for w in band for x in xs)
        if len(filled[0]) > 1 and len(filled[1]) >= len(row) - 1 and not cut:
            tops.append(Mark(True, top, left, right))
    return tops


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
