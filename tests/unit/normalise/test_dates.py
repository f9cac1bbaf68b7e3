"""Fiscal years, months and periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalise.dates import (
    FISCAL_MONTHS,
    dated_months_in,
    era_year,
    fiscal_year_in,
    fiscal_year_of,
    fiscal_years_in,
    header_month,
    header_month_year,
    month_in_year,
    month_named,
    period_named,
    unread_year_in,
    year_without_era,
)

YEARS = st.integers(2015, 2099)
MONTHS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("令和5年度", 2023),
        ("令和５年度", 2023),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("平成30年度", 2018),
        ("R5年度", 2023),
        ("Ｒ５年度", 2023),
        ("H30年度", 2018),
        ("R元年度", 2019),
        ("2023年度", 2023),
        ("2023(令和5)年度", 2023),
        ("2023（令和5）年度", 2023),
        ("令和5(2023)年度", 2023),
        ("令和5年(2023年)度", 2023),
        ("令和5年度上期", 2023),
        ("〈新〉令和7年度", 2025),
        ("R5実績", 2023),
        ("R5", 2023),
        ("【R6計画】", 2024),
        ("令和5年9月", None),
        ("5年度", None),
        ("前年度", None),
        ("2023", None),
        ("", None),
    ],
)
def test_fiscal_year(printed: str, year: int | None) -> None:
    assert fiscal_year_in(printed) == year


def test_every_year_of_a_text_in_order_with_its_place() -> None:
    text = "令和4年度と2025年度、R元年度"
    found = fiscal_years_in(text)
    assert [f.value for f in found] == [2022, 2025, 2019]
    assert [text[f.start : f.end] for f in found] == ["令和4年度", "2025年度", "R元年度"]


def test_both_names_of_the_year_of_two_eras() -> None:
    assert (
        fiscal_year_in("平成31年度")
        == fiscal_year_in("令和元年度")
        == era_year("平成", "31")
        == era_year("令和", "元")
        == 2019
    )


@given(st.integers(1, 99))
def test_reiwa_years_in_all_spellings(n: int) -> None:
    wide = str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for printed in (f"令和{n}年度", f"R{n}年度", f"令和{wide}年度", f"Ｒ{wide}年度", f"令和 {n} 年度"):
        assert fiscal_year_in(printed) == 2018 + n


@given(YEARS, MONTHS)
def test_the_fiscal_year_of_every_month(year: int, month: int) -> None:
    day = month_in_year(year, month)
    assert (day.month, day.day) == (month, 1)
    assert fiscal_year_of(day) == year
    assert date(year, 4, 1) <= day <= date(year + 1, 3, 1)


@given(YEARS)
def test_a_fiscal_year_is_twelve_months_in_order(year: int) -> None:
    days = [month_in_year(year, month) for month in FISCAL_MONTHS]
    assert days == sorted(days)
    assert len(set(days)) == 12


@pytest.mark.parametrize(
    ("spelling", "bare"),
    [
        ("{m}月", True),
        ("{w}月", True),
        ("{m} 月", True),
        ("{m}", True),
        ("{w}", True),
        ("{m}月分", True),
        ("{m}月末", True),
        ("{m}月まで", True),
        ("{m}月診療分", True),
        ("{m}月（速報値）", True),
        ("{m}月※1", True),
        ("R5.{m}", False),
        ("R5年{m}月", False),
        ("令和5年{m}月", False),
        ("令和５年{w}月分", False),
        ("2023年{m}月", False),
        ("2023/{m}", False),
    ],
)
@pytest.mark.parametrize("month", range(1, 13))
def test_month_headings_in_all_spellings(spelling: str, bare: bool, month: int) -> None:
    wide = str(month).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    text = spelling.format(m=month, w=wide)
    assert header_month(text) == month
    if bare:
        assert header_month_year(text) is None
    elif "2023/" not in text:
        assert header_month_year(text) == date(2023, month, 1)


@pytest.mark.parametrize(
    "text",
    [
        "13月",
        "0月",
        "00",
        "令和5年度",
        "4月5日",
        "4~6月",
        "合計",
        "",
        "4月号外",
        "14",
        "1.5",
        "10月以内",
        "4月（見込）",
    ],
)
def test_headings_that_are_no_month(text: str) -> None:
    assert header_month(text) is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("令和6年9月末", [date(2024, 9, 1)]),
        ("R3.12時点", [date(2021, 12, 1)]),
        ("R3.12末", [date(2021, 12, 1)]),
        ("R3.12.5", []),
        ("R3年12月", [date(2021, 12, 1)]),
        ("2023年4月と令和元年5月", [date(2023, 4, 1), date(2019, 5, 1)]),
        ("平成31年4月", [date(2019, 4, 1)]),
        ("9月末", []),
        ("令和5年度", []),
    ],
)
def test_months_with_their_year(text: str, months: list[date]) -> None:
    assert [month for month, _, _ in dated_months_in(text)] == months


@pytest.mark.parametrize(
    ("text", "fiscal_year", "month"),
    [
        ("9月末", 2023, date(2023, 9, 1)),
        ("2月時点", 2023, date(2024, 2, 1)),
        ("令和6年2月", 2020, date(2024, 2, 1)),
        ("4~6月", 2023, date(2023, 6, 1)),
        ("10～12月", 2023, date(2023, 12, 1)),
        ("4月から", 2023, date(2023, 4, 1)),
        ("9月末", None, None),
        ("年度末", 2023, None),
        ("令和6年4月~12月", None, date(2024, 12, 1)),
        ("令和6年11月から2月まで", None, date(2025, 2, 1)),
        ("令和6年4月1日～令和6年10月31日", None, date(2024, 10, 1)),
    ],
)
def test_the_month_a_text_names(text: str, fiscal_year: int | None, month: date | None) -> None:
    assert month_named(text, fiscal_year) == month


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("第2四半期", "Q2"),
        ("第３四半期 10～12月", "Q3"),
        ("上期", "H1"),
        ("上半期", "H1"),
        ("下期", "H2"),
        ("通期", "FY"),
        ("年間", "FY"),
        ("4～6月", "Q1"),
        ("7月〜9月", "Q2"),
        ("1~3月", "Q4"),
        ("4～9月", "H1"),
        ("10月~3月", "H2"),
        ("4~3月", "FY"),
        ("4~8月", None),
        ("9月末", None),
        ("Q2", "Q2"),
        ("Q2 相談の件数", "Q2"),
        ("Q2 相談はどこでできますか。", None),
        ("Q3. 第2四半期の相談は何件ですか?", "Q2"),
        ("", None),
    ],
)
def test_parts_of_the_year(text: str, period: str | None) -> None:
    assert period_named(text) == period


@given(st.text(max_size=40) | st.text("令和平成RH元年度月末0123456789()./~第四半期上下 ", max_size=24))
def test_no_text_breaks_the_readers(text: str) -> None:
    for reader in (fiscal_year_in, header_month, header_month_year, period_named, dated_months_in, fiscal_years_in):
        reader(text)
    month = month_named(text, 2023)
    assert month is None or month.day == 1


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("令和〇年度", "令和○年度"),
        ("令和●年度実績", "令和●年度"),
        ("令和年度", "令和年度"),
        ("R-1年度", "R-1年度"),
        ("RX年度", "RX年度"),
        ("20X5年度", "20X5年度"),
        ("２０○○年度", "20○○年度"),
        ("202年度", "202年度"),
        ("昭和60年度", "昭和60年度"),
        ("令和4～5年度平均", "令和4~5年度"),
        ("令和元年度", None),
        ("R6年度", None),
        ("2024年度", None),
        ("前年度", None),
        ("今年度実績", None),
        ("件数", None),
        ("2000件", None),
        ("RX薬局数", None),
    ],
)
def test_years_that_nobody_can_place(text: str, unread: str | None) -> None:
    assert unread_year_in(text) == unread


@pytest.mark.parametrize(
    ("text", "near", "told"),
    [
        ("5年度", 2024, (2023, "令和5年度")),
        ("元年度実績", 2021, (2019, "令和元年度実績")),
        ("30年度", 2020, (2018, "平成30年度")),
        ("15年度", 2024, None),
        ("2年度目", 2024, None),
        ("元年9月末", 2020, (2019, "令和元年9月末")),
        ("31年3月", 2020, (2019, "平成31年3月")),
        ("2年間", 2020, None),
        ("令和5年度", 2024, None),
    ],
)
def test_a_year_without_its_era(text: str, near: int, told: tuple[int, str] | None) -> None:
    assert year_without_era(text, near) == told
