"""Months running down to bands: which rows are months, and which columns their years and figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Table
from extract.normalise.dates import FISCAL_MONTHS, fiscal_year_in, header_month, header_month_year
from extract.normalise.text import solid
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.tables.labelled.grids import Band, is_figure_text
from extract.shapes.tables.labels import NUMBER_HEAD, read_label
from extract.shapes.tables.months.grids_continued import Heading

#: So many months of every year at least stand below one another.
_LEAST = 3
#: No report prints the months of more than three years in one column.
_MOST = 36
#: From so many months on they are a series.
_SERIES = 6
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
    """The table as months running down; two bands where the year is folded (April to September | October to March), one
    for each of several years below one another.
    """
    first = months_down(table)
    years = _years_below(table)
    if first is None or years:
        return years
    for col in first.value_cols[1:]:
        second = months_down(table, col)
        if second is not None and col in second.label_cols:
            left = [c for c in first.value_cols if c < col]
            return [replace(first, value_cols=left), replace(second, label_cols=[col])]
    return [first]


def is_by_month(table: Table) -> bool:
    """Whether the rows of a table are so many months that it is a series, and no list of results with their dates."""
    bands = months_down_bands(table)
    named = [_months_in(table, col) for band in bands[:1] for col in band.label_cols]
    return any(len(months) >= _SERIES or _in_turn([month for month, _ in months.values()]) for months in named)


def _in_turn(months: Sequence[int]) -> bool:
    """Whether several months follow one another, each the next."""
    return len(months) >= _LEAST and all(two == one % 12 + 1 for one, two in pairwise(months))


def goes_on_down(before: Table, table: Table) -> bool:
    """Whether months running down go on beside those of the table before, under the same headings."""
    one, two = months_down(before), months_down(table)
    if one is None or two is None:
        return False
    heads = [[solid(text) for col in band.value_cols for text in band.column_labels(col)] for band in (one, two)]
    named = [_months_in(band.table, band.label_cols[-1]) for band in (one, two)]
    if heads[0] != heads[1] or not all(named):
        return False
    last, first = list(named[0].values())[-1][0], next(iter(named[1].values()))[0]
    return first == last % 12 + 1 and first != FISCAL_MONTHS[0]


def months_down(table: Table, start: int = 0) -> Band | None:
    """The table as months running down its first column(s), counted from `start`, or None."""
    for col in range(start, min(start + (1 if start else 3), table.n_cols)):
        named = _months_in(table, col)
        rows = {row: month for row, (month, _) in named.items()}
        if _are_dates([text for _, text in named.values()]):
            continue
        dated = _tell_their_year(list(named.values())) if named else False
        if _is_sequence(list(rows.values()), dated) and min(rows) > 0:
            first = _first_with_totals(table, col, min(rows))
            body = list(range(first, table.n_rows))
            years = _year_columns(table, body, col + 1)  # of 4月 | 令和6年度 the year goes before the month
            labels = [*range(col), *years, col]
            return Band(table, list(range(first)), body, labels, list(range(col + len(years) + 1, table.n_cols)))
        if _is_sequence(list(rows.values())) and header_month_year(solid(table.rows()[0][col]).split("(")[0]):
            return None
    return None


def _first_with_totals(table: Table, col: int, row: int) -> int:
    """The row of the first month, or that of the totals (合計, 平均) or years (令和5年度) right above it."""
    while row > 1 and (cell := table.at(row - 1, col)) is not None and cell.row == row - 1:
        beside = (c for at in range(col + 1, table.n_cols) if (c := table.at(row - 1, at)) is not None)
        said = read_label(cell.text, None)
        of_year = said.fiscal_year is not None and said.month is None and not said.rest
        if (said.total is None and not of_year) or not any(is_figure_text(c.text) for c in beside):
            break
        row -= 1
    return row


def _months_in(table: Table, col: int) -> dict[int, tuple[int, str]]:
    """The rows whose cell in a column is a month, with the month and the words."""
    cells = ((row, cell) for row in range(table.n_rows) if (cell := table.at(row, col)) is not None and cell.row == row)
    words = {row: solid(cell.text).split("(")[0] for row, cell in cells}
    bare = col == 0 and not any(NUMBER_HEAD.match(text) for text in words.values())  # numbers of rows are no months
    months = {row: (header_month(text), text) for row, text in words.items() if bare or not text.isdigit()}
    return {row: (month, text) for row, (month, text) in months.items() if month is not None}


def _years_below(table: Table) -> list[Band]:
    """The months of several years below one another, a band for each, where something tells the year of every one: the
    months themselves, a cell beside them, or a title in the row above them.
    """
    for col in range(min(3, table.n_cols - 1)):
        named = _months_in(table, col)
        places = {row: FISCAL_MONTHS.index(month) for row, (month, _) in named.items()}
        rows = list(places)
        starts = [row for before, row in zip([None, *rows], rows, strict=False) if _begins(places, before, row)]
        if len(starts) < 2 or min(starts) == 0 or len(rows) < _LEAST * len(starts):
            continue
        bands = []
        for start, end in zip(starts, [*starts[1:], table.n_rows], strict=True):
            title = _title_above(table, start)
            dated = _tell_their_year([named[row] for row in rows if start <= row < end])
            beside = any((c := table.at(start, at)) is not None and fiscal_year_in(c.text) for at in range(col))
            if not (dated or beside or title):
                return []
            body = [row for row in range(start, end) if row == start or _title_above(table, row + 1) is None]
            heads = list(range(min(starts) - (_title_above(table, min(starts)) is not None)))
            values = list(range(col + 1, table.n_cols))
            bands.append(Band(table, heads, body, list(range(col + 1)), values, over=[title] if title else []))
        return bands
    return []


def _tell_their_year(named: Sequence[tuple[int, str]]) -> bool:
    """Whether months name their year, or go on in turn from one that does."""
    dated = [header_month_year(text) is not None for _, text in named]
    steps = zip(named, named[1:], dated[1:], strict=False)
    return dated[0] and all(told or after == before % 12 + 1 for (before, _), (after, _), told in steps)


def _begins(places: Mapping[int, int], before: int | None, row: int) -> bool:
    """Whether the months start anew in a row: with one that is not after that of the row before."""
    return before is None or places[row] <= places[before]


def _title_above(table: Table, row: int) -> str | None:
    """The words of the row above, if they stand alone in it and name a fiscal year."""
    above = {id(c): c for col in range(table.n_cols) if row and (c := table.at(row - 1, col)) is not None}
    filled = [cell for cell in above.values() if solid(cell.text)]
    return filled[0].text if len(filled) == 1 and row and fiscal_year_in(without_asides(filled[0].text)) else None


def _year_columns(table: Table, body: Sequence[int], first: int) -> list[int]:
    """The column `first` if it names the fiscal year of every row below the headings, as a list; else none."""
    cells = [c for row in body if (c := table.at(row, first)) is not None and c.row == row]
    named = bool(cells) and all(fiscal_year_in(c.text) and not is_figure_text(c.text) for c in cells)
    return [first] if named and first + 1 < table.n_cols else []


def _are_dates(texts: Sequence[str]) -> bool:
    """Whether labels are single dates (令和6年12月末, 令和6年3月末; 6月末, 9月末) and no months in turn: they run back,
    or all say as of when and leave out months.
    """
    as_of = all(_AS_OF.search(text) for text in texts)
    bare = [FISCAL_MONTHS.index(month) for text in texts if (month := header_month(text)) is not None]
    if as_of and len(bare) > 1 and all(after - before > 1 for before, after in pairwise(bare)):
        return True
    months = [header_month_year(text) for text in texts]
    if len(months) < 2 or None in months:
        return False
    steps = [12 * (b.year - a.year) + b.month - a.month for a, b in pairwise(months) if a and b]
    return all(step < 0 for step in steps) or (as_of and all(step > 1 for step in steps))


def _is_sequence(months: Sequence[int], dated: bool = False) -> bool:
    """At least two months in fiscal order, or three in turn, which may run over the end of a year, or back; of `dated`
    ones, whose year is told, more than twelve.
    """
    places = [FISCAL_MONTHS.index(m) for m in months]
    in_order = len(places) >= 2 and all(a < b for a, b in pairwise(places))
    steps = {(b - a) % 12 for a, b in pairwise(places)}
    return in_order or (3 <= len(places) <= (_MOST if dated else 12) and steps in ({1}, {11}))
