"""Cards whose large figure stands beside what it is compared with."""

from __future__ import annotations

import pytest

from extract.document import Cell, Line, Paragraph, Place, Table
from extract.recorder import Recorder
from extract.shapes.tables.cards.card_columns import columns_in_turn
from tests.unit.build import brief, titled

NAME = "健康宣言事業所数"
BESIDE = [("目標 900事業所以上", 22.0), ("前年度 871事業所", 32.0), ("全国平均 640事業所", 42.0)]


def _line(text: str, x: float, y: float, width: float = 60.0) -> Line:
    return Line(text, Place(1, (x, y, x + width, y + 9)), 9.0, box=(x, y, x + width, y + 9))


def _across(*pieces: Line) -> Line:
    place = pieces[0].place.joined(pieces[-1].place)
    return Line("\t".join(piece.text for piece in pieces), place, 9.0, box=place.bbox, pieces=pieces)


def _card(left: float, labels: float) -> list[Line]:
    """A name, a dated figure at `left` and three labelled ones at `labels`, as lines read across."""
    beside = [_line(text, labels, y, 90.0) for text, y in BESIDE]
    figure = _line("912事業所", left, 42.0)
    last = sorted((figure, beside[2]), key=lambda line: line.place.bbox or ())
    return [
        _line(NAME, 10, 5), beside[0], _line("実績(令和4年9月末)", left, 27.0), beside[1], _across(*last),
    ]  # fmt: skip


def _read(lines: list[Line]) -> Recorder:
    cell = Cell(0, 0, [Paragraph(lines)], place=lines[0].place, box=(0.0, 0.0, 300.0, 60.0))
    return titled(Table("1.0", 1, 1, [cell], cell.place), title="令和4年度上期 大分支部事業の進捗状況")


@pytest.mark.parametrize(("left", "labels"), [(10.0, 120.0), (140.0, 10.0)])
def test_the_figure_comes_before_what_stands_beside_it(left: float, labels: float) -> None:
    lines = columns_in_turn(_card(left, labels))
    assert [line.text for line in lines] == [
        NAME, "実績(令和4年9月末)", "912事業所", *(text for text, _ in BESIDE),
    ]  # fmt: skip


def test_its_facts() -> None:
    out = _read(_card(10.0, 120.0))
    assert brief(out.of("kpi_target"), "target_value") == [(900,)]
    found = brief(out.of("kpi_actual"), "fiscal_year", "value", "scope")
    assert found == [(2022, 912, "branch"), (2021, 871, "branch"), (2022, 640, "national_average")]


@pytest.mark.parametrize(
    "other",
    [
        [_line("目標 95%以上", 10, 22), _line("実績 96%", 10, 32)],  # labels of their own: a second column of pairs
        [_line("912事業所", 10, 22), _line("34人", 10, 32)],  # two figures: which of them is meant is open
        [_line("912事業所", 100, 22)],  # runs into the labels
    ],
)
def test_what_is_not_sure_stays_as_it_is(other: list[Line]) -> None:
    lines = [_line(NAME, 10, 5), *(_line(text, 120, y, 90.0) for text, y in BESIDE), *other]
    lines.sort(key=lambda line: line.sides)
    assert columns_in_turn(lines) == lines


def test_a_figure_of_no_name_on_a_card_is_rejected() -> None:
    texts = (NAME, "目標 900事業所以上", "受付の状況", "前年度 871件")
    out = _read([_line(text, 10, 5 + 10 * i) for i, text in enumerate(texts)])
    assert "前年度 871件" in [row["extracted_text"] for row in out.of("reject")]
