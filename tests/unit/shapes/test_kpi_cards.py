"""Boxes and lines of text that name a KPI and state its target and results."""

from __future__ import annotations

from datetime import date

import pytest

from extract.recorder import Recorder
from extract.shapes.kpi_cards import read_cards
from tests.unit.build import brief, header, paragraph, recorder, scope

HALF_YEAR = header(2023, as_of=date(2023, 9, 1), kind="progress", period="H1")


def read(*lines: str) -> tuple[Recorder, list[str]]:
    out = recorder()
    used = read_cards(paragraph(*lines, boxed=True).lines, scope(HALF_YEAR), out)
    return out, [line.text for line in used]


def test_a_card() -> None:
    out, used = read(
        "お知らせ", "■ 健康宣言事業所数", "目標：900事業所以上", "実績：912事業所（9月末）", "令和4年度 871事業所"
    )
    assert used == ["■ 健康宣言事業所数", "目標：900事業所以上", "実績：912事業所（9月末）", "令和4年度 871事業所"]
    assert brief(out.of("kpi_target"), "kpi_code", "comparator", "target_value") == [
        ("health_declaration_workplaces", ">=", 900)
    ]
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of") == [(912, 2023, "2023-09"), (871, 2022, None)]


def test_cards_one_after_the_other_and_a_name_over_two_lines() -> None:
    out, _ = read(
        "一般競争入札に占める",
        "一者応札案件の割合",
        "目標 15%以下",
        "サービススタンダードの達成状況",
        "目標 100%",
        "全国平均 99.1%",
    )
    assert brief(out.of("kpi_target"), "kpi_code", "comparator") == [
        ("single_bid_rate", "<="),
        ("service_standard_rate", "="),
    ]
    assert brief(out.of("kpi_actual"), "kpi_code", "scope") == [("service_standard_rate", "national_average")]


@pytest.mark.parametrize(
    "lines",
    [
        ("健康宣言事業所数", "実績：912事業所"),  # no target: left to the sentences
        ("目標：900事業所以上", "実績：912事業所"),  # no name
        ("令和5年度の取組", "目標：900事業所以上"),
    ],
)
def test_what_is_no_card_is_left(lines: tuple[str, ...]) -> None:
    out, used = read(*lines)
    assert used == []
    assert out.rows == {}
