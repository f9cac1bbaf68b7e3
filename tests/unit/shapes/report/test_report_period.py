"""The part of the year of a report."""

from __future__ import annotations

import pytest

from extract.shapes.report.header import read_header
from tests.unit.build import document, paragraph


@pytest.mark.parametrize(
    ("line", "period"),
    [("■ 窓口の受付状況（上期）", "FY"), ("（上半期）", "H1"), ("4～6月\t7～9月", "FY"), ("上期（4～9月）", "H1"),
     ("・4～6月：案内の発送", "FY"), ("第1四半期：案内の発送と集計", "FY")],
)
def test_the_title_of_a_table_says_nothing_of_the_report(line: str, period: str) -> None:
    assert read_header(document([paragraph("令和6年度 高知支部事業報告", line)])).header.period == period


def test_what_a_sign_stands_for_says_nothing_of_the_report() -> None:
    lines = ("令和6年度 高知支部事業計画の取組状況（令和6年6月末現在）", "【凡例】○：順調　－：下期実施")
    assert read_header(document([paragraph(*lines)])).header.period == "Q1"
