"""Tables of nothing but counts beside the names of rates are no results of these rates."""

from __future__ import annotations

import pytest

from extract.shapes.tables.list_counts import counts_only
from tests.unit.build import table

HEADS = ["区分", "令和4年度\n（4～8月）", "令和3年度\n（4～8月）"]


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("28,164人", "39,452人", True),
        ("85人", "92人", True),
        ("28,164", "39,452", True),
        ("45.2", "46.1", False),
        ("85", "92", False),  # a share without its sign
        ("45.2%", "39,452人", False),
    ],
)
def test_people_beside_the_names_of_rates_are_counts(one: str, other: str, counts: bool) -> None:
    rows = [HEADS, ["生活習慣病予防健診", one, other], ["特定保健指導", one, other], ["巡回相談", "12人", "15人"]]
    assert counts_only(table(rows, boxed=True), 2022) is counts


def test_a_named_rate_is_no_count() -> None:
    rows = [HEADS, ["生活習慣病予防健診実施率", "28,164人", "39,452人"]]
    assert not counts_only(table(rows, boxed=True), 2022)
