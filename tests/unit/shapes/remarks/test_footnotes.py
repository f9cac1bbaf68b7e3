"""What footnotes say of the date of figures."""

from __future__ import annotations

import pytest

from extract.shapes.remarks.footnotes import noted, read_footnotes, say_same_month, say_whole_year
from tests.unit.build import paragraph


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("※１　令和５年１２月診療分", {"※1": "令和5年12月診療分"}),
        ("※ 8月末時点の速報値。", {"※": "8月末時点速報"}),
        ("*2 R5.11月末現在", {"*2": "R5.11月末現在"}),
        ("注1 速報値。確定値は令和6年11月に公表", {"注1": "速報"}),
        ("※1 速報値。 ※2 9月末", {"※1": "速報", "※2": "9月末"}),
        ("※3 47支部中の順位", {}),
        ("※4 令和6年10月に公表予定", {}),
        ("査定率※1は9月末の値", {}),
        ("数値は9月末現在（◆印は令和6年8月末現在）", {"◆": "令和6年8月末現在"}),
        ("◆ 事業所への訪問は8月末から", {}),
    ],
)
def test_what_a_line_says(line: str, said: dict[str, str]) -> None:
    assert read_footnotes(paragraph(line).lines) == said


def test_a_mark_before_two_notes_says_nothing() -> None:
    assert read_footnotes(paragraph("※ 9月末", "※ 速報値").lines) == {}
    assert read_footnotes(paragraph("※1 9月末", "※2 速報値").lines) == {"※1": "9月末", "※2": "速報"}


def test_the_notes_of_a_name_and_its_figure() -> None:
    notes = {"※1": "速報", "※2": "9月末"}
    assert noted(("実施率（※２）", "51.2%※1"), notes) == "9月末速報"
    assert noted(("当たりの割合※\n2", "51.2%"), notes) == "9月末"
    assert noted(("実施率", "51.2%※3"), notes) == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("（実績値は令和5年度の年間実績。順位は3月末時点）", True),
        ("※各年度の通期の実績", True),
        ("（注）実績は4月から翌年3月までの累計", True),
        ("※年間実績は令和6年9月末に公表", False),
        ("年間実績を踏まえて取組を見直す。", False),
        ("※実績は9月末時点", False),
    ],
)
def test_results_of_the_whole_year(line: str, said: bool) -> None:
    assert say_whole_year(paragraph(line).lines) is said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("実績は9月末現在。前年は令和4年の同じ月の値です。", True),
        ("※前年:前年同月末時点", True),
        ("前年は大雨のため同じ時期の訪問が12件に減りました。", False),
        ("前年度は1年間の値です。", False),
    ],
)
def test_remarks_about_last_year(line: str, said: bool) -> None:
    assert say_same_month(paragraph(line).lines) is said
