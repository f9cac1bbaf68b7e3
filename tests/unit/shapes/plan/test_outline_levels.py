"""The levels of outlines in running text, their items, and the judgements beside these."""

from __future__ import annotations

import pytest

from extract.document import Paragraph
from extract.recorder import Recorder
from extract.shapes.text.passages import passages_of
from tests.unit.build import brief, paragraph, titled

_PLAN = "令和4年度 大分支部事業計画"
_PROGRESS = "令和4年度上期 大分支部事業の取組状況"
_LEGEND = "評価 ◎…目標を上回った ○…目標を達成した △…目標に届かなかった ×…実施できなかった"


def _read(*lines: str, title: str = _PLAN) -> Recorder:
    """What is read of lines one below another."""
    blocks = paragraph(*lines, boxed=True).lines
    return titled(*(Paragraph([line]) for line in blocks), title=title)


@pytest.mark.parametrize(
    ("heads", "mark"),
    [
        (("第1章　窓口", "1．相談", "2．案内", "第2章　健診", "1．会場"), "ア）"),
        (("Ⅰ　窓口", "1　相談", "2　案内", "Ⅱ　健診", "1　会場"), "- "),
        (("【窓口】", "（1）相談", "（2）案内", "【健診】", "（1）会場"), "▶"),
        (("■窓口", "◇相談", "◇案内", "■健診", "◇会場"), "①"),
        (("Ⅰ窓口", "<電話相談>", "<道の案内>", "Ⅱ健診", "<広い会場>"), "1)"),
    ],
)
def test_marks_head_or_list_by_their_place_in_the_outline(heads: tuple[str, ...], mark: str) -> None:
    one, two, three, four, five = heads
    rows = _read(one, two, f"{mark}席を増やす", f"{mark}札を掛ける", three, f"{mark}地図を配る", four, five,
                 f"{mark}会場を選ぶ").of("plan_item")  # fmt: skip
    assert [row["item_ja"] for row in rows] == ["席を増やす", "札を掛ける", "地図を配る", "会場を選ぶ"]
    tails = ["相談", "相談", "案内", "会場"]
    assert [row["section"].split(" > ")[-1].strip(">")[-2:] for row in rows] == tails
    assert [row["section"].split(" > ")[-2].strip("】")[-2:] for row in rows] == ["窓口", "窓口", "窓口", "健診"]
    assert {row["review_state"] for row in rows} == {"ok"}


def test_phrases_and_sentences_without_marks_are_in_doubt() -> None:
    phrases = _read("1．窓口", "・席の追加", "・札の更新", "2．健診", "・会場の追加").of("plan_item")
    assert brief(phrases, "item_ja", "review_state") == [
        ("席の追加", "flagged"),
        ("札の更新", "flagged"),
        ("会場の追加", "flagged"),
    ]
    bare = _read("1．窓口", "席を増やして待ち時間を減らす。", "2．健診", "会場を選び直す。").of("plan_item")
    assert brief(bare, "item_ja", "review_state") == [
        ("席を増やして待ち時間を減らす。", "flagged"),
        ("会場を選び直す。", "flagged"),
    ]


def test_headings_alone_and_contents_list_no_plans() -> None:
    assert _read("1．窓口", "2．健診", "3．広報").of("plan_item") == []
    assert _read("第1章　窓口 …… 3", "1．相談 …… 4", "2．案内 …… 5").of("plan_item") == []


def test_weights_and_groups_behind_a_heading_are_those_of_its_items() -> None:
    rows = _read("1．窓口（業務グループ）【重要度：高】", "・席を増やす。", "2．健診", "・会場を選ぶ。").of("plan_item")
    assert brief(rows, "importance", "owner_group") == [("高", "業務グループ"), (None, "業務グループ")]


@pytest.mark.parametrize("line", ["{} …………… {}", "{} ------------- {}", "{}　　{}", "{}【{}】", "【{1}】{0}"])
def test_work_with_a_judgement_beside_it_is_a_plan_item_with_a_status(line: str) -> None:
    lines = [f"・{line.format(text, mark)}" for text, mark in (("席の追加", "○"), ("札の更新", "△"))]
    out = _read(_LEGEND, "1．窓口の取組", *lines, title=_PROGRESS)
    assert brief(out.of("plan_item"), "item_ja", "section", "review_state") == [
        ("席の追加", "1.窓口の取組", "ok"),
        ("札の更新", "1.窓口の取組", "ok"),
    ]
    assert brief(out.of("plan_status"), "item_ja", "symbol", "status", "section") == [
        ("席の追加", "○", "on_plan", "1.窓口の取組"),
        ("札の更新", "△", "in_progress_or_below", "1.窓口の取組"),
    ]


