"""Headings at the bottom of the page before; wording and figures are our own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Table
from extract.interpret import interpret
from extract.recorder import Recorder
from extract.shapes.repair.heads.split_heads import (
    is_bare_head,
    schedule_head,
    under_head,
    under_layout_head,
    under_months,
)
from extract.shapes.tables.plans.layout import heads_layout
from tests.unit.build import brief, document, paragraph, table

HEAD = ["実績", "第1四半期", "第2四半期", "通期", "【参考】令和3年度実績"]
ROWS = [["催告件数", "12件", "20件", "32件", "61件"], ["訪問件数", "3件", "4件", "7件", "9件"]]


def head() -> Table:
    return table([HEAD], boxed=True, page=1, index="1.0")


def body(rows: list[list[str]] = ROWS, **more: object) -> Table:
    return table(rows, boxed=True, page=2, index="2.0", **more)  # type: ignore[arg-type]


def read(below: Table) -> Recorder:
    title = paragraph("令和4年度 大分支部事業報告", "【債権の管理】")
    return interpret(document([title, head()], [below]))[0]


def test_rows_at_the_top_of_a_page_are_read_under_the_headings_the_page_before_ends_in() -> None:
    facts = brief(read(body()).of("period_figure"), "measure_ja", "value", "period", "fiscal_year")
    assert ("催告件数", 12.0, "Q1", 2022) in facts
    assert ("催告件数", 61.0, "FY", 2021) in facts
    assert ("訪問件数", 7.0, "FY", 2022) in facts


@pytest.mark.parametrize(
    "below",
    [
        body([HEAD, *ROWS]),  # it has headings of its own
        body([row[:4] for row in ROWS]),  # of fewer columns
        body(xs=[0, 60, 120, 180, 240, 300]),  # of other columns
        body([["催告件数", "多い", "少ない", "未定", ""], *ROWS]),
    ],
)
def test_other_tables_have_no_part_in_them(below: Table) -> None:
    assert under_head(below, head()) is below


def test_only_a_table_of_headings_is_one() -> None:
    assert is_bare_head(head())
    assert not is_bare_head(body())
    assert not is_bare_head(table([["実績", "件数", "金額", "備考"]], boxed=True))
    assert not is_bare_head(table([HEAD], page=None))


def test_headings_two_pages_before_are_not_those_of_a_table() -> None:
    title = paragraph("令和4年度 大分支部事業報告", "【債権の管理】")
    later = replace(body(), place=replace(body().place, page=3))
    facts = interpret(document([title, head()], [paragraph("本文である。", page=2)], [later]))[0].of("period_figure")
    assert "Q1" not in {row["period"] for row in facts}


MONTHS = [*(f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))]
CALENDAR = ["実施事項", "具体的な作業", *MONTHS, "担当"]


def schedule(rows: list[list[str]], **more: object) -> Table:
    spans = {(0, 0): (len(rows), 1)} if len(rows) > 1 else {}
    return table(rows, boxed=True, spans=spans, **more)  # type: ignore[arg-type]


def marks(*months: int) -> list[str]:
    return ["●" if month in months else "" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


FIRST = [["①相談窓口の案内を増やす。", "ポスターの掲示", *marks(5, 9), "業務G"], [None, "説明会", *marks(6), "業務G"]]
SECOND = [["①相談の記録を共有する。", "記録の点検", *marks(8), "総務G"]]


def test_titles_of_groups_part_the_rows_of_a_schedule_from_its_months() -> None:
    blocks = [
        paragraph("令和5年度 大分支部行動計画"),
        table([CALENDAR], boxed=True, index="1.0"),
        paragraph("1.相談窓口", "■相談窓口の利用率を80%以上とする［R3年度実績：78%］"),
        schedule(FIRST, index="1.1"),
        paragraph("2.相談の記録"),
        schedule(SECOND, index="1.2"),
    ]
    out = interpret(document(blocks))[0]
    assert brief(out.of("schedule_mark"), "month", "activity_ja") == [
        ("2023-05", "ポスターの掲示"),
        ("2023-09", "ポスターの掲示"),
        ("2023-06", "説明会"),
        ("2023-08", "記録の点検"),
    ]
    assert brief(out.of("plan_item"), "item_ja", "owner_group", "section") == [
        ("相談窓口の案内を増やす。", "業務G", "1.相談窓口"),
        ("相談の記録を共有する。", "総務G", "2.相談の記録"),
    ]


@pytest.mark.parametrize(
    "below",
    [
        schedule([["①相談の記録を共有する。", "記録の点検", *(["12"] * 12), "総務G"]]),  # figures
        table([CALENDAR, *SECOND], boxed=True),  # months of its own
        table([row[1:] for row in SECOND], boxed=True),  # other columns
    ],
)
def test_other_rows_are_under_no_months_of_a_schedule(below: Table) -> None:
    head = schedule_head(table([CALENDAR, *FIRST[:1]], boxed=True))
    assert head is not None and head.n_rows == 1
    assert under_months(below, head) is below


LAYOUT = ["項番", "取組事項", "評価", "進捗状況", "実施概要", "全国順位"]


def test_headings_of_a_layout_stand_over_the_rows_below_the_title_of_their_first_group() -> None:
    rows = [
        ["1", "窓口の相談", "○", "・案内を3回送った。", "⑴相談窓口の案内を増やす。", "14位"],
        ["", "", "△", "・説明会を開いた。", "⑵相談の記録を共有する。", ""],
    ]
    alone = table([LAYOUT], boxed=True, index="1.0")
    assert heads_layout(alone) and not heads_layout(table(rows[:1], boxed=True))
    title = paragraph("令和5年度 大分支部事業計画 進捗管理表")
    group, body = paragraph("〇相談の充実（業務グループ）"), table(rows, boxed=True, index="1.1")
    out = interpret(document([title, alone, group, body]))[0]
    assert brief(out.of("plan_status"), "symbol", "item_ja") == [
        ("○", "(1)相談窓口の案内を増やす。"),
        ("△", "(2)相談の記録を共有する。"),
    ]
    other = table([row[:5] for row in rows], boxed=True)
    assert under_layout_head(other, alone) is other


def test_headings_of_a_layout_may_be_fewer_where_all_of_them_are_roles() -> None:
    alone = table([["評価", "実施状況", "計画内容"]], boxed=True, index="1.0")
    rows = [
        ["○", "・案内を3回送った。", "・相談窓口の案内を増やす。"],
        ["△", "・説明会を開いた。", "・相談の記録を共有する。"],
    ]
    title, group = paragraph("令和5年度 大分支部事業実施状況"), paragraph("1.相談の充実")
    out = interpret(document([title, alone, group, table(rows, boxed=True, index="1.1")]))[0]
    assert brief(out.of("plan_status"), "symbol", "item_ja") == [
        ("○", "・相談窓口の案内を増やす。"),
        ("△", "・相談の記録を共有する。"),
    ]
    assert not heads_layout(table([["評価", "計画内容", "備考", "資料"]], boxed=True))


def test_a_remark_behind_a_heading_of_a_layout_may_be_long() -> None:
    remark = "(遅れのみられる取組には、その理由と次に講じる手立ても書くこと)"
    assert heads_layout(table([["取組内容", f"進捗状況{remark}", "担当", "評価"]], boxed=True))
    said = "進捗状況は遅れており、次に講じる手立てを考える"
    assert not heads_layout(table([["取組内容", f"{said}こと", "評価"]], boxed=True))
