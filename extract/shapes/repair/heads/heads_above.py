"""Headings that stand in lines above a table whose rules begin below them: they become its first row.

取組項目        4月   5月   6月   …          申請(件)     1Q   2Q   累計   前年同期
[①文書照会    | ●  |    | ●  | … ]          [受付件数  | 52 | 48 | 100 | (96)    ]

                令和6年度         令和5年度
[          | 件数 | 割合  | 件数 | 割合  ]      over groups of columns with the same headings
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from extract.document import BBox, Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.dates import FISCAL_MONTHS, header_month
from extract.normalise.text import solid
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.months.month_heads import month_columns
from extract.shapes.tables.units import unit_alone

_FEWEST_MONTHS, _FEWEST_FIGURES = 3, 2
HEADS_UNREAD = "words above the table may be its headings, and could not be set over its columns"
#: How far above the table the line may end, in heights of it.
_NEAR = 1.5
#: Headings wrap over so many lines at most, and run so many points into the white beside their column.
_MOST_LINES, _BEYOND = 3, 3.0
#: A heading over a group of columns has its middle so near to that of the group, in widths of it.
_CENTRED = 0.1
#: A heading of one line stands in the middle beside those of two, and so far into their lines, in heights of one.
_LEVEL = -0.8


def with_heads_above(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such lines as the first rows of the tables right below them."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        if not (isinstance(block, Table) and isinstance(above, Paragraph)):
            out.append(block)
            continue
        heads = _heads(above.lines[-1], block)
        heads = heads if heads is not None else _group_heads(above.lines[-1], block)
        lines = 1 if heads is not None else 0
        if heads is None:
            heads, lines = _figure_heads(above.lines, block)
        if not lines or heads is None:
            out.append(block)
            continue
        out[-1:] = [replace(above, lines=above.lines[:-lines])] if above.lines[:-lines] else []
        below = [replace(cell, row=cell.row + 1) for cell in block.cells]
        out.append(replace(block, n_rows=block.n_rows + 1, cells=[*heads, *below]))
    return out


def stands_under_heads(line: Line, table: Table) -> bool:
    """Whether a table that begins with figures stands right below a line of words that wide gaps part: headings that no
    rule has set over its columns.
    """
    first = [cell for cell in table.cells if cell.row == 0 and cell.box]
    figures = sum(is_figure_text(cell.text) for cell in first)
    words = [piece for piece in line.pieces if piece.box is not None and not is_figure_text(_bare(piece.text))]
    if line.box is None or figures < _FEWEST_FIGURES or not figures <= len(words) == len(line.pieces) <= table.n_cols:
        return False
    gap = min(cell.box[1] for cell in first if cell.box) - line.box[3]
    return -0.5 <= gap / (line.box[3] - line.box[1]) <= _NEAR


def _heads(line: Line, table: Table) -> list[Cell] | None:
    """The words of a line as the headings of a table; None unless months in order stand each over a column of it."""
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
    return cells if in_order and len(months) >= _FEWEST_MONTHS else None


def _group_heads(line: Line, table: Table) -> list[Cell] | None:
    """The words of a line as headings over groups of columns; None unless the same headings stand in each group, as
    many times as the line has words, and each word over the middle of its own.
    """
    columns = _columns(table)
    texts = [solid(cell.text) if (cell := table.at(0, col)) is not None else "" for col in range(table.n_cols)]
    first = next((col for col in range(1, table.n_cols) if texts[col] in texts[col + 1 :]), 0)
    count = texts.count(texts[first]) if first else 0
    width = (table.n_cols - first) // max(count, 1)
    again = first > 0 and texts[first:] == texts[first : first + width] * count and all(texts[first:])
    words = list(line.pieces)
    boxes = [cell.box for cell in table.cells if cell.row == 0 and cell.box]
    if not again or len(columns) != table.n_cols or len(words) != count or line.box is None or not boxes:
        return None
    height = line.box[3] - line.box[1]
    if not -0.5 * height <= min(box[1] for box in boxes) - line.box[3] <= _NEAR * height:
        return None
    if any(is_figure_text(text) for text in (*texts[first:], *(word.text for word in words))):
        return None
    cells = []
    for i, word in enumerate(words):
        start = first + i * width
        left, right = columns[start][0], columns[start + width - 1][1]
        if word.box is None or abs(word.box[0] + word.box[2] - left - right) / 2 > _CENTRED * (right - left):
            return None
        cells.append(Cell(0, start, [Paragraph([word])], 1, width, place=word.place, box=word.box, header=True))
    return cells


def _figure_heads(lines: Sequence[Line], table: Table) -> tuple[list[Cell] | None, int]:
    """The lines above a table that begins with figures as its headings, and how many they are; none unless words that
    are no figures stand over every column of figures, each within its column.
    """
    columns = _columns(table)
    first = [cell for cell in table.cells if cell.row == 0 and cell.box and cell.lines]
    figures = {cell.col for cell in first if all(is_figure_text(_bare(line.text)) for line in cell.lines)}
    if len(columns) != table.n_cols or 0 in figures or len(figures) < max(2, table.n_cols - 2):
        return None, 0
    top = min(cell.box[1] for cell in first if cell.box)
    found: list[Cell] = []
    count = 0
    for line in reversed(lines[-_MOST_LINES:]):
        words = _over(line, columns, top)
        over = {cell.col for cell in words} & figures
        complete = figures <= {cell.col for cell in found}
        if not over or (complete and len(over) < len(words)):
            break  # a line that begins over the labels is a title
        found, count, top = [*words, *found], count + 1, words[0].box[1] if words[0].box else top
    heads = [_joined([cell for cell in found if cell.col == col]) for col in sorted({cell.col for cell in found})]
    named = {cell.col for cell in heads if unit_alone(cell.text) is None}
    return (heads, count) if figures <= named else (None, 0)


def _over(line: Line, columns: Sequence[tuple[float, float]], top: float) -> list[Cell]:
    """The words of a line close above `top` over their columns; none where one is a figure or over no single column."""
    if line.box is None or not _LEVEL <= (top - line.box[3]) / (line.box[3] - line.box[1]) <= _NEAR:
        return []
    beyond = inf if _is_one_each(line, columns) else _BEYOND
    cells = []
    for word, box in _words(line):
        middle = (box[0] + box[2]) / 2
        col = next((at for at, (left, right) in enumerate(columns) if left <= middle <= right), None)
        if col is None or box[0] < columns[col][0] - beyond or box[2] > columns[col][1] + beyond:
            return []
        if is_figure_text(_bare(word.text)):
            return []
        cells.append(Cell(0, col, [Paragraph([word])], place=word.place, box=box, header=True))
    return cells


def _is_one_each(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether wide gaps part a line into one word over the middle of each column: these are its headings, however far
    they run into the white beside it, where no rule draws its sides.
    """
    words = [piece.box for piece in line.pieces if piece.box is not None and len(piece.text.split()) == 1]
    middles = [(box[0] + box[2]) / 2 for box in words]
    each = [left <= middle <= right for middle, (left, right) in zip(middles, columns, strict=False)]
    return len(words) == len(line.pieces) == len(columns) and all(each)


def _joined(cells: Sequence[Cell]) -> Cell:
    """One heading of the words over one column."""
    first = cells[0]
    lines = [line for cell in cells for line in cell.lines]
    return replace(first, blocks=[Paragraph(lines)], place=place_of(lines))


def _bare(text: str) -> str:
    return text.strip("()（） ")


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
