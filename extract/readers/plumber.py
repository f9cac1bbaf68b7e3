"""A page as pdfplumber and pdfminer draw it: slow and independent, pdfium's check and stand-in."""

from __future__ import annotations

import math
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page as PlumberPage

from extract.readers.rulings import Box
from extract.readers.sheet import Char, Color, Path, Picture, Sheet, is_blank


def sheet_of(page: PlumberPage) -> Sheet:
    """The page as drawn; parses all of it, some 60 ms a page."""
    return Sheet(
        page.page_number,
        float(page.width),
        float(page.height),
        [_char(char) for char in page.chars if not is_blank(char["text"])],
        [_path(shape, True) for shape in page.rects] + [_path(shape, False) for shape in [*page.lines, *page.curves]],
        [Picture(_box(image)) for image in page.images],
    )


def content_size(page: PlumberPage) -> float:
    """How many bytes of drawing the page unpacks to; beyond all bounds where they do not fit into memory."""
    try:
        return sum(len(resolve1(stream).get_data()) for stream in page.page_obj.contents)
    except MemoryError:
        return math.inf
    except Exception:  # damaged: reading the page says what is wrong
        return 0


def _char(char: dict[str, Any]) -> Char:
    turn = 0
    if not char["upright"]:
        turn = 1 if char["matrix"][1] > 0 else -1
    return Char(char["text"], _box(char), float(char["size"]), char["fontname"], turn)


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
