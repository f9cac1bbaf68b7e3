"""Sheets of one month: figures of this month, the last one and a year ago beside what the year has run to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.recorder import Recorder
from extract.shapes.tables.labelled.figure_tables import read_table
from tests.unit.build import brief, header, recorder, scope, table, titled

MONTHLY = replace(header(kind="progress", as_of=date(2023, 1, 1)), title="月報（令和5年1月分）", of_month=True)
Rows = list[list[str | None]]


def read(
    rows: Rows, *caption: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None, of: object = MONTHLY
) -> Recorder:
    """Facts of a table in a report of January 2023, of fiscal year 2022."""
    out = recorder()
    read_table(table(rows, spans=spans), scope(of, caption=caption), out)  # type: ignore[arg-type]
    return out


def months(out: Recorder) -> list[tuple[object, ...]]:
    """Year, month, value, basis and state of the figures of months."""
    return brief(out.of("monthly_actual"), "fiscal_year", "month", "value", "basis", "review_state")


def sums(out: Recorder) -> list[tuple[object, ...]]:
    """Year, part of it, value and state of all others."""
    return brief(out.of("period_figure"), "fiscal_year", "period", "value", "review_state")


NAMES = ("生活習慣病予防健診", "事業者健診データ取得", "被扶養者の特定健診")
HEADS: list[str | None] = ["区分", "当月(令和5年1月)", "前月", "前年同月", "年度累計(4月～1月)", "前年度同期累計"]


def test_months_count_from_the_one_that_a_heading_dates_and_sums_run_up_to_it() -> None:
    out = read([HEADS, ["受付件数", "10", "20", "30", "100", "90"], ["決定件数", "11", "21", "31", "110", "95"]])
    assert months(out)[:3] == [
        (2022, "2023-01", 10, "monthly", "ok"),
        (2022, "2022-12", 20, "monthly", "ok"),
        (2021, "2022-01", 30, "monthly", "ok"),
    ]
    assert sums(out)[:2] == [(2022, "YTD(1月)", 100, "ok"), (2021, "YTD(1月)", 90, "ok")]


def test_headings_whose_dates_disagree_leave_the_month_in_doubt() -> None:
    heads = [*HEADS[:2], "前月(令和4年11月)", *HEADS[3:]]
    out = read([heads, ["受付件数", "10", "20", "30", "100", "90"], ["決定件数", "11", "21", "31", "110", "95"]])
    assert {state for *_, state in months(out)} == {"flagged"}


def test_the_title_of_the_report_dates_a_sheet_and_nothing_else_leaves_it_as_it_is() -> None:
    rows: Rows = [["区分", "当月", "前年同月"], ["受付件数", "10", "30"], ["決定件数", "11", "31"]]
    assert [month for _, month, *_ in months(read(rows))] == ["2023-01", "2022-01", "2023-01", "2022-01"]
    undated = read(rows, of=header(kind="progress"))
    assert months(undated) == [] and "flagged" in {state for *_, state in sums(undated)}


def test_rows_may_be_the_months_of_a_sheet() -> None:
    rows: Rows = [
        ["業務", "区分", "件数"],
        ["電話照会", "当月", "10"],
        [None, "前月", "20"],
        [None, "年度累計", "100"],
        ["窓口来訪", "当月", "11"],
        [None, "前月", "21"],
        [None, "年度累計", "110"],
    ]
    out = read(rows, spans={(1, 0): (3, 1), (4, 0): (3, 1)})
    found = brief(out.of("monthly_actual"), "month", "measure_ja", "value")
    assert found[:2] == [("2023-01", "電話照会 件数", 10), ("2022-12", "電話照会 件数", 20)]
    assert sums(out) == [(2022, "YTD(1月)", 100, "ok"), (2022, "YTD(1月)", 110, "ok")]


def test_comparisons_are_of_the_month_or_of_the_sum_that_they_stand_behind() -> None:
    heads: list[str | None] = ["区分", "1月", "前年同月", "増減", "累計", "前年同期", "増減"]
    rows = [heads, ["受付件数", "10", "8", "2", "100", "90", "10"], ["決定件数", "11", "9", "2", "110", "95", "15"]]
    out = read(rows)
    found = [(month, value) for _, month, value, *_ in months(out)]
    assert found == [("2023-01", 10), ("2022-01", 8), ("2023-01", 11), ("2022-01", 9)]
    assert sums(out)[:4] == [
        (2022, "2023-01", 2, "ok"),
        (2022, "YTD(1月)", 100, "ok"),
        (2021, "YTD(1月)", 90, "ok"),
        (2022, "YTD(1月)", 10, "ok"),
    ]


def test_last_years_sum_without_a_word_how_far_it_runs_is_doubted() -> None:
    heads: list[str | None] = ["区分", "1月", "累計", "前年度累計"]
    rows = [heads, ["受付件数", "10", "100", "90"], ["決定件数", "11", "110", "95"]]
    assert sums(read(rows))[:2] == [(2022, "YTD(1月)", 100, "ok"), (2021, "YTD(1月)", 90, "flagged")]


def test_a_table_without_any_time_is_of_the_month_of_its_report() -> None:
    rows: Rows = [["区分", "件数"], ["受付", "10"], ["返戻", "11"]]
    assert {month for _, month, *_ in months(read(rows, "傷病手当金"))} == {"2023-01"}
    assert {month for _, month, *_ in months(read(rows, "(参考)前月分"))} == {"2022-12"}
    assert months(read(rows, "4月からの累計")) == []


def test_the_sums_of_a_kpi_are_its_results_up_to_the_month() -> None:
    heads: list[str | None] = ["項目", "当月", "年度累計"]
    rows = [heads, ["ジェネリック医薬品使用割合", "80.1%", "79.8%"], ["受付件数", "10件", "99件"]]
    out = read(rows)
    assert brief(out.of("kpi_actual"), "kpi_code", "as_of", "value", "basis") == [
        ("generic_use_rate", "2023-01", 79.8, "cumulative")
    ]
    assert months(out)[0] == (2022, "2023-01", 80.1, "monthly", "ok")


def test_a_month_a_year_ago_and_its_sum_may_be_named_by_its_number() -> None:
    heads: list[str | None] = ["健診機関区分", "1月", "1月累計", "前年1月", "前年1月累計"]
    rows = [heads, ["病院", "10人", "100人", "8人", "90人"], ["診療所", "11人", "110人", "9人", "95人"]]
    out = read(rows)
    assert months(out)[:2] == [(2022, "2023-01", 10, "monthly", "ok"), (2021, "2022-01", 8, "monthly", "ok")]
    assert sums(out)[:2] == [(2022, "YTD(1月)", 100, "ok"), (2021, "YTD(1月)", 90, "ok")]
    assert brief(out.of("monthly_actual"), "measure_ja")[0] == ("病院",)  # 健診機関区分 says what sort the rows are


def test_dated_months_of_a_monthly_report_are_months() -> None:
    rows: Rows = [["", "R5.1", "R4.12", "R4.1"], ["来訪者数", "10人", "20人", "30人"], ["苦情件数", "1", "2", "3"]]
    out = read(rows)
    assert [month for _, month, *_ in months(out)][:3] == ["2023-01", "2022-12", "2022-01"]
    assert brief(out.of("monthly_actual"), "measure_ja")[0] == ("来訪者数",)


def test_years_side_by_side_in_a_monthly_report_are_no_whole_years() -> None:
    rows: Rows = [["", "令和4年度", "令和3年度"], ["来訪者数", "100人", "110人"], ["苦情件数", "5件", "4件"]]
    assert sums(read(rows))[:2] == [(2022, "YTD(1月)", 100, "ok"), (2021, "FY", 110, "flagged")]
    dated = sums(read(rows, "年度累計(R4.4～R5.1)"))
    assert dated[:2] == [(2022, "YTD(1月)", 100, "ok"), (2021, "YTD(1月)", 110, "flagged")]


def test_sums_without_a_month_in_a_monthly_report_run_up_to_it() -> None:
    rows: Rows = [["項目", "件数", "累計件数"], ["傷病手当金", "10", "100"], ["療養費", "11", "110"]]
    out = read(rows, "支給状況")
    assert months(out)[0] == (2022, "2023-01", 10, "monthly", "ok")
    assert sums(out)[0] == (2022, "YTD(1月)", 100, "ok")


def test_the_ends_of_months_are_no_part_of_a_name() -> None:
    rows: Rows = [["項目", "当月末", "前月末", "増減"], ["事業所数", "10", "8", "2"], ["加入者数", "11", "9", "2"]]
    out = read(rows)
    found = brief(out.of("monthly_actual"), "measure_ja", "month")
    assert found[:2] == [("事業所数", "2023-01"), ("事業所数", "2022-12")]
    assert brief(out.of("period_figure"), "measure_ja", "period")[0] == ("事業所数 増減", "2023-01")


def test_a_year_of_the_calendar_over_a_month_is_that_of_the_calendar() -> None:
    rows: Rows = [
        ["事項", "1月分", None, "上期累計", None],
        [None, "令和5年", "令和4年", "令和4年度", "令和3年度"],
        ["電話照会", "10件", "8件", "60件", "62件"],
        ["来訪", "11件", "9件", "61件", "63件"],
    ]
    out = read(rows, spans={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)})
    assert [month for _, month, *_ in months(out)][:2] == ["2023-01", "2022-01"]
    assert [(year, part) for year, part, *_ in sums(out)][:2] == [(2022, "H1"), (2021, "H1")]


def test_months_may_say_what_was_done_in_them() -> None:
    rows: Rows = [["", "1月審査分", "12月審査分", "4～1月平均"], ["請求件数", "10", "20", "15"]]
    rows.append(["枚数", "1", "2", "3"])
    found = brief(read(rows).of("monthly_actual"), "measure_ja", "month")
    assert found[:2] == [("請求件数", "2023-01"), ("請求件数", "2022-12")]


def test_last_years_figure_that_is_compared_with_a_part_of_this_year_is_in_doubt() -> None:
    rows: Rows = [["項目", "令和4年度", "令和3年度", "前年度比"], ["受付件数", "98", "95", "103.2%"]]
    rows.append(["決定件数", "90", "91", "98.9%"])
    running = header(kind="progress", period="Q3", as_of=date(2022, 12, 1))
    found = sums(read(rows, "取扱状況(12月末時点)", of=running))
    assert found[:2] == [(2022, "YTD(12月)", 98, "ok"), (2021, "FY", 95, "flagged")]


def test_single_months_of_a_kpi_list_are_months_and_its_sums_results() -> None:
    rows = [
        ["KPI", "目標", "単月", None, "年度累計（4月～10月）", None],
        [None, None, "当月（令和4年10月）", "前月（令和4年9月）", "今年度", "前年度同期"],
        ["生活習慣病予防健診実施率", "64.3%以上", "5.4%", "5.1%", "37.9%", "36.2%"],
        ["事業者健診データ取得率", "9.2%以上", "0.6%", "0.7%", "4.7%", "4.5%"],
    ]
    spans = {(0, 2): (1, 2), (0, 4): (1, 2), (0, 0): (2, 1), (0, 1): (2, 1)}
    out = titled(table(rows, spans=spans, boxed=True), title="令和4年度 大分支部 月次進捗管理表（令和4年10月分）")
    single = brief(out.of("monthly_actual"), "kpi_code", "month", "value", "basis")
    assert single[:2] == [
        ("lifestyle_checkup_rate", "2022-10", 5.4, "monthly"),
        ("lifestyle_checkup_rate", "2022-09", 5.1, "monthly"),
    ]
    assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value")[:2] == [
        (2022, "2022-10", 37.9),
        (2021, "2021-10", 36.2),
    ]


def test_how_a_kpi_stood_a_year_ago_beside_what_the_year_has_run_to_is_no_single_month() -> None:
    rows = [
        ["KPI", "目標", "現在値（10月末累計）", "前年同月（令和3年10月末）"],
        ["生活習慣病予防健診実施率", "64.3%以上", "37.9%", "36.2%"],
        ["事業者健診データ取得率", "9.2%以上", "4.7%", "4.5%"],
    ]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部 進捗管理表（令和4年10月末現在）")
    assert out.of("monthly_actual") == []
    assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value")[:2] == [
        (2022, "2022-10", 37.9),
        (2021, "2021-10", 36.2),
    ]


def test_rows_of_counts_are_no_results_of_the_rates_they_name() -> None:
    rows = [["区分", "当月", "前月", "前年同月比"], *([name, "8,852", "8,395", "100.3%"] for name in NAMES)]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部 月次進捗管理表（令和4年10月分）")
    assert not out.of("kpi_actual")
    assert {row["kpi_code"] for row in out.of("monthly_actual")} == {None}


def test_a_month_beside_a_span_since_april_up_to_it_is_that_month_alone() -> None:
    rows: Rows = [
        [None, "12月", None, "4月～12月", None],
        ["区分", "件数", "前年同月比", "件数", "前年同期比"],
        ["任意継続", "212", "98.1%", "1,902", "101.2%"],
        ["限度額認定", "430", "88.9%", "3,622", "90.1%"],
    ]
    out = read(rows, spans={(0, 1): (1, 2), (0, 3): (1, 2)}, of=header(kind="progress", as_of=date(2022, 12, 1)))
    assert [(month, value) for _, month, value, *_ in months(out)] == [("2022-12", 212), ("2022-12", 430)]
    assert sums(out)[:3] == [
        (2022, "2022-12", 98.1, "ok"),
        (2022, "YTD(12月)", 1902, "ok"),
        (2022, "YTD(12月)", 101.2, "ok"),
    ]


@pytest.mark.parametrize("years", [("令和4年度", "令和3年度"), ("本年度", "前年度")])
def test_a_month_over_years_beside_sums_over_the_same_years_is_that_month_of_each(years: tuple[str, str]) -> None:
    rows: Rows = [
        [None, "12月", None, None, "4月からの累計", None, None],
        ["区分", *years, "増減", *years, "増減"],
        ["窓口相談", "120", "131", "△11", "861", "902", "△41"],
        ["電話相談", "402", "388", "14", "2,810", "2,705", "105"],
    ]
    out = read(rows, spans={(0, 1): (1, 3), (0, 4): (1, 3)}, of=header(kind="progress", as_of=date(2022, 12, 1)))
    assert months(out)[:2] == [(2022, "2022-12", 120, "monthly", "ok"), (2021, "2021-12", 131, "monthly", "ok")]
    assert [(year, part, value) for year, part, value, _ in sums(out)[:4]] == [
        (2022, "2022-12", -11),
        (2022, "YTD(12月)", 861),
        (2021, "YTD(12月)", 902),
        (2022, "YTD(12月)", -41),
    ]


def test_sums_of_a_kpi_list_without_targets_are_those_of_its_months() -> None:
    rows: Rows = [
        ["水準と適正化", "単位", "令和4年10月", "令和3年10月", "令和4年度累計（4～10月）", "令和3年度累計（4～10月）"],
        ["サービススタンダードの達成状況", "%", "100.0", "99.7", "100.0", "99.8"],
        ["現金給付等の申請に係る郵送化率", "%", "93.4", "92.1", "93.1", "92.0"],
    ]
    out = titled(table(rows, boxed=True), title="令和4年10月分 大分支部 業務月報")
    assert brief(out.of("kpi_actual"), "value") == []
    assert brief(out.of("monthly_actual"), "kpi_code", "month", "value", "review_state")[:2] == [
        ("service_standard_rate", "2022-10", 100, "ok"),
        ("service_standard_rate", "2021-10", 99.7, "ok"),
    ]
    assert sums(out)[:2] == [(2022, "YTD(10月)", 100, "ok"), (2021, "YTD(10月)", 99.8, "ok")]


CROSSED: Rows = [["申請の種類（令和5年1月）", "郵送", "窓口", "計"]]
CROSSED += [
    ["傷病手当金", "720件", "30件", "750件"],
    ["高額療養費", "240件", "25件", "265件"],
    ["合計", "960件", "55件", "1,015件"],
]


def test_a_month_in_the_corner_dates_the_table_of_a_monthly_report() -> None:
    out = read(CROSSED, "受付の状況")
    assert months(out)[0] == (2022, "2023-01", 720, "monthly", "ok") and len(months(out)) == 9
    of_month_before = [["申請の種類（令和4年12月）", *CROSSED[0][1:]], *CROSSED[1:]]
    assert {month for _, month, *_ in months(read(of_month_before, "受付の状況"))} == {"2022-12"}


def test_a_corner_that_says_up_to_when_figures_run_dates_sums() -> None:
    rows = [["申請の種類（令和5年1月末）", *CROSSED[0][1:]], *CROSSED[1:]]
    out = read(rows, "受付の状況")
    assert not out.of("monthly_actual") and {period for _, period, *_ in sums(out)} == {"YTD(1月)"}


def test_how_things_stood_at_the_end_of_each_month_is_a_figure_of_the_month() -> None:
    rows: Rows = [["月末現在", "単位", "令和5年1月末", "令和4年12月末", "令和4年1月末"]]
    rows += [["適用事業所数", "事業所", "8,120", "8,101", "8,044"], ["被保険者数", "人", "91,230", "91,410", "92,005"]]
    found = brief(read(rows, "加入の状況").of("monthly_actual"), "measure_ja", "month", "value")
    assert found[:2] == [("適用事業所数", "2023-01", 8120), ("適用事業所数", "2022-12", 8101)] and len(found) == 6
def test_a_list_of_months_below_one_heading_counts_from_the_reports_month() -> None:
    rows: Rows = [["今月の相談", None], ["面談", "52件"], ["前月", "47件"], ["前年同月", "50件"], ["年度累計", "480件"]]
    out = read(rows, spans={(0, 0): (1, 2)})
    assert months(out) == [
        (2022, "2023-01", 52, "monthly", "ok"),
        (2022, "2022-12", 47, "monthly", "ok"),
        (2021, "2022-01", 50, "monthly", "ok"),
    ]
    assert sums(out) == [(2022, "YTD(1月)", 480, "ok")]
    names = {row["measure_ja"] for row in (*out.of("monthly_actual"), *out.of("period_figure"))}
    assert names == {"面談 相談"}


def test_a_change_against_last_month_is_named_and_no_figure_of_that_month() -> None:
    rows: Rows = [["区分", "令和5年1月", "令和4年12月", "対前月"], ["面談（件）", "52", "47", "＋5"]]
    out = read(rows)
    assert [month for _, month, *_ in months(out)] == ["2023-01", "2022-12"]
    assert brief(out.of("period_figure"), "measure_ja", "period", "value") == [("面談 対前月", "2023-01", 5)]


@pytest.mark.parametrize(
    ("title", "stands"), [("保健事業の進捗(令和5年1月末)", True), ("令和5年1月31日現在", True), ("令和5年1月分", False)]
)
def test_how_things_stand_beside_how_they_stood_a_year_ago(title: str, stands: bool) -> None:
    heads: list[str | None] = ["項目", "対象者", "実施者", "実施率", "前年同月"]
    rows: Rows = [heads, [NAMES[0], "91,400人", "50,270人", "55.0%", "53.1%"]]
    out = read(rows, title, of=replace(header(kind="progress", as_of=date(2023, 1, 1)), title=title))
    told = brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value")
    assert told == ([(2022, "2023-01", 55.0), (2021, "2022-01", 53.1)] if stands else [])
    assert bool(months(out)) is not stands
