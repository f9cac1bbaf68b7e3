"""Which line is the title of a report."""

from __future__ import annotations

from datetime import date

import pytest

from extract.document import Line, Page, Paragraph, Place
from extract.shapes.report.header import read_header
from tests.unit.build import document, paragraph


def test_the_first_line_beside_the_issuer_is_the_title_of_a_report_of_no_named_kind() -> None:
    finding = read_header(document([paragraph("令和6年度 窓口相談の推移", "全国健康保険協会高知支部")]))
    assert (finding.header.fiscal_year, finding.header.title, finding.doubt) == (2024, "令和6年度 窓口相談の推移", None)
    finding = read_header(document([paragraph("窓口相談の推移", "協会けんぽ高知支部 令和6年度")]))
    assert (finding.header.fiscal_year, finding.header.title, finding.doubt) == (2024, "窓口相談の推移", None)
    finding = read_header(document([paragraph("令和6年度 窓口相談の推移", "協会けんぽ高知支部", "令和5年度の状況")]))
    assert finding.doubt is not None and finding.only_year


def large(text: str, *below: str) -> Page:
    title, rest = paragraph(text, boxed=True), paragraph(*below, boxed=True)
    title.lines[0].size = 16.0
    for line in rest.lines:
        line.size = 10.0
    return Page(1, [rest, title] if below[:1] == ("令和7年1月30日",) else [title, rest])


@pytest.mark.parametrize(
    ("title", "below", "year", "as_of"),
    [
        ("令和6年度 重点施策の四半期の点検", "高知支部", 2024, None),
        ("FY2024上期レビュー", "高知支部", 2024, date(2024, 9, 1)),
        ("R6第3四半期レビュー", "高知支部", 2024, date(2024, 12, 1)),
        ("事業計画(R7)の具体的取組", "高知支部", 2025, None),
        ("高知支部の事業運営(令和6年12月末現在)", "令和5年度の総得点は312点だった。", 2024, date(2024, 12, 1)),
    ],
)
def test_the_line_in_the_largest_print_is_the_title(title: str, below: str, year: int, as_of: date | None) -> None:
    found = read_header(document(large(title, below)))
    assert (found.header.fiscal_year, found.header.as_of, found.doubt) == (year, as_of, None)
    assert found.header.title == title


def test_a_heading_under_a_masthead_says_what_it_is_about() -> None:
    found = read_header(document([paragraph("けんぽだより 11月号", "■令和6年度上期の取組状況", "高知支部です。")]))
    assert (found.header.fiscal_year, found.header.period, found.doubt) == (2024, "H1", None)


def test_small_print_at_the_right_of_a_title_is_none_of_it() -> None:
    words = [("令和6年度 高知支部の事業実績", 50.0, 18.0), ("窓口相談の推移", 400.0, 9.0)]
    pieces = []
    for text, x, size in words:
        box = (x, 40.0, x + size * len(text), 40.0 + size)
        pieces.append(Line(text, Place(1, bbox=box), size=size, box=box))
    whole = (50.0, 40.0, 500.0, 58.0)
    line = Line("\t".join(text for text, *_ in words), Place(1, bbox=whole), size=18.0, box=whole, pieces=tuple(pieces))
    assert read_header(document([Paragraph([line])])).header.title == words[0][0]
