"""What running text leaves open and another place says outright."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import paragraph, table, titled

SENTENCE = "事業者健診データ取得率は5.9%となった。"
LIST = [["KPI", "目標値", "令和4年度実績"], ["事業者健診データ取得率", "8.0%以上", "5.9%"]]


def _result(out: Recorder, rule: str) -> tuple[str, list[str]]:
    (row,) = [row for row in out.of("kpi_actual") if row["rule"] == rule]
    return row["review_state"], [check["check"] for check in row["checks"]]


def test_alone_a_result_without_a_date_is_doubted() -> None:
    assert _result(titled(paragraph(SENTENCE)), "result_clause") == ("flagged", [])


def test_a_list_that_prints_the_same_settles_it() -> None:
    out = titled(table(LIST, boxed=True), paragraph(SENTENCE))
    assert _result(out, "result_clause") == ("ok", ["stated_again"])
    assert "stated_again" in _result(out, "kpi_list")[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "事業者健診データ取得率は5.8%となった。",
        "事業者健診データ取得率の全国平均は5.9%であった。",
        "事業者健診データ取得率は約5.9%となった。",
    ],
)
def test_only_exactly_the_same_does(sentence: str) -> None:
    checks = _result(titled(table(LIST, boxed=True), paragraph(sentence)), "result_clause")[1]
    assert "stated_again" not in checks


def test_a_target_in_a_clause_is_settled_by_the_list() -> None:
    sentence = "事業者健診データ取得率を8.0%以上とし、医療機関と契約を結ぶ。"
    out = titled(table(LIST, boxed=True), paragraph(sentence))
    states = {row["rule"]: row["review_state"] for row in out.of("kpi_target")}
    assert states == {"kpi_list": "ok", "target_clause": "ok"}
    assert {row["rule"]: row["review_state"] for row in titled(paragraph(sentence)).of("kpi_target")} == {
        "target_clause": "flagged"
    }
