"""Pages of one KPI each, named in the line at their head over its figures in boxes side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import BBox, Block, Cell, Line, Page, Paragraph, Place, Table
from extract.interpret import interpret
from extract.recorder import Recorder
from extract.shapes.repair.frames.kpi_pages import kpi_page, with_boxes_listed
from tests.unit.build import brief, document, table

BOXES = (
    "年度目標\n84.0%以上",
    "現在値（9月末累計）\n82.1%",
    "前年同月（令和3年9月\n末）\n80.9%",
    "全国順位（9月末）\n12位",
    "評価\n△",
)
NAME = "ジェネリック医薬品使用割合"


def head(*words: str, page: int = 1) -> Paragraph:
    """A line of words set apart."""
    boxes = [(200.0 * i, 10.0, 200.0 * i + 180, 20.0) for i in range(len(words))]
    pieces = tuple(Line(text, Place(page, bbox=box), box=box) for text, box in zip(words, boxes, strict=True))
    return Paragraph([Line("\t".join(words), Place(page, bbox=boxes[0]), box=boxes[0], pieces=pieces)])


def box(text: str, at: int, page: int = 1, top: float = 40.0) -> Table:
    sides = (120.0 * at, top, 120.0 * at + 110, top + 40)
    lines = []
    for i, line in enumerate(text.split("\n")):
        of_line = (sides[0] + 5, top + 2 + 12 * i, sides[2] - 5, top + 12 + 12 * i)
        lines.append(Line(line, Place(page, bbox=of_line), box=of_line))
    cell = Cell(0, 0, [Paragraph(lines)], place=Place(page, bbox=sides), box=sides)
    return Table(f"{page}.{at}", 1, 1, [cell], Place(page, bbox=sides))


def lowered(whole: Table) -> Table:
    """A table further down its page."""

    def down(sides: BBox | None) -> BBox | None:
        return sides and (sides[0], sides[1] + 200, sides[2], sides[3] + 200)

    cells = [replace(cell, box=down(cell.box), place=Place(1, bbox=down(cell.place.bbox))) for cell in whole.cells]
    return replace(whole, cells=cells, place=Place(1, bbox=down(whole.place.bbox)))


def sheet(name: str, *boxes: str, page: int = 1) -> list[Block]:
    row = [box(text, at, page) for at, text in enumerate(boxes)]
    return [head("令和4年度上期 大分支部 管理票", f"No.{page} {name}", page=page), *row]


def read(*pages: list[Block]) -> Recorder:
    made = [Page(number, blocks) for number, blocks in enumerate(pages, 1)]
    return interpret(document(*made))[0]


def test_boxes_are_the_row_of_the_kpi_that_the_page_is_of() -> None:
    other = ("目標\n900事業所\n以上", "実績（9月末）\n871事業所")
    out = read(sheet(NAME, *BOXES), sheet("健康宣言事業所数", *other, page=2))
    assert brief(out.of("kpi_target"), "kpi_code", "target_value", "page") == [
        ("generic_use_rate", 84, 1),
        ("health_declaration_workplaces", 900, 2),
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "as_of", "value") == [
        ("generic_use_rate", 2022, "2022-09", 82.1),
        ("generic_use_rate", 2021, "2021-09", 80.9),
        ("health_declaration_workplaces", 2022, "2022-09", 871),
    ]
    assert brief(out.of("kpi_rank"), "kpi_code", "rank") == [("generic_use_rate", 12)]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [(NAME, "△")]
    assert out.of("monthly_actual") == []


def test_a_table_on_the_page_is_of_its_kpi() -> None:
    rows = [["月", "使用割合（％）"], ["4月", "81.0"], ["5月", "81.5"], ["6月", "81.9"]]
    months = lowered(table(rows, boxed=True, index="1.9"))
    out = read([*sheet(NAME, *BOXES), months])
    assert set(brief(out.of("monthly_actual"), "kpi_code")) == {("generic_use_rate",)}


@pytest.mark.parametrize(
    "blocks",
    [
        [head("令和4年度上期 大分支部 管理票"), box(BOXES[0], 0), box(BOXES[1], 1)],  # no KPI is named
        [head(NAME, "健康宣言事業所数"), box(BOXES[0], 0), box(BOXES[1], 1)],  # two are
        [head(NAME), box(BOXES[0], 0)],
        [head(NAME), box(BOXES[1], 0), box(BOXES[2], 1)],  # no target is among them
        [head(NAME), box(BOXES[0], 0), box("窓口の来訪者\n120人", 1)],  # a figure of something else
        [head(NAME), box(BOXES[0], 0), box(BOXES[1], 1, top=90.0)],  # not side by side
    ],
)
def test_other_pages_are_left_as_they_are(blocks: list[Block]) -> None:
    assert kpi_page(blocks) is None
    assert with_boxes_listed(blocks) == blocks


def test_figures_along_an_axis_are_no_chapters() -> None:
    rows = table([["月", "受付件数"], ["4月", "81"], ["5月", "85"], ["6月", "89"]], boxed=True)
    out = read([head("令和4年度 大分支部 事業報告"), head("1.8"), rows])
    assert not any("1.8" in str(row["section"]) for row in out.of("monthly_actual"))
