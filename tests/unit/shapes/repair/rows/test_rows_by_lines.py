"""Rows of a schedule that stand in one cell, parted by their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.document import Cell, Line, Paragraph, Table
from extract.shapes.repair.rows.rows_by_lines import with_rows_apart
from tests.unit.build import table


def _stacked(rows: Sequence[Sequence[Sequence[tuple[str, int]]]]) -> Table:
    """A table whose cells hold (text, height of its line)."""
    made = table([["".join(text for text, _ in cell) for cell in row] for row in rows], boxed=True)
    return replace(made, cells=[_at_heights(cell, rows[cell.row][cell.col]) for cell in made.cells])


def _at_heights(cell: Cell, lines: Sequence[tuple[str, int]]) -> Cell:
    assert cell.box is not None
    x0, x1 = cell.box[0], cell.box[2]
    made = [Line(text, cell.place, box=(x0, y, x1, y + 8)) for text, y in lines]
    return replace(cell, blocks=[Paragraph(made)] if made else [])


HEADS = [[("取組", 0)], [("4月", 0)], [("5月", 0)], [("6月", 0)]]


def test_each_line_is_a_row_with_the_marks_beside_it() -> None:
    found = with_rows_apart(
        _stacked([HEADS, [[("①訪問", 20), ("②研修", 40)], [("●", 20)], [("●", 40)], [("●", 20), ("●", 40)]]])
    )
    assert found.rows()[1:] == [["①訪問", "●", "", "●"], ["②研修", "", "●", "●"]]


@pytest.mark.parametrize(
    "row",
    [
        [[("事業所への訪問と", 20), ("制度の説明", 40)], [("●", 30)], [], [("●", 30)]],
        [[("事業所への訪問と", 20), ("制度の説明", 40)], [("●", 20), ("拡大", 40)], [], [("●", 20)]],
        [[("①訪問", 20)], [("●", 20), ("拡大", 40)], [], [("●", 20)]],
    ],
)
def test_a_name_on_two_lines_is_one_row(row: list[list[tuple[str, int]]]) -> None:
    made = _stacked([HEADS, row])
    assert with_rows_apart(made) is made
