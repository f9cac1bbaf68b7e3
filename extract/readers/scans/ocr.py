"""Pages that are pictures, read by optical character recognition: Tesseract with Japanese, through pytesseract.

Recognition alone gets tables wrong. So the geometry comes first, from the picture itself: its rulings make the cells
(`image_rulings`), the ink in every cell falls into lines and signs (`image_text`), and only single lines of text go to
Tesseract, all of a page in one run. Figures are read a second time with digits as the only choice; where both readings
agree they are believed more, where they do not, less. What comes out are glyphs like those of a text layer, but with
the confidence of their reading, which stays with every fact made of them.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytesseract
from PIL import Image

from extract.document import Cell, Table
from extract.readers.rules.rulings import Box, Mark
from extract.readers.scans.image_rulings import (
    Blot,
    Gray,
    Picture,
    blots_of,
    marks_of,
    rulings_of,
    upright,
    without,
)
from extract.readers.scans.image_text import SPACE, PixelBox, Strip, Text, strips_of
from extract.readers.words.glyphs import Glyph, ocr_confidence, read_by_ocr
from extract.readers.words.printed_words import UNREAD

#: Pictures are made at this resolution, or at the one that keeps them below so many pixels.
DPI, MOST_PIXELS = 300.0, 24_000_000
#: One run of Tesseract may take so many seconds.
MOST_SECONDS = 60
#: White pixels around a strip; recognition wants some.
MARGIN = 20
#: Readings less sure than this are tried again at another size.
POOR = 70.0
#: Figures read twice alike are believed at least this much, unlike readings at most this much.
AGREED, DISAGREED = 90.0, 30.0

_FIGURE = re.compile(r"[\d０-９Oo〇lI|SB,.，．、:：%％()（）△▲+\-−]{1,14}")
_DIGITS = "0123456789.,%()-+"
_COUNTED = re.compile(r"(?<![\d.,])\d{1,3}(?P<point>[.,]{1,2})\d{3}(?=[人件円社回部通枚名事箇冊])")
_RINGED = {str(n): chr(0x2460 + n - 1) for n in range(1, 21)}

Region = Callable[[float, float], Hashable]


class OutOfTime(RuntimeError):
    """The time that one file may take is nearly used up: what has been read by now is worth more than another page."""


def _seconds_left() -> float:
    """Seconds until recognition has to stop; KENPO_RECOGNISE_UNTIL is the hour, in seconds of the epoch, if any."""
    until = os.environ.get("KENPO_RECOGNISE_UNTIL")
    left = float(until) - time.time() if until else MOST_SECONDS
    if left <= 0:
        seconds = os.environ.get("KENPO_FILE_SECONDS", "")
        raise OutOfTime(f"the pages before took the time of one file ({seconds} s); raise KENPO_FILE_SECONDS")
    return min(left, MOST_SECONDS)


def resolution(width: float, height: float) -> float:
    """Dots to an inch for a page of so many points."""
    return min(DPI, 72.0 * (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)


@dataclass(frozen=True)
class Word:
    """One word as recognised: its box in pixels of its strip and the engine's confidence, 0 to 100."""

    text: str
    box: PixelBox
    confidence: float


@dataclass(frozen=True)
class Crop:
    """A strip cut out of the page with a white margin, at `scale`."""

    image: Image.Image
    scale: float = 1.0

    def smaller(self) -> Crop:
        """At the height that recognition was trained for; what it fails on is mostly large or bold."""
        wide, high = self.image.size
        scale = 0.75 if high - 2 * MARGIN < 40 else 32 / (high - 2 * MARGIN)
        size = (max(8, round(wide * scale)), max(8, round(high * scale)))
        return Crop(self.image.resize(size, Image.Resampling.LANCZOS), scale)

    def placed(self, word: Word) -> Word:
        """The word with its box in pixels of the strip."""
        x0, top, x1, bottom = (round(value / self.scale) - MARGIN for value in word.box)
        return Word(word.text, (x0, top, x1, bottom), word.confidence)


