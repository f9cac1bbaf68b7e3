"""Calendars of work in words: months down, what is done in each beside them."""

from __future__ import annotations

from tests.unit.build import brief, table, titled


def test_a_ditto_mark_says_that_the_work_above_goes_on() -> None:
    rows = [
        ["月", "健診", "債権"],
        ["4月", "受診券の発送", "催告状の送付"],
        ["5月", "集団健診の開催", "〃"],
        ["6月", "〃", "弁護士名の催告"],
    ]
    out = titled(table(rows, boxed=True), title="令和5年度 大分支部 年間スケジュール")
    marks = sorted(brief(out.of("schedule_mark"), "month", "activity_ja", "extracted_text"))
    assert marks == [
        ("2023-04", "催告状の送付", "催告状の送付"),
        ("2023-04", "受診券の発送", "受診券の発送"),
        ("2023-05", "催告状の送付", "〃"),
        ("2023-05", "集団健診の開催", "集団健診の開催"),
        ("2023-06", "弁護士名の催告", "弁護士名の催告"),
        ("2023-06", "集団健診の開催", "〃"),
    ]
