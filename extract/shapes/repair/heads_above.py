"""Headings of months or parts of the year that stand as a line above a table whose rules begin below them: they become
its first row.

取組項目        4月   5月   6月   …          申請(件)     1Q   2Q   累計   前年同期
[①文書照会    | ●  |    | ●  | … ]          [受付件数  | 52 | 48 | 100 | (96)    ]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import BBox, Block, Cell, Line, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS, header_month
from extract.normalise.text import solid
from extract.shapes.tables.grids import is_figure_text
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.month_heads import month_columns

_FEWEST_MONTHS = 3
#: How far above the table the line may end, in heights of it.
_NEAR = 1.5


def with_heads_above(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such lines as the first rows of the tables right below them."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        heads = _heads(above.lines[-1], block) if isinstance(block, Table) and isinstance(above, Paragraph) else None
        if heads is None or not isinstance(block, Table) or not isinstance(above, Paragraph):
            out.append(block)
            continue
        out[-1:] = [replace(above, lines=above.lines[:-1])] if above.lines[:-1] else []
        below = [replace(cell, row=cell.row + 1) for cell in block.cells]
        out.append(replace(block, n_rows=block.n_rows + 1, cells=[*heads, *below]))
    return out


def _heads(line: Line, table: Table) -> list[Cell] | None:
    """The words of a line as the headings of a table; None unless months in order, or parts of the year over every
    column of figures, stand each over a column of it.
    """
    columns = _columns(table)
    first = [cell for cell in table.cells if cell.row == 0 and cell.box]
    if line.box is None or len(columns) != table.n_cols or not first or month_columns(table, 0):
        return None
    top = min(cell.box[1] for cell in first if cell.box)
    height = line.box[3] - line.box[1]
    if not -0.5 * height <= top - line.box[3] <= _NEAR * height:
        return None
    cells: list[Cell] = []
    months: list[tuple[int, int]] = []
    for word, box in _words(line):
        over = [col for col, (left, right) in enumerate(columns) if left <= (box[0] + box[2]) / 2 <= right]
        if len(over) != 1 or any(cell.col == over[0] for cell in cells):
            return None
        cells.append(Cell(0, over[0], [Paragraph([word])], place=word.place, box=box, header=True))
        if (month := header_month(solid(word.text))) is not None and not solid(word.text).isdigit():
            months.append((over[0], FISCAL_MONTHS.index(month)))
    in_order = len({month - col for col, month in months}) == 1
    return cells if (in_order and len(months) >= _FEWEST_MONTHS) or _head_parts(cells, table) else None


def _head_parts(heads: Sequence[Cell], table: Table) -> bool:
    """Whether headings over every column of figures name parts of the year, two or more of them, or years."""
    figures = {
        cell.col
        for cell in table.cells
        if cell.row == 0 and cell.lines and all(is_figure_text(line.text.strip("()（） ")) for line in cell.lines)
    }
    labels = {cell.col: read_label(cell.text, None) for cell in heads if cell.col in figures}
    when = [label for label in labels.values() if label.period or label.fiscal_year]
    return len(figures) > 1 and figures == set(labels) and len(when) > 1


def _columns(table: Table) -> list[tuple[float, float]]:
    """The left and right side of every column, from left to right, as far as a cell of one column tells them."""
    sides: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if cell.colspan == 1 and cell.box is not None:
            sides.setdefault(cell.col, (cell.box[0], cell.box[2]))
    return [sides[col] for col in sorted(sides)]


def _words(line: Line) -> Iterator[tuple[Line, BBox]]:
    """The words of a line with their sides; of a piece of several words each has the part that its letters take."""
    for piece in line.pieces or (line,):
        if piece.box is None:
            continue
        left, top, right, bottom = piece.box
        step = (right - left) / max(1, len(piece.text))
        start = 0
        for word in piece.text.split():
            start = piece.text.index(word, start)
            box = (left + start * step, top, left + (start + len(word)) * step, bottom)
            start += len(word)
            yield replace(piece, text=word, box=box), box
