"""Ranks below months that run down."""

from __future__ import annotations

from tests.unit.build import brief, table, titled

_MONTHS = [[f"{month}月", "90.1", "0.31"] for month in (*range(4, 13), 1, 2, 3)]
_HEADS = ["月", "保険証回収率(%)", "レセプト点検の査定率(%)"]


def _ranks(label: str, *cells: str) -> list[tuple[object, ...]]:
    rows = [_HEADS, *_MONTHS, [label, *cells]]
    out = titled(table(rows, boxed=True), title="令和6年度 大分支部業務統計年報")
    return brief(out.of("kpi_rank"), "fiscal_year", "rank", "previous_rank", "review_state")


def test_last_year_in_brackets_of_the_label_is_of_the_rank_in_brackets() -> None:
    assert [found[:3] for found in _ranks("全国順位\n(前年度)", "7位\n(9位)", "18位\n(24位)")] == [
        (2024, 7, 9),
        (2024, 18, 24),
    ]


def test_it_is_in_doubt_where_no_rank_stands_in_brackets() -> None:
    assert {found[3] for found in _ranks("全国順位\n(前年度)", "7位", "18位")} == {"flagged"}
