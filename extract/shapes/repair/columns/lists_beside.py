"""Lists side by side in one table, as a table for each: of KPIs [指標 | 目標 | 実績 | 指標 | 目標 | 実績], or of names
with a figure behind each [対象者数 | 32,480人 | 受診者数 | 9,582人].
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from extract.document import Cell, Table
from extract.normalise.numbers import figures_in, is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.kpis.kpi_words import printed_figure
from extract.shapes.tables.kpis.list_names import named
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.labels import read_label

#: A name and its figure.
_PAIR = 2


def lists_beside(table: Table, year: int | None) -> list[Table]:
    """The lists of a table whose rows name several KPIs each, at places of their own; else the table alone.

    Every list keeps the positions of its cells. A cell over several lists stands over each of them.
    """
    if table.holds_tables:
        return [table]
    starts = _starts(table, year) or _starts_of_pairs(table)
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


def _starts_of_pairs(table: Table) -> list[int]:
    """The columns of names where every row is pairs of a name and its figure, below words that are the same over each
    pair, if any; names that only say when or whose a figure is are headings of one list.
    """
    cols = list(range(0, table.n_cols, _PAIR))
    single = all((cell.rowspan, cell.colspan) == (1, 1) for cell in table.cells)
    if table.n_cols % _PAIR or len(cols) < 2 or not single or len(table.cells) != table.n_cols * table.n_rows:
        return []
    headed = len({tuple(_texts(table, 0, col)) for col in cols}) == 1 and table.n_rows > 1
    rows = range(int(headed), table.n_rows)
    pairs = [pair for row in rows for col in cols if any(pair := _texts(table, row, col))]
    names = [name for name, _ in pairs]
    apart = len(set(names)) == len(names) > 1
    return cols if apart and all(_is_name(name) and is_figure_text(figure) for name, figure in pairs) else []


def _texts(table: Table, row: int, col: int) -> list[str]:
    """The text of a cell and of the one behind it."""
    cells = (table.at(row, at) for at in range(col, col + _PAIR))
    return [solid(cell.text) if cell is not None else "" for cell in cells]


def _is_name(text: str) -> bool:
    """Whether a text names what is counted."""
    return not is_blank(text) and not is_figure_text(text) and not is_role(text) and bool(read_label(text, None).rest)


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
