"""Months running down to bands: which rows are months, and which columns their years and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Table
from extract.normalise.dates import FISCAL_MONTHS, fiscal_year_in, header_month, header_month_year
from extract.normalise.text import solid
from extract.shapes.tables.grids import Band, is_figure_text
from extract.shapes.tables.grids_continued import Heading

#: A label that names the day or month as of when figures are.
_AS_OF = re.compile(r"末|時点|現在|\d日")


def month_in_first_row(table: Table) -> bool:
    """Whether the table begins with a month's row, without a heading of its own."""
    cell = table.at(0, 0)
    return (
        cell is not None and header_month(solid(cell.text).split("(")[0]) is not None and not solid(cell.text).isdigit()
    )


def continued_down(table: Table, heading: Heading) -> Band | None:
    """A table of months running down as the continuation of one whose heading stands on the page before."""
    if not month_in_first_row(table):
        return None
    heads: dict[int, list[str]] = {}
    for col in range(table.n_cols):
        cell = table.at(0, col)
        if cell is None or cell.box is None:
            return None
        middle = (cell.box[0] + cell.box[2]) / 2
        near = next((words for x, words, _ in heading.columns if abs(x - middle) <= 3), None)
        if near is not None:
            heads[col] = list(near)
    if len(heads) < 0.8 * len(heading.columns) or not heads:
        return None
    labels = list(range(min(heads)))
    return Band(table, [], list(range(table.n_rows)), labels or [0], sorted(heads), {}, heads, list(heading.corner))


def months_down_bands(table: Table) -> list[Band]:
    """The table as months running down; two bands where the year is folded (April to September | October to March)."""
    first = months_down(table)
    if first is None:
        return []
    for col in first.value_cols[1:]:
        second = months_down(table, col)
        if second is not None and col in second.label_cols:
            left = [c for c in first.value_cols if c < col]
            return [replace(first, value_cols=left), replace(second, label_cols=[col])]
    return [first]


def months_down(table: Table, start: int = 0) -> Band | None:
    """The table as months running down its first column(s), counted from `start`, or None."""
    for col in range(start, min(start + (1 if start else 3), table.n_cols)):
        rows = {}
        texts: list[str] = []
        for row in range(table.n_rows):
            cell = table.at(row, col)
            if cell is None or cell.row != row:
                continue
            text = solid(cell.text).split("(")[0]
            month = header_month(text)
            if month is not None and (not text.isdigit() or col == 0):
                rows[row] = month
                texts.append(text)
        if _are_dates(texts):
            continue
        if _is_sequence(list(rows.values())) and min(rows) > 0:
            first = min(rows)
            body = list(range(first, table.n_rows))
            years = _year_columns(table, body, col + 1)  # of 4月 | 令和6年度 the year goes before the month
            labels = [*range(col), *years, col]
            return Band(table, list(range(first)), body, labels, list(range(col + len(years) + 1, table.n_cols)))
        if _is_sequence(list(rows.values())) and header_month_year(solid(table.rows()[0][col]).split("(")[0]):
            return None
    return None


def _year_columns(table: Table, body: Sequence[int], first: int) -> list[int]:
    """The column `first` if it names the fiscal year of every row below the headings, as a list; else none."""
    cells = [c for row in body if (c := table.at(row, first)) is not None and c.row == row]
    named = bool(cells) and all(fiscal_year_in(c.text) and not is_figure_text(c.text) for c in cells)
    return [first] if named and first + 1 < table.n_cols else []


def _are_dates(texts: Sequence[str]) -> bool:
    """Whether labels are single dates (令和6年12月末, 令和6年3月末) and no months in turn: they run back, or all say as
    of when and leave out months.
    """
    months = [header_month_year(text) for text in texts]
    if len(months) < 2 or None in months:
        return False
    steps = [12 * (b.year - a.year) + b.month - a.month for a, b in pairwise(months) if a and b]
    as_of = all(_AS_OF.search(text) for text in texts)
    return all(step < 0 for step in steps) or (as_of and all(step > 1 for step in steps))


def _is_sequence(months: Sequence[int]) -> bool:
    """At least two months in fiscal order, or three in turn, which may run over the end of a year, or back."""
    places = [FISCAL_MONTHS.index(m) for m in months]
    in_order = len(places) >= 2 and all(a < b for a, b in pairwise(places))
    steps = {(b - a) % 12 for a, b in pairwise(places)}
    return in_order or (3 <= len(places) <= 12 and steps in ({1}, {11}))
