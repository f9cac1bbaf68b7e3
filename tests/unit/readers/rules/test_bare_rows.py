"""Rows and headings that no rule parts, and tables of one form below one another."""

from __future__ import annotations

import pytest

from extract.readers.rules.bare_rows import BareRows, bare_rows, rows_by_figures, rows_by_symbols
from extract.readers.rules.head_levels import head_levels
from extract.readers.rules.rulings import Mark
from extract.readers.rules.stacked_tables import below_lead, split_at_months, split_at_titles
from extract.readers.words.printed_words import Piece, PrintedWord, fills_a_cell, is_aim

XS = [0.0, 100.0, 150.0, 200.0, 250.0]


def piece(x: float, middle: float, text: str) -> Piece:
    return Piece((x, middle - 5, x + 5 * len(text), middle + 5), text)


def word(x: float, middle: float, text: str) -> PrintedWord:
    return PrintedWord((char, (x + 5 * i, middle - 5, x + 5 * i + 5, middle + 5)) for i, char in enumerate(text))


def row(middle: float, *texts: str) -> list[Piece]:
    return [piece(x + 5, middle, text) for x, text in zip(XS[1:], texts, strict=False) if text]


def test_each_height_of_figures_is_a_row() -> None:
    band = [piece(5, 10, "甲の率"), *row(10, "1.0%", "2.0%"), piece(5, 28, "乙の率"), *row(28, "3.0%", "4.0%")]
    found = rows_by_figures(XS, (0, 40), band)
    assert found is not None
    assert (found.sides, found.spans, found.by_place) == ([19], [], True)


def test_a_height_that_only_texts_of_several_lines_reach_is_no_row() -> None:
    def said(x: float, *texts: str) -> list[Piece]:
        return [Piece((x, top, x + 8 * len(t), top + 12), t) for t, top in zip(texts, (124, 142, 160), strict=True)]

    plan = said(37, "・取得勧奨の文書を送る。", "■KPI", "取得率を8.5%以上とする")
    done = said(385, "・文書を送った。", "■KPI", "4.1%(9月末)")
    band = [*plan, *done, Piece((763, 142, 775, 154), "○")]
    assert rows_by_figures([33.8, 382.0, 730.0, 807.8], (118, 176), band) is None


def test_lines_of_a_cell_are_no_rows() -> None:
    name = [piece(5, 4, "長い名の"), piece(5, 16, "実施率")]
    rank = [piece(205, 4, "3位"), piece(205, 16, "(5位)")]
    band = [*name, *row(10, "1.0%", "2.0%"), *rank, piece(5, 40, "乙"), *row(40, "3.0%", "4.0%", "1位")]
    found = rows_by_figures(XS, (-5, 50), band)
    assert found is not None
    assert len(found.sides) == 1
    assert 21 < found.sides[0] < 35


def test_a_name_in_the_middle_of_rows_is_theirs() -> None:
    rows = [*row(10, "目標", "1.0%", "2.0%"), *row(28, "実績", "3.0%", "4.0%"), *row(46, "全国", "5.0%", "6.0%")]
    found = rows_by_figures(XS, (0, 56), [piece(5, 28, "甲の率"), *rows])
    assert found is not None
    assert found.sides == [19, 37]
    assert found.spans == [(0.0, 0, 100.0, 56)]
    found = rows_by_figures(XS, (0, 37), [piece(5, 19, "甲の率"), *rows[:6]])
    assert found is not None
    assert found.spans == [(0.0, 0, 100.0, 37)]


def test_what_stands_between_named_rows_is_a_row() -> None:
    band = [
        *row(10, "1.0%", "2.0%"),
        piece(5, 10, "甲"),
        piece(5, 28, "第二章"),
        *row(46, "3%", "4%"),
        piece(5, 46, "乙"),
    ]
    found = rows_by_figures(XS, (0, 56), band)
    assert found is not None
    assert found.sides == [19, 37]


def test_lines_that_no_name_tells_apart_are_one_row() -> None:
    band = [piece(5, 16, "甲"), *row(10, "4,66", "3,11"), *row(22, "3", "9")]
    band += [piece(5, 46, "乙"), *row(40, "1,66", "1,11"), *row(52, "3", "9")]
    found = rows_by_figures(XS, (0, 60), band)
    assert found is not None
    assert found.sides == [31]


