"""Where rules below one another belong to two tables."""

from __future__ import annotations

import pytest

from extract.readers.rules.rule_stacks import split_at_prose
from extract.readers.rules.rulings import Mark
from extract.readers.words.printed_words import PrintedWord

#: Rules jointed where the columns of a table meet.
RULES = [Mark(True, y, 0.0, 300.0, (98.0, 147.0, 203.0, 251.0)) for y in (0.0, 20.0, 40.0, 60.0)]


def word(text: str, x: float, y: float) -> PrintedWord:
    return PrintedWord((letter, (x + 8 * i, y, x + 8 * i + 8, y + 9)) for i, letter in enumerate(text))


@pytest.mark.parametrize(
    ("text", "parts"), [("─" * 35 + "→", 1), ("―" * 36, 1), ("前年度を上回る件数を処理している" * 2, 2)]
)
def test_only_words_across_the_columns_part_a_table(text: str, parts: int) -> None:
    found = split_at_prose([RULES], [word("案内の発送", 5, 5), word(text, 5, 25)], [])
    assert len(found) == parts
