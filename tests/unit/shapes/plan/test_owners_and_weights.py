"""Groups behind items, and weights of headings above them."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, paragraph, table, titled

PLAN = "令和7年度 大分支部事業計画"


def test_a_group_below_or_behind_an_item_is_the_items() -> None:
    box = table(
        [
            [
                "主な取組\n・案内を窓口に置く。\n〔業務グループ〕\n"
                "・点検の事例を共有する。〔レセプトグループ〕\n・集団健診を開く。\n（保健グループ）"
            ]
        ]
    )
    out = titled(box, title="令和7年度上期 大分支部 事業の実施状況")
    assert brief(out.of("plan_item"), "item_ja", "owner_group") == [
        ("案内を窓口に置く。", "業務グループ"),
        ("点検の事例を共有する。", "レセプトグループ"),
        ("集団健診を開く。", "保健グループ"),
    ]


def test_a_group_ahead_of_items_is_that_of_those_below() -> None:
    lines = ["（業務グループ）", "・案内を窓口に置く。", "・申請書を改める。", "（保健グループ）", "・集団健診を開く。"]
    out = titled(paragraph("1. 取組内容", *lines), title=PLAN)
    assert [owner for (owner,) in brief(out.of("plan_item"), "owner_group")] == ["業務グループ"] * 2 + ["保健グループ"]


@pytest.mark.parametrize(("heading", "weight"), [("① 保険証の早期回収", "高"), ("◆被扶養者の健診", None)])
def test_weights_hold_for_numbered_headings_below(heading: str, weight: str | None) -> None:
    lines = ["1. 基盤的保険者機能", "(1) 債権の回収 【困難度：高】", heading, "・事業所を訪問する。"]
    out = titled(paragraph(*lines, boxed=True), title=PLAN)
    assert brief(out.of("plan_item"), "item_ja", "difficulty") == [("事業所を訪問する。", weight)]
    assert "【" not in str(out.of("plan_item")[0]["section"])
