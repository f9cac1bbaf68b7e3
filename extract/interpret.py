"""A document to facts.

Walks pages, layout tables and cells in reading order and hands every piece to the shape that reads it, with the
surroundings it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from extract import certainty
from extract.catalogue import match
from extract.document import Cell, Document, Line, Page, Place, Table
from extract.locate import Locator
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder, flag
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.flow import LEVELS, Flow, ends_block, nearest, take_heading, take_kpi_head
from extract.shapes.grids import (
    Band,
    Heading,
    continued_band,
    continued_down,
    has_marks,
    heading_of,
    month_bands,
    month_in_first_row,
    months_down,
    unstacked,
)
from extract.shapes.header import HeaderFinding, cell_lines, read_header
from extract.shapes.inline_grids import with_inline_grids
from extract.shapes.kpi_list import list_columns, read_kpi_list
from extract.shapes.layout import Column, Layout, find_layout, is_title_row
from extract.shapes.month_tables import MonthReader, read_table
from extract.shapes.passage_facts import PassageReader, Spot
from extract.shapes.passages import Passage, mark_of, passages_of
from extract.shapes.plan_items import PlanItems
from extract.shapes.plan_text import is_owner, owner_in
from extract.shapes.ranks import read_rank
from extract.shapes.schedule import read_schedule
from extract.shapes.sentences import read_target
from extract.shapes.status_cells import StatusCells
from extract.shapes.statuses import is_no_figure, read_legend, sole_heading, symbol_of, with_glued_symbol

_HEADS_BY_OCR = "the headings that it goes on under were read by OCR on the page before"


def interpret(document: Document) -> tuple[Recorder, HeaderFinding]:
    """All facts, rejects and conflicts of a document."""
    return _Interpreter(document).run()


@dataclass
class _Row:
    """Where a layout table stands: group, title cell, the flows of its columns, KPIs by row and of the last row."""

    group: str | None = None
    title: Cell | None = None
    flows: dict[int, Flow] = field(default_factory=dict)
    row_kpis: dict[int, list[NamedKpi]] = field(default_factory=dict)
    last_kpis: list[NamedKpi] = field(default_factory=list)
    carried: bool = False


def _gap(above: Band, below: Band) -> bool:
    """Whether rows lie between two bands."""
    last = max([*above.head, *above.body])
    first = min([*below.head, *below.body])
    return first - last > 1


class _Interpreter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.finding = read_header(document)
        self.header = self.finding.header
        recognised = frozenset(page.number for page in document.pages if page.recognised)
        self.out = Recorder(document.sha256, document.reader, recognised)
        self.legend = read_legend(solid(line.text) for page in document.pages for line in _all_lines(page))
        self.layout: Layout | None = None
        self.chapter: list[tuple[int, str]] = []
        self.page_flow = Flow()
        self.plans = PlanItems(self.header, self.out)
        self.sentences = PassageReader(self.header, self.out)
        self.row_title: str | None = None
        self.statuses = StatusCells(self.header, self.legend, self.out)
        self.heading: tuple[Heading, Scope, int | None] | None = None
        self.in_table = self.nested = False
        self.carried: _Row | None = None
        self.carried_page: int | None = None
        self.unsure_pages: set[int | None] = set(recognised)
        self.down: tuple[Heading, Scope, int | None] | None = None
        self.last_captions: dict[str, list[str]] = {}

    def run(self) -> tuple[Recorder, HeaderFinding]:
        """Everything, in order: header, pages, checks."""
        self._report()
        self.layout = self._layout_to_come()
        for page in self.document.pages:
            self._page(page)
        self.plans.finish()
        self.statuses.finish()
        if self.document.reader == "text":
            self.out.without_repeats(("monthly_actual", "period_figure"))
        certainty.check(self.out, self.header)
        if self.finding.doubt:
            for kind in list(self.out.rows):
                for row in self.out.rows[kind]:
                    if "review_state" in row:
                        flag(row, self.finding.doubt)
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
            self.finding.doubt,
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

    def _page(self, page: Page) -> None:
        for problem in page.problems:
            self.out.reject(Locator(Place(page=page.number)), "", problem)
        scope = Scope(
            self.header,
            self.header.fiscal_year,
            section=tuple(text for _, text in self.chapter),
            legend=self.legend,
        )
        items = passages_of(page.blocks)
        self.plans.page(page)
        flow = self.page_flow
        flow.captions = []
        self._flow(items, scope, flow, top=True)

    def _flow(self, items: Sequence[Passage | Table], scope: Scope, flow: Flow, top: bool = False) -> Flow:
        for item in items:
            if isinstance(item, Table):
                outer = self.in_table, self.nested
                self.in_table, self.nested = True, not top
                self._table(item, self._scope_here(scope, flow, top))
                self.out.standing = self.out.standing if outer[0] else None
                self.in_table, self.nested = outer
                flow.captions = []
            else:
                if top:
                    self.plans.passage(item)
                self._passage(item, scope, flow, top)
        return flow

    def _scope_here(self, scope: Scope, flow: Flow, top: bool) -> Scope:
        section = scope.section + tuple(text for _, text in flow.heading)
        if top:
            section = tuple(text for _, text in self.chapter)
        kpis = nearest(flow, scope)
        return scope.under(
            section=section, kpis=kpis, caption=tuple(flow.captions[-3:]), topic=section[-1] if section else scope.topic
        )

    # ── passages ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _passage(self, passage: Passage, scope: Scope, flow: Flow, top: bool) -> None:
        if scope.part in ("status", "symbol"):
            passage = with_glued_symbol(passage)
            flow.judged.say(passage)
        for symbol in passage.symbols:
            self._status(passage, symbol.text, Locator(symbol.place), scope, flow)
        if take_kpi_head(passage, flow, scope):
            return
        if top and self._chapter(passage):
            flow.block, flow.recent, flow.about = None, None, ""
            flow.captions = []
            return
        if take_heading(passage, flow):
            return
        if flow.block and ends_block(passage, flow):
            flow.block = None
        section = self._scope_here(scope, flow, top).section_path
        self.sentences.read(Spot(passage, scope, flow, section, self._column_lost(passage)))
        flow.captions.append(passage.text)

    def _chapter(self, passage: Passage) -> bool:
        """Page-level titles: numbered or large short lines; an owner in brackets at their end is taken off."""
        text = fold(passage.lines[0].text)
        if len(passage.lines) > 2 or len(solid(text)) > 60 or re.search(r"[。]|以上とする|以下とする", text):
            return False
        if re.search(r"\d{4,}|%|目標|実績|[::]\d", solid(text)):
            return False
        level = next((i for i, pattern in enumerate(LEVELS[:2]) if pattern.match(solid(text))), None)
        if level is None:
            return False
        if re.match(r"^[(]\d{1,2}[)]", solid(text)) and len(solid(text)) > 30:
            return False
        parts = [part for part in re.split(r"\t+", text) if part.strip()]
        self.chapter = [(lv, t) for lv, t in self.chapter if lv < level]
        for part in parts:
            if is_owner(part):
                continue
            self.chapter.append((level, tidy(part)))
        return True

    def _column_lost(self, passage: Passage) -> bool:
        """Whether the passage stands outside the table whose columns are years, where only a conversion puts it."""
        if self.layout is None or passage.lines[0].box is not None or self.in_table:
            return False
        return len({c.fiscal_year for c in self.layout.columns if c.role == "year"}) >= 2

    def _status(self, passage: Passage, text: str, where: Locator, scope: Scope, flow: Flow) -> None:
        symbol = symbol_of(text)
        if symbol is None or scope.part not in ("status", "symbol") or is_no_figure(symbol, passage):
            return
        headings = [t for _, t in flow.heading] or ([self.row_title] if self.row_title else [])
        section = " > ".join([*scope.section, *headings]) or None
        self.out.add(
            "plan_status",
            where,
            text,
            "status_symbol",
            passage.doubt,
            fiscal_year=self.header.fiscal_year,
            period=self.header.period,
            item_ja=flow.judged.item or passage.body,
            symbol=symbol,
            status=self.legend.get(symbol),
            section=section,
        )

    # ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: Table, scope: Scope) -> None:
        table = unstacked(with_inline_grids(table))
        layout = find_layout(table, None if self.nested else self.layout, self.header)
        continued = self._continued(table)
        bands = [*([continued] if continued else []), *month_bands(table)]
        if layout is None and bands and not _has_text_beside(table, bands):
            self._bands(table, bands, scope)
            return
        if layout is None and bands:
            self._rows(table, Layout([], 0, table.n_cols), scope, bands)
            return
        if layout is None and self._continued_down(table):
            return
        columns = list_columns(table, scope) if not any(cell.tables for cell in table.cells) else None
        if layout is not None and columns is not None and columns.sure and not bands:
            read_kpi_list(table, columns, scope, self.out)
            self.out.cover(f"table {table.index}", "kpi list", True)
            self._rows(table, layout, scope, bands, columns.cells(table))
            return
        if layout is None:
            if columns is not None and read_kpi_list(table, columns, scope, self.out):
                self.out.cover(f"table {table.index}", "kpi list", True)
                return
            if not any(cell.tables for cell in table.cells) and read_table(table, scope, self.out):
                down = months_down(table)
                heading = heading_of(down) if down is not None else None
                self.down = (heading, scope, table.place.page) if heading is not None else None
                self.out.cover(f"table {table.index}", "figures", True)
                return
            self._boxes(table, scope)
            return
        self.layout = layout
        self._rows(table, layout, scope, bands)

    def _continued_down(self, table: Table) -> bool:
        """Reads the rows of a table of months running down that a page break cut off its heading."""
        if self.down is None:
            return False
        heading, scope, page = self.down
        if (
            page is None
            or table.place.page != page + 1
            or (months_down(table) is not None and not month_in_first_row(table))
        ):
            return False
        band = continued_down(table, heading)
        if band is None:
            return False
        self._inherit(page, table.place.page)
        MonthReader(table, scope, self.out).months_down(band)
        self.down = (heading, scope, table.place.page)
        return True

    def _continued(self, table: Table) -> Band | None:
        """The rows of a grid that a page break cut off its heading."""
        if self.heading is None:
            return None
        heading, _, page = self.heading
        here = table.place.page
        if page is None or here is None or here != page + 1:
            return None
        band = continued_band(table, heading)
        if band is not None:
            self._inherit(page, here)
        return band

    def _inherit(self, page: int | None, here: int | None) -> None:
        """Doubts a table that takes its headings from a page read by OCR, and what its own page passes on in turn."""
        if page in self.unsure_pages and here not in self.out.recognised:
            self.out.standing = _HEADS_BY_OCR
            self.unsure_pages.add(here)

    def _bands(self, table: Table, bands: Sequence[Band], scope: Scope) -> None:
        for band in bands:
            self._band(table, band, scope)
        self.out.cover(f"table {table.index}", "months", True)

    def _band(self, table: Table, band: Band, scope: Scope) -> None:
        if band.given_heads is not None and self.heading is not None:
            before = self.heading[1]
            scope = scope.under(
                kpis=scope.kpis or before.kpis,
                caption=before.caption,
                topic=before.topic,
                section=before.section or scope.section,
            )
            self.heading = (self.heading[0], scope, table.place.page)
        elif (heading := heading_of(band)) is not None:
            self.heading = (heading, scope, table.place.page)
        if has_marks(table, band):
            read_schedule(table, band, scope, self.out)
        else:
            MonthReader(table, scope, self.out).month_grid(band)

    def _band_scope(
        self, table: Table, band: Band, scope: Scope, before: tuple[Band, Scope] | None, layout: Layout
    ) -> Scope:
        """For a month grid that shares its rows with layout columns: the KPIs named beside it, or right above it.

        A grid without any whose corner repeats that of the grid before it is of the same KPI.
        """
        used = {*band.value_cols, *band.label_cols}
        top = band.head[0] if band.head else band.body[0]
        beside = [self._kpi_beside(table, row, used, layout, scope) for row in [*band.head, *band.body]]
        kpis = [kpi for found in beside for kpi in found]
        if (
            not kpis
            and before is not None
            and before[0].corner_labels() == band.corner_labels()
            and not _gap(before[0], band)
        ):
            return before[1]
        for row in range(top - 1, max(-1, top - 4), -1):
            if kpis or is_title_row(table, row) is not None:
                break
            kpis = self._kpi_beside(table, row, used, layout, scope, topics=True)
        if not kpis and before is not None and not _gap(before[0], band):
            return before[1]
        return scope.under(kpis=tuple(kpis) or scope.kpis)

    def _kpi_beside(
        self, table: Table, row: int, used: set[int], layout: Layout, scope: Scope, topics: bool = False
    ) -> list[NamedKpi]:
        found: list[NamedKpi] = []
        for col in range(table.n_cols):
            cell = table.at(row, col)
            if cell is None or (col in used and not topics) or (cell.row, cell.col) != (row, col):
                continue
            for item in passages_of(cell.blocks):
                if not isinstance(item, Passage):
                    continue
                target = read_target(item.text, scope.fiscal_year)
                if target is not None and target.match is not None:
                    found.append(NamedKpi(target.match.kpi.code, None, item.text))
                elif topics and (named := match(item.text, scope.fiscal_year)) and named.sure and not named.alike_only:
                    found.append(NamedKpi(named.kpi.code, None, item.text))
                elif (
                    topics
                    and (named := match(item.text + "の割合", scope.fiscal_year))
                    and named.sure
                    and not named.alike_only
                ):
                    found.append(NamedKpi(named.kpi.code, None, item.text, sure=False))
        return found

    def _boxes(self, table: Table, scope: Scope) -> None:
        """A table that is neither figures nor a known layout: its cells are read as text, one after another."""
        self.plans.box(table, scope)
        flow = Flow()
        for cell in table.cells:
            self._flow(passages_of(cell.blocks), scope, flow)
        if any(re.search(r"\d", cell.text) for cell in table.cells):
            self.out.cover(
                f"table {table.index}", "text", True, "no headings for figures were recognised; read as running text"
            )

    def _rows(
        self,
        table: Table,
        layout: Layout,
        scope: Scope,
        bands: Sequence[Band],
        read: Set[tuple[int, int]] = frozenset(),
    ) -> None:
        """Reads a layout table row by row; `read` are positions that were read as something else already."""
        taken = set(read) | {
            (row, col)
            for band in bands
            for row in [*band.head, *band.body]
            for col in [*band.label_cols, *band.value_cols]
        }
        state = self._carry(table, layout) or _Row()
        starts = {(band.head[0] if band.head else band.body[0]): band for band in bands}
        before: tuple[Band, Scope] | None = None
        for row in range(table.n_rows):
            if row in starts:
                band = starts[row]
                base = self._row_scope(scope, state.group, state.title)
                context = self._band_scope(table, band, base.under(kpis=tuple(state.last_kpis)), before, layout)
                self._band(table, band, context)
                before = (band, context)
            if row < layout.first_row:
                continue
            if (text := is_title_row(table, row)) is not None and (row, 0) not in taken:
                state = _Row(group=text)
                continue
            self._row(table, layout, scope, row, taken, state)
        self.carried, self.carried_page = state, table.place.page

    def _carry(self, table: Table, layout: Layout) -> _Row | None:
        """What the layout row before stood under, where the table's first row goes on with it after a page break."""
        if (
            self.carried is None
            or layout.first_row >= table.n_rows
            or is_title_row(table, layout.first_row) is not None
        ):
            return None
        first = [
            c for col in range(table.n_cols) if (c := table.at(layout.first_row, col)) and c.row == layout.first_row
        ]
        names = [
            c for c in first if (column := layout.column(c)) and column.role in ("title", "number") and solid(c.text)
        ]
        if names or not any(column.role == "title" for column in layout.columns):
            return None
        plans = [c for c in first if (column := layout.column(c)) and column.role == "plan" and solid(c.text)]
        kept = self.carried
        if any(mark_of(fold(c.text).strip()) or c.text.startswith("【") for c in plans):
            return _Row(group=kept.group, title=kept.title)
        if kept.last_kpis:
            self._inherit(self.carried_page, table.place.page)
        return _Row(
            group=kept.group,
            title=kept.title,
            last_kpis=kept.last_kpis,
            row_kpis={layout.first_row: list(kept.last_kpis)},
            carried=True,
        )

    def _row(
        self, table: Table, layout: Layout, scope: Scope, row: int, taken: set[tuple[int, int]], state: _Row
    ) -> None:
        cells = [
            c
            for col in range(table.n_cols)
            if (c := table.at(row, col)) and (c.row, c.col) == (row, col) and (row, col) not in taken
        ]
        for cell in cells:
            column = layout.column(cell)
            if column is not None and column.role == "title" and solid(cell.text):
                state.title = cell
                state.flows = {}
        base = self._row_scope(scope, state.group, state.title)
        for cell in cells:
            column = layout.column(cell)
            if column is not None and column.role in ("plan", "year"):
                self.plans.cell(
                    table, cell, column, base, column.role == "plan" and any(c.role == "title" for c in layout.columns)
                )
                self._plan_cell(cell, column, base, state)
        self.row_title = sole_heading(c for c in cells if (column := layout.column(c)) and column.role == "plan")
        kpis = tuple(state.row_kpis.get(row, ()))
        said = any(solid(c.text) for c in cells if (column := layout.column(c)) and column.role in ("plan", "year"))
        if not kpis and not said and row not in state.row_kpis and state.carried:
            kpis = tuple(state.last_kpis)
        state.carried = state.carried and not said
        state.last_kpis = list(kpis) or state.last_kpis
        for cell in cells:
            column = layout.column(cell)
            self._other_cell(table, cell, column, base.under(kpis=kpis), state.flows, row, layout)

    def _row_scope(self, scope: Scope, group: str | None, title: Cell | None) -> Scope:
        section = list(scope.section)
        owner = None
        if group:
            section.append(tidy(group))
            owner = owner_in(group)
        importance = difficulty = None
        if title is not None:
            words = solid(title.text)
            importance = "高" if re.search(r"重要度[::]高", words) else None
            difficulty = "高" if re.search(r"困難度[::]高", words) else None
            name = re.sub(r"【[^】]*】", "", joined([line.text for line in title.lines])).strip()
            if name:
                section.append(name)
        return scope.under(
            section=tuple(section),
            owner=owner,
            importance=importance,
            difficulty=difficulty,
            topic=section[-1] if section else None,
        )

    def _plan_cell(self, cell: Cell, column: Column, base: Scope, state: _Row) -> None:
        flow = state.flows.setdefault(column.col, Flow())
        before = len(flow.found)
        flow.block_no = -1
        scope = base.under(part="plan", fiscal_year=column.fiscal_year or base.fiscal_year)
        self._flow(passages_of(cell.blocks), scope, flow)
        found = flow.found[before:]
        if not found and (named := self._topic_kpi(cell, scope)):
            found = [named]
        for row in range(cell.row, cell.row + cell.rowspan):
            state.row_kpis.setdefault(row, []).extend(found)

    def _topic_kpi(self, cell: Cell, scope: Scope) -> NamedKpi | None:
        """The KPI that a plan cell without a target is about (【目標】…割合を減少させる), if its words name one."""
        text = solid(cell.text)
        if (
            8 <= len(text) <= 160
            and (found := match(text + (solid(scope.topic) if scope.topic else ""), scope.fiscal_year))
            and found.sure
        ):
            return NamedKpi(found.kpi.code, None, tidy(cell.text))
        return None

    def _other_cell(
        self,
        table: Table,
        cell: Cell,
        column: Column | None,
        scope: Scope,
        flows: dict[int, Flow],
        row: int,
        layout: Layout,
    ) -> None:
        role = column.role if column else "status" if cell.tables else "other"
        if role in ("plan", "year", "title", "number"):
            return
        if role != "next" and self.statuses.cell(table, cell, layout, scope, role):
            return
        if role == "next" and cell.place.bbox is None:
            self.statuses.moved(table, cell, scope)
        if role == "rank":
            read_rank(table, cell, scope, self.out)
            return
        part = {"next": "next", "status": "status", "symbol": "status"}.get(role, "body")
        flow = flows.setdefault(column.col if column else -cell.col - 1, Flow())
        flow.block_no = -1
        items = passages_of(cell.blocks)
        if items and isinstance(items[0], Table) and not flow.captions:
            flow.captions = self.last_captions.get(role, [])[-2:]
        self._flow(items, scope.under(part=part), flow)
        self.last_captions[role] = flow.captions


def _has_text_beside(table: Table, bands: Sequence[Band]) -> bool:
    """Whether cells outside the month grids of a table hold sentences, as in a layout whose headings are lost."""
    taken = {
        (row, col) for band in bands for row in [*band.head, *band.body] for col in [*band.label_cols, *band.value_cols]
    }
    return any(
        (cell.row, cell.col) not in taken and (len(solid(cell.text)) > 20 or cell.tables) for cell in table.cells
    )


def _all_lines(page: Page) -> Iterable[Line]:
    for block in page.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                yield from cell_lines(cell)
        else:
            yield from block.lines
