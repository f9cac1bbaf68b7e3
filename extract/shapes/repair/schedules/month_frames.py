"""Where months stand over what no rule parts: the middles of the headings of a schedule, and what is under which.

取組項目        担当    4月   5月   6月  …        the frame: the middles of the months, what is left of them (labels)
訪問            業務     ●          ●            and right of them (remarks)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import BBox, Line
from extract.normalise.dates import FISCAL_MONTHS, header_month
from extract.normalise.text import solid

_FEWEST = 6
#: What stands further from every heading than so many steps between headings is under none of them.
_REACH = 0.55
#: What is printed in a month is no longer, but for arrows over several; what is printed right of them is.
_LONGEST, _LONGEST_REMARK = 12, 40
#: Words of one height have middles that differ by less than this part of their height.
_LEVEL = 0.4
_TITLE = re.compile(r"^\(?(?:単位|注)|^※|^[\[【〔［(]")
#: The sign of a footnote below the mark that it explains.
_SIGN = re.compile(r"※\d{0,2}")
#: Parts of one word are no further apart, in points.
_ADJOIN = 0.8
_IN_WORD = re.compile(r"[←⇐]?[ぁ-んァ-ヶー一-龥・]+[→⇒]?")
_MARK = re.compile(r"[●○◎◯〇■□★☆◆◇▲△]")
_LEFT, _RIGHT = "←⇐", "→⇒"


@dataclass(frozen=True)
class Word:
    """A word of a line with its sides on the page."""

    line: Line
    box: BBox
    reach: tuple[float, float] | None = None  # the sides of a cell over several months, where it is drawn

    @property
    def text(self) -> str:
        """Its letters without spaces."""
        return solid(self.line.text)

    @property
    def x(self) -> float:
        """Its middle from left to right."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def y(self) -> float:
        """Its middle from top to bottom."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        """How tall its letters are."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True)
class Frame:
    """The months of a schedule by their headings, from left to right, with the `labels` left and `remarks` right."""

    heads: tuple[Word, ...]
    labels: tuple[Word, ...]
    remarks: tuple[Word, ...]

    @property
    def step(self) -> float:
        """From one month to the next."""
        return (self.heads[-1].x - self.heads[0].x) / (len(self.heads) - 1)

    @property
    def left(self) -> float:
        """Where the labels end."""
        return self.heads[0].x - _REACH * self.step

    @property
    def right(self) -> float:
        """Where the remarks begin."""
        return self.heads[-1].x + _REACH * self.step

    def number(self, x: float) -> int | None:
        """Which of the months a place is under."""
        at = min(range(len(self.heads)), key=lambda i: abs(self.heads[i].x - x))
        return at if abs(self.heads[at].x - x) <= _REACH * self.step else None

    def is_label(self, word: Word) -> bool:
        """Whether a word stands left of the months, and ends there or just beyond."""
        return word.x < self.left and word.box[2] < self.heads[0].x

    def fits(self, word: Word) -> bool:
        """Whether a word may stand where it does: a label, something short under a month, or a remark."""
        if self.is_label(word):
            return True
        text = word.text
        if word.x > self.right:
            return word.box[0] > self.heads[-1].x and len(text) <= _LONGEST_REMARK and not text.startswith(("[", "【"))
        wide = word.box[2] - word.box[0] > 2 * self.step and len(text) > _LONGEST
        titled = _TITLE.match(text) and not _SIGN.fullmatch(text)
        return not wide and not titled and self.number(word.x) is not None

    def between(self, left: float, right: float) -> range:
        """The months whose middles lie between two sides."""
        inside = [i for i, head in enumerate(self.heads) if left < head.x < right]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def months_of(self, word: Word) -> range:
        """The months that a word stands under; an arrow that reaches over several has those between its ends."""
        at = self.number(word.x)
        if at is None:
            return range(0)
        if word.reach is not None:
            return self.between(*word.reach)
        first, last = self.number(word.box[0]), self.number(word.box[2])
        if word.text[:1] in _LEFT and word.text[-1:] in _RIGHT and None not in (first, last):
            return range(first or 0, (last or 0) + 1)
        return range(at, at + 1)


