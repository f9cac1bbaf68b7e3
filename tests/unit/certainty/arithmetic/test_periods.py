"""Quarters, half years and years against one another and against months."""

from __future__ import annotations

import pytest

from tests.unit.certainty.sheet import Sheet, results, texts


def test_quarters_add_up_to_the_total_so_far():
    sheet = Sheet()
    for col, (period, text) in enumerate([("Q1", "288"), ("Q2", "422"), ("YTD", "710")]):
        sheet.period("回収件数", period, text, col=col)
    sheet.checked()
    assert sheet.flagged == [] and all(results(row, "quarters_total") == [True] for row in sheet.facts)


def test_a_half_year_that_fails_is_flagged_where_its_neighbours_hold():
    sheet = Sheet()
    for row, (first, second, half) in enumerate([(1, 2, 3), (10, 20, 30), (7, 5, 12), (40, 2, 24)]):
        for col, (period, value) in enumerate([("Q1", first), ("Q2", second), ("H1", half)]):
            sheet.period(f"種別{row}", period, str(value), row=row, col=col)
    sheet.checked()
    assert texts(sheet.flagged) == ["40", "2", "24"]


def test_a_total_beside_quarters_that_is_of_other_quarters_is_not_judged():
    sheet = Sheet()
    for row in range(3):
        for col, (period, value) in enumerate([("Q1", 5), ("Q2", 6), ("FY", 25)]):
            sheet.period(f"種別{row}", period, str(value), row=row, col=col)
    assert sheet.checked().flagged == []


def row(sheet, measure="回収件数", position=1, **figures):
    for col, (period, text) in enumerate(figures.items()):
        sheet.period(measure, period, text, row=position, col=col)


def test_a_half_year_is_by_its_name_the_sum_of_its_quarters_even_alone_in_its_table():
    sheet = Sheet()
    row(sheet, Q1="12", Q2="9", H1="12", Q3="5")
    row(sheet, "訪問件数", 2, Q1="12", Q2="9", H1="22")
    assert "22" in texts(sheet.checked().flagged)


def test_a_total_of_the_quarters_so_far_is_judged_where_another_row_of_its_column_closes():
    sheet = Sheet()
    row(sheet, Q1="3", Q2="4", FY="7")
    row(sheet, "訪問件数", 2, Q1="3", Q2="4", FY="8")
    assert texts(sheet.checked().flagged) == ["3", "4", "8"]


def test_a_stock_that_ends_in_the_last_quarter_is_no_failing_sum():
    sheet = Sheet()
    row(sheet, "登録事業所数", Q1="912", Q2="925", YTD="925")
    assert sheet.checked().flagged == []


@pytest.mark.parametrize(("whole", "flagged"), [("96.3", []), ("97.8", ["96.1", "96.9", "97.8"])])
def test_a_rate_of_the_half_year_lies_between_those_of_its_quarters(whole, flagged):
    sheet = Sheet()
    row(sheet, "郵送化率", Q1="96.1", Q2="96.9", H1=whole)
    for fact in sheet.facts:
        fact["unit"] = "%"
    assert texts(sheet.checked().flagged) == flagged


MONTHS = ["10", "12", "9", "11", "14", "8"]


def half(text, basis="monthly", months=MONTHS):
    """A month row with a column of the half year beside it."""
    sheet = Sheet()
    first = sheet.months("相談件数", months, basis=basis)[0]
    fact = sheet.period("相談件数", "H1", text, table="1.0", row=1, col=13)
    fact.update(series_id=first["series_id"], page=1, source_ref=fact["source_ref"].replace('"page":5', '"page":1'))
    sheet.checked()
    return sheet, fact


def test_a_half_year_among_months_adds_them_up():
    sheet, fact = half("64")
    assert sheet.flagged == [] and results(fact, "months_period") == [True]


def test_one_that_does_not_is_flagged_with_its_months():
    sheet, fact = half("46")
    assert fact in sheet.flagged and len(sheet.flagged) == 7
    assert "add up to 64" in fact["review_reason"]


def test_a_running_row_ends_in_its_half_year():
    sheet, fact = half("64", "cumulative", ["10", "22", "31", "42", "56", "64"])
    assert sheet.flagged == [] and results(fact, "months_period") == [True]
