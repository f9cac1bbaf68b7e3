"""Rows or columns that only a mark names (①, KPI2, 指標A), with the name that a list elsewhere on the page gives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, solid
from extract.shapes.tables.kpis.list_names import named

BY_MARK = "its row or column bears only a mark; the name was taken from the list of marks"
_MARK = (
    r"(?:(?:KPI|指標|項目|No\.?)\s*)?(?:[①-⑳]|(?<![A-Za-z\d])[A-Z](?![A-Za-z\d])|\d{1,2}(?=[)）.:：、\s=]))"
    r"|[※*注]\d{1,2}"
)
_LISTED = re.compile(
    rf"(?:^|(?<=[\s、。;；]))[(（]?(?P<mark>{_MARK})[)）]?\s*[.:：、=…]*\s*(?P<name>.+?)(?=[\s、。;；][(（]?(?:{_MARK})|$)"
)
_ALONE = re.compile(rf"[(（]?(?P<mark>{_MARK}|(?:KPI|指標|項目|No\.?)\d{{1,2}})[)）.]?")
_LEAST_MARKED = 2


def read_marked_names(lines: Iterable[Line], year: int | None) -> dict[str, str]:
    """The KPIs' names by their marks, as the lines of a page list them; a mark before several names tells nothing."""
    found: dict[str, set[str]] = {}
    for line in lines:
        for entry in _LISTED.finditer(fold(line.text).strip()):
            name = solid(entry["name"])
            known = match(name, year) if 4 <= len(name) <= 60 and not figures_in(name) else None
            if known is not None and known.sure and not known.alike_only:
                found.setdefault(_plain(entry["mark"]), set()).add(name)
    return {mark: names.pop() for mark, names in found.items() if len(names) == 1}


def with_marked_names(table: Table, names: Callable[[], Mapping[str, str]], year: int | None) -> Table:
    """The table with names for the marks in its rows or columns, in doubt, where it names no KPI itself.

    `names` are asked for where there are such marks only.
    """
    alone = {id(cell): mark for cell in table.cells if (mark := _mark_of(cell)) is not None}
    if len(alone) < _LEAST_MARKED:
        return table
    known = names()
    marked = {cell: known[mark] for cell, mark in alone.items() if mark in known}
    if len(marked) < _LEAST_MARKED or any(named(cell, year) for cell in table.cells):
        return table
    cells = [_saying(cell, marked[id(cell)]) if id(cell) in marked else cell for cell in table.cells]
    return replace(table, cells=cells)


def _mark_of(cell: Cell) -> str | None:
    """The mark that is all of a cell, or None."""
    alone = _ALONE.fullmatch(solid(cell.text))
    return _plain(alone["mark"]) if alone is not None and cell.lines else None


def _plain(mark: str) -> str:
    return re.sub(r"^(?:KPI|指標|項目|No\.?)\s*", "", mark)


def _saying(cell: Cell, name: str) -> Cell:
    line = cell.lines[0]
    return replace(cell, blocks=[Paragraph([replace(line, text=name, doubt=line.doubt or BY_MARK, pieces=())])])
