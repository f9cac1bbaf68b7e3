"""Headings in a table of their own before the tables that they head: those that a page ends in, and those from which
the titles of groups of rows part what they stand over.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Table
from extract.shapes.repair.heads.split_heads import (
    is_bare_head,
    schedule_head,
    under_head,
    under_layout_head,
    under_months,
)
from extract.shapes.tables.plans.layout import heads_layout


@dataclass
class HeadsBefore:
    """The headings that wait for their table: `bare` ones, those of a `layout` just before, the `months` of the last
    schedule. A document's tables are asked for in their order.
    """

    bare: Table | None = None
    layout: Table | None = None
    months: Table | None = None

    def headed(self, table: Table, nested: bool) -> Table:
        """A table under the headings before it, itself where none are its own; one that is `nested` in a cell takes
        none from other pages' layouts and schedules.
        """
        if not nested and (headed := self._under_layout(self._under_months(table))) is not table:
            return headed
        if table.holds_tables:
            return table
        if is_bare_head(table):
            self.bare = table
            return table
        head, self.bare = self.bare, None
        if head is None or head.place.page is None or table.place.page not in (head.place.page, head.place.page + 1):
            return table
        headed = under_head(table, head)
        self.bare = head if headed is not table else None
        return headed

    def _under_layout(self, table: Table) -> Table:
        """A table under the headings of plans and statuses that the title of its first group parts from it."""
        head, self.layout = self.layout, table if heads_layout(table) else None
        near = head is not None and table.place.page == head.place.page
        return under_layout_head(table, head) if head is not None and near else table

    def _under_months(self, table: Table) -> Table:
        """A table under the months of the schedule before it on its page, which titles of groups part from it."""
        if (own := schedule_head(table)) is not None:
            self.months = own
            return table
        head = self.months
        near = head is not None and table.place.page == head.place.page
        return under_months(table, head) if head is not None and near else table