def words_of(line: Line) -> list[Word]:
    """The words of a line; of a piece of several words each has the part that its letters take."""
    out: list[Word] = []
    for piece in line.pieces or (line,):
        if piece.box is None:
            return []
        left, top, right, bottom = piece.box
        step, start = (right - left) / max(1, len(piece.text)), 0
        for word in piece.text.split():
            start = piece.text.index(word, start)
            box = (left + start * step, top, left + (start + len(word)) * step, bottom)
            start += len(word)
            out.append(Word(replace(piece, text=word, box=box, pieces=()), box))
    return out


def pieces_of(line: Line) -> list[Word]:
    """What wide gaps set apart on a line."""
    return [Word(replace(piece, pieces=()), piece.box) for piece in line.pieces or (line,) if piece.box is not None]


def frame_of(lines: Sequence[Line]) -> Frame | None:
    """The frame that the headings in some lines give: months in turn at one height, or None."""
    said = [token for line in lines for token in line.text.split()]
    if len(said) < _FEWEST or sum(header_month(token) is not None for token in said) < _FEWEST:
        return None
    words = [word for line in lines for word in words_of(line)]
    for row in by_height(words):
        months = [(word, month) for word in row if (month := header_month(word.text)) is not None]
        places = [FISCAL_MONTHS.index(month) for _, month in months]
        if len(months) < _FEWEST or any(b - a != 1 for a, b in zip(places, places[1:], strict=False)):
            continue
        heads = tuple(word for word, _ in months)
        inside = [word for word in row if heads[0].x < word.x < heads[-1].x]
        steps = [b.x - a.x for a, b in zip(heads, heads[1:], strict=False)]
        if len(inside) != len(heads) - 2 or min(steps) <= 0 or max(steps) > 1.6 * min(steps):
            continue
        frame = Frame(heads, (), ())
        around = [word for line in lines for word in pieces_of(line)]
        labels = tuple(word for word in around if frame.is_label(word))
        beyond = heads[-1].x + frame.step / 2
        return Frame(heads, labels, tuple(word for word in around if word.box[0] > beyond))
    return None


def by_height(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one height, each row from left to right, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - rows[-1][0].y < _LEVEL * max(word.height, rows[-1][0].height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x) for row in rows]


def with_cuts_joined(words: Sequence[Word]) -> list[Word]:
    """Words of which a column's side cut one in two, put together; the order is by height and from left to right."""
    out: list[Word] = []
    for row in by_height(words):
        for at, word in enumerate(row):
            near = at > 0 and abs(word.box[0] - out[-1].box[2]) <= _ADJOIN
            if near and _IN_WORD.fullmatch(word.text) and _IN_WORD.fullmatch(out[-1].text):
                out[-1] = _joined([out[-1], word])
            else:
                out.append(word)
    return out


def with_arrows_joined(words: Sequence[Word]) -> Iterator[Word]:
    """The words of a row of months, an arrow's two ends and the words between them as one."""
    open_at: list[Word] = []
    for word in words:
        if open_at:
            open_at.append(word)
            if word.text[-1:] in _RIGHT:
                yield _joined(open_at)
                open_at = []
        elif word.text[:1] in _LEFT and word.text[-1:] not in _RIGHT:
            open_at.append(word)
        else:
            yield word
    yield from open_at


def is_mark(text: str) -> bool:
    """Whether what stands in a month is a mark and nothing else."""
    return _MARK.fullmatch(text) is not None


def one_above_other(upper: Word, lower: Word) -> Word:
    """Two words of which one stands below the other as one; it is at the middle of both."""
    (left, top, right, _), (x0, _, x1, bottom) = upper.box, lower.box
    box = (min(left, x0), top, max(right, x1), bottom)
    place, doubt = upper.line.place.joined(lower.line.place), upper.line.doubt or lower.line.doubt
    return Word(replace(upper.line, text=upper.line.text + lower.line.text, box=box, place=place, doubt=doubt), box)


def _joined(words: Sequence[Word]) -> Word:
    first, last = words[0], words[-1]
    box = (first.box[0], min(w.box[1] for w in words), last.box[2], max(w.box[3] for w in words))
    place = first.line.place
    for word in words[1:]:
        place = place.joined(word.line.place)
    doubt = next((word.line.doubt for word in words if word.line.doubt), None)
    line = replace(first.line, text="".join(word.line.text for word in words), box=box, place=place, doubt=doubt)
    return Word(line, box)
