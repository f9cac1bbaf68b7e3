"""Glyphs to lines of text: reading order, spaces, vertical writing; PDF points with the origin at the top left."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import attrgetter, sub
from typing import NamedTuple

from extract.readers.rules.rulings import Box
from extract.readers.words.printed_words import PrintedWord

#: Letters of one size whose middles differ by no more, in their size, stand at one height.
_HAIR = 0.02
#: A white gap of this many font sizes separates words; Japanese justification stays below it.
WORD_GAP = 0.45
#: A gap of this many font sizes separates things that only happen to share a line; written as a tab.
WIDE_GAP = 2.0
#: Letters of Latin words are set apart by less than this.
_LATIN_GAP = 0.2
#: How the doubt about every recognised character begins.
OCR_DOUBT = "read by OCR"


#: A figure in large print is at least this many times as large as its unit or label, and their feet stand this near to
#: one another, in sizes of the larger.
_LARGER, _SAME_FOOT = 1.25, 0.15

#: Middles of letters of one size that lie so many sizes apart are of two lines.
_LINE_APART = 0.9

#: Characters to which Unicode gives no meaning (category Co).
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


class Glyph(NamedTuple):
    """One printed character: its box as read (page turned upright) and its font."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float | None = None  # of its recognition, 0 to 100; None where the file itself says what it is
    doubt: str | None = None  # why it may not be what is printed

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass
class TextLine:
    """Glyphs of one printed line, left to right, as text; `doubt` says why the characters may be wrong.

    `pieces` are what wide gaps set apart, each as a line of its own; empty where there is one only.
    """

    text: str
    box: Box
    size: float
    bold: bool
    doubt: str | None = None
    pieces: tuple[TextLine, ...] = ()


