"""Targets to reach last year's figure, which their brackets print."""

from __future__ import annotations

from tests.unit.build import brief, paragraph, table, titled


def test_the_figure_in_brackets_is_the_one_to_reach_also_without_its_unit() -> None:
    rows = [["月", "保険証回収率(%)"], *([f"{month}月", "90.1"] for month in (*range(4, 13), 1, 2, 3))]
    rows.append(["KPI目標", "対前年度\n(89.13)以上"])
    out = titled(table(rows, boxed=True), title="令和5年度 大分支部業務統計年報")
    aims = brief(out.of("kpi_target"), "kpi_code", "fiscal_year", "comparator", "target_value", "unit")
    assert aims == [("card_recovery_rate", 2023, "prior_year_or_more", 89.13, "%")]


def test_a_figure_of_an_earlier_year_that_only_a_label_calls_a_kpi_is_in_doubt() -> None:
    text = "【KPI】生活習慣病予防健診実施率 令和6年度 53.1%"
    out = titled(paragraph(text), title="令和7年度 大分支部事業の進捗状況(令和7年9月末現在)")
    assert [row["review_state"] for row in out.of("kpi_target")] == ["flagged"]
