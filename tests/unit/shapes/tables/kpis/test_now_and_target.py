"""Columns of a plan that print where KPIs stand and what they are to reach."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from extract.shapes.tables.kpis.now_and_target import read_now_remark, without_now_and_targets
from tests.unit.build import brief, header, paragraph, recorder, scope, table

PLAN = header(2025, kind="plan")
NOW = "令和6年12月末現在"


def read(head: str, cell: str, now: str | None = NOW) -> tuple[Recorder, str]:
    out, grid = recorder(), table([["具体的な取組", head, "担当"], ["健診を勧奨する。", cell, "保健G"]])
    left = without_now_and_targets(grid, scope(PLAN).under(now=now), out)
    return out, next(c.text for c in left.cells if (c.row, c.col) == (1, 1))


@pytest.mark.parametrize(
    "cell",
    [
        "・生活習慣病予防健診実施率\n47.9% → 66.0%以上\n・健康宣言事業所数\n1,318事業所 → 1,450事業所以上",
        "生活習慣病予防健診\n実施率\n47.9%→66.0%以上\n健康宣言事業所数\n1,318事業所⇒1,450事業所以上",
        "生活習慣病予防健診実施率 47.9%→66.0%以上\n健康宣言事業所数：1,318事業所→1,450事業所以上",
    ],
)
def test_each_pair_is_a_result_and_a_target(cell: str) -> None:
    out, left = read("KPI（現状値→目標値）", cell)
    assert left == ""
    assert brief(out.of("kpi_target"), "kpi_code", "fiscal_year", "comparator", "target_value") == [
        ("lifestyle_checkup_rate", 2025, ">=", 66),
        ("health_declaration_workplaces", 2025, ">=", 1450),
    ]
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of") == [
        (47.9, 2024, "2024-12"),
        (1318, 2024, "2024-12"),
    ]


def test_a_dash_is_no_result_and_words_are_a_target() -> None:
    out, _ = read("KPI（現状→目標）", "・窓口での受付率\n－ → 対前年度以下")
    assert not out.of("kpi_actual")
    assert brief(out.of("kpi_target"), "comparator") == [("prior_year_or_less",)]


def test_results_of_no_known_time_are_in_doubt() -> None:
    out, _ = read("KPI（現状→目標）", "・生活習慣病予防健診実施率\n47.9%→66.0%以上", now=None)
    assert [row["review_state"] for row in out.of("kpi_actual")] == ["flagged"]
    out, _ = read("指標（令和5年度実績→目標値）", "・生活習慣病予防健診実施率\n47.9%→66.0%以上")
    assert brief(out.of("kpi_actual"), "fiscal_year", "as_of", "basis") == [(2023, None, "full_year")]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("KPI（目標値）", "・生活習慣病予防健診実施率\n47.9%→66.0%以上"),
        ("KPI（現状→目標）", "・生活習慣病予防健診実施率\n47.9%→66.0%以上\n(速報値)"),
        ("KPI（現状→目標）", "・生活習慣病予防健診実施率\n・事業者健診データ取得率\n4.8%→8.5%以上"),
        ("KPI（現状→目標）", "・生活習慣病予防健診実施率\n47.9%→55.0%→66.0%以上"),
    ],
)
def test_what_is_no_name_or_pair_leaves_all_to_others(head: str, cell: str) -> None:
    out, left = read(head, cell)
    assert left
    assert not out.of("kpi_target")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("※ KPIの現状値は令和6年12月末現在（4月からの累計）、目標値は令和7年度の目標。", "令和6年12月末現在"),
        ("（注）現状は令和5年度末の数値", "令和5年度末"),
        ("現状は厳しい。", None),
    ],
)
def test_remarks_on_present_figures(text: str, when: str | None) -> None:
    assert read_now_remark(paragraph(text).lines) == when


def test_the_time_of_each_figure_behind_it() -> None:
    cell = "・生活習慣病予防健診実施率\n47.9%(R6.12月末)→66.0%以上\n"
    cell += "・ジェネリック医薬品使用割合\n83.1%(R5実績)→対前年度以上"
    out, left = read("KPI(現状値→令和7年度目標値)", cell, now=None)
    assert not left
    assert brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of") == [
        (47.9, 2024, "2024-12"),
        (83.1, 2023, None),
    ]
    assert brief(out.of("kpi_target"), "target_value", "comparator") == [(66.0, ">="), (None, "prior_year_or_more")]


def test_a_target_in_words_where_nothing_stands_yet() -> None:
    cell = "・医療データ等を活用した効果的な意見発信\n－→調整会議で意見発信を実施"
    out, left = read("KPI(現状値→令和7年度目標値)", cell)
    assert not left
    assert brief(out.of("kpi_target"), "kpi_code", "comparator") == [("evidence_based_opinion", "qualitative")]
