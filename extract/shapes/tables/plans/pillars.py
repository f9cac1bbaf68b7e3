"""The part of a report whose name runs down the left side of a layout table, under no heading, beside its rows."""

from __future__ import annotations

import re

from extract.document import Cell, Table
from extract.normalise.text import fold, joined, solid, tidy
from extract.shapes.tables.plans.layout import Layout

_NUMBERED = re.compile(r"^(?:\d{1,2}[.．、]|[ⅠⅡⅢⅣⅤⅥ]|(?:II?I?|IV|VI?)[.．]?(?=[一-龥])|第[\d一二三四五六])")
#: Words that run down stand in lines of hardly more characters.
_NARROW = 4


def pillar_beside(table: Table, row: int, layout: Layout) -> str | None:
    """The numbered part whose name begins in this row at the left of all columns that the headings name; None where
    none does.
    """
    cell = table.at(row, 0)
    if cell is None or cell.row != row or cell.colspan > 1 or cell.tables or layout.column(cell) is not None:
        return None
    lines = [line.text for line in cell.lines if solid(line.text)]
    name = joined([fold(line).strip() for line in lines])
    runs_down = len(lines) > 1 and all(len(solid(line)) <= _NARROW for line in lines)
    return tidy(name) if runs_down and _NUMBERED.match(name) and 4 <= len(solid(name)) <= 40 else None


def is_open(table: Table, row: int, layout: Layout) -> bool:
    """Whether a row begins with an empty place for a part's name, as where it goes on on the next page."""
    cell: Cell | None = table.at(row, 0)
    return cell is not None and layout.column(cell) is None and not solid(cell.text) and not cell.tables
