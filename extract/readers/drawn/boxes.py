"""Which box lies within which, but for what rounding and strokes add."""

from __future__ import annotations

from collections.abc import Iterable

from extract.readers.rules.rulings import Box

#: Rules that end this close to a column's side belong to the column.
SAME_SIDE = 3.0


def holds(outer: Box, inner: Box) -> bool:
    """Whether a box holds another, but for a point."""
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def within(inner: Box, outer: Box, slack: float = 1.0, aside: float = SAME_SIDE) -> bool:
    """Whether the middle of a box lies in another, and its sides reach no further than `aside` out of it."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return (
        outer[0] - slack <= x <= outer[2] + slack
        and outer[1] - slack <= y <= outer[3] + slack
        and inner[0] >= outer[0] - aside
        and inner[2] <= outer[2] + aside
    )


def middle_in(inner: Box, outer: Box) -> bool:
    """Whether the middle of a box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def hull(boxes: Iterable[Box]) -> Box:
    """The box around boxes.

    Raises:
        ValueError: there are none.
    """
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


def overlap(box: Box, other: Box) -> bool:
    """Whether two boxes share more than a side."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
