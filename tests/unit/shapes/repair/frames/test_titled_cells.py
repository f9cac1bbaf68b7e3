"""Frames headed by a KPI whose cells print labels over values."""

from __future__ import annotations

import pytest

from extract.document import Block, Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.frames.titled_cells import with_titled_cells_as_cards
from tests.unit.build import brief, paragraph, titled

TITLE = "生活習慣病予防健診実施率"


def frame(*cells: str, title: str = TITLE) -> Table:
    """A frame of cells, each line behind the second of a cell in small print."""
    made = [Cell(0, 0, [Paragraph([Line(title, Place(1), size=11.0)])], 1, len(cells), Place(1))]
    for col, text in enumerate(cells):
        lines = [Line(t, Place(1), size=7.0 if i > 1 else 10.0) for i, t in enumerate(text.split("\n"))]
        made.append(Cell(1, col, [Paragraph(lines)], 1, 1, Place(1)))
    return Table("1.0", 2, len(cells), made, Place(1))


def test_the_cells_are_lines_of_a_card() -> None:
    (card,) = with_titled_cells_as_cards([frame("目標\n61.5%以上", "実績\n31.2%\n9月末/前年同月末30.1%", "評価\n○")])
    assert isinstance(card, Table)
    said = [line.text for line in card.cells[0].lines]
    assert said == [TITLE, "目標:61.5%以上", "実績:31.2%(9月末)", "前年9月末:30.1%", "評価:○"]


def test_its_facts() -> None:
    legend = paragraph("凡例 ◎:上回る ○:計画どおり △:下回る")
    blocks: list[Block] = [legend, frame("目標\n61.5%以上", "実績\n31.2%\n9月末/前年同月末30.1%", "達成見込\n○")]
    out = titled(*blocks, title="令和4年度上期 大分支部事業報告")
    assert brief(out.of("kpi_target"), "target_value", "comparator") == [(61.5, ">=")]
    found = brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of")
    assert sorted(found, key=str) == [(30.1, 2021, "2021-09"), (31.2, 2022, "2022-09")]
    assert brief(out.of("plan_status"), "symbol", "item_ja") == [("○", TITLE)]


@pytest.mark.parametrize(
    "other",
    [
        frame("目標\n61.5%以上", "実績\n31.2%", title="健診の推進"),  # no KPI heads it
        frame("目標\n61.5%以上", "31.2%\n9月末"),  # a cell without a label
    ],
)
def test_other_frames_are_left(other: Table) -> None:
    assert with_titled_cells_as_cards([other]) == [other]
