"""Activities that one drawn row of a month grid stacks, told apart by the height of their marks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import BBox, Cell, Line, Paragraph, Place, Table
from extract.interpret import interpret
from extract.normalise.dates import FISCAL_MONTHS
from extract.shapes.repair.rows.stacked_activities import STACKED, with_activities_apart
from tests.unit.build import document, paragraph

_WIDE, _TALL = 20.0, 10.0


def _line(text: str, left: float, top: float) -> Line:
    box = (left, top, left + 8, top + _TALL)
    return Line(text, Place(1, box), 8.0, box=box)


def _cell(row: int, col: int, lines: Sequence[tuple[str, float]], box: BBox, colspan: int = 1) -> Cell:
    blocks = [Paragraph([_line(text, box[0] + 6, top) for text, top in lines])] if lines else []
    return Cell(row, col, [*blocks], 1, colspan, Place(1, box), box=box)


def _grid(names: Sequence[tuple[str, float]], marks: dict[int, Sequence[tuple[str, float]]]) -> Table:
    """A heading of months and one drawn row: its names, who is in charge, and the marks by column of the month."""
    cells = [_cell(0, 0, [("取組", 0)], (0, 0, 100, 12)), _cell(0, 1, [("担当", 0)], (100, 0, 120, 12))]
    sides = {2 + at: 120 + at * _WIDE for at in range(12)}
    months = zip(sides.items(), FISCAL_MONTHS, strict=True)
    cells += [_cell(0, col, [(str(month), 0)], (left, 0, left + _WIDE, 12)) for (col, left), month in months]
    cells.append(_cell(1, 0, names, (0, 12, 100, 60)))
    cells += [_cell(1, col, marks.get(col, []), (left, 12, left + _WIDE, 60)) for col, left in sides.items()]
    return Table("1.0", 2, 14, cells, Place(1, (0, 0, 360, 60)))


def _column(table: Table, col: int) -> list[str]:
    return [cell.text if (cell := table.at(row, col)) is not None else "" for row in range(1, table.n_rows)]


def test_each_activity_keeps_its_own_marks_in_doubt() -> None:
    table = with_activities_apart(
        _grid([("案内の送付", 14), ("名簿の点検", 40)], {2: [("●", 14), ("○", 40)], 5: [("●", 40)]})
    )
    assert _column(table, 0) == ["案内の送付", "名簿の点検"]
    assert _column(table, 2) == ["●", "○"]
    assert _column(table, 5) == ["", "●"]
    assert all(line.doubt == STACKED for cell in table.cells if cell.row for line in cell.lines)


def test_a_wrapped_name_stands_around_its_marks() -> None:
    table = with_activities_apart(
        _grid([("案内の送付", 14), ("窓口に置く用", 34), ("紙の点検", 46)], {2: [("●", 14)], 3: [("●", 40)]})
    )
    assert _column(table, 0) == ["案内の送付", "窓口に置く用\n紙の点検"]
    assert _column(table, 3) == ["", "●"]


def test_names_that_stand_beside_no_mark_leave_the_row_whole() -> None:
    grid = _grid([("案内の送付", 14), ("名簿の点検", 27)], {2: [("●", 14)], 3: [("●", 48)]})
    assert with_activities_apart(grid) is grid


def test_one_activity_is_left_alone() -> None:
    grid = _grid([("案内の送付", 34), ("と名簿", 46)], {2: [("●", 40)], 3: [("●", 40)]})
    assert with_activities_apart(grid) is grid


def test_words_right_below_a_mark_are_no_activity_of_their_own() -> None:
    grid = _grid([("案内を送り、", 14), ("窓口にも置く。", 40)], {2: [("●", 14), ("追加", 40)], 5: [("●", 14)]})
    assert with_activities_apart(grid) is grid


@pytest.mark.parametrize(
    ("names", "marks", "doubt"),
    [
        ([("案内の送付", 14), ("名簿の点検", 27)], {2: [("●", 14)], 3: [("●", 48)]}, True),
        ([("案内の送付", 20), ("名簿の点検", 32)], {2: [("●", 26)], 3: [("●", 12), ("●", 40)]}, True),
        ([("案内の送付", 20), ("と名簿の点検", 32)], {2: [("●", 26)], 3: [("●", 20), ("会議", 32)]}, False),
        ([("案内の送付", 14), ("と名簿の点検", 26)], {2: [("●", 14)], 3: [("●", 14), ("会議", 26)]}, False),
        ([("案内の送付", 26)], {2: [("●", 14)], 3: [("●", 40)]}, False),
    ],
)
def test_a_row_whose_marks_keep_to_no_height_is_in_doubt(
    names: list[tuple[str, float]], marks: dict[int, Sequence[tuple[str, float]]], doubt: bool
) -> None:
    out, _ = interpret(document([paragraph("令和4年度 大分支部 行動計画"), _grid(names, marks)]))
    found = out.of("schedule_mark")
    assert {row["review_state"] for row in found} == {"flagged" if doubt else "ok"}
