"""Rows of a schedule that no rule holds, below headings of months."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import BBox, Block, Line, Paragraph, Place
from extract.interpret import interpret
from extract.shapes.repair.schedules.month_frames import Frame, Word
from extract.shapes.repair.schedules.placed_rows import Band, printed_rows
from tests.unit.build import HIGH, WIDE, brief, document, paragraph, table, titled

HEADS = ["取組項目", "4月", "5月", "6月", "7月", "8月", "9月"]
ABOVE = [HEADS, ["案内の送付", "●", "", "●", "", "", ""]]


def _line(label: str, marks: dict[int, str], row: float, page: int = 1) -> Line:
    """A name at the left and marks under the months (1 is April), on the height of a row below the table."""
    top = HIGH * row + 2
    made: list[Line] = []
    for text, x in ((label, 2.0), *((mark, WIDE * col + WIDE / 2 - 3) for col, mark in marks.items())):
        box: BBox = (x, top, x + 6.0 * len(text), top + 8)
        made.append(Line(text, Place(page, bbox=box), size=8.0, box=box))
    whole: BBox = (2.0, top, WIDE * 8, top + 8)
    text = "\t".join(line.text for line in made)
    return Line(text, Place(page, bbox=whole), size=8.0, box=whole, pieces=tuple(made) if len(made) > 1 else ())


def test_lines_below_a_table_of_headings_are_its_rows_and_in_doubt() -> None:
    lines = [_line("訪問", {2: "●", 5: "○"}, 1), _line("研修", {6: "●"}, 2)]
    out = titled(table([HEADS], boxed=True), Paragraph(lines), title="令和4年度 大分支部行動計画")
    assert brief(out.of("schedule_mark"), "activity_ja", "month", "mark", "review_state") == [
        ("訪問", "2022-05", "●", "flagged"),
        ("訪問", "2022-08", "○", "flagged"),
        ("研修", "2022-09", "●", "flagged"),
    ]


def test_the_ends_of_an_arrow_say_which_months_it_is_of() -> None:
    lines = [_line("訪問", {2: "←", 3: "随時", 5: "→"}, 1), _line("研修", {6: "●"}, 2)]
    out = titled(table([HEADS], boxed=True), Paragraph(lines), title="令和4年度 大分支部行動計画")
    found = brief(out.of("schedule_mark"), "month", "mark")
    assert found[:-1] == [(f"2022-0{month}", "←随時→") for month in (5, 6, 7, 8)]


def test_a_title_ends_the_rows() -> None:
    lines = [_line("訪問", {2: "●", 4: "●"}, 1), _line("（単位：人）", {2: "対象者", 4: "見込者"}, 2)]
    out = titled(table([HEADS], boxed=True), Paragraph(lines), title="令和4年度 大分支部行動計画")
    assert {row["activity_ja"] for row in out.of("schedule_mark")} == {"訪問"}


def test_rows_go_on_at_the_top_of_the_next_page() -> None:
    lines = [_line("結果の集計", {2: "●", 4: "●"}, 1, 2), _line("振り返り", {1: "○"}, 2, 2)]
    pages = [paragraph("令和4年度 大分支部行動計画"), table(ABOVE, boxed=True)], [Paragraph(lines)]
    found = interpret(document(*pages))[0].of("schedule_mark")
    assert brief([row for row in found if row["page"] == 2], "activity_ja", "month", "mark", "review_state") == [
        ("結果の集計", "2022-05", "●", "flagged"),
        ("結果の集計", "2022-07", "●", "flagged"),
        ("振り返り", "2022-04", "○", "flagged"),
    ]


@pytest.mark.parametrize("marks", [{2: "120", 4: "98"}, {2: "12.5%", 3: "●", 4: "98"}])
def test_figures_below_months_are_no_schedule(marks: dict[int, str]) -> None:
    out = titled(table([HEADS], boxed=True), Paragraph([_line("訪問", marks, 1), _line("研修", {6: "14"}, 2)]))
    assert not out.of("schedule_mark")


def test_a_grid_that_rules_hold_stays_as_it_is() -> None:
    out = titled(table(ABOVE, boxed=True), title="令和4年度 大分支部行動計画")
    assert brief(out.of("schedule_mark"), "month", "review_state") == [("2022-04", "ok"), ("2022-06", "ok")]


RULED = [["訪問", "●", "", "●\n東部", "", "", ""], ["研修", "", "●", "", "", "", "●"]]


def test_words_below_one_mark_and_a_remark_below_the_name_part_no_ruled_row() -> None:
    def cell(*lines: tuple[str, float], x: float) -> list[Block]:
        boxes: list[BBox] = [(x, top, x + 9.0 * len(text), top + 9) for text, top in lines]
        return [
            Paragraph([Line(text, Place(1, bbox=box), size=9.0, box=box)])
            for (text, _), box in zip(lines, boxes, strict=True)
        ]

    row = ["", cell(("●", 13.5), x=WIDE * 1.4), "", "", cell(("●研", 10.0), ("修※", 19.0), x=WIDE * 4.3), "", ""]
    row[0] = cell(("外部の研修", 10.0), ("※予定", 19.0), x=2.0)
    out = titled(table([HEADS, row], boxed=True), title="令和4年度 大分支部行動計画")
    assert brief(out.of("schedule_mark"), "activity_ja", "month", "mark", "review_state") == [
        ("外部の研修※予定", "2022-04", "●", "ok"),
        ("外部の研修※予定", "2022-07", "●研修※", "ok"),
    ]


def _piece(text: str, left: float, top: float) -> Line:
    box = (left, top, left + 9.0 * len(text), top + 9)
    return Line(text, Place(1, bbox=box), size=9.0, box=box)


def _word(text: str, middle: float, top: float, high: float = 9.0) -> Word:
    box = (middle - high * len(text) / 2, top, middle + high * len(text) / 2, top + high)
    return Word(Line(text, Place(1, bbox=box), box=box), box)


@pytest.mark.parametrize(("text", "fits"), [("※２", True), ("※", True), ("冬季", True), ("※予定", False)])
def test_the_sign_of_a_footnote_stands_below_a_mark_and_a_remark_ends_the_schedule(text: str, fits: bool) -> None:
    frame = Frame(tuple(_word(head, 60 + 40 * i, 4) for i, head in enumerate(HEADS[1:])), (), ())
    assert frame.fits(_word(text, 140, 20, 6)) is fits


@pytest.mark.parametrize("beside", ["担当:業務G", "業務班"])
def test_the_title_below_a_ruled_schedule_is_no_row_of_it(beside: str) -> None:
    top, right = HIGH * 4, WIDE * 6 + 2
    parts = _piece("2.経費", 2, top), _piece(beside, right, top)
    title = Line(f"2.経費\t{beside}", Place(1), size=9.0, box=(2, top, right + 40, top + 9), pieces=parts)
    blocks = [paragraph("令和4年度 大分支部行動計画"), table([HEADS, *RULED], boxed=True), Paragraph([title])]
    assert brief(
        interpret(document(blocks))[0].of("schedule_mark"), "activity_ja", "month", "mark", "review_state"
    ) == [
        ("訪問", "2022-04", "●", "ok"),
        ("訪問", "2022-06", "●東部", "ok"),
        ("研修", "2022-05", "●", "ok"),
        ("研修", "2022-09", "●", "ok"),
    ]


def test_words_below_marks_are_of_these_marks_and_no_row_of_their_own() -> None:
    marks = [
        _word("●", 100, 20),
        _word("東部", 100, 30, 6),
        _word("●", 140, 23.5),
        _word("●", 100, 50),
        _word("研修", 140, 50),
    ]
    rows = printed_rows(Band(labels=[_word("訪問", 20, 23.5), _word("広報", 20, 50)], marks=marks))
    assert [([w.text for w in row.labels], [w.text for w in row.marks]) for row in rows] == [
        (["訪問"], ["●東部", "●"]),
        (["広報"], ["●", "研修"]),
    ]


def test_a_table_without_a_column_for_each_month_goes_on_below_remarks_and_feet() -> None:
    lines = [_line("訪問", {2: "●", 5: "○"}, 1), _line("研修", {6: "●"}, 2)]
    below = table([["", "", ""], ["", "", ""]], boxed=True, page=2, index="2.0", xs=[0, WIDE, WIDE * 3, WIDE * 7])
    rows = [_line("集計", {3: "●"}, 0, 2), _line("公表", {6: "●"}, 1, 2)]
    cells = [replace(cell, blocks=[Paragraph([rows[cell.row]])] if cell.col == 0 else []) for cell in below.cells]
    pages = [
        [paragraph("令和4年度 大分支部行動計画"), table([HEADS], boxed=True), Paragraph(lines)],
        [replace(below, cells=cells)],
    ]
    pages[0].append(paragraph("※1 会場により異なる。"))
    pages[0].append(paragraph("大分支部行動計画 1/2"))
    pages[1].append(paragraph("大分支部行動計画 2/2", page=2))
    found = interpret(document(*pages))[0].of("schedule_mark")
    assert brief([row for row in found if row["page"] == 2], "activity_ja", "month", "review_state") == [
        ("集計", "2022-06", "flagged"),
        ("公表", "2022-09", "flagged"),
    ]


def test_what_signs_stand_for_and_a_narrower_table_are_no_rows_of_a_ruled_schedule() -> None:
    legend = _line("●：実施", {1: "→：継続"}, 2)
    parts = table([["取組", "上期", "下期"], ["訪問", "●", "●"]], boxed=True, xs=[0.0, 80.0, 160.0, 220.0], index="1.1")
    moved = [replace(cell, box=(b[0], b[1] + 60, b[2], b[3] + 60)) for cell in parts.cells if (b := cell.box)]
    out = titled(
        table(ABOVE, boxed=True), Paragraph([legend]), replace(parts, cells=moved), title="令和4年度 大分支部行動計画"
    )
    marks = brief(out.of("schedule_mark"), "activity_ja", "month", "review_state")
    assert marks[:2] == [("案内の送付", "2022-04", "ok"), ("案内の送付", "2022-06", "ok")]
    assert not any(activity.startswith(("●", "取組")) for activity, _, _ in marks)
