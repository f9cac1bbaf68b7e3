"""Sentences of checks in Japanese: what stands in them is taken over, and nothing in the catalogues is left open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from expectations import japanese
from warehouse.evidence import sentences
from warehouse.evidence.sentences import told

CATALOGUES = tuple(Path(module.__file__).with_name("sentences.csv") for module in (japanese, sentences))


def test_figures_names_and_places_are_taken_over() -> None:
    place = "page 7 table 7.2 row 1 column 2"
    sentence = f"the 12 months of 委嘱数 (from {place}) add up to 938, but the total (line 3) says 940"
    ja = "「委嘱数」の12か月（7頁 表7.2 1行2列 から）の合計は938ですが、印刷された合計は940（3行目）です。"
    assert told(sentence)[1] == ja


def test_what_the_catalogue_does_not_know_is_left_as_it_is() -> None:
    assert told("something else") == ["something else", None]
    assert told(None) == [None, None]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.name)
def test_every_sentence_ends_and_names_only_what_the_english_one_has(path: Path) -> None:
    rows = japanese.Sentences(path).rows
    assert len(rows) > 40
    for pattern, ja in rows:
        assert set(re.findall(r"\{(\w+)\}", ja)) <= set(pattern.groupindex), ja
        assert ja.endswith(("。", "）", "{text}", "{examples}")), ja
