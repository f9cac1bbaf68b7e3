"""Boxes with a KPI in each of their rows."""

from __future__ import annotations

import pytest

from extract.document import Block, Cell, Line, Place
from extract.recorder import Recorder
from extract.shapes.tables.cards.card_rows import row_lines, with_symbols_behind
from tests.unit.build import brief, paragraph, table, titled

EXPLAINED = frozenset("◎○△×")
_LEGEND = "◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施"
_FIRST = "○ 健康宣言事業所数\t912事業所\t目標900事業所以上(前年度871事業所)"


def _read(*blocks: Block) -> Recorder:
    return titled(paragraph(_LEGEND), table([[list(blocks)]], boxed=True))


def _inner(*rows: list[str]) -> Block:
    return table(list(rows), boxed=True, index="1.0.0.0", xs=[0.0, 10.0, 200.0, 260.0, 400.0])


def test_rows_before_and_in_a_small_table() -> None:
    rows = _inner(
        ["△", "一般競争入札に占める一者応札案件の割合", "16.0%", "目標15%以下(前年度14.0%)"],
        ["◎", "ジェネリック医薬品使用割合", "83.1%", "目標82.0%以上(前年度81.9%)"],
    )
    out = _read(paragraph("① 重点項目", _FIRST, boxed=True), rows)
    assert sorted(brief(out.of("plan_status"), "symbol", "item_ja")) == [
        ("△", "一般競争入札に占める一者応札案件の割合"), ("○", "健康宣言事業所数"), ("◎", "ジェネリック医薬品使用割合"),
    ]  # fmt: skip
    assert sorted(value for (value,) in brief(out.of("kpi_target"), "target_value")) == [15, 82, 900]
    assert len(out.of("kpi_actual")) == 6


def _line(text: str) -> Line:
    return Line(text, Place(1), 9.0, box=(0.0, 0.0, 100.0, 9.0))


@pytest.mark.parametrize(
    ("texts", "moved"),
    [
        ((_FIRST,), False),  # the same mark before every row may be a bullet
        ((_FIRST.replace("○", "△"),), True),
        ((_FIRST, _FIRST.replace("○", "◎")), True),
        (("△ 案内を送付した。",), False),
    ],
)
def test_a_symbol_is_moved_behind_a_kpi_where_it_is_no_bullet(texts: tuple[str, ...], moved: bool) -> None:
    lines = with_symbols_behind([_line(text) for text in texts], EXPLAINED)
    assert all((line.text[-1] in EXPLAINED) == moved for line in lines)
    unexplained = with_symbols_behind([_line(text) for text in texts], frozenset())
    assert [line.text for line in unexplained] == list(texts)


def test_a_table_of_anything_else_is_not_taken_for_rows_of_kpis() -> None:
    inner = _inner(["△", "相談件数", "120件", "電話"])
    assert row_lines(Cell(0, 0, [paragraph(_FIRST, boxed=True), inner]), EXPLAINED) is None
