"""Rows that a page break leaves open above or below the rules of their table."""

from __future__ import annotations

from extract.readers.rules.open_ends import with_open_ends
from extract.readers.rules.rulings import Box, Mark

#: Rules across a table of three columns, and one that parts the last column within the second row.
ACROSS = [Mark(True, y, 0.0, 300.0) for y in (100.0, 120.0, 180.0)]
PART = Mark(True, 150.0, 200.0, 300.0)


def row(top: float) -> list[list[Box]]:
    return [[(x + 5.0, top, x + 80.0, top + 10.0)] for x in (0.0, 100.0, 200.0)]


def sides(rules: list[Mark], words: list[list[Box]]) -> list[float]:
    return [rule.pos for rule in with_open_ends(ACROSS, [*ACROSS, PART, *rules], words)]


def test_a_row_that_no_rule_closes_ends_where_its_text_or_its_parts_do() -> None:
    below = Mark(True, 210.0, 200.0, 300.0)
    assert sides([below], [*row(185), *row(198)]) == [100.0, 120.0, 180.0, 210.0]
    assert sides([below], [*row(185), *row(198), *row(214)]) == [100.0, 120.0, 180.0, 225.5]
    assert sides([below], [*row(185), *row(198), *row(214), *row(260)]) == [100.0, 120.0, 180.0, 225.5]  # a foot


def test_a_row_may_be_left_open_above_the_first_rule() -> None:
    above = Mark(True, 80.0, 200.0, 300.0)
    assert sides([above], [*row(66), *row(84)]) == [64.5, 100.0, 120.0, 180.0]


def test_only_rules_that_part_the_same_columns_show_such_a_row() -> None:
    closed = [100.0, 120.0, 180.0]
    text = [*row(185), *row(198)]
    assert sides([], text) == closed
    assert sides([Mark(True, 196.0, 100.0, 300.0)], text) == closed
    assert sides([Mark(True, 196.0, 200.0, 300.0), Mark(True, 205.0, 0.0, 300.0)], text) == closed
    assert sides([Mark(True, 196.0, 200.0, 300.0)], [[(5.0, 185.0, 250.0, 195.0)], *row(198)]) == closed  # a sentence
