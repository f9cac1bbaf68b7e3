"""Drawn rows that hold several printed ones are taken apart by the height of their lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.normalise.numbers import parse_figure
from extract.shapes.repair.rows.lines_as_rows import with_lines_as_rows
from extract.shapes.tables.labelled.cells import read_cell

_STEP = 12.0


def _cell(col: int, lines: Sequence[tuple[float, str]]) -> Cell:
    """A cell of the second row with lines at some heights, in steps of a line."""
    made = []
    for height, text in lines:
        box = (100.0 * col + 2, 20 + _STEP * height, 100.0 * col + 90, 30 + _STEP * height)
        made.append(Line(text, Place(1, bbox=box), size=9.0, box=box))
    sides = (100.0 * col, 20.0, 100.0 * col + 100, 80.0)
    return Cell(1, col, [Paragraph(made)] if made else [], 1, 1, Place(1, bbox=sides), box=sides)


def _table(*columns: Sequence[tuple[float, str]]) -> Table:
    """A row of headings and a row of such cells."""
    heads = []
    for col in range(len(columns)):
        box = (100.0 * col, 0.0, 100.0 * col + 100, 20.0)
        heads.append(Cell(0, col, [Paragraph([Line(f"欄{col}", Place(1, bbox=box), box=box)])], box=box))
    return Table("1.0", 2, len(columns), [*heads, *(_cell(col, lines) for col, lines in enumerate(columns))], Place(1))


NAMES = [(0, "生活習慣病予防健診実施率"), (1, "事業者健診データ取得率"), (2, "被扶養者の特定健診実施率")]


def test_each_line_of_names_is_a_row() -> None:
    aims, results = [(0, "60%以上"), (1, "9%以上"), (2, "対前年度以上")], [(0, "58.1%"), (2, "29.0%")]
    rows = with_lines_as_rows(_table(NAMES, aims, results)).rows()[1:]
    assert rows == [
        ["生活習慣病予防健診実施率", "60%以上", "58.1%"],
        ["事業者健診データ取得率", "9%以上", ""],
        ["被扶養者の特定健診実施率", "対前年度以上", "29.0%"],
    ]


def test_one_column_of_figures_beside_names_of_kpis_is_enough_and_of_other_names_is_not() -> None:
    aims = [(0, "60%以上"), (1, "9%以上"), (2, "28%以上")]
    topic = [(0.5, "健診を受ける人を"), (1.5, "増やす取組")]
    rows = with_lines_as_rows(_table(topic, NAMES, aims)).rows()[1:]
    assert [row[1:] for row in rows] == [[name, aim] for (_, name), (_, aim) in zip(NAMES, aims, strict=True)]
    others = [(0, "窓口"), (1, "電話"), (2, "郵送")]
    assert with_lines_as_rows(_table(topic, others, aims)).n_rows == 2


def test_a_line_of_a_name_without_figures_goes_on_with_the_one_above_and_is_doubted() -> None:
    names = [(0, "健診を受けた人の"), (1, "割合"), (2, "保健指導を受けた人の割合")]
    out = with_lines_as_rows(_table(names, [(0, "60%"), (2, "30%")], [(0, "61%"), (2, "29%")]))
    first = out.at(1, 0)
    assert first is not None
    assert [line.text for line in first.lines] == ["健診を受けた人の", "割合"]
    assert all(line.doubt for line in first.lines)


def test_a_word_in_the_middle_is_said_of_all_rows() -> None:
    out = with_lines_as_rows(_table(NAMES, [(i, "1") for i in range(3)], [(i, "2") for i in range(3)], [(1, "保健")]))
    cell = out.at(1, 3)
    assert cell is not None
    assert (cell.text, cell.rowspan) == ("保健", 3)


def test_a_figure_and_its_brackets_are_one_row() -> None:
    table = _table([(0, "申請件数"), (1, "(前年度)")], [(0, "120"), (1, "(110)")], [(0, "130"), (1, "(115)")])
    assert with_lines_as_rows(table) is table


def test_figures_that_stand_between_two_lines_of_a_name_are_one_row() -> None:
    table = _table([(0, "健診を受けた"), (1, "人の割合")], [(0.5, "61%")], [(0.5, "60%")])
    assert with_lines_as_rows(table) is table


@pytest.mark.parametrize(
    ("upper", "lower", "rows"),
    [("94.", "8%", 2), ("1,20", "4", 2), ("0.20", "1%", 2), ("10", "0%", 2), ("120", "98", 3), ("9.4%", "8.1%", 3)],
)
def test_pieces_of_figures_in_columns_too_narrow_for_them_are_one_row(upper: str, lower: str, rows: int) -> None:
    names, pieces = [(0, "窓口の"), (1, "申請")], [(0, upper), (1, lower)]
    out = with_lines_as_rows(_table(names, pieces, pieces))
    assert out.n_rows == rows
    if rows == 2 and (cell := out.at(1, 1)) is not None:
        assert read_cell(cell).figure == parse_figure(upper + lower)
