"""Drawn rows taken apart: where the rows below go, what spans them, and the places of the parts."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Cell, Place
from extract.shapes.repair.rows.parted_rows import Parted, in_row, meeting, with_rows_parted
from tests.unit.build import table


def halves(cell: Cell) -> list[Cell] | None:
    lines = cell.lines
    return [in_row(cell, i, [lines[i]], (6.0 * i, 6.0 * (i + 1))) for i in range(2)] if len(lines) > 1 else None


def test_what_spans_a_parted_row_spans_its_parts_and_what_stands_below_moves_down() -> None:
    rows = [["支部", "月", "a\nb"], [None, "5月", "c\nd"], ["計", "6月", "e"]]
    found = with_rows_parted(table(rows, spans={(0, 0): (2, 1)}), {0: Parted(2, halves), 1: Parted(2, halves)})
    assert found.n_rows == 5
    assert [(c.row, c.rowspan, c.text) for c in found.cells if c.col == 0] == [(0, 4, "支部"), (4, 1, "計")]
    assert [(c.row, c.rowspan, c.text) for c in found.cells if c.col == 1] == [
        (0, 2, "月"),
        (2, 2, "5月"),
        (4, 1, "6月"),
    ]
    assert [(c.row, c.text) for c in found.cells if c.col == 2] == list(enumerate("abcde"))


def test_a_table_of_which_no_row_is_parted_stays_itself() -> None:
    made = table([["a"]])
    assert with_rows_parted(made, {}) is made


def test_rows_meet_midway_between_blocks() -> None:
    assert meeting([(2.0, 8.0), (12.0, 20.0)], 0.0, 25.0) == [(0.0, 10.0), (10.0, 25.0)]


def test_a_part_takes_its_height_of_the_place_but_on_a_turned_page() -> None:
    cell = table([["a"]], boxed=True).cells[0]
    assert in_row(cell, 1, cell.lines, (2.0, 5.0)).place.bbox == (0.0, 2.0, 40.0, 5.0)
    turned = replace(cell, place=Place(1, bbox=(0.0, 0.0, 12.0, 40.0)))
    assert in_row(turned, 1, cell.lines, (2.0, 5.0)).place.bbox == (0.0, 0.0, 12.0, 40.0)
