"""Rows of targets among months running down: 目標 above April, below the years or at the foot of the table.

        郵送化率              健診実施率
        令和6年度  令和5年度   令和6年度  令和5年度
目標    96.0%以上             55.0%以上
4月     95.1       94.2       4.8        4.4

Such a row is no month and no heading. Its targets are those of the KPIs named over them; the table is read without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.catalogue import Match, match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.title_words import title_line, title_words
from extract.shapes.tables.kpis.kpi_facts import record_target
from extract.shapes.tables.kpis.kpi_words import KpiName
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labels import read_label, year_doubt
from extract.shapes.tables.months.grids_down import months_down_bands

_TARGET_LABEL = re.compile(r".{0,10}(?:目標|KPI)(?:値|数値)?(?:\([^()]*\))?")
_NOT_TARGET = re.compile(r"達成|実績|率|差|比|前年")
_TWO_YEARS = "the row names another fiscal year than the column"
_UNNAMED = "a target over or under months, and no heading names its KPI"


def without_target_rows(table: Table, scope: Scope, recorder: Recorder) -> Table:
    """The table with its rows of targets emptied and recorded, if its months run down; else as it is."""
    if table.holds_tables:
        return table
    labelled = [cell for cell in table.cells if cell.col < 2 and _is_label(cell) and cell.rowspan == 1]
    bands = months_down_bands(table) if labelled else []
    if not bands or any(band.value_cols != bands[0].value_cols for band in bands):
        return table
    band = bands[0]  # a month of an earlier year may stand below those of this one
    first = min(band.body)
    rows = {cell.row: cell for cell in labelled if cell.col <= max(band.label_cols)}
    for row, label in rows.items():
        for col in band.value_cols:
            cell = table.at(row, col)
            if cell is not None and (cell.row, cell.col) == (row, col) and not is_blank(cell.text):
                heads = [
                    table.at(at, c) for c in range(col, col + cell.colspan) for at in range(first) if at not in rows
                ]
                whole = cell.colspan >= len(band.value_cols)
                _record(table, cell, label, [head for head in heads if head is not None], whole, scope, recorder)
    emptied = [replace(cell, blocks=[]) if cell.row in rows and cell.rowspan == 1 else cell for cell in table.cells]
    return replace(table, cells=emptied) if rows else table


def _is_label(cell: Cell) -> bool:
    text = solid(cell.text)
    return bool(_TARGET_LABEL.fullmatch(text)) and not _NOT_TARGET.search(text)


def _record(
    table: Table, cell: Cell, label: Cell, heads: Sequence[Cell], whole: bool, scope: Scope, recorder: Recorder
) -> None:
    """Records the target of a cell, or rejects it; one that reaches over all columns (`whole`), or stands under years
    alone, may be of the KPI that the title of the table names.
    """
    where = Locator(cell.place, table.index, cell.row, cell.col)
    year = scope.fiscal_year or scope.header.fiscal_year
    named = _named(heads, year)
    if named is None and (whole or not any(read_label(solid(head.text), year).rest for head in heads)):
        named = _titled(scope, year)
    if named is None:
        recorder.reject(where, cell.text, _UNNAMED)
        return
    own = read_label(solid(label.text), year)
    over = {at for head in heads if (at := read_label(solid(head.text), year).fiscal_year) is not None}
    said = own.fiscal_year or (next(iter(over)) if len(over) == 1 else year)
    doubt = doubt_in(cell) or doubt_in(label) or year_doubt(own)
    if own.fiscal_year is not None and cell.colspan == 1 and over and over != {own.fiscal_year}:
        doubt = doubt or _TWO_YEARS
    text, found = named
    record_target(recorder, scope, where, cell, KpiName(text, found, doubt), said, solid(label.text))


def _titled(scope: Scope, year: int | None) -> tuple[str, Match] | None:
    """The KPI that the title of the table surely names."""
    title = title_words(title_line(scope))
    found = match(solid(title), year) if title else None
    sure = found is not None and found.sure and not found.alike_only and found.kpi.in_force(year)
    return (title, found) if title and found is not None and sure else None


def _named(heads: Sequence[Cell], year: int | None) -> tuple[str, Match] | None:
    """The KPI that one of the headings names, or all together, outermost first."""
    texts = list(dict.fromkeys(solid(joined([line.text for line in head.lines])) for head in heads))
    for text in (*texts, "".join(texts)):
        found = match(text, year) if len(text) >= 4 else None
        if found is not None and not found.alike_only:
            return text, found
    return None
