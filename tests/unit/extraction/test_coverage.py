"""Coverage: what was read as what, what was not, why, and where a rule for it belongs."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from extract.coverage import LOOK_IN, survey
from extract.document import Block, Page
from extract.interpret import interpret
from extract.locate import Locator
from tests.unit.build import document, paragraph, recorder, table

TITLE = "令和4年度 大分支部事業報告"
ROOT = Path(__file__).parents[3]


def entries(*blocks: Block, title: str = TITLE) -> list[dict[str, Any]]:
    made = document([paragraph(title, boxed=True), *blocks])
    return survey(made, interpret(made)[0])


def of(found: list[dict[str, Any]], what: str) -> dict[str, Any]:
    (one,) = [entry for entry in found if entry["what"] == what]
    return one


MONTHS = ["", *(f"{month}月" for month in (4, 5, 6, 7, 8, 9))]


def test_a_table_that_was_read_says_as_what_and_how_much() -> None:
    grid = table([MONTHS, ["相談件数", "11件", "12件", "13件", "14件", "15件", "16件"]], boxed=True)
    (entry,) = [e for e in entries(grid) if e["place"] == "table 1.0"]
    assert (entry["what"], entry["read"], entry["why"], entry["look_in"]) == ("months", True, None, None)
    assert entry["facts"] == {"monthly_actual": 6}
    assert (entry["size"], entry["left_count"], entry["page"]) == ([2, 7], 0, 1)


def test_a_table_of_an_unknown_form_says_why_and_where_to_look() -> None:
    strange = table([["甲", "乙"], ["朝", "31件"], ["夕", "42件"]], boxed=True)
    (entry,) = survey(document([strange]), recorder())  # as if no shape had taken it
    assert not entry["read"]
    assert "headings" in entry["why"]
    assert entry["look_in"] == LOOK_IN["no headings"]
    assert entry["head"] == "甲 | 乙"
    assert [cell["text"] for cell in entry["left"]] == ["31件", "42件"]


def test_cells_that_a_reader_left_are_named() -> None:
    grid = table([MONTHS, ["相談件数", "11件", "12件", "13件", "14件", "15件", "16件"]], boxed=True)
    made = document([paragraph(TITLE, boxed=True), grid])
    read = interpret(made)[0]
    read.rows["monthly_actual"].pop(2)
    (entry,) = [e for e in survey(made, read) if e["place"] == "table 1.0"]
    assert entry["read"]
    assert entry["left"] == [{"row": 1, "col": 3, "text": "13件"}]
    assert entry["look_in"] == LOOK_IN["cells left"]


@pytest.mark.parametrize("head", ["No.", "番号", "ページ"])
def test_numbers_of_rows_and_pages_are_no_figures(head: str) -> None:
    contents = table([["項目", "担当", head], ["前書き", "総務", "2"], ["予定", "企画", "7"]], boxed=True)
    (entry,) = [e for e in entries(contents) if e["place"] == "table 1.0"]
    assert (entry["left_count"], entry["read"]) == (0, True)


def test_a_sentence_whose_figure_gave_no_fact_is_listed() -> None:
    found = entries(paragraph("来所のうち朝の組は計五班で延べ7,315名であった。", boxed=True))
    entry = of(found, "sentence")
    assert not entry["read"]
    assert "7,315名" in entry["text"]
    assert "no KPI" in entry["why"]


def test_dates_and_ages_are_no_figures() -> None:
    found = entries(paragraph("対象は35歳から74歳まで、受付は4月10日から始める。", boxed=True))
    assert [entry for entry in found if entry["what"] == "sentence"] == []


def test_a_page_that_could_not_be_read_stands_with_its_reason() -> None:
    made = document([paragraph(TITLE)], Page(2, [], problems=["page 2 is a picture; install OCR"]))
    entry = of(survey(made, interpret(made)[0]), "page")
    assert (entry["read"], entry["why"]) == (False, "page 2 is a picture; install OCR")


def test_every_hint_is_a_module_or_a_folder_that_exists() -> None:
    assert [hint for hint in LOOK_IN.values() if not (ROOT / hint).exists()] == []


def test_a_huge_grid_takes_no_longer_than_its_cells() -> None:
    side = 150
    grid = table([[f"{row + col + 2000}件" for col in range(side)] for row in range(side)], boxed=True)
    made = document([paragraph(TITLE, boxed=True), grid])
    read = recorder()
    for cell in grid.cells[::2]:
        read.add("period_figure", Locator(cell.place, grid.index, cell.row, cell.col), cell.text, "figures")
    started = time.process_time()
    (entry,) = [e for e in survey(made, read) if e["what"] != "sentences"]
    assert entry["left_count"] == side * side // 2
    assert time.process_time() - started < 10
