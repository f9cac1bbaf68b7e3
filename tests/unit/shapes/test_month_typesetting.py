"""Month tables as they are typeset: titles, second headings, ranks, headings in short or in the middle."""

from __future__ import annotations

import pytest

from extract.document import Block, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS, header_month, header_month_year
from extract.shapes.repair.heads.heads_over_pairs import with_heads_over_pairs
from extract.shapes.repair.heads.short_months import with_months_spelled
from extract.shapes.repair.whole.in_cells import with_tables_apart
from extract.shapes.tables.months.month_bands import month_bands
from tests.unit.build import brief, paragraph, table, titled

MONTHS = [f"{m}月" for m in FISCAL_MONTHS]
FIGURES = [str(100 + i) for i in range(12)]
#: Every month of three over two columns.
PAIRS = {(0, 1): (1, 2), (0, 3): (1, 2), (0, 5): (1, 2)}


class TestTitles:
    def test_a_title_over_the_whole_width_names_the_rows_below_it(self) -> None:
        rows = [["区分", *MONTHS], ["受付件数（件）", *[None] * 12], ["甲", *FIGURES]]
        rows += [["支給金額（千円）", *[None] * 12], ["甲", *FIGURES[::-1]]]
        facts = titled(table(rows, spans={(1, 0): (1, 13), (3, 0): (1, 13)})).of("monthly_actual")
        named = {(row["measure_ja"], row["unit"]) for row in facts}
        assert named == {("受付件数甲", "件"), ("支給金額甲", "千円")}

    def test_a_title_that_names_a_year_tells_that_of_its_rows(self) -> None:
        rows = [["区分", *MONTHS], ["令和3年度", *[None] * 12], ["受付件数", *FIGURES]]
        rows += [["令和4年度", *[None] * 12], ["受付件数", *FIGURES]]
        facts = titled(table(rows, spans={(1, 0): (1, 13), (3, 0): (1, 13)})).of("monthly_actual")
        assert [row["fiscal_year"] for row in facts] == [2021] * 12 + [2022] * 12

    def test_a_row_without_figures_is_a_title_where_the_same_labels_follow_again(self) -> None:
        rows = [
            ["", *MONTHS],
            ["本人", *[""] * 12],
            ["受診者数", *FIGURES],
            ["家族", *[""] * 12],
            ["受診者数", *FIGURES],
        ]
        bands = month_bands(table(rows))
        assert [(band.over, band.body) for band in bands] == [(["本人"], [2]), (["家族"], [4])]

    def test_a_row_without_figures_is_a_row_elsewhere(self) -> None:
        (band,) = month_bands(
            table([["", *MONTHS], ["甲件数", *FIGURES], ["乙件数", *[""] * 12], ["丙件数", *FIGURES]])
        )
        assert (band.over, band.body) == ([], [1, 2, 3])


class TestSecondHeadings:
    ROWS = (["区分", "4月", None, "5月", None, "6月", None], ["", *["件数", "割合"] * 3])

    def test_each_is_a_part_of_its_own(self) -> None:
        rows = [*map(list, self.ROWS), ["窓口", "120", "10.1%", "130", "10.2%", "140", "10.3%"]]
        facts = titled(table(rows, spans=PAIRS)).of("monthly_actual")
        assert [(row["month"].month, row["value"]) for row in facts] == [
            (4, 120), (5, 130), (6, 140), (4, 10.1), (5, 10.2), (6, 10.3),
        ]  # fmt: skip
        assert {row["measure_ja"] for row in facts if row["unit"] == "%"} == {"窓口割合"}

    def test_headings_that_differ_under_one_month_make_no_parts(self) -> None:
        heads = ["", "件数", "割合", "件数", "割合", "件数", "金額"]
        rows = [list(self.ROWS[0]), heads, ["窓口", "120", "10.1%", "130", "10.2%", "140", "9,100"]]
        assert all(band.second is None for band in month_bands(table(rows, spans=PAIRS)))

    def test_months_in_the_middle_are_set_over_their_columns(self) -> None:
        rows = [["区分", "", "4月", "", "5月", "", "6月"], ["", *["R3", "R4"] * 3], ["甲", *"123456"]]
        found = with_heads_over_pairs(table(rows))
        assert [(cell.col, cell.colspan) for cell in found.cells if "月" in cell.text] == [(1, 2), (3, 2), (5, 2)]
        rows[1][-1] = "計"
        assert with_heads_over_pairs(table(rows)).cells == table(rows).cells

    def test_a_heading_in_the_middle_is_over_the_columns_that_repeat_below(self) -> None:
        groups = ["東部", "中部", "西部"]
        rows = [["区分", "", "受付件数", "", "", "返戻件数", ""], ["", *groups, *groups], ["男", *"123456"]]
        heads = [(c.text, c.col, c.colspan) for c in with_heads_over_pairs(table(rows)).cells if c.row == 0]
        assert sorted(heads) == sorted([("区分", 0, 1), ("受付件数", 1, 3), ("返戻件数", 4, 3)])
        rows[1] = ["", *groups, "東部", "中部", "北部"]
        assert with_heads_over_pairs(table(rows)).cells == table(rows).cells


