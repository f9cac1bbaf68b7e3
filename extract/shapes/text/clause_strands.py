"""A sentence as strands: its shape outside of brackets, and what brackets say about the figure that they follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.shapes.text.clause_words import CHANGE, COMPARE, FIGURE, LAST_YEARS, RANK, SIGNS, Word, words_of

_COUNTED = (FIGURE, CHANGE, RANK, LAST_YEARS)
#: What brackets say that repeat those of the figure before: 27.0%(11月末)、16.2%(同).
_SAME = ("同", "同上", "同時点", "同左", "〃")
_GLUE = "のは:、末)"


@dataclass
class Strand:
    """A shape with the word of each sign, the words in brackets right behind a figure, and the strands in those.

    A bracket behind a name stays in the shape: without its sides where it holds a figure or a time (目標値(58.7%)を).
    """

    shape: str = ""
    words: list[Word | None] = field(default_factory=list)
    notes: dict[int, list[Word]] = field(default_factory=dict)
    inner: dict[int, list[Strand]] = field(default_factory=dict)

    def add(self, char: str, word: Word | None = None) -> None:
        """Appends one sign or letter."""
        self.shape += char
        self.words.append(word)

    def word(self, at: int) -> Word:
        """The word of the sign at a place of the shape."""
        word = self.words[at]
        if word is None:
            raise IndexError(f"no sign stands at {at} of {self.shape}")
        return word

    def extend(self, other: Strand) -> None:
        """Appends another strand."""
        before = len(self.shape)
        self.shape += other.shape
        self.words += other.words
        self.notes |= {before + at: words for at, words in other.notes.items()}
        self.inner |= {before + at: strands for at, strands in other.inner.items()}

    def counted(self) -> list[int]:
        """Where its figures, ranks and words for last year's figure stand."""
        return [at for at, char in enumerate(self.shape) if char in _COUNTED]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a solid text; a full stop in brackets ends none."""
    depth = start = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "。" and depth <= 0:
            yield text[start:at]
            start, depth = at + 1, 0
    if start < len(text):
        yield text[start:]


def strand_of(sentence: str, fiscal_year: int | None) -> Strand:
    """The strand of a sentence."""
    words = {word.start: word for word in words_of(sentence, fiscal_year)}
    items: list[tuple[str, Word | None]] = []
    at = 0
    while at < len(sentence):
        word = words.get(at)
        items.append((word.sign if word else sentence[at], word))
        at = word.end if word else at + 1
    return _strand(items)


def _strand(items: list[tuple[str, Word | None]]) -> Strand:
    out = Strand()
    at = 0
    while at < len(items):
        char, word = items[at]
        closing = _closing(items, at) if char == "(" else None
        if closing is None:
            out.add(char, word)
            at += 1
            continue
        content, behind = items[at + 1 : closing], items[closing + 1 : closing + 2]
        if _is_last_years(out, content, behind):
            _, word = behind[0]
            items[closing + 1] = (LAST_YEARS, word)
        _bracket(out, content)
        at = closing + 1
    return out


def _bracket(out: Strand, content: list[tuple[str, Word | None]]) -> None:
    host = _host(out)
    if host is not None and "".join(char for char, _ in content) in _SAME:
        before = max((at for at in out.notes if at < host), default=None)
        out.notes.setdefault(host, []).extend(out.notes[before] if before is not None else ())
        return
    if host is not None and (dated := _dated_first(content)) is not None:
        out.notes.setdefault(host, []).append(dated)
        content = content[2:]
    signs = [word for _, word in content if word is not None]
    counted = any(char in _COUNTED for char, _ in content)
    if counted and host is not None:
        out.inner.setdefault(host, []).append(_strand(content))
    elif counted:
        out.extend(_strand(content))
    elif host is not None:
        out.notes.setdefault(host, []).extend(signs)
    elif signs and all(word is not None or char in _GLUE for char, word in content):
        for char, word in content:
            out.add(char, word)
    else:
        for char in "(" + "".join(word.text if word else char for char, word in content) + ")":
            out.add(char)


def _dated_first(content: list[tuple[str, Word | None]]) -> Word | None:
    """The date that a bracket gives the figure before it, ahead of others: (10月末現在。前年同期57.1%)."""
    word = content[0][1] if len(content) > 3 and content[1][0] in "。、" else None
    if word is None or word.moment is None or word.moment.as_of is None or word.moment.back:
        return None
    return word if content[2][0] not in _COUNTED and any(char in _COUNTED for char, _ in content[2:]) else None


def _is_last_years(out: Strand, content: list[tuple[str, Word | None]], behind: list[tuple[str, Word | None]]) -> bool:
    """Whether a bracket says which figure last year's is that a target is not to fall behind: 前年度(88.2%)以上."""
    last = out.words[-1] if out.words else None
    before = last is not None and last.moment is not None and bool(last.moment.back)
    return before and [char for char, _ in content] == [FIGURE] and bool(behind) and behind[0][0] == COMPARE


def _host(out: Strand) -> int | None:
    """The figure that a bracket stands right behind."""
    at = len(out.shape) - 1
    while at >= 0 and out.shape[at] == COMPARE:
        at -= 1
    return at if at >= 0 and out.shape[at] in _COUNTED else None


def _closing(items: list[tuple[str, Word | None]], opened: int) -> int | None:
    depth = 0
    for at in range(opened, len(items)):
        depth += (items[at][0] == "(") - (items[at][0] == ")")
        if depth == 0:
            return at
    return None


def without_signs(shape: str) -> str:
    """The letters of a shape."""
    return "".join(char for char in shape if char not in SIGNS)
