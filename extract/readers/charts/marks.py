"""What a chart draws for its figures: the ends of bars and the points of lines, by colour, in the chart's own frame.

In that frame values grow upwards and categories run to the right; a chart whose bars lie is turned into it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.readers.charts.frame import Frame
from extract.readers.pages.sheet import Color, Path, is_white
from extract.readers.rules.rulings import Box, Point

#: Feet and widths of the bars of one chart differ by no more.
_SAME = 0.9
#: A page with more boxes or lines in colour is a drawing.
_MOST = 500
_FEWEST = 3
#: A bar is this wide, in points, and at least so long.
_NARROWEST, _WIDEST, _SHORTEST = 3.0, 120.0, 0.3
#: Bars of one colour farther apart than so many times the usual step are of two charts.
_FAR = 1.35
#: The points of a line stand this far apart, and the line is at least so long.
_STEP, _LINE = 6.0, 60.0
_JOINED = 0.6
#: Between bars of one colour is at least so much white.
_WHITE = 0.5


@dataclass(frozen=True, eq=False)
class Spot:
    """Where a figure is drawn: the end of a bar, whose `box` it has, or a point of a line; `stacked` says that its bar
    stands on another or carries one.
    """

    x: float
    y: float
    color: Color
    box: Box | None = None
    stacked: bool = False

    @property
    def length(self) -> float:
        """How long the bar is."""
        return self.box[3] - self.box[1] if self.box is not None else 0.0

    @property
    def half(self) -> float:
        """Half the width of the bar."""
        return (self.box[2] - self.box[0]) / 2 if self.box is not None else 0.0


def bar_charts(paths: Iterable[Path], frame: Frame, may_be: Callable[[Spot], bool]) -> Iterator[list[Spot]]:
    """The bars of each chart, from left to right: on one foot, equally wide, and of several lengths, each of which
    `may_be` one; none where a page has too many boxes to be charts.
    """
    bars = []
    for path in paths:
        if not path.is_rect or not path.fill or is_white(path.fill):
            continue
        x0, top, x1, bottom = box = frame.of_page(path.box)
        if _NARROWEST <= x1 - x0 <= _WIDEST and bottom - top >= _SHORTEST:
            bars.append(Spot((x0 + x1) / 2, top, path.fill, box))
    if not _FEWEST <= len(bars) <= _MOST:
        return
    feet: dict[int, list[Spot]] = defaultdict(list)
    for bar in bars:
        feet[round(_box(bar)[3])].append(bar)
    for level in _alike(bars, lambda bar: _box(bar)[3]):
        for row in _alike(level, lambda bar: 2 * bar.half) if len(level) > 1 else ():
            for group in _near(_apart(row)) if any(map(may_be, row)) else ():
                alone = not _adjoin(group) and all(map(may_be, group))
                whole = _with_stacked(group, feet) if alone else []
                if len({round(bar.length) for bar in whole}) >= _FEWEST and all(map(may_be, whole)):
                    yield whole  # of fewer lengths nothing is proven


def line_charts(paths: Iterable[Path], frame: Frame) -> Iterator[list[Spot]]:
    """The points of each line, from left to right."""
    chains = list(_chains(paths, frame))
    for color, points in chains if len(chains) <= _MOST else ():
        ordered = points if points[0][0] < points[-1][0] else points[::-1]
        steps = [right[0] - left[0] for left, right in pairwise(ordered)]
        levels = {round(y) for _, y in points}
        if len(points) >= _FEWEST and min(steps) >= _STEP and sum(steps) >= _LINE and len(levels) > 1:
            yield [Spot(x, y, color) for x, y in ordered]


def same_color(left: Color, right: Color) -> bool:
    """Whether two colours look the same."""
    if left == right:  # most are of one palette
        return True
    return len(left) == len(right) and all(abs(a - b) < 0.02 for a, b in zip(left, right, strict=True))


def colors_of(spots: Iterable[Spot]) -> list[Color]:
    """The colours of spots, in the order in which they come."""
    found: list[Color] = []
    for spot in spots:
        if not any(same_color(spot.color, color) for color in found):
            found.append(spot.color)
    return found


def _adjoin(group: Sequence[Spot]) -> bool:
    """Whether boxes of one colour stand side by side without white between them, as shades of cells do."""
    pairs = pairwise(group)
    return any(b.x - b.half - a.x - a.half < _WHITE and same_color(a.color, b.color) for a, b in pairs)


def _with_stacked(group: list[Spot], feet: Mapping[int, Sequence[Spot]]) -> list[Spot]:
    """The bars on one foot, and those that stand on them, from the left and from below; they are equally wide. `feet`
    are all bars by where they stand.
    """
    found: list[Spot] = []
    for bar in group:
        pile = [bar]
        while (upper := _upper(pile[-1], feet)) is not None:
            pile.append(upper)
        found += pile
    return [replace(bar, stacked=True) for bar in found] if len(found) > len(group) else group


def _upper(bar: Spot, feet: Mapping[int, Sequence[Spot]]) -> Spot | None:
    """The bar that stands on another."""
    near = (other for foot in (-1, 0, 1) for other in feet.get(round(bar.y) + foot, ()))
    return next((other for other in near if _stands_on(other, bar)), None)


def _stands_on(upper: Spot, lower: Spot) -> bool:
    level = abs(_box(upper)[3] - lower.y) <= _SAME and upper.y < lower.y - _SAME
    if same_color(upper.color, lower.color):
        return False  # shades of the cells of a table
    return level and abs(upper.x - lower.x) <= _SAME and abs(upper.half - lower.half) <= _SAME


def _box(bar: Spot) -> Box:
    return bar.box if bar.box is not None else (bar.x, bar.y, bar.x, bar.y)


def _alike(bars: Sequence[Spot], size: Callable[[Spot], float]) -> Iterator[list[Spot]]:
    group: list[Spot] = []
    for bar in sorted(bars, key=size):
        if group and size(bar) - size(group[-1]) > _SAME:
            yield group
            group = []
        group.append(bar)
    if group:
        yield group


def _apart(bars: Iterable[Spot]) -> list[Spot]:
    """Bars from left to right, those painted over others in the same place as one."""
    kept: list[Spot] = []
    for bar in sorted(bars, key=lambda bar: (bar.x, -bar.y)):
        if kept and bar.x - kept[-1].x < bar.half:
            kept[-1] = bar if bar.y < kept[-1].y else kept[-1]
        else:
            kept.append(bar)
    return kept


def _near(bars: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Bars from left to right, cut where they and those of one colour stand farther apart than elsewhere: there another
    chart begins.
    """
    if len(bars) < 2:
        return
    rows = [[bar for bar in bars if same_color(bar.color, color)] for color in colors_of(bars)]
    rows = [row for row in rows if len(row) > 1] or [list(bars)]
    steps = sorted(other.x - one.x for row in rows for one, other in pairwise(row))
    apart = sorted(other.x - one.x for one, other in pairwise(bars))
    usual = apart[len(apart) // 2]
    far = _FAR * steps[len(steps) // 4]  # colours that name categories come once in each chart
    group = [bars[0]]
    for before, bar in pairwise(bars):
        if bar.x - before.x > _FAR * usual:
            crossing = [other.x - one.x for row in rows for one, other in pairwise(row) if one.x < bar.x <= other.x]
            if all(step > far for step in crossing):
                yield group
                group = []
        group.append(bar)
    yield group


def _chains(paths: Iterable[Path], frame: Frame) -> Iterator[tuple[Color, list[Point]]]:
    """Strokes in their colours, those that go on where another one ends as one."""
    chains: list[tuple[Color, list[Point]]] = []
    for path in paths:
        if path.is_rect or not path.stroke or is_white(path.stroke) or len(path.points) < 2:
            continue
        points = [frame.of_page((x, y, x, y))[:2] for x, y in path.points]
        if points[0] == points[-1]:
            continue
        last = chains[-1] if chains else None
        if last is not None and same_color(last[0], path.stroke) and _meet(last[1][-1], points[0]):
            last[1].extend(points[1:])
        else:
            chains.append((path.stroke, points))
    for color, points in chains:
        yield color, [at for i, at in enumerate(points) if i == 0 or not _meet(points[i - 1], at)]


def _meet(end: Point, start: Point) -> bool:
    return abs(end[0] - start[0]) <= _JOINED and abs(end[1] - start[1]) <= _JOINED