def test_text_is_no_table_of_figures() -> None:
    texts = [piece(x, y, "文の一部") for x in (5, 105, 155) for y in (10, 22, 34)]
    assert rows_by_figures(XS, (0, 40), texts) is None


def test_one_target_in_the_middle_is_that_of_all_columns() -> None:
    aim = piece(160, 28, "9.0%以上")
    rows = [piece(5, 10, "実績"), *row(10, "1.0%", "2.0%", "3.0%"), piece(5, 28, "目標")]
    found = rows_by_figures(XS, (0, 40), [*rows, aim])
    assert found is not None
    assert found.spans == [(100.0, 19, 250.0, 40)]
    found = rows_by_figures(XS, (0, 40), [*rows, piece(110, 28, "9.0%以上")])
    assert found is not None
    assert found.spans == []


def test_headings_over_several_columns_stand_above_theirs() -> None:
    heads = [piece(5, 16, "名"), piece(130, 10, "令和6年度"), *row(22, "目標", "実績"), piece(205, 16, "全国")]
    found = head_levels(XS, (0, 30), heads)
    assert found is not None
    side, boxes = found
    assert side == 16
    assert set(boxes) == {(100.0, 0, 200.0, 16), (0.0, 0, 100.0, 30), (200.0, 0, 250.0, 30)}
    assert head_levels(XS, (0, 30), [piece(5, 16, "名"), *row(16, "目標", "実績", "全国")]) is None


def test_a_heading_over_three_columns_stands_over_the_middle_one() -> None:
    heads = [piece(5, 16, "名"), piece(167, 10, "年度別"), *row(22, "3年", "4年", "5年")]
    found = head_levels(XS, (0, 30), heads)
    assert found is not None
    assert (100.0, 0, 250.0, 16) in found[1]


def test_heads_of_two_lines_are_one_row() -> None:
    ys = [0.0, 30.0, 60.0]
    heads = [piece(x + 5, y, text) for x in XS[1:-1] for y, text in ((9, "2024年4"), (21, "月"))]
    assert bare_rows(XS, ys, [*heads, *row(45, "1", "2", "3")], []).sides == []


def test_a_title_and_the_same_rows_begin_another_table() -> None:
    stack = [Mark(True, y, 0, 250) for y in (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)]
    words = [word(x + 5, y, text) for y in (10, 70) for x, text in zip(XS, ("区分", "4月", "5月"), strict=False)]
    words += [word(x + 5, y, "12") for y in (30, 90) for x in XS[1:3]]
    parts = split_at_titles([stack], [*words, word(5, 50, "(2)乙の件数")])
    assert [[mark.pos for mark in part] for part in parts] == [[0.0, 20.0, 40.0], [60.0, 80.0, 100.0]]
    assert split_at_titles([stack], [*words, word(5, 50, "????")]) == [stack]
    assert split_at_titles([stack], [*words, word(5, 50, "乙の件数"), word(105, 50, "12")]) == [stack]
    assert split_at_titles([stack], [*words[:3], *words[6:], word(5, 50, "(2)乙の件数"), word(5, 70, "乙")]) == [stack]


def test_what_cells_of_figures_say() -> None:
    assert all(map(fills_a_cell, ("62.1%", "(3位)", "－", "○", "1,234事業所", "66.0%以上", "対前年度以上")))
    assert not any(map(fills_a_cell, ("", "令和6年度", "実績", "4月")))
    assert is_aim("66.0%以上")
    assert not is_aim("66.0%")


def test_a_figure_below_a_name_in_one_cell_is_no_row_of_its_own() -> None:
    ends, names = (0, 36), [piece(5, 10, "章")]
    cells = [
        piece(105, 10, "甲の率"),
        piece(105, 26, "66.3%"),
        piece(155, 10, "64.9%"),
        piece(155, 26, "【63.2%】(60.1%)"),
    ]
    assert rows_by_figures(XS, ends, [*names, *cells]) is None
    found = rows_by_figures(XS, ends, [*names, *cells, piece(5, 26, "節")])
    assert found is not None
    assert found.sides == [18]


def test_a_line_in_brackets_is_of_the_row_above() -> None:
    band = [piece(5, 10, "4月"), *row(10, "12", "34"), piece(5, 22, "(前年4月)"), *row(22, "(11)", "(30)")]
    assert rows_by_figures(XS, (0, 30), band) == BareRows([], [])


