"""Lists between a title and the label of what was done."""

from __future__ import annotations

import pytest

from extract.document import Block
from tests.unit.build import brief, paragraph, titled

_TITLE = "令和５年度上期 大分支部事業の実施状況"
_ONE = ("１ 電話相談の充実", "・相談の時間を延ばす。", "・案内を事業所へ送る。")
_TWO = ("２ 研修の開催", "・研修会を県内３か所で開く。")


def _items(label: str, *rounds: tuple[str, ...]) -> list[tuple[object, ...]]:
    done = (label, "夕方の窓口を開いた。", "・月曜の相談が最も多かった。")
    lines: list[Block] = [paragraph(text, boxed=True) for one in rounds for text in (*one, *done)]
    return brief(titled(*lines, title=_TITLE).of("plan_item"), "item_ja", "review_state")


@pytest.mark.parametrize("label", ["〔実施状況〕", "【取組結果】", "■実施状況"])
def test_what_stands_over_the_label_of_what_was_done_is_the_plan(label: str) -> None:
    assert _items(label, _ONE, _TWO) == [
        ("相談の時間を延ばす。", "ok"),
        ("案内を事業所へ送る。", "ok"),
        ("研修会を県内3か所で開く。", "ok"),
    ]


def test_a_label_is_believed_where_it_comes_again_and_all_is_to_be_done() -> None:
    assert _items("〔実施状況〕", _ONE) == []
    told = ("２ 研修の開催", "・研修会を県内３か所で開いた。", "・来年も開く。")
    first = [("相談の時間を延ばす。", "ok"), ("案内を事業所へ送る。", "ok")]
    assert _items("〔実施状況〕", _ONE, told) == first
    untitled = ("研修会について、次のように定めていた。", "・研修会を県内３か所で開く。")
    assert _items("〔実施状況〕", _ONE, untitled) == first


def test_running_text_behind_a_list_of_plans_is_none_of_them() -> None:
    lines = ("こんなことに取り組みます", "・相談の時間を延ばす。", "・研修会を県内３か所で開く。")
    lines += ("査定の額は昨年に届いておらず、下期は入院の点検に力を入れる。",)
    out = titled(*[paragraph(text, boxed=True) for text in lines], title=_TITLE)
    assert brief(out.of("plan_item"), "item_ja") == [("相談の時間を延ばす。",), ("研修会を県内3か所で開く。",)]
