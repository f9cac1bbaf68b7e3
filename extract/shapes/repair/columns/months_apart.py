"""Months whose columns no rule parts: a row of headings prints them as pieces of a line, and what stands below is under
each of them.

[取組項目 | 4月   5月   6月 ]      [取組項目 | 4月 | 5月 | 6月]
[訪問     | ●          ●  ]  →   [訪問     | ●  |     | ●  ]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import BBox, Block, Cell, Line, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS, header_month
from extract.normalise.text import solid
from extract.shapes.repair.schedules.month_frames import words_of

_FEWEST = 6
#: What stands further from every heading than so many steps between headings is under none of them.
_REACH = 0.55
#: What is printed in a month is no longer.
_LONGEST = 8
#: What recognition of a scanned page makes of a ruling.
_RULINGS = frozenset("|｜¦")
NO_RULES = "no rule parts the months of this table; under which month it stands was told by its place"


@dataclass(frozen=True)
class _Heads:
    """The pieces of one heading cell with the middles over which they stand."""

    cell: Cell
    pieces: tuple[Line, ...]
    middles: tuple[float, ...]
    step: float

    def number(self, box: BBox) -> int | None:
        """Which of the pieces a word stands under; left of them all it is under the first, if that is no month."""
        middle = (box[0] + box[2]) / 2
        at = min(range(len(self.middles)), key=lambda i: abs(self.middles[i] - middle))
        labelled = header_month(solid(self.pieces[0].text)) is None
        if labelled and middle < self.middles[1] - _REACH * self.step:
            return 0
        return at if abs(self.middles[at] - middle) <= _REACH * self.step else None


def with_months_apart(table: Table) -> Table:
    """The table with such columns taken apart, from the headings down to the last row that keeps to them; itself where
    there is none.
    """
    if not table.has_places:
        return table
    for row in range(table.n_rows - 1):
        heads = _heads(table, row)
        if not heads:
            continue
        last = _last_row(table, row, heads)
        if last > row:
            return _apart(table, row, last, heads)
    return table


def _heads(table: Table, row: int) -> list[_Heads]:
    """The cells of a row that print several headings each, where together they are months in turn."""
    own = [cell for cell in table.cells if cell.row == row and cell.lines and not cell.tables]
    pieces = [piece for cell in own for piece in (cell.lines[-1].pieces or (cell.lines[-1],))]
    months = [month for piece in pieces if (month := header_month(solid(piece.text))) is not None]
    places = [FISCAL_MONTHS.index(month) for month in months]
    if len(months) < _FEWEST or any(after - before != 1 for before, after in zip(places, places[1:], strict=False)):
        return []
    out = []
    for cell in own:
        found = [piece for piece in cell.lines[-1].pieces if solid(piece.text) not in _RULINGS]
        boxes = [piece.box for piece in found if piece.box is not None]
        if len(cell.lines) > 1 or len(found) < 3 or len(boxes) < len(found) or cell.rowspan > 1:
            continue
        middles = tuple((box[0] + box[2]) / 2 for box in boxes)
        dated = [x for x, piece in zip(middles, found, strict=True) if header_month(solid(piece.text)) is not None]
        if len(dated) < 2:
            continue
        out.append(_Heads(cell, tuple(found), middles, (dated[-1] - dated[0]) / (len(dated) - 1)))
    return out


def _last_row(table: Table, row: int, heads: Sequence[_Heads]) -> int:
    """The last row below in which all that stands in these columns keeps to a heading."""
    last = row
    for at in range(row + 1, table.n_rows):
        for head in heads:
            cell = table.at(at, head.cell.col)
            if cell is None or cell.col != head.cell.col or cell.colspan != head.cell.colspan or cell.tables:
                return last
            words = [word.line for line in cell.lines for word in words_of(line)] if cell.row == at else []
            if any(
                word.box is None or (under := head.number(word.box)) is None or _is_title(head, under, word)
                for word in words
            ):
                return last
        last = at
    return last


def _is_title(head: _Heads, under: int, word: Line) -> bool:
    """Whether a word is text of its own, as the unit over the next table or the group behind a title is."""
    text = solid(word.text)
    if text.startswith("(単位"):
        return True
    return header_month(solid(head.pieces[under].text)) is not None and (len(text) > _LONGEST or text[:1] in "[【〔［(")


def _apart(table: Table, row: int, last: int, heads: Sequence[_Heads]) -> Table:
    more = {head.cell.col: len(head.pieces) - 1 for head in heads}
    cells: list[Cell] = []
    for cell in table.cells:
        at = cell.col + sum(count for col, count in more.items() if col < cell.col)
        inside = sum(count for col, count in more.items() if cell.col <= col < cell.col + cell.colspan)
        head = next((head for head in heads if head.cell.col == cell.col), None)
        if head is None or not row <= cell.row <= last:
            cells.append(replace(cell, col=at, colspan=cell.colspan + inside))
            continue
        words = [replace(w.line, doubt=w.line.doubt or NO_RULES) for line in cell.lines for w in words_of(line)]
        for i in range(len(head.pieces)):
            own = [head.pieces[i]] if cell is head.cell else _joined(head, i, words)
            blocks: list[Block] = [Paragraph(own)] if own else []
            sides = _sides(head, i, cell)
            cells.append(replace(cell, col=at + i, colspan=1, blocks=blocks, box=sides))
    return replace(table, n_cols=table.n_cols + sum(more.values()), cells=cells)


def _joined(head: _Heads, number: int, words: Sequence[Line]) -> list[Line]:
    """The words under one heading, those of one height as one line."""
    own = [word for word in words if word.box is not None and head.number(word.box) == number]
    lines: list[Line] = []
    for word in own:
        before = lines[-1] if lines else None
        if (
            before is not None
            and before.box is not None
            and word.box is not None
            and abs(before.box[1] - word.box[1]) < 3
        ):
            box = (before.box[0], before.box[1], word.box[2], before.box[3])
            lines[-1] = replace(before, text=before.text + word.text, box=box)
        else:
            lines.append(word)
    return lines


def _sides(head: _Heads, number: int, cell: Cell) -> BBox | None:
    if cell.box is None:
        return None
    left = cell.box[0] if number == 0 else (head.middles[number - 1] + head.middles[number]) / 2
    right = cell.box[2] if number + 1 == len(head.middles) else (head.middles[number] + head.middles[number + 1]) / 2
    return (left, cell.box[1], right, cell.box[3])
