"""Numbers as they are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.exports.sheets import heading_en
from warehouse.exports.styles import number_format
from warehouse.exports.subjects import catalogue, words
from warehouse.exports.workbook import shortened


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("%", 95.5, '#,##0.0"%";"△ "#,##0.0"%"'),
        ("%", 100.0, '#,##0"%";"△ "#,##0"%"'),
        ("%", 0.173, '#,##0.000"%";"△ "#,##0.000"%"'),
        ("min", 930.0, '#,##0"分";"△ "#,##0"分"'),
        ("円", -6568.0, '#,##0;"△ "#,##0'),
        (None, 1e-7, '#,##0.000000;"△ "#,##0.000000'),
        (None, 1e20, '#,##0;"△ "#,##0'),
    ],
)
def test_a_number_keeps_its_decimals_and_its_unit(unit: str | None, value: float, expected: str) -> None:
    assert number_format(unit, value) == expected


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["%", "円", None]))
def test_no_format_scales_a_percentage(value: float, unit: str | None) -> None:
    bare = number_format(unit, value).replace('"%"', "")
    assert "%" not in bare and bare.count(";") == 1


def test_headings_are_the_names_in_words() -> None:
    assert heading_en("kpi_label_ja") == "KPI label"
    assert heading_en("prior_year_same_month") == "Prior year same month"


def test_every_colour_is_that_of_a_word() -> None:
    assert set(catalogue().colours) <= set(words())


def test_a_text_is_as_long_as_excel_takes_it() -> None:
    assert shortened("a" * 32_767) == "a" * 32_767
    assert len(shortened("a" * 40_000)) == 32_767 and "CSV" in shortened("a" * 40_000)
