"""The words of a printed line and where each of them stands, as the widths of its letters tell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from extract.document import Line

_WORD = re.compile(r"\S+")


def by_words(line: Line) -> list[Line]:
    """The words of a line as pieces, each where its part of the line's width is: gaps as narrow as those between words
    part small print, and figures in large print.
    """
    out: list[Line] = []
    for piece in line.pieces or (line,):
        words = list(_WORD.finditer(piece.text))
        if len(words) < 2 or piece.box is None:
            out.append(piece)
            continue
        left, top, right, low = piece.box
        wide = (right - left) / max(sum(map(_width, piece.text)), 1)
        for word in words:
            x0 = left + wide * sum(map(_width, piece.text[: word.start()]))
            box = (x0, top, x0 + wide * sum(map(_width, word.group())), low)
            out.append(replace(piece, text=word.group(), box=box, pieces=()))
    return out


def _width(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WFA" else 1


def meet(one: Line, other: Line) -> bool:
    """Whether two pieces of lines stand one over the other."""
    return one.box is not None and other.box is not None and one.box[0] < other.box[2] and other.box[0] < one.box[2]
