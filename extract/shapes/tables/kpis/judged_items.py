"""Lists of KPIs that judge work: 評価 | 取組項目 | 実施状況 | KPI | 目標 | 実績.

The status of a row judges the work that it names, whether a KPI stands beside it or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.attainment import verdict_in
from extract.shapes.tables.kpis.list_columns import ListColumns, heads_over, is_title_row
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.statuses.status_list import NAMES_OF_WORK, record_status

#: Fewer rows are no column of judged work.
_LEAST = 2


@dataclass(frozen=True)
class JudgedItem:
    """A status and the work that it judges, below the title of its group of rows."""

    status: Cell
    work: Cell
    title: str | None

    def within(self, scope: Scope) -> Scope:
        """The scope with that title."""
        return scope.under(section=(*scope.section, self.title)) if self.title else scope


def judged_items(table: Table, columns: ListColumns, scope: Scope) -> Sequence[JudgedItem]:
    """What the one column of statuses of a list of KPIs judges by rows: the work in a column headed so. Nothing where
    the statuses may be of the KPIs: each row names one, and the statuses stand behind it.
    """
    if len(columns.statuses) != 1 or table.holds_tables:
        return []
    at = columns.statuses[0]
    named = [col for col in range(table.n_cols) if col not in (at, columns.name) and _is_headed(table, col, columns)]
    if len(named) != 1:
        return []
    found = list(_pairs(table, at, named[0], columns))
    texts = {solid(item.work.text) for item in found}
    alone = [item for item in found if _is_blank(table.at(item.status.row, columns.name))]
    verdicts = any(verdict_in(item.status, scope) is not None for item in found)
    if len(found) < _LEAST or len(texts) < len(found) or verdicts:
        return []
    return found if alone or at < columns.name else []


def read_judged_items(table: Table, items: Sequence[JudgedItem], scope: Scope, recorder: Recorder) -> None:
    """Records the work and its statuses."""
    for item in items:
        here, text = item.within(scope), joined([line.text for line in item.work.lines])
        recorder.add(
            "plan_item",
            Locator(item.work.place, table.index, item.work.row, item.work.col),
            item.work.text,
            "kpi_list",
            doubt_in(item.work),
            fiscal_year=scope.fiscal_year or scope.header.fiscal_year,
            item_no=None,
            item_ja=text,
            importance=None,
            difficulty=None,
            owner_group=None,
            section=here.section_path,
        )
        record_status(table, item.status, text, here, recorder, "kpi_list")


def _is_headed(table: Table, col: int, columns: ListColumns) -> bool:
    """Whether the heading of a column says that it names work."""
    heads = [cell for cell in heads_over(table, col, columns.first_row) if cell.col == col and solid(cell.text)]
    return bool(heads) and all(NAMES_OF_WORK.fullmatch(solid(cell.text)) for cell in heads[-1:])


def _pairs(table: Table, at: int, work_at: int, columns: ListColumns) -> list[JudgedItem]:
    """Each status below the headings with the work of just its rows; nothing where one has none."""
    out: list[JudgedItem] = []
    title: str | None = None
    for row in range(_below_heads(table, work_at, columns.first_row), table.n_rows):
        status, work = table.at(row, at), table.at(row, work_at)
        if is_title_row(table, row):
            title = next(tidy(cell.text) for cell in table.cells if cell.row == row and solid(cell.text))
        elif status is not None and status.row == row and solid(status.text):
            rows = (status.row, status.rowspan)
            if status.col != at or work is None or (work.row, work.rowspan) != rows or not solid(work.text):
                return []
            out.append(JudgedItem(status, work, title))
    return out


def _below_heads(table: Table, col: int, first: int) -> int:
    """The first row below the last heading over a column that names work."""
    heads = [row for row in range(first) if (c := table.at(row, col)) and NAMES_OF_WORK.fullmatch(solid(c.text))]
    return max(heads, default=-1) + 1


def _is_blank(cell: Cell | None) -> bool:
    return cell is None or not solid(cell.text) or is_blank(cell.text)
