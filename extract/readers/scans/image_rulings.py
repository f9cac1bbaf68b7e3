"""A page's picture to what lies on it: upright ink, table rulings as strokes, and the blots that are left as text.

Everything here is geometry on pixels: the picture is turned upright by the tilt at which its rows of ink are sharpest,
long thin runs of ink are rulings (`readers.rules.rulings` makes tables of them) and are taken off, white text on
dark bars is turned into dark text, and what is left falls into blots, one for each connected piece of ink.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage  # type: ignore[import-untyped]

from extract.readers.rules.rulings import Box, Mark

Gray = NDArray[np.uint8]
Ink = NDArray[np.bool_]

#: Darker than this is ink; shades behind headings are lighter.
DARK = 150
#: Rulings may be as faint as this.
FAINT = 190
#: A scanner tilts a page by no more than this many degrees; a greater tilt is none.
MOST_TILT = 2.5
#: Lengths in inches: shorter runs of ink are strokes of characters.
SHORTEST_ACROSS, SHORTEST_DOWN = 0.34, 0.24
#: Isolated upright strokes shorter than this (inches) may be a large letter; they must end on a ruling.
SURELY_DOWN = 0.5
#: Thicker runs (inches) are bars.
THICKEST = 0.05


@dataclass(frozen=True)
class Ruling:
    """A straight run of ink in pixels: (x0, top, x1, bottom), the last ones exclusive."""

    horizontal: bool
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class Picture:
    """A page's picture turned upright by `tilt` degrees, at `dpi`."""

    gray: Gray
    tilt: float
    dpi: float
    bars: tuple[tuple[int, int, int, int], ...] = ()  # boxes where white text on dark was turned over

    @property
    def points(self) -> float:
        """Points to a pixel."""
        return 72.0 / self.dpi

    def as_printed(self, box: Box) -> Box:
        """A box of the upright picture, in points, as the box that holds it on the page as it is."""
        height, width = self.gray.shape
        middle_x, middle_y = width * self.points / 2, height * self.points / 2
        sin, cos = math.sin(math.radians(self.tilt)), math.cos(math.radians(self.tilt))
        corners = [(x - middle_x, y - middle_y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [x * cos - y * sin + middle_x for x, y in corners]
        ys = [x * sin + y * cos + middle_y for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def upright(image: Image.Image, dpi: float) -> Picture:
    """The picture in shades of grey, turned by the tilt at which a scanner laid it."""
    image = image.convert("L")
    tilt = tilt_of(np.asarray(image) < DARK)
    if tilt:
        image = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    gray = np.array(image)
    bars = _turn_bars(gray, dpi)
    return Picture(gray, tilt, dpi, tuple(bars))


def tilt_of(ink: Ink) -> float:
    """Degrees by which rows of ink fall to the right (rise, if below 0): where their outline is sharpest."""
    edges = np.linspace(0, ink.shape[1], 65).astype(int)
    strips = [ink[:, a:b].sum(axis=1, dtype=np.float32) for a, b in zip(edges, edges[1:], strict=False)]
    middles = (edges[:-1] + edges[1:]) / 2 - ink.shape[1] / 2

    def sharpness(tilt: float) -> float:
        shifts = np.round(math.tan(math.radians(tilt)) * middles).astype(int)
        rows = np.sum([np.roll(strip, -shift) for strip, shift in zip(strips, shifts, strict=True)], axis=0)
        return float((np.diff(rows) ** 2).sum())

    steps = round(MOST_TILT / 0.05)
    tilts = sorted((step * 0.05 for step in range(-steps, steps + 1)), key=abs)
    best = max(tilts, key=sharpness)
    return round(best, 2) if sharpness(best) > 1.02 * sharpness(0.0) else 0.0


def _turn_bars(gray: Gray, dpi: float) -> list[tuple[int, int, int, int]]:
    """Turns dark bars light in place, so that white text on them reads as any other; gives back their boxes."""
    out = []
    step = max(1, round(dpi / 40))
    small = (gray[::step, ::step] < DARK).astype(np.float32)
    bars, _ = ndimage.label(ndimage.uniform_filter(small, 7) > 0.7)
    for rows, columns in ndimage.find_objects(bars):
        top, left = max(0, rows.start - 3) * step, max(0, columns.start - 3) * step
        part = gray[top : (rows.stop + 3) * step, left : (columns.stop + 3) * step]
        if min(part.shape) < dpi / 10:
            continue
        dark = part < DARK
        down, across = (np.nonzero(dark.mean(axis=axis) > 0.4)[0] for axis in (1, 0))
        if not len(down) or not len(across):
            continue
        inside = part[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
        inside[:] = np.where(inside < DARK, 255, 255 - inside)
        _wipe_rim(part, down)
        _wipe_rim(part.T, across)
        out.append((left, top, left + part.shape[1], top + part.shape[0]))
    return out


def _wipe_rim(part: Gray, inside: NDArray[np.intp]) -> None:
    """Whitens the soft edge that a bar leaves above and below it."""
    part[max(0, inside[0] - 5) : inside[0]] = 255
    part[inside[-1] + 1 : inside[-1] + 6] = 255


def rulings_of(picture: Picture) -> list[Ruling]:
    """Straight strokes that draw tables, across and down; none from inside a bar."""
    ink, dpi = picture.gray < FAINT, picture.dpi
    for x0, top, x1, bottom in picture.bars:
        ink[top:bottom, x0:x1] = False
    across = [Ruling(True, box) for box in _strokes(ink, dpi, SHORTEST_ACROSS)]
    down = [Ruling(False, (b[1], b[0], b[3], b[2])) for b in _strokes(ink.T, dpi, SHORTEST_DOWN)]
    return across + [ruling for ruling in down if _is_surely_down(ruling.box, across, dpi)]


def _strokes(ink: Ink, dpi: float, shortest: float) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of the thin runs along the rows; neighbouring rows lend a pixel where the line is not quite straight."""
    joined = ndimage.binary_closing(ndimage.binary_dilation(ink, np.ones((3, 1), bool)), np.ones((1, 5), bool))
    runs = long_runs(joined, round(shortest * dpi)) & ndimage.binary_dilation(ink, np.ones((1, 5), bool))
    pieces, _ = ndimage.label(runs, np.ones((3, 3), bool))
    for number, (rows, columns) in enumerate(ndimage.find_objects(pieces), 1):
        length = columns.stop - columns.start
        if length < shortest * dpi * 0.9:
            continue
        own = pieces[rows, columns] == number
        if own.sum() <= THICKEST * dpi * length and own.shape[0] <= 2 * THICKEST * dpi:
            bands = [(0, own.shape[0])]
        else:  # rulings that a diagonal joins
            bands = list(_straight(own, THICKEST * dpi))
        for top, bottom in bands:
            box = (columns.start, rows.start + top, columns.stop, rows.start + bottom)
            if _stands_free(ink, box):
                yield box


def _stands_free(ink: Ink, box: tuple[int, int, int, int]) -> bool:
    """Whether a stroke is drawn all along and has white beside it; strokes of characters in a row do not."""
    x0, top, x1, bottom = box
    drawn = ink[top:bottom, x0:x1].any(axis=0).mean()
    sides = sorted(
        float(side.mean()) if side.size else 0.0
        for side in (ink[max(0, top - 5) : max(0, top - 2), x0:x1], ink[bottom + 2 : bottom + 5, x0:x1])
    )
    return bool(drawn > 0.9 and sides[0] < 0.12 and sides[1] < 0.35)


def _straight(piece: Ink, thickest: float) -> Iterator[tuple[int, int]]:
    """The bands of rows, thin ones, that ink fills over more than half of the piece's length."""
    bands, _ = ndimage.label(piece.mean(axis=1) > 0.5)
    for (band,) in ndimage.find_objects(bands):
        if band.stop - band.start <= thickest:
            yield band.start, band.stop


def long_runs(ink: Ink, shortest: int) -> Ink:
    """Those pixels that stand in an unbroken run of at least `shortest` along their row."""
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    long = ends - starts >= shortest
    marks = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int8)
    marks[rows[long], starts[long]] = 1
    marks[rows[long], ends[long]] -= 1
    return np.cumsum(marks[:, :-1], axis=1, dtype=np.int8).astype(bool)


def _is_surely_down(box: tuple[int, int, int, int], across: list[Ruling], dpi: float) -> bool:
    if box[3] - box[1] >= SURELY_DOWN * dpi:
        return True
    x, reach = (box[0] + box[2]) / 2, 0.02 * dpi
    near = [r.box for r in across if r.box[0] - reach <= x <= r.box[2] + reach]
    return all(any(b[1] - reach <= y <= b[3] + reach for b in near) for y in (box[1], box[3]))


def marks_of(rulings: list[Ruling], points: float) -> list[Mark]:
    """Rulings as strokes in points."""
    out = []
    for ruling in rulings:
        x0, top, x1, bottom = (value * points for value in ruling.box)
        if ruling.horizontal:
            out.append(Mark(True, (top + bottom) / 2, x0, x1))
        else:
            out.append(Mark(False, (x0 + x1) / 2, top, bottom))
    return out


def without(gray: Gray, rulings: list[Ruling]) -> Gray:
    """The picture with its rulings painted over, a pixel or two of their soft edges included."""
    clean = gray.copy()
    for ruling in rulings:
        x0, top, x1, bottom = ruling.box
        clean[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = 255
    return clean


@dataclass(frozen=True)
class Blot:
    """A connected piece of ink: its box in pixels and its own pixels in it."""

    box: tuple[int, int, int, int]
    ink: Ink

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def _is_bar(ink: Ink, dpi: float) -> bool:
    """Whether a blot is filled and longer or larger than the sign ■ would be."""
    least, most = sorted(ink.shape)
    return bool(ink.mean() > 0.93 and least > (0.12 if most < 1.3 * least else 0.05) * dpi)


def blots_of(gray: Gray, dpi: float) -> list[Blot]:
    """The connected pieces of ink that may be characters: no specks, no diagonals, no drawings, no bits of lines."""
    pieces, _ = ndimage.label(gray < DARK, np.ones((3, 3), bool))
    out = []
    for number, (rows, columns) in enumerate(ndimage.find_objects(pieces), 1):
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        if max(high, wide) > 0.8 * dpi or max(high, wide) < 0.01 * dpi or wide > 14 * high or high > 10 * wide:
            continue
        own = pieces[rows, columns] == number
        if own.sum() < 5 or _is_bar(own, dpi):
            continue
        out.append(Blot((columns.start, rows.start, columns.stop, rows.stop), own))
    return out
