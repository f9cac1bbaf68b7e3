"""Plan tables by the words over their columns and by what these hold."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from extract.shapes.tables.plans.plan_columns import plan_layout, role_of
from tests.unit.build import brief, header, table, titled

_PLAN = "令和4年度 大分支部事業計画"
_XS = [0.0, 40.0, 140.0, 400.0, 460.0, 520.0]
_WORK = ("申請書の書き方を動画で知らせる。", "窓口の混む日を前もって知らせる。", "再審査の例を持ち寄って学ぶ。")


def _read(*rows: list[str], title: str = _PLAN) -> Recorder:
    return titled(table(rows, boxed=True, xs=_XS[: len(rows[0]) + 1]), title=title)


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("取組の内容", "plan"),
        ("主な活動内容", "plan"),
        ("令和7年度の計画", "plan"),
        ("本年度に行うこと", "plan"),
        ("施策", "work"),
        ("取組項目", "work"),
        ("取組状況", "status"),
        ("事業計画の実施状況", "status"),
        ("実施時期", "when"),
        ("取組目標", "kpi"),
        ("担当グループ", "owner"),
        ("今後の取組内容", "next"),
        ("主な業務内容", "other"),
        ("用語の説明", "other"),
        ("所在地", None),
    ],
)
def test_a_heading_says_what_its_column_holds(head: str, role: str | None) -> None:
    assert role_of(head) == role


def test_number_owner_and_weights_stand_in_columns_of_their_own() -> None:
    rows = [["番号", "主管", "取組の内容", "重要度", "困難度"]]
    rows += [[str(i), "業務", work, "高" if i == 2 else "", "－"] for i, work in enumerate(_WORK, 1)]
    found = brief(
        _read(*rows).of("plan_item"), "item_no", "owner_group", "importance", "difficulty", "item_ja", "review_state"
    )
    assert found == [(str(i), "業務", "高" if i == 2 else None, None, work, "ok") for i, work in enumerate(_WORK, 1)]


def test_columns_that_tell_what_was_done_are_no_plan() -> None:
    rows = [
        ["施策", "実施内容", "評価"],
        *[["給付", "動画を作って知らせた。", "○"], ["窓口", "混む日を知らせた。", "△"]],
    ]
    out = _read(*rows, title="令和4年度 大分支部事業報告")
    assert not out.of("plan_item")
    assert len(out.of("plan_status")) == 2


def test_phrases_are_work_beside_their_owner_and_titles_beside_kpis() -> None:
    phrases = ["書き方の動画による周知", "混雑する日の予想の公表"]
    owned = _read(["活動内容", "担当"], *[[text, "業務"] for text in phrases])
    assert brief(owned.of("plan_item"), "item_ja", "review_state") == [(text, "ok") for text in phrases]
    beside = [["事業計画", "KPI", "目標値"], *[[text, "保険証回収率", "90%以上"] for text in phrases]]
    assert not _read(*beside).of("plan_item")


def test_work_under_a_heading_of_its_own_words_is_flagged() -> None:
    rows = [["担当", "こんな一年に", "時期"], *[["業務", work, "通年"] for work in _WORK]]
    assert brief(_read(*rows).of("plan_item"), "review_state") == [("flagged",)] * 3


@pytest.mark.parametrize(
    "rows",
    [
        [["用語", "説明"], ["査定率", "減額した額を総額で除して得る。"], ["現金給付", "申請により現金を支給する。"]],
        [["グループ", "主な業務内容"], ["業務", "申請書の審査を行う。"], ["保健", "健診の企画を行う。"]],
        [["項目", "目標"], ["保険証回収率", "90%以上"], ["郵送化率", "95%以上"]],
        [["事業", "取組内容"], ["健診", "12回"], ["広報", "24回"]],
    ],
)
def test_tables_of_other_things_are_no_plans(rows: list[list[str]]) -> None:
    assert plan_layout(table(rows, boxed=True), header(kind="plan")) is None


def test_work_with_a_bound_is_an_item_in_doubt_and_a_target_none() -> None:
    texts = (_WORK[0], "公告を15日以上とする。", "郵送の率を90%以上とする。")
    heads = ["計画内容", "実施状況及び評価", "今後の予定"]
    rows = [heads, *[[f"・{text}", "・行った。", "・続ける。"] for text in texts]]
    out = titled(table(rows, boxed=True, xs=[0.0, 240.0, 560.0, 700.0]))
    found = brief(out.of("plan_item"), "item_ja", "review_state")
    assert found == [(_WORK[0], "ok"), ("公告を15日以上とする。", "flagged")]


_MONTHS = [f"{month}月" for month in (*range(4, 13), 1, 2, 3)]


def _schedule(*rows: list[str | None]) -> Recorder:
    spans = {(at, 0): (1, 14) for at, row in enumerate(rows, 1) if row[1] is None}
    return titled(table([["取組", "担当", *_MONTHS], *rows], spans=spans, boxed=True))


def test_sentences_beside_who_does_them_in_a_schedule_are_plans() -> None:
    band: list[str | None] = ["健康づくり", *[None] * 13]
    rows: list[list[str | None]] = [[work, "保健", "", "実施", *[""] * 10] for work in _WORK[:2]]
    out = _schedule(band, *rows)
    assert brief(out.of("plan_item"), "item_ja", "section", "owner_group") == [
        (work, "健康づくり", "保健") for work in _WORK[:2]
    ]
    assert {row["activity_ja"] for row in out.of("schedule_mark")} == set(_WORK[:2])


def test_names_of_activities_in_a_schedule_are_no_plans() -> None:
    rows: list[list[str | None]] = [[name, "保健", "", "実施", *[""] * 10] for name in ("集団健診", "健診の案内")]
    assert _schedule(*rows).of("plan_item") == []


def test_work_under_another_year_is_of_that_year() -> None:
    rows = [
        ["区分", "令和3年度の取組結果", "令和4年度の取組予定"],
        ["窓口", "・案内板を付け替えた。", "・記入台を増やす。"],
        ["電話", "・受付を30分延ばした。", "・応対の研修を開く。"],
    ]
    out = titled(table(rows, boxed=True), title="令和3年度 大分支部 事業計画の取組結果")
    assert brief(out.of("plan_item"), "fiscal_year", "item_ja") == [
        (2022, "記入台を増やす。"),
        (2022, "応対の研修を開く。"),
    ]
