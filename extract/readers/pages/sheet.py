"""What an engine finds drawn on a page, before anything is made of it: characters, strokes, fills and pictures.

All geometry is in PDF points with the origin at the top left of the page as it is shown (its rotation applied), in the
frame of the page's media box. Both engines, `pdfium` and `plumber`, fill this same form.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import SHORTEST, THIN, Box, Mark, Point

#: Red, green and blue from 0 to 1; () where the colour is a pattern or cannot be told.
Color = tuple[float, ...]
#: A dark box up to this thick and ten times as long is a thick rule.
THICK = 5.0
#: A dot is no larger, in points, and drawn by curves.
DOT, _DOT_POINTS = 12.0, 5
#: Boxes painted over others are looked up in bands of this height.
_BAND = 40.0


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
        return is_bold(self.font)


@cache
def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold."""
    return "bold" in font.lower()


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


class Picture(NamedTuple):
    """An image: its box and its place in painting."""

    box: Box
    order: int = 0


@dataclass
class Sheet:
    """A page as drawn: `hidden` are characters that nobody can see, `is_scan` says that its text is a layer without ink
    over pictures.
    """

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    hidden: list[Char] = field(default_factory=list)
    is_scan: bool = False

    @property
    def curves(self) -> int:
        """Paths that are neither boxes nor single strokes, such as outlines of letters."""
        return sum(not path.is_rect and len(path.points) > 2 for path in self.paths)


class Covers:
    """The opaque boxes and the pictures of a page by bands of height, to find what is painted over a point."""

    def __init__(self, sheet: Sheet, opaque_only: bool = True) -> None:
        self.bands: dict[int, list[Picture]] = defaultdict(list)
        fills = (path for path in sheet.paths if path.fill is not None and path.is_rect)
        boxes = [Picture(path.box, path.order) for path in fills if path.fill or not opaque_only]
        for cover in boxes if opaque_only else [*boxes, *sheet.pictures]:
            box = cover.box
            if min(box[2] - box[0], box[3] - box[1]) > THIN and all(map(math.isfinite, box)):
                low, high = max(box[1], 0.0), min(box[3], sheet.height)
                for band in range(int(low // _BAND), int(high // _BAND) + 1):
                    self.bands[band].append(cover)

        self.last = max((cover.order for band in self.bands.values() for cover in band), default=-1)

    def over(self, x: float, y: float, order: int) -> list[Box]:
        """The boxes that hold this point and are painted later than `order`."""
        if order >= self.last:
            return []
        return [
            box
            for box, later in self.bands.get(int(y // _BAND), ())
            if later > order and box[0] <= x <= box[2] and box[1] <= y <= box[3]
        ]


def strokes_and_shades(sheet: Sheet) -> tuple[list[Mark], list[Shade]]:
    """The straight strokes that are seen, and the filled boxes.

    Strokes under a box painted over them are not seen, white ones only where they part shades.
    """
    marks: list[Mark] = []
    white: list[Mark] = []
    shades: list[Shade] = []
    covers = Covers(sheet)
    for path in sheet.paths:
        drawn = _drawn(path, shades)
        seen = [mark for mark in drawn if not _is_covered(mark, path.order, covers)]
        (white if is_white(path.fill if path.stroke is None else path.stroke) else marks).extend(seen)
    return marks + [mark for mark in white if any(_touches(mark, shade.box) for shade in shades)], shades


def _drawn(path: Path, shades: list[Shade]) -> list[Mark]:
    """The strokes that a path draws; a filled box goes to the shades."""
    if not path.is_rect and path.stroke is not None and is_rounded(path):
        return _outline(path.box)
    if not path.is_rect:
        return _legs(path) if path.stroke is not None or len(path.points) == 2 else []
    box = path.box
    wide, high = box[2] - box[0], box[3] - box[1]
    if min(wide, high) <= THIN:
        return _thin(box)
    if path.stroke is not None:
        return _outline(box)
    if _is_thick_rule(path.fill, wide, high):
        return _thin(box)
    if not is_white(path.fill):
        shades.append(Shade(box, path.fill or ()))
    return []


def _is_thick_rule(fill: Color | None, wide: float, high: float) -> bool:
    return bool(fill) and max(fill or ()) < 0.5 and min(wide, high) <= THICK and max(wide, high) >= 10 * min(wide, high)


def _is_covered(mark: Mark, order: int, covers: Covers) -> bool:
    """Whether a box painted later holds the whole stroke, not only touches it."""
    along = (mark.lo + mark.hi) / 2
    x, y = (along, mark.pos) if mark.horizontal else (mark.pos, along)
    for box in covers.over(x, y, order):
        sides = (box[0], box[2], box[1], box[3]) if mark.horizontal else (box[1], box[3], box[0], box[2])
        if sides[0] - 1 <= mark.lo and mark.hi <= sides[1] + 1 and sides[2] + 1 < mark.pos < sides[3] - 1:
            return True
    return False


def _touches(mark: Mark, box: Box) -> bool:
    along = (mark.lo + mark.hi) / 2
    x, y = (along, mark.pos) if mark.horizontal else (mark.pos, along)
    return box[0] - 1.5 <= x <= box[2] + 1.5 and box[1] - 1.5 <= y <= box[3] + 1.5


def dots_of(sheet: Sheet) -> list[Box]:
    """The boxes of small filled paths with curved sides, such as the bullets of a list."""
    found = (path for path in sheet.paths if not path.is_rect and path.fill is not None and not is_white(path.fill))
    boxes = [path.box for path in found if len(path.points) >= _DOT_POINTS]
    return [box for box in boxes if max(box[2] - box[0], box[3] - box[1]) <= DOT]


def is_rounded(path: Path) -> bool:
    """Whether a path is a box with rounded corners: most of each side is straight, and its corners lie beyond them."""
    x0, top, x1, bottom = path.box
    wide, high = x1 - x0, bottom - top
    if len(path.points) < 8:
        return False
    straight = [0.0, 0.0, 0.0, 0.0]
    for (ax, ay), (bx, by) in zip(path.points, path.points[1:], strict=False):
        for side, (one, other, edge) in enumerate(((ay, by, top), (ay, by, bottom), (ax, bx, x0), (ax, bx, x1))):
            if abs(one - edge) < 0.5 and abs(other - edge) < 0.5:
                straight[side] += abs(bx - ax) if side < 2 else abs(by - ay)
    corner = max(wide - min(straight[:2]), high - min(straight[2:])) / 2
    return (
        all(wide / 2 < length <= wide + 1 for length in straight[:2])
        and all(high / 2 < length <= high + 1 for length in straight[2:])
        and all(min(x - x0, x1 - x, y - top, bottom - y) <= corner for x, y in path.points)
    )


def _legs(path: Path) -> list[Mark]:
    marks = []
    for (ax, ay), (bx, by) in zip(path.points, path.points[1:], strict=False):
        box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if min(box[2] - box[0], box[3] - box[1]) <= 1.0:
            marks.extend(_thin(box))
    return marks


def _thin(box: Box) -> list[Mark]:
    """A ruling; a dot may belong to one that runs across or down."""
    if max(box[2] - box[0], box[3] - box[1]) < SHORTEST:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return [Mark(True, y, box[0], box[2]), Mark(False, x, box[1], box[3])]
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
