"""The title of a report and the lines of its issuer."""

from __future__ import annotations

import pytest

from extract.shapes.report.title_block import is_issuer
from extract.shapes.text.passages import Passage, passages_of
from tests.unit.build import brief, paragraph, table, titled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("協会けんぽ大分支部", True),
        ("全国健康保険協会 大分支部", True),
        ("令和6年7月　全国健康保険協会大分支部", True),
        ("2024.7.31 大分支部", True),
        ("協会けんぽ大分支部 企画総務グループ", True),
        ("全国健康保険協会大分支部 令和6年度", True),
        ("令和6年7月31日", True),
        ("令和6年7月31日現在", False),
        ("令和6年度 大分支部事業報告", False),
        ("大分支部の健診実施率", False),
    ],
)
def test_the_line_of_the_issuer(text: str, expected: bool) -> None:
    assert is_issuer(text) is expected


def test_nothing_goes_on_with_the_title_or_the_issuer() -> None:
    block = paragraph("令和6年度第3四半期事業実績", "協会けんぽ大分支部", "窓口の状況", boxed=True, width=99.0)
    for title, expected in (
        (block.lines[0], [line.text for line in block.lines]),
        (None, [block.text.replace("\n", "")]),
    ):
        assert [part.text for part in passages_of([block], title) if isinstance(part, Passage)] == expected


def test_the_issuer_names_no_table() -> None:
    lines = paragraph("窓口の来訪者数", "協会けんぽ大分支部", boxed=True)
    out = titled(lines, table([["月", "合計"], ["4月", "1,310"], ["5月", "1,298"], ["6月", "1,250"]], boxed=True))
    assert {row["measure_ja"] for row in out.of("monthly_actual")} == {"窓口の来訪者数 合計"}
    assert brief(out.of("monthly_actual"), "value") == [(1310,), (1298,), (1250,)]
