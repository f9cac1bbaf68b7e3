"""Cells with the figure of the branch over that of the nation, where the lines over a table or its headings say so, as
a row each, beside a column that says which is which.

（上段：支部、下段：全国）
          | 目標  | 実績                     |      | 目標  | 実績
受診率    | 60.0% | 58.2%      →    受診率    | 支部 | 60.0% | 58.2%
          |       | 55.1%                    | 全国 |       | 55.1%
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.numbers import figures_in, is_blank, parse_figure
from extract.normalise.text import fold, solid
from extract.shapes.repair.rows.parted_rows import Parted, with_rows_parted

_BRANCH = re.compile(r"(?:[当自各]|[^\d\s]{2,4}?)?支部(?:の?(?:実績|数値|値))?(?:\(%\))?")
_NATION = re.compile(r"全国(?:平均|計)?(?:の?(?:実績|数値|値))?|(?:全支部|協会)平均(?:値)?")
_LEGEND = re.compile(r"\s*[(（\[【]?※?(?:各欄の?)?[上下]段.*$")
_BRACKETED = re.compile(r"\((?P<figure>[^()]+)\)")
#: Where no name of a row is shorter.
_NAME = 4
_ONE_OF_TWO = "its column prints the branch over the nation, and this cell prints one figure"


def are_scopes(names: tuple[str, str]) -> bool:
    """Whether of two names one is of the branch and the other of the nation."""
    found = [(bool(_BRANCH.fullmatch(name)), bool(_NATION.fullmatch(name))) for name in map(solid, names)]
    return sorted(found) == [(False, True), (True, False)]


def with_scopes_apart(table: Table, names: tuple[str, str]) -> Table:
    """The table with a row for each of the two figures of a cell; itself where no cell prints two beside a name."""
    pairs = [cell for cell in table.cells if figures_over_each_other(cell) is not None and cell.rowspan == 1]
    rows = {cell.row for cell in pairs}
    at = min((col for row in rows if (col := _behind_name(table, row)) is not None), default=None)
    labels = {cell.row: cell for cell in table.cells if at is not None and cell.col + cell.colspan == at}
    kept = {row for row in rows if row in labels and labels[row].rowspan == 1 and len(solid(labels[row].text)) >= _NAME}
    if at is None or not kept:
        return table
    cells = [_moved(_without_legend(cell), at, cell.row in kept) for cell in table.cells]
    wide = replace(table, n_cols=table.n_cols + 1, cells=cells)
    columns = {cell.col + 1 for cell in pairs}
    return with_rows_parted(wide, {row: Parted(2, partial(_apart, names, at, columns)) for row in kept})


def figures_over_each_other(cell: Cell) -> tuple[Line, Line] | None:
    """The lines of a cell of two figures, the lower one perhaps in brackets; one of the two may be a dash."""
    lines = [line for line in cell.lines if solid(line.text)]
    if len(lines) != 2 or cell.tables:
        return None
    upper, lower = lines
    inner = _BRACKETED.fullmatch(fold(lower.text).strip())
    lower = replace(lower, text=inner["figure"], pieces=()) if inner else lower
    read = [parse_figure(line.text) is not None for line in (upper, lower)]
    blank = [is_blank(line.text) for line in (upper, lower)]
    return (upper, lower) if any(read) and all(a or b for a, b in zip(read, blank, strict=True)) else None


def _behind_name(table: Table, row: int) -> int | None:
    """The column of the first figure of a row behind a name."""
    cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.col)
    for name, beside in zip(cells, cells[1:], strict=False):
        if len(solid(name.text)) >= _NAME and not _holds_figure(name) and _holds_figure(beside):
            return beside.col
    return None


def _holds_figure(cell: Cell) -> bool:
    lines = [line.text for line in cell.lines if solid(line.text)]
    return figures_over_each_other(cell) is not None or (bool(lines) and parse_figure(lines[0]) is not None)


def _without_legend(cell: Cell) -> Cell:
    """A heading without what it says of upper and lower figures."""
    if "上段" not in cell.text or cell.tables:
        return cell
    lines = [replace(line, text=_LEGEND.sub("", line.text), pieces=()) for line in cell.lines]
    return replace(cell, blocks=[Paragraph([line for line in lines if solid(line.text)])])


def _moved(cell: Cell, at: int, parted: bool) -> Cell:
    """A cell beside the new column before `at`; those that end there reach over it, unless their row is parted."""
    if cell.col >= at:
        return replace(cell, col=cell.col + 1)
    end = cell.col + cell.colspan
    return replace(cell, colspan=cell.colspan + 1) if end > at or (end == at and not parted) else cell


def _apart(names: tuple[str, str], at: int, columns: set[int], cell: Cell) -> Sequence[Cell] | None:
    """A cell as its parts in two rows: two figures, or a name with which of them are of whom beside it."""
    if cell.col + cell.colspan == at:
        said = [replace(cell, row=cell.row + n, col=at, colspan=1, blocks=[]) for n in range(2)]
        line = cell.lines[0]
        named = [
            replace(own, blocks=[Paragraph([replace(line, text=name, pieces=())])])
            for own, name in zip(said, names, strict=True)
        ]
        return [replace(cell, rowspan=2), *named]
    two = figures_over_each_other(cell)
    if two is None:
        if cell.col not in columns or not figures_in(cell.text):
            return None
        lines = [replace(line, doubt=line.doubt or _ONE_OF_TWO) for line in cell.lines]
        return [replace(cell, blocks=[Paragraph(lines)]), replace(cell, row=cell.row + 1, blocks=[])]
    return [
        replace(cell, row=cell.row + n, blocks=[Paragraph([line])], place=line.place) for n, line in enumerate(two)
    ]
