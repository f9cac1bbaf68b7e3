"""Tables of figures without a layout: months across, months down, or any other headings over and beside figures."""

from __future__ import annotations

from extract.document import Table
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.labelled.grids import has_marks, labelled_band
from extract.shapes.tables.labelled.labelled_tables import LabelledReader
from extract.shapes.tables.months.band_parts import titled_parts
from extract.shapes.tables.months.grids_down import months_down_bands
from extract.shapes.tables.months.month_bands import month_bands
from extract.shapes.tables.months.month_tables import MonthReader
from extract.shapes.tables.months.months_down import MonthsDownReader


def read_table(table: Table, scope: Scope, recorder: Recorder) -> bool:
    """Reads a table of figures; False where it is none (nothing recorded then)."""
    bands = month_bands(table)
    if bands:
        reader = MonthReader(table, scope, recorder)
        for months in bands:
            if not has_marks(table, months):
                reader.month_grid(months)
        return True
    if down := months_down_bands(table):
        for months in down:
            MonthsDownReader(table, scope, recorder).read(months)
        return True
    band = labelled_band(table)
    if band is not None and (band.head or band.label_cols):
        return sum(LabelledReader(table, scope, recorder).labelled(part) for part in titled_parts(band)) > 0
    return False
