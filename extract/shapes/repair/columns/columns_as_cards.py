"""Tables whose columns are KPI cards: names side by side, each over its own figures, no label beside them.

[郵送化率        | 保険証回収率     ]
[97.8%           | 93.2%            ]   →   [郵送化率        | 保険証回収率     ]
[目標 97.0%以上  | 目標 対前年度以上]       [97.8%           | 93.2%            ]
                                            [目標 97.0%以上  | 目標 対前年度以上]   one cell each
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.catalogue import match
from extract.document import BBox, Cell, Paragraph, Table, place_of
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid
from extract.shapes.tables.cards.card_entries import entries_of

_LEAST_CARDS, _LEAST_ROWS = 2, 3
_LEAST_NAME, _LONGEST_NAME = 4, 60


def columns_as_cards(table: Table, year: int | None) -> Table | None:
    """The table with the cells of each card as one, or None where it is none of such columns.

    Every row must be one of names alone or of figures alone, each of which says what it is but for one in each card,
    its result, and one of its figures a target.
    """
    rows = [[c for c in table.cells if c.row == row and not is_blank(c.text)] for row in range(table.n_rows)]
    if table.n_rows < _LEAST_ROWS or any(c.tables or c.rowspan > 1 or c.box is None for c in table.cells):
        return None
    heads = [row for row, cells in enumerate(rows) if cells and all(_is_name(c, year) for c in cells)]
    if not heads or heads[0] != 0 or len(rows[0]) < _LEAST_CARDS:
        return None
    cards: list[Cell] = []
    for band, (top, end) in enumerate(pairwise([*heads, table.n_rows])):
        for name in rows[top]:
            below = [c for row in rows[top + 1 : end] for c in row if (c.col, c.colspan) == (name.col, name.colspan)]
            if not _is_card(below):
                return None
            cards.append(_card([name, *below], band))
        if sum(map(len, rows[top:end])) != sum(1 + _count(rows[top + 1 : end], name) for name in rows[top]):
            return None  # a label beside the cards, or a figure of none
    return replace(table, n_rows=len(heads), cells=cards)


def _count(rows: Sequence[Sequence[Cell]], name: Cell) -> int:
    return sum((cell.col, cell.colspan) == (name.col, name.colspan) for cells in rows for cell in cells)


def _is_name(cell: Cell, year: int | None) -> bool:
    text = solid(joined([line.text for line in cell.lines]))
    found = match(text, year) if _LEAST_NAME <= len(text) <= _LONGEST_NAME else None
    return found is not None and not found.alike_only and all(e.value is None for e in entries_of(cell.lines))


def _is_card(below: Sequence[Cell]) -> bool:
    """Whether the cells below a name are its figures: a result first or last of those above its target."""
    entries = [entry for cell in below for entry in entries_of(cell.lines)]
    if not entries or any(entry.value is None or entry.role is None for entry in entries):
        return False
    bare = [entry for entry in entries if entry.role == "result" and not entry.label]
    return len(bare) <= 1 and any(entry.role == "target" for entry in entries)


def _card(cells: Sequence[Cell], row: int) -> Cell:
    """One cell of all that a card prints, from top to bottom."""
    boxes: list[BBox] = [cell.box for cell in cells if cell.box is not None]
    box = (boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3])
    blocks = [Paragraph([line for cell in cells for line in cell.lines])]
    return replace(cells[0], row=row, blocks=[*blocks], place=place_of(cells), box=box)
