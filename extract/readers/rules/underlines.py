"""Rules that underline words or headings and part no rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import mode

from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.printed_words import Word

#: How far from the lower side of a letter, in heights of it, a stroke still underlines it.
_NEAR = 0.25
#: A heading is in print so many times as large as the page's; all in heights of its letters: how far below it its rule
#: runs, how far from the left end of that it begins, how much white it leaves at the right, and within it.
_LARGER, _BELOW, _INDENT, _WHITE, _GAP = 1.15, 0.9, 1.0, 2.0, 1.5
#: A bar is narrower than this share of its height, and its foot so near the end of the heading's rule, in points.
_BAR, _AT_END = 0.6, 4.0


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


def under_barred_headings(rules: Sequence[Mark], words: Sequence[Word], colours: Sequence[Box]) -> list[Mark]:
    """Those of the rules that run under headings with a bar of colour before them, at their left end."""
    bars = [box for box in colours if box[2] - box[0] < _BAR * (box[3] - box[1])]
    begun = [(rule, bar) for rule in rules if (bar := _bar_at(rule, bars)) is not None]
    letters = sorted([glyph for word in words for glyph in word], key=itemgetter(3)) if begun else []
    return [rule for rule, bar in begun if letters and _is_under_heading(rule, letters, _usual(letters), bar[2])]


def without_heading_rules(rules: Sequence[Mark], sides: Sequence[Mark], words: Sequence[Word]) -> list[Mark]:
    """The rules but for those that run under headings, one line in large print each, from their beginning on.

    All rules of one extent must do so: those of a table under its title run under its rows as well. `sides` are the
    vertical strokes of the page; a rule that one of them ends is of a box.
    """
    letters = sorted([glyph for word in words for glyph in word], key=itemgetter(3))
    if not letters:
        return list(rules)
    large = _LARGER * _usual(letters)
    alike: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for rule in rules:
        alike[round(rule.lo), round(rule.hi)].append(rule)
    return [
        rule
        for group in alike.values()
        if not all(_is_under_heading(rule, letters, large) and not _meets(rule, sides) for rule in group)
        for rule in group
    ]


def _usual(letters: Sequence[Box]) -> float:
    """The height of most letters."""
    return mode([round(bottom - top, 1) for _, top, _, bottom in letters])


def _bar_at(rule: Mark, bars: Sequence[Box]) -> Box | None:
    """The bar of colour that stands on the left end of a rule, or right over it."""
    ends = (box for box in bars if abs(box[0] - rule.lo) <= _AT_END)
    return next((box for box in ends if -_AT_END <= rule.pos - box[3] <= _AT_END), None)


def _meets(rule: Mark, sides: Sequence[Mark]) -> bool:
    return any(side.lo - 1 <= rule.pos <= side.hi + 1 and rule.lo - 1 <= side.pos <= rule.hi + 1 for side in sides)


def _is_under_heading(rule: Mark, letters: Sequence[Box], large: float, begin: float | None = None) -> bool:
    """Whether the line right above a rule is in `large` print, begins where the rule does, or at `begin`, and ends well
    before it.

    The letters are sorted by their lower sides. Small print may stand behind the heading, on its foot.
    """
    over = [glyph for glyph in letters[: bisect_right(letters, rule.pos + 1, key=itemgetter(3))]
            if rule.lo - 1 <= glyph[0] and glyph[2] <= rule.hi + 1]  # fmt: skip
    if rule.joints or not over:
        return False
    line = sorted(glyph for glyph in over if glyph[3] > over[-1][3] - 0.5 * (over[-1][3] - over[-1][1]))
    left, top, _, bottom = line[0]
    high = bottom - top
    if high < large or rule.pos - bottom > _BELOW * high or left - (begin or rule.lo) > _INDENT * high:
        return False
    whole = all(after[0] - glyph[2] <= _GAP * high for glyph, after in pairwise(line))
    return whole and rule.hi - line[-1][2] >= _WHITE * high
