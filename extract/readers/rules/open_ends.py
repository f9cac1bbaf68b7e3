"""Rows that a page break leaves open: no rule closes them above or below, and shorter rules of the table go on in them.

────────────────────
 担当 │ 計画 │ 実施          the last row of the page, which goes on on the next:
────────────────────         its own parts are ruled, it is not closed
 窓口 │ ・案 │ ・した
      │  内  │ - - -
      │      │ ・送った
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.readers.rules.rulings import Box, Mark
from extract.readers.words.printed_words import Word, hull_of

#: Ends of rules over the same columns differ by no more, in points; how far a word may reach over such an end.
_SAME_END, _OVER = 2.0, 1.5
#: Shorter rules stand so far from those across the table.
_APART = 6.0
#: Lines of a row stand no farther apart than so many times their height.
_GAP = 1.6


def with_open_ends(stack: Sequence[Mark], rules: Iterable[Mark], words: Iterable[Word]) -> list[Mark]:
    """The rules across a table with a side above and below the rows left open, as far as their text goes on.

    Only shorter rules that part the same columns inside the table and beyond its first or last rule show such a row;
    between them and the table stands no other rule, and no word crosses their ends.
    """
    first, last = stack[0], stack[-1]
    near = [rule for rule in rules if rule.lo < last.hi and rule.hi > last.lo]
    parts = [rule for rule in near if first.pos + _APART < rule.pos < last.pos - _APART and _is_shorter(rule, last)]
    if not parts:
        return list(stack)
    boxes = [box for box in map(hull_of, words) if last.lo - _OVER <= box[0] and box[2] <= last.hi + _OVER]
    below = [(rule.pos - last.pos, rule) for rule in near if rule.pos > last.pos + _APART]
    above = [(first.pos - rule.pos, rule) for rule in near if rule.pos < first.pos - _APART]
    lower = _reach(below, parts, [(b[1] - last.pos, b[3] - last.pos, b) for b in boxes if b[1] >= last.pos - _OVER])
    upper = _reach(above, parts, [(first.pos - b[3], first.pos - b[1], b) for b in boxes if b[3] <= first.pos + _OVER])
    found = [Mark(True, first.pos - upper, first.lo, first.hi)] if upper else []
    return [*found, *stack, *([Mark(True, last.pos + lower, last.lo, last.hi)] if lower else [])]


def _is_shorter(rule: Mark, whole: Mark) -> bool:
    return rule.hi - rule.lo < whole.hi - whole.lo - _APART


def _is_like(rule: Mark, parts: Iterable[Mark]) -> bool:
    return any(abs(rule.lo - part.lo) <= _SAME_END and abs(rule.hi - part.hi) <= _SAME_END for part in parts)


def _reach(
    rules: Sequence[tuple[float, Mark]], parts: Sequence[Mark], boxes: Sequence[tuple[float, float, Box]]
) -> float | None:
    """How far a row left open goes, from the rule that it stands at; None where nothing shows one. Distances of `rules`
    and of the near and far sides of `boxes` are from that rule.
    """
    ends = {x for part in parts for x in (part.lo, part.hi)}
    far = 0.0
    for near, end, box in sorted(boxes):
        crosses = any(box[0] + _OVER < x < box[2] - _OVER for x in ends)
        if crosses or near - far > _GAP * (box[3] - box[1]):
            break
        far = max(far, end)
    within = [rule for distance, rule in rules if distance <= far + 2 * _APART]
    if not within or not all(_is_like(rule, parts) for rule in within):
        return None
    return max(far + _OVER, *(distance for distance, rule in rules if rule in within))
