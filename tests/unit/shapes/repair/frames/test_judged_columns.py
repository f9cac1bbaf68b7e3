"""Boxes of one column whose rows are work behind its status."""

from __future__ import annotations

import pytest

from extract.document import Paragraph, Table
from extract.shapes.repair.frames.judged_columns import with_judged_columns
from tests.unit.build import table

EXPLAINED = frozenset("◎○△－")


def test_each_row_is_work_with_its_status_under_the_title_of_the_box() -> None:
    rows = [["広報\n◎新しい制度の説明会を\n開催する"], ["△広報紙を毎月発行する"], ["－研修会を開催する"], [""]]
    head, made = with_judged_columns([table(rows, boxed=True, xs=(0.0, 200.0))], EXPLAINED)
    assert isinstance(head, Paragraph) and head.text == "■広報"
    assert isinstance(made, Table) and made.rows()[1:] == [
        ["新しい制度の説明会を開催する", "◎"],
        ["広報紙を毎月発行する", "△"],
        ["研修会を開催する", "-"],
    ]


@pytest.mark.parametrize("title", ["広報\n", None])
def test_a_symbol_behind_the_first_line_judges_the_sentence_that_goes_on_below(title: str | None) -> None:
    rows = [["新しい制度の説明会を年2 ○\n回開催する。"], ["広報紙を毎月発行する。○"]]
    rows = [[f"{title}{rows[0][0]}"], rows[1]] if title else [["広報"], *rows]
    head, made = with_judged_columns([table(rows, boxed=True, xs=(0.0, 200.0))], EXPLAINED)
    assert isinstance(head, Paragraph) and head.text == "■広報"
    assert isinstance(made, Table) and made.rows()[1:] == [
        ["新しい制度の説明会を年2回開催する。", "○"],
        ["広報紙を毎月発行する。", "○"],
    ]


def test_what_was_done_is_headed_so() -> None:
    rows = [["広報"], ["説明会を2回開催した。 ○"], ["広報紙を毎月発行した。 △"]]
    _, made = with_judged_columns([table(rows, boxed=True, xs=(0.0, 200.0))], EXPLAINED)
    assert isinstance(made, Table) and made.rows()[0] == ["取組結果", "評価"]


@pytest.mark.parametrize(
    "rows",
    [
        [["○説明会を開催する"], ["△広報紙を発行する"]],  # no title
        [["広報\n○説明会を開催する"], ["○広報紙を発行する"]],  # may be bullets
        [["広報\n◎説明会を開催する"], ["広報紙を発行する"]],
        [["広報\n◎説明会を開催する\n△研修を行う"], ["○広報紙を発行する"]],
        [["広報\n説明会を開催する ◎"], ["○広報紙を発行する"]],  # before and behind
        [["指標\n健康宣言事業所数\n912 ○"], ["特定健診の受診\n61.3 △"]],  # figures
        [["指標\n生活習慣病予防健診実施率 ○"], ["特定健診実施率 △"]],  # names of what is measured
    ],
)
def test_other_boxes_stay_as_they_are(rows: list[list[str]]) -> None:
    whole = table(rows)
    assert with_judged_columns([whole], EXPLAINED) == [whole]
