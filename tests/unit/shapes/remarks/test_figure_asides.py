"""Years in brackets behind a figure: they are of that figure, and of nothing below."""

from __future__ import annotations

import pytest

from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.tables.above.titles import under_titled_year
from tests.unit.build import brief, header, paragraph, scope, table, titled

LINES = (
    "郵送化率 95.2%（令和3年度 94.7%）",
    "郵送化率 95.2%［R3：94.7%］",
    "郵送化率 95.2%【2021年度実績94.7%】",
    "郵送化率 95.2%（令和3年度）",
    "平均所要日数 6.5日（令和3年度 6.8日）",
    "宣言事業所数 1,085（令和3年度 947）",
    "宣言事業所数 98社（令和3年度は64社）",
    "郵送化率 95.2%、令和3年度は94.7%",
    "（令和3年度 94.7%）",
)


@pytest.mark.parametrize("line", LINES)
def test_a_year_beside_a_figure_is_no_year_of_the_table_below(line: str) -> None:
    assert under_titled_year(scope(header(2022), caption=[line])).fiscal_year == 2022


@pytest.mark.parametrize("line", LINES)
def test_nor_of_a_table_within_its_cell(line: str) -> None:
    counts = [["区分", "第1四半期", "第2四半期", "年度計"], ["件数", "31", "28", "59"]]
    inner = table(counts, index="1.0.0.1.0", boxed=True)
    rows = [["実績", [paragraph(line, boxed=True), inner]], ["課題", "窓口の案内を見直す。"]]
    found = titled(table(rows, boxed=True, xs=(0, 40, 400))).of("period_figure")
    assert {row["fiscal_year"] for row in found if row["value"] in (31, 28, 59)} == {2022}


def test_a_figure_in_a_row_is_no_year_of_the_rows_below() -> None:
    rows = [["区分", "第1四半期", "第2四半期"], ["郵送 94.7%（令和3年度 95.1%）", "31", "28"], ["窓口", "11", "12"]]
    found = titled(table(rows, boxed=True)).of("period_figure")
    assert {row["fiscal_year"] for row in found} == {2022}


@pytest.mark.parametrize(
    "line",
    ["窓口相談（令和3年度）", "令和3年度 1人当たり相談件数", "令和3年度 40人以上の事業所", "表1（令和3年度）",
     "窓口相談（令和3年4月1日）", "窓口相談（令和3年度9月末時点）", "令和3年度の10,000人当たり件数"],
)  # fmt: skip
def test_titles_keep_their_year(line: str) -> None:
    assert without_asides(line) == line


def test_a_year_behind_a_count_may_be_that_of_the_title() -> None:
    found = under_titled_year(scope(header(2022), caption=["利用の多い上位10件（令和3年度）"]))
    assert (found.fiscal_year, found.year_doubt is None) == (2021, False)


def test_a_title_goes_before_the_figures_between_it_and_its_table() -> None:
    lines = ["■令和3年度の窓口相談", "郵送化率 95.2%（令和2年度 94.7%）"]
    found = under_titled_year(scope(header(2022), caption=lines))
    assert (found.fiscal_year, found.year_doubt) == (2021, None)


def test_a_marked_line_with_a_figure_begins_no_part_about_its_year() -> None:
    counts = table([["区分", "4月", "5月", "6月"], ["件数", "31", "28", "40"]])
    out = titled(paragraph("●郵送化率 94.7%【令和3年度実績】"), counts)
    assert {row["fiscal_year"] for row in out.of("monthly_actual")} == {2022}
    assert brief(out.of("monthly_actual"), "value") == [(31,), (28,), (40,)]


@pytest.mark.parametrize(
    ("line", "state"),
    [("平均所要日数 6.5日（令和3年度 6.8日）", "flagged"), ("窓口の案内を見直す（令和3年度に開始）", "ok")],
)
def test_a_figure_with_that_of_another_year_is_no_sure_plan_item(line: str, state: str) -> None:
    out = titled(paragraph("1. 取組内容", f"・{line}", "・郵送を勧める。"), title="令和4年度 大分支部行動計画")
    assert {row["review_state"] for row in out.of("plan_item") if row["item_ja"][:2] == line[:2]} == {state}
