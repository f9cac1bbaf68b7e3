"""Lists of KPIs with results at the ends of quarters beside their targets, which are no months of a series."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, table, titled

ENDS = ["6月末", "9月末", "12月末", "3月末"]
RATE = ["ジェネリック医薬品使用割合", "84.0%以上", "81.2%", "82.3%", "83.0%", "84.4%", "80.9%"]
RECOVERY = ["資格喪失後1か月以内の保険証回収率", "対前年度以上", "90.1%", "90.3%", "90.2%", "90.8%", "90.4%"]


def test_results_at_ends_of_quarters_beside_targets_are_dated() -> None:
    out = titled(table([["KPI", "目標", *ENDS, "前年度末(令和4年3月末)"], RATE, RECOVERY], boxed=True))
    assert out.of("monthly_actual") == []
    assert brief(out.of("kpi_target"), "kpi_code", "comparator") == [
        ("generic_use_rate", ">="),
        ("card_recovery_rate", "prior_year_or_more"),
    ]
    found = brief(out.of("kpi_actual"), "fiscal_year", "as_of", "value", "review_state")
    dates = ["2022-06", "2022-09", "2022-12", "2023-03", "2022-03"]
    assert found[:5] == [
        (2021 if i == 4 else 2022, date, float(text[:-1]), "ok")
        for i, (date, text) in enumerate(zip(dates, RATE[2:], strict=True))
    ]
    assert len(found) == 10


@pytest.mark.parametrize(
    ("heads", "kinds"),
    [
        (["6月末時点", "9月末時点", "12月末時点", "3月末時点"], ["kpi_actual"]),
        (["6月", "9月", "12月", "3月"], ["monthly_actual"]),
        (["4月末", "5月末", "6月末", "7月末"], ["monthly_actual"]),
    ],
)
def test_other_months_are_a_series(heads: list[str], kinds: list[str]) -> None:
    rows = [row[:-1] for row in (RATE, RECOVERY)]
    out = titled(table([["KPI", "目標", *heads], *rows], boxed=True))
    assert [kind for kind in ("kpi_actual", "monthly_actual") if out.of(kind)] == kinds


def test_a_list_with_rows_of_other_figures_stays_a_series() -> None:
    count = ["相談の件数", "", "12", "23", "31", "44"]
    out = titled(table([["KPI", "目標", *ENDS], RATE[:-1], RECOVERY[:-1], count], boxed=True))
    assert len(out.of("monthly_actual")) == 12
