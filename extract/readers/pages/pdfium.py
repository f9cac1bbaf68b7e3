"""A page as pdfium draws it, read through its plain C functions: a few milliseconds a page.

Characters come from its text page, strokes and fills from the page's objects, those inside forms included. pdfium
holds coordinates of the unturned page with the origin at the lower left; `_Frame` turns them into those of a `Sheet`.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from struct import Struct
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from extract.readers.pages import pdfium_calls as calls
from extract.readers.pages import sight
from extract.readers.pages.pdfium_calls import Argument, Call, Handle, argument
from extract.readers.pages.sheet import Char, Color, Path, Picture, Sheet, is_blank
from extract.readers.pages.sight import Font, Placed, Show
from extract.readers.rules.rulings import Box, Point

#: Forms inside forms deeper than this are no report's.
MOST_NESTED = 20
#: Marks a hyphen at the end of a line that pdfium takes for a broken word.
_HYPHEN = 2
#: What the text of a page has for it, and for half a character beyond the basic plane.
_AT_HYPHEN, _LOST = "\ufffe", "\ufffd"
#: What pdfium generates between words and lines is white space, up to this code.
_SPACE = 0x20
#: The values of pdfium's matrices, of a character's box (left, top, right, bottom) and origin (x, y), of a colour (red,
#: green, blue, alpha) and of a point, at once.
_MATRIX_OF, _PLACE_OF = Struct("6f").unpack_from, Struct("4f2d").unpack_from
_COLOR_OF, _POINT_OF = Struct("4I").unpack_from, Struct("2f").unpack_from
#: What pdfium calls the kinds of objects and the ways to draw text that are asked of each: looked up once.
_TEXT, _PATH, _FILLED = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_TEXTRENDERMODE_FILL
_MOVE = raw.FPDF_SEGMENT_MOVETO
_NO_INK = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

Matrix = tuple[float, float, float, float, float, float]
#: Text lighter than this (of 255), or with less opacity, is seen only if something dark is behind it.
_LIGHT, _FAINT_ALPHA = 215, 30
#: Pixels to a point where looking decides whether a character is seen.
_LOOK = 1.5
#: Text painted around another to set it off is wider and higher by no more than this.
_HALO = 5.0
#: Makes a named tuple without the call of its own constructor, which takes as long as all else about a character.
_new = tuple.__new__
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
        if self.rotation:
            ax, ay = self.point(x0, y0)
            bx, by = self.point(x1, y1)
        else:  # nearly every page, and every character of it
            left, _, _, upper = self.box
            ax, ay, bx, by = x0 - left, upper - y0, x1 - left, upper - y1
        return (bx if bx < ax else ax, by if by < ay else ay, bx if bx > ax else ax, by if by > ay else ay)


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
        chars = _chars(text, frame, drawn)
    finally:
        text.close()
    told = {show for _, show in chars}
    sight.keep_what_is_seen(sheet, chars, lambda unsure: drawn.unseen(page, unsure, told))
    return sheet


def _chars(text: pypdfium2.PdfTextPage, frame: Frame, drawn: Drawing) -> list[Placed]:
    """Every printed character; those of one glyph (a ligature, the halves of one beyond the basic plane) as one.

    What belongs to a text object is asked for once for all its characters that follow each other. A page runs through
    here a thousand times, so what does not change is looked up before.
    """
    room = ctypes.create_string_buffer(32)
    to_rect, to_x, to_y = ctypes.byref(room), ctypes.byref(room, 16), ctypes.byref(room, 24)
    is_unmapped, text_object = calls.is_unmapped, calls.text_object
    loose_box, origin_of = calls.loose_box, calls.origin_of
    handle = argument(ctypes.cast(text.raw, Handle).value)
    shown, styles = frame.shown, _Styles(handle, frame)
    edge, _, _, upper = frame.box
    unturned = not frame.rotation
    chars: list[Placed] = []
    size, turn, upright = 0.0, 0, False
    show = last_show = Show(Font("", 0.0), 0)
    font = show.font
    last_x = last_y = math.nan
    item: int | None = None
    for i, code in enumerate(_codes(handle)):
        if code <= _SPACE and calls.is_generated(handle, i) == 1:
            continue
        letter = f"(cid:{code})" if is_unmapped(handle, i) == 1 else _letter(code)
        if letter is None:
            continue
        before, item = item, text_object(handle, i)
        if item is None or item != before:
            show, (size, turn, upright) = drawn.show_of(item), styles.at(i)
            font = show.font
        loose_box(handle, i, to_rect)
        origin_of(handle, i, to_x, to_y)
        left, top, right, bottom, x, y = _PLACE_OF(room)
        if upright:
            if abs(top - bottom - size) > 0.02 * size:  # ink beyond the font's own height, or nothing but ink
                if top - bottom < 0.95 * size and unicodedata.east_asian_width(letter[0]) in "WF":
                    right = x + size
                bottom = y + font.descent * size
                top = bottom + size
            elif not font.measured:
                font.measured, font.descent = True, (bottom - y) / size
            if right > x:  # italics lean out of their place
                left = x
        straight = unturned and left <= right and bottom <= top  # as `shown` has it, without the call
        box = (left - edge, upper - top, right - edge, upper - bottom) if straight else shown(left, bottom, right, top)
        if x == last_x and y == last_y and last_show is show:
            first = chars[-1].char
            if first.box[:2] == box[:2]:
                chars[-1] = Placed(first._replace(text=_in_one(first.text, letter)), show)
                continue
        chars.append(_new(Placed, (_new(Char, (letter, box, size, font.name, turn, None)), show)))
        last_show, last_x, last_y = show, x, y
    return chars


def _codes(handle: Argument) -> Sequence[int]:
    """The code of every character, asked for at once where the page's whole text says them.

    It does not where it leaves some out, or has two for one: codes beyond the basic plane, and what pdfium puts there
    for a hyphen at the end of a line.
    """
    count = calls.count_chars(handle)
    units = (ctypes.c_uint16 * (2 * max(count, 0) + 1))()
    if calls.text_at(handle, 0, count, ctypes.byref(units)) == count + 1:
        text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count and _LOST not in text and _AT_HYPHEN not in text:
            return units[:count]
    return [calls.unicode_of(handle, i) for i in range(count)]


class _Style(NamedTuple):
    """How a text object is set: `upright` ones run along the page's own lines, as do their characters' boxes."""

    size: float
    turn: int
    upright: bool


class _Styles:
    """The styles of a page's texts: producers write thousands of texts in a handful of sizes."""

    def __init__(self, handle: Argument, frame: Frame) -> None:
        self.handle = handle
        self.frame = frame
        self.matrix = raw.FS_MATRIX()
        self.to_matrix = ctypes.byref(self.matrix)
        self.known: dict[tuple[float, ...], _Style] = {}

    def at(self, i: int) -> _Style:
        """The style of the text that character `i` belongs to."""
        calls.matrix_at(self.handle, i, self.to_matrix)
        a, b, c, d, _, _ = _MATRIX_OF(self.matrix)
        key = (a, b, c, d, calls.font_size(self.handle, i))
        style = self.known.get(key)
        if style is None:
            style = self.known[key] = self._style(*key)
        return style

    def _style(self, a: float, b: float, c: float, d: float, font_size: float) -> _Style:
        size = font_size * (abs(d) if c == 0 else math.hypot(c, d))
        upright = b == 0 and c == 0 and a > 0 and d > 0
        return _Style(size, _turn_of(self.frame, 1.0, 0.0) if upright else _turn_of(self.frame, a, b), upright)


