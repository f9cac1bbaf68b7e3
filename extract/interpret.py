"""A document to facts.

Walks pages, layout tables and cells in reading order and hands every piece to the shape that reads it, with the
surroundings it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import chain

from extract import certainty
from extract.certainty.words.heads import with_own_year
from extract.collection import without_collection
from extract.document import Document, Line, Page, Place, Table
from extract.faults import Faults
from extract.leftovers import reject_leftovers
from extract.locate import Locator
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder, flag
from extract.shapes.context import Scope
from extract.shapes.names.short_titles import in_full
from extract.shapes.names.title_words import is_year_line
from extract.shapes.plan.legend import explained_symbols, read_legend
from extract.shapes.plan.legend_tables import legend_lines
from extract.shapes.plan.plan_items import PlanItems
from extract.shapes.plan.plan_text import is_owner
from extract.shapes.plan.sheet_fields import head_of_sheet
from extract.shapes.plan.sign_legends import is_sign_legend
from extract.shapes.plan.status_cells import StatusCells
from extract.shapes.plan.status_labels import StatusLabels
from extract.shapes.plan.status_leads import StatusLeads
from extract.shapes.plan.statuses import is_no_figure, read_status_ahead, read_status_behind_kpi, with_glued_symbol
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.remarks.bracket_remarks import read_bracket_remark
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.remarks.footnotes import read_footnotes, say_same_month, say_whole_year
from extract.shapes.remarks.kpi_remarks import on_page, read_remarks
from extract.shapes.remarks.year_remarks import read_year_remarks
from extract.shapes.repair.charts.repeated_charts import without_repeated_charts
from extract.shapes.repair.charts.titled_charts import with_titled_charts
from extract.shapes.repair.columns.words_over_columns import with_whole_words
from extract.shapes.repair.columns.year_columns import with_year_columns
from extract.shapes.repair.frames.kpi_pages import kpi_page
from extract.shapes.repair.heads.heads_above import HEADS_UNREAD, stands_under_heads
from extract.shapes.repair.heads.marked_names import read_marked_names
from extract.shapes.repair.page_blocks import blocks_as_meant
from extract.shapes.repair.rows.tables_over_pages import with_tables_over_pages
from extract.shapes.repair.schedules.rows_under_months import with_rows_under_months
from extract.shapes.report.header import HeaderFinding, cell_lines, read_header
from extract.shapes.report.heading_times import HeadingTimes
from extract.shapes.report.title_block import is_issuer
from extract.shapes.tables.above.titles_carried import titles_over
from extract.shapes.tables.cards.card_rows import with_symbols_behind
from extract.shapes.tables.cards.kpi_cards import read_cards
from extract.shapes.tables.cards.loose_cards import read_loose_cards
from extract.shapes.tables.cards.unboxed_cards import read_unboxed_cards
from extract.shapes.tables.cards.year_charts import read_year_charts
from extract.shapes.tables.choice import TableChoice
from extract.shapes.tables.kpis.now_and_target import read_now_remark
from extract.shapes.tables.months.month_grids import MonthGrids
from extract.shapes.tables.plans.layout import Layout, find_layout
from extract.shapes.tables.plans.layout_walk import LayoutWalk
from extract.shapes.tables.schedules.mark_calendars import (
    reject_loose_marks,
)
from extract.shapes.text.bare_chapters import BareChapters
from extract.shapes.text.clause_words import prints_figure
from extract.shapes.text.flow import LEVELS, Flow, ends_block, nearest, take_heading, take_kpi_head
from extract.shapes.text.leader_lists import read_leader_lists
from extract.shapes.text.line_labels import repeated_labels
from extract.shapes.text.list_heads import entries_apart, take_list_head
from extract.shapes.text.outline_parts import read_outline
from extract.shapes.text.page_marks import without_page_marks
from extract.shapes.text.passage_facts import SENTENCE_RULES, PassageReader
from extract.shapes.text.passages import Passage, mark_of, passages_of, states_target
from extract.shapes.text.spot import Spot
from extract.shapes.text.table_feet import TableFeet
from extract.shapes.text.unread_figures import reject_unread_figures
from extract.shapes.text.unread_rows import reject_unread_rows
from extract.shapes.text.year_parts import YearParts

#: A line that states the target of what the line above it names, with the unit and basis of the table below.
_TARGET_LINE = re.compile(
    r"^(?:[^\s:]{0,8}年度)?(?:KPI)?の?(?:数値)?目標値?[::]\s*[^\s()]{1,16}\s*(?P<brackets>[(][^()]{2,24}[)])?$"
)
_NO_MEANING = "no legend says in words that are known what this symbol stands for"
_OVER_KPIS = "it stands beside a table of KPIs and may judge them and not the work before it"
#: A table with more rows is no part of a card.
_CARD_ROWS = 3
#: The number of the first of several headings.
_FIRST_NUMBER = re.compile(r"[(]?1(?!\d)")
#: Where headings of parts stand over those of chapters, whose level is 0, and over both the KPI that a page is of.
_PART_LEVEL, _PAGE_LEVEL = -1, -2
#: A figure is no title: 1.8 beside the axis of a chart.
_NO_WORDS = re.compile(r"[\d.,．()-]+")


def interpret(document: Document) -> tuple[Recorder, HeaderFinding]:
    """All facts, rejects and conflicts of a document, checked against one another; what is neither is rejected."""
    with without_collection():
        recorder, finding = read_facts(document)
        reject_leftovers(document, recorder)
        certainty.check(recorder, finding.header, document)
    if finding.doubt:
        told = recorder.years_told | with_own_year(recorder, document) if finding.only_year else set()
        for rows in recorder.rows.values():
            for row in rows:
                if "review_state" in row and row["fact_id"] not in told:
                    flag(row, finding.doubt)
    return recorder, finding


def read_facts(document: Document) -> tuple[Recorder, HeaderFinding]:
    """The facts and rejects of a document as they were read, before any check."""
    return _Interpreter(document).run()


class _Interpreter:
    def __init__(self, document: Document) -> None:
        self.finding = read_header(document)
        self.header = self.finding.header
        self.headings = HeadingTimes(document, self.finding.line, self.header.fiscal_year)
        document = with_year_columns(document, self.header)
        recognised = frozenset(page.number for page in document.pages if page.recognised)
        self.out = Recorder(document.sha256, document.reader, recognised)
        self.faults = Faults(self.out)
        self.lines = [list(_all_lines(page)) for page in document.pages]
        lines = [*(solid(line.text) for line in chain(*self.lines)), *legend_lines(document)]
        self.legend, self.explained = read_legend(lines), explained_symbols(lines)
        document = with_rows_under_months(with_whole_words(document))
        self.document = document = with_tables_over_pages(document, self.header, self.explained)
        self.whole_year = say_whole_year(_lines_of_head(document.pages[:2]))
        self.brackets = read_bracket_remark(_lines_of_head(document.pages[:1]))
        self.now = read_now_remark(_lines_of_head(document.pages[:1]))
        self.year_months = read_year_remarks(_lines_of_head(document.pages[:1]))
        self.remarks = read_remarks(document, self.header.is_plan)
        self.chapter: list[tuple[int, str]] = []
        self.before_appendix: list[tuple[int, str]] = []  # the chapter that goes on behind what was appended to it
        self.first_words: Place | None = None  # of the page
        self.bare_chapters = BareChapters()
        self.page_flow = Flow()
        self.labels = repeated_labels(line.text for line in chain(*self.lines))
        self.plans = PlanItems(self.header, self.out, self.labels, self.legend, self.explained)
        self.sentences = PassageReader(self.header, self.out)
        self.statuses = StatusCells(self.header, self.legend, self.out)
        self.leads = StatusLeads(self.header, self.legend, self.explained, self.out)
        self.labelled = StatusLabels(self.header, self.legend, self.explained, self.labels, self.out)
        grids = MonthGrids(self.out)
        self.walk = LayoutWalk(self.out, self.plans, self.statuses, grids, self._flow)
        self.tables = TableChoice(
            self.header, self.out, self.plans, self.leads, self.labelled, grids, self.walk, self._flow, self._chapters
        )
        self.in_table = False
        self.feet = TableFeet(())
        self.parts = YearParts(self.header)
        self.outlined: frozenset[Place] = frozenset()  # what the parts of an outline say was read as such

    def run(self) -> tuple[Recorder, HeaderFinding]:
        """Everything, in order: header, pages."""
        self._report()
        self.outlined = read_outline(self.document, self.header, self.legend, self.explained, self.out)
        self.tables.layout = self._layout_to_come()
        for page, lines in zip(self.document.pages, self.lines, strict=True):
            with self.faults.on(page):
                self._page(page, lines)
        self.plans.finish()
        self.labelled.finish(self.plans.sections, self.plans.headings)
        self.statuses.finish()
        self.leads.finish(self.plans.sections)
        reject_unread_rows(chain(*self.lines), self.out)
        reject_unread_figures(self.sentences.unread, self.out)
        if self.document.reader == "text":
            self.out.without_repeats(("monthly_actual", "period_figure"))
        self.out.without_repeats(("period_figure",), SENTENCE_RULES)
        self.out.without_ranks_again()
        self.out.without_same_statuses()
        for row in self.out.of("plan_status"):
            if row["status"] is None:
                flag(row, _NO_MEANING)
        self.faults.flag()
        return self.out, self.finding

    def _layout_to_come(self) -> Layout | None:
        """The first layout that headings name, where the pages before it are partly pictures: those may have hidden its
        headings, and a table with the same columns goes on with them.
        """
        pictures = False
        for page in self.document.pages:
            pictures = pictures or page.is_image
            for table in page.blocks:
                if isinstance(table, Table) and (layout := find_layout(table, None, self.header)) is not None:
                    return layout if pictures else None
        return None

    def _report(self) -> None:
        head = self.header
        line = self.finding.line
        place = (
            line.place
            if line
            else self.document.pages[0].blocks[0].place
            if self.document.pages and self.document.pages[0].blocks
            else None
        )
        self.out.add(
            "report",
            Locator(place or Place(page=1)),
            line.text if line else "",
            "title",
            self.finding.doubt or self.finding.month_from,
            branch_code=head.branch_code,
            fiscal_year=head.fiscal_year,
            report_kind=head.report_kind,
            period=head.period,
            as_of=head.as_of,
            title=head.title,
            reader=self.document.reader,
            page_count=None if self.document.pages[0].number is None else len(self.document.pages),
        )

    # ── pages and flows ──────────────────────────────────────────────────────────────────────────────────────────────

    def _page(self, page: Page, lines: Sequence[Line]) -> None:
        for problem in page.problems:
            self.out.reject(Locator(Place(page=page.number)), "", problem)
        charted, repeated = without_repeated_charts(with_titled_charts(without_page_marks(page)))
        for chart, table in repeated:
            self.out.cover(f"table {chart.index}", f"chart of what table {table.index} prints", True)
        passages = passages_of(blocks_as_meant(charted, self.explained), self.finding.line)
        self.feet = TableFeet(passages)
        feet = {line.place for line in self.feet.lines()}
        scope = Scope(
            self.header,
            self.header.fiscal_year,
            section=tuple(text for _, text in self.chapter),
            legend=self.legend,
            explained=self.explained,
            notes=read_footnotes(lines),
            whole_year=self.whole_year or say_whole_year(lines),
            same_month=say_same_month(lines),
            remarks=on_page(self.remarks, page.number),
            year_months={**self.year_months, **read_year_remarks(line for line in lines if line.place not in feet)},
            brackets=read_bracket_remark(lines) or self.brackets,
            now=read_now_remark(lines) or self.now,
        )
        self.tables.marked_names = cache(lambda: read_marked_names(lines, self.header.fiscal_year))
        scope = self._of_kpi(page, scope)
        items = self._without_cards(passages, scope)
        self.plans.page(page)
        self.first_words = items[0].lines[0].place if items and isinstance(items[0], Passage) else None
        flow = self.page_flow
        flow.captions = []
        self._flow(items, scope, flow, top=True)
        if not self.header.is_plan:
            read_leader_lists(page.blocks, scope, self.out)

    def _of_kpi(self, page: Page, scope: Scope) -> Scope:
        """The scope of a page; one of a single KPI is all of that, and stands under its name."""
        self.chapter = [(level, text) for level, text in self.chapter if level != _PAGE_LEVEL]
        found = kpi_page(page.blocks)
        if found is None:
            return scope
        self.chapter = [(_PAGE_LEVEL, found.title.text)]
        self.page_flow = Flow()
        return found.over(scope)

    def _without_cards(self, items: Sequence[Passage | Table], scope: Scope) -> list[Passage | Table]:
        """The page's passages and tables but for those passages that were read as KPI cards."""
        loose, tables = read_loose_cards(items, scope, self.out)
        items = [item for item in items if not (isinstance(item, Table) and item.index in tables)]
        lines = [
            line
            for item in items
            if isinstance(item, Passage) and not _is_sign_legend(item)
            for line in item.whole_lines
            if line.place not in loose
        ]
        reject_loose_marks(lines, self.out)
        titles = {line.place for item in _titles_of_tables(items) for line in item.lines}
        lines = [line for line in lines if line.place not in titles]
        used = loose | {line.place for line in read_unboxed_cards(lines, scope, self.out)}
        lines = [line for line in lines if line.place not in used]
        used |= {line.place for line in read_cards(with_symbols_behind(lines, scope.explained), scope, self.out)}
        heads = [line for item in items if isinstance(item, Table) and item.n_rows == 1 for line in _lines_in(item)]
        used |= {line.place for line in read_year_charts([*lines, *heads], scope, self.out)}
        judged = [Locator.of(row["source_ref"]).place for row in self.out.of("plan_status")] if used else []
        kept: list[Passage | Table] = []
        for i, item in enumerate(items):
            if not isinstance(item, Passage) or not _is_of(item, used):
                kept.append(item)
                continue
            if rest := [line for line in item.lines if line.place not in used and prints_figure(solid(line.text))]:
                kept.append(Passage(rest, mark_of(fold(rest[0].text).strip())))  # no card has read these figures
            below = next(
                (other for other in items[i + 1 :] if isinstance(other, Table) or not _is_of(other, used)), None
            )
            counted = prints_figure(solid(item.text))
            told = any(place.touches(item.place) for place in judged)
            more = isinstance(below, Passage) and not self.header.is_plan and not told
            if (isinstance(below, Table) or more) and not counted:
                kept.append(item)  # a name that heads a table, or what a card says in sentences, as well
            elif not told:
                self.labelled.say(item, scope.section_path)  # a card may say how it is judged as well
        return kept

    def _flow(self, items: Sequence[Passage | Table], scope: Scope, flow: Flow, top: bool = False) -> Flow:
        before: tuple[Table, list[str]] | None = None
        above: Passage | Table | None = None
        for item in items:
            if _is_sign_legend(item):
                if top and isinstance(item, Passage):
                    self.plans.passage(item, self.parts.ahead)  # it parts what stands before it from what follows
                continue
            last, above = above, item
            if isinstance(item, Table):
                outer = self.in_table, self.tables.nested
                standing = self.out.standing
                unread = isinstance(last, Passage) and stands_under_heads(last.lines[-1], item)
                self.out.standing = standing or (HEADS_UNREAD if unread else None)
                self.in_table, self.tables.nested = True, not top
                if top and (sheet := head_of_sheet(item)) is not None:
                    kept = [(level, text) for level, text in self.chapter if level != _PAGE_LEVEL]
                    self.chapter = [*kept, (_PAGE_LEVEL, sheet)]
                flow.captions = list(item.titles) or titles_over(before, item, flow.captions)
                before = item, flow.captions
                around = self._ahead_of(item, self._dated(item, self._noted(item, scope))) if top else scope
                self.tables.read(item, self._scope_here(around, flow, top))
                self.out.standing = None if not outer[0] else standing if unread else self.out.standing
                self.in_table, self.tables.nested = outer
                flow.captions = []
            else:
                before = before if is_year_line(item.text) else None
                here = scope
                if top:
                    self.parts.take(item)
                    if not self._is_outlined(item):
                        self.plans.passage(item, self.parts.ahead)
                    here = scope.under(fiscal_year=self.parts.year) if self.parts.year is not None else scope
                over = len(flow.captions)
                self._passage(item, here, flow, top)
                if self.feet.holds(item):
                    del flow.captions[over:]  # a note on the table above is no title of the next one
        return flow

    def _noted(self, table: Table, scope: Scope) -> Scope:
        """The scope of a table with the months that the notes at its foot give the figures of each year."""
        said = read_year_remarks(self.feet.of(table))
        return scope.under(year_months={**scope.year_months, **said}) if said else scope

    def _dated(self, table: Table, scope: Scope) -> Scope:
        """The scope of a table with the month that the heading over its part of the page names."""
        header = self.headings.header_at(table, scope.header)
        return scope if header is scope.header else scope.under(header=header)

    def _ahead_of(self, table: Table, scope: Scope) -> Scope:
        """The scope of a box of text in a part about a later year: of that year, as text without an outline is.

        A box of results keeps the report's: those that it holds cannot be of the year to come. A table in a part about
        an earlier year is of that.
        """
        if (behind := self.parts.behind) is not None:
            return scope.under(fiscal_year=behind.year)
        box = (table.n_rows, table.n_cols) == (1, 1) and not re.search(r"実績|結果|現状", table.cells[0].text)
        ahead = self.parts.ahead
        return scope.under(fiscal_year=ahead.year) if ahead is not None and box else scope

    def _scope_here(self, scope: Scope, flow: Flow, top: bool) -> Scope:
        section = scope.section + tuple(text for _, text in flow.heading)
        if top:
            section = tuple(text for _, text in self.chapter)
        kpis = nearest(flow, scope)
        captions = [line for text in flow.captions if (line := without_asides(text)).strip()]
        captions = in_full(captions, section[-1] if section else None)
        return scope.under(
            section=section,
            kpis=kpis,
            caption=tuple(captions[-3:]),
            above=tuple(captions),
            topic=section[-1] if section else scope.topic,
        )

    # ── passages ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _passage(self, passage: Passage, scope: Scope, flow: Flow, top: bool) -> None:
        for entry in entries_apart(passage, flow):
            self._one_passage(entry, scope, flow, top)

    def _one_passage(self, passage: Passage, scope: Scope, flow: Flow, top: bool) -> None:
        listed = take_list_head(passage, flow)
        if top and not self._is_outlined(passage):
            section = self._scope_here(scope, flow, top).section_path
            self.labelled.say(passage, section)
            self.leads.say_on_page(passage, section)
        if scope.part in ("status", "symbol"):
            passage = with_glued_symbol(passage)
            flow.judged.say(passage)
            self.leads.say(passage, self._judged_section(scope, flow))
            read_status_ahead(passage, Locator(passage.place), scope, self._judged_section(scope, flow), self.out)
        for symbol in passage.symbols:
            self._status(passage, symbol.text, Locator(symbol.place), scope, flow)
        if take_kpi_head(passage, flow, scope, framed=not top):
            return
        if top and not listed and self._chapter(passage):
            flow.block, flow.recent, flow.about = None, None, ""
            flow.captions, flow.heading = [], []
            return
        if top and (heading := self.bare_chapters.take_part(passage)) is not None:
            self.chapter, self.before_appendix = [(_PART_LEVEL, heading)], []
            flow.block, flow.recent, flow.about, flow.heading = None, None, "", []
        elif top and (heading := self.bare_chapters.take(passage, self._begins_page(passage))) is not None:
            self._leave_appendix(heading)
            self.chapter = [*((level, text) for level, text in self.chapter if level < 0), (0, heading)]
            flow.heading = []
        elif top and (heading := self._appendix(passage)) is not None:
            self.before_appendix, self.chapter = self.chapter, [(_PART_LEVEL, heading)]
            flow.block, flow.recent, flow.about, flow.heading = None, None, "", []
        if not listed and take_heading(passage, flow):
            return
        if flow.block and ends_block(passage, flow):
            flow.block = None
        section = self._scope_here(scope, flow, top).section_path
        read_status = read_status_ahead if top else read_status_behind_kpi
        read_status(passage, Locator(passage.place), scope, section, self.out)
        self.sentences.read(Spot(passage, scope, flow, section, self._column_lost(passage)))
        target = _TARGET_LINE.match(fold(passage.text)) if flow.captions else None
        if target is not None:  # the name over it stays the title of the table below
            flow.captions[-1] += target["brackets"] or ""
        elif not is_issuer(passage.text) and not states_target(fold(passage.text)):
            flow.captions.append(passage.text)

    def _appendix(self, passage: Passage) -> str | None:
        """The heading of what is appended to the chapters that a passage is, or None."""
        begins_page = self._begins_page(passage)
        return self.bare_chapters.take_appendix(passage, begins_page) if self.chapter else None

    def _begins_page(self, passage: Passage) -> bool:
        return self.first_words is not None and passage.lines[0].place == self.first_words

    def _leave_appendix(self, heading: str) -> None:
        """Goes back to the chapters where one with the number of a later one stands behind what was appended."""
        if self.before_appendix and not _FIRST_NUMBER.match(solid(heading)):
            self.chapter = self.before_appendix
        self.before_appendix = []

    def _is_outlined(self, passage: Passage) -> bool:
        return any(line.place in self.outlined for line in passage.lines)

    def _chapter(self, passage: Passage) -> bool:
        """Page-level titles: numbered or large short lines; an owner in brackets at their end is taken off."""
        if headings := self.bare_chapters.take_roman(passage):
            self.before_appendix = []
            for is_part, heading in headings:
                self.chapter = [(level, text) for level, text in self.chapter if level < 0 and not is_part]
                self.chapter.append((_PART_LEVEL if is_part else 0, heading))
            return True
        text = fold(passage.lines[0].text)
        if len(passage.lines) > 2 or len(solid(text)) > 60 or re.search(r"[。]|以上とする|以下とする", text):
            return False
        plain = solid(passage.text)
        if re.search(r"\d{4,}|%|目標|実績|[::]\d|KPI[::]?対?前年", plain) or _NO_WORDS.fullmatch(plain):
            return False
        level = next((i for i, pattern in enumerate(LEVELS[:2]) if pattern.match(solid(text))), None)
        if level is None:
            return False
        if re.match(r"^[(]\d{1,2}[)]", solid(text)) and len(solid(text)) > 30:
            return False
        parts = [part for part in re.split(r"\t+", text) if part.strip()]
        self.bare_chapters.say(passage)
        self._leave_appendix(text)
        self.chapter = [(lv, t) for lv, t in self.chapter if lv < level]
        for part in parts:
            if is_owner(part):
                continue
            self.chapter.append((level, tidy(part)))
        return True

    def _chapters(self, passages: Sequence[Passage]) -> tuple[str, ...] | None:
        """The chapter headings after the titles among some passages; None where none of them is one."""
        taken = [passage for passage in passages if self._chapter(passage)]
        return tuple(text for _, text in self.chapter) if taken else None

    def _column_lost(self, passage: Passage) -> bool:
        """Whether the passage stands outside the table whose columns are years, where only a conversion puts it."""
        layout = self.tables.layout
        if layout is None or passage.lines[0].box is not None or self.in_table:
            return False
        return len({c.fiscal_year for c in layout.columns if c.role == "year"}) >= 2

    def _status(self, passage: Passage, text: str, where: Locator, scope: Scope, flow: Flow) -> None:
        symbol = symbol_of(text)
        if symbol is None or scope.part not in ("status", "symbol") or is_no_figure(symbol, passage):
            return
        section = self._judged_section(scope, flow)
        self.out.add(
            "plan_status",
            where,
            text,
            "status_symbol",
            passage.doubt or (_OVER_KPIS if flow.judged.below_title else None),
            fiscal_year=self.header.fiscal_year,
            period=self.header.period,
            item_ja=flow.judged.item or passage.body,
            symbol=symbol,
            status=self.legend.get(symbol),
            section=section,
        )

    def _judged_section(self, scope: Scope, flow: Flow) -> str | None:
        """The headings over what a status judges, with the title of its plan."""
        headings = [t for _, t in flow.heading] or ([self.walk.row_title] if self.walk.row_title else [])
        return " > ".join([*scope.section, *headings]) or None


def _is_sign_legend(item: Passage | Table) -> bool:
    """Whether a passage only says what signs stand for, which `read_legend` has read."""
    return isinstance(item, Passage) and is_sign_legend(item.text)


def _titles_of_tables(items: Sequence[Passage | Table]) -> Iterable[Passage]:
    """The passages right above tables of more than a few rows: what is said there is of these."""
    over = False
    for item in reversed(items):
        if isinstance(item, Table):
            over = item.n_rows > _CARD_ROWS
        elif over:
            yield item
            over = _TARGET_LINE.match(fold(item.text)) is not None


def _is_of(passage: Passage, places: Set[Place]) -> bool:
    """Whether a line of a passage stands at one of these places."""
    return any(line.place in places for line in passage.lines)


def _lines_of_head(pages: Iterable[Page]) -> Iterable[Line]:
    """The lines above the first table of the first pages: what they say holds for the whole report."""
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                return
            yield from block.lines


def _lines_in(table: Table) -> Iterable[Line]:
    for cell in table.cells:
        yield from cell_lines(cell)


def _all_lines(page: Page) -> Iterable[Line]:
    for block in page.blocks:
        if isinstance(block, Table):
            yield from _lines_in(block)
        else:
            yield from block.lines
