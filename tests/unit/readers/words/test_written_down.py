"""Headings of tables that are written downwards."""

from __future__ import annotations

from extract.readers.words.glyphs import Glyph
from extract.readers.words.written_down import columns_written_down


def down(text: str, x: float, pitch: float = 10) -> list[Glyph]:
    """Letters of ten points under one another."""
    return [Glyph(char, x, i * pitch, x + 10, i * pitch + 10, 10) for i, char in enumerate(text)]


def texts(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in columns_written_down(glyphs)]


def test_columns_are_read_from_the_right() -> None:
    assert texts([*down("の割合", 0), *down("通院が続く方", 14)]) == ["通院が続く方", "の割合"]


def test_lines_of_two_letters_are_no_columns() -> None:
    assert texts([*down("保証の枚", 0, 15), *down("険書数計", 10, 15)]) == []


def test_one_column_marks_and_words_far_apart_are_left_as_lines() -> None:
    assert texts(down("通院が続く方", 0)) == []
    assert texts([*down("○○△○", 0), *down("○△○○", 14)]) == []
    assert texts([*down("有有有有", 0), *down("無無無無", 60)]) == []
