"""Sheets of one KPI each: what stands beside the name judges it, and what was done is no plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Paragraph, Place
from extract.shapes.tables.kpis.kpi_leaves import ends_in, leaves_in
from tests.unit.build import brief, paragraph, table, titled

_LEGEND = "◎：計画以上　○：計画どおり　△：計画を下回る　×：未実施"
_FIGURES = ["目標値", "900事業所以上", "令和3年度実績", "880事業所"]
_PLAN = ["年度計画", "商工会の会報で取組を紹介する。", "", ""]
_DONE = ["実施内容", "会報で2回紹介した。", "", ""]


def _head(number: str = "No.1", name: str = "健康宣言事業所数", symbol: str = "○") -> list[str]:
    return [number, name, "評価", symbol]


class TestSheetsOfOneKpi:
    @pytest.mark.parametrize("number", ["No.1", "1", "①", "指標"])
    def test_the_symbol_beside_the_name_judges_the_kpi(self, number: str) -> None:
        out = titled(paragraph(_LEGEND), table([_head(number), _FIGURES, _PLAN, _DONE], boxed=True))
        statuses = brief(out.of("plan_status"), "item_ja", "symbol", "review_state")
        assert statuses == [("健康宣言事業所数", "○", "ok")]
        assert brief(out.of("kpi_target"), "kpi_code", "target_value") == [("health_declaration_workplaces", 900)]

    def test_what_was_done_is_no_plan(self) -> None:
        out = titled(paragraph(_LEGEND), table([_head(), _FIGURES, _DONE, _PLAN], boxed=True))
        assert brief(out.of("plan_item"), "section", "item_ja") == [
            ("健康宣言事業所数", "商工会の会報で取組を紹介する。")
        ]

    def test_what_was_carried_out_beside_a_plan_is_no_plan_in_whatever_tense(self) -> None:
        done = ["実施内容", "会報での取組の紹介(2回)", "", ""]
        out = titled(paragraph(_LEGEND), table([_head(), _FIGURES, _PLAN, done], boxed=True))
        assert brief(out.of("plan_item"), "item_ja") == [("商工会の会報で取組を紹介する。",)]
        alone = titled(paragraph(_LEGEND), table([_head(), _FIGURES, ["実施内容", _PLAN[1], "", ""]], boxed=True))
        assert brief(alone.of("plan_item"), "item_ja") == [("商工会の会報で取組を紹介する。",)]

    @pytest.mark.parametrize("label", ["取組結果", "実績", "実施状況"])
    def test_what_words_on_the_work_count_is_no_result(self, label: str) -> None:
        rows = [_head(), _FIGURES, _PLAN, [label, "対象の事業所への電話(延べ40件)", "", ""]]
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        assert {row["value"] for row in out.of("kpi_actual")} == {880}

    @pytest.mark.parametrize("text", ["1位\n（前年度29位）", "1位(前回29位)", "1位（29位）"])
    def test_a_rank_with_that_of_last_year_below_it(self, text: str) -> None:
        rows = [_head(), _FIGURES, ["全国平均", "1,000事業所", "全国順位", text], _DONE]
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        ranks = brief(out.of("kpi_rank"), "kpi_code", "fiscal_year", "rank", "previous_rank", "review_state")
        assert ranks == [("health_declaration_workplaces", 2022, 1, 29, "ok")]

    def test_small_print_below_the_name_is_no_part_of_it(self) -> None:
        name, small = paragraph("健康宣言事業所数", "戦略的保険者機能関係", boxed=True).lines
        sheet = table([_head(), _FIGURES, _PLAN, _DONE], boxed=True)
        for size, item in ((7.0, "健康宣言事業所数"), (9.0, "健康宣言事業所数戦略的保険者機能関係")):
            lines = Paragraph([name, replace(small, size=size)])
            cells = [replace(c, blocks=[lines]) if (c.row, c.col) == (0, 1) else c for c in sheet.cells]
            out = titled(paragraph(_LEGEND), replace(sheet, cells=cells))
            assert brief(out.of("plan_status"), "item_ja") == [(item,)]

    def test_a_symbol_elsewhere_may_judge_the_plan(self) -> None:
        rows = [["No.1", "健康宣言事業所数", "", ""], _FIGURES, _PLAN, _DONE, ["評価", "○", "", ""]]
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        assert brief(out.of("plan_status"), "item_ja", "review_state") == [("健康宣言事業所数", "flagged")]

    def test_months_within_are_of_the_kpi(self) -> None:
        months = table([["月", "令和4年度"], ["4月", "881"], ["5月", "884"], ["6月", "890"]], boxed=True)
        sheet = table([_head(), _FIGURES, _PLAN], boxed=True)
        cells = [replace(cell, blocks=[*cell.blocks, months]) if cell.row == 2 and cell.col == 2 else cell
                 for cell in sheet.cells]  # fmt: skip
        out = titled(paragraph(_LEGEND), replace(sheet, cells=cells))
        assert {(row["kpi_code"], row["measure_ja"]) for row in out.of("monthly_actual")} == {
            ("health_declaration_workplaces", "健康宣言事業所数")
        }

    def test_sheets_below_one_another_in_a_table_are_parted(self) -> None:
        other = _head("No.2", "ジェネリック医薬品使用割合", "△")
        figures = ["目標値", "85.0%以上", "令和3年度実績", "84.1%"]
        leaves = leaves_in(table([_head(), _FIGURES, _PLAN, other, figures, _DONE]), 2022)
        assert [leaf.sheet.title.text for leaf in leaves if leaf.sheet.title] == [
            "健康宣言事業所数", "ジェネリック医薬品使用割合"
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "rows",
        [
            [_head("指標", "健康宣言事業所数"), _FIGURES, ["令和2年度実績", "860事業所", "", ""]],  # figures alone
            [["指標", "目標", "実績", "評価"], ["健康宣言事業所数", "900", "880", "○"], ["郵送化率", "97", "96", "○"]],
        ],
    )
    def test_lists_and_sheets_of_figures_are_none(self, rows: list[list[str]]) -> None:
        assert leaves_in(table(rows), 2022) == []


def test_a_number_before_words_that_no_catalogue_knows_heads_a_sheet() -> None:
    out = titled(paragraph(_LEGEND), table([_head(name="会報を読む人の割合"), _FIGURES, _PLAN, _DONE], boxed=True))
    assert brief(out.of("plan_status"), "item_ja") == [("会報を読む人の割合",)]
    assert not out.of("kpi_target")


@pytest.mark.parametrize(
    ("box", "ends"),
    [
        ((40, 201, 500, 260), True),
        ((40, 240, 500, 300), False),  # white between them
        ((40, 201, 300, 260), False),  # of another width
    ],
)
def test_a_table_of_months_right_below_a_sheet_is_its_last_part(
    box: tuple[float, float, float, float], ends: bool
) -> None:
    sheet = replace(table([_head(), _FIGURES, _PLAN]), place=Place(page=1, bbox=(40, 100, 500, 200)))
    months = table([["実績", "4月", "5月", "6月"], ["令和4年度", "881", "884", "890"]])
    assert ends_in(sheet, replace(months, place=Place(page=1, bbox=box))) is ends
    assert not ends_in(sheet, replace(table([_FIGURES, _PLAN]), place=Place(page=1, bbox=box)))


class TestMonthsFoldedOnASheet:
    def _sheet(self) -> list[list[str | None]]:
        months = [["", "4月", "5月", "6月", "上期計"], ["", "10月", "11月", "12月", "下期計"]]
        return [
            ["個票1", "現金給付等の申請に係る郵送化率", None, "担当：給付グループ", None],
            ["令和3年度目標", "91.0%以上", "令和2年度実績", "90.4%", None],
            ["令和3年度実績", "92.1%", "全国順位", "14位（前年度17位）", None],
            ["月別の状況（単月、単位：件、郵送化率は％）", None, None, None, None],
            [*months[0]],
            ["受付件数", "310", "290", "300", "900"],
            ["郵送化率", "90.8", "91.2", "91.5", "91.2"],
            [*months[1]],
            ["受付件数", "320", "280", "310", "910"],
            ["郵送化率", "92.0", "92.4", "92.6", "92.3"],
            ["計画", "・返信用封筒を窓口で渡し、郵送による申請を促す。", None, None, None],
        ]

    def test_the_months_are_of_the_kpi_and_the_title_tells_the_unit_of_each_row(self) -> None:
        wide = {(0, 1): (1, 2), (0, 3): (1, 2), (1, 3): (1, 2), (2, 3): (1, 2), (3, 0): (1, 5), (10, 1): (1, 4)}
        out = titled(table(self._sheet(), spans=wide, boxed=True), title="令和3年度 大分支部 KPI個票")
        rates = [row for row in out.of("monthly_actual") if row["measure_ja"] == "郵送化率"]
        assert len(rates) == 6
        assert {(row["kpi_code"], row["unit"]) for row in rates} == {("mail_application_rate", "%")}
        assert len(out.of("monthly_actual")) == 12
        assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2020, 90.4), (2021, 92.1)]
        assert brief(out.of("kpi_rank"), "rank", "review_state") == [(14, "ok")]
        assert brief(out.of("plan_item"), "item_ja") == [("返信用封筒を窓口で渡し、郵送による申請を促す。",)]