def test_what_was_done_and_what_is_measured_is_judged_and_no_plan() -> None:
    lines = ("1．窓口", "・席を増やした。　○", "・郵送の率　△")
    out = _read(_LEGEND, "取組と評価", *lines, title=_PROGRESS)
    assert out.of("plan_item") == []
    assert brief(out.of("plan_status"), "item_ja") == [("席を増やした。",), ("郵送の率",)]


@pytest.mark.parametrize("frame", ["〈{}〉", "≪{}≫", "【{}】", "{}："])
def test_parts_under_every_heading_keep_the_headings_of_the_outline(frame: str) -> None:
    plan, done, status = (frame.format(label) for label in ("計画", "実施状況", "評価"))
    out = _read(
        _LEGEND,
        "第1章　窓口", "1．相談", f"{plan}席を増やす。", f"{done}席を増やした。", f"{status}○",
        f"{plan}机を替える。", f"{done}机を替えた。", f"{status}◎",
        "2．案内", f"{plan}札を掛ける。", f"{done}札を掛けた。", f"{status}△",
        title=_PROGRESS,
    )  # fmt: skip
    over = ("第1章窓口 > 1.相談", "第1章窓口 > 1.相談", "第1章窓口 > 2.案内")
    plans, statuses = out.of("plan_item"), out.of("plan_status")
    judged = [("席を増やした。", "○"), ("机を替えた。", "◎"), ("札を掛けた。", "△")]
    assert brief(statuses, "item_ja", "symbol") == judged
    assert tuple(row["section"] for row in statuses) == over
    assert [row["item_ja"] for row in plans] == ["席を増やす。", "机を替える。", "札を掛ける。"]
    assert all(row["section"].startswith(path) for row, path in zip(plans, over, strict=True))


def test_a_title_with_its_group_behind_it_is_no_item() -> None:
    out = _read("1．窓口", "1-1 相談の席の追加　業務グループ", "1-2 案内の札の更新　企画グループ")
    assert out.of("plan_item") == []


def test_a_title_of_progress_goes_before_a_heading_about_results() -> None:
    title = "令和4年度 大分支部事業の進捗状況（令和4年6月末時点）"
    out = _read("主な実施結果", "1．窓口", "・席を増やした。", title=title)
    assert brief(out.of("report"), "report_kind", "period") == [("progress", "Q1")]


def test_chapters_stand_over_numbers_that_came_before_them() -> None:
    works = ("（1）席を増やす　○", "（2）札を掛ける　△", "（1）会場を選ぶ　◎")
    chapters = ("第1　窓口", "1　相談", *works[:2], "第2　健診", "1　会場", works[2])
    out = _read(_LEGEND, "1　業務量", "2　計画の実施項目と評価", *chapters, title=_PROGRESS)
    assert brief(out.of("plan_item"), "item_ja", "section") == [
        ("席を増やす", "第1窓口 > 1相談"),
        ("札を掛ける", "第1窓口 > 1相談"),
        ("会場を選ぶ", "第2健診 > 1会場"),
    ]


def test_a_title_with_its_judgement_is_no_rest_of_the_title_above() -> None:
    desk = ("1　相談席　評価　○", "［計画］", "・席を増やす。")
    lines = ("第1　窓口", *desk, "2　案内板　評価　△", "［計画］", "・札を掛ける。")
    statuses = _read(_LEGEND, *lines, title=_PROGRESS).of("plan_status")
    assert brief(statuses, "item_ja", "symbol") == [("1 相談席", "○"), ("2 案内板", "△")]
    assert [row["section"].split(" > ")[-1] for row in statuses] == ["第1窓口", "第1窓口"]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("Ⅰ　窓口", "1　相談"), 2),
        (("Ⅰ窓口", "<電話相談>"), 2),
        (("・窓口の席を増やす", "<電話相談>（業務グループ）"), 2),
        (("・窓口の席を増やす", "【A】"), 1),
    ],
)
def test_titles_do_not_go_on_with_the_line_above_and_a_status_in_brackets_does(
    lines: tuple[str, ...], count: int
) -> None:
    assert len(passages_of([paragraph(*lines, boxed=True, width=80.0)])) == count


def test_titles_that_come_behind_lists_of_a_text_in_parts_stand_below_no_list() -> None:
    lists = ("事業計画", "○席を増やすための工夫", "○札の場所の見直し", "行動計画", "①席を増やす。", "②札を掛ける。")
    more = ("事業計画", "○地図の配布", "行動計画", "・地図を配る。", "・道を示す。")
    out = _read(*lists, "2．案内の充実", *more, "3．会場の見直し", *more)
    sections = [row["section"].split(" > ")[:-1] for row in out.of("plan_item")]
    assert sections == [[]] * 4 + [["2.案内の充実"]] * 3 + [["3.会場の見直し"]] * 3
