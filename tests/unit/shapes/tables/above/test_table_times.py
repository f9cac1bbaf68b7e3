"""Of when the figures of a table are: by its title, a column beside them, or years over months."""

from __future__ import annotations

from datetime import date

import pytest

from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.shapes.tables.labelled.figure_tables import read_table
from tests.unit.build import brief, header, recorder, scope, table, titled

PROGRESS = header(kind="progress", period="H1", as_of=date(2022, 9, 1))


CHECKUPS: list[list[str | None]] = [
    ["区分", "受診者数", "前年同期の受診者数"],
    ["一般", "120人", "110人"],
    ["付加", "30人", "28人"],
]


def read(
    rows: list[list[str | None]], *caption: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Recorder:
    """Facts of a table in a report of the first half of 2022."""
    out = recorder()
    read_table(table(rows, spans=spans), scope(PROGRESS, caption=caption), out)
    return out


def times(out: Recorder) -> list[tuple[object, ...]]:
    """Year, period and value of the figures of periods."""
    return brief(out.of("period_figure"), "fiscal_year", "period", "value")


def test_a_title_with_a_month_dates_the_figures_and_those_of_the_same_time_last_year() -> None:
    found = times(read(CHECKUPS, "健診の受診者数（令和4年8月末現在）"))
    assert found == [(2022, "YTD(8月)", 120), (2021, "YTD(8月)", 110), (2022, "YTD(8月)", 30), (2021, "YTD(8月)", 28)]


def test_a_title_that_cuts_a_part_of_the_year_short_leaves_its_figures_in_doubt() -> None:
    rows: list[list[str | None]] = [["区分", "受診者数"], ["一般", "120人"], ["付加", "30人"]]
    states = {row["review_state"] for row in read(rows, "上期の受診者数（8月末まで）").of("period_figure")}
    assert states == {"flagged"}
    assert {row["review_state"] for row in read(rows, "上期の受診者数（9月末まで）").of("period_figure")} == {"ok"}


SUMS: list[list[str | None]] = [
    ["事業", "第1四半期", "第2四半期", "第3四半期", "累計", "前年度同期累計", "前年度実績"],
    ["講座", "3回", "6回", "2回", "11回", "9回", "14回"],
    ["訪問", "12社", "15社", "16社", "43社", "40社", "58社"],
]


def _sums(year_header: Header, *caption: str) -> dict[object, tuple[object, ...]]:
    out = recorder()
    read_table(table(SUMS), scope(year_header, caption=caption), out)
    return {row["value"]: (row["fiscal_year"], row["period"], row["review_state"]) for row in out.of("period_figure")}


def test_quarters_in_turn_are_no_part_of_the_year_but_what_has_passed_of_it() -> None:
    found = _sums(header(kind="progress"), "事業の実施（第1～第3四半期）")
    assert [found[value] for value in (11, 9, 14)] == [
        (2022, "YTD(12月)", "ok"),
        (2021, "YTD(12月)", "ok"),
        (2021, "FY", "ok"),
    ]


def test_the_same_time_last_year_is_in_doubt_where_nothing_says_of_which_time() -> None:
    rows: list[list[str | None]] = [["区分", "令和4年度", "前年度同期"], ["一般", "120人", "110人"]]
    out = recorder()
    read_table(table(rows), scope(header(kind="progress")), out)
    assert {row["value"]: row["review_state"] for row in out.of("period_figure")}[110] == "flagged"


def test_the_end_of_a_span_is_of_the_year_that_only_its_beginning_prints() -> None:
    rows: list[list[str | None]] = [["（令和4年4月～12月）", "件数"], ["傷病手当金", "812件"], ["埋葬料", "40件"]]
    assert times(read(rows)) == [(2022, "YTD(12月)", 812), (2022, "YTD(12月)", 40)]


@pytest.mark.parametrize("over", ["corner", "title", "heading"])
def test_a_span_that_does_not_begin_with_the_year_leaves_its_figures_in_doubt(over: str) -> None:
    span = "令和4年6月～8月"
    heads: list[str | None] = [span if over == "corner" else "区分", f"件数({span})" if over == "heading" else "件数"]
    out = read([heads, ["再発行", "31件"], ["住所変更", "120件"]], f"届出（{span}）" if over == "title" else "届出")
    assert {row["review_state"] for row in out.of("period_figure")} == {"flagged"}


def test_last_years_sum_beside_months_of_a_half_may_be_of_either() -> None:
    rows: list[list[str | None]] = [
        ["", *(f"{month}月" for month in range(4, 10)), "計", "前年計", "前年平均"],
        ["受付件数", "61", "55", "58", "60", "52", "57", "343", "350", "58.3"],
    ]
    states = {row["value"]: row["review_state"] for row in read(rows).of("period_figure")}
    assert states == {343: "ok", 350: "flagged", 58.3: "flagged"}


def test_a_total_behind_a_half_and_months_is_of_what_has_passed_and_in_doubt() -> None:
    two: list[list[str | None]] = [["", "上期", "10月", "11月", "計"], ["来所", "100人", "15人", "14人", "129人"]]
    three: list[list[str | None]] = [["", "上期", *(f"{month}月" for month in (10, 11, 12)), "計"]]
    three.append(["来所", "100人", "15人", "14人", "20人", "149人"])
    for rows, total in ((two, 129), (three, 149)):
        out = recorder()
        read_table(table(rows), scope(header(kind="results")), out)
        states = {row["value"]: row["review_state"] for row in out.of("period_figure")}
        assert (states[100], states[total]) == ("ok", "flagged")


def test_a_running_sum_of_a_quarter_behind_its_months_may_be_of_either() -> None:
    months = [f"{month}月" for month in range(4, 7)], [f"{month}月" for month in range(7, 10)]
    rows: list[list[str | None]] = [
        ["", *months[0], "1Q累計", *months[1], "2Q累計"],
        ["電子申請率", "3.1%", "3.3%", "3.4%", "3.3%", "3.9%", "4.0%", "4.2%", "3.6%"],
    ]
    found = {row["value"]: row["review_state"] for row in read(rows).of("period_figure")}
    assert found == {3.3: "ok", 3.6: "flagged"}


def test_months_in_steps_are_in_doubt_though_one_names_its_year() -> None:
    rows: list[list[str | None]] = [["発送月", "令和4年5月", "8月", "11月"], ["一次勧奨", "31件", "28件", "32件"]]
    assert {row["review_state"] for row in read(rows).of("period_figure")} == {"flagged"}


def test_a_figure_without_a_time_in_a_report_up_to_a_month_is_not_of_the_year() -> None:
    rows: list[list[str | None]] = [["区分", "件数"], ["再発行", "31件"], ["住所変更", "120件"]]
    out = recorder()
    read_table(table(rows), scope(header(kind="progress", as_of=date(2023, 2, 1))), out)
    assert {row["period"] for row in out.of("period_figure")} == {"YTD"}


def test_a_corner_that_names_the_month_before_leaves_the_figures_in_doubt() -> None:
    rows: list[list[str | None]] = [["（前月）", "件数"], ["傷病手当金", "70件"], ["埋葬料", "4件"]]
    assert {row["review_state"] for row in read(rows).of("period_figure")} == {"flagged"}


def test_a_corner_that_compares_is_part_of_the_name_of_months() -> None:
    rows: list[list[str | None]] = [["前年同月比", "4月", "5月", "6月"], ["受付件数", "98.2%", "101.3%", "99.4%"]]
    found = read(rows).of("monthly_actual")
    assert {row["measure_ja"] for row in found} == {"受付件数 前年同月比"}


def test_the_same_time_last_year_is_never_the_whole_of_it() -> None:
    assert {(year, period) for year, period, _ in times(read(CHECKUPS))} == {(2022, "YTD"), (2021, "YTD(9月)")}


def test_a_column_of_another_year_than_its_row_is_doubted() -> None:
    rows: list[list[str | None]] = [
        ["研修", "開催日", "参加者数", "前回(令和3年度)参加者数"],
        ["東部", "令和4年9月12日", "86人", "74人"],
        ["西部", "令和4年9月20日", "63人", "58人"],
    ]
    states = brief(read(rows).of("period_figure"), "value", "review_state")
    assert states == [(86, "ok"), (74, "flagged"), (63, "ok"), (58, "flagged")]


def test_months_may_run_over_the_end_of_a_year_under_calendar_years() -> None:
    months = [11, 12, 1, 2, 3, 4, 5]
    rows: list[list[str | None]] = [
        ["", "令和3年", None, "令和4年", *[None] * 4],
        [None, *(f"{m}月" for m in months)],
        ["受付件数", *(f"{m}0" for m in months)],
    ]
    out = read(rows, spans={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 5)})
    found = brief(out.of("monthly_actual"), "fiscal_year", "month", "value")
    assert found[0] == (2021, "2021-11", 110) and found[4] == (2021, "2022-03", 30)
    assert found[5:] == [(2022, "2022-04", 40), (2022, "2022-05", 50)]


