"""Figures that cannot be what they are read as."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.certainty.sheet import Sheet, results, texts


@pytest.mark.parametrize("text", ["100.1%", "△0.5%", "2,974%"])
def test_a_share_outside_0_to_100_is_flagged(text):
    sheet = Sheet()
    sheet.months("受診率", ["40.0%", text, "42.0%"], unit="%", basis=None)
    assert texts(sheet.checked().flagged) == [text]


@pytest.mark.parametrize(
    ("measure", "text"), [("受診率", "0%"), ("受診率", "100%"), ("前年比", "117.3%"), ("増減率", "△8.1%")]
)
def test_the_bounds_themselves_and_comparisons_are_believed(measure, text):
    sheet = Sheet()
    sheet.months(measure, ["40.0%", text, "42.0%"], unit="%", basis=None)
    assert sheet.checked().flagged == []


def test_a_number_far_out_is_no_percentage_even_of_attainment():
    sheet = Sheet()
    sheet.months("達成率", ["98%", "4,437%"], unit="%", basis=None)
    assert texts(sheet.checked().flagged) == ["4,437%"]


def test_other_units_have_no_range():
    sheet = Sheet()
    sheet.months("支給額", ["4,186", "△12"], unit="円", basis=None)
    assert sheet.checked().flagged == []


HOURS = ["3:05", "2:13", "2:15", "2:57", "2:13", "3.46", "4.48", "3:10", "3:44", "3:50", "3:59", "3:49"]


def test_hours_printed_with_a_dot_are_flagged_with_what_they_would_read():
    sheet = Sheet()
    sheet.months("超過勤務時間", HOURS, "3:19", unit="min")
    sheet.checked()
    assert texts(sheet.flagged) == ["3.46", "4.48"]
    assert "printed with '.' in a row of h:mm; it would read 3:46" in sheet.flagged[0]["review_reason"]
    assert results(sheet.facts[0], "months_mean") == [True]


def test_a_row_of_decimals_is_not_one_of_hours():
    sheet = Sheet()
    sheet.months("平均所要日数", ["3.46", "4.48", "3.10"], unit="日")
    assert sheet.checked().flagged == []


def test_a_fact_that_lacks_columns_is_checked_all_the_same():
    sheet = Sheet()
    row = sheet.actual("generic_use_rate", "81.5", None)
    del row["unit"], row["scope"]
    assert sheet.checked().facts[0]["unit"] is None


def test_a_figure_far_off_in_a_steady_row_may_be_of_another_column():
    sheet = Sheet()
    sheet.months("広報誌", ["1,900", "20,400", "20,600"], unit="部")
    assert texts(sheet.checked().flagged) == ["1,900"]
    assert "another column" in sheet.flagged[0]["review_reason"]


@pytest.mark.parametrize(
    "figures", [["7", "11", "240"], ["20,400", "20,600"], ["0", "0", "12"], ["18,000", "20,400", "60,000"]]
)
def test_rows_that_move_or_are_short_have_no_strays(figures):
    sheet = Sheet()
    sheet.months("新規件数", figures, unit="件")
    assert sheet.checked().flagged == []


def test_a_sum_clears_a_figure_far_off():
    sheet = Sheet()
    sheet.months(
        "部数", ["100", "100", "100", "100", "100", "100", "100", "100", "100", "100", "100", "900"], "2,000", unit="部"
    )
    assert sheet.checked().flagged == []


@pytest.mark.parametrize(
    "texts_", [["812", "1,930", "1,204", "950", "12", "1,300"], ["0.71", "0.66", "68", "0.7", "0.9"]]
)
def test_a_figure_far_beyond_the_others_of_a_loose_row_is_flagged(texts_):
    sheet = Sheet()
    sheet.months("相談件数", texts_, basis=None)
    assert texts(sheet.checked().flagged) == [min(texts_, key=len)]


@pytest.mark.parametrize("texts_", [["5", "6", "1", "6", "5"], ["20", "900", "40", "7,000", "3"]])
def test_small_counts_and_rows_without_any_order_of_size_say_nothing(texts_):
    sheet = Sheet()
    sheet.months("相談件数", texts_, basis=None)
    assert sheet.checked().flagged == []


def test_a_figure_that_lost_its_percent_sign_stands_out_of_its_row():
    sheet = Sheet()
    rows = sheet.months("郵送化率", ["95.1%", "96.2%", "95.8"], unit="%")
    rows[2]["unit"] = None
    assert sheet.checked().flagged == [rows[2]] and "row of percentages" in rows[2]["review_reason"]


def test_people_come_whole_and_averages_need_not():
    sheet = Sheet()
    for number, (measure, text) in enumerate((("受診者数", "12.5"), ("1人当たり件数", "12.5"))):
        sheet.months(measure, {5: text}, unit="件", table=f"{number}.0")
    assert [row["measure_ja"] for row in sheet.checked().flagged] == ["受診者数"]


@pytest.mark.parametrize(("name", "unit"), [("査定率", "円"), ("加入割合(累計)", "件"), ("離職率", "人")])
def test_money_and_counts_are_no_rates(name, unit):
    sheet = Sheet()
    sheet.months(name, {5: "5,462"}, unit=unit)
    sheet.months("査定額", {5: "7,310"}, unit="円", table="1.0")
    flagged = sheet.checked().flagged
    assert [row["measure_ja"] for row in flagged if "is no rate" in row["review_reason"]] == [name]


@pytest.mark.parametrize(("year", "doubted"), [(2022, False), (2023, True), (2021, True)])
def test_the_month_of_a_result_lies_in_its_fiscal_year(year, doubted):
    sheet = Sheet()
    row = sheet.actual("card_recovery_rate", "88.8", date(2023, 1, 1), year=year)
    assert (row in sheet.checked().flagged) is doubted


def test_a_triangle_that_was_read_as_plus_is_flagged():
    sheet = Sheet()
    rows = sheet.months("増減", ["△13", "△4"])
    rows[0]["value"] = 13.0
    assert sheet.checked().flagged == [rows[0]]
