"""Words for when beside a figure; wording and figures are our own."""

from __future__ import annotations

from datetime import date

import pytest

from extract.shapes.text.when_words import WHEN, read_when


@pytest.mark.parametrize(
    ("text", "year", "month", "period"),
    [
        ("令和4年9月末時点", 2022, date(2022, 9, 1), None),
        ("令和5年2月末", 2022, date(2023, 2, 1), None),
        ("R5.3", 2022, date(2023, 3, 1), None),
        ("11月末", 2022, date(2022, 11, 1), None),
        ("1月末", 2022, date(2023, 1, 1), None),
        ("令和3年度実績", 2021, None, None),
        ("R3実績", 2021, None, None),
        ("令和4年度", 2022, None, None),
        ("令和4年上期実績", 2022, None, "H1"),
        ("4~6月分", 2022, None, "Q1"),
        ("前年度", 2021, None, None),
        ("前年同月", 2021, None, None),
    ],
)
def test_words_for_when(text: str, year: int, month: date | None, period: str | None) -> None:
    when = read_when(text, 2022)
    assert when is not None
    assert (when.fiscal_year, when.month, when.period) == (year, month, period)


@pytest.mark.parametrize(
    "text",
    ["前年度比", "対前年同月", "前年同期増減", "前年同期比", "受診者数", "9月5日", "2021", "", "令和4年度の受診者"],
)
def test_other_words_are_no_date(text: str) -> None:
    assert read_when(text, 2022) is None


def test_only_the_result_of_a_month_is_of_that_month_alone() -> None:
    said = {text: read_when(text, 2022) for text in ("令和4年7月実績", "令和4年7月末実績", "令和4年7月")}
    assert [when is not None and when.in_month for when in said.values()] == [True, False, False]


def test_a_comparison_with_last_year_is_not_dated_by_its_own_name() -> None:
    said = "前年同期4,210件、前年同期比103%、前年度同期比98%"
    assert [found.group(0) for found in WHEN.finditer(said)] == ["前年同期"]
