"""Sheets of one activity whose fields stand above, between and below grids with headings of their own.

施策名 健診の受診促進            │ 困難度:高
分野   │ 戦略 │ 担当 │ 保健グループ
目標(KPI)     │ 令和6年度 │ 令和5年度 │ 達成状況
…
取組内容       │ 実施結果        │ 評価
…
次年度の課題 │ …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.document import Cell, Table
from extract.normalise.numbers import parse_figure
from extract.normalise.text import solid
from extract.shapes.context import Header
from extract.shapes.plan.sheet_fields import Sheet, fields_in, label_role
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.plans.layout import find_layout

#: A grid has so many columns and rows, its headings with them.
_COLUMNS, _ROWS = 3, 2
_HEAD_CHARS = 16  # longer words are no heading
_GRIDS = 2  # a table of one grid is not made of parts
_WEIGHT = re.compile(r"(?P<what>重要度|困難度)\s*[:：]?\s*高")
_WEIGHTS = {"重要度": "importance", "困難度": "difficulty"}


@dataclass(frozen=True)
class GriddedSheet:
    """One activity: its title and fields, its grids each from its row of headings, and how weighty it is said to be."""

    sheet: Sheet
    grids: tuple[Table, ...]
    weights: dict[str, str]


def gridded_sheet(table: Table, header: Header) -> GriddedSheet | None:
    """The sheet that a table is; None where it has not several grids, one of them of work and how it is judged, or
    where the rows around these are no fields.
    """
    if not table.has_places or table.n_cols < _COLUMNS:
        return None
    grids = _grids(table)
    parts = [_rows(table, rows) for rows in grids]
    if len(parts) < _GRIDS or not any(_is_of_work(part, header) for part in parts):
        return None
    first = [cell for cell in table.cells if cell.row == 0 and solid(cell.text)]
    title = first[0] if grids[0].start > 0 and first and label_role(first[0].text) is None else None
    in_grids = {row for rows in grids for row in rows} | ({0} if title is not None else set())
    rest = replace(table, cells=[cell for cell in table.cells if cell.row not in in_grids])
    fields = fields_in(rest)
    if title is None or (rest.cells and not fields):
        return None
    weights = {_WEIGHTS[found["what"]]: "高" for cell in first for found in _WEIGHT.finditer(solid(cell.text))}
    return GriddedSheet(Sheet(tuple(fields), title), tuple(parts), weights)


def _grids(table: Table) -> list[range]:
    """The rows of each grid: several with the same columns, of which the first holds headings."""
    builds = [_build(table, row) for row in range(table.n_rows)]
    found = []
    for build, run in groupby(range(table.n_rows), key=lambda row: builds[row]):
        rows = list(run)
        if len(build) >= _COLUMNS and len(rows) >= _ROWS and _is_head(_cells(table, rows[0])):
            found.append(range(rows[0], rows[-1] + 1))
    return found


def _build(table: Table, row: int) -> tuple[tuple[int, int], ...]:
    """Where the cells of a row begin, and over how many columns."""
    return tuple((cell.col, cell.colspan) for cell in _cells(table, row))


def _cells(table: Table, row: int) -> list[Cell]:
    found = (table.at(row, col) for col in range(table.n_cols))
    return list({id(cell): cell for cell in found if cell is not None}.values())


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether cells are short words, and none of them a label beside its field (担当 │ 保健グループ)."""
    texts = [solid(cell.text) for cell in cells]
    if any(not text or len(text) > _HEAD_CHARS or cell.tables for text, cell in zip(texts, cells, strict=True)):
        return False
    return not any(parse_figure(text) or symbol_of(text) for text in texts)


def _is_of_work(part: Table, header: Header) -> bool:
    layout = find_layout(part, None, header)
    roles = {column.role for column in layout.columns} if layout is not None and layout.first_row == 1 else set()
    return "plan" in roles and bool(roles & {"status", "symbol"})


def _rows(table: Table, rows: range) -> Table:
    """Some rows as a table of their own."""
    cells = [replace(cell, row=cell.row - rows.start) for cell in table.cells if cell.row in rows]
    return replace(table, n_rows=len(rows), cells=cells)
