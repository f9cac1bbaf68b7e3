"""What facts are called in a list."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse.evidence.titles import label_of, number_text, value_of, when_of, word_of


@pytest.mark.parametrize(
    ("kind", "row", "label", "when", "value", "word"),
    [
        ("monthly_actual", {"measure_ja": "相談件数", "month": date(2024, 5, 1), "value": 1234.0, "fiscal_year": 2024},
         "相談件数", "2024-05", "1,234", None),
        ("kpi_target", {"kpi_text": "受診率", "fiscal_year": 2023, "comparator": ">=", "target_value": 65.5},
         "受診率", "2023", "≥ 65.5", None),
        ("kpi_target", {"kpi_text": "受診率", "fiscal_year": 2023, "comparator": "prior_year_or_more",
                        "target_value": None}, "受診率", "2023", "", "prior_year_or_more"),
        ("kpi_actual", {"kpi_text": "受診率", "fiscal_year": 2023, "as_of": None, "value": -0.25},
         "受診率", "2023", "-0.25", None),
        ("period_figure", {"measure_ja": "件数", "fiscal_year": 2023, "period": "H1", "dimension": "男性", "value": 7},
         "件数", "2023 H1 男性", "7", None),
        ("plan_item", {"item_no": "(2)", "item_ja": "広報", "fiscal_year": 2023}, "(2) 広報", "2023", "", None),
        ("plan_status", {"item_ja": "広報", "fiscal_year": 2023, "period": "Q1", "symbol": "○", "status": "on_plan"},
         "広報", "2023 Q1", "○", "on_plan"),
        ("schedule_mark", {"activity_ja": "発送", "month": date(2024, 1, 1), "mark": "●"},
         "発送", "2024-01", "●", None),
        ("kpi_rank", {"measure_ja": "受診率", "as_of": date(2024, 3, 1), "rank": 12}, "受診率", "2024-03", "12", None),
    ],
)  # fmt: skip
def test_each_kind_of_fact(kind: str, row: dict, label: str, when: str, value: str, word: str | None) -> None:
    assert (label_of(row), when_of(row), value_of(kind, row), word_of(kind, row)) == (label, when, value, word)


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (0.0, "0"), (1234567.0, "1,234,567"), (0.1 + 0.2, "0.3"), ("○", "○"), (-12, "-12")]
)
def test_numbers(value: object, text: str) -> None:
    assert number_text(value) == text
