"""Statuses in words, letters and grades, with a legend and without one."""

from __future__ import annotations

import pytest

from extract.shapes.plan.legend import explained_symbols, read_legend
from extract.shapes.plan.status_marks import NO_LEGEND, UNEXPLAINED, holds_marks, read_mark, status_words
from extract.shapes.tables.statuses.status_list import read_status_list
from tests.unit.build import brief, paragraph, recorder, scope, table, titled

CONTRACT = {"exceeded", "on_plan", "in_progress_or_below", "not_done", "scheduled", "not_done_yet"}
_POSTED = [["一者応札案件の割合", "17%以下", "12.5%", "達成"]]
LETTERS = "評価 Ｓ：目標を大幅に上回った Ａ：目標を達成した Ｂ：一部のみ達成した Ｃ：未達成"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([LETTERS], {"S": "exceeded", "A": "on_plan", "B": "in_progress_or_below", "C": "in_progress_or_below"}),
        (["A＝順調", "B＝やや遅れ", "C＝実施せず"], {"A": "on_plan", "B": "in_progress_or_below", "C": "not_done"}),
        (["３…計画どおり、２…計画を下回る、１…未実施"], {"3": "on_plan", "2": "in_progress_or_below", "1": "not_done"}),
        (["A：達成率100%以上 B：達成率80%以上100%未満"], {"A": "on_plan", "B": "in_progress_or_below"}),
        (["達成：目標を上回った 継続：これから実施"], {"達成": "exceeded", "継続": "not_done_yet"}),
        (["A：目標を達成した"], {}),  # one letter is no legend
        (["1：実施予定", "2：未実施"], {}),  # nor are two numbers
        (["様式A：実施済の事業所", "担当B"], {}),
        (["◎：計画を上回る"], {"◎": "exceeded"}),
        (
            [
                "評価は、計画を上回ったものには◎、計画どおり実施したもの",
                "には○、一部しかできなかったものには△、行わなかったものを×とした。",
            ],
            {"◎": "exceeded", "○": "on_plan", "△": "in_progress_or_below", "×": "not_done"},
        ),
        (
            ["達成できたものを△、届かなかったものを○、見送ったものは×とする。"],
            {"△": "on_plan", "○": "in_progress_or_below"},
        ),
        (["見送ったものを○とする。"], {}),  # a sentence about one symbol is no legend
        (["◎概ね達成 ○一部達成 △未達成"], {"◎": "on_plan", "○": "in_progress_or_below", "△": "in_progress_or_below"}),
        (["○：計画どおりに進んでいる －：計画どおりに進んでいない"], {"○": "on_plan", "－": "in_progress_or_below"}),
        (["× 計画どおり関係団体への訪問を終えることはできなかった。"], {}),  # a sentence that a symbol judges
    ],
)
def test_legends(lines: list[str], said: dict[str, str]) -> None:
    usual = read_legend([])
    assert {mark: status for mark, status in read_legend(lines).items() if usual.get(mark) != status} == {
        mark: status for mark, status in said.items() if usual.get(mark) != status
    }


def test_words_mean_what_they_say_but_in_doubt() -> None:
    mark = read_mark("概ね\n達成", {})
    assert mark is not None
    assert (mark.symbol, mark.status, mark.doubt) == ("概ね達成", "on_plan", NO_LEGEND)
    assert set(status_words().values()) <= CONTRACT


def test_letters_say_nothing_without_a_legend() -> None:
    mark = read_mark("Ｂ", {})
    assert mark is not None
    assert (mark.symbol, mark.status, mark.doubt) == ("B", None, UNEXPLAINED)
    assert read_mark("検討中である", {}) is None


def test_with_a_legend_nothing_is_in_doubt() -> None:
    for text in ("A", "(Ａ)", "達成"):
        mark = read_mark(text, {"A": "on_plan", "達成": "on_plan"})
        assert mark is not None
        assert (mark.status, mark.doubt) == ("on_plan", None)


@pytest.mark.parametrize(
    ("head", "texts", "holds"),
    [
        ("評価", ["A", "B", "A"], True),
        ("評価", ["3", "", "2"], True),
        ("実施状況", ["3", "2"], False),  # counts
        ("備考", ["完了", "継続"], False),
        ("実施状況", ["実施済", "検討中", "未実施"], True),
        ("実施状況", ["実施済", "事業所を訪ね、資料を渡した。"], False),
        ("評価", ["○", "△"], False),  # symbols need no heading
    ],
)
def test_columns_of_statuses(head: str, texts: list[str], holds: bool) -> None:
    assert holds_marks(head, texts) is holds


