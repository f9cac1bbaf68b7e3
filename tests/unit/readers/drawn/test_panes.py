"""Boxes of text beside one another."""

from __future__ import annotations

from extract.readers.drawn.panes import is_cell_of, panes
from extract.readers.pages.sheet import Color, Path
from extract.readers.rules.rulings import Box, Grid, GridCell

GREY: Color = (0.9, 0.9, 0.9)
LEFT: Box = (40, 100, 260, 200)
RIGHT: Box = (280, 100, 500, 200)
PAGE = 600.0


def filled(box: Box, order: int = 0, color: Color = GREY) -> Path:
    corners = ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]), (box[0], box[1]))
    return Path(corners, box, None, color, True, order)


def found(paths: list[Path], grids: list[Grid] | None = None) -> list[Box]:
    ink = [(150.0, 150.0), (400.0, 150.0), (150.0, 320.0)]
    return [grid.box for grid in panes(paths, lambda box: box, grids or [], ink, PAGE)]


def test_grounds_side_by_side_are_read_apart() -> None:
    assert sorted(found([filled(LEFT), filled(RIGHT, 1)])) == [LEFT, RIGHT]


def test_the_two_edges_of_a_ring_are_one_box() -> None:
    inner = (LEFT[0] + 1, LEFT[1] + 1, LEFT[2] - 1, LEFT[3] - 1)
    assert sorted(found([filled(LEFT), filled(inner), filled(RIGHT, 1)])) == [LEFT, RIGHT]


def test_a_box_alone_or_over_another_or_touching_it_changes_no_reading_order() -> None:
    below = (40.0, 300.0, 260.0, 400.0)
    touching = (260.0, 100.0, 480.0, 200.0)
    assert found([filled(LEFT)]) == []
    assert found([filled(LEFT), filled(below, 1)]) == []
    assert found([filled(LEFT), filled(touching, 1)]) == []


def test_what_is_white_flat_wide_or_without_text_is_no_pane() -> None:
    assert found([filled(LEFT, color=(1.0, 1.0, 1.0)), filled(RIGHT, 1, (1.0, 1.0, 1.0))]) == []
    assert found([filled((40, 100, 260, 120)), filled((280, 100, 500, 120), 1)]) == []
    assert found([filled((20, 100, 400, 200)), filled((410, 100, 590, 200), 1)]) == []
    empty = (280.0, 210.0, 500.0, 290.0)
    assert found([filled((40, 210, 260, 290)), filled(empty, 1)]) == []


def test_boxes_within_a_pane_and_in_a_table_are_left() -> None:
    within = [(60.0, 120.0, 140.0, 180.0), (160.0, 120.0, 240.0, 180.0)]
    assert sorted(found([filled(LEFT), filled(RIGHT, 1), *(filled(b, 2) for b in within)])) == [LEFT, RIGHT]
    box = (30.0, 90.0, 520.0, 210.0)
    table = Grid([30.0, 520.0], [90.0, 210.0], [GridCell(0, 0, 1, 1, box)])
    assert found([filled(LEFT), filled(RIGHT, 1)], [table]) == []


def test_the_ground_of_a_cell_is_known() -> None:
    table = Grid([40.0, 260.0, 500.0], [100.0, 200.0], [GridCell(0, 0, 1, 1, LEFT), GridCell(0, 1, 1, 1, RIGHT)])
    assert is_cell_of(table, (LEFT[0] + 1, LEFT[1], LEFT[2], LEFT[3] - 1))
    assert not is_cell_of(table, (40.0, 100.0, 500.0, 200.0))
