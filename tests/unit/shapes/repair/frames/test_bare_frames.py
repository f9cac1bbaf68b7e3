"""Frames around a table alone."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Place
from extract.shapes.repair.frames.bare_frames import with_bare_frames_open
from tests.unit.build import paragraph, table

GRID = replace(table([["区分", "4月"], ["件数", "10"]], index="1.1"), place=Place(1, (20.0, 20.0, 80.0, 60.0)))
FRAME = replace(table([[""]], index="1.0"), place=Place(1, (10.0, 10.0, 100.0, 90.0)))


def test_the_table_in_a_frame_stands_for_it() -> None:
    title = paragraph("面談の件数")
    assert with_bare_frames_open([title, table([[[GRID]]])]) == [title, GRID]
    assert with_bare_frames_open([title, FRAME, GRID]) == [title, GRID]
    assert with_bare_frames_open([]) == []


def test_a_frame_with_words_or_around_nothing_is_left() -> None:
    box = table([[[paragraph("面談の件数"), GRID]]])
    assert with_bare_frames_open([box]) == [box]
    aside = replace(GRID, place=Place(1, (120.0, 20.0, 180.0, 60.0)))
    assert with_bare_frames_open([FRAME, aside]) == [FRAME, aside]
