"""The month that a report's figures run to."""

from __future__ import annotations

from datetime import date

import pytest

from extract.shapes.report.header import read_header
from tests.unit.build import document, paragraph, table


def test_a_month_stated_on_the_cover() -> None:
    lines = [
        "2024（令和6）年度 高知支部事業実施状況",
        "第2四半期",
        "※基準日の記載のないものは、令和6年8月末を基準とする",
    ]
    assert read_header(document([paragraph(*lines)])).header.as_of in (date(2024, 8, 1), date(2024, 9, 1))


def test_a_footnote_of_single_figures_is_no_month_of_the_report() -> None:
    title, rows = paragraph("令和5年度 高知支部 事業計画の実施状況"), [["指標", "実績"], ["郵送化率", "95.9%(注1)"]]
    for note, month in (("(注1)令和6年1月末時点", None), ("(注2)令和6年1月末時点", date(2024, 1, 1))):
        found = read_header(document([title, table(rows), paragraph(note)]))
        assert found.header.as_of == month


@pytest.mark.parametrize(
    ("title", "said", "year", "month"),
    [
        ("高知支部 業務ダッシュボード 令和6年11月", "11月末", 2024, date(2024, 11, 1)),
        ("高知支部 業務ダッシュボード 令和6年11月", "8月末", None, None),  # it may be the month of issue
        ("令和5年度 高知支部 業務ダッシュボード 令和6年11月", "11月末", 2023, None),
    ],
)
def test_a_title_that_ends_in_the_month_of_its_figures(
    title: str, said: str, year: int | None, month: date | None
) -> None:
    figures = [f"郵送化率 95.{n}% ({said})" for n in range(4)]
    found = read_header(document([paragraph(title), paragraph(*figures)])).header
    assert (found.fiscal_year, found.as_of) == (year, month)
