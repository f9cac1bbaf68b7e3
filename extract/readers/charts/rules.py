"""Bars of charts, which are no cells, and the rules around them, which part no rows. Geometry as in `rulings`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import Box, Mark

_FEWEST_BARS = 4
#: Feet and widths of the bars of a chart differ by no more; bars stand apart by more than this.
_SAME, _APART = 1.0, 2.0
#: Bars farther apart than so many times the usual step are of two charts.
_FAR = 1.6
#: The axis runs this near to the feet of the bars.
_FOOT = 2.0


def without_charts(
    marks: Sequence[Mark], shades: Sequence[Shade], ink: Sequence[tuple[float, float]]
) -> tuple[list[Mark], list[Shade]]:
    """The rules and coloured boxes of a page but for those of bar charts; `ink` are the middles of its characters."""
    charts = [bars for bars in _rows(shades) if _are_bars(bars, ink)]
    if not charts:
        return list(marks), list(shades)
    gone = {bar for bars in charts for bar in bars}
    plots = [_with_scale(_around(bars), marks) for bars in charts]
    kept = [mark for mark in marks if not (mark.horizontal and any(_runs_through(mark, plot) for plot in plots))]
    return kept, [shade for shade in shades if shade.box not in gone]


def chart_boxes(shades: Sequence[Shade], ink: Sequence[tuple[float, float]]) -> list[Box]:
    """The sides of the bar charts among coloured boxes: of the bars of one colour, which stand side by side or, lying,
    one below another.
    """
    turned = [(y, -x) for x, y in ink]
    found: list[Box] = []
    for color in {shade.color for shade in shades}:
        own = [shade for shade in shades if shade.color == color]
        lying = [Shade(_lain(shade.box), color) for shade in own]
        found += [_around(bars) for bars in _rows(own) if _are_bars(bars, ink)]
        found += [_raised(_around(bars)) for bars in _rows(lying) if _are_bars(bars, turned)]
    return sorted(found)


def _lain(box: Box) -> Box:
    """A box turned so that lying bars stand: its left side is the bottom."""
    return (box[1], -box[2], box[3], -box[0])


def _raised(box: Box) -> Box:
    """A box turned back as it was."""
    return (-box[3], box[0], -box[1], box[2])


def _rows(shades: Sequence[Shade]) -> Iterator[list[Box]]:
    """Boxes of one width that stand at one height, from left to right."""
    for level in _alike({shade.box for shade in shades}, lambda box: box[3]):
        for boxes in _alike(level, lambda box: box[2] - box[0]):
            yield from _near(sorted(boxes))


def _near(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes side by side cut where they stand much farther apart than elsewhere: there another chart begins."""
    steps = sorted(other[0] - one[0] for one, other in pairwise(boxes))
    usual = steps[len(steps) // 2]
    group = [boxes[0]]
    for one, other in pairwise(boxes):
        if other[0] - one[0] > _FAR * usual:
            yield group
            group = []
        group.append(other)
    yield group


def _alike(boxes: Iterable[Box], size: Callable[[Box], float]) -> Iterator[list[Box]]:
    """The boxes in groups of one size, those with too few for a chart left out."""
    group: list[Box] = []
    for box in sorted(boxes, key=size):
        if group and size(box) - size(group[-1]) > _SAME:
            if len(group) >= _FEWEST_BARS:
                yield group
            group = []
        group.append(box)
    if len(group) >= _FEWEST_BARS:
        yield group


def _are_bars(boxes: Sequence[Box], ink: Sequence[tuple[float, float]]) -> bool:
    """Whether boxes stand apart, differ in height, and are empty."""
    if len(boxes) < _FEWEST_BARS:
        return False
    apart = all(other[0] - one[2] > _APART for one, other in zip(boxes, boxes[1:], strict=False))
    heights = {round(box[3] - box[1]) for box in boxes}
    return apart and len(heights) * 2 > len(boxes) and not any(_holds(box, *at) for box in boxes for at in ink)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _around(bars: Sequence[Box]) -> Box:
    return (bars[0][0], min(bar[1] for bar in bars), bars[-1][2], max(bar[3] for bar in bars))


def _with_scale(plot: Box, marks: Sequence[Mark]) -> Box:
    """A chart up to the last rule of its scale, which are as long and stand as far apart as those behind its bars."""
    lines = [mark for mark in marks if mark.horizontal and _runs_through(mark, plot)]
    heights = sorted(mark.pos for mark in lines)
    step = max((b - a for a, b in pairwise(heights)), default=0.0)
    top = heights[0] if heights else plot[1]
    above = sorted((m.pos for m in marks if m.horizontal and m.pos < top and _as_long(m, lines)), reverse=True)
    for height in above:
        if top - height > step + _SAME:
            break
        top = height
    return (plot[0], min(top, plot[1]), plot[2], plot[3])


def _as_long(mark: Mark, lines: Sequence[Mark]) -> bool:
    return any(abs(mark.lo - line.lo) <= _SAME and abs(mark.hi - line.hi) <= _SAME for line in lines)


def _runs_through(mark: Mark, plot: Box) -> bool:
    """Whether a rule runs behind all bars of a chart, or under them."""
    return mark.lo <= plot[0] and plot[2] <= mark.hi and plot[1] <= mark.pos <= plot[3] + _FOOT
