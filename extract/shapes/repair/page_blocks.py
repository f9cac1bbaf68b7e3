"""The blocks of a page as they are meant: charts and tables each as a block of its own."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extract.document import Block
from extract.shapes.repair.charts.barred_months import with_barred_months_as_tables
from extract.shapes.repair.charts.charts_as_tables import with_charts_as_tables
from extract.shapes.repair.frames.bare_frames import with_bare_frames_open
from extract.shapes.repair.frames.boxes_of_months import with_boxes_of_months
from extract.shapes.repair.frames.boxes_under_parts import with_boxes_under_parts
from extract.shapes.repair.frames.gridded_frames import with_gridded_frames_open
from extract.shapes.repair.frames.judged_boxes import with_judged_boxes
from extract.shapes.repair.frames.judged_columns import with_judged_columns
from extract.shapes.repair.frames.kpi_pages import with_boxes_listed
from extract.shapes.repair.frames.named_frames import with_named_frames_open
from extract.shapes.repair.frames.question_frames import with_questions_as_cards
from extract.shapes.repair.frames.target_frames import with_target_frames_as_cards
from extract.shapes.repair.frames.targets_in_cells import with_targets_in_cells
from extract.shapes.repair.frames.titled_cells import with_titled_cells_as_cards
from extract.shapes.repair.heads.names_over_boxes import with_names_in_boxes
from extract.shapes.repair.heads.remark_heads import with_heads_of_remarks
from extract.shapes.repair.whole.in_cells import with_tables_apart
from extract.shapes.repair.whole.parts_joined import with_parts_joined


def blocks_as_meant(blocks: Sequence[Block], explained: Set[str] = frozenset()) -> list[Block]:
    """The blocks of a page mended one by one; `explained` are the symbols that a legend explains."""
    blocks = with_barred_months_as_tables(with_bare_frames_open(blocks))
    opened = with_charts_as_tables(with_heads_of_remarks(with_boxes_listed(blocks)))
    opened = with_titled_cells_as_cards(opened)
    opened = with_target_frames_as_cards(with_named_frames_open(with_questions_as_cards(opened)))
    opened = with_gridded_frames_open(opened, explained)
    opened = with_judged_boxes(with_judged_columns(opened, explained), explained)
    opened = with_boxes_under_parts(with_boxes_of_months(opened))
    return with_targets_in_cells(with_names_in_boxes(with_tables_apart(with_parts_joined(opened))))
