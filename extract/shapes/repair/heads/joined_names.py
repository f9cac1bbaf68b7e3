"""Names of KPIs over two columns, as one name per row: [特定保健指導実施率 | 被保険者, 被扶養者]."""

from __future__ import annotations

from dataclasses import replace

from extract.catalogue import Match, match
from extract.document import Cell, Paragraph, Table
from extract.normalise.numbers import figures_in
from extract.normalise.text import solid

_LONGEST_PART = 24


def with_joined_names(table: Table, year: int | None) -> Table:
    """The table with the whole name in the inner of the two columns, where each row's two labels name together a KPI
    that neither of them names, a different one in each row.
    """
    changed: dict[int, Cell] = {}
    for outer in table.cells:
        rows = [table.at(row, outer.col + outer.colspan) for row in range(outer.row, outer.row + outer.rowspan)]
        inner = [cell for cell in rows if cell is not None]
        if outer.rowspan < 2 or len(inner) != outer.rowspan or not _is_part(outer):
            continue
        found = {id(cell): _joined(outer, cell, year) for cell in inner}
        codes = [known[1].kpi.code for known in found.values() if known is not None]
        if len(set(codes)) == len(found) == len(inner):
            for cell in inner:
                known = found[id(cell)]
                if known is not None:
                    changed[id(cell)] = _saying(cell, known[0])
            changed[id(outer)] = replace(outer, blocks=[])
    return replace(table, cells=[changed.get(id(cell), cell) for cell in table.cells]) if changed else table


def _is_part(cell: Cell) -> bool:
    text = solid(cell.text)
    return bool(text) and len(text) <= _LONGEST_PART and not figures_in(text) and not cell.tables


def _joined(outer: Cell, inner: Cell, year: int | None) -> tuple[str, Match] | None:
    """The words of two labels together that surely name a KPI, and which."""
    if not _is_part(inner) or inner.rowspan > 1 or match(solid(inner.text), year) is not None:
        return None
    for text in (f"{solid(inner.text)}の{solid(outer.text)}", f"{solid(outer.text)}{solid(inner.text)}"):
        found = match(text, year)
        if found is not None and found.sure and not found.alike_only:
            return text, found
    return None


def _saying(cell: Cell, name: str) -> Cell:
    line = cell.lines[0]
    return replace(cell, blocks=[Paragraph([replace(line, text=name, pieces=())])])
