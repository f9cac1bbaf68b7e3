"""Parts of a report that look back at an earlier year."""

from __future__ import annotations

import pytest

from extract.shapes.text.parts_behind import YearParts
from extract.shapes.text.passages import Passage, mark_of
from tests.unit.build import header, paragraph

PLAN = header(2024, kind="plan")


def years(*texts: str, page: int = 1) -> list[int | None]:
    """The other year that each of these passages stands under."""
    parts = YearParts(PLAN)
    out = []
    for text in texts:
        parts.take(Passage(paragraph(text, page=page, boxed=True).lines, mark_of(text)))
        out.append(parts.year)
    return out


@pytest.mark.parametrize("heading", ["1. 令和5年度の実績", "【令和5年度の振り返り】", "■ 前年度の結果"])
def test_what_stands_below_such_a_heading_is_of_its_year(heading: str) -> None:
    assert years(heading, "・健診の実施率は58.2%であった。") == [2023, 2023]


def test_the_next_heading_of_its_form_ends_it() -> None:
    assert years("1. 令和5年度の実績", "(1) 健診", "2. 令和6年度の取組", "・勧奨する。") == [2023, 2023, None, None]


@pytest.mark.parametrize("text", ["1. 令和6年度の実績", "1. 令和5年度の目標", "令和5年度の実績は58.2%であった。"])
def test_other_lines_head_no_such_part(text: str) -> None:
    assert years(text) == [None]
