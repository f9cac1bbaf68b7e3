"""Rules under headings, which part no rows."""

from __future__ import annotations

from extract.readers.rules.rulings import Box, Mark
from extract.readers.rules.underlines import under_barred_headings, without_heading_rules

Word = list[Box]


def word(x: float, foot: float, letters: int, high: float = 9) -> Word:
    return [(x + i * high, foot - high, x + (i + 1) * high, foot) for i in range(letters)]


def rules(*heights: float) -> list[Mark]:
    return [Mark(True, y, 40, 500) for y in heights]


BODY = [word(x, foot, 9) for foot in (70, 84, 170, 184) for x in (45, 300)]
HEADINGS = [word(40, foot, 6, 12) for foot in (47, 147)]


def test_rules_under_headings_in_large_print_part_nothing() -> None:
    assert without_heading_rules(rules(50, 150), [], [*HEADINGS, *BODY]) == []
    dated = [*word(40, 47, 6, 12), *word(118, 47, 12)]  # the month in small print behind it
    assert without_heading_rules(rules(50, 150), [], [dated, HEADINGS[1], *BODY]) == []


def test_rules_of_a_table_under_its_title_stay() -> None:
    table = rules(50, 73, 87)
    assert without_heading_rules(table, [], [*HEADINGS, *BODY]) == table
    beside = [*HEADINGS, word(300, 47, 6, 12), *BODY]  # headings of columns in large print
    assert without_heading_rules(rules(50, 150), [], beside) == rules(50, 150)
    assert without_heading_rules(rules(50, 150), [Mark(False, 40, 30, 150)], [*HEADINGS, *BODY]) == rules(50, 150)
    same = [word(40, foot, 6) for foot in (47, 147)]
    assert without_heading_rules(rules(50, 150), [], [*same, *BODY]) == rules(50, 150)


def test_a_rule_that_begins_at_a_bar_before_its_heading_is_of_that_beside_the_rules_of_a_table() -> None:
    bars = [(40.0, 33.0, 45.0, 49.0), (40.0, 133.0, 45.0, 149.0)]
    headings = [word(50, foot, 6) for foot in (47, 147)]  # no larger than the page
    ruled = rules(50, 73, 87, 150)
    assert under_barred_headings(ruled, [*headings, *BODY], bars) == rules(50, 150)
    assert not under_barred_headings(ruled, [*headings, *BODY], [])
    wide = [(40.0, 33.0, 140.0, 49.0)]  # a shaded cell
    assert not under_barred_headings(ruled, [*headings, *BODY], wide)
    assert not under_barred_headings(ruled, [*headings, word(300, 47, 12), *BODY], bars[:1])  # columns
