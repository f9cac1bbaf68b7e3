"""Tables of figures to facts: years, bases, KPIs and what is rejected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from extract.document import Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.labelled.cells import read_cell
from extract.shapes.tables.labelled.figure_tables import read_table
from tests.unit.build import brief, header, paragraph, recorder, scope, table, titled

MONTHS = [f"{m}月" for m in FISCAL_MONTHS]
HALF = MONTHS[:6]


def read(rows: Sequence[Sequence[str | None]] | Table, where: Scope | None = None) -> Recorder:
    """Facts of one table."""
    out = recorder()
    read_table(rows if isinstance(rows, Table) else table(rows), where or scope(), out)
    return out


def years(out: Recorder) -> dict[tuple[int, int], float]:
    """Figures by (fiscal year, calendar month)."""
    return {(r["fiscal_year"], r["month"].month): r["value"] for r in out.of("monthly_actual")}


class TestCells:
    @pytest.mark.parametrize(
        ("text", "value", "sub", "sub_text"),
        [
            ("2,417件\n(2,533件)", 2417, 2533, "2,533件"),
            ("100%(8月時点)", 100, None, "8月時点"),
            ("1:15", 75, None, None),
            ("件", None, None, None),
            ("", None, None, None),
        ],
    )
    def test_figures_and_brackets(
        self, text: str, value: float | None, sub: float | None, sub_text: str | None
    ) -> None:
        printed = read_cell(table([[text]]).cells[0])
        assert (printed.figure.value if printed.figure else None) == value
        assert (printed.sub.value if printed.sub else None) == sub
        assert printed.sub_text == sub_text

    def test_two_figures_in_one_cell_are_not_one(self) -> None:
        assert read_cell(table([["17 23"]]).cells[0]).figure is None

    def test_digits_over_two_lines_are_one_figure(self) -> None:
        printed = read_cell(table([["12,34\n5"]]).cells[0])
        assert printed.figure is not None
        assert printed.figure.value == 12345


class TestYears:
    def test_a_year_holds_for_the_rows_below_it(self) -> None:
        out = read(
            [
                ["", *HALF],
                ["令和3年度 件数", *"123456"],
                ["金額", *"234567"],
                ["令和4年度 件数", *"345678"],
                ["金額", *"567654"],
            ]
        )
        assert [r["fiscal_year"] for r in out.of("monthly_actual")][::6] == [2021, 2021, 2022, 2022]

    def test_rows_without_any_year_are_of_the_report(self) -> None:
        assert {y for y, _ in years(read([["", *MONTHS], ["来所件数", *(str(20 + i) for i in range(12))]]))} == {2022}

    def test_a_plan_has_no_months_of_its_own_year(self) -> None:
        plan = scope(header(2022, kind="plan"))
        for label, doubted in (("来所件数", True), ("令和3年度来所件数", False)):
            out = read([["", *MONTHS], [label, *(str(20 + i) for i in range(12))]], plan)
            assert {"plan" in (row["review_reason"] or "") for row in out.of("monthly_actual")} == {doubted}

    def test_january_lies_in_the_next_calendar_year(self) -> None:
        out = read([["", *MONTHS], ["来所件数", *(str(20 + i) for i in range(12))]])
        assert [r["month"] for r in out.of("monthly_actual")][-1] == date(2023, 3, 1)

    def test_a_row_between_two_years_goes_where_its_rate_works_out(self) -> None:
        """The parts stand above the rate that they make: they belong to the year below."""
        out = read(
            [
                ["区分", *HALF],
                ["令和3年度 来所の割合", "50.0", "40.0", "25.0", "20.0", "10.0", "60.0"],
                ["該当", "1", "2", "3", "4", "5", "6"],
                ["申請", "10", "10", "10", "10", "10", "10"],
                ["令和4年度 来所の割合", "10.0", "20.0", "30.0", "40.0", "50.0", "60.0"],
            ]
        )
        rows = {
            r["measure_ja"]: r["fiscal_year"] for r in out.of("monthly_actual") if r["measure_ja"] in ("該当", "申請")
        }
        assert rows == {"該当": 2022, "申請": 2022}
        assert {r["review_state"] for r in out.of("monthly_actual")} == {"ok"}

    def test_where_no_rate_decides_the_row_above_does_with_a_doubt(self) -> None:
        out = read([["区分", *HALF], ["令和3年度 件数", *"123456"], ["金額", *"987654"], ["令和4年度 件数", *"345678"]])
        between = [r for r in out.of("monthly_actual") if r["measure_ja"] == "金額"]
        assert {(r["fiscal_year"], r["review_state"]) for r in between} == {(2021, "flagged")}

    def test_without_a_year_anywhere_the_figures_are_rejected(self) -> None:
        out = read([["", *HALF], ["件数", *"123456"]], scope(header(None)))
        assert out.of("monthly_actual") == []
        assert len(out.of("reject")) == 6


class TestBasis:
    @pytest.mark.parametrize(
        ("rows", "basis"),
        [
            ([["", *HALF, "計"], ["件数", *"123456", "21"]], "monthly"),  # adds up
            ([["", *HALF, "計"], ["件数", "1", "3", "6", "10", "15", "21", "21"]], "cumulative"),  # ends in its total
            ([["件数（累計）", *HALF], ["令和4年度", "1", "3", "6", "10", "15", "21"]], "cumulative"),
            ([["件数（単月）", *HALF], ["令和4年度", *"123456"]], "monthly"),
            ([["", *HALF], ["件数", *"123456"]], "monthly"),
        ],
    )
    def test_by_words_and_by_totals(self, rows: list[list[str]], basis: str) -> None:
        assert {r["basis"] for r in read(rows).of("monthly_actual")} == {basis}

    def test_by_caption(self) -> None:
        out = read(
            [["", *HALF], ["令和4年度", "1", "3", "6", "10", "15", "21"]], scope(caption=["【来所の件数（累計）】"])
        )
        assert {r["basis"] for r in out.of("monthly_actual")} == {"cumulative"}


class TestKpis:
    ROW = ("12.1", "13.2", "14.3", "15.4", "16.5", "17.6")

    def kpis(self, out: Recorder) -> set[str | None]:
        return {r["kpi_code"] for r in out.of("monthly_actual")}

    def test_by_its_label(self) -> None:
        assert self.kpis(read([["", *HALF], ["後発医薬品の使用割合", *self.ROW]])) == {"generic_use_rate"}

    def test_by_its_corner(self) -> None:
        assert self.kpis(read([["後発医薬品の使用割合", *HALF], ["令和4年度", *self.ROW]])) == {"generic_use_rate"}

    def test_by_the_row_it_stands_in(self) -> None:
        assert self.kpis(read([["", *HALF], ["実績", *self.ROW]], scope(kpis=["single_bid_rate"]))) == {
            "single_bid_rate"
        }

    def test_by_caption(self) -> None:
        out = read([["", *HALF], ["令和4年度", *self.ROW]], scope(caption=["【一者応札割合】"]))
        assert self.kpis(out) == {"single_bid_rate"}

    def test_a_row_of_something_else_is_not_the_kpi_of_its_row(self) -> None:
        assert self.kpis(read([["", *HALF], ["来所者", *"123456"]], scope(kpis=["single_bid_rate"]))) == {None}

    def test_a_unit_speaks_against_a_kpi(self) -> None:
        counts = [f"{i}件" for i in range(6)]
        assert self.kpis(read([["", *HALF], ["一者応札割合", *counts]])) == {None}

    def test_counts_under_a_rate_are_not_the_rate(self) -> None:
        rows = [["郵送化率", *HALF], ["令和4年度", *self.ROW], ["窓口件数", "186", "174", "162", "155", "149", "181"]]
        found = {r["kpi_code"] for r in read(rows).of("monthly_actual") if r["measure_ja"].endswith("窓口件数")}
        assert found == {None}


class TestNationalAverages:
    def test_one_for_rows_of_two_years_is_of_the_latest(self) -> None:
        rows: list[list[str | None]] = [
            ["一者応札割合", *HALF, "全国平均"],
            ["令和3年度", "11.1", "12.2", "13.3", "14.4", "15.5", "16.6", "18.9"],
            ["令和4年度", "10.1", "11.2", "12.3", "13.4", "14.5", "15.6", None],
        ]
        out = read(table(rows, spans={(1, 7): (2, 1)}))
        facts = brief(out.of("kpi_actual"), "fiscal_year", "value", "scope")
        assert facts == [(2022, 18.9, "national_average")]

    def test_one_for_each_row_is_of_that_year(self) -> None:
        rows = [
            ["一者応札割合", *HALF, "全国平均"],
            ["令和3年度", "11.1", "12.2", "13.3", "14.4", "15.5", "16.6", "19.1"],
            ["令和4年度", "10.1", "11.2", "12.3", "13.4", "14.5", "15.6", "18.9"],
        ]
        assert brief(read(rows).of("kpi_actual"), "fiscal_year", "value") == [(2021, 19.1), (2022, 18.9)]

    def test_in_a_row_of_its_own(self) -> None:
        where = scope(header(2022, as_of=date(2022, 12, 1), kind="progress", period="Q3"))
        out = read([["", "一者応札割合"], ["令和4年11月", "12.5%"], ["全国平均", "14.5%"]], where)
        assert brief(out.of("kpi_actual"), "value", "as_of", "scope") == [
            (12.5, "2022-11", "branch"),
            (14.5, "2022-11", "national_average"),
        ]

    def test_below_the_rows_of_two_years_it_is_in_doubt(self) -> None:
        where = scope(header(2022, as_of=date(2022, 9, 1), kind="progress", period="Q2"))
        rows = [["年度", "一者応札割合"], ["令和4年度", "12.5%"], ["令和3年度", "13.5%"]]
        for words, found in (("令和4年度", (2021, "flagged")), ("令和4年度(9月末)", (2022, "ok"))):
            rows[1][0] = words
            last = read([*rows, ["全国平均", "14.5%"]], where).of("kpi_actual")[-1]
            assert (last["fiscal_year"], last["review_state"]) == found

    def test_without_a_date_it_is_of_the_month_that_the_other_headings_name(self) -> None:
        where = scope(header(2022, as_of=date(2022, 9, 1), kind="progress", period="Q2"))
        rows = [
            ["区分", "令和4年度(8月末)", "令和3年度(8月末)", "全国平均"],
            ["一者応札割合", "12.5%", "13.5%", "14.5%"],
        ]
        facts = brief(read(rows, where).of("kpi_actual"), "value", "as_of", "scope")
        assert (14.5, "2022-08", "national_average") in facts


class TestTotalsAndOtherTables:
    def test_totals_of_a_month_grid_share_its_series(self) -> None:
        out = read([["", *HALF, "計"], ["件数", *"123456", "21"]])
        (total,) = out.of("period_figure")
        assert (total["value"], total["period"], total["fiscal_year"]) == (21, "FY", 2022)
        assert {r["series_id"] for r in out.of("monthly_actual")} == {total["series_id"]}

    def test_months_down_with_last_year_in_brackets(self) -> None:
        rows = [
            ["", "来所件数"],
            ["令和4年4月\n(令和3年4月)", "15件\n(12件)"],
            ["令和4年5月\n(令和3年5月)", "17件\n(11件)"],
        ]
        facts = brief(read(rows).of("monthly_actual"), "month", "value", "fiscal_year", "review_state")
        assert facts == [
            ("2022-04", 15, 2022, "ok"),
            ("2021-04", 12, 2021, "ok"),
            ("2022-05", 17, 2022, "ok"),
            ("2021-05", 11, 2021, "ok"),
        ]

    def test_what_is_below_months_of_another_year_is_of_that_year(self) -> None:
        rows = [
            ["令和2年度", "窓口の相談"],
            ["4月", "15件"],
            ["5月", "17件"],
            ["6月", "13件"],
            ["4～6月計", "45件"],
            ["4～6月平均", "15件"],
            ["前年同期計", "40件"],
        ]
        assert brief(read(rows).of("period_figure"), "fiscal_year", "measure_ja", "value") == [
            (2020, "窓口の相談", 45),
            (2020, "窓口の相談 平均", 15),
            (2019, "窓口の相談", 40),
        ]

    def test_brackets_without_a_month_are_doubted(self) -> None:
        out = read([["月", "来所件数"], ["4月", "15件\n(12件)"], ["5月", "17件\n(11件)"]])
        doubted = [r for r in out.of("monthly_actual") if r["fiscal_year"] == 2021]
        assert [r["review_state"] for r in doubted] == ["flagged", "flagged"]

    def test_a_labelled_table_of_two_years(self) -> None:
        out = read([["区分", "令和3年度", "令和4年度"], ["届出の件数", "812件", "△45件"]])
        assert brief(out.of("period_figure"), "fiscal_year", "measure_ja", "value", "unit", "period") == [
            (2021, "届出の件数", 812, "件", "FY"),
            (2022, "届出の件数", -45, "件", "FY"),
        ]

    def test_a_kpi_in_a_labelled_table_is_a_result(self) -> None:
        where = scope(header(2022, as_of=date(2022, 9, 1), kind="progress", period="H1"))
        out = read([["", "一者応札割合"], ["令和4年8月末", "12.5%"], ["令和3年度", "13.5%"]], where)
        assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value", "basis") == [
            (2022, "2022-08", 12.5, None),
            (2021, None, 13.5, "full_year"),
        ]

    def test_last_year_in_brackets_is_of_the_same_time(self) -> None:
        where = scope(header(2023, as_of=date(2023, 12, 1), kind="progress", period="Q3"))
        rows = [["年度", "受付件数"], ["令和5年度（11月まで）", "1,205件"], ["（前年同期）", "（1,188件）"]]
        out = read(rows, where)
        assert brief(out.of("period_figure"), "fiscal_year", "period", "value") == [
            (2023, "YTD(11月まで)", 1205),
            (2022, "YTD(11月まで)", 1188),
        ]

    @pytest.mark.parametrize("order", [1, -1])
    @pytest.mark.parametrize("words", ["前年同期", "同年同期", "昨年同期", "同時期"])
    def test_a_year_with_the_same_time_in_brackets_is_of_the_month_of_the_row_beside_it(
        self, words: str, order: int
    ) -> None:
        where = scope(header(2024, as_of=date(2024, 9, 1), kind="progress", period="H1"))
        rows = [["令和6年度（7月まで）", "5,286件"], [f"令和5年度（{words}）", "5,471件"]][::order]
        out = read([["年度", "決定件数"], *rows], where)
        found = brief(out.of("period_figure"), "fiscal_year", "period", "value")[::order]
        assert found == [(2024, "YTD(7月まで)", 5286), (2023, found[1][1], 5471)]
        assert str(found[1][1]).startswith("YTD(7月")

    @pytest.mark.parametrize("words", ["全国平均(同時期)", "全国(同月)", "全国平均（同時点）"])
    def test_the_nations_figure_of_the_same_time_is_of_the_latest_month_beside_it(self, words: str) -> None:
        where = scope(header(2023, as_of=date(2023, 12, 1), kind="progress", period="Q3"))
        out = read([["", "令和5年10月", "令和4年10月", words], ["一者応札割合", "14.2%", "16.8%", "15.5%"]], where)
        assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value", "scope") == [
            (2023, "2023-10", 14.2, "branch"),
            (2022, "2022-10", 16.8, "branch"),
            (2023, "2023-10", 15.5, "national_average"),
        ]
        assert not out.of("period_figure")

    def test_brackets_without_a_label_in_brackets_are_not_believed(self) -> None:
        out = read([["年度", "受付件数"], ["令和5年度", "1,205件"], ["令和4年度", "（1,188件）"]])
        assert brief(out.of("period_figure"), "value") == [(1205,)]
        assert [row["extracted_text"] for row in out.of("reject")] == ["（1,188件）"]

    def test_figures_of_the_whole_year_bear_no_month(self) -> None:
        where = scope(header(2023, as_of=date(2024, 3, 1)), whole_year=True)
        out = read([["", "一者応札割合"], ["令和5年度", "12.5%"], ["令和4年度", "13.5%"]], where)
        assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "basis") == [
            (2023, None, "full_year"),
            (2022, None, "full_year"),
        ]

    def test_a_row_below_months_is_a_total_and_an_unnamed_one_is_in_doubt(self) -> None:
        rows = [["月", "一者応札割合"], *[[month, "12.5%"] for month in MONTHS]]
        out = read([*rows, ["年度計・平均", "12.5%"], ["備考", "9.5%"]])
        assert len(out.of("monthly_actual")) == 12
        assert brief(out.of("period_figure"), "period", "value") == [("FY", 12.5)]
        doubts = [row for row in out.of("kpi_actual") if row["value"] == 9.5]
        assert [row["review_state"] for row in doubts] == ["flagged"]

    @pytest.mark.parametrize(("head", "counts"), [("電話相談件数", 1), ("電話番号", 0), ("掲載ページ", 0), ("番号", 0)])
    def test_numbers_that_count_nothing_are_no_figures(self, head: str, counts: int) -> None:
        out = read([["係", "来所件数", head], ["業務", "31件", "12"], ["保健", "45件", "15"]])
        assert len(out.of("period_figure")) == 2 + 2 * counts

    def test_quarters(self) -> None:
        out = read([["", "第1四半期", "第2四半期", "上期"], ["届出の件数", "5", "7", "12"]])
        assert brief(out.of("period_figure"), "period", "value") == [("Q1", 5), ("Q2", 7), ("H1", 12)]

    def test_a_unit_over_the_table_is_that_of_its_figures(self) -> None:
        out = read([["金額（千円）", *HALF], ["令和4年度", *"123456"]])
        assert {r["unit"] for r in out.of("monthly_actual")} == {"千円"}


class TestRejects:
    @pytest.mark.parametrize("text", ["1,23", "12.3.4", "02.0", "5-6%"])
    def test_digits_that_are_no_figure(self, text: str) -> None:
        out = read([["", *HALF], ["件数", "1", "2", text, "4", "5", "6"]])
        assert len(out.of("monthly_actual")) == 5
        (reject,) = out.of("reject")
        assert reject["extracted_text"] == text
        assert "figure" in reject["reason"]

    @pytest.mark.parametrize("text", ["", "－", "※", "未定", "集計中"])
    def test_blanks_are_neither_facts_nor_rejects(self, text: str) -> None:
        out = read([["", *HALF], ["件数", "1", "2", text, "4", "5", "6"]])
        assert len(out.of("monthly_actual")) == 5
        assert out.of("reject") == []

    def test_every_figure_is_a_fact_or_a_reject(self) -> None:
        cells = ["1", "2,34", "△3", "4:30", "5%", "6件"]
        out = read([["", *HALF], ["件数", *cells]])
        assert len(out.of("monthly_actual")) + len(out.of("reject")) == len(cells)

    def test_a_doubtful_character_flags_its_figure(self) -> None:
        grid = table([["", *HALF], ["来所件数", *"123456"]])
        cell = grid.at(1, 3)
        assert cell is not None
        cell.lines[0].doubt = "characters were lost in conversion"
        out = read(grid)
        assert [r["review_reason"] for r in out.of("monthly_actual") if r["review_state"] == "flagged"] == [
            "characters were lost in conversion"
        ]


def test_a_row_of_results_ends_the_name_of_the_row_above_it() -> None:
    rows = [["上期目安", "27件", "20件"], ["上期実績", "26件", "22件"], ["前年上期", "25件", "18件"]]
    out = read([["", "来客数", "電話件数"], *rows])
    named = {row["value"]: row["measure_ja"] for row in out.of("period_figure")}
    assert (named[25], named[18]) == ("来客数", "電話件数")


def test_the_years_target_in_a_report_of_a_part_of_it_is_in_doubt() -> None:
    half = scope(header(2023, as_of=date(2023, 9, 1), kind="progress", period="H1"))
    out = read([["", "来客数", "電話件数"], ["年度目標", "56件", "40件"], ["上期実績", "26件", "22件"]], half)
    doubted = {row["value"] for row in out.of("period_figure") if row["review_state"] == "flagged"}
    assert {56, 40} <= doubted


def test_a_table_without_figures_is_not_read() -> None:
    out = recorder()
    assert not read_table(table([["担当", "内容"], ["甲", "乙"]]), scope(), out)
    assert out.rows == {}


class TestRowsOfAnotherKind:
    def test_a_sum_row_under_rates_is_no_rate_of_their_kpi(self) -> None:
        rates = ["達成率", *HALF], ["令和4年度", *["100%"] * 6]
        out = read([*rates, ["合計", "2,974", "3,206", "3,231", "2,573", "2,934", "3,226"]])
        assert {(r["kpi_code"], r["unit"]) for r in out.of("monthly_actual") if r["value"] > 100} == {(None, None)}
        assert {r["unit"] for r in out.of("monthly_actual") if r["value"] == 100} == {"%"}

    def test_a_half_year_beside_its_months_keeps_its_part_of_the_year(self) -> None:
        out = read([["", *HALF, "上期計"], ["相談件数", "1", "2", "3", "4", "5", "6", "21"]])
        assert [(r["period"], r["dimension"], r["value"]) for r in out.of("period_figure")] == [("H1", None, 21.0)]

    @pytest.mark.parametrize(("figures", "basis"), [("000005", None), ("123456", "monthly")])
    def test_a_month_that_is_the_whole_total_does_not_tell_whether_the_row_runs_up(
        self, figures: str, basis: str | None
    ) -> None:
        out = read([["", *HALF, "計"], ["郵送化率", *figures, str(sum(map(int, figures)))]])
        assert {r["basis"] for r in out.of("monthly_actual")} == {basis}

    def test_a_title_in_brackets_over_the_headings_names_a_table_without_one(self) -> None:
        where = scope(section=("広報", "【配信登録者数】"), topic="【配信登録者数】")
        out = read([["単月", *HALF], ["令和4年度", "1", "2", "3", "4", "5", "6"]], where)
        assert {(r["measure_ja"], r["review_state"]) for r in out.of("monthly_actual")} == {("配信登録者数 単月", "ok")}


class TestUnitsOfTheirOwn:
    def test_a_column_of_units(self) -> None:
        out = read([["項目", "単位", "令和3年度"], ["窓口相談", "件", "31"], ["支給額", "千円", "120"]])
        assert brief(out.of("period_figure"), "measure_ja", "value", "unit") == [
            ("窓口相談", 31, "件"), ("支給額", 120, "千円"),
        ]  # fmt: skip

    def test_a_column_of_units_behind_the_figures(self) -> None:
        out = read([["項目", "令和3年度", "単位"], ["登録事業所", "31", "事業所"], ["窓口相談", "12", "件"]])
        assert brief(out.of("period_figure"), "measure_ja", "unit") == [("登録事業所", "事業所"), ("窓口相談", "件")]

    def test_months_beside_a_column_of_units(self) -> None:
        out = read([["区分", "単位", *HALF[:3]], ["満足度", "%", "81.0", "82.5", "80.1"]])
        assert brief(out.of("monthly_actual"), "measure_ja", "unit") == [("満足度", "%")] * 3

    def test_units_over_the_columns_of_one_year(self) -> None:
        grid = table(
            [["区分", "令和3年度", None], ["", "千件", "%"], ["窓口", "12", "40.0"], ["電話", "18", "60.0"]],
            spans={(0, 1): (1, 2)},
        )
        facts = brief(read(grid).of("period_figure"), "measure_ja", "fiscal_year", "value", "unit", "dimension")
        assert facts == [
            ("窓口", 2021, 12, "千件", None), ("窓口", 2021, 40, "%", None),
            ("電話", 2021, 18, "千件", None), ("電話", 2021, 60, "%", None),
        ]  # fmt: skip

    def test_a_rate_among_counts_is_none_of_them(self) -> None:
        out = read([["項目", "令和3年度", "構成割合"], ["窓口相談（件）", "31", "0.62"]])
        assert brief(out.of("period_figure"), "value", "unit") == [(31, "件"), (0.62, None)]


class TestYearsThatCannotBeRead:
    def test_a_column_of_such_a_year_is_refused(self) -> None:
        out = read([["項目", "令和〇年度", "令和3年度"], ["窓口相談", "31", "40"]])
        assert brief(out.of("period_figure"), "fiscal_year", "value") == [(2021, 40)]
        (refused,) = out.of("reject")
        assert refused["extracted_text"] == "31"
        assert "令和○年度" in refused["reason"]

    def test_so_are_the_rows_below_it(self) -> None:
        rows = [["R-1年度", "1", "2", "3"], ["窓口", "4", "5", "6"], ["令和3年度", "7", "8", "9"]]
        out = read([["区分", *HALF[:3]], *rows])
        assert years(out) == {(2021, 4): 7, (2021, 5): 8, (2021, 6): 9}
        assert len(out.of("reject")) == 6

    def test_and_the_months_that_run_down(self) -> None:
        out = read([["月", "20X5年度", "令和3年度"], ["4月", "1", "2"], ["5月", "3", "4"], ["6月", "5", "6"]])
        assert years(out) == {(2021, 4): 2, (2021, 5): 4, (2021, 6): 6}
        assert len(out.of("reject")) == 3

    def test_a_year_without_its_era_is_read_and_flagged(self) -> None:
        out = read([["項目", "令和2年度", "3年度"], ["窓口相談", "31", "40"]])
        facts = brief(out.of("period_figure"), "measure_ja", "fiscal_year", "review_state")
        assert facts == [("窓口相談", 2020, "ok"), ("窓口相談", 2021, "flagged")]


class TestLabelsAmongFigures:
    def test_labels_right_of_the_figures(self) -> None:
        out = read([["令和2年度", "令和3年度", "項目"], ["31", "40", "窓口相談"], ["5", "6", "電話相談"]])
        assert brief(out.of("period_figure"), "measure_ja", "fiscal_year", "value") == [
            ("窓口相談", 2020, 31), ("窓口相談", 2021, 40), ("電話相談", 2020, 5), ("電話相談", 2021, 6),
        ]  # fmt: skip

    def test_labels_between_the_years(self) -> None:
        out = read([["令和2年度", "項目", "令和3年度"], ["31", "窓口相談", "40"], ["5", "電話相談", "6"]])
        assert brief(out.of("period_figure"), "measure_ja", "value") == [
            ("窓口相談", 31), ("窓口相談", 40), ("電話相談", 5), ("電話相談", 6),
        ]  # fmt: skip

    def test_labels_between_the_months(self) -> None:
        head = [*MONTHS[:3], "区分", *MONTHS[3:6]]
        out = read([head, ["1", "2", "3", "窓口相談", "4", "5", "6"], ["7", "8", "9", "電話相談", "10", "11", "12"]])
        facts = brief(out.of("monthly_actual"), "measure_ja", "month", "value")
        assert facts[:6] == [("窓口相談", f"2022-{4 + i:02}", 1 + i) for i in range(6)]
        assert facts[6:] == [("電話相談", f"2022-{4 + i:02}", 7 + i) for i in range(6)]

    def test_remarks_are_no_labels(self) -> None:
        out = read([["令和2年度", "令和3年度", "備考"], ["31", "40", "速報"], ["5", "6", ""]])
        assert "速報" not in {row["measure_ja"] for row in out.of("period_figure")}


def test_single_dates_down_are_no_months_in_turn() -> None:
    backwards = [["時点", "健康宣言事業所数"], ["令和4年12月末", "1,305事業所"], ["令和4年3月末", "1,214事業所"]]
    out = read(backwards, scope(header(2022, as_of=date(2022, 12, 1), kind="progress", period="Q3")))
    facts = brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value")
    assert facts == [(2022, "2022-12", 1305), (2021, "2022-03", 1214)]
    half_years = [["時点", "会員数"], ["令和4年9月末", "305人"], ["令和5年3月末", "314人"]]
    assert read(half_years).of("monthly_actual") == []


def test_the_total_of_another_year_below_the_months() -> None:
    rows = [
        ["年月", "受付件数(件)"],
        *[[f"令和4年{m}", "100"] for m in HALF],
        ["年度計", "600"],
        ["(参考)令和3年度計", "580"],
    ]
    facts = brief(read(rows).of("period_figure"), "fiscal_year", "period", "value")
    assert facts == [(2022, "FY", 600), (2021, "FY", 580)]


def test_words_beside_a_rate_that_are_not_the_kpis() -> None:
    rows = [
        ["健診区分", "受診者数", "実施率"],
        ["生活習慣病予防健診(11月まで)", "6,520人", "43.8%"],
        ["歯科健診(11月まで)", "610人", "4.1%"],
    ]
    out = read(rows, scope(header(2022, as_of=date(2022, 12, 1), kind="progress"), kpis=["lifestyle_checkup_rate"]))
    assert brief(out.of("kpi_actual"), "kpi_code", "value", "as_of") == [("lifestyle_checkup_rate", 43.8, "2022-11")]


def test_the_total_of_parts_of_the_year_is_a_figure_of_the_year_like_them() -> None:
    out = read([
        ["区分", "第1四半期", "第2四半期", "年度計", "令和3年度計"], ["相談件数", "210", "190", "400", "380"],
        ["生活習慣病予防健診実施率", "12.1", "15.4", "27.5", "26.0"],
    ])  # fmt: skip
    assert out.of("kpi_actual") == []
    assert brief(out.of("period_figure"), "measure_ja", "fiscal_year", "period", "value")[4:] == [
        ("生活習慣病予防健診実施率", 2022, "Q1", 12.1), ("生活習慣病予防健診実施率", 2022, "Q2", 15.4),
        ("生活習慣病予防健診実施率", 2022, "H1", 27.5), ("生活習慣病予防健診実施率", 2021, "FY", 26.0),
    ]  # fmt: skip


def test_a_comparison_behind_last_years_total_is_of_the_reports_year() -> None:
    grid = [["区分", "年度計", "令和3年度計", "前年度比"], ["申請書の受付件数", "1,020", "1,000", "102.0"]]
    figures = {value: year for year, value in brief(read(grid).of("period_figure"), "fiscal_year", "value")}
    assert figures == {1020.0: 2022, 1000.0: 2021, 102.0: 2022}


def test_a_comparison_behind_several_columns_of_last_year_is_of_the_later_one() -> None:
    grid = [
        ["区分", "令和4年度件数", "令和4年度金額", "令和3年度件数", "令和3年度金額", "件数の対前年度比"],
        ["申請書の受付", "1,020", "510", "1,000", "500", "102.0%"],
    ]
    figures = {value: year for year, value in brief(read(grid).of("period_figure"), "fiscal_year", "value")}
    assert figures[102.0] == 2022


def test_a_rank_below_last_years_figure_is_of_the_reports_year_in_doubt() -> None:
    rows = [["令和4年9月末", "24.0%"], ["前年同月", "21.9%"], ["支部順位", "23位"]]
    title = "令和4年度 大分支部事業実施状況（令和4年9月末時点）"
    out = titled(paragraph("被保険者の特定保健指導の実施率"), table(rows, boxed=True), title=title)
    assert brief(out.of("kpi_rank"), "fiscal_year", "rank", "review_state") == [(2022, 23, "flagged")]


def test_a_kpi_named_beside_a_table_that_did_not_run_in_the_reports_year_is_in_doubt() -> None:
    for year, state in ((2022, "flagged"), (2024, "ok")):
        rows = [["", "査定率(%)"], [f"令和{year - 2018}年11月", "0.274"], [f"令和{year - 2019}年11月", "0.291"]]
        out = recorder()
        read_table(table(rows, boxed=True), scope(header(year), kpis=["receipt_assessment_rate"]), out)
        assert {state for (state,) in brief(out.of("kpi_actual"), "review_state")} == {state}


def test_figures_of_a_month_alone_are_monthly_and_no_sums_up_to_it() -> None:
    rows = [["区分", "11月(単月)", None, "年度累計(4～11月)", None]]
    rows += [["区分", "令和4年度", "令和3年度", "令和4年度", "令和3年度"]]
    rows += [["傷病手当金 支給件数", "853", "817", "7,015", "6,871"]]
    grid = table(rows, spans={(0, 1): (1, 2), (0, 3): (1, 2)})
    out = read(grid, scope(header(2022, as_of=date(2022, 11, 1), kind="progress")))
    assert brief(out.of("monthly_actual"), "month", "value", "basis") == [
        ("2022-11", 853, "monthly"), ("2021-11", 817, "monthly"),
    ]  # fmt: skip
    assert {row["value"] for row in out.of("period_figure")} == {7015, 6871}


def test_the_sum_of_a_year_whose_last_quarter_is_blank_runs_up_to_the_third() -> None:
    for last, part in (("", "YTD(12月)"), ("25件", "FY")):
        total = 76 if last else 51
        rows = [["区分", "4月～6月", "7月～9月", "10月～12月", "1月～3月", "年度累計"]]
        rows += [["窓口の来訪", "15件", "19件", "17件", last, f"{total}件"]]
        assert brief(read(rows).of("period_figure"), "period", "value")[-1] == (part, total)


def test_an_average_beside_a_sum_has_a_name_of_its_own() -> None:
    rows = [["区分", "上期", "下期", "年度計", "月平均"], ["窓口の来訪", "300件", "240件", "540件", "45件"]]
    figures = brief(read(rows).of("period_figure"), "measure_ja", "value", "review_state")
    assert figures[-2:] == [("窓口の来訪", 540, "ok"), ("窓口の来訪 平均", 45, "ok")]


def test_an_average_beside_months_that_still_run_is_of_no_whole_year() -> None:
    rows = [["区分", "4月", "5月", "6月", "1日平均"], ["窓口の来訪", "310", "298", "305", "15.2"]]
    out = titled(paragraph("1. 窓口"), table(rows), title="令和4年度 大分支部事業報告（6月末現在）")
    found = brief(out.of("period_figure"), "period", "dimension", "value", "review_state")
    assert found == [("YTD(6月)", "1日平均", 15.2, "flagged")]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("前年同月", ("monthly_actual", 2021, "2021-06", "ok")),
        ("前年同期", ("period_figure", 2021, "FY", "flagged")),
        ("前年差", ("period_figure", 2022, "FY", "flagged")),
        ("前月差", ("period_figure", 2022, "2022-06", "ok")),
        ("前年同月比", ("period_figure", 2022, "2022-06", "ok")),
    ],
)
def test_last_years_figure_beside_months_is_of_the_last_of_them_or_in_doubt(
    head: str, told: tuple[object, ...]
) -> None:
    rows = [
        ["区分", "4月", "5月", "6月", head],
        ["窓口の来訪", "94", "95", "97", "93"],
        ["電話", "85", "84", "83", "80"],
    ]
    out = titled(paragraph("1. 窓口"), table(rows, boxed=True), title="令和4年度 大分支部事業報告（6月末現在）")
    kind, when = ("monthly_actual", "month") if told[0] == "monthly_actual" else ("period_figure", "period")
    assert (kind, *brief(out.of(kind), "fiscal_year", when, "review_state")[-1]) == told


def test_a_change_between_years_that_run_up_to_a_month_is_in_doubt() -> None:
    rows = [
        ["区分", "令和4年度（4月～8月）", "前年度同期間", "伸び率"],
        ["医療給付費", "210.3億円", "205.0億円", "2.6%"],
    ]
    where = scope(header(2022, kind="progress", as_of=date(2022, 8, 1)))
    found = brief(read(rows, where).of("period_figure"), "measure_ja", "fiscal_year", "value", "review_state")
    assert found == [
        ("医療給付費", 2022, 210.3, "ok"),
        ("医療給付費", 2021, 205, "ok"),
        ("医療給付費 伸び率", 2022, 2.6, "flagged"),
    ]


@pytest.mark.parametrize(
    ("above", "head", "aims"), [("数値目標", "", 1), ("数値目標", "令和4年度", 0), ("健診", "", 0)]
)
def test_a_rate_under_a_title_of_targets_in_a_plan_is_one_and_flagged(above: str, head: str, aims: int) -> None:
    rows = [
        ["区分", "項目", "実施対象者数", "実施見込者数", f"{head}実施率"],
        ["被保険者", "生活習慣病予防健診", "98,200人", "59,902人", "61.0%"],
        ["被扶養者", "特定健康診査", "20,000人", "7,000人", "35.0%"],
    ]
    out = titled(paragraph(above), table(rows), title="令和5年度 大分支部行動計画")
    found = brief(out.of("kpi_target"), "fiscal_year", "kpi_code", "target_value", "review_state")
    told = [
        (2023, "lifestyle_checkup_rate", 61, "flagged"),
        (2023, "dependent_checkup_rate", 35, "flagged"),
    ]
    assert found == (told if aims else [])
    assert len(out.of("kpi_actual")) == (0 if aims else 2)


def test_a_total_under_a_corner_that_names_what_is_counted_is_of_that() -> None:
    rows = [["再審査の申出件数（件）", "令和3年度上期", "令和4年度上期"], ["入院", "140", "151"], ["外来", "42", "39"]]
    out = read([*rows, ["合計", "182", "190"]], scope(caption=("1 基盤的な業務について",)))
    assert {row["measure_ja"] for row in out.of("period_figure")[-2:]} == {"再審査の申出件数 合計"}


@pytest.mark.parametrize("head", ["累計", "（累計）"])
def test_a_bare_sum_beside_several_years_is_in_doubt(head: str) -> None:
    rows = [["種類", "令和3年度", "令和4年度", head], ["任意継続", "410件", "395件", "805件"]]
    told = brief(titled(table(rows)).of("period_figure"), "fiscal_year", "value", "review_state")
    assert [state for _, _, state in told] == ["ok", "ok", "flagged"]


def test_the_average_of_a_part_of_the_year_below_months_is_named_as_one() -> None:
    rows = [["月", "来所", "電話"], ["4月", "31件", "240件"], ["5月", "27件", "226件"], ["6月", "32件", "239件"],
            ["4～6月平均", "30件", "235件"]]  # fmt: skip
    told = brief(titled(table(rows)).of("period_figure"), "period", "measure_ja", "value")
    assert told == [("Q1", "来所 平均", 30.0), ("Q1", "電話 平均", 235.0)]
