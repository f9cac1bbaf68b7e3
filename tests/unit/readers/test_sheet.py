"""Strokes of a page from its paths."""

from __future__ import annotations

from math import cos, pi, sin

import pytest

from extract.readers.rulings import Point, frames, merge_marks, ruled_grid
from extract.readers.sheet import Path, Sheet, strokes_and_shades


def rounded(x0: float, top: float, x1: float, bottom: float, radius: float, stroked: bool = True) -> Path:
    """A box with rounded corners, its arcs in six steps."""
    middles = ((x1 - radius, top + radius), (x1 - radius, bottom - radius), (x0 + radius, bottom - radius),
               (x0 + radius, top + radius))  # fmt: skip
    points: list[Point] = []
    for quarter, (x, y) in enumerate(middles):
        angles = [(quarter - 1 + step / 6) * pi / 2 for step in range(7)]
        points += [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]
    return Path((*points, points[0]), (x0, top, x1, bottom), (0, 0, 0) if stroked else None, None, False)


@pytest.mark.parametrize("radius", [3, 8, 15])
def test_a_box_with_rounded_corners_encloses_what_is_in_it(radius: float) -> None:
    marks, _ = strokes_and_shades(Sheet(1, 600, 800, paths=[rounded(50, 50, 200, 130, radius)]))
    (frame,) = frames(merge_marks(marks))
    grid = ruled_grid(frame)
    assert grid is not None
    assert [round(side) for side in grid.box] == [50, 50, 200, 130]


@pytest.mark.parametrize(
    "path",
    [rounded(50, 50, 200, 90, 20), rounded(50, 50, 200, 130, 8, stroked=False)],
    ids=["a pill", "no ink"],
)
def test_other_rounded_shapes_are_no_boxes(path: Path) -> None:
    marks, _ = strokes_and_shades(Sheet(1, 600, 800, paths=[path]))
    assert all(ruled_grid(frame) is None for frame in frames(merge_marks(marks)))