def test_figures_that_lines_cut_are_no_rows() -> None:
    band = [piece(5, 10, "甲の"), *row(10, "99.", "100"), piece(5, 22, "乙率"), *row(22, "3％", "．0％")]
    assert rows_by_figures(XS, (0, 30), band) == BareRows([], [])


def test_a_sentence_below_the_first_rule_is_not_of_the_table() -> None:
    ys = [0.0, 20.0, 40.0, 60.0]
    assert below_lead(ys, [word(5, 10, "次のとおりです。"), word(5, 30, "区分")]) == ys[1:]
    assert below_lead(ys, [word(5, 10, "区分"), word(105, 10, "実績")]) == ys


def test_rows_told_by_their_lines_alone_are_in_doubt_if_they_hold_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.readers.rules.bare_rows.rows_by_figures", lambda *_: None)  # no place for some text
    heads = [piece(x + 5, 10, text) for x, text in zip(XS, ("区分", "4月", "5月", "6月"), strict=False)]
    rows = [*row(30, "1.2%", "2.2%", "3.2%"), *row(50, "4.2%", "5.2%", "6.2%"), piece(5, 30, "甲"), piece(5, 50, "乙")]
    found = bare_rows(XS, [0.0, 20.0, 60.0], [*heads, *rows], [])
    assert (found.sides, found.by_place) == ([40], True)
    words = [piece(p.box[0], p.middle, "済む") for p in rows]
    found = bare_rows(XS, [0.0, 20.0, 60.0], [*heads, *words], [])
    assert (found.sides, found.by_place) == ([40], False)


@pytest.mark.parametrize(("step", "again", "parts"), [(26, 4, 2), (30, 4, 1), (26, 8, 1)])
def test_months_that_head_columns_of_their_own_begin_another_table(step: int, again: int, parts: int) -> None:
    """The rules of both are as long; months at the same places, or other months, head the columns of the same table."""
    first = [word(60 + 30 * i, 3, f"{4 + i}月") for i in range(4)]
    second = [word(60 + step * i, 27, f"{again + i if again + i < 13 else again + i - 12}月") for i in range(4)]
    figures = [word(60 + 30 * i, y, str(11 + i)) for i in range(4) for y in (15, 39)]
    stack = [Mark(True, y, 0, 200) for y in (0.0, 12.0, 24.0, 36.0, 48.0)]
    cut = split_at_months([stack], [*first, *second, *figures])
    whole, apart = [[0, 12, 24, 36, 48]], [[0, 12, 24], [24, 36, 48]]
    assert [[mark.pos for mark in part] for part in cut] == (apart if parts > 1 else whole)


def test_each_symbol_of_the_last_column_is_a_row() -> None:
    xs = [0.0, 30.0, 250.0, 300.0]
    title, second = piece(2, 10, "健診の推進"), piece(2, 60, "広報")
    judged = ((25, "1", "○"), (45, "2", "△"), (75, "3", "○"))
    rows = [[piece(10, y, n), piece(40, y, "案内を送る"), piece(270, y, s)] for y, n, s in judged]
    wrapped = piece(40, 35, "ことを勧める")
    found = rows_by_symbols(xs, (0, 90), [title, second, wrapped, *(p for row in rows for p in row)])
    assert found is not None
    assert found.sides == [17.5, 40.0, 52.5, 67.5]
    assert found.spans == [(0.0, 0, 300.0, 17.5), (0.0, 52.5, 300.0, 67.5)]


def test_symbols_among_words_or_below_the_first_line_make_no_rows() -> None:
    xs = [0.0, 250.0, 300.0]
    words = [piece(10, 25, "案内を送る"), piece(10, 45, "訪ねる")]
    assert rows_by_symbols(xs, (0, 60), [*words, piece(270, 25, "○"), piece(270, 45, "済")]) is None
    symbols = [piece(270, 25, "○"), piece(270, 45, "△")]
    assert rows_by_symbols(xs, (0, 60), [piece(10, 10, "前の文"), *words, *symbols]) is None


def test_units_in_a_column_are_no_words_beside_figures() -> None:
    band = [p for y in (10, 28) for p in (piece(5, y, "甲の率"), *row(y, "%", "1.0", "12月末"))]
    found = rows_by_figures(XS, (0, 40), band)
    assert found is not None
    assert found.sides == [19]
