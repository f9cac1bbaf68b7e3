"""Strokes of a page from its paths."""

from __future__ import annotations

from math import cos, pi, sin

import pytest

from extract.readers.pages.sheet import Color, Path, Sheet, strokes_and_shades
from extract.readers.rules.rulings import Box, Point, frames, merge_marks, ruled_grid


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


@pytest.mark.parametrize(("colour", "parted"), [((1.0, 1.0, 1.0), 1), ((0.2, 0.2, 0.2), 1), (None, 0)])
def test_a_white_box_as_thin_as_a_rule_parts_the_coloured_boxes_beside_it(colour: Color | None, parted: int) -> None:
    def filled(box: Box, fill: Color | None) -> Path:
        x0, top, x1, bottom = box
        return Path(((x0, top), (x1, top), (x1, bottom), (x0, bottom)), box, None, fill, True)

    cells = [filled((50, 50, 150, 70), (0.8, 0.9, 1.0)), filled((150, 50, 250, 70), (0.8, 0.9, 1.0))]
    rules = [filled((149, 50, 151, 70), colour), filled((349, 50, 351, 70), (1.0, 1.0, 1.0))] if colour else []
    marks, shades = strokes_and_shades(Sheet(1, 600, 800, paths=[*cells, *rules]))
    assert [(mark.horizontal, mark.pos) for mark in marks] == [(False, 150)] * parted
    assert len(shades) == 2
