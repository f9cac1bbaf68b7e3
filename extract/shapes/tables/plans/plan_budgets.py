"""What work in a plan's table is to cost: 事業の内容 | 予算額(千円).

The money is a figure of the year, named by the work that it stands beside.
"""

from __future__ import annotations

import re

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.measures import Naming
from extract.shapes.tables.labelled.cells import doubt_in, read_cell
from extract.shapes.tables.labels import Label, read_label, year_doubt
from extract.shapes.tables.plans.layout import Layout

_BUDGET = re.compile(r"(?:当初)?予算(?:案|額)?(?:\(案\))?|(?:事業|必要|所要|概算)(?:経費|費用?|額)|経費|費用")
_TOTAL = re.compile(r"(?:総|合)計|計|小計")
_MONEY = re.compile(r"(?:千|百万|万|億)?円")
_NO_MONEY = "no unit of money is printed for this figure"


def read_budget(table: Table, cell: Cell, layout: Layout, scope: Scope, recorder: Recorder) -> bool:
    """Records what the work of a row is to cost, or all of it; False where the figure is none of a column of costs."""
    head = _head(table, cell, layout, scope)
    figure = read_cell(cell).figure
    work = layout.plan_cell(table, cell.row)
    if head is None or figure is None or work is None or (work.row, work.rowspan) != (cell.row, cell.rowspan):
        return False
    name = tidy(joined([line.text for line in work.lines])).rstrip("。")
    total = bool(_TOTAL.fullmatch(solid(name)))
    measure = _BUDGET.search(head.rest)
    if is_blank(name) or measure is None:
        return False
    unit = figure.unit or head.unit or Naming(scope).caption_unit(measure.group(0))
    year = head.fiscal_year or scope.fiscal_year or scope.header.fiscal_year
    money = unit is not None and _MONEY.fullmatch(unit)
    recorder.add(
        "period_figure",
        Locator(cell.place, table.index, cell.row, cell.col),
        cell.text,
        "plan_budget",
        doubt_in(cell) or head.doubt or year_doubt(head) or (None if money else _NO_MONEY),
        fiscal_year=year,
        measure_ja=measure.group(0) if total else f"{name} {measure.group(0)}",
        kpi_code=None,
        period="FY",
        dimension=name if total else None,
        value=figure.value,
        unit=unit,
        section=scope.section_path,
    )
    return True


def _head(table: Table, cell: Cell, layout: Layout, scope: Scope) -> Label | None:
    """The heading of a column of costs, the one cell right over its figures."""
    over = [table.at(row, cell.col) for row in range(layout.first_row)]
    texts = list(dict.fromkeys(solid(head.text) for head in over if head is not None and solid(head.text)))
    if len(texts) != 1:
        return None
    label = read_label(texts[0], scope.fiscal_year or scope.header.fiscal_year)
    return label if _BUDGET.fullmatch(label.rest) and not label.prior else None
