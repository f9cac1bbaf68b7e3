"""Cards whose figure stands below its date on the left, with its target and other figures at the right."""

from __future__ import annotations

import pytest

from extract.document import BBox, Cell, Line, Paragraph, Place, Table
from extract.shapes.tables.cards.card_columns import columns_in_turn
from tests.unit.build import brief, paragraph, titled

_RIGHT = 150.0


def _line(text: str, x: float, y: float, size: float = 9.0) -> Line:
    box: BBox = (x, y, x + size * len(text), y + size)
    return Line(text, Place(1, bbox=box), size=size, box=box)


def _joined(left: Line, right: Line, gap: bool) -> Line:
    assert left.box is not None and right.box is not None
    box: BBox = (left.box[0], min(left.box[1], right.box[1]), right.box[2], max(left.box[3], right.box[3]))
    text = ("\t" if gap else " ").join((left.text, right.text))
    return Line(text, Place(1, bbox=box), size=9.0, box=box, pieces=(left, right) if gap else ())


def _card(gap: bool, date: str = "12月末", figure: str = "912事業所", target: str = "目標 900事業所以上") -> list[Line]:
    main = _joined(_line(figure, 10.0, 60.0, 20.0), _line("前年同期 865事業所", _RIGHT, 66.0), gap)
    return [_line("健康宣言事業所数", 10.0, 10.0), _line(date, 10.0, 40.0), _line(target, _RIGHT, 50.0), main]


_READ = ["健康宣言事業所数", "12月末", "912事業所", "目標 900事業所以上", "前年同期 865事業所"]


@pytest.mark.parametrize("gap", [True, False])
def test_each_side_is_read_from_top_to_bottom(gap: bool) -> None:
    assert [line.text for line in columns_in_turn(_card(gap))] == _READ


def test_the_date_may_share_the_line_of_the_target() -> None:
    name, date, target, main = _card(True)
    lines = [name, _joined(date, target, gap=True), main]
    assert [line.text for line in columns_in_turn(lines)] == _READ


@pytest.mark.parametrize(
    "lines",
    [
        _card(True, date="対象事業所", target="商工会で紹介した"),  # neither a date nor a column of labels
        _card(True, target="商工会で紹介した"),  # a side with other words
        [*_card(True), _line("871事業所", 60.0, 90.0)],  # between the sides
        [*_card(True), _line("871事業所", 10.0, 90.0)],  # which of two figures the date is of
    ],
)
def test_other_cards_stay_as_they_are(lines: list[Line]) -> None:
    assert columns_in_turn(lines) == lines


@pytest.mark.parametrize("gap", [True, False])
def test_the_figure_is_of_the_month_above_it(gap: bool) -> None:
    sides: BBox = (0.0, 0.0, 320.0, 100.0)
    cell = Cell(0, 0, [Paragraph(_card(gap, date="11月末"))], place=Place(1, bbox=sides), box=sides)
    card = Table("1.0", 1, 1, [cell], Place(1, bbox=sides))
    out = titled(card, title="令和4年度第3四半期 大分支部事業の進捗状況")
    assert brief(out.of("kpi_target"), "target_value") == [(900,)]
    assert brief(out.of("kpi_actual"), "value", "as_of", "review_state") == [
        (912, "2022-11", "ok"),
        (865, "2021-11", "ok"),
    ]


def test_a_remark_with_the_same_month_of_another_year_is_no_sure_date() -> None:
    sides: BBox = (0.0, 0.0, 320.0, 100.0)
    cell = Cell(0, 0, [Paragraph(_card(True, date="10月診療分"))], place=Place(1, bbox=sides), box=sides)
    card = Table("1.0", 1, 1, [cell], Place(1, bbox=sides))
    remark = paragraph("※健康宣言事業所数は令和3年10月末")
    out = titled(card, remark, title="令和4年度第3四半期 大分支部事業の進捗状況")
    assert {row["review_state"] for row in out.of("kpi_actual") if row["value"] == 912} == {"flagged"}


def _dated_below(when: str, gap: bool) -> list[Line]:
    """A card whose figure has its time below it, and last year's beside that a wide gap behind its label."""
    figure = _joined(_line("91.2%", 20.0, 30.0, 20.0), _line("目標 90.5%以上", _RIGHT, 33.0), gap=True)
    time, prior = _line(when, 15.0, 52.0, 5.0), _line("前年同月", _RIGHT, 50.0)
    value, nation = _line("88.4%", _RIGHT + 50.0, 50.0), _line("全国平均 89.9%", _RIGHT, 66.0)
    box: BBox = (15.0, 50.0, _RIGHT + 95.0, 59.0)
    pieces = (time, prior, value) if gap else ()
    text = ("\t" if gap else " ").join((when, "前年同月", "88.4%"))
    row = Line(text, Place(1, bbox=box), size=9.0, box=box, pieces=pieces)
    return [_line("ジェネリック医薬品使用割合", 10.0, 10.0), figure, row, nation]


@pytest.mark.parametrize("gap", [True, False])
def test_a_time_below_the_figure_is_parted_from_the_label_beside_it(gap: bool) -> None:
    read = [line.text for line in columns_in_turn(_dated_below("令和5年2月診療分実績", gap))]
    assert read[1:] == ["91.2%", "令和5年2月診療分実績", "目標 90.5%以上", "前年同月 88.4%", "全国平均 89.9%"]


@pytest.mark.parametrize("gap", [True, False])
def test_the_figure_is_of_the_month_below_it(gap: bool) -> None:
    sides: BBox = (0.0, 0.0, 320.0, 100.0)
    lines = _dated_below("令和5年2月診療分実績", gap)
    cell = Cell(0, 0, [Paragraph(lines)], place=Place(1, bbox=sides), box=sides)
    out = titled(Table("1.0", 1, 1, [cell], Place(1, bbox=sides)), title="令和4年度 大分支部 事業報告書")
    assert brief(out.of("kpi_actual"), "value", "scope", "as_of", "review_state") == [
        (91.2, "branch", "2023-02", "ok"),
        (88.4, "branch", "2022-02", "ok"),
        (89.9, "national_average", "2023-02", "ok"),
    ]


@pytest.mark.parametrize("row", ["令和5年2月診療分実績前年同月 88.4%", "令和5年2月診療分実績"])
def test_a_month_at_no_figure_leaves_those_without_one_in_doubt(row: str) -> None:
    sides: BBox = (0.0, 0.0, 320.0, 100.0)
    texts = ["ジェネリック医薬品使用割合", "91.2%", "目標 90.5%以上", row]
    lines = [_line(text, 10.0, 10.0 + 16.0 * at) for at, text in enumerate(texts)]
    cell = Cell(0, 0, [Paragraph(lines)], place=Place(1, bbox=sides), box=sides)
    out = titled(Table("1.0", 1, 1, [cell], Place(1, bbox=sides)), title="令和4年度 大分支部 事業報告書")
    assert {row["review_state"] for row in out.of("kpi_actual") if row["value"] == 91.2} == {"flagged"}
