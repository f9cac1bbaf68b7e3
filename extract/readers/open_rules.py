"""Tables with horizontal rules only: rows from stacked rules of equal extent, columns from where the rules are jointed,
from shaded boxes, or from the white gaps of the text. Geometry as in `rulings`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.readers.rulings import Box, Grid, Mark, Walls, cells_of, positions_of


@dataclass(frozen=True)
class Shade:
    """A filled box and its colour (as the PDF states it)."""

    box: Box
    color: tuple[float, ...]


Word = Sequence[Box]


def open_grids(marks: Sequence[Mark], shades: Sequence[Shade], words: Sequence[Word]) -> list[Grid]:
    """Tables drawn with horizontal rules only: stacked rules of equal extent with at least two columns between them.

    `words` are the printed words of the region, each as the boxes of its glyphs; no boundary may cut a glyph.
    """
    grids = []
    rules = [m for m in marks if m.horizontal and not _is_underline(m, words)]
    for stack in _split_at_prose(_stacks(rules), words):
        left, right = stack[0].lo, stack[0].hi
        box = (left, stack[0].pos, right, stack[-1].pos)
        inside = [w for w in words if _within(_hull(w), box)]
        shaded = [s.box for s in shades if _within(s.box, box, slack=2.5)]
        if not inside:
            continue
        xs = _columns(stack, shaded, [_hull(w) for w in inside], left, right)
        if len(xs) < 3:
            continue
        pieces = [piece for w in inside for piece in _cut(w, xs)]
        ys = positions_of([*(m.pos for m in stack), *(y for s in shaded for y in (s[1], s[3]))])
        if not shaded:
            ys = _with_bare_rows(xs, ys, pieces)
        grids.append(Grid(xs, ys, cells_of(xs, ys, _soft_walls(xs, ys, pieces)), ruled=False))
    return grids


def _is_underline(rule: Mark, words: Sequence[Word]) -> bool:
    """Whether a rule in one piece runs close under letters that fill it from end to end."""
    if rule.joints:
        return False
    above = sorted(
        glyph
        for word in words
        for glyph in word
        if rule.lo - 2 <= glyph[0]
        and glyph[2] <= rule.hi + 2
        and abs(rule.pos - glyph[3]) <= 0.25 * (glyph[3] - glyph[1])
    )
    if not above:
        return False
    edges = [rule.lo, *(glyph[2] for glyph in above)]
    starts = [*(glyph[0] for glyph in above), rule.hi]
    return all(start - end <= 0.6 * (above[0][3] - above[0][1]) for end, start in zip(edges, starts, strict=True))


def _hull(word: Word) -> Box:
    return (word[0][0], min(g[1] for g in word), word[-1][2], max(g[3] for g in word))


def _cut(word: Word, xs: Sequence[float]) -> list[Box]:
    """A word cut at the column boundaries that pass between two of its glyphs."""
    parts: list[list[Box]] = [[word[0]]]
    for before, glyph in zip(word, word[1:], strict=False):
        if any(before[2] - 1.2 <= x <= glyph[0] + 1.2 for x in xs[1:-1]):
            parts.append([])
        parts[-1].append(glyph)
    return [_hull(part) for part in parts]


def _stacks(rules: Sequence[Mark]) -> list[list[Mark]]:
    """Runs of at least two rules with the same ends, top to bottom, at least a line of text apart."""
    stacks: list[list[Mark]] = []
    for rule in sorted(rules, key=lambda m: m.pos):
        for stack in stacks:
            last = stack[-1]
            if abs(last.lo - rule.lo) <= 2 and abs(last.hi - rule.hi) <= 2 and rule.pos - last.pos >= 6:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= 2 and stack[0].hi - stack[0].lo >= 30]


def _split_at_prose(stacks: Iterable[Sequence[Mark]], words: Sequence[Word]) -> list[list[Mark]]:
    """Stacks cut where running text stands between two rules: there one table ends and the next begins.

    Running text is a wide word that crosses the joints of the rules; a row whose cells merely touch does not.
    """
    parts: list[list[Mark]] = []
    for stack in stacks:
        part = [stack[0]]
        for above, below in zip(stack, stack[1:], strict=False):
            band = (above.lo, above.pos, above.hi, below.pos)
            if any(_is_prose(w, above) for w in words if _within(_hull(w), band)):
                parts.append(part)
                part = []
            part.append(below)
        parts.append(part)
    return [part for part in parts if len(part) >= 2]


def _is_prose(word: Word, rule: Mark) -> bool:
    hull = _hull(word)
    if hull[2] - hull[0] <= 0.55 * (rule.hi - rule.lo):
        return False
    crossed = [x for x in rule.joints if hull[0] + 2 < x < hull[2] - 2]
    cut = [x for x in crossed if any(g[0] + 1.2 < x < g[2] - 1.2 for g in word)]
    return not crossed or len(cut) * 2 > len(crossed)


def _within(inner: Box, outer: Box, slack: float = 1.0) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return (
        outer[0] - slack <= x <= outer[2] + slack
        and outer[1] - slack <= y <= outer[3] + slack
        and inner[0] >= outer[0] - 3
        and inner[2] <= outer[2] + 3
    )


def _columns(
    stack: Sequence[Mark], shaded: Sequence[Box], words: Sequence[Box], left: float, right: float
) -> list[float]:
    """Column boundaries: joints that several rules share, else edges of shaded boxes, else white gaps in the text."""
    joints = Counter(round(x) for mark in stack for x in mark.joints)
    shared = [x for x, n in joints.items() if n >= max(2, len(stack) * 0.5)]
    edges = Counter(round(x) for box in shaded for x in (box[0], box[2]))
    shared += [x for x, n in edges.items() if n >= 2 or (joints and n)]
    inner = [x for x in positions_of(shared) if left + 4 < x < right - 4]
    inner = [x for x in inner if not _mostly_cut(x, words)]
    if not inner:
        inner = _white_gaps(words, left, right)
    return [left, *inner, right]


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


def _with_bare_rows(xs: list[float], ys: list[float], words: Sequence[Box]) -> list[float]:
    """Adds boundaries between rows that neither rule nor shade divides: where several columns have a text line each at
    the same heights, each such height is a row.
    """
    added: list[float] = []
    for top, bottom in zip(ys, ys[1:], strict=False):
        band = [w for w in words if top <= (w[1] + w[3]) / 2 <= bottom]
        heights: dict[float, set[int]] = defaultdict(set)
        for word in band:
            middle = (word[1] + word[3]) / 2
            key = next((h for h in heights if abs(h - middle) <= 2.5), middle)
            heights[key].add(sum(1 for x in xs if x < (word[0] + word[2]) / 2))
        rows = sorted(h for h, columns in heights.items() if len(columns) >= max(2, (len(xs) - 1) * 0.6))
        if len(rows) == len(heights):
            added += [(a + b) / 2 for a, b in zip(rows, rows[1:], strict=False)]
    return positions_of([*ys, *added])


def _soft_walls(xs: list[float], ys: list[float], words: Sequence[Box]) -> Walls:
    """A wall on every boundary but where a word stands across it."""
    walls = Walls(len(ys) - 1, len(xs) - 1)
    for r in range(walls.n_rows):
        for c in range(walls.n_cols):
            box = (xs[c], ys[r], xs[c + 1], ys[r + 1])
            if not any(_across_right(w, box) for w in words):
                walls.right.add((r, c))
            if not any(_across_bottom(w, box) for w in words):
                walls.below.add((r, c))
    return walls


def _across_right(word: Box, box: Box) -> bool:
    return word[0] + 2 < box[2] < word[2] - 2 and box[1] <= (word[1] + word[3]) / 2 <= box[3]


def _across_bottom(word: Box, box: Box) -> bool:
    return word[1] + 2 < box[3] < word[3] - 2 and box[0] <= (word[0] + word[2]) / 2 <= box[2]
