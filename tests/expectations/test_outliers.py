"""Figures beside their like."""

from __future__ import annotations

from typing import Any

import pandas as pd
from month_rows import row_of_months

from expectations import agreement, findings, outliers

STEADY = [120, 118, 125, 131, 115, 122, 127, 119, 124, 121, 126, 123]
CONFLICTS = pd.DataFrame({"left_fact_id": [], "right_fact_id": []})


def figures(*rows: list[dict[str, Any]]) -> pd.DataFrame:
    return outliers.figures_of({"marts.fct_monthly_actual": pd.DataFrame([fact for row in rows for fact in row])})


def shares(branch: str, middle: float, **more: Any) -> list[dict[str, Any]]:
    values = [middle + month % 3 / 10 for month in range(12)]
    return row_of_months("率", values, report=branch, branch=branch, unit="%", kpi_code="generic_use_rate", **more)


def test_a_month_far_from_the_branch_s_own_is_found() -> None:
    assert outliers.against_own_history(figures(row_of_months("甲", STEADY))) == {}
    found = outliers.against_own_history(figures(row_of_months("甲", [*STEADY[:5], 1220, *STEADY[6:]])))
    assert list(found) == ["r1 甲 2023 5"] and "1220" in found["r1 甲 2023 5"]


def test_few_months_say_nothing() -> None:
    assert outliers.against_own_history(figures(row_of_months("甲", [1, 2, 1, 900]))) == {}


def test_rare_events_may_jump() -> None:
    assert outliers.against_own_history(figures(row_of_months("甲", [0, 0, 0, 3, 0, 1, 0, 0, 5, 0, 0, 0]))) == {}


def test_a_branch_far_from_the_others_is_found() -> None:
    others = [shares(branch, 80 + place) for place, branch in enumerate(("a", "b", "c", "d", "e"))]
    assert outliers.against_other_branches(figures(*others)) == {}
    found = outliers.against_other_branches(figures(*others, shares("f", 8)))
    assert found and all(fact.startswith("f ") for fact in found)


def test_percent_read_as_a_number_has_another_size() -> None:
    rows = shares("a", 80)
    rows[4]["value"] = 0.804
    assert list(outliers.of_another_size(figures(rows))) == ["a 率 2023 4"]


def test_a_share_without_its_unit_is_found() -> None:
    rows = shares("a", 80)
    rows[4]["unit"] = None
    assert list(outliers.of_another_unit(figures(rows))) == ["a 率 2023 4"]
    printed = row_of_months("甲", [5], extracted_text="5%")
    assert list(outliers.of_another_unit(figures(printed))) == ["r1 甲 2023 0"]


def test_a_count_read_as_a_share_is_found() -> None:
    assert outliers.of_another_unit(figures(row_of_months("甲", [23], extracted_text="23件"))) == {}
    for text in ("23件", "約 23 人", "実施率 7.8%（実施見込者数：23人）"):
        count = row_of_months("甲", [23], unit="%", extracted_text=text)
        assert list(outliers.of_another_unit(figures(count))) == ["r1 甲 2023 0"]
    for text in ("23%", "23", "23.0%以上", "4月:23", "23件のうち23％"):
        assert outliers.of_another_unit(figures(row_of_months("甲", [23], unit="%", extracted_text=text))) == {}
    days = row_of_months("甲", [7], unit="%", kpi_code="service_standard_days", kpi_unit="日", extracted_text="7")
    assert list(outliers.of_another_unit(figures(days))) == ["r1 甲 2023 0"]


def test_a_running_total_without_a_month_is_that_of_its_report() -> None:
    def found(first: str, second: str) -> dict[str, str]:
        facts = [
            {"fact_id": report, "report_id": report, "branch_code": "a", "fiscal_year": 2023, "measure_ja": "件数",
             "period": "YTD", "unit": "件", "value": value, "review_state": "ok", "report_as_of": pd.Timestamp(month)}
            for report, value, month in (("r1", 80, first), ("r2", 190, second))
        ]  # fmt: skip
        return agreement.unlisted(outliers.figures_of({"marts.fct_period_figure": pd.DataFrame(facts)}), CONFLICTS)

    assert found("2023-06-01", "2023-09-01") == {}
    assert set(found("2023-09-01", "2023-09-01")) == {"r1", "r2"}


def test_two_printings_that_differ_must_be_a_listed_conflict() -> None:
    rows = figures(row_of_months("甲", STEADY), row_of_months("甲", [*STEADY[:11], 132], report="r2"))
    found = agreement.unlisted(rows, CONFLICTS)
    assert set(found) == {"r1 甲 2023 11", "r2 甲 2023 11"}
    listed = pd.DataFrame({"left_fact_id": ["r1 甲 2023 11"], "right_fact_id": ["r2 甲 2023 11"]})
    assert agreement.unlisted(rows, listed) == {}


def target(value: float, unit: str, year: int = 2023) -> dict[str, Any]:
    return {"fact_id": f"target {value:g}", "report_id": "r", "branch_code": "a", "fiscal_year": year, "unit": unit,
            "kpi_code": "generic_use_rate", "target_value": value, "review_state": "ok"}  # fmt: skip


def test_a_target_far_from_the_branch_s_own_figures_is_found() -> None:
    def found(*targets: dict[str, Any]) -> list[str]:
        frames = {"marts.fct_kpi_target": pd.DataFrame(targets)}
        if targets[0]["unit"] == "%":
            frames["marts.fct_monthly_actual"] = pd.DataFrame(shares("a", 80))
        return list(outliers.targets_far_from_results(outliers.figures_of(frames)))

    assert found(target(82, "%")) == [] and found(target(62, "%")) == []
    assert found(target(32, "%")) == ["target 32"]
    assert found(target(1200, "件"), target(1400, "件", 2022)) == []
    assert set(found(target(1200, "件"), target(7400, "件", 2022))) == {"target 7400"}
    assert found(target(500, "件")) == []  # nothing to be compared with


def test_a_page_without_anything_between_others_is_named() -> None:
    def said(*pages: int) -> Any:
        offers = pd.DataFrame([{"report_id": "r", "outcome": "loaded", "reason": None, "report_kind": "plan",
                                "kpi_coverage": None}])  # fmt: skip
        facts = pd.DataFrame([{"report_id": "r", "page": page} for page in pages])
        frames = {"marts.mart_load_quality": offers, "rejects.cell": facts}
        findings.add_findings(frames)
        return offers["finding_empty_pages"].iloc[0]

    assert said(1, 2, 3) is None
    assert said(1, 2, 5) == "nothing was read on p. 3, 4, but before and after"
