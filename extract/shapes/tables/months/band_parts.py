"""Bands of months in parts: one for each heading that stands under every month, and for each title among the rows.

          4月          5月                       4月   5月
          件数  割合   件数  割合        受付件数（件）
甲        10    12.5%  11    13.1%       甲        10    11
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import Cell, Table
from extract.normalise.dates import fiscal_year_in
from extract.normalise.text import solid
from extract.shapes.names.title_words import is_quantity, title_words
from extract.shapes.tables.labelled.grids import Band, is_figure_text
from extract.shapes.tables.labels import read_label

#: A title is no longer than this and no sentence or note.
_LONGEST = 45
_NO_TITLE = re.compile(r"。|^[※*]|^\(?注|^[(〔\[]?単位")
#: What marks a title that fills no more than its own column.
_MARKED = re.compile(r"^[【〔\[<■□◆◇●○]|[(〔\[](?:単位:)?[^()]{1,4}[)〕\]]$")
#: So much of a table's width makes a cell a title over it.
_WIDE = 0.6


def parts_of(band: Band) -> list[Band]:
    """A band in such parts; itself where it has none."""
    return [part for titled in _by_titles(band) for part in _by_second_heads(titled)]


def titled_parts(band: Band) -> list[Band]:
    """A band of figures of any kind as one for the rows below each title that reaches over the table; itself where
    none stands below its headings.
    """
    table, head, body = band.table, list(band.head), list(band.body)
    while len(head) > 1 and (is_title_over(table, head[-1], _first(band)) or _is_marked(band, head[-1])):
        body.insert(0, head.pop())
    titled = [row for row in body[:-1] if is_title_over(table, row, _first(band)) or _is_marked(band, row)]
    return _below_titles(replace(band, head=head, body=body), titled, None) if titled else [band]


def is_title_over(table: Table, row: int, label: int) -> bool:
    """Whether a row holds nothing but a title that reaches over most of the table, from the column of the labels on."""
    cell = _alone(table, row)
    wide = cell is not None and cell.col <= label and cell.colspan > _WIDE * table.n_cols
    return cell is not None and wide and _may_be_title(cell)


def _first(band: Band) -> int:
    return min(band.label_cols, default=0)


def _alone(table: Table, row: int) -> Cell | None:
    """The only cell of a row that holds words, if it begins and ends in it."""
    cells = {id(cell): cell for col in range(table.n_cols) if (cell := table.at(row, col)) is not None}
    filled = [cell for cell in cells.values() if solid(cell.text) or cell.tables]
    return filled[0] if len(filled) == 1 and (filled[0].row, filled[0].rowspan) == (row, 1) else None


def _may_be_title(cell: Cell) -> bool:
    text = solid(cell.text)
    plain = len(text) <= _LONGEST and not _NO_TITLE.search(text) and not is_figure_text(text)
    return plain and not cell.tables and bool(title_words(text))


def _by_titles(band: Band) -> list[Band]:
    """The rows below each title of a band, and those above the first under the title that stands over its headings."""
    if not band.head or not band.body:
        return [band]
    titled = [row for row in band.body if _is_title(band, row)]
    over = _over(band)
    if not titled:
        return [band] if over is None else [_under(band, over, band.body)]
    return _below_titles(band, titled, over)


def _below_titles(band: Band, titled: Sequence[int], over: str | None) -> list[Band]:
    table = band.table
    parts = [_under(band, over, [row for row in band.body if row < titled[0]])]
    for start, end in zip(titled, [*titled[1:], table.n_rows], strict=True):
        title = _alone(table, start)
        parts.append(_under(band, title.text if title is not None else None, [r for r in band.body if start < r < end]))
    return [part for part in parts if part.body]


def _under(band: Band, title: str | None, body: Sequence[int]) -> Band:
    head = [row for row in band.head if title is None or not is_title_over(band.table, row, _first(band))]
    return replace(band, head=head, body=list(body), over=[title] if title is not None else [])


def _over(band: Band) -> str | None:
    """The title in the row right above the headings: one that says what is measured, or of which year."""
    rows = [
        row for row in (band.head[0], band.head[0] - 1) if row >= 0 and is_title_over(band.table, row, _first(band))
    ]
    cell = _alone(band.table, rows[0]) if rows else None
    if cell is None:
        return None
    title = title_words(solid(cell.text)) or ""
    tells = is_quantity(title) or fiscal_year_in(title) is not None or match(title) is not None
    return cell.text if tells or _MARKED.search(solid(cell.text)) else None


def _is_title(band: Band, row: int) -> bool:
    """Whether a row of a band holds a title of the rows below it: one over most of the table, or one in the column of
    the labels that is marked as such, or that parts rows with the same labels.
    """
    table = band.table
    if row == band.body[-1]:
        return False
    if is_title_over(table, row, _first(band)):
        return True
    cell = _alone(table, row)
    if cell is None or cell.col not in band.label_cols or not _may_be_title(cell):
        return False
    if _MARKED.search(solid(cell.text)):
        return True
    alone = [other for other in band.body if (c := _alone(table, other)) is not None and c.col in band.label_cols]
    below = [_label(band, other) for other in band.body if other > row and other not in alone]
    above = [_label(band, other) for other in band.body if other < row and other not in alone]
    first = len(below) and next((other for other in alone if other > row), None) is not None
    return bool(set(above) & set(below)) or (bool(first) and len(set(below)) * 2 <= len(below))


def _is_marked(band: Band, row: int) -> bool:
    """Whether a row holds nothing but a title in the column of the labels that names what is counted in which unit."""
    cell = _alone(band.table, row)
    marked = cell is not None and cell.col in band.label_cols and _may_be_title(cell)
    return cell is not None and marked and read_label(cell.text, None).unit is not None


def _label(band: Band, row: int) -> str:
    return solid("".join(band.row_labels(row)))


def _by_second_heads(band: Band) -> list[Band]:
    """One band for each heading that stands under every month, else the band alone."""
    table = band.table
    months = [cell for col in band.months if band.head and (cell := table.at(band.head[-1], col)) is not None]
    widths = {cell.colspan for cell in months}
    row = band.head[-1] + 1 if band.head else 0
    if len(widths) != 1 or len(months) < len(band.months) or (width := widths.pop()) < 2 or row not in band.body:
        return [band]
    seconds = []
    for place in range(width):
        cells = [table.at(row, cell.col + place) for cell in months]
        texts = {solid(cell.text) for cell in cells if cell is not None and (cell.row, cell.rowspan) == (row, 1)}
        if len(texts) != 1 or any(cell is None for cell in cells) or is_figure_text(text := texts.pop()) or not text:
            return [band]
        seconds.append(text)
    if len(set(seconds)) < width:
        return [band]
    beside = [col for col in band.value_cols if col not in band.months]
    return [_with_second(band, row, place, seconds, beside) for place in range(width)]


def _with_second(band: Band, row: int, place: int, seconds: Sequence[str], beside: Sequence[int]) -> Band:
    """The columns of a band under one of the headings below its months; sums beside them by their own headings."""
    table, text = band.table, seconds[place]
    months = {col + place: month for col, month in band.months.items()}
    others = [
        under
        for col in beside
        if (over := table.at(band.head[-1], col)) is not None
        for under in range(over.col, over.col + over.colspan)
        if (cell := table.at(row, under)) is not None and cell.row == row and solid(cell.text) == text
    ]
    cols = sorted([*months, *others])
    return replace(band, body=[r for r in band.body if r > row], value_cols=cols, months=months, second=text)
