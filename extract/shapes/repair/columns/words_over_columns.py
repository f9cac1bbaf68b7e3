"""Words in the middle of several columns that no rule parts: cut between two of them, or said of the whole year.

4月   5月   6月   7月                 上期     下期
上 | 期            one word         通 | 年           said of both
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Block, Cell, Document, Line, Page, Paragraph, Table, place_of
from extract.normalise.text import solid
from extract.shapes.tables.months.month_heads import month_columns
from extract.shapes.tables.schedules.parts import months_named

#: A word is cut where its parts end this close to the column's side and to one another, in points.
_FLUSH, _ADJOIN = 2.5, 0.8
#: What fills more of its column stands there by itself.
_FILLED = 0.75
_MOST_HEADS = 3
_WORD = re.compile(r"[ぁ-んァ-ヶー一-龥←→⇒・～]+")
_NUMBER, _MONTH = re.compile(r"1[0-2]|[1-9]"), re.compile(r"月(?:末|分)?")
_ALL_YEAR = re.compile(r"[←⇐]?(?:通年|随時|毎月|常時|適宜|年間|毎日|継続)[^、。]{0,6}[→⇒]?")
ALL_YEAR = "printed in the middle of all months or parts of the year, which no rule parts; taken for all of them"


def with_whole_words(document: Document) -> Document:
    """The document with such words in one cell over their columns."""
    pages = [_on_page(page) for page in document.pages]
    changed = any(a is not b for a, b in zip(pages, document.pages, strict=True))
    return replace(document, pages=pages) if changed else document


def _on_page(page: Page) -> Page:
    blocks: list[Block] = [_whole(block) if isinstance(block, Table) else block for block in page.blocks]
    return replace(page, blocks=blocks) if any(a is not b for a, b in zip(blocks, page.blocks, strict=True)) else page


def _whole(table: Table) -> Table:
    """A table whose columns are months or parts of the year with such words whole; itself where there is none."""
    table = _with_whole_months(table) if table.has_places else table
    columns = _columns(table) if table.has_places else []
    if not columns:
        return table
    for row in range(table.n_rows):
        own = [
            cell for col in columns if (cell := table.at(row, col)) is not None and (cell.row, cell.col) == (row, col)
        ]
        parts = _joined(own)
        filled = [cell for cell in parts if solid(cell.text)]
        if len(filled) == 1 and _is_all_year(filled[0], parts, len(columns)):
            lines = [replace(line, doubt=line.doubt or ALL_YEAR) for line in filled[0].lines]
            whole = replace(filled[0], col=columns[0], colspan=len(columns), blocks=[Paragraph(lines)])
            parts = [whole]
        if len(parts) < len(own):
            gone = {id(cell) for cell in own}
            kept = [cell for cell in table.cells if id(cell) not in gone]
            table = replace(table, cells=sorted([*kept, *parts], key=lambda c: (c.row, c.col)))
    return table


def _with_whole_months(table: Table) -> Table:
    """A table with each month whole that is torn between its number and 月, in one cell over both columns."""
    torn = {}
    for cell in table.cells:
        if _NUMBER.fullmatch(solid(cell.text)):
            after = table.at(cell.row, cell.col + cell.colspan)
            if after is not None and _MONTH.fullmatch(solid(after.text)) and _is_one_word(cell, after):
                torn[id(cell)] = after
    if not torn:
        return table
    gone = {id(after) for after in torn.values()}
    cells = [_one(cell, torn[id(cell)]) if id(cell) in torn else cell for cell in table.cells if id(cell) not in gone]
    return replace(table, cells=cells)


def _columns(table: Table) -> list[int]:
    """The columns under headings of months or parts of the year, from the first to the last."""
    for row in range(min(_MOST_HEADS, table.n_rows)):
        named = list(month_columns(table, row))
        if len(named) < 2:
            heads = [cell for cell in table.cells if cell.row == row and cell.colspan == 1]
            named = [cell.col for cell in heads if months_named(cell.text)]
        if len(named) > 1 and max(named) - min(named) == len(named) - 1:
            return list(range(min(named), max(named) + 1))
    return []


def _joined(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a row, those that hold the parts of one word as one."""
    out: list[Cell] = []
    for cell in cells:
        if out and _goes_on(out[-1], cell):
            out[-1] = _one(out[-1], cell)
        else:
            out.append(cell)
    return out


def _goes_on(cell: Cell, after: Cell) -> bool:
    """Whether a word that ends at the right side of a cell goes on at the left side of the next."""
    return _is_one_word(cell, after) and all(_WORD.fullmatch(solid(part.text)) for part in (cell, after))


def _is_one_word(cell: Cell, after: Cell) -> bool:
    """Whether what ends at the right side of a cell and what begins at the left side of the next stand as one word."""
    if len(cell.lines) != 1 or len(after.lines) != 1 or cell.box is None or after.box is None:
        return False
    one, two = cell.lines[0].box, after.lines[0].box
    if one is None or two is None or cell.col + cell.colspan != after.col or cell.rowspan != after.rowspan:
        return False
    near = abs(two[0] - one[2]) <= _ADJOIN and abs(one[1] - two[1]) <= _ADJOIN
    flush = cell.box[2] - one[2] <= _FLUSH and two[0] - after.box[0] <= _FLUSH
    loose = one[2] - one[0] < _FILLED * (cell.box[2] - cell.box[0])
    loose = loose or two[2] - two[0] < _FILLED * (after.box[2] - after.box[0])
    return near and flush and loose


def _one(cell: Cell, after: Cell) -> Cell:
    line, more = cell.lines[0], after.lines[0]
    box = (cell.box[0], cell.box[1], after.box[2], after.box[3]) if cell.box and after.box else None
    sides = (line.box[0], line.box[1], more.box[2], more.box[3]) if line.box and more.box else None
    doubt = line.doubt or more.doubt
    whole = Line(line.text + more.text, place_of([line, more]), line.size, line.bold, doubt, sides)
    colspan = cell.colspan + after.colspan
    return replace(cell, colspan=colspan, blocks=[Paragraph([whole])], box=box, place=whole.place)


def _is_all_year(cell: Cell, row: Sequence[Cell], count: int) -> bool:
    """Whether the only words of a row stand in its middle, in no cell wider than they are, and say that it is of the
    whole year.
    """
    lines = cell.lines
    if len(lines) != 1 or lines[0].box is None or cell.box is None or not _ALL_YEAR.fullmatch(solid(cell.text)):
        return False
    first = row[0].col
    before, behind = cell.col - first, first + count - cell.col - cell.colspan
    drawn = (
        min(lines[0].box[0] - cell.box[0], cell.box[2] - lines[0].box[2]) > (cell.box[2] - cell.box[0]) / cell.colspan
    )
    return before == behind > 0 and not drawn