def test_a_list_of_items_with_their_statuses() -> None:
    out = recorder()
    judged = [["1", "名簿の整備", "完了"], ["2", "窓口の案内", "検討中"], ["3", "研修", "未着手"]]
    rows = [["No", "取組項目", "進捗"], *judged]
    assert read_status_list(table(rows), scope(), out) == 2
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "review_state") == [
        ("名簿の整備", "完了", "on_plan", "flagged"), ("研修", "未着手", "not_done_yet", "flagged"),
    ]  # fmt: skip
    assert [row["extracted_text"] for row in out.of("reject")] == ["検討中"]


def test_the_name_of_the_work_heads_what_was_done() -> None:
    out = recorder()
    rows = [["取組", "実施状況", "評価"], ["集団健診", "県内14会場で開催した", "○"], ["差額通知の送付", "送付済", "△"]]
    assert read_status_list(table(rows), scope(), out) == 2
    assert brief(out.of("plan_status"), "section", "item_ja", "symbol") == [
        ("集団健診", "県内14会場で開催した", "○"), (None, "差額通知の送付", "△"),
    ]  # fmt: skip


def test_halves_of_the_year_beside_one_another_judge_what_was_done_in_each() -> None:
    rows = [
        ["施策", "上期", None, "下期", None],
        ["", "実施内容", "評価", "実施内容", "評価"],
        ["健康経営", "セミナーを1回開催した", "○", "商工会と2回開催した", "◎"],
        ["薬剤師会との連携", "日程が合わず協議に至らなかった", "×", "ポスターを作成した", "○"],
    ]
    grid = table(rows, boxed=True, spans={(0, 1): (1, 2), (0, 3): (1, 2)})
    out = titled(grid, title="令和5年度 大分支部 取組の自己点検")
    assert brief(out.of("plan_status"), "section", "item_ja", "symbol", "period", "review_state") == [
        ("健康経営", "セミナーを1回開催した", "○", "H1", "ok"), ("健康経営", "商工会と2回開催した", "◎", "H2", "ok"),
        ("薬剤師会との連携", "日程が合わず協議に至らなかった", "×", "H1", "ok"),
        ("薬剤師会との連携", "ポスターを作成した", "○", "H2", "ok"),
    ]  # fmt: skip


def test_letters_beside_the_plan_they_judge() -> None:
    rows = [
        ["事業計画", "実施状況", "評価"],
        ["・名簿を整える。", "・関係団体とともに名簿を整え、窓口に備えた。", "B"],
        ["・案内を送る。", "・加入事業所に案内を送り、届いたことを確かめた。", "S"],
    ]
    out = titled(paragraph(LETTERS, boxed=True), table(rows, boxed=True, xs=[0, 200, 400, 440]))
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "review_state") == [
        ("・名簿を整える。", "B", "in_progress_or_below", "ok"), ("・案内を送る。", "S", "exceeded", "ok"),
    ]  # fmt: skip


@pytest.mark.parametrize(("said", "state"), [("未達成", "ok"), ("達成", "flagged")])
def test_words_beside_kpis_say_whether_targets_were_reached_and_judge_no_plan(said: str, state: str) -> None:
    rows = [
        ["KPI", "目標値", "実績", "達成状況"],
        ["一者応札案件の割合", "17%以下", "12.5%", "達成"],
        ["保険証回収率", "90%以上", "88.8%", said],
    ]
    out = titled(table(rows, boxed=True))
    assert not out.of("plan_status")
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(12.5, "ok"), (88.8, state)]


def test_words_beside_kpis_that_the_legend_explains_are_statuses() -> None:
    legend = paragraph("達成：目標を上回った 未達成：目標を下回った", boxed=True)
    rows = [["KPI", "目標値", "実績", "評価"], ["保険証回収率", "90%以上", "88.8%", "未達成"], *_POSTED]
    out = titled(legend, table(rows, boxed=True))
    assert ("保険証回収率", "未達成", "in_progress_or_below", "ok") in brief(
        out.of("plan_status"), "item_ja", "symbol", "status", "review_state"
    )


@pytest.mark.parametrize(
    ("line", "explained"),
    [
        ("凡例 ◎:前倒し ○:予定どおり △:遅れ", "◎○△"),
        ("【凡例】◎大きく前進 ○前進 △足踏み", "◎○△"),
        ("◎計画を上回る ○計画どおり", ""),  # two may be bullets
        ("○資料 △資料 ×資料", ""),  # nothing that a status says
    ],
)
def test_a_legend_explains_several_symbols_in_one_line(line: str, explained: str) -> None:
    assert explained_symbols([line]) == frozenset(explained)


def test_a_status_in_brackets_before_what_it_judges() -> None:
    legend = paragraph("凡例 ◎:前倒し ○:予定どおり △:遅れ")
    done = [paragraph(f"［{mark}］名簿の整備を終えた。") for mark in "○×"]
    out = titled(legend, *done, title="令和4年度上期 大分支部事業の進捗状況")
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status") == [("名簿の整備を終えた。", "○", "on_plan")]
    assert titled(*done, title="令和4年度上期 大分支部事業の進捗状況").of("plan_status") == []


