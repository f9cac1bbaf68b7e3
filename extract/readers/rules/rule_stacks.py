"""Runs of rules that stand below one another with the same ends, each those of one table. Geometry as in `rulings`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.readers.drawn.boxes import SAME_SIDE, holds, within
from extract.readers.rules.rulings import SLIT, Box, Grid, Mark, positions_of
from extract.readers.words.printed_words import PrintedWord, Word, hull_of

#: A closed grid over so much of the width between two rules leaves no column beside it.
_FILLED = 0.9
#: A title begins so little right of the rule above it, in heights of its letters.
_INDENT = 2.0
#: What arrows are typed of, in so many letters.
_LINES, _ARROW = frozenset("─━―—–－-=＝→⇒➡←⇐►▶＞>"), 3


def extent(stack: Sequence[Mark]) -> Box:
    """The box from the first rule to the last."""
    return (stack[0].lo, stack[0].pos, stack[0].hi, stack[-1].pos)


def stacks_of(rules: Sequence[Mark]) -> list[list[Mark]]:
    """Runs of at least two rules with the same ends, top to bottom, at least a line of text apart; none goes on below
    another run of as long rules, which is another table.
    """
    stacks: list[list[Mark]] = []
    for rule in sorted(rules, key=lambda m: m.pos):
        beside = [s for s in reversed(stacks) if abs(s[-1].lo - rule.lo) <= 2 and abs(s[-1].hi - rule.hi) <= 2]
        own = next((stack for stack in beside if len(stack) > 1 or _joints_agree(stack[-1], rule)), None)
        if own is None or not _joints_agree(own[-1], rule):
            stacks.append([rule])
        elif rule.pos - own[-1].pos >= 6:
            own.append(rule)
        elif rule.pos - own[-1].pos >= SLIT:  # else the second line of a double rule
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= 2 and stack[0].hi - stack[0].lo >= 30]


def split_at_headings(stacks: Iterable[Sequence[Mark]], headings: Sequence[Mark]) -> list[Sequence[Mark]]:
    """Stacks cut where a heading stands between two rules, by the rules under headings."""
    parts: list[Sequence[Mark]] = []
    for stack in stacks:
        across = [rule.pos for rule in headings if rule.lo < stack[0].hi and stack[0].lo < rule.hi]
        cuts = [i for i, (above, below) in enumerate(pairwise(stack), 1)
                if any(above.pos < pos < below.pos for pos in across)]  # fmt: skip
        parts += [stack[start:end] for start, end in pairwise([0, *cuts, len(stack)]) if end - start > 1]
    return parts


def split_at_wider(stacks: Sequence[Sequence[Mark]]) -> list[list[Mark]]:
    """Stacks cut where two of their rules stand in different tables of wider rules below one another."""
    boxes = [extent(stack) for stack in stacks]
    parts: list[list[Mark]] = []
    for stack in stacks:
        wider = [box for box in boxes if _is_wider(box, stack[0])]
        part = [stack[0]]
        for above, below in pairwise(stack):
            one, other = (_homes(wider, rule) for rule in (above, below))
            if one and other and not one & other:
                parts.append(part)
                part = []
            part.append(below)
        parts.append(part)
    return [part for part in parts if len(part) >= 2]


def _is_wider(box: Box, rule: Mark) -> bool:
    aside = (rule.lo - box[0], box[2] - rule.hi)
    return min(aside) >= -SAME_SIDE and max(aside) > 2 * SAME_SIDE


def _homes(boxes: Sequence[Box], rule: Mark) -> set[Box]:
    """Those of the boxes between whose first and last rule a rule stands."""
    return {box for box in boxes if box[1] < rule.pos < box[3]}


def split_at_tables(stacks: Iterable[Sequence[Mark]], ruled: Sequence[Grid]) -> list[Sequence[Mark]]:
    """Stacks cut where a closed grid as wide as the rules stands between two of them: the rules underline headings; or
    where one rule is the last of such a grid and the next one begins another: a title stands between them.
    """
    parts: list[Sequence[Mark]] = []
    for stack in stacks:
        gaps = [
            i
            for i, (above, below) in enumerate(pairwise(stack), 1)
            if any(_fills((above.lo, above.pos, above.hi, below.pos), grid.box) for grid in ruled)
            or _parts_grids(above, below, ruled)
        ]
        parts += [stack[start:end] for start, end in pairwise([0, *gaps, len(stack)]) if end - start > 1]
    return parts


def _parts_grids(above: Mark, below: Mark, ruled: Sequence[Grid]) -> bool:
    """Whether two rules are the lower side of one closed grid and the upper side of the next, be they double."""
    wide = [g.box for g in ruled if abs(g.box[0] - above.lo) <= SAME_SIDE and abs(g.box[2] - above.hi) <= SAME_SIDE]
    return any(abs(box[3] - above.pos) <= SLIT for box in wide) and any(abs(box[1] - below.pos) <= SLIT for box in wide)


def _fills(band: Box, box: Box) -> bool:
    return holds(band, box) and box[2] - box[0] > _FILLED * (band[2] - band[0])


def split_at_prose(stacks: Iterable[Sequence[Mark]], words: Sequence[Word], shades: Sequence[Box]) -> list[list[Mark]]:
    """Stacks cut where running text stands between two rules: there one table ends and the next begins.

    Running text is a wide word, at most a letter out of the rules' ends, that crosses the joints of the rules, or the
    sides that shaded headings share where the rules have none; a row whose cells merely touch does not. So does the
    title of a table below rules in one piece, which are of the heading of the page.
    """
    parts: list[list[Mark]] = []
    words = [word for word in words if not _is_typed_arrow(word)]
    for stack in stacks:
        part = [stack[0]]
        sides = _shared_sides(stack, shades)
        for above, below in pairwise(stack):
            band = (above.lo, above.pos, above.hi, below.pos)
            between = [w for w in words if within(hull_of(w), band, aside=w[0][3] - w[0][1])]
            beyond = any(_runs_out(hull_of(w), band) for w in words)
            prose = beyond or any(_is_prose(w, above, above.joints or sides, between) for w in between)
            titled = not any(rule.joints for rule in part) and _is_title(between, above, below)
            if prose or titled or _ignores_columns(between, above, below):
                parts.append(part)
                part = []
            part.append(below)
        parts.append(part)
    return [part for part in parts if len(part) >= 2]


def _is_typed_arrow(word: Word) -> bool:
    """Whether a word is an arrow typed of lines, which reaches over the months that it spans: ────→."""
    texts = word.texts if isinstance(word, PrintedWord) else []
    return len(texts) >= _ARROW and all(text in _LINES for text in texts)


def _joints_agree(one: Mark, other: Mark) -> bool:
    """Whether two rules can be of one table: the joints of one are mostly among those of the other."""
    few, many = sorted((one.joints, other.joints), key=len)
    apart = sum(all(abs(x - y) > SAME_SIDE for y in many) for x in few)
    return apart * 2 <= len(few)


def _shared_sides(stack: Sequence[Mark], shades: Sequence[Box]) -> list[float]:
    """Where two shaded boxes within a stack of rules meet, from left to right."""
    box = extent(stack)
    boxes = {shade for shade in shades if within(shade, box, slack=2.5)}
    sides = Counter(round(x) for b in boxes for x in (b[0], b[2]))
    return [x for x in positions_of([x for x, n in sides.items() if n >= 2]) if box[0] + 4 < x < box[2] - 4]


def _runs_out(word: Box, band: Box) -> bool:
    """Whether a word between two rules runs on beyond their ends, by two letters at least on either side."""
    if not band[1] <= (word[1] + word[3]) / 2 <= band[3]:
        return False
    far = 2 * (word[3] - word[1])
    return any(word[0] < end - far and word[2] > end + far for end in (band[0], band[2]))


def _ignores_columns(words: Sequence[Word], above: Mark, below: Mark) -> bool:
    """Whether lines of text between a rule in one piece, such as the one under a page's heading, and a jointed rule
    run across the joints.
    """
    if bool(above.joints) == bool(below.joints):
        return False
    return len(_levels_across(words, above.joints or below.joints)) >= 2


def _is_title(words: Sequence[Word], above: Mark, below: Mark) -> bool:
    """Whether one line alone, from the left end on, runs across the joints of the rule below it."""
    hulls = list(map(hull_of, words))
    first = min(hulls, default=(0.0, 0.0, 0.0, 0.0))
    high = first[3] - first[1]
    level = all(abs(hull[1] + hull[3] - first[1] - first[3]) < high for hull in hulls)
    return level and first[0] - above.lo < _INDENT * high and bool(_levels_across(words, below.joints))


def _levels_across(words: Sequence[Word], joints: Sequence[float]) -> set[int]:
    """The heights of the letters that stand on joints within their words."""
    return {
        round((g[1] + g[3]) / 2)
        for word in words
        for x in joints
        for g in word
        if word[0][0] + 2 < x < word[-1][2] - 2 and g[0] + 1.2 < x < g[2] - 1.2
    }


def _is_prose(word: Word, rule: Mark, joints: Sequence[float], beside: Sequence[Word]) -> bool:
    hull = hull_of(word)
    if hull[2] - hull[0] <= 0.55 * (rule.hi - rule.lo):
        return False
    crossed = [x for x in joints if hull[0] + 2 < x < hull[2] - 2]
    cut = [x for x in crossed if any(g[0] + 1.2 < x < g[2] - 1.2 for g in word)]
    if crossed or not joints:
        return not crossed or len(cut) * 2 > len(crossed)
    column = bisect_right(joints, hull[0] + 2)
    return not any(bisect_right(joints, hull_of(other)[0] + 2) != column for other in beside)
