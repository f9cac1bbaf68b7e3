"""Grids of months whose drawn rows hold several activities each, taken apart by the lines of their marks.

[① | 進捗の管理   | 業務 | ● | ●]    one drawn row: the marks of each activity stand on its own height
[   手順の見直し  | 業務 | ○ |  ]

A name on several lines stands around the height of its marks; every part is in doubt, as no rule parts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from extract.document import BBox, Cell, Line, Table, place_of
from extract.normalise.dates import FISCAL_MONTHS
from extract.normalise.text import solid
from extract.shapes.repair.rows.parted_rows import Parted, in_row, meeting, with_rows_parted

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
    return with_rows_parted(
        table, {row: Parted(len(heights), partial(_apart, heights, columns)) for row, heights in rows.items()}
    )


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
    marks = [line for cell in cells if _is_over(cell, columns) for line in cell.lines]
    if 2 * sum(bool(_DIGIT.search(line.text)) for line in marks) > len(marks):
        return []  # figures of several years
    below = {id(line) for cell in cells for line in _below_marks(cell)}
    heights: list[float] = []
    for line in sorted((line for line in marks if id(line) not in below), key=lambda line: line.middle):
        if not heights or line.middle - heights[-1] > _LEVEL * _tall(line):
            heights.append(line.middle)
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
        lines = [line for line in cell.lines if _nearest(line.middle, heights) == at]
        if not lines:
            return False
        middle = (lines[0].middle + lines[-1].middle) / 2
        if abs(middle - height) > _LEVEL * _tall(lines[0]):
            return False
    return True


def _apart(heights: Sequence[float], columns: dict[int, BBox], cell: Cell) -> list[Cell] | None:
    """A cell's lines in the rows of their heights, and each piece of a cell over several months in its own month; None
    for a cell of one line beside the months.
    """
    if not cell.lines or not (len(cell.lines) > 1 or _is_over(cell, columns)):
        return None
    wide = cell.colspan > 1 and all(col in columns for col in range(cell.col, cell.col + cell.colspan))
    out: list[Cell] = []
    sides = cell.box or (0.0, 0.0, 0.0, 0.0)
    for number, span in enumerate(meeting([(height, height) for height in heights], sides[1], sides[3])):
        own = [line for line in cell.lines if _nearest(line.middle, heights) == number]
        lines = [replace(line, doubt=line.doubt or STACKED) for line in own]
        pieces = [word for line in lines for word in _words(line)] if wide else []
        if len(pieces) > 1 or (pieces and _MARK.fullmatch(solid(pieces[0].text))):
            out += [
                _in_month(cell, number, pieces, col, (columns[col][0], span[0], columns[col][2], span[1]))
                for col in range(cell.col, cell.col + cell.colspan)
            ]
        else:
            out.append(in_row(replace(cell, box=sides), number, lines, span, place_of(lines) if lines else cell.place))
    return out


def _is_over(cell: Cell, columns: dict[int, BBox]) -> bool:
    return any(cell.col <= col < cell.col + cell.colspan for col in columns)


def _in_month(cell: Cell, number: int, pieces: Sequence[Line], col: int, box: BBox) -> Cell:
    """What a cell over several months says of one of them."""
    own = [p for p in pieces if p.box is not None and box[0] < (p.box[0] + p.box[2]) / 2 <= box[2]]
    month = replace(cell, col=col, colspan=1, box=box)
    return in_row(month, number, own, (box[1], box[3]), place_of(own) if own else cell.place)


def _words(line: Line) -> list[Line]:
    return [replace(piece, doubt=piece.doubt or STACKED) for piece in line.pieces or (line,)]


def _nearest(middle: float, heights: Sequence[float]) -> int:
    return min(range(len(heights)), key=lambda at: abs(heights[at] - middle))


def _tall(line: Line) -> float:
    return line.box[3] - line.box[1] if line.box is not None else 0.0
