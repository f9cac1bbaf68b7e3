"""Frames that a KPI's name heads and whose figures stand in boxes and a table of their own inside.

┌ KPI 1 健康宣言事業所数 ─────────────────────────┐
├─────────────────────────────────────────────────┤
│ ┌ R5目標  ┐ ┌ R5実績 ┐ ┌ 評価 ┐                 │
│ │ 900以上 │ │ 912    │ │ ○   │                 │
│ └─────────┘ └────────┘ └──────┘                 │
│ ■ 実績の推移                                    │
│ │ … │ R4年度 │ R5年度 │                          │
│ ■ 取組計画              ■ 要因分析               │
└─────────────────────────────────────────────────┘

The boxes become the lines of a card under the name, the table gets the name over it, and headings side by side head
columns of text of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.document import Block, Cell, Line, Paragraph, Table
from extract.normalise.text import fold, joined, solid, tidy
from extract.shapes.repair.frames.kpi_frames import card_of, entry, names_figure, title_of, with_frames_open
from extract.shapes.tables.labels import read_label

_NUMBER = re.compile(r"^(?:KPI|指標)?\s*(?:№|No\.?)?\s*\d{0,2}\s*[.:：]?\s*", re.IGNORECASE)
_HEAD = re.compile(r"^[■□◆◇●▼▶]\s*\S")
#: Something that begins so far left of a column's heading is still below it.
_REACH = 4.0
_LONGEST_LABEL = 16


def with_named_frames_open(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every frame of one KPI taken apart."""
    return with_frames_open(blocks, _opened)


def _opened(table: Table) -> list[Block] | None:
    if (table.n_rows, table.n_cols, len(table.cells)) != (2, 1, 2):
        return None
    head, body = sorted(table.cells, key=lambda cell: cell.row)
    title = frame_title(head)
    boxed = {id(inner): line for inner in body.tables if (line := _boxed(inner)) is not None}
    strange = any(len(inner.cells) == 1 and id(inner) not in boxed for inner in body.tables)
    if title is None or not boxed or strange:
        return None
    lines = sorted(boxed.values(), key=lambda line: line.box[0] if line.box else 0.0)
    out: list[Block] = [card_of(table, title, lines, body)]
    for block in body.blocks:
        if id(block) in boxed:
            continue
        out += [Paragraph([title]), block] if isinstance(block, Table) else _columns(block)
    return out


def frame_title(head: Cell) -> Line | None:
    """The line that names a KPI and nothing else, but for its number and what a gap sets apart behind it."""
    if head.tables or not head.lines:
        return None
    line = head.lines[0]
    name = _NUMBER.sub("", tidy(fold((line.pieces[0] if line.pieces else line).text)))
    return title_of(line, name) if not any(solid(other.text) for other in head.lines[1:]) else None


def _boxed(inner: Table) -> Line | None:
    """A box of a label and the figure or symbol below it as one line: 目標:900以上."""
    if len(inner.cells) != 1 or inner.cells[0].tables:
        return None
    lines = [line for line in inner.cells[0].lines if solid(line.text)]
    if len(lines) < 2:
        return None
    label = solid(lines[0].text).strip(":")
    if len(label) > _LONGEST_LABEL or not (names_figure(label) or read_label(label, None).national):
        return None
    value = solid(joined([line.text for line in lines[1:]]))
    doubt = next((line.doubt for line in lines if line.doubt), None)
    return entry(lines[1], label, value, doubt)


def _columns(block: Paragraph) -> Iterator[Paragraph]:
    """The lines of a paragraph, those below headings side by side as one column after the other."""
    lines, at = block.lines, 0
    while at < len(lines):
        heads = lines[at].pieces
        if len(heads) < 2 or not all(_HEAD.match(fold(head.text)) for head in heads):
            yield Paragraph([lines[at]])
            at += 1
            continue
        edges = [head.box[0] - _REACH if head.box else 0.0 for head in heads]
        columns: list[list[Line]] = [[] for _ in heads]
        for line in lines[at:]:
            for piece in line.pieces or (line,):
                column = sum(piece.box is not None and piece.box[0] >= edge for edge in edges) - 1
                columns[max(column, 0)].append(piece)
        yield from (Paragraph(column) for column in columns if column)
        return
