"""Month headings that stand above a table whose rules begin below them."""

from __future__ import annotations

from dataclasses import replace

from extract.document import BBox, Line, Paragraph, Place, Table
from extract.shapes.repair.heads.heads_above import HEADS_UNREAD, with_heads_above
from tests.unit.build import WIDE, brief, table, titled

ROWS = [["① 案内の送付", "●", "", "○原稿\n作成", "●発送"], ["② 電話勧奨", "", "●", "●", ""]]


def heads(*words: str, bottom: float = -1.0, shift: float = 0.0) -> Paragraph:
    """A line of words, the last two in one piece, each in the middle of a column."""
    boxes: list[BBox] = [(WIDE * i + 10 + shift, bottom - 8, WIDE * i + 30 + shift, bottom) for i in range(len(words))]
    last = Line(f"{words[-2]}\u3000\u3000{words[-1]}", Place(1), box=(*boxes[-2][:2], *boxes[-1][2:]))
    pieces = [*(Line(word, Place(1), box=box) for word, box in zip(words[:-2], boxes, strict=False)), last]
    box = (boxes[0][0], boxes[0][1], boxes[-1][2], bottom)
    return Paragraph([Line("見出し", Place(1)), Line(" ".join(words), Place(1), box=box, pieces=tuple(pieces))])


def grid() -> Table:
    return table(ROWS, boxed=True)


MONTHS = heads("取組項目", "4月", "5月", "6月", "7月")


def test_months_above_a_table_are_its_headings() -> None:
    above, found = with_heads_above([MONTHS, grid()])
    assert isinstance(above, Paragraph) and isinstance(found, Table)
    assert above.text == "見出し"
    assert found.rows()[0] == ["取組項目", "4月", "5月", "6月", "7月"]
    assert found.rows()[1:] == ROWS


def test_marks_below_them_are_of_their_months() -> None:
    marks = brief(titled(MONTHS, grid()).of("schedule_mark"), "activity_ja", "month", "mark")
    assert ("案内の送付", "2022-06", "○原稿作成") in marks
    assert len(marks) == 5


def test_other_lines_are_no_headings() -> None:
    own = table([["取組項目", "4月", "5月", "6月", "7月"], *ROWS], boxed=True)
    places = replace(grid(), cells=[replace(cell, box=None) for cell in grid().cells])
    for line, below in (
        (heads("取組項目", "4月", "5月", "6月", "7月", bottom=-30.0), grid()),
        (heads("取組項目", "4月", "5月", "6月", "7月", shift=WIDE), grid()),
        (heads("取組項目", "4月", "6月", "5月", "7月"), grid()),
        (heads("取組項目", "4月", "5月", "本部", "支部"), grid()),
        (MONTHS, own),
        (MONTHS, places),
    ):
        assert with_heads_above([line, below]) == [line, below]


def _groups(*middles: float) -> Paragraph:
    """A line of years with these middles."""
    years = ("令和4年度", "令和3年度", "令和2年度")
    pieces = [
        Line(year, Place(1), box=(middle - 18, -9.0, middle + 18, -1.0))
        for year, middle in zip(years, middles, strict=False)
    ]
    return Paragraph([Line("年度", Place(1), box=(40.0, -9.0, 200.0, -1.0), pieces=tuple(pieces))])


GROUPED = table([["", "件数", "割合", "件数", "割合"], ["窓口", "10", "5.1%", "12", "6.2%"]], boxed=True)


def test_years_over_groups_of_the_same_headings() -> None:
    (found,) = with_heads_above([_groups(2 * WIDE, 4 * WIDE), GROUPED])
    assert isinstance(found, Table)
    assert found.rows()[0] == ["", "令和4年度", "", "令和3年度", ""]
    assert [(cell.col, cell.colspan) for cell in found.cells if cell.row == 0] == [(1, 2), (3, 2)]


def test_words_that_do_not_stand_over_the_middle_of_each_group_stay_text() -> None:
    for above in (_groups(2 * WIDE, 3 * WIDE), _groups(2 * WIDE), _groups(WIDE, 2.5 * WIDE, 4 * WIDE)):
        assert with_heads_above([above, GROUPED]) == [above, GROUPED]


def _over_figures(*middles: float) -> Paragraph:
    """Words with these middles, wider than the columns they stand over."""
    words = zip(("種別", "決定件数の計", "うち10営業日以内", "達成率"), middles, strict=True)
    pieces = [Line(word, Place(1), box=(x - 22, -9.0, x + 22, -1.0)) for word, x in words]
    whole = Line("　".join(piece.text for piece in pieces), Place(1), box=(0, -9.0, 160, -1.0), pieces=tuple(pieces))
    return Paragraph([Line("支払状況", Place(1)), whole])


FIGURES = table([["傷病手当金", "7,120件", "7,110件", "99.9%"], ["出産手当金", "812件", "812件", "100%"]], boxed=True)


def test_one_word_over_each_column_is_its_heading_however_far_it_runs() -> None:
    above, found = with_heads_above([_over_figures(20, 58, 104, 138), FIGURES])
    assert isinstance(found, Table) and above == Paragraph([Line("支払状況", Place(1))])
    assert found.rows()[0] == ["種別", "決定件数の計", "うち10営業日以内", "達成率"]


def test_figures_below_words_that_stand_over_no_column_are_in_doubt() -> None:
    out = titled(_over_figures(20, 58, 78, 138), FIGURES)
    assert {row["review_reason"] for row in out.of("period_figure")} == {HEADS_UNREAD}
