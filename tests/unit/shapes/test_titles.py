"""The year that the title over a table names."""

from __future__ import annotations

import pytest

from extract.shapes.tables.titles import under_titled_year
from tests.unit.build import brief, header, paragraph, scope, table, titled

COUNTS = [["区分", "4月", "5月", "6月"], ["件数", "31", "28", "40"]]


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("窓口相談（令和3年度）", 2021),
        ("■ 令和3年度 窓口相談", 2021),
        ("令和3年度における窓口相談", 2021),
        ("窓口相談", 2022),
        ("令和3年度から始めた窓口相談", 2022),
        ("令和3年度と令和4年度の窓口相談", 2022),
        ("令和3年度の窓口相談は前の年より多かった。", 2022),
        ("窓口相談（令和3年12月末時点）", 2022),
    ],
)
def test_a_title_with_one_year(line: str, year: int) -> None:
    assert under_titled_year(scope(header(2022), caption=[line])).fiscal_year == year


def test_months_are_of_the_year_of_their_title() -> None:
    out = titled(paragraph("窓口相談（令和3年度）", boxed=True), table(COUNTS, boxed=True))
    assert brief(out.of("monthly_actual"), "month", "value") == [
        ("2021-04", 31), ("2021-05", 28), ("2021-06", 40),
    ]  # fmt: skip


def test_a_title_whose_year_cannot_be_read_leaves_no_fact() -> None:
    out = titled(paragraph("窓口相談（令和〇年度）", boxed=True), table(COUNTS, boxed=True))
    assert out.of("monthly_actual") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["31", "28", "40"]
    assert all("令和○年度" in row["reason"] for row in out.of("reject"))
