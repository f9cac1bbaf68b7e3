"""Figures in brackets below those of a month: 95.2(94.4) in a row 令和4年度(前年度), or a row of (94.4) of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.document import Cell
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.labelled.cells import in_brackets, read_cell
from extract.shapes.tables.labels import Label, read_label

_LAST = re.compile(r"\((?P<words>[^()]+)\)$")
BY_REMARK = "what its figures in brackets are of is said by a remark on the page, and not beside them"
_UNNAMED = "nothing says of what the figure in brackets is; taken for the same month of the year before"


def row_in_brackets(cells: Iterable[Cell], remark: str | None, year: int | None) -> int | None:
    """The fiscal year of a row below one of `year` that prints nothing but figures in brackets, where a remark of the
    page says of which other year such figures are; else None.
    """
    said = read_label(remark, year) if remark and year is not None else None
    filled = [cell for cell in cells if not is_blank(cell.text)]
    if said is None or said.national or said.fiscal_year in (None, year) or not filled:
        return None
    return said.fiscal_year if all(read_cell(c).figure is None and in_brackets(c).figure for c in filled) else None


def of_brackets(labels: Iterable[Label], year: int, remark: str | None = None) -> tuple[Label, int, str | None]:
    """What figures in brackets below those of a `year` are of, as brackets at the end of the row's label say, those
    of the corner or a remark of the page: their label and fiscal year, and why these may be wrong.
    """
    for label in labels:
        found = _LAST.search(solid(label.text))
        said = read_label(found["words"], year) if found else None
        if said is not None and (said.fiscal_year is not None or said.national or said.basis):
            return said, said.fiscal_year or year, said.doubt
    said = read_label(remark, year) if remark else None
    if said is not None and (said.fiscal_year is not None or said.national or said.basis):
        return said, said.fiscal_year or year, BY_REMARK
    return Label(""), year - 1, _UNNAMED
