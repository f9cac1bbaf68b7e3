"""Remarks that say how far the figures of one year run."""

from __future__ import annotations

import pytest

from extract.shapes.remarks.year_remarks import month_of_last_year, read_year_remarks
from extract.shapes.tables.labels import read_label
from tests.unit.build import header, paragraph, scope


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("【KPI】 単位：％（令和元年度は12月末、平成30年度は年度の実績）", {2019: "12月末"}),
        ("※R5は9月末時点の実績", {2023: "9月末時点の"}),
        ("※1 令和5年度：令和6年1月末時点、令和4年度：3月末", {2023: "令和6年1月末時点", 2022: "3月末"}),
        ("実績は令和6年12月末現在、前年実績は令和5年12月末現在の数値です。", {"年": "令和5年12月末現在"}),
        ("(※)令和5年度実績は、令和5年11月末時点。", {2023: "令和5年11月末時点"}),
        ("注：令和4年度は年間、令和5年度は1月末までの件数", {2023: "1月末までの"}),
        ("※一次勧奨は、令和5年度のみ12月末までの実績", {}),
        ("※ 前年度の実績：12月末時点", {"年度": "12月末時点"}),
        ("令和5年度は2月に研修会を開く。", {}),
        ("前年実績は12月に公表する。", {}),
        ("※ 令和5年度は10月までに全事業所へ案内する", {}),
        ("※令和5年度は速報値", {}),
    ],
)
def test_remarks(line: str, said: dict[int | str, str]) -> None:
    assert read_year_remarks(paragraph(line).lines) == said


def test_two_months_of_a_year_say_nothing() -> None:
    assert read_year_remarks(paragraph("※令和5年度は9月末時点", "※令和5年度は10月末時点").lines) == {2023: ""}


@pytest.mark.parametrize(
    ("head", "month"),
    [("前年実績", "12月末現在"), ("前年度実績", ""), ("前年同期", ""), ("前年9月末", ""), ("実績", "")],
)
def test_a_month_of_last_year_is_that_of_headings_without_one(head: str, month: str) -> None:
    around = scope(header(kind="progress")).under(year_months={"年": "12月末現在"})
    assert month_of_last_year(read_label(head, 2022), around) == month
