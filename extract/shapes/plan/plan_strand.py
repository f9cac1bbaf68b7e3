"""One run of plan text, piece by piece: what is an item, what a heading, what neither.

A marked line is an item; a numbered phrase with something below it is a heading; a KPI block and the reasons behind
【重要度:高】 are no items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.normalise.text import solid
from extract.shapes.plan import plan_text
from extract.shapes.plan.plan_text import Piece
from extract.shapes.plan.plans_ahead import is_title_ahead
from extract.shapes.tables.plans.layout import Column
from extract.shapes.text.passages import leads_target

Section = tuple[str, ...]

#: A phrase of work in a column headed so is no shorter.
_LEAST_PHRASE = 6
#: Before the depth of a heading whose place in its outline is known.
#: A note that says so much about weights is of them all.
_TOLD = 12
_LEVEL = "#"
#: Words of headings over work.
_OF_WORK = re.compile(r"計画|取組|取り組|施策|実施(?:項目|事項|内容)")
#: Numbers that only titles carry.
_TITLE_KINDS = ("dotted", "dashed", "chapter", "part")


@dataclass
class Strand:
    """A column through the pages (`column`), or the pages themselves (`on_page`).

    `mode` says what the text is at this point: plan, default (a plan page before any heading says so), kpi, reason (why
    something is important), other; `resting` is the mode that a heading leads back to. `last` and `last_kind` are the
    piece before and what it was; `listing` the sorts of numbers that this document puts before items; `numbered`
    whether a column beside this cell numbers its rows;
    `by_word` that what stands here is under a heading that says in the plain word that it is targets.
    """

    on_page: bool = False
    resting: str = "plan"
    mode: str = "plan"
    column: Column | None = None
    year: int | None = None
    base: Section = ()
    headings: list[tuple[str, str]] = field(default_factory=list)
    owner: str | None = None
    owners_behind: bool = False  # groups stand below the items that they have
    weights: list[tuple[Section, dict[str, str]]] = field(default_factory=list)
    listing: set[str | None] = field(default_factory=set)
    last: Piece | None = None
    last_kind: str | None = None
    item_marked: bool = False
    numbered: bool = False
    by_word: bool = False
    _kpi_kind: str | None = None

    @property
    def section(self) -> Section:
        """The headings that the next item stands under."""
        return self.base + tuple(text for _, text in self.headings)

    @property
    def of_targets(self) -> bool:
        """Whether the heading of its column says that it holds nothing but targets of KPIs."""
        return self.column is not None and self.column.of_targets

    @property
    def in_outline(self) -> bool:
        """Whether a heading over the next piece is one of an outline whose levels are known."""
        return any(kind[:1] == _LEVEL for kind, _ in self.headings)

    @property
    def heads_work(self) -> bool:
        """Whether a heading over the next item says that work is listed below it."""
        return any(_OF_WORK.search(text) for text in self.section)

    def bounds_work(self, piece: Piece) -> bool:
        """Whether a sentence with a bound is work that a plan column lists behind a bullet, and no target."""
        listed = self.column is not None and self.column.role == "plan" and piece.kind == "bullet" and piece.is_sentence
        return listed and self.mode == "plan" and plan_text.sets_no_measure(piece.text)

    def section_over(self, piece: Piece) -> Section:
        """The headings over a piece, without names of parts; one that is a heading itself ends those of its depth."""
        kind = f"{_LEVEL}{piece.depth}" if piece.role == "heading" and piece.depth is not None else None
        over = [pair for pair in self.headings if kind is None or pair[0][:1] != _LEVEL or pair[0] < kind]
        return self.base + tuple(text for known, text in over if known != "label")

    @property
    def after_item(self) -> bool:
        """Whether the piece before was an item or went on with one."""
        return self.last_kind in ("item", "joined")

    def begin(self, base: Section, owner: str | None, goes_on: bool) -> None:
        """A cell begins: a new title or group starts afresh, a blank one goes on if the column does."""
        if base and base != self.base:
            self.base, self.headings = base, []
            goes_on = False
        if not goes_on:
            self.mode, self.last_kind = "kpi" if self.of_targets else "plan", None
        named = (plan_text.owner_in(text) for text in reversed(base))
        self.owner = owner or next((name for name in named if name), None) or self.owner

    def read(self, piece: Piece, titled: bool) -> str:
        """What the piece is: item, joined (to the item before), heading, label, kpi, reason, note or text.

        `titled`: a column of titles beside it says what its items are about, so numbered phrases are no headings.
        """
        self.last_kind = self._tagged(piece) or self._plain(piece, titled)
        self.last = piece
        if self.last_kind == "item":
            self.item_marked = piece.mark is not None
        return self.last_kind

    def continued(self, piece: Piece) -> str | None:
        """What the first piece of a page is if it goes on with the last one of the page before, else None.

        "heading" says that the heading before was the beginning of a sentence.
        """
        if self.last is None or _begins_anew(piece.text):
            return None
        before = self.last.text
        kind = None
        if self.after_item:
            kind = "joined" if not before.endswith("。") or (self.item_marked and piece.is_sentence) else None
        elif self.last_kind == "heading" and plan_text.is_cut(before):
            kind = "heading"
            self.headings.pop()
            self.last_kind, self.item_marked = "item", True
        elif self.last_kind in ("kpi", "reason", "note") and not re.search(r"(?:。|とする|以上|以下|[)）])$", before):
            kind = self.last_kind
        if kind is not None:
            self.last = piece
        return kind

    # ── pieces with a form of their own ──────────────────────────────────────────────────────────────────────────────

    def _tagged(self, piece: Piece) -> str | None:
        text = piece.text
        kind = None
        if piece.role == "heading" and plan_text.part_named(text) is None and not plan_text.heads_targets(text):
            return self._heading_of_outline(piece)
        if piece.mark is not None and plan_text.is_weighed_item(text):
            return None
        after = self.last is not None and self.last_kind in ("item", "joined")
        weighs = plan_text.weights_in(text) and not plan_text.without_weights(text).strip()
        if after and weighs and self.last is not None and plan_text.is_weighed_item(self.last.text):
            return "joined"  # the end of the line stands between two weights of one item
        if plan_text.is_note(text) and len(plan_text.without_weights(text)) >= _TOLD:
            return "note"  # what a weight stands for
        if weights := plan_text.weights_in(text):
            kind = self._weighed(weights, text)
        elif plan_text.is_kpi_heading(text) or plan_text.heads_targets(text):
            self.mode, self._kpi_kind = "kpi", piece.following.kind if piece.following else None
            self.by_word = not plan_text.is_kpi_heading(text)
            kind = "kpi"
        elif plan_text.is_note(text):
            kind = "note"
        elif plan_text.has_kpi_tag(text):
            self.mode, self._kpi_kind = "kpi", None
            kind = "kpi"
        elif plan_text.is_owner(text) and after and self._stands_behind():
            kind = "joined"
        elif plan_text.is_owner(text):
            self.owner = plan_text.owner_in(text)
            kind = "label"
        elif is_title_ahead(piece):
            self.mode = "other"
            self._head("title", plan_text.item_text(piece.passage.text))
            kind = "label"
        elif plan_text.part_named(text) or plan_text.is_label(text):
            kind = self._labelled(text, piece.mark is None and piece.stands_out and plan_text.is_title_of_plans(text))
        return kind

    def _stands_behind(self) -> bool:
        """Whether a group on its own line is that of the item above it: none stood ahead of the items so far."""
        self.owners_behind |= self.owner is None
        return self.owners_behind and self.last is not None and self.last.text.endswith("。")

    def _heading_of_outline(self, piece: Piece) -> str | None:
        """A heading of running text, with the weights and the group behind it; None where it is that of KPIs."""
        if self.mode == "kpi" and plan_text.may_be_kpi_line(piece.text):
            return None
        if plan_text.is_kpi_heading(piece.text) or plan_text.has_kpi_tag(piece.text) or plan_text.is_note(piece.text):
            return None
        self.mode = self.resting if self.mode in ("kpi", "reason") else self.mode
        self._headed(piece)
        if weights := plan_text.weights_in(piece.text):
            self.weights.append((self.section, weights))
        return "heading"

    def _weighed(self, weights: dict[str, str], text: str) -> str:
        self.weights.append((self.section, weights))
        if len(plan_text.without_weights(text)) < 2:
            self.mode = "reason"
        elif self.mode == "kpi" and not plan_text.may_be_kpi_line(plan_text.without_weights(text)):
            self.mode = self.resting  # the heading of what comes next
        return "reason"

    def _labelled(self, text: str, titled: bool = False) -> str:
        """A label of a part; `titled`: a title like those of other parts is one, and stands under none of them."""
        part = plan_text.part_named(text)
        if part is not None:
            self.mode, self.item_marked = part, False
        elif self.mode in ("kpi", "reason"):
            self.mode = self.resting
        if not (self.on_page and part == "other"):
            self._head("title" if titled else "label", re.sub(r"[:：]$", "", text))
        return "label"

    # ── headings and items ───────────────────────────────────────────────────────────────────────────────────────────

    def _plain(self, piece: Piece, titled: bool) -> str:
        if self.mode == "kpi" and self._in_kpi_block(piece, titled):
            return "kpi"
        if self._is_heading(piece, titled):
            self._headed(piece)
            return "heading"
        return self._item_or_text(piece)

    def _in_kpi_block(self, piece: Piece, titled: bool) -> bool:
        """Whether a piece behind a KPI heading is still one of its lines; if not the block is over."""
        target = plan_text.may_be_kpi_line(piece.text)
        if self.of_targets:
            return True
        alike = piece.mark is None or piece.kind == self._kpi_kind
        heads = piece.mark is not None or piece.heads_list
        heading = heads and not target and self._is_heading(piece, titled)
        if (alike or target) and not heading:
            return True
        self.mode = self.resting
        return False

    def _is_heading(self, piece: Piece, titled: bool) -> bool:
        """Whether something stands under it: bold phrases, those marked ■ or ◇ and titles' numbers always; other
        numbered ones unless a sibling follows, such numbers are put before items, or titles stand in another column.
        """
        if piece.sole and self.numbered:
            return False
        if not piece.is_phrase or (piece.following is not None and piece.following.within):
            return False
        if piece.role is not None:
            return piece.role == "heading"
        with_owner = self.on_page and plan_text.owner_in(piece.text) is not None
        if piece.mark is None:
            short = len(piece.text) <= 40 and not re.search(r"\d{3}|%", piece.text)
            return with_owner or (short and (piece.stands_out or (piece.heads_list and not self.on_page)))
        if piece.kind in ("head", *_TITLE_KINDS) or piece.stands_out or with_owner:
            return True
        if piece.kind == "bullet" or titled:
            return False
        if piece.kind in self.listing:
            return piece.leads and not piece.placed  # where no weight of type tells headings from items
        sibling = piece.following is not None and piece.following.kind == piece.kind
        sibling = sibling or self._is_last(piece)
        return not sibling or (self.on_page and self.mode != "plan")

    def _is_last(self, piece: Piece) -> bool:
        """Whether a piece goes on with the items of its sort before it, and behind it another part begins."""
        last, behind = self.last, piece.following
        if last is None or last.kind != piece.kind or self.last_kind != "item":
            return False
        return behind is None or behind.kind in _TITLE_KINDS or plan_text.part_named(behind.text) is not None

    def _headed(self, piece: Piece) -> None:
        self.owner = plan_text.owner_in(piece.text) or self.owner
        judged = piece.passage.judged is not None  # the judgement beside a title is none of its words
        said = f"{piece.mark or ''} {piece.body}".strip() if judged else piece.passage.text
        name = plan_text.item_text(plan_text.without_owner(plan_text.without_weights(said)))
        self._head(piece.kind or "title", name, piece.depth)
        if not self.on_page or piece.kind in (*_TITLE_KINDS, None):
            self.mode = self.resting

    def _head(self, kind: str, text: str, depth: int | None = None) -> None:
        """A heading takes the place of an earlier one of its kind, or of its depth, and of all below that."""
        above = self.headings if kind == "label" else [pair for pair in self.headings if pair[0] != "label"]
        if depth is not None:
            kind = f"{_LEVEL}{depth}"
            at = next((i for i, (known, _) in enumerate(above) if known[:1] == _LEVEL and known >= kind), len(above))
        else:
            at = next((i for i, (known, _) in enumerate(above) if known == kind), len(above))
        self.headings = [*above[:at], (kind, text)]

    def _item_or_text(self, piece: Piece) -> str:
        if piece.within and self.after_item:
            return "joined"
        if piece.introduces or (self.on_page and self.resting == "other" and piece.announces):
            return "text"
        if self.mode == "reason" and piece.mark is not None:
            self.mode = self.resting
        ended = piece.role == "item" or piece.is_sentence or piece.ends_as_any_verb
        judged = piece.passage.judged is not None and ended and not piece.titled
        if judged or piece.planned:
            return "item"
        if self.mode in ("reason", "other"):
            return "reason" if self.mode == "reason" else "text"
        if plan_text.is_target(piece.text):
            return "item" if self.bounds_work(piece) else "kpi"
        if self.on_page and self.resting == "other" and plan_text.tells(piece.text):
            return "text"
        if not piece.is_sentence and (
            plan_text.is_figures(piece.text) or (piece.mark and self.mode == "default" and piece.role != "item")
        ):
            return "text"
        return "item" if piece.mark is not None else self._unmarked(piece)

    def _unmarked(self, piece: Piece) -> str:
        """A line without a mark goes on with the item before, is a sentence of its own, or no item at all."""
        if self.after_item and self.last is not None:
            cut = plan_text.is_cut(self.last.text) or (not piece.listed and plan_text.goes_on(piece.text))
            second = piece.is_sentence and self.item_marked and not self.on_page and not piece.listed
            if cut or second:
                return "joined"
        # Conversions lose the bullets of lists, so that a phrase under 事業計画 may be all that is left of an item.
        bare_item = self.on_page and not piece.placed and 6 <= len(piece.text) <= plan_text.PHRASE_CHARS
        phrases = self.column is not None and self.column.phrases and len(piece.text) >= _LEAST_PHRASE
        in_cell = phrases or (piece.sole and (self.numbered or piece.ends_as_any_verb))
        if self.mode == "default" and piece.role == "item":
            return "item"
        if self.on_page and self.resting == "other" and self.item_marked and piece.placed:
            return "text"  # running text behind the list that a heading of plans is over
        return "item" if self.mode == "plan" and (piece.is_sentence or bare_item or in_cell) else "text"


def _begins_anew(text: str) -> bool:
    labelled = plan_text.is_label(text) or plan_text.is_kpi_heading(text) or plan_text.is_note(text)
    return labelled or leads_target(text)


def without_labels(section: Section) -> Section:
    """A heading path without the labels in it, such as 【具体的取組】."""
    return tuple(text for text in section if not plan_text.is_label(solid(text)))
