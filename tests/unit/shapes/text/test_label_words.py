"""Labels of the parts of a text."""

from __future__ import annotations

import pytest

from extract.shapes.text.label_words import part_of, step_of


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("Plan(計画)", "plan"),
        ("P:計画", "plan"),
        ("計画(P)", "plan"),
        ("DO", "done"),
        ("Check", "status"),
        ("改善(Act)", "next"),
        ("ACTION", "next"),
        ("P", None),
        ("A社", None),
        ("計画", None),
        ("Planの見直し", None),
    ],
)
def test_the_steps_of_plan_do_check_and_act(label: str, part: str | None) -> None:
    assert step_of(label) == part


def test_a_step_is_a_part_of_the_text() -> None:
    assert part_of("Do （実施）") == part_of("実施状況") == "done"
