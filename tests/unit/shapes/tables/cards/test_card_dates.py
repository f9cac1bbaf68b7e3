"""Dates in brackets in a line of their own under the labels of a card."""

from __future__ import annotations

import pytest

from extract.document import BBox, Cell, Line, Paragraph, Place, Table
from extract.recorder import Recorder
from extract.shapes.names.line_words import by_words
from extract.shapes.tables.cards.card_dates import WHOSE_DATE, with_dates_on_labels
from tests.unit.build import brief, titled

NAME = "健康宣言事業所数"
LABELS = ("目標", "実績", "前年同月")
DATES = ("(令和7年度)", "(令和7年8月末)", "(令和6年8月末)")


def _piece(text: str, middle: float, y: float, size: float = 8.0) -> Line:
    wide = size * sum(2 if ord(letter) > 255 else 1 for letter in text) / 2
    box: BBox = (middle - wide / 2, y, middle + wide / 2, y + size)
    return Line(text, Place(1, bbox=box), size=size, box=box)


def _line(texts: tuple[str, ...], y: float, size: float = 8.0, apart: bool = True) -> Line:
    """Texts in the middles of three columns; not `apart`, the gaps between them are those between words."""
    pieces = tuple(_piece(text, 50.0 + 80 * i, y, size) for i, text in enumerate(texts))
    boxes = [piece.box or (0.0, 0.0, 0.0, 0.0) for piece in pieces]
    box: BBox = (boxes[0][0], y, boxes[-1][2], y + size)
    return Line(("\t" if apart else " ").join(texts), Place(1, bbox=box), size, box=box, pieces=pieces if apart else ())


def _read(*lines: Line) -> Recorder:
    sides: BBox = (0.0, 0.0, 300.0, 90.0)
    cell = Cell(0, 0, [Paragraph([_piece(NAME, 60.0, 5.0), *lines])], place=Place(1, bbox=sides), box=sides)
    card = Table("1.0", 1, 1, [cell], Place(1, bbox=sides))
    return titled(card, title="令和7年度上期 大分支部KPIの進捗状況")


@pytest.mark.parametrize("apart", [True, False])
def test_each_date_is_that_of_the_label_over_it(apart: bool) -> None:
    figures = _line(("900事業所以上", "912事業所", "871事業所"), 20, 14.0)
    out = _read(figures, _line(LABELS, 40), _line(DATES, 50, apart=apart))
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value", "review_state") == [(2025, 900, "ok")]
    found = brief(out.of("kpi_actual"), "fiscal_year", "value", "as_of", "review_state")
    assert found == [(2025, 912, "2025-08", "ok"), (2024, 871, "2024-08", "ok")]


def test_figures_in_large_print_stand_over_their_labels_though_narrow_gaps_part_them() -> None:
    figures = _line(("900事業所以上", "912事業所", "871事業所"), 20, 10.0, apart=False)
    out = _read(figures, _line(LABELS, 40), _line(DATES, 50))
    assert [value for (value,) in brief(out.of("kpi_actual"), "value")] == [912, 871]


def test_dates_below_no_one_label_leave_the_card_in_doubt() -> None:
    lines = [_line(("目標", "実績"), 40), _line(DATES, 50)]
    assert {line.doubt for line in with_dates_on_labels(lines)} == {WHOSE_DATE}
    assert with_dates_on_labels(lines[:1]) == lines[:1]


def test_words_of_a_line_stand_where_their_letters_are() -> None:
    line = _line(("61.5%", "47.3%"), 0, apart=False)
    assert line.box is not None
    first, second = by_words(line)
    assert first.box is not None and second.box is not None
    assert (first.box[0], second.box[2]) == (line.box[0], pytest.approx(line.box[2]))
    assert first.box[2] < second.box[0]


def test_figures_under_no_label_that_a_rule_knows_are_rejected_one_by_one() -> None:
    out = _read(_line(("104件", "119件", "223件"), 20, apart=False), _line(("甲地区", "乙地区", "両地区"), 40))
    assert [row["extracted_text"] for row in out.of("reject")] == ["104件", "119件", "223件"]
