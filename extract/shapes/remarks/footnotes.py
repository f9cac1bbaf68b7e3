"""What notes say of the date of figures: ※1 beside one of them, and remarks that hold for all results of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from extract.document import Line
from extract.normalise.text import fold, solid

_MARK = r"※(?:\d{1,2}(?![\d月.]))?|\*\d{1,2}|\(?注\d{1,2}\)?"
_NOTE = re.compile(rf"(?:^|(?<=[。)\s]))\s*(?P<mark>{_MARK})[:)]?(?P<words>.+?)(?=(?<=[。)\s])(?:{_MARK})|$)")
#: Shapes that a sentence gives a meaning wherever they stand: ◆印は令和6年11月末現在.
_SHAPES = "[◆◇★☆■□▲▼†‡]"
_SHAPE_NOTE = re.compile(
    rf"(?P<mark>{_SHAPES})(?:印|マーク)?(?:の[^。は]{{0,10}})?は[、:]?(?P<words>[^。)◆◇★☆■□▲▼†‡]+)"
)
_MARKED = re.compile(f"{_MARK}|{_SHAPES}")
#: A month that figures are of; one in which something is published is none.
_MONTH = re.compile(
    r"(?:(?:令和|平成|R|H)(?:元|\d{1,2})[年.]|20\d\d[年./])?(?:1[0-2]|0?[1-9])月(?:末(?:時点|現在)?|時点|現在|診療分|受診分|実施分|まで)"
)
#: What says that figures are of a whole year.
_WHOLE_YEAR = re.compile(
    r"(?:年間|通年|通期|1年間)の?(?:実績|数値|値|累計|集計|結果)(?!見込|予定|目標)"
    r"|4月(?:1日)?(?:~|-|から)(?:翌年?|令和\d{1,2}年)?3月(?:31日|末)?(?:まで)?の(?:実績|数値|値|累計|集計|結果)"
)
#: How a note begins that is about all figures around it, and the words that such a sentence is about.
_REMARK = re.compile(r"^(?:[※*(\[【<]|注|備考)")
_ABOUT_RESULTS = re.compile(r"(?:実績|数値|数字|値|結果|年度)(?:値|欄)?(?:は|:|とも|のうち)")
#: What says that last year's figures are those of the same month of it: 前年は同じ月末の数値です.
_SAME_MONTH = re.compile(
    r"[前昨]年(?:の?(?:数値|数字|実績|値))?(?:欄)?(?:は|とは|:)[^。]*?(?:同じ(?:月|時[点期])|同月|同期|同時[点期])"
)
#: A longer sentence, or one with figures, is none about figures.
_LONGEST, _FIGURE = 60, re.compile(r"\d(?:%|件|人|円|事業所|ポイント|日(?!現在|時点))")
_PROVISIONAL = re.compile(r"速報値?|暫定値?")


def read_footnotes(lines: Iterable[Line]) -> dict[str, str]:
    """What the footnotes among the lines of a page say of the date of figures, by their marks (※1).

    A mark that stands before several notes tells nothing.
    """
    found: Counter[str] = Counter()
    said: dict[str, str] = {}
    for line in lines:
        text = fold(line.text)
        if not _MARKED.search(text):
            continue
        for note in (*_NOTE.finditer(text), *_SHAPE_NOTE.finditer(text)):
            mark = note["mark"].strip("()")
            found[mark] += 1
            said[mark] = _dated(note["words"])
    return {mark: words for mark, words in said.items() if words and found[mark] == 1}


def marks_in(texts: Iterable[str]) -> set[str]:
    """The marks of footnotes that stand in these texts, as `note_mark` gives them."""
    return {mark.strip("()") for text in texts for mark in _MARKED.findall(fold(text))}


def note_mark(text: str) -> str | None:
    """The mark that a line begins with which is a footnote."""
    found = _NOTE.match(fold(text))
    return found["mark"].strip("()") if found else None


def say_whole_year(lines: Iterable[Line]) -> bool:
    """Whether a remark among the lines says that the results are those of whole years (※実績値は年間実績)."""
    for line in lines:
        plain = solid(line.text)
        for sentence in plain.split("。") if _WHOLE_YEAR.search(plain) else ():
            about = _REMARK.match(plain) or _ABOUT_RESULTS.search(sentence)
            if about and _WHOLE_YEAR.search(sentence) and not _MONTH.search(_WHOLE_YEAR.sub("", sentence)):
                return True
    return False


def say_same_month(lines: Iterable[Line]) -> bool:
    """Whether a remark among the lines says that 前年 is the same month of last year."""
    sentences = (part for line in lines for part in solid(line.text).split("。"))
    return any(len(part) <= _LONGEST and not _FIGURE.search(part) and _SAME_MONTH.search(part) for part in sentences)


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
