"""Which of the KPIs named around a figure its short name means."""

from __future__ import annotations

import pytest

from extract.catalogue import match
from extract.shapes.context import NamedKpi
from extract.shapes.names.row_kpis import settled
from tests.unit.build import brief, paragraph, table, titled

COMBINED = NamedKpi("combined_assessment_rate", "1", "社会保険診療報酬支払基金と合算したレセプト点検の査定率")
AMOUNT = NamedKpi("reassessment_amount_per_receipt", "2", "再審査レセプト1件当たりの査定額")


@pytest.mark.parametrize(
    ("year", "kpis", "code"),
    [
        (2022, [COMBINED, AMOUNT], "combined_assessment_rate"),
        (2022, [AMOUNT], "receipt_assessment_rate"),
        (2024, [COMBINED], "receipt_assessment_rate"),  # in force itself
    ],
)
def test_a_short_name_is_that_of_the_kpi_in_force_that_the_plan_names(
    year: int, kpis: list[NamedKpi], code: str
) -> None:
    found = settled(match("査定率", year), "査定率", kpis, year)
    assert found is not None and found.kpi.code == code
    assert found.sure == (code == "combined_assessment_rate" or year == 2024)


def _results(plan: str) -> list[tuple[object, ...]]:
    beside = table([["", "査定率(%)"], ["令和4年11月", "0.402"], ["令和3年11月", "0.395"]], index="1.1")
    said = [paragraph("■KPI", "1)令和4年度目標(KPI):査定率:0.410%以上"), beside]
    out = titled(table([["計画内容", "実施状況"], [plan, said]]))
    return brief(out.of("kpi_actual"), "kpi_code", "value", "review_state")


def test_the_table_below_is_of_the_kpi_that_the_plan_in_its_row_names() -> None:
    plan = "■KPI:\n1)社会保険診療報酬支払基金と合算したレセプト点検の査定率を対前年度以上とする"
    code = "combined_assessment_rate"
    assert _results(plan) == [(code, 0.402, "ok"), (code, 0.395, "ok")]


def test_without_it_the_figures_are_in_doubt_as_the_name_is() -> None:
    states = [state for _, _, state in _results("・点検の担当を班に分け、月に1度は事例を持ち寄る。")]
    assert states and set(states) == {"flagged"}
