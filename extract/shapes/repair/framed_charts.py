"""Charts in frames: the frame says its words for itself, the chart stands behind it as a table under its own title.

┌ 健康宣言事業所数（事業所） ┐
│   ▇  ▇                      │
│ 4月 5月                     │
│ 目標 1,200事業所            │
└─────────────────────────────┘
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Block, Cell, Table


def with_framed_charts_behind(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with each chart in a cell of a table put behind that table; its titles are the lines that
    stand over it in its cell.
    """
    return [part for block in blocks for part in (_parts(block) if isinstance(block, Table) else [block])]


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
