"""Columns of single months beside one another."""

from __future__ import annotations

from tests.unit.build import brief, paragraph, table, titled

TITLE = "令和5年度 大分支部事業報告（令和5年10月）"
COLUMNS = ["", "単位", "令和5年10月", "令和5年9月", "令和4年10月"]
ROWS = [["適用事業所数", "事業所", "1,486", "1,459", "1,233"], ["被保険者数", "人", "11,874", "11,603", "11,150"]]


def test_figures_of_each_months_end_are_of_that_month() -> None:
    out = titled(paragraph("加入状況"), paragraph("(各月末現在)"), table([COLUMNS, *ROWS]), title=TITLE)
    assert brief(out.of("monthly_actual"), "month", "value", "review_state")[:3] == [
        ("2023-10", 1486.0, "ok"),
        ("2023-09", 1459.0, "ok"),
        ("2022-10", 1233.0, "ok"),
    ]


def test_without_such_a_line_they_are_in_doubt() -> None:
    out = titled(paragraph("加入状況"), table([COLUMNS, *ROWS]), title=TITLE)
    rows = [*out.of("monthly_actual"), *out.of("period_figure")]
    assert len(rows) == 6
    assert {row["review_state"] for row in rows} == {"flagged"}


def test_what_a_month_is_compared_with_is_a_figure_of_its_own_month() -> None:
    heads = [["種別", "10月", None, "前年同月との比較", None], [None, "件数", "金額", "令和4年10月 件数", "増減"]]
    rows = [["傷病手当金", "127", "19,420", "168", "▲41"], ["出産手当金", "114", "84,163", "129", "▲15"]]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}
    out = titled(paragraph("現金給付"), table([*heads, *rows], spans=spans), title=TITLE)
    found = brief(out.of("monthly_actual"), "month", "value")
    assert ("2022-10", 168.0) in found
    assert ("2022-10", 129.0) in found
    assert not {-41.0, -15.0} & {row["value"] for row in out.of("monthly_actual") if row["month"].year == 2022}
