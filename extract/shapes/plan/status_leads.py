"""Statuses at the head of the sentences that they judge (○ 全件を期限内に処理した。 △ 郵送の割合は…).

Round marks are bullets as well, so only the whole document shows which they are. They are statuses where its legend
explains them and they differ from sentence to sentence, while no status stands in a place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from extract.catalogue import match
from extract.document import Cell, Place, Table
from extract.locate import Locator
from extract.normalise.text import fold, solid
from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.shapes.plan.legend import may_be_legend
from extract.shapes.plan.status_marks import STATUS_WORD
from extract.shapes.plan.symbols import NEVER_BULLETS, symbol_of
from extract.shapes.tables.cell_parts import is_labelled_figures
from extract.shapes.tables.list_names import without_mark
from extract.shapes.text.label_words import part_of
from extract.shapes.text.outline_parts import numbered_part
from extract.shapes.text.passages import Passage, passages_of

_LEAD = re.compile(r"^(?P<symbol>[◎○〇◯△Δ▲×✕✖])[\s:：]*(?=[ぁ-んァ-ヶ一-龥「【(（\dA-Za-zＡ-Ｚ０-９])")
_BARE = re.compile(r"[\s\d.,%-]+")
#: The word between what is judged and its symbol.
_LABEL_BEHIND = re.compile(rf"(?<=\S)[\s\t]+(?:{STATUS_WORD})\s*[:：]?\s*$")
#: A card whose symbol does not stand by its title has so many passages.
_CARD_LINES = 3
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
        lead = _LEAD.match(fold(passage.text).strip())
        symbol = symbol_of(lead["symbol"]) if lead is not None else None
        if lead is not None and symbol in self.explained and not passage.symbols:
            self.found.append(_Lead(str(symbol), lead["symbol"], passage, section))
        elif (part_of(passage.text.strip("【】〔〕[]()<>＜＞")) or numbered_part(passage.text)) is not None:
            return  # a label, which says itself what the symbol judges
        elif _BARE.fullmatch(passage.text):
            return  # figures below one another along the axis of a chart: a 0 is none
        elif len(passage.symbols) == 1 and (symbol := symbol_of(passage.symbols[0].text)) in self.explained:
            item = _LABEL_BEHIND.sub("", fold(passage.body))
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

    def say_pairs(self, table: Table, section: str | None) -> None:
        """Keeps the symbols of a table that has no headings and sets each beside what it judges."""
        for col in (0, 1) if table.n_cols == 2 and not self.header.is_plan else ():
            cells = [cell for cell in table.cells if cell.col == col]
            symbols = [symbol_of(cell.text) for cell in cells]
            if not cells or not all(symbol in self.explained for symbol in symbols):
                continue
            for cell, symbol in zip(cells, symbols, strict=True):
                other = table.at(cell.row, 1 - col)
                passages = [p for p in passages_of(other.blocks) if isinstance(p, Passage)] if other is not None else []
                beside = [p for p in passages if _is_beside(p, cell)] or passages
                if beside:
                    self.found.append(_Lead(str(symbol), solid(cell.text), beside[0], section, beside[0].body))

    def finish(self, sections: Mapping[Place, str]) -> None:
        """Records the symbols unless they only mark a list; `sections`: the headings over the lines of an outline."""
        if self.out.of("plan_status"):
            self.found = self._behind_others()
        symbols = {lead.symbol for lead in self.found}
        if len(symbols) < 2:
            for lead in self.found if symbols & self.explained else ():
                self.out.reject(Locator(lead.passage.place), lead.passage.printed, _ONE_ALONE)
            return
        doubt = None if {lead.printed for lead in self.found} & NEVER_BULLETS else _MAY_BE_BULLETS
        if not symbols <= self.explained:
            doubt = _NO_LEGEND
        for lead in self.found:
            if lead.item is not None and is_labelled_figures(lead.item):
                self.out.reject(Locator(lead.passage.place), lead.passage.printed, _BESIDE_FIGURE)
                continue
            part = match(solid(without_mark(lead.item))) if lead.item is not None else None
            unsure = _PART_OF_NAME if part is not None and part.alike_only else None
            self.out.add(
                "plan_status",
                Locator(lead.passage.place),
                lead.passage.printed,
                "status_lead",
                lead.passage.doubt or doubt or unsure,
                fiscal_year=self.header.fiscal_year,
                period=self.header.period,
                item_ja=lead.item or _LEAD.sub("", fold(lead.passage.text).strip()),
                symbol=lead.symbol,
                status=self.legend.get(lead.symbol),
                section=sections.get(lead.passage.lines[0].place) or lead.section,
            )

    def _behind_others(self) -> list[_Lead]:
        """The symbols behind what they judge where nothing else read one: in a report that prints statuses in places of
        their own, those before sentences are bullets.
        """
        read = [Locator.of(row["source_ref"]).place for row in self.out.of("plan_status")]
        return [lead for lead in self.found if lead.item and not any(lead.passage.place.touches(one) for one in read)]


def _with_rest(passages: Sequence[Passage]) -> str:
    """What the first of these passages says, with the lines that it goes on in below the height of its symbol."""
    text = fold(passages[0].body).strip()
    for passage in passages[1:]:
        if text.endswith("。") or passage.mark or passage.symbols:
            break
        text += fold(passage.text).strip()
    return text


def _is_beside(passage: Passage, cell: Cell) -> bool:
    """Whether a line of the passage stands at the height of the symbol in a cell."""
    boxes = [line.box for line in cell.lines if line.box is not None]
    own = [line.box for line in passage.lines if line.box is not None]
    return any(min(one[3], two[3]) - max(one[1], two[1]) > 1 for one in boxes for two in own)
