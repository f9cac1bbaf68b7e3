"""Sheets of one theme, outlines, counts of work and cards with a table within: what they are, and what they are not."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, paragraph, table, titled

_LEGEND = "◎：計画以上　○：計画どおり　△：計画を下回る　×：未実施"


def _topic(title: str, symbol: str, plan: str = "計画", judged: str = "評価") -> list[str]:
    return [
        title,
        f"(1) {plan}",
        "ア 窓口の案内を見直す。",
        "(2) 実施状況",
        "案内を見直した。",
        f"(3) {judged} {symbol}",
    ]


class TestOutlines:
    def test_statuses_judge_the_topic_and_items_stand_under_its_titles(self) -> None:
        lines = [*_topic("1 窓口の案内", "○"), *_topic("2 電話の案内", "△")]
        out = titled(paragraph(_LEGEND), paragraph(*lines, boxed=True))
        assert brief(out.of("plan_status"), "item_ja", "symbol", "review_state") == [
            ("窓口の案内", "○", "ok"),
            ("電話の案内", "△", "ok"),
        ]
        assert brief(out.of("plan_item"), "section", "item_no", "item_ja") == [
            ("1窓口の案内", "ア", "窓口の案内を見直す。"),
            ("2電話の案内", "ア", "窓口の案内を見直す。"),
        ]

    def test_a_symbol_that_no_legend_explains_is_in_doubt(self) -> None:
        lines = [*_topic("1 窓口の案内", "○"), *_topic("2 電話の案内", "△")]
        out = titled(paragraph(*lines, boxed=True))
        assert {row["review_state"] for row in out.of("plan_status")} == {"flagged"}

    def test_parts_that_come_once_are_no_outline(self) -> None:
        out = titled(paragraph(_LEGEND), paragraph(*_topic("1 窓口の案内", "○"), boxed=True))
        assert not [row for row in out.of("plan_status") if row["rule"] == "outline" or row["item_ja"] == "評価"]


class TestCountsOfWork:
    HEADS = ("取組", "単位", "計画", "実績", "評価")

    def test_plan_and_result_are_told_apart_and_the_status_judges_the_work(self) -> None:
        rows = [list(self.HEADS), ["広報紙の発行", "回", "12", "11", "△"], ["健康講座の開催", "回", "4", "5", "○"]]
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        assert brief(out.of("period_figure"), "measure_ja", "dimension", "value", "unit", "review_state")[:2] == [
            ("広報紙の発行", "計画", 12, "回", "ok"),
            ("広報紙の発行", "実績", 11, "回", "ok"),
        ]
        assert brief(out.of("plan_status"), "item_ja", "symbol") == [("広報紙の発行", "△"), ("健康講座の開催", "○")]

    def test_plans_of_a_part_of_the_year_and_what_is_counted_have_columns_of_their_own(self) -> None:
        heads = ["担当", "事業", "指標", "年間目標", "上期目標", "上期実績", "差", "判定"]
        rows = [heads, ["保健", "集団健診", "開催回数", "42回", "20回", "23回", "+3回", "○"],
                ["", "出前講座", "実施回数", "30回", "15回", "6回", "▲9回", "△"]]  # fmt: skip
        out = titled(paragraph(_LEGEND), table(rows, boxed=True, spans={(1, 0): (2, 1)}))
        assert brief(out.of("period_figure"), "measure_ja", "period", "value", "review_state") == [
            ("集団健診 開催回数", "FY", 42, "ok"),
            ("集団健診 開催回数", "H1", 20, "ok"),
            ("集団健診 開催回数", "H1", 23, "ok"),
            ("集団健診 開催回数 差", "H1", 3, "ok"),
            ("出前講座 実施回数", "FY", 30, "ok"),
            ("出前講座 実施回数", "H1", 15, "ok"),
            ("出前講座 実施回数", "H1", 6, "ok"),
            ("出前講座 実施回数 差", "H1", -9, "ok"),
        ]
        assert brief(out.of("plan_status"), "item_ja", "symbol") == [("集団健診", "○"), ("出前講座", "△")]

    def test_a_difference_of_other_figures_is_in_doubt(self) -> None:
        rows = [["取組", "計画", "実績", "差"], ["広報紙の発行", "12回", "11回", "▲1回"],
                ["健康講座の開催", "4回", "5回", "+3回"]]  # fmt: skip
        found = [row for row in titled(table(rows, boxed=True)).of("period_figure") if row["dimension"] == "差"]
        assert brief(found, "value", "review_state") == [(-1, "ok"), (3, "flagged")]

    def test_a_plan_up_to_a_part_of_the_year_is_not_of_that_part_alone(self) -> None:
        rows = [["取組", "年間計画", "第3四半期までの計画", "12月末実績"], ["広報紙の発行", "12回", "9回", "8回"],
                ["健康講座の開催", "4回", "3回", "5回"]]  # fmt: skip
        out = titled(table(rows, boxed=True))
        found = brief(out.of("period_figure"), "measure_ja", "period", "value")
        assert {name for name, *_ in found[:3]} == {"広報紙の発行"}
        assert [rest for _, *rest in found[:3]] == [["FY", 12], ["YTD(12月末)", 9], ["YTD(12月末)", 8]]

    def test_a_figure_without_a_unit_is_in_doubt(self) -> None:
        rows = [["取組", "計画", "実績"], ["広報紙の発行", "12", "11"], ["健康講座の開催", "4", "5"]]
        out = titled(table(rows, boxed=True))
        assert {row["review_state"] for row in out.of("period_figure")} == {"flagged"}

    def test_under_a_title_of_a_part_of_the_year_no_heading_says_of_what_figures_are(self) -> None:
        rows = [["取組", "計画", "実績"], ["広報紙の発行", "6回", "5回"], ["健康講座の開催", "4回", "3回"]]
        out = titled(paragraph("下期の実績(2月末まで)", boxed=True), table(rows, boxed=True))
        assert {row["review_state"] for row in out.of("period_figure")} == {"flagged"}

    def test_rows_that_name_kpis_are_left_to_their_readers(self) -> None:
        rows = [["取組", "単位", "目標", "実績"], ["健康宣言事業所数", "事業所", "900", "912"],
                ["広報紙の発行", "回", "4", "5"]]  # fmt: skip
        out = titled(table(rows, boxed=True))
        assert not [row for row in out.of("period_figure") if row["rule"] == "work_counts"]


class TestStages:
    @pytest.mark.parametrize("labels", [("P\n計画", "D\n実施", "C\n評価", "A\n改善"), ("Plan", "Do", "Check", "Act")])
    def test_the_plan_of_a_sheet_under_its_head(self, labels: tuple[str, ...]) -> None:
        texts = ("・窓口の案内を見直す。", "・案内を見直した。", "・分かりやすくなった。", "・続ける。")
        head = table([["事業名", "窓口の案内", "担当", "業務グループ", "重要度", "高"]], index="1.0", boxed=True)
        sheet = table([list(pair) for pair in zip(labels, texts, strict=True)], index="1.1", boxed=True)
        out = titled(head, sheet)
        assert brief(out.of("plan_item"), "item_ja", "owner_group", "importance") == [
            ("窓口の案内を見直す。", "業務グループ", "高")
        ]
        assert str(out.of("plan_item")[0]["section"]).startswith("窓口の案内 > P")


class TestTargetRows:
    def test_a_target_below_the_years_is_of_the_year_its_row_names(self) -> None:
        rows = [
            ["", "健康宣言事業所数", None],
            ["", "令和4年度", "令和3年度"],
            ["令和4年度目標", "900事業所以上", None],
            ["4月", "812", "701"],
            ["5月", "820", "709"],
            ["6月", "831", "715"],
        ]
        out = titled(table(rows, spans={(0, 1): (1, 2), (2, 1): (1, 2)}, boxed=True))
        assert brief(out.of("kpi_target"), "fiscal_year", "target_value") == [(2022, 900)]
        assert not out.of("kpi_actual")
        assert brief(out.of("monthly_actual"), "fiscal_year", "value")[:2] == [(2022, 812), (2021, 701)]


class TestInnerTablesOfCards:
    PAIRS = (["目標", "前年同期"], ["900事業所以上", "880事業所"], ["全国平均", "全国順位"], ["－", "12位"])

    def test_words_over_figures_say_what_each_is(self) -> None:
        inner = table([list(row) for row in self.PAIRS], index="1.0.0.0", boxed=True)
        words = paragraph("健康宣言事業所数", "12月末実績", "912事業所")
        out = titled(
            table([[[words, inner]]], index="1.0", boxed=True), title="令和4年度 大分支部事業進捗状況（12月末）"
        )
        assert brief(out.of("kpi_target"), "target_value", "review_state") == [(900, "ok")]
        assert [value for (value,) in brief(out.of("kpi_actual"), "value")] == [912, 880]
        assert brief(out.of("kpi_rank"), "rank") == [(12,)]
        assert not out.of("period_figure")

    def test_without_a_name_over_it_its_figures_are_rejected(self) -> None:
        out = titled(table([list(row) for row in self.PAIRS], boxed=True))
        assert not out.of("period_figure") and not out.of("kpi_actual")
        assert {row["extracted_text"] for row in out.of("reject")} >= {"目標:900事業所以上", "全国順位:12位"}


class TestSheetsOfKpis:
    def test_figures_under_labels_and_texts_beside_them(self) -> None:
        rows = [
            ["指標(KPI)", "健康宣言事業所数", None],
            ["実績", "目標値", "全国"],
            ["912事業所", "900事業所以上", "850事業所"],
            ["現状・課題", "市町村に説明を行った。", None],
        ]
        spans = {(0, 1): (1, 2), (3, 1): (1, 2)}
        out = titled(table(rows, spans=spans, boxed=True))
        assert brief(out.of("kpi_actual"), "value", "scope") == [(912, "branch"), (850, "national_average")]
        assert brief(out.of("kpi_target"), "target_value") == [(900,)]

    def test_work_in_a_sheet_of_a_kpi_is_an_item_and_whose_the_status_is_in_doubt(self) -> None:
        rows = [["指標", "健康宣言事業所数"], ["目標", "900事業所以上"], ["実績", "912事業所"],
                ["取組内容", "事業所に文書を送付する。"], ["評価", "○"]]  # fmt: skip
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        assert brief(out.of("plan_item"), "item_ja") == [("事業所に文書を送付する。",)]
        assert brief(out.of("plan_status"), "item_ja", "review_state") == [("健康宣言事業所数", "flagged")]

    def test_a_sheet_under_the_line_that_names_its_kpi(self) -> None:
        rows = [["目標", "900事業所以上"], ["実績", "912事業所"], ["評価", "○"], ["現状", "案内を行った。"]]
        out = titled(paragraph(_LEGEND), paragraph("① 健康宣言事業所数"), table(rows, boxed=True))
        assert brief(out.of("kpi_target"), "kpi_code") == [("health_declaration_workplaces",)]
        assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]

    def test_under_no_name_that_is_known_a_status_beside_figures_of_a_kpi_is_in_doubt(self) -> None:
        rows = [["目標", "900以上"], ["実績値", "912"], ["全国平均", "860"],
                ["取組内容", "事業所に文書を送付する。"], ["評価", "○"]]  # fmt: skip
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        assert brief(out.of("plan_status"), "review_state") == [("flagged",)]

    def test_the_heading_over_labels_and_contents_is_no_field(self) -> None:
        rows = [["項目", "内容"], ["KPI", "健康宣言事業所数"], ["目標", "900事業所以上"],
                ["実績", "912事業所"], ["評価", "○"]]  # fmt: skip
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]

    def test_figures_in_brackets_behind_a_result_are_those_of_the_nation_and_the_rank(self) -> None:
        rows = [["KPI", "健康宣言事業所数"], ["目標", "900事業所以上"],
                ["実績", "912事業所(全国平均850事業所、全国順位12位)"]]  # fmt: skip
        out = titled(table(rows, boxed=True))
        assert brief(out.of("kpi_actual"), "value", "scope", "review_state") == [
            (912, "branch", "ok"),
            (850, "national_average", "ok"),
        ]
        assert brief(out.of("kpi_rank"), "rank") == [(12,)]


class TestSheetsWithTables:
    """Evaluation sheets whose results hold a small table below their sentences."""

    ROWS = (("件数", "第1四半期", "第2四半期", "年度計"), ("相談", "31", "28", "59"))
    COUNTS = table(ROWS, index="1.0.0.1.0", boxed=True)

    def _sheet(self, labels: tuple[str, str, str, str], line: str) -> Recorder:
        rows = [
            ["No.1 窓口の案内", None],
            [labels[0], "・窓口の案内を見直す。\n・郵送を勧める。"],
            [labels[1], "郵送化率 96.5%以上\n査定率 対前年度以上"],
            [labels[2], [paragraph(line, boxed=True), self.COUNTS]],
            [labels[3], "○"],
        ]
        return titled(paragraph(_LEGEND), table(rows, boxed=True, spans={(0, 0): (1, 2)}, xs=(0, 60, 500)))

    @pytest.mark.parametrize(
        "labels", [("事業計画", "目標（KPI）", "実績", "評価"), ("取組計画", "KPI", "結果", "自己評価")]
    )
    @pytest.mark.parametrize(
        "line", ["郵送化率 95.2%（令和3年度 94.7%）", "郵送化率 95.2%【前年度：94.7%】", "郵送化率95.2%（R394.7%）"]
    )
    def test_every_part_is_read(self, labels: tuple[str, str, str, str], line: str) -> None:
        out = self._sheet(labels, line)
        assert brief(out.of("plan_status"), "item_ja", "symbol") == [("窓口の案内", "○")]
        assert brief(out.of("plan_item"), "item_ja") == [("窓口の案内を見直す。",), ("郵送を勧める。",)]
        assert brief(out.of("kpi_target"), "comparator", "target_value")[0] == (">=", 96.5)
        assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2022, 95.2), (2021, 94.7)]
        assert {(row["fiscal_year"], row["value"]) for row in out.of("period_figure")} == {
            (2022, 31), (2022, 28), (2022, 59),
        }  # fmt: skip
        assert not out.of("reject")


def test_labels_of_what_was_planned_first_and_of_both_weights() -> None:
    rows = [
        ["施策名", "窓口の案内", "担当", "業務グループ"],
        ["期初の計画", "①案内板を付け替える\n②記入台を増やす", "重要度／困難度", "－／高"],
        ["実施結果", "①案内板を付け替えた", "達成状況", "未達成"],
        ["次年度に向けた改善", "・記入台の置き場を決める", "", ""],
    ]
    found = titled(table([rows[0], *rows[1:]], boxed=True)).of("plan_item")
    assert brief(found, "item_ja", "importance", "difficulty") == [
        ("案内板を付け替える", None, "高"),
        ("記入台を増やす", None, "高"),
    ]
