"""Coloured boxes on a page: a schedule may say by them alone from when to when something is done."""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import Box

#: What is lower or narrower is a stroke, in points; what is higher is no bar.
_THIN, _HIGH = 3.0, 80.0
#: Boxes side by side are one bar if so little lies between them.
_ADJOIN = 0.6
#: A page with more coloured boxes is a picture.
_MOST = 600


def bars_of(shades: Sequence[Shade]) -> list[Box]:
    """The coloured boxes, those of one colour and height that adjoin as one, from top to bottom."""
    boxes = sorted({(shade.box, shade.color) for shade in shades if _may_be_bar(shade)}, key=_by_line)
    if len(boxes) > _MOST:
        return []
    bars: list[tuple[Box, tuple[float, ...]]] = []
    for box, color in boxes:
        if bars and _goes_on(bars[-1], box, color):
            before = bars[-1][0]
            bars[-1] = ((before[0], before[1], max(before[2], box[2]), before[3]), color)
        else:
            bars.append((box, color))
    return [box for box, _ in bars]


def _by_line(shaded: tuple[Box, tuple[float, ...]]) -> tuple[float, float, tuple[float, ...], float]:
    box, color = shaded
    return round(box[1], 1), round(box[3], 1), color, box[0]


def _may_be_bar(shade: Shade) -> bool:
    ink, box = shade.color, shade.box
    white = all(value == 0 for value in ink) if len(ink) == 4 else all(value >= 0.99 for value in ink)
    return not white and box[2] - box[0] >= _THIN and _THIN <= box[3] - box[1] <= _HIGH


def _goes_on(bar: tuple[Box, tuple[float, ...]], box: Box, color: tuple[float, ...]) -> bool:
    before, ink = bar
    level = abs(before[1] - box[1]) <= _ADJOIN and abs(before[3] - box[3]) <= _ADJOIN
    return level and ink == color and box[0] - before[2] <= _ADJOIN
