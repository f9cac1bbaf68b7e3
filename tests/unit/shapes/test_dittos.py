"""Ditto marks in labels and headings."""

from __future__ import annotations

import pytest

from extract.shapes.repair.dittos import ditto, with_dittos
from tests.unit.build import table


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("〃", ""),
        ("〃 前年", "前年"),
        ("同　取得率（％）", "取得率(%)"),
        ("同実施率", "実施率"),
        ("同上", ""),
        ("(同)割合", "割合"),
    ],
)
def test_what_stands_behind_a_ditto_mark(text: str, more: str) -> None:
    assert ditto(text) == more


@pytest.mark.parametrize("text", ["同意書", "同意率", "同居者数", "同時点", "同期比", "同月", "一同", "共同 率", ""])
def test_words_that_begin_alike_are_none(text: str) -> None:
    assert ditto(text) is None


def texts(rows: list[list[str | None]]) -> list[str]:
    return [cell.text for cell in with_dittos(table(rows)).cells]


def test_a_label_goes_on_from_the_label_above_and_a_heading_from_the_one_before() -> None:
    down = texts([["", "4月"], ["発送件数（件）", "12"], ["〃 前年", "11"], ["〃", "9"]])
    assert (down[2], down[4], down[6]) == ("発送件数（件）", "発送件数 前年", "発送件数 前年")
    across = texts([["月", "がん検診（人）", "同 受診率（％）"], ["4月", "12", "4.5"]])
    assert across[2] == "がん検診 受診率(%)"


def test_a_mark_that_stands_for_nothing_stays() -> None:
    assert texts([["〃 前年", "12"], ["9", "11"], ["〃", "10"]])[::2] == ["〃 前年", "9", "〃"]
