"""Titles with a judgement at their end, and lines of work with one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Paragraph
from tests.unit.build import brief, paragraph, titled

_LEGEND = paragraph("評価　◎：早く進む　○：予定どおり　△：遅れる", boxed=True)


def _page(large: float) -> list[Paragraph]:
    """Two parts, each below a line with a judgement in print so large."""
    made = []
    for text in ("主な取組", "1 届出を早く処理する\t評価 ○", "申請の多い月に応援を置きました。", "・応援した日 31日",
                 "2 窓口を使いやすくする\t評価 △", "番号札の機械を替えました。", "・番号札の発行 802枚"):  # fmt: skip
        size = 14.0 if text == "主な取組" else large if "評価" in text else 9.0
        made += [replace(line, size=size) for line in paragraph(text, boxed=True).lines]
    boxes = [(50.0, 80.0 + 16 * at, 50.0 + 9.0 * len(line.text), 89.0 + 16 * at) for at, line in enumerate(made)]
    return [
        Paragraph([replace(line, box=box, place=replace(line.place, bbox=box))])
        for line, box in zip(made, boxes, strict=True)
    ]


@pytest.mark.parametrize(("large", "items"), [(10.0, []), (8.0, ["1届出を早く処理する", "2窓口を使いやすくする"])])
def test_a_judged_line_in_larger_print_than_what_is_below_it_is_a_title(large: float, items: list[str]) -> None:
    out = titled(_LEGEND, *_page(large), title="令和4年度 大分支部 取組状況")
    sure = [row for row in out.of("plan_item") if row["review_state"] == "ok"]  # counts below may be no plans
    assert [row["item_ja"].replace(" ", "") for row in sure] == items
    assert [row[1] for row in brief(out.of("plan_status"), "item_ja", "symbol")] == ["○", "△"]


def test_the_label_of_a_judgement_is_no_part_of_the_work_before_it() -> None:
    works = ["・封筒の色を変える　　評価 ○", "・受付の机を増やす　　評価 △", "・休日に電話を受ける　　評価 ○"]
    out = titled(_LEGEND, paragraph("取組の一覧", *works, boxed=True), title="令和4年度 大分支部 取組状況")
    assert [row["item_ja"] for row in out.of("plan_item")] == [
        "封筒の色を変える",
        "受付の机を増やす",
        "休日に電話を受ける",
    ]
