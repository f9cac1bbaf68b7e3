"""Rows of flat tables that a conversion tore: titles cut over columns, sentences over rows, ranks into statuses.

Only tables without geometry are mended; what a page shows needs none of this. What is put together again is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Block, Cell, Line, Paragraph, Table
from extract.normalise.text import fold, solid
from extract.shapes.plan.plan_text import begins_cut, is_label, is_note, openness, owner_in
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.plans.layout import Layout
from extract.shapes.text.passages import Passage, mark_of, passages_of

_REJOINED = "the conversion cut this over several rows of its table; put together again"
_SLIPPED = "the conversion set this one column too far left"
_RUN_IN = "the conversion set part of the rank into the cell beside it"
_TITLE_CHARS = 80
#: What begins with so many characters of the row above is that row again.
_SAID_CHARS = 12
#: Numbers with which a list begins.
_FIRST = ("①", "(1)", "1)")
#: Rulings and edges of boxes that recognition takes for letters.
_RULINGS = re.compile(r"^[┃│|╱╽┆\s]+(?=\S)")
_SYMBOL_AND_DIGITS = re.compile(r"^(?P<symbol>\S)\s+(?P<digits>\d{1,2})$")
_RANK = re.compile(r"^(?P<digits>\d{1,2})位(?P<rest>.*)$")


def mended(table: Table) -> Table:
    """The table with its torn title rows as one cell each and its ranks whole; itself where nothing is torn."""
    if table.has_places:
        return table
    cells = list(table.cells)
    for row in range(table.n_rows):
        filled = [cell for cell in cells if cell.row == row and solid(cell.text)]
        if (title := _title(filled)) is not None:
            cells = [cell for cell in cells if cell.row != row]
            cells.append(_joined(filled, title, _REJOINED, colspan=table.n_cols))
        else:
            cells = _with_ranks(cells, filled)
    same = len(cells) == len(table.cells) and all(a is b for a, b in zip(cells, table.cells, strict=True))
    return table if same else Table(table.index, table.n_rows, table.n_cols, cells, table.place, table.continues)


def with_whole_plans(table: Table, layout: Layout) -> Table:
    """The table with every sentence of its plan columns, which rows had cut, in one cell over those rows."""
    columns = [column.col for column in layout.columns if column.role == "plan"]
    if table.has_places or not columns:
        return table
    cells = _unslipped(list(table.cells), layout, columns)
    for col in columns:
        above: Cell | None = None
        for cell in sorted((c for c in cells if c.col == col and c.row >= layout.first_row), key=lambda c: c.row):
            below = above is not None and cell.row == above.row + above.rowspan
            if above is None or not below or not (_goes_on(above, cell) or _notes(above, cell)):
                above = cell if solid(cell.text) and cell.colspan == 1 and not cell.tables else None
                continue
            if _notes(above, cell):
                place = above.place.joined(cell.place)
                rowspan = above.rowspan + cell.rowspan
                whole = replace(above, blocks=[*above.blocks, *cell.blocks], rowspan=rowspan, place=place)
            else:
                whole = _joined([above, cell], _run_on([above, cell]), _REJOINED, rowspan=above.rowspan + cell.rowspan)
            cells = [whole if c is above else c for c in cells if c is not cell]
            above = whole
    return Table(table.index, table.n_rows, table.n_cols, cells, table.place, table.continues)


def with_titles_over_rows(table: Table, layout: Layout) -> Table:
    """The table with every title over all rows that it is the title of.

    A title that spans rows is printed in their middle, and that is where a flat table has it. Its rows begin where the
    numbers of the plan begin again, or a plan without number stands beside a title or number of its own.
    """
    roles = {column.role: column.col for column in reversed(layout.columns)}
    if table.has_places or not {"title", "plan"} <= roles.keys():
        return table
    cells = list(table.cells)
    for rows in _blocks(table, layout.first_row, roles):
        titles = [c for c in cells if c.col == roles["title"] and c.row in rows and solid(c.text)]
        if not titles or any(c.rowspan > 1 or c.tables for c in titles):
            continue
        covered = {(row, roles["title"]) for row in rows}
        place = titles[0].place.joined(titles[-1].place)
        blocks = [block for title in titles for block in title.blocks]
        cells = [c for c in cells if (c.row, c.col) not in covered]
        cells.append(Cell(rows[0], roles["title"], blocks, len(rows), place=place))
    cells.sort(key=lambda c: (c.row, c.col))
    return Table(table.index, table.n_rows, table.n_cols, cells, table.place, table.continues)


def _blocks(table: Table, first: int, roles: Mapping[str, int]) -> list[list[int]]:
    """The rows of a table in groups of one title each."""
    blocks: list[list[int]] = [[]]
    named = marked = False
    for row in range(first, table.n_rows):
        leading = [c for col in range(roles["plan"]) if (c := table.at(row, col)) is not None]
        if any(c.colspan > 1 for c in leading):  # a title of its own kind between the rows
            blocks, named, marked = [*blocks, []], False, False
            continue
        own = any(solid(c.text) for c in leading if c.col in (roles["title"], roles.get("number")))
        plan = table.at(row, roles["plan"])
        if plan is not None and plan.row == row and solid(plan.text):
            mark = next(
                (item.mark for item in passages_of(plan.blocks) if isinstance(item, Passage) and item.mark), None
            )
            again = marked and mark in _FIRST
            alone = named and own and mark is None and not solid(plan.text).startswith("【")
            if again or alone:
                blocks, named, marked = [*blocks, []], False, False
            marked = marked or mark is not None
        named = named or own
        blocks[-1].append(row)
    return [block for block in blocks if block]


def _unslipped(cells: list[Cell], layout: Layout, columns: Sequence[int]) -> list[Cell]:
    """The cells with plan text that stands one column too far left, before an empty plan cell, in its own column."""
    at = {(cell.row, cell.col): cell for cell in cells}
    for col in columns:
        left = next((c for c in layout.columns if c.col == col - 1), None)
        for row in {cell.row for cell in cells if cell.row >= layout.first_row}:
            plan, cell = at.get((row, col)), at.get((row, col - 1))
            if left is None or left.role != "title" or cell is None or (plan is not None and solid(plan.text)):
                continue
            if cell.colspan == 1 and mark_of(fold(cell.text).strip()) and solid(cell.text).endswith("。"):
                blocks: list[Block] = [Paragraph([replace(line, doubt=line.doubt or _SLIPPED) for line in cell.lines])]
                cells = [c for c in cells if c is not cell and c is not plan]
                cells.append(replace(cell, col=col, blocks=blocks))
    return cells


def _title(filled: Sequence[Cell]) -> str | None:
    """The words of a row whose few cells, at its left end, only together make a heading with its group in brackets."""
    cols = [cell.col for cell in filled]
    if not 2 <= len(filled) <= 4 or cols[0] > 1 or cols[-1] - cols[0] >= len(cols):
        return None
    parts = [solid(_RULINGS.sub("", cell.text)) for cell in filled]
    whole = "".join(parts)
    torn = parts[-1].count(")") > parts[-1].count("(")
    if len(whole) > _TITLE_CHARS or not whole.endswith(")") or (mark_of(parts[-1]) and not torn):
        return None
    named = owner_in(whole[whole.rfind("(") :]) is not None
    return whole if torn or named else None


def _goes_on(above: Cell, cell: Cell) -> bool:
    """Whether a cell goes on with the sentence of the one above it."""
    before, text = solid(above.text), solid(cell.text)
    if not before or not text or mark_of(fold(cell.text).strip()) or text.startswith(("【", "(")):
        return False
    if is_label(before) or is_label(text) or is_note(text) or text[:_SAID_CHARS] in before:
        return False
    return begins_cut(text) or openness(before) > 0 or before.count("(") > before.count(")")


def _notes(above: Cell, cell: Cell) -> bool:
    """Whether a cell is a note to the one above it."""
    return is_note(solid(cell.text)) and not is_note(solid(above.text))


def _run_on(cells: Sequence[Cell]) -> str:
    return "".join(_RULINGS.sub("", " ".join(line.text for line in cell.lines)) for cell in cells)


def _joined(cells: Sequence[Cell], text: str, doubt: str, rowspan: int = 1, colspan: int = 1) -> Cell:
    """One cell of several, whose text is one line."""
    lines = [line for cell in cells for line in cell.lines]
    place = cells[0].place.joined(cells[-1].place)
    line = Line(text, place, doubt=next((line.doubt for line in lines if line.doubt), doubt))
    col = 0 if colspan > 1 else cells[0].col
    return Cell(cells[0].row, col, [Paragraph([line])], rowspan, colspan, place)


def _with_ranks(cells: list[Cell], filled: Sequence[Cell]) -> list[Cell]:
    """`△ 12` beside `2位` is △ beside 12位."""
    for cell, beside in pairwise(filled):
        found, rank = _SYMBOL_AND_DIGITS.match(fold(cell.text).strip()), _RANK.match(solid(beside.text))
        if not found or not rank or symbol_of(found["symbol"]) is None or not found["digits"].endswith(rank["digits"]):
            continue
        status = replace(cell, blocks=[Paragraph([replace(cell.lines[0], text=found["symbol"])])])
        text = f"{found['digits']}位{rank['rest']}"
        ranked = replace(beside, blocks=[Paragraph([replace(beside.lines[0], text=text, doubt=_RUN_IN)])])
        cells = [status if c is cell else ranked if c is beside else c for c in cells]
    return cells
