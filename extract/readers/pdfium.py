"""A page as pdfium draws it, read through its plain C functions: a few milliseconds a page.

Characters come from its text page, strokes and fills from the page's objects, those inside forms included. pdfium
holds coordinates of the unturned page with the origin at the lower left; `_Frame` turns them into those of a `Sheet`.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from extract.readers import sight
from extract.readers.rulings import Box, Point
from extract.readers.sheet import Char, Color, Path, Picture, Sheet, is_blank
from extract.readers.sight import Font, Placed, Show

#: Forms inside forms deeper than this are no report's.
MOST_NESTED = 20
#: Marks a hyphen at the end of a line that pdfium takes for a broken word.
_HYPHEN = 2

Matrix = tuple[float, float, float, float, float, float]
#: Text lighter than this (of 255), or with less opacity, is seen only if something dark is behind it.
_LIGHT, _FAINT_ALPHA = 215, 30
#: Pixels to a point where looking decides whether a character is seen.
_LOOK = 1.5
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Frame:
    """The page's box in its own coordinates and its rotation in degrees, clockwise."""

    box: Box  # x0, y0, x1, y1 with y upwards
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        x0, y0, x1, y1 = self.box
        return (y1 - y0, x1 - x0) if self.rotation in (90, 270) else (x1 - x0, y1 - y0)

    def point(self, x: float, y: float) -> Point:
        """A point of the page's own coordinates as shown, from the top left."""
        x0, y0, x1, y1 = self.box
        if self.rotation == 90:
            return (y - y0, x - x0)
        if self.rotation == 180:
            return (x1 - x, y - y0)
        if self.rotation == 270:
            return (y1 - y, x1 - x)
        return (x - x0, y1 - y)

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the page's own coordinates as shown."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """The frame of a page of which only pdfium knows."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    return Frame((rect.left, rect.bottom, rect.right, rect.top), page.get_rotation())


def shown_from(page: pypdfium2.PdfPage) -> Point:
    """How much of the media box lies left of and above the part of a page that is shown, in points."""
    frame = Frame(page.get_mediabox(), page.get_rotation())
    return frame.shown(*frame_of(page).box)[:2]


def sheet_of(page: pypdfium2.PdfPage, number: int, frame: Frame) -> Sheet:
    """The page as drawn, without the text that nobody can see.

    Raises:
        pypdfium2.PdfiumError: pdfium cannot load the page's text.
    """
    sheet = Sheet(number, *frame.size)
    drawn = Drawing(sheet, frame)
    drawn.walk(page)
    text = page.get_textpage()
    try:
        chars = list(_joined(_chars(text, frame, drawn)))
    finally:
        text.close()
    sight.keep_what_is_seen(sheet, chars, lambda unsure: drawn.unseen(page, unsure))
    return sheet


def _chars(text: pypdfium2.PdfTextPage, frame: Frame, drawn: Drawing) -> Iterator[tuple[Placed, Point]]:
    """Every printed character with its origin."""
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    handle = text.raw
    upright = _turn_of(frame, 1.0, 0.0)
    for i in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, i)
        if raw.FPDFText_IsGenerated(handle, i) == 1:
            continue
        letter = _letter(handle, i, code)
        if letter is None:
            continue
        raw.FPDFText_GetLooseCharBox(handle, i, rect)
        raw.FPDFText_GetMatrix(handle, i, matrix)
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = raw.FPDFText_GetFontSize(handle, i) * (abs(d) if c == 0 else math.hypot(c, d))
        show = drawn.show_of(raw.FPDFText_GetTextObject(handle, i))
        font = show.font
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if b == 0 and c == 0 and a > 0 and d > 0:
            turn = upright
            if abs(top - bottom - size) > 0.02 * size:  # ink beyond the font's own height, or nothing but ink
                if top - bottom < 0.95 * size and unicodedata.east_asian_width(letter[0]) in "WF":
                    right = x.value + size
                bottom = y.value + font.descent * size
                top = bottom + size
            elif not font.measured:
                font.measured, font.descent = True, (bottom - y.value) / size
            if right > x.value:  # italics lean out of their place
                left = x.value
        else:
            turn = _turn_of(frame, a, b)
        char = Char(letter, frame.shown(left, bottom, right, top), size, font.name, turn)
        yield Placed(char, show), (x.value, y.value)


