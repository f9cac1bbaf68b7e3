"""Japanese text to one spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalise.text import fold, joined, solid, tidy, without_spaces_in_japanese

#: Letters that reports and their conversions hold: kana, ideographs, radicals, full-width, signs, spaces of all kinds.
PRINTED = st.text(
    "支部年度⻑⺠ｱｲがﾞか゛①②ⅣＡｚ１２％㎡㍻〇◯○△▲・･‧〜~−‐–ー－―()（）【】 \u3000\t\n\r\u00a0\u200b,.。、", max_size=40
)


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("５月", "5月"),
        ("ＫＰＩ", "KPI"),
        ("ｼﾞｪﾈﾘｯｸ", "ジェネリック"),
        ("（参考）", "(参考)"),
        ("⻑野", "長野"),
        ("⺠間", "民間"),
        ("⽀部", "支部"),  # a Kangxi radical, which NFKC knows
        ("〇印", "○印"),
        ("◯印", "○印"),
        ("4〜6月", "4~6月"),
        ("−3", "-3"),
        ("･件数", "・件数"),
        ("①", "①"),
        ("➂➌", "③❸"),
        ("⑳", "⑳"),
        ("8㌫", "8パーセント"),
        ("か\u3099", "が"),
        ("一\n二 三", "一\n二 三"),
    ],
)
def test_fold(printed: str, meaning: str) -> None:
    assert fold(printed) == meaning


@pytest.mark.parametrize(
    ("printed", "one_line", "without_space"),
    [
        ("  実 施\n率 ", "実 施 率", "実施率"),
        ("令和５年度\u3000\u3000上期", "令和5年度 上期", "令和5年度上期"),
        ("", "", ""),
        ("\u3000\n", "", ""),
        ("LINE 公式\r\nアカウント", "LINE 公式 アカウント", "LINE公式アカウント"),
    ],
)
def test_tidy_and_solid(printed: str, one_line: str, without_space: str) -> None:
    assert tidy(printed) == one_line
    assert solid(printed) == without_space


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["受診券を送", "る"], "受診券を送る"),
        (["data", "health"], "data health"),
        (["Ver2", "の案"], "Ver2の案"),
        (["", "甲", ""], "甲"),
        ([], ""),
    ],
)
def test_wrapped_lines_join_without_a_space_unless_both_sides_are_latin(lines: list[str], text: str) -> None:
    assert joined(lines) == text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("実 施 率", "実施率"),
        ("令和5 年度", "令和5年度"),
        ("a b", "a b"),
        ("率 (参考)", "率(参考)"),
    ],
)
def test_spaces_beside_japanese_letters_go(printed: str, text: str) -> None:
    assert without_spaces_in_japanese(printed) == text


@given(PRINTED | st.text(max_size=60))
def test_each_form_is_its_own_fixed_point(text: str) -> None:
    for form in (fold, tidy, solid):
        assert form(form(text)) == form(text)


@given(PRINTED)
def test_solid_is_tidy_without_spaces(text: str) -> None:
    assert solid(text) == unicodedata.normalize("NFC", tidy(text).replace(" ", ""))
    assert not any(char.isspace() for char in solid(text))


def test_a_voicing_mark_of_its_own_joins_its_letter() -> None:
    assert solid("か゛") == solid("か\u3099") == solid("ｶﾞ").translate({ord("ガ"): "が"}) == "が"
