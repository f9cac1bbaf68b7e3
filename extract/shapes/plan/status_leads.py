"""Statuses at the head of the sentences that they judge (○ 全件を期限内に処理した。 △ 郵送の割合は…).

Round marks are bullets as well, so only the whole document shows which they are. They are statuses where its legend
explains them and they differ from sentence to sentence, while no status stands in a place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import Cell, Place, Table
from extract.locate import Locator
from extract.normalise.text import fold, solid
from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.shapes.plan.legend import may_be_legend
from extract.shapes.plan.plan_text import tells
from extract.shapes.plan.status_marks import STATUS_WORD, Mark, read_mark
from extract.shapes.plan.symbols import DASHES, NEVER_BULLETS, symbol_of
from extract.shapes.tables.kpis.cell_parts import is_labelled_figures
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.text.label_words import part_of
from extract.shapes.text.outline_parts import numbered_part
from extract.shapes.text.passages import Passage, passages_of

_LEAD = re.compile(r"^(?P<symbol>[◎○〇◯△Δ▲×✕✖])[\s:：]*(?=[ぁ-んァ-ヶ一-龥「【(（\dA-Za-zＡ-Ｚ０-９])")
#: The dash that some legends explain (－ 下期に実施する), before a sentence; with no other symbol near it is a bullet.
_DASH_LEAD = re.compile(rf"^(?P<symbol>[{DASHES}])\s+(?=[ぁ-んァ-ヶ一-龥「].*。$)")
_BARE = re.compile(r"[\s\d.,%-]+")
#: The word between what is judged and its symbol.
_LABEL_BEHIND = re.compile(rf"(?<=\S)[\s\t]+(?:{STATUS_WORD})\s*[:：]?\s*$")
#: A table without headings that judges has at most so many columns; more than two of them in so many rows.
_MOST_COLUMNS, _LEAST_ROWS = 4, 2
#: The number of a row, and what else says something.
_NUMBER = re.compile(r"(?:No\.?)?[(]?(?:\d{1,3}(?:-\d{1,2})?|[ア-オa-eA-E])?[).．]?|[①-⑳]")
_WORDS = re.compile(r"[ぁ-んァ-ヶ一-龥]{2}")
_LABEL = re.compile(rf"(?:{STATUS_WORD})[:：]?")
#: The name of a group of work is no longer.
_LONGEST_NAME = 12
#: A card whose symbol does not stand by its title has so many passages.
_CARD_LINES = 3
#: How a sentence on work to be done ends.
_TO_DO = re.compile(r"[一-龥ぁ-ん](?:[うくぐすつぬぶむる]|ます)。$")
_MAY_BE_BULLETS = "the symbols before the sentences may be bullets: none of them can only be a status"
_ONE_ALONE = "the symbol before each sentence is the same: a status that the legend explains, or a bullet"
_BESIDE_FIGURE = "a symbol beside a figure, and what it judges is not printed with it; look at the page"
_PART_OF_NAME = "what it judges is like a part of a KPI's name, which may go on in the next line"
_NO_LEGEND = "no legend explains the symbols before the sentences"


@dataclass(frozen=True)
class _Lead:
    symbol: str
    printed: str
    passage: Passage
    section: str | None
    item: str | None = None  # what it judges, where it does not stand before the passage
    where: Locator | None = None  # of its own cell
    unsure: str | None = None
    status: str | None = None
    at_end: bool = False  # in a column at the end of a table, where no bullets stand


class StatusLeads:
    """Gathers the symbols before sentences on progress; `explained` are those that the document's legend explains."""

    def __init__(self, header: Header, legend: Mapping[str, str], explained: Set[str], out: Recorder) -> None:
        self.header = header
        self.legend = legend
        self.explained = explained
        self.out = out
        self.found: list[_Lead] = []

    def say(self, passage: Passage, section: str | None) -> None:
        """Keeps the symbol before a sentence of a column on progress."""
        lead = _LEAD.match(fold(passage.text).strip())
        symbol = symbol_of(lead["symbol"]) if lead is not None else None
        if lead is not None and symbol is not None and not passage.symbols:
            self.found.append(_Lead(symbol, lead["symbol"], passage, section))

    def say_on_page(self, passage: Passage, section: str | None) -> None:
        """Keeps the symbol before or behind a title or sentence of the page itself, if the legend explains it."""
        if self.header.is_plan or may_be_legend(passage.text):
            return
        text = fold(passage.text).strip()
        lead = _LEAD.match(text) or _DASH_LEAD.match(text)
        symbol = symbol_of(lead["symbol"]) if lead is not None else None
        if lead is not None and symbol in self.explained and not passage.symbols:
            self.found.append(_Lead(str(symbol), lead["symbol"], passage, section))
        elif (part_of(passage.text.strip("【】〔〕[]()<>＜＞")) or numbered_part(passage.text)) is not None:
            return  # a label, which says itself what the symbol judges
        elif _BARE.fullmatch(passage.text):
            return  # figures below one another along the axis of a chart: a 0 is none
        elif len(passage.symbols) == 1 and (symbol := symbol_of(passage.symbols[0].text)) in self.explained:
            name, item = _named_work(passage)
            item = _LABEL_BEHIND.sub("", fold(item))
            section = " > ".join(filter(None, (section, name))) or None
            self.found.append(_Lead(str(symbol), passage.symbols[0].text, passage, section, item))

    def say_box(self, table: Table, section: str | None) -> None:
        """Keeps the symbols behind the sentences of a list in a box that is headed by what was done: Do(実施)."""
        if self.header.is_plan or len(table.cells) != 1 or not self.explained:
            return
        passages = [item for item in passages_of(table.cells[0].blocks) if isinstance(item, Passage)]
        if len(passages) < 2 or passages[0].mark or passages[0].symbols or part_of(solid(passages[0].text)) != "done":
            return
        over = " > ".join(text for text in (section, passages[0].text) if text)
        for at, passage in enumerate(passages):
            symbol = symbol_of(passage.symbols[0].text) if passage.mark and len(passage.symbols) == 1 else None
            item = _with_rest(passages[at:]) if symbol in self.explained else ""
            if item.endswith("。"):
                self.found.append(_Lead(str(symbol), passage.symbols[0].text, passage, over, item))

    def say_cards(self, table: Table, section: str | None) -> None:
        """Keeps the one symbol of each cell that is a card: a title, and lines of figures that the symbol stands by."""
        for cell in () if self.header.is_plan else table.cells:
            passages = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
            found = [(passage, each) for passage in passages for each in passage.symbols]
            symbols = [symbol_of(each.text) for _, each in found]
            if len(symbols) != 1 or symbols[0] not in self.explained or len(passages) < 2:
                continue
            passage, printed = found[0]
            if passage is not passages[0] and len(passages) < _CARD_LINES:
                continue
            if not passage.text.endswith("。") and not any(lead.passage.place == passage.place for lead in self.found):
                self.found.append(_Lead(str(symbols[0]), printed.text, passage, section, passages[0].body))

    def say_pairs(self, table: Table, section: str | None) -> bool:
        """Keeps the symbols, or words for statuses, of a table that has no headings and sets each beside what it judges
        at its end, or ahead of it; whether it is such a table. Numbers of its rows judge nothing.
        """
        if self.header.is_plan or table.holds_tables or not 2 <= table.n_cols <= _MOST_COLUMNS:
            return False
        for col in (0, table.n_cols - 1):
            cells = [cell for cell in table.cells if cell.col == col]
            marks = [self._mark(cell) for cell in cells]
            if not cells or None in marks or any(cell.colspan > 1 for cell in cells):
                continue
            if len(cells) < table.n_rows or (table.n_cols > 2 and len(cells) < _LEAST_ROWS):
                continue
            judged = [self._beside(table, cell) for cell in cells]
            if None in judged:
                continue
            for cell, mark, passage in zip(cells, marks, judged, strict=True):
                if mark is not None and passage is not None:
                    self._pair(Locator(cell.place, table.index, cell.row, cell.col), cell, mark, passage, section)
            return True
        return False

    def _pair(self, where: Locator, cell: Cell, mark: Mark, passage: Passage, section: str | None) -> None:
        if any(lead.where == where for lead in self.found):
            return
        about = passage.body
        lead = _Lead(mark.symbol, cell.text, passage, section, about, where, mark.doubt, mark.status, cell.col > 0)
        self.found.append(lead)

    def _mark(self, cell: Cell) -> Mark | None:
        """The status that a cell prints and nothing else: a symbol that the legend explains, or words."""
        mark = read_mark(cell.text, self.legend) if solid(cell.text) and cell.rowspan == 1 else None
        if mark is None or mark.status is None:
            return None
        return mark if symbol_of(cell.text) is None or mark.symbol in self.explained else None

    def _beside(self, table: Table, cell: Cell) -> Passage | None:
        """What a status of a table without headings judges: the only words beside it, at its height."""
        others = [other for other in table.cells if other.row <= cell.row < other.row + other.rowspan]
        texts = [other for other in others if other is not cell and not _NUMBER.fullmatch(solid(other.text))]
        passages = [p for other in texts for p in passages_of(other.blocks) if isinstance(p, Passage)]
        beside = [p for p in passages if _is_beside(p, cell)] or passages
        if len(texts) != 1 or not beside or part_of(solid(beside[0].text)) or _LABEL.fullmatch(solid(beside[0].text)):
            return None
        return beside[0] if _WORDS.search(beside[0].body) else None

    def finish(self, sections: Mapping[Place, str]) -> None:
        """Records the symbols unless they only mark a list; `sections`: the headings over the lines of an outline."""
        if self.out.of("plan_status"):
            self.found = self._behind_others()
        judged = {lead.passage.place.page for lead in self.found if lead.symbol not in DASHES}
        self.found = [
            one for one in self.found if one.symbol not in DASHES or one.item or one.passage.place.page in judged
        ]
        symbols = {lead.symbol for lead in self.found}
        if len(symbols) < 2:
            alone = [lead for lead in self.found if not lead.at_end]
            for lead in alone if symbols & self.explained else ():
                self.out.reject(lead.where or Locator(lead.passage.place), lead.passage.printed, _ONE_ALONE)
            self.found = [lead for lead in self.found if lead.at_end]
        doubt = None if {lead.printed for lead in self.found} & NEVER_BULLETS else _MAY_BE_BULLETS
        if not {lead.symbol for lead in self.found if lead.status is None} <= self.explained:
            doubt = _NO_LEGEND
        for lead in self.found:
            self._plan(lead, sections)
            if lead.item is not None and is_labelled_figures(lead.item):
                self.out.reject(Locator(lead.passage.place), lead.passage.printed, _BESIDE_FIGURE)
                continue
            part = match(solid(without_mark(lead.item))) if lead.item is not None else None
            unsure = _PART_OF_NAME if part is not None and part.alike_only else None
            self.out.add(
                "plan_status",
                lead.where or Locator(lead.passage.place),
                lead.printed if lead.where is not None else lead.passage.printed,
                "status_lead",
                lead.passage.doubt or lead.unsure or (None if lead.at_end else doubt) or unsure,
                fiscal_year=self.header.fiscal_year,
                period=self.header.period,
                item_ja=lead.item or _said(lead.passage),
                symbol=lead.symbol,
                status=lead.status or self.legend.get(lead.symbol),
                section=sections.get(lead.passage.lines[0].place) or lead.section,
            )

    def _plan(self, lead: _Lead, sections: Mapping[Place, str]) -> None:
        """Records what a status judges as planned work where it is a sentence on work that is to be done."""
        passage, item = lead.passage, lead.item or _said(lead.passage)
        known = any(Locator.of(row["source_ref"]).place.touches(passage.place) for row in self.out.of("plan_item"))
        if not _TO_DO.search(item) or tells(solid(item)) or known:
            return
        self.out.add(
            "plan_item",
            Locator(passage.place),
            passage.printed,
            "status_lead",
            passage.doubt or lead.unsure,
            fiscal_year=self.header.fiscal_year,
            item_no=None,
            item_ja=item,
            importance=None,
            difficulty=None,
            owner_group=None,
            section=sections.get(passage.lines[0].place) or lead.section,
        )

    def _behind_others(self) -> list[_Lead]:
        """The symbols behind what they judge where nothing else read one: in a report that prints statuses in places of
        their own, those before sentences are bullets.
        """
        read = [Locator.of(row["source_ref"]).place for row in self.out.of("plan_status")]
        return [lead for lead in self.found if lead.item and not any(lead.passage.place.touches(one) for one in read)]


