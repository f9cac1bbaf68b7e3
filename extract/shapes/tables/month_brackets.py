"""Figures in brackets below those of a month: 95.2(94.4) in a row 令和4年度(前年度)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.normalise.text import solid
from extract.shapes.tables.labels import Label, read_label

_LAST = re.compile(r"\((?P<words>[^()]+)\)$")
_UNNAMED = "nothing says of what the figure in brackets is; taken for the same month of the year before"


def of_brackets(labels: Iterable[Label], year: int) -> tuple[Label, int, str | None]:
    """What figures in brackets below those of a `year` are of, as brackets at the end of the row's label say or those
    of the corner: their label and fiscal year, and why these may be wrong.
    """
    for label in labels:
        found = _LAST.search(solid(label.text))
        said = read_label(found["words"], year) if found else None
        if said is not None and (said.fiscal_year is not None or said.national or said.basis):
            return said, said.fiscal_year or year, said.doubt
    return Label(""), year - 1, _UNNAMED
