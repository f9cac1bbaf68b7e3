"""Tables of nothing but counts beside the names of rates are no results of these rates."""

from __future__ import annotations

import pytest

from extract.shapes.tables.kpis.list_counts import counts_only
from tests.unit.build import brief, table, titled

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


def test_people_by_quarters_beside_their_rate_are_no_results_of_it() -> None:
    heads = ["", "対象者数", "4～6月", "7～9月", "10～12月", "1～3月", "計", "実施率"]
    rows = [
        heads,
        ["生活習慣病予防健診", "9,000", "1,210", "1,340", "1,100", "980", "4,630", "51.4%"],
        ["被扶養者の特定健診", "2,000", "88", "151", "160", "112", "511", "25.6%"],
    ]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部事業実施結果")
    found = brief(out.of("period_figure"), "measure_ja", "kpi_code", "period", "value", "unit")
    assert ("被扶養者の特定健診", None, "Q1", 88, None) in found
    assert ("被扶養者の特定健診", None, "FY", 511, None) in found
    assert brief(out.of("kpi_actual"), "kpi_code", "value", "review_state") == [
        ("lifestyle_checkup_rate", 51.4, "ok"), ("dependent_checkup_rate", 25.6, "ok"),
    ]  # fmt: skip