def test_without_a_year_months_after_march_are_not_taken_for_the_same_year() -> None:
    months = [11, 12, 1, 2, 3, 4, 5]
    out = read([["", *(f"{m}月" for m in months)], ["受付件数", *(f"{m}0" for m in months)]])
    assert [value for _, value in brief(out.of("monthly_actual"), "month", "value")] == [110, 120, 10, 20, 30]
    assert [row["extracted_text"] for row in out.of("reject")] == ["40", "50"]
    assert {row["review_state"] for row in out.of("monthly_actual")} == {"flagged"}


@pytest.mark.parametrize(
    "months",
    [
        ["令和3年11月", "12月", "令和4年1月", "2月", "3月"],
        ["11月", "12月", "令和4年1月", "2月", "3月"],
        ["R3.11", "12", "R4.1", "2", "3"],
    ],
)
def test_a_month_with_its_year_tells_that_of_the_bare_ones_beside_it(months: list[str]) -> None:
    out = read([["", *months], ["受付件数", "10", "20", "30", "40", "50"]])
    assert [month for (month,) in brief(out.of("monthly_actual"), "month")] == [
        "2021-11",
        "2021-12",
        "2022-01",
        "2022-02",
        "2022-03",
    ]


def test_a_month_with_its_year_tells_that_of_the_bare_ones_below_it() -> None:
    months = ["令和3年11月", "12月", "令和4年1月", "2月", "3月"]
    out = read([["月", "受付件数"], *([month, f"{i}0"] for i, month in enumerate(months, 1))])
    assert [month for (month,) in brief(out.of("monthly_actual"), "month")] == [
        "2021-11",
        "2021-12",
        "2022-01",
        "2022-02",
        "2022-03",
    ]


