"""Words that columns without rules cut, and what stands in the middle of all of them."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.shapes.repair.columns.words_over_columns import ALL_YEAR, with_whole_words
from tests.unit.build import HIGH, WIDE, brief, document, table, titled

HEADS = ["取組項目", "上期", "下期"]


def _cut(left: str, right: str, gap: float = 0.0) -> Table:
    """A row whose two parts of the year hold the words at the line between them."""
    made = table([HEADS, ["訪問", "", ""], ["研修", "●", ""]], boxed=True)
    border = 2 * WIDE

    def cell(old: Cell) -> Cell:
        if old.row != 1 or old.col == 0:
            return old
        text = left if old.col == 1 else right
        x = border - gap - 8.0 * len(text) if old.col == 1 else border + gap
        box = (x, HIGH + 2, x + 8.0 * len(text), HIGH + 10)
        return replace(old, blocks=[Paragraph([Line(text, Place(1, bbox=box), size=8.0, box=box)])])

    return replace(made, cells=[cell(old) for old in made.cells])


def test_a_word_cut_between_two_parts_is_of_both() -> None:
    out = titled(_cut("通", "年"), title="令和4年度 大分支部行動計画")
    found = [row for row in brief(out.of("schedule_mark"), "activity_ja", "mark", "review_state") if row[0] == "訪問"]
    assert found == [("訪問", "通年", "flagged")] * 12


def test_words_apart_stay_apart() -> None:
    cells = {
        cell.text for cell in next(with_whole_words(document([_cut("準備", "実施", 4.0)])).pages[0].tables()).cells
    }
    assert {"準備", "実施"} <= cells


def test_what_stands_in_the_middle_of_all_quarters_is_of_all() -> None:
    rows = [["取組項目", "1Q", "2Q", "3Q", "4Q"], ["訪問", "", "随時実施", None, ""], ["研修", "●", "", "", "●"]]
    made = table(rows, boxed=True, spans={(1, 2): (1, 2)})  # type: ignore[arg-type]
    whole = next(with_whole_words(document([made])).pages[0].tables()).at(1, 1)
    assert whole is not None
    assert (whole.text, whole.colspan, whole.lines[0].doubt) == ("随時実施", 4, ALL_YEAR)


def test_a_month_cut_between_its_number_and_its_sign_stands_over_both_columns() -> None:
    def month(cell: Cell, text: str, x: float) -> Cell:
        box = (x, 2.0, x + 8.0, HIGH - 2)
        return replace(cell, blocks=[Paragraph([Line(text, Place(1, bbox=box), size=8.0, box=box)])])

    made = table([["", "", "", "5月"], ["件数", "12", "", "15"]], boxed=True)
    border = 2 * WIDE
    torn = {(0, 1): ("4", border - 8.0), (0, 2): ("月", border)}
    cells = [month(c, *torn[c.row, c.col]) if (c.row, c.col) in torn else c for c in made.cells]
    whole = next(with_whole_words(document([replace(made, cells=cells)])).pages[0].tables()).at(0, 2)
    assert whole is not None
    assert (whole.text, whole.col, whole.colspan) == ("4月", 1, 2)
