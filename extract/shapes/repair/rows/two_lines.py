"""Cells of two figures, one over the other, as two rows: where their row has two names as well, or the title over the
table says what stands in the upper and the lower line.

上段：件数、下段：金額（千円）
           4月      5月
窓口       101      118          窓口 件数           101     118
         3,418    3,974    →     窓口 金額（千円） 3,418   3,974
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import fold, solid
from extract.shapes.names.title_words import names_quantity
from extract.shapes.repair.rows.parted_rows import Parted, with_rows_parted
from extract.shapes.repair.rows.scope_lines import are_scopes, with_scopes_apart
from extract.shapes.tables.labelled.cells import are_several
from extract.shapes.tables.labels import read_label

_LEGEND = re.compile(
    r"上段[:はがに=]?\s*(?P<upper>[^下。]{1,20}?)[、,・/;\s]*下段(?:の?\(\s*\)(?:内|書き)?)?[:はがに=]?\s*(?P<lower>[^。※]{1,20})"
)
#: Cells of two figures that make a row one of two.
_FEWEST = 2
_BRACKETS = "()"


def with_figures_apart(table: Table, lines: Sequence[str]) -> Table:
    """The table with such rows as two each; `lines` stand over it."""
    if (scopes := legend_of_scopes(table, lines)) is not None:
        return with_scopes_apart(table, scopes)
    doubled = [row for row in range(table.n_rows) if _is_doubled(table, row)]
    said = legend(lines) if doubled else None
    names = {row: pair for row in doubled if (pair := _names(table, row, said)) is not None}
    return with_rows_parted(table, {row: Parted(2, partial(_apart, pair)) for row, pair in names.items()})


def _is_doubled(table: Table, row: int) -> bool:
    """Whether the cells of a row behind its labels hold two figures each, or nothing; words may stand behind them."""
    cells = [cell for cell in table.cells if cell.row == row and cell.rowspan == 1]
    double = [cell for cell in cells if _is_pair(cell)]
    if len(double) < _FEWEST:
        return False
    first, last = min(cell.col for cell in double), max(cell.col for cell in double)
    others = [cell for cell in cells if cell.col >= first and cell not in double and not is_blank(cell.text)]
    return first > 0 and all(cell.col > last and parse_figure(cell.text) is None for cell in others)


def _is_pair(cell: Cell) -> bool:
    return len(_filled(cell)) == 2 and are_several(cell)


def _filled(cell: Cell) -> list[Line]:
    return [line for line in cell.lines if solid(line.text)]


def legend(lines: Sequence[str]) -> tuple[str, str] | None:
    """What lines say of the upper and the lower figure of a cell: the last of them that does."""
    found = next(filter(None, (_LEGEND.search(fold(line)) for line in reversed(lines))), None)
    if found is None:
        return None
    return _balanced(found["upper"]), _balanced(found["lower"])


def legend_of_scopes(table: Table, lines: Sequence[str]) -> tuple[str, str] | None:
    """What the lines over a table, or its headings, say of two figures of which one is of the branch and one of the
    nation; None where they say something else.
    """
    heads = [" ".join(line.text for line in cell.lines) for cell in table.cells if "上段" in cell.text]
    said = [names for text in (*lines, *heads) if "上段" in text and (names := legend([text])) is not None]
    return said[-1] if said and all(are_scopes(names) for names in said) and len(set(said)) == 1 else None


def _balanced(words: str) -> str:
    """Words without the bracket that closes around them."""
    opened = words.count(_BRACKETS[0])
    while words.count(_BRACKETS[1]) > opened:
        words = words[: words.rindex(_BRACKETS[1])]
    return words.strip(" 、,)") if not opened else words.strip(" 、,")


def _names(table: Table, row: int, said: tuple[str, str] | None) -> tuple[str, str] | None:
    """What the upper and the lower figures of a row are; None where nothing tells, or it tells of another year than the
    row's own.
    """
    own_row = [cell for cell in table.cells if cell.row == row and solid(cell.text)]
    first = min(cell.col for cell in own_row if _is_pair(cell))
    labels = [cell for cell in own_row if cell.col < first]
    last = max(labels, key=lambda cell: cell.col, default=None)
    own = _filled(last) if last is not None else []
    if last is not None and len(own) == 2 and all(_names_figures(line.text) for line in own):
        return own[0].text, own[1].text
    if said is None:
        return None
    words = last.text if last is not None else ""
    dated = read_label(words, None).fiscal_year is not None
    if any(read_label(name, None).prior or read_label(name, None).fiscal_year for name in said) and dated:
        return None
    return f"{words} {said[0]}".strip(), f"{words} {said[1]}".strip()


def _names_figures(text: str) -> bool:
    """Whether a line of a label names figures by itself: what is counted, or of which year."""
    label = read_label(text, None)
    return names_quantity(label.rest) or (not label.rest and bool(label.fiscal_year or label.prior or label.basis))


def _apart(names: tuple[str, str], cell: Cell) -> list[Cell] | None:
    """A cell as one for each of two rows: its figures, or its label with what they are; None where it is of both."""
    if cell.rowspan > 1:
        return None
    lower = replace(cell, row=cell.row + 1)
    if _is_pair(cell):
        one, other = _filled(cell)
        return [
            replace(cell, blocks=[Paragraph([one])], place=one.place),
            replace(lower, blocks=[Paragraph([other])], place=other.place),
        ]
    if not solid(cell.text) or is_blank(cell.text) or not names[0].startswith(cell.text.split("\n")[0]):
        return None
    line = cell.lines[0]
    return [
        replace(cell, blocks=[Paragraph([replace(line, text=names[0], pieces=())])]),
        replace(lower, blocks=[Paragraph([replace(line, text=names[1], pieces=())])]),
    ]
