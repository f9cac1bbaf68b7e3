"""Rows that a conversion stacked in one, taken apart again."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Paragraph, Table
from extract.normalise.text import fold


def unstacked(table: Table) -> Table:
    """The table with rows taken apart whose cells hold several rows at once, as conversions make of small grids:
    `累計 令和4年度 令和5年度 | 4月 4,186 2,410 | …` becomes three rows.

    A cell with fewer words than the row has lines cannot be told apart; its words stay in the first line, marked
    doubtful.
    """
    rows = [row for row in range(table.n_rows) if _stack_height(table, row) > 1]
    if not rows:
        return table
    cells: list[Cell] = []
    offset = 0
    for row in range(table.n_rows):
        starting = [c for c in table.cells if c.row == row]
        height = _stack_height(table, row) if row in rows else 1
        for cell in starting:
            cells.extend(_lines_apart(cell, row + offset, height))
        offset += height - 1
    return Table(table.index, table.n_rows + offset, table.n_cols, cells, table.place, table.continues)


_STACKED_MONTH = re.compile(r"(?:^|\s)(?:1[0-2]|[1-9])月(?:まで)?(?:\s+[\d,.%△▲:\-]+)*$")
_STACKED_TOTAL = re.compile(r"^(?:合計|計|累計|平均|通期|全国平均)(?:\s+[\d,.%△▲:\-]+)+$")
_STACKED_LABELS = re.compile(r"(?:^|\s)\S+(?:\s+(?:令和|平成|R|.和)(?:元|\d{1,2})年度)+(?=$|\s)")


_FIGURES = re.compile(r"^[\d,.%△▲:\-]+(?:\s+[\d,.%△▲:\-]+)*$")


def _stack_height(table: Table, row: int) -> int:
    cells = [c for col in range(table.n_cols) if (c := table.at(row, col)) and (c.row, c.col) == (row, col)]
    texts = [fold(c.text).strip() for c in cells if all(line.box is None for line in c.lines)]
    months = [found.group(0) for t in texts if (found := _STACKED_MONTH.search(t))]
    if len(months) >= 6:
        return max(len(t.split()) for t in months)
    figures = [len(t.split()) for t in texts if _FIGURES.match(t)]
    if len(figures) >= 6 and sum(n > 1 for n in figures) >= 4:
        return max(figures)
    return 1


def _lines_apart(cell: Cell, row: int, height: int) -> list[Cell]:
    text = fold(cell.text).strip()
    figures = _STACKED_MONTH.search(text) or _STACKED_TOTAL.match(text) or _FIGURES.match(text)
    found = figures or _STACKED_LABELS.search(text)
    words = found.group(0).split() if found else []
    if height == 1 or not cell.lines or not 1 < len(words) <= height:
        return [replace(cell, row=row)]
    labels = figures is None
    first = height - len(words) if labels else 0  # the corner is what labels lose first: they stand at the bottom
    doubt = None
    if len(words) < height and not labels:
        doubt = "several rows stand in one cell and one figure is missing; which row it belongs to cannot be told"
    elif len(words) < len(text.split()):
        doubt = "words of another row run into this cell"
    line = cell.lines[0]
    return [
        replace(
            cell,
            row=row + first + i,
            blocks=[Paragraph([replace(line, text=word, doubt=line.doubt or (doubt if i else None))])],
        )
        for i, word in enumerate(words)
    ]
