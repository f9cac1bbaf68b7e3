"""Bullets that a page draws as dots before its lines, as characters: a list keeps its items also where no letter marks
them. Geometry as in `rulings`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from extract.readers.rules.rulings import Box
from extract.readers.words.glyphs import Glyph

BULLET = "・"
#: A dot is so large, in heights of the letters beside it, and nearly as wide as it is high, in points.
_SMALLEST, _LARGEST, _ROUND = 0.15, 0.75, 0.6
#: Its middle stands so near to that of the letters, in heights of them.
_LEVEL = 0.3
#: The line begins so far right of it, in heights of its letters, and nothing stands left of it as far.
_NEAREST, _FARTHEST = 0.1, 2.2
#: Letters nearer left of it than this, in such heights, are a word of its line, whatever stands above and below.
_WORD_GAP = 1.0
#: Sides of the dots of one list differ so much at most, in points.
_LIKE = 0.3
#: So many dots at most stand below one another within the height of a line.
_MOST_IN_A_LINE = 2
#: Fewer letters are no item of a list but a label of a chart or its legend.
_SHORTEST = 6


def bullets_of(dots: Iterable[Box], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """A character for each dot that stands right before a line of words; `dots` are the boxes of filled paths.

    It reaches from the dot to the line, and is as high as its letters.
    """
    small = [box for box in dots if box[2] > box[0] and abs((box[2] - box[0]) - (box[3] - box[1])) <= _ROUND]
    if not small:
        return []
    ordered = sorted(glyphs, key=attrgetter("middle"))
    middles = [glyph.middle for glyph in ordered]
    made: dict[Box, Glyph] = {}
    beside: dict[Box, Glyph] = {}
    for box in small:
        middle, high = (box[1] + box[3]) / 2, box[3] - box[1]
        reach = high / _SMALLEST * _LEVEL
        level = ordered[bisect_left(middles, middle - reach) : bisect_right(middles, middle + reach)]
        bullet = _bullet(box, level)
        if bullet is None or _is_of_dotted_rule(box, small, bullet.size) or _stands_left(box, level, bullet, _WORD_GAP):
            continue
        (beside if _stands_left(box, level, bullet, _FARTHEST) else made)[box] = bullet
    listed = {box: bullet for box, bullet in beside.items() if any(_in_list(box, one) for one in made)}
    return list({**made, **listed}.values())


def _stands_left(box: Box, level: Sequence[Glyph], bullet: Glyph, gap: float) -> bool:
    """Whether letters stand so near left of a dot, in heights of the letters behind it."""
    middle, reach = (box[1] + box[3]) / 2, gap * bullet.size
    return any(g.x1 > box[0] - reach and g.x0 < box[0] for g in level if abs(g.middle - middle) <= bullet.size / 2)


def _in_list(box: Box, other: Box) -> bool:
    """Whether a dot is below or above another, and as wide: words left of it are then the label of the list."""
    return all(abs(box[side] - other[side]) <= _LIKE for side in (0, 2))


def _is_of_dotted_rule(box: Box, dots: Sequence[Box], size: float) -> bool:
    """Whether more dots stand right above or below one than lines of this size have: a dotted rule between columns."""
    near = [o for o in dots if abs(o[0] - box[0]) <= _ROUND and abs(o[1] - box[1]) < size]
    return len(near) > _MOST_IN_A_LINE


def _bullet(box: Box, level: Sequence[Glyph]) -> Glyph | None:
    """The character of a dot among the glyphs around its height."""
    high, middle = box[3] - box[1], (box[1] + box[3]) / 2
    right = sorted((g for g in level if g.x0 >= box[2] - 0.5 and g.text.strip()), key=attrgetter("x0"))
    if not right:
        return None
    first = right[0]
    size = first.size
    if not _SMALLEST * size <= high <= _LARGEST * size or abs(first.middle - middle) > _LEVEL * size:
        return None
    if not _NEAREST * size <= first.x0 - box[2] <= _FARTHEST * size:
        return None
    line = [g for g in right if abs(g.middle - first.middle) <= _LEVEL * size]
    words = _run(line)
    if len(words) < _SHORTEST or all(not g.text.isalpha() for g in words):
        return None
    return Glyph(BULLET, box[0], first.top, max(box[2], first.x0 - 0.1 * size), first.bottom, size, first.bold)


def _run(line: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a line up to its first gap of two letters."""
    run = [line[0]]
    for glyph in line[1:]:
        if glyph.x0 - run[-1].x1 > 2 * glyph.size:
            break
        run.append(glyph)
    return run
