"""Months in one cell over ruled columns, and the years of rows in one cell beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import BBox, Cell, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.shapes.repair.columns.spanned_heads import with_spanned_heads_apart
from tests.unit.build import HIGH, table

_MONTHS = " ".join(f"{month}月" for month in FISCAL_MONTHS)
_ROWS = (range(880, 868, -1), range(912, 900, -1))


def _drawn(label: str, heads: str, columns: int = 12) -> Table:
    """Two ruled rows of figures below one cell of months and beside one of labels, each line at its row."""
    rows = [[f"{figure / 10}" for figure in list(row)[:columns]] for row in _ROWS]
    blank = [None] * (columns - 1)
    drawn = table(
        [["実績", heads, *blank], [label, *rows[0]], [None, *rows[1]]],
        spans={(0, 1): (1, columns), (1, 0): (2, 1)},
        boxed=True,
    )
    return replace(drawn, cells=[_lined(cell) if (cell.row, cell.col) == (1, 0) else cell for cell in drawn.cells])


def _lined(cell: Cell) -> Cell:
    lines = []
    for at, line in enumerate(cell.lines, 1):
        box: BBox = (2.0, HIGH * at + 2, 38.0, HIGH * at + 10)
        lines.append(replace(line, box=box))
    return replace(cell, blocks=[Paragraph(lines)])


def _texts(shown: Table, row: int) -> Sequence[str | None]:
    return [cell.text if (cell := shown.at(row, col)) else None for col in range(shown.n_cols)]


def test_every_month_is_over_its_column_and_every_year_beside_its_row() -> None:
    apart = with_spanned_heads_apart(_drawn("R6年度\nR5年度", _MONTHS))
    assert _texts(apart, 0) == ["実績", *(f"{month}月" for month in FISCAL_MONTHS)]
    assert [_texts(apart, row)[:2] for row in (1, 2)] == [["R6年度", "88.0"], ["R5年度", "91.2"]]


def test_a_name_on_two_lines_stays_one_name() -> None:
    drawn = _drawn("特定保健指導\n実施率", _MONTHS)
    label = with_spanned_heads_apart(drawn).at(2, 0)
    assert label is not None and label.rowspan == 2


def test_months_that_are_fewer_than_their_columns_are_over_none_of_them() -> None:
    heads = with_spanned_heads_apart(_drawn("R6年度\nR5年度", _MONTHS.removesuffix(" 3月"))).at(0, 1)
    assert heads is not None and heads.colspan == 12
