"""A table inside a progress cell whose rows a conversion set among those of the layout: one table in its cell again."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Block, Cell, Paragraph, Table
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.plans.layout import Layout

_INSIDE = "the conversion set the rows of this table among those of the table around it; put together again"
_FEWEST_ROWS, _FEWEST_COLS = 3, 2
_CELL_CHARS = 40


def with_inner_tables(table: Table, layout: Layout) -> Table:
    """The table with runs of short cells below a progress heading as tables of their own; itself where there are none.

    The rows of such a run say nothing in the columns before, the first of them names every column and holds no figure,
    and a column behind the first holds figures.
    """
    progress = [column.col for column in layout.columns if column.role == "status"]
    if table.has_places or not progress or progress[-1] != max(column.col for column in layout.columns):
        return table
    start = progress[-1]
    cells = list(table.cells)
    for rows in _runs(table, layout.first_row, start):
        inner = [c for c in cells if c.row in rows and c.col >= start]
        cells = [c for c in cells if c.row not in rows or c.col < start]
        cells.append(_cell(table, inner, rows, start))
    if len(cells) == len(table.cells):
        return table
    return replace(table, cells=sorted(cells, key=lambda cell: (cell.row, cell.col)))


def _runs(table: Table, first: int, start: int) -> list[range]:
    """Runs of rows that are a table of their own."""
    runs: list[range] = []
    row = first
    while row < table.n_rows:
        end = row
        while end < table.n_rows and _is_inner(table, end, start):
            end += 1
        if end - row >= _FEWEST_ROWS and _is_table(table, range(row, end), start):
            runs.append(range(row, end))
        row = max(end, row + 1)
    return runs


def _is_inner(table: Table, row: int, start: int) -> bool:
    """Whether a row says nothing before the progress column and only short things from there on."""
    cells = [c for c in table.cells if c.row == row]
    plain = all(c.rowspan == c.colspan == 1 and not c.tables for c in cells)
    before = any(solid(c.text) for c in cells if c.col < start)
    texts = [solid(c.text) for c in cells if c.col >= start]
    return plain and not before and sum(map(bool, texts)) >= _FEWEST_COLS and max(map(len, texts)) <= _CELL_CHARS


def _is_table(table: Table, rows: range, start: int) -> bool:
    head = {c.col: c.text for c in table.cells if c.row == rows[0] and c.col >= start and solid(c.text)}
    body = [c for c in table.cells if c.row in rows[1:] and c.col >= start and solid(c.text)]
    figures = {c.col for c in body if parse_figure(c.text)}
    named = all(col in head for col in {c.col for c in body}) and len(head) > _FEWEST_COLS
    leads = {c.row for c in body if c.col == start and not parse_figure(c.text) and not is_blank(c.text)}
    return named and bool(figures) and start not in figures and leads == set(rows[1:]) and not _has_figure(head)


def _has_figure(head: dict[int, str]) -> bool:
    return any(parse_figure(text) for text in head.values())


def _cell(table: Table, inner: list[Cell], rows: range, start: int) -> Cell:
    width = max(c.col for c in inner if solid(c.text)) + 1 - start
    kept = [_doubted(c, rows[0], start) for c in inner if c.col < start + width]
    place = kept[0].place.joined(kept[-1].place)
    nested = Table(f"{table.index}.{rows[0]}.{start}.0", len(rows), width, kept, place)
    return Cell(rows[0], start, [nested], len(rows), table.n_cols - start, place)


def _doubted(cell: Cell, row: int, start: int) -> Cell:
    lines = [replace(line, doubt=line.doubt or _INSIDE) for line in cell.lines]
    blocks: list[Block] = [Paragraph(lines)] if lines else []
    return replace(cell, row=cell.row - row, col=cell.col - start, blocks=blocks)
