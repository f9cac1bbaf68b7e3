"""Small print below the name of a KPI, which explains it or says where it belongs and is no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.catalogue import match
from extract.document import Line
from extract.normalise.text import solid
from extract.shapes.text.clause_words import prints_figure

#: What explains a name is printed so much smaller than it.
_SMALL_PRINT = 0.8
#: Of a page in large print everything else is smaller: so many lines at most explain a name.
_MOST_SMALL = 3


def without_small_print(lines: Sequence[Line], year: int | None) -> Sequence[Line]:
    """Lines without those in much smaller print below the name of a KPI, which explain it (40歳以上の被保険者); all of
    them where the small print may be of the name: it names a KPI itself, or makes another one of the name.
    """
    last = len(lines)
    while last > 1 and _is_smaller(lines[last - 1], lines[0]):
        last -= 1
    if len(lines) - last > _MOST_SMALL:
        return lines
    name, small = ("".join(solid(line.text) for line in part) for part in (lines[:last], lines[last:]))
    alone = match(name, year) if small and not prints_figure(name) else None
    if alone is None or not alone.sure or alone.alike_only or match(small, year) is not None:
        return lines
    whole = match(name + small, year)
    return lines[:last] if whole is None or whole.kpi.code == alone.kpi.code else lines


def _is_smaller(line: Line, name: Line) -> bool:
    return line.size is not None and name.size is not None and line.size <= _SMALL_PRINT * name.size