class TestMonthsInShort:
    @pytest.mark.parametrize(
        ("text", "month"), [("四月", 4), ("十二月", 12), ("'24.4", 4), ("月", None), ("百月", None)]
    )
    def test_in_kanji_or_behind_an_apostrophe(self, text: str, month: int | None) -> None:
        assert header_month(text) == month
        assert (header_month_year(text) is not None) == text.startswith("'")

    @pytest.mark.parametrize(
        ("heads", "first"),
        [
            ([f"{6 + (i > 8)}/{m}" for i, m in enumerate(FISCAL_MONTHS)], "2024年4月"),
            ([f"{24 + (i > 8)}.{m}" for i, m in enumerate(FISCAL_MONTHS)], "2024年4月"),
            (["6/11", "6/12", "7/1"], "2024年11月"),
            (["6/4", "6/5", "6/6"], "6/4"),  # they may be days of June
            ([f"1/{m}" for m in FISCAL_MONTHS[:6]], "1/4"),  # of no year near that of the report
        ],
    )
    def test_their_order_shows_that_they_are_months(self, heads: list[str], first: str) -> None:
        found = with_months_spelled(table([["", *heads], ["件数", *["10"] * len(heads)]]), 2024)
        assert found.rows()[0][1] == first

    def test_the_latest_may_come_first(self) -> None:
        down = table([["月", "受付件数"], ["6月", "30"], ["5月", "20"], ["4月", "10"]])
        across = table([["", "6月", "5月", "4月"], ["受付件数", "30", "20", "10"]])
        for grid in (down, across):
            facts = titled(grid).of("monthly_actual")
            assert sorted((row["month"].month, row["value"]) for row in facts) == [(4, 10), (5, 20), (6, 30)]

    def test_the_year_of_the_latest_month_holds_for_those_before(self) -> None:
        down = table([["月", "受付件数"], ["令和5年2月", "30"], ["1月", "20"], ["12月", "10"]])
        found = brief(titled(down).of("monthly_actual"), "month", "value")
        assert found == [("2023-02", 30.0), ("2023-01", 20.0), ("2022-12", 10.0)]


class TestRanks:
    def test_a_row_of_ranks_is_of_the_kpi_above_it(self) -> None:
        rows = [
            ["", *MONTHS[:3]],
            ["現金給付等の申請に係る郵送化率", "90.1%", "90.2%", "90.3%"],
            ["全国順位", "12位", "11位", "9位"],
        ]
        facts = titled(table(rows))
        ranks = [(row["kpi_code"], row["as_of"].month, row["rank"]) for row in facts.of("kpi_rank")]
        assert ranks == [
            ("mail_application_rate", 4, 12),
            ("mail_application_rate", 5, 11),
            ("mail_application_rate", 6, 9),
        ]
        assert {row["measure_ja"] for row in facts.of("monthly_actual")} == {"現金給付等の申請に係る郵送化率"}

    def test_a_rank_beside_rows_of_two_years_is_of_the_later_one(self) -> None:
        rows = [["", *MONTHS[:3], "全国順位"], ["令和3年度", "90.1%", "90.2%", "90.3%", "12位\n（20位）"]]
        rows.append(["令和4年度", "91.1%", "91.2%", "91.3%", None])
        grid = table(rows, spans={(1, 4): (2, 1)})
        (rank,) = titled(paragraph("現金給付等の申請に係る郵送化率"), grid).of("kpi_rank")
        assert (rank["fiscal_year"], rank["rank"], rank["previous_rank"]) == (2022, 12, 20)


def test_what_runs_up_is_no_sum() -> None:
    rows = [["", *MONTHS, "計"], ["新規", *FIGURES, "1,266"], ["累計", *[str(900 + 10 * i) for i in range(12)], ""]]
    facts = titled(paragraph("健康宣言事業所数（単位：事業所）　※8月は新規の受付を休止"), table(rows)).of(
        "monthly_actual"
    )
    running = {(row["kpi_code"], row["basis"]) for row in facts if row["value"] >= 900}
    assert running == {("health_declaration_workplaces", "cumulative")}


