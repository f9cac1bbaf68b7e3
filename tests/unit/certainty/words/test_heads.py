"""The words around a figure are read again and what they say against it is pointed out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extract.certainty import complete
from extract.certainty.words.head_times import compared_plan_claims
from extract.certainty.words.head_words import PageCells
from extract.certainty.words.heads import claims
from extract.document import Document, Page, Place
from extract.locate import Locator
from extract.recorder import Recorder
from tests.unit.build import HIGH, SHA, WIDE, header, paragraph, table, titled

_ACTUAL = {"fiscal_year": 2030, "value": 1.0, "scope": "branch", "basis": "full_year", "kpi_code": "some_rate"}
_MONTH = {"fiscal_year": 2030, "value": 1.0, "month": date(2030, 5, 1), "basis": "monthly", "measure_ja": "受付件数"}


def _said(
    kind: str, rows: list[list[str]], row: int, col: int, values: dict[str, Any], above: tuple[str, ...] = ()
) -> list[str]:
    """What is said against a fact read from one cell of a table."""
    grid = table(rows, boxed=True)
    page = Page(1, [*([paragraph(*above)] if above else []), grid])
    out = Recorder(SHA, "pdf")
    place = Place(1, (WIDE * col, HIGH * row, WIDE * (col + 1), HIGH * (row + 1)))
    out.add(kind, Locator(place, grid.index, row, col), rows[row][col], "kpi_grid", **values)
    complete(out)
    against = claims(out, Document(SHA, "report.pdf", "pdf", [page]), header(2030))
    return [claim.detail for claim in against if not claim.passed]


@pytest.mark.parametrize(
    ("head", "values", "against"),
    [
        ("令和11年度", {}, "2029"),
        ("令和12年9月末", {}, "part of the year"),
        ("令和12年度 前年同期", {}, "part of the year"),
        ("上期", {}, "part of the year"),
        ("うち下期", {}, "within another"),
        ("8月末", {"as_of": date(2030, 9, 1), "basis": "point"}, "months 8"),
        ("全国平均", {}, "read as the branch's own"),
        ("令和12年度", {"scope": "national_average"}, "whole country"),
        ("令和12年度計画", {}, "aimed at"),
    ],
)
def test_a_result_is_doubted_when_its_head_says_something_else(head: str, values: dict[str, Any], against: str) -> None:
    said = _said("kpi_actual", [["指標", head], ["実施率", "61.2%"]], 1, 1, {**_ACTUAL, **values})
    assert len(said) == 1 and against in said[0]


@pytest.mark.parametrize(
    ("name", "doubted"), [("月別の実施率", True), ("月別の受付件数", True), ("月別の電話の件数", False)]
)
def test_a_name_that_only_says_how_it_is_parted_is_doubted(name: str, doubted: bool) -> None:
    rows = [[name, "5月"], ["", "1,204"]]
    said = _said("monthly_actual", rows, 1, 1, {**_MONTH, "kpi_code": None, "measure_ja": name})
    assert any("how it is parted" in detail for detail in said) == doubted


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ("令和12年度実績", {}),
        ("令和12年度 計画に対する実績", {}),
        ("令和11年度(前年度)", {"fiscal_year": 2029}),
        ("前年度(令和12年度比)", {"fiscal_year": 2029}),
        ("令和13年3月末", {}),
        ("9月末", {"as_of": date(2030, 9, 1), "basis": "point"}),
        ("第2四半期", {"as_of": date(2030, 9, 1), "basis": "point"}),
        ("全国平均", {"scope": "national_average"}),
        ("支部(全国)", {}),
    ],
)
def test_a_result_that_its_head_agrees_with_is_left_alone(head: str, values: dict[str, Any]) -> None:
    assert _said("kpi_actual", [["指標", head], ["実施率", "61.2%"]], 1, 1, {**_ACTUAL, **values}) == []


def test_the_nation_in_brackets_behind_a_figure_is_only_of_the_figure_there() -> None:
    rows = [["指標", "令和12年度実績"], ["実施率", "61.2%(全国58.4%)"]]
    assert _said("kpi_actual", rows, 1, 1, {**_ACTUAL, "value": 61.2}) == []
    assert len(_said("kpi_actual", rows, 1, 1, {**_ACTUAL, "value": 58.4})) == 1


def test_a_line_above_the_table_dates_what_no_head_dates() -> None:
    above = ("主な指標の状況(12月末現在)",)
    assert _said("kpi_actual", [["指標", "実績"], ["実施率", "61.2%"]], 1, 1, _ACTUAL, above)
    assert not _said("kpi_actual", [["指標", "令和12年度実績"], ["実施率", "61.2%"]], 1, 1, _ACTUAL, above)


def test_figures_between_a_cell_and_its_heads_are_passed_over() -> None:
    rows = [["指標", "令和11年度"], ["受診率", "50.1%"], ["実施率", "61.2%"]]
    assert _said("kpi_actual", rows, 2, 1, _ACTUAL)


@pytest.mark.parametrize(
    ("label", "values", "doubted"),
    [
        ("受付件数", {}, False),
        ("令和12年度 受付件数(累計)", {}, True),
        ("受付件数(単月)", {"basis": "cumulative"}, True),
        ("受付件数 累計", {"basis": "cumulative"}, False),
        ("支払件数", {}, True),
        ("受付件数", {"measure_ja": "受付件数)"}, True),
        ("受付件数", {"measure_ja": "の受付件数"}, True),
        ("", {"measure_ja": "今期の様子"}, True),
        ("", {"measure_ja": "講座を開催した 受付件数"}, True),
        ("令和12年度", {"measure_ja": "窓口来訪者数"}, False),
        ("", {"measure_ja": "時間:分"}, True),
        ("受付件数", {"measure_ja": "受付件数 合計"}, True),
        ("受付件数計", {"measure_ja": "受付件数計 合計"}, False),
        ("窓口", {"measure_ja": "受付の割合(累計) 面談の割合(累計、円)"}, True),
        ("受付件数", {"measure_ja": "窓口の受付件数と平均日数 受付件数"}, True),
        ("受付件数", {"measure_ja": "窓口の状況 受付件数"}, False),
    ],
)
def test_a_month_is_called_what_its_row_says(label: str, values: dict[str, Any], doubted: bool) -> None:
    rows = [["", "4月", "5月"], [label, "10", "12"]]
    assert bool(_said("monthly_actual", rows, 1, 2, {**_MONTH, **values})) is doubted


def test_a_target_under_a_head_of_results_is_doubted() -> None:
    values = {"fiscal_year": 2030, "target_value": 1.0, "comparator": ">="}
    assert _said("kpi_target", [["指標", "令和12年度実績"], ["実施率", "61.2%"]], 1, 1, values)
    assert not _said("kpi_target", [["指標", "令和12年度目標"], ["実施率", "61.2%"]], 1, 1, values)


def test_a_mark_belongs_to_an_activity_of_its_row_or_column() -> None:
    rows = [["取組", "4月"], ["訪問による勧奨 業務G", "●"]]
    values = {"fiscal_year": 2030, "month": date(2030, 4, 1), "mark": "●"}
    assert _said("schedule_mark", rows, 1, 1, {**values, "activity_ja": "訪問による勧奨 業務G"}) == []
    assert _said("schedule_mark", rows, 1, 1, {**values, "activity_ja": "2.健康づくり"})
    down = [["月", "訪問"], ["4月", "●"], ["5月", "○"], ["6月", "●"], ["7月", "◇"]]
    assert _said("schedule_mark", down, 4, 1, {**values, "month": date(2030, 7, 1), "activity_ja": "訪問"}) == []


def test_what_groups_rows_may_be_what_a_figure_stands_under() -> None:
    rows = [["担当", "取組", "実績"], ["企画", "出前講座", "12回"]]
    values = {"fiscal_year": 2030, "measure_ja": "出前講座", "value": 12.0, "unit": "回", "kpi_code": None}
    assert any("企画" in why for why in _said("period_figure", rows, 1, 2, values))
    assert _said("period_figure", rows, 1, 2, {**values, "section": "取組 > 企画"}) == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [("実施率は61.2%(前年同期58.0%)", True), ("9月末の実施率は61.2%", True), ("令和12年度は61.2%(9月に集計)", False)],
)
def test_a_sentence_of_a_part_of_the_year_gives_no_result_of_the_whole(text: str, doubted: bool) -> None:
    out = Recorder(SHA, "pdf")
    out.add("kpi_actual", Locator(Place(1)), text, "result_sentence", **_ACTUAL)
    complete(out)
    assert bool(list(claims(out, Document(SHA, "report.pdf", "pdf", []), header(2030)))) is doubted


def test_the_title_above_a_table_says_whether_its_months_run_up() -> None:
    rows = [["", "4月", "5月"], ["令和12年度", "10", "12"]]
    assert _said("monthly_actual", rows, 1, 2, _MONTH, ("受付件数(累計)",))
    assert not _said("monthly_actual", rows, 1, 2, _MONTH, ("受付件数(単月)",))


def test_a_fact_stands_in_the_cell_that_prints_it_and_ranks_are_no_results() -> None:
    rows = [["指標", "令和12年度全国"], ["実施率", "26位"]]
    assert any("rank" in said for said in _said("kpi_actual", rows, 1, 1, {**_ACTUAL, "value": 26.0}))
    grid = table([["", "4月", "5月"], ["受付件数", "10", ""]], boxed=True)
    out = Recorder(SHA, "pdf")
    place = Place(1, (WIDE * 2, HIGH, WIDE * 3, HIGH * 2))
    out.add("monthly_actual", Locator(place, grid.index, 1, 2), "12", "month_grid", **_MONTH)
    complete(out)
    [claim] = claims(out, Document(SHA, "report.pdf", "pdf", [Page(1, [grid])]), header(2030))
    assert "does not print it" in claim.detail


def test_last_years_figure_of_the_same_time_is_of_this_years_month() -> None:
    def doubted(month: int) -> bool:
        out = Recorder(SHA, "pdf")
        for year, when in ((2030, date(2030, 10, 1)), (2029, date(2029, month, 1))):
            values = {**_ACTUAL, "fiscal_year": year, "as_of": when, "basis": "point"}
            out.add("kpi_actual", Locator(Place(1), "1.0", 1, 2031 - year), "61.2%", "kpi_list", **values)
        complete(out)
        return bool(list(claims(out, Document(SHA, "report.pdf", "pdf", []), header(2030))))

    assert doubted(12) and not doubted(10)


@pytest.mark.parametrize("above", ["(1,903通)", "1,988通(1,903通)"])
def test_figures_in_brackets_over_a_figure_are_no_heads(above: str) -> None:
    rows = [["発行月", "たより"], ["4月", "2,107通"], ["(4月)", above], ["5月", "2,136通"]]
    assert _said("monthly_actual", rows, 3, 1, {**_MONTH, "measure_ja": "たより"}) == []


@pytest.mark.parametrize(
    ("cell", "head", "said"),
    [
        ("61.2%(令和11年度58.0%)", "実績", 0),  # the year is of the figure in brackets
        ("61.2%以上(令和11年度58.0%)", "実績", 0),
        ("61.2%(令和11年度)", "実績", 1),
    ],
)
def test_a_year_beside_another_figure_in_brackets_is_of_that_one(cell: str, head: str, said: int) -> None:
    assert len(_said("kpi_actual", [["指標", head], ["実施率", cell]], 1, 1, _ACTUAL)) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("■目標値", 1),
        ("【計画】月別件数", 1),
        ("受付件数の目標値", 1),
        ("事業計画の進み方", 0),
        ("目標61.0%以上", 0),
        ("目標と実績", 0),
    ],
)
def test_figures_below_a_title_of_targets_are_doubted(title: str, said: int) -> None:
    found = _said("monthly_actual", [["区分", "5月"], ["受付件数", "1"]], 1, 1, _MONTH, (title,))
    assert sum("aimed at" in text for text in found) == said


@pytest.mark.parametrize(("name", "state"), [("(7月診療分)", "flagged"), ("(9月診療分)", "ok"), ("", "ok")])
def test_a_row_of_another_month_than_its_heading_is_in_doubt(name: str, state: str) -> None:
    rows = [["KPI", "目標", "9月末実績"], [f"ジェネリック医薬品使用割合{name}", "84.0%", "84.9%"],
            ["郵送化率", "96.5%", "96.1%"]]  # fmt: skip
    out = titled(table(rows, boxed=True), title="令和6年度 大分支部 上期事業報告")
    assert [row["review_state"] for row in out.of("kpi_actual") if row["value"] == 84.9] == [state]


@pytest.mark.parametrize(
    ("title", "text", "doubted"),
    [
        ("令和12年度支部事業計画 新旧対照表", "受付の進み具合を毎週確かめる。", True),
        ("令和12年度支部事業計画 新旧対照表", "令和12年度は受付の進み具合を毎週確かめる。", False),
        ("令和12年度支部事業計画", "受付の進み具合を毎週確かめる。", False),
    ],
)
def test_a_plan_outside_the_table_that_compares_two_is_of_either_year(title: str, text: str, doubted: bool) -> None:
    out = Recorder(SHA, "pdf")
    out.add("plan_item", Locator(Place(2)), text, "plan", fiscal_year=2030, item_ja=text)
    complete(out)
    assert bool(list(compared_plan_claims(out, title, {}))) == doubted


def test_the_targets_in_its_columns_are_of_their_years() -> None:
    rows: list[list[str]] = [
        ["【新】令和7年度", "【旧】令和6年度"],
        ["・案内を送る。\n1)一者応札案件の割合を12%以下とする", "・案内を配る。\n1)一者応札案件の割合を14%以下とする"],
    ]
    grid = table(rows, boxed=True, xs=[0.0, 300.0, 600.0])
    out = titled(grid, title="令和7年度 大分支部事業計画 新旧対照表")
    aims = [(row["fiscal_year"], row["target_value"], row["review_state"]) for row in out.of("kpi_target")]
    assert aims == [(2025, 12, "ok"), (2024, 14, "ok")]


@pytest.mark.parametrize(("year", "doubted"), [(2030, False), (2029, True)])
def test_the_year_at_the_head_of_its_column_is_that_of_a_compared_plan(year: int, doubted: bool) -> None:
    text = "【KPI】窓口の満足度を90%以上とする"
    grid = table([["令和12年度", "令和11年度"], [text, "別の文"]], boxed=True)
    out = Recorder(SHA, "pdf")
    out.add("kpi_target", Locator(grid.cells[2].place), text, "target_sentence", fiscal_year=year, target_value=90.0)
    complete(out)
    pages = {1: PageCells(Page(1, [grid]))}
    assert bool(list(compared_plan_claims(out, "令和12年度支部事業計画 新旧対照表", pages))) == doubted


@pytest.mark.parametrize(
    ("period", "dates", "doubted"),
    [
        ("YTD", ["8月時点"], True),
        ("FY", ["8月時点"], False),
        ("FY", ["8月末", "7月末"], True),
        ("YTD(8月末)", ["8月末"], False),
        ("YTD", ["8月に発送"], False),
    ],
)
def test_a_count_with_a_date_beside_it_that_its_period_does_not_say_is_doubted(
    period: str, dates: list[str], doubted: bool
) -> None:
    values = {"fiscal_year": 2030, "period": period, "measure_ja": "講座の開催回数", "value": 9.0, "unit": "回"}
    rows = [["項目", "今年度", *["時点" for _ in dates]], ["講座の開催回数", "9回", *dates]]
    said = _said("period_figure", rows, 1, 1, values)
    assert any("a date stands in its row" in words for words in said) is doubted


@pytest.mark.parametrize(
    ("name", "doubted"), [("申請の受付件数", True), ("窓口 受付件数", False), ("窓口での受付件数", False)]
)
def test_words_over_a_figure_that_its_name_leaves_out_are_doubted(name: str, doubted: bool) -> None:
    rows = [["", "窓口"], ["受付件数", "1,204"]]
    values = {**_MONTH, "measure_ja": name, "value": 1204.0}
    said = [text for text in _said("monthly_actual", rows, 1, 1, values, ("5月の件数",)) if "over it" in text]
    assert bool(said) == doubted
