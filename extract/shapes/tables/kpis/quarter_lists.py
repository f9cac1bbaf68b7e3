"""Lists of KPIs with their targets and how each stood at the ends of quarters.

KPI        │ 目標     │ 6月末 │ 9月末 │ 12月末 │ 3月末 │ 前年度末
保険証回収率 │ 90.0%以上 │ 88.1% │ 88.9% │ 89.6%  │ 90.2% │ 89.3%

Such headings are dates of results, and no months of a series.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Table
from extract.normalise.text import solid
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.kpi_words import printed_figure
from extract.shapes.tables.kpis.list_columns import list_columns
from extract.shapes.tables.labelled.grids import Band
from extract.shapes.tables.months.month_heads import at_quarter_ends

#: What says of a month that a date is meant: 9月末, 9月時点.
_DATES = ("末", "時点", "現在")


def is_quarter_list(table: Table, bands: Sequence[Band], scope: Scope) -> bool:
    """Whether all months of a table are dates at the ends of quarters, under which results of KPIs stand beside their
    targets, and nothing else.
    """
    if table.holds_tables or not all(at_quarter_ends(band.months.values()) for band in bands):
        return False
    dated = {col for band in bands for col in band.months if _is_date(band, col)}
    if not all(set(band.months) <= dated for band in bands):
        return False
    columns = list_columns(table, scope)
    if columns is None or not columns.sure or not (columns.targets or columns.own_targets):
        return False
    rows = {cell.row for cell in table.cells if cell.col in dated and printed_figure(cell) is not None}
    return dated <= set(columns.results) and len(rows) <= columns.named


def _is_date(band: Band, col: int) -> bool:
    head = band.table.at(band.head[-1], col) if band.head else None
    return head is not None and any(word in solid(head.text) for word in _DATES)
