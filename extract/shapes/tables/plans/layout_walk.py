"""Layout tables, row by row: every cell is read as what its column holds, be it plan, progress, rank or status."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace

from extract.catalogue import Match, match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.text import fold, joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.plan.plan_items import PlanItems
from extract.shapes.plan.plan_text import owner_in
from extract.shapes.plan.status_cells import StatusCells
from extract.shapes.plan.statuses import Heading, Judged, headings_after, sole_heading
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.labelled.grids import Band, is_figure_text
from extract.shapes.tables.labelled.ranks import is_moved_rank, read_rank
from extract.shapes.tables.months.month_grids import MonthGrids
from extract.shapes.tables.plans.layout import Column, Layout, is_title_row
from extract.shapes.tables.plans.pillars import is_open, pillar_beside
from extract.shapes.tables.plans.plan_budgets import read_budget
from extract.shapes.tables.plans.plan_columns import of_row
from extract.shapes.tables.plans.rows_over_pages import Since, begins_with_kpi, name_before_break, since
from extract.shapes.text.flow import Flow
from extract.shapes.text.names_over_targets import with_names_ahead
from extract.shapes.text.passages import Passage, mark_of, passages_of
from extract.shapes.text.sentences import read_target

_UNREAD = "a figure beside a plan, under a heading that was not understood"
#: Columns that say something about a plan and hold no facts of their own.
_BESIDE_PLANS = ("title", "number", "owner", "importance", "difficulty", "when")
_PART = re.compile(r"第[\d一二三四五六七八九十]")
#: What an item of a list is about, before its colon.
_ABOUT = re.compile(r"^[・●○◆■\-]?\s*(?P<name>[^:。、()・\d]{2,16}):")

#: Reads the passages and tables of a cell under a scope into a flow.
#: A line that only says how the KPI above it stands.
_RESULT = re.compile(r"^(?:◆|[※(]?直近の?実績|[▶▷►▸▹▼▽◇■●○・※→⇒>]?\s*\S{2,4}年度の?(?:状況|実績)[:：])")
#: The heading of a column that names KPIs; names of groups beside it are no longer, and no work.
_KPI_COLUMN, _LONGEST_GROUP = re.compile(r"(?:KPI|(?:評価|成果|達成)?指標)(?:[(](?:KPI|指標)[)])?名?"), 24
_WORK = re.compile(r"[。、]|(?:する|行う|図る|める|げる|[うくぐすつぬぶむ])$")
ReadFlow = Callable[[Sequence[Passage | Table], Scope, Flow], Flow]


@dataclass
class _Row:
    """Where a layout table stands: the part of the report at its left, group, title cell, the title `over` the next
    plans, the flows of its columns, KPIs by row and of the last row, the `headings` that its plans have printed so
    far, and those `above` the row.
    """

    pillar: str | None = None
    group: str | None = None
    title: Cell | None = None
    over: str | None = None
    flows: dict[int, Flow] = field(default_factory=dict)
    row_kpis: dict[int, list[NamedKpi]] = field(default_factory=dict)
    last_kpis: list[NamedKpi] = field(default_factory=list)
    carried: bool = False
    headings: list[Heading] = field(default_factory=list)
    above: list[Heading] = field(default_factory=list)


def _one(found: Match) -> bool:
    """Whether a match is one KPI by its terms, sure or not."""
    return not (found.several or found.alike_only)


def _in_its_column(table: Table, band: Band, layout: Layout) -> Band:
    """A grid of months that shares its rows with the columns of a layout, without labels that stand in other columns
    than its months do: these are of the layout's row.
    """

    def columns(cols: Sequence[int]) -> dict[int, Column | None]:
        cells = {col: cell for col in cols for row in band.body if (cell := table.at(row, col)) is not None}
        return {col: layout.column(cell) for col, cell in cells.items() if cell.box is not None}

    over = {column.col if column is not None else None for column in columns(band.value_cols).values()}
    if len(over) != 1 or None in over:
        return band
    inside = [col for col, column in columns(band.label_cols).items() if column is not None and column.col in over]
    return replace(band, label_cols=inside) if inside else band


def _forget(flow: Flow, scope: Scope) -> None:
    """What the rows above said in a column of progress is of their plans, not of the KPIs that this row names."""
    flow.captions = []
    if flow.recent is not None and all(kpi.code != flow.recent.code for kpi in scope.kpis):
        flow.recent = None


def _keep_headings(cells: Sequence[Cell], layout: Layout, state: _Row) -> None:
    """Keeps the headings that the plans of a row stand under, and those that the rows below it do, where no column of
    titles says what the rows are about.
    """
    if any(column.role == "title" for column in layout.columns):
        return
    before = state.headings
    for cell in cells:
        if (column := layout.column(cell)) is not None and column.role == "plan":
            state.headings = headings_after(state.headings, cell)
    state.above = [pair for pair in before if pair in state.headings]


def _under_headings(scope: Scope, state: _Row) -> Scope:
    """The scope of what judges a row, under the headings that stand over its plan."""
    return scope.under(section=(*scope.section, *(text for _, text in state.above))) if state.above else scope


def _gap(above: Band, below: Band) -> bool:
    """Whether rows lie between two bands."""
    last = max([*above.head, *above.body])
    first = min([*below.head, *below.body])
    return first - last > 1


def _names_groups(table: Table, col: int, layout: Layout) -> bool:
    """Whether a column of work left of a list of KPIs names only the groups of these: short words, and some of them
    beside several rows.
    """
    heads = [c for c in table.cells if c.row < layout.first_row and _KPI_COLUMN.fullmatch(solid(c.text))]
    kpis = [head.col for head in heads]
    cells = [c for c in table.cells if c.col == col and c.row >= layout.first_row and c.colspan == 1 and solid(c.text)]
    if not kpis or col > min(kpis) or not any(cell.rowspan > 1 for cell in cells):
        return False
    return all(len(solid(cell.text)) <= _LONGEST_GROUP and not _WORK.search(solid(cell.text)) for cell in cells)


def _title_over_plans(table: Table, cells: Sequence[Cell], layout: Layout) -> Cell | None:
    """The title of the plans in the rows below it: a marked line that runs on over what judges each of them, a cell of
    its own with a mark beside the plan.
    """
    plans = {column.col for column in layout.columns if column.role == "plan"}
    for cell in cells:
        text = fold(cell.text).strip()
        marked = len(cell.lines) == 1 and mark_of(text) is not None and not text.endswith("。")
        below = table.at(cell.row + cell.rowspan, cell.col)
        judged = table.at(cell.row + cell.rowspan, cell.col + cell.colspan - 1)
        if not marked or cell.col not in plans or below is None or judged is None or below is judged:
            continue
        if below.col == cell.col and solid(below.text) and symbol_of(solid(judged.text)):
            return cell
    return None


def _named_below(table: Table, cell: Cell) -> str | None:
    """What the line below a table is about (郵送申請:案内中), where a conversion set the table alone into its cell."""
    below = table.at(cell.row + cell.rowspan, cell.col)
    if table.has_places or not cell.tables or solid(cell.text) or below is None or not below.lines:
        return None
    named = _ABOUT.match(fold(below.lines[0].text).strip())
    return named["name"].strip() if named is not None else None


def _number_beside(cells: Sequence[Cell], cell: Cell, layout: Layout) -> str | None:
    """The number that a column of numbers prints for the rows of a cell, and for no others."""
    numbers = [c for c in cells if (column := layout.column(c)) and column.role == "number" and solid(c.text)]
    fits = len(numbers) == 1 and numbers[0].rowspan == cell.rowspan and cell.place.bbox is not None
    return solid(numbers[0].text) if fits and re.fullmatch(r"\d{1,2}", solid(numbers[0].text)) else None


class LayoutWalk:
    """Reads layout tables; `row_title` is the sole heading of the plan cell in the row that is being read.

    Text in cells is handed to `read_flow`, month grids that share rows with the layout to `grids`.
    """

    def __init__(
        self, recorder: Recorder, plans: PlanItems, statuses: StatusCells, grids: MonthGrids, read_flow: ReadFlow
    ) -> None:
        self.out = recorder
        self.plans = plans
        self.statuses = statuses
        self.grids = grids
        self.read_flow = read_flow
        self.row_title: str | None = None
        self.carried: _Row | None = None
        self.carried_page: int | None = None
        self.carried_section: tuple[str, ...] = ()
        self.open_row: Since | None = None  # where the facts of a last row that named no KPI begin
        self.last_captions: dict[str, list[str]] = {}
        self.spoken_of: dict[tuple[int, int | None], NamedKpi] = {}

    def read(
        self,
        table: Table,
        layout: Layout,
        scope: Scope,
        bands: Sequence[Band],
        read: Set[tuple[int, int]] = frozenset(),
    ) -> None:
        """Reads a layout table row by row; `read` are positions that were read as something else already."""
        bands = [_in_its_column(table, band, layout) for band in bands]
        taken = set(read) | {
            (row, col)
            for band in bands
            for row in [*band.head, *band.body]
            for col in [*band.label_cols, *band.value_cols]
        }
        state = self._carry(table, layout) or _Row()
        if self.carried is not None and self._is_next_page(table) and is_open(table, layout.first_row, layout):
            state.pillar = self.carried.pillar
        state.headings = self._headings_before(table, scope)
        starts: dict[int, list[Band]] = {}
        for band in bands:
            starts.setdefault(band.head[0] if band.head else band.body[0], []).append(band)
        before: tuple[Band, Scope] | None = None
        parted = self.open_row if self._is_next_page(table) and begins_with_kpi(table, layout) else None
        for row in range(table.n_rows):
            for band in starts.get(row, ()):
                base = self._row_scope(scope, state)
                context = self._band_scope(table, band, base.under(kpis=tuple(state.last_kpis)), before, layout)
                self.grids.read(table, band, context)
                before = (band, context)
            if row < layout.first_row:
                continue
            state.pillar = pillar_beside(table, row, layout) or state.pillar
            if row > layout.first_row and self.statuses.row_below(table, row, layout, self._row_scope(scope, state)):
                continue
            if (text := is_title_row(table, row)) is not None and (row, 0) not in taken:
                state = _Row(state.pillar, group=text)
                continue
            begun = since(self.out)
            self._row(table, layout, scope, row, taken, state)
            self.open_row = None if state.row_kpis.get(row) else begun
            if parted is not None and row == layout.first_row:
                name_before_break(self.out, parted, self.carried_page, state.row_kpis.get(row, ()))
        self.carried, self.carried_page, self.carried_section = state, table.place.page, scope.section
        plans = [column for column in layout.columns if column.role in ("plan", "year") and column.col in state.flows]
        named = {(column.col, column.fiscal_year): state.flows[column.col].recent for column in plans}
        self.spoken_of = {at: kpi for at, kpi in named.items() if kpi is not None}

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
            self.grids.inherit(self.carried_page, table.place.page)
        return _Row(
            group=kept.group,
            title=kept.title,
            last_kpis=kept.last_kpis,
            row_kpis={layout.first_row: list(kept.last_kpis)},
            carried=True,
        )

    def _headings_before(self, table: Table, scope: Scope) -> list[Heading]:
        """The headings in the plans of the page before, where the table goes on under the same chapter."""
        kept = self.carried
        if kept is None or kept.group or not self._is_next_page(table) or scope.section != self.carried_section:
            return []
        return list(kept.headings)

    def _row(
        self, table: Table, layout: Layout, scope: Scope, row: int, taken: set[tuple[int, int]], state: _Row
    ) -> None:
        cells = [
            c
            for col in range(table.n_cols)
            if (c := table.at(row, col)) and (c.row, c.col) == (row, col) and (row, col) not in taken
        ]
        if len(cells) == 1 and cells[0].tables and cells[0].colspan == table.n_cols:
            kpis = tuple(state.last_kpis)  # tables over the whole width show how the row above them went
            scope = self._row_scope(scope, state).under(kpis=kpis, part="body")
            self.read_flow(passages_of(cells[0].blocks), scope, Flow())
            return
        for cell in cells:
            column = layout.column(cell)
            if column is not None and column.role == "title" and solid(cell.text):
                state.title, state.over = cell, None
                state.flows = {}
        if (over := _title_over_plans(table, cells, layout)) is not None:
            state.over = tidy(over.text)
            cells = [cell for cell in cells if cell is not over]
        base = of_row(table, layout, row, self._row_scope(scope, state))
        base = base.under(section=(*base.section, state.over)) if state.over else base
        for cell in cells:
            column = layout.column(cell)
            if column is not None and column.role in ("plan", "year") and not _names_groups(table, column.col, layout):
                titled = column.role == "plan" and any(c.role == "title" for c in layout.columns)
                self.plans.cell(table, cell, column, base, titled, _number_beside(cells, cell, layout))
                if row == layout.first_row and (kpi := self._cut_off_kpi(table, cell, column)) is not None:
                    state.flows.setdefault(column.col, Flow()).recent = kpi
                self._plan_cell(cell, column, base, state)
        _keep_headings(cells, layout, state)
        self.row_title = sole_heading(c for c in cells if (column := layout.column(c)) and column.role == "plan")
        aims = [c for c in cells if (column := layout.column(c)) is not None and column.aims and solid(c.text)]
        for cell in aims:
            self._aims_cell(table, cell, base, state, layout)
        kpis = tuple(state.row_kpis.get(row, ()))
        said = any(solid(c.text) for c in cells if (column := layout.column(c)) and column.role in ("plan", "year"))
        said = said or bool(aims)
        if not kpis and not said and state.carried:
            kpis = tuple(state.last_kpis)
        elif not kpis and not said and not table.has_places:
            kpis = tuple(replace(kpi, sure=False) for kpi in state.last_kpis)  # a conversion cuts rows into lines
        state.carried = state.carried and not said
        state.last_kpis = list(kpis) or state.last_kpis
        for cell in (cell for cell in cells if not any(cell is aim for aim in aims)):
            column = layout.column(cell)
            here = _under_headings(base, state) if column is not None and column.role == "symbol" else base
            self._other_cell(table, cell, column, here.under(kpis=kpis), state.flows, row, layout)

    def _row_scope(self, scope: Scope, state: _Row) -> Scope:
        section = [*scope.section, *([state.pillar] if state.pillar else [])]
        owner = scope.owner
        if state.group:
            if section and all(_PART.match(solid(text)) for text in (section[-1], state.group)):
                section.pop()  # the part before it
            section.append(tidy(state.group))
            owner = owner_in(state.group)
        importance, difficulty = scope.importance, scope.difficulty
        if (title := state.title) is not None:
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

    def _cut_off_kpi(self, table: Table, cell: Cell, column: Column) -> NamedKpi | None:
        """The KPI at the foot of the page before whose result a page break moved to the head of the same column."""
        if not self._is_next_page(table) or not cell.lines or not _RESULT.match(fold(cell.lines[0].text).strip()):
            return None
        return self.spoken_of.get((column.col, column.fiscal_year))

    def _is_next_page(self, table: Table) -> bool:
        """Whether the layout table before stood on the page before."""
        page, before = table.place.page, self.carried_page
        return page is not None and before is not None and page == before + 1

    def _plan_cell(self, cell: Cell, column: Column, base: Scope, state: _Row) -> None:
        flow = state.flows.setdefault(column.col, Flow())
        before = len(flow.found)
        flow.block_no = -1
        if column.of_targets and flow.block is None:
            flow.block = "target"
        scope = base.under(part="plan", fiscal_year=column.fiscal_year or base.fiscal_year)
        aims = len(self.out.of("kpi_target"))
        self.read_flow(passages_of(cell.blocks), scope, flow)
        if column.role == "year" and column.fiscal_year is not None:
            own = [row for row in self.out.of("kpi_target")[aims:] if row["fiscal_year"] == column.fiscal_year]
            self.out.years_told.update(row["fact_id"] for row in own)
        found = flow.found[before:]
        if not found and (named := self._topic_kpi(cell, scope)):
            found = [named]
        for row in range(cell.row, cell.row + cell.rowspan):
            state.row_kpis.setdefault(row, []).extend(found)

    def _aims_cell(self, table: Table, cell: Cell, base: Scope, state: _Row, layout: Layout) -> None:
        """Targets of KPIs under a heading that says so: what stands beside them is of these KPIs."""
        column = layout.column(cell)
        flow = state.flows.setdefault(column.col if column else -cell.col - 1, Flow())
        before = len(flow.found)
        self._other_cell(table, cell, column, base, state.flows, cell.row, layout)
        for row in range(cell.row, cell.row + cell.rowspan):
            state.row_kpis.setdefault(row, []).extend(flow.found[before:])

    def _topic_kpi(self, cell: Cell, scope: Scope) -> NamedKpi | None:
        """The KPI that a plan cell without a target is about (【目標】…割合を減少させる), if its words name one."""
        text = solid(cell.text)
        if (
            8 <= len(text) <= 160
            and (found := match(f"{text}:{scope.topic}" if scope.topic else text, scope.fiscal_year))
            and _one(found)
        ):
            return NamedKpi(found.kpi.code, None, tidy(cell.text), found.sure)
        return None

    def _figure_of_plan(self, table: Table, cell: Cell, scope: Scope, layout: Layout) -> None:
        if not read_budget(table, cell, layout, scope, self.out):
            self.out.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _UNREAD)

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
        if role in ("plan", "year", *_BESIDE_PLANS):
            return
        if layout.of_plan and role != "symbol" and is_figure_text(cell.text):
            self._figure_of_plan(table, cell, scope, layout)
            return
        if role != "rank" and is_moved_rank(cell):
            read_rank(table, cell, scope, self.out, moved=True)
            return
        if role != "next" and self.statuses.cell(table, cell, layout, scope, role):
            return
        if role == "next" and cell.place.bbox is None:
            self.statuses.moved(table, cell, scope)
        if role == "rank":
            read_rank(table, cell, scope, self.out)
            return
        if role == "status":
            cell = self.statuses.without_tail(table, cell, layout, scope)
            cell = self.statuses.without_lead(table, cell, layout, scope)
        part = {"next": "next", "status": "status", "symbol": "status"}.get(role, "body")
        flow = flows.setdefault(column.col if column else -cell.col - 1, Flow())
        flow.block_no = -1
        if column is not None and column.aims and flow.block is None:
            flow.block = "target"
        items = passages_of(cell.blocks)
        if flow.block == "target":
            items = with_names_ahead(items, scope.fiscal_year or scope.header.fiscal_year)
        if role == "status" and cell.box is not None and row > layout.first_row:
            flow.judged = Judged()  # what the rows above say is judged there
        plan = layout.plan_cell(table, row)
        goes_on = plan is None or plan.row < row or not solid(plan.text)  # what stands beside no plan of its own
        if items and isinstance(items[0], Table) and not flow.captions and goes_on:
            flow.captions = self.last_captions.get(role, [])[-2:]
        if role == "status" and cell.box is not None and not goes_on and scope.kpis:
            _forget(flow, scope)
        self.read_flow(items, scope.under(part=part, below=_named_below(table, cell)), flow)
        self.last_captions[role] = flow.captions

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
                elif topics and (named := match(item.text, scope.fiscal_year)) and _one(named):
                    found.append(NamedKpi(named.kpi.code, None, item.text, named.sure))
                elif topics and (named := match(item.text + "の割合", scope.fiscal_year)) and _one(named):
                    found.append(NamedKpi(named.kpi.code, None, item.text, sure=False))
        return found
