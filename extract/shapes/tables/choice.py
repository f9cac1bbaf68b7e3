"""Which shape reads a table: layouts of whole reports, month grids, schedules, KPI lists, cards, boxes of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.document import Table
from extract.locate import Locator
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Header, Scope
from extract.shapes.plan.plan_items import PlanItems
from extract.shapes.plan.sheet_fields import Sheet, is_activity_sheet, sheets_in, stands_under_heads
from extract.shapes.plan.status_boxes import read_status_boxes
from extract.shapes.plan.status_labels import StatusLabels
from extract.shapes.plan.status_leads import StatusLeads, without_numbers
from extract.shapes.repair.columns.columns_as_cards import columns_as_cards
from extract.shapes.repair.columns.lists_beside import lists_beside
from extract.shapes.repair.columns.marks_beside_figures import with_marks_apart
from extract.shapes.repair.columns.parts_apart import positions_in, with_parts_apart
from extract.shapes.repair.columns.pieces_in_place import with_pieces_in_place
from extract.shapes.repair.heads.groups_under_title import with_groups_named
from extract.shapes.repair.heads.heads_before import HeadsBefore
from extract.shapes.repair.heads.heads_that_judge import with_judging_heads
from extract.shapes.repair.heads.joined_names import with_joined_names
from extract.shapes.repair.heads.marked_names import with_marked_names
from extract.shapes.repair.heads.split_heads import is_bare_head
from extract.shapes.repair.rows.owner_rows import without_owner
from extract.shapes.repair.rows.torn_rows import with_titles_over_rows, with_whole_plans
from extract.shapes.repair.table_as_meant import table_as_meant, unheaded
from extract.shapes.repair.whole.inner_tables import with_inner_tables
from extract.shapes.tables.above.title_bars import bars_of
from extract.shapes.tables.above.titles import under_titled_year
from extract.shapes.tables.cards.card_rows import row_lines
from extract.shapes.tables.cards.kpi_cards import card_lines, read_box, read_card_table, read_cards
from extract.shapes.tables.cards.month_cards import read_month_box
from extract.shapes.tables.cards.part_cards import read_part_box
from extract.shapes.tables.kpis.judged_items import judged_items, read_judged_items
from extract.shapes.tables.kpis.kpi_bands import with_names_beside
from extract.shapes.tables.kpis.kpi_grid import read_kpi_grid
from extract.shapes.tables.kpis.kpi_leaves import ends_in, leaves_in
from extract.shapes.tables.kpis.kpi_list import read_kpi_list
from extract.shapes.tables.kpis.kpi_sheets import is_kpi_sheet, kpi_tables, tells_of_kpi, under_name
from extract.shapes.tables.kpis.kpi_words import TARGET_HEAD
from extract.shapes.tables.kpis.list_columns import ListColumns, list_columns
from extract.shapes.tables.kpis.list_counts import counts_only
from extract.shapes.tables.kpis.now_and_target import without_now_and_targets
from extract.shapes.tables.kpis.quarter_lists import is_quarter_list
from extract.shapes.tables.labelled.branch_tables import of_own_branch
from extract.shapes.tables.labelled.figure_tables import read_table
from extract.shapes.tables.labelled.figures import NO_MEASURE
from extract.shapes.tables.labelled.grids import Band, has_marks, is_figure_text
from extract.shapes.tables.labelled.rank_tables import read_rank_table
from extract.shapes.tables.months.grids_down import is_by_month
from extract.shapes.tables.months.month_bands import month_bands
from extract.shapes.tables.months.month_grids import MonthGrids
from extract.shapes.tables.months.target_rows import without_target_rows
from extract.shapes.tables.plans.activity_rows import activity_rows, read_activity_rows
from extract.shapes.tables.plans.activity_sheets import read_sheets, scope_of
from extract.shapes.tables.plans.counts_beside import counts_beside
from extract.shapes.tables.plans.cycle_sheets import SheetHead, head_within, sheet_head, stages
from extract.shapes.tables.plans.gridded_sheets import gridded_sheet
from extract.shapes.tables.plans.group_plans import group_plans
from extract.shapes.tables.plans.layout import Column, Layout, find_layout
from extract.shapes.tables.plans.layout_walk import LayoutWalk
from extract.shapes.tables.plans.part_plans import (
    NOT_SAID,
    in_full_sentences,
    is_said,
    part_plans,
    plans_down,
    year_plans,
)
from extract.shapes.tables.plans.period_sheets import NO_RESULT, period_sheets
from extract.shapes.tables.plans.plan_columns import (
    ScheduledWork,
    judged_work,
    plan_layout,
    scheduled_work,
    with_plans_in_place,
)
from extract.shapes.tables.plans.work_counts import read_work_counts
from extract.shapes.tables.schedules.item_calendars import item_calendar, read_item_calendar
from extract.shapes.tables.schedules.mark_calendars import (
    mark_calendar,
    read_mark_calendar,
    reject_unread_marks,
)
from extract.shapes.tables.schedules.month_blocks import month_blocks, read_month_blocks
from extract.shapes.tables.schedules.parts import parts_band
from extract.shapes.tables.schedules.schedule import read_schedule
from extract.shapes.tables.schedules.work_calendars import read_work_calendar, work_calendar
from extract.shapes.tables.statuses.status_list import read_status_list
from extract.shapes.tables.statuses.status_rows import read_status_rows
from extract.shapes.text.flow import Flow
from extract.shapes.text.passages import Passage, passages_of

#: What sentences beside statuses may count.
_COUNTS = re.compile(r"\d\s*(?:[%％円件人名回社か]|事業所|機関|会場|団体)|[０-９]")
#: Why a sentence of a schedule may be no plan item.
_NAMES_MARKS = "it names the marks of a schedule, and nothing says that it is an item of the plan as well"


@dataclass
class TableChoice:
    """Gives each table of a document to the shape that reads it.

    `read_text` reads passages and tables within a cell, `chapters` takes chapter titles out of passages and gives the
    headings that then stand (None where there was no title). `layout` is the last layout of the report, `nested` says
    that the table stands in a cell of another, `marked_names` gives the KPI names that marks of the page stand for.
    """

    header: Header
    out: Recorder
    plans: PlanItems
    leads: StatusLeads
    labelled: StatusLabels
    grids: MonthGrids
    walk: LayoutWalk
    read_text: Callable[[Sequence[Passage | Table], Scope, Flow], Flow]
    chapters: Callable[[Sequence[Passage]], tuple[str, ...] | None]
    layout: Layout | None = None
    nested: bool = False
    marked_names: Callable[[], Mapping[str, str]] = dict
    heads: HeadsBefore = field(default_factory=HeadsBefore)
    leaf: tuple[Table, str, Scope] | None = None  # the sheet of a KPI read last, its name and what it stands under
    sheet: tuple[int | None, SheetHead | None] = (None, None)  # the page of the last head of a sheet, and that head

    def read(self, table: Table, scope: Scope) -> None:
        """Facts of one table, by the shape that knows its build."""
        if self._kpi_leaves(table, scope):
            return
        scope, self.leaf = self._on_leaf(table, scope), None
        if self._month_blocks(table, under_titled_year(scope)):
            return
        table, scope = self._prepared(table, scope)
        scope = self._on_sheet(table, scope)
        if self._period_sheets(table, scope) or self._gridded_sheet(table, scope):
            return
        sheets = sheets_in(table)
        if not table.cells or self._kpi_sheets(table, sheets, scope):
            return
        year = scope.fiscal_year or scope.header.fiscal_year
        sheets = sheets if all(is_activity_sheet(sheet) or tells_of_kpi(sheet, year) for sheet in sheets) else []
        under_head = self.sheet[1] is not None and self.sheet[0] == table.place.page
        if sheets and not stands_under_heads(sheets) and not under_head and not month_bands(table):
            self._sheets(table, sheets, scope)
            return
        if self._of_work(table, scope) or self._part_plans(table, scope):
            return
        layout = find_layout(table, None if self.nested else self.layout, self.header)
        if layout is not None and layout.first_row >= table.n_rows and not is_bare_head(table):
            layout = None  # labels beside their text are no headings
        if layout is not None:
            layout = with_plans_in_place(table, layout, self.header)
            table = with_titles_over_rows(with_whole_plans(table, layout), layout)
            scope = self._under_chapters_above(table, layout, scope)
        bands = self._bands(table, layout, scope)
        if layout is not None and not bands:
            table = with_inner_tables(table, layout)
        layout = layout or (None if bands or parts_band(table) else plan_layout(table, self.header))
        if layout is None and sheets and not bands and not self._is_list(table, sheets, scope):
            self._sheets(table, sheets, scope)
        elif layout is None:
            self._without_layout(table, bands, under_titled_year(scope))
        else:
            self._with_layout(table, layout, bands, scope)

    def _is_list(self, table: Table, sheets: Sequence[Sheet], scope: Scope) -> bool:
        """Whether what looks like the fields of a sheet is a list of a single KPI under its headings."""
        return stands_under_heads(sheets) and list_columns(table, scope) is not None

    def _bands(self, table: Table, layout: Layout | None, scope: Scope) -> list[Band]:
        """The months across a table; none where they are the dates of results in a list of KPIs."""
        continued = self.grids.continued(table)
        bands = [*([continued] if continued else []), *month_bands(table)]
        return [] if bands and layout is None and is_quarter_list(table, bands, scope) else bands

    def _prepared(self, table: Table, scope: Scope) -> tuple[Table, Scope]:
        """A table as its page means it, without the parts that are read apart from the rest, and its scope."""
        year = scope.fiscal_year or scope.header.fiscal_year
        titles = scope.above or scope.caption
        table = self.heads.headed(unheaded(table, titles, year), self.nested)
        if not self.header.is_plan:
            over = [self.header.title or "", *scope.above, *scope.caption]
            table = with_judging_heads(table, scope.explained, scope.legend, over)
        table = table_as_meant(table, titles, year, self.header.fiscal_year)
        table, scope = of_own_branch(table, scope, self.out)
        table = with_names_beside(with_marks_apart(with_pieces_in_place(table)), scope, self.out)
        table = without_now_and_targets(table, scope, self.out)
        table = self._without_plans_down(self._without_calendar(table, scope), scope)
        return self._without_activities(table, scope), scope

    def _without_layout(self, table: Table, bands: Sequence[Band], scope: Scope) -> None:
        """A table without columns of text: months across or down, a schedule, figures and boxes of any other build."""
        if bands:
            if _has_text_beside(table, bands):
                self.walk.read(table, Layout([], 0, table.n_cols), scope, bands)
            else:
                self.grids.read_all(table, bands, scope)
            self._scheduled_work(table, bands, scope)
        elif self.grids.read_on_down(table):
            return
        elif (parts := parts_band(table)) is not None:
            read_schedule(table, parts, scope, self.out)
            if not self._judged_work(table, parts, scope) and not self._scheduled_work(table, [parts], scope):
                self.plans.box(table, scope)
            self.out.cover(f"table {table.index}", "schedule by parts of the year", True)
        else:
            self._lists(table, scope)

    def _scheduled_work(self, table: Table, bands: Sequence[Band], scope: Scope) -> bool:
        """The work of a schedule that says who does it: its sentences are plans, in doubt, as they name marks too.

        Returns False where there is none.
        """
        found = scheduled_work(table, bands[0]) if all(has_marks(table, band) for band in bands) else None
        if found is None:
            return False
        self._listed_work(table, replace(found[0], doubt=found[0].doubt or _NAMES_MARKS), found[1], scope)
        return True

    def _judged_work(self, table: Table, band: Band, scope: Scope) -> bool:
        """The work of a schedule by parts of the year whose marks were read as statuses; False where there is none."""
        judged = any(Locator.of(row["source_ref"]).table == table.index for row in self.out.of("plan_status"))
        found = judged_work(table, band) if judged else None
        if found is not None:
            self._listed_work(table, *found, scope)
        return found is not None

    def _listed_work(self, table: Table, column: Column, rows: Sequence[ScheduledWork], scope: Scope) -> None:
        """The work in rows of a schedule as items of the plan, under their titles."""
        for row in rows:
            section = (*scope.section, row.title) if row.title else scope.section
            self.plans.cell(table, row.cell, column, scope.under(section=section, owner=row.owner), titled=False)

    def _with_layout(self, table: Table, layout: Layout, bands: Sequence[Band], scope: Scope) -> None:
        """A table with columns of plans and progress; one that lists KPIs as well is read as both."""
        apart = with_parts_apart(table, scope.above or scope.caption)
        columns = list_columns(apart, scope) if not table.holds_tables else None
        listed_beside = layout.of_plan and columns is not None and _heads_targets(table, columns, layout)
        if columns is not None and not bands and (columns.sure or listed_beside):
            read_kpi_list(apart, columns, scope, self.out)
            self.out.cover(f"table {table.index}", "kpi list", True, columns.why_left)
            plans = {column.col for column in layout.columns if column.role == "plan"}
            listed = {(row, col) for row, col in positions_in(table, apart, columns.cells(apart)) if col not in plans}
            self.walk.read(table, layout, scope, bands, listed)
        else:
            counts = counts_beside(table, layout, scope.fiscal_year or scope.header.fiscal_year) if not bands else None
            read = set(counts.taken) if counts is not None else set()
            if counts is not None:
                layout = counts.layout
                self._counts_of_work(counts.table, under_titled_year(scope))
            self.layout = layout
            self.walk.read(table, layout, scope, bands, read)

    def _counts_of_work(self, table: Table, scope: Scope) -> None:
        """Figures beside work, which a column of their own names."""
        before = len(self.out.of("period_figure"))
        self._lists(table, scope)
        self.out.of_work |= {row["fact_id"] for row in self.out.of("period_figure")[before:]}

    def _sheets(self, table: Table, sheets: Sequence[Sheet], scope: Scope) -> None:
        """Evaluation sheets: what is planned, how it is judged, and the figures and sentences beside it."""
        sheets = under_name(table, sheets, scope)
        read_sheets(table, sheets, scope, self.plans, self.out, self._kpi_figures, self.read_text)
        self.out.cover(f"table {table.index}", "evaluation sheet", True)

    def _kpi_sheets(self, table: Table, sheets: Sequence[Sheet], scope: Scope) -> bool:
        """Sheets of nothing but KPIs, each with its name and figures beside their labels; False where others are."""
        year = scope.fiscal_year or scope.header.fiscal_year
        if not sheets or stands_under_heads(sheets) or not all(is_kpi_sheet(sheet, year) for sheet in sheets):
            return False
        read = [read_kpi_grid(part, scope, self.out) for sheet in sheets for part in kpi_tables(table, sheet, year)]
        if not any(read):
            return False
        self.out.cover(f"table {table.index}", "kpi sheet", True)
        return True

    def _period_sheets(self, table: Table, scope: Scope) -> bool:
        """Sheets of activities with a grid over the parts of the year each; False where the table is no such."""
        year = scope.fiscal_year or scope.header.fiscal_year
        found = [] if self.nested else period_sheets(table, year)
        for part in found:
            read_sheets(table, [part.sheet], scope, self.plans, self.out, self._kpi_figures, self.read_text)
            here = scope_of(part.sheet, scope)
            for listed in (part.kpis, *part.strips):
                if listed is not None and (columns := list_columns(listed, here, fewest=1)) is not None:
                    read_kpi_list(listed, columns, here, self.out)
            if part.figures is not None:
                read_table(part.figures, here, self.out)
            if part.schedule is not None:
                self._without_layout(part.schedule, month_bands(part.schedule), here)
            for cell in (cell for cell in part.left if is_figure_text(cell.text)):
                self.out.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, NO_RESULT)
        if found:
            self.out.cover(f"table {table.index}", "evaluation sheet with parts of the year", True)
        return bool(found)

    def _gridded_sheet(self, table: Table, scope: Scope) -> bool:
        """A sheet of one activity with grids of its KPIs and its work among its fields; False where it is no such."""
        found = None if self.nested else gridded_sheet(table, self.header)
        if found is None:
            return False
        here = scope_of(found.sheet, scope).under(**found.weights)
        read_sheets(table, [found.sheet], scope, self.plans, self.out, self._kpi_figures, self.read_text)
        before = self.layout
        for grid in found.grids:
            self.read(grid, here)
        self.layout = before  # the next sheet has headings of its own
        self.out.cover(f"table {table.index}", "evaluation sheet with grids", True)
        return True

    def _kpi_leaves(self, table: Table, scope: Scope) -> bool:
        """Sheets of one KPI each, with the tables within; False where the table is no such."""
        year = scope.fiscal_year or scope.header.fiscal_year
        leaves = [] if self.nested else leaves_in(table, year)
        for leaf in leaves:
            read_sheets(table, [leaf.sheet], scope, self.plans, self.out, self._kpi_figures, self.read_text)
            name, here = leaf.within(scope, year)
            title = passages_of(leaf.title.blocks) if leaf.title is not None else []
            for at, (inner, words) in enumerate(leaf.inner, 1):
                over = title if at == len(leaf.inner) else []
                self.read_text([*over, inner], here, Flow(captions=[*words, name]))
        if leaves:
            self.leaf = table, name, here
            self.out.cover(f"table {table.index}", "sheet of a kpi", True)
        return bool(leaves)

    def _on_leaf(self, table: Table, scope: Scope) -> Scope:
        """The scope of a table of months that the sheet of a KPI ends in, where rulings part it from the sheet."""
        if self.leaf is None or self.nested or scope.above or not ends_in(self.leaf[0], table):
            return scope
        _, name, here = self.leaf
        return here.under(caption=(name,), above=(name,))

    def _kpi_figures(self, table: Table, scope: Scope) -> int:
        return read_kpi_grid(table, scope, self.out)

    def _on_sheet(self, table: Table, scope: Scope) -> Scope:
        """The scope under the head of the sheet that the table stands on, if its page has one."""
        if self.nested:
            return scope
        if (head := sheet_head(table) or (head_within(table) if stages(table) else None)) is not None:
            self.sheet = (table.place.page, head)
        page, known = self.sheet
        return known.over(scope) if known is not None and page == table.place.page else scope

    def _of_work(self, table: Table, scope: Scope) -> bool:
        """Reads a table of work planned and done in figures, or a sheet of its stages; False where it is neither."""
        if read_work_counts(table, under_titled_year(scope), self.out):
            self.out.cover(f"table {table.index}", "plans and results in figures", True)
            return True
        found = stages(table)
        for label, cell in found:
            here = scope.under(section=(*scope.section, label))
            if label.startswith("P"):
                self.plans.stage(table, cell, here)
            self.read_text(passages_of(cell.blocks), here, Flow())
        if found:
            self.out.cover(f"table {table.index}", "plan, do, check, act", True)
        return bool(found)

    def _part_plans(self, table: Table, scope: Scope) -> bool:
        """Reads a grid of work below parts of the year, or whom it is for, in sentences; False where it is none."""
        found = part_plans(table) or group_plans(table)
        if not found and (of_years := year_plans(table)) and find_layout(table, None, self.header) is None:
            found = of_years
        doubt = None if is_said(scope) else NOT_SAID
        for plan in found:
            self.plans.field(table, plan.cell, plan.within(scope), titled=False, doubt=doubt, alone=True)
        if found:
            self.out.cover(f"table {table.index}", "plans by parts of the year", True)
        return bool(found)

    def _without_plans_down(self, table: Table, scope: Scope) -> Table:
        """The table without the work beside parts of the year that run down, which is read as plans."""
        found = plans_down(table)
        doubt = None if is_said(scope) else NOT_SAID
        for plan in found:
            self.plans.field(table, plan.cell, plan.within(scope), titled=False, doubt=doubt, alone=True)
        read = {id(plan.cell) for plan in found}
        cells = [replace(cell, blocks=[]) if id(cell) in read else cell for cell in table.cells]
        return replace(table, cells=cells) if found else table

    def _statuses_of_box(self, table: Table, scope: Scope) -> None:
        """Statuses beside what they judge, or in lines of a box of text."""
        self.leads.say_pairs(table, scope.section_path)
        if len(table.cells) == 1:
            for item in passages_of(table.cells[0].blocks):
                if isinstance(item, Passage):
                    self.labelled.say(item, scope.section_path)

    def _month_blocks(self, table: Table, scope: Scope) -> bool:
        """Whether the table tells of activities month by month, with figures of each, and was read so."""
        year = scope.fiscal_year or scope.header.fiscal_year
        blocks = None if scope.header.is_plan else month_blocks(table, year)  # figures of a plan are no results
        if blocks is None:
            return False
        read_month_blocks(blocks, scope, self.out)
        self.read_text([passage for _, _, passage in blocks.work], scope, Flow())
        self.out.cover(f"table {table.index}", "activities and figures by month", True)
        return True

    def _without_calendar(self, table: Table, scope: Scope) -> Table:
        """What is left of a table once the calendar of marks or of activities that it ends in was read."""
        if (listed := item_calendar(table)) is not None:
            read_item_calendar(listed, under_titled_year(scope), self.out)
            self.out.cover(f"table {table.index}", "calendar of activities", True)
            return listed.rest
        if in_full_sentences(part_plans(table)):
            return table
        calendar = mark_calendar(table)
        if calendar is None and (work := work_calendar(table, scope)) is not None:
            read_work_calendar(work, table, under_titled_year(scope), self.out)
            self.out.cover(f"table {table.index}", "calendar of work", True)
            return work.rest or replace(table, cells=[])
        if calendar is None:
            return table
        read_mark_calendar(calendar, under_titled_year(scope), self.out)
        self.out.cover(f"table {table.index}", "calendar of marks", True)
        return calendar.rest

    def _without_activities(self, table: Table, scope: Scope) -> Table:
        """What is left of a table once its rows of activities and their statuses by quarter were read."""
        found = None if scope.header.is_plan else activity_rows(table, scope.explained)
        if found is None or (parts_band(table) is not None and not found.judged):
            return table  # there symbols say when, not how well
        read_activity_rows(found, scope, self.out)
        self.out.cover(f"table {table.index}", "activities and statuses", True)
        return found.rest

    def _under_chapters_above(self, table: Table, layout: Layout, scope: Scope) -> Scope:
        """The scope under the chapter titles that a conversion wrote as rows above the headings of a table."""
        above = [cell for cell in table.cells if cell.row < layout.first_row - 1 and cell.place.bbox is None]
        passages = [item for cell in above for item in passages_of(cell.blocks) if isinstance(item, Passage)]
        section = None if self.nested else self.chapters(passages)
        return scope.under(section=section, topic=section[-1]) if section else scope

    def _lists(self, table: Table, scope: Scope) -> None:
        """A table without a layout or months across; of lists side by side one after another."""
        year = scope.fiscal_year or scope.header.fiscal_year
        if read_rank_table(table, scope, self.out):
            self.out.cover(f"table {table.index}", "ranks", True)
            return
        if (cards := columns_as_cards(table, year)) is not None:
            self._boxes(cards, scope)
            return
        table = with_parts_apart(with_groups_named(table, scope), scope.above or scope.caption)
        table = without_target_rows(table, scope, self.out)
        table = with_joined_names(with_marked_names(table, self.marked_names, year), year)
        for part in lists_beside(table, year):
            nested = part.holds_tables or is_by_month(part)
            self._figures(part, None if nested else list_columns(part, scope), scope)

    def _figures(self, table: Table, columns: ListColumns | None, scope: Scope) -> None:
        """A table without a layout or months across: a KPI list, a table of figures, or boxes of text."""
        table = without_owner(table)
        counted = counts_only(table, scope.fiscal_year or scope.header.fiscal_year)
        items = judged_items(table, columns, scope) if columns is not None and not counted else []
        columns = replace(columns, statuses=[]) if columns is not None and items else columns
        if columns is not None and not counted and self._kpi_list(table, columns, scope):
            self.out.cover(f"table {table.index}", "kpi list", True, columns.why_left)
            read_judged_items(table, items, scope, self.out)
        elif not counted and not is_by_month(table) and read_kpi_grid(table, scope, self.out):
            self.out.cover(f"table {table.index}", "kpi table", True)
        elif self.leads.say_pairs(table, scope.section_path):
            self._boxes(without_numbers(table), scope)
            return
        elif not table.holds_tables and read_table(table, scope, self.out):
            reject_unread_marks(table, self.out)
            read_status_list(table, scope, self.out)
            self.grids.remember_down(table, scope)
            self.out.cover(f"table {table.index}", "figures", True)
        elif read_status_list(table, scope, self.out):
            self.out.cover(f"table {table.index}", "statuses", True)
            self.plans.box(table, scope)
            for cell in table.cells:
                if _COUNTS.search(cell.text) and not is_figure_text(cell.text):
                    self.read_text(passages_of(cell.blocks), scope, Flow())
        else:
            reject_unread_marks(table, self.out)
            self._boxes(table, scope)
            return
        read_status_rows(table, scope, self.out)

    def _kpi_list(self, table: Table, columns: ListColumns, scope: Scope) -> bool:
        """Whether a table lists KPIs; where it has the columns and not one target or result, nothing of it is kept."""
        before = self.out.state()
        if read_kpi_list(table, columns, scope, self.out):
            return True
        self.out.back(before)
        return False

    def _boxes(self, table: Table, scope: Scope) -> None:
        """A table that is neither figures nor a known layout: its cells are read as text, one after another."""
        if read_card_table(table, scope, self.out):
            self.out.cover(f"table {table.index}", "kpi cards", True)
            return
        cards = [
            cell
            for cell in table.cells
            if read_cards(
                lines := row_lines(cell, scope.explained) or card_lines(cell, scope.explained), scope, self.out
            )
            or read_month_box(lines, scope, self.out)
            or read_box(lines, scope, self.out)
            or read_part_box(lines, scope, self.out)
        ]
        self.leads.say_cards(table, scope.section_path)
        if cards:
            self.out.cover(f"table {table.index}", "kpi card", True)
            parted = self.plans.part(table, scope)
            self.plans.cards(table, [cell for cell in cards if cell not in parted], scope)
        else:
            self.plans.box(table, scope)
            if not read_status_boxes(table, scope, self.out):
                self._statuses_of_box(table, scope)
                self.leads.say_box(table, scope.section_path)
        flow = Flow()
        bars, here = {} if cards else bars_of(table), scope
        for cell in table.cells:
            if not any(cell is card for card in cards):
                if cell.row in bars:
                    self.read_text(passages_of(cell.blocks), scope, Flow())
                    here, flow = bars[cell.row].over(scope), Flow(captions=[bars[cell.row].name])
                    continue
                self.read_text(passages_of(cell.blocks), here, flow)
                head = table.at(0, cell.col)
                if is_figure_text(cell.text) and not (head and NO_MEASURE.search(solid(head.text))):
                    where = Locator(cell.place, table.index, cell.row, cell.col)
                    self.out.reject(where, cell.text, "a figure in a table whose headings were not understood")
        if not cards and any(re.search(r"\d", cell.text) for cell in table.cells):
            self.out.cover(
                f"table {table.index}", "text", True, "no headings for figures were recognised; read as running text"
            )


def _heads_targets(table: Table, columns: ListColumns, layout: Layout) -> bool:
    """Whether headings of a plan table name the targets that were found in it, not texts that only look like some."""
    heads = (table.at(row, col) for row in range(layout.first_row) for col in columns.targets)
    return any(head is not None and TARGET_HEAD.search(solid(head.text)) for head in heads)


def _has_text_beside(table: Table, bands: Sequence[Band]) -> bool:
    """Whether cells outside the month grids of a table hold sentences, as in a layout whose headings are lost."""
    taken = {
        (row, col) for band in bands for row in [*band.head, *band.body] for col in [*band.label_cols, *band.value_cols]
    }
    return any(
        (cell.row, cell.col) not in taken and (len(solid(cell.text)) > 20 or cell.tables) for cell in table.cells
    )
