"""Numbers of pages, the publisher's name and titles that go on, between the text of two pages."""

from __future__ import annotations

import pytest

from extract.document import Page, Paragraph
from extract.shapes.text.page_marks import without_page_marks
from tests.unit.build import paragraph, table


def _left(page: int | None, *lines: str) -> list[str]:
    blocks = without_page_marks(Page(page, [paragraph(*lines, page=page)]))
    return [line.text for block in blocks if isinstance(block, Paragraph) for line in block.lines]


@pytest.mark.parametrize("mark", ["- 2 -", "－2－", "2ページ", "P.2", "12頁"])
def test_numbers_of_pages_are_no_text_wherever_they_stand(mark: str) -> None:
    assert _left(2, mark, "・席を増やす。") == ["・席を増やす。"]
    assert _left(1, "・席を増やす。", mark) == ["・席を増やす。"]
    assert _left(None, "・席を増やす。", mark) == ["・席を増やす。", mark]


@pytest.mark.parametrize("mark", ["全国健康保険協会", "協会けんぽ 大分支部", "事業計画（続き）"])
def test_names_and_titles_that_go_on_are_no_text_above_later_pages(mark: str) -> None:
    assert _left(2, mark, "・席を増やす。") == ["・席を増やす。"]
    assert _left(1, mark, "・席を増やす。") == [mark, "・席を増やす。"]


@pytest.mark.parametrize("line", ["2", "12.5%", "令和4年度", "2件", "席を増やす。"])
def test_figures_and_text_stay(line: str) -> None:
    assert _left(2, line, "・席を増やす。", line) == [line, "・席を増やす。", line]


def test_a_title_right_over_a_table_stays() -> None:
    blocks = [paragraph("件数（続き）", page=2), table([["4月", "5月"], ["1", "2"]], page=2)]
    assert without_page_marks(Page(2, blocks)) == blocks