def test_the_same_months_may_stand_twice_under_years_or_measures() -> None:
    months = ["4月", "5月", "6月"]
    spans = {(0, 1): (1, 3), (0, 4): (1, 3)}
    years: list[list[str | None]] = [
        ["", "令和3年度", None, None, "令和4年度", None, None],
        ["", *months, *months],
        ["受付件数", *(f"{i}0" for i in range(1, 7))],
    ]
    found = brief(read(years, spans=spans).of("monthly_actual"), "month", "value")
    assert found[2:4] == [("2021-06", 30), ("2022-04", 40)] and len(found) == 6
    measures: list[list[str | None]] = [
        ["", "郵送", None, None, "窓口", None, None],
        *years[1:2],
        ["令和4年度", *years[2][1:]],
    ]
    found = brief(read(measures, spans=spans).of("monthly_actual"), "month", "measure_ja", "value")
    assert found[2:4] == [("2022-06", "郵送", 30), ("2022-04", "窓口", 40)] and len(found) == 6


def test_rows_of_last_year_and_of_the_change_are_named_after_the_row_above() -> None:
    rows: list[list[str | None]] = [
        ["", "R4.4", "R4.5", "R4.6"],
        ["受付件数", "10", "20", "30"],
        ["前年同月", "9", "19", "29"],
        ["前年同月比", "111.1%", "105.3%", "103.4%"],
    ]
    found = brief(read(rows).of("monthly_actual"), "month", "measure_ja", "review_state")
    assert found[3] == ("2021-04", "受付件数", "ok") and found[6] == ("2022-04", "受付件数 前年同月比", "ok")


