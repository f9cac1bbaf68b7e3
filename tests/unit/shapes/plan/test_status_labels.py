"""Statuses and plans in lines that a label heads, behind titles and in brackets before sentences."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from extract.shapes.text.label_words import begins_with_label
from extract.shapes.text.line_labels import labelled, repeated_labels
from tests.unit.build import brief, paragraph, titled

_LEGEND = "記号 ◎：計画を上回る ○：計画どおり △：計画を下回る ×：未実施"
_PROGRESS = "令和4年度上期 大分支部事業の取組状況"


def _read(*lines: str) -> Recorder:
    return titled(*(paragraph(line) for line in lines), title=_PROGRESS)


@pytest.mark.parametrize(
    ("line", "part", "text"),
    [
        ("取組内容：名簿を整える。", "plan", "名簿を整える。"),
        ("【実績】名簿を整えた。", "done", "名簿を整えた。"),
        ("＜評価＞", "status", ""),
        ("計　画 名簿を整える。", "plan", "名簿を整える。"),
        ("評　価 ○", "status", "○"),
        ("計画 的に進める。", "plan", "的に進める。"),
    ],
)
def test_labels_before_colons_brackets_and_gaps(line: str, part: str, text: str) -> None:
    said = labelled(line, {"計画", "評価"})
    assert said is not None
    assert (said.part, said.text) == (part, text)


def test_a_gap_ends_a_label_only_where_it_is_used_again() -> None:
    assert labelled("計画 名簿を整える。") is None
    assert repeated_labels(["計　画 名簿を整える。", "計画 案内を送る。", "結果 名簿を整えた。"]) == {"計画"}
    assert begins_with_label("評 価：○")
    assert not begins_with_label("計画を進める。")


@pytest.mark.parametrize(
    "lines",
    [
        ("取組内容：名簿を整える。", "実施状況：名簿を整えた。", "評価：△"),
        ("取組内容：名簿を整える。", "実施状況：△ 名簿を整えた。"),
        ("【計画】", "名簿を整える。", "【結果】", "名簿を整えた。", "【評価】", "△"),
    ],
)
def test_labelled_lines_give_plan_and_status(lines: tuple[str, ...]) -> None:
    out = _read(_LEGEND, "（1）名簿の整備", *lines)
    assert brief(out.of("plan_item"), "item_ja", "review_state") == [("名簿を整える。", "ok")]
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "review_state") == [
        ("名簿を整えた。", "△", "in_progress_or_below", "ok")
    ]


def test_a_symbol_that_no_legend_explains_is_flagged() -> None:
    out = _read("実施状況：名簿を整えた。", "評価：△")
    assert brief(out.of("plan_status"), "symbol", "review_state") == [("△", "flagged")]


def test_a_status_behind_a_title_judges_what_it_names() -> None:
    out = _read("A：計画どおり B：計画を下回る", "（1）名簿の整備　【評価：B】", "整備が遅れた。")
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "review_state") == [
        ("名簿の整備", "B", "in_progress_or_below", "ok")
    ]


def test_words_in_brackets_before_sentences() -> None:
    out = _read("【完了】名簿を整えた。", "【未着手】案内は下期に送る。")
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "review_state") == [
        ("名簿を整えた。", "完了", "on_plan", "flagged"), ("案内は下期に送る。", "未着手", "not_done_yet", "flagged"),
    ]  # fmt: skip
    assert not _read("【継続】名簿を整える。", "【継続】案内を送る。").of("plan_status")


def test_a_legend_judges_nothing() -> None:
    assert not _read(_LEGEND, "評価：◎計画を上回る ○計画どおり △計画を下回る").of("plan_status")


def test_figures_of_a_kpi_are_not_what_a_status_behind_them_judges() -> None:
    out = _read(_LEGEND, "年度目標：900事業所以上 順位：35位 自己評価：○")
    assert out.of("plan_status") == []
    assert [reject["extracted_text"] for reject in out.of("reject")] != []


def test_a_status_behind_labelled_figures_judges_the_title_above_and_they_are_not_lost() -> None:
    figures = "目標：照会率 85.0％以上　実績（8月末）：80.1％　評価：△"
    out = _read(_LEGEND, "重点1　照会の徹底", figures, "取組：文書を送る。")
    assert brief(out.of("plan_status"), "item_ja", "symbol", "review_state") == [("重点1 照会の徹底", "△", "ok")]
    assert any("80.1" in str(row["extracted_text"]) for row in out.of("reject"))


def test_dots_that_lead_to_a_status_are_no_words_of_its_title() -> None:
    out = _read("評価 A：計画どおり B：一部未実施", "◇ 窓口の案内 ･･････････････ 評価 A", "◇ 電話の応対 ･･････ 評価 B")
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("窓口の案内", "A"), ("電話の応対", "B")]


def test_a_status_of_a_card_is_not_taken_for_that_of_a_title_above_it() -> None:
    lines = ["■ 指標の状況", "健康宣言事業所数", "912事業所", "目標 900事業所以上", "自己評価：△"]
    out = titled(paragraph(_LEGEND), paragraph(*lines, boxed=True), title=_PROGRESS)
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "△")]


_WORK = ("ア 名簿を整える。", "（結果）名簿を整えた。〔評価：○〕", "イ 案内を送る。")


@pytest.mark.parametrize(
    "done",
    [
        ("（結果）送れなかった。〔評価：×〕",),
        ("【実績】4回送付。", "【判定：×】"),
        ("結果：送れなかった。 評価：×",),
    ],
)
def test_a_judgement_behind_a_result_is_of_the_work_above_it(done: tuple[str, ...]) -> None:
    out = _read(_LEGEND, "1 窓口の取組", *_WORK, *done)
    assert brief(out.of("plan_status"), "item_ja", "symbol", "review_state") == [
        ("名簿を整える。", "○", "ok"),
        ("案内を送る。", "×", "ok"),
    ]
    assert brief(out.of("plan_item"), "item_ja") == [("名簿を整える。",), ("案内を送る。",)]


def test_a_judged_result_under_no_work_is_no_plan() -> None:
    judged = ("（結果）4回実施。〔評価：○〕", "（結果）済み。〔評価：△〕")
    out = _read(_LEGEND, "1 窓口の取組", "名簿の整備", judged[0], "ア 案内を送った。", judged[1])
    assert out.of("plan_item") == []
    assert [row["symbol"] for row in out.of("plan_status")] == ["○", "△"]
