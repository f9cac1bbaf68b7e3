"""Lists of targets with last results in brackets in the cells of a row, without rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.frames.targets_in_cells import with_targets_in_cells

HEAD = "令和7年度目標\n（ ）は令和5年度実績"
FIRST = ("サービススタンダードの達成率 100％（100％）", "返納金債権の回収率 56.5％以上（－）")
THIRD = (
    "3部位以上かつ月15日以上の施 0.75％以下（0.81％）",
    "術の割合",
    "健康宣言事業所数 650事業所以上",
    "（588事業所）",
)


def cell(col: int, *lines: str, row: int = 0) -> Cell:
    made = []
    for i, text in enumerate(lines):
        box = (100.0 * col, 12.0 * i, 100.0 * col + 90, 12.0 * i + 10)
        made.append(Line(text, Place(1, bbox=box), size=9.0, box=box))
    return Cell(row, col, [Paragraph(made)], place=Place(1, bbox=(100.0 * col, 0.0, 100.0 * col + 98, 60.0)))


def lists(*cells: Cell) -> list[list[str]] | None:
    table = Table("1.0", 1, len(cells), list(cells), Place(1))
    out = with_targets_in_cells([table])
    if out == [table]:
        return None
    (made,) = out
    assert isinstance(made, Table)
    return [[text.replace("\n", "") for text in row] for row in made.rows()]


def test_a_row_of_such_lists_is_a_list_of_kpis() -> None:
    assert lists(cell(0, *HEAD.split("\n")), cell(1, *FIRST), cell(2, *THIRD)) == [
        ["KPI", "令和7年度目標", "令和5年度実績"],
        ["サービススタンダードの達成率", "100%", "100%"],
        ["返納金債権の回収率", "56.5%以上", "-"],
        ["3部位以上かつ月15日以上の施術の割合", "0.75%以下", "0.81%"],
        ["健康宣言事業所数", "650事業所以上", "588事業所"],
    ]


def test_the_words_stand_in_tables_of_rules_between_them_as_well() -> None:
    inner = Table("1.0.0.1", 1, 2, [cell(0, "返納金債権の回収率"), cell(1, "56.5％以上（－）")], Place(1))
    held = cell(1, FIRST[0], "", "一者応札案件の割合 15.0％以下（18.2％）")
    held = replace(held, blocks=[Paragraph([held.lines[0]]), _moved(inner, 12.0), Paragraph([held.lines[2]])])
    made = lists(cell(0, *HEAD.split("\n")), held)
    assert made is not None and made[2] == ["返納金債権の回収率", "56.5%以上", "-"]


def _moved(table: Table, down: float) -> Table:
    cells = []
    for part in table.cells:
        moved = [replace(line, box=(b[0], b[1] + down, b[2], b[3] + down)) for line in part.lines if (b := line.box)]
        cells.append(replace(part, blocks=[Paragraph(moved)]))
    return replace(table, cells=cells)


@pytest.mark.parametrize("head", ["令和7年度目標", "令和5年度実績", "目標\n（ ）は全国平均"])
def test_without_a_heading_that_says_what_the_brackets_hold_it_stays(head: str) -> None:
    assert lists(cell(0, *head.split("\n")), cell(1, *FIRST), cell(2, *THIRD)) is None


def test_a_row_that_holds_anything_else_stays() -> None:
    assert lists(cell(0, *HEAD.split("\n")), cell(1, *FIRST), cell(2, *THIRD, "参加者 30人が目安")) is None
    assert lists(cell(0, *HEAD.split("\n")), cell(1, *FIRST), cell(2, "健康宣言事業所数 650事業所以上")) is None
