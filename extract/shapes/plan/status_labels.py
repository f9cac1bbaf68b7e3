"""Statuses outside of tables: in a line of their own (評価：○), before what was done, behind a title (評価：A)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from extract.locate import Locator
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.shapes.plan.legend import may_be_legend
from extract.shapes.plan.status_marks import STATUS_WORD, UNEXPLAINED, Mark, read_mark
from extract.shapes.plan.symbols import SHAPES, one_of, symbol_of
from extract.shapes.tables.cell_parts import is_labelled_figures
from extract.shapes.text.label_words import part_of
from extract.shapes.text.line_labels import labelled
from extract.shapes.text.passages import Passage, mark_of

#: A status behind what it judges: 【評価：B】 anywhere at the end, or 評価：○ behind a gap.
_BEHIND = re.compile(
    rf"\s*[【〔(\[<](?:{STATUS_WORD})\s*[:：]?\s*(?P<mark>[^】〕)\]>:：]{{1,8}}?)[】〕)\]>]$"
    rf"|\s*[【〔\[<](?:{STATUS_WORD})[】〕\]>]\s*(?P<label>{one_of(SHAPES)})$"
    rf"|[\s\t]+(?:{STATUS_WORD})\s*[:：]?\s*(?P<last>[^\s:：]{{1,8}}?)$"
    rf"|(?<=\S)(?:総合|自己|支部|進捗)(?:評価|評定|判定)\s*[:：]?\s*(?P<glued>{one_of(SHAPES)})$"
)
#: A symbol right behind its label, in a line of its own.
_ALONE = re.compile(rf"^[【〔(\[<]?(?:{STATUS_WORD})\s*[:：]?\s*(?P<mark>{one_of(SHAPES)})[】〕)\]>]?$")
_LEAD = re.compile(rf"^(?P<symbol>{one_of(SHAPES)})\s*(?P<text>[^\s{SHAPES}].*)$", re.S)
#: A word or letter in brackets before what it judges; words that mark what is new or goes on in plans judge nothing.
_BADGE = re.compile(r"^[【〔(\[<](?P<mark>[^【】〔〕()\[\]<>]{1,8})[】〕)\]>]\s*(?P<text>\S.{3,})$", re.S)
_OF_PLANS = frozenset(("継続", "継続実施", "予定", "実施予定", "実施"))
_FEWEST_BADGES = 2
_TITLE_CHARS, _NUMBERED_CHARS = 40, 80
_NO_LEGEND = "no legend of the report explains the symbol"
_NOTHING_JUDGED = "nothing above the status says what it judges"


def judged_title(text: str, legend: Mapping[str, str]) -> tuple[str, Mark] | None:
    """The title and the status behind it that a text is (郵送化率(自己評価○)), or None."""
    found = _BEHIND.search(text)
    said = (found["mark"] or found["label"] or found["last"] or found["glued"]) if found is not None else ""
    mark = read_mark(said, legend) if said else None
    title = text[: found.start()].strip() if found is not None else ""
    return (title, mark) if mark is not None and solid(title) else None


class StatusLabels:
    """Follows the running text of a report: the title, the plan and the progress that a status may judge.

    `repeated` are the labels that the document sets before its text again and again.
    """

    def __init__(
        self, header: Header, legend: Mapping[str, str], explained: Set[str], repeated: Set[str], out: Recorder
    ) -> None:
        self.header = header
        self.legend = legend
        self.explained = explained
        self.repeated = repeated
        self.out = out
        self.said: dict[str, str] = {}
        self.pending: str | None = None
        self.badges: list[tuple[Passage, Mark, str, str | None]] = []

    def say(self, passage: Passage, section: str | None) -> None:
        """Reads a further passage, and records the status that it prints."""
        if self.header.is_plan or may_be_legend(passage.text):
            return
        text = tidy(passage.text)
        if self._behind(passage, fold(text), section):
            return
        if lone := _ALONE.match(fold(text)):
            self._judge(passage, lone["mark"], section)
            return
        badge = _BADGE.match(fold(text))
        mark = read_mark(badge["mark"], self.legend) if badge is not None else None
        if badge is not None and mark is not None and not symbol_of(mark.symbol) and mark.doubt != UNEXPLAINED:
            self.badges.append((passage, mark, badge["text"], section))
            return
        said = labelled(text, self.repeated)
        alone = said.part if said is not None and not said.text else part_of(text)
        if passage.symbols and alone == "status":
            self._judge(passage, passage.symbols[0].text, section)
            return
        if said is not None and not said.text:
            self.pending = said.part
            return
        part, words = (said.part, said.text) if said is not None else (self.pending, text)
        self.pending = None
        if part is None:
            self._follow(passage, text)
        elif part == "status":
            self._judge(passage, words, section)
        elif part == "done" and (lead := _LEAD.match(fold(words))) and symbol_of(lead["symbol"]) in self.explained:
            self._record(passage, Mark(str(symbol_of(lead["symbol"])), None), lead["text"], section)
        else:
            self.said.setdefault(part, words)

    def finish(self) -> None:
        """Records the words in brackets before sentences, where these are not the marks of what is new or goes on."""
        words = {mark.symbol for _, mark, _, _ in self.badges}
        if len(self.badges) < _FEWEST_BADGES or words <= _OF_PLANS:
            return
        self.said = {}
        for passage, mark, text, section in self.badges:
            self._record(passage, mark, text, section)

    def _behind(self, passage: Passage, text: str, section: str | None) -> bool:
        judged = judged_title(text, self.legend)
        if judged is None:
            return False
        title, mark = _bare(judged[0]), judged[1]
        if is_labelled_figures(title):
            return True  # a KPI's figures are judged with its name, which stands elsewhere
        self.said = {"title": title}
        self._record(passage, mark, title, section)
        return True

    def _follow(self, passage: Passage, text: str) -> None:
        """A title begins a new activity; what stands behind a label goes on with its part."""
        longest = _NUMBERED_CHARS if passage.mark and passage.mark[-1] in ")）.．" else _TITLE_CHARS
        short = len(solid(text)) <= longest and not text.endswith("。")
        if short and (passage.mark or mark_of(fold(text)) or passage.bold or not self.said):
            self.said = {"title": _bare(fold(text))}

    def _judge(self, passage: Passage, words: str, section: str | None) -> None:
        mark = read_mark(words, self.legend)
        if mark is None:
            lead = _LEAD.match(fold(words))
            symbol = symbol_of(lead["symbol"]) if lead is not None else None
            if lead is not None and symbol in self.explained:
                self._record(passage, Mark(str(symbol), None), lead["text"], section)
            return
        item = self.said.get("done") or self.said.get("plan") or self.said.get("title") or ""
        self._record(passage, mark, item, section)

    def _record(self, passage: Passage, mark: Mark, item: str, section: str | None) -> None:
        unexplained = _NO_LEGEND if symbol_of(mark.symbol) and mark.symbol not in self.explained else None
        title = self.said.get("title")
        path = [section] if title is None or title in (section or "") else [section, title]
        self.out.add(
            "plan_status",
            Locator(passage.place),
            passage.printed,
            "status_label",
            passage.doubt or mark.doubt or unexplained or (None if item else _NOTHING_JUDGED),
            fiscal_year=self.header.fiscal_year,
            period=self.header.period,
            item_ja=tidy(item),
            symbol=mark.symbol,
            status=mark.status or self.legend.get(mark.symbol),
            section=" > ".join(text for text in path if text) or None,
        )


def _bare(title: str) -> str:
    """A title without its number or bullet."""
    mark = mark_of(title)
    return title[len(mark) :].strip() if mark else title
