"""Of which year a status behind figures of several years may be."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, paragraph, table, titled

_LEGEND = paragraph("◎：目標を上回る　○：目標どおり　△：目標を下回る")
_ROWS = [
    ["指標", "令和元年度", "令和2年度", "評価"],
    ["ジェネリック医薬品使用割合", "71.3%", "74.9%", "○"],
    ["被扶養者の特定健診実施率", "19.2%", "18.8%", "△"],
]


@pytest.mark.parametrize(
    ("title", "state"),
    [("令和2年度 大分支部事業報告", "ok"), ("令和4年度 大分支部事業計画", "flagged")],
)
def test_a_status_behind_several_years_is_of_the_last_of_them_or_in_doubt(title: str, state: str) -> None:
    out = titled(_LEGEND, table(_ROWS, boxed=True), title=title)
    assert [row[1] for row in brief(out.of("plan_status"), "symbol", "review_state")] == [state, state]


def test_statuses_of_one_kpi_in_several_years_do_not_contradict_one_another() -> None:
    rows = [
        ["指標", "令和元年度", "", "令和2年度", ""],
        ["", "実績", "評価", "実績", "評価"],
        ["ジェネリック医薬品使用割合", "71.3%", "△", "74.9%", "○"],
        ["被扶養者の特定健診実施率", "19.2%", "○", "18.8%", "△"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}
    cut: list[list[str | None]] = [list(row) for row in rows]
    cut[0][2] = cut[0][4] = cut[1][0] = None
    out = titled(_LEGEND, table(cut, spans=spans, boxed=True), title="令和2年度 大分支部事業報告")  # type: ignore[arg-type]
    assert brief(out.of("plan_status"), "fiscal_year", "symbol", "review_state") == [
        (2019, "△", "ok"), (2020, "○", "ok"), (2019, "○", "ok"), (2020, "△", "ok"),
    ]  # fmt: skip
