"""Titles side by side on one line, each over a table of its own: every table gets its own as the line above it.

健康宣言事業所数          健康保険委員委嘱事業所数
[年度 | 6月末 | 9月末]    [年度 | 6月末 | 9月末]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import BBox, Block, Line, Paragraph, Table
from extract.normalise.text import solid
from extract.shapes.tables.labels import read_label

#: How far above its table a title may end, in heights of it.
_NEAR = 1.5
#: How far a title may reach beyond its table, in points.
_SIDE = 3.0


def with_titles_beside(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such lines taken apart, where every title stands over one table and names a KPI or
    keeps right above its table, within its width.
    """
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        tables = _beside(blocks, at + 1)
        titles = _titles(block, tables) if isinstance(block, Paragraph) and len(tables) > 1 else None
        out.append(block)
        at += 1
        if titles is not None and isinstance(block, Paragraph):
            rest = block.lines[:-1]
            out[-1:] = [replace(block, lines=rest)] if rest else []
            for title, table in zip(titles, tables, strict=True):
                out += [Paragraph([title]), table]
            at += len(tables)
    return out


def _beside(blocks: Sequence[Block], start: int) -> list[Table]:
    """The tables from a place on that begin side by side."""
    tables: list[Table] = []
    for block in blocks[start:]:
        box = block.place.bbox if isinstance(block, Table) else None
        if not isinstance(block, Table) or box is None:
            break
        if tables and any(other.place.bbox is None or not _apart(other.place.bbox, box) for other in tables):
            break
        tables.append(block)
    return tables


def _apart(one: BBox, other: BBox) -> bool:
    """Whether two boxes stand beside one another, at the same height."""
    across = one[2] <= other[0] or other[2] <= one[0]
    return across and min(one[3], other[3]) > max(one[1], other[1])


def _says_what(text: str) -> bool:
    """Whether words can be a title: no sentence, and more than a time (上半期)."""
    return "。" not in text and bool(read_label(text, None).rest)


def _right_above(title: BBox | None, table: BBox) -> bool:
    """Whether a title ends right above a table and reaches beyond neither of its sides."""
    if title is None:
        return False
    near = -_NEAR / 2 <= (table[1] - title[3]) / (title[3] - title[1]) <= _NEAR
    return near and table[0] - _SIDE <= title[0] and title[2] <= table[2] + _SIDE


def _titles(block: Paragraph, tables: Sequence[Table]) -> list[Line] | None:
    """The pieces of the last line in the order of the tables below; None unless each is the title of one of them."""
    pieces = block.lines[-1].pieces
    if len(pieces) != len(tables) or not all(_says_what(piece.text) for piece in pieces):
        return None
    named = all(match(solid(piece.text)) for piece in pieces)
    titles = []
    for table in tables:
        box = table.place.bbox
        over = [p for p in pieces if p.box and box and p.box[0] < box[2] and box[0] < p.box[2]]
        if len(over) != 1 or not (named or (box and _right_above(over[0].box, box))):
            return None
        titles.append(over[0])
    return titles if len({id(title) for title in titles}) == len(titles) else None
