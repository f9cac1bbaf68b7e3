"""Frames drawn around a table or chart alone: it stands under the title that stands over the frame."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Block, Table
from extract.normalise.text import solid


def with_bare_frames_open(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every box of one cell that prints nothing itself as the tables that stand in it."""
    following = [*blocks[1:], None][: len(blocks)]
    return [inner for block, after in zip(blocks, following, strict=True) for inner in _opened(block, after)]


def _opened(block: Block, after: Block | None) -> list[Block]:
    if not isinstance(block, Table) or len(block.cells) != 1:
        return [block]
    cell = block.cells[0]
    if any(solid(line.text) for line in cell.lines):
        return [block]
    if cell.tables:
        return list(cell.tables)
    return [] if isinstance(after, Table) and _holds(block, after) else [block]


def _holds(frame: Table, table: Table) -> bool:
    """Whether a table stands within an empty frame."""
    outer, inner = frame.place.bbox, table.place.bbox
    if outer is None or inner is None or frame.place.page != table.place.page:
        return False
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
