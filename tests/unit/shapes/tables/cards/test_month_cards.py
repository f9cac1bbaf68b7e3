"""Boxes that print the count of one month large, and what it is compared with in small print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.recorder import Recorder
from extract.shapes.tables.cards.month_cards import read_month_box
from tests.unit.build import brief, header, recorder, scope
from tests.unit.shapes.tables.cards.test_part_cards import row

SMALL = ("前月 421件", "前年同月 398件")


def read(*rows: tuple[str, ...], caption: tuple[str, ...] = (), title: str | None = None) -> tuple[Recorder, bool]:
    out = recorder()
    lines = [row(20.0 * i, *words) for i, words in enumerate(rows)]
    here = scope(replace(header(2024, kind="progress", period="FY"), title=title))
    return out, read_month_box(lines, here.under(caption=caption), out)


def months(out: Recorder) -> list[tuple[object, ...]]:
    return brief(out.of("monthly_actual"), "measure_ja", "fiscal_year", "month", "value", "unit", "basis")


def test_a_month_beside_those_it_is_compared_with() -> None:
    out, is_read = read(("療養費の受付件数",), ("437", "件", "1月"), SMALL, ("4月からの累計 3,904件 前年度計 5,011件",))
    assert is_read
    name = "療養費の受付件数"
    assert months(out) == [
        (name, 2024, "2025-01", 437, "件", "monthly"),
        (name, 2024, "2024-12", 421, "件", "monthly"),
        (name, 2023, "2024-01", 398, "件", "monthly"),
        (name, 2024, "2025-01", 3904, "件", "cumulative"),
    ]
    assert brief(out.of("period_figure"), "measure_ja", "fiscal_year", "period", "value", "review_state") == [
        (name, 2023, "FY", 5011, "ok")
    ]


def test_strokes_and_brackets_part_the_small_print() -> None:
    out, is_read = read(
        ("療養費の受付件数",), ("437件（令和7年1月）",), ("（前月421件／前年同月398件、前月比 ＋16件）",)
    )
    assert is_read
    assert [fact[3] for fact in months(out)] == [437, 421, 398]
    changes = brief(out.of("period_figure"), "measure_ja", "period", "value")
    assert changes == [("療養費の受付件数 前月比", "2025-01", 16)]


def test_the_title_over_boxes_dates_them() -> None:
    out, _ = read(("療養費の受付件数",), ("437件",), SMALL, caption=("今月の件数（令和6年10月分）",))
    assert [fact[2] for fact in months(out)] == ["2024-10", "2024-09", "2023-10"]
    assert {row["review_state"] for row in out.of("monthly_actual")} == {"ok"}
    out, _ = read(("療養費の受付件数",), ("437件",), SMALL, title="支部だより 令和6年10月号")
    assert {row["review_state"] for row in out.of("monthly_actual")} == {"flagged"}


def test_last_years_sum_is_in_doubt_unless_it_says_up_to_when() -> None:
    for words, state in (("前年同期累計 3,700件", "ok"), ("前年度累計 3,700件", "flagged")):
        out, is_read = read(("療養費の受付件数",), ("437件 10月",), ("前月 421件 累計 3,900件",), (words,))
        assert is_read
        last = brief(out.of("monthly_actual"), "month", "value", "basis", "review_state")[-1]
        assert last == ("2023-10", 3700, "cumulative", state)


def test_a_box_whose_month_nothing_names_is_rejected() -> None:
    out, is_read = read(("療養費の受付件数",), ("437件",), SMALL)
    assert is_read and out.of("monthly_actual") == []
    assert [reject["extracted_text"] for reject in out.of("reject")] == ["437件", "前月 421件", "前年同月 398件"]


@pytest.mark.parametrize(
    "rows",
    [
        (("437件 10月",), SMALL),
        (("療養費の受付件数",), ("437件 10月",)),
        (("療養費の受付件数",), ("437件 10月",), ("前月 421件 目標 500件",)),
        (("療養費の受付件数",), ("437件 10月",), ("前月 421件 前月 398件",)),
        (("療養費の受付件数",), ("437件 10月",), ("前月 421人",)),
        (("療養費の受付件数",), ("前月 421件",), ("437件 10月",)),
    ],
)
def test_other_boxes_are_left(rows: tuple[tuple[str, ...], ...]) -> None:
    out, is_read = read(*rows)
    assert not is_read and not out.of("monthly_actual") and not out.of("reject")
