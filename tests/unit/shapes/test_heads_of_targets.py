"""Frames and lists of a plan that the plain word heads as targets; wording and figures are our own."""

from __future__ import annotations

import pytest

from extract.shapes.plan.plan_text import heads_targets
from tests.unit.build import brief, paragraph, table, titled

PLAN = "令和7年度 大分支部事業計画"
SNS = "・SNS(LINE公式アカウント)による毎月の情報発信を行う"


@pytest.mark.parametrize("text", ["令和7年度の目標", "目標指標", "■目標", "【令和7年度目標(KPI)】", "本年度の目標:"])
def test_the_word_heads_targets(text: str) -> None:
    assert heads_targets(text)


@pytest.mark.parametrize("text", ["目標の達成に向けた取組", "目標を上回る", "目標達成状況", "重点目標と取組"])
def test_other_headings_do_not(text: str) -> None:
    assert not heads_targets(text)


def test_a_sentence_in_a_frame_of_targets_is_a_target_and_no_plan_item() -> None:
    out = titled(
        paragraph("1 広報の推進", "(1) 広報紙を発行する。"),
        table([[f"令和7年度の目標\n・健康宣言事業所数を1,300事業所以上とする\n(令和5年度実績 1,250事業所)\n{SNS}"]]),
        paragraph("・事業所に案内を送付する。", "・講習会を開催する。"),
        title=PLAN,
    )
    targets = brief(out.of("kpi_target"), "kpi_code", "comparator", "review_state")
    assert targets == [("health_declaration_workplaces", ">=", "ok"), ("sns_monthly_posts", "qualitative", "ok")]
    items = [row["item_ja"] for row in out.of("plan_item")]
    assert items == ["広報紙を発行する。", "事業所に案内を送付する。", "講習会を開催する。"]


def test_work_in_it_that_names_no_kpi_is_rejected() -> None:
    box = table([["目標指標\n・健康宣言事業所数を1,300事業所以上とする\n・かかりつけ医の普及に努める"]])
    out = titled(paragraph("1 広報の推進", "(1) 広報紙を発行する。"), box, title=PLAN)
    assert [row["item_ja"] for row in out.of("plan_item")] == ["広報紙を発行する。"]
    assert any("かかりつけ医" in row["extracted_text"] for row in out.of("reject"))


def test_a_list_headed_so_holds_no_plan_items() -> None:
    out = titled(
        paragraph("1 広報の推進"),
        paragraph("(1) 広報紙を発行する。"),
        paragraph("■令和7年度の目標"),
        paragraph(SNS),
        paragraph("2 健診の推進"),
        paragraph("(1) 受診券を送付する。"),
        title=PLAN,
    )
    assert [row["item_ja"] for row in out.of("plan_item")] == ["広報紙を発行する。", "受診券を送付する。"]


def test_such_a_heading_is_no_heading_of_the_outline() -> None:
    frame = table([["【目標指標】\n・一般競争入札に占める一者応札案件の割合 15%以下 (令和4年度実績18.2%)"]], boxed=True)
    lines = ("1 調達の見直し", "(1) 公告期間を十分に確保する。", "(2) 調達の予定を年度当初に公表する。")
    out = titled(paragraph(*lines, boxed=True), frame, title=PLAN)
    assert [row["item_ja"] for row in out.of("plan_item")] == [line[4:] for line in lines[1:]]
