"""Bars of colour in a grid of months."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Bar, BBox, Page, Place
from extract.interpret import interpret
from extract.readers.drawn.bars import bars_of
from extract.readers.rules.open_rules import Shade
from tests.unit.build import HIGH, WIDE, brief, document, paragraph, table

HEADS = ["取組項目", "4月", "5月", "6月", "7月", "8月", "9月"]
GREY, WHITE = (0.8,), (1.0,)


def _read(rows: Sequence[Sequence[str]], *bars: BBox) -> list[tuple[object, ...]]:
    blocks = [paragraph("令和4年度 大分支部行動計画"), table([HEADS, *rows], boxed=True)]
    page = Page(1, [*blocks], bars=[Bar(box, Place(1, bbox=box)) for box in bars])
    found = interpret(document(page))[0].of("schedule_mark")
    return brief(found, "activity_ja", "month", "mark", "review_state")


def _bar(row: int, first: int, last: int) -> BBox:
    return (WIDE * first + 1, HIGH * row + 2, WIDE * (last + 1) - 1, HIGH * (row + 1) - 2)


def test_a_bar_is_a_mark_of_every_month_that_it_covers() -> None:
    rows = [["訪問", *[""] * 6], ["研修", "●", "", "●", "", "", ""]]
    assert _read(rows, _bar(1, 2, 3)) == [
        ("訪問", "2022-05", "■", "flagged"),
        ("訪問", "2022-06", "■", "flagged"),
        ("研修", "2022-04", "●", "ok"),
        ("研修", "2022-06", "●", "ok"),
    ]


def test_words_in_a_bar_are_of_all_its_months() -> None:
    rows = [["訪問", "", "", "募集", "", "", ""], ["研修", "●", "", "●", "", "", ""]]
    assert [row[:3] for row in _read(rows, _bar(1, 2, 4))][:3] == [
        ("訪問", "2022-05", "募集"),
        ("訪問", "2022-06", "募集"),
        ("訪問", "2022-07", "募集"),
    ]


def test_rows_and_columns_coloured_throughout_say_nothing() -> None:
    rows = [[name, "●", "", "", "", "", ""] for name in ("訪問", "研修", "広報")]
    plain = _read(rows)
    assert _read(rows, _bar(2, 0, 6), *(_bar(row, 3, 3) for row in (1, 2, 3))) == plain


def test_boxes_that_adjoin_are_one_bar_and_white_is_none() -> None:
    shades = [Shade((0, 0, 20, 10), GREY), Shade((20, 0, 40, 10), GREY), Shade((50, 0, 60, 10), WHITE)]
    assert bars_of(shades) == [(0, 0, 40, 10)]


def test_a_column_coloured_from_its_headings_down_says_nothing_of_one_row() -> None:
    rows = [["訪問", "", "●", "", "", "", "●"]]
    filled = (WIDE * 1, HIGH * 1, WIDE * 4, HIGH * 2)
    plain = _read(rows)
    assert _read(rows, filled, (filled[0], 0.0, filled[2], HIGH)) == plain
    assert [row[1] for row in _read(rows, filled)] == ["2022-04", "2022-05", "2022-06", "2022-09"]
