"""What a status symbol in running text judges."""

from __future__ import annotations

import pytest

from extract.shapes.plan.statuses import Judged
from extract.shapes.text.passages import Passage, passages_of
from tests.unit.build import paragraph


@pytest.mark.parametrize(
    ("lines", "item", "below"),
    [
        (["・窓口の案内板を直した。", "■KPI達成状況"], "窓口の案内板を直した。", True),
        (["・窓口の案内板を直した。", "■電話で案内した。"], "電話で案内した。", False),
        (["■KPI達成状況"], "KPI達成状況", False),
    ],
)
def test_a_title_over_kpis_is_no_work(lines: list[str], item: str, below: bool) -> None:
    judged = Judged()
    for line in lines:
        (passage,) = passages_of([paragraph(line)])
        assert isinstance(passage, Passage)
        judged.say(passage)
    assert (judged.item, judged.below_title) == (item, below)
