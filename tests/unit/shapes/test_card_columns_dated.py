"""Cards whose figure stands below its date on the left, with its target and other figures at the right."""

from __future__ import annotations

import pytest

from extract.document import BBox, Cell, Line, Paragraph, Place, Table
from extract.shapes.tables.card_columns import columns_in_turn
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
