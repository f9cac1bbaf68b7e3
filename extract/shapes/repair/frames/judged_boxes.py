"""Boxes of one piece of work each, its status before or behind it, in columns below the names of parts of a plan.

   基盤的保険者機能            戦略的保険者機能        the names stand on one line, or in boxes of their own
┌───────────────────┐      ┌───────────────────┐
│ ○ 点検を行う      │      │ △ 健診を広げる    │
└───────────────────┘      └───────────────────┘
┌───────────────────┐      ┌───────────────────┐
│ ◎ 債権を回収する  │      │ × 講座を始める    │
└───────────────────┘      └───────────────────┘

Each column becomes a heading and a table of work and status, as `judged_columns` makes of boxes with rows.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from extract.document import Block, Line, Paragraph, Table
from extract.normalise.text import solid
from extract.shapes.repair.frames.judged_columns import Judged, are_judged, judged_in, may_be_title, under_title

#: So many boxes make a page of such, with a fewest of them below one name.
_LEAST_BOXES = 3
#: Left sides of boxes of one column differ by less, in points.
_SAME_SIDE = 12.0


def with_judged_boxes(blocks: Sequence[Block], explained: Set[str]) -> list[Block]:
    """The blocks of a page with such boxes as headings and tables."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and isinstance(blocks[end], Table) and _is_box(blocks[end]):
            end += 1
        boxes = [block for block in blocks[at:end] if isinstance(block, Table)]
        found = _read(boxes, out[-1] if out else None, explained) if len(boxes) >= _LEAST_BOXES else None
        if found is None:
            end = max(end, at + 1)
            out += blocks[at:end]
        else:
            above, made = found
            out[-1:] = [*([above] if above is not None else []), *made]
        at = end
    return out


def _is_box(block: Block) -> bool:
    """Whether a block is a box of one cell of text."""
    if not isinstance(block, Table) or len(block.cells) != 1:
        return False
    cell = block.cells[0]
    return bool(cell.lines) and not cell.tables and cell.box is not None


def _read(
    boxes: Sequence[Table], above: Block | None, explained: Set[str]
) -> tuple[Block | None, list[Block]] | None:
    """What stands above boxes without the names over them, and the headings and tables that they are."""
    columns = _columns(boxes)
    own = [_named(column[0], explained) for column in columns]
    inside = all(name is not None for name in own)
    over = None if inside else _names_over(columns, above, explained)
    names = [name for name in own if name is not None] if inside else over
    if names is None:
        return None
    rows = [_rows(column[1:] if inside else column, explained) for column in columns]
    if not all(rows) or not are_judged([row for column in rows for row in column or ()]):
        return None
    made = [
        block
        for name, column, judged in zip(names, columns, rows, strict=True)
        for block in under_title(name, judged or [], column[0])
    ]
    left = above if inside or not isinstance(above, Paragraph) else _without_last(above)
    return left, made


def _columns(boxes: Sequence[Table]) -> list[list[Table]]:
    """The boxes by their left sides, from left to right, each column from top to bottom."""
    columns: list[list[Table]] = []
    for box in sorted(boxes, key=lambda box: (_left(box), _top(box))):
        if columns and _left(box) - _left(columns[-1][0]) < _SAME_SIDE:
            columns[-1].append(box)
        else:
            columns.append([box])
    return [sorted(column, key=_top) for column in columns]


def _rows(boxes: Sequence[Table], explained: Set[str]) -> list[Judged] | None:
    """The work and status in each of the boxes of a column; None where one holds anything else."""
    rows = [judged_in(box.cells[0], explained) for box in boxes]
    kept = [row for row in rows if row is not None]
    return kept if kept and len(kept) == len(rows) else None


def _named(box: Table, explained: Set[str]) -> Line | None:
    """The only line of a box that is a title."""
    lines = box.cells[0].lines
    return lines[0] if len(lines) == 1 and may_be_title(lines[0], explained) else None


def _names_over(columns: Sequence[Sequence[Table]], above: Block | None, explained: Set[str]) -> list[Line] | None:
    """The names on the last line above the boxes, one over each column."""
    line = above.lines[-1] if isinstance(above, Paragraph) else None
    names = list(line.pieces or (line,)) if line is not None else []
    if len(names) != len(columns) or not all(may_be_title(name, explained) for name in names):
        return None
    over = all(_is_over(name, column[0]) for name, column in zip(names, columns, strict=True))
    return [replace(name, text=solid(name.text)) for name in names] if over else None


def _is_over(name: Line, box: Table) -> bool:
    """Whether a name stands above a box and between its sides."""
    sides = box.cells[0].box
    if name.box is None or sides is None:
        return False
    return name.box[3] <= sides[1] + 1 and sides[0] - 1 <= name.box[0] and name.box[2] <= sides[2] + 1


def _without_last(paragraph: Paragraph) -> Paragraph | None:
    lines = paragraph.lines[:-1]
    return replace(paragraph, lines=lines) if lines else None


def _left(box: Table) -> float:
    return box.cells[0].box[0] if box.cells[0].box is not None else 0.0


def _top(box: Table) -> float:
    return box.cells[0].box[1] if box.cells[0].box is not None else 0.0
