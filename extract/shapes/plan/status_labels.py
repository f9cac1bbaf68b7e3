"""Statuses outside of tables: in a line of their own (評価：○), before what was done, behind a title (評価：A)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import NamedTuple

from extract.document import Place
from extract.locate import Locator
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.shapes.plan.judged_lines import JudgedResults
from extract.shapes.plan.legend import may_be_legend
from extract.shapes.plan.status_ends import badge_of, judged_title, lone_status
from extract.shapes.plan.status_marks import Mark, read_mark
from extract.shapes.plan.symbols import SHAPES, one_of, symbol_of
from extract.shapes.tables.kpis.cell_parts import is_labelled_figures
from extract.shapes.text.label_words import part_of
from extract.shapes.text.line_labels import labelled
from extract.shapes.text.passages import Passage, mark_of

_LEAD = re.compile(rf"^(?P<symbol>{one_of(SHAPES)})\s*(?P<text>[^\s{SHAPES}].*)$", re.S)
_OF_PLANS = frozenset(("継続", "継続実施", "予定", "実施予定", "実施"))
_FEWEST_BADGES = 2
_FRAME = "【】〔〕[]()<>〈〉《》≪≫「」:： "
_TITLE_CHARS, _NUMBERED_CHARS = 40, 80
#: Labelled figures, of whatever rate their words speak: 目標：実施率 22.5%以上 実績（9月末）：9.8%.
_FIGURES = re.compile(
    r"(?:年度?)?(?:数値)?(?:目標|実績|指標|KPI|現状)値?(?:\([^()]*\))?\s*[:：].*\d.*(?:目標|実績|現状)値?(?:\([^()]*\))?\s*[:：]\D*\d"
)
_UNREAD = "figures of a KPI before its status, and no rule took them for facts; look at the page and add a correction"
_LEADERS = re.compile(r"\s*[・･.…‥⋯]{3,}\s*$")
_NO_LEGEND = "no legend of the report explains the symbol"
_NOTHING_JUDGED = "nothing above the status says what it judges"


class _Found(NamedTuple):
    """A status in a passage, what it judges, the headings and the title over it, and the doubt that stood over it."""

    passage: Passage
    mark: Mark
    item: str
    section: str | None
    title: str | None
    standing: str | None


class StatusLabels:
    """Follows the running text of a report: the title, the plan and the progress that a status may judge.

    `repeated` are the labels that the document sets before its text again and again. `said` is what the present
    activity's title and parts say, `judged` whether a status of it was read, `apart` whether the document's statuses
    have labels of their own, `standing` the doubt that stood over the passage being read, `work` what this judges where
    that stands over the result that it prints, `above` the passage before where that may be a title.
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
        self.results = JudgedResults(legend, explained)
        self.work: str | None = None
        self.above: str | None = None
        self.badges: list[tuple[Passage, Mark, str, str | None]] = []
        self.found: list[_Found] = []
        self.passages: list[tuple[Passage, str | None, str | None]] = []
        self.standing: str | None = None
        self.judged = False
        self.apart = False

    def say(self, passage: Passage, section: str | None) -> None:
        """A further passage of the text."""
        if not self.header.is_plan and not may_be_legend(passage.text):
            self.passages.append((passage, section, self.out.standing))

    def finish(self, sections: Mapping[Place, str], headings: Set[Place] = frozenset()) -> None:
        """Records all statuses, words in brackets before sentences only where these are not the marks of what is new or
        goes on; `sections` are the headings over the lines of an outline, `headings` where they stand themselves.
        """
        self.apart = any(_heads_status(passage.text) for passage, _, _ in self.passages)
        for passage, section, standing in self.passages:
            self.standing = standing
            if passage.lines[0].place in headings and not passage.symbols:
                self.said, self.pending = {"title": _bare(fold(tidy(passage.text)))}, None
            self._read(passage, section)
            text = fold(tidy(passage.text))
            self.above = _bare(text) if len(solid(text)) <= _TITLE_CHARS and not text.endswith("。") else None
        words = {mark.symbol for _, mark, _, _ in self.badges}
        if len(self.badges) >= _FEWEST_BADGES and not words <= _OF_PLANS:
            self.found += [_Found(*badge, None, None) for badge in self.badges]
        for found in self.found:
            over = sections.get(found.passage.lines[0].place)
            self._record(found if over is None else found._replace(section=over, title=None))

    def _read(self, passage: Passage, section: str | None) -> None:
        """Reads a further passage, and keeps the status that it prints."""
        text = tidy(passage.text)
        work = self.results.say(passage)
        self.work = fold(tidy(work.body)) if work is not None else None
        if self._behind(passage, fold(text), section):
            return
        if lone := lone_status(fold(text)):
            self._judge(passage, lone, section)
            return
        badge = badge_of(fold(passage.body).strip(), self.legend)
        if badge is not None and not symbol_of(badge[0].symbol):
            self.badges.append((passage, *badge, section))
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
        elif part == "done" and not self.apart and (lead := self._led(words)) is not None:
            self._judged(passage, *lead, section)
        else:
            if self.judged and part in ("plan", "done"):  # the next activity under the same title
                self.said, self.judged = {key: said for key, said in self.said.items() if key == "title"}, False
            self.said.setdefault(part, _bare(fold(words)))

    def _behind(self, passage: Passage, text: str, section: str | None) -> bool:
        judged = judged_title(text, self.legend)
        if judged is None:
            return False
        title, mark = self.work or _bare(judged[0]), judged[1]
        if is_labelled_figures(title):
            return True  # a KPI's figures are judged with its name, which stands elsewhere
        if _FIGURES.match(title) and (name := self.above or self.said.get("title")):
            self.out.reject(Locator(passage.place), title, _UNREAD)
            self.said = {"title": name}
            self._judged(passage, mark, name, section)
            return True
        self.said = {"title": title}
        self._judged(passage, mark, title, section)
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
            if (lead := self._led(words)) is not None:
                self._judged(passage, *lead, section)
            return
        item = self.work or self.said.get("done") or self.said.get("plan") or self.said.get("title") or ""
        self._judged(passage, mark, item, section)

    def _led(self, words: str) -> tuple[Mark, str] | None:
        """The symbol of the legend that words begin with, and what stands behind it; or None."""
        lead = _LEAD.match(fold(words))
        symbol = symbol_of(lead["symbol"]) if lead is not None else None
        if lead is None or symbol is None or symbol not in self.explained:
            return None
        return Mark(symbol, None), lead["text"]

    def _judged(self, passage: Passage, mark: Mark, item: str, section: str | None) -> None:
        self.judged = True
        self.found.append(_Found(passage, mark, item, section, self.said.get("title"), self.standing))

    def _record(self, found: _Found) -> None:
        passage, mark, item, section, title, doubt = found
        unexplained = _NO_LEGEND if symbol_of(mark.symbol) and mark.symbol not in self.explained else None
        path = [section] if title is None or title in (section or "") else [section, title]
        self.out.add(
            "plan_status",
            Locator(passage.place),
            passage.printed,
            "status_label",
            passage.doubt or doubt or mark.doubt or unexplained or (None if item else _NOTHING_JUDGED),
            fiscal_year=self.header.fiscal_year,
            period=self.header.period,
            item_ja=tidy(item),
            symbol=mark.symbol,
            status=mark.status or self.legend.get(mark.symbol),
            section=" > ".join(text for text in path if text) or None,
        )


def _heads_status(text: str) -> bool:
    """Whether a text is, or begins with, a label of statuses."""
    said = labelled(tidy(text))
    return part_of(text.strip(_FRAME)) == "status" or (said is not None and said.part == "status")


def _bare(title: str) -> str:
    """A title without its number or bullet, and without the dots that lead to what judges it."""
    title = _LEADERS.sub("", title)
    mark = mark_of(title)
    return title[len(mark) :].strip() if mark else title
