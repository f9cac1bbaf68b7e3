"""Months against the total or average beside them, and the blank month they leave."""

from __future__ import annotations

from datetime import date

import pytest

from extract.certainty.arithmetic import totals
from extract.certainty.arithmetic.series import all_series
from tests.unit.certainty.sheet import Sheet, results, texts

COUNTS = ["12", "7", "30", "5", "△4", "18", "25", "3", "9", "11", "2", "6"]  # 124


def test_months_that_add_up_to_the_total_are_all_noted_as_such():
    sheet = Sheet()
    rows = sheet.months("委嘱数", COUNTS, "124")
    sheet.checked()
    assert sheet.flagged == [] and sheet.conflicts == []
    assert all(results(row, "months_total") == [True] for row in rows)


def test_a_total_that_the_months_do_not_reach_flags_both_places_and_is_a_conflict():
    sheet = Sheet()
    rows = sheet.months("委嘱数", COUNTS, "142")
    sheet.checked()
    assert sheet.flagged == rows
    assert "add up to 124" in rows[0]["review_reason"] and "column 13) says 142" in rows[0]["review_reason"]
    (conflict,) = sheet.conflicts
    assert (conflict["left_value"], conflict["right_value"]) == ("142", "124 (sum of the months)")
    assert conflict["left_fact_id"] == rows[-1]["fact_id"]


def test_a_digit_slipped_by_one_place_is_named():
    sheet = Sheet()
    rows = sheet.months("申請件数", ["10", "11", "120", "11", "10", "13", "12", "10", "11", "12", "13", "10"], "135")
    sheet.checked()
    assert "it would fit if 2030-06" in rows[0]["review_reason"] and "were 12" in rows[0]["review_reason"]


@pytest.mark.parametrize(
    ("printed", "total"),
    [
        (COUNTS[6:], "124"),  # the first half of the year stands elsewhere, or nowhere
        ([None, *COUNTS[1:]], "130"),  # a blank month
        (["40", "41", "41", "42", "43", "43", "44", "45", "45", "46", "47", "48"], "44"),  # a stock with its average
        (
            ["40", "41", "41", "42", "43", "43", "44", "45", "45", "46", "47", "48"],
            "48",
        ),  # a stock that ends in its total
    ],
)
def test_a_total_that_need_not_be_the_sum_of_the_printed_months_raises_no_alarm(printed, total):
    sheet = Sheet()
    offset = 12 - len(printed)
    sheet.months(
        "登録数", dict(zip([4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3][offset:], printed, strict=True)), total, basis=None
    )
    sheet.checked()
    assert sheet.flagged == [] and sheet.conflicts == []


def test_half_a_year_counts_where_its_neighbours_show_that_totals_are_of_just_these_months():
    sheet = Sheet()
    for number in range(4):
        sheet.months(f"種別{number}", [str(number + month) for month in range(6)], str(6 * number + 15))
    rows = sheet.months("種別九", ["9"] * 6, "55")
    sheet.checked()
    assert sheet.flagged == rows


def test_a_total_so_far_is_the_sum_of_the_months_that_the_report_is_about():
    sheet = Sheet()
    sheet.months("申請件数", COUNTS[:6], "85")  # 68
    half = {id(row) for claim in totals.claims(all_series(sheet.out), date(2030, 9, 1)) for row in claim.members}
    assert half == {id(row) for kind in ("monthly_actual", "period_figure") for row in sheet.out.of(kind)}
    assert totals.claims(all_series(sheet.out), date(2030, 12, 1)) == []
    assert totals.claims(all_series(sheet.out)) == []


def test_a_row_that_goes_on_in_the_table_of_the_next_page_is_summed_over_both():
    sheet = Sheet()
    first = sheet.months("申請件数", COUNTS[:6], table="1.0")
    second = sheet.months("申請件数", {10: "25", 11: "3", 12: "9", 1: "11", 2: "2", 3: "6"}, "124", table="2.0", page=2)
    sheet.checked()
    assert all(results(row, "months_total") == [True] for row in [*first, *second])


def test_amounts_rounded_to_thousands_need_not_add_up_to_the_last_digit():
    sheet = Sheet()
    sheet.months("査定金額", ["100"] * 12, "1,203", unit="千円")
    sheet.checked()
    assert sheet.flagged == []


class TestRates:
    def test_a_plain_average_and_a_weighted_one_pass(self):
        sheet = Sheet()
        plain = sheet.months("所要日数", ["7.00", "8.00"] * 6, "7.50", unit="日")
        weighted = sheet.months("所要日数", ["7.00", "8.00"] * 6, "7.81", unit="日", table="2.0", page=2)
        sheet.checked()
        assert "average to it" in plain[0]["checks"][0]["detail"]
        assert "reach from below to above it" in weighted[0]["checks"][0]["detail"]
        assert sheet.flagged == []

    def test_shares_that_add_up_pass_even_beyond_a_hundred(self):
        sheet = Sheet()
        sheet.months("届出率", {11: "70.10%", 12: "30.00%", 1: "1.20%", 2: "0.90%", 3: "0.50%"}, "102.70%", unit="%")
        sheet.checked()
        assert sheet.flagged == []

    def test_an_average_outside_the_months_is_flagged(self):
        sheet = Sheet()
        rows = sheet.months("郵送化率", ["95.1%", "96.2%"] * 6, "69.5%", unit="%")
        sheet.checked()
        assert sheet.flagged == rows and len(sheet.conflicts) == 1

    def test_an_average_of_months_not_all_printed_is_not_judged(self):
        sheet = Sheet()
        sheet.months("郵送化率", ["95.1%", "96.2%"] * 3, "94.5%", unit="%")
        sheet.checked()
        assert sheet.flagged == [] and all(row["checks"] == [] for row in sheet.facts)

    def test_durations_average_in_minutes(self):
        sheet = Sheet()
        rows = sheet.months("超過勤務", ["2:10", "3:20"] * 6, "2:45", unit="min")
        sheet.checked()
        assert sheet.flagged == [] and results(rows[-1], "months_mean") == [True]


def test_a_month_printed_twice_in_one_row_is_left_alone():
    sheet = Sheet()
    rows = sheet.months("申請件数", ["1"] * 12, "12")
    rows[1]["month"] = rows[0]["month"]
    sheet.checked()
    assert sheet.flagged == [] and texts(sheet.facts)[-1] == "12"
