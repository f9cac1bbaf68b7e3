"""KPIs in tables of any build."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from extract.document import Table
from extract.recorder import Recorder
from extract.shapes.tables.kpis.kpi_grid import read_kpi_grid
from tests.unit.build import brief, header, recorder, scope, table, titled

HALF_YEAR = header(2023, as_of=date(2023, 9, 1), kind="progress", period="H1")


def read(rows: Sequence[Sequence[str]] | Table, caption: Sequence[str] = ()) -> Recorder:
    out = recorder()
    read_kpi_grid(rows if isinstance(rows, Table) else table(rows), scope(HALF_YEAR, caption=caption), out)
    return out


def test_kpis_across_with_target_and_results_down() -> None:
    out = read([
        ["", "健康宣言事業所数", "一者応札案件の割合"],
        ["目標", "900事業所以上", "15%以下"],
        ["9月末実績", "912事業所", "11.5%"],
        ["令和4年度実績", "871事業所", "16.0%"],
    ])  # fmt: skip
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value", "fiscal_year") == [
        ("health_declaration_workplaces", ">=", 900, 2023),
        ("single_bid_rate", "<=", 15, 2023),
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "value", "fiscal_year", "as_of") == [
        ("health_declaration_workplaces", 912, 2023, "2023-09"),
        ("single_bid_rate", 11.5, 2023, "2023-09"),
        ("health_declaration_workplaces", 871, 2022, None),
        ("single_bid_rate", 16, 2022, None),
    ]


def test_a_heading_of_both_calls_no_row_a_target() -> None:
    rows = [["KPI", "目標と実績", "目標と実績"]]
    for name in ("健康宣言事業所数", "一者応札案件の割合"):
        unit = "事業所" if name == "健康宣言事業所数" else "%"
        rows += [[name, "目標", f"90{unit}"], [name, "9月末実績", f"91{unit}"], [name, "(R4)", f"88{unit}"]]
    out = read(rows)
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [(2023, 90), (2023, 90)]
    results = brief(out.of("kpi_actual"), "fiscal_year", "value")
    assert sorted(results) == [(2022, 88), (2022, 88), (2023, 91), (2023, 91)]


def test_a_target_of_last_years_figure_dates_nothing_below_it() -> None:
    out = read([
        ["", "健康宣言事業所数", "ジェネリック医薬品使用割合"],
        ["目標", "900事業所以上", "対前年度以上"],
        ["実績", "912事業所", "81.5%"],
    ])  # fmt: skip
    assert brief(out.of("kpi_target"), "comparator") == [(">=",), ("prior_year_or_more",)]
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of") == [
        (912, 2023, "2023-09"),
        (81.5, 2023, "2023-09"),
    ]


def test_boxes_stacked_in_one_table_keep_to_their_own_name() -> None:
    rows = [
        ["健康宣言事業所数", None],
        ["目標", "9月末実績"],
        ["900事業所以上", "912事業所"],
        ["一者応札案件の割合", None],
        ["目標", "9月末実績"],
        ["15%以下", "11.5%"],
    ]
    out = read(table(rows, spans={(0, 0): (1, 2), (3, 0): (1, 2)}))
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [
        ("health_declaration_workplaces", 912),
        ("single_bid_rate", 11.5),
    ]


def test_a_table_named_by_the_line_above_it() -> None:
    out = read([["目標", "900事業所以上"], ["9月末実績", "912事業所"]], caption=["健康宣言事業所数"])
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("health_declaration_workplaces", 900)]


def test_a_rate_of_attainment_is_no_result_and_a_figure_without_a_role_is_rejected() -> None:
    out = read([
        ["", "目標", "9月末実績", "達成率", "参考"],
        ["健康宣言事業所数", "900事業所以上", "912事業所", "101.3%", "7.5%"],
    ])  # fmt: skip
    assert [row["value"] for row in out.of("kpi_actual")] == [912]
    assert brief(out.of("period_figure"), "measure_ja", "value") == [("健康宣言事業所数 達成率", 101.3)]
    assert [row["extracted_text"] for row in out.of("reject")] == ["7.5%"]


def test_without_a_target_it_is_no_table_of_kpis() -> None:
    out = read([["", "9月末実績"], ["健康宣言事業所数", "912事業所"]])
    assert out.rows == {}


def test_a_name_with_a_number_in_it_is_no_figure() -> None:
    out = read([
        ["", "レセプト1件当たりの再審査の査定額", "一者応札案件の割合"],
        ["目標", "5,100円以上", "15%以下"],
        ["9月末実績", "5,230円", "11.5%"],
    ])  # fmt: skip
    assert out.of("reject") == []
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [
        ("reassessment_amount_per_receipt", 5230),
        ("single_bid_rate", 11.5),
    ]


def test_the_branch_and_the_nation_by_turns_need_no_target() -> None:
    rows = [
        ["指標", "区分", "令和3年度", "令和4年度"],
        ["一者応札案件の割合", "当支部", "12.5%", "11.5%"],
        [None, "全国", "14.0%", "13.5%"],
        ["健康宣言事業所数", "当支部", "820事業所", "871事業所"],
    ]
    out = read(table(rows, spans={(1, 0): (2, 1)}))
    assert brief(out.of("kpi_actual"), "kpi_code", "scope", "fiscal_year", "value") == [
        ("single_bid_rate", "branch", 2021, 12.5),
        ("single_bid_rate", "branch", 2022, 11.5),
        ("single_bid_rate", "national_average", 2021, 14),
        ("single_bid_rate", "national_average", 2022, 13.5),
        ("health_declaration_workplaces", "branch", 2021, 820),
        ("health_declaration_workplaces", "branch", 2022, 871),
    ]


def test_what_another_branch_reached_is_no_result() -> None:
    out = read([
        ["", "目標", "新潟支部", "長野支部"],
        ["一者応札案件の割合", "15%以下", "11.5%", "9.5%"],
    ])  # fmt: skip
    own = [row["value"] for row in out.of("kpi_actual")]
    assert 9.5 not in own
    assert len(own) <= 1


def test_the_line_above_names_the_rows_up_to_a_title_that_names_another() -> None:
    out = read([
        ["目標", "実績"],
        ["900事業所以上", "912事業所"],
        ["一者応札案件の割合", ""],
        ["目標", "実績"],
        ["15%以下", "11.5%"],
    ], caption=["1 健康宣言事業所数"])  # fmt: skip
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [
        ("health_declaration_workplaces", 912), ("single_bid_rate", 11.5),
    ]  # fmt: skip


def test_an_earlier_figure_in_brackets_keeps_the_year_printed_with_it() -> None:
    out = read([
        ["", "健康宣言事業所数", "一者応札案件の割合"],
        ["目標", "900事業所以上(令和4年度 850事業所)", "15%以下"],
        ["実績", "912事業所(令和4年度 871事業所)", "11.5%[R4年9月末 16.0%]"],
    ])  # fmt: skip
    assert brief(out.of("kpi_target"), "target_value", "fiscal_year") == [(900, 2023), (15, 2023)]
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of", "review_state") == [
        (912, 2023, "2023-09", "ok"),
        (871, 2022, None, "ok"),
        (11.5, 2023, "2023-09", "ok"),
        (16, 2022, "2022-09", "ok"),
    ]


def test_a_year_beside_a_figure_whose_brackets_hold_more_is_in_doubt() -> None:
    out = read([
        ["", "健康宣言事業所数", "一者応札案件の割合"],
        ["目標", "900事業所以上", "15%以下"],
        ["実績", "912事業所(令和4年度は871事業所で増加)", "11.5%"],
    ])  # fmt: skip
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "review_state")[0] == (912, 2023, "flagged")


def test_a_rate_of_progress_may_be_the_share_of_the_target() -> None:
    out = read(
        [
            ["", "健康宣言事業所数", "一者応札案件の割合"],
            ["目標", "900事業所以上", "15%以下"],
            ["9月末進捗率", "87.5%", "11.5%"],
        ]
    )
    assert {row["review_state"] for row in out.of("kpi_actual")} == {"flagged"}


def test_a_result_behind_the_target_of_a_sheet_is_no_target_of_an_earlier_year() -> None:
    for words, results, targets in (
        ("令和4年度実績 871事業所", [(871, 2022, "flagged")], []),
        ("令和4年度 871事業所", [], [(871, 2022, "flagged")]),
    ):
        rows = [["健康宣言事業所数", None], ["目標", f"900事業所以上({words})"], ["実績", "912事業所"]]
        out = titled(table(rows, spans={(0, 0): (1, 2)}, boxed=True))
        found = brief(out.of("kpi_actual"), "value", "fiscal_year", "review_state")
        aims = brief(out.of("kpi_target"), "target_value", "fiscal_year", "review_state")
        assert [row for row in found if row[0] == 871] == results
        assert [row for row in aims if row[0] == 871] == targets


@pytest.mark.parametrize("label", ["計画", "計画値", "目標"])
def test_rows_of_plans_in_figures_are_no_headings_of_plans(label: str) -> None:
    name = "サービススタンダードの達成状況"
    rows: list[list[str | None]] = [
        ["指標", "単位", "区分", "令和3年度", "令和4年度"],
        [name, "%", label, "98.3以上", "98.6以上"],
        [None, None, "実績", "98.8", "99.1"],
    ]
    spans = {(1, 0): (2, 1), (1, 1): (2, 1)}
    out = titled(table(rows, spans=spans, boxed=True), title="令和4年度 大分支部事業実施結果")
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [(2021, 98.3), (2022, 98.6)]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2021, 98.8), (2022, 99.1)]


@pytest.mark.parametrize("head", ["前年同期の順位", "前年度順位", "令和4年度順位"])
def test_last_years_rank_below_this_years_goes_with_it(head: str) -> None:
    out = read([["目標", "900事業所以上"], ["全国順位", "12位"], [head, "15位"]], caption=["健康宣言事業所数"])
    assert brief(out.of("kpi_rank"), "fiscal_year", "rank", "previous_rank") == [(2023, 12, 15)]


def test_a_rank_of_years_before_stays_one_of_its_own() -> None:
    ranks = [["全国順位", "12位"], ["令和2年度順位", "15位"]]
    out = read([["目標", "900事業所以上"], *ranks], caption=["健康宣言事業所数"])
    assert brief(out.of("kpi_rank"), "fiscal_year", "rank", "previous_rank") == [(2023, 12, None), (2020, 15, None)]


def test_a_rank_beside_the_figures_of_its_year_is_of_that_year() -> None:
    rows = [["年度", "目標", "実績", "全国順位"], ["健康宣言事業所数", "", "", ""]]
    years = [["令和4年度", "700事業所以上", "712事業所", "15位"], ["令和5年度", "760事業所以上", "755事業所", "12位"]]
    out = read([*rows, *years])
    assert brief(out.of("kpi_rank"), "fiscal_year", "rank", "previous_rank") == [(2022, 15, None), (2023, 12, None)]


def test_one_kpi_among_other_figures_makes_no_table_of_kpis() -> None:
    rows = [["", "応答率", "平均日数", "一者応札案件の割合"]]
    rows += [["当支部", "91%", "5.2日", "11%"], ["全国", "92%", "5.9日", "14%"]]
    assert read(rows).rows == {}


def test_a_status_with_its_reason_answers_a_question_on_a_kpi() -> None:
    rows = [
        ["問4", "【保健事業】健康宣言事業所数についてお答えください。", None],
        ["", "令和5年度の目標", "900事業所以上"],
        ["", "令和5年9月末の実績", "872事業所"],
        ["", "自己評価", "△（理由：商工会を3回訪ね、後半に増えた。）"],
    ]
    out = read(table(rows, spans={(0, 1): (1, 2)}))
    assert brief(out.of("plan_status"), "symbol", "item_ja", "section") == [("△", "健康宣言事業所数", "保健事業")]