@pytest.mark.parametrize("last", ["前年同月", "前年", "前年度"])
def test_a_row_of_last_year_says_nothing_of_the_rows_below_it(last: str) -> None:
    rows: list[list[str | None]] = [
        ["", "4月", "5月", "6月"],
        ["受付件数", "10", "20", "30"],
        [last, "9", "19", "29"],
        ["相談件数", "40", "50", "60"],
        ["対前年", "101%", "102%", "103%"],
        ["発送件数", "70", "80", "90"],
        [last, "69", "79", "89"],
    ]
    found = brief(read(rows).of("monthly_actual"), "month", "measure_ja", "value")
    assert found[3::3] == [
        ("2021-04", "受付件数", 9),
        ("2022-04", "相談件数", 40),
        ("2022-04", "相談件数 対前年", 101),
        ("2022-04", "発送件数", 70),
        ("2021-04", "発送件数", 69),
    ]


def test_rows_that_begin_again_below_last_years_are_of_it_and_in_doubt() -> None:
    rows: list[list[str | None]] = [
        ["", "4月", "5月", "6月"],
        ["受付件数", "10", "20", "30"],
        ["相談件数", "40", "50", "60"],
        ["前年", "39", "49", "59"],
        ["受付件数", "9", "19", "29"],
    ]
    found = brief(read(rows).of("monthly_actual"), "month", "measure_ja", "value", "review_state")
    assert found[9] == ("2021-04", "受付件数", 9, "flagged")


def test_a_column_of_last_year_beside_dated_months_is_of_the_year_before_them() -> None:
    rows: list[list[str | None]] = [["年月", "受付件数", "前年同月", "令和3年度"]]
    rows += [[f"R4.{month}", str(month), f"1{month}", f"2{month}"] for month in (4, 5, 6)]
    found = brief(read(rows).of("monthly_actual"), "month", "measure_ja", "value", "review_state")
    assert found[:2] == [("2022-04", "受付件数", 4, "ok"), ("2021-04", "受付件数", 14, "ok")]
    assert found[2][0] == "2021-04" and found[2][3] == "flagged"


def test_rows_of_last_year_between_others_say_nothing_of_these() -> None:
    rows: list[list[str | None]] = [
        ["給付", "件数"],
        ["療養費", "40"],
        ["前年同期", "39"],
        ["移送費", "5"],
        ["前年同期", "4"],
    ]
    found = brief(read(rows).of("period_figure"), "fiscal_year", "measure_ja", "value")
    assert found == [
        (2022, "療養費 件数", 40),
        (2021, "療養費 件数", 39),
        (2022, "移送費 件数", 5),
        (2021, "移送費 件数", 4),
    ]


def test_a_total_below_rows_of_several_years_is_in_doubt() -> None:
    rows: list[list[str | None]] = [
        ["発生年度", "債権件数"],
        ["令和4年度", "40"],
        ["令和3年度以前", "39"],
        ["合計", "79"],
    ]
    found = brief(read(rows).of("period_figure"), "value", "review_state")
    assert found == [(40, "ok"), (39, "flagged"), (79, "flagged")]


def test_a_year_may_stand_right_of_the_months_running_down() -> None:
    rows: list[list[str | None]] = [["月", "年度", "受付件数"]]
    for month in (4, 5, 6):
        rows += [[f"{month}月", "令和4年度", f"{month}0"], [None, "令和3年度", f"{month}1"]]
    out = read(rows, spans={(row, 0): (2, 1) for row in (1, 3, 5)})
    found = brief(out.of("monthly_actual"), "month", "value", "measure_ja")
    assert found[:3] == [("2022-04", 40, "受付件数"), ("2021-04", 41, "受付件数"), ("2022-05", 50, "受付件数")]


