"""Work in columns, or rows, of those it is for."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, table, titled

PLAN = "令和6年度 大分支部事業計画"
HEADS = ["", "加入者の皆様へ", "事業主に向けた取組", "医療機関・薬局等へ"]
ROWS = [
    ["広報", "・待合室に案内を置く", "・便りに記事を載せる\n・動画を配る", ""],
    ["相談", "・電話の窓口を設ける", "－", "・連絡票を作る"],
]
FOUND = [
    ("待合室に案内を置く", "広報 > 加入者の皆様へ"),
    ("便りに記事を載せる", "広報 > 事業主に向けた取組"),
    ("動画を配る", "広報 > 事業主に向けた取組"),
    ("電話の窓口を設ける", "相談 > 加入者の皆様へ"),
    ("連絡票を作る", "相談 > 医療機関・薬局等へ"),
]


def test_each_is_an_item_under_its_pillar_and_whom_it_is_for() -> None:
    out = titled(table([HEADS, *ROWS], boxed=True), title=PLAN)
    assert brief(out.of("plan_item"), "item_ja", "section") == FOUND
    assert {row["review_state"] for row in out.of("plan_item")} == {"ok"}


def test_those_may_run_down_and_a_report_that_is_no_plan_leaves_it_in_doubt() -> None:
    heads = ["区分", "広報の充実", "相談の充実"]
    rows = [heads, ["事業主", *(row[2] for row in ROWS)], ["加入者", *(row[1] for row in ROWS)]]
    out = titled(table(rows, boxed=True), title="令和6年度 大分支部のしごと")
    assert len(out.of("plan_item")) == 4
    assert {row["review_state"] for row in out.of("plan_item")} == {"flagged"}


@pytest.mark.parametrize(
    "rows",
    [
        [["", "加入者へ", "事業主へ"], ["広報", "・案内を置いた", "・掲示した"], ["相談", "・窓口を設けた", "・便り"]],
        [["", "被保険者", "被扶養者"], ["人数", "1,200人", "830人"], ["割合", "61.0%", "39.0%"]],
        [["", "背景", "課題"], ["広報", "・案内を置く", "・記事を載せる"], ["相談", "・窓口を設ける", "・便りを配る"]],
    ],
)
def test_other_tables_are_none(rows: list[list[str]]) -> None:
    out = titled(table(rows, boxed=True), title=PLAN)
    assert not [row for row in out.of("plan_item") if ">" in (row["section"] or "")]
