"""Grids of months whose drawn rows hold several activities each, taken apart by the lines of their marks.

[① | 進捗の管理   | 業務 | ● | ●]    one drawn row: the marks of each activity stand on its own height
[   手順の見直し  | 業務 | ○ |  ]

A name on several lines stands around the height of its marks; every part is in doubt, as no rule parts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import BBox, Cell, Line, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.normalise.text import solid

STACKED = "activities that no rule parts; they were told apart by the height of their marks"
_MONTH = re.compile(r"(1[0-2]|[1-9])月?")
_MARK = re.compile(r"[●○◎◯〇■□★☆]")
#: Lines stand side by side if their middles differ by less than this part of their height.
_LEVEL = 0.4
_DIGIT = re.compile(r"\d")


def with_activities_apart(table: Table) -> Table:
    """The table with such rows taken apart; itself where it is no ruled grid of all months or no row holds several."""
    months = _months(table) if table.has_places else None
    if months is None:
        return table
    first, columns = months
    rows = {row: heights for row in range(first, table.n_rows) if (heights := _heights(table, row, columns))}
    if not rows:
        return table
    more = {row: len(heights) - 1 for row, heights in rows.items()}
    cells: list[Cell] = []
    for cell in table.cells:
        at = cell.row + sum(count for row, count in more.items() if row < cell.row)
        heights = rows.get(cell.row, [])
        if (
            heights
            and cell.lines
            and (len(cell.lines) > 1 or any(cell.col <= col < cell.col + cell.colspan for col in columns))
        ):
            cells += _apart(cell, at, heights, columns)
        else:
            inside = sum(count for row, count in more.items() if cell.row <= row < cell.row + cell.rowspan)
            cells.append(replace(cell, row=at, rowspan=cell.rowspan + inside))
    return replace(table, n_rows=table.n_rows + sum(more.values()), cells=cells)


def _months(table: Table) -> tuple[int, dict[int, BBox]] | None:
    """The first row below a heading of all twelve months in their order, and the side of each by column."""
    for row in range(min(3, table.n_rows)):
        heads = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.col)
        named = [(cell, int(found[1])) for cell in heads if (found := _MONTH.fullmatch(solid(cell.text)))]
        if [month for _, month in named] == list(FISCAL_MONTHS):
            return row + 1, {cell.col: cell.box for cell, _ in named if cell.box is not None}
    return None


def _heights(table: Table, row: int, columns: dict[int, BBox]) -> list[float]:
    """The heights of the activities of a drawn row, none where it holds but one or its names do not fit them."""
    cells = [cell for cell in table.cells if cell.row == row and cell.lines]
    if any(cell.rowspan > 1 or cell.tables or any(line.box is None for line in cell.lines) for cell in cells):
        return []
    marks = [
        line
        for cell in cells
        if any(cell.col <= col < cell.col + cell.colspan for col in columns)
        for line in cell.lines
    ]
    if 2 * sum(bool(_DIGIT.search(line.text)) for line in marks) > len(marks):
        return []  # figures of several years
    below = {id(line) for cell in cells for line in _below_marks(cell)}
    heights: list[float] = []
    for line in sorted((line for line in marks if id(line) not in below), key=_middle):
        if not heights or _middle(line) - heights[-1] > _LEVEL * _tall(line):
            heights.append(_middle(line))
    names = [cell for cell in cells if cell.col < min(columns) and len(cell.lines) > 1]
    if len(heights) < 2 or not names:
        return []
    return heights if all(_answers(cell, heights) for cell in names) else []


def _below_marks(cell: Cell) -> list[Line]:
    """The words of a cell that stand right below its mark, about which they say more: ● over 追加."""
    lines = cell.lines
    said = [two for one, two in pairwise(lines) if _MARK.fullmatch(solid(one.text)) and not _MARK.search(two.text)]
    return said if len(lines) == 2 else []


def _answers(cell: Cell, heights: Sequence[float]) -> bool:
    """Whether the lines of a cell gather around each of the heights."""
    for at, height in enumerate(heights):
        lines = [line for line in cell.lines if _nearest(_middle(line), heights) == at]
        if not lines:
            return False
        middle = (_middle(lines[0]) + _middle(lines[-1])) / 2
        if abs(middle - height) > _LEVEL * _tall(lines[0]):
            return False
    return True


def _apart(cell: Cell, at: int, heights: Sequence[float], columns: dict[int, BBox]) -> list[Cell]:
    """A cell's lines in the rows of their heights, and each piece of a cell over several months in its own month."""
    wide = cell.colspan > 1 and all(col in columns for col in range(cell.col, cell.col + cell.colspan))
    out: list[Cell] = []
    sides = cell.box or (0.0, 0.0, 0.0, 0.0)
    for number, height in enumerate(heights):
        lines = [
            replace(line, doubt=line.doubt or STACKED)
            for line in cell.lines
            if _nearest(_middle(line), heights) == number
        ]
        top = sides[1] if number == 0 else (heights[number - 1] + height) / 2
        end = sides[3] if number == len(heights) - 1 else (height + heights[number + 1]) / 2
        pieces = [word for line in lines for word in _words(line)] if wide else []
        if len(pieces) > 1 or (pieces and _MARK.fullmatch(solid(pieces[0].text))):
            for col in range(cell.col, cell.col + cell.colspan):
                inside = [
                    p
                    for p in pieces
                    if p.box is not None and columns[col][0] < (p.box[0] + p.box[2]) / 2 <= columns[col][2]
                ]
                out.append(_cell(cell, at + number, inside, (columns[col][0], top, columns[col][2], end), col))
        else:
            box = (sides[0], top, sides[2], end)
            out.append(_cell(cell, at + number, lines, box, None))
    return out


def _words(line: Line) -> list[Line]:
    return [replace(piece, doubt=piece.doubt or STACKED) for piece in line.pieces or (line,)]


def _cell(cell: Cell, row: int, lines: list[Line], box: BBox | None, col: int | None) -> Cell:
    place = cell.place
    for number, line in enumerate(lines):
        place = place.joined(line.place) if number else line.place
    blocks: list[Paragraph] = [Paragraph(lines)] if lines else []
    if col is None:
        return replace(cell, row=row, blocks=[*blocks], box=box, place=place)
    return replace(cell, row=row, col=col, colspan=1, blocks=[*blocks], box=box, place=place)


def _nearest(middle: float, heights: Sequence[float]) -> int:
    return min(range(len(heights)), key=lambda at: abs(heights[at] - middle))


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2 if line.box is not None else 0.0


def _tall(line: Line) -> float:
    return line.box[3] - line.box[1] if line.box is not None else 0.0
