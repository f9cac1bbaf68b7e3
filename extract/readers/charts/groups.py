"""Which bars and points are of one chart, of one series and of one category."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.readers.charts.marks import Spot, colors_of, same_color

#: A line over bars rises this far above them.
_ABOVE_BARS = 90.0


def together(bars: list[list[Spot]], lines: list[list[Spot]]) -> Iterator[list[list[Spot]]]:
    """Bars and lines over the same categories, and lines over the same, as one chart."""
    left = list(lines)
    for row in bars:
        over = [line for line in left if _is_line_over(line, row)]
        left = [line for line in left if line not in over]
        yield [row, *over]
    while left:
        first = left.pop(0)
        same = [line for line in left if _same_places(first, line)]
        left = [line for line in left if line not in same]
        yield [first, *same]


def _is_line_over(line: Sequence[Spot], bars: Sequence[Spot]) -> bool:
    """Whether a line runs over bars: within their width, and from a little above the highest to their feet."""
    x0, x1 = bars[0].x - bars[0].half, bars[-1].x + bars[-1].half
    high, low = min(bar.y for bar in bars), max(bar.box[3] for bar in bars if bar.box is not None)
    within = x0 <= line[0].x and line[-1].x <= x1
    return within and all(high - _ABOVE_BARS <= spot.y <= low for spot in line)


def _same_places(one: Sequence[Spot], other: Sequence[Spot]) -> bool:
    few, many = sorted((one, other), key=len)
    return all(any(abs(spot.x - place.x) < 2 for place in many) for spot in few)


def by_color(row: list[Spot]) -> list[list[Spot]]:
    """The spots of a row by their colours; as one where no category has two, for then colours name categories."""
    colors = colors_of(row)
    once = sum(same_color(spot.color, colors[0]) for spot in row) == 1
    if len(colors) > 1 and not row[0].stacked and once and _regular(row):
        return [row]
    return [[spot for spot in row if same_color(spot.color, color)] for color in colors]


def _regular(row: Sequence[Spot]) -> bool:
    steps = [b.x - a.x for a, b in pairwise(row)]
    return max(steps) - min(steps) <= 1.5


def slots_of(series: Sequence[Sequence[Spot]], spots: Sequence[Spot]) -> list[float]:
    """The middles of the categories: of bars side by side whose colours differ, of points over one another."""
    bars = sorted((spot for spot in spots if spot.box is not None), key=lambda spot: spot.x)
    if not bars:
        xs = sorted(spot.x for spot in spots)
        return [x for i, x in enumerate(xs) if i == 0 or x - xs[i - 1] > 3]
    alone = sum(row[0].box is not None for row in series) == 1
    groups: list[list[Spot]] = []
    for bar in bars:
        same = groups and (
            bar.x - groups[-1][-1].x < bar.half
            if bar.stacked
            else not alone and not any(same_color(bar.color, other.color) for other in groups[-1])
        )
        if not same:
            groups.append([])
        groups[-1].append(bar)
    return [(group[0].x - group[0].half + group[-1].x + group[-1].half) / 2 for group in groups]
