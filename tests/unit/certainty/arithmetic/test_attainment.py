"""Attainment rates and differences against the targets and results that they compare."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, table, titled


def judged(head: str, *rows: list[str]) -> Recorder:
    return titled(table([["KPI項目", "目標値", "実績", head], *rows], boxed=True))


def passed(out: Recorder) -> list[bool]:
    facts = [*out.of("kpi_target"), *out.of("kpi_actual")]
    return [check["passed"] for fact in facts for check in fact["checks"] if check["check"] == "attainment_rate"]


@pytest.mark.parametrize(
    ("head", "name", "target", "result", "compared"),
    [
        ("達成率", "健康宣言事業所数", "800事業所以上", "840事業所", "105.0%"),
        ("目標比", "健康宣言事業所数", "800事業所以上", "840事業所", "105%"),
        ("差引", "健康宣言事業所数", "800事業所以上", "840事業所", "40事業所"),
        ("目標との差", "保険証回収率", "90.0%以上", "88.8%", "△1.2%"),
        ("達成率", "一者応札案件の割合", "20.0%以下", "16.0%", "125.0%"),
        ("達成率", "一者応札案件の割合", "20.0%以下", "16.0%", "80.0%"),
    ],
)
def test_what_follows_from_them_is_noted_on_both(head: str, name: str, target: str, result: str, compared: str) -> None:
    out = judged(head, [name, target, result, compared])
    assert passed(out) == [True, True]
    assert [row["review_state"] for row in [*out.of("kpi_target"), *out.of("kpi_actual")]] == ["ok", "ok"]
    # only what is called an attainment rate is a figure of its own
    shares = [(row["measure_ja"], row["kpi_code"]) for row in out.of("period_figure")]
    assert shares == ([(f"{name} 達成率", None)] if head == "達成率" else [])


def test_what_does_not_follow_flags_both() -> None:
    out = judged("達成率", ["健康宣言事業所数", "800事業所以上", "840事業所", "95.0%"])
    assert passed(out) == [False, False]
    assert brief(out.of("kpi_actual"), "value", "review_state") == [(840, "flagged")]
    assert brief(out.of("kpi_target"), "target_value", "review_state") == [(800, "flagged")]
    assert brief(out.of("period_figure"), "value", "review_state") == [(95, "flagged")]


def test_a_comparison_with_last_year_says_nothing_of_the_target() -> None:
    out = judged("対前年比", ["健康宣言事業所数", "800事業所以上", "840事業所", "140.0%"])
    assert passed(out) == []
    assert len(out.of("kpi_target")) == len(out.of("kpi_actual")) == 1


def test_the_coverage_says_why_the_column_gave_no_facts() -> None:
    out = judged("目標比", ["健康宣言事業所数", "800事業所以上", "840事業所", "105.0%"])
    (entry,) = [entry for entry in out.coverage if entry["what"] == "kpi list"]
    assert entry["why"].startswith("目標比 compare")
