"""Charts under their own titles: in frames, whose other words stay what they are, and side by side below one line.

┌ 健康宣言事業所数（事業所） ┐      電話の件数             窓口の件数
│   ▇  ▇                      │        ▇  ▇                   ▇  ▇
│ 4月 5月                     │      4月 5月                4月 5月
│ 目標 1,200事業所            │
└─────────────────────────────┘
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import BBox, Block, Cell, Line, Paragraph, Table, place_of

#: A title stands this near over its chart, in points, legend and all.
_OVER = 60.0
#: So many of the lines above it may name what it shows.
_MOST_ABOVE = 2
#: The title of a chart over which none stands, but titles of others.
_NONE = ""


def with_titled_charts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with each chart in a cell of a table put behind that table, its titles the lines over it
    there; those of other charts are their pieces of the lines that stand over more than them, and what stands above.
    """
    parts = [part for block in blocks for part in (_parts(block) if isinstance(block, Table) else [block])]
    gone: set[int] = set()
    for at, block in enumerate(parts):
        if isinstance(block, Table) and block.chart and not block.titles:
            own = _own_pieces(parts[:at], block)
            if own is not None:
                gone.update(map(id, own))
                over = [line.text for line in _lines_over(parts[:at], block, own[0])] if own else [_NONE]
                parts[at] = replace(block, titles=(*over[-_MOST_ABOVE:], *(piece.text for piece in own)))
    return [left for block in parts if (left := _without(block, gone)) is not None] if gone else parts


def _parts(table: Table) -> Iterator[Block]:
    charts = [titled for cell in table.cells for titled in _charts(cell)]
    if not charts:
        yield table
        return
    kept = [replace(cell, blocks=[b for b in cell.blocks if not _is_chart(b)]) for cell in table.cells]
    yield replace(table, cells=kept)
    yield from charts


def _charts(cell: Cell) -> Iterator[Table]:
    over: list[str] = []
    for block in cell.blocks:
        if not isinstance(block, Table):
            over += [line.text for line in block.lines]
        elif block.chart:
            yield replace(block, titles=tuple(over))
            over = []


def _is_chart(block: Block) -> bool:
    return isinstance(block, Table) and block.chart


def _own_pieces(before: Sequence[Block], chart: Table) -> list[Line] | None:
    """The pieces that stand over a chart, of the lines right above it that reach over something else as well, from top
    to bottom; None where the line above it is its own as a whole.
    """
    found: list[Line] = []
    box = chart.place.bbox
    above = next((block for block in reversed(before) if not _stands_beside(block, box)), None)
    if not isinstance(above, Paragraph) or box is None:
        return None
    for line in reversed(above.lines):
        at = line.place.bbox
        if at is None or not -_OVER / 6 <= box[1] - at[3] <= _OVER:
            break
        own = [piece for piece in line.pieces if _is_over(piece.place.bbox, box)]
        if not own or len(own) == len(line.pieces):
            return found or (None if own or not line.pieces else [])
        found = own + found
    return found or None


def _lines_over(before: Sequence[Block], chart: Table, title: Line) -> Iterator[Line]:
    """The lines above the title of a chart that stand over it as well."""
    for block in before:
        for line in block.lines if isinstance(block, Paragraph) else ():
            at, box, top = line.place.bbox, chart.place.bbox, title.place.bbox
            if at is None or box is None or top is None or at[3] > top[1] + 1:
                continue
            if at[0] < box[2] and box[0] < at[2]:
                yield line


def _stands_beside(block: Block, box: BBox | None) -> bool:
    other = block.place.bbox if isinstance(block, Table) else None
    return other is not None and box is not None and other[1] < box[3] and box[1] < other[3]


def _is_over(box: BBox | None, chart: BBox) -> bool:
    """Whether words stand over a chart or the figures of its axis, which are left of it."""
    return box is not None and chart[0] - _OVER <= box[0] < chart[2] and chart[0] - _OVER < box[2]


def _without(block: Block, gone: set[int]) -> Block | None:
    if isinstance(block, Table):
        return block
    lines = [left for line in block.lines if (left := _rest(line, gone)) is not None]
    return replace(block, lines=lines) if lines else None


def _rest(line: Line, gone: set[int]) -> Line | None:
    kept = tuple([piece for piece in line.pieces if id(piece) not in gone])
    if len(kept) == len(line.pieces):
        return line
    if len(kept) < 2:
        return kept[0] if kept else None
    boxes = [piece.box for piece in kept if piece.box is not None]
    tops, bottoms = [box[1] for box in boxes], [box[3] for box in boxes]
    box = (boxes[0][0], min(tops), boxes[-1][2], max(bottoms)) if boxes else None
    return replace(line, text="\t".join([p.text for p in kept]), place=place_of(kept), box=box, pieces=kept)
