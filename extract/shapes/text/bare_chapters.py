"""Headings of a report's parts that are numbered without a dot: ２ 重点取組の点検 behind １ 数値目標の達成状況, and
those over them: 第2 重点施策の実施結果, 第3章 指標の達成状況, Ⅱ 相談と広報; a line may print both: Ⅱ 相談 第1 窓口.
What is appended stands behind all of these: 別表 指標の一覧.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.document import Line
from extract.normalise.text import fold, solid, tidy
from extract.shapes.plan.legend import explained_symbols
from extract.shapes.text.passages import Passage

_HEADING = re.compile(r"^(?P<number>\d{1,2})(?P<gap>[\s\u3000]*)(?P<words>[一-龥ァ-ヶA-Zぁ-ん「].{1,38})$")
#: Counters behind a number without a gap, which make it part of the words: 3部位以上, 12会場.
COUNTED = re.compile(
    r"[年月日人件回歳部位割次か箇ヶ社者期級種以分第時段大類半市町村県つ個名校台冊枚通機事団体千万億円点支会名]"
)
_KANJI = "一二三四五六七八九十"
_PART = re.compile(
    rf"^第\s?(?P<number>\d{{1,2}}|[{_KANJI}])(?:\s?[章節部編]\s*|[\s\u3000]+)(?P<words>[一-龥ァ-ヶA-Zぁ-ん「].{{1,38}})$"
)
_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"
#: A part numbered with a Roman figure, and the chapter of it that its line goes on with, or that has its number: Ⅱ－３.
_ROMAN = re.compile(
    rf"^(?P<number>[{_ROMANS}])(?:\s?[－‐―ー-]\s?(?P<chapter>[\d１-９]{{1,2}}))?[\s.．、]*"
    r"(?P<words>[一-龥ァ-ヶA-Zぁ-ん「][^\t]{1,38}?)(?:[\s\u3000]+(?P<under>(?:第\s?[\d１-９]|[（(][\d１-９][)）]).{2,38}))?$"
)
#: What is no part of a report's last chapter. A number makes it the title of a table: 別表2 受付件数の推移.
_APPENDIX = re.compile(
    r"^(?:(?:別表|別紙|別添|付表|付録|資料編|参考資料)(?:[\s\u3000]+|:)|[【〔\[](?:別表|別紙|別添|付表|付録|参考資料)[】〕\]]\s*)"
    r"[一-龥ァ-ヶA-Zぁ-ん「].{1,38}$"
)
#: As large as a heading is what has no less than this share of its size.
_AS_LARGE = 0.95
#: What is no heading: a sentence, a figure with its sense (but of an age: 40歳以上の加入者).
_NO_HEADING = re.compile(r"[。%::]|(?<!歳)(?:以上|以下)|(?:する|した|います|ました|いる|図る|行う)$")


def _without_legend(line: Line) -> Line:
    """The title that a line begins with, where a gap parts it from what signs stand for."""
    title, *rest = line.pieces or (line,)
    return title if rest and all(explained_symbols([piece.text]) for piece in rest) else line


@dataclass
class BareChapters:
    """Follows such headings through a report: each has the number after that of the one before it."""

    last: int = 0
    last_part: int = 0
    last_roman: int = 0
    size: float = 0.0  # in which headings are printed

    def take(self, passage: Passage, begins_page: bool = False) -> str | None:
        """The heading that a passage of the page is, or None; a page may begin with one in the number of the last."""
        if len(passage.lines) > 1 or passage.symbols:
            return None
        found = _HEADING.match(fold(passage.text).strip())
        again = begins_page and self.last > 0 and _AS_LARGE * self.size <= (passage.lines[0].size or 0.0)
        if found is None or int(found["number"]) not in (self.last + 1, self.last if again else None):
            return None
        words = found["words"]
        if _NO_HEADING.search(solid(words)) or (not found["gap"] and COUNTED.match(words)):
            return None
        self.last = int(found["number"])
        self.say(passage)
        return tidy(passage.text)

    def say(self, passage: Passage) -> None:
        """Keeps in which size a heading is printed."""
        self.size = passage.lines[0].size or self.size

    def take_appendix(self, passage: Passage, begins_page: bool) -> str | None:
        """The heading of what is appended to the chapters, or None: as large as theirs, or a page's first words."""
        line = _without_legend(passage.lines[0])
        found = _APPENDIX.match(fold(line.text).strip()) if len(passage.lines) == 1 and not passage.symbols else None
        if found is None or _NO_HEADING.search(solid(line.text).replace(":", "", 1)):
            return None
        as_large = 0 < _AS_LARGE * self.size <= (line.size or 0.0)
        return tidy(line.text) if as_large or begins_page else None

    def take_part(self, passage: Passage) -> str | None:
        """The heading over such headings that a passage of the page is, or None; below it they begin anew."""
        found = _PART.match(fold(passage.text).strip()) if len(passage.lines) == 1 and not passage.symbols else None
        if found is None or _NO_HEADING.search(solid(found["words"])):
            return None
        number = int(found["number"]) if found["number"].isdigit() else _KANJI.index(found["number"]) + 1
        if number != self.last_part + 1:
            return None
        self.last_part, self.last = number, 0
        self.say(passage)
        return tidy(passage.text)

    def take_roman(self, passage: Passage) -> list[tuple[bool, str]]:
        """The headings that a line with a Roman figure is, each with whether it is of a part and not of a chapter in
        it; none where it is no heading. Parts are counted up, begin anew, or are printed again over their next page.
        """
        if len(passage.lines) != 1:
            return []
        line = passage.lines[0].text.strip()
        pieces = (found for text in (line, line.split("\t")[0]) if (found := _ROMAN.match(text)) is not None)
        found = next((found for found in pieces if not _NO_HEADING.search(solid(found["words"]))), None)
        if found is None:
            return []
        number = _ROMANS.index(found["number"]) + 1
        if number not in (1, self.last_roman, self.last_roman + 1):
            return []
        self.last_roman, self.last = number, 0
        self.say(passage)
        if found["chapter"]:
            return [(False, tidy(found.group()))]
        whole = [(True, tidy(found.string[: found.end("words")]))]
        return [*whole, (False, tidy(found["under"]))] if found["under"] else whole
