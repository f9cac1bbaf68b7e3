"""The columns between stacked rules: where the rules are jointed, else where boxes or rules end, else by the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.readers.rules.rulings import Box, Mark, positions_of
from extract.readers.rules.word_columns import NO_RULES, columns_by_words
from extract.readers.words.printed_words import Word, hull_of


def columns_between(
    stack: Sequence[Mark],
    shaded: Sequence[Box],
    ends: Sequence[float],
    inside: Sequence[Word],
    left: float,
    right: float,
) -> tuple[list[float], str | None]:
    """Column boundaries: joints that several rules share, else edges of shaded boxes and the `ends` of shorter rules
    beside them, else where figures stand below one another, else white gaps in the text; and the doubt about them.
    """
    words = [hull_of(word) for word in inside]
    joints = Counter(round(x) for mark in stack for x in mark.joints)
    jointed = sum(bool(mark.joints) for mark in stack)
    least = 1 if jointed == 2 < len(stack) else max(2, jointed * 0.5)
    shared = [x for x, n in joints.items() if n >= least]
    edges = Counter(round(x) for box in shaded for x in (box[0], box[2]))
    shared += [x for x, n in edges.items() if n >= 2 or (joints and n)]
    shared += [round(x) for x in ends] if shared else []
    inner = [x for x in positions_of(shared) if left + 4 < x < right - 4]
    inner = [x for x in inner if not _mostly_cut(x, words)]
    if not inner:
        found = columns_by_words(inside, left, right, stack[1].pos if len(stack) > 2 else None, ends)
        if found is not None:
            return found[0], None if found[1] else NO_RULES
        inner = _under_heads(_white_gaps(words, left, right), words, stack)
    return [left, *inner, right], None


def _under_heads(gaps: Sequence[float], words: Sequence[Box], stack: Sequence[Mark]) -> list[float]:
    """White gaps but for those between a heading and the figures below it that are set further right or left: on one
    side nothing stands below the first rule's row, on the other nothing in it.
    """
    kept = list(gaps)
    if len(stack) < 3:
        return kept
    for gap in gaps:
        sides = [stack[0].lo, *kept, stack[0].hi]
        at = sides.index(gap)
        left, right = (
            {word[1] + word[3] < 2 * stack[1].pos for word in words if lo <= (word[0] + word[2]) / 2 <= hi}
            for lo, hi in ((sides[at - 1], gap), (gap, sides[at + 1]))
        )
        if {frozenset(left), frozenset(right)} == {frozenset({True}), frozenset({False})}:
            kept.remove(gap)
    return kept


def _mostly_cut(x: float, words: Sequence[Box]) -> bool:
    cut = sum(1 for w in words if w[0] + 1.5 < x < w[2] - 1.5)
    return cut > 0.25 * len(words)


def _white_gaps(words: Sequence[Box], left: float, right: float) -> list[float]:
    """Middles of the vertical white strips that no word crosses, at least a small character wide."""
    strips, reach = [], left
    for word in sorted(words):
        if word[0] - reach >= 5 and reach > left:
            strips.append((reach + word[0]) / 2)
        reach = max(reach, word[2])
    return strips
