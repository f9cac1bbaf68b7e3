"""The names that a legend gives to the colours of a chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.readers.charts.frame import Frame
from extract.readers.charts.labels import Label, joined
from extract.readers.charts.marks import Spot, same_color
from extract.readers.pages.sheet import Color, Path
from extract.readers.rules.rulings import Box

#: A patch of colour in a legend is so small, a stroke so long.
_PATCH, _SMALLEST, _STROKE = 18.0, 2.0, 45.0
#: The name stands this close behind its patch, in heights of its letters, and its own words to each other.
_BEHIND, _WORDS = 1.6, 1.2
#: A legend stands this near to its chart.
_NEAR = 150.0
#: Patches of one colour nearly as far from a chart as the nearest may be meant as well.
_SAME_WAY = 5.0
#: A page with more patches of colour is a drawing, or dotted lines.
_MOST = 400
#: Entries of a legend stand on one line or in one column, but for so many points.
_LEVEL = 4.0


@dataclass(frozen=True)
class _Entry:
    """A patch of colour and its name; its box in the chart's frame and on the upright page."""

    box: Box
    upright: Box
    color: Color
    name: Label


def legend_of(
    colors: Sequence[Color],
    series: Sequence[Sequence[Spot]],
    paths: Sequence[Path],
    labels: Sequence[Label],
    frame: Frame,
    plot: Box,
    bars: Sequence[Box],
) -> list[Label | None] | None:
    """The name of each colour. One colour alone may have none; None where one of several has none, or two names."""
    entries = _entries(paths, labels, frame, bars)
    names: list[Label | None] = []
    for color, spots in zip(colors, series, strict=True):
        if any(not same_color(spot.color, color) for spot in spots):
            names.append(None)  # colours of categories, which stand beside their bars
            continue
        own = [entry for entry in entries if same_color(entry.color, color) and _is_of(entry, entries, colors)]
        near = min((_apart(entry.box, plot) for entry in own), default=0.0)
        found = [entry.name for entry in own if near <= _apart(entry.box, plot) < min(near + _SAME_WAY, _NEAR)]
        found = found or _at_end(spots, labels)
        if len({name.text for name in found}) > 1:
            return None
        names.append(found[0] if found else None)
    if len(names) > 1 and (None in names or len({name.text for name in names if name is not None}) < len(names)):
        return None
    return names


def _entries(paths: Sequence[Path], labels: Sequence[Label], frame: Frame, bars: Sequence[Box]) -> list[_Entry]:
    patches = [(box, color) for box, color in _patches(paths, frame) if box not in bars]
    if len(patches) > _MOST:
        return []
    boxes = [box for box, _ in patches]
    named = ((box, color, _behind(box, labels, boxes, frame)) for box, color in patches)
    return [_Entry(box, frame.upright(box), color, name) for box, color, name in named if name is not None]


def _is_of(entry: _Entry, entries: Sequence[_Entry], colors: Sequence[Color]) -> bool:
    """Whether the legend that an entry stands in is that of a chart: it names all of its colours, and where the chart
    has one colour only, no other.
    """
    beside = [other for other in entries if abs(other.upright[1] - entry.upright[1]) < _LEVEL]
    below = [other for other in entries if abs(other.upright[0] - entry.upright[0]) < _LEVEL]
    for legend in (beside, below):
        if all(any(same_color(color, other.color) for other in legend) for color in colors):
            return len(colors) > 1 or len(beside) == len(below) == 1
    return False


def _patches(paths: Sequence[Path], frame: Frame) -> Iterator[tuple[Box, Color]]:
    """Small boxes, dots and short strokes in their colours."""
    for path in paths:
        wide, high = path.box[2] - path.box[0], path.box[3] - path.box[1]
        if path.fill and _SMALLEST <= wide <= _PATCH and _SMALLEST <= high <= _PATCH:
            yield frame.of_page(path.box), path.fill
        elif (path.stroke or path.fill) and high < _SMALLEST and 5.0 <= wide <= _STROKE:
            yield frame.of_page(path.box), path.stroke or path.fill or ()


def _behind(
    patch: Box, labels: Sequence[Label], patches: Sequence[Box], frame: Frame
) -> Label | None:
    """The words right behind a patch on its line, up to the next patch; read on the page as it is."""
    upright = frame.upright
    x1, level = upright(patch)[2], sum(upright(patch)[1::2]) / 2
    others = [upright(box) for box in patches]
    stop = min((box[0] for box in others if box[0] > x1 and abs((box[1] + box[3]) / 2 - level) < 3), default=math.inf)
    row = []
    for label in labels:
        box = upright(label.box)
        if abs((box[1] + box[3]) / 2 - level) <= 0.5 * (box[3] - box[1]) and x1 - 1 <= box[0] < stop:
            row.append((box, label))
    row.sort(key=lambda pair: pair[0][0])
    name: list[Label] = []
    end = x1
    for box, label in row:
        if box[0] - end > (_WORDS if name else _BEHIND) * (box[3] - box[1]) or label.value is not None:
            break
        name.append(label)
        end = box[2]
    return joined(name) if name else None


def _at_end(spots: Sequence[Spot], labels: Sequence[Label]) -> list[Label]:
    """The words right behind the last point of a line."""
    last = spots[-1]
    if last.box is not None:
        return []
    near = [label for label in labels if label.value is None and abs(label.level - last.y) <= 0.7 * label.height]
    return [label for label in near if 0 <= label.box[0] - last.x <= 16]


def _apart(box: Box, plot: Box) -> float:
    """How far a box stands from a chart; aside counts double, for there other charts stand."""
    aside = max(plot[0] - box[2], box[0] - plot[2], 0.0)
    return 2 * aside + max(plot[1] - box[3], box[1] - plot[3], 0.0)

