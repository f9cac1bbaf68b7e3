"""A card whose rules part the name of a KPI from its figures: rows of one column that are one card, or several.

┌────────────────┐
│ 健康宣言事業所数│
├────────────────┤
│ 912事業所      │
│ 目標 900以上   │
└────────────────┘
"""

from __future__ import annotations

from dataclasses import replace

from extract.document import Table
from extract.shapes.tables.cards.card_entries import entries_of
from extract.shapes.tables.cards.kpi_cards import cards_of

_MOST_ROWS = 12


def as_one_card(table: Table, year: int | None) -> Table:
    """A table of one column as one cell, where its lines are nothing but names of KPIs and below each its figures."""
    if table.n_cols != 1 or not 1 < table.n_rows <= _MOST_ROWS or table.holds_tables:
        return table
    cells = sorted(table.cells, key=lambda cell: cell.row)
    lines = [line for cell in cells for line in cell.lines]
    entries = entries_of(lines)
    cards = list(cards_of(entries, year))
    told = sum(len(card.entries) for card in cards)
    aimed = all(any(entry.role == "target" for entry in card.entries) for card in cards)
    words = {id(line) for card in cards for line in card.title}
    rest = [entry for entry in entries if entry.value is None and id(entry.line) not in words]
    if not cards or not aimed or told < sum(entry.value is not None for entry in entries) or rest:
        return table
    box = table.cells[0].box
    boxes = [cell.box for cell in cells if cell.box is not None]
    if boxes:
        box = (boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3])
    whole = replace(cells[0], blocks=[block for cell in cells for block in cell.blocks], place=table.place, box=box)
    return replace(table, n_rows=1, cells=[replace(whole, row=0, rowspan=1)])