def _said(passage: Passage) -> str:
    """What stands behind the symbol that a passage begins with."""
    return _DASH_LEAD.sub("", _LEAD.sub("", fold(passage.text).strip()))


def _with_rest(passages: Sequence[Passage]) -> str:
    """What the first of these passages says, with the lines that it goes on in below the height of its symbol."""
    text = fold(passages[0].body).strip()
    for passage in passages[1:]:
        if text.endswith("。") or passage.mark or passage.symbols:
            break
        text += fold(passage.text).strip()
    return text


def _named_work(passage: Passage) -> tuple[str | None, str]:
    """The name and the words of work that a line sets apart, each behind a gap: 2 │ 広報 │ 案内を送った。 │ ○."""
    words = [word for word in fold(passage.lines[0].text).split() if symbol_of(word) is None]
    words = words[1:] if words and _NUMBER.fullmatch(solid(words[0])) else words
    parted = len(passage.lines) == 1 and len(words) == 2 and len(words[0]) <= _LONGEST_NAME
    if not parted or not words[1].endswith("。") or words[0].endswith(("。", "、")):
        return None, passage.body
    return words[0], words[1]


def _is_beside(passage: Passage, cell: Cell) -> bool:
    """Whether a line of the passage stands at the height of the symbol in a cell."""
    boxes = [line.box for line in cell.lines if line.box is not None]
    own = [line.box for line in passage.lines if line.box is not None]
    return any(min(one[3], two[3]) - max(one[1], two[1]) > 1 for one in boxes for two in own)


def without_numbers(table: Table) -> Table:
    """A table of pairs without the numbers of its rows, which count nothing."""
    cells = [replace(cell, blocks=[]) if _NUMBER.fullmatch(solid(cell.text)) else cell for cell in table.cells]
    return replace(table, cells=cells)
