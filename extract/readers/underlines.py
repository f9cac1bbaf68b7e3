"""Rules that underline words and part no rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from extract.readers.printed_words import Word
from extract.readers.rulings import Box, Mark

#: How far from the lower side of a letter, in heights of it, a stroke still underlines it.
_NEAR = 0.25


def without_underlines(rules: Sequence[Mark], words: Sequence[Word]) -> list[Mark]:
    """The rules but for those under words."""
    letters = sorted([glyph for word in words for glyph in word], key=itemgetter(3))
    reach = _NEAR * max([bottom - top for _, top, _, bottom in letters], default=0.0)
    return [rule for rule in rules if not _is_underline(rule, letters, reach)]


def _is_underline(rule: Mark, letters: Sequence[Box], reach: float) -> bool:
    """Whether a rule in one piece runs close under letters that fill it from end to end.

    The letters are sorted by their lower sides; none is underlined by a stroke further than `reach` from it.
    """
    if rule.joints:
        return False
    first = bisect_left(letters, rule.pos - reach, key=itemgetter(3))
    last = bisect_right(letters, rule.pos + reach, key=itemgetter(3))
    above = sorted(
        glyph
        for glyph in letters[first:last]
        if rule.lo - 2 <= glyph[0]
        and glyph[2] <= rule.hi + 2
        and abs(rule.pos - glyph[3]) <= _NEAR * (glyph[3] - glyph[1])
    )
    if not above:
        return False
    edges = [rule.lo, *(glyph[2] for glyph in above)]
    starts = [*(glyph[0] for glyph in above), rule.hi]
    return all(start - end <= 0.6 * (above[0][3] - above[0][1]) for end, start in zip(edges, starts, strict=True))
