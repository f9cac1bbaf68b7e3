"""What the symbols of a legend stand for, in its own words."""

from __future__ import annotations

import pytest

from extract.shapes.plan.legend import read_legend


def test_a_long_vowel_and_a_judged_sentence_explain_nothing() -> None:
    lines = ["サービススタンダードの達成状況", "×入札の予定を公表し、参加する業者を増やす。"]
    legend = read_legend([*lines, "凡例 ◎計画を上回る ○計画どおり △遅れている ×未実施 －第4四半期に実施予定"])
    assert legend["－"] == "scheduled"
    assert legend["×"] == "not_done"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("△：実施したが、計画を下回った", "in_progress_or_below"),
        ("△：達成に向け取組の強化が必要", "in_progress_or_below"),
        ("△：目標達成には改善が必要", "in_progress_or_below"),
        ("△：実施したが計画に届いていない", "in_progress_or_below"),
        ("△：概ね計画どおり", "on_plan"),
    ],
)
def test_the_whole_of_the_words_counts(words: str, status: str) -> None:
    assert read_legend([f"◎：目標を上回る ○：目標を達成 {words}"])["△"] == status


def test_work_for_later_is_scheduled() -> None:
    line = "◎…計画を上回る ○…計画どおり ×…着手できていない －…第3四半期以降に実施する"
    assert read_legend([line])["－"] == "scheduled"


def test_the_last_words_of_a_legend_may_stand_on_the_next_line() -> None:
    head = "実施状況（◎大幅に上回る、○計画通り、△実施中または下回る、×未実"
    assert read_legend([head, "施）"])["×"] == "not_done"
    assert "×" not in read_legend([head.replace("未実", "対象外）"), "施"])
