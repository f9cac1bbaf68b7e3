"""What the work of a plan is to cost."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, paragraph, table, titled

_WORK = ["商業施設で集団健診を行う", "受診の案内を事業所に届ける", "保健師による講座を開く"]


def _read(head: str, *money: str, over: str = "事業の一覧（単位：千円）") -> Recorder:
    rows = [["No.", "事業の内容", head], *([str(i + 1), work, money[i]] for i, work in enumerate(_WORK))]
    return titled(paragraph(over), table([*rows, ["", "合計", "6,060"]]), title="令和6年度 大分支部事業計画")


@pytest.mark.parametrize(("head", "said"), [("予算額", "予算額"), ("事業費(千円)", "事業費"), ("当初予算", "当初予算")])
def test_money_beside_work_is_what_that_costs_in_the_plans_year(head: str, said: str) -> None:
    found = _read(head, "3,120", "960", "1,980").of("period_figure")
    named = [(f"{work} {said}", None) for work in _WORK]
    assert brief(found, "measure_ja", "dimension") == [*named, (said, "合計")]
    assert brief(found, "value", "unit") == [(value, "千円") for value in (3120, 960, 1980, 6060)]
    assert set(brief(found, "fiscal_year", "period")) == {(2024, "FY")}


def test_money_without_a_unit_is_in_doubt() -> None:
    out = _read("予算額", "3,120", "960", "1,980", over="事業の一覧")
    assert {state for (state,) in brief(out.of("period_figure"), "review_state")} == {"flagged"}


@pytest.mark.parametrize("head", ["人数", "前年度予算額", "予算の考え方"])
def test_figures_under_other_headings_stay_rejected(head: str) -> None:
    out = _read(head, "3,120", "960", "1,980")
    assert out.of("period_figure") == []
    assert "3,120" in [row["extracted_text"] for row in out.of("reject")]
