"""Numbered lists of work to come in reports on progress."""

from __future__ import annotations

import pytest

from extract.document import Block
from tests.unit.build import brief, paragraph, titled

PROGRESS = "令和５年度上期 大分支部事業の実施状況"
ITEMS = ("（１）未回答の事業所へ職員が訪問して依頼する。", "（２）集団健診を県内３か所で追加で開く。")
READ = [("未回答の事業所へ職員が訪問して依頼する。", "ok"), ("集団健診を県内3か所で追加で開く。", "ok")]
BULLETS = ("・中断者に保健師が電話で継続を呼びかける。", "・相談会を11月に開く。")


def items(head: str, *lines: str, title: str = PROGRESS) -> list[tuple[object, ...]]:
    """The plan items that a report with a heading over lines gives."""
    before = ("１ 主な業務の実績", "（１）電話の相談が最も多かった。")
    blocks: list[Block] = [paragraph(text, boxed=True) for text in (*before, head, *lines)]
    return brief(titled(*blocks, title=title).of("plan_item"), "item_ja", "review_state")


@pytest.mark.parametrize("head", ["４ 今後の取組", "Ⅲ 今後の主な取組みについて", "（５）これからの取り組み"])
def test_a_numbered_list_under_a_numbered_title_is_planned(head: str) -> None:
    marked = (
        ITEMS if head[0] != "（" else tuple(f"{number}{text[3:]}" for number, text in zip("①②", ITEMS, strict=True))
    )
    assert items(head, *marked) == READ


def test_the_title_heads_the_list_and_nothing_behind_it() -> None:
    out = titled(
        *[paragraph(text, boxed=True) for text in ("４ 今後の取組", *ITEMS, "評議会での意見を踏まえて進める。")],
        title=PROGRESS,
    )
    assert brief(out.of("plan_item"), "section") == [("4今後の取組",), ("4今後の取組",)]


@pytest.mark.parametrize(
    ("head", "lines", "title"),
    [
        ("今後の取組", ITEMS, PROGRESS),  # a label of comments
        ("４ 今後の課題", ITEMS, PROGRESS),
        ("４ 今後の取組", ITEMS[:1], PROGRESS),
        ("４ 今後の取組", ("（１）受診率を60.0%以上とする。", "（２）集団健診を県内３か所で開いた。"), PROGRESS),
        ("第２四半期の取組", BULLETS, PROGRESS),  # the report is about it
        ("４ 今後の取組", ITEMS, "令和５年度 大分支部事業報告"),  # the year is over
    ],
)
def test_anything_else_is_none(head: str, lines: tuple[str, ...], title: str) -> None:
    assert items(head, *lines, title=title) == []


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("次の四半期の予定（10月～12月）", "ok"),
        ("第３四半期の取組", "ok"),
        ("■ 下期の主な取組", "ok"),
        ("10月以降に実施すること", "ok"),
        ("来期の予定", "flagged"),  # of which year it is nobody says
    ],
)
def test_bullets_under_a_time_to_come_are_planned(head: str, state: str) -> None:
    assert items(head, *BULLETS) == [(text[1:], state) for text in BULLETS]


@pytest.mark.parametrize("head", ["４ 今後の取組", "次の四半期の予定"])
@pytest.mark.parametrize("other", ["（３）集団健診を県内３か所で開いた。", "（３）受診率を60.0%以上とする。"])
def test_what_was_done_and_targets_listed_there_are_none_and_leave_the_rest_in_doubt(head: str, other: str) -> None:
    assert items(head, *ITEMS, other) == [(text, "flagged") for text, _ in READ]


def test_a_phrase_listed_there_is_in_doubt() -> None:
    assert items("次の四半期の予定", BULLETS[0], "・健診案内の発送(11月)") == [
        (BULLETS[0][1:], "ok"),
        ("健診案内の発送(11月)", "flagged"),
    ]
