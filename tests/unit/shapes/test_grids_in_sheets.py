"""Tables with several grids or arrows across, legends in tables, and tables that only begin as a list of KPIs."""

from __future__ import annotations

from typing import ClassVar

from tests.unit.build import brief, paragraph, table, titled

_LEGEND = "◎：計画以上　○：計画どおり　△：計画を下回る　×：未実施"
_MONTHS = [f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


class TestTypedArrows:
    def test_an_arrow_over_all_months_is_a_mark_of_each_and_does_not_end_the_grid(self) -> None:
        rows = [["番号", "実施事項", "担当", *_MONTHS], ["1", "窓口の点検", "業務", "─" * 30 + "→", *[None] * 11],
                ["2", "会議の開催", "総務", "●", *[""] * 11]]  # fmt: skip
        out = titled(table(rows, boxed=True, spans={(1, 3): (1, 12)}), title="令和4年度 大分支部行動計画")
        found = brief(out.of("schedule_mark"), "activity_ja", "mark")
        assert found.count(("窓口の点検", "→")) == 12
        assert found.count(("会議の開催", "●")) == 1


class TestGriddedSheets:
    ROWS = (
        ["【A1】施策名：健診の受診促進", None, None, "重要度：高", None],
        ["分野", "戦略", "担当", "保健グループ", None],
        ["目標（KPI）", "令和4年度", "令和3年度", "全国平均", "達成状況"],
        ["生活習慣病予防健診の実施率を60.0％以上とする", "61.0％", "59.0％", "55.0％", "達成"],
        ["事業者健診データの取得率を8.0％以上とする", "7.1％", "6.9％", "7.5％", "未達成"],
        ["取組内容（計画）", None, "実施結果", None, "評価"],
        ["・事業所に健診の利用を呼びかける。", None, "文書で呼びかけた。", None, "○"],
        ["・休日に受診できる会場を設ける。", None, "二会場で実施した。", None, "△"],
        ["次年度への課題", "若い世代の受診を増やすこと。", None, None, None],
    )
    SPANS: ClassVar = {
        **{(0, 0): (1, 3), (0, 3): (1, 2), (1, 3): (1, 2), (8, 1): (1, 4)},
        **{(row, 0): (1, 2) for row in (5, 6, 7)},
        **{(row, 2): (1, 2) for row in (5, 6, 7)},
    }
    def test_each_grid_is_read_under_its_own_headings(self) -> None:
        out = titled(paragraph(_LEGEND), table([list(row) for row in self.ROWS], boxed=True, spans=self.SPANS))
        assert brief(out.of("plan_item"), "item_ja", "importance", "owner_group") == [
            ("事業所に健診の利用を呼びかける。", "高", "保健グループ"),
            ("休日に受診できる会場を設ける。", "高", "保健グループ"),
        ]
        judged = [row for row in out.of("plan_status") if row["symbol"] in "○△"]
        assert [(row["item_ja"].lstrip("・"), row["symbol"]) for row in judged] == [
            ("事業所に健診の利用を呼びかける。", "○"),
            ("休日に受診できる会場を設ける。", "△"),
        ]
        assert {row["target_value"] for row in out.of("kpi_target")} == {60.0, 8.0}
        found = brief(out.of("kpi_actual"), "fiscal_year", "scope", "value")
        assert (2022, "branch", 61) in found
        assert (2021, "branch", 59) in found
        assert (2022, "national_average", 55) in found

    def test_a_table_of_one_grid_is_no_such_sheet(self) -> None:
        rows = [["取組内容", "実施結果", "評価"], ["・会議を開く。", "二回開いた。", "○"]]
        out = titled(paragraph(_LEGEND), table(rows, boxed=True))
        assert not [entry for entry in out.coverage if entry["what"] == "evaluation sheet with grids"]


class TestLegendsInTables:
    ROWS = (["評価", "基準"], ["◎", "計画以上の成果があった"], ["○", "計画どおりに実施した"], ["×", "行えなかった"])

    def test_what_explains_symbols_judges_nothing(self) -> None:
        assert titled(table([list(row) for row in self.ROWS], boxed=True)).of("plan_status") == []

    def test_symbols_that_come_again_judge_what_stands_beside_them(self) -> None:
        rows = [["評価", "内容"], ["○", "会議を開催する。"], ["○", "案内を送付する。"]]
        assert len(titled(table(rows, boxed=True)).of("plan_status")) == 2


class TestBegunAsAList:
    def test_a_table_of_counts_alone_is_read_once(self) -> None:
        heads = ["区分", "対象者数", "第1四半期", "第2四半期", "年度計", "実施率"]
        rows = [heads, ["生活習慣病予防健診", "1,000", "200", "250", "450", "45.0％"],
                ["被扶養者の特定健診", "400", "40", "60", "100", "25.0％"]]  # fmt: skip
        out = titled(paragraph("表2 令和4年度 実施状況（単位：人）"), table(rows, boxed=True))
        places = [row["source_ref"] for row in out.of("period_figure")]
        assert len(places) == len(set(places)) == 8


class TestTitledYears:
    def test_the_year_of_a_title_holds_where_its_month_has_none(self) -> None:
        rows = [["区分", "第1四半期", "第2四半期", "累計"], ["電話相談件数", "120", "130", "250"]]
        title = "表3 令和3年度 受付状況（9月末時点、単位：件）"
        out = titled(paragraph(title), table(rows, boxed=True))
        assert {row["fiscal_year"] for row in out.of("period_figure")} == {2021}


class TestMonthsWithShortYears:
    def test_months_in_turn_are_months(self) -> None:
        rows = [["区分", *[f"4年{month}月" for month in range(4, 10)], "上期計"],
                ["受付件数", "10", "20", "30", "40", "50", "60", "210"]]  # fmt: skip
        out = titled(paragraph("申請の受付件数（件）"), table(rows, boxed=True))
        assert [row["month"].month for row in out.of("monthly_actual")] == [4, 5, 6, 7, 8, 9]


def test_a_result_of_the_year_that_a_plan_is_for_is_in_doubt() -> None:
    rows = [["区分", "対象者数", "第1四半期", "第2四半期", "年度計", "実施率"],
            ["生活習慣病予防健診", "1,000", "200", "250", "450", "45.0％"],
            ["被扶養者の特定健診", "400", "140", "60", "200", "50.0％"]]  # fmt: skip
    title = "令和4年度 大分支部事業計画"
    out = titled(paragraph("表2 令和4年度 実施計画（単位：人）"), table(rows, boxed=True), title=title)
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(45, "flagged"), (50, "flagged")]


