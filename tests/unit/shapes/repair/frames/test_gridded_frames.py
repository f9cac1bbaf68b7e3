"""Frames of one KPI with its results in a grid of times and of the branch and the nation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import Block, Line, Paragraph, Place, Table
from extract.shapes.repair.frames.gridded_frames import with_gridded_frames_open
from tests.unit.build import brief, paragraph, table, titled

_TITLE = "令和５年度第２四半期 大分支部KPIの進捗"
_LEGEND = "記号 ◎：目標を上回る　○：順調　△：遅れている"
_GRID = (
    ("", "大分支部", "全国平均"),
    ("令和５年９月末", "812事業所", "760事業所"),
    ("令和４年９月末", "745事業所", "702事業所"),
    ("令和４年度（年間）", "780事業所", "－"),
)


def _gaps(*words: str, top: float = 40.0, left: float = 20.0) -> Paragraph:
    """A line of words with wide gaps between them."""
    boxes = [(left + 120.0 * at, top, left + 80 + 120 * at, top + 10) for at in range(len(words))]
    pieces = tuple(Line(text, Place(1, bbox=box), 9.0, box=box) for text, box in zip(words, boxes, strict=True))
    whole = (boxes[0][0], top, boxes[-1][2], top + 10)
    return Paragraph([Line("\t".join(words), Place(1, bbox=whole), 9.0, box=whole, pieces=pieces)])


def _frame(*over: Block, grid: Sequence[Sequence[str]] = _GRID, under: Sequence[str] = ()) -> Table:
    inner = table(grid, boxed=True, index="1.1")
    return table([[[*over, inner, *([paragraph(*under, boxed=True)] if under else [])]]], boxed=True, xs=(10, 300))


_OWN, _NATION = ("790事業所", "812事業所"), ("731事業所", "760事業所")
_OVER = (_gaps("③健康宣言事業所数", "○"), _gaps("今年度の目標", "900事業所以上", top=60.0))
_UNDER = ("全国順位 12位（前年同月 14位）", "次の一手 加入していない事業所に案内を送る。")


def test_each_figure_is_of_the_time_and_the_scope_of_its_place() -> None:
    out = titled(paragraph(_LEGEND), _frame(*_OVER, under=_UNDER), title=_TITLE)
    assert brief(out.of("kpi_target"), "kpi_text", "target_value", "review_state") == [("健康宣言事業所数", 900, "ok")]
    assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "scope", "value", "review_state") == [
        (2023, "2023-09", "branch", 812, "ok"),
        (2023, "2023-09", "national_average", 760, "ok"),
        (2022, "2022-09", "branch", 745, "ok"),
        (2022, "2022-09", "national_average", 702, "ok"),
        (2022, None, "branch", 780, "ok"),
    ]
    assert brief(out.of("kpi_rank"), "rank", "previous_rank", "as_of") == [(12, 14, "2023-09")]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]
    assert brief(out.of("plan_item"), "item_ja") == [("加入していない事業所に案内を送る。",)]


def test_times_may_run_across_and_the_rank_is_of_the_last() -> None:
    grid = [("", "令和５年６月末", "令和５年９月末"), ("支部", *_OWN), ("全国平均", *_NATION)]
    out = titled(paragraph(_LEGEND), _frame(*_OVER, grid=grid, under=_UNDER[:1]), title=_TITLE)
    found = brief(out.of("kpi_actual"), "as_of", "scope", "value")
    assert ("2023-06", "branch", 790) in found
    assert ("2023-09", "national_average", 760) in found
    assert brief(out.of("kpi_rank"), "as_of") == [("2023-09",)]


def test_the_number_of_a_name_of_two_lines_may_stand_at_its_middle() -> None:
    name = (_gaps("健康宣言事業", left=40.0), _gaps("⑥所数", "○", top=46.0))
    target = _gaps("目標", "900事業所以上", top=60.0)
    out = titled(paragraph(_LEGEND), _frame(*name, target), title=_TITLE)
    assert brief(out.of("kpi_target"), "kpi_text") == [("健康宣言事業所数",)]


@pytest.mark.parametrize(
    ("over", "grid"),
    [
        ((_gaps("お知らせ"),), _GRID),
        ((*_OVER, _gaps("ひとこと", top=80.0)), _GRID),
        (_OVER, [("", "大分支部", "福岡支部"), *_GRID[1:]]),
        (_OVER, [("", "大分支部", "内訳"), *_GRID[1:]]),
        (_OVER, [("", "大分支部", "全国平均"), ("被保険者", "1", "2")]),
    ],
)
def test_frames_that_say_anything_else_stay_whole(over: tuple[Paragraph, ...], grid: Sequence[Sequence[str]]) -> None:
    whole = _frame(*over, grid=grid)
    assert with_gridded_frames_open([whole]) == [whole]
