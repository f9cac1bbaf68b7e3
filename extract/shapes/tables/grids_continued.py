"""Grids of months that a page break cut off their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.grids import Band, is_figure_text, label_columns
from extract.shapes.tables.month_heads import month_columns
from extract.shapes.tables.parts import months_named

#: A mark and the words behind it are no longer.
_LONGEST_MARK = 10
#: Cells over so many months hold as many words as they like.
_WIDE = 3
_YEAR = re.compile(r"(?:令和|平成|R|H)?(?:元|\d{1,4})年度?")


@dataclass(frozen=True)
class Heading:
    """The heading of a month grid as it stood on its page: per column its middle, its words and its month, and the
    words over the labels. A table that goes on after a page break is read under it.
    """

    columns: tuple[tuple[float, tuple[str, ...], int | None], ...]
    corner: tuple[str, ...]


def heading_of(band: Band) -> Heading | None:
    """The heading of a band, or None where the reader knows no geometry."""
    columns = []
    for col in band.value_cols:
        cell = band.table.at(band.head[-1], col) if band.head else None
        if cell is None or cell.box is None or band.second is not None:
            return None
        columns.append(((cell.box[0] + cell.box[2]) / 2, tuple(band.column_labels(col)), band.months.get(col)))
    return Heading(tuple(columns), tuple(band.corner_labels()))


def continued_band(table: Table, heading: Heading, marks: bool = False) -> Band | None:
    """The first rows of a table as the continuation of a grid whose heading stands on the page before: rows of figures
    (of `marks`, where it is a schedule) under the same columns, above any heading of the table's own.
    """
    own = [row for row in range(table.n_rows) if month_columns(table, row)]
    matched: dict[int, int] = {}
    body: list[int] = []
    for row in range(_first_head(table, own[0]) if own else table.n_rows):
        cells = [
            (col, c)
            for col in range(table.n_cols)
            if (c := table.at(row, col)) and (c.row, c.col) == (row, col) and c.box
        ]
        here: dict[int, int] = {}
        for col, cell in cells:
            if marks and cell.colspan > 1:
                here |= _over_several(cell, heading)
                continue
            middle = (cell.box[0] + cell.box[2]) / 2  # type: ignore[index]
            near = next((i for i, (x, _, _) in enumerate(heading.columns) if abs(x - middle) <= 3), None)
            if near is not None:
                here[col] = near
        texts = [solid(cell.text) for col, cell in cells if col in here and cell.colspan < _WIDE]
        texts += [solid(cell.text)[:_LONGEST_MARK] for col, cell in cells if col in here and cell.colspan >= _WIDE]
        goes_on = _plans(texts) if marks else sum(map(is_figure_text, texts)) >= 2
        if len(here) >= 0.8 * len(heading.columns) and goes_on:
            matched |= here
            body.append(row)
    if not body:
        return None
    first = min(matched)
    months = {col: m for col, i in matched.items() if (m := heading.columns[i][2]) is not None}
    heads = {col: list(heading.columns[i][1]) for col, i in matched.items()}
    labels = label_columns(table, body[0], body, first)
    return Band(table, [], body, labels, sorted(matched), months, heads, list(heading.corner))


def _over_several(cell: Cell, heading: Heading) -> dict[int, int]:
    """The columns of a cell over several months with the headings over them; {} where they are not as many."""
    left, _, right, _ = cell.box or (0.0, 0.0, 0.0, 0.0)
    inside = [i for i, (x, _, _) in enumerate(heading.columns) if left < x < right]
    cols = range(cell.col, cell.col + cell.colspan)
    return dict(zip(cols, inside, strict=True)) if len(inside) == cell.colspan else {}


def _first_head(table: Table, row: int) -> int:
    """The first row of the headings of months in a row: that above it, where labels reach down or parts of the year or
    years stand in it.
    """
    over = [cell for cell in table.cells if cell.row == row - 1 and solid(cell.text)]
    above = any(cell.rowspan > 1 or months_named(cell.text) or _YEAR.fullmatch(solid(cell.text)) for cell in over)
    return row - 1 if above else row


def _plans(texts: Sequence[str]) -> bool:
    """Whether the months of a row hold marks or a few words, and no figures."""
    printed = [text for text in texts if text and not is_blank(text)]
    return bool(printed) and not any(is_figure_text(text) or len(text) > _LONGEST_MARK for text in printed)
