"""Columns of tables with open tables in their cells, and the names of groups of their rows."""

from __future__ import annotations

from extract.readers.rules.cell_tables import columns_around
from extract.readers.rules.open_rules import open_grids
from extract.readers.rules.rule_stacks import split_at_wider
from extract.readers.rules.rulings import Mark
from extract.readers.rules.soft_walls import titles_across
from extract.readers.words.printed_words import PrintedWord


def word(text: str, x: float, y: float, size: float = 8.0) -> PrintedWord:
    return PrintedWord((c, (x + size * i, y, x + size * i + size, y + size)) for i, c in enumerate(text))


def rule(y: float, lo: float = 0.0, hi: float = 500.0) -> Mark:
    return Mark(True, y, lo, hi)


INNER = [(200.0, 50.0, 420.0, 90.0), (200.0, 110.0, 420.0, 150.0)]
STACK = [rule(0), rule(20), rule(40), rule(100), rule(160)]
TEXT = [word("支払を早める", 82, 60), word("郵送を勧める", 82, 120), word("窓口", 10, 60), word("○", 460, 70)]
HEADS = [word("事業", 20, 6), word("実施概要", 110, 6), word("進捗状況", 280, 6), word("状況", 440, 6)]
TITLE = word("サービス水準の向上と適正化の推進", 4, 26)


def test_white_beside_words_and_tables_in_cells_parts_the_columns() -> None:
    found = columns_around(INNER, STACK, [], [80.0], [*HEADS, TITLE, *TEXT])
    assert found == [0.0, 80.0, 200.0, 420.0, 500.0]


def test_tables_of_different_widths_and_jointed_rules_say_nothing() -> None:
    assert columns_around([INNER[0], (220.0, 110.0, 420.0, 150.0)], STACK, [], [], TEXT) is None
    jointed = [Mark(True, y, 0.0, 500.0, (80.0,)) for y in (0.0, 160.0)]
    assert columns_around(INNER, jointed, [], [], TEXT) is None


def test_one_line_over_the_side_of_a_column_is_a_title_over_all_after_it() -> None:
    xs, ys = [0.0, 20.0, 80.0, 200.0, 500.0], [0.0, 20.0, 60.0]
    title, pillar = word("サービス水準の向上", 24, 6), word("一", 6, 6)
    row = [word("窓口", 24, 30), word("早める", 84, 30)]
    assert titles_across(xs, ys, [title, pillar, *row]) == [(20.0, 0.0, 500.0, 20.0)]
    assert titles_across(xs, ys, [title, word("状況", 300, 6), *row]) == []
    assert titles_across(xs, ys, [word("計画", 24, 6), *row]) == []


def test_rules_in_two_tables_of_wider_rules_are_of_two_tables() -> None:
    tables = [[rule(0), rule(100)], [rule(120), rule(220)]]
    inner = [rule(y, 60) for y in (20, 50, 140, 180)]
    found = split_at_wider([*tables, inner])
    assert [[mark.pos for mark in part] for part in found] == [[0, 100], [120, 220], [20, 50], [140, 180]]


def test_the_rows_of_a_table_in_a_cell_do_not_part_those_below_another() -> None:
    """Two month tables as wide as their cell, one below the other: neither divides the rows of the layout."""
    months = [
        word(text, x, y)
        for top in (50.0, 110.0)
        for y, row in ((top + 4, ("単月", "4月", "5月")), (top + 24, ("令和3", "12", "15")))
        for x, text in zip((204.0, 300.0, 360.0), row, strict=True)
    ]
    inner = [rule(y, 200, 420) for y in (50, 70, 90, 110, 130, 150)]
    parted = [rule(y) for y in (0, 20, 160)]
    grids = open_grids([*parted, rule(100, 80), *inner], [], [*HEADS, *TEXT, word("推移", 210, 98), *months])
    layout = max(grids, key=lambda grid: grid.xs[-1] - grid.xs[0])
    assert [round(x) for x in layout.xs[:4]] == [0, 80, 200, 420] and layout.ys == [0, 20, 100, 160]
