"""Tables with horizontal rules only: rows from stacked rules of equal extent, columns from where the rules are jointed,
from shaded boxes, or from the white gaps of the text. Geometry as in `rulings`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from extract.readers.bare_rows import NO_RULES, BareRows, bare_rows
from extract.readers.dividers import divides, run_on, with_ends
from extract.readers.head_columns import between_heads
from extract.readers.head_levels import below_groups, heads_over_rule
from extract.readers.heads import heads_over_row, open_within, shaded_heads
from extract.readers.last_rows import bottom_below
from extract.readers.printed_words import Piece, Word, cut_at, hull_of
from extract.readers.rulings import SLIT, Box, Grid, Mark, Walls, cells_of, positions_of
from extract.readers.stacked_tables import below_lead, split_at_bars, split_at_titles
from extract.readers.word_columns import NO_RULES as NO_COLUMN_RULES
from extract.readers.word_columns import columns_by_words


@dataclass(frozen=True)
class Shade:
    """A filled box and its colour (as the PDF states it)."""

    box: Box
    color: tuple[float, ...]


#: A line above the first rule is that of headings if it says something in so many columns.
_FEWEST_HEADS = 3
#: Rules that end this close to a column's side belong to the column.
_SAME_SIDE = 3.0
#: How far from the lower side of a letter, in heights of it, a stroke still underlines it.
_NEAR = 0.25
#: A closed grid over so much of the width between two rules leaves no column beside it.
_FILLED = 0.9
#: A closed grid with more sides than this in both directions is a table, not a box around some words.
_FEWEST_SIDES = 2


def open_grids(
    marks: Sequence[Mark], shades: Sequence[Shade], words: Sequence[Word], ruled: Sequence[Grid] = ()
) -> list[Grid]:
    """Tables drawn with horizontal rules only: stacked rules of equal extent with at least two columns between them.

    `words` are the printed words of the region, each as the boxes of its glyphs; no boundary may cut a glyph. `ruled`
    are the closed grids around the rules: rules in two of their cells are of two tables.
    """
    letters = sorted([glyph for word in words for glyph in word], key=itemgetter(3))
    reach = _NEAR * max([bottom - top for _, top, _, bottom in letters], default=0.0)
    rules = [m for m in marks if m.horizontal and not _is_underline(m, letters, reach)]
    bars = [shade.box for shade in shades]
    by_home: dict[Box | None, list[Mark]] = defaultdict(list)
    for rule in rules:
        by_home[_home(rule, ruled)].append(rule)
    stacks = [
        (home, stack)
        for home, group in by_home.items()
        for stack in split_at_titles(
            split_at_bars(_split_at_prose(_split_at_tables(_stacks(group), ruled), words, shades), bars, words), words
        )
    ]
    stacks = [(home, run_on(stack, [other for at, other in stacks if at == home], words)) for home, stack in stacks]
    stacks = [(home, below_groups(between_heads(stack, ruled, words), by_home[home], words)) for home, stack in stacks]
    closed = [grid.box for grid in ruled if len(grid.xs) > _FEWEST_SIDES and len(grid.ys) > _FEWEST_SIDES]
    drawn: list[tuple[Sequence[Mark], Grid]] = []
    for home, stack in sorted(stacks, key=lambda s: s[1][0].hi - s[1][0].lo):
        within = [(part, grid) for part, grid in drawn if _holds(_extent(stack), grid.box)]
        dividers = [part for _, part in stacks if _holds(_extent(stack), _extent(part)) and divides(part, stack, words)]
        inner = [grid.box for part, grid in within if not (_shares_columns(part, stack) or part in dividers)]
        inner += [box for box in closed if _is_in_cell(box, stack)]
        free = [w for w in words if not any(_within(hull_of(w), box) for box in inner)]
        free += [[box] for box in inner if box in closed]  # no column divides a table in a cell
        shaded = [s.box for s in shades if not any(_within(s.box, box, slack=2.5) for box in inner)]
        beside = [m for m in by_home[home] if not any(_within((m.lo, m.pos, m.hi, m.pos), box) for box in inner)]
        others = [_extent(other) for _, other in stacks if not _holds(_extent(other), _extent(stack))]
        ends = [x for part in dividers for x in (part[0].lo, part[0].hi)]
        if (grid := _open_grid(stack, beside, shaded, free, home, others, ends)) is not None:
            drawn = [(part, other) for part, other in drawn if other.box in inner or (part, other) not in within]
            drawn.append((stack, grid))
    return [grid for _, grid in drawn]


def _is_in_cell(box: Box, stack: Sequence[Mark]) -> bool:
    """Whether a closed table stands free within the table of some rules, and is not its part that has verticals."""
    left, top, right, bottom = _extent(stack)
    free = left + 1 < box[0] and top + 1 < box[1] and box[2] < right - 1 and box[3] < bottom - 1
    sides = [x for rule in stack for x in rule.joints]
    return free and not all(any(abs(side - x) <= 1 for x in sides) for side in (box[0], box[2]))


def _shares_columns(part: Sequence[Mark], stack: Sequence[Mark]) -> bool:
    """Whether shorter rules within a stack divide some of its own columns, rather than being a table in its cell."""
    sides = [x for rule in stack for x in (rule.lo, *rule.joints, rule.hi)]
    return any(abs(end - x) <= _SAME_SIDE for end in (part[0].lo, part[0].hi) for x in sides)


def _home(rule: Mark, ruled: Sequence[Grid]) -> Box | None:
    """The smallest cell of a closed grid that holds a rule from end to end."""
    cells = []
    for grid in ruled:
        i = grid.cell_at((rule.lo + rule.hi) / 2, rule.pos)
        if i is not None and _holds(grid.cells[i].box, (rule.lo, rule.pos, rule.hi, rule.pos)):
            cells.append(grid.cells[i].box)
    return min(cells, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)


def _extent(stack: Sequence[Mark]) -> Box:
    return (stack[0].lo, stack[0].pos, stack[0].hi, stack[-1].pos)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def _open_grid(
    stack: Sequence[Mark],
    rules: Sequence[Mark],
    shades: Sequence[Box],
    words: Sequence[Word],
    home: Box | None,
    others: Sequence[Box],
    divided: Sequence[float] = (),
) -> Grid | None:
    """The table between the rules of one stack, or None where they stand over one column or over nothing.

    `rules` are those around it, among them shorter ones that divide the rows of some columns; `others` the extents of
    the stacks that do not hold this one; `divided` where rules that divide only some columns begin and end.
    """
    box = _extent(stack)
    left, _, right, _ = box
    inside = [w for w in words if _within(hull_of(w), box)]
    shaded = [shade for shade in shades if _within(shade, box, slack=2.5)]
    if not inside:
        return None
    ends = [x for rule in rules if _hangs(rule, stack) for x in (rule.lo, rule.hi)]
    xs, doubt = _columns(stack, shaded, ends, inside, left, right)
    xs = with_ends(xs, divided, [hull_of(w) for w in inside])
    if len(xs) < 3:
        return None
    beyond = [shade for shade in shades if shade not in shaded]
    heads = shaded_heads(stack[0], xs, beyond) or heads_over_row(
        stack, xs, beyond, [piece.box for w in words for piece in cut_at(w, xs)]
    )
    top = min(h[1] for h in heads) if heads else _head_above(stack[0], xs, words, home, others)
    inside += [w for w in words if top is not None and _within(hull_of(w), (left, top, right, stack[0].pos))]
    bottom = bottom_below(stack, xs, words, home, others)
    inside += [w for w in words if bottom is not None and _within(hull_of(w), (left, stack[-1].pos, right, bottom))]
    pieces = [piece for w in inside for piece in cut_at(w, xs)]
    across = [s for s in shaded if not any(s[1] + 2 < m.pos < s[3] - 2 for m in stack)]
    parts = [rule for rule in rules if _is_part(rule, stack, xs)]
    edges = [y for s in [*across, *heads] for y in (s[1], s[3])]
    edges += [y for y in (top, bottom) if y]
    ys = below_lead(positions_of([*(m.pos for m in [*stack, *parts]), *edges]), inside)
    pieces = [piece for piece in pieces if piece.middle > ys[0]]
    bare = bare_rows(xs, ys, pieces, across) if not parts else BareRows([], [])
    ys = positions_of([*ys, *bare.sides])
    walls = _soft_walls(xs, ys, [piece.box for piece in pieces])
    open_within(bare.spans, xs, ys, walls)
    _open_beside(parts, stack, xs, ys, walls)
    over = _heads_over_parts(parts, xs, ys, pieces) if not stack[0].joints else []
    open_within([*over, *heads, *_bars(across, inside, left, right)], xs, ys, walls)
    return Grid(xs, ys, cells_of(xs, ys, walls), ruled=False, doubt=NO_RULES if bare.by_place else doubt)


def _bars(shaded: Sequence[Box], words: Sequence[Word], left: float, right: float) -> list[Box]:
    """Coloured boxes over the whole width of a table that hold one piece of text: the name of the rows below."""
    bars = []
    for box in shaded:
        hulls = sorted(hull for w in words if _within(hull := hull_of(w), box))
        one = all(b[0] - a[2] < b[3] - b[1] for a, b in pairwise(hulls))
        if box[2] - box[0] > right - left - 2 * _SAME_SIDE and hulls and one:
            bars.append(box)
    return bars


def _head_above(
    rule: Mark, xs: Sequence[float], words: Sequence[Word], home: Box | None, others: Sequence[Box]
) -> float | None:
    """The top of the headings right above the first rule of a table without one over them, or None.

    They are one line that fills most columns that the joints of the rules divide, a heading in each, and no row of
    another table.
    """
    if len(rule.joints) < _FEWEST_HEADS - 1:
        return None
    boxes = [piece.box for w in words for piece in cut_at(w, xs)]
    pieces = [box for box in boxes if rule.lo - 3 <= box[0] and box[2] <= rule.hi + 3]
    above = [w for w in pieces if w[3] <= rule.pos + 1 and (home is None or home[1] <= (w[1] + w[3]) / 2)]
    low = max((w[3] for w in above), default=0.0)
    line = [w for w in above if (w[1] + w[3]) / 2 > low - (w[3] - w[1])]
    if not line or rule.pos - low > max(w[3] - w[1] for w in line):
        return None
    if any(_within(w, box) for w in line for box in others):
        return None
    filled = {sum(x < (w[0] + w[2]) / 2 for x in xs) for w in line}
    cut = any(w[0] + 1.5 < x < w[2] - 1.5 for w in line for x in xs)
    return None if cut or len(filled) < max(_FEWEST_HEADS, 0.75 * (len(xs) - 1)) else min(w[1] for w in line) - 1


def _hangs(rule: Mark, stack: Sequence[Mark]) -> bool:
    """Whether a shorter rule runs from one side of a table without joints into it, and ends where a column does."""
    first = stack[0]
    inside = first.pos + 6 < rule.pos < stack[-1].pos - 6 and first.lo - 2 <= rule.lo and rule.hi <= first.hi + 2
    at_sides = (abs(rule.lo - first.lo) <= 2, abs(rule.hi - first.hi) <= 2)
    return inside and sum(at_sides) == 1 and not any(mark.joints for mark in stack)


def _is_part(rule: Mark, stack: Sequence[Mark], xs: Sequence[float]) -> bool:
    """Whether a rule inside the table runs from one column boundary to another, leaving out columns: the cells there
    reach over several rows.
    """
    inside = stack[0].pos + 6 < rule.pos < stack[-1].pos - 6
    shorter = rule.hi - rule.lo < xs[-1] - xs[0] - 6
    return inside and shorter and all(min(abs(x - end) for x in xs) <= 2 for end in (rule.lo, rule.hi))


def _heads_over_parts(
    parts: Sequence[Mark], xs: Sequence[float], ys: Sequence[float], pieces: Sequence[Piece]
) -> list[Box]:
    """The boxes of headings of several columns above a rule that parts them from those of the single ones."""
    first = next((part for part in parts if len(ys) > 2 and abs(part.pos - ys[1]) <= SLIT), None)
    if first is None:
        return []
    above = [p for p in pieces if ys[0] < p.middle < ys[1] and first.lo < p.box[0] and p.box[2] < first.hi]
    return [(xs[a], ys[0], xs[b + 1], ys[1]) for a, b in heads_over_rule(xs, (first.lo, first.hi), above) if a < b]


def _open_beside(
    parts: Sequence[Mark], stack: Sequence[Mark], xs: Sequence[float], ys: Sequence[float], walls: Walls
) -> None:
    """Takes the walls away that stand at the height of a rule in columns which no rule of that height covers."""
    whole = [mark.pos for mark in stack]
    for r, y in enumerate(ys[1:-1]):
        drawn = [part for part in parts if abs(part.pos - y) <= SLIT]
        if not drawn or any(abs(pos - y) <= SLIT for pos in whole):
            continue
        for c, (start, end) in enumerate(zip(xs, xs[1:], strict=False)):
            if not any(part.lo <= (start + end) / 2 <= part.hi for part in drawn):
                walls.below.discard((r, c))


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


def _stacks(rules: Sequence[Mark]) -> list[list[Mark]]:
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


def _split_at_tables(stacks: Iterable[Sequence[Mark]], ruled: Sequence[Grid]) -> list[Sequence[Mark]]:
    """Stacks cut where a closed grid as wide as the rules stands between two of them: the rules underline headings."""
    parts: list[Sequence[Mark]] = []
    for stack in stacks:
        gaps = [
            i
            for i, (above, below) in enumerate(pairwise(stack), 1)
            if any(_fills((above.lo, above.pos, above.hi, below.pos), grid.box) for grid in ruled)
        ]
        parts += [stack[start:end] for start, end in pairwise([0, *gaps, len(stack)]) if end - start > 1]
    return parts


def _fills(band: Box, box: Box) -> bool:
    return _holds(band, box) and box[2] - box[0] > _FILLED * (band[2] - band[0])


def _split_at_prose(
    stacks: Iterable[Sequence[Mark]], words: Sequence[Word], shades: Sequence[Shade]
) -> list[list[Mark]]:
    """Stacks cut where running text stands between two rules: there one table ends and the next begins.

    Running text is a wide word, at most a letter out of the rules' ends, that crosses the joints of the rules, or the
    sides that shaded headings share where the rules have none; a row whose cells merely touch does not.
    """
    parts: list[list[Mark]] = []
    for stack in stacks:
        part = [stack[0]]
        sides = _shared_sides(stack, shades)
        for above, below in pairwise(stack):
            band = (above.lo, above.pos, above.hi, below.pos)
            between = [w for w in words if _within(hull_of(w), band, aside=w[0][3] - w[0][1])]
            beyond = any(_runs_out(hull_of(w), band) for w in words)
            prose = beyond or any(_is_prose(w, above, above.joints or sides, between) for w in between)
            if prose or _ignores_columns(between, above, below):
                parts.append(part)
                part = []
            part.append(below)
        parts.append(part)
    return [part for part in parts if len(part) >= 2]


def _joints_agree(one: Mark, other: Mark) -> bool:
    """Whether two rules can be of one table: the joints of one are mostly among those of the other."""
    few, many = sorted((one.joints, other.joints), key=len)
    apart = sum(all(abs(x - y) > _SAME_SIDE for y in many) for x in few)
    return apart * 2 <= len(few)


def _shared_sides(stack: Sequence[Mark], shades: Sequence[Shade]) -> list[float]:
    """Where two shaded boxes within a stack of rules meet, from left to right."""
    box = _extent(stack)
    boxes = {shade.box for shade in shades if _within(shade.box, box, slack=2.5)}
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
    joints = above.joints or below.joints
    across = {
        round((g[1] + g[3]) / 2)
        for word in words
        for x in joints
        for g in word
        if word[0][0] + 2 < x < word[-1][2] - 2 and g[0] + 1.2 < x < g[2] - 1.2
    }
    return len(across) >= 2


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


def _within(inner: Box, outer: Box, slack: float = 1.0, aside: float = _SAME_SIDE) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return (
        outer[0] - slack <= x <= outer[2] + slack
        and outer[1] - slack <= y <= outer[3] + slack
        and inner[0] >= outer[0] - aside
        and inner[2] <= outer[2] + aside
    )


def _columns(
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
            return found[0], None if found[1] else NO_COLUMN_RULES
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
