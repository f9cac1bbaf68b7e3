"""What an engine finds drawn on a page, before anything is made of it: characters, strokes, fills and pictures.

All geometry is in PDF points with the origin at the top left of the page as it is shown (its rotation applied), in the
frame of the page's media box. Both engines, `pdfium` and `plumber`, fill this same form.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from extract.readers.rulings import THIN, Box, Mark, Shade

Point = tuple[float, float]
#: Red, green and blue from 0 to 1; () where the colour is a pattern or cannot be told.
Color = tuple[float, ...]


class Char(NamedTuple):
    """One character as shown. `turn` is 0 for text that runs to the right, 1 upwards, -1 downwards, 2 upside down;
    `doubt` says why it may not be what is printed.
    """

    text: str
    box: Box
    size: float
    font: str
    turn: int = 0
    doubt: str | None = None

    @property
    def bold(self) -> bool:
        """Whether the font calls itself bold."""
        return "bold" in self.font.lower()


class Path(NamedTuple):
    """One subpath: its corners in order, its box, and the colours it is stroked and filled with, None where it is not.

    `is_rect` marks four sides parallel to the page's; `order` is its place in painting, later over earlier.
    """

    points: tuple[Point, ...]
    box: Box
    stroke: Color | None
    fill: Color | None
    is_rect: bool
    order: int = 0


@dataclass
class Sheet:
    """A page as drawn. `pictures` are the boxes of its images; `hidden` counts characters that nobody can see."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    hidden: int = 0

    @property
    def curves(self) -> int:
        """Paths that are neither boxes nor single strokes, such as outlines of letters."""
        return sum(not path.is_rect and len(path.points) > 2 for path in self.paths)


def strokes_and_shades(sheet: Sheet) -> tuple[list[Mark], list[Shade]]:
    """The straight strokes that are seen, and the filled boxes."""
    marks: list[Mark] = []
    shades: list[Shade] = []
    for path in sheet.paths:
        if path.is_rect:
            _box(path, marks, shades)
        elif path.stroke is not None or len(path.points) == 2:
            marks.extend(_legs(path))
    return marks, shades


def _box(path: Path, marks: list[Mark], shades: list[Shade]) -> None:
    box = path.box
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        if path.stroke is not None or not is_white(path.fill):
            marks.extend(_thin(box))
    elif path.stroke is not None:
        marks.extend(_outline(box))
    elif not is_white(path.fill):
        shades.append(Shade(box, path.fill or ()))


def _legs(path: Path) -> list[Mark]:
    marks = []
    for (ax, ay), (bx, by) in zip(path.points, path.points[1:], strict=False):
        box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if min(box[2] - box[0], box[3] - box[1]) <= 1.0:
            marks.extend(_thin(box))
    return marks


def _thin(box: Box) -> list[Mark]:
    if box[2] - box[0] >= box[3] - box[1]:
        return [Mark(True, (box[1] + box[3]) / 2, box[0], box[2])]
    return [Mark(False, (box[0] + box[2]) / 2, box[1], box[3])]


def _outline(box: Box) -> list[Mark]:
    return [
        Mark(True, box[1], box[0], box[2]),
        Mark(True, box[3], box[0], box[2]),
        Mark(False, box[0], box[1], box[3]),
        Mark(False, box[2], box[1], box[3]),
    ]


@cache
def is_blank(text: str) -> bool:
    """Whether a character leaves no ink: white space, and marks without width."""
    return all(char.isspace() or unicodedata.category(char) in ("Cf", "Cc") for char in text)


def is_white(color: Color | None) -> bool:
    """Whether it leaves paper white; a colour that cannot be told does not."""
    return bool(color) and min(color or ()) > 0.98
