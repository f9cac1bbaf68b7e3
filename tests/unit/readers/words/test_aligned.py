"""Tables without any ruling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Paragraph, Table
from extract.readers.words.aligned import NO_RULINGS, with_aligned_tables
from tests.unit.build import paragraph

ROWS = ["4月\t452\t538", "5月\t693\t－", "6月\t652\t562"]


def test_lines_in_columns_are_a_table_in_doubt() -> None:
    before, table, after = with_aligned_tables([paragraph("月別の件数", "月\t甲\t乙", *ROWS, "以上")], "2")
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert isinstance(table, Table)
    assert table.index == "2.a0"
    assert table.rows() == [["月", "甲", "乙"], ["4月", "452", "538"], ["5月", "693", "－"], ["6月", "652", "562"]]
    assert {line.doubt for cell in table.cells for line in cell.lines} == {NO_RULINGS}


def test_a_heading_may_leave_its_corner_out() -> None:
    (table,) = with_aligned_tables([paragraph("甲\t乙", *ROWS)], "1")
    assert isinstance(table, Table)
    assert table.rows()[0] == ["", "甲", "乙"]


@pytest.mark.parametrize(
    "lines",
    [
        ["月\t甲\t乙", *ROWS[:2]],  # too short to be sure
        ["月\t甲\t乙", *ROWS, "7月\t652"],  # a figure is missing; which one cannot be told
        ROWS,  # without a heading
        ["項目\t内容", "窓口\t案内", "電話\t相談", "文書\t送付"],  # words side by side
    ],
)
def test_other_lines_stay_text(lines: list[str]) -> None:
    (block,) = with_aligned_tables([paragraph(*lines)], "1")
    assert isinstance(block, Paragraph)
    assert [line.text for line in block.lines] == lines


def test_columns_with_gaps_as_narrow_as_those_of_words_are_told_word_by_word() -> None:
    rows = ["甲\t1,204 380\t95.2%", "乙 902 -\t94.8%", "丙 の 類\t77\t12\t1.0%"]
    (table,) = with_aligned_tables([paragraph("種類\t件数 金額 割合", *rows)], "1")
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows()] == [4] * 4 and table.rows()[3] == ["丙 の 類", "77", "12", "1.0%"]
    (text,) = with_aligned_tables([paragraph("種類\t件数 金額", *rows)], "1")
    assert isinstance(text, Paragraph)


def test_a_unit_without_its_figure_is_a_figure_yet_to_come() -> None:
    rows = ["窓口\t12件\t件\t12件", "電話\t15件\t件\t15件", "金額\t1,250千円\t千円\t1,250千円"]
    (table,) = with_aligned_tables([paragraph("第1四半期\t第2四半期\t計", *rows)], "1")
    assert isinstance(table, Table)
    assert table.rows()[3] == ["金額", "1,250千円", "千円", "1,250千円"]


def test_what_stands_far_below_is_no_row() -> None:
    block = paragraph("月\t甲\t乙", *ROWS, "資料\t6")
    for i, line in enumerate(block.lines):
        y = 20.0 * i + (200 if i > len(ROWS) else 0)
        block.lines[i] = replace(line, box=(10.0, y, 200.0, y + 10))
    table, foot = with_aligned_tables([block], "1")
    assert isinstance(table, Table)
    assert table.n_rows == 4
    assert isinstance(foot, Paragraph)