def test_a_remark_on_rates_says_nothing_of_counts() -> None:
    grid = table(
        [["月", "保険証回収率", "受付件数"], *[[m, f"{90 + i}.1%", str(30 - i)] for i, m in enumerate(MONTHS)]]
    )
    facts = titled(paragraph("率はいずれも４月からの累計"), grid).of("monthly_actual")
    assert {(row["unit"], row["basis"]) for row in facts} == {("%", "cumulative"), (None, None)}


def test_tables_in_a_cell_are_taken_apart_as_on_the_page() -> None:
    inner = table(
        [["相談件数", "", ""], ["区分", "令和4年度", "令和3年度"], ["電話", "1,200", "1,150"],
         ["来訪者数", "", ""], ["区分", "令和4年度", "令和3年度"], ["窓口", "1,300", "1,250"]],
        index="1.1",
    )  # fmt: skip
    blocks: list[Block] = [table([[[inner]]])]
    (frame,) = with_tables_apart(blocks)
    assert isinstance(frame, Table)
    kinds = [
        (type(block), block.text if isinstance(block, Paragraph) else block.n_rows) for block in frame.cells[0].blocks
    ]
    assert kinds == [(Paragraph, "相談件数"), (Table, 2), (Paragraph, "来訪者数"), (Table, 2)]


class TestYearsBelow:
    ROWS = (["3月", "9", "19"], ["4月", "1", "11"], ["5月", "2", "12"], ["6月", "3", "13"])

    def test_a_cell_beside_them_tells_the_year(self) -> None:
        body = [
            [None if i else year, *row] for year in ("令和3年度", "令和4年度") for i, row in enumerate(self.ROWS[1:])
        ]
        grid = table([["年度", "月", "受付件数", "返戻件数"], *body], spans={(1, 0): (3, 1), (4, 0): (3, 1)})
        facts = titled(grid).of("monthly_actual")
        assert brief(facts, "month", "value")[::6] == [("2021-04", 1.0), ("2022-04", 1.0)]
        assert len(facts) == 12

    def test_a_title_above_them_tells_the_year(self) -> None:
        rows = [["月", "受付件数", "返戻件数"], ["令和3年度", None, None], *map(list, self.ROWS[1:])]
        rows += [["令和4年度", None, None], *map(list, self.ROWS[1:])]
        facts = titled(table(rows, spans={(1, 0): (1, 3), (5, 0): (1, 3)})).of("monthly_actual")
        assert [row["fiscal_year"] for row in facts] == [2021] * 6 + [2022] * 6

    def test_where_nothing_tells_it_they_are_in_doubt(self) -> None:
        rows = [["月", "受付件数", "返戻件数"], *map(list, self.ROWS[1:]), *map(list, self.ROWS[1:])]
        out = titled(paragraph("■ 申請の状況"), table(rows))
        facts = [*out.of("monthly_actual"), *out.of("period_figure")]
        assert {row["review_state"] for row in facts} <= {"flagged"}


