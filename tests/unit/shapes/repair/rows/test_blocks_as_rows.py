"""Drawn rows that hold several: blocks of lines with white between them, each with what stands beside it."""

from __future__ import annotations

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.rows.blocks_as_rows import with_blocks_as_rows


def cell(col: int, *lines: tuple[str, float]) -> Cell:
    made = []
    for text, top in lines:
        box = (60.0 * col + 2, top, 60.0 * col + 58, top + 8.0)
        made.append(Line(text, Place(1, bbox=box), size=8.0, box=box))
    box = (60.0 * col, 0.0, 60.0 * col + 60, 50.0)
    return Cell(0, col, [Paragraph(made)], place=Place(1, bbox=box), box=box)


def rows_of(*cells: Cell) -> int:
    return with_blocks_as_rows(Table("1.0", 1, len(cells), list(cells), Place(1, bbox=(0, 0, 200, 50)))).n_rows


def test_figures_level_with_each_line_make_rows() -> None:
    names = cell(0, ("来訪者数", 2.0), ("相談件数", 18.0), ("電話件数", 34.0))
    beside = [cell(col, ("12", 2.0), ("23", 18.0), ("34", 34.0)) for col in (1, 2)]
    assert rows_of(names, *beside) == 3


def test_figures_level_with_one_line_alone_stand_beside_a_name_of_several() -> None:
    name = cell(0, ("窓口に来訪した", 2.0), ("方のうち相談の", 18.0), ("件数", 34.0))
    aim = cell(1, ("対前年度以", 10.0), ("上", 26.0))
    assert rows_of(name, aim, *(cell(col, ("12", 18.0)) for col in (2, 3, 4))) == 1


def test_pieces_of_figures_make_no_rows() -> None:
    names = cell(0, ("窓口の", 2.0), ("受付件数", 18.0))
    assert rows_of(names, *(cell(col, ("12", 2.0), ("34", 18.0)) for col in (1, 2))) == 2
    assert rows_of(names, *(cell(col, ("1,20", 2.0), ("4", 18.0)) for col in (1, 2))) == 1
