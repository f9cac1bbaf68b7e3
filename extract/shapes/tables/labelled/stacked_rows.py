"""Rows that a conversion stacked in one, taken apart again."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.normalise.text import fold

_FROM_COPY = "the conversion repeats this row; here it was read from the copy that is whole"
_MONTH_LOST = "the month of this cell is lost; taken from its place between the others"
#: So many cells of a row that another repeats make it a copy.
_SAME_CELLS = 3


def unstacked(table: Table) -> Table:
    """The table with rows taken apart whose cells hold several rows at once, as conversions make of small grids:
    `累計 令和4年度 令和5年度 | 4月 4,186 2,410 | …` becomes three rows.

    A cell with fewer words than the row has lines cannot be told apart; its words stay in the first line, marked
    doubtful.
    """
    heights = {row: _stack_height(table, row) for row in range(table.n_rows)}
    rows = [row for row, height in heights.items() if height > 1 and not _begun(table, row, heights)]
    if not rows:
        return table
    cells: list[Cell] = []
    offset = 0
    for row in range(table.n_rows):
        starting = [c for c in table.cells if c.row == row]
        height = heights[row] if row in rows else 1
        if height > 1:
            starting = _completed(table, row, starting, height)
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


def _stacks(table: Table, row: int) -> dict[int, list[str]]:
    """The month and figures that cells of a row end in, by column."""
    texts = {c.col: fold(c.text).strip() for c in table.cells if c.row == row}
    return {col: found.group(0).split() for col, text in texts.items() if (found := _STACKED_MONTH.search(text))}


def _begun(table: Table, row: int, heights: dict[int, int]) -> bool:
    """Whether a row is only the beginning of the next stacked one, as where a conversion repeats a row that grows."""
    below = next((other for other in range(row + 1, table.n_rows) if heights[other] > 1), None)
    if below is None:
        return False
    here, there = _stacks(table, row), _stacks(table, below)
    shared = [col for col in here if col in there and len(there[col]) > 1]
    whole = all(there[col][: len(here[col])] == here[col] for col in shared)
    return whole and len(shared) >= _SAME_CELLS and any(len(here[col]) < len(there[col]) for col in shared)


def _completed(table: Table, row: int, cells: list[Cell], height: int) -> list[Cell]:
    """The cells of a stacked row, with what one of its months lost taken from a copy of the row or its own figures."""
    stacks = {col: words for col, words in _stacks(table, row).items() if len(words) == height}
    offsets = {col - FISCAL_MONTHS.index(_month(words)) for col, words in stacks.items()}
    if len(stacks) < _SAME_CELLS or len(offsets) != 1:
        return cells
    first = offsets.pop()
    months = {first + at: month for at, month in enumerate(FISCAL_MONTHS)}
    copies = [other for other in range(table.n_rows) if other != row and _repeats(table, other, stacks)]
    out = []
    for cell in cells:
        month = months.get(cell.col)
        lost = month is not None and cell.col not in stacks and cell.lines and not cell.tables
        found = _lost_words(table, cell, month, copies, height) if lost and month is not None else None
        out.append(_saying(cell, *found) if found is not None else cell)
    return out


def _saying(cell: Cell, words: str, doubt: str) -> Cell:
    return replace(cell, blocks=[Paragraph([replace(cell.lines[0], text=words, doubt=doubt)])])


def _month(words: list[str]) -> int:
    return int(re.match(r"\d+", words[0]).group(0))  # type: ignore[union-attr]


def _repeats(table: Table, row: int, stacks: dict[int, list[str]]) -> bool:
    """Whether a row says again what the cells of a stacked row say."""
    texts = {c.col: fold(c.text) for c in table.cells if c.row == row}
    return sum(" ".join(words) in texts.get(col, "") for col, words in stacks.items()) >= _SAME_CELLS


def _lost_words(table: Table, cell: Cell, month: int, copies: list[int], height: int) -> tuple[str, str] | None:
    """A month with its figures, and why it may be wrong: from the copies of its row that agree, else the figures that
    the cell itself ends in.
    """
    figures = rf"(?:\s+[\d,.%△▲:\-]+){{{height - 1}}}(?=\s|$)"
    pattern = re.compile(rf"(?:^|(?<=\s)){month}月{figures}")
    texts = [fold(other.text).strip() for other in table.cells if other.col == cell.col and other.row in copies]
    found = {" ".join(hit.group(0).split()) for text in texts if (hit := pattern.search(text))}
    if len(found) == 1:
        return found.pop(), _FROM_COPY
    own = re.search(rf"(?<![\d,.%△▲:\-]){figures}\Z", fold(cell.text).strip())
    if own is None or re.search(r"\d月\s", own.string[: own.start()][-4:]):
        return None
    return f"{month}月 {own.group(0).strip()}", _MONTH_LOST
