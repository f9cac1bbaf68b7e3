"""Frames of targets set in columns of white."""

from __future__ import annotations

import pytest

from extract.document import Cell, Line, Paragraph, Place, Table, place_of
from extract.shapes.repair.frames.target_frames import with_target_frames_as_cards
from tests.unit.build import brief, titled

PLAN = "令和6年度 大分支部事業計画"
MAIL = ("・申請に係る郵送化率", "97.0%以上", "(令和4年度実績 96.3%)")


def part(text: str, left: float, top: float) -> Line:
    """A piece of a line where it stands."""
    width = sum(5.0 if char.isascii() else 10.0 for char in text)
    box = (left, top, left + width, top + 10)
    return Line(text, Place(1, bbox=box), size=10.0, box=box)


def line(row: tuple[str, ...], top: float) -> Line:
    """A line of up to three columns."""
    pieces = tuple(part(text, left, top) for text, left in zip(row, (20.0, 240.0, 340.0), strict=False) if text)
    if len(pieces) == 1:
        return pieces[0]
    text = "\t".join(piece.text for piece in pieces)
    place = place_of(pieces)
    return Line(text, place, size=10.0, box=place.bbox, pieces=pieces)


def frame(head: str, *rows: tuple[str, ...]) -> Table:
    """A box around a heading and rows of columns."""
    sides = (10.0, 100.0, 500.0, 130.0 + 14 * len(rows))
    lines = [part(head, 20.0, 105.0), *(line(row, 120.0 + 14 * i) for i, row in enumerate(rows))]
    return Table("1.0", 1, 1, [Cell(0, 0, [Paragraph(lines)], place=Place(1, bbox=sides), box=sides)], Place(1, sides))


@pytest.mark.parametrize(
    "wrapped",
    [
        (("・健診受診月から10か月以内に医", "前年度以上", "(令和4年度実績 30.1%)"), ("療機関を受診した者の割合",)),
        (
            ("・健診受診月から10か月以内に",),
            ("医療機関を受診した", "前年度以上", "(令和4年度実績 30.1%)"),
            ("者の割合",),
        ),
        (("・健診受診月から10か月以内に医 前年度以上", "", "(令和4年度実績 30.1%)"), ("療機関を受診した者の割合",)),
    ],
)
def test_a_name_goes_on_below_its_target(wrapped: tuple[tuple[str, ...], ...]) -> None:
    out = titled(frame("【目標指標】", MAIL, *wrapped), title=PLAN)
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value", "review_state") == [
        ("mail_application_rate", ">=", 97.0, "ok"),
        ("followup_visit_rate_10m", "prior_year_or_more", None, "ok"),
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "fiscal_year", "value") == [
        ("mail_application_rate", 2022, 96.3),
        ("followup_visit_rate_10m", 2022, 30.1),
    ]
    assert not out.of("reject") and not out.of("plan_item")


def test_a_name_that_runs_up_to_the_column_of_the_targets() -> None:
    rows = (("・健診受診月から10か月以内に医療機関を受診し前年度以上",), ("た者の割合",))
    out = titled(frame("【目標指標】", MAIL, *rows), title=PLAN)
    assert [code for (code,) in brief(out.of("kpi_target"), "kpi_code")] == [
        "mail_application_rate",
        "followup_visit_rate_10m",
    ]


def test_a_figure_alone_is_the_target_below_another_in_its_column() -> None:
    bare = ("・サービススタンダードの達成状況", "100%")
    out = titled(frame("■数値目標", bare, MAIL), title=PLAN)
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [
        ("service_standard_rate", "=", 100.0),
        ("mail_application_rate", ">=", 97.0),
    ]


@pytest.mark.parametrize(
    ("row", "left"),
    [
        (("・教室に来た方の満足度", "80.0%以上", "(令和4年度実績 75.0%)"), ["75.0%", "80.0%以上"]),
        (("・申請に係る何かの割合", "前年度以上"), ["前年度以上"]),
    ],
)
def test_targets_of_a_frame_that_no_rule_takes_are_rejected(row: tuple[str, ...], left: list[str]) -> None:
    out = titled(frame("【目標指標】", MAIL, row), title=PLAN)
    assert [code for (code,) in brief(out.of("kpi_target"), "kpi_code")] == ["mail_application_rate"]
    rejected = [str(row["extracted_text"]) for row in out.of("reject")]
    assert all(any(text in one for one in rejected) for text in left)


@pytest.mark.parametrize("head", ["【取組内容】", "【令和5年度実績】", "【目標と実績】"])
def test_other_frames_stay_as_they_are(head: str) -> None:
    table = frame(head, MAIL)
    assert with_target_frames_as_cards([table]) == [table]
