"""Boxes of months and of the parts of the year as one table."""

from __future__ import annotations

import pytest

from extract.document import Block, Line, Paragraph, Place
from extract.recorder import Recorder
from tests.unit.build import brief, paragraph, table, titled

FIGURES = {"4月": (310, 42), "5月": (295, 38), "6月": (330, 45), "第1四半期計": (935, 125)}


def _boxes(figures: dict[str, tuple[int, int]], *, ruled: bool = True) -> list[Block]:
    made: list[Block] = []
    for at, (head, (calls, visits)) in enumerate(figures.items()):
        lines = [f"電話相談 {calls:,}件", f"来所相談 {visits:,}件"]
        rows = [[head], *([line] for line in lines)] if ruled else [["\n".join([head, *lines])]]
        made.append(table(rows, index=f"1.{at}", boxed=True))
    return made


def _read(*blocks: Block) -> Recorder:
    return titled(paragraph("1 相談の受付(月別)"), *blocks, title="令和4年度 大分支部業務統計")


@pytest.mark.parametrize("ruled", [True, False])
def test_boxes_of_months_are_the_rows_of_one_table(ruled: bool) -> None:
    out = _read(*_boxes(FIGURES, ruled=ruled))
    months = brief(out.of("monthly_actual"), "month", "measure_ja", "value")
    assert sorted(months) == [
        ("2022-04", "相談の受付 来所相談", 42.0),
        ("2022-04", "相談の受付 電話相談", 310.0),
        ("2022-05", "相談の受付 来所相談", 38.0),
        ("2022-05", "相談の受付 電話相談", 295.0),
        ("2022-06", "相談の受付 来所相談", 45.0),
        ("2022-06", "相談の受付 電話相談", 330.0),
    ]
    assert brief(out.of("period_figure"), "period", "value") == [("Q1", 935.0), ("Q1", 125.0)]


def test_two_boxes_are_no_run_of_months() -> None:
    two = {head: FIGURES[head] for head in ("4月", "5月")}
    assert not _read(*_boxes(two)).of("monthly_actual")


def test_boxes_with_other_names_are_left_apart() -> None:
    boxes = _boxes(FIGURES)
    boxes[1] = table([["5月"], ["窓口受付 77件"], ["郵送受付 88件"]], index="1.1", boxed=True)
    assert not _read(*boxes).of("monthly_actual")


def test_boxes_of_one_name_with_other_figures_are_in_doubt() -> None:
    boxes = [table([[f"電話相談の件数\n{count}件"]], index=f"1.{count}", boxed=True) for count in (310, 295)]
    boxes[1].cells[0].place = Place(1, (200.0, 0.0, 300.0, 24.0))
    boxes[1].cells[0].blocks = [Paragraph([Line(t, boxes[1].cells[0].place) for t in ("電話相談の件数", "295件")])]
    rows = _read(*boxes).of("period_figure")
    assert brief(rows, "value") == [(310.0,), (295.0,)]
    assert all("is a name in several tables or boxes" in (row["review_reason"] or "") for row in rows)
