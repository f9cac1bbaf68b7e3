"""Rows of targets among months that run down."""

from __future__ import annotations

from tests.unit.build import brief, table, titled

HEADS = ["年月", "現金給付等の申請に係る郵送化率", "生活習慣病予防健診実施率"]
UNITS = ["", "%・単月", "%・累計"]
MONTHS = [["令和4年4月", "94.1", "3.2"], ["5月", "94.4", "7.9"], ["6月", "94.0", "15.1"]]


def test_a_row_of_targets_stays_one_where_last_years_month_stands_below_the_months() -> None:
    rows = [HEADS, UNITS, ["令和4年度目標", "95.2以上", "61.4以上"], *MONTHS, ["令和3年6月", "92.8", "14.3"]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部KPI進捗管理表(第1四半期)")
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [
        ("mail_application_rate", 95.2),
        ("lifestyle_checkup_rate", 61.4),
    ]
    months = brief(out.of("monthly_actual"), "month", "kpi_code", "basis", "value")
    assert ("2022-04", "mail_application_rate", "monthly", 94.1) in months
    assert ("2021-06", "mail_application_rate", "monthly", 92.8) in months


def test_a_target_among_the_headings_of_a_count_is_no_part_of_its_name_unseen() -> None:
    rows = [["", "訪問した薬局の割合"], ["目安", "96.8以上"], ["4月", "91.2"], ["5月", "92.0"], ["6月", "92.4"]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部業務統計")
    assert brief(out.of("monthly_actual"), "value", "review_state") == [
        (91.2, "flagged"),
        (92.0, "flagged"),
        (92.4, "flagged"),
    ]
