"""KPIs that one cell lists with a figure each, as a row for each of them.

[サービス水準の向上 | 達成率:100% 郵送化率:97.0%以上 | 達成率:100% 郵送化率:97.8%]

What stands beside such cells is said of all rows that they become.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph, Table, place_of
from extract.normalise.numbers import UNITS
from extract.normalise.text import solid
from extract.shapes.repair.rows.parted_rows import Parted, with_rows_parted
from extract.shapes.tables.kpis.kpi_words import RESULT_HEAD, TARGET_HEAD

_FIGURE = rf"[△▲\-]?\d[\d,]*(?:\.\d+)?(?:{'|'.join(map(re.escape, UNITS))})?(?:以[上下内]|未満|超)?"
_ENTRY = re.compile(
    r"(?:[■●◆◇・○、,]|[①-⑳])?(?P<name>[^:：%。【】◆]{4,80}?)(?:[:：]|は|(?<=率|合|数))"
    rf"(?P<value>(?:対?前年度?(?:実績)?以[上下]|{_FIGURE})(?:とする)?。?(?:\([^()]*\))?)"
)
_FEWEST = 2
_LONGEST_HEAD, _LONGEST = 30, 400
_MEASURE = re.compile(r"率|割合|数|額|状況")


@dataclass(frozen=True)
class _Entry:
    """What a cell says of one KPI, and the lines of the cell that it stands on."""

    code: str
    text: str
    lines: list[Line]


def with_entries_as_rows(table: Table, year: int | None) -> Table:
    """The table with such rows taken apart; itself where there is none."""
    found = {row: entries for row in range(table.n_rows) if (entries := _entries_of_row(table, row, year))}
    orders = {row: _codes(entries.values()) for row, entries in found.items()}
    return with_rows_parted(
        table, {row: Parted(len(orders[row]), partial(_apart, entries, orders[row])) for row, entries in found.items()}
    )


def _codes(cells: Iterable[Sequence[_Entry]]) -> list[str]:
    """The KPIs that the cells of a row list, in their order."""
    return list(dict.fromkeys(entry.code for entries in cells for entry in entries))


def _entries_of_row(table: Table, row: int, year: int | None) -> dict[int, list[_Entry]]:
    """The entries of the cells of a row, by column; none where no cell lists several, or the row spans others."""
    cells = [cell for cell in table.cells if cell.row == row and len(cell.lines) > 1 and not cell.tables]
    if not any(_may_list(cell) for cell in cells):
        return {}
    listed = [cell for cell in table.cells if cell.row == row and _is_headed(table, cell)]
    found = {cell.col: entries for cell in listed if (entries := _entries(cell, year))}
    several = any(len(entries) >= _FEWEST for entries in found.values())
    spans = any(cell.rowspan > 1 for cell in table.cells if cell.row == row and cell.col in found)
    return found if several and not spans else {}


def _is_headed(table: Table, cell: Cell) -> bool:
    """Whether words over a cell say that targets or results stand below."""
    heads = (table.at(row, cell.col) for row in range(cell.row))
    words = (solid(head.text) for head in heads if head is not None and head.row + head.rowspan <= cell.row)
    return any(len(text) <= _LONGEST_HEAD and (TARGET_HEAD.search(text) or RESULT_HEAD.search(text)) for text in words)


def _may_list(cell: Cell) -> bool:
    text = solid(cell.text)
    return len(text) <= _LONGEST and len(_MEASURE.findall(text)) >= _FEWEST and bool(re.search(r"\d", text))


def _entries(cell: Cell, year: int | None) -> list[_Entry]:
    """What a cell says, KPI by KPI; nothing where that is not all it says, or a name is of no KPI or of two."""
    if cell.tables or cell.rowspan > 1:
        return []
    text = "".join(solid(line.text) for line in cell.lines)
    out: list[_Entry] = []
    at = 0
    while at < len(text):
        found = _ENTRY.match(text, at)
        named = match(found["name"], year) if found is not None else None
        if found is None or named is None or not named.sure:
            return []
        out.append(_Entry(named.kpi.code, found.group(0), _lines(cell, found.start(), found.end())))
        at = found.end()
    return out if len({entry.code for entry in out}) == len(out) else []


def _lines(cell: Cell, start: int, end: int) -> list[Line]:
    """The lines of a cell in which characters of its text stand, from `start` up to `end`."""
    out, at = [], 0
    for line in cell.lines:
        length = len(solid(line.text))
        if at < end and start < at + length:
            out.append(line)
        at += length
    return out


def _apart(listed: Mapping[int, Sequence[_Entry]], order: Sequence[str], cell: Cell) -> list[Cell] | None:
    """The cells of what a cell says of each KPI in the order of the rows; None for one that lists none."""
    entries = listed.get(cell.col)
    return [_saying(cell, order.index(entry.code), entry) for entry in entries] if entries is not None else None


def _saying(cell: Cell, number: int, entry: _Entry) -> Cell:
    place = place_of(entry.lines)
    doubt = next((line.doubt for line in entry.lines if line.doubt), None)
    said = replace(entry.lines[0], text=entry.text, place=place, doubt=doubt, pieces=())
    return replace(cell, row=cell.row + number, place=place, blocks=[Paragraph([said])])
