"""Months that no rule parts, printed as pieces of one line over marks and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.document import BBox, Cell, Line, Paragraph, Place, Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.shapes.repair.columns.months_apart import NO_RULES, with_months_apart

_STEP, _HIGH, _FIRST = 30.0, 12.0, 100.0


def _left(piece: Line) -> float:
    assert piece.box is not None
    return piece.box[0]


def _line(row: int, words: Mapping[int, str]) -> Line:
    """Words by the month over which they stand (0 is April), as the pieces of one line."""
    pieces = []
    for at, text in sorted(words.items()):
        left = _FIRST + _STEP * at - 4.0 * len(text)
        box: BBox = (left, _HIGH * row, left + 8.0 * len(text), _HIGH * row + 9.0)
        pieces.append(Line(text, Place(1, bbox=box), size=8.0, box=box))
    box = (_left(pieces[0]), _HIGH * row, _left(pieces[-1]) + 8.0 * len(pieces[-1].text), _HIGH * row + 9.0)
    whole = "\t".join(piece.text for piece in pieces)
    return Line(whole, Place(1, bbox=box), size=8.0, box=box, pieces=tuple(pieces) if len(pieces) > 1 else ())


def _table(rows: Sequence[tuple[str, Mapping[int, str]]]) -> Table:
    """Labels in a column of their own, all months in one cell beside it."""
    cells = []
    for row, (label, words) in enumerate(rows):
        left: BBox = (0.0, _HIGH * row, 80.0, _HIGH * (row + 1))
        right: BBox = (80.0, _HIGH * row, 480.0, _HIGH * (row + 1))
        named = Line(label, Place(1, bbox=left), size=8.0, box=left)
        cells.append(Cell(row, 0, [Paragraph([named])], place=Place(1, bbox=left), box=left))
        blocks = [Paragraph([_line(row, words)])] if words else []
        cells.append(Cell(row, 1, blocks, place=Place(1, bbox=right), box=right))
    return Table("1.0", len(rows), 2, cells, Place(1, bbox=(0.0, 0.0, 480.0, _HIGH * len(rows))))


_HEADS = ("取組項目", {at: f"{month}月" for at, month in enumerate(FISCAL_MONTHS)})


def test_what_stands_under_a_month_is_in_its_column_and_in_doubt() -> None:
    apart = with_months_apart(_table([_HEADS, ("訪問", {0: "●", 5: "○"}), ("研修", {11: "●"})]))
    texts = [[cell.text if (cell := apart.at(row, col)) else None for col in range(13)] for row in range(3)]
    assert texts[0] == ["取組項目", *(f"{month}月" for month in FISCAL_MONTHS)]
    assert [col for col, text in enumerate(texts[1]) if text] == [0, 1, 6]
    assert [col for col, text in enumerate(texts[2]) if text] == [0, 12]
    mark = apart.at(1, 1)
    assert mark is not None and mark.lines[0].doubt == NO_RULES


def test_the_title_of_the_next_part_ends_the_grid() -> None:
    apart = with_months_apart(_table([_HEADS, ("訪問", {0: "●"}), ("２．広報", {10: "[企画総務グループ]"})]))
    group = apart.at(2, 1)
    assert group is not None and group.colspan == 12 and group.text == "[企画総務グループ]"


def test_words_between_the_months_and_too_few_months_leave_the_table() -> None:
    between = _table([_HEADS, ("訪問", {0: "●"})])
    line = between.cells[3].lines[0]
    shifted = (_FIRST + 0.5 * _STEP - 1, _HIGH, _FIRST + 0.5 * _STEP + 1, _HIGH + 9.0)
    between.cells[3].blocks = [Paragraph([Line(line.text, line.place, size=8.0, box=shifted)])]
    few = _table([("取組項目", {0: "4月", 1: "5月", 2: "6月"}), ("訪問", {0: "●"})])
    assert with_months_apart(few) is few
    assert with_months_apart(between).n_cols in (2, 13)


def test_a_ruling_that_recognition_took_for_a_letter_is_no_heading() -> None:
    rows = [(_HEADS[0], {2 * at: text for at, text in _HEADS[1].items()}), ("件数", {2 * at: "●" for at in range(12)})]
    rows[0][1].update({3: "|", 7: "|"})
    assert with_months_apart(_table(rows)).n_cols == 13
