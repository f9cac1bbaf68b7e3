"""Remarks that say how far the figures of one year run."""

from __future__ import annotations

import pytest

from extract.shapes.year_remarks import read_year_remarks
from tests.unit.build import paragraph


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("【KPI】 単位：％（令和元年度は12月末、平成30年度は年度の実績）", {2019: "12月末"}),
        ("※R5は9月末時点の実績", {2023: "9月末時点の"}),
        ("※1 令和5年度：令和6年1月末時点、令和4年度：3月末", {2023: "令和6年1月末時点", 2022: "3月末"}),
        ("令和5年度は2月に研修会を開く。", {}),
        ("※ 令和5年度は10月までに全事業所へ案内する", {}),
        ("※令和5年度は速報値", {}),
    ],
)
def test_remarks(line: str, said: dict[int, str]) -> None:
    assert read_year_remarks(paragraph(line).lines) == said


def test_two_months_of_a_year_say_nothing() -> None:
    assert read_year_remarks(paragraph("※令和5年度は9月末時点", "※令和5年度は10月末時点").lines) == {2023: ""}
