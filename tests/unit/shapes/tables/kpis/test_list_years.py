"""Lists that print the targets of two years side by side as sentences."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, table, titled

HEAD = ["令和7年度 支部事業計画【KPI】", "令和6年度 支部事業計画【KPI】", "令和6年度の状況"]
ROWS = [
    ["被扶養者の特定健診実施率を34.5%以上とする", "被扶養者の特定健診実施率を33.1%以上とする", "17.2%（令和6年10月）"],
    ["―", "生活習慣病予防健診実施率を64.4%以上とする", "40.9%（令和6年11月時点）"],
    ["―", "現金給付等の申請に係る郵送化率を対前年度以上とする", "94.3%（令和6年12月時点）"],
    ["一者応札案件の割合を12%以下とする", "一者応札案件の割合を14%以下とする", "13.3%（令和6年12月時点）"],
]


def read(*order: int) -> Recorder:
    rows = [[row[i] for i in order] for row in [HEAD, *ROWS]]
    return titled(table(rows, boxed=True, xs=[0.0, 180.0, 360.0, 500.0]), title="令和7年度 大分支部事業計画")


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
def test_each_target_is_of_its_own_year_and_names_its_own_kpi(order: tuple[int, ...]) -> None:
    aims = brief(read(*order).of("kpi_target"), "fiscal_year", "kpi_code", "target_value", "review_state")
    assert sorted(aims, key=str) == [
        (2024, "dependent_checkup_rate", 33.1, "ok"),
        (2024, "lifestyle_checkup_rate", 64.4, "ok"),
        (2024, "mail_application_rate", None, "ok"),
        (2024, "single_bid_rate", 14, "ok"),
        (2025, "dependent_checkup_rate", 34.5, "ok"),
        (2025, "single_bid_rate", 12, "ok"),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
def test_a_result_is_of_the_kpi_that_the_target_of_its_year_names(order: tuple[int, ...]) -> None:
    facts = brief(read(*order).of("kpi_actual"), "fiscal_year", "kpi_code", "value", "as_of", "review_state")
    assert facts == [
        (2024, "dependent_checkup_rate", 17.2, "2024-10", "ok"),
        (2024, "lifestyle_checkup_rate", 40.9, "2024-11", "ok"),
        (2024, "mail_application_rate", 94.3, "2024-12", "ok"),
        (2024, "single_bid_rate", 13.3, "2024-12", "ok"),
    ]
