"""Tables in the cells of others mended as those on the page are: each under its own title and headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Block, Table
from extract.shapes.repair.heads.heads_above import with_heads_above
from extract.shapes.repair.heads.titles_beside import with_titles_beside
from extract.shapes.repair.whole.tables_below import with_tables_below


def with_tables_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page or cell, in which every table has the title and the headings that stand over it."""
    inner = [_with_cells(block) if isinstance(block, Table) else block for block in blocks]
    return with_titles_beside(with_heads_above(with_tables_below(inner)))


def _with_cells(table: Table) -> Table:
    if not table.holds_tables:
        return table
    cells = [replace(cell, blocks=with_tables_apart(cell.blocks)) if cell.tables else cell for cell in table.cells]
    return replace(table, cells=cells)
