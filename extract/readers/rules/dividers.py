"""Rules that divide the rows of some columns only: beside them a cell reaches over several rows. Geometry as in
`rulings`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.rules.rulings import Box, Mark, positions_of

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


def run_on(stack: Sequence[Mark], others: Sequence[Sequence[Mark]], words: Sequence[Sequence[Box]]) -> list[Mark]:
    """The rules of a table, and where a page break left rules of some of its columns below the last of them, one more
    at its end: that of the row cut off, if what stands there keeps to the columns, else the last of these rules.
    """
    last, sides = stack[-1], [stack[-1].lo, *stack[-1].joints, stack[-1].hi]
    below = [
        part[-1].pos
        for part in others
        if stack[0].pos < part[0].pos < last.pos < part[-1].pos - _SAME and _keeps(part, sides)
    ]
    if not below or not stack[-1].joints:
        return list(stack)
    end = max(below)
    hulls = [(w[0][0], w[0][1], w[-1][2], w[0][3]) for w in words]
    under = [box for box in hulls if box[1] >= end - 1 and last.lo - 1 <= box[0] and box[2] <= last.hi + 1]
    beyond = [box for box in hulls if box[1] >= end - 1 and box not in under]
    cut = any(box[0] + 1 < x < box[2] - 1 for box in under for x in sides)
    filled = {sum(x < (box[0] + box[2]) / 2 for x in sides) for box in under}
    if under and not beyond and not cut and len(filled) > 1:
        end = max(box[3] for box in under) + 1
    return [*stack, Mark(True, end, last.lo, last.hi, last.joints)]


def _keeps(part: Sequence[Mark], sides: Sequence[float]) -> bool:
    """Whether shorter rules begin, end and are jointed where the columns of a table are."""
    own = [part[0].lo, *part[0].joints, part[0].hi]
    shorter = part[0].hi - part[0].lo < sides[-1] - sides[0] - _GAP
    return shorter and all(any(abs(x - side) <= _GAP / 2 for side in sides) for x in own)


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
