"""What is said against the words of items and of what statuses judge."""

from __future__ import annotations

import pytest

from extract.certainty import complete
from extract.certainty.words.head_items import item_claims
from extract.document import Place
from extract.locate import Locator
from extract.recorder import Recorder
from tests.unit.build import SHA


@pytest.mark.parametrize(
    ("kind", "item", "doubted"),
    [
        ("plan_item", "事業所を訪問し、健診の受診を勧める。", False),
        ("plan_item", "の受診を勧める。", True),
        ("plan_item", "事業所を訪問し、健診の受診を勧めることとした。", True),
        ("plan_status", "事業所への訪問", False),
        ("plan_status", "", True),
        ("plan_status", "△×", True),
        ("plan_status", "電話催告を進めた。評価:", True),
        ("plan_status", "達成見込:◎", True),
        ("plan_status", "―10月から送付", True),
    ],
)
def test_an_item_is_work_to_be_done_and_a_status_judges_something(kind: str, item: str, doubted: bool) -> None:
    out = Recorder(SHA, "pdf")
    out.add(kind, Locator(Place(1)), "◎", "plan_item", item_ja=item)
    complete(out)
    assert bool(list(item_claims(out))) is doubted


def test_facts_in_doubt_already_get_no_second_reason() -> None:
    out = Recorder(SHA, "pdf")
    out.add("plan_item", Locator(Place(1)), "", "plan_item", "read by OCR", item_ja="の取組を進める")
    assert not list(item_claims(out))
    out.add("plan_item", Locator(Place(1)), "", "plan_item", item_ja="の取組を進める")
    assert len(list(item_claims(out))) == 1
