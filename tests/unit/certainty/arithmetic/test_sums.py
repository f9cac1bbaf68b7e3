"""合計 rows and quarters."""

from __future__ import annotations

from tests.unit.certainty.sheet import Sheet, results, texts

A = ["10", "12", "9", "14", "8", "11", "10", "13", "9", "10", "12", "11"]
B = ["3", "2", "4", "1", "5", "3", "2", "4", "3", "1", "2", "6"]
SUM = ["13", "14", "13", "15", "13", "14", "12", "17", "12", "11", "14", "17"]


def table(a=A, b=B, total=SUM, totals=(None, None, None)):
    sheet = Sheet()
    sheet.months("達成率", ["100%"] * 12, unit="%")
    sheet.months("一時金", a, totals[0])
    sheet.months("埋葬料", b, totals[1])
    sheet.months("給付 合計", total, totals[2])
    return sheet.checked()


def test_a_sum_row_is_the_sum_of_the_counts_above_it():
    sheet = table()
    assert sheet.flagged == []
    assert all(results(row, "sum_row") == [True] for row in sheet.facts[12:])


def test_a_sum_that_fails_in_one_month_flags_that_column():
    sheet = table(total=[*SUM[:4], "31", *SUM[5:]])
    assert texts(sheet.flagged) == ["8", "5", "31"]
    assert "add up to 13, but 給付 合計" in sheet.flagged[0]["review_reason"]


def test_a_wrong_cell_is_found_where_its_row_and_its_column_meet():
    sheet = table(a=[*A[:3], "41", *A[4:]], totals=("129", "36", "165"))
    assert texts(sheet.flagged) == ["41"]
    assert "months of 一時金" in sheet.flagged[0]["review_reason"]
    assert "rows above" in sheet.flagged[0]["review_reason"]


def test_a_wrong_total_is_found_by_the_totals_above_it_when_the_year_is_printed_in_part():
    half = {10: "10", 11: "13", 12: "9", 1: "10", 2: "12", 3: "11"}
    other = {10: "2", 11: "4", 12: "3", 1: "1", 2: "2", 3: "6"}
    both = {10: "12", 11: "17", 12: "12", 1: "11", 2: "14", 3: "17"}
    sheet = table(half, other, both, totals=("139", "36", "165"))
    assert texts(sheet.flagged) == ["139", "36", "165"] and len(sheet.conflicts) == 1


def test_rows_that_do_not_add_up_anyway_say_nothing():
    sheet = table(total=[str(int(text) * 2) for text in SUM])
    assert sheet.flagged == [] and results(sheet.facts[-1], "sum_row") == []
