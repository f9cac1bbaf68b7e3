"""Boxes of one column whose rows are work behind its status."""

from __future__ import annotations

import pytest

from extract.document import Paragraph, Table
from extract.shapes.repair.judged_columns import with_judged_columns
from tests.unit.build import table

EXPLAINED = frozenset("◎○△－")


def test_each_row_is_work_with_its_status_under_the_title_of_the_box() -> None:
    rows = [["広報\n◎新しい制度の説明会を\n開催する"], ["△広報紙を毎月発行する"], ["－研修会を開催する"], [""]]
    head, made = with_judged_columns([table(rows, boxed=True, xs=(0.0, 200.0))], EXPLAINED)
    assert isinstance(head, Paragraph) and head.text == "■広報"
    assert isinstance(made, Table) and made.rows()[1:] == [
        ["新しい制度の説明会を\n開催する", "◎"],
        ["広報紙を毎月発行する", "△"],
        ["研修会を開催する", "-"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["○説明会を開催する"], ["△広報紙を発行する"]],  # no title
        [["広報\n○説明会を開催する"], ["○広報紙を発行する"]],  # may be bullets
        [["広報\n◎説明会を開催する"], ["広報紙を発行する"]],
        [["広報\n◎説明会を開催する\n△研修を行う"], ["○広報紙を発行する"]],
    ],
)
def test_other_boxes_stay_as_they_are(rows: list[list[str]]) -> None:
    whole = table(rows)
    assert with_judged_columns([whole], EXPLAINED) == [whole]
