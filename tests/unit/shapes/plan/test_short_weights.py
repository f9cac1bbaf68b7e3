"""Signs of importance and difficulty behind items, as a legend explains them."""

from __future__ import annotations

import pytest

from extract.document import Block
from extract.shapes.plan.short_weights import read_signs, without_signs
from tests.unit.build import brief, paragraph, table, titled

SIGNS = {"重": ("重要度", "高"), "困": ("困難度", "高")}


@pytest.mark.parametrize(
    ("legend", "signs"),
    [
        ("[重]…重要度 高　[困]…困難度 高", SIGNS),
        ("※重：重要度高、困：困難度高", SIGNS),
        ("★は重要度が高い取組", {"★": ("重要度", "高")}),
        ("重要度の高い取組", {}),
        ("取組の重要度：高", {}),
    ],
)
def test_signs_of_a_legend(legend: str, signs: dict[str, tuple[str, str]]) -> None:
    assert read_signs([legend]) == signs


@pytest.mark.parametrize(
    ("text", "bare", "weights"),
    [
        ("窓口の案内を改める [重][困]", "窓口の案内を改める", {"重要度": "高", "困難度": "高"}),
        ("窓口の案内を改める（重・困）", "窓口の案内を改める", {"重要度": "高", "困難度": "高"}),
        ("窓口の案内を改める [新]", "窓口の案内を改める [新]", {}),
        ("[重] 窓口の案内を改める", "[重] 窓口の案内を改める", {}),
    ],
)
def test_an_item_loses_the_signs_behind_it(text: str, bare: str, weights: dict[str, str]) -> None:
    assert without_signs(text, SIGNS) == (bare, weights)


def _box(title: str, *items: str) -> Block:
    return table([["\n".join([title, *(f"・{item}" for item in items)])]], boxed=True)


def test_boxes_of_groups_list_their_work_without_full_stops() -> None:
    legend = paragraph("[重]…重要度 高　[困]…困難度 高", "●は実施する月を表します。")
    box = _box("業務グループ", "申請書の記入例を改める[重]", "窓口の案内を毎月点検し、待ち時間を減らす")
    rows = titled(legend, box, title="令和4年度 大分支部事業計画").of("plan_item")
    assert brief(rows, "item_ja", "importance", "owner_group", "review_state") == [
        ("申請書の記入例を改める", "高", "業務グループ", "ok"),
        ("窓口の案内を毎月点検し、待ち時間を減らす", None, "業務グループ", "ok"),
    ]


def test_a_box_under_another_title_is_in_doubt_and_what_it_tells_no_item() -> None:
    box = _box("健康づくり", "申請書の記入例を改める", "窓口の案内を毎月点検する")
    told = _box("県民のみなさまへ", "医療費は年々増えている", "保険料率は支部ごとに決まる")
    rows = titled(box, told, title="令和4年度 大分支部事業計画").of("plan_item")
    assert {(row["item_ja"], row["review_state"]) for row in rows} == {
        ("申請書の記入例を改める", "flagged"),
        ("窓口の案内を毎月点検する", "flagged"),
    }


def test_a_weight_behind_a_sentence_is_of_that_item_alone() -> None:
    lines = [
        "※重要度又は困難度の高い取組は、文末に【重要度:高】【困難度:高】と記す。",
        "1 電話の係",
        "① 応対の記録を読み合い、案内の質を高める。【重要度:高】",
        "② 相談の時間を月ごとに見直す。",
        "③ 夜間の相談を始める。【重要度:高】",
        "【困難度:高】",
        "④ 応対の手引きを作る。",
    ]
    out = titled(paragraph(*lines, boxed=True), title="令和7年度 大分支部事業計画")
    assert brief(out.of("plan_item"), "item_ja", "importance", "difficulty") == [
        ("応対の記録を読み合い、案内の質を高める。", "高", None),
        ("相談の時間を月ごとに見直す。", None, None),
        ("夜間の相談を始める。", "高", "高"),
        ("応対の手引きを作る。", None, None),
    ]
