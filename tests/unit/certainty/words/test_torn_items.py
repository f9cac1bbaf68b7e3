"""What is no work by its form is in doubt."""

from __future__ import annotations

import pytest

from extract.certainty.words.torn_items import HOLDS_TABLE, IS_END, doubt_torn_items
from extract.document import Place
from extract.recorder import Locator
from tests.unit.build import recorder


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("う。", IS_END),
        ("◇窓", IS_END),
        ("催告を行う 累計 4月 5月 6月 7月 12.1 13.4", HOLDS_TABLE),
        ("5月と11月に窓口で案内を行う。", None),
        ("広報", None),
    ],
)
def test_the_end_of_a_sentence_and_the_headings_of_months_are_no_work(words: str, reason: str | None) -> None:
    out = recorder()
    out.add("plan_item", Locator(Place(1)), words, "plan_text", None, item_ja=words)
    doubt_torn_items(out)
    assert [row["review_reason"] for row in out.of("plan_item")] == [reason]
