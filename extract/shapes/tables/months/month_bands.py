"""Tables whose columns are months, cut into bands: heading rows with the rows of figures below each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.document import Table
from extract.normalise.arrows import short_arrows
from extract.normalise.dates import FISCAL_MONTHS, fiscal_year_in
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.labelled.grids import Band, distinct, is_figure_text, label_columns, labels_among
from extract.shapes.tables.months.band_parts import is_title_over, parts_of
from extract.shapes.tables.months.month_heads import month_columns, month_runs, sums_between, total_columns


def month_bands(table: Table) -> list[Band]:
    """Bands of a table whose columns are months, top to bottom."""
    heads = [(row, months) for row in range(table.n_rows) if (months := month_columns(table, row))]
    bands: list[Band] = []
    for i, (row, months) in enumerate(heads):
        end = heads[i + 1][0] if i + 1 < len(heads) else table.n_rows
        first, last = min(months), max(months)
        upper = row - 1
        head = [row]
        if upper >= 0 and i == 0 and _is_upper_head(table, upper, first):
            head = [upper, row]
        totals = [*sums_between(table, row, months), *total_columns(table, head, last)]
        body = month_body(table, row + 1, end, [*months, *totals])
        beside = _side_columns(table, head, body, first)
        label_cols = label_columns(table, row, body, min([first, *beside]))
        label_cols = label_cols or labels_among(table, body, (c for c in range(table.n_cols) if c not in months))
        band = Band(table, head, body, label_cols, [*beside, *months, *totals], dict(months))
        known = {_over(table, head, first), ""}
        others = [
            run for run in month_runs(table, row) if min(run) > last and _over(table, head, min(run)) not in known
        ]
        bands += _blocks(band, others) if others else [band]
    return [part for band in bands for part in parts_of(band)]


def _over(table: Table, head: Sequence[int], col: int) -> str:
    """What stands over the heading of a column, in the rows of headings above it."""
    return solid("".join(distinct(table.at(row, col) for row in head[:-1])))


def _blocks(band: Band, others: Sequence[Mapping[int, int]]) -> list[Band]:
    """A band with further runs of the same months right of it, each under what its own heading says (R4 | R5)."""
    blocks = [band]
    for run in others:
        body = month_body(band.table, min(band.body, default=0), max(band.body, default=-1) + 1, list(run))
        totals = total_columns(band.table, band.head, max(run))
        blocks.append(replace(band, body=body, value_cols=[*run, *totals], months=dict(run)))
    corner = band.corner_labels()
    for block in blocks:
        over = distinct(band.table.at(row, min(block.months)) for row in band.head[:-1])
        block.given_corner = [*corner, *(text for text in over if not fiscal_year_in(text))]
    return blocks


def goes_on(before: Table, table: Table) -> bool:
    """Whether a grid goes on with the months after those of the one before it, for the same rows (4~9月, 10~3月)."""
    one, two = month_bands(before), month_bands(table)
    if len(one) != 1 or len(two) != 1:
        return False
    last, first = list(one[0].months.values())[-1], next(iter(two[0].months.values()))
    rows = [[solid("".join(band.row_labels(row))) for row in band.body] for band in (one[0], two[0])]
    return first == last % 12 + 1 and first != FISCAL_MONTHS[0] and rows[0] == rows[1] and any(rows[0])


def _side_columns(table: Table, head: Sequence[int], body: Sequence[int], first: int) -> list[int]:
    """Columns of figures between the labels and the months: a target, or last year's result, under its own heading."""
    cols: list[int] = []
    for col in range(first - 1, 0, -1):
        texts = [solid(c.text) for row in body if (c := table.at(row, col)) is not None and not is_blank(c.text)]
        headed = any((c := table.at(row, col)) is not None and solid(c.text) for row in head)
        if not headed or not texts or sum(is_figure_text(_AIM.sub("", text)) for text in texts) * 2 <= len(texts):
            break
        if all(text.isdigit() for text in texts):
            break  # list numbers
        cols.insert(0, col)
    return cols


#: What a target says behind its figure.
_AIM = re.compile(r"(?:以上|以下|以内|未満|超)$")


def _is_upper_head(table: Table, row: int, first: int) -> bool:
    """Whether a row stands over the months as headings: over several each, of years, or reaching down beside them."""
    cells = {id(c): c for col in range(first, table.n_cols) if (c := table.at(row, col))}
    return (
        bool(cells)
        and all(
            c.colspan > 1 or not solid(c.text) or fiscal_year_in(c.text) or c.row + c.rowspan == row + 2
            for c in cells.values()
        )
        and any(solid(c.text) for c in cells.values())
    )


def _holds_figures(table: Table, row: int, end: int, cols: Sequence[int]) -> bool:
    """Whether a row goes on with figures in some of the columns."""
    cells = (table.at(row, col) for col in cols) if row < end else ()
    return sum(cell is not None and cell.row == row and is_figure_text(cell.text) for cell in cells) > 1


def month_body(table: Table, start: int, end: int, cols: Sequence[int]) -> list[int]:
    """Rows below a month heading that hold figures, marks or nothing in its columns; running text ends the grid."""
    body: list[int] = []
    for row in range(start, end):
        cells = [table.at(row, col) for col in cols]
        texts = [short_arrows(solid(cell.text)) if cell is not None else "" for cell in cells]
        wide = any(
            cell is not None and cell.colspan > max(3, len(cols) * 0.6) and len(text) > 12
            for cell, text in zip(cells, texts, strict=True)
        )
        if wide and is_title_over(table, row, min(cols) - 1) and _holds_figures(table, row + 1, end, cols):
            body.append(row)
            continue
        if wide or (sum(len(t) > 24 for t in texts) >= 1 and not any(is_figure_text(t) for t in texts)):
            break
        body.append(row)
    return body
