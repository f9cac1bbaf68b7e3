"""A table as its page means it: what a producer drew otherwise than a reader reads it, mended step by step."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Table
from extract.shapes.repair.columns.months_apart import with_months_apart
from extract.shapes.repair.columns.moved_figures import with_figures_in_place
from extract.shapes.repair.columns.spanned_heads import with_spanned_heads_apart
from extract.shapes.repair.frames.lanes_as_rows import with_lanes_as_rows
from extract.shapes.repair.frames.one_card import as_one_card
from extract.shapes.repair.heads.bare_years import with_bare_years
from extract.shapes.repair.heads.heads_apart import with_heads_apart
from extract.shapes.repair.heads.heads_over_pairs import with_heads_over_pairs
from extract.shapes.repair.heads.short_months import with_months_spelled
from extract.shapes.repair.rows.blocks_as_rows import with_blocks_as_rows
from extract.shapes.repair.rows.counted_lines import with_counted_lines
from extract.shapes.repair.rows.cut_lines import with_whole_lines
from extract.shapes.repair.rows.dittos import with_dittos
from extract.shapes.repair.rows.entries_as_rows import with_entries_as_rows
from extract.shapes.repair.rows.legend_rows import without_legend_rows
from extract.shapes.repair.rows.lines_as_rows import with_lines_as_rows
from extract.shapes.repair.rows.numbered_rows import with_numbered_rows
from extract.shapes.repair.rows.quarter_rows import with_quarter_rows
from extract.shapes.repair.rows.results_in_rows import with_results_together
from extract.shapes.repair.rows.rows_by_lines import with_rows_apart
from extract.shapes.repair.rows.rows_of_brackets import with_brackets_joined
from extract.shapes.repair.rows.stacked_activities import with_activities_apart
from extract.shapes.repair.rows.torn_figures import with_torn_figures
from extract.shapes.repair.rows.torn_rows import mended
from extract.shapes.repair.rows.two_lines import with_figures_apart
from extract.shapes.repair.whole.inline_grids import with_inline_grids
from extract.shapes.repair.whole.torn_tables import with_head_in_place
from extract.shapes.tables.labelled.stacked_rows import unstacked


def unheaded(table: Table, titles: Sequence[str], year: int | None) -> Table:
    """A table mended as far as it needs no headings: lanes, legends and cards, and figures that a conversion tore.

    `titles` are the lines over it, `year` is the fiscal year that it stands under.
    """
    return with_torn_figures(as_one_card(with_lanes_as_rows(without_legend_rows(table), titles), year))


def table_as_meant(table: Table, titles: Sequence[str], year: int | None, of_report: int | None) -> Table:
    """A table under its headings with each of its rows and columns apart; the order of the steps is theirs.

    `titles` are the lines over it, `year` is the fiscal year that it stands under and `of_report` the report's.
    """
    table = with_counted_lines(with_spanned_heads_apart(table))
    table = with_heads_apart(with_blocks_as_rows(with_brackets_joined(with_months_apart(table), year)))
    table = with_bare_years(with_lines_as_rows(with_activities_apart(with_rows_apart(table))), of_report)
    table = with_quarter_rows(with_inline_grids(with_whole_lines(with_dittos(mended(table), year))))
    table = with_months_spelled(with_figures_apart(table, titles), year)
    table = with_heads_over_pairs(with_figures_in_place(with_head_in_place(unstacked(table))))
    return with_results_together(with_entries_as_rows(with_numbered_rows(table), year))
