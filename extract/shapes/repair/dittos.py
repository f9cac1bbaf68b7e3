"""Labels and headings that say with a ditto mark what the one before says: 〃 平均日数, 同 実施率."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Paragraph, Table
from extract.normalise.numbers import UNITS, figures_in, parse_figure
from extract.normalise.text import solid, tidy

_MARK = r"[〃″々]"
#: 同 before white, brackets, 上 or what is counted; a word that begins with it (同意, 同日) is none.
_SAME = r"同(?:上|じく)?(?=$|[\s　((]|(?![意居時期月年日一様種])\S{0,5}(?:率|数|額|割合|比)(?:$|[\s　((]))"
_DITTO = re.compile(rf"^[((]?(?:{_MARK}|{_SAME})[\s　)）]*(?P<more>.*)$", re.DOTALL)
_UNIT = re.compile(r"[((〔\[](?:" + "|".join(map(re.escape, UNITS)) + r")[))〕\]]")


def with_dittos(table: Table) -> Table:
    """The table with the words that ditto marks stand for: a label's are those of the label above it, a heading's those
    of the heading left of it, without their unit. A mark beside or over nothing is left as it is printed.
    """
    meant: dict[int, Cell] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if (more := ditto(cell.text)) is None or len(cell.lines) > 3 or cell.tables:
            continue
        before = _before(table, cell)
        before = meant.get(id(before), before) if before is not None else None
        if before is None or not (words := _UNIT.sub("", tidy(before.text)).strip()) or ditto(words) is not None:
            continue
        if not figures_in(words):
            meant[id(cell)] = _saying(cell, f"{words} {more}".strip())
    return replace(table, cells=[meant.get(id(cell), cell) for cell in table.cells]) if meant else table


def ditto(text: str) -> str | None:
    """What stands behind the ditto mark that a text begins with, or None where it begins with none.

    >>> ditto("〃 平均日数"), ditto("同 実施率(%)"), ditto("〃"), ditto("同意書"), ditto("同日受付")
    ('平均日数', '実施率(%)', '', None, None)
    """
    found = _DITTO.match(text.strip())
    return solid(found["more"]) if found else None


def _before(table: Table, cell: Cell) -> Cell | None:
    """The label above a ditto mark in a row of figures, or the heading left of one over figures."""
    if any(_is_figure(table.at(cell.row, col)) for col in range(cell.col + cell.colspan, table.n_cols)):
        return table.at(cell.row - 1, cell.col) if cell.row else None
    over = any(_is_figure(table.at(row, cell.col)) for row in range(cell.row + cell.rowspan, table.n_rows))
    return table.at(cell.row, cell.col - 1) if over and cell.col else None


def _is_figure(cell: Cell | None) -> bool:
    return cell is not None and any(parse_figure(line.text) is not None for line in cell.lines)


def _saying(cell: Cell, words: str) -> Cell:
    line = cell.lines[0]
    return replace(cell, blocks=[Paragraph([replace(line, text=words, pieces=())])])
