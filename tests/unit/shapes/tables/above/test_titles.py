"""The year that the title over a table names."""

from __future__ import annotations

import pytest

from extract.document import Table
from extract.shapes.tables.above.titles import under_titled_year
from tests.unit.build import brief, header, paragraph, scope, table, titled

COUNTS = [["区分", "4月", "5月", "6月"], ["件数", "31", "28", "40"]]


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("窓口相談（令和3年度）", 2021),
        ("■ 令和3年度 窓口相談", 2021),
        ("令和3年度における窓口相談", 2021),
        ("窓口相談", 2022),
        ("令和3年度から始めた窓口相談", 2022),
        ("令和3年度と令和4年度の窓口相談", 2022),
        ("令和3年度の窓口相談は前の年より多かった。", 2022),
        ("窓口相談（令和3年12月末時点）", 2022),
        ("■相談窓口の利用率を80%以上とする［R3年度実績：78%］", 2022),
        ("窓口相談 令和3年度：1,204件", 2022),
    ],
)
def test_a_title_with_one_year(line: str, year: int) -> None:
    assert under_titled_year(scope(header(2022), caption=[line])).fiscal_year == year


def test_months_are_of_the_year_of_their_title() -> None:
    out = titled(paragraph("窓口相談（令和3年度）", boxed=True), table(COUNTS, boxed=True))
    assert brief(out.of("monthly_actual"), "month", "value") == [
        ("2021-04", 31), ("2021-05", 28), ("2021-06", 40),
    ]  # fmt: skip


def test_a_title_whose_year_cannot_be_read_leaves_no_fact() -> None:
    out = titled(paragraph("窓口相談（令和〇年度）", boxed=True), table(COUNTS, boxed=True))
    assert out.of("monthly_actual") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["31", "28", "40"]
    assert all("令和○年度" in row["reason"] for row in out.of("reject"))


MARKED = "【参考】規模別の利用（令和3年度）"


@pytest.mark.parametrize(
    ("lines", "year", "doubted"),
    [
        ([MARKED, "常時10人を超える事業所を数えた。"], 2021, False),
        ([MARKED, "10人を超える事業所を数えた。", "※速報を含む", "（単位：人）", "支店は本店に含む。"], 2021, False),
        ([MARKED, "令和2年度の調査で休業中だった事業所は除いた。"], 2021, True),
        ([MARKED, "規模別の利用"], 2022, False),
        (["規模別の利用は令和3年度から増えた。", "支店は本店に含む。"], 2022, False),
    ],
)
def test_remarks_between_a_title_and_its_table(lines: list[str], year: int, doubted: bool) -> None:
    under = under_titled_year(scope(header(2022), above=tuple(lines)))
    assert (under.fiscal_year, under.year_doubt is not None) == (year, doubted)


def test_the_heading_of_the_block_names_the_year() -> None:
    under = under_titled_year(scope(header(2022), section=("２．利用", "（1）窓口の利用（令和3年度）"), above=()))
    assert (under.fiscal_year, under.titled) == (2021, True)


GROUPS = [
    ["業種", "相談", None],
    [None, "対象者数（人）", "参加率（％）"],
    ["小売業", "1,250", "41.5"],
    ["合計", "3,480", "38.2"],
]
SPANS = {(0, 0): (2, 1), (0, 1): (1, 2)}


def plan_of(*lines: str) -> list[tuple[object, ...]]:
    groups = table(GROUPS, spans=SPANS, boxed=True)
    out = titled(*(paragraph(line, boxed=True) for line in lines), groups, title="令和4年度 大分支部事業計画")
    return brief(out.of("period_figure"), "fiscal_year", "measure_ja", "dimension", "value", "review_state")


def test_groups_are_dimensions_of_what_the_headings_measure() -> None:
    assert plan_of("【参考】業種別の相談（令和2年度）", "支店は本店に含む。") == [
        (2020, "相談対象者数", "小売業", 1250, "ok"), (2020, "相談参加率", "小売業", 41.5, "ok"),
        (2020, "相談対象者数", "合計", 3480, "ok"), (2020, "相談参加率", "合計", 38.2, "ok"),
    ]  # fmt: skip


def test_what_a_plan_counts_without_a_year_is_in_doubt() -> None:
    assert {row[-1] for row in plan_of("【参考】業種別の相談", "支店は本店に含む。")} == {"flagged"}
    assert {row[-1] for row in plan_of("【参考】業種別の相談（令和4年度）")} == {"ok"}


def test_a_title_over_two_years_names_and_measures_the_figures_of_both() -> None:
    rows = [["区分", "被保険者", "被扶養者"], ["合計", "310", "280"]]
    out = titled(
        paragraph("■ 受付件数（単位：件）", "令和3年度", boxed=True),
        table(rows, boxed=True),
        paragraph("令和4年度", boxed=True),
        table(rows, boxed=True, index="1.1"),
    )
    found = brief(out.of("period_figure"), "fiscal_year", "unit", "value")
    assert found == [(2021, "件", 310), (2021, "件", 280), (2022, "件", 310), (2022, "件", 280)]


def test_a_title_among_the_rows_of_a_table_says_what_those_below_it_count() -> None:
    rows = [
        ["項目", "上期", "下期"],
        ["受付件数（件）", "", ""],
        ["男性", "31", "28"],
        ["支給額（千円）", "", ""],
        ["男性", "410", "395"],
    ]
    out = titled(table(rows, boxed=True))
    found = brief(out.of("period_figure"), "measure_ja", "unit", "period", "value")
    assert found == [
        ("受付件数男性", "件", "H1", 31), ("受付件数男性", "件", "H2", 28),
        ("支給額男性", "千円", "H1", 410), ("支給額男性", "千円", "H2", 395),
    ]  # fmt: skip


def test_a_title_stands_over_the_table_of_another_year_beside_it() -> None:
    def of(year: str, index: str) -> Table:
        rows = [[year, None], ["月", "合計"], *([f"{month}月", f"1,{month}00"] for month in (4, 5, 6))]
        return table(rows, spans={(0, 0): (1, 2)}, index=index, boxed=True)

    out = titled(paragraph("表1 申請の受付件数", boxed=True), of("令和4年度", "1.0"), of("令和3年度", "1.1"))
    assert {(row["fiscal_year"], row["measure_ja"]) for row in out.of("monthly_actual")} == {
        (2022, "申請の受付件数 合計"),
        (2021, "申請の受付件数 合計"),
    }
