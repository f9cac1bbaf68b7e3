"""The blocks of a page as they are meant: charts and tables each as a block of its own."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Block
from extract.shapes.repair.charts_as_tables import with_charts_as_tables
from extract.shapes.repair.in_cells import with_tables_apart
from extract.shapes.repair.names_over_boxes import with_names_in_boxes
from extract.shapes.repair.parts_joined import with_parts_joined


def blocks_as_meant(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page mended one by one."""
    return with_names_in_boxes(with_tables_apart(with_parts_joined(with_charts_as_tables(blocks))))
