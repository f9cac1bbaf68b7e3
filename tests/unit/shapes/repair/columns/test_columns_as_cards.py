"""Tables whose columns are KPI cards, stacked and side by side."""

from __future__ import annotations

import pytest

from extract.shapes.repair.columns.columns_as_cards import columns_as_cards
from extract.shapes.repair.columns.parts_apart import with_parts_apart
from tests.unit.build import brief, table, titled

_CARDS = [
    ["健康宣言事業所数", "返納金債権の回収率"],
    ["912事業所", "63.2%"],
    ["目標 900事業所以上", "目標 対前年度以上(60.8%以上)"],
    ["ジェネリック医薬品使用割合", "一般競争入札に占める一者応札案件の割合"],
    ["84.1%(全国12位)", "10.5%"],
    ["目標 84.0%以上", "目標 15%以下"],
]


def test_each_column_between_names_is_one_cell() -> None:
    cards = columns_as_cards(table(_CARDS, boxed=True), 2022)
    assert cards is not None
    assert [(cell.row, cell.col) for cell in cards.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert {len(cell.lines) for cell in cards.cells} == {3}
    assert cards.cells[0].box == (0.0, 0.0, 40.0, 36.0)


def test_their_figures_are_those_of_the_name_above() -> None:
    out = titled(table(_CARDS, boxed=True), title="令和6年度 大分支部事業報告")
    assert brief(out.of("kpi_target"), "kpi_code", "target_value", "review_state") == [
        ("health_declaration_workplaces", 900, "ok"),
        ("overpayment_recovery_rate", 60.8, "ok"),
        ("generic_use_rate", 84, "ok"),
        ("single_bid_rate", 15, "ok"),
    ]
    assert [row["value"] for row in out.of("kpi_actual")] == [912, 63.2, 84.1, 10.5]
    assert [row["rank"] for row in out.of("kpi_rank")] == [12]


@pytest.mark.parametrize(
    "rows",
    [
        [["", *_CARDS[0]], ["実績", *_CARDS[1]], ["目標", *_CARDS[2]]],  # labels beside the figures
        [*_CARDS[:2]],  # no target
        [_CARDS[0], _CARDS[1], ["窓口の混む日を知らせた。", "電話の応対を磨いた。"]],
    ],
)
def test_other_tables_are_none(rows: list[list[str]]) -> None:
    assert columns_as_cards(table(rows, boxed=True), 2022) is None


def test_the_figures_of_a_column_with_names_further_down_are_not_taken_apart() -> None:
    given = table([["郵送化率"], ["97.8%"], ["目標 97.0%(全国96.9%)"], *[[row[0]] for row in _CARDS[3:]]], boxed=True)
    assert with_parts_apart(given) is given
