"""Plan items: the bullets, numbered lines and sentences of plan columns, plan boxes and plan slides.

Interpretation hands over plan text as it comes to it; `PlanItems.finish` reads all of it, since how a document uses its
numbers shows only as a whole. An item that a page break cut is joined with its beginning in the same column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.document import Cell, Page, Place, Table
from extract.locate import Locator
from extract.normalise.text import fold, solid
from extract.recorder import Recorder
from extract.shapes.context import LOST_COLUMN, Header, Scope
from extract.shapes.plan.judged_lines import JudgedResults, judged_work
from extract.shapes.plan.judged_titles import set_judged_titles
from extract.shapes.plan.outline_levels import set_levels
from extract.shapes.plan.part_boxes import plan_part
from extract.shapes.plan.plan_drafts import Draft, begins_again, without_repeats
from extract.shapes.plan.plan_pieces import cell_passages, listing_kinds, pieces_of
from extract.shapes.plan.plan_strand import Section, Strand, without_labels
from extract.shapes.plan.plan_text import (
    PartLabels,
    Piece,
    begins_cut,
    closes_bracket,
    heads_targets,
    in_charge_behind,
    is_cut,
    is_target,
    is_weighed_item,
    item_text,
    tells,
    weights_in,
    without_weights,
)
from extract.shapes.plan.plans_ahead import set_ahead
from extract.shapes.plan.plans_over_work import set_planned
from extract.shapes.plan.short_weights import Weights, read_signs, without_signs
from extract.shapes.plan.sign_legends import explains_sign
from extract.shapes.plan.symbols import SHAPES, one_of
from extract.shapes.plan.titled_boxes import TitledBox, titled_box
from extract.shapes.plan.work_done import DONE, judged_done, set_done
from extract.shapes.remarks.figure_asides import states_dated_figure
from extract.shapes.report.title_block import is_issuer
from extract.shapes.tables.plans.layout import Column
from extract.shapes.text.line_labels import without_label
from extract.shapes.text.passages import Passage
from extract.shapes.text.year_parts import YearPart

#: Sides of one column may differ so much from page to page, in points.
_SAME_COLUMN = 12
_BEGUN_AGAIN = "the conversion broke this item off and began it again in the next row"
_TWO_COLUMNS = "the conversion shows two columns headed as plans; look whether this one is"
_LOST_START = "its beginning may stand on the page before, which could not be read"
_LIKE_HEADING = "begins like a heading, and goes on as a sentence on the next page"
#: Reports of these are made when the year is over: what they say of the time ahead is of another.
_YEAR_OVER = ("FY", "Q4", "H2")
#: Lines of plans without marks end as sentences do.
_ENDS = re.compile(r"[うくぐすつぬぶむる]。?$|[一-龥]{2}。?$")
_VERB = re.compile(r"[うくぐすつぬぶむる]$")
#: What is set in brackets behind an item.
#: Headings over what is, or was, carried out, and how often or at how many it was.
_CARRIED_OUT = re.compile(r"実施(?:内容|事項|項目|概要)$")
_COUNTED = re.compile(
    r"\d(?:回|件|社|人|名|部|通|枚|冊|本|台|校|日|か所|ヶ所|箇所|会場|機関|団体|薬局|事業所)(?!以[上下内])"
)
_MAY_TELL = "a phrase in a report on what was done; it may say what was done, and not what is planned"
#: A status in brackets behind the title that it judges.
_STATUS_BEHIND = re.compile(rf"\s*[【〔(\[]{one_of(SHAPES)}[】〕)\]]$")
_BEHIND = re.compile(r"(?:[\[【〔(][^\[\]【】〔〕()]{1,12}[\]】〕)])+$")
_IN_BOX = "a list in a box whose title does not say that plans are listed"
_NO_BULLET = "no number or bullet stands before the lines of the plan; each was taken for an item"
_JUDGED = "work with a judgement beside it, under no heading that says that work is listed"
_PHRASE = "a phrase below a heading that does not say that plans are listed; it may be no plan item"
_BOUND = "a sentence with a bound, as targets are set; its words name nothing that is measured"
_IN_CARD = "a sentence in a box of figures, under no heading that says that plans are listed; it may be no plan item"
_NO_MARK = "no number stands before it; the conversion may have cut it off from its item"
_CUT_START = "the text begins in the middle; its beginning was lost"
_NO_KPI = "work under a heading of targets, that names no KPI of the catalogue; it may be a target in words, or a plan"
_NOTHING_BEHIND = "a list mark with nothing behind it; what it stands for may be elsewhere on the page"
_RESULT = "it states a figure and that of another year, and may be no plan item"
_CUT = "the text stops in the middle; look at where it goes on"


@dataclass
class Lot:
    """Passages that stand together: those of one cell, or of a page up to its next table.

    `first`: it begins its column on the page; `gap`: a page before it could not be read; `titled`: a column of titles
    beside it says what its items are about; `number`: that of its row in a column of numbers; `doubt`: what makes all
    of it uncertain; `alone`: each passage stands for itself.
    """

    passages: list[Passage]
    strand: Strand
    scope: Scope
    where: Locator | None = None
    first: bool = False
    gap: bool = False
    titled: bool = False
    doubt: str | None = None
    number: str | None = None
    alone: bool = False


class PlanItems:
    """Collects the plan text of a document in reading order; `finish` tells items from headings and records them.

    `labels` are those that the document sets before its text again and again, `legend` and `explained` say what its
    judgements are. `sections` are, once all is read, the headings of its running text over each line, `headings` where
    these stand.
    """

    def __init__(
        self,
        header: Header,
        recorder: Recorder,
        labels: Set[str] = frozenset(),
        legend: Mapping[str, str] | None = None,
        explained: Set[str] = frozenset(),
    ) -> None:
        self.header = header
        self.legend = legend or {}
        self.explained = explained
        self.labels = labels
        self.results = JudgedResults(self.legend, explained)
        self.out = recorder
        self.lots: list[Lot] = []
        self.drafts: list[Draft] = []
        self.columns: list[Strand] = []
        self.boxes: list[Strand] = []
        self.parts: list[Strand] = []
        self.fields: list[Strand] = []
        resting = "default" if header.report_kind in ("plan", "action_plan") else "other"
        self.pages = Strand(on_page=True, resting=resting, mode=resting, year=header.fiscal_year)
        self.open: dict[int, Draft] = {}
        self.sections: dict[Place, str] = {}
        self.headings: set[Place] = set()
        self.begun: dict[int, str] = {}
        self.gap = False
        self.signs: Weights = {}
        self.tasks: list[tuple[Locator, str]] = []  # work that stands under headings of targets
        self.framed: str | None = None  # what the text was before a frame of targets

    # ── what interpretation hands over ───────────────────────────────────────────────────────────────────────────────

    def page(self, page: Page) -> None:
        """A new page begins."""
        self.gap = self.gap or page.is_image

    def passage(self, passage: Passage, ahead: YearPart | None = None) -> None:
        """A passage of the page itself, outside of tables; `ahead` the part about a later year that it stands in."""
        if is_issuer(passage.text) or solid(passage.text) == solid(self.header.title or ""):
            return  # the report's title and its issuer head none of its items
        strand, year = self.pages, self.header.fiscal_year
        if ahead is not None and passage.text != ahead.heading:
            strand, year = self._ahead(ahead), ahead.year
        if not self.lots or self.lots[-1].strand is not strand or self.lots[-1].where is not None:
            self.lots.append(Lot([], strand, Scope(self.header, year), first=strand is not self.pages))
        judged = self._judged(passage)
        if (work := self.results.say(judged)) is not None and not self.header.is_plan:
            self._judge_above(work)
        self.lots[-1].passages.extend(without_label(judged, self.labels))

    def _judged(self, passage: Passage) -> Passage:
        """A passage of a report that is no plan, with the work in it that it judges as well."""
        work = None if self.header.is_plan else judged_work(passage, self.legend, self.explained)
        if work is None and self.header.report_kind == "results":
            work = judged_done(passage)
        return passage if work is None else replace(passage, judged=work)

    def _judge_above(self, work: Passage) -> None:
        """An earlier passage of the page is work that a judgement behind its result judges."""
        passages = self.lots[-1].passages
        for at, passage in enumerate(passages):
            if passage is work and not is_target(solid(work.body)):
                passages[at] = replace(work, judged=fold(work.body).strip())

    def _ahead(self, part: YearPart) -> Strand:
        """The run of text of a part about a later year: its marked lines are what is planned."""
        base = (item_text(part.heading),)
        if not self.parts or (self.parts[-1].base, self.parts[-1].year) != (base, part.year):
            self.parts.append(Strand(on_page=True, resting="default", mode="default", year=part.year, base=base))
        return self.parts[-1]

    def cell(
        self, table: Table, cell: Cell, column: Column, scope: Scope, titled: bool, number: str | None = None
    ) -> None:
        """A cell of a plan column; `titled` if a column of titles stands beside it, `number` that of its row."""
        scope = scope.under(fiscal_year=column.fiscal_year or scope.fiscal_year)
        strand = self._strand(column, scope.fiscal_year)
        passages = cell_passages(cell)
        first = self.begun.get(id(strand)) != table.index
        where = _where(table, cell)
        self.lots.append(Lot(passages, strand, scope, where, first, self.gap, titled, column.doubt, number))
        self.begun[id(strand)] = table.index
        self.gap = self.gap and not passages

    def box(self, table: Table, scope: Scope) -> bool:
        """A table that is neither figures nor a layout; returns whether a cell of it is plan text.

        Cells headed or labelled as plan are plan text, a single box goes on with the text of the page.
        """
        labels = PartLabels(table)
        before = len(self.boxes)
        for cell in table.cells:
            part = labels.beside(cell)
            passages = cell_passages(cell)
            if part == "plan" and (self.header.is_plan or not all(tells(solid(passage.text)) for passage in passages)):
                self.boxes.append(Strand(year=scope.fiscal_year))
                self.lots.append(Lot(passages, self.boxes[-1], scope, _where(table, cell)))
            elif part is None and len(table.cells) == 1:
                passages = [part for passage in cell_passages(cell) for part in without_label(passage, self.labels)]
                titled = titled_box(table, passages) or plan_part(passages) if self.header.is_plan else None
                if titled is not None:
                    self._titled_box(table, cell, titled, scope)
                    continue
                passages = [self._judged_title(passages[0]), *passages[1:]] if passages else []
                self.lots.append(Lot(passages, self.pages, scope, _where(table, cell)))
        return len(self.boxes) > before

    def _judged_title(self, passage: Passage) -> Passage:
        """The first passage of a box, which is work where it ends as work does and a symbol stands behind it."""
        return self._judged(passage) if passage.symbols and _VERB.search(solid(passage.body)) else passage

    def cards(self, table: Table, cells: Sequence[Cell], scope: Scope) -> None:
        """Boxes of a plan that were read as cards of KPIs: the marked sentences in them are work, in doubt."""
        for cell in cells if self.header.is_plan else ():
            passages = cell_passages(cell)
            listed = [passage for passage in passages if passage.mark and passage.text.endswith("。")]
            if not listed or any(is_target(solid(passage.text)) for passage in listed):
                continue
            base = (*scope.section, item_text(passages[0].text)) if passages[0] is not listed[0] else scope.section
            self.parts.append(Strand(resting="default", mode="default", year=scope.fiscal_year, base=base))
            scope = scope.under(section=base)
            self.lots.append(Lot(listed, self.parts[-1], scope, _where(table, cell), first=True, doubt=_IN_CARD))

    def part(self, table: Table, scope: Scope) -> list[Cell]:
        """The plans in the cells of a table that hold KPIs as well, each part under its label; of plans only. Returns
        these cells.
        """
        read: list[Cell] = []
        for cell in table.cells if self.header.is_plan else ():
            found = plan_part(cell_passages(cell))
            if found is not None:
                self._titled_box(table, cell, found, scope, alone=True)
                read.append(cell)
        return read

    def field(
        self,
        table: Table,
        cell: Cell,
        scope: Scope,
        titled: bool,
        number: str | None = None,
        doubt: str | None = None,
        alone: bool = False,
    ) -> None:
        """A field of a sheet that its label calls planned work; `titled` and `number` are as for a cell of a column,
        `doubt` says why it may be none. Where each passage is an item (`alone`), lines that end as sentences do are
        apart, in doubt where no mark says so.
        """
        left, right = (cell.box[0], cell.box[2]) if cell.box is not None else (None, None)
        column = Column(cell.col, "plan", None, left, right, phrases=True)
        self.fields.append(Strand(column=column, year=scope.fiscal_year))
        where = _where(table, cell)
        passages = cell_passages(cell)
        if alone and len(passages) == 1 and len(apart := cell_passages(cell, _ENDS)) > 1:
            passages, doubt = apart, doubt or _NO_BULLET
        lot = Lot(passages, self.fields[-1], scope, where, True, titled=titled, number=number, doubt=doubt, alone=alone)
        self.lots.append(lot)

    def stage(self, table: Table, cell: Cell, scope: Scope) -> None:
        """The cell of a sheet that holds its plan: each line apart is an item, in doubt where no mark says so."""
        passages = cell_passages(cell, _ENDS)
        unmarked = bool(passages) and all(passage.mark is None for passage in passages)
        apart = unmarked and all(_ENDS.search(solid(passage.text)) for passage in passages)
        self.parts.append(Strand(year=scope.fiscal_year, base=scope.section))
        doubt = _NO_BULLET if apart and len(passages) > 1 else None
        self.lots.append(Lot(passages, self.parts[-1], scope, _where(table, cell), doubt=doubt, alone=apart))

    def _titled_box(self, table: Table, cell: Cell, box: TitledBox, scope: Scope, alone: bool = False) -> None:
        """A box of a plan with a title of its own: its headings, group and weights are those of its items. Each passage
        is one if `alone`, whatever its form.
        """
        scope = scope.under(
            section=box.section,
            owner=box.owner,
            importance=box.weights.get("重要度"),
            difficulty=box.weights.get("困難度"),
        )
        listed = not alone and all(map(_is_work, box.passages))
        resting = "plan" if alone or listed else "default"
        doubt = _IN_BOX if listed and box.owner is None else None
        self.parts.append(Strand(resting=resting, mode=resting, year=scope.fiscal_year, base=box.section))
        where = _where(table, cell)
        self.lots.append(Lot(box.passages, self.parts[-1], scope, where, first=True, doubt=doubt, alone=alone))

    def finish(self) -> None:
        """Reads all text handed over and records every item, with the importance and difficulty of its section."""
        cut = [(lot, pieces_of(lot.passages)) for lot in self.lots]
        listing = listing_kinds(piece for _, pieces in cut for piece in pieces)
        for strand in (self.pages, *self.columns, *self.boxes, *self.parts, *self.fields):
            strand.listing = listing
        self._doubt_doubled()
        on_pages = [piece for lot, pieces in cut if lot.strand is self.pages for piece in pieces]
        set_judged_titles(on_pages)
        set_levels(on_pages)
        if not self.header.is_plan:
            set_planned(on_pages)
            set_done(on_pages, self.header.report_kind == "results")
        if self.header.report_kind == "progress" and self.header.period not in _YEAR_OVER:
            set_ahead(on_pages, self.header)
        for lot, pieces in cut:
            self._read(lot, pieces)
        if len({strand.year for strand in self.columns if strand.year is not None}) > 1:
            for draft in self.drafts:
                if not draft.placed and draft.where.table is None:
                    draft.doubt = draft.doubt or LOST_COLUMN
        self._reject_tasks()
        weights, self.signs = self._weights(), read_signs(p.text for lot in self.lots for p in lot.passages)
        for draft in without_repeats(self._without_first_tries()):
            self._record(draft, _weights_over(weights, draft.year, without_labels(draft.section)))

    def _reject_tasks(self) -> None:
        """Rejects work under headings of targets that no rule has read as a target."""
        told = [Locator.of(row["source_ref"]).place for row in self.out.of("kpi_target")]
        for where, printed in self.tasks:
            if not any(place.touches(where.place) for place in told):
                self.out.reject(where, printed, _NO_KPI)

    def _without_first_tries(self) -> list[Draft]:
        """The drafts without those that a conversion broke off and began again in the next row."""
        broken = [one for one, two in pairwise(self.drafts) if begins_again(one, two)]
        for draft in broken:
            self.out.reject(draft.where, "\n".join(draft.printed), _BEGUN_AGAIN)
        return [draft for draft in self.drafts if not any(draft is one for one in broken)]

    # ── lots to drafts ───────────────────────────────────────────────────────────────────────────────────────────────

    def _doubt_doubled(self) -> None:
        """Of two plan columns in one table of a conversion at most one is right: its fields have slipped."""
        columns: dict[str | None, set[int]] = {}
        plans = [lot for lot in self.lots if lot.where and lot.strand.column and lot.strand.column.role == "plan"]
        for lot in plans:
            if lot.where and lot.where.place.bbox is None:
                columns.setdefault(lot.where.table, set()).add(id(lot.strand))
        for lot in plans:
            if lot.where and len(columns.get(lot.where.table, ())) > 1:
                lot.doubt = lot.doubt or _TWO_COLUMNS

    def _strand(self, column: Column, year: int | None) -> Strand:
        """The run of text that a column goes on with: one of the same role and year at the same place of the page."""
        for strand in self.columns:
            known = strand.column
            if known and (known.role, strand.year) == (column.role, year) and _same(known, column):
                return strand
        self.columns.append(Strand(column=column, year=year))
        return self.columns[-1]

    def _read(self, lot: Lot, pieces: Sequence[Piece]) -> None:
        strand = lot.strand
        if any(strand is box for box in self.boxes):
            strand.base, strand.owner = self.pages.section, self.pages.owner
        elif strand is not self.pages:
            strand.begin(lot.scope.section, lot.scope.owner, lot.first)
        strand.numbered = lot.number is not None or lot.alone
        if strand is self.pages and lot.where is None and self.framed is not None:
            strand.mode, self.framed = self.framed if strand.mode == "kpi" else strand.mode, None
        before, over = strand.mode, strand.headings
        for i, piece in enumerate(pieces):
            piece.sole = lot.alone or (len(pieces) == 1 and strand.column is not None)
            if piece.text:
                self._piece(piece, lot, at_break=lot.first and i == 0)
        if strand is self.pages and _is_frame_of_targets(lot, pieces):
            self.framed = before if before in ("plan", "default", "other") else strand.resting
        if self._is_box_of_plans(lot, pieces) and strand.mode != before:
            strand.mode, strand.headings = before, over

    def _is_box_of_plans(self, lot: Lot, pieces: Sequence[Piece]) -> bool:
        """Whether a box on a page of a report that is no plan holds its heading and what stands under it: it heads
        nothing behind the box.
        """
        return lot.where is not None and lot.strand is self.pages and not self.header.is_plan and len(pieces) > 1

    def _piece(self, piece: Piece, lot: Lot, at_break: bool) -> None:
        strand = lot.strand
        before = strand.last
        if strand is self.pages and (place := piece.passage.lines[0].place) != Place(place.page):
            if strand.in_outline:
                self.sections[place] = " > ".join(strand.section_over(piece))
            if piece.role == "heading":
                self.headings.add(place)
        if at_break and piece.mark is None and (kind := strand.continued(piece)) is not None:
            if kind == "heading" and before is not None:
                self._draft(before, lot).doubt = _LIKE_HEADING
            if kind in ("heading", "joined"):
                self.open[id(strand)].add(piece.passage)
        elif strand.after_item and closes_bracket(piece, before):
            self.open[id(strand)].add(piece.passage)
            strand.last = piece
        else:
            self._sort(piece, lot, at_break)

    def _sort(self, piece: Piece, lot: Lot, at_break: bool) -> None:
        kind = lot.strand.read(piece, lot.titled)
        if kind == "joined":
            self.open[id(lot.strand)].add(piece.passage)
        elif kind == "kpi" and lot.strand.by_word and _VERB.search(_BEHIND.sub("", piece.text)):
            self.tasks.append((self._place(piece.passage, lot), piece.passage.printed))
        elif kind == "item":
            draft = self._draft(piece, lot)
            draft.doubt = draft.doubt or _unsure(piece, lot.strand)
            if not self.header.is_plan and _may_tell(piece, lot.strand):
                draft.doubt = draft.doubt or _MAY_TELL
            if piece.mark is None:
                lost = _LOST_START if at_break and lot.gap else None
                unmarked = _NO_MARK if lot.titled and not piece.placed else None
                draft.doubt = draft.doubt or lost or unmarked

    def _place(self, passage: Passage, lot: Lot) -> Locator:
        at = lot.where
        return Locator(passage.place, at.table, at.row, at.col) if at else Locator(passage.place)

    def _draft(self, piece: Piece, lot: Lot) -> Draft:
        passage, scope, strand = piece.passage, lot.scope, lot.strand
        where = self._place(passage, lot)
        number = piece.mark if piece.kind not in (None, "bullet", "head") else lot.number if piece.sole else None
        draft = Draft(
            [item_text(piece.body)],
            [passage.printed],
            where,
            scope.fiscal_year,
            number,
            strand.section,
            strand.owner,
            scope.importance,
            scope.difficulty,
            passage.doubt or lot.doubt,
        )
        self.drafts.append(draft)
        self.open[id(strand)] = draft
        return draft

    # ── drafts to facts ──────────────────────────────────────────────────────────────────────────────────────────────

    def _weights(self) -> dict[tuple[int | None, Section], dict[str, str]]:
        """Importance and difficulty by year and heading path, wherever in the section they are printed."""
        known: dict[tuple[int | None, Section], dict[str, str]] = {}
        for strand in (self.pages, *self.columns, *self.boxes, *self.parts, *self.fields):
            for section, weights in strand.weights:
                known.setdefault((strand.year, without_labels(section)), {}).update(weights)
        return known

    def _record(self, draft: Draft, weights: dict[str, str]) -> None:
        if explains_sign("\n".join(draft.printed)):
            return
        if not solid(draft.text):
            self.out.reject(draft.where, "\n".join(draft.printed), _NOTHING_BEHIND)
            return
        text, own = without_signs(draft.text, self.signs)
        if is_weighed_item(text):
            text, own = without_weights(text).rstrip(), {**own, **weights_in(text)}
        weights = {**weights, **own}
        text, owner = in_charge_behind(text)
        self.out.add(
            "plan_item",
            draft.where,
            "\n".join(draft.printed),
            "plan_text",
            draft.doubt or _doubt_in(text),
            fiscal_year=draft.year,
            item_no=draft.number,
            item_ja=text,
            importance=draft.importance or weights.get("重要度"),
            difficulty=draft.difficulty or weights.get("困難度"),
            owner_group=owner or draft.owner,
            section=" > ".join(map(_bare_title, draft.section)) or None,
        )


def _bare_title(title: str) -> str:
    """A heading without the status and the weights behind it."""
    return without_weights(_STATUS_BEHIND.sub("", title)).strip()


#: The number of a heading within a measure, which is as important as that: ① 保険証の早期回収.
_NUMBERED_PART = re.compile(r"[①-⑳]|[(（]?(?:\d{1,2}|[ア-ン]|[a-z])[)）.．]")


def _weights_over(
    known: Mapping[tuple[int | None, Section], dict[str, str]], year: int | None, section: Section
) -> dict[str, str]:
    """How important and difficult work under some headings is: as the nearest of these says, or words below it do."""
    for depth in range(len(section), 0, -1):
        if said := {**weights_in(section[depth - 1]), **known.get((year, section[:depth]), {})}:
            return said
        if not _NUMBERED_PART.match(solid(section[depth - 1])):
            return {}  # a marked heading (◆…) begins something of its own
    return known.get((year, ()), {})


def _doubt_in(text: str) -> str | None:
    """Why the words of an item may be none, or not all of it."""
    if states_dated_figure(text):
        return _RESULT
    return _CUT if is_cut(text) else _CUT_START if begins_cut(text) else None


def _unsure(piece: Piece, strand: Strand) -> str | None:
    """Why an item of running text may be none: no heading says that plans are listed, only its place in the outline."""
    if piece.unsure is not None:
        return piece.unsure
    if piece.passage.judged is not None and tells(solid(piece.passage.judged)):
        return DONE
    if piece.passage.judged is not None and not strand.heads_work:
        return _JUDGED
    if is_target(piece.text):
        return _BOUND
    if piece.role != "item" or strand.mode != "default" or (piece.mark is not None and piece.is_sentence):
        return None
    return _NO_BULLET if piece.mark is None else None if _VERB.search(piece.text) else _PHRASE


def _may_tell(piece: Piece, strand: Strand) -> bool:
    """Whether a phrase of running text may say what was done: under 実施内容, or with the number of times or places."""
    if not strand.on_page or strand.mode != "plan" or _VERB.search(piece.text.rstrip("。")) or not strand.section:
        return False
    carried_out = _CARRIED_OUT.search(_BEHIND.sub("", solid(strand.section[-1])).rstrip("】〕]>"))
    return carried_out is not None or _COUNTED.search(piece.text) is not None


def _is_work(passage: Passage) -> bool:
    """Whether a line behind a bullet ends as work to be done does, without its full stop; what is set in brackets
    behind it aside.
    """
    plain = _BEHIND.sub("", solid(passage.text))
    return passage.mark is not None and bool(_VERB.search(plain)) and not tells(plain)


def _is_frame_of_targets(lot: Lot, pieces: Sequence[Piece]) -> bool:
    """Whether a frame begins with the heading of the targets that it holds, which heads nothing behind the frame."""
    return lot.where is not None and len(pieces) > 1 and heads_targets(pieces[0].text)


def _where(table: Table, cell: Cell) -> Locator:
    return Locator(cell.place, table.index, cell.row, cell.col)


def _same(one: Column, other: Column) -> bool:
    if one.x0 is None or other.x0 is None:
        return one.col == other.col
    return abs(one.x0 - other.x0) <= _SAME_COLUMN
