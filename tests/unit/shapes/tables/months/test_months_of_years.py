"""Months of several years in one column, and what stands beside them."""

from __future__ import annotations

from tests.unit.build import brief, paragraph, table, titled

TITLE = "令和6年度第3四半期 大分支部事業報告"
MONTHS = ["令和5年12月", "令和6年1月", "2月", "3月", *(f"{m}月" for m in range(4, 13))]


def test_months_go_on_below_years_and_past_a_half_of_one() -> None:
    rows = [["年度・年月", "件数"], ["令和4年度", "340"], ["令和5年度", "350"]]
    for i, month in enumerate(MONTHS):
        rows.append([month, str(20 + i)])
        if month == "9月":
            rows.append(["令和6年度上半期", "159"])
    out = titled(paragraph("返納金債権の発生"), table(rows), title=TITLE)
    months = [month for month, _ in brief(out.of("monthly_actual"), "month", "value")]
    assert months == ["2023-12", *(f"2024-{m:02}" for m in range(1, 13))]
    assert brief(out.of("period_figure"), "fiscal_year", "period", "value") == [
        (2022, "FY", 340.0),
        (2023, "FY", 350.0),
        (2024, "H1", 159.0),
    ]


def test_ranks_by_month_are_of_the_kpi_that_heads_them() -> None:
    rate, amount = "協会のレセプト点検の査定率(累計)(%)", "再審査レセプト1件当たりの査定額(累計)(円)"
    heads = [["月", rate, None, None, amount, None, None], [None, *["大分支部", "全国平均", "全国順位"] * 2]]
    body = [[f"{m}月", "0.12", "0.13", f"{20 + m}位", "5,600", "7,000", f"{30 + m}位"] for m in (4, 5, 6)]
    grid = table([*heads, *body], spans={(0, 0): (2, 1), (0, 1): (1, 3), (0, 4): (1, 3)})
    out = titled(grid, title=TITLE)
    assert brief(out.of("kpi_rank"), "kpi_code", "as_of", "rank")[:3] == [
        ("receipt_assessment_rate", "2024-04", 24),
        ("reassessment_amount_per_receipt", "2024-04", 34),
        ("receipt_assessment_rate", "2024-05", 25),
    ]
    assert {row["scope"] for row in out.of("kpi_actual")} == {"national_average"}


def test_what_only_compares_goes_by_the_title_and_a_target_below_is_of_it() -> None:
    heads = [["月", "令和6年度", None, "前年同月末累計", "前年同月末との差"], [None, "新規宣言数", "累計", None, None]]
    body = [[f"{m}月", "4", str(900 + m), str(800 + m), "100"] for m in (4, 5, 6)]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1), (0, 4): (2, 1), (5, 1): (1, 4)}
    rows = [*heads, *body, ["年度目標", "960事業所以上", None, None, None]]
    out = titled(paragraph("表2 健康宣言事業所数"), table(rows, spans=spans), title=TITLE)
    found = {(row["measure_ja"], row["basis"]) for row in out.of("monthly_actual") if row["value"] == 100}
    assert found == {("健康宣言事業所数 前年同月末との差", "cumulative")}
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("health_declaration_workplaces", 960.0)]


def test_what_only_compares_is_in_doubt_without_a_title() -> None:
    rows = [["月", "令和6年度", "前年差"], *([f"{m}月", "10", "2"] for m in (4, 5, 6))]
    out = titled(table(rows), title=TITLE)
    states = {row["review_state"] for row in out.of("monthly_actual") if row["value"] == 2}
    assert states == {"flagged"}