def _letter(handle: Any, i: int, code: int) -> str | None:
    """The character; `(cid:n)` where the font does not say which it is, None for white space."""
    if raw.FPDFText_HasUnicodeMapError(handle, i) == 1 or code in (0, 0xFFFE, 0xFFFF):
        return f"(cid:{code})"
    if code == _HYPHEN:
        return "-"
    letter = chr(code)
    return None if is_blank(letter) else letter


def _joined(chars: Iterator[tuple[Placed, Point]]) -> Iterator[Placed]:
    """Characters of one glyph (a ligature, the halves of a character beyond the basic plane) as one."""
    last: tuple[Placed, Point] | None = None
    for placed, origin in chars:
        if last is not None and last[1] == origin and last[0].show is placed.show:
            char = last[0].char
            if char.box[:2] == placed.char.box[:2]:
                text = char.text + placed.char.text
                if "\ud800" <= text[0] <= "\udbff":
                    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                last = (Placed(char._replace(text=text), placed.show), origin)
                continue
        if last is not None:
            yield last[0]
        last = (placed, origin)
    if last is not None:
        yield last[0]


def _turn_of(frame: Frame, a: float, b: float) -> int:
    """How text with this direction runs as shown."""
    angle = (round(math.degrees(math.atan2(b, a)) / 90) * 90 - frame.rotation) % 360
    return {0: 0, 90: 1, 180: 2, 270: -1}[angle]