def test_months_of_a_year_of_the_calendar_are_of_two_fiscal_years() -> None:
    months = [f"{month}月" for month in range(1, 13)]
    values = [f"{month}11" for month in range(1, 13)]
    by_row = read([["", *months], ["令和4年", *values]], "相談件数")
    by_corner = read([["令和4年", *months], ["相談件数", *values]])
    for out in (by_row, by_corner):
        found = brief(out.of("monthly_actual"), "fiscal_year", "month", "review_state")
        assert found[0] == (2021, "2022-01", "ok") and found[11] == (2022, "2022-12", "ok") and len(found) == 12
    unnamed = read([["", *months], ["相談件数", *values]])
    assert {row["review_state"] for row in unnamed.of("monthly_actual")} == {"flagged"}


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (["前々年度", "前年度"], [(2020, "FY", "ok"), (2021, "FY", "ok")]),
        (["R3.9末", "R4.3末"], [(2021, "YTD(9月末)", "ok"), (2021, "YTD(3月末)", "ok")]),
        (["令和3年度", "3か年平均"], [(2021, "FY", "ok"), (2022, "YTD", "flagged")]),
        (["令和3年", "令和4年"], [(2021, "FY", "flagged"), (2022, "YTD", "flagged")]),
        (["令和3年度上期(A)", "令和4年度上期(B)"], [(2021, "H1", "ok"), (2022, "H1", "ok")]),
    ],
)
def test_headings_say_of_when_figures_are(heads: list[str], found: list[tuple[object, ...]]) -> None:
    out = read([["項目", *heads], ["登録者数", "10", "20"]])
    assert brief(out.of("period_figure"), "fiscal_year", "period", "review_state") == found
    assert {row["measure_ja"].split()[0] for row in out.of("period_figure")} == {"登録者数"}


def test_a_change_is_of_the_part_of_the_year_that_it_compares() -> None:
    rows: list[list[str | None]] = [["項目", "令和3年度上期", "令和4年度上期", "増減"], ["登録者数", "10", "20", "10"]]
    assert times(read(rows)) == [(2021, "H1", 10), (2022, "H1", 20), (2022, "H1", 10)]


def test_a_forecast_is_no_result() -> None:
    rows: list[list[str | None]] = [
        ["指標", "令和3年度実績", "令和4年度見込"],
        ["生活習慣病予防健診実施率", "58.7%", "60.1%"],
        ["被扶養者の特定健診実施率", "28.6%", "29.1%"],
    ]
    states = brief(titled(table(rows, boxed=True)).of("kpi_actual"), "value", "review_state")
    assert states == [(58.7, "ok"), (60.1, "flagged"), (28.6, "ok"), (29.1, "flagged")]


def test_months_down_over_the_end_of_a_year_are_months_in_doubt() -> None:
    out = read([["月", "受付件数"], *([f"{month}月", f"{month}0"] for month in (11, 12, 1, 2, 3, 4, 5))])
    assert {row["review_state"] for row in out.of("monthly_actual")} == {"flagged"}
    assert len(out.of("monthly_actual")) == 7 and out.of("period_figure") == []


def test_a_change_against_a_column_of_last_year_is_of_this_one() -> None:
    rows: list[list[str | None]] = [
        ["項目", "第1四半期", "第2四半期", "計", "令和3年度計", "前年度比"],
        ["相談件数", "10", "12", "22", "20", "110.0%"],
    ]
    change = brief(read(rows).of("period_figure"), "fiscal_year", "value")[-1]
    assert change == (2022, 110)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("■ 窓口の受付状況（上期）", "H1"),
        ("第2四半期の受付件数（単位：件）", "Q2"),
        ("上期と下期の受付件数", "FY"),
        ("受付件数（下期まで）", "FY"),
    ],
)
def test_a_part_of_the_year_in_the_title_is_that_of_figures_whose_labels_name_none(title: str, period: str) -> None:
    out = recorder()
    rows = [["区分", "被保険者", "被扶養者"], ["受付件数", "120", "110"], ["照会件数", "30", "28"]]
    read_table(table(rows), scope(header(2022), caption=(title,)), out)
    assert {row["period"] for row in out.of("period_figure")} == {period}


def test_the_same_time_below_a_part_of_the_year_is_last_years_part() -> None:
    rows: list[list[str | None]] = [
        ["月", "受付件数", "平均所要日数"],
        ["4月", "10", "7.1日"],
        ["5月", "20", "7.3日"],
        ["6月", "30", "7.2日"],
        ["第1四半期計", "60", "7.2日"],
        ["前年同期", "55", "7.6日"],
    ]
    assert times(read(rows))[2:] == [(2021, "Q1", 55), (2021, "Q1", 7.6)]


ENDS: list[list[str | None]] = [
    ["時期", "登録者数"],
    ["令和3年度末", "310人"],
    ["第1四半期末（6月）", "320人"],
    ["第2四半期末", "330人"],
]


def test_quarters_below_the_end_of_the_year_before_are_of_the_reports_year() -> None:
    out = read(ENDS)
    assert times(out) == [(2021, "FY", 310), (2022, "Q1", 320), (2022, "Q2", 330)]
    assert {row["measure_ja"] for row in out.of("period_figure")} == {"登録者数"}
    assert {row["review_state"] for row in out.of("period_figure")} == {"ok"}


