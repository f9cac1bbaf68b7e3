"""A page as pdfplumber and pdfminer draw it: slow and independent, pdfium's check and stand-in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTItem
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page as PlumberPage

from extract.readers.pages.sheet import Char, Color, Path, Picture, Sheet, is_blank
from extract.readers.rules.rulings import Box


def sheet_of(page: PlumberPage) -> Sheet:
    """The page as drawn; parses all of it, some 60 ms a page."""
    sheet = text_of(page)
    sheet.paths = [_path(shape, True) for shape in page.rects]
    sheet.paths += [_path(shape, False) for shape in [*page.lines, *page.curves]]
    sheet.pictures = [Picture(_box(image)) for image in page.images]
    return sheet


def text_of(page: PlumberPage) -> Sheet:
    """The page's characters alone: what pdfminer found, without the dictionaries that pdfplumber makes of it, which
    take another quarter of the time.
    """
    upper, left = float(page.height + page.mediabox[1]), float(page.mediabox[0])
    chars = [_char(char, left, upper) for char in _chars(page.layout) if not is_blank(char.get_text())]
    return Sheet(page.page_number, float(page.width), float(page.height), chars)


def content_size(page: PlumberPage) -> float:
    """How many bytes of drawing the page unpacks to; beyond all bounds where they do not fit into memory."""
    try:
        return sum(len(resolve1(stream).get_data()) for stream in page.page_obj.contents)
    except MemoryError:
        return math.inf
    except Exception:  # damaged: reading the page says what is wrong
        return 0


def _chars(items: Iterable[LTItem]) -> Iterator[LTChar]:
    for item in items:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _chars(item)


def _char(char: LTChar, left: float, upper: float) -> Char:
    """A character, its box counted from the corner of the media box, as pdfplumber does."""
    turn = 0
    if not char.upright:
        turn = 1 if char.matrix[1] > 0 else -1
    box = (float(char.x0) + left, upper - float(char.y1), float(char.x1) + left, upper - float(char.y0))
    return Char(char.get_text(), box, float(char.size), char.fontname, turn)


def _path(shape: dict[str, Any], is_rect: bool) -> Path:
    stroke = _color(shape.get("stroking_color")) if shape.get("stroke") else None
    fill = _color(shape.get("non_stroking_color")) if shape.get("fill") else None
    points = tuple((float(x), float(y)) for x, y in shape.get("pts") or [])
    return Path(points, _box(shape), stroke, fill, is_rect)


def _box(shape: dict[str, Any]) -> Box:
    return (float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))


def _color(value: object) -> Color:
    """Grey, RGB and CMYK as RGB."""
    numbers = value if isinstance(value, list | tuple) else [value]
    parts = tuple(float(v) for v in numbers if isinstance(v, int | float))
    if len(parts) == 1:
        return parts * 3
    if len(parts) == 4:
        return tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    return parts if len(parts) == 3 else ()
