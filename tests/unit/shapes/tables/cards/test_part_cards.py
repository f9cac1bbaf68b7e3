"""Boxes that print what they count over the parts of the year."""

from __future__ import annotations

import pytest

from extract.document import Line, Place
from extract.recorder import Recorder
from extract.shapes.tables.cards.part_cards import read_part_box
from tests.unit.build import brief, header, recorder, scope

PROGRESS = header(2024, kind="progress", period="H1")


def row(top: float, *words: str) -> Line:
    """Words side by side, each in a column of its own."""
    boxes = [(20.0 + 60 * i, top, 60.0 + 60 * i, top + 10) for i in range(len(words))]
    pieces = tuple(Line(word, Place(1, bbox=box), box=box) for word, box in zip(words, boxes, strict=True))
    box = (boxes[0][0], top, boxes[-1][2], top + 10)
    return Line("\t".join(words), Place(1, bbox=box), box=box, pieces=pieces if len(words) > 1 else ())


def read(*rows: tuple[str, ...], kind: str = "progress") -> tuple[Recorder, bool]:
    out = recorder()
    lines = [row(20.0 * i, *words) for i, words in enumerate(rows)]
    return out, read_part_box(lines, scope(header(2024, kind=kind, period="H1")), out)


FIGURES = ("310件", "295件", "605件")


def test_figures_over_parts_of_the_year() -> None:
    out, is_read = read(("文書による", "納付催告の件数"), FIGURES, ("第1四半期", "第2四半期", "上期計"))
    assert not is_read  # two words side by side are no name's lines
    out, is_read = read(("文書による",), ("納付催告の件数",), FIGURES, ("第1四半期", "第2四半期", "上期計"))
    assert is_read
    assert brief(out.of("period_figure"), "measure_ja", "period", "value", "unit", "review_state") == [
        ("文書による納付催告の件数", "Q1", 310, "件", "ok"),
        ("文書による納付催告の件数", "Q2", 295, "件", "ok"),
        ("文書による納付催告の件数", "H1", 605, "件", "ok"),
    ]


def test_labels_stand_over_figures_as_well() -> None:
    out, is_read = read(("納付催告の件数",), ("4~6月", "7~9月"), ("310件", "295件"))
    assert is_read
    assert brief(out.of("period_figure"), "period", "value") == [("Q1", 310), ("Q2", 295)]


def test_a_bare_sum_is_of_the_quarters_that_it_adds_up() -> None:
    out, _ = read(("納付催告の件数",), FIGURES, ("第1四半期", "第2四半期", "計"))
    assert brief(out.of("period_figure"), "period", "value")[-1] == ("H1", 605)
    out, is_read = read(("納付催告の件数",), ("310件", "295件", "600件"), ("第1四半期", "第2四半期", "計"))
    assert not is_read and out.of("period_figure") == []


@pytest.mark.parametrize(
    "labels",
    [
        ("第1四半期", "第2四半期", "前年同期"),
        ("第1四半期", "第1四半期", "上期計"),
        ("第1四半期", "第2四半期累計", "上期計"),
        ("第1四半期", "第2四半期", "上期目標"),
        ("第1四半期", "第2四半期"),
    ],
)
def test_other_labels_are_left(labels: tuple[str, ...]) -> None:
    out, is_read = read(("納付催告の件数",), FIGURES, labels)
    assert not is_read and out.of("period_figure") == []


def test_plans_are_left() -> None:
    out, is_read = read(("納付催告の件数",), FIGURES, ("第1四半期", "第2四半期", "上期計"), kind="plan")
    assert not is_read and out.of("period_figure") == []