class Scan:
    """A page's picture: its rulings as marks, its ink as glyphs without text, and, by `read`, its text.

    `origin` is where the upper left corner of the picture lies on the page, in points.
    """

    def __init__(self, image: Image.Image, dpi: float, origin: tuple[float, float] = (0.0, 0.0)) -> None:
        self.origin = origin
        self.picture: Picture = upright(image, dpi)
        rulings = rulings_of(self.picture)
        self.clean: Gray = without(self.picture.gray, rulings)
        self.marks: list[Mark] = marks_of(rulings, self.picture.points)
        self.blots: list[Blot] = blots_of(self.clean, dpi)

    def place(self, box: Box) -> Box:
        """A box of the upright picture, in points, as the box that holds it on the page."""
        x0, top, x1, bottom = self.picture.as_printed(box)
        left, above = self.origin
        return x0 + left, top + above, x1 + left, bottom + above

    @property
    def ink(self) -> list[Glyph]:
        """Every blot as a glyph that stands for some character: where text is, not what it says."""
        return [self._glyph(UNREAD, blot.box, blot.box, None) for blot in self.blots]

    def read(self, region: Region) -> list[Glyph]:
        """All text as glyphs; `region` names the cell that a point lies in, so that no line runs across cells.

        Raises:
            RuntimeError: the engine failed or took too long.
        """
        homes: dict[Hashable, list[Blot]] = defaultdict(list)
        for blot in self.blots:
            x, y = blot.middle
            homes[region(x * self.picture.points, y * self.picture.points)].append(blot)
        strips = [strip for blots in homes.values() for strip in strips_of(blots) if self._is_text(strip)]
        texts = [(strip, text) for strip in strips for text in strip.texts]
        readings = self._recognise([text.box for _, text in texts])
        glyphs = [
            glyph
            for (strip, text), words in zip(texts, readings, strict=True)
            for glyph in self._spread(words, text, strip)
        ]
        return glyphs + self._signs(strips)

    def _is_text(self, strip: Strip) -> bool:
        """Whether a strip is high enough for the smallest print; lower ones are what is left of lines."""
        return strip.box[3] - strip.box[1] >= 0.03 * self.picture.dpi

    def _recognise(self, boxes: Sequence[PixelBox]) -> list[list[Word]]:
        """What stands in these boxes; figures are read twice."""
        crops = [self._crop(box) for box in boxes]
        readings = _run(crops, "jpn", "--psm 7")
        poor = [i for i, words in enumerate(readings) if _sureness(words) < POOR]
        for i, second in zip(poor, _run([crops[i].smaller() for i in poor], "jpn", "--psm 7"), strict=True):
            if _sureness(second) > _sureness(readings[i]):
                readings[i] = second
        figures = [i for i, words in enumerate(readings) if _may_be_figure(words)]
        again = _run([crops[i] for i in figures], "eng", f"--psm 7 -c tessedit_char_whitelist={_DIGITS}")
        for i, second in zip(figures, again, strict=True):
            readings[i] = agreed(readings[i], second)
        return [mended(words) for words in readings]

    def _signs(self, strips: Sequence[Strip]) -> list[Glyph]:
        signs = [(strip, sign) for strip in strips for sign in strip.signs]
        ringed = [sign for _, sign in signs if sign.inner]
        crops = [self._crop(sign.inner) for sign in ringed if sign.inner]
        numbers = _run(crops, "eng", "--psm 8 -c tessedit_char_whitelist=0123456789")
        told = {id(sign): words for sign, words in zip(ringed, numbers, strict=True)}
        glyphs = []
        for strip, sign in signs:
            words = told.get(id(sign), [])
            text = sign.text or _RINGED.get(_text(words), "○")
            sure = 90.0 if sign.text else min((w.confidence for w in words), default=0.0)
            glyphs.append(self._glyph(text, sign.box, strip.box, sure))
        return glyphs

    def _crop(self, box: PixelBox) -> Crop:
        """The part of the picture, with a white margin as recognition likes it."""
        part = Image.fromarray(self.clean[box[1] : box[3], box[0] : box[2]])
        sheet = Image.new("L", (part.width + 2 * MARGIN, part.height + 2 * MARGIN), 255)
        sheet.paste(part, (MARGIN, MARGIN))
        return Crop(sheet)

    def _spread(self, words: Sequence[Word], text: Text, strip: Strip) -> list[Glyph]:
        """Characters side by side, half-width ones half as wide.

        The engine's boxes of words overlap and leave gaps; so the order is that of the reading, and spaces are where
        the ink has them.
        """
        chars = [(char, word.confidence) for word in words for char in word.text]
        starts = _starts(words, text.box)
        glyphs = []
        for n, (char, confidence) in enumerate(chars):
            end = starts[n + 1]
            spaces = [x for x in text.spaces if starts[n] < x <= end]
            half = SPACE * (strip.box[3] - strip.box[1]) / 2
            if spaces and spaces[0] - half > starts[n]:
                end = spaces[0] - half
            glyphs.append(self._glyph(char, (starts[n], text.box[1], end, text.box[3]), strip.box, confidence))
        return glyphs

    def _glyph(
        self, text: str, box: tuple[float, float, float, float], line: PixelBox, confidence: float | None
    ) -> Glyph:
        """A glyph as high as the line it stands in."""
        points = self.picture.points
        size = (line[3] - line[1]) * points
        return Glyph(
            text, box[0] * points, line[1] * points, box[2] * points, line[3] * points, size, confidence=confidence
        )


def _may_be_figure(words: Sequence[Word]) -> bool:
    """Whether a reading is a figure, or is so poor and short that a figure may be behind it."""
    text = _text(words)
    poor = len(text) <= 3 and min((word.confidence for word in words), default=0.0) < 50
    return poor or bool(_FIGURE.fullmatch(text))


