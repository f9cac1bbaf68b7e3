"""Statuses in tables of figures."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, paragraph, table, titled

LEGEND = "◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施"


@pytest.mark.parametrize("label", ["評価", "点検結果", "自己評価", "達成状況"])
def test_a_row_of_statuses_judges_what_stands_over_it(label: str) -> None:
    rows = [
        ["指標", "郵送化率", "返納金債権の回収率"],
        ["令和4年度目標", "95.0%以上", "60.0%以上"],
        ["令和4年度実績", "96.1%", "58.2%"],
        [label, "◎", "△"],
    ]
    found = titled(paragraph(LEGEND), table(rows, boxed=True)).of("plan_status")
    assert brief(found, "item_ja", "symbol") == [("郵送化率", "◎"), ("返納金債権の回収率", "△")]


def test_a_status_behind_the_title_of_rows_judges_it() -> None:
    rows = [
        ["年度", "目標", "実績"],
        ["生活習慣病予防健診実施率（自己評価△）", None, None],
        ["令和3年度", "60.0%以上", "61.2%"],
        ["令和4年度", "62.0%以上", "61.8%"],
    ]
    found = titled(paragraph(LEGEND), table(rows, boxed=True, spans={(1, 0): (1, 3)})).of("plan_status")
    assert brief(found, "item_ja", "symbol") == [("生活習慣病予防健診実施率", "△")]


@pytest.mark.parametrize(
    "line",
    ["（1）郵送化率　自己評価○", "（1）郵送化率（評価：○）", "（1）郵送化率【自己評価 ○】", "（1）郵送化率自己評価○"],
)
def test_a_line_ends_in_the_status_of_its_title(line: str) -> None:
    found = titled(paragraph(LEGEND), paragraph(line, "目標値：95.0%以上　実績値：96.1%")).of("plan_status")
    assert brief(found, "item_ja", "symbol") == [("郵送化率", "○")]


@pytest.mark.parametrize("mark", ["△", "やや遅れ"])
@pytest.mark.parametrize("heads", [["取組内容", "上期の実施状況", "進捗"], ["取組項目", "結果", "評価"]])
def test_one_status_beside_several_rows_is_of_each_of_them(mark: str, heads: list[str]) -> None:
    legend = paragraph("△：一部に遅れ ○：計画どおり", "やや遅れ：一部に遅れがある 順調：計画どおり")
    rows = [
        heads,
        ["新しい事業所への案内の送付", "毎月の送付を続けた。", "○"],
        ["受診していない人への案内", "案内文を改めて発送した。", mark],
        ["家族への集団健診の案内", "会場を広げて案内をした。", None],
    ]
    out = titled(legend, table(rows, spans={(2, 2): (2, 1)}, boxed=True), title="令和4年度上期 大分支部事業の進捗状況")
    assert brief(out.of("plan_status"), "symbol", "review_state") == [("○", "ok"), (mark, "ok"), (mark, "flagged")]
    assert len({row["item_ja"] for row in out.of("plan_status")}) == 3
