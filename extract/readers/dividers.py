"""Rules that divide the rows of some columns only: beside them a cell reaches over several rows. Geometry as in
`rulings`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.rulings import Box, Mark, positions_of

#: White strips so wide part two columns.
_GAP = 5.0
#: Rules this close to one another are one.
_SAME = 2.0


def divides(part: Sequence[Mark], stack: Sequence[Mark], words: Sequence[Sequence[Box]]) -> bool:
    """Whether shorter rules divide rows of the table that the longer rules of `stack` make: between two of these, what
    stands above the first shorter rule and below the last has columns, as between the shorter ones. A table in a cell
    has nothing beyond its first and last rule but lines of text.
    """
    if part[0].hi - part[0].lo > stack[0].hi - stack[0].lo - 2 * _GAP:
        return False
    tops = [mark.pos for mark in stack]
    bands = [(a, b) for a, b in zip(tops, tops[1:], strict=False) if any(a + _SAME < m.pos < b - _SAME for m in part)]
    for top, bottom in bands:
        own = [mark.pos for mark in part if top + _SAME < mark.pos < bottom - _SAME]
        if not _has_columns(part[0], top, own[0], words):
            return False
    return bool(bands)


def with_ends(xs: Sequence[float], ends: Sequence[float], words: Sequence[Box]) -> list[float]:
    """Column boundaries with those where shorter rules end, which stand for the boundaries beside them that no word
    parts from them.
    """
    kept = [xs[0], xs[-1]]
    for x in xs[1:-1]:
        beside = ((min(x, end), max(x, end)) for end in ends)
        if all(any(word[0] < high and low < word[2] for word in words) for low, high in beside):
            kept.append(x)
    return positions_of([*kept, *(x for x in ends if all(abs(x - side) > _GAP for side in kept))])


def _has_columns(rule: Mark, top: float, bottom: float, words: Sequence[Sequence[Box]]) -> bool:
    """Whether a line of text between two heights stands in several columns within the ends of a rule."""
    boxes = [(word[0][0], word[0][1], word[-1][2], word[0][3]) for word in words]
    inside = [
        box for box in boxes if rule.lo - 1 <= box[0] and box[2] <= rule.hi + 1 and top < (box[1] + box[3]) / 2 < bottom
    ]
    return any(
        other[0] - box[2] >= _GAP and abs(box[1] + box[3] - other[1] - other[3]) <= _SAME
        for box in inside
        for other in inside
    )
