"""Boxes of one column that a title heads and whose rows are each one piece of work beside its status.

┌ 広報          企画総務グループ ┐      ┌ 広報 ──────────────────────────┐
│ ◎ 説明会を開催する             │      │ 新しい制度の説明会を年2回  ◎   │
├────────────────────────────────┤      │ 開催する。                     │
│ － 広報紙を発行する            │      ├─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ┤
└────────────────────────────────┘      │ 広報紙を発行する。         △   │

They become a table of the work and its status, under the title. `judged_boxes` brings boxes of one such row each into
this form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from extract.document import BBox, Block, Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import parse_figure
from extract.normalise.text import fold, joined, solid
from extract.shapes.plan.judged_lines import is_measured
from extract.shapes.plan.plan_text import tells
from extract.shapes.plan.symbols import NEVER_BULLETS, SHAPES, symbol_of
from extract.shapes.text.passages import mark_of

_LEAST = 2
_LONGEST_TITLE = 24
_MARK_WIDE = 20.0
_PLANNED, _DONE, _STATUS = "取組計画", "取組結果", "評価"
_SENTENCE = re.compile(r"[うくぐすつぬぶむる。]$")


@dataclass(frozen=True)
class Judged:
    """A piece of work in a cell: the symbol that stands before it or, unless `ahead`, behind one of its lines."""

    cell: Cell
    symbol: Line
    lines: list[Line]
    ahead: bool

    @property
    def words(self) -> str:
        """The work, on one line."""
        return joined([line.text for line in self.lines])

    @property
    def is_of_figures(self) -> bool:
        """Whether it is no sentence and one of its lines names what is measured, or prints a figure."""
        texts = [line.text.strip(SHAPES).strip() for line in self.cell.lines]
        return not _SENTENCE.search(self.words) and any(is_measured(t) or parse_figure(t) for t in texts)


def with_judged_columns(blocks: Sequence[Block], explained: Set[str]) -> list[Block]:
    """The blocks with every such box as a heading and a table of two columns."""
    return [part for block in blocks for part in (_parted(block, explained) if isinstance(block, Table) else [block])]


def _parted(table: Table, explained: Set[str]) -> list[Block]:
    cells = [cell for cell in sorted(table.cells, key=lambda cell: cell.row) if cell.blocks]
    if table.n_cols != 1 or len(cells) < _LEAST or any(cell.tables or not cell.lines for cell in cells):
        return [table]
    title, first = _title(cells[0], explained)
    judged = [*([replace(cells[0], blocks=[Paragraph(first)])] if first else []), *cells[1:]]
    rows = [judged_in(cell, explained) for cell in judged]
    kept = [row for row in rows if row is not None]
    if title is None or len(kept) < max(len(rows), _LEAST) or not are_judged(kept):
        return [table]
    return under_title(title, kept, table)


def are_judged(rows: Sequence[Judged]) -> bool:
    """Whether the symbols of rows are statuses of work: all before it, and no bullets, or all behind it."""
    printed = {row.symbol.text for row in rows}
    if any(row.is_of_figures for row in rows):
        return False
    if all(row.ahead for row in rows):
        return len(printed) >= _LEAST and bool(printed & NEVER_BULLETS)
    return not any(row.ahead for row in rows)


def under_title(title: Line, rows: Sequence[Judged], table: Table) -> list[Block]:
    """A title and the table of the work and statuses below it, where `table` stood."""
    done = all(tells(solid(row.words)) for row in rows)
    made = [_cells(i, row) for i, row in enumerate(rows, 1)]
    heads = [
        Cell(0, col, [Paragraph([replace(title, text=text, pieces=())])], place=title.place, box=sides)
        for col, (text, sides) in enumerate(
            zip((_DONE if done else _PLANNED, _STATUS), _sides(rows[0].cell), strict=True)
        )
    ]
    whole = Table(table.index, len(made) + 1, 2, [*heads, *(cell for row in made for cell in row)], table.place)
    return [Paragraph([replace(title, text=f"■{(title.pieces or (title,))[0].text}", pieces=())]), whole]


def may_be_title(line: Line, explained: Set[str]) -> bool:
    """Whether a line is short and neither begins nor ends in a symbol."""
    text = fold(line.text).strip()
    marked = symbol_of(text[:1]) in explained or symbol_of(text[-1:]) in explained
    return not marked and 0 < len(solid(text)) <= _LONGEST_TITLE and not text.endswith("。")


def _title(cell: Cell, explained: Set[str]) -> tuple[Line | None, list[Line]]:
    """The one short line that no symbol begins or ends, ahead of the first piece of work or in a row of its own, and
    the lines below it.
    """
    line, *rest = cell.lines
    return (line, rest) if may_be_title(line, explained) else (None, cell.lines)


def judged_in(cell: Cell, explained: Set[str]) -> Judged | None:
    """The work in a cell and the only symbol that its lines begin or end with; None where it is not so."""
    found = [
        (at, *parted)
        for at, line in enumerate(cell.lines)
        if (parted := _symbol_in(line, explained, first=at == 0)) is not None
    ]
    if len(found) != 1:
        return None
    at, printed, rest, ahead = found[0]
    line = cell.lines[at]
    others = [*cell.lines[:at], *cell.lines[at + 1 :]]
    if at > 0 and ahead and not _stands_left(line, others):
        return None
    lines = [*cell.lines[:at], *([replace(line, text=rest, pieces=())] if rest else []), *cell.lines[at + 1 :]]
    symbol = replace(line, text=printed, pieces=())
    return Judged(cell, symbol, _whole(lines), ahead) if lines else None


def _symbol_in(line: Line, explained: Set[str], first: bool) -> tuple[str, str, bool] | None:
    """The symbol that a line begins or ends with, the words beside it, and whether it stands before them."""
    text = fold(line.text).strip()
    ahead, behind = text[:1], text[-1:]
    if symbol_of(ahead) in explained and (first or ahead in SHAPES):
        return ahead, text[1:].strip(), True
    if behind in SHAPES and symbol_of(behind) in explained:
        return behind, text[:-1].strip(), False
    return None


def _stands_left(line: Line, others: Sequence[Line]) -> bool:
    """Whether a line begins left of all others, as one does with a symbol between the heights of two lines."""
    lefts = [other.box[0] for other in others if other.box is not None]
    return line.box is not None and len(lefts) == len(others) and line.box[0] + (line.size or 9.0) / 2 < min(lefts)


def _whole(lines: list[Line]) -> list[Line]:
    """The lines of one sentence as one line; those of several sentences or marked items as they are."""
    over = any(line.text.rstrip().endswith("。") for line in lines[:-1])
    if len(lines) < _LEAST or over or any(mark_of(fold(line.text).strip()) for line in lines[1:]):
        return lines
    text = joined([line.text for line in lines])
    doubt = next((line.doubt for line in lines if line.doubt), None)
    return [replace(lines[0], text=text, place=place_of(lines), doubt=doubt, pieces=())]


def _cells(row: int, judged: Judged) -> list[Cell]:
    """A row of the table; its work is an item of its own, and goes on with none of a box before it."""
    text, mark = _sides(judged.cell)
    return [
        Cell(row, 0, [Paragraph(judged.lines, listed=True)], place=judged.cell.place, box=text),
        Cell(row, 1, [Paragraph([judged.symbol])], place=judged.symbol.place, box=mark),
    ]


def _sides(cell: Cell) -> tuple[BBox | None, BBox | None]:
    """The sides of the work in a cell and of its status, as if that stood behind it."""
    if cell.box is None:
        return None, None
    x0, top, x1, bottom = cell.box
    return (x0, top, x1 - _MARK_WIDE, bottom), (x1 - _MARK_WIDE, top, x1, bottom)
