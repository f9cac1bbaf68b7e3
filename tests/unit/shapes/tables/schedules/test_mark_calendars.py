"""Calendars of marks: months down, activities across; and marks of grids that nobody understood."""

from __future__ import annotations

from extract.document import Line, Place
from extract.shapes.tables.schedules.mark_calendars import mark_calendar, reject_loose_marks
from tests.unit.build import brief, paragraph, recorder, table, titled

CALENDAR = [
    ["月", "出前講座", "", "広報誌"],
    *([f"{month}月", "●" if month in (5, 8) else "", "", "○予定" if month == 9 else "●"] for month in range(4, 10)),
]


def test_marks_are_of_the_activity_over_them_and_the_month_beside_them() -> None:
    out = titled(table(CALENDAR, boxed=True))
    marks = brief(out.of("schedule_mark"), "activity_ja", "month", "mark", "review_state")
    assert len(marks) == 8
    assert ("出前講座", "2022-08", "●", "ok") in marks
    assert ("広報誌", "2022-09", "○予定", "ok") in marks


def test_marks_of_other_shapes_are_marks_and_pointed_ones_beside_them() -> None:
    rows = [["月", "審査", "案内"], ["4月", "●", "△"], ["5月", "●", "◇"], ["6月", "", "□"], ["7月", "◆", ""]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部行動計画")
    found = brief(out.of("schedule_mark"), "month", "mark")
    assert found == [("2022-04", "●"), ("2022-04", "△"), ("2022-05", "●"), ("2022-05", "◇"), ("2022-06", "□"),
                     ("2022-07", "◆")]  # fmt: skip
    judged = [["月", "審査", "案内"], ["4月", "○", "△"], ["5月", "○", "○"], ["6月", "△", "○"]]
    assert mark_calendar(table(judged)) is None


def test_a_calendar_below_another_table_gives_its_rows_back_and_has_its_own_year() -> None:
    above = [["区分", "令和3年度", "", "令和4年度"], ["面談", "310", "", "295"]]
    title = ["3 取組の暦", "（令和5年度）", "", ""]
    out = titled(table([*above, title, ["", "", "", ""], *CALENDAR], boxed=True))
    assert {row["fiscal_year"] for row in out.of("schedule_mark")} == {2023}
    assert sorted(brief(out.of("period_figure"), "fiscal_year", "value")) == [(2021, 310), (2022, 295)]


def test_a_mark_under_no_activity_is_in_doubt() -> None:
    rows = [*CALENDAR[:-1], ["9月", "", "●", ""]]
    states = brief(titled(table(rows, boxed=True)).of("schedule_mark"), "activity_ja", "review_state")
    assert states.count(("", "flagged")) == 1
    assert states.count(("広報誌", "ok")) == 5


def test_months_of_figures_and_months_out_of_turn_are_no_calendar() -> None:
    figures = [CALENDAR[0], *([*row[:3], "12"] for row in CALENDAR[1:])]
    assert mark_calendar(table(figures)) is None
    assert mark_calendar(table([CALENDAR[0], *reversed(CALENDAR[1:])])) is None
    assert mark_calendar(table(CALENDAR[1:])) is None


def test_marks_under_headings_that_were_not_understood_are_rejected() -> None:
    rows = [["取組", "はじめ", "なか", "おわり"], ["講座", "●", "", "●発送"], ["広報", "", "●", ""]]
    out = titled(table(rows, boxed=True))
    assert not out.of("schedule_mark")
    assert sorted(row["extracted_text"] for row in out.of("reject")) == ["●", "●", "●発送"]


def test_marks_behind_names_in_running_lines_are_rejected() -> None:
    def line(*texts: str) -> Line:
        places = (Place(1, (80.0 * i, 0.0, 80.0 * i + 10, len(texts[0]))) for i in range(len(texts)))
        return Line("\t".join(texts), Place(1), pieces=tuple(map(Line, texts, places)))

    out = recorder()
    reject_loose_marks([line("出前講座", "●", "●"), line("広報誌", "●"), line("31.2%", "→", "30.1%")], out)
    assert [row["extracted_text"] for row in out.of("reject")] == ["●", "●", "●"]
    headings = recorder()
    reject_loose_marks([line("●", "被保険者"), line("●", "被扶養者"), line("●", "事業主")], headings)
    assert headings.of("reject") == []


def test_years_beside_months_and_numbers_of_activities() -> None:
    months = [("令和4年", 11), (None, 12), ("令和5年", 1), (None, 2)]
    rows = [
        ["時期", None, "①出前講座", "②広報誌"],
        *[[year, f"{m}月", "●", "準備" if m == 1 else "◎"] for year, m in months],
    ]
    grid = table(rows, spans={(0, 0): (1, 2), (1, 0): (2, 1), (3, 0): (2, 1)}, boxed=True)
    marks = brief(titled(grid).of("schedule_mark"), "item_no", "activity_ja", "month", "mark")
    assert len(marks) == 8
    assert ("②", "広報誌", "2023-01", "準備") in marks


def test_a_mark_of_a_quarter_is_one_of_each_of_its_months_in_doubt() -> None:
    rows = [["時期", "講座", "広報"], *[[f"第{q}四半期", "●", "●" if q == 2 else ""] for q in (1, 2, 3, 4)]]
    marks = brief(titled(table(rows, boxed=True)).of("schedule_mark"), "activity_ja", "month", "review_state")
    assert [mark for mark in marks if mark[0] == "広報"] == [("広報", f"2022-0{m}", "flagged") for m in (7, 8, 9)]


def test_symbols_of_the_legend_may_judge_the_month_and_are_rejected() -> None:
    legend = paragraph("◎：計画を上回る ○：計画どおり △：計画を下回る")
    rows = [["月", "講座", "広報"], *[[f"{m}月", "○", "◎"] for m in range(4, 10)]]
    out = titled(legend, table(rows, boxed=True))
    assert not out.of("schedule_mark")
    assert len(out.of("reject")) == 12


def test_short_words_below_months_are_work_where_the_title_says_that_it_is_planned() -> None:
    words = {4: ("発送", ""), 6: ("会議", "勧奨"), 7: ("発送", ""), 8: ("", "勧奨")}
    rows = [["月", "健診", "重症化予防"], *([f"{month}月", *words.get(month, ("", ""))] for month in range(4, 10))]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部 年間スケジュール")
    assert ("会議", "2022-06", "flagged") in brief(out.of("schedule_mark"), "activity_ja", "month", "review_state")
    assert not titled(table(rows, boxed=True), title="令和4年度 大分支部 事業報告").of("schedule_mark")
