"""Results in rows of their own beside a name, each with its label, and what stands around them in such tables."""

from __future__ import annotations

from tests.unit.build import brief, paragraph, table, titled

_HEADS = ["取組内容", "評価", "指標", "R6目標", "結果", "主な活動量（R6年度）"]
_NATION = "全国 56.2%"
_ROWS = [
    _HEADS,
    ["①健診の受診率向上", None, "生活習慣病予防健診実施率", "60.0%以上", "R5年度 57.1%", "勧奨はがき 1,240件"],
    ["・未受診者に勧奨のはがきを送付する", "○", None, None, "R6年度 58.4%", ""],
    ["・健診機関と協議する", "△", None, None, _NATION, ""],
    ["②申請の郵送化", None, "現金給付等の申請に係る郵送化率", "96.0%以上", "R5年度 95.4%", "窓口案内 311件"],
    ["・窓口で郵送を案内する", "○", None, None, "R6年度 95.8%", ""],
    ["・申請書を送付する", "○", None, None, "順位 12位", ""],
]
_SPANS = {(1, 0): (1, 2), (4, 0): (1, 2), (1, 2): (3, 1), (1, 3): (3, 1), (4, 2): (3, 1), (4, 3): (3, 1)}
_TITLE = "令和6年度 大分支部事業報告"


def test_each_is_of_the_time_and_the_body_that_its_label_says() -> None:
    out = titled(table(_ROWS, spans=_SPANS, boxed=True), title=_TITLE)
    assert set(brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "scope", "value")) == {
        ("lifestyle_checkup_rate", 2023, "branch", 57.1),
        ("lifestyle_checkup_rate", 2024, "branch", 58.4),
        ("lifestyle_checkup_rate", 2024, "national_average", 56.2),
        ("mail_application_rate", 2023, "branch", 95.4),
        ("mail_application_rate", 2024, "branch", 95.8),
    }
    assert brief(out.of("kpi_rank"), "kpi_code", "rank", "fiscal_year") == [("mail_application_rate", 12, 2024)]


def test_labels_that_do_not_begin_anew_with_the_names_join_nothing() -> None:
    rows = [[*row[:4], "全国 56.2%" if r == 1 else row[4], row[5]] if r else row for r, row in enumerate(_ROWS)]
    rows[4] = [*rows[4][:2], None, None, *rows[4][4:]]
    spans = {at: span for at, span in _SPANS.items() if at not in ((4, 2), (4, 3))}
    out = titled(table(rows, spans={**spans, (1, 2): (6, 1), (1, 3): (6, 1)}, boxed=True), title=_TITLE)
    assert not out.of("kpi_rank")


def test_a_count_that_names_itself_is_no_result_of_the_kpi_beside_it() -> None:
    out = titled(table(_ROWS, spans=_SPANS, boxed=True), title=_TITLE)
    found = brief(out.of("period_figure"), "measure_ja", "fiscal_year", "period", "value", "unit")
    assert found == [("勧奨はがき", 2024, "FY", 1240, "件"), ("窓口案内", 2024, "FY", 311, "件")]


def test_a_marked_line_over_the_work_and_its_statuses_is_their_title() -> None:
    out = titled(table(_ROWS, spans=_SPANS, boxed=True), title=_TITLE)
    assert "健診の受診率向上" not in [item for (item,) in brief(out.of("plan_item"), "item_ja")]
    assert len(out.of("plan_status")) == 4


def test_what_marks_mean_beside_a_title_is_no_part_of_it() -> None:
    title = "令和6年度 大分支部 事業計画・実績評価一覧\t評価：◎計画を大幅に上回る ○計画通り △計画を下回る"
    row = titled(paragraph("本文"), title=title).of("report")[0]
    assert (row["title"], row["report_kind"]) == ("令和6年度 大分支部 事業計画・実績評価一覧", "results")
    assert row["review_state"] == "ok"
