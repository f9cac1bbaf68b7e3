"""Rows of a layout that a page break parts from the KPI of their plan: what stands beside them before it is of that.

3 | △ | 回収率 86.4 88.0 … | ⑴届出への添付を周知する。 | 11位
───────────────────────── a page ends ─────────────────────────
  |   |                    | 【KPI】保険証回収率を…       |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.catalogue import catalogue
from extract.document import Cell, Table
from extract.normalise.text import fold, solid
from extract.recorder import Recorder, flag
from extract.shapes.context import NamedKpi
from extract.shapes.names.measures import unit_fits
from extract.shapes.plan.plan_text import has_kpi_tag
from extract.shapes.tables.plans.layout import Layout

_ROLES = ("number", "symbol")
_ON_NEXT_PAGE = "the KPI of its row stands on the next page, behind a page break"

#: How many facts of each kind there were when a row began.
Since = Mapping[str, int]


def since(recorder: Recorder) -> Since:
    """Where the facts that a row of a layout records will begin."""
    return {kind: len(recorder.of(kind)) for kind in ("monthly_actual", "kpi_rank")}


def begins_with_kpi(table: Table, layout: Layout) -> bool:
    """Whether the first row of a page goes on with that before the break: its plan with a KPI, and beside it stand
    neither number nor symbol.
    """
    row = layout.first_row
    cells = [cell for col in range(table.n_cols) if (cell := table.at(row, col)) is not None and cell.row == row]
    plans = [cell for cell in cells if _role(layout, cell) == "plan" and solid(cell.text)]
    numbered = any(column.role in _ROLES for column in layout.columns)
    new = any(_role(layout, cell) in _ROLES and solid(cell.text) for cell in cells)
    return numbered and not new and len(plans) == 1 and has_kpi_tag(solid(fold(plans[0].text)))


def name_before_break(recorder: Recorder, begun: Since, page: int | None, kpis: Sequence[NamedKpi]) -> None:
    """Gives what a row recorded on the page before the break the one KPI that stands behind it, in doubt: series with
    its short name, and ranks.
    """
    if len({kpi.code for kpi in kpis}) != 1:
        return
    kpi = catalogue()[kpis[0].code]
    months = [
        row
        for row in recorder.of("monthly_actual")[begun["monthly_actual"] :]
        if solid(str(row["measure_ja"])).removesuffix("累計") in kpi.row_labels and unit_fits(kpi, row.get("unit"))
    ]
    for row in (*months, *recorder.of("kpi_rank")[begun["kpi_rank"] :]):
        if row.get("kpi_code") is None and row["page"] == page:
            row["kpi_code"] = kpi.code
            flag(row, _ON_NEXT_PAGE)


def _role(layout: Layout, cell: Cell) -> str | None:
    column = layout.column(cell)
    return column.role if column is not None else None
