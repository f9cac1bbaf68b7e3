"""Figures that stand elsewhere than their month, year or name says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.certainty.sheet import HEADER, Sheet, texts

ROW = [str(number) for number in range(101, 113)]
PROGRESS = replace(HEADER, report_kind="progress", period="H1", as_of=date(2030, 9, 1))


def moved(rows):
    """Figures read under the month after the one that their column prints."""
    months = [row["month"] for row in rows]
    for row, month in zip(rows, [*months[1:], months[0]], strict=True):
        row["month"] = month


def test_a_row_rotated_against_its_table_is_flagged():
    sheet = Sheet()
    sheet.months("甲", ROW)
    sheet.months("乙", ["5"] * 12)
    rows = sheet.months("丙", ROW[::-1])
    moved(rows)
    assert sheet.checked().flagged == rows


def test_a_row_one_column_off_is_flagged_though_its_months_follow_one_another():
    sheet = Sheet()
    sheet.months("甲", ROW)
    sheet.months("乙", ["5"] * 12)
    rows = sheet.months("丙", ROW[:11])
    for row in rows:
        row["month"] = row["month"].replace(month=row["month"].month % 12 + 1)
        row["month"] = row["month"].replace(year=2031 if row["month"].month < 4 else 2030)
    sheet.checked()
    assert sheet.flagged == rows and "stands elsewhere than that month does" in rows[0]["review_reason"]


def test_a_whole_table_rotated_is_flagged_by_the_order_of_its_months():
    sheet = Sheet()
    for name in ("甲", "乙"):
        moved(sheet.months(name, ROW))
    assert len(sheet.checked().flagged) == 24
    assert "do not follow one another" in sheet.flagged[0]["review_reason"]


def test_a_table_in_halves_uses_its_columns_twice():
    sheet = Sheet()
    upper = sheet.months("甲", ROW[:6])
    lower = sheet.months("甲", {10: "1", 11: "2", 12: "3", 1: "4", 2: "5", 3: "6"})
    for first, second in zip(upper, lower, strict=True):
        second["source_ref"] = first["source_ref"].replace('"row":1', '"row":5')
    assert sheet.checked().flagged == []


def test_months_that_the_report_has_not_reached_flag_their_whole_row():
    sheet = Sheet()
    rows = sheet.months("相談件数", ROW)
    sheet.months("相談件数", ROW[::-1], year=2029)
    sheet.checked(PROGRESS)
    assert sheet.flagged == rows and "is later than 2030-09" in rows[0]["review_reason"]


def test_a_month_or_two_more_may_be_known():
    sheet = Sheet()
    sheet.months("相談件数", ROW[:8])
    assert sheet.checked(PROGRESS).flagged == []


@pytest.mark.parametrize(("measure", "flagged"), [("回収件数", ["4", "7"]), ("回収 計画件数", [])])
def test_a_quarter_to_come_is_no_result_but_may_be_a_plan(measure, flagged):
    sheet = Sheet()
    for col, (period, text) in enumerate((("Q2", "4"), ("Q3", "7"))):
        sheet.period(measure, period, text, col=col)
    assert texts(sheet.checked(PROGRESS).flagged) == flagged


def test_a_plan_knows_no_result_of_its_year():
    sheet = Sheet()
    sheet.actual("generic_use_rate", "81.0", date(2030, 9, 1))
    sheet.actual("generic_use_rate", "80.5", date(2029, 9, 1), year=2029)
    sheet.checked(replace(HEADER, report_kind="plan"))
    assert texts(sheet.flagged) == ["81.0%"]


def test_one_row_read_for_two_years_is_flagged():
    sheet = Sheet()
    for year in (2029, 2030):
        sheet.months("相談件数", ROW, year=year)
    assert len(sheet.checked().flagged) == 24 and len(sheet.conflicts) == 1


def test_years_that_are_alike_because_nothing_changes_are_not():
    sheet = Sheet()
    for year in (2029, 2030):
        sheet.months("発行部数", ["2,200"] * 12, year=year)
    assert sheet.checked().flagged == []
