"""The piece of a page that a fact was read from: a picture with the cell outlined, or the line with its span marked.

A place on a page is measured from the top left corner of its media box, with the page turned as its file says
(`extract.document.Place`). What is shown of a page is its crop box, so the outline is moved by what was cropped.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageDraw

from extract.document import BBox
from extract.readers.conversions.text_source import Source, decode
from extract.readers.pages.pdfium import shown_from

#: Resolution of the picture in dots per inch; a page so large that it would need more than MAX_SIDE dots gets less.
DPI = 150
MAX_SIDE = 6000
#: What is shown around the cell, in points.
AROUND = (180.0, 90.0)
OUTLINE, OTHERS = (214, 39, 40), (31, 119, 180)
#: How much of a long line is shown before and after a span, in characters.
BESIDE = 60


def page_picture(data: bytes, page: int, boxes: Sequence[BBox], others: Sequence[BBox] = ()) -> Image.Image:
    """The surroundings of some boxes on a page (1-based) of a PDF, outlined in red, and of `others`, in blue; the whole
    page where there are none.

    The outline runs just outside a box, so that it never covers its ink.

    Raises:
        ValueError: the file has no such page.
    """
    pdf = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= page <= len(pdf):
            raise ValueError(f"the file has {len(pdf)} pages and no page {page}")
        drawn = pdf[page - 1]
        width, height = drawn.get_size()
        scale = min(DPI / 72, MAX_SIDE / max(width, height))
        image = drawn.render(scale=scale).to_pil().convert("RGB")
        left, top = shown_from(drawn)
    finally:
        pdf.close()
    draw = ImageDraw.Draw(image)
    shown: list[BBox] = []
    for box, colour in [*((box, OTHERS) for box in others), *((box, OUTLINE) for box in boxes)]:
        x0, y0, x1, y1 = ((side - moved) * scale for side, moved in zip(box, (left, top, left, top), strict=True))
        draw.rectangle((int(x0) - 3, int(y0) - 3, int(x1) + 4, int(y1) + 4), outline=colour, width=3)
        shown.append((x0, y0, x1, y1))
    return image.crop(_window(shown, scale, image.size)) if shown else image


def _window(shown: Sequence[BBox], scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of a picture around some boxes, in dots."""
    wide, high = AROUND[0] * scale, AROUND[1] * scale
    return (
        max(0, int(min(box[0] for box in shown) - wide)),
        max(0, int(min(box[1] for box in shown) - high)),
        min(size[0], int(max(box[2] for box in shown) + wide)),
        min(size[1], int(max(box[3] for box in shown) + high)),
    )


def png(image: Image.Image) -> bytes:
    """The picture as the bytes of a PNG file."""
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()


def marked_lines(data: bytes, span: Sequence[int], around: int = 1) -> str:
    """The lines of a text report in which a span stands (first line, first column, last line, last column), and their
    neighbours, with ⟦ and ⟧ where it begins and ends.
    """
    first, _, last, _ = span
    out = []
    for number, before, inside, after in spanned_lines(text_lines(data), span, around):
        marks = ("⟦" * (number == first), "⟧" * (number == last)) if first <= number <= last else ("", "")
        out.append(f"{number:>5}  {before}{marks[0]}{inside}{marks[1]}{after}")
    return "\n".join(out)


def text_lines(data: bytes) -> list[str]:
    """The lines of a text report as spans count them."""
    source = Source(decode(data).text)
    return [source.text[begin:stop] for begin, stop in source.lines()]


def spanned_lines(lines: Sequence[str], span: Sequence[int], around: int = 1) -> list[tuple[int, str, str, str]]:
    """The lines of a span and their neighbours: number (1-based) and what stands before, in and after the span, long
    texts beside it cut. A neighbour has all of its text before the span.
    """
    first, start, last, end = span
    out = []
    for number in range(max(1, first - around), min(len(lines), last + around) + 1):
        line = lines[number - 1]
        begin = start - 1 if number == first else 0
        stop = end if number == last else len(line)
        if first <= number <= last:
            out.append((number, _tail(line[:begin]), line[begin:stop], _head(line[stop:])))
        else:
            out.append((number, _head(line), "", ""))
    return out


def _head(text: str) -> str:
    return text if len(text) <= BESIDE else text[:BESIDE] + "…"


def _tail(text: str) -> str:
    return text if len(text) <= BESIDE else "…" + text[-BESIDE:]
