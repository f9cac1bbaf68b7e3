"""Titles of charts under the name of the KPI that the title of their page is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Paragraph
from extract.shapes.repair.titles_of_charts import with_titles_of_charts
from tests.unit.build import paragraph


def titles(*lines: str, large: float = 20.0) -> list[str]:
    first, *rest = paragraph(*lines, "実績を示す。", "目標を示す。").lines
    sized = [replace(first, size=large), *(replace(line, size=9.0) for line in rest)]
    (block,) = with_titles_of_charts([Paragraph(sized)])
    assert isinstance(block, Paragraph)
    return [line.text for line in block.lines[1:-2]]


@pytest.mark.parametrize("title", ["月別の実施率(累計)", "実施率の推移(累計)", "年度別の推移(累計)"])
def test_what_a_title_leaves_out_is_set_before_it(title: str) -> None:
    assert titles("③ 被扶養者の特定健診実施率", title) == ["被扶養者の特定健診実施率(累計)"]


@pytest.mark.parametrize("title", ["月別の受診者数", "会場別の実施率", "実施率"])
def test_titles_of_other_things_stay(title: str) -> None:
    assert titles("被扶養者の特定健診実施率", title) == [title]


def test_a_page_without_a_title_in_large_print_gives_no_name() -> None:
    assert titles("被扶養者の特定健診実施率", "月別の実施率", large=9.0) == ["月別の実施率"]
    assert titles("健診のようす", "月別の実施率") == ["月別の実施率"]
