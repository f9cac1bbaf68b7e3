"""Tables inside a cell that were taken for rows of the table around it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.readers.rules.divided_cells import with_divided_cells_whole

MONTHS = ["4月", "5月", "6月", "7月", "8月", "9月"]
WIDE, HIGH = 300.0, 12.0


def _line(row: int, texts: Sequence[str], left: float = WIDE) -> Line:
    pieces = []
    for i, text in enumerate(texts):
        box = (left + 40 * i, HIGH * row, left + 40 * i + 20, HIGH * row + 8)
        pieces.append(Line(text, Place(1, box), 8.0, box=box))
    whole = (left, HIGH * row, pieces[-1].place.bbox[2] if pieces[-1].place.bbox else left, HIGH * row + 8)
    return Line("\t".join(texts), Place(1, whole), 8.0, box=whole, pieces=tuple(pieces) if len(pieces) > 1 else ())


def _cell(row: int, col: int, *lines: Line, down: int = 1) -> Cell:
    box = (WIDE * col, HIGH * row, WIDE * (col + 1), HIGH * (row + down))
    return Cell(row, col, [Paragraph(list(lines))] if lines else [], down, 1, Place(1, box), box=box)


def _wide(cell: Cell) -> Cell:
    """The cell over two columns."""
    return Cell(cell.row, cell.col, cell.blocks, 1, 2, cell.place, box=cell.box)


def _table(*cells: Cell) -> Table:
    return Table("1.0", 3, 3, list(cells), Place(1))


PLAN = _cell(0, 0, _line(0, ["郵送による申請を促す。"], 0.0), down=3)
MARK = _cell(0, 2, _line(0, ["○"], 2 * WIDE), down=3)
TITLE, HEADS = _cell(0, 1, _line(0, ["郵送化率"])), _cell(1, 1, _line(1, ["単月", *MONTHS]))
ROW = _cell(2, 1, _line(2, ["令和4年度", *"123456"]))


def test_what_rules_part_between_cells_over_several_rows_is_one_cell() -> None:
    whole = with_divided_cells_whole(_table(PLAN, TITLE, HEADS, ROW, MARK))
    inner = whole.at(1, 1)
    assert inner is not None
    assert (inner.row, inner.rowspan, inner.box) == (0, 3, (WIDE, 0.0, 2 * WIDE, 3 * HIGH))
    assert [line.text.split("\t")[0] for line in inner.lines] == ["郵送化率", "単月", "令和4年度"]


def test_pieces_of_one_height_are_one_line() -> None:
    left, right = _cell(1, 1, _line(1, ["単月", *MONTHS])), _cell(1, 2, _line(1, ["計"], 600.0))
    row = _wide(ROW)
    whole = with_divided_cells_whole(_table(PLAN, _wide(TITLE), left, right, row))
    inner = whole.at(1, 1)
    assert inner is not None
    assert inner.lines[1].text == "\t".join(["単月", *MONTHS, "計"])


def test_rows_without_a_heading_of_months_or_beside_rows_of_their_own_stay() -> None:
    items = [_cell(row, 1, _line(row, ["案内を送付する。"])) for row in range(3)]
    apart = [_cell(row, 0, _line(row, ["窓口"], 0.0)) for row in range(3)]
    for cells in ([PLAN, *items, MARK], [*apart, TITLE, HEADS, ROW]):
        given = _table(*cells)
        assert with_divided_cells_whole(given) is given