def test_quarters_below_the_figure_of_a_whole_year_are_in_doubt() -> None:
    rows = [ENDS[0], ["令和3年度", "310人"], ["第1四半期", "320人"]]
    assert brief(read(rows).of("period_figure"), "value", "review_state") == [(310, "ok"), (320, "flagged")]


def test_quarters_below_the_title_of_a_year_are_of_that_year() -> None:
    rows: list[list[str | None]] = [ENDS[0], ["令和3年度", None], ["第1四半期", "320人"], ["第2四半期", "330人"]]
    assert times(read(rows)) == [(2021, "Q1", 320), (2021, "Q2", 330)]


def test_the_end_of_a_quarter_dates_the_result_of_a_kpi() -> None:
    rows = [["時期", "健康宣言事業所数"], *([label, figure] for label, figure in zip(
        ("令和3年度末", "第1四半期末", "第2四半期末"), ("1,010", "1,020", "1,030"), strict=True))]  # fmt: skip
    found = brief(read(list(rows)).of("kpi_actual"), "fiscal_year", "as_of", "value")
    assert found == [(2021, None, 1010), (2022, "2022-06", 1020), (2022, "2022-09", 1030)]


BELOW: list[list[str | None]] = [
    ["月", "支給件数（件）", "平均所要日数"],
    *([f"{month}月", f"{100 + month}", f"{month}.5日"] for month in range(4, 10)),
    ["計", "639", "7.0日"],
    ["前年同期", "600", "7.6日"],
    ["増減", "39", "△0.6日"],
]


@pytest.mark.parametrize("across", [False, True])
def test_last_year_and_changes_behind_months_are_of_the_part_that_the_months_make(across: bool) -> None:
    rows = [list(row) for row in zip(*BELOW, strict=True)] if across else BELOW
    out = read(rows)
    found = {(row["measure_ja"], *row_time) for row, row_time in zip(out.of("period_figure"), times(out), strict=True)}
    assert found >= {("支給件数", 2021, "H1", 600), ("支給件数 増減", 2022, "H1", 39)}
    assert found >= {("平均所要日数", 2021, "H1", 7.6), ("平均所要日数 増減", 2022, "H1", -0.6)}
    assert not out.of("kpi_actual")


def test_a_year_that_is_said_again_in_brackets_is_of_the_same_part_as_the_one_beside_it() -> None:
    rows: list[list[str | None]] = [["", "令和4年度（8月末）", "令和3年度（前年同期）"], ["発送件数", "40件", "39件"]]
    assert times(read(rows)) == [(2022, "YTD(8月末)", 40), (2021, "YTD(8月)", 39)]


def test_a_title_that_says_how_far_the_figures_of_every_year_run() -> None:
    rows: list[list[str | None]] = [
        ["", "令和4年度", "令和3年度", "増減"],
        ["窓口件数", "191", "210", "△19"],
        ["電話件数", "172", "168", "4"],
    ]
    found = times(read(rows, "(参考)4月から12月までの累計"))
    assert found[:3] == [(2022, "YTD(12月)", 191), (2021, "YTD(12月)", 210), (2022, "YTD(12月)", -19)]


YEARS_DOWN: list[list[str | None]] = [
    ["年度", "受付件数", "処理件数"],
    ["令和4年度", "191件", "180件"],
    ["令和3年度", "210件", "204件"],
]


@pytest.mark.parametrize("title", ["受付の状況（8月まで）", "受付の状況（8月末まで）"])
def test_a_title_that_says_up_to_which_month_of_every_year(title: str) -> None:
    found = times(read(YEARS_DOWN, title))
    assert found == [(year, "YTD(8月)", value) for year, value in ((2022, 191), (2022, 180), (2021, 210), (2021, 204))]


def test_a_title_that_dates_one_year_leaves_the_other_in_doubt() -> None:
    out = read(YEARS_DOWN, "受付の状況（8月末現在）")
    states = brief(out.of("period_figure"), "fiscal_year", "value", "review_state")
    assert states == [(2022, 191, "ok"), (2022, 180, "ok"), (2021, 210, "flagged"), (2021, 204, "flagged")]


