"""Sheets of one activity in which a grid over the parts of the year stands between the fields.

施策名   │ 返納金の回収 │ 担当 │ 業務グループ
取組内容 │ ・文書で催告する。
指標     │ 目標 │ 第1四半期 │ 第2四半期 │ 累計
回収率   │ 58%  │ 24%       │ 38%       │        (or 数値 │ … of the KPI that a field names)
催告件数 │      │ 86        │ 92        │ 178
評価     │      │ ○         │ △         │
コメント │ 催告を早めた。

The rows of the grid are read as the lists of KPIs and tables of figures that they are; its statuses judge the activity,
each in its part of the year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.catalogue import match
from extract.document import Cell, Paragraph, Table
from extract.normalise.numbers import figures_in, is_blank
from extract.normalise.text import solid
from extract.shapes.plan.sheet_fields import Field, Sheet, base_of, label_role, may_label, sheet_of
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.activity_rows import period_of
from extract.shapes.tables.cell_parts import is_role
from extract.shapes.tables.grids import is_figure_text
from extract.shapes.tables.kpi_facts import printed_figure, text_of
from extract.shapes.tables.kpi_sheets import names_kpi
from extract.shapes.text.sentences import read_target

_FEWEST_PARTS = 2
#: What stands for a figure that is still to come is no longer than this.
_LONGEST_WORD = 12
#: Words before rows of a grid that only say that these are KPIs, or counts of work.
_GROUP = re.compile(
    r"(?:KPI|(?:評価|成果|活動|実績)?指標|活動量|取組量|業務量|(?:活動|取組|業務|事業)?実績|アウト(?:プット|カム))"
    r"(?:名|\(.{1,8}\))?"
)
#: Words before the one row of figures that is the KPI's of its sheet.
_VALUES = re.compile(r"(?:実績)?(?:数値|値|率)|KPI(?:実績)?値?")
#: The whole year behind its parts.
_WHOLE = re.compile(r"通期|通年|年間|年度(?:計|全体)?")
_NAME_END = re.compile(r"(?:を|は|が|について(?:は|、)?|[:：、]|の?目標値?)+$")


@dataclass(frozen=True)
class PeriodSheet:
    """The fields of an activity with the statuses of its grid among them, the KPIs that the grid lists, and its rows of
    other figures.
    """

    sheet: Sheet
    kpis: Table | None
    figures: Table | None


@dataclass(frozen=True)
class _Grid:
    """The rows of a grid over parts of the year: those of its headings, and what stands below them; the heading of each
    part by column.
    """

    head: range
    body: range
    parts: dict[int, Cell]

    @property
    def first_col(self) -> int:
        """The column that the parts of the year begin in."""
        return min(self.parts)


def period_sheets(table: Table, year: int | None) -> list[PeriodSheet]:
    """The sheets that a table is made of, one below the other, each with its grid; none where it is anything else."""
    if any(cell.tables for cell in table.cells) or not table.cells:
        return []
    found = [_sheet(_rows(table, range(*rows)), rows[0], year) for rows in pairwise([*_starts(table), table.n_rows])]
    sheets = [sheet for sheet in found if sheet is not None]
    return sheets if len(sheets) == len(found) else []


def _starts(table: Table) -> list[int]:
    """The rows that the first label of a table stands in again, as the head of another sheet."""
    first = table.at(0, 0)
    if first is None or label_role(first.text) not in ("number", "work"):
        return [0]
    again = (c.row for c in table.cells if c.col == 0 and c.row > 0 and base_of(c) == base_of(first))
    return [0, *sorted(again)]


def _sheet(table: Table, start: int, year: int | None) -> PeriodSheet | None:
    grid = _grid(table, start)
    if grid is None or grid.head.start == start:
        return None
    sheet = sheet_of(replace(table, cells=[c for c in table.cells if c.row not in (*grid.head, *grid.body)]))
    if sheet is None or not sheet.titles or not (sheet.plans or sheet.cells("owner")):
        return None
    kpis: list[int] = []
    figures: list[int] = []
    statuses: list[Field] = []
    renamed: dict[int, Cell] = {}
    for row in grid.body:
        cells = [cell for cell in table.cells if cell.row == row and solid(cell.text)]
        if not any(cell.col >= grid.first_col and not is_blank(cell.text) for cell in cells):
            continue
        if _judges(cells, grid) or any(cell.col in grid.parts and _is_symbol(cell) for cell in cells):
            fields = _statuses(cells, grid)
            if fields is None:
                return None
            statuses += fields
        elif any(names_kpi(cell, year) for cell in cells if cell.col < grid.first_col):
            kpis.append(row)
        elif (own := _named_by_sheet(cells, grid, sheet, year)) is not None:
            kpis.append(row)
            renamed[id(own[0])] = own[1]
        else:
            figures.append(row)
    whole = replace(sheet, fields=(*sheet.fields, *statuses), by_parts=bool(statuses))
    return PeriodSheet(whole, _part(table, grid, kpis, renamed), _part(table, grid, figures, renamed))


def _grid(table: Table, start: int) -> _Grid | None:
    """The one grid over parts of the year in a table, or None."""
    heads = [(row, parts) for row in range(start, table.n_rows) if (parts := _parts(table, row))]
    if len(heads) != 1:
        return None
    row, parts = heads[0]
    first = min(at.row for col in range(table.n_cols) if (at := table.at(row, col)) is not None)
    below = max(cell.row + cell.rowspan for cell in parts.values())
    end = below
    while end < table.n_rows and _is_of_grid(table, end, parts):
        end += 1
    return _Grid(range(first, below), range(below, end), parts) if end > below else None


def _parts(table: Table, row: int) -> dict[int, Cell]:
    """The heading of each part of the year, by column, in a row that names several, each once."""
    cells = [cell for cell in table.cells if cell.row == row and cell.col > 0]
    found = {cell.col: (period, cell) for cell in cells if (period := period_of(cell.text)) is not None}
    periods = {period for period, _ in found.values()}
    if not len(periods) == len(found) >= _FEWEST_PARTS:
        return {}
    behind = (cell for col in range(max(found) + 1, table.n_cols) if (cell := table.at(row, col)) is not None)
    whole = {cell.col: cell for cell in behind if _WHOLE.fullmatch(solid(cell.text))}
    return {col: cell for col, (_, cell) in found.items()} | whole


def _is_of_grid(table: Table, row: int, parts: dict[int, Cell]) -> bool:
    """Whether a row has a cell of its own under each part, none of which holds a sentence."""
    for col, head in parts.items():
        cell = table.at(row, col)
        if cell is None:
            return False
        text = solid(cell.text)
        if (cell.row, cell.col, cell.colspan, cell.rowspan) != (row, col, head.colspan, 1) or "。" in text:
            return False
        if not (is_blank(text) or is_figure_text(text) or printed_figure(cell) or len(text) <= _LONGEST_WORD):
            return False
    return True


def _statuses(cells: Sequence[Cell], grid: _Grid) -> list[Field] | None:
    """The statuses of a row, each a field under its part of the year; None where the row's label does not say that it
    judges, or something else stands among them.
    """
    values = [cell for cell in cells if cell.col >= grid.first_col and not is_blank(cell.text)]
    if not _judges(cells, grid) or any(cell.col not in grid.parts for cell in values):
        return None
    return [Field(grid.parts[cell.col], "status", cell) for cell in values]


def _is_symbol(cell: Cell) -> bool:
    return symbol_of(cell.text) is not None and not is_figure_text(cell.text) and not is_blank(cell.text)


def _judges(cells: Sequence[Cell], grid: _Grid) -> bool:
    return any(cell.col < grid.first_col and label_role(cell.text) == "status" for cell in cells)


def _named_by_sheet(
    cells: Sequence[Cell], grid: _Grid, sheet: Sheet, year: int | None
) -> tuple[Cell, Cell] | None:
    """The label of a row that says only that it is of results, and the name in its place: that of the one KPI that the
    fields of the sheet name, also in the sentence of its target.
    """
    labels = [cell for cell in cells if cell.col < grid.first_col]
    if len(labels) != 1 or not (is_role(text := solid(labels[0].text)) or _VALUES.fullmatch(text)):
        return None
    names = [name for cell in sheet.cells("kpi") if (name := _kpi_in(cell, year)) is not None]
    if len(names) != 1:
        return None
    line = replace(labels[0].lines[0], text=names[0], pieces=())
    return labels[0], replace(labels[0], blocks=[Paragraph([line])])


def _kpi_in(cell: Cell, year: int | None) -> str | None:
    """The name of the KPI that a field is, or whose target it states."""
    said = read_target(text_of(cell), year, in_kpi_block=True)
    if said is None or said.value is None or said.match is None or said.match.doubt:
        return text_of(cell) if names_kpi(cell, year) else None
    text = solid(cell.text)
    ends = [start for figure, start, _ in figures_in(text) if figure.value == said.value]
    name = _NAME_END.sub("", text[: ends[-1]]) if ends else ""
    found = match(name, year) if name else None
    return name if found is not None and found.sure and found.kpi.code == said.match.kpi.code else None


def _part(table: Table, grid: _Grid, rows: Sequence[int], renamed: dict[int, Cell]) -> Table | None:
    """Some rows of the grid below its headings, without words before them that name no figures."""
    if not rows:
        return None
    taken = {*grid.head, *rows}
    cells = [renamed.get(id(cell), cell) for cell in table.cells if taken & {*range(cell.row, cell.row + cell.rowspan)}]
    names = {cell.row for cell in cells if 0 < cell.col < grid.first_col and _may_name(cell)}
    filled = {cell.col for cell in cells if cell.row >= grid.body.start and not is_blank(cell.text)}
    kept = [cell for cell in cells if cell.col in {*filled, *grid.parts} and not _is_group(cell, grid, names)]
    return replace(table, cells=kept, n_rows=max(rows) + 1)


def _may_name(cell: Cell) -> bool:
    return bool(solid(cell.text)) and printed_figure(cell) is None and not is_blank(cell.text)


def _is_group(cell: Cell, grid: _Grid, names: set[int]) -> bool:
    in_body = cell.row >= grid.body.start and cell.col == 0 and cell.row in names
    return in_body and (bool(_GROUP.fullmatch(solid(cell.text))) or not may_label(cell))


def _rows(table: Table, rows: range) -> Table:
    """Some rows of a table, where they stand in it."""
    return replace(table, n_rows=rows.stop, cells=[cell for cell in table.cells if cell.row in rows])
