"""Cells that count their lines by bare numbers."""

from __future__ import annotations

import pytest

from extract.shapes.repair.rows.counted_lines import with_counted_lines
from tests.unit.build import brief, paragraph, table, titled

HEAD = ["テーマ", "P（計画）", "D（実行）", "C（評価）"]
TWO = "1 案内板を付け替える\n2 記入台を増やす"


def test_each_is_an_item_and_the_letter_ahead_of_remarks_judges() -> None:
    rows = [
        HEAD,
        ["窓口の案内", TWO, "1 4月に付け替えた", "B\n記入台は在庫が無かった"],
        ["電話の案内", "1 受付の時間を延ばす", "1 7月に延ばした", "A"],
    ]
    out = titled(paragraph("評価 A：計画を達成 B：概ね達成 C：未達成"), table(rows, boxed=True))
    assert brief(out.of("plan_item"), "section", "item_ja") == [
        ("窓口の案内", "案内板を付け替える"),
        ("窓口の案内", "記入台を増やす"),
        ("電話の案内", "受付の時間を延ばす"),
    ]
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status") == [
        ("案内板を付け替える", "B", "on_plan"),
        ("受付の時間を延ばす", "A", "on_plan"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1 受付の時間を延ばす",  # one alone, with no other in its column
        "2 案内板を付け替える\n3 記入台を増やす",
        "1 月末の案内を配る\n1 記入台を増やす",
        "1 62.5%\n2 71.0%",
        "1 健診\n2 保健指導",  # names
        "1 案内板の付け替え\n・色を決める\n2 記入台の増設\n・広さを測る",  # titles of lists
    ],
)
def test_others_count_nothing(text: str) -> None:
    grid = table([HEAD, ["窓口の案内", text, "", ""]])
    assert with_counted_lines(grid) is grid
