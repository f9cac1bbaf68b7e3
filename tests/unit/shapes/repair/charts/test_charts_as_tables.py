"""Bar charts over months: figures stand over the months that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.document import Block, Cell, Line, Paragraph, Place, Table
from extract.recorder import Recorder
from extract.shapes.repair.charts.charts_as_tables import with_charts_as_tables
from tests.unit.build import brief, titled

TITLE = "窓口の来訪者数の月別推移（令和4年度、人）"
STEP = 60.0


def at(text: str, middle: float, top: float, width: float = 20.0) -> Line:
    box = (middle - width / 2, top, middle + width / 2, top + 10)
    return Line(text, Place(1, bbox=box), size=9.0, box=box)


def row(top: float, *pieces: tuple[str, float]) -> Line:
    """Words on one line, each around the middle of a month counted from 0."""
    parts = tuple(at(text, STEP * (month + 1), top) for text, month in pieces)
    whole = at("\t".join(text for text, _ in pieces), 200, top, 400)
    return replace(whole, pieces=parts) if len(parts) > 1 else parts[0]


def chart(bars: Sequence[Line], months: Sequence[str] = ("4月", "5月", "6月", "7月")) -> list[Block]:
    axis = row(200, *((month, i) for i, month in enumerate(months)))
    return [Paragraph([at(TITLE, 150, 80, 200), *bars, axis, at("1", 200, 260)])]


BARS = [row(100, ("1,310", 1)), row(120, ("298", 0), ("301.5", 3)), row(140, ("250", 2))]


def read(blocks: Sequence[Block]) -> Recorder:
    return titled(*blocks)


def test_every_figure_is_of_the_month_below_it_and_flagged() -> None:
    rows = read(chart(BARS)).of("monthly_actual")
    assert brief(rows, "month", "value", "unit") == [
        ("2022-04", 298, "人"),
        ("2022-05", 1310, "人"),
        ("2022-06", 250, "人"),
        ("2022-07", 301.5, "人"),
    ]
    assert {(row["measure_ja"], row["review_state"]) for row in rows} == {("窓口の来訪者数の月別推移", "flagged")}


@pytest.mark.parametrize(
    "bars",
    [
        [*BARS, row(90, ("280", 0))],  # a second series
        [row(100, ("310", 1)), row(120, ("298", 0.5)), row(140, ("250", 2))],  # over no month
        BARS[:1],
    ],
)
def test_other_figures_leave_the_chart_unread_and_are_rejected(bars: list[Line]) -> None:
    out = read(chart(bars))
    assert out.of("monthly_actual") == []
    wanted = {piece.text for bar in bars for piece in bar.pieces or (bar,)}
    assert {row["extracted_text"] for row in out.of("reject")} == wanted


def test_a_scale_left_of_the_bars_is_no_figure_of_a_month() -> None:
    scale = [row(90, ("1,500", -1)), row(190, ("0", -1))]
    out = read(chart([scale[0], *BARS, scale[1]]))
    assert len(out.of("monthly_actual")) == 4


def test_months_out_of_turn_are_no_axis() -> None:
    blocks = chart(BARS, ("4月", "6月", "9月", "3月"))
    assert with_charts_as_tables(blocks) == blocks


def test_charts_side_by_side_have_each_its_own_title() -> None:
    left, right = ["4月", "5月", "6月"], ["4月", "5月", "6月"]
    axis = row(200, *((month, i) for i, month in enumerate([*left, "", *right]) if month))
    bars = [row(100, ("310", 1), ("1,050", 5)), row(120, ("298", 0), ("250", 2), ("998", 4), ("870", 6))]
    titles = [row(70, ("窓口の来訪者数", 1), ("電話の相談件数", 5)), row(82, ("（人）", 1), ("（件）", 5))]
    out = read([Paragraph([*titles, *bars, axis])])
    assert brief(out.of("monthly_actual"), "measure_ja", "month", "value", "unit") == [
        ("窓口の来訪者数", "2022-04", 298, "人"),
        ("窓口の来訪者数", "2022-05", 310, "人"),
        ("窓口の来訪者数", "2022-06", 250, "人"),
        ("電話の相談件数", "2022-04", 998, "件"),
        ("電話の相談件数", "2022-05", 1050, "件"),
        ("電話の相談件数", "2022-06", 870, "件"),
    ]


def _pairs(*legend: str, beside: float = 0.15) -> list[Block]:
    """A chart with two figures over each month."""
    names = row(90, *((text, i) for i, text in enumerate(legend)))
    bars = [row(100 + 10 * i, (str(310 + i), i - beside), (str(280 + i), i + beside)) for i in range(4)]
    axis = row(200, *((f"{month}月", i) for i, month in enumerate((4, 5, 6, 7))))
    title = at("窓口の来訪者数（単位：人）", 150, 70, 200)
    return [Paragraph([title, names, *bars, axis, at("1", 200, 260)])]


def test_two_figures_over_each_month_are_of_the_years_that_the_line_above_names() -> None:
    rows = read(_pairs("令和4年度", "令和3年度")).of("monthly_actual")
    assert {(row["fiscal_year"], row["value"]) for row in rows} == {
        *((2022, 310.0 + i) for i in range(4)),
        *((2021, 280.0 + i) for i in range(4)),
    }
    assert {row["review_state"] for row in rows} == {"flagged"}


@pytest.mark.parametrize(
    "blocks",
    [
        _pairs("令和4年度", "令和3年度", beside=0.02),  # figures of two lines, above one another
        _pairs("令和4年度", "令和4年度"),
        _pairs("当支部", "全国"),
        _pairs("令和4年度", "令和3年度", "令和2年度"),
    ],
)
def test_figures_over_a_month_of_which_no_line_says_whose_they_are_give_no_facts(blocks: Sequence[Block]) -> None:
    assert read(blocks).of("monthly_actual") == []


def test_what_stands_between_the_axes_of_two_charts_is_no_table() -> None:
    """The first axis and the second, whose lines a reader takes for the rules of one row, and a table beside them."""
    left = Table("1.0", 1, 1, [], Place(1, bbox=(0, 70, 50, 400)))
    upper = [row(100, ("310", 0), ("320", 2)), row(110, ("298", 1))]
    inner = [row(200, ("4月", 0), ("5月", 1), ("6月", 2)), at("窓口の来訪者数（単位：人）", 120, 220, 150)]
    cell = Cell(0, 0, [Paragraph([*inner, row(240, ("41", 0), ("43", 1), ("42", 2))])], place=Place(1))
    between = Table("1.1", 1, 1, [cell], Place(1, bbox=(60, 190, 200, 290)))
    title = row(60, ("表1", -0.9), ("電話の件数（単位：件）", 1))
    below = row(300, ("4月", 0), ("5月", 1), ("6月", 2))
    blocks = with_charts_as_tables([Paragraph([title]), left, Paragraph(upper), between, Paragraph([below])])
    shown = [b.lines[0].text if isinstance(b, Paragraph) else [c.text for c in b.cells] for b in blocks]
    months = ["4月", "5月", "6月"]
    assert shown == [
        "表1",
        [],
        "電話の件数（単位：件）",
        [*months, "310", "298", "320"],
        "窓口の来訪者数（単位：人）",
        [*months, "41", "43", "42"],
    ]


def test_a_row_of_figures_below_months_in_a_box_is_no_chart() -> None:
    inner = [row(200, ("4月", 0), ("5月", 1), ("6月", 2)), row(220, ("41", 0), ("43", 1), ("42", 2))]
    cell = Cell(0, 0, [Paragraph([*inner, at("窓口の来訪者数", 120, 240, 150)])], place=Place(1))
    box = Table("1.1", 1, 1, [cell], Place(1, bbox=(60, 190, 200, 290)))
    assert with_charts_as_tables([box]) == [box]


def test_charts_each_in_a_frame_of_its_own_keep_their_titles() -> None:
    inside = [_pairs("令和3年度", "令和4年度")[0], chart(BARS)[0]]
    cells = [Cell(0, col, [block], place=Place(1)) for col, block in enumerate(inside)]
    rows = read([Table("1.1", 1, 2, cells, Place(1, bbox=(0, 60, 400, 290)))]).of("monthly_actual")
    assert {(row["measure_ja"], row["fiscal_year"]) for row in rows} == {
        ("窓口の来訪者数", 2021),
        ("窓口の来訪者数", 2022),
        ("窓口の来訪者数の月別推移", 2022),
    }
    assert len(rows) == 12