def test_a_legend_in_brackets_and_statuses_in_brackets_before_what_they_judge() -> None:
    legend = "【◎】計画を大幅に上回る 【○】計画どおり 【△】計画を下回る 【×】未実施"
    assert explained_symbols([legend]) == frozenset("◎○△×")
    done = "② 窓口の案内\n【○】案内を見直した。\n【△】文書による勧奨を始めた"
    rows = [["計画内容", "実施状況"], ["・案内を見直す。", done]]
    out = titled(paragraph(legend), table(rows, boxed=True, xs=[0.0, 240.0, 560.0]))
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status") == [
        ("案内を見直した。", "○", "on_plan"), ("文書による勧奨を始めた", "△", "in_progress_or_below"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "legend", "symbol", "status", "doubt"),
    [
        ("A（計画を上回る）", {}, "A", "exceeded", NO_LEGEND),
        ("B（おおむね計画どおり）", {}, "B", "on_plan", NO_LEGEND),
        ("C（目標に届かなかった）", {"C": "not_done"}, "C", "not_done", None),
    ],
)
def test_a_letter_with_the_words_for_it(
    text: str, legend: dict[str, str], symbol: str, status: str, doubt: str | None
) -> None:
    mark = read_mark(text, legend)
    assert mark is not None
    assert (mark.symbol, mark.status, mark.doubt) == (symbol, status, doubt)


def test_a_letter_before_other_words_is_no_status() -> None:
    assert read_mark("A（企画グループ）", {}) is None


def test_a_heading_may_be_as_high_as_the_two_rows_of_those_beside_it() -> None:
    rows = [["取組項目", "実績", None, "評価"], [None, "上期", "下期", None],
            ["講座を開く", "6回", "9回", "○"], ["訪問する", "28社", "31社", "△"]]  # fmt: skip
    out = recorder()
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    assert read_status_list(table(rows, spans=spans), scope(), out) == 2
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("講座を開く", "○"), ("訪問する", "△")]


def test_how_many_were_judged_so_is_no_item() -> None:
    out = recorder()
    assert read_status_list(table([["評価", "項目数"], ["Ａ", "3"], ["Ｂ", "5"]]), scope(), out) == 0
    assert not out.of("plan_status") and not out.of("reject")


def test_a_symbol_that_a_legend_explains_by_no_status_says_none_and_is_in_doubt() -> None:
    line = "※評価：◎計画を上回った　○計画どおり　△一部未実施　－評価対象外"
    assert "－" not in read_legend([line]) and read_legend([line])["○"] == "on_plan"
    rows = [["取組", "実施状況", "評価"], ["講座", "・講座を開いた。", "○"], ["訪問", "・訪問した。", "－"]]
    out = titled(paragraph(line), table(rows), title="令和４年度 大分支部 事業報告")
    assert brief(out.of("plan_status"), "symbol", "status", "review_state") == [
        ("○", "on_plan", "ok"),
        ("－", None, "flagged"),
    ]


def test_figures_are_no_work_and_a_list_is_judged_as_a_whole_in_doubt() -> None:
    out = recorder()
    rows = [["取組", "実施状況", "評価"], ["訪問", "200社 → 164社", "○"], ["講座", "・講座を開いた。", "△"],
            ["広報", "・紙面を改めた。\n・届け先を増やした。", "○"]]  # fmt: skip
    assert read_status_list(table(rows), scope(), out) == 3
    assert brief(out.of("plan_status"), "section", "item_ja", "review_state") == [
        (None, "訪問", "ok"),
        ("講座", "講座を開いた。", "ok"),
        ("広報", "・紙面を改めた。・届け先を増やした。", "flagged"),
    ]


def test_names_stand_in_the_last_of_the_columns_below_their_heading() -> None:
    out = recorder()
    rows = [["事業計画", None, "実施状況", "評価"], ["1 窓口", "(1)席の配置", "席を二つ増やした。", "○"],
            ["", "(2)案内", "案内の文面を改めた。", "△"]]  # fmt: skip
    assert read_status_list(table(rows, spans={(0, 0): (1, 2)}), scope(), out) == 2
    assert [section for (section,) in brief(out.of("plan_status"), "section")] == ["(1)席の配置", "(2)案内"]


def test_counts_in_sentences_beside_statuses_are_not_dropped() -> None:
    said = "講座を6回開き、214人が参加した。"
    rows = [["取組", "実施状況", "評価"], ["講座", said, "○"], ["訪問", "説明した。", "△"]]
    grid = table(rows, boxed=True, xs=[0, 60, 260, 300])
    out = titled(paragraph(LETTERS), grid, title="令和４年度 大分支部 事業報告")
    assert [row["extracted_text"] for row in out.of("reject")] == [said]
