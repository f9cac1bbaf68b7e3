"""Arrows typed of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.normalise.arrows import short_arrows


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("──────→", "→"),
        ("←━━━━→", "←→"),
        ("←――随時――→", "←随時→"),
        ("・・・・⇒", "⇒"),
        ("-----＞", "＞"),
        ("10-12月", "10-12月"),
        ("――", "――"),
        ("準備→実施", "準備→実施"),
    ],
)
def test_lines_go_and_heads_and_words_stay(text: str, short: str) -> None:
    assert short_arrows(text) == short


@given(st.text(alphabet="─―→←⇒ー準備1・"))
def test_nothing_but_lines_is_lost(text: str) -> None:
    shaft = str.maketrans("", "", "─―ー・")
    assert short_arrows(text).translate(shaft) == text.translate(shaft)
