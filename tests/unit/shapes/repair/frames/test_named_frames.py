"""Frames that a KPI's name heads, with boxes and a table inside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Block, Line, Paragraph, Place, Table
from extract.shapes.repair.frames.named_frames import with_named_frames_open
from tests.unit.build import brief, paragraph, table, titled


def columns(*rows: tuple[str, ...]) -> Paragraph:
    """Lines in columns of 200 points."""
    lines = []
    for i, row in enumerate(rows):
        boxes = [(200.0 * c, 300.0 + 12 * i, 200.0 * c + 150, 310.0 + 12 * i) for c in range(len(row))]
        pieces = tuple(Line(text, Place(1, bbox=box), box=box) for text, box in zip(row, boxes, strict=True))
        lines.append(Line("\t".join(row), Place(1, bbox=boxes[0]), box=boxes[0], pieces=pieces))
    return Paragraph(lines)


def frame(name: str, *boxes: str) -> Table:
    """A frame with boxes of a label and a figure, the results of two years, and text in two columns."""
    inner: list[Block] = [
        replace(table([[text]], boxed=True, xs=(100.0 * i, 100.0 * i + 80), index=f"1.{i + 1}"), n_rows=1)
        for i, text in enumerate(boxes)
    ]
    rows = [["", "R3年度", "R4年度"], ["大分支部", "801事業所", "912事業所"], ["全国平均", "700事業所", "720事業所"]]
    years = table(rows, boxed=True, index="1.9")
    columned = (("■取組計画", "■要因分析"), ("・案内を送付する", "説明が足りなかった。"), ("・説明会を開催する",))
    text = columns(*columned)
    return table([[name], [[*inner, paragraph("■実績の推移"), years, text]]], boxed=True)


def test_boxes_are_the_card_of_the_name_over_them_and_the_table_is_of_it() -> None:
    boxes = ("R4目標\n900事業所\n以上", "R4実績\n912事業所", "評価\n○")
    out = titled(paragraph("評価 ○目標達成 △目標未達成"), frame("指標2 健康宣言事業所数", *boxes))
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [
        ("health_declaration_workplaces", ">=", 900)
    ]
    assert set(brief(out.of("kpi_actual"), "fiscal_year", "scope", "value")) == {
        (2022, "branch", 912), (2021, "branch", 801), (2021, "national_average", 700), (2022, "national_average", 720),
    }  # fmt: skip
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]
    assert brief(out.of("plan_item"), "item_ja") == [("案内を送付する",), ("説明会を開催する",)]


@pytest.mark.parametrize(
    "parts", [("お知らせ", "R4目標\n900事業所"), ("健康宣言事業所数", "ひとこと\n900事業所"), ("健康宣言事業所数",)]
)
def test_other_frames_stay_whole(parts: tuple[str, ...]) -> None:
    whole = frame(*parts)
    assert with_named_frames_open([whole]) == [whole]
