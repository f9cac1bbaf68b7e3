"""Lengths against figures: what a chart draws must follow what it prints, and the figures of its axis."""

from __future__ import annotations

import re
import statistics
from collections.abc import Collection, Sequence

from extract.normalise.text import solid
from extract.readers.charts.labels import Label
from extract.readers.rules.rulings import Box

#: Ends of bars and points are drawn as exactly as this, in points.
_EXACT = 0.9
#: The figures of an axis stand this near to the chart.
_AXIS = 60.0
_FEWEST = 3
_DECIMALS = re.compile(r"\.(\d+)")


def follows(drawn: Sequence[tuple[float, Label]]) -> bool:
    """Whether heights, which grow downwards, follow their figures on a straight line, but for what rounding takes."""
    values = [label.value or 0.0 for _, label in drawn]
    if len(set(values)) < _FEWEST:
        return False
    slope, start = statistics.linear_regression(values, [y for y, _ in drawn])
    if slope >= 0:
        return False
    rounding = 0.5 * 10.0 ** -max(_decimals(label) for _, label in drawn)
    slack = _EXACT + abs(slope) * rounding
    return all(abs(start + slope * value - y) <= slack for value, (y, _) in zip(values, drawn, strict=True))


def ticks_of(labels: Sequence[Label], plot: Box, used: Collection[Label]) -> list[Label]:
    """The figures of the axes beside a plot: right above one another, at heights that follow them."""
    found: list[Label] = []
    for left in (True, False):
        beside = [label for label in labels if label.value is not None and label not in used]
        beside = [label for label in beside if plot[1] - _AXIS <= label.level <= plot[3] + label.height]
        beside = [x for x in beside if 0 <= (plot[0] - x.box[2] if left else x.box[0] - plot[2]) <= _AXIS]
        if len(beside) >= _FEWEST and follows([(label.level, label) for label in beside]):
            found += beside
    return found


def _decimals(label: Label) -> int:
    found = _DECIMALS.search(solid(label.text))
    return len(found[1]) if found else 0

