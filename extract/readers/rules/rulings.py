"""Rulings to grids: from the straight marks of a page to tables of rows, columns and merged cells.

Pure geometry, in PDF points with the origin at the top left. A `Mark` is a horizontal or vertical stroke; strokes that
cross or touch form a *frame*; a frame divides its box into elementary positions, and positions without a stroke
between them are one cell. Tables with horizontal rules only are in `open_rules`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

Box = tuple[float, float, float, float]
Point = tuple[float, float]

#: Strokes this close are the same ruling: producers draw one line as two rectangles or as a stroke beside a fill.
SNAP = 1.2
#: Ends this close touch.
REACH = 1.3
#: A filled box thinner than this is drawn as a ruling, not as a shade.
THIN = 2.6
#: Shorter strokes are dots of a dashed line or parts of a glyph drawing.
SHORTEST = 2.0
#: Dashes are at most this long and this far apart, and at least so many make a ruling.
DASH, DASH_GAP, DASHES = 6.0, 4.0, 5
#: So many are enough where the same ruling goes on as dashes elsewhere.
FEW_DASHES = 3
#: Dashes of one pattern differ by no more in length; pieces closer than this touch.
SAME_DASH = 0.3
#: Rulings this close with nothing between them are one: a thick or double rule drawn by its edges.
SLIT = 4.0
#: A stroke across so many others is no underline.
_THROUGH = 2
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
    doubt: str | None = None  # why what stands in its cells may belong to others

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
        across = _dotted(by_direction.get(not horizontal, ()))
        for line in _snap(group):
            merged.extend(_join(horizontal, line, across))
    return merged


def _dotted(marks: Iterable[Mark]) -> set[float]:
    """Where rulings of dots run: positions at which there are so many."""
    dots = Counter(round(mark.pos, 1) for mark in marks if _is_dot(mark))
    return {pos for pos, n in dots.items() if n >= DASHES}


def _is_dot(mark: Mark) -> bool:
    return mark.hi - mark.lo < SHORTEST


def _own(line: Sequence[Mark], across: set[float]) -> list[Mark]:
    """Marks of one position in order, without single dots of rulings that cross it: beside dashes they are none."""
    if not across:
        return list(line)
    out = []
    for i, mark in enumerate(line):
        if _is_dot(mark) and round((mark.lo + mark.hi) / 2, 1) in across:
            around = [other for other in line[max(i - 1, 0) : i + 2] if other is not mark]
            near = [o for o in around if max(o.lo - mark.hi, mark.lo - o.hi) <= DASH_GAP]
            if not any(map(_is_dot, near)):
                continue
        out.append(mark)
    return out


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


def _join(horizontal: bool, line: list[Mark], across: set[float]) -> list[Mark]:
    line = _own(sorted(line, key=lambda m: m.lo), across)
    if not line:
        return []
    pos = sum(mark.pos for mark in line) / len(line)
    joined: list[Mark] = []
    lo = hi = 0.0
    joints: list[float] = []
    for mark in _undashed(line):
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


def _undashed(line: Sequence[Mark]) -> list[Mark]:
    """Marks of one position in order, with even runs of dashes or dots drawn through.

    Where a ruling of dashes runs, a shorter run of the same dashes in its line is one as well: that of a low row.
    """
    if all(mark.hi - mark.lo > DASH for mark in line):  # most rulings
        return list(line)
    runs: list[list[Mark]] = []
    for mark in line:
        if runs and _goes_on(runs[-1], mark):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    lengths = [run[0].hi - run[0].lo for run in runs if len(run) >= DASHES]
    out: list[Mark] = []
    for run in runs:
        same = any(abs(run[0].hi - run[0].lo - length) <= SAME_DASH for length in lengths)
        out += _drawn_through(run, FEW_DASHES if same else DASHES)
    return out


def _goes_on(run: Sequence[Mark], mark: Mark) -> bool:
    if mark.hi - mark.lo > DASH or run[-1].hi - run[-1].lo > DASH:
        return False
    gap = mark.lo - run[-1].hi
    if gap > DASH_GAP:
        return False
    even = len(run) < 2 or abs(gap - (run[1].lo - run[0].hi)) <= 1.0
    length = run[0].hi - run[0].lo
    return even or (gap <= length and abs(mark.hi - mark.lo - length) <= SAME_DASH)  # each cell spaces its own dashes


def _drawn_through(run: Sequence[Mark], fewest: int) -> list[Mark]:
    touching = all(mark.lo - before.hi <= SAME_DASH for before, mark in zip(run, run[1:], strict=False))
    if len(run) < fewest or touching:
        return list(run)
    return [Mark(run[0].horizontal, run[0].pos, run[0].lo, run[-1].hi)]


def frames(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Groups of marks that are connected by touching or crossing, or as the two lines of a double vertical rule: the
    rows of a table end at either of them.
    """
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
    for (pos, i), (other, j) in pairwise(verticals):
        if other - pos < SLIT and _side_by_side(marks[i], marks[j]):
            parent[root(i)] = root(j)
    groups: dict[int, list[Mark]] = defaultdict(list)
    for i, mark in enumerate(marks):
        groups[root(i)].append(mark)
    return list(groups.values())


def _side_by_side(one: Mark, other: Mark) -> bool:
    """Whether two strokes begin and end alike, as the lines of a double rule do."""
    return abs(one.lo - other.lo) <= SNAP and abs(one.hi - other.hi) <= SNAP


