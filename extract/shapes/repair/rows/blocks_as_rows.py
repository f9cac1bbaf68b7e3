"""Rows that neither rule nor shade parts: blocks of lines with more white between them than within, and what stands
beside the middle or the top of each.

[事業所に対する文書の送付を     |  ●  |  120 ]
[行う                           |     |      ]      two rows: the white between the lines of
[                               |     |      ]      the left cell says which belong together
[関係団体との会議               |     |   45 ]
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from extract.document import Cell, Line, Table
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.repair.rows.parted_rows import Parted, Span, in_row, meeting, with_rows_parted
from extract.shapes.tables.kpis.kpi_words import AIM_WORDS, printed_figure
from extract.shapes.tables.labelled.cells import are_cut

#: White between blocks is more than so many times that between the lines of one …
_MORE = 1.35
#: … and at least so much of a line's height where every block is one line.
_APART = 0.3
#: What stands beside a block is level with its middle or its top, but for so much of a line's height …
_LEVEL = 0.35
#: … in at least this share of the figures and marks.
_SHARE = 0.9
#: At least this share of the cells of such a row holds nothing but figures and marks.
_FIGURES = 0.6
_MARKS = "●○◯〇◎■★☆◆→⇒▶←×△－-"
_LONGEST_MARK = 3

Bounds = list[Span]


def with_blocks_as_rows(table: Table) -> Table:
    """The table with such rows taken apart; itself where there is none, or where what stands beside the blocks is not
    level with them.
    """
    if not table.has_places:
        return table
    parted = {row: bounds for row in range(table.n_rows) if (bounds := _bounds(table, row)) is not None}
    return with_rows_parted(table, {row: Parted(len(rows), partial(_apart, rows)) for row, rows in parted.items()})


def _bounds(table: Table, row: int) -> Bounds | None:
    """Top and bottom of each of the rows that a drawn row holds; None where it is one."""
    own = [cell for cell in table.cells if cell.row == row and cell.rowspan == 1 and cell.lines]
    if len(own) < 2 or sum(len(cell.lines) > 1 for cell in own) < 2:
        return None
    if any(cell.tables or any(line.box is None for line in cell.lines) for cell in own):
        return None
    if any(are_cut([line.text for line in cell.lines]) for cell in own):
        return None  # pieces of figures
    valued = [cell for cell in own if all(_is_value(line.text) for line in cell.lines)]
    told = any("。" in line.text or "【" in line.text for cell in own for line in cell.lines)
    if told or len(valued) < 2 or _FIGURES * len(own) > len(valued):
        return None  # text beside text: its lines need not answer to one another
    data = [line for cell in own for line in cell.lines if _is_value(line.text)]
    labels = [cell for cell in own if len(cell.lines) > 1 and not all(_is_value(line.text) for line in cell.lines)]
    labels = labels or [cell for cell in own[:1] if len(cell.lines) > 1]
    for label in labels[:2]:
        blocks = _blocks(label)
        if blocks is not None and len(data) >= len(blocks) and _all_beside(own, data, blocks):
            return meeting(blocks, blocks[0][0], blocks[-1][1])
    return None


def _is_value(text: str) -> bool:
    plain = solid(text)
    if is_blank(plain) or symbol_of(plain) or parse_figure(plain) is not None or AIM_WORDS.fullmatch(plain):
        return True
    return len(plain) <= _LONGEST_MARK and all(char in _MARKS for char in plain)


def _blocks(cell: Cell) -> Bounds | None:
    """Top and bottom of the blocks of lines of a cell; None where its white does not tell them."""
    boxes = [line.box for line in cell.lines if line.box is not None]
    height = min(box[3] - box[1] for box in boxes)
    gaps = [below[1] - above[3] for above, below in zip(boxes, boxes[1:], strict=False)]
    if min(gaps) < -0.5 * height:
        return None  # pieces beside one another
    step = [gap + height for gap in gaps]
    cut = (min(step) + max(step)) / 2 if max(step) > min(step) + _APART / 2 * height else None
    if cut is None:
        if min(gaps) < _APART * height:
            return None
        return [(box[1], box[3]) for box in boxes]
    if max(gaps) < _MORE * max(min(gaps), 0.0) or max(gaps) < _APART * height:
        return None
    blocks = [[boxes[0][1], boxes[0][3]]]
    for box, size in zip(boxes[1:], step, strict=True):
        if size > cut:
            blocks.append([box[1], box[3]])
        else:
            blocks[-1][1] = box[3]
    return [(top, bottom) for top, bottom in blocks] if len(blocks) > 1 else None


def _all_beside(cells: Sequence[Cell], data: Sequence[Line], blocks: Bounds) -> bool:
    """Whether figures and marks are level with blocks, at most one of a cell with each, and no text lies over two.

    Those all level with one block are beside a text of several lines.
    """
    if len({_number(blocks, line) for line in data}) < 2:
        return False
    level = 0
    for line in data:
        block = blocks[_number(blocks, line)]
        top, bottom = line.sides
        slack = _LEVEL * (bottom - top)
        level += abs(top + bottom - sum(block)) / 2 <= slack or abs(top - block[0]) <= slack
    if level < _SHARE * len(data):
        return False
    for cell in cells:
        values = [line for line in cell.lines if _is_value(line.text)]
        if len({_number(blocks, line) for line in values}) < len(values):
            return False
    return all(_whole(cell, blocks) for cell in cells)


def _whole(cell: Cell, blocks: Bounds) -> bool:
    """Whether a change from one block to the next comes where the lines of a cell have white as well."""
    own = _blocks(cell) if len(cell.lines) > 1 else None
    if own is None or all(_is_value(line.text) for line in cell.lines):
        return True
    return len({_nearest(blocks, sum(part) / 2) for part in own}) == len(own)


def _number(blocks: Bounds, line: Line) -> int:
    return _nearest(blocks, line.middle)


def _nearest(blocks: Bounds, y: float) -> int:
    return min(range(len(blocks)), key=lambda i: max(blocks[i][0] - y, y - blocks[i][1], 0.0))


def _apart(rows: Bounds, cell: Cell) -> list[Cell] | None:
    """The cells that a cell is in rows of these heights; None for a lone text, which is said of all."""
    alone = len(cell.lines) == 1 and not _is_value(cell.lines[0].text) and not printed_figure(cell)
    if cell.rowspan > 1 or alone:
        return None
    lines = [[line for line in cell.lines if _number(rows, line) == i] for i in range(len(rows))]
    return [in_row(cell, i, lines[i], span) for i, span in enumerate(rows)]
