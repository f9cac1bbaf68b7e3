"""Lines of running text with a judgement in the same line, before or behind what it judges (電話研修 …… ○), or behind
the result below it.

ア 会議を年3回開く。
  （結果）4回開いた。〔評価：○〕
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from extract.normalise.text import fold, solid, tidy
from extract.shapes.plan.plan_text import tells
from extract.shapes.plan.status_ends import badge_of, judged_title, lone_status
from extract.shapes.plan.status_marks import STATUS_WORD
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.text.line_labels import labelled
from extract.shapes.text.passages import Passage

#: Names of what is measured: a judgement beside one judges a KPI, and no work.
_MEASURED = re.compile(r"(?:率|割合|状況|度|数|額|順位|得点)(?:\([^()]*\))?$|\d[\d,.]*(?:%|件|人|円|事業所)")

#: The label of a judgement behind what it judges (封筒を改める  評価 ○), whose symbol was taken off the line.
_LABEL_LAST = re.compile(rf"(?<=\S)[\s\t]+(?:{STATUS_WORD})\s*[:：]?$")
_SENTENCE = re.compile(r"。$|[うくぐすつぬぶむる]$")


class JudgedResults:
    """Follows running text: results that a label heads, right below the numbered or marked work that they are of."""

    def __init__(self, legend: Mapping[str, str], explained: Set[str]) -> None:
        self.legend = legend
        self.explained = explained
        self.before: Passage | None = None
        self.work: Passage | None = None

    def say(self, passage: Passage) -> Passage | None:
        """The earlier passage of work that a further one judges, at the end of its result or right below that."""
        said = labelled(passage.text)
        if said is not None and said.part == "done" and said.text:
            self.work = self.before if self.before is not None and _is_work(self.before) else None
        elif passage.mark is not None or said is not None:
            self.work = None
        self.before = passage
        work = self.work if self._is_judged(passage) else None
        self.work = None if work is not None else self.work
        return work

    def _is_judged(self, passage: Passage) -> bool:
        text = fold(tidy(passage.text)).strip()
        behind = len(passage.symbols) == 1 and symbol_of(passage.symbols[0].text) in self.explained
        return behind or lone_status(text) is not None or judged_title(text, self.legend) is not None


def _is_work(passage: Passage) -> bool:
    """Whether a passage has a mark and says what is to be done."""
    words = solid(passage.body)
    return passage.mark is not None and not passage.symbols and bool(_SENTENCE.search(words)) and not tells(words)


def judged_work(passage: Passage, legend: Mapping[str, str], explained: Set[str]) -> str | None:
    """The work that is still to be done or under way and that a line judges, without its mark and judgement; None for
    any other line.
    """
    said = labelled(passage.text)
    if said is not None and said.part != "plan":
        return None
    body = fold(passage.body).strip()
    words = _judged(passage, body, legend, explained)
    return words if words and not tells(solid(words)) and not is_measured(words) else None


def is_measured(words: str) -> bool:
    """Whether words name what is measured or print a figure, and are no work."""
    return bool(_MEASURED.search(solid(words)))


def _judged(passage: Passage, body: str, legend: Mapping[str, str], explained: Set[str]) -> str | None:
    if len(passage.symbols) == 1 and symbol_of(passage.symbols[0].text) in explained:
        return _LABEL_LAST.sub("", body) if _in_its_line(passage) else None
    if (title := judged_title(body, legend)) is not None:
        return title[0]
    mark, words = badge_of(body, legend) or (None, None)
    known = mark is not None and (symbol_of(mark.symbol) is None or mark.symbol in explained)
    return words if known else None


def _in_its_line(passage: Passage) -> bool:
    """Whether a symbol stands in a line of its passage; a conversion sets one behind other lines that it may judge."""
    symbol, lines = passage.symbols[0].place, [line.place for line in passage.lines]
    return symbol.span is None or any(line.span is not None and line.span[0] == symbol.span[0] for line in lines)
