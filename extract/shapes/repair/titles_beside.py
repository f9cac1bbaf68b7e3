"""Titles side by side on one line, each over a table of its own: every table gets its own as the line above it.

健康宣言事業所数          健康保険委員委嘱事業所数
[年度 | 6月末 | 9月末]    [年度 | 6月末 | 9月末]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import Block, Line, Paragraph, Table
from extract.normalise.text import solid


def with_titles_beside(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such lines taken apart, where every title names a KPI and stands over one table."""
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


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes stand beside one another, at the same height."""
    across = one[2] <= other[0] or other[2] <= one[0]
    return across and min(one[3], other[3]) > max(one[1], other[1])


def _titles(block: Paragraph, tables: Sequence[Table]) -> list[Line] | None:
    """The pieces of the last line in the order of the tables below; None unless each names a KPI over one of them."""
    pieces = block.lines[-1].pieces
    if len(pieces) != len(tables) or not all(match(solid(piece.text)) for piece in pieces):
        return None
    titles = []
    for table in tables:
        box = table.place.bbox
        over = [p for p in pieces if p.box and box and p.box[0] < box[2] and box[0] < p.box[2]]
        if len(over) != 1:
            return None
        titles.append(over[0])
    return titles if len({id(title) for title in titles}) == len(titles) else None
