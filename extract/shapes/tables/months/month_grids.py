"""Month grids of a document, page after page: a grid that a page break cut off its headings is read under them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Table
from extract.recorder import Recorder
from extract.shapes.context import HEADS_BY_OCR, Scope
from extract.shapes.tables.labelled.grids import (
    Band,
    has_marks,
)
from extract.shapes.tables.months.grids_continued import Heading, continued_band, heading_of, on_turned_page
from extract.shapes.tables.months.grids_down import continued_down, month_in_first_row, months_down
from extract.shapes.tables.months.month_tables import MonthReader
from extract.shapes.tables.months.months_down import MonthsDownReader
from extract.shapes.tables.schedules.schedule import read_schedule


class MonthGrids:
    """Reads month grids into a recorder and remembers their headings for the next page.

    `unsure` are pages whose headings were read by OCR, or that go on under such headings.
    """

    def __init__(self, recorder: Recorder) -> None:
        self.out = recorder
        self.heading: tuple[Heading, Scope, int | None] | None = None
        self.down: tuple[Heading, Scope, int | None] | None = None
        self.of_marks = False
        self.unsure: set[int | None] = set(recorder.recognised)

    def read_all(self, table: Table, bands: Sequence[Band], scope: Scope) -> None:
        """Reads every band of a table."""
        for band in bands:
            self.read(table, band, scope)
        self.out.cover(f"table {table.index}", "months", True)

    def read(self, table: Table, band: Band, scope: Scope) -> None:
        """Reads one band: marks of a schedule, or figures."""
        if band.given_heads is not None and self.heading is not None:
            before = self.heading[1]
            scope = scope.under(
                kpis=scope.kpis or before.kpis,
                caption=before.caption,
                topic=before.topic,
                fiscal_year=before.fiscal_year,
                unread_year=before.unread_year,
                section=before.section or scope.section,
            )
            self.heading = (self.heading[0], scope, table.place.page)
        elif (heading := heading_of(band)) is not None:
            self.heading = (heading, scope, table.place.page)
        self.of_marks = has_marks(table, band)
        if self.of_marks:
            read_schedule(table, band, scope, self.out)
        else:
            MonthReader(table, scope, self.out).month_grid(band)

    def continued(self, table: Table) -> Band | None:
        """The rows of a grid that a page break cut off its heading."""
        if self.heading is None:
            return None
        heading, scope, page = self.heading
        here = table.place.page
        if page is None or here is None or here != page + 1:
            return None
        turned = on_turned_page(heading, table)
        band = continued_band(table, turned or heading, self.of_marks)
        if band is not None:
            self.heading = (turned or heading, scope, page)
            self.inherit(page, here)
        return band

    def remember_down(self, table: Table, scope: Scope) -> None:
        """Keeps the heading of a table that was read, if its months run down."""
        down = months_down(table)
        heading = heading_of(down) if down is not None else None
        self.down = (heading, scope, table.place.page) if heading is not None else None

    def read_on_down(self, table: Table) -> bool:
        """Reads the rows of a table of months running down that a page break cut off its heading."""
        if self.down is None:
            return False
        heading, scope, page = self.down
        if (
            page is None
            or table.place.page != page + 1
            or (months_down(table) is not None and not month_in_first_row(table))
        ):
            return False
        band = continued_down(table, heading)
        if band is None:
            return False
        self.inherit(page, table.place.page)
        MonthsDownReader(table, scope, self.out).read(band)
        self.down = (heading, scope, table.place.page)
        return True

    def inherit(self, page: int | None, here: int | None) -> None:
        """Doubts a table that takes its headings from a page read by OCR, and what its own page passes on in turn."""
        if page in self.unsure and here not in self.out.recognised:
            self.out.standing = HEADS_BY_OCR
            self.unsure.add(here)
