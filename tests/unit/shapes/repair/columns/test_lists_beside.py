"""Names with a figure behind each, two and more in a row, are lists side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.shapes.repair.columns.lists_beside import lists_beside
from tests.unit.build import table


def parts(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[cell.text for cell in part.cells] for part in lists_beside(table(rows), 2022)]


def test_each_figure_has_the_name_left_of_it() -> None:
    row = ["40歳以上の対象者数", "32,480人", "受診者数", "9,582人"]
    assert parts([row]) == [row[:2], row[2:]]


def test_words_over_the_pairs_stand_over_each() -> None:
    rows = [["項目", "件数"] * 2, ["文書送付", "2,500件", "訪問", "76件"], ["電話勧奨", "1,200件", "", ""]]
    assert parts(rows) == [
        ["項目", "件数", "文書送付", "2,500件", "電話勧奨", "1,200件"],
        ["項目", "件数", "訪問", "76件", "", ""],
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["令和3年度", "120件", "令和4年度", "135件"],
        ["訪問", "120件", "前年度", "135件"],
        ["受診者数", "120人", "目標", "135人"],
        ["受診者数", "120人", "受診者数", "135人"],
        ["受診者数", "120人", "135人", "88.9%"],
    ],
)
def test_what_says_more_of_the_same_name_is_no_list_of_its_own(row: list[str]) -> None:
    assert parts([row]) == [row]
