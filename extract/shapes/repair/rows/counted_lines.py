"""Cells that count their lines by bare numbers, as an item of a list for each.

[1 会場を増やす    ]      [・会場を増やす    ]
[2 予約サイトを    ]  →   [・予約サイトを設ける]
[設ける            ]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Block, Cell, Line, Paragraph, Table
from extract.normalise.text import fold, solid
from extract.shapes.text.passages import mark_of

_COUNT = re.compile(
    r"(?P<number>\d{1,2})[ \t]+(?=\d[\d,]*\D*[ぁ-んァ-ヶ一-龥]{3}|[^\s\d%.,、。~〜～:/)年月日件人位回社円千]{2})"
)
_FEWEST = 2
#: An item of work is no shorter.
_LEAST_CHARS = 6


def with_counted_lines(table: Table) -> Table:
    """The table with such cells as lists, also those that count but one in a column of others; itself without any."""
    counted = {cell.col for cell in table.cells if len(_items(cell)) >= _FEWEST}
    if not counted:
        return table
    cells = [_as_list(cell) if cell.col in counted else cell for cell in table.cells]
    return replace(table, cells=cells)


def _items(cell: Cell) -> list[list[Line]]:
    """The lines of each item of a cell that begins with 1 and counts on; none where something else is counted, such as
    titles over lists of their own.
    """
    out: list[list[Line]] = []
    for line in cell.lines if not cell.tables else ():
        found = _COUNT.match(fold(line.text).strip())
        if found is not None and int(found["number"]) == len(out) + 1:
            out.append([line])
        elif not out or mark_of(fold(line.text).strip()) is not None:
            return []
        else:
            out[-1].append(line)
    return out if all(len(solid(_text(item))) > _LEAST_CHARS for item in out) else []


def _as_list(cell: Cell) -> Cell:
    items = _items(cell)
    blocks: list[Block] = [Paragraph([_without_number(item[0]), *item[1:]], listed=True) for item in items]
    return replace(cell, blocks=blocks) if items else cell


def _without_number(line: Line) -> Line:
    text = fold(line.text).strip()
    found = _COUNT.match(text)
    return replace(line, text=text[found.end() :], pieces=()) if found is not None else line


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)
