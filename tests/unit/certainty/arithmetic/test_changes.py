"""Changes against last year and the figures of the two years."""

from __future__ import annotations

import pytest

from tests.unit.certainty.sheet import Sheet, results, texts

EARLY = ["120", "130", "150", "110"]
LATE = ["132", "117", "150", "121"]


def grid(name, changes, unit=None):
    sheet = Sheet()
    sheet.months("相談件数", EARLY, year=2029)
    sheet.months("相談件数", LATE)
    rows = sheet.months(f"相談件数 {name}", changes, unit=unit, basis=None)
    sheet.checked()
    return sheet, rows


@pytest.mark.parametrize(
    ("name", "changes", "unit"),
    [
        ("増減", ["12", "△13", "0", "11"], None),
        ("対前年同月比", ["110.0", "90.0", "100.0", "110.0"], "%"),
        ("伸び率", ["10.0", "△10.0", "0.0", "10.0"], "%"),
        ("前年比", ["1.10", "0.90", "1.00", "1.10"], None),
    ],
)
def test_a_row_of_changes_follows_from_the_two_years(name, changes, unit):
    sheet, rows = grid(name, changes, unit)
    assert sheet.flagged == [] and all(results(row, "change_of_years") == [True] for row in rows)


def test_a_lost_sign_flags_the_change_and_both_years():
    sheet, _ = grid("増減", ["12", "13", "0", "11"])
    assert texts(sheet.flagged) == ["130", "117", "13"]
    assert "the difference of 117" in sheet.flagged[0]["review_reason"]


def test_a_row_that_compares_with_something_else_says_nothing():
    sheet, _ = grid("比率", ["3.0", "4.0", "5.0", "6.0"], "%")
    assert sheet.flagged == []


def figures(change):
    sheet = Sheet()
    for row, (name, year, text) in enumerate(
        (("請求件数", 2030, "2,014"), ("請求件数", 2029, "2,000"), ("請求件数 対比", 2030, change))
    ):
        sheet.period(name, "YTD", text, row=row).update(fiscal_year=year)
    sheet.facts[-1]["unit"] = "%"
    return sheet.checked()


def test_a_single_comparison_in_a_table_of_figures_is_checked():
    assert [results(row, "change_of_years") for row in figures("100.7").facts] == [[True]] * 3


def test_and_shows_no_more_where_its_kind_is_not_known():
    assert figures("107.0").flagged == []
