"""The child process that draws the pages of one PDF: `python draw.py FILE OUT FIRST LAST SECONDS`.

It leaves `pNNNN.png` for every page in OUT and appends to `drawn.jsonl` what it knows of a page before it draws it, so
that whoever finds it dead knows on which page it died.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from extract.readers.pages.pdfium import shown_from

DRAWN_FILE = "drawn.jsonl"
#: Dots to a point, as long as no side of the picture needs more than MAX_SIDE dots.
SCALE, MAX_SIDE = 1.75, 2200
#: Colours of a picture: enough for print and for a scan, and a quarter of the bytes. More packing saves little and
#: takes as long as drawing.
COLOURS, PACKING = 64, 3


def picture_name(number: int) -> str:
    """The file name of a page's picture."""
    return f"p{number:04d}.png"


def draw(path: Path, out: Path, first: int, last: int, seconds: int) -> None:
    """Draws the pages `first` to `last` (1-based, as many as there are). A page that takes longer than `seconds` ends
    the process: the alarm is not caught, so that it also ends a loop inside pdfium.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    pdf = pypdfium2.PdfDocument(path)
    with (out / DRAWN_FILE).open("a", encoding="utf-8") as told:
        _tell(told, {"pages": len(pdf)})
        for number in range(first, min(last, len(pdf)) + 1):
            signal.alarm(seconds)
            try:
                page = pdf[number - 1]
                width, height = page.get_size()
                left, top = shown_from(page)
                _tell(told, {"page": number, "width": width, "height": height, "left": left, "top": top})
                _picture(page, min(SCALE, MAX_SIDE / max(width, height, 1))).save(
                    out / picture_name(number), compress_level=PACKING
                )
                _tell(told, {"page": number, "image": picture_name(number)})
                page.close()
            except (pypdfium2.PdfiumError, ValueError, OSError) as error:
                _tell(told, {"page": number, "why": f"the page cannot be drawn ({error})"})
    signal.alarm(0)


def _picture(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    drawn = page.render(scale=scale).to_pil().convert("RGB")
    return drawn.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _tell(told: Any, what: dict[str, Any]) -> None:
    told.write(json.dumps(what) + "\n")
    told.flush()


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
