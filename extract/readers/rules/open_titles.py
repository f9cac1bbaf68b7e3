"""Titles across a box over columns that only the rulings between these part: no rule stands below the title."""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.printed_words import PrintedWord, hull_of

#: Rulings begin at one height within so many points, and so far below the top of their box.
_SAME, _BELOW = 2.0, 9.0


def with_open_titles(frame: Sequence[Mark], words: Sequence[PrintedWord]) -> list[Mark]:
    """The rulings of a frame, with one below the words over all of its columns where the inner ones begin below these.

    Args:
        frame: the rulings of one box, merged.
        words: what the page prints; none of it reaches over the height where the inner rulings begin.
    """
    horizontals = [mark for mark in frame if mark.horizontal]
    verticals = [mark for mark in frame if not mark.horizontal]
    if len(horizontals) < 2 or len(verticals) < 3:
        return list(frame)
    left, right = min(m.lo for m in horizontals), max(m.hi for m in horizontals)
    top, low = min(m.pos for m in horizontals), max(m.pos for m in horizontals)
    inner = [m for m in verticals if left + _SAME < m.pos < right - _SAME]
    start = min((m.lo for m in inner), default=top)
    alike = all(abs(m.lo - start) <= _SAME and m.hi >= low - _SAME for m in inner)
    if not inner or not alike or start - top < _BELOW or any(top + _SAME < m.pos < low - _SAME for m in horizontals):
        return list(frame)
    held = [box for box in map(hull_of, words) if _is_within(box, (left, top, right, low))]
    over = [box for box in held if box[3] <= start + _SAME]
    if not over or any(box[1] < start - _SAME and box[3] > start + _SAME for box in held):
        return list(frame)
    return [*frame, Mark(True, start, left, right)]


def _is_within(box: Box, outer: Box) -> bool:
    return outer[0] <= (box[0] + box[2]) / 2 <= outer[2] and outer[1] <= (box[1] + box[3]) / 2 <= outer[3]
