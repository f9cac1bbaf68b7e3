"""Grids of months that a page break cut off their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Cell, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.labelled.grids import Band, is_figure_text, label_columns
from extract.shapes.tables.months.month_heads import month_columns
from extract.shapes.tables.plans.plan_columns import role_of
from extract.shapes.tables.schedules.parts import months_named

#: A mark and the words behind it are no longer.
_LONGEST_MARK = 10
#: By how much pages differ in width of which one lies and one is upright, and the middles of a column on both, in parts
#: of the step from one month to the next.
_TURNED, _SAME_PLACE = 0.1, 0.15
#: Cells over so many months hold as many words as they like.
_WIDE = 3
_YEAR = re.compile(r"(?:令和|平成|R|H)?(?:元|\d{1,4})年度?")


@dataclass(frozen=True)
class Heading:
    """The heading of a month grid as it stood on its page: per column its middle, its words and its month, and the
    words over the labels; how many columns the table has, its sides, and those of the columns of labels. A table that
    goes on after a page break is read under it.
    """

    columns: tuple[tuple[float, tuple[str, ...], int | None], ...]
    corner: tuple[str, ...]
    n_cols: int = 0
    sides: tuple[float, float] | None = None
    labels: tuple[tuple[float, float], ...] = ()


def heading_of(band: Band) -> Heading | None:
    """The heading of a band, or None where the reader knows no geometry."""
    columns = []
    for col in band.value_cols:
        cell = band.table.at(band.head[-1], col) if band.head else None
        if cell is None or cell.box is None or band.second is not None:
            return None
        columns.append(((cell.box[0] + cell.box[2]) / 2, tuple(band.column_labels(col)), band.months.get(col)))
    corner, table = tuple(band.corner_labels()), band.table
    return Heading(tuple(columns), corner, table.n_cols, _sides(table), tuple(_label_sides(band)))


def _label_sides(band: Band) -> Iterator[tuple[float, float]]:
    """The sides of the columns that name the rows: not those that say who does the work (担当)."""
    for col in band.label_cols:
        heads = {id(c): c for row in band.head if (c := band.table.at(row, col)) is not None}
        if role_of("".join(solid(head.text) for head in heads.values())) == "owner":
            continue
        cells = [cell for row in band.body if (cell := band.table.at(row, col)) is not None and cell.colspan == 1]
        box = next((cell.box for cell in cells if cell.col == col and cell.box is not None), None)
        if box is not None:
            yield box[0], box[2]


def _of_labels(table: Table, cols: Sequence[int], rows: Sequence[int], heading: Heading) -> list[int]:
    """The columns left of the months that name the rows on the page before as well, or all where none does."""
    kept = []
    for col in cols:
        box = next((c.box for row in rows if (c := table.at(row, col)) is not None and c.col == col and c.box), None)
        if box is not None and any(_holds_either(sides, (box[0], box[2])) for sides in heading.labels):
            kept.append(col)
    return kept or list(cols)


def _holds_either(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the middle of one column lies in the other; one that no rule closes is as wide as its words."""
    (left, right), (low, high) = one, other
    return left - 3 <= (low + high) / 2 <= right + 3 or low <= (left + right) / 2 <= high


def _sides(table: Table) -> tuple[float, float] | None:
    boxes = [cell.box for cell in table.cells if cell.box is not None]
    return (min(box[0] for box in boxes), max(box[2] for box in boxes)) if boxes else None


def on_turned_page(heading: Heading, table: Table) -> Heading | None:
    """The heading as it would stand over a table on a page of another width (lying, where its own is upright): each
    column at the same share of the width. None where the width is the same, or a column of the table is elsewhere.
    """
    own, before = _sides(table), heading.sides
    if own is None or before is None or before[0] == before[1]:
        return None
    if table.n_cols != heading.n_cols or len(heading.columns) < 2:
        return None
    factor = (own[1] - own[0]) / (before[1] - before[0])

    def moved_to(x: float) -> float:
        return own[0] + factor * (x - before[0])

    columns = tuple((moved_to(x), words, month) for x, words, month in heading.columns)
    step = abs(columns[1][0] - columns[0][0])
    boxes = [cell.box for cell in table.cells if cell.box is not None and cell.colspan == 1]
    middles = [(box[0] + box[2]) / 2 for box in boxes]
    moved = [min(middles, key=lambda middle: abs(middle - x)) for x, _, _ in columns] if middles else []
    if abs(factor - 1) < _TURNED or not moved:
        return None
    if any(abs(middle - x) > _SAME_PLACE * step for middle, (x, _, _) in zip(moved, columns, strict=True)):
        return None
    placed = tuple((x, words, month) for x, (_, words, month) in zip(moved, columns, strict=True))
    labels = tuple((moved_to(left), moved_to(right)) for left, right in heading.labels)
    return Heading(placed, heading.corner, heading.n_cols, own, labels)


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
    labels = _of_labels(table, label_columns(table, body[0], body, first), body, heading)
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
