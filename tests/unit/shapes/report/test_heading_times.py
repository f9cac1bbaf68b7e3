"""Headings that date what stands below them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.document import Cell, Document, Line, Page, Paragraph, Place, Table
from extract.shapes.context import Header
from extract.shapes.report.header import read_header
from extract.shapes.report.heading_times import HeadingTimes

PROGRESS = Header("kochi", 2024, "progress", "Q3", date(2024, 12, 1), "令和6年度 高知支部事業実施状況")


def line(text: str, top: float, high: float = 9.0, left: float = 40.0) -> Line:
    box = (left, top, left + high * len(text), top + high)
    return Line(text, Place(1, box), size=high, box=box)


def table(top: float) -> Table:
    box = (40.0, top, 200.0, top + 30)
    words = Paragraph([line("加入者の数とその内訳を表に示す。" * 3, top + 2)])
    cell = Cell(0, 0, [words], place=Place(1, box), box=box)
    return Table("1.0", 1, 1, [cell], Place(1, box))


def page(*headings: str, title: str = "令和6年度 高知支部事業実施状況") -> Document:
    blocks: list[Paragraph | Table] = [Paragraph([line(title, 10, 18)])]
    for i, heading in enumerate(headings):
        blocks += [Paragraph([line(heading, 100 * (i + 1), 12)]), table(100 * (i + 1) + 20)]
    return Document("0" * 64, "a.pdf", "pdf", [Page(1, blocks)])


def months(document: Document, header: Header = PROGRESS) -> list[date | None]:
    title = document.pages[0].blocks[0]
    assert isinstance(title, Paragraph)
    times = HeadingTimes(document, title.lines[0], header.fiscal_year)
    return [times.header_at(block, header).as_of for block in document.pages[0].blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["支部の規模（令和6年10月末現在）", "給付（12月末現在）"], [date(2024, 10, 1), date(2024, 12, 1)]),
        (["給付（令和6年12月末現在）", "医薬品"], [date(2024, 12, 1), None]),  # no word dates the second
        (["支部の規模（令和6年10月末現在）", "医薬品"], [date(2024, 10, 1), date(2024, 12, 1)]),  # the report's own
        (["支部の規模（令和5年10月末現在）", "医薬品"], [date(2024, 12, 1)] * 2),  # of another year
        (["支部の規模", "医薬品"], [date(2024, 12, 1)] * 2),
    ],
)
def test_a_heading_dates_what_stands_below_it_up_to_the_next(headings: list[str], found: list[date | None]) -> None:
    assert months(page(*headings)) == found


def test_a_month_within_a_whole_year_is_no_whole_year() -> None:
    header = Header("kochi", 2024, "results", "FY", date(2025, 3, 1), "令和6年度 高知支部事業報告")
    times = HeadingTimes(page("支部の規模（令和6年10月末現在）", "医薬品"), None, 2024)
    assert not times.header_at(table(150), header).is_of_whole_year
    assert times.header_at(table(250), header) is header


def test_a_heading_of_another_month_than_the_title_does_not_date_the_report() -> None:
    title = "令和6年度 高知支部事業実施状況（第3四半期）"
    found = read_header(page("支部の規模（令和6年10月末現在）", "医薬品", title=title))
    assert found.header.as_of == date(2024, 12, 1)


def test_a_dated_heading_alone_on_its_page_is_one_where_others_of_its_look_are_not() -> None:
    first, second = page("支部の規模"), page("主な指標の順位（令和6年9月末）", title="")
    pages = [first.pages[0], Page(2, _on_page(second.pages[0].blocks, 2))]
    times = HeadingTimes(Document("0" * 64, "a.pdf", "pdf", pages), None, PROGRESS.fiscal_year)
    tables = [block for each in pages for block in each.blocks if isinstance(block, Table)]
    assert [times.header_at(one, PROGRESS).as_of for one in tables] == [date(2024, 12, 1), date(2024, 9, 1)]


def _on_page(blocks: list[Paragraph | Table], number: int) -> list[Paragraph | Table]:
    """Blocks as those of another page."""
    out: list[Paragraph | Table] = []
    for block in blocks:
        if isinstance(block, Table):
            out.append(replace(block, place=replace(block.place, page=number)))
        else:
            out.append(Paragraph([replace(one, place=replace(one.place, page=number)) for one in block.lines]))
    return out
