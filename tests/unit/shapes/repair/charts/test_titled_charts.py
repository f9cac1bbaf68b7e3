"""Charts take their titles from their frame, or from their pieces of a line over several."""

from __future__ import annotations

from dataclasses import replace

from extract.document import BBox, Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.charts.titled_charts import with_titled_charts


def line(text: str, box: BBox, *pieces: Line) -> Line:
    return Line(text, Place(1, bbox=box), size=9.0, box=box, pieces=pieces)


def chart(index: str, box: BBox) -> Table:
    cells = [Cell(0, 0, [Paragraph([line("4月", box)])], place=Place(1, bbox=box), box=box)]
    return Table(index, 1, 1, cells, Place(1, bbox=box), chart=True)


LEFT, RIGHT = chart("1.0", (90, 100, 280, 200)), chart("1.1", (340, 100, 540, 200))


def test_a_chart_in_a_frame_stands_behind_it_under_the_lines_over_it() -> None:
    name, aim = line("電話の件数", (60, 70, 120, 80)), line("目標 900件", (60, 210, 130, 220))
    cell = Cell(0, 0, [Paragraph([name]), LEFT, Paragraph([aim])], place=Place(1, bbox=(50, 60, 300, 230)))
    frame, found = with_titled_charts([Table("1.9", 1, 1, [cell], cell.place)])
    assert isinstance(frame, Table) and isinstance(found, Table)
    assert frame.cells[0].text == "電話の件数\n目標 900件"
    assert (found.index, found.titles) == ("1.0", ("電話の件数",))


def test_charts_side_by_side_share_out_the_line_over_them() -> None:
    pieces = line("電話の件数", (60, 80, 120, 90)), line("窓口の件数", (330, 80, 400, 90))
    heading = line("照会の状況", (50, 40, 120, 52))
    both = line("電話の件数\t窓口の件数", (60, 80, 400, 90), *pieces)
    above, left, right = with_titled_charts([Paragraph([heading, both]), LEFT, RIGHT])
    assert isinstance(above, Paragraph) and [one.text for one in above.lines] == ["照会の状況"]
    assert isinstance(left, Table) and left.titles == ("照会の状況", "電話の件数")
    assert isinstance(right, Table) and right.titles == ("窓口の件数",)


def test_what_stands_beside_a_chart_keeps_its_piece_of_the_line() -> None:
    pieces = line("電話の件数", (60, 80, 120, 90)), line("今年度の目標", (330, 80, 400, 90))
    both = line("電話の件数\t今年度の目標", (60, 80, 400, 90), *pieces)
    above, left = with_titled_charts([Paragraph([both]), LEFT])
    assert isinstance(above, Paragraph) and [one.text for one in above.lines] == ["今年度の目標"]
    assert isinstance(left, Table) and left.titles == ("電話の件数",)


def test_titles_of_others_only_leave_a_chart_without_any() -> None:
    pieces = line("電話の件数", (60, 80, 120, 90)), line("窓口の件数", (130, 80, 200, 90))
    both = line("電話の件数\t窓口の件数", (60, 80, 200, 90), *pieces)
    _, right = with_titled_charts([Paragraph([both]), RIGHT])
    assert isinstance(right, Table) and right.titles == ("",)


def test_a_line_of_its_own_and_other_tables_stay_as_they_are() -> None:
    blocks = [Paragraph([line("電話の件数", (100, 80, 160, 90))]), LEFT]
    assert with_titled_charts(blocks) == blocks
    plain = replace(LEFT, chart=False)
    cell = Cell(0, 0, [plain], place=Place(1, bbox=(50, 60, 300, 230)))
    assert with_titled_charts([Table("1.9", 1, 1, [cell], cell.place)])[1:] == []
