"""Targets printed at the end of a heading's line, and years alone over tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Line, Paragraph, Place
from tests.unit.build import brief, paragraph, table, titled

HEADING = "1 生活習慣病予防健診 受診者数（40歳以上の被保険者）"
TARGET = "令和4年度KPI：生活習慣病予防健診実施率 61.5%以上"


def pieces(*texts: str) -> Line:
    parts = tuple(Line(text, Place(1), size=9.0) for text in texts)
    return Line("\t".join(texts), Place(1), size=9.0, pieces=parts)


@pytest.mark.parametrize("heading", [pieces(HEADING, TARGET), Line(f"{HEADING} {TARGET}", Place(1), size=9.0)])
def test_a_target_behind_a_heading(heading: Line) -> None:
    grid = table([["", "4月", "5月", "6月"], ["受診者数（単月）", "100", "110", "120"]])
    out = titled(Paragraph([heading]), paragraph("令和3年度"), grid)
    assert brief(out.of("kpi_target"), "target_value", "fiscal_year") == [(61.5, 2022)]
    (measure, *rest), *_ = brief(out.of("monthly_actual"), "measure_ja", "fiscal_year", "section")
    assert measure == "生活習慣病予防健診 単月 受診者数"
    assert rest == [2021, "1 生活習慣病予防健診 受診者数(40歳以上の被保険者)"]


def test_a_year_alone_over_a_table_is_no_end_of_the_line_above() -> None:
    lines = paragraph("受診の状況は次の表に示すとおり各月に分けて集計している", "令和3年度", boxed=True, width=500)
    out = titled(lines, table([["", "4月", "5月", "6月"], ["受診者数", "100", "110", "120"]]))
    assert {row["fiscal_year"] for row in out.of("monthly_actual")} == {2021}


def test_a_page_begins_with_the_heading_of_the_last_again() -> None:
    from extract.interpret import interpret
    from tests.unit.build import document

    def page(part: str) -> list[Paragraph]:
        return [Paragraph([Line(f"1 月別実績（{part}）", Place(1), size=18.0)])]

    grid = table([["", "4月", "5月", "6月"], ["申請件数", "1", "2", "3"]])
    first = [paragraph("令和4年度 大分支部事業報告"), *page("その1 健診"), grid]
    again = [*page("その2 給付"), replace(grid, index="2.0")]
    out, _ = interpret(document(first, again))
    sections = {row["section"] for row in out.of("monthly_actual")}
    assert sections == {"1 月別実績(その1 健診)", "1 月別実績(その2 給付)"}


def test_a_title_below_much_white_is_no_end_of_the_heading_above() -> None:
    texts = ["別表2 保健指導に関する月別実績", "特定保健指導(初回面談)の実施件数(単位:件)"]
    boxes = [(40.0, 52.0, 300.0, 65.0), (40.0, 82.0, 360.0, 95.0)]
    lines = [Line(text, Place(1, box), size=13.0, box=box) for text, box in zip(texts, boxes, strict=True)]
    grid = table([["上期", "4月", "5月", "6月"], ["令和4年度", "148", "203", "286"]])
    out = titled(Paragraph(lines), grid)
    assert {row["measure_ja"] for row in out.of("monthly_actual")} == {"特定保健指導(初回面談)の実施件数"}
