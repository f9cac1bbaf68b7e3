"""Rulings, blots and signs in pictures drawn here."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from extract.readers.rules.rulings import frames, merge_marks, ruled_grid
from extract.readers.scans.image_rulings import Picture, blots_of, long_runs, marks_of, rulings_of, upright, without
from extract.readers.scans.image_text import strips_of

DPI = 300
XS, YS = (100, 400, 700, 1100), (100, 200, 300, 420)


def sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1200, 900), 255)
    return image, ImageDraw.Draw(image)


def grid_picture(shade: int = 0) -> Image.Image:
    image, draw = sheet()
    for y in YS:
        draw.line((XS[0], y, XS[-1], y), fill=shade, width=3)
    for x in XS:
        draw.line((x, YS[0], x, YS[-1]), fill=shade, width=3)
    return image


def shape_of(picture: Picture) -> list[tuple[int, int]]:
    marks = merge_marks(marks_of(rulings_of(picture), picture.points))
    grids = [grid for frame in frames(marks) if (grid := ruled_grid(frame)) is not None]
    return [(len(grid.ys) - 1, len(grid.xs) - 1) for grid in grids]


@pytest.mark.parametrize("shade", [0, 120])
@pytest.mark.parametrize("tilt", [0.0, 0.7, -1.2])
def test_a_grid_is_found_however_the_scanner_laid_it(shade: int, tilt: float) -> None:
    picture = upright(grid_picture(shade).rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255), DPI)
    assert abs(picture.tilt + tilt) <= 0.1
    assert shape_of(picture) == [(3, 3)]


def test_its_boundaries_lie_where_they_are_drawn() -> None:
    picture = upright(grid_picture(), DPI)
    (frame,) = frames(merge_marks(marks_of(rulings_of(picture), picture.points)))
    grid = ruled_grid(frame)
    assert grid is not None
    assert grid.xs == pytest.approx([x * 0.24 for x in XS], abs=0.8)
    assert grid.ys == pytest.approx([y * 0.24 for y in YS], abs=0.8)


def test_a_diagonal_through_a_cell_is_no_ruling() -> None:
    image = grid_picture()
    ImageDraw.Draw(image).line((XS[1], YS[0], XS[1] + 20, YS[-1]), fill=0, width=5)
    assert shape_of(upright(image, DPI)) == [(3, 3)]


def test_rows_of_characters_are_no_rulings() -> None:
    image, draw = sheet()
    for x in range(100, 1000, 40):  # 三三三…
        for y in (100, 115, 130):
            draw.line((x, y, x + 32, y), fill=0, width=4)
    assert rulings_of(upright(image, DPI)) == []


def test_rulings_are_taken_off_and_ink_beside_them_stays() -> None:
    image = grid_picture()
    ImageDraw.Draw(image).ellipse((200, 140, 215, 170), fill=0)
    picture = upright(image, DPI)
    blots = blots_of(without(picture.gray, rulings_of(picture)), DPI)
    assert [blot.box for blot in blots] == [(200, 140, 216, 171)]


def test_white_text_on_a_dark_bar_is_turned_over() -> None:
    image, draw = sheet()
    draw.rectangle((100, 100, 1000, 180), fill=60)
    for x in range(150, 400, 50):
        draw.rectangle((x, 125, x + 6, 155), fill=255)
    picture = upright(image, DPI)
    assert len(picture.bars) == 1
    assert len(blots_of(without(picture.gray, rulings_of(picture)), DPI)) == 5


def told(draw_on: ImageDraw.ImageDraw, image: Image.Image) -> str:
    picture = upright(image, DPI)
    return "".join(sign.text for strip in strips_of(blots_of(picture.gray, DPI)) for sign in strip.signs)


def test_signs_are_told_by_shape() -> None:
    for sign, shapes in {
        "●": lambda d: d.ellipse((300, 300, 335, 335), fill=0),
        "○": lambda d: d.ellipse((300, 300, 335, 335), outline=0, width=3),
        "◎": lambda d: (
            d.ellipse((300, 300, 340, 340), outline=0, width=3),
            d.ellipse((311, 311, 329, 329), outline=0, width=3),
        ),
        "△": lambda d: d.polygon([(320, 300), (338, 334), (302, 334)], outline=0, width=3),
        "▲": lambda d: d.polygon([(320, 300), (338, 334), (302, 334)], fill=0),
        "■": lambda d: d.rectangle((300, 300, 330, 330), fill=0),
        "×": lambda d: (
            d.line((300, 300, 332, 332), fill=0, width=4),
            d.line((332, 300, 300, 332), fill=0, width=4),
        ),
    }.items():
        image, draw = sheet()
        shapes(draw)
        assert told(draw, image) == sign


@given(
    st.lists(st.booleans(), min_size=1, max_size=60),
    st.integers(1, 20),
)
def test_long_runs_are_those_of_a_plain_count(row: list[bool], shortest: int) -> None:
    expected = [False] * len(row)
    start = 0
    for i in range(len(row) + 1):
        if i == len(row) or not row[i]:
            if i - start >= shortest:
                expected[start:i] = [True] * (i - start)
            start = i + 1
    assert long_runs(np.array([row]), shortest)[0].tolist() == expected


@settings(max_examples=60)
@given(
    st.floats(-2.5, 2.5),
    st.tuples(st.floats(0, 200), st.floats(0, 150), st.floats(1, 80), st.floats(1, 60)),
)
def test_boxes_go_back_to_the_page_with_their_middle_where_the_picture_was_turned_from(
    tilt: float, sides: tuple[float, float, float, float]
) -> None:
    """The middle of a box, put on the page and turned upright again, is where it was; its box holds all of it."""
    x, y, wide, high = sides
    picture = Picture(np.full((900, 1200), 255, np.uint8), tilt, DPI)
    x0, top, x1, bottom = picture.as_printed((x, y, x + wide, y + high))
    assert x1 - x0 >= wide * 0.99
    assert bottom - top >= high * 0.99
    back = Picture(picture.gray, -tilt, DPI).as_printed((x0, top, x1, bottom))
    assert (back[0] + back[2]) / 2 == pytest.approx(x + wide / 2, abs=1e-6)
    assert (back[1] + back[3]) / 2 == pytest.approx(y + high / 2, abs=1e-6)
