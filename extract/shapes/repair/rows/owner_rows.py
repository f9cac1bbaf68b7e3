"""Rows over pairs of names and figures that say who is in charge (担当 | 保健グループ): no heading of what is below."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Table
from extract.normalise.text import solid

_OWNER = re.compile(r"(?:主な?)?(?:担当|所管|主管|実施主体)(?:者|部署|部門|課室?|係|グループ|G)?(?:名)?")
_PAIR = 2


def without_owner(table: Table) -> Table:
    """A table of two columns without the words of such a row at its top; other tables as they are."""
    first = table.at(0, 0)
    if table.n_cols != _PAIR or first is None or first.colspan > 1 or not _OWNER.fullmatch(solid(first.text)):
        return table
    beside = table.at(0, 1)
    if beside is None or re.search(r"\d", beside.text):
        return table
    return replace(table, cells=[replace(cell, blocks=[]) if cell.row == 0 else cell for cell in table.cells])
