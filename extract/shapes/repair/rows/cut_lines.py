"""Rows of tables without rulings between the lines of a cell: a number that goes on in the row below is no number.

Where a page break leaves a table without its rulings, every line of its cells is taken for a row. `95,61` above `3部`
is then one number cut in two, and `3部` must not become a figure of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.document import Block, Cell, Paragraph, Table
from extract.normalise.numbers import UNITS, parse_figure
from extract.normalise.text import solid

_CUT = "the page shows this cut over several rows of its table; put together again"
#: A number up to its last comma and too few digits behind it.
_UNFINISHED = re.compile(r"\d,\d{0,2}$")
_SENSES = ("以上", "以下", "以内", "未満")
#: A figure with its unit and sense: 2,390事業所以上.
_WHOLE = re.compile(rf"[△▲-]?\d[\d,.]*(?:{'|'.join(map(re.escape, UNITS))})(?:{'|'.join(_SENSES)})?")
_BRACKETED = re.compile(r"\([^()]+\)")
#: So many cells whose brackets close in the row below make two rows one.
_OPEN_CELLS = 2


def with_whole_lines(table: Table) -> Table:
    """The table with rows that are lines of one row as one, its cells spanning them; itself where no number is cut."""
    rows = _texts(table)
    groups: list[list[int]] = []
    for row in range(table.n_rows):
        if groups and _goes_on(rows[row - 1], rows[row]) and _are_alone(table, row - 1, row):
            groups[-1].append(row)
        else:
            groups.append([row])
    if len(groups) == table.n_rows:
        return table
    groups = _with_bracketed(table, groups, rows)
    cells = [cell for group in groups for cell in _merged(table, group)]
    return replace(table, cells=cells)


def _texts(table: Table) -> list[dict[int, str]]:
    """What the cells of each row say, by column."""
    texts: list[dict[int, str]] = [{} for _ in range(table.n_rows)]
    for cell in table.cells:
        if text := solid(cell.text):
            texts[cell.row][cell.col] = text
    return texts


def _are_alone(table: Table, above: int, row: int) -> bool:
    """Whether no cell reaches over the edges of two rows together, and none holds a table."""
    cells = [cell for cell in table.cells if cell.row <= row and cell.row + cell.rowspan > above]
    return all(above <= cell.row and cell.row + cell.rowspan <= row + 1 and not cell.tables for cell in cells)


def _alone(table: Table, row: int) -> bool:
    """Whether no cell reaches over the edges of the row, and none holds a table."""
    cells = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rowspan]
    return all(cell.rowspan == 1 and not cell.tables for cell in cells)


def _goes_on(above: Mapping[int, str], below: Mapping[int, str]) -> bool:
    """Whether a number, or the brackets of several cells, begin in one row and end in the next."""
    both = [(above[col], below[col]) for col in above.keys() & below.keys()]
    opened = [(a, b) for a, b in both if a.count("(") > a.count(")") and b.count(")") > b.count("(")]
    return len(opened) >= _OPEN_CELLS or any(_is_cut(*pair) for pair in both)


def _is_cut(above: str, below: str) -> bool:
    """Whether a number lacks digits that the text below begins with, or a figure a part of its unit or sense."""
    if not above[-1].isdigit() and not below[0].isdigit() and _WHOLE.fullmatch(above + below):
        return below in _SENSES or not _WHOLE.fullmatch(above)
    return (
        bool(_UNFINISHED.search(above)) and below[0].isdigit() and parse_figure((above + below).strip("()")) is not None
    )


def _with_bracketed(table: Table, groups: list[list[int]], rows: Sequence[Mapping[int, str]]) -> list[list[int]]:
    """The groups of rows with those all in brackets joined to the row that they add last year's figures to."""
    out: list[list[int]] = []
    for group in groups:
        here = _joined_texts(rows, group)
        above = _joined_texts(rows, out[-1]) if out else {}
        bracketed = len(here) >= _OPEN_CELLS and all(_BRACKETED.fullmatch(text) for text in here.values())
        if bracketed and here.keys() <= above.keys() and all(_alone(table, row) for row in [*out[-1], *group]):
            out[-1] = [*out[-1], *group]
        else:
            out.append(group)
    return out


def _joined_texts(rows: Sequence[Mapping[int, str]], group: list[int]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for row in group:
        for col, text in rows[row].items():
            texts[col] = texts.get(col, "") + text
    return texts


def _merged(table: Table, group: list[int]) -> list[Cell]:
    """The cells of the rows of a group, one for each column."""
    columns: dict[int, list[Cell]] = {}
    for cell in sorted((c for c in table.cells if c.row in group), key=lambda c: c.row):
        columns.setdefault(cell.col, []).append(cell)
    return [_whole(parts, len(group)) for _, parts in sorted(columns.items())]


def _whole(parts: list[Cell], rows: int) -> Cell:
    first = parts[0]
    if rows == 1:
        return first
    lines = [replace(line, doubt=line.doubt or _CUT) for part in parts for line in part.lines]
    place = first.place
    for part in parts[1:]:
        place = place.joined(part.place)
    boxes = [part.box for part in parts if part.box is not None]
    box = (
        (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        if boxes
        else None
    )
    blocks: list[Block] = [Paragraph(lines)] if lines else []
    return replace(first, blocks=blocks, rowspan=rows, place=place, box=box)
