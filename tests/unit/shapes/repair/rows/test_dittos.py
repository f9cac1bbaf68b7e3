"""Ditto marks in labels and headings."""

from __future__ import annotations

import pytest

from extract.shapes.names.ditto import ditto, unfinished
from extract.shapes.repair.rows.dittos import with_dittos
from tests.unit.build import table, titled


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("〃", ""),
        ("〃 前年", "前年"),
        ("同　取得率（％）", "取得率(%)"),
        ("同実施率", "実施率"),
        ("同上", ""),
        ("(同)割合", "割合"),
        ("同提出率（％）", "提出率(%)"),
        ("″", ""),
    ],
)
def test_what_stands_behind_a_ditto_mark(text: str, more: str) -> None:
    assert ditto(text) == more


@pytest.mark.parametrize("text", ["同意書", "同意率", "同居者数", "同時点", "同期比", "同月", "一同", "共同 率", ""])
def test_words_that_begin_alike_are_none(text: str) -> None:
    assert ditto(text) is None


def texts(rows: list[list[str | None]]) -> list[str]:
    return [cell.text for cell in with_dittos(table(rows), 2022).cells]


def test_a_label_goes_on_from_the_label_above_and_a_heading_from_the_one_before() -> None:
    down = texts([["", "4月"], ["発送件数（件）", "12"], ["〃 前年", "11"], ["〃", "9"]])
    assert (down[2], down[4], down[6]) == ("発送件数（件）", "発送件数 前年", "発送件数 前年")
    across = texts([["月", "がん検診（人）", "同 受診率（％）"], ["4月", "12", "4.5"]])
    assert across[2] == "がん検診 受診率(%)"


def test_a_mark_that_stands_for_nothing_stays() -> None:
    assert texts([["〃 前年", "12"], ["9", "11"], ["〃", "10"]])[::2] == ["〃 前年", "9", "〃"]


def test_a_rate_of_the_same_is_that_of_the_thing_and_not_of_its_count() -> None:
    heads = ["月", "生活習慣病予防健診受診者数（人）", "前年同月比", "同 実施率（％）", "同 対象者数（人）"]
    heads.append("〃 実施率")
    across = texts([heads, ["4月", "1,234", "101.0", "4.5", "20,000", "6.1"]])
    assert across[3:6] == ["生活習慣病予防健診実施率(%)", "生活習慣病予防健診 対象者数(人)", "生活習慣病予防健診実施率"]
    down = texts([["", "R4", "R5"], ["被扶養者の特定健診実施者数", "12", "13"], ["同 受診率", "30.1", "31.2"]])
    assert down[6] == "被扶養者の特定健診受診率"


def test_what_the_same_is_of_is_in_doubt_unless_it_is_printed() -> None:
    heads = ["月", "がん検診（人）", "同 受診率（％）", "面談利用者数", "同 利用率"]
    cells = with_dittos(table([heads, ["4月", "12", "4.5", "7", "3.1"]]), 2022).cells
    assert [cell.text for cell in cells[2:5:2]] == ["がん検診 受診率(%)", "面談 利用率"]
    assert [bool(cell.lines[0].doubt) for cell in cells[2:5:2]] == [False, True]


def test_no_figure_under_an_unfinished_name_is_ok() -> None:
    assert unfinished("同 実施率") is not None
    assert unfinished("〃") is not None
    assert unfinished("同意書提出率") is None
    rows = [["", "4月", "5月", "6月"], ["同 実施率", "1.2%", "2.3%", "3.4%"]]
    found = titled(table(rows)).of("monthly_actual")
    assert [row["review_state"] for row in found] == ["flagged"] * len(found) != []


def test_a_blank_below_a_name_goes_on_with_it_where_only_which_figures_stands_beside() -> None:
    rows = [["", "", "4月"], ["面談件数", "単月", "12"], ["", "累計", "12"], ["電話件数", "R5", "9"], ["", "R4", "8"]]
    down = [cell.text for cell in with_dittos(table(rows), 2023).cells if cell.col == 0]
    assert down == ["", "面談件数", "面談件数", "電話件数", "電話件数"]
    other = [["", "", "4月"], ["面談件数", "初回", "12"], ["", "継続", "12"], ["", "計", "24"]]
    assert [cell.text for cell in with_dittos(table(other), 2023).cells if cell.col == 0][2:] == ["", ""]


def test_a_time_behind_the_figures_goes_on_from_the_time_above() -> None:
    rows: list[list[str | None]] = [
        ["KPI", "実績", "時点"],
        ["甲率", "4.1%", "11月末"],
        ["乙率", "5.0%", "同上"],
        ["丙率", "6.2%", "〃"],
    ]
    assert texts(rows)[-4:] == ["11月末", "丙率", "6.2%", "11月末"]
    other: list[list[str | None]] = [
        ["KPI", "実績", "担当"],
        ["甲率", "4.1%", "保健グループ"],
        ["乙率", "5.0%", "同上"],
    ]
    assert texts(other)[-1] == "同上"
