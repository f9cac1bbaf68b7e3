"""Lines that say what signs stand for: no plan, no status, no title and no row of a table."""

from __future__ import annotations

import pytest

from extract.shapes.plan.sign_legends import explains_sign, is_sign_legend
from tests.unit.build import brief, paragraph, table, titled

LEGENDS = [
    "○：準備・調整　●：実施",
    "○準備　●実施",
    "【凡例】○…準備、●…実施",
    "※○は準備、●は実施を表す",
    "(○：準備 ●：実施 △：見直し)",
    "○（準備）、●（実施）",
    "→：継続　●：重点実施",
    "評価 A：達成 B：概ね達成 C：未達",
    "◎：100%以上 ○：80%以上100%未満 △：80%未満",
]
PLAN = "令和4年度 大分支部行動計画"


@pytest.mark.parametrize("line", LEGENDS)
def test_lines_that_explain_several_signs(line: str) -> None:
    assert is_sign_legend(line)


@pytest.mark.parametrize(
    "line",
    ["●健診　●保健指導", "○健診の案内を送付する", "●健診：案内　○指導：面談", "評価：○", "○：計画どおり"],
)
def test_lists_and_judgements_are_none(line: str) -> None:
    assert not is_sign_legend(line)


@pytest.mark.parametrize(("line", "alone"), [("●：実施", True), ("●：窓口の案内を送る", False), ("●窓口の案内", False)])
def test_a_sign_explained_on_a_line_of_its_own(line: str, alone: bool) -> None:
    assert explains_sign(line) == alone


@pytest.mark.parametrize("line", [*LEGENDS, "●：実施"])
def test_a_legend_is_no_plan_item(line: str) -> None:
    calendar = table([["月", "窓口の案内"], ["4月", "○"], ["5月", "●"], ["6月", "●"]], boxed=True)
    found = paragraph("1. 取組内容", "・窓口の案内を見直す。", "2. 年間カレンダー", line)
    out = titled(found, calendar, title=PLAN)
    assert brief(out.of("plan_item"), "item_ja") == [("窓口の案内を見直す。",)]
    assert brief(out.of("schedule_mark"), "month", "mark") == [("2022-04", "○"), ("2022-05", "●"), ("2022-06", "●")]


@pytest.mark.parametrize("line", LEGENDS[:4])
def test_a_legend_in_the_last_row_is_no_row(line: str) -> None:
    rows = [["月", "窓口の案内"], ["4月", "○"], ["5月", "●"], ["6月", "●"], [line, None]]
    out = titled(table(rows, boxed=True, spans={(4, 0): (1, 2)}), title=PLAN)
    assert brief(out.of("schedule_mark"), "month", "mark") == [("2022-04", "○"), ("2022-05", "●"), ("2022-06", "●")]
    assert out.of("plan_item") == []


def test_the_shares_of_a_legend_are_no_unread_figures() -> None:
    out = titled(paragraph("評価区分 ◎：100%以上 ○：80%以上100%未満 △：80%未満", boxed=True))
    assert out.of("reject") == []


def test_a_sentence_on_what_signs_show_is_a_legend() -> None:
    assert is_sign_legend("●は実施する月、矢印は続ける期間を示す。文字は主な内容を示す。")
    assert not is_sign_legend("●窓口は案内を示す。")
