"""Tables with horizontal rules only: rows from stacked rules of equal extent, columns from where the rules are jointed,
from shaded boxes, or from the white gaps of the text. Geometry as in `rulings`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.readers.drawn.boxes import SAME_SIDE, holds, within
from extract.readers.rules.bare_rows import NO_RULES, BareRows, bare_rows
from extract.readers.rules.carried_columns import carried_columns
from extract.readers.rules.cell_tables import columns_around
from extract.readers.rules.dividers import divides, run_on, with_ends
from extract.readers.rules.head_columns import alone_under_heads, between_heads, top_of_heads
from extract.readers.rules.head_levels import below_groups
from extract.readers.rules.heads import heads_over_row, open_within, shaded_heads, tops_of_heads
from extract.readers.rules.last_rows import bottom_below
from extract.readers.rules.open_columns import columns_between
from extract.readers.rules.open_ends import with_open_ends
from extract.readers.rules.rule_stacks import (
    extent,
    split_at_headings,
    split_at_prose,
    split_at_tables,
    split_at_wider,
    stacks_of,
)
from extract.readers.rules.rulings import Box, Grid, Mark, cells_of, positions_of
from extract.readers.rules.soft_walls import bars_across, heads_over_parts, open_beside, soft_walls, titles_across
from extract.readers.rules.stacked_tables import (
    below_lead,
    sides_of_calendars,
    split_at_bars,
    split_at_months,
    split_at_text,
    split_at_titles,
)
from extract.readers.rules.underlines import under_barred_headings, without_heading_rules, without_underlines
from extract.readers.words.printed_words import Word, cut_at, hull_of, inked

#: A line above the first rule is that of headings if it says something in so many columns.
_FEWEST_HEADS = 3
#: A closed grid with more sides than this in both directions is a table, not a box around some words.
_FEWEST_SIDES = 2
#: The rules of a table in a cell end so far from the sides of that, in points, and are jointed in so many places.
_OFF, _OWN_COLUMNS = 0.8, 2

#: A table begins so little right of the text of its cell, in points.
_INDENT = 12.0


@dataclass(frozen=True)
class Shade:
    """A filled box and its colour (as the PDF states it)."""

    box: Box
    color: tuple[float, ...]


def open_grids(
    marks: Sequence[Mark],
    shades: Sequence[Shade],
    words: Sequence[Word],
    ruled: Sequence[Grid] = (),
    before: Sequence[Sequence[float]] = (),
) -> list[Grid]:
    """Tables drawn with horizontal rules only: stacked rules of equal extent with at least two columns between them.

    `words` are the printed words of the region, each as the boxes of its glyphs; no boundary may cut a glyph. `ruled`
    are the closed grids around the rules: rules in two of their cells are of two tables. `before` are the column sides
    of the tables on the page before.
    """
    by_home: dict[Box | None, list[Mark]] = defaultdict(list)
    colours = [shade.box for shade in shades]
    rules, headings = _rules(marks, colours, words, ruled)
    for rule in rules:
        by_home[_home(rule, ruled)].append(rule)
    stacks = _stacks(by_home, colours, words, ruled, headings)
    closed = [grid.box for grid in ruled if len(grid.xs) > _FEWEST_SIDES and len(grid.ys) > _FEWEST_SIDES]
    drawn: list[tuple[Sequence[Mark], Grid]] = []
    for home, stack in sorted(stacks, key=lambda s: s[1][0].hi - s[1][0].lo):
        held = [(part, grid) for part, grid in drawn if holds(extent(stack), grid.box)]
        parts = [part for _, part in stacks if holds(extent(stack), extent(part))]
        dividers = [part for part in parts if _divides(part, stack, parts, words)]
        inner = [grid.box for part, grid in held if not (_shares_columns(part, stack) or part in dividers)]
        inner += [box for box in closed if _is_in_cell(box, stack)]
        free = [w for w in words if not any(within(hull_of(w), box) for box in inner)]
        free += [[box] for box in inner if box in closed]  # no column divides a table in a cell
        shaded = [s.box for s in shades if not any(within(s.box, box, slack=2.5) for box in inner)]
        beside = [m for m in by_home[home] if not any(within((m.lo, m.pos, m.hi, m.pos), box) for box in inner)]
        others = [extent(other) for _, other in stacks if not holds(extent(other), extent(stack))]
        ends = [x for part in dividers for x in (part[0].lo, part[0].hi)]
        top = top_of_heads(stack[0], ruled)
        over = before if home is None or _heads_cell(stack[0], home, words, ruled) else ()
        columns = _columns(stack, beside, shaded, free, ends, inner, over)
        if (grid := _open_grid(stack, beside, shaded, free, columns, home, others, top)) is not None:
            drawn = [(part, other) for part, other in drawn if other.box in inner or (part, other) not in held]
            drawn.append((stack, grid))
    return [grid for _, grid in drawn]


def _heads_cell(rule: Mark, home: Box, words: Sequence[Word], ruled: Sequence[Grid]) -> bool:
    """Whether a rule stands above all words of a cell in the first row of a closed grid: what a page break tore may go
    on there.
    """
    first = any(abs(grid.box[1] - home[1]) <= SAME_SIDE and holds(grid.box, home) for grid in ruled)
    tops = [hull[1] for word in words if within(hull := hull_of(word), home)]
    return first and rule.pos <= min(tops, default=rule.pos) + SAME_SIDE


def _rules(
    marks: Sequence[Mark], colours: Sequence[Box], words: Sequence[Word], ruled: Sequence[Grid]
) -> tuple[list[Mark], list[Mark]]:
    """The rules among strokes, with the sides of coloured headings that stand for some; and those under headings that
    have a bar before them.
    """
    sides = [mark for mark in marks if not mark.horizontal]
    rules = without_underlines([mark for mark in marks if mark.horizontal], words)
    headings = under_barred_headings(rules, words, colours)
    rules = [rule for rule in rules if rule not in headings]
    rules = without_heading_rules(rules, sides, words)
    free = [box for box in colours if not any(_overlaps(box, grid.box) for grid in ruled)]
    return [*rules, *tops_of_heads(colours, rules, words), *sides_of_calendars(free, rules, words)], headings


def _stacks(
    by_home: Mapping[Box | None, Sequence[Mark]],
    bars: Sequence[Box],
    words: Sequence[Word],
    ruled: Sequence[Grid],
    headings: Sequence[Mark],
) -> list[tuple[Box | None, Sequence[Mark]]]:
    """The rules of each table, with the cell of a closed grid that they stand in."""
    stacks = [
        (home, stack)
        for home, group in by_home.items()
        for stack in split_at_wider(split_at_months(_titled(group, bars, words, ruled, headings), words))
    ]
    closed: dict[Box | None, list[Grid]] = defaultdict(list)
    for grid in ruled if by_home else ():
        closed[_home_of(grid, ruled)].append(grid)
    stacks += [
        (home, stack) for home, group in by_home.items() for stack in alone_under_heads(group, closed[home], words)
    ]
    stacks = [(home, run_on(stack, [other for at, other in stacks if at == home], words)) for home, stack in stacks]
    stacks = [(home, with_open_ends(stack, by_home[home], words)) for home, stack in stacks]
    headed = [(home, between_heads(stack, closed[home], words)) for home, stack in stacks]
    return [(home, below_groups(stack, by_home[home], words)) for home, stack in headed]


def _titled(
    rules: Sequence[Mark],
    bars: Sequence[Box],
    words: Sequence[Word],
    ruled: Sequence[Grid],
    headings: Sequence[Mark],
) -> list[list[Mark]]:
    """Runs of rules cut at what stands between tables: others, running text, titles of sections, calendars, titles."""
    parted = split_at_prose(split_at_tables(split_at_headings(stacks_of(rules), headings), ruled), words, bars)
    return split_at_titles(split_at_text(split_at_bars(parted, bars, words), bars, words), words)


def _overlaps(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _is_in_cell(box: Box, stack: Sequence[Mark]) -> bool:
    """Whether a closed table stands free within the table of some rules, and is not its part that has verticals."""
    left, top, right, bottom = extent(stack)
    free = left + 1 < box[0] and top + 1 < box[1] and box[2] < right - 1 and box[3] < bottom - 1
    sides = [x for rule in stack for x in rule.joints]
    return free and not all(any(abs(side - x) <= 1 for x in sides) for side in (box[0], box[2]))


def _divides(
    part: Sequence[Mark], stack: Sequence[Mark], parts: Sequence[Sequence[Mark]], words: Sequence[Word]
) -> bool:
    """Whether shorter rules divide rows of the table of a stack, and of none within it, by the words that stand between
    the rules of no other part: tables in cells may follow another. The text of a table's own cell begins a little left.
    """
    others = [extent(other) for other in parts if other is not part and other is not stack]
    if any(holds(box, extent(part)) for box in others) or _begins_left(part, stack, words):
        return False
    return divides(part, stack, [word for word in words if not any(within(hull_of(word), box) for box in others)])


def _begins_left(part: Sequence[Mark], stack: Sequence[Mark], words: Sequence[Word]) -> bool:
    lo, middle = part[0].lo, (part[0].pos + part[-1].pos) / 2
    top = max((rule.pos for rule in stack if rule.pos < middle), default=stack[0].pos)
    bottom = min((rule.pos for rule in stack if rule.pos > middle), default=stack[-1].pos)
    hulls = [hull for word in words if top < ((hull := hull_of(word))[1] + hull[3]) / 2 < bottom]
    return any(lo - _INDENT < box[0] < lo - 1 and box[2] > lo + _INDENT for box in hulls)


def _shares_columns(part: Sequence[Mark], stack: Sequence[Mark]) -> bool:
    """Whether shorter rules within a stack divide some of its own columns, rather than being a table in its cell.

    They begin or end at a side of the columns, and do both where the rules show all sides. A table in a cell keeps off
    the sides of the cell, be it by a point, and has columns that the stack has not.
    """
    sides = [x for rule in stack for x in (rule.lo, *rule.joints, rule.hi)]
    ends = [min(abs(end - x) for x in sides) for end in (part[0].lo, part[0].hi)]
    own = {round(x) for rule in part for x in rule.joints if all(abs(x - side) > SAME_SIDE for side in sides)}
    if min(ends) > _OFF and len(own) >= _OWN_COLUMNS:
        return False
    return (max(ends) if all(rule.joints for rule in stack) else min(ends)) <= SAME_SIDE


def _home_of(grid: Grid, ruled: Sequence[Grid]) -> Box | None:
    """The smallest cell of another closed grid that holds a grid."""
    low = Mark(True, grid.ys[-1], grid.xs[0], grid.xs[-1])
    return _home(low, [other for other in ruled if other is not grid])


def _home(rule: Mark, ruled: Sequence[Grid]) -> Box | None:
    """The smallest cell of a closed grid that holds a rule from end to end."""
    cells = []
    for grid in ruled:
        i = grid.cell_at((rule.lo + rule.hi) / 2, rule.pos)
        if i is not None and holds(grid.cells[i].box, (rule.lo, rule.pos, rule.hi, rule.pos)):
            cells.append(grid.cells[i].box)
    return min(cells, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)


@dataclass(frozen=True)
class _Columns:
    """The column sides between the rules of a stack, the doubt about them, and the words there. Titles may run across
    those `around` tables in their cells and those `carried` over from the page before.
    """

    xs: list[float]
    doubt: str | None
    words: Sequence[Word]
    around: bool = False
    carried: bool = False


def _columns(
    stack: Sequence[Mark],
    rules: Sequence[Mark],
    shades: Sequence[Box],
    words: Sequence[Word],
    divided: Sequence[float],
    inner: Sequence[Box],
    before: Sequence[Sequence[float]],
) -> _Columns:
    """The columns between the rules of one stack; those of one column or of nothing are fewer than two.

    `rules` are those around it; `divided` where rules that divide only some columns begin and end; `inner` the tables
    in its cells; `before` the column sides of the tables on the page before.
    """
    box = extent(stack)
    inside = [w for w in words if within(hull_of(w), box)]
    if not inside:
        return _Columns([], None, inside)
    shaded = [shade for shade in shades if within(shade, box, slack=2.5)]
    ends = [x for rule in _hanging(rules, stack) for x in (rule.lo, rule.hi)]
    xs, doubt = columns_between(stack, shaded, ends, inside, box[0], box[2])
    xs = with_ends(xs, divided, [hull_of(w) for w in inside])
    if (around := columns_around(inner, stack, rules, [*divided, *ends], inside)) is not None:
        return _Columns(around, doubt, inside, around=True)
    inks = list(map(inked, inside)) if before and not (inner or ends or divided) else []
    if inks and (carried := carried_columns(xs, before, stack, inks)) is not None:
        more = len(carried) > len(xs)
        return _Columns(carried, None if more else doubt, inks, carried=more)
    return _Columns(xs, doubt, inside)


def _open_grid(
    stack: Sequence[Mark],
    rules: Sequence[Mark],
    shades: Sequence[Box],
    words: Sequence[Word],
    columns: _Columns,
    home: Box | None,
    others: Sequence[Box],
    lid: float | None = None,
) -> Grid | None:
    """The table between the rules of one stack, or None where they stand over one column or over nothing.

    `rules` are those around it, among them shorter ones that divide the rows of some columns; `others` the extents of
    the stacks that do not hold this one; `lid` the top of the closed headings that the first rule ends.
    """
    box = extent(stack)
    left, _, right, _ = box
    xs, inside = columns.xs, list(columns.words)
    shaded = [shade for shade in shades if within(shade, box, slack=2.5)]
    if len(xs) < 3:
        return None
    beyond = [shade for shade in shades if shade not in shaded]
    heads = shaded_heads(stack[0], xs, beyond) or heads_over_row(
        stack, xs, beyond, [piece.box for w in words for piece in cut_at(w, xs)]
    )
    top = min(h[1] for h in heads) if heads else lid or _head_above(stack[0], xs, words, home, others)
    inside += [w for w in words if top is not None and within(hull_of(w), (left, top, right, stack[0].pos))]
    bottom = bottom_below(stack, xs, words, home, others)
    inside += [w for w in words if bottom is not None and within(hull_of(w), (left, stack[-1].pos, right, bottom))]
    pieces = [piece for w in inside for piece in cut_at(w, xs)]
    across = [s for s in shaded if not any(s[1] + 2 < m.pos < s[3] - 2 for m in stack)]
    parts = [rule for rule in rules if _is_part(rule, stack, xs)]
    edges = [y for s in [*across, *heads] for y in (s[1], s[3])]
    edges += [y for y in (top, bottom) if y]
    ys = below_lead(positions_of([*(m.pos for m in [*stack, *parts]), *edges]), inside)
    pieces = [piece for piece in pieces if piece.middle > ys[0]]
    told = parts or (columns.carried and len(stack) > _FEWEST_SIDES)  # rules part its rows, as on the page before
    bare = BareRows([], []) if told else bare_rows(xs, ys, pieces, across)
    ys = positions_of([*ys, *bare.sides])
    walls = soft_walls(xs, ys, [piece.box for piece in pieces])
    open_within(bare.spans, xs, ys, walls)
    open_beside(parts, stack, xs, ys, walls)
    over = heads_over_parts(parts, xs, ys, pieces) if not stack[0].joints else []
    over += titles_across(xs, ys, inside) if columns.around or columns.carried else []
    open_within([*over, *heads, *bars_across(across, inside, left, right)], xs, ys, walls)
    return Grid(xs, ys, cells_of(xs, ys, walls), ruled=False, doubt=NO_RULES if bare.by_place else columns.doubt)


def _head_above(
    rule: Mark, xs: Sequence[float], words: Sequence[Word], home: Box | None, others: Sequence[Box]
) -> float | None:
    """The top of the headings right above the first rule of a table without one over them, or None.

    They are one line that fills most columns that the joints of the rules divide, a heading in each, and no row of
    another table. Where no joints show the columns it fills all of them, and nothing above it stands in columns.
    """
    jointed = len(rule.joints) >= _FEWEST_HEADS - 1
    if rule.joints and not jointed:
        return None
    boxes = [piece.box for w in words for piece in cut_at(w, xs)]
    pieces = [box for box in boxes if rule.lo - 3 <= box[0] and box[2] <= rule.hi + 3]
    above = [w for w in pieces if w[3] <= rule.pos + 1 and (home is None or home[1] <= (w[1] + w[3]) / 2)]
    low = max((w[3] for w in above), default=0.0)
    line = [w for w in above if (w[1] + w[3]) / 2 > low - (w[3] - w[1])]
    if not line or rule.pos - low > max(w[3] - w[1] for w in line):
        return None
    if any(within(w, box) for w in line for box in others):
        return None
    filled = {sum(x < (w[0] + w[2]) / 2 for x in xs) for w in line}
    cut = any(w[0] + 1.5 < x < w[2] - 1.5 for w in line for x in xs)
    columns = len(xs) - 1
    if cut or len(filled) < max(_FEWEST_HEADS, 0.75 * columns if jointed else columns):
        return None
    top = min(w[1] for w in line) - 1
    return top if jointed or not _in_columns(above, top, xs) else None


def _in_columns(boxes: Sequence[Box], foot: float, xs: Sequence[float]) -> bool:
    """Whether the last line over `foot` stands in columns as well: a row of words, or another line of headings."""
    over = [box for box in boxes if box[3] <= foot + 1]
    low = max((box[3] for box in over), default=0.0)
    line = [box for box in over if (box[1] + box[3]) / 2 > low - (box[3] - box[1])]
    near = bool(line) and foot - low <= max(box[3] - box[1] for box in line)
    return near and len({sum(x < (box[0] + box[2]) / 2 for x in xs) for box in line}) > 1


def _hanging(rules: Sequence[Mark], stack: Sequence[Mark]) -> list[Mark]:
    """The shorter rules that hang at a side of a table without joints, and those at the height of one between columns
    that it leaves out on either side.
    """
    hung = [rule for rule in rules if _hangs(rule, stack)]
    left, _, right, _ = extent(stack)
    level = [rule for rule in rules if rule not in hung and left + 2 < rule.lo and rule.hi < right - 2]
    return hung + [rule for rule in level if any(abs(rule.pos - other.pos) <= 1 for other in hung)]


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
