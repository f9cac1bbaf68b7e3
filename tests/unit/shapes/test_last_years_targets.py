"""Targets to reach last year's figure, which their brackets print."""

from __future__ import annotations

from tests.unit.build import brief, table, titled


def test_the_figure_in_brackets_is_the_one_to_reach_also_without_its_unit() -> None:
    rows = [["月", "保険証回収率(%)"], *([f"{month}月", "90.1"] for month in (*range(4, 13), 1, 2, 3))]
    rows.append(["KPI目標", "対前年度\n(89.13)以上"])
    out = titled(table(rows, boxed=True), title="令和5年度 大分支部業務統計年報")
    aims = brief(out.of("kpi_target"), "kpi_code", "fiscal_year", "comparator", "target_value", "unit")
    assert aims == [("card_recovery_rate", 2023, "prior_year_or_more", 89.13, "%")]
