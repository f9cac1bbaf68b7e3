"""Rulings to grids: from the straight marks of a page to tables of rows, columns and merged cells.

Pure geometry, in PDF points with the origin at the top left. A `Mark` is a horizontal or vertical stroke; strokes that
cross or touch form a *frame*; a frame divides its box into elementary positions, and positions without a stroke
between them are one cell. Tables with horizontal rules only take their columns from where the rules are jointed, from
shaded boxes, or from the white gaps of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Box = tuple[float, float, float, float]

#: Strokes this close are the same ruling: producers draw one line as two rectangles or as a stroke beside a fill.
SNAP = 1.2
#: Ends this close touch.
REACH = 1.3
#: A filled box thinner than this is drawn as a ruling, not as a shade.
THIN = 2.6
#: Shorter strokes are dots of a dashed line or parts of a glyph drawing.
SHORTEST = 2.0
#: More strokes than this on one page is a drawing, not a table; refused so that one page cannot take minutes.
MAX_MARKS = 40_000


@dataclass(frozen=True)
class Mark:
    """A stroke at `pos` across its own direction, from `lo` to `hi` along it; `joints` are positions inside where the
    producer ended one piece and began the next.
    """

    horizontal: bool
    pos: float
    lo: float
    hi: float
    joints: tuple[float, ...] = ()


@dataclass
class GridCell:
    """Elementary positions `row`..`row + rowspan - 1` × `col`..`col + colspan - 1` and their box."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box


@dataclass
class Grid:
    """A table's skeleton: `xs` and `ys` are the column and row boundaries, ascending."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    ruled: bool = True  # every boundary is a printed ruling

    @property
    def box(self) -> Box:
        """Outline (x0, top, x1, bottom)."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that holds this point; of a boundary, the one before it."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        return self._cover.get((max(bisect_left(self.ys, y) - 1, 0), max(bisect_left(self.xs, x) - 1, 0)))

    @cached_property
    def _cover(self) -> dict[tuple[int, int], int]:
        return {
            (row, col): i
            for i, cell in enumerate(self.cells)
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }


