"""Lists of KPIs side by side in one table, as a table for each: [指標 | 目標 | 実績 | 指標 | 目標 | 実績]."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from extract.document import Cell, Table
from extract.normalise.numbers import figures_in, is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.kpi_words import printed_figure
from extract.shapes.tables.list_names import named


def lists_beside(table: Table, year: int | None) -> list[Table]:
    """The lists of a table whose rows name several KPIs each, at places of their own; else the table alone.

    Every list keeps the positions of its cells. A cell over several lists stands over each of them.
    """
    if table.holds_tables:
        return [table]
    starts = _starts(table, year)
    if len(starts) < 2:
        return [table]
    ends = [*starts[1:], table.n_cols]
    return [_between(table, 0 if start == starts[0] else start, end) for start, end in zip(starts, ends, strict=True)]


def _starts(table: Table, year: int | None) -> list[int]:
    """The columns of names: under the same words and with figures behind each of them, one at least with a KPI.

    Where no words head them, KPIs stand in all of them, other ones in one row.
    """
    names = {(cell.row, cell.col): found.kpi.code for cell in table.cells if (found := named(cell, year))}
    first = min((row for row, _ in names), default=0)
    if first == 0:
        return []
    known = sorted({col for _, col in names})
    head = _head(table, known[0], first)
    cols = [col for col in range(table.n_cols) if _head(table, col, first) == head and _holds_words(table, col, first)]
    rows = {row for row, _ in names}
    if not head:
        rows = {row for row in rows if len({names[row, col] for col in known if (row, col) in names}) == len(known)}
        cols = known
    if len(cols) < 2:
        return []
    ends = [*cols[1:], table.n_cols]
    filled = all(_has_figure(table, rows, range(col + 1, end)) for col, end in zip(cols, ends, strict=True))
    return cols if filled else []


def _holds_words(table: Table, col: int, first: int) -> bool:
    """Whether a column holds words and no figures."""
    cells = [cell for cell in table.cells if cell.col == col and cell.row >= first and not is_blank(cell.text)]
    return bool(cells) and not any(parse_figure(cell.text) or printed_figure(cell) for cell in cells)


def _head(table: Table, col: int, first: int) -> str:
    over = table.at(first - 1, col)
    return solid(over.text) if over is not None and over.colspan == 1 else ""


def _has_figure(table: Table, rows: Collection[int], cols: Collection[int]) -> bool:
    cells = [table.at(row, col) for row in rows for col in cols]
    return any(cell is not None and figures_in(solid(cell.text)) for cell in cells)


def _between(table: Table, start: int, end: int) -> Table:
    """The cells of some columns as a table of their own."""
    cells: list[Cell] = []
    for cell in table.cells:
        left, right = max(cell.col, start), min(cell.col + cell.colspan, end)
        if left < right:
            cells.append(replace(cell, col=left, colspan=right - left))
    return replace(table, cells=cells)