def test_a_sum_behind_months_that_do_not_begin_the_year_runs_up_to_the_last() -> None:
    rows: list[list[str | None]] = [
        ["区分", "第2四半期", None, None, "年度累計", None],
        [None, "7月", "8月", "9月", "令和4年度", "令和3年度"],
        ["窓口件数", "48", "45", "47", "285", "299"],
        ["電話件数", "210", "198", "205", "1,248", "1,261"],
    ]
    out = read(rows, spans={(0, 0): (2, 1), (0, 1): (1, 3), (0, 4): (1, 2)})
    found = brief(out.of("period_figure"), "fiscal_year", "period", "value", "review_state")
    assert found[:2] == [(2022, "YTD(9月)", 285, "ok"), (2021, "YTD(9月)", 299, "flagged")]


def test_a_change_right_below_the_rows_of_its_two_years_is_in_no_doubt() -> None:
    rows: list[list[str | None]] = [
        ["", "", "4月", "5月", "6月"],
        ["着信数", "令和3年度", "210", "201", "208"],
        [None, "令和4年度", "220", "209", "212"],
        [None, "増減", "10", "8", "4"],
        ["応答率", "令和3年度", "91.2%", "92.0%", "90.8%"],
        [None, "令和4年度", "93.0%", "93.4%", "92.2%"],
    ]
    out = read(rows, spans={(1, 0): (3, 1), (4, 0): (2, 1)})
    found = brief(out.of("monthly_actual"), "fiscal_year", "measure_ja", "value", "review_state")
    assert found[6:9] == [(2022, "着信数増減", value, "ok") for value in (10, 8, 4)]


def test_months_of_the_nation_that_are_of_no_kpi_say_so() -> None:
    rows: list[list[str | None]] = [
        ["", "項目", "4月", "5月", "6月"],
        ["大分支部", "医療費(円)", "16,210", "15,980", "16,044"],
        ["全国", "医療費(円)", "14,980", "14,755", "14,820"],
    ]
    names = {name for (name,) in brief(read(rows).of("monthly_actual"), "measure_ja")}
    assert names == {"医療費", "医療費 全国平均"}


def test_totals_below_quarters_of_several_columns_are_of_the_part_that_they_sum_up() -> None:
    parts = ["第1四半期", "第2四半期", "第3四半期", "累計"]
    top = ["", *(text for part in parts for text in (part, None))]
    rows: list[list[str | None]] = [
        top,
        ["", *["件数", "金額"] * 4],
        ["調定", "120", "3,410", "132", "3,870", "128", "3,600", "380", "10,880"],
        ["回収率", "44.0%", None, "44.7%", None, "50.3%", None, "46.3%", None],
    ]
    wide = {(row, col): (1, 2) for row in (0, 3) for col in range(1, 9, 2)}
    out = titled(table(rows, spans=wide, boxed=True), title="令和4年度 大分支部事業報告（令和4年12月末時点）")
    found = brief(out.of("period_figure"), "measure_ja", "period", "value")
    assert {("調定 件数", "YTD(12月)", 380), ("調定 金額", "YTD(12月)", 10880)} <= set(found)
    assert [(name.split()[0], period) for name, period, value in found if value in (44.0, 46.3)] == [
        ("回収率", "Q1"),
        ("回収率", "YTD(12月)"),
    ]
    assert not any("件数" in name for name, _, value in found if value == 44.0)


def test_a_comparison_under_two_years_is_of_the_later_one_and_another_figure_in_doubt() -> None:
    rows: list[list[str | None]] = [
        ["", "令和3年度", "令和4年度"], ["4月", "30", "33"], ["5月", "20", "22"], ["6月", "10", "13"],
        ["計", "60", "68"], ["前年同期比", "113.3%", None],
    ]  # fmt: skip
    out = read(rows, spans={(5, 1): (1, 2)})
    compared = [row for row in out.of("period_figure") if row["value"] == 113.3]
    assert brief(compared, "fiscal_year") == [(2022,)]
    rows[5] = ["計", "128", None]
    found = [row for row in read(rows, spans={(5, 1): (1, 2)}).of("period_figure") if row["value"] == 128]
    assert {row["review_state"] for row in found} == {"flagged"} and len(found) == 1
