"""Tables that list KPIs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.kpi_list import read_kpi_list
from extract.shapes.tables.kpis.list_columns import list_columns
from extract.shapes.tables.kpis.list_names import work_before
from tests.unit.build import brief, header, paragraph, recorder, scope, table, titled

HALF_YEAR = header(2023, as_of=date(2023, 9, 1), kind="progress", period="H1")
HEAD = ["KPI項目", "目標値", "実績", "時点"]


def read(rows: Sequence[Sequence[str]], where: Scope | None = None, boxed: bool = False) -> Recorder:
    out = recorder()
    grid = table(rows, boxed=boxed)
    columns = list_columns(grid, where or scope(HALF_YEAR))
    assert columns is not None
    read_kpi_list(grid, columns, where or scope(HALF_YEAR), out)
    return out


@pytest.mark.parametrize(
    ("name", "printed", "comparator", "value", "unit"),
    [
        ("一者応札案件の割合", "17%以下", "<=", 17, "%"),
        ("生活習慣病予防健診実施率", "５８．３％以上", ">=", 58.3, "%"),
        ("サービススタンダードの達成状況", "100%", "=", 100, "%"),
        ("健康宣言事業所数", "1,234事業所以上", ">=", 1234, "事業所"),
        ("サービススタンダードの平均所要日数", "8日以内", "<=", 8, "日"),
        ("ジェネリック医薬品使用割合", "81.1", "=", 81.1, "%"),
    ],
)
def test_targets(name: str, printed: str, comparator: str, value: float, unit: str) -> None:
    out = read([HEAD, [name, printed, "", ""], ["保険証回収率", "90%以上", "", ""]])
    assert brief(out.of("kpi_target"), "comparator", "target_value", "unit")[0] == (comparator, value, unit)


def test_results_take_the_date_beside_them() -> None:
    out = read(
        [
            HEAD,
            ["一者応札案件の割合", "17%以下", "12.5%", "8月末"],
            ["保険証回収率", "90%以上", "88.8%(速報値)", "令和5年7月時点"],
            ["健康宣言事業所数", "900事業所以上", "850事業所", ""],
        ]
    )
    facts = brief(out.of("kpi_actual"), "kpi_code", "value", "as_of", "provisional")
    assert facts == [
        ("single_bid_rate", 12.5, "2023-08", False),
        ("card_recovery_rate", 88.8, "2023-07", True),
        ("health_declaration_workplaces", 850, "2023-09", False),
    ]


def test_the_year_of_a_column_is_that_of_its_figures() -> None:
    rows = [["KPI項目", "令和5年度目標", "令和4年度実績"], ["一者応札案件の割合", "17%以下", "18.2%"]]
    out = read(rows)
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [(2023, 17)]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value", "as_of", "basis") == [(2022, 18.2, None, "full_year")]


def _under_years(*own: str, head: str = "令和5年度(新)") -> Recorder:
    """A list of three KPIs, two columns under years and one of results; `own` stands under the year of the report."""
    before, found = ("100%", "53.0%以上", "対前年度以上"), ("100%", "51.8%", "72.4%")
    names = ("サービススタンダードの達成状況", "生活習慣病予防健診実施率", "ジェネリック医薬品使用割合")
    heads = ["KPI", head, "令和4年度(旧)", "令和3年度実績"]
    return read([heads, *(list(row) for row in zip(names, own, before, found, strict=True))])


def test_bounds_under_years_alone_are_targets_and_so_is_what_stands_among_them() -> None:
    out = _under_years("100%", "55.5%以上", "73.1%以上")
    assert brief(out.of("kpi_target"), "fiscal_year", "comparator", "target_value") == [
        (2023, "=", 100),
        (2022, "=", 100),
        (2023, ">=", 55.5),
        (2022, ">=", 53),
        (2023, ">=", 73.1),
        (2022, "prior_year_or_more", None),
    ]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2021, 100), (2021, 51.8), (2021, 72.4)]


@pytest.mark.parametrize(
    ("own", "head"),
    [
        (("100%", "55.5%", "73.1%以上"), "令和5年度"),
        (("100%", "55.5%以上", "73.1%以上"), "令和5年度実績"),
    ],
)
def test_one_bound_or_bounds_under_results_make_no_targets(own: Sequence[str], head: str) -> None:
    assert all(row["fiscal_year"] == 2022 for row in _under_years(*own, head=head).of("kpi_target"))


def test_a_name_the_catalogue_does_not_know_is_kept_and_flagged() -> None:
    out = read([HEAD, ["一者応札案件の割合", "17%以下", "", ""], ["電話応対の満足度", "90%以上", "", ""]])
    assert brief(out.of("kpi_target"), "kpi_code", "review_state") == [("single_bid_rate", "ok"), (None, "flagged")]


def test_a_name_with_a_full_stop_in_brackets() -> None:
    name = "返納金債権（資格喪失後受診に係るものに限る。）の回収率"
    out = read([HEAD, [name, "50%以上", "", ""], ["保険証回収率", "90%以上", "", ""]])
    assert out.of("kpi_target")[0]["kpi_code"] == "overpayment_recovery_rate_disqualified"


def test_a_target_that_is_no_figure_is_rejected() -> None:
    out = read([HEAD, ["一者応札案件の割合", "17%以下", "", ""], ["保険証回収率", "第2期から", "", ""]])
    assert len(out.of("kpi_target")) == 1
    assert [row["extracted_text"] for row in out.of("reject")] == ["第2期から"]


@pytest.mark.parametrize(
    "rows",
    [
        [["担当", "内容"], ["甲", "乙"]],
        [["項目", "備考"], ["一者応札案件の割合", "下げる"]],
        [["月", "件数"], ["4月", "5"], ["5月", "7"]],
    ],
)
def test_other_tables_are_no_list(rows: list[list[str]]) -> None:
    assert list_columns(table(rows), scope(HALF_YEAR)) is None


def test_a_year_under_the_word_target_is_the_targets_year() -> None:
    rows = [
        ["KPI", "目標", None, "実績", None],
        [None, "R4", "R5", "R4", "R5"],
        ["健康宣言事業所数", "800事業所以上", "900事業所以上", "812事業所", "907事業所"],
        ["一者応札案件の割合", "18%以下", "17%以下", "16.5%", "15.5%"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}
    out = recorder()
    grid = table(rows, spans=spans)
    columns = list_columns(grid, scope(HALF_YEAR))
    assert columns is not None
    read_kpi_list(grid, columns, scope(HALF_YEAR), out)
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [
        (2022, 800),
        (2023, 900),
        (2022, 18),
        (2023, 17),
    ]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [
        (2022, 812),
        (2023, 907),
        (2022, 16.5),
        (2023, 15.5),
    ]


def test_a_column_headed_by_the_branch_holds_its_results_and_no_other_branchs() -> None:
    where = scope(header(2023, as_of=date(2024, 3, 1)), caption=["全国との比較(令和5年度)"])
    rows = [
        ["指標", "大分支部", "熊本支部実績", "全国平均", "順位", "前年度順位"],
        ["ジェネリック医薬品使用割合", "81.2%", "82.3%", "80.1%", "12位", "15位"],
        ["保険証回収率", "91.2%", "92.3%", "90.1%", "21位", "-"],
    ]
    out = read(rows, where)
    assert brief(out.of("kpi_actual"), "value", "scope", "as_of", "basis") == [
        (81.2, "branch", None, "full_year"),
        (80.1, "national_average", None, "full_year"),
        (91.2, "branch", None, "full_year"),
        (90.1, "national_average", None, "full_year"),
    ]
    assert brief(out.of("kpi_rank"), "rank", "previous_rank", "review_state") == [(12, 15, "ok"), (21, None, "ok")]


def test_bare_numbers_under_ranks_by_year_are_ranks_and_no_national_average() -> None:
    where = scope(header(2023, as_of=date(2024, 3, 1)), caption=["全国との比較(令和5年度)"])
    rows = [
        ["指標", "大分支部", "全国平均", "令和5年度全国順位", "令和4年度全国順位"],
        ["ジェネリック医薬品使用割合", "81.2%", "80.1%", "12", "15"],
        ["保険証回収率", "91.2%", "90.1%", "21", "-"],
    ]
    out = recorder()
    grid = table(rows, boxed=True)
    columns = list_columns(grid, where)
    assert columns is not None
    read_kpi_list(grid, columns, where, out)
    assert [row["value"] for row in out.of("kpi_actual")] == [81.2, 80.1, 91.2, 90.1]
    assert brief(out.of("kpi_rank"), "rank", "previous_rank", "review_state") == [(12, 15, "ok"), (21, None, "ok")]


def test_what_is_no_rank_under_a_heading_of_ranks_is_rejected() -> None:
    where = scope(header(2023, as_of=date(2024, 3, 1)))
    rows = [["KPI項目", "目標値", "全国順位"], ["一者応札案件の割合", "17%以下", "48.3"], ["保険証回収率", "90%", "9"]]
    out = read(rows, where)
    assert out.of("kpi_actual") == out.of("kpi_rank") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["48.3", "9"]


def test_a_target_over_figures_heads_no_targets() -> None:
    rows = [["指標", "目標62.0%以上"], ["生活習慣病予防健診実施率", "31.8%"], ["保険証回収率", "88.8%"]]
    assert list_columns(table(rows), scope(HALF_YEAR)) is None


def test_last_years_rank_alone_is_rejected() -> None:
    out = read(
        [
            ["KPI項目", "目標値", "前年度順位"],
            ["一者応札案件の割合", "17%以下", "8位"],
            ["保険証回収率", "90%以上", "9位"],
        ]
    )
    assert out.of("kpi_rank") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["8位", "9位"]


def test_parts_of_the_year_beside_one_another_are_figures_of_those_parts() -> None:
    rows = [["指標", "目標値", "第1四半期", "第2四半期"], ["生活習慣病予防健診実施率", "57.0%以上", "11.2%", "24.9%"]]
    out = read(rows)
    assert out.of("kpi_actual") == []
    assert brief(out.of("period_figure"), "kpi_code", "period", "value", "fiscal_year") == [
        ("lifestyle_checkup_rate", "Q1", 11.2, 2023),
        ("lifestyle_checkup_rate", "Q2", 24.9, 2023),
    ]


def test_one_part_of_the_year_is_the_result_at_its_end() -> None:
    rows = [["指標", "目標値", "第1四半期実績", "令和4年度第1四半期実績"], ["保険証回収率", "90%以上", "85%", "84%"]]
    out = read(rows)
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(85, "2023-06"), (84, "2022-06")]


@pytest.mark.parametrize("head", ["前年同時点", "前年同期", "前年度同月実績"])
def test_last_year_at_the_same_time_is_a_year_before_the_date_beside_it(head: str) -> None:
    rows = [["指標", "目標", "時点", "実績", head], ["一者応札案件の割合", "17%以下", "7月末", "12.5%", "14.3%"]]
    out = read([*rows, ["保険証回収率", "90%以上", "", "88.8%", "87.7%"]])
    assert brief(out.of("kpi_actual"), "value", "as_of") == [
        (12.5, "2023-07"),
        (14.3, "2022-07"),
        (88.8, "2023-09"),
        (87.7, "2022-09"),
    ]


def test_what_a_figure_is_compared_with_is_of_the_month_noted_at_it() -> None:
    rows = [["指標", "目標", "実績（9月末）", "前年同期", "全国平均"]]
    rows.append(["保険証回収率", "90%以上", "88.8%\n※8月末", "87.7%", "90.1%"])
    out = read([*rows, ["一者応札案件の割合", "17%以下", "12.5%", "14.3%", "18.0%"]])
    assert brief(out.of("kpi_actual"), "value", "as_of") == [
        (88.8, "2023-08"),
        (87.7, "2022-08"),
        (90.1, "2023-08"),
        (12.5, "2023-09"),
        (14.3, "2022-09"),
        (18, "2023-09"),
    ]


def test_a_month_decides_the_year_where_no_heading_names_one() -> None:
    rows = [["指標", "令和5年度目標", "直近の実績（時点）"], ["保険証回収率", "90%以上", "88.8%（R5.1）"]]
    out = read(rows)
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of") == [(88.8, 2022, "2023-01")]


def test_the_heading_of_ranks_may_say_what_stands_in_brackets() -> None:
    rows = [["指標", "目標", "実績", "全国順位（前年度）"], ["保険証回収率", "90%以上", "88.8%", "13位(17位)"]]
    out = read(rows)
    assert brief(out.of("kpi_rank"), "kpi_code", "rank", "previous_rank") == [("card_recovery_rate", 13, 17)]


def test_a_footnote_dates_the_results_that_bear_its_mark() -> None:
    rows = [["指標", "目標", "実績", "令和4年度実績"], ["ジェネリック医薬品使用割合※2", "80%以上", "81.5%", "80.2%"]]
    notes = {"※1": "速報", "※2": "令和5年7月診療分"}
    out = read([*rows, ["一者応札案件の割合", "17%以下", "12.5%※1", "15%"]], scope(HALF_YEAR).under(notes=notes))
    assert brief(out.of("kpi_actual"), "value", "as_of", "provisional") == [
        (81.5, "2023-07", False),
        (80.2, None, False),
        (12.5, "2023-09", True),
        (15, None, False),
    ]


def test_a_column_of_units() -> None:
    head = ["KPI項目", "単位", "目標値", "実績"]
    out = read([head, ["一者応札案件の割合", "%", "17以下", "12.5"], ["健康宣言事業所数", "千件", "2以上", "1.5"]])
    assert brief(out.of("kpi_actual"), "value", "unit", "review_state") == [(12.5, "%", "ok"), (1.5, "千件", "flagged")]
    assert brief(out.of("kpi_target"), "target_value", "unit", "review_state")[1] == (2, "千件", "flagged")


def test_results_of_a_year_that_cannot_be_read_are_refused() -> None:
    head = ["KPI項目", "目標値", "令和〇年度実績"]
    out = read([head, ["一者応札案件の割合", "17%以下", "12.5%"], ["保険証回収率", "90%以上", "88.8%"]])
    assert len(out.of("kpi_target")) == 2
    assert out.of("kpi_actual") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["12.5%", "88.8%"]


def test_a_status_judges_the_work_beside_it_rather_than_its_kpi() -> None:
    out = read([
        ["番号", "取組内容", "指標（KPI）", "目標値", "実績値", "評価"],
        ["1", "入札の参加要件を見直し、応札者を増やす。", "一者応札案件の割合", "15%以下", "11.5%", "○"],
        ["2", "職員の健康づくりを話し合う会議を立ち上げる。", "－", "－", "－", "×"],
        ["3", "－", "健康宣言事業所数", "900事業所以上", "871事業所", "△"],
    ])  # fmt: skip
    assert brief(out.of("plan_status"), "symbol", "item_ja") == [
        ("○", "入札の参加要件を見直し、応札者を増やす。"),
        ("×", "職員の健康づくりを話し合う会議を立ち上げる。"),
        ("△", "健康宣言事業所数"),
    ]


def test_a_rank_is_of_the_year_over_it() -> None:
    rows = [
        ["KPI項目", "目標値", "令和4年度 全国順位", "全国順位"],
        ["一者応札案件の割合", "17%以下", "12位", "9位"],
        ["保険証回収率", "90%以上", "31位", "30位"],
    ]
    facts = brief(read(rows).of("kpi_rank"), "fiscal_year", "rank", "as_of")
    assert facts == [(2022, 12, None), (2023, 9, "2023-09"), (2022, 31, None), (2023, 30, "2023-09")]
    both = [["KPI項目", "目標値", "全国順位(令和4年度)"], ["一者応札案件の割合", "17%以下", "12位(9位)"]]
    assert brief(read(both).of("kpi_rank"), "fiscal_year", "rank", "previous_rank") == [(2023, 12, 9)]
    plan = read(rows, scope(header(2023, kind="plan"))).of("kpi_rank")
    assert [row["review_state"] for row in plan] == ["ok", "flagged"] * 2


def test_results_with_their_month_below_are_no_column_of_dates() -> None:
    out = read([
        ["KPI項目", "目標値", "実績"],
        ["一者応札案件の割合", "17%以下", "2.5%\n(8月時点)"],
        ["保険証回収率", "90%以上", "88.8%\n(7月時点)"],
    ])  # fmt: skip
    assert brief(out.of("kpi_actual"), "value", "as_of") == [(2.5, "2023-08"), (88.8, "2023-07")]


def test_how_much_of_a_target_was_reached_is_a_figure_of_its_own() -> None:
    out = read([
        ["KPI項目", "目標値", "実績", "達成率", "対前年度差"],
        ["保険証回収率", "90%以上", "81.0%", "90.0%", "1.1%"],
    ])  # fmt: skip
    facts = brief(out.of("period_figure"), "measure_ja", "value", "kpi_code", "period")
    assert facts == [("保険証回収率 達成率", 90, None, "YTD")]
    assert len(out.of("kpi_actual")) == 1


@pytest.mark.parametrize(
    ("head", "name", "printed", "comparator"),
    [
        ("目標値（％以上）", "資格喪失後2か月以内の保険証回収率", "91.20", ">="),
        ("目標（以下）", "一者応札案件の割合", "14.0", "<="),
        ("目標値（％以上）", "一者応札案件の割合", "14.0%以下", "<="),
        ("目標値（％）", "資格喪失後2か月以内の保険証回収率", "91.20", "="),
        ("目標（対前年度以上）", "保険証回収率", "91.20", "="),
    ],
)
def test_the_sense_of_a_target_is_its_own_or_that_of_its_heading(
    head: str, name: str, printed: str, comparator: str
) -> None:
    rows = [["指標", head, "実績"], [name, printed, "90.1"], ["生活習慣病予防健診実施率", "60%以上", "58.2"]]
    assert read(rows).of("kpi_target")[0]["comparator"] == comparator


def test_a_table_of_figures_of_which_some_are_kpis_is_no_list() -> None:
    grid = table([
        ["区分", "令和4年度", "令和5年度"], ["相談件数", "812", "903"], ["生活習慣病予防健診実施率", "58.1", "59.4"],
        ["被扶養者の特定健診実施率", "25.2", "26.0"],
    ])  # fmt: skip
    assert list_columns(grid, scope(HALF_YEAR)) is None


@pytest.mark.parametrize(
    ("note", "as_of", "basis", "state"),
    [
        ("［前年同月：30.1%］", "2022-08", None, "ok"),
        ("（前年度実績 54.2%）", None, "full_year", "ok"),
        ("〔前年：30.1%〕", "2022-08", None, "flagged"),  # of the same time or of the year is not said
    ],
)
def test_last_years_figure_in_brackets(note: str, as_of: str | None, basis: str | None, state: str) -> None:
    rows = [["指標", "目標", "実績"], ["特定保健指導の実施率（被保険者）", "36.0%以上", f"31.5%（8月末）\n{note}"]]
    now, before = read(rows).of("kpi_actual")
    assert brief([now], "fiscal_year", "value", "as_of") == [(2023, 31.5, "2023-08")]
    assert brief([before], "fiscal_year", "as_of", "basis", "review_state") == [(2022, as_of, basis, state)]


def test_rows_take_the_measure_that_the_heading_over_their_names_says() -> None:
    rows = [
        ["健診等（実施率）", "目標", "実績"],
        ["生活習慣病予防健診", "60.0%", "31.5%"],
        ["特定保健指導（被保険者）", "25.0%", "11.4%"],
    ]
    out = titled(table([*rows, ["被扶養者の特定健診", "30.0%", "9.8%"]], boxed=True))
    codes = ["lifestyle_checkup_rate", "insured_guidance_rate", "dependent_checkup_rate"]
    assert brief(out.of("kpi_target"), "kpi_code", "review_state") == [(code, "ok") for code in codes]


@pytest.mark.parametrize(
    ("last_year", "state"),
    [("前年", "flagged"), ("昨年実績", "flagged"), ("前年度", "ok"), ("前年同期", "ok"), ("令和4年度", "ok")],
)
def test_last_year_alone_may_be_the_same_month_of_it(last_year: str, state: str) -> None:
    out = read([["KPI項目", "目標値", "9月末", last_year], ["一者応札案件の割合", "17%以下", "12.5%", "18.2%"]])
    assert [row["review_state"] for row in out.of("kpi_actual")] == ["ok", state]


def test_a_remark_says_which_last_year_is_meant() -> None:
    rows = [["KPI項目", "目標値", "9月末", "前年"], ["一者応札案件の割合", "17%以下", "12.5%", "18.2%"]]
    facts = brief(read(rows, scope(HALF_YEAR, same_month=True)).of("kpi_actual"), "value", "as_of", "review_state")
    assert facts == [(12.5, "2023-09", "ok"), (18.2, "2022-09", "ok")]


def test_last_year_in_a_report_of_the_year_is_the_whole_of_it() -> None:
    whole = scope(header(2023, as_of=None, kind="results", period="FY"))
    out = read([["KPI項目", "目標値", "実績", "前年"], ["一者応札案件の割合", "17%以下", "12.5%", "18.2%"]], whole)
    assert brief(out.of("kpi_actual"), "fiscal_year", "basis", "review_state")[-1] == (2022, "full_year", "ok")


def test_a_name_dates_the_figures_of_all_years() -> None:
    rows = [["KPI項目", "目標値", "令和3年度", "令和4年度"]]
    rows += [["ジェネリック医薬品使用割合(各年度3月診療分)", "81.1%以上", "80.0%", "81.0%"]]
    facts = brief(read(rows).of("kpi_actual"), "fiscal_year", "as_of", "review_state")
    assert facts == [(2021, "2022-03", "ok"), (2022, "2023-03", "ok")]


def test_a_heading_for_the_target_and_the_nation_is_that_of_no_target_of_the_nation() -> None:
    heads = [["KPI項目", "目標・全国", "目標・全国"], ["KPI項目", "目標", "全国平均"]]
    out = read([*heads, ["一者応札案件の割合", "17%以下", "12.5%"], ["保険証回収率", "90%以上", "88.8%"]])
    assert brief(out.of("kpi_target"), "comparator", "target_value") == [("<=", 17), (">=", 90)]
    assert brief(out.of("kpi_actual"), "scope", "value") == [("national_average", 12.5), ("national_average", 88.8)]


def test_brackets_that_the_heading_explains_hold_results() -> None:
    head = ["指標", "令和5年度KPI※【　】内は令和5年度の直近実績、（　）内は令和4年度実績"]
    out = read(
        [
            head,
            ["生活習慣病予防健診実施率", "58.3%以上\n【31.2%(R5.8)】（57.7%）"],
            ["健康宣言事業所数", "1,234事業所以上\n【1,201事業所(R5.9)】（1,150事業所）"],
        ]
    )
    assert brief(out.of("kpi_target"), "fiscal_year", "comparator", "target_value") == [
        (2023, ">=", 58.3),
        (2023, ">=", 1234),
    ]
    assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value", "review_state") == [
        (2023, "2023-08", 31.2, "ok"),
        (2022, None, 57.7, "ok"),
        (2023, "2023-09", 1201, "ok"),
        (2022, None, 1150, "ok"),
    ]


def test_a_target_or_several_figures_under_results_are_not_taken_for_one() -> None:
    head = ["指標", "目標", "実績(9月末)"]
    out = read(
        [
            head,
            ["生活習慣病予防健診実施率", "58.3%以上", "58.3%以上"],
            ["被扶養者の特定健診実施率", "30.1%以上", "12.2% 13.4%"],
            ["一者応札案件の割合", "17%以下", "12.5%"],
        ]
    )
    assert [row["extracted_text"] for row in out.of("reject")] == ["58.3%以上"]
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(12.2, "flagged"), (12.5, "ok")]


def test_a_column_of_sentences_holds_no_results() -> None:
    rows = [
        ["事業計画", "目標", "実施状況"],
        ["生活習慣病予防健診実施率", "58.3%以上", "3機関と契約した。"],
        ["一者応札案件の割合", "17%以下", "2件を公告した。"],
    ]
    assert read(rows).of("kpi_actual") == []


def test_the_year_behind_a_figure_is_its_year() -> None:
    out = read(
        [
            ["指標", "現状", "目標"],
            ["保険証回収率", "88.5%（令和3年度）", "90%以上（令和5年度）"],
            ["返納金債権の回収率", "50.1%（令和3年度）", "54%以上（令和5年度）"],
        ]
    )
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2021, 88.5), (2021, 50.1)]
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [(2023, 90), (2023, 54)]


def test_brackets_of_a_heading_say_what_stands_in_brackets() -> None:
    rows = [["KPI", "目標", "9月末（前年同月差）"], ["保険証回収率", "90%以上", "88.5%（△1.2ポイント）"]]
    assert brief(read(rows).of("kpi_actual"), "fiscal_year", "value") == [(2023, 88.5)]


def test_a_column_that_is_not_understood_is_rejected() -> None:
    out = read([["KPI", "目標", "Ｘ"], ["保険証回収率", "90%以上", "88.5%"]])
    assert out.of("kpi_actual") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["88.5%"]


def test_a_national_average_that_nothing_dates_is_in_doubt() -> None:
    out = read([["KPI", "目標", "全国平均"], ["保険証回収率", "90%以上", "88.5%"]])
    assert brief(out.of("kpi_actual"), "scope", "review_state") == [("national_average", "flagged")]


def test_one_cell_with_figures_that_no_words_tell_apart_is_in_doubt() -> None:
    out = read([["KPI", "目標", "実績"], ["保険証回収率", "90%以上", "88.5% 87.1%"]])
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(88.5, "flagged")]


def test_a_bare_month_in_a_column_is_that_of_the_latest_year() -> None:
    heads = ["指標", "R3年度実績", "R4年度目標", "R4年度実績", "時点"]
    rows = [heads, ["保険証回収率", "88.4%", "90%以上", "86.9%", "8月時点"]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部KPI一覧")
    assert brief(out.of("kpi_actual"), "fiscal_year", "as_of") == [(2021, None), (2022, "2022-08")]


def test_targets_of_the_whole_association_are_none_of_the_branch() -> None:
    out = read(
        [
            ["KPI項目", "目標", "全国目標"],
            ["一者応札案件の割合", "17%以下", "15%以下"],
            ["保険証回収率", "90%以上", "92%以上"],
        ]
    )
    assert brief(out.of("kpi_target"), "target_value") == [(17,), (90,)]
    assert [row["extracted_text"] for row in out.of("reject")] == ["15%以下", "92%以上"]


def test_targets_stand_in_brackets_behind_names_whose_heading_says_so() -> None:
    rows = [["KPI（目標値）", "9月末", "12月末"], ["サービススタンダード（100%）", "100%", "99.9%"]]
    rows += [["査定率（前年度0.31%以上）", "0.30%", "0.32%"], ["一者応札案件の割合（17%以下）", "0%", "8%"]]
    found = brief(read(rows).of("kpi_target"), "kpi_code", "comparator", "target_value")
    assert found == [
        ("service_standard_rate", "=", 100),
        ("receipt_assessment_rate", ">=", 0.31),
        ("single_bid_rate", "<=", 17),
    ]


def test_a_figure_in_a_unit_that_is_not_the_kpis_is_in_doubt() -> None:
    out = read(
        [["KPI項目", "目標", "実績"], ["保険証回収率", "90%以上", "1,204件"], ["一者応札案件の割合", "17%以下", "8%"]]
    )
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(1204, "flagged"), (8, "ok")]


def test_counts_and_their_rates_by_year_are_no_list_of_kpis() -> None:
    heads = ["区分", "令和3年度", "令和4年度"]
    rows = [heads, ["生活習慣病予防健診実施率（％）", "51.2", "52.3"], ["生活習慣病予防健診（人）", "5,120", "5,230"]]
    assert list_columns(table(rows), scope(HALF_YEAR)) is None
    rows[2] = ["被扶養者の特定健診実施率", "1.2", "1.3"]
    assert list_columns(table(rows), scope(HALF_YEAR)) is not None


def test_a_column_of_references_and_sentences_with_figures_is_none_of_results() -> None:
    rows = [
        ["概要", "進捗状況"],
        ["【KPI】①一者応札案件の割合を17%以下とする。", "資料2のとおり"],
        ["【KPI】②保険証回収率を90%以上とする。", "資料2のとおり"],
        ["③送付先を見直す。", "・一次1,204件、二次377件を送付。"],
    ]
    columns = list_columns(table(rows), scope(HALF_YEAR))
    assert columns is None or not columns.results


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("①血圧の高い方に受診を促す。\n【KPI】健康宣言事業所数を900事業所以上とする。", "①血圧の高い方に受診を促す。"),
        ("【KPI】健康宣言事業所数を900事業所以上とする。", None),
        ("①血圧の高い方に受診を呼びかける。\n②案内を送付する。\n【KPI】健康宣言事業所数", None),
        ("健康宣言事業所数", None),
    ],
)
def test_the_work_before_the_kpi_of_a_cell(text: str, work: str | None) -> None:
    assert work_before(table([[text]], boxed=True, xs=[0.0, 400.0]).cells[0]) == work


def test_a_status_below_a_quarter_is_of_that_quarter() -> None:
    rows = [
        ["KPI", "年度目標", "第1四半期", None, "第2四半期", None],
        [None, None, "実績", "評価", "実績", "評価"],
        ["健康宣言事業所数", "1,300事業所以上", "1,215事業所", "○", "1,252事業所", "○"],
        ["ジェネリック医薬品使用割合", "81.0%以上", "79.8%", "△", "80.2%", "○"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (1, 2)}
    out = titled(table(rows, spans=spans, boxed=True))
    assert brief(out.of("plan_status"), "item_ja", "symbol", "period") == [
        ("健康宣言事業所数", "○", "Q1"),
        ("健康宣言事業所数", "○", "Q2"),
        ("ジェネリック医薬品使用割合", "△", "Q1"),
        ("ジェネリック医薬品使用割合", "○", "Q2"),
    ]


def test_kpis_of_the_year_to_come_are_targets_also_as_a_draft() -> None:
    rows = [
        ["項目", "令和4年度実績", "令和5年度KPI（案）"],
        ["生活習慣病予防健診実施率", "57.0%", "58.0%以上"],
        ["一者応札案件の割合", "12.5%", "対前年度以下"],
    ]
    assert brief(read(rows).of("kpi_target"), "fiscal_year", "comparator", "target_value") == [
        (2023, ">=", 58),
        (2023, "prior_year_or_less", None),
    ]


def test_a_name_below_two_groups_of_people_is_no_list_but_read_with_each() -> None:
    rows = [
        ["", "被保険者", None, "被扶養者", None],
        [None, "目標", "実績", "目標", "実績"],
        ["特定保健指導実施率", "23.5%", "25.1%", "17.0%", "15.2%"],
    ]
    out = titled(table(rows, spans={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}, boxed=True))
    assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [
        ("insured_guidance_rate", 23.5),
        ("dependent_guidance_rate", 17),
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [
        ("insured_guidance_rate", 25.1),
        ("dependent_guidance_rate", 15.2),
    ]


def test_a_difference_with_a_plus_is_no_fact_and_a_numbered_title_no_figure() -> None:
    rows = [
        ["柱", "KPI", "目標", "実績", "増減"],
        ["1.健診の推進", "生活習慣病予防健診実施率", "58.0%", "58.6%", "+0.6"],
        ["2.医療費", "ジェネリック医薬品使用割合", "81.0%", "80.7%", "▲0.3"],
    ]
    assert [row["extracted_text"] for row in read(rows).of("reject")] == ["+0.6", "▲0.3"]


def test_words_on_how_a_target_was_set_hold_no_results() -> None:
    rows = [
        ["KPI", "令和5年度", None, "令和6年度", None],
        [None, "目標", "実績", "目標", "設定の考え方"],
        ["生活習慣病予防健診実施率", "58.0%", "57.1%", "59.0%", "前年度実績+1.2%"],
        ["健康宣言事業所数", "900事業所", "912事業所", "950事業所", "毎年50事業所増"],
    ]
    out = titled(table(rows, spans={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}, boxed=True))
    assert [row["value"] for row in out.of("kpi_actual")] == [57.1, 912]
    assert len(out.of("reject")) == 2


def test_brackets_below_a_heading_with_brackets_are_told_by_them() -> None:
    rows = [["KPI", "目標", "実績(前年度)"], ["健康宣言事業所数", "900事業所", "912事業所(871事業所)"]]
    out = titled(table(rows, boxed=True))
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2022, 912), (2021, 871)]
    rows = [["", "健康宣言事業所数", "ジェネリック医薬品使用割合"], ["目標", "900事業所", "80.0%"],
            ["実績(前年度)", "912事業所(871事業所)", "80.4%(79.3%)"]]  # fmt: skip
    out = titled(table(rows, boxed=True))
    assert sorted(brief(out.of("kpi_actual"), "fiscal_year", "value")) == [
        (2021, 79.3), (2021, 871), (2022, 80.4), (2022, 912)
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["全国の伸び", "目標との乖離", "5年後目標", "国目標"])
def test_what_is_no_target_or_result_of_the_year_is_rejected(head: str) -> None:
    rows = [["KPI", "目標", "実績", head], ["生活習慣病予防健診実施率", "54.0%", "52.8%", "1.3%"]]
    out = read(rows, scope(header(2023)))
    assert brief(out.of("kpi_target"), "target_value", "review_state") == [(54, "ok")]
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(52.8, "ok")]
    assert [row["extracted_text"] for row in out.of("reject")] == ["1.3%"]


def test_the_target_of_a_part_of_the_year_is_in_doubt() -> None:
    rows = [["KPI", "上期目標", "上期実績"], ["生活習慣病予防健診実施率", "26.0%", "25.8%"]]
    assert brief(read(rows).of("kpi_target"), "target_value", "review_state") == [(26, "flagged")]


def test_two_statuses_of_one_time_in_a_row_are_in_doubt() -> None:
    rows = [["KPI", "目標", "実績", "評価（6月末）", "評価（9月末）"],
            ["健康宣言事業所数", "900事業所", "912事業所", "○", "○"]]  # fmt: skip
    out = titled(table(rows, boxed=True), title="令和4年度上期 大分支部事業計画の進捗状況")
    assert brief(out.of("plan_status"), "symbol", "review_state") == [("○", "flagged"), ("○", "flagged")]


def test_attainment_of_people_alone_is_in_doubt() -> None:
    rows = [["", "目標", "実績", "達成率"], ["被扶養者の特定健診実施率", "27.0%", "26.5%", "98.1%"],
            ["被保険者", "25.0%", "26.1%", "104.4%"]]  # fmt: skip
    assert brief(read(rows, scope(header(2023))).of("period_figure"), "value", "review_state") == [
        (98.1, "ok"),
        (104.4, "flagged"),
    ]


def test_rows_of_people_and_cases_are_no_results_of_rates() -> None:
    rows = [
        ["区分", "", "令和4年度", "令和3年度", "増減"],
        ["生活習慣病予防健診", "受診者数", "16,520人", "22,730人", "△6,210人"],
        ["被保険者の特定保健指導", "実施事業所数", "65事業所", "87事業所", "△22事業所"],
    ]
    out = titled(table(rows, spans={(0, 0): (1, 1)}))
    assert out.of("kpi_actual") == []
    assert [row["value"] for row in out.of("period_figure")] == [16520, 22730, -6210, 65, 87, -22]


def test_a_column_headed_by_the_rate_that_its_kpis_are_holds_results() -> None:
    rows = [["健診の種類", "対象者数", "実施率\n(取得率)", "目標"],
            ["生活習慣病予防健診", "118,240人", "58.4%", "59.7%以上"],
            ["事業者健診データ", "118,240人", "8.3%", "9.9%以上"]]  # fmt: skip
    out = titled(table(rows, boxed=True))
    assert brief(out.of("kpi_actual"), "kpi_code", "value", "review_state") == [
        ("lifestyle_checkup_rate", 58.4, "ok"),
        ("employer_checkup_data_rate", 8.3, "ok"),
    ]
    assert {row["review_state"] for row in out.of("kpi_target")} == {"ok"}


def test_a_name_dates_the_figures_of_the_reports_year_and_may_those_of_others() -> None:
    rows = [["KPI項目", "目標値", "令和4年度", "令和5年度"], ["保険証回収率(8月末)", "90%以上", "87.2%", "88.1%"]]
    facts = brief(read(rows).of("kpi_actual"), "fiscal_year", "as_of", "review_state")
    assert facts == [(2022, "2022-08", "flagged"), (2023, "2023-08", "ok")]


@pytest.mark.parametrize(
    ("head", "as_of"), [("令和5年度実績", None), ("実績", "2024-03"), ("令和6年3月末実績", "2024-03")]
)
def test_a_heading_of_the_year_is_of_all_of_it_in_a_report_up_to_its_end(head: str, as_of: str | None) -> None:
    ended = scope(header(2023, as_of=date(2024, 3, 1), kind="progress", period="FY"))
    rows = [["KPI項目", "目標値", head, "前年度"], ["一者応札案件の割合", "17%以下", "12.5%", "18.2%"]]
    found = [row for row in read(rows, ended).of("kpi_actual") if row["value"] == 12.5]
    assert brief(found, "fiscal_year", "as_of") == [(2023, as_of)]


def test_the_title_says_what_the_two_figures_of_a_cell_are() -> None:
    rows = [["指標", "令和2年度", "令和3年度"]]
    rows += [["保険証回収率", "90.1%／88.4%", "90.6%／89.7%"], ["一者応札案件の割合", "20.0%／17.5%", "18.0%／14.3%"]]
    out = titled(paragraph("主な指標（目標／実績）"), table(rows), title="令和3年度 大分支部事業報告")
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value", "review_state")[:2] == [
        (2020, 90.1, "flagged"), (2021, 90.6, "flagged"),
    ]  # fmt: skip
    assert sorted(row["value"] for row in out.of("kpi_actual")) == [14.3, 17.5, 88.4, 89.7]


def test_two_figures_of_a_cell_that_nothing_tells_apart_are_never_certain_and_never_lost() -> None:
    rows = [["指標", "令和2年度", "令和3年度"], ["保険証回収率", "90.1%／88.4%", "90.6%／89.7%"]]
    alone = titled(table(rows, boxed=True), title="令和3年度 大分支部事業報告")
    assert [row["extracted_text"] for row in alone.of("reject")] == ["90.1%／88.4%", "90.6%／89.7%"]
    rows += [["一者応札案件の割合", "20.0%／17.5%", "18.0%／14.3%"]]
    listed = titled(table(rows, boxed=True), title="令和3年度 大分支部事業報告")
    assert {(row["value"], row["review_state"]) for row in listed.of("kpi_actual")} == {
        (value, "flagged") for value in (90.1, 90.6, 20.0, 18.0)
    }
    assert {row["extracted_text"] for row in listed.of("reject")} == {"88.4%", "89.7%", "17.5%", "14.3%"}


def test_a_column_of_the_ranks_of_the_time_before_holds_no_ranks_of_this_one() -> None:
    heads = [["KPI項目", "目標値", "実績", "全国順位", "全国順位"], ["KPI項目", "目標値", "実績", "9月末", "前回"]]
    rows = [["一者応札案件の割合", "17%以下", "12.5%", "7位", "9位"]]
    rows += [["保険証回収率", "90%以上", "88.8%", "5位", "5位"]]
    out = read([*heads, *rows])
    assert brief(out.of("kpi_rank"), "rank", "previous_rank") == [(7, 9), (5, 5)]


@pytest.mark.parametrize(
    ("over", "now", "before"),
    [("全国順位", "9月末", "6月末"), ("全国順位", "今回", "前回"), ("全国", "順位", ""), ("平均・順位", "順位", "")],
)
def test_bare_ranks_below_words_of_time_are_no_figures_of_the_nation(over: str, now: str, before: str) -> None:
    names = ["KPI項目", "目標値", "支部実績", "全国平均"]
    rows = [[*names, over, over], [*names, now, before]]
    rows += [["一者応札案件の割合", "17%以下", "12.5", "18.1", "7", "9"]]
    rows += [["保険証回収率", "90%以上", "88.8", "86.0", "5", "6"]]
    out = read(rows if before else [row[:-1] for row in rows], boxed=True)
    assert [row["value"] for row in out.of("kpi_actual")] == [12.5, 18.1, 88.8, 86.0]
    expected = [(7, 9 if before else None, "2023-09"), (5, 6 if before else None, "2023-09")]
    assert brief(out.of("kpi_rank"), "rank", "previous_rank", "as_of") == expected


@pytest.mark.parametrize(
    ("over", "head"), [("全国", "最高"), ("全国", "1位"), ("最低値", "最低値"), ("47支部中", "トップ")]
)
def test_what_the_best_of_all_reached_is_no_average_of_the_nation(over: str, head: str) -> None:
    heads = [["KPI項目", "目標値", "支部実績", over], ["KPI項目", "目標値", "支部実績", head]]
    rows = [["一者応札案件の割合", "17%以下", "12.5", "2.3"], ["保険証回収率", "90%以上", "88.8", "97.4"]]
    out = read([*heads, *rows])
    assert [row["value"] for row in out.of("kpi_actual")] == [12.5, 88.8]
    assert [row["extracted_text"] for row in out.of("reject")] == ["2.3", "97.4"]


def test_days_in_a_cell_are_no_figures_that_were_lost() -> None:
    rows = [["会場", "開催日"], ["市民会館", "令和3年7月26日・28日・29日"]]
    assert titled(table(rows, boxed=True), title="令和3年度 大分支部事業報告").of("reject") == []
