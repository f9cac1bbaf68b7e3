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


def test_months_beside_their_quarter_say_when_the_work_is_done() -> None:
    rows = [
        ["月", None, "総務", "審査"],
        ["第\n1\n四\n半\n期", "4月", "・広報計画の作成", "・審査研修の開催"],
        [None, "5月", "・会報の発行", ""],
        [None, "6月", "・評議会の準備", "・点検の研究会"],
        ["第\n2\n四\n半\n期", "7月", "・評議会の開催", ""],
        [None, "8月", "・委員への案内", "・債権の催告"],
        [None, "9月", "・予算の要求", "・点検の集計"],
    ]
    spans = {(0, 0): (1, 2), (1, 0): (3, 1), (4, 0): (3, 1)}
    out = titled(table(rows, spans=spans, boxed=True), title="令和5年度 大分支部 年間業務予定表")
    marks = brief(out.of("schedule_mark"), "month", "activity_ja")
    assert len(marks) == 10
    assert ("2023-04", "審査研修の開催") in marks
    assert ("2023-08", "債権の催告") in marks
    assert not [row for row in out.of("schedule_mark") if row["review_state"] == "flagged"]
