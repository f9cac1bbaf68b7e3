"""Cells that say in words when work is to be done (6月:発送、9月:集計), which no rule took for marks of a schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Cell, Table
from extract.marks import Marks
from extract.normalise.text import solid

TIMES = "the months of a plan in words that no rule took for its schedule; look at the page and add a correction"
#: Headings of such a column, or a label beside such a cell.
_HEAD = re.compile(
    r"(?:実施|年間|取組|事業|推進|今後の)*(?:スケジュール|工程表?|時期|日程|予定時期|実施月)(?:\([^()]*\))?"
)
#: A month alone may head a column, unless the heading for when is that of its own column only.
_LONE = re.compile(r"\d{1,2}月(?:\d{1,2}月)*")
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])月(?!\d|診療)|^(?:通年|毎月|随時)(?:\([^()]*\))?$")


def times_left(table: Table, marks: Marks) -> Iterator[Cell]:
    """Cells below or beside a heading for when work is done that name months, and in which no fact or reject stands."""
    heads = [cell for cell in table.cells if _HEAD.fullmatch(solid(cell.text))]
    for cell in table.cells if heads else ():
        text = solid(cell.text)
        if cell.tables or not _MONTH.search(text) or marks.touches(cell.place):
            continue
        own = [head for head in heads if _is_head_of(head, cell)]
        if own and (not _LONE.fullmatch(text) or any(_is_of_column(head, cell) for head in own)):
            yield cell


def _is_head_of(head: Cell, cell: Cell) -> bool:
    over = head.row < cell.row and head.col <= cell.col < head.col + head.colspan
    beside = head.col + head.colspan == cell.col and head.row <= cell.row < head.row + head.rowspan
    return over or beside


def _is_of_column(head: Cell, cell: Cell) -> bool:
    """Whether a heading stands over the column of a cell and over no other."""
    return head.row < cell.row and head.col == cell.col and head.colspan == cell.colspan == 1
