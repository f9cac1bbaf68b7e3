"""Counts beside work, which a column of their own names."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, table, titled

_XS = [0.0, 60.0, 220.0, 320.0, 350.0, 400.0, 450.0, 480.0]
_SPANS = {(1, 0): (2, 1), (1, 1): (2, 1), (1, 6): (2, 1)}


def _table(measured: str) -> list[list[str | None]]:
    return [
        ["分野", "実施内容", measured, "単位", "令和3年度", "令和4年度", "評価"],
        ["相談", "駅の近くに相談会場を設け、夜も開く。", "相談会場の数", "会場", "2", "3", "○"],
        [None, None, "相談に来た者", "人", "410", "655", None],
        ["広報", "新聞とラジオで保険料率を知らせる。", "新聞への掲載", "回", "4", "4", "△"],
    ]


@pytest.mark.parametrize(("measured", "read"), [("活動の指標", 6), ("アウトプット", 6), ("担当", 0)])
def test_they_are_figures_by_their_own_names_and_the_work_is_read_without_them(measured: str, read: int) -> None:
    grid = table(_table(measured), spans=_SPANS, boxed=True, xs=_XS)  # type: ignore[arg-type]
    out = titled(grid, title="令和4年度 大分支部事業報告")
    figures = brief(out.of("period_figure"), "fiscal_year", "measure_ja", "value", "unit", "review_state")
    assert len(figures) == read
    assert (2022, "相談に来た者", 655, "人", "ok") in figures or not read
    assert [row["item_ja"] for row in out.of("plan_item")] == [
        "駅の近くに相談会場を設け、夜も開く。",
        "新聞とラジオで保険料率を知らせる。",
    ]
    assert [row["symbol"] for row in out.of("plan_status")] == ["○", "△"]
