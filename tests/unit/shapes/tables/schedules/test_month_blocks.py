"""Activities and figures month by month; wording and figures are our own."""

from __future__ import annotations

from extract.document import Table
from extract.recorder import Recorder
from extract.shapes.tables.schedules.month_blocks import month_blocks
from tests.unit.build import brief, table, titled


def _report(*rows: tuple[str, str], title: str = "令和4年度 大分支部 活動報告") -> Recorder:
    return titled(_table(*rows), title=title)


def _table(*rows: tuple[str, str]) -> Table:
    return table(list(rows), boxed=True, xs=[0.0, 60.0, 400.0])


def _month(month: str, visits: int, calls: int) -> list[tuple[str, str]]:
    return [(month, "・出前講座を開催した。\n・案内を送付した。"), ("", f"来訪者:{visits}人 電話相談:{calls}件")]


YEAR = [_month(f"{(3 + i) % 12 + 1}月", 1200 + i, 310 - i) for i in range(12)]


def test_a_line_of_figures_is_of_the_month_beside_it_and_the_last_of_the_year() -> None:
    rows = [row for month in YEAR for row in month]
    out = _report(*rows, ("年間計", f"来訪者:{sum(range(1200, 1212)):,}人 電話相談:{sum(range(299, 311)):,}件"))
    figures = brief(out.of("monthly_actual"), "month", "measure_ja", "value", "unit", "review_state")
    assert len(figures) == 24
    assert figures[:2] == [("2022-04", "来訪者", 1200, "人", "ok"), ("2022-04", "電話相談", 310, "件", "ok")]
    assert figures[-1] == ("2023-03", "電話相談", 299, "件", "ok")
    assert brief(out.of("period_figure"), "measure_ja", "period", "value") == [
        ("来訪者", "FY", 14466),
        ("電話相談", "FY", 3654),
    ]


def test_what_was_done_is_a_doubtful_mark_of_its_month() -> None:
    out = _report(*(row for month in YEAR[:4] for row in month))
    marks = brief(out.of("schedule_mark"), "month", "activity_ja", "review_state")
    assert marks[:2] == [("2022-04", "出前講座を開催した。", "flagged"), ("2022-04", "案内を送付した。", "flagged")]
    assert len(marks) == 8


def test_figures_may_stand_below_sentences_in_one_cell_under_headings() -> None:
    rows = [("月", "主な活動")]
    rows += [(f"{4 + i}月", f"・講座を開催した。\n来訪者 {30 + i}人 電話相談 {9 - i}件") for i in range(3)]
    figures = brief(_report(*rows).of("monthly_actual"), "month", "measure_ja", "value")
    assert figures[:2] == [("2022-04", "来訪者", 30), ("2022-04", "電話相談", 9)]
    assert len(figures) == 6


def test_a_name_that_few_months_print_is_figure_only_beside_a_usual_one() -> None:
    rows = [row for month in YEAR[:4] for row in month]
    rows[3] = ("", rows[3][1] + " 研修参加者:45人")
    rows[4] = (rows[4][0], "・説明会3回")
    figures = brief(_report(*rows).of("monthly_actual"), "month", "measure_ja", "value")
    assert ("2022-05", "研修参加者", 45) in figures
    assert not any("説明会" in str(name) for _, name, _ in figures)


def test_no_blocks_where_months_do_not_follow_or_labels_are_others() -> None:
    rows = [row for month in YEAR[:4] for row in month]
    assert month_blocks(_table(*rows), 2022) is not None
    assert month_blocks(_table(*rows[:2], *rows[4:]), 2022) is None
    assert month_blocks(_table(*rows, ("備考", "暫定値である。")), 2022) is None
    assert month_blocks(_table(*rows[:4]), 2022) is None
    bracketed = [(label, text.replace("件", "件(前年同月 200件)")) for label, text in rows]
    assert month_blocks(_table(*bracketed), 2022) is None


def test_figures_of_a_plan_are_no_results() -> None:
    out = _report(*(row for month in YEAR for row in month), title="令和4年度 大分支部事業計画")
    assert not out.of("monthly_actual")


def test_a_row_of_months_with_one_row_below_is_no_evaluation_sheet() -> None:
    months = ["4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月", "計"]
    rows = [["令和4年度", *months], ["郵送化率", *[f"{90 + i / 2:.1f}%" for i in range(12)], "92.8%"]]
    out = titled(table(rows, boxed=True), title="令和5年度 大分支部事業計画 実施結果")
    assert len(out.of("monthly_actual")) == 12