def agreed(first: list[Word], second: list[Word]) -> list[Word]:
    """One reading of a figure from two: the second knows digits and points better, the first knows when it is none."""
    one, two = _text(first), _text(second)
    if not re.search(r"\d", two):
        return first
    sure = min(w.confidence for w in second)
    box = _hull([*first, *second])
    if re.sub(r"\D", "", one) == re.sub(r"\D", "", two):
        if _same_shape(one, two):
            return [Word(two, box, max(AGREED, sure))]
        return [Word(_shaped(one, two), box, DISAGREED)]
    if sure >= (AGREED if first else 60.0):
        return [Word(two, box, min(sure, DISAGREED))]
    return [Word(word.text, word.box, min(word.confidence, DISAGREED)) for word in first]


def _same_shape(one: str, two: str) -> bool:
    """Whether two figures differ in nothing but points taken for commas."""
    return re.sub(r"[.,．，、]", ",", one) == re.sub(r"[.,]", ",", two)


def _shaped(one: str, two: str) -> str:
    """The first reading keeps signs that the second cannot write."""
    return one if re.search(r"[△▲:：年月日人件位]", one) else two


def _hull(words: Sequence[Word]) -> PixelBox:
    boxes = [word.box for word in words]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _text(words: Iterable[Word]) -> str:
    return "".join(word.text for word in words)


def _sureness(words: Sequence[Word]) -> float:
    return min((word.confidence for word in words), default=0.0)


def _starts(words: Sequence[Word], box: PixelBox) -> list[float]:
    """Where every character begins, never before the one before it, and where the last one ends; pixels of the page."""
    starts: list[float] = []
    end = float(box[0])
    for n, word in enumerate(words):
        begin = max(float(word.box[0] + box[0]), end) if n else float(box[0])
        following = words[n + 1].box[0] + box[0] if n + 1 < len(words) else box[2]
        end = max(float(min(word.box[2] + box[0], following)), begin)
        end = min(end, float(box[2])) if n + 1 < len(words) else float(box[2])
        shares = [0.5 if ord(char) < 0x2000 else 1.0 for char in word.text]
        at = min(begin, end)
        for share in shares:
            starts.append(at)
            at += (end - min(begin, end)) * share / sum(shares)
    return [*starts, float(box[2])]


def _run(crops: Sequence[Crop], language: str, config: str) -> list[list[Word]]:
    """Recognises all crops in one run of the engine: their words, crop by crop."""
    if not crops:
        return []
    left = _seconds_left()
    os.environ["OMP_THREAD_LIMIT"] = "1"  # threads cost more than they give on single lines, and others want the cores
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        paths = [Path(folder) / f"{i}.png" for i in range(len(crops))]
        for path, crop in zip(paths, crops, strict=True):
            crop.image.save(path, compress_level=1)
        listing = Path(folder) / "crops.txt"
        listing.write_text("\n".join(str(path) for path in paths) + "\n", encoding="utf-8")
        try:
            table = pytesseract.image_to_data(
                str(listing), lang=language, config=f"--dpi 300 {config}", timeout=max(1, round(left))
            )
        except pytesseract.TesseractError as error:
            raise RuntimeError(f"Tesseract failed ({error.message})") from error
    words = words_in(table)
    return [[crop.placed(word) for word in words.get(i, [])] for i, crop in enumerate(crops, 1)]


def words_in(table: str) -> dict[int, list[Word]]:
    """The words of Tesseract's TSV by page number."""
    words: dict[int, list[Word]] = defaultdict(list)
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] == "5" and text:
            left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            box = (left, top, left + width, top + height)
            words[int(row["page_num"])].append(Word(text, box, float(row["conf"])))
    return dict(words)


def mended(words: Sequence[Word]) -> list[Word]:
    """Words without two slips of the engine: 12.919件 and 7,.941人 are 12,919件 and 7,941人; 1009% is 100%."""
    chars = [list(word.text) for word in words]
    places = [(i, j) for i, word in enumerate(words) for j in range(len(word.text))]
    for found in _COUNTED.finditer(_text(words)):
        for n, at in enumerate(range(*found.span("point"))):
            i, j = places[at]
            chars[i][j] = "," if n == 0 else ""
    for found in re.finditer(r"(?<![\d.,])1009%", _text(words)):
        i, j = places[found.start() + 3]
        chars[i][j] = ""
    texts = ["".join(own) for own in chars]
    return [Word(text, word.box, word.confidence) for word, text in zip(words, texts, strict=True) if text]


def share_doubt(table: Table) -> None:
    """Lets a figure be no surer than the row's and the column's heading that say what it means."""
    figures = [cell for cell in table.cells if len(cell.lines) <= 2 and any(char.isdigit() for char in cell.text)]
    least = [_least([cell, table.at(cell.row, 0), table.at(0, cell.col)]) for cell in figures]
    for cell, sure in zip(figures, least, strict=True):
        for line in cell.lines:
            line.doubt = line.doubt if sure is None else read_by_ocr(sure)


def _least(cells: Iterable[Cell | None]) -> float | None:
    """The lowest confidence of the lines in these cells."""
    sure = [ocr_confidence(line.doubt) for cell in cells if cell is not None for line in cell.lines]
    return min((value for value in sure if value is not None), default=None)