class Drawing:
    """A page's objects in the order in which they are painted: paths and pictures go to the sheet, texts stay here."""

    def __init__(self, sheet: Sheet, frame: Frame) -> None:
        self.sheet = sheet
        self.frame = frame
        self.order = 0
        self.fonts: dict[int, Font] = {}
        self.shows: dict[int, Show] = {}
        self.items: dict[Show, Any] = {}
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.matrix = raw.FS_MATRIX()
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.mode, self.stroked = ctypes.c_int(), ctypes.c_int()
        self.rgba = [ctypes.c_uint() for _ in range(4)]

    def walk(self, page: pypdfium2.PdfPage) -> None:
        """Takes in all objects of the page."""
        self._container(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _PLAIN, 0)

    def show_of(self, item: Any) -> Show:
        """How the text of this object is shown."""
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        return self.shows.get(key) or self._text(item, _PLAIN)

    def unseen(self, page: pypdfium2.PdfPage, unsure: Sequence[Placed]) -> list[bool]:
        """For each character whether the page looks the same in its place without the texts they belong to."""
        crop = frame_of(page)
        x0, top, _, _ = self.frame.shown(*crop.box)
        whole = page.render(scale=_LOOK, may_draw_forms=False).to_numpy().copy()
        items = [self.items[show] for show in {placed.show for placed in unsure} if show in self.items]
        for item in items:
            raw.FPDFPageObj_SetIsActive(item, False)
        bare = page.render(scale=_LOOK, may_draw_forms=False).to_numpy()
        for item in items:
            raw.FPDFPageObj_SetIsActive(item, True)
        differs = (whole != bare).any(axis=2)
        twice = self._drawn_twice()
        answers = []
        for placed in unsure:
            if placed.show in twice:
                answers.append(False)
                continue
            box = placed.char.box
            left, upper = (max(0, int((v - o) * _LOOK)) for v, o in zip(box[:2], (x0, top), strict=True))
            right, lower = (max(0, math.ceil((v - o) * _LOOK)) for v, o in zip(box[2:], (x0, top), strict=True))
            answers.append(not differs[upper:lower, left:right].any())
        return answers

    def _drawn_twice(self) -> set[Show]:
        """Texts in one place with another: pdfium gives the characters of the first alone, whichever is seen."""
        places: dict[tuple[int, ...], list[Show]] = defaultdict(list)
        for show, item in self.items.items():
            places[tuple(round(value) for value in self._bounds(item, _PLAIN))].append(show)
        return {show for shows in places.values() if len(shows) > 1 for show in shows}

    def _container(
        self, owner: Any, count: Callable[..., int], get: Callable[..., Any], outer: Matrix, depth: int
    ) -> None:
        for i in range(count(owner)):
            item = get(owner, i)
            kind = raw.FPDFPageObj_GetType(item)
            self.order += 1
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.sheet.pictures.append(Picture(self._bounds(item, outer), self.order))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_NESTED:
                inner = _times(self._matrix(item), outer)
                self._container(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

    def _text(self, item: Any, outer: Matrix) -> Show:
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        faint = False
        if mode == raw.FPDF_TEXTRENDERMODE_FILL:
            red, green, blue, alpha = self.rgba
            raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
            faint = alpha.value < _FAINT_ALPHA or min(red.value, green.value, blue.value) > _LIGHT
        inkless = mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        show = Show(self._font(item), self.order, self._clip(item, outer), inkless, faint)
        self.shows[ctypes.cast(item, ctypes.c_void_p).value or 0] = show
        self.items[show] = item
        return show

    def _font(self, item: Any) -> Font:
        handle = raw.FPDFTextObj_GetFont(item)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        font = self.fonts.get(key)
        if font is None:
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
            ascent, descent = ctypes.c_float(), ctypes.c_float()
            raw.FPDFFont_GetAscent(handle, 1.0, ascent)
            raw.FPDFFont_GetDescent(handle, 1.0, descent)
            height = ascent.value - descent.value
            font = Font(buffer.value.decode("latin-1"), descent.value / height if height > 0 else -0.2)
            self.fonts[key] = font
        return font

    def _clip(self, item: Any, outer: Matrix) -> Box | None:
        """The box outside of which nothing of an object is seen."""
        clip = raw.FPDFPageObj_GetClipPath(item)
        paths = raw.FPDFClipPath_CountPaths(clip)
        if paths < 1:
            return None
        box = (-math.inf, -math.inf, math.inf, math.inf)
        for i in range(paths):
            count = raw.FPDFClipPath_CountPathSegments(clip, i)
            points = []
            for j in (0, 2) if count in (4, 5) else range(count):  # of a box, two corners are enough
                raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, i, j), self.x, self.y)
                points.append(_apply(outer, self.x.value, self.y.value))
            if not points:
                continue
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (max(box[0], min(xs)), max(box[1], min(ys)), min(box[2], max(xs)), min(box[3], max(ys)))
        return self.frame.shown(*box)

    def _matrix(self, item: Any) -> Matrix:
        m = self.matrix
        raw.FPDFPageObj_GetMatrix(item, m)
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _bounds(self, item: Any, outer: Matrix) -> Box:
        raw.FPDFPageObj_GetBounds(item, *self.edges)
        left, bottom, right, top = (edge.value for edge in self.edges)
        ax, ay = _apply(outer, left, bottom)
        bx, by = _apply(outer, right, top)
        return self.frame.shown(ax, ay, bx, by)

    def _path(self, item: Any, outer: Matrix) -> None:
        raw.FPDFPath_GetDrawMode(item, self.mode, self.stroked)
        if not self.mode.value and not self.stroked.value:
            return  # only clips
        stroke = self._color(raw.FPDFPageObj_GetStrokeColor, item) if self.stroked.value else None
        fill = self._color(raw.FPDFPageObj_GetFillColor, item) if self.mode.value else None
        if fill and raw.FPDFPageObj_HasTransparency(item):
            fill = ()
        matrix = self._matrix(item)
        if outer is not _PLAIN:
            matrix = _times(matrix, outer)
        for points in self._subpaths(item, matrix, fill is not None):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            self.sheet.paths.append(Path(tuple(points), box, stroke, fill, _is_rect(points), self.order))

    def _color(self, get: Callable[..., int], item: Any) -> Color:
        r, g, b, a = self.rgba
        if not get(item, r, g, b, a):
            return ()
        return (r.value / 255, g.value / 255, b.value / 255)

    def _subpaths(self, item: Any, matrix: Matrix, closes: bool) -> Iterator[list[Point]]:
        a, b, c, d, e, f = matrix
        x, y = self.x, self.y
        points: list[Point] = []
        for i in range(raw.FPDFPath_CountSegments(item)):
            segment = raw.FPDFPath_GetPathSegment(item, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            px, py = x.value, y.value
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
                if len(points) > 1:
                    yield points
                points = []
            points.append(self.frame.point(a * px + c * py + e, b * px + d * py + f))
            if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if len(points) > 1:
            yield points


def _is_rect(points: list[Point]) -> bool:
    """Whether these are the corners of a box with sides along the page's."""
    if len(points) == 5 and _near(points[0], points[4]):
        points = points[:4]
    if len(points) != 4:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    across_first = abs(ay - by) < 0.01 and abs(bx - cx) < 0.01 and abs(cy - dy) < 0.01 and abs(dx - ax) < 0.01
    down_first = abs(ax - bx) < 0.01 and abs(by - cy) < 0.01 and abs(cx - dx) < 0.01 and abs(dy - ay) < 0.01
    return across_first or down_first


def _near(one: Point, two: Point) -> bool:
    return abs(one[0] - two[0]) < 0.01 and abs(one[1] - two[1]) < 0.01


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
