"""Lists of KPIs without headings, under a remark that says what their figures and those in brackets are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Block, Line, Paragraph, Place, Table
from extract.recorder import Recorder
from extract.shapes.repair.heads.remark_heads import with_heads_of_remarks
from tests.unit.build import brief, paragraph, table, titled

REMARK = "数字は令和4年度の目標、（ ）内は令和3年度の実績です。"
ENTRIES = [("健康宣言事業所数", "640事業所以上（611事業所）"), ("一者応札案件の割合", "20％以下（16.7％）")]


def _line(name: str, figure: str) -> Line:
    parts = tuple(Line(text, Place(1), size=9.0) for text in (name, figure))
    return replace(parts[0], text=f"{name}\t{figure}", pieces=parts)


def read(*blocks: Block) -> Recorder:
    return titled(*blocks, title="令和4年度 大分支部事業計画")


@pytest.mark.parametrize(
    "blocks",
    [
        [paragraph(REMARK), table(ENTRIES, boxed=True)],
        [table(ENTRIES, boxed=True), paragraph("※カッコ内は令和3年度の実績を示す。")],
        [paragraph(REMARK), Paragraph([_line(*entry) for entry in ENTRIES])],
    ],
)
def test_figures_and_those_in_brackets_are_what_the_remark_says(blocks: list[Block]) -> None:
    out = read(*blocks)
    assert brief(out.of("kpi_target"), "fiscal_year", "kpi_code", "comparator", "target_value") == [
        (2022, "health_declaration_workplaces", ">=", 640),
        (2022, "single_bid_rate", "<=", 20),
    ]
    assert brief(out.of("kpi_actual"), "fiscal_year", "kpi_code", "value") == [
        (2021, "health_declaration_workplaces", 611),
        (2021, "single_bid_rate", 16.7),
    ]
    assert out.of("plan_item") == out.of("reject") == []


@pytest.mark.parametrize(
    "blocks",
    [
        [paragraph(REMARK, "（ ）内は令和2年度の実績です。"), table(ENTRIES)],
        [paragraph("（ ）内は担当です。"), table(ENTRIES)],
        [paragraph("（ ）内は令和3年度の目標です。"), table(ENTRIES)],
        [paragraph(REMARK), table([("指標", "目標（実績）"), *ENTRIES])],
        [paragraph(REMARK), table([("電話の件数", "640件（611件）"), ("窓口の件数", "20件（16件）")])],
    ],
)
def test_other_remarks_and_tables_stay(blocks: list[Block]) -> None:
    assert [b for b in with_heads_of_remarks(blocks) if isinstance(b, Table)] == blocks[1:]
