"""Columns of a table of rules only that goes on from the page before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Page, Paragraph
from extract.readers.rules.carried_columns import carried_columns, sides_on, with_ends_carried
from extract.readers.rules.open_rules import open_grids
from extract.readers.rules.rulings import Box, Grid, GridCell, Mark
from extract.readers.words.printed_words import PrintedWord, inked
from tests.unit.build import table

SIDES = [36.0, 136.0, 240.0, 270.0, 400.0]
RULES = [Mark(True, y, 36, 400) for y in (10, 60, 110)]


def line(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 10 * i, y, x + 10 * i + 10, y + 10)) for i, letter in enumerate(text))


#: A full stop ends on the side of the first column, and text begins right behind it.
ROWS = [
    *(line("・資料を早く送る。", 48, y) for y in (14, 64)),
    *(line("・資料を送った", 137, y) for y in (14, 64)),
    *(line("○", 250, y) for y in (14, 64)),
    *(line("・次も送る", 280, y) for y in (14, 64)),
]


def own(words: list[PrintedWord], before: list[list[float]], rules: list[Mark] = RULES) -> list[float] | None:
    return carried_columns([36.0, 245.0, 400.0], before, rules, [inked(word) for word in words])


def test_rules_as_wide_as_a_table_of_the_page_before_have_its_columns() -> None:
    assert own(ROWS, [SIDES]) == SIDES
    (grid,) = open_grids(RULES, [], ROWS, before=[SIDES])
    assert grid.xs == SIDES
    assert grid.ys == [10, 60, 110]
    assert grid.doubt is None


@pytest.mark.parametrize(
    ("words", "before", "rules"),
    [
        (ROWS, [[30.0, *SIDES[1:]]], RULES),  # of another width
        ([*ROWS, line("文が列をこえて続いている", 60, 80)], [SIDES], RULES),  # a side cuts a letter
        ([word for word in ROWS if word[0][0] < 270], [SIDES], RULES),  # a column is empty
        (ROWS, [[36.0, 136.0, 240.0, 330.0, 400.0]], RULES),  # white parts other columns
        (ROWS, [SIDES], [Mark(True, y, 36, 400, (200.0,)) for y in (10, 60, 110)]),  # joints show others
    ],
)
def test_other_tables_keep_their_own_columns(
    words: list[PrintedWord], before: list[list[float]], rules: list[Mark]
) -> None:
    assert own(words, before, rules) is None


def test_the_columns_found_by_white_stand_where_the_page_before_draws_them() -> None:
    found = [36.0, 135.0, 245.0, 265.0, 400.0]
    rules = [*RULES[:2], Mark(True, 110, 36, 400, tuple(SIDES[1:-1]))]
    assert carried_columns(found, [SIDES], rules, [inked(word) for word in ROWS]) == SIDES
    rules[-1] = Mark(True, 110, 36, 400, (60.0,))
    assert carried_columns(found, [SIDES], rules, [inked(word) for word in ROWS]) is None


def test_titles_across_are_cut_by_no_side() -> None:
    title = line("○資料の送付を進めること(業務)", 40, 64)
    rows = [word for word in ROWS if word[0][1] < 60]
    assert own([*rows, title], [SIDES]) == SIDES


def test_the_sides_of_a_page_are_those_of_its_tables() -> None:
    rows = table([["計画", "実施状況", "評価"], ["送る", "送った", "○"]], boxed=True)
    (sides,) = sides_on(Page(1, [Paragraph([]), rows]))
    assert sides == sorted({side for cell in rows.cells if cell.box for side in (cell.box[0], cell.box[2])})
    assert sides_on(None) == []


def test_closing_marks_are_as_wide_as_their_ink() -> None:
    box: Box = (10, 0, 20, 10)
    assert inked(PrintedWord([("。", box)]))[0] == (10, 0, 15, 10)
    assert inked(PrintedWord([("。", (10, 0, 14, 10))]))[0] == (10, 0, 14, 10)
    assert inked(PrintedWord([("円", box)]))[0] == box


def test_a_table_in_a_cell_at_the_head_of_the_page_has_the_columns_of_that_before() -> None:
    inner = table([["区分", "4~6月", "7~9月", "備考"], ["電話", "14", "21", "了"]], boxed=True, xs=SIDES)
    outer = table([["計画", "状況"], ["送る。", ""]], boxed=True, xs=[20.0, 30.0, 410.0])
    cells = [replace(cell, blocks=[inner] if (cell.row, cell.col) == (1, 1) else cell.blocks) for cell in outer.cells]
    assert SIDES in sides_on(Page(1, [replace(outer, cells=cells)]))
    home = Grid([20.0, 30.0, 410.0], [0.0, 120.0, 200.0], [GridCell(0, 1, 1, 1, (30.0, 0.0, 410.0, 120.0))])
    (grid,) = open_grids(RULES, [], ROWS, [home], [SIDES])
    assert grid.xs == SIDES
    under_text = open_grids(RULES, [], [*ROWS, line("上の文", 48, 0)], [home], [SIDES])
    assert all(lower.xs != SIDES for lower in under_text)


def test_a_wall_where_one_of_the_page_before_stood_is_of_its_table_though_the_page_break_cut_off_its_ends() -> None:
    wall, foot = Mark(False, 240.0, 20.0, 200.0), Mark(True, 200.5, 36.0, 400.0)
    assert with_ends_carried([wall, foot], [SIDES]) == [wall, foot, Mark(True, 20.0, 36.0, 400.0)]
    assert with_ends_carried([wall], [SIDES]) == [wall, Mark(True, 20.0, 36.0, 400.0), Mark(True, 200.0, 36.0, 400.0)]


@pytest.mark.parametrize(
    "frame",
    [
        [Mark(False, 250.0, 20.0, 200.0)],  # elsewhere
        [Mark(False, 240.0, 20.0, 60.0)],  # too low
        [Mark(False, 240.0, 20.0, 200.0), Mark(True, 200.0, 36.0, 300.0)],  # of another width
        [Mark(False, 240.0, 20.0, 200.0), Mark(True, 110.0, 36.0, 400.0)],  # the rule is no end
        [Mark(False, 240.0, 20.0, 200.0), Mark(False, 270.0, 20.0, 200.0)],
    ],
)
def test_other_walls_get_no_ends(frame: list[Mark]) -> None:
    assert with_ends_carried(frame, [SIDES]) == frame
