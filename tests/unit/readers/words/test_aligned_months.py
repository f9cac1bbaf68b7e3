"""Tables of months and quarters without rulings."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Block, Cell, Line, Paragraph, Place, Table
from extract.readers.words.aligned_months import NO_RULINGS, with_month_tables

PITCH = 40.0
MONTHS = [f"{month}月" for month in (4, 5, 6, 7, 8, 9)]


def line(*texts: str, at: list[int] | None = None) -> Line:
    """A line whose pieces end at the right sides of columns."""
    cols = at if at is not None else list(range(len(texts)))
    sides = [(col + 1) * PITCH for col in cols]
    pieces = [
        Line(text, Place(1), box=(right - 6.0 * len(text), 0.0, right, 8.0))
        for text, right in zip(texts, sides, strict=True)
    ]
    return Line("\t".join(texts), Place(1), box=(0.0, 0.0, 400.0, 8.0), pieces=tuple(pieces))


def tables(*lines: Line) -> list[list[list[str]]]:
    return [block.rows() for block in with_month_tables([Paragraph(list(lines))], "1.0") if isinstance(block, Table)]


def test_figures_are_of_the_month_they_stand_under() -> None:
    (found,) = tables(
        Line("受付件数", Place(1)),
        line("件数", *MONTHS, "計"),
        line("令和4年度", "10", "12", "15", at=[0, 1, 3, 7]),
        Line("※窓口を含む", Place(1)),
    )
    assert found[1] == ["令和4年度", "10", "", "12", "", "", "", "15"]


def test_every_cell_is_in_doubt_and_what_stands_around_stays_text() -> None:
    lines = [Line("受付件数", Place(1)), line("件数", *MONTHS), line("令和4年度", *"123456"), Line("※", Place(1))]
    above, table, below = with_month_tables([Paragraph(lines)], "1.0")
    assert isinstance(above, Paragraph) and isinstance(table, Table) and isinstance(below, Paragraph)
    assert {cell.lines[0].doubt for cell in table.cells} == {NO_RULINGS}


def test_headings_come_again_and_quarters_head_as_well() -> None:
    (found,) = tables(
        line("単月", *MONTHS), line("令和4年度", *"123456"), line("累計", *MONTHS), line("令和4年度", *"234567")
    )
    assert [row[0] for row in found] == ["単月", "令和4年度", "累計", "令和4年度"]
    (quarters,) = tables(line("件数", "第1四半期", "第2四半期", "計"), line("令和4年度", "3", "4", "7"))
    assert quarters[1] == ["令和4年度", "3", "4", "7"]


def test_a_row_whose_gaps_are_too_narrow_is_read_where_it_fills_all_columns() -> None:
    narrow = Line(
        "令和4年度\t1 2 3 4 5 6", Place(1), pieces=(line("令和4年度").pieces[0], line("1 2 3 4 5 6").pieces[0])
    )
    assert tables(line("件数", *MONTHS), narrow)[0][1] == ["令和4年度", *"123456"]
    short = Line("令和4年度\t1 2 3", Place(1), pieces=(line("令和4年度").pieces[0], line("1 2 3").pieces[0]))
    assert tables(line("件数", *MONTHS), short) == []


def test_words_and_figures_between_columns_are_no_row() -> None:
    assert tables(line("件数", *MONTHS), line("令和4年度", "周知", at=[0, 2])) == []
    astray = Line("", Place(1), pieces=(line("令和4年度").pieces[0], Line("9", Place(1), box=(900.0, 0.0, 906.0, 8.0))))
    assert tables(line("件数", *MONTHS), astray) == []
    assert tables(line("件数", "4月", "6月", "8月"), line("令和4年度", "1", "2", "3")) == []


def test_rows_behind_the_heading_that_ends_a_table_are_of_it() -> None:
    heads = ["累計", *MONTHS]
    boxes = [(col * PITCH, 0.0, (col + 1) * PITCH, 10.0) for col in range(len(heads))]
    first = [Cell(0, col, [], box=box) for col, box in enumerate(boxes)]
    last = [
        Cell(1, col, [Paragraph([Line(text, Place(1))])], box=box)
        for col, (text, box) in enumerate(zip(heads, boxes, strict=True))
    ]
    blocks: list[Block] = [Table("1.0", 2, 7, [*first, *last], Place(1)), Paragraph([line("令和4年度", *"123456")])]
    _, table = with_month_tables(blocks, "1")
    assert isinstance(table, Table)
    assert table.rows() == [heads, ["令和4年度", *"123456"]]


def test_a_label_of_two_lines_stands_around_its_figures() -> None:
    figures = line(*"123456", at=[1, 2, 3, 4, 5, 6])
    beside = replace(figures, box=(70.0, 6.0, 280.0, 14.0))
    upper = Line("文書による", Place(1), box=(0.0, 0.0, 40.0, 8.0))
    lower = Line("照会件数", Place(1), box=(0.0, 12.0, 32.0, 20.0))
    (found,) = tables(line(*MONTHS, at=[1, 2, 3, 4, 5, 6]), upper, beside, lower)
    assert found[1] == ["文書による照会件数", *"123456"]
    far = replace(lower, box=(0.0, 30.0, 32.0, 38.0))
    assert tables(line(*MONTHS, at=[1, 2, 3, 4, 5, 6]), upper, beside, far) == []


def test_figures_that_narrow_gaps_join_stand_under_the_months_that_their_letters_are_under() -> None:
    joined = line("令和4年度", "1", "5", at=[0, 1, 5])
    wide = Line("2    3", Place(1), box=(3 * PITCH - 6, 0.0, 4 * PITCH, 8.0))
    row = Line("", Place(1), pieces=(*joined.pieces[:2], wide, joined.pieces[2]))
    (found,) = tables(line("件数", *MONTHS, "計"), row)
    assert found[1] == ["令和4年度", "1", "2", "3", "", "5", "", ""]
