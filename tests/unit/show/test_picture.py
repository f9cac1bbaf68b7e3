"""Pictures of cells: the outline surrounds the ink of the cell, however the page is turned or cropped."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PIL import Image

from extract.document import BBox
from extract.readers.pdf import read_pdf
from extract.show.picture import OTHERS, OUTLINE, marked_lines, page_picture
from tests.unit.build import pdf, ruled, show

#: The only black ink is in the middle cell; the rulings are pale.
GRID = "0.8 G\n" + ruled([100, 170, 240, 310], [100, 130, 160, 190]) + show("4321", 185, 140)


def extent(mask: np.ndarray) -> BBox:
    """The sides of the true pixels."""
    ys, xs = np.nonzero(mask)
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def sides(image: Image.Image) -> tuple[BBox, BBox]:
    """Extent of the black ink and of the red outline."""
    pixels = np.asarray(image).astype(int)
    return extent(pixels.max(axis=2) < 90), extent((pixels == OUTLINE).all(axis=2))


def inked_cell(data: bytes) -> BBox:
    (box,) = [
        cell.place.bbox
        for page in read_pdf(data, "a.pdf", "a" * 64).pages
        for table in page.tables()
        for cell in table.cells
        if cell.text.strip()
    ]
    assert box is not None
    return box


BOXES = {
    "plain": {},
    "cropped": {"crop": (60, 40, 390, 260)},
    "cropped on one side": {"crop": (0, 0, 400, 215)},
    "moved": {"media": (30, 20, 430, 320)},
    "moved and cropped": {"media": (30, 20, 430, 320), "crop": (70, 50, 400, 290)},
    "cropped beyond the page": {"crop": (-50, -50, 900, 260)},
}


@pytest.mark.parametrize(("rotate", "boxes"), list(itertools.product((0, 90, 180, 270), BOXES)))
def test_the_outline_surrounds_the_ink_of_the_cell(rotate: int, boxes: str) -> None:
    data = pdf(GRID, rotate=rotate, **BOXES[boxes])  # type: ignore[arg-type]
    ink, outline = sides(page_picture(data, 1, [inked_cell(data)]))
    assert outline[0] < ink[0] < ink[2] < outline[2]
    assert outline[1] < ink[1] < ink[3] < outline[3]
    cell = sorted((outline[2] - outline[0], outline[3] - outline[1]))
    assert cell == pytest.approx([30 * 150 / 72 + 7, 70 * 150 / 72 + 7], abs=4), "it is the cell's and no larger"


def test_other_places_are_outlined_in_another_colour() -> None:
    data = pdf(GRID)
    image = page_picture(data, 1, [inked_cell(data)], [(100.0, 110.0, 170.0, 140.0)])
    assert (np.asarray(image) == OTHERS).all(axis=2).any()
    assert (np.asarray(image) == OUTLINE).all(axis=2).any()


def test_a_place_without_a_box_shows_the_whole_page() -> None:
    assert page_picture(pdf(GRID), 1, []).size == pytest.approx((400 * 150 / 72, 300 * 150 / 72), abs=2)


def test_a_giant_page_gives_a_picture_of_bounded_size() -> None:
    image = page_picture(pdf(GRID, size=(14000, 14000)), 1, [])
    assert max(image.size) <= 6001


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="1 pages and no page 3"):
        page_picture(pdf(GRID), 3, [])


def test_marked_lines_show_the_span_and_its_neighbours() -> None:
    text = "一行目\n値は12.3%である\n三行目\n四行目\n"
    assert marked_lines(text.encode(), (2, 3, 2, 7)).splitlines() == [
        "    1  一行目",
        "    2  値は⟦12.3%⟧である",
        "    3  三行目",
    ]


def test_a_span_of_several_lines() -> None:
    assert marked_lines("あいう\nえおか".encode(), (1, 2, 2, 1)).splitlines() == ["    1  あ⟦いう", "    2  え⟧おか"]


def test_long_lines_are_cut_around_the_span() -> None:
    (line,) = marked_lines(("あ" * 500 + "12" + "い" * 500).encode(), (1, 501, 1, 502)).splitlines()
    assert "⟦12⟧" in line
    assert len(line) < 150