def positions_of(values: Iterable[float]) -> list[float]:
    """Boundaries, ascending, of values that may be snapped unevenly."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 2 * SNAP:
            out.append(value)
    return out


def nearest(positions: Sequence[float], value: float) -> int:
    """The boundary nearest to `value`; of two as near the first."""
    i = bisect_left(positions, value)
    before = i == len(positions) or (i > 0 and value - positions[i - 1] <= positions[i] - value)
    return i - 1 if before else i


Position = tuple[int, int]
#: First row and column, last row and column.
Rectangle = tuple[int, int, int, int]


@dataclass
class Walls:
    """Which boundaries are drawn: `right[r][c]` between columns c and c+1 in row r, `below[r][c]` likewise."""

    n_rows: int
    n_cols: int
    right: set[tuple[int, int]] = field(default_factory=set)
    below: set[tuple[int, int]] = field(default_factory=set)


def ruled_grid(frame: Sequence[Mark], ink: Sequence[Point] = ()) -> Grid | None:
    """The grid that a frame of rulings draws, or None where it encloses nothing.

    `ink` are the middles of characters, from top to bottom.

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
    xs = positions_of([*(m.pos for m in verticals), *_outer(left, right, verticals)])
    ys = positions_of(m.pos for m in horizontals)
    first, last = (find(ink, y, key=itemgetter(1)) for find, y in ((bisect_left, ys[0]), (bisect_right, ys[-1])))
    inside = [(x, y) for x, y in ink[first:last] if xs[0] <= x <= xs[-1]]
    xs = _without_slits(xs, map(itemgetter(0), inside))
    ys = _without_slits(ys, map(itemgetter(1), inside))
    if len(xs) < 2 or len(ys) < 2:
        return None
    walls = _walls(xs, ys, horizontals, verticals)
    _close_sides(walls, xs, ys, horizontals)
    return Grid(xs, ys, cells_of(xs, ys, walls, inside))


def _without_slits(positions: list[float], inked: Iterable[float]) -> list[float]:
    """Boundaries with the two edges of a thick or double rule taken for one; between these nothing is `inked`."""
    if all(position - before >= SLIT for before, position in pairwise(positions)):
        return positions
    ink = sorted(inked)
    out: list[float] = []
    for position in positions:
        if out and position - out[-1] < SLIT and bisect_left(ink, out[-1]) == bisect_right(ink, position):
            out[-1] = (out[-1] + position) / 2
        else:
            out.append(position)
    return out


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
    """Whether both ends of a horizontal stroke stand on a vertical one or on the table's outline.

    Of one that runs through columns they may stand where a vertical one is drawn in other rows only: producers leave
    out a side beside merged cells.
    """
    beside = [v for v in verticals if v.lo - REACH <= mark.pos <= v.hi + REACH]
    through = sum(mark.lo + REACH < v.pos < mark.hi - REACH for v in beside) >= _THROUGH
    sides = verticals if through else beside

    def ends_on(x: float, outline: float) -> bool:
        return abs(x - outline) <= REACH + SNAP or any(abs(v.pos - x) <= REACH + SNAP for v in sides)

    return ends_on(mark.lo, left) and ends_on(mark.hi, right)


def _walls(xs: list[float], ys: list[float], horizontals: Sequence[Mark], verticals: Sequence[Mark]) -> Walls:
    walls = Walls(len(ys) - 1, len(xs) - 1)
    for mark in verticals:
        c = nearest(xs, mark.pos) - 1
        for r in range(walls.n_rows):
            middle = (ys[r] + ys[r + 1]) / 2
            if mark.lo <= middle <= mark.hi:
                walls.right.add((r, c))
    for mark in horizontals:
        r = nearest(ys, mark.pos) - 1
        for c in range(walls.n_cols):
            middle = (xs[c] + xs[c + 1]) / 2
            if mark.lo <= middle <= mark.hi:
                walls.below.add((r, c))
    return walls


def _close_sides(walls: Walls, xs: list[float], ys: list[float], horizontals: Sequence[Mark]) -> None:
    """Adds the side on which horizontals end inside the grid, above and below each of them: where none is drawn it was
    left out.
    """
    for mark in horizontals:
        r = nearest(ys, mark.pos) - 1
        for end in (mark.lo, mark.hi):
            c = nearest(xs, end) - 1
            if 0 <= c < walls.n_cols - 1 and abs(xs[c + 1] - end) <= REACH + SNAP:
                walls.right |= {(row, c) for row in (r, r + 1) if 0 <= row < walls.n_rows}


def cells_of(xs: list[float], ys: list[float], walls: Walls, ink: Sequence[Point] = ()) -> list[GridCell]:
    """Positions joined where no wall stands between them, cut into rectangles where the union is none."""
    seen: set[tuple[int, int]] = set()
    cells = []
    for r in range(walls.n_rows):
        for c in range(walls.n_cols):
            if (r, c) in seen:
                continue
            region = _flood(r, c, walls, seen)
            for r0, c0, r1, c1 in _cut_up(region, xs, ys, ink):
                cells.append(GridCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, (xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])))
    return cells


def _cut_up(region: set[Position], xs: list[float], ys: list[float], ink: Sequence[Point]) -> list[Rectangle]:
    """The region as rectangles; of one with corners, by rows or by columns, whichever leaves its text together."""
    by_rows = _rectangles(region)
    if len(by_rows) == 1:
        return by_rows
    by_columns = [(r0, c0, r1, c1) for c0, r0, c1, r1 in _rectangles({(c, r) for r, c in region})]

    def together(parts: list[Rectangle]) -> int:
        return max(
            sum(xs[c0] <= x <= xs[c1 + 1] and ys[r0] <= y <= ys[r1 + 1] for x, y in ink) for r0, c0, r1, c1 in parts
        )

    return by_columns if together(by_columns) > together(by_rows) else by_rows


def _flood(r: int, c: int, walls: Walls, seen: set[tuple[int, int]]) -> set[tuple[int, int]]:
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


def _rectangles(region: set[Position]) -> list[Rectangle]:
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
