"""Names of KPIs that stand over their boxes, and not in them.

健康宣言事業所数      ジェネリック医薬品使用割合
┌────────────┐        ┌────────────┐
│ 912事業所  │        │ 83.1%      │
│ 目標 900…  │        │ 目標 82.0… │
└────────────┘        └────────────┘

A box may also hold one figure alone with what it is, and its name stand over several of them with an arrow between:

健康宣言事業所数
┌────────────┐    ┌────────────┐
│ 前年同期   │ →  │ 9月末      │
│ 865事業所  │    │ 912事業所  │
└────────────┘    └────────────┘

Such boxes are lines of the text around them. Where others stand side by side, each name is set at the head of its own,
in doubt: that it is of the box below only its place says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from extract.catalogue import match
from extract.document import BBox, Block, Line, Paragraph, Place, Table
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, joined, solid
from extract.shapes.tables.cards.card_entries import entries_of
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.labelled.ranks import is_rank_text

_OVER_BOX = "it stands over the box of its figures, and only its place says so"
_NAMELESS = "its box names no KPI; it was taken for a figure of the one named above it"
#: A name has no more lines, stands this near over its box, in heights of a line, and hardly farther out (points).
_MOST_LINES, _NEAR, _SLACK = 3, 2.2, 8.0
_SHORTEST, _LONGEST = 4, 60
_RANK_HEAD = re.compile(r"(?:全国)?(?:での)?順位")


def with_names_in_boxes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with the names over boxes of figures in these boxes."""
    boxes = [block for block in blocks if isinstance(block, Table) and _is_unnamed(block)]
    if not boxes:
        return list(blocks)
    single = {box.index for box in boxes if _holds_one_figure(box) and any(_beside(box, other) for other in boxes)}
    boxes = [box for box in boxes if box.index not in single]
    pieces = [
        piece
        for block in blocks
        if isinstance(block, Paragraph)
        for line in block.lines
        for piece in line.pieces or (line,)
        if piece.box is not None
    ]
    named = [(box, name) for box in boxes if (name := _name_over(box, pieces))]
    names = {box.index: name for box, name in named if any(_beside(box, other) for other, _ in named)}
    taken = {piece.place for name in names.values() for piece in name}
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and block.index in single:
            lines = [replace(line, doubt=line.doubt or _NAMELESS) for line in block.cells[0].lines]
            out.append(Paragraph(lines))
        elif isinstance(block, Table):
            out.append(_named(block, names[block.index]) if block.index in names else block)
        elif lines := [left for line in block.lines if (left := _without(line, taken)) is not None]:
            out.append(replace(block, lines=lines))
    return out


def _is_unnamed(table: Table) -> bool:
    """Whether a table is one cell of text with figures in it that names no KPI."""
    if len(table.cells) != 1 or table.cells[0].box is None:
        return False
    texts = [solid(line.text) for line in table.cells[0].lines]
    figures = any(is_rank_text(text) or any(f.unit for f, _, _ in figures_in(fold(text))) for text in texts)
    return figures and not any(_names_kpi(text) for text in texts)


def _holds_one_figure(table: Table) -> bool:
    """Whether a box prints one figure and nothing but what it is."""
    entries = entries_of(table.cells[0].lines)
    if entries and entries[-1].role == "rank":
        words = [solid(entry.line.text) for entry in entries[:-1]]
        return len(words) < 2 and all(_RANK_HEAD.fullmatch(word) for word in words)
    return len(entries) == 1 and bool(entries[0].label) and entries[0].role in ("result", "target")


def _name_over(table: Table, pieces: Sequence[Line]) -> list[Line]:
    """The lines right over a box, from its left to its right side, that name a KPI together; none where none do."""
    sides = table.cells[0].box
    if sides is None:
        return []
    over = [piece for piece in pieces if piece.box is not None and _is_over(piece.box, sides)]
    name: list[Line] = []
    edge = sides[1]
    for piece in sorted(over, key=_foot, reverse=True):
        if piece.box is None or len(name) == _MOST_LINES or edge - piece.box[3] > _NEAR * (piece.box[3] - piece.box[1]):
            break
        name.insert(0, piece)
        edge = piece.box[1]
        if _names_kpi(joined([line.text for line in name])) and not _goes_on_above(name, over):
            return name
    return []


def _beside(one: Table, other: Table) -> bool:
    """Whether two boxes stand side by side."""
    a, b = one.cells[0].box, other.cells[0].box
    return bool(a and b) and min(a[3], b[3]) > max(a[1], b[1]) and (a[2] <= b[0] or b[2] <= a[0])  # type: ignore[index]


def _goes_on_above(name: Sequence[Line], over: Sequence[Line]) -> bool:
    """Whether the line above makes a name more like the official one."""
    above = [piece for piece in over if piece.box and name[0].box and piece.box[3] <= name[0].box[1] + 1]
    if not above:
        return False
    alone, whole = (match(solid(joined([line.text for line in lines]))) for lines in (name, [above[-1], *name]))
    return alone is not None and whole is not None and whole.kpi.code == alone.kpi.code and whole.score > alone.score


def _is_over(box: BBox, sides: BBox) -> bool:
    return sides[0] - _SLACK <= box[0] and box[2] <= sides[2] + _SLACK and box[3] <= sides[1] + 1


def _foot(line: Line) -> float:
    return line.box[3] if line.box is not None else 0.0


def _names_kpi(text: str) -> bool:
    plain = solid(without_mark(text))
    if not _SHORTEST <= len(plain) <= _LONGEST or plain.endswith("。"):
        return False
    found = match(plain)
    return found is not None and not found.alike_only


def _named(table: Table, name: Sequence[Line]) -> Table:
    cell = table.cells[0]
    lines = [replace(line, doubt=line.doubt or _OVER_BOX) for line in name]
    return replace(table, cells=[replace(cell, blocks=[Paragraph(lines), *cell.blocks])])


def _without(line: Line, taken: Set[Place]) -> Line | None:
    """A line without the pieces that were taken; None where nothing is left."""
    kept = [piece for piece in line.pieces or (line,) if piece.place not in taken]
    if len(kept) == len(line.pieces or (line,)):
        return line
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else replace(line, text="\t".join(p.text for p in kept), pieces=tuple(kept))
