"""Footnotes of a page: what ※1 beside a name or a figure says of it, where that is a date or that it is provisional."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from extract.document import Line
from extract.normalise.text import fold, solid

_MARK = r"※(?:\d{1,2}(?![\d月.]))?|\*\d{1,2}|\(?注\d{1,2}\)?"
_NOTE = re.compile(rf"(?:^|(?<=[。)\s]))\s*(?P<mark>{_MARK})[:)]?(?P<words>.+?)(?=(?<=[。)\s])(?:{_MARK})|$)")
_MARKED = re.compile(_MARK)
#: A month that figures are of; one in which something is published is none.
_MONTH = re.compile(
    r"(?:(?:令和|平成|R|H)(?:元|\d{1,2})[年.]|20\d\d[年./])?(?:1[0-2]|0?[1-9])月(?:末(?:時点|現在)?|時点|現在|診療分|受診分|実施分|まで)"
)
_PROVISIONAL = re.compile(r"速報値?|暫定値?")


def read_footnotes(lines: Iterable[Line]) -> dict[str, str]:
    """What the footnotes among the lines of a page say of the date of figures, by their marks (※1).

    A mark that stands before several notes tells nothing.
    """
    found: Counter[str] = Counter()
    said: dict[str, str] = {}
    for line in lines:
        for note in _NOTE.finditer(fold(line.text)):
            mark = note["mark"].strip("()")
            found[mark] += 1
            said[mark] = _dated(note["words"])
    return {mark: words for mark, words in said.items() if words and found[mark] == 1}


def _dated(words: str) -> str:
    """The words of a note that say of when its figures are, and that they are provisional."""
    first, plain = words.split("。", maxsplit=1)[0], solid(words)
    month = _MONTH.search(plain)
    provisional = "速報" if _PROVISIONAL.search(first) else ""
    return (month.group(0) if month else "") + provisional


def noted(texts: Iterable[str], notes: Mapping[str, str]) -> str:
    """What the footnotes marked in these texts say, or nothing."""
    marks = dict.fromkeys(mark.strip("()") for text in texts for mark in _MARKED.findall(fold(text).replace("\n", "")))
    return "".join(notes[mark] for mark in marks if mark in notes)