def merge_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Marks snapped to common positions, with overlapping and touching pieces of one ruling joined."""
    by_direction: dict[bool, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_direction[mark.horizontal].append(mark)
    merged: list[Mark] = []
    for horizontal, group in by_direction.items():
        for line in _snap(group):
            merged.extend(_join(horizontal, line))
    return merged


def _snap(marks: list[Mark]) -> list[list[Mark]]:
    lines: list[list[Mark]] = []
    start = 0.0
    for mark in sorted(marks, key=lambda m: m.pos):
        if lines and mark.pos - lines[-1][-1].pos <= SNAP and mark.pos - start <= 2 * SNAP:
            lines[-1].append(mark)
        else:
            lines.append([mark])
            start = mark.pos
    return lines


def _join(horizontal: bool, line: list[Mark]) -> list[Mark]:
    pos = sum(mark.pos for mark in line) / len(line)
    joined: list[Mark] = []
    lo = hi = 0.0
    joints: list[float] = []
    for mark in sorted(line, key=lambda m: m.lo):
        if joined or hi > lo:
            if mark.lo <= hi + REACH:
                if abs(mark.lo - hi) <= REACH and mark.hi > hi:
                    joints.append((mark.lo + hi) / 2)
                hi = max(hi, mark.hi)
                continue
            joined.append(Mark(horizontal, pos, lo, hi, tuple(joints)))
        lo, hi, joints = mark.lo, mark.hi, []
    joined.append(Mark(horizontal, pos, lo, hi, tuple(joints)))
    return [mark for mark in joined if mark.hi - mark.lo >= SHORTEST]


def frames(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Groups of marks that are connected by touching or crossing."""
    parent = list(range(len(marks)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    verticals = sorted((m.pos, i) for i, m in enumerate(marks) if not m.horizontal)
    positions = [pos for pos, _ in verticals]
    for i, mark in enumerate(marks):
        if not mark.horizontal:
            continue
        for k in range(bisect_left(positions, mark.lo - REACH), bisect_right(positions, mark.hi + REACH)):
            j = verticals[k][1]
            if marks[j].lo - REACH <= mark.pos <= marks[j].hi + REACH:
                parent[root(i)] = root(j)
    groups: dict[int, list[Mark]] = defaultdict(list)
    for i, mark in enumerate(marks):
        groups[root(i)].append(mark)
    return list(groups.values())


def _positions(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 2 * SNAP:
            out.append(value)
    return out


def _index(positions: Sequence[float], value: float) -> int:
    """The boundary nearest to `value`."""
    return min(range(len(positions)), key=lambda i: abs(positions[i] - value))


@dataclass
class _Walls:
    """Which boundaries are drawn: `right[r][c]` between columns c and c+1 in row r, `below[r][c]` likewise."""

    n_rows: int
    n_cols: int
    right: set[tuple[int, int]] = field(default_factory=set)
    below: set[tuple[int, int]] = field(default_factory=set)


def ruled_grid(frame: Sequence[Mark]) -> Grid | None:
    """The grid that a frame of rulings draws, or None where it encloses nothing.

    Outer rulings may be missing on the left and right: the ends of the horizontal rulings stand in for them.
    A horizontal stroke that ends on no vertical one, such as an underline that touches a border, is no boundary.
    """
    horizontals = [m for m in frame if m.horizontal]
    verticals = [m for m in frame if not m.horizontal]
    if not horizontals or not verticals:
        return None
    left, right = min(m.lo for m in horizontals), max(m.hi for m in horizontals)
    horizontals = [m for m in horizontals if _held(m, verticals, left, right)]
    if not horizontals:
        return None
    horizontals += _page_break_ends(horizontals, verticals)
    if len(horizontals) < 2:
        return None
    left, right = min(m.lo for m in horizontals), max(m.hi for m in horizontals)
    xs = _positions([*(m.pos for m in verticals), *_outer(left, right, verticals)])
    ys = _positions(m.pos for m in horizontals)
    if len(xs) < 2 or len(ys) < 2:
        return None
    walls = _walls(xs, ys, horizontals, verticals)
    return Grid(xs, ys, _cells(xs, ys, walls))


def _page_break_ends(horizontals: Sequence[Mark], verticals: Sequence[Mark]) -> list[Mark]:
    """Rulings that a page break cut off: where several verticals run on beyond the first or last horizontal to a
    common end, the table goes on to that end.
    """
    ends = []
    for edge, reach in ((min(m.pos for m in horizontals), -1), (max(m.pos for m in horizontals), 1)):
        tips = [v.hi if reach > 0 else v.lo for v in verticals]
        beyond = [(tip, v.pos) for tip, v in zip(tips, verticals, strict=True) if (tip - edge) * reach > 6]
        if len(beyond) < 2:
            continue
        end = max(tip * reach for tip, _ in beyond) * reach
        xs = [x for tip, x in beyond if abs(tip - end) <= 2]
        if len(xs) >= 2:
            ends.append(Mark(True, end, min(xs), max(xs)))
    return ends


def _outer(left: float, right: float, verticals: Sequence[Mark]) -> list[float]:
    edges = []
    if left < min(m.pos for m in verticals) - 6:
        edges.append(left)
    if right > max(m.pos for m in verticals) + 6:
        edges.append(right)
    return edges


def _held(mark: Mark, verticals: Sequence[Mark], left: float, right: float) -> bool:
    """Whether both ends of a horizontal stroke stand on a vertical one or on the table's outline."""

    def ends_on(x: float, outline: float) -> bool:
        if abs(x - outline) <= REACH + SNAP:
            return True
        return any(abs(v.pos - x) <= REACH + SNAP and v.lo - REACH <= mark.pos <= v.hi + REACH for v in verticals)

    return ends_on(mark.lo, left) and ends_on(mark.hi, right)


def _walls(xs: list[float], ys: list[float], horizontals: Sequence[Mark], verticals: Sequence[Mark]) -> _Walls:
    walls = _Walls(len(ys) - 1, len(xs) - 1)
    for mark in verticals:
        c = _index(xs, mark.pos) - 1
        for r in range(walls.n_rows):
            middle = (ys[r] + ys[r + 1]) / 2
            if mark.lo <= middle <= mark.hi:
                walls.right.add((r, c))
    for mark in horizontals:
        r = _index(ys, mark.pos) - 1
        for c in range(walls.n_cols):
            middle = (xs[c] + xs[c + 1]) / 2
            if mark.lo <= middle <= mark.hi:
                walls.below.add((r, c))
    return walls


def _cells(xs: list[float], ys: list[float], walls: _Walls) -> list[GridCell]:
    """Positions joined where no wall stands between them, cut into rectangles where the union is none."""
    seen: set[tuple[int, int]] = set()
    cells = []
    for r in range(walls.n_rows):
        for c in range(walls.n_cols):
            if (r, c) in seen:
                continue
            region = _flood(r, c, walls, seen)
            for box in _rectangles(region):
                r0, c0, r1, c1 = box
                cells.append(GridCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, (xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])))
    return cells


def _flood(r: int, c: int, walls: _Walls, seen: set[tuple[int, int]]) -> set[tuple[int, int]]:
    region, stack = set(), [(r, c)]
    while stack:
        i, j = stack.pop()
        if (i, j) in seen:
            continue
        seen.add((i, j))
        region.add((i, j))
        if j + 1 < walls.n_cols and (i, j) not in walls.right:
            stack.append((i, j + 1))
        if j > 0 and (i, j - 1) not in walls.right:
            stack.append((i, j - 1))
        if i + 1 < walls.n_rows and (i, j) not in walls.below:
            stack.append((i + 1, j))
        if i > 0 and (i - 1, j) not in walls.below:
            stack.append((i - 1, j))
    return region


def _rectangles(region: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The region as rectangles (row, col, last row, last col), widest runs first from the top."""
    left = set(region)
    out = []
    while left:
        r, c = min(left)
        c1 = c
        while (r, c1 + 1) in left:
            c1 += 1
        r1 = r
        while all((r1 + 1, j) in left for j in range(c, c1 + 1)):
            r1 += 1
        out.append((r, c, r1, c1))
        left -= {(i, j) for i in range(r, r1 + 1) for j in range(c, c1 + 1)}
    return out


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
    for stack in _split_at_prose(_stacks([m for m in marks if m.horizontal]), words):
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
        ys = _positions([*(m.pos for m in stack), *(y for s in shaded for y in (s[1], s[3]))])
        if not shaded:
            ys = _with_bare_rows(xs, ys, pieces)
        grids.append(Grid(xs, ys, _cells(xs, ys, _soft_walls(xs, ys, pieces)), ruled=False))
    return grids


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
    inner = [x for x in _positions(shared) if left + 4 < x < right - 4]
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
    return _positions([*ys, *added])


def _soft_walls(xs: list[float], ys: list[float], words: Sequence[Box]) -> _Walls:
    """A wall on every boundary but where a word stands across it."""
    walls = _Walls(len(ys) - 1, len(xs) - 1)
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