def test_last_years_figure_behind_its_sense_is_what_is_aimed_at() -> None:
    rows = [["KPI", "目標", "実績"], ["ジェネリック医薬品使用割合", "対前年度末以上（79.2％以上）", "80.1％"],
            ["現金給付等の申請に係る郵送化率", "95.0％以上", "96.0％"]]  # fmt: skip
    out = titled(table(rows, boxed=True))
    assert ("prior_year_or_more", 79.2) in brief(out.of("kpi_target"), "comparator", "target_value")


def test_a_list_of_one_kpi_is_no_sheet() -> None:
    rows = [["指標（KPI）", "計画", "実績（9月末）", "前年同月", "全国平均"],
            ["一般競争入札に占める一者応札案件の割合", "20％以下", "22.2％", "25.0％", "－"]]  # fmt: skip
    out = titled(table(rows, boxed=True), title="令和4年度上期 大分支部事業進捗（令和4年9月末）")
    assert brief(out.of("kpi_target"), "comparator", "target_value") == [("<=", 20)]
    assert brief(out.of("kpi_actual"), "fiscal_year", "value") == [(2022, 22.2), (2021, 25)]


def test_ranks_of_now_and_of_last_years_month_are_ranks() -> None:
    rows = [["指標", "今回", "前年同月"], ["ジェネリック医薬品使用割合", "18位", "21位"],
            ["生活習慣病予防健診実施率", "7位", "8位"]]  # fmt: skip
    out = titled(table(rows, boxed=True), title="令和4年度上期 大分支部事業進捗（令和4年9月末）")
    assert brief(out.of("kpi_rank"), "rank", "previous_rank") == [(18, 21), (7, 8)]
    assert out.of("kpi_actual") == []


def test_a_bare_share_in_the_table_of_a_sheet_is_that_of_its_kpi() -> None:
    inner = table([["区分", "上期", "下期"], ["申請件数（件）", "500", "600"], ["割合（％）", "1.10", "1.02"]],
                  index="1.1", boxed=True)  # fmt: skip
    aim = "柔道整復施術療養費の申請に占める施術箇所3部位以上かつ月15日以上の施術の申請の割合を1.20％以下とする"
    rows = [["施策名", "1 現金給付の適正化"], ["目標（KPI）", aim],
            ["実績の内訳", [paragraph("柔道整復施術療養費の申請"), inner]],
            ["取組内容", "・照会の文書を送付する。"], ["評価", "○"]]  # fmt: skip
    out = titled(paragraph(_LEGEND), table(rows, boxed=True))
    found = brief(out.of("period_figure"), "kpi_code", "period", "value")
    assert ("judo_multi_site_rate", "H1", 1.1) in found
    assert (None, "H1", 500) in found
    assert brief(out.of("plan_item"), "item_ja") == [("照会の文書を送付する。",)]
