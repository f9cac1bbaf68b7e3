"""Frames of a questionnaire that ask about one KPI each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import Block, Cell, Line, Paragraph, Place, Table, place_of
from extract.shapes.repair.frames.question_frames import with_questions_as_cards
from tests.unit.build import brief, paragraph, table, titled

ASKED = "問３ 「健康宣言事業所数」についてお答えください。"
GOAL, NOW, BEFORE = (
    ("（1）目標は", "900事業所以上とする"),
    ("（2）令和4年度の実績は", "912"),
    ("（3）前年度の実績は", "801"),
)
WORK, JUDGED = ("（4）取り組んだことは", "・案内を送付した。"), ("（5）自己評価は", "○")


def line(text: str, left: float, top: float) -> Line:
    """A line of text where it stands."""
    box = (left, top, left + 8 * len(text), top + 10)
    return Line(text, Place(1, bbox=box), size=9.0, box=box)


def inner(row: Sequence[str], top: float) -> Table:
    """What an underline makes of a label, its answer and the unit behind that."""
    cells = []
    for col, text in enumerate(row):
        said = line(text, (10.0, 200.0, 260.0)[col], top)
        cells.append(Cell(0, col, [Paragraph([said])], place=said.place, box=said.box))
    return Table(f"1.0.{top}", 1, len(row), cells, Place(1, bbox=(10.0, top, 400.0, top + 12)))


def frame(asked: str, *rows: Sequence[str]) -> Table:
    """A question over its labels and answers, of which those with a unit are underlined."""
    blocks: list[Block] = []
    for i, row in enumerate(rows):
        top = 60.0 + 16 * i
        pieces = tuple(line(text, left, top) for text, left in zip(row, (10.0, 200.0), strict=False) if text)
        joined = Line("\t".join(row), place_of(pieces), size=9.0, box=pieces[0].box, pieces=pieces)
        blocks.append(inner(row, top) if len(row) > 2 else Paragraph([joined if row[0] else pieces[0]]))
    head = line(asked, 10.0, 40.0)
    sides = (5.0, 35.0, 500.0, 300.0)
    cells = [
        Cell(0, 0, [Paragraph([head])], place=head.place, box=(5.0, 35.0, 500.0, 55.0)),
        Cell(1, 0, blocks, place=Place(1, bbox=(5.0, 55.0, 500.0, 300.0)), box=(5.0, 55.0, 500.0, 300.0)),
    ]
    return Table("1.0", 2, 1, cells, Place(1, bbox=sides))


def test_answers_are_those_of_the_kpi_that_the_question_names() -> None:
    rows = (GOAL, (*NOW, "事業所"), (*BEFORE, "事業所"), WORK, JUDGED)
    out = titled(paragraph("評価 ○目標達成 △目標未達成"), frame(ASKED, *rows))
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [
        ("health_declaration_workplaces", ">=", 900)
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "value") == [
        ("health_declaration_workplaces", 2022, 912),
        ("health_declaration_workplaces", 2021, 801),
    ]
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [("健康宣言事業所数", "○")]
    assert not out.of("period_figure") and not out.of("reject")


def test_a_figure_on_two_lines_is_in_doubt() -> None:
    out = titled(frame(ASKED, GOAL, ("（2）令和4年度の実績は", "9"), ("", "12事業所")))
    assert [state for (state,) in brief(out.of("kpi_actual"), "review_state")] == ["flagged"]


@pytest.mark.parametrize(
    "parts",
    [
        ("問３ 「職員の満足度」についてお答えください。", GOAL),  # no KPI
        ("「健康宣言事業所数」", GOAL),  # no question
        (ASKED, GOAL, ("900事業所",)),  # a figure that no label asks for
        (ASKED, GOAL, GOAL),
        (ASKED, WORK),
    ],
)
def test_other_frames_stay_whole(parts: tuple[str, Sequence[str]]) -> None:
    whole = frame(*parts)
    assert with_questions_as_cards([whole]) == [whole]


@pytest.mark.parametrize("block", [paragraph("（1）目標は 70.0%以上とする"), table([["満足度", "70.0%以上と\nする"]])])
def test_a_target_that_no_rule_reads_is_rejected(block: Block) -> None:
    texts = [str(text) for (text,) in brief(titled(block).of("reject"), "extracted_text")]
    assert any("70.0" in text for text in texts)