class TestWhoseAndWhen:
    def test_the_corner_names_the_year(self) -> None:
        facts = titled(table([["令和3年度", *MONTHS], ["受付件数", *FIGURES]])).of("monthly_actual")
        assert {row["fiscal_year"] for row in facts} == {2021}

    def test_this_year_below_last_year(self) -> None:
        grid = table([["", *MONTHS], ["前年", *FIGURES], ["当年", *FIGURES[::-1]]])
        facts = titled(paragraph("■ 申請の受付件数（件）"), grid).of("monthly_actual")
        assert [row["fiscal_year"] for row in facts] == [2021] * 12 + [2022] * 12
        assert {row["measure_ja"] for row in facts} == {"申請の受付件数"}

    def test_the_own_branch_by_its_name_and_the_nation(self) -> None:
        across = table([["", *MONTHS], ["大分", *[f"7{i % 10}.1%" for i in range(12)]], ["全国", *["80.0%"] * 12]])
        down = table(
            [["診療月", "大分支部", "全国平均"], *[[m, f"7{i % 10}.1%", "80.0%"] for i, m in enumerate(MONTHS)]]
        )
        for grid in (across, down):
            out = titled(paragraph("■ ジェネリック医薬品使用割合"), grid)
            assert {row["kpi_code"] for row in out.of("monthly_actual")} == {"generic_use_rate"}
            assert {row["value"] for row in out.of("monthly_actual")} != {80.0}
            nation = [(row["scope"], row["value"]) for row in out.of("kpi_actual")]
            assert nation == [("national_average", 80.0)] * 12

    def test_numbers_under_a_month_are_months(self) -> None:
        rows = [["月", "受付件数", "返戻件数"], *[[str(m), str(100 + m), str(m)] for m in FISCAL_MONTHS]]
        facts = titled(table(rows)).of("monthly_actual")
        assert [row["month"].month for row in facts[::2]] == list(FISCAL_MONTHS)

    def test_a_part_is_named_with_what_it_is_of(self) -> None:
        rows = [["", *MONTHS], ["受付件数", *FIGURES], ["うち窓口", *["7"] * 12]]
        facts = titled(table(rows)).of("monthly_actual")
        assert facts[-1]["measure_ja"] == "受付件数 うち窓口"

    def test_a_change_beside_the_total_is_no_kpi_and_gives_no_unit(self) -> None:
        rows = [["", *MONTHS, "計", "増減率"], ["受付件数", *FIGURES, "1,266", "△3.2%"]]
        out = titled(table(rows))
        assert {row["unit"] for row in out.of("monthly_actual")} == {None}
        assert brief(out.of("period_figure"), "value", "unit", "measure_ja")[-1] == (-3.2, "%", "受付件数 増減率")

    def test_the_title_of_the_report_names_no_table(self) -> None:
        (fact, *_) = titled(table([["", *MONTHS], ["令和4年度", *FIGURES]])).of("monthly_actual")
        assert "事業報告" not in fact["measure_ja"]
        assert fact["review_state"] == "flagged"


def test_the_title_over_the_first_half_stands_over_the_second_beside_it() -> None:
    halves = [
        table(
            [["月", "令和3年度", "令和4年度"], *[[MONTHS[i], str(10 + i), str(20 + i)] for i in half]], index=f"1.{k}"
        )
        for k, half in enumerate((range(6), range(6, 12)))
    ]
    facts = titled(paragraph("■ 窓口来訪者数（人）"), *halves).of("monthly_actual")
    assert (len(facts), {row["measure_ja"] for row in facts}) == (24, {"窓口来訪者数"})
    other = table([["月", "令和3年度", "窓口"], *[[MONTHS[i], str(i), str(i)] for i in range(6, 12)]], index="1.1")
    facts = titled(paragraph("■ 窓口来訪者数（人）"), halves[0], other).of("monthly_actual")
    assert {row["review_state"] for row in facts[12:] if row["fiscal_year"] == 2021} == {"flagged"}


class TestTimesInDoubt:
    def states(self, *rows: list[str]) -> set[str]:
        out = titled(paragraph("■ 電話相談件数（件）"), table([list(row) for row in rows]))
        return {row["review_state"] for kind in ("monthly_actual", "period_figure") for row in out.of(kind)}

    def test_single_months_out_of_turn_are_no_series(self) -> None:
        assert self.states(["", "9月", "4月", "3月"], ["加入者", "120", "130", "140"]) == {"flagged"}
        assert self.states(["", "4月", "4～5月", "4～6月"], ["加入者", "120", "130", "140"]) == {"flagged"}
        assert self.states(["", "9月", "3月"], ["加入者", "120", "130"]) == {"ok"}

    def test_another_month_is_not_the_year(self) -> None:
        assert "flagged" in self.states(["", "令和4年度", "前月"], ["加入者", "120", "130"])
        assert self.states(["", "令和4年度", "前月比"], ["加入者", "120", "98.2%"]) == {"ok"}

    def test_a_half_year_by_its_first_and_last_month(self) -> None:
        heads = ["", "R4.4～R4.9", "令和4年10月～令和5年3月", "2022/4～6月"]
        out = titled(paragraph("■ 電話相談件数（件）"), table([heads, ["加入者", "120", "130", "140"]]))
        assert brief(out.of("period_figure"), "fiscal_year", "period") == [(2022, "H1"), (2022, "H2"), (2022, "Q1")]


@pytest.mark.parametrize("second", ["評価数", "他"])
def test_words_over_the_first_of_columns_that_repeat_are_over_all_of_them(second: str) -> None:
    rows = [
        ["区分", "被保険者", "", "被扶養者", ""],
        ["", "面談数", "評価数", "面談数", second],
        ["医療機関", "3", "2", "1", "1"],
    ]
    found = with_heads_over_pairs(table(rows))
    spans = [(cell.text, cell.colspan) for cell in found.cells if cell.row == 0 and cell.col > 0 and cell.text]
    width = 2 if second == "評価数" else 1
    assert spans == [("被保険者", width), ("被扶養者", width)]
