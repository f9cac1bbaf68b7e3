"""Printed words as the boxes of their glyphs, and the pieces that column boundaries cut them into. Geometry as in
`rulings`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.readers.rules.rulings import Box

#: The boxes of a word's glyphs from left to right.
Word = Sequence[Box]
#: The sense of a target, and remarks: 66.0%以上(9月末).
_BEHIND = re.compile(r"(?:以上|以下|以内|未満)?(?:[(\[〔][^()\[\]〔〕]*[)\]〕])?$")
_AIM = re.compile(r"対?前年度?(?:実績)?(?:以[上下]|より改善)(?:[(\[〔][^()\[\]〔〕]*[)\]〕])?")
_BRACKETED = re.compile(r"[(\[〔]([^()\[\]〔〕]+)[)\]〕]")
_SIGN = re.compile(r"[◎○〇△▲×□●－]|[A-DＡ-Ｄ]|(?:第)?\d+位(?:/\d+)?|達成|未達成?|上昇|低下|増加|減少")

#: What stands for a letter of a picture that was not recognised yet.
UNREAD = "?"
#: Marks whose ink fills the left half of their square, where they are set in one: it is nearly as wide as high.
_CLOSING, _SQUARE = frozenset("。、，．）」』】〕"), 0.8
#: Middles of one line differ by no more, in heights of it.
_LEVEL = 0.3
#: A boundary passes between two glyphs where it keeps off both, but for so many points.
_BESIDE = 1.2


class PrintedWord(list[Box]):
    """A word together with what it says: a text for each of its boxes; `hull` is the box around it."""

    texts: list[str]
    hull: Box

    def __init__(self, glyphs: Iterable[tuple[str, Box]]) -> None:
        texts, boxes = zip(*glyphs, strict=True)
        super().__init__(boxes)
        self.texts = list(texts)
        self.hull = _hull(self)

    @classmethod
    def of(cls, texts: list[str], boxes: Sequence[Box]) -> PrintedWord:
        """The word of these texts and their boxes, without pairing them first."""
        word = cls.__new__(cls)
        word.extend(boxes)
        word.texts, word.hull = texts, _hull(boxes)
        return word

    @property
    def is_read(self) -> bool:
        """Whether it is known what it says."""
        return any(text != UNREAD for text in self.texts)


@dataclass(frozen=True)
class Piece:
    """What stands of a word between two column boundaries; `text` is empty where nobody knows it."""

    box: Box
    text: str = ""

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        """From its upper to its lower side."""
        return self.box[3] - self.box[1]


def is_value(text: str) -> bool:
    """Whether a piece is a figure, with its sense and a remark behind it, or last year's figure as a target."""
    plain = solid(text)
    return bool(_AIM.fullmatch(plain)) or parse_figure(_BEHIND.sub("", plain)) is not None


def is_aim(text: str) -> bool:
    """Whether a piece is a figure with the sense of a target: 66.0%以上."""
    return bool(re.search("以上|以下|未満|以内", text)) and is_value(text)


def fills_a_cell(text: str) -> bool:
    """Whether a piece says what cells of figures say: a figure, in brackets or not, a dash, a rank, a status."""
    plain = solid(text)
    bare = _BRACKETED.fullmatch(plain)
    return bool(plain) and (is_value(bare[1] if bare else plain) or is_blank(plain) or bool(_SIGN.fullmatch(plain)))


def hull_of(word: Word) -> Box:
    """The box around a word."""
    return word.hull if isinstance(word, PrintedWord) else _hull(word)


def _hull(word: Word) -> Box:
    _, tops, _, bottoms = zip(*word, strict=True)
    return (word[0][0], min(tops), word[-1][2], max(bottoms))


def inked(word: Word) -> Word:
    """A word whose closing marks are as wide as their ink: 。 and ） fill the left half of their squares."""
    if not isinstance(word, PrintedWord):
        return word
    pairs = zip(word.texts, word, strict=True)
    return PrintedWord((text, _left_half(box) if text in _CLOSING else box) for text, box in pairs)


def _left_half(box: Box) -> Box:
    square = box[2] - box[0] > _SQUARE * (box[3] - box[1])
    return (box[0], box[1], (box[0] + box[2]) / 2, box[3]) if square else box


def cut_at(word: Word, xs: Sequence[float]) -> list[Piece]:
    """A word cut at the column boundaries that pass between two of its glyphs, unless it is set evenly across them: a
    heading over several columns.
    """
    texts = word.texts if isinstance(word, PrintedWord) else [""] * len(word)
    hull = hull_of(word)
    if not any(hull[0] - _BESIDE <= x <= hull[2] + _BESIDE for x in xs[1:-1]):  # most words stand in one column
        return [Piece(hull, "".join(texts))]
    gaps = sorted(glyph[0] - before[2] for before, glyph in pairwise(word))
    even = len(gaps) > 1 and gaps[-1] - gaps[len(gaps) // 2] < 0.5
    starts = [0]
    for i, (before, glyph) in enumerate(pairwise(word), 1):
        if not even and any(before[2] - _BESIDE <= x <= glyph[0] + _BESIDE for x in xs[1:-1]):
            starts.append(i)
    return [Piece(hull_of(word[a:b]), "".join(texts[a:b])) for a, b in pairwise([*starts, len(word)])]


def columns_of(xs: Sequence[float], pieces: Iterable[Piece]) -> dict[int, list[Piece]]:
    """The lines of each column from above, by its number; pieces of one line are one."""
    columns: dict[int, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda p: (p.middle, p.box[0])):
        column = columns[sum(x < (piece.box[0] + piece.box[2]) / 2 for x in xs[1:-1])]
        if column and piece.middle - column[-1].middle < _LEVEL * piece.height:
            one, other = column[-1].box, piece.box
            box = (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
            column[-1] = Piece(box, column[-1].text + piece.text)
        else:
            column.append(piece)
    return dict(sorted(columns.items()))
