"""Numbers in printed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.printed import printed_numbers, prints


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("95.5%", 95.5),
        ("１００％とする", 100),
        ("1,053件", 1053),
        ("△13", -13),
        ("▲ 0.5", -0.5),
        ("①95.0%以上", 95.0),
        ("9 5 . 5", 95.5),
        ("3:46", 226),
        ("△1:30", -90),
        ("12時間30分", 750),
        ("2万3,456人", 23456),
        ("1億2,000万円", 120_000_000),
        ("8割", 80),
        ("46位 (前月45位)", 45),
        ("令和5年度 82.10%", 82.1),
        ("目標 63.4% 実績 60.2%", 60.2),
        ("4-6月 35件", 6),
    ],
)
def test_a_printed_number_is_found(text: str, value: float) -> None:
    assert prints(text, value)


@pytest.mark.parametrize(
    ("text", "value"), [("95.5%", 59.5), ("95.5%", 955), ("△13", 13), ("1,053", 53), ("－", 0), ("", 1), ("①", 1)]
)
def test_another_number_is_not(text: str, value: float) -> None:
    assert not prints(text, value)


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False), st.integers(0, 4))
def test_what_is_printed_is_found(value: float, digits: int) -> None:
    rounded = round(value, digits)
    sign = "△" if rounded < 0 else ""
    assert prints(f"実績 {sign}{abs(rounded):,.{digits}f} (", rounded)


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    assert all(isinstance(number, float) for number in printed_numbers(text))