def unique(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs without the second strike of characters that a producer prints twice to make them bold."""
    struck: dict[str, dict[int, set[int]]] = {}
    out = []
    for glyph in glyphs:
        text, x, y = glyph.text, round(glyph.x0), round(glyph.top)
        columns = struck.get(text)
        if columns is None:
            struck[text] = {x: {y}}
        elif (x in columns or x - 1 in columns or x + 1 in columns) and text.strip() and _is_struck(columns, x, y):
            continue
        else:
            columns.setdefault(x, set()).add(y)
        out.append(glyph)
    return out


def _is_struck(columns: dict[int, set[int]], x: int, y: int) -> bool:
    """Whether one of these places, heights by column, is within a point of (x, y)."""
    for at in (x - 1, x, x + 1):
        tops = columns.get(at)
        if tops is not None and (y in tops or y - 1 in tops or y + 1 in tops):
            return True
    return False


def lines_of(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Lines in reading order, top to bottom.

    Glyphs share a line where their middles are closer than 0.45 of the larger font size.
    """
    return [line for row in _rows(glyphs) if (line := _line(row)) is not None]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that share a line, by the mean height of its middles so far."""
    rows: list[list[Glyph]] = []
    row: list[Glyph] = []
    total = last = 0.0
    level = -math.inf
    for double, _, _, glyph in sorted([(g.top + g.bottom, g.x0, i, g) for i, g in enumerate(glyphs)]):
        middle, size = double / 2, glyph.size
        if size == last and double - level <= _HAIR * size:  # as high as the one before, and so of its line: most are
            row.append(glyph)
            total += middle
            continue
        near = row and abs(middle - total / len(row)) < 0.45 * max(last, size, 4.0)
        if near and not (last >= _LARGER * size and _is_of_line_above(glyph, row)):
            row.append(glyph)
            total += middle
        else:
            row = [glyph]
            rows.append(row)
            total = middle
        level, last = double, size
    return _with_small_print(rows)


def _is_of_line_above(glyph: Glyph, row: Sequence[Glyph]) -> bool:
    """Whether letters as small as this one stand a whole line above it in the row of large print that is beside both:
    two lines of small print next to a title.
    """
    alike = [g.middle for g in row if g.size < _LARGER * glyph.size]
    return bool(alike) and all(glyph.middle - middle >= _LINE_APART * glyph.size for middle in alike)


def _with_small_print(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The rows with small print on the foot of a figure in large print, its unit or label, in the row of that figure.

    Middles of large and small print on one foot lie apart; small print that stands at two heights is left as it is.
    """
    out: list[list[Glyph]] = []
    largest = -math.inf
    for row in rows:
        size = max([glyph.size for glyph in row])
        if largest >= _LARGER * size and _stands_on_foot(row, size, out[-1]):
            out[-1] += row
            largest = max(largest, size)
        else:
            out.append(row)
            largest = size
    return out


def _stands_on_foot(row: Sequence[Glyph], size: float, above: Sequence[Glyph]) -> bool:
    large = [glyph for glyph in above if glyph.size >= _LARGER * size and glyph.text.isdigit()]
    if not large or any(abs(glyph.bottom - large[0].bottom) > _SAME_FOOT * large[0].size for glyph in row):
        return False
    level = [glyph for glyph in above if abs(glyph.bottom - row[0].bottom) <= _SAME_FOOT * large[0].size]
    if any(0 <= row[0].x0 - glyph.x1 <= WORD_GAP * size for glyph in level):
        return True  # a unit right behind its figure, or the rest of one
    return not any(
        glyph.size < large[0].size and abs(glyph.bottom - row[0].bottom) > _SAME_FOOT * glyph.size for glyph in above
    )


def _line(row: Sequence[Glyph]) -> TextLine | None:
    inked = sorted([g for g in row if g.text.strip()], key=attrgetter("x0"))
    if not inked:
        return None
    texts, x0s, tops, x1s, bottoms, sizes, bolds, confidences, doubts = zip(*inked, strict=True)
    parts = list(texts)
    starts: list[int] = [0]
    for at, gap in enumerate(map(sub, x0s[1:], x1s), 1):
        if gap > 0:  # most glyphs touch the one before
            size = max(sizes[at - 1], sizes[at])
            if gap > WIDE_GAP * size:
                parts[at] = "\t" + texts[at]
                starts.append(at)
            elif gap > WORD_GAP * size or (gap > _LATIN_GAP * size and _latin(texts[at - 1]) and _latin(texts[at])):
                parts[at] = " " + texts[at]
    text = "".join(parts)
    box = (x0s[0], min(tops), max(x1s), max(bottoms))
    size = sorted(sizes)[len(sizes) // 2]
    bold = sum(bolds) * 2 > len(inked)
    runs = [inked[start:end] for start, end in pairwise([*starts, len(inked)])] if len(starts) > 1 else []
    pieces = tuple([piece for run in runs if (piece := _line(run)) is not None])
    return TextLine(text, box, size, bold, _doubt(text, confidences, doubts), pieces)


def _latin(text: str) -> bool:
    return unicodedata.east_asian_width(text[-1]) in ("Na", "N") and text[-1].isalpha()


def _doubt(text: str, confidences: Sequence[float | None], doubts: Sequence[str | None]) -> str | None:
    known = [confidence for confidence in confidences if confidence is not None]
    if known:
        return read_by_ocr(min(known))
    return doubt_of(text) or next(filter(None, doubts), None)


def read_by_ocr(confidence: float) -> str:
    """The doubt about characters that were recognised in a picture."""
    return f"{OCR_DOUBT} (confidence {confidence:.0f})"


def ocr_confidence(doubt: str | None) -> float | None:
    """The confidence that a doubt about recognition names; None for none and for any other or further doubt."""
    found = re.fullmatch(rf"{OCR_DOUBT} \(confidence (\d+)\)", doubt or "")
    return float(found[1]) if found else None


def doubt_of(text: str) -> str | None:
    """Why these characters may not be what is printed, or None: glyphs without a character, or private ones."""
    if "(cid:" in text:
        return "the font does not say which characters these glyphs are"
    if "\ufffd" in text:
        return "characters were lost in conversion"
    if _PRIVATE.search(text):
        return "private-use characters"
    return None


def words_of(glyphs: Sequence[Glyph]) -> list[PrintedWord]:
    """The printed words: runs on one line without a gap of half a font size."""
    words: list[PrintedWord] = []
    for row in _rows([g for g in glyphs if g.text.strip()]):
        texts: list[str] = []
        boxes: list[Box] = []
        right = math.inf
        for text, x0, top, x1, bottom, size, _, _, _ in sorted(row, key=attrgetter("x0")):
            if x0 - right > WORD_GAP * size:
                words.append(PrintedWord.of(texts, boxes))
                texts, boxes = [], []
            texts.append(text)
            boxes.append((x0, top, x1, bottom))
            right = x1
        words.append(PrintedWord.of(texts, boxes))
    return words


def is_garbage(glyphs: Sequence[Glyph]) -> bool:
    """Whether a text layer says little of what is printed: most characters unmapped, private, lost or misdecoded."""
    kinds: Counter[str] = Counter()
    for text, count in Counter([glyph.text for glyph in glyphs]).items():
        if text.strip():
            kinds[_kind(text)] += count
    total = kinds.total()
    if total < 8:
        return False
    if kinds["unmapped"] * 2 > total:
        return True
    return kinds["misdecoded"] * 3 > total and kinds["japanese"] * 10 < total


@cache
def _kind(text: str) -> str:
    code = ord(text[0])
    if text.startswith("(cid:") or code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code < 0x20:
        return "unmapped"
    if 0x80 <= code <= 0x2AF:
        return "misdecoded"
    return "japanese" if 0x3040 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF else "other"
