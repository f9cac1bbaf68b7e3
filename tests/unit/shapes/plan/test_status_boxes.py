"""Statuses in boxes of one activity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from extract.recorder import Recorder
from extract.shapes.plan.status_boxes import read_status_boxes
from tests.unit.build import brief, recorder, scope, table, titled

Spans = Mapping[tuple[int, int], tuple[int, int]]
BOX = [
    ["2 広報の充実", None, "評価 ○"],
    ["計画", "動画を3本作成する。", None],
    ["実施状況", "動画を4本作成した。", None],
]
WIDE = {(0, 0): (1, 2), (1, 1): (1, 2), (2, 1): (1, 2)}


def read(rows: Sequence[Sequence[str | None]], spans: Spans | None = None) -> Recorder:
    out = recorder()
    read_status_boxes(table(rows, spans=spans or {}), scope().under(legend={"○": "on_plan"}), out)
    return out


def test_the_status_beside_the_title_judges_what_was_done() -> None:
    facts = read(BOX, WIDE).of("plan_status")
    assert brief(facts, "symbol", "status", "item_ja", "section", "review_state") == [
        ("○", "on_plan", "動画を4本作成した。", "2 広報の充実", "ok")
    ]


def test_without_a_field_on_what_was_done_the_plan_is_judged() -> None:
    (fact,) = read(BOX[:2], WIDE).of("plan_status")
    assert fact["item_ja"] == "動画を3本作成する。"


@pytest.mark.parametrize("label", ["評価", "自己評価", "達成度", "進捗状況"])
def test_a_field_of_its_own(label: str) -> None:
    (fact,) = read([["取組結果", "動画を4本作成した。"], [label, "△"]]).of("plan_status")
    assert (fact["symbol"], fact["item_ja"]) == ("△", "動画を4本作成した。")


def test_several_statuses_in_one_box_are_flagged() -> None:
    facts = read([["取組結果", "動画を4本作成した。"], ["上期", "評価 ○"], ["下期", "評価 △"]]).of("plan_status")
    assert brief(facts, "symbol", "review_state") == [("○", "flagged"), ("△", "flagged")]


@pytest.mark.parametrize(
    "rows",
    [
        [["評価", "内容"], ["○", "計画どおり"], ["△", "計画を下回る"]],
        [["計画", "動画を3本作成する。"], ["備考", "○"]],
        [["評価", "－"], ["計画", "動画を3本作成する。"]],
        [["評価の方法", "○を付ける"]],
    ],
)
def test_legends_and_other_marks_are_no_statuses(rows: list[list[str]]) -> None:
    assert read(rows).of("plan_status") == []


def test_the_name_of_a_kpi_in_the_row_of_the_status_is_what_it_judges() -> None:
    rows = [
        ["No.1", "現金給付等の申請に係る郵送化率", "評価", "○"],
        ["実施内容", "封筒を窓口に置いた。", None, None],
    ]
    (fact,) = read(rows, {(1, 1): (1, 3)}).of("plan_status")
    assert (fact["item_ja"], fact["symbol"]) == ("現金給付等の申請に係る郵送化率", "○")


def test_what_a_box_of_a_report_tells_is_no_plan() -> None:
    month = table([["月", "令和4年度"], ["4月", "97.4%"]], index="1.1")
    rows = [
        ["年度計画", "・封筒を窓口に置く。", [month]],
        ["実施内容", "封筒を窓口に置いた。", None],
    ]
    out = titled(table(rows, spans={(0, 2): (2, 1)}, boxed=True), title="令和4年度上期 大分支部事業の取組状況")
    assert brief(out.of("plan_item"), "item_ja") == [("封筒を窓口に置く。",)]
