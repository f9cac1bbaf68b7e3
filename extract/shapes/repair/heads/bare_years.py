"""Rows that only a number names under the heading 年度: the year of the era that the report is of.

[年度 | 4 | 5 | …]          [年度     | 4 | 5 | …]
[2    | …      ]     →      [令和2年度 | …        ]
[3    | …      ]            [令和3年度 | …        ]
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.text import solid

_HEAD = re.compile(r"^年度?$")
_NUMBER = re.compile(r"^(?P<number>元|\d{1,2})(?:年度?)?$")
#: The fiscal year before the first of each era, latest first.
_ERAS = (("令和", 2018), ("平成", 1988))
#: Tables look so far back, and one year ahead.
_YEARS_BACK = 15


def with_bare_years(table: Table, year: int | None) -> Table:
    """The table with its years written out; itself where a row says another thing, or no row is of the report's `year`.

    Which era is meant follows from the report's own year, which one of the rows must be.
    """
    heads = [cell for cell in table.cells if cell.col == 0 and cell.colspan == 1 and _HEAD.match(solid(cell.text))]
    if year is None or len(heads) != 1:
        return table
    rows = [cell for cell in table.cells if cell.col == 0 and cell.row > heads[0].row and solid(cell.text)]
    named = {id(cell): _NUMBER.match(solid(cell.text)) for cell in rows}
    if not rows or not all(named.values()):
        return table
    for era, before in _ERAS:
        numbers = {key: 1 if found["number"] == "元" else int(found["number"]) for key, found in named.items() if found}
        years = {before + number for number in numbers.values()}
        if year in years and all(year - _YEARS_BACK <= other <= year + 1 for other in years):
            cells = [_saying(c, f"{era}{numbers[id(c)]}年度") if id(c) in numbers else c for c in table.cells]
            return replace(table, cells=cells)
    return table


def _saying(cell: Cell, text: str) -> Cell:
    first = cell.lines[0]
    return replace(cell, blocks=[Paragraph([Line(text, first.place, doubt=first.doubt, box=first.box)])])