@cache
def _letter(code: int) -> str | None:
    """The character; `(cid:n)` where the code says nothing, None for white space."""
    if code in (0, 0xFFFE, 0xFFFF):
        return f"(cid:{code})"
    if code == _HYPHEN:
        return "-"
    letter = chr(code)
    return None if is_blank(letter) else letter


def _in_one(text: str, more: str) -> str:
    """The text of one glyph that stands for both, halves of a character beyond the basic plane put together."""
    text += more
    if "\ud800" <= text[0] <= "\udbff":
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


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
        self.point = ctypes.create_string_buffer(8)
        self.to_point = (ctypes.byref(self.point), ctypes.byref(self.point, 4))
        self.matrix = raw.FS_MATRIX()
        self.to_matrix = ctypes.byref(self.matrix)
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.to_edges = [ctypes.byref(edge) for edge in self.edges]
        self.mode, self.stroked = ctypes.c_int(), ctypes.c_int()
        self.to_mode = (ctypes.byref(self.mode), ctypes.byref(self.stroked))
        self.rgba = ctypes.create_string_buffer(16)
        self.to_rgba = [ctypes.byref(self.rgba, at) for at in (0, 4, 8, 12)]

    def walk(self, page: pypdfium2.PdfPage) -> None:
        """Takes in all objects of the page."""
        self._container(page.raw, calls.count_objects, calls.object_at, _PLAIN, 0)

    def show_of(self, address: int | None) -> Show:
        """How the text of the object at this address is shown."""
        return self.shows.get(address or 0) or self._text(address or 0, argument(address), _PLAIN)

    def unseen(self, page: pypdfium2.PdfPage, unsure: Sequence[Placed], told: Set[Show]) -> list[bool]:
        """For each character whether the page looks the same in its place without the texts they belong to; `told` are
        those of which pdfium gives characters.
        """
        crop = frame_of(page)
        x0, top, _, _ = self.frame.shown(*crop.box)
        whole = page.render(scale=_LOOK, may_draw_forms=False).to_numpy().copy()
        asked = {placed.show for placed in unsure}
        items = [argument(address) for address, show in self.shows.items() if show in asked]
        for item in items:
            calls.set_active(item, False)
        bare = page.render(scale=_LOOK, may_draw_forms=False).to_numpy()
        for item in items:
            calls.set_active(item, True)
        differs = (whole != bare).any(axis=2)
        twice = self._drawn_twice() | self._haloes(told)
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
        for address, show in self.shows.items():
            places[tuple(round(value) for value in self._bounds(argument(address), _PLAIN))].append(show)
        return {show for shows in places.values() if len(shows) > 1 for show in shows}

    def _haloes(self, told: Set[Show]) -> set[Show]:
        """Texts painted around others to set them off, which come first: pdfium gives their characters alone."""
        bounds = {show: self._bounds(argument(address), _PLAIN) for address, show in self.shows.items()}
        places: dict[tuple[int, int], list[Show]] = defaultdict(list)
        for show in told:
            places[_middle_of(bounds[show])].append(show)
        found = set()
        for show, (x0, top, x1, bottom) in bounds.items():
            if show in told or show.inkless or show.faint:
                continue
            x, y = _middle_of((x0, top, x1, bottom))
            for at in ((x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
                for other in places.get(at, ()):
                    wider, higher = bounds[other][2] - bounds[other][0], bounds[other][3] - bounds[other][1]
                    around = -1 <= wider - (x1 - x0) <= _HALO and -1 <= higher - (bottom - top) <= _HALO
                    if other.order < show.order and around:
                        found.add(other)
        return found

    def _container(self, owner: object, count: Call, get: Call, outer: Matrix, depth: int) -> None:
        type_of = calls.type_of
        for i in range(count(owner)):
            address = get(owner, i)
            item = argument(address)
            kind = type_of(item)
            self.order += 1
            if kind == _TEXT:
                self._text(address, item, outer)
            elif kind == _PATH:
                self._path(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.sheet.pictures.append(Picture(self._bounds(item, outer), self.order))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_NESTED:
                inner = _times(self._matrix(item), outer)
                self._container(item, calls.count_inner, calls.inner_at, inner, depth + 1)

    def _text(self, address: int, item: Argument, outer: Matrix) -> Show:
        mode = calls.render_mode(item)
        faint = inkless = False
        if mode == _FILLED:
            calls.fill_color(item, *self.to_rgba)
            red, green, blue, alpha = _COLOR_OF(self.rgba)
            faint = (red > _LIGHT and green > _LIGHT and blue > _LIGHT) or alpha < _FAINT_ALPHA
        else:
            inkless = mode in _NO_INK
        key = calls.font_of(item) or 0
        font = self.fonts.get(key) or self._font(key)
        show = self.shows[address] = Show(font, self.order, self._clip(item, outer), inkless, faint)
        return show

    def _font(self, key: int) -> Font:
        handle, buffer = Handle(key), ctypes.create_string_buffer(256)
        calls.font_name(handle, buffer, ctypes.c_size_t(256))
        ascent, descent, one = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(1.0)
        calls.font_ascent(handle, one, ctypes.byref(ascent))
        calls.font_descent(handle, one, ctypes.byref(descent))
        height = ascent.value - descent.value
        font = Font(buffer.value.decode("latin-1"), descent.value / height if height > 0 else -0.2)
        self.fonts[key] = font
        return font

    def _clip(self, item: Argument, outer: Matrix) -> Box | None:
        """The box outside of which nothing of an object is seen."""
        clip = argument(calls.clip_of(item))
        paths = calls.count_clips(clip)
        if paths < 1:
            return None
        box = (-math.inf, -math.inf, math.inf, math.inf)
        for i in range(paths):
            count = calls.count_clip_segments(clip, i)
            points = []
            for j in (0, 2) if count in (4, 5) else range(count):  # of a box, two corners are enough
                calls.segment_point(argument(calls.clip_segment(clip, i, j)), *self.to_point)
                points.append(_apply(outer, *_POINT_OF(self.point)))
            if not points:
                continue
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (max(box[0], min(xs)), max(box[1], min(ys)), min(box[2], max(xs)), min(box[3], max(ys)))
        return self.frame.shown(*box)

    def _matrix(self, item: Argument) -> Matrix:
        calls.matrix_of(item, self.to_matrix)
        a, b, c, d, e, f = _MATRIX_OF(self.matrix)
        return (a, b, c, d, e, f)

    def _bounds(self, item: Argument, outer: Matrix) -> Box:
        calls.bounds_of(item, *self.to_edges)
        left, bottom, right, top = (edge.value for edge in self.edges)
        ax, ay = _apply(outer, left, bottom)
        bx, by = _apply(outer, right, top)
        return self.frame.shown(ax, ay, bx, by)

    def _path(self, item: Argument, outer: Matrix) -> None:
        calls.draw_mode(item, *self.to_mode)
        if not self.mode.value and not self.stroked.value:
            return  # only clips
        stroke = self._color(calls.stroke_color, item) if self.stroked.value else None
        fill = self._color(calls.fill_color, item) if self.mode.value else None
        if fill and calls.has_transparency(item):
            fill = ()
        matrix = self._matrix(item)
        if outer is not _PLAIN:
            matrix = _times(matrix, outer)
        for points in self._subpaths(item, matrix):
            xs, ys = zip(*points, strict=True)
            box = (min(xs), min(ys), max(xs), max(ys))
            self.sheet.paths.append(Path(tuple(points), box, stroke, fill, _is_rect(points), self.order))

    def _color(self, get: Call, item: Argument) -> Color:
        if not get(item, *self.to_rgba):
            return ()
        red, green, blue, _ = _COLOR_OF(self.rgba)
        return (red / 255, green / 255, blue / 255)

    def _subpaths(self, item: Argument, matrix: Matrix) -> Iterator[list[Point]]:
        a, b, c, d, e, f = matrix
        to_x, to_y = self.to_point
        segment_at, segment_point, segment_type = calls.segment_at, calls.segment_point, calls.segment_type
        segment_closes, point, frame = calls.segment_closes, self.point, self.frame
        edge, _, _, upper = frame.box
        turned = frame.rotation
        points: list[Point] = []
        for i in range(calls.count_segments(item)):
            segment = argument(segment_at(item, i))
            segment_point(segment, to_x, to_y)
            px, py = _POINT_OF(point)
            if points and segment_type(segment) == _MOVE:
                if len(points) > 1:
                    yield points
                points = []
            x, y = a * px + c * py + e, b * px + d * py + f
            points.append(frame.point(x, y) if turned else (x - edge, upper - y))
            if points[0] != points[-1] and segment_closes(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points


def _middle_of(box: Box) -> tuple[int, int]:
    return round((box[0] + box[2]) / 2), round((box[1] + box[3]) / 2)


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
