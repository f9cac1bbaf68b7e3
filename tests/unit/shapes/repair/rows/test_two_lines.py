"""Cells of two figures, one over the other."""

from __future__ import annotations

import pytest

from extract.shapes.repair.rows.two_lines import with_figures_apart
from tests.unit.build import brief, paragraph, table, titled

FIGURES = ["10\n3,100", "11\n3,200", "12\n3,300"]
HEAD = ["", "4月", "5月", "6月"]


@pytest.mark.parametrize(
    ("label", "lines", "names"),
    [
        ("受付件数\n支給金額（千円）", (), ["受付件数", "支給金額（千円）"]),
        ("窓口", ("受付の状況（上段：件数、下段：金額（千円））",), ["窓口 件数", "窓口 金額(千円)"]),
        ("窓口", ("※上段は令和4年度、下段は令和3年度。",), ["窓口 令和4年度", "窓口 令和3年度"]),
        ("令和3年度\n令和4年度", (), ["令和3年度", "令和4年度"]),
    ],
)
def test_they_are_rows_of_their_own(label: str, lines: tuple[str, ...], names: list[str]) -> None:
    found = with_figures_apart(table([HEAD, [label, *FIGURES], ["後の行", "1", "2", "3"]]), lines)
    assert [row[0] for row in found.rows()] == ["", *names, "後の行"]
    assert found.rows()[1][1:] == ["10", "11", "12"]
    assert found.rows()[2][1:] == ["3,100", "3,200", "3,300"]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("柔道整復施術\nの照会", ()),  # one label on two lines
        ("窓口", ()),
        ("令和3年度", ("上段：件数、下段：前年同月",)),  # of which year the lower figure is, nothing tells
    ],
)
def test_nothing_is_told_apart_without_names_for_both(label: str, lines: tuple[str, ...]) -> None:
    grid = table([HEAD, [label, *FIGURES]])
    assert with_figures_apart(grid, lines) is grid


def test_a_group_reaches_over_both_rows() -> None:
    grid = table([["", "", "4月", "5月", "6月"], ["窓口", "受付件数\n支給金額（千円）", *FIGURES]])
    facts = titled(paragraph("受付の状況"), grid).of("monthly_actual")
    assert brief(facts, "measure_ja", "value")[::3] == [("窓口受付件数", 10.0), ("窓口支給金額", 3100.0)]
    assert {row["unit"] for row in facts if row["value"] > 1000} == {"千円"}


def test_words_behind_the_figures_are_of_both_rows() -> None:
    grid = table([[*HEAD, "備考"], ["窓口", *FIGURES, "応援 2名"]])
    found = with_figures_apart(grid, ("（上段：件数、下段：金額（千円））",))
    assert [row[0] for row in found.rows()[1:]] == ["窓口 件数", "窓口 金額(千円)"]
    assert found.at(2, 4) is found.at(1, 4)
