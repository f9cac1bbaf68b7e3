"""Bare months below words of a later year than the report's."""

from __future__ import annotations

import pytest

from extract.interpret import interpret
from tests.unit.build import document, paragraph


@pytest.mark.parametrize(
    ("above", "state"),
    [
        ("令和6年9月末現在の加入者の声を紹介します。", "flagged"),
        ("令和5年9月末現在の加入者の声を紹介します。", "ok"),
        ("令和6年9月10日に開きました。", "ok"),
    ],
)
def test_a_bare_month_is_in_doubt_below_a_later_year(above: str, state: str) -> None:
    lines = ["令和5年度 大分支部事業報告", above, "生活習慣病予防健診実施率は8月末で38.1%です。"]
    out, _ = interpret(document([paragraph(line, boxed=True) for line in lines]))
    assert [row["review_state"] for row in out.of("kpi_actual") if row["value"] == 38.1] == [state]


@pytest.mark.parametrize(("number", "doubted"), [("令和7年2月号", True), ("令和5年10月号", False)])
def test_years_told_from_the_present_are_in_doubt_in_an_issue_of_a_later_year(number: str, doubted: bool) -> None:
    title = f"令和5年度 大分支部の事業報告（{number}）"
    lines = [title, "今年度の状況", "生活習慣病予防健診実施率は8月末で38.1%です。"]
    out, _ = interpret(document([paragraph(*lines, boxed=True)]))
    (row,) = [row for row in out.of("kpi_actual") if row["value"] == 38.1]
    assert ("told from the present" in (row["review_reason"] or "")) == doubted
