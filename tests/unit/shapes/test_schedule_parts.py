"""Schedules whose columns are quarters or half-years."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from extract.shapes.tables.schedules.parts import parts_band
from tests.unit.build import brief, paragraph, table, titled

PLAN = "令和4年度 大分支部行動計画"


def marks(rows: list[list[str]], title: str = PLAN) -> Recorder:
    return titled(table(rows, boxed=True), title=title)


def test_a_mark_of_a_quarter_is_one_for_each_of_its_months_in_doubt() -> None:
    out = marks([["No", "取組", "1Q", "2Q", "3Q", "4Q"], ["1", "名簿の整備", "", "●", "", ""]])
    assert brief(out.of("schedule_mark"), "item_no", "activity_ja", "month", "mark", "review_state") == [
        ("1", "名簿の整備", month, "●", "flagged") for month in ("2022-07", "2022-08", "2022-09")
    ]


def test_words_of_half_years() -> None:
    out = marks([["取組", "上期", "下期"], ["名簿の整備", "準備", "送付"]])
    months = brief(out.of("schedule_mark"), "month", "mark")
    assert [month for month, mark in months if mark == "送付"] == [
        "2022-10", "2022-11", "2022-12", "2023-01", "2023-02", "2023-03",
    ]  # fmt: skip
    assert len(months) == 12


def test_the_quarters_below_their_half_years_are_read() -> None:
    grid = table(
        [["取組", "上期", None, "下期", None], ["", "1Q", "2Q", "3Q", "4Q"], ["名簿の整備", "→", "", "", ""]],
        spans={(0, 1): (1, 2), (0, 3): (1, 2)},
    )
    band = parts_band(grid)
    assert band is not None
    assert band.parts == {1: "Q1", 2: "Q2", 3: "Q3", 4: "Q4"}


@pytest.mark.parametrize(
    "rows",
    [
        [["区分", "1Q", "2Q"], ["件数", "31", "28"]],
        [["区分", "1Q", "2Q", "3Q", "4Q"], ["件数", "31件", "件", "件", "件"]],
        [["区分", "上期実績", "下期実績"], ["件数", "●", "●"]],
        [["取組", "上期", "通期"], ["名簿の整備", "●", "●"]],
        [["取組", "上期", "下期"], ["名簿", "関係団体の会合に出て名簿の整備を求め、回答を取りまとめる。", "●"]],
    ],
)
def test_other_tables_are_no_such_schedule(rows: list[list[str]]) -> None:
    assert parts_band(table(rows)) is None


def test_marks_that_may_judge_are_refused() -> None:
    out = marks([["取組", "上期", "下期"], ["名簿の整備", "○", "△"]], title="令和4年度 大分支部事業報告")
    assert out.of("schedule_mark") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["○", "△"]


LEGEND = "評価：◎目標を上回る ○概ね予定どおり △遅れている"


def test_statuses_of_quarters_that_the_legend_explains() -> None:
    rows = [["項目", "取組", "第1四半期", "第2四半期"], ["広報", "名簿の整備", "△", "－"]]
    out = titled(paragraph(LEGEND), table(rows, boxed=True), title="令和4年度上期 大分支部事業の進捗状況")
    assert brief(out.of("plan_status"), "section", "item_ja", "period", "symbol", "review_state") == [
        ("広報", "名簿の整備", "Q1", "△", "ok"),
        ("広報", "名簿の整備", "Q2", "－", "ok"),
    ]
    assert out.of("schedule_mark") == []


def test_one_status_beside_several_rows_is_of_each_the_second_in_doubt() -> None:
    heads = ["項目", "取組", "第1四半期", "第2四半期"]
    rows = [heads, ["広報", "名簿の整備", "△", "○"], [None, "会報の発行", "◎", None]]
    spans = {(1, 0): (2, 1), (1, 3): (2, 1)}
    out = titled(paragraph(LEGEND), table(rows, spans=spans, boxed=True), title="令和4年度 大分支部事業の進捗状況")
    assert brief(out.of("plan_status"), "item_ja", "period", "symbol", "review_state") == [
        ("名簿の整備", "Q1", "△", "ok"),
        ("名簿の整備", "Q2", "○", "ok"),
        ("会報の発行", "Q1", "◎", "ok"),
        ("会報の発行", "Q2", "○", "flagged"),
    ]


@pytest.mark.parametrize("beside", ["担当", "担当グループ", "重要度"])
def test_statuses_of_quarters_judge_the_work_and_not_who_is_in_charge(beside: str) -> None:
    rows = [
        ["No", "分野", "取組内容", beside, "1Q", "2Q", "3Q", "備考"],
        ["1", "適正化", "名簿を整える。", "企画グループ", "○", "△", "◎", ""],
        ["2", "適正化", "関係団体へ送付を依頼する。", "業務グループ", "○", "○", "○", ""],
    ]
    out = titled(paragraph(LEGEND), table(rows, boxed=True), title="令和4年度 大分支部事業の進捗状況")
    assert brief(out.of("plan_status"), "item_ja", "symbol", "period")[:4] == [
        ("名簿を整える。", "○", "Q1"),
        ("名簿を整える。", "△", "Q2"),
        ("名簿を整える。", "◎", "Q3"),
        ("関係団体へ送付を依頼する。", "○", "Q1"),
    ]


def test_a_symbol_that_the_legend_leaves_out_is_refused() -> None:
    rows = [["取組", "第1四半期", "第2四半期"], ["名簿の整備", "△", "×"]]
    out = titled(paragraph(LEGEND), table(rows, boxed=True), title="令和4年度上期 大分支部事業の進捗状況")
    assert out.of("plan_status") == []
    assert [row["extracted_text"] for row in out.of("reject")] == ["△", "×"]


def test_who_is_in_charge_of_the_next_part_is_no_mark() -> None:
    months = [f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]
    rows = [["取組", *months], ["名簿の整備", "●", *[""] * 11], ["2.広報の推進", "【企画グループ】", *[None] * 11]]
    out = titled(table(rows, spans={(2, 1): (1, 12)}, boxed=True), title=PLAN)  # type: ignore[arg-type]
    assert brief(out.of("schedule_mark"), "activity_ja", "mark") == [("名簿の整備", "●")]


@pytest.mark.parametrize("heads", [("4・5月", "6・7月", "8・9月"), ("4月～5月", "6月～7月", "8月～9月")])
def test_two_months_to_a_column(heads: tuple[str, str, str]) -> None:
    out = titled(table([["取組", *heads], ["訪問", "●", "", "準備"]], boxed=True), title="令和4年度 大分支部行動計画")
    assert brief(out.of("schedule_mark"), "month", "mark", "review_state") == [
        ("2022-04", "●", "flagged"),
        ("2022-05", "●", "flagged"),
        ("2022-08", "準備", "flagged"),
        ("2022-09", "準備", "flagged"),
    ]


@pytest.mark.parametrize(("title", "state"), [(PLAN, "ok"), ("令和4年度 大分支部事業報告", "flagged")])
def test_marks_of_months_among_crosses_may_judge_in_a_report_of_results(title: str, state: str) -> None:
    rows = [["取組", *(f"{month}月" for month in range(4, 10))], ["名簿の整備", "○", "×", "○", "○", "", "○"]]
    rows.append(["案内の送付", "○", "○", "", "×", "○", "○"])
    assert {row["review_state"] for row in marks(rows, title).of("schedule_mark")} == {state}


def judged(
    rows: list[list[str]], *legend: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Recorder:
    grid = table(rows, boxed=True, spans=spans or {})
    return titled(paragraph(*legend), grid, title="令和6年度 大分支部 重点施策の進捗")


def test_letters_that_the_legend_explains_judge_the_quarters_they_stand_under() -> None:
    rows = [["取組", "1Q", "2Q"], ["受診勧奨", "B", "A"], ["薬局の周知", "A", "C"]]
    out = judged(rows, "A:順調 B:おおむね順調 C:遅れ")
    assert brief(out.of("plan_status"), "item_ja", "symbol", "period", "review_state") == [
        ("受診勧奨", "B", "Q1", "ok"), ("受診勧奨", "A", "Q2", "ok"),
        ("薬局の周知", "A", "Q1", "ok"), ("薬局の周知", "C", "Q2", "ok"),
    ]  # fmt: skip
    assert not out.of("schedule_mark")


def test_stars_under_a_heading_that_judges() -> None:
    rows = [["取組", "評価", ""], ["", "1Q", "2Q"], ["受診勧奨", "★★", "★★★"], ["薬局の周知", "★", "★★"]]
    out = judged(rows, "★★★:順調 ★★:おおむね順調 ★:遅れている", spans={(0, 0): (2, 1), (0, 1): (1, 2)})
    assert brief(out.of("plan_status"), "symbol", "status", "period", "review_state") == [
        ("★★", "on_plan", "Q1", "ok"), ("★★★", "on_plan", "Q2", "ok"),
        ("★", "in_progress_or_below", "Q1", "ok"), ("★★", "on_plan", "Q2", "ok"),
    ]  # fmt: skip
    assert not out.of("schedule_mark")


def test_lines_that_begin_with_their_month_are_of_that_month() -> None:
    rows = [
        ["取組内容", "担当グループ", "上半期", "下半期"],
        ["意見交換会を開く。", "保健", "6月 開催案内\n7月 意見交換会", "1月 枠数の確認"],
        ["職員の研修を行う。", "企画総務", "通年", "通年"],
    ]
    out = marks(rows)
    found = brief(out.of("schedule_mark"), "activity_ja", "month", "mark", "review_state")
    assert [one for one in found if one[3] == "ok"] == [
        ("意見交換会を開く。", "2022-06", "開催案内", "ok"), ("意見交換会を開く。", "2022-07", "意見交換会", "ok"),
        ("意見交換会を開く。", "2023-01", "枠数の確認", "ok"),
    ]  # fmt: skip
    assert {one[0] for one in found} == {"意見交換会を開く。", "職員の研修を行う。"}


def test_a_column_of_pairs_that_was_read_apart_names_no_activity() -> None:
    long = "健診機関の空き状況を一覧にして県内の事業所に広く情報提供する。"
    pair = "・生活習慣病予防健診実施率\n47.9%→66.0%以上"
    head = ["課題", "対応策", "KPI(現状値→目標値)", "担当課", "Q1", "Q2"]
    rows = [["受診率", long, pair, "保健課", "●", ""], ["情報提供", long, pair, "保健課", "", "●"]]
    out = marks([head, *rows], title="令和5年度 大分支部事業計画")
    assert len(out.of("schedule_mark")) == 6
    assert all(long in activity for (activity,) in brief(out.of("schedule_mark"), "activity_ja"))


_QUARTERS = ["1Q", "2Q", "3Q", "4Q"]
_OVER = "令和4年度 大分支部事業報告"


def planned(heads: list[str], *rows: list[str], title: str = _OVER) -> list[tuple[object, ...]]:
    """The plan items of work that quarters judge."""
    grid = [[*heads, *_QUARTERS], *([*row, "○", "△", "◎", "○"] for row in rows)]
    out = titled(paragraph(LEGEND), table(grid, boxed=True), title=title)
    assert len(out.of("plan_status")) == (4 * len(rows) if title == _OVER else 0)
    return brief(out.of("plan_item"), "section", "owner_group", "item_ja", "review_state")


def test_sentences_of_work_that_quarters_judge_are_planned() -> None:
    rows = (["業務", "1", "審査の体制を見直し、日数を短縮する"], ["業務", "2", "照会の文書を患者へ送付する"])
    assert planned(["グループ", "№", "行動内容"], *rows) == [
        (None, "業務", "審査の体制を見直し、日数を短縮する", "ok"),
        (None, "業務", "照会の文書を患者へ送付する", "ok"),
    ]


def test_phrases_that_quarters_judge_may_be_titles() -> None:
    rows = (["業務の改善", "点検の重点項目の見直し"], ["業務の改善", "集団健診の会場の拡大"])
    assert planned(["区分", "取組事項"], *rows) == [
        ("業務の改善", None, "点検の重点項目の見直し", "flagged"),
        ("業務の改善", None, "集団健診の会場の拡大", "flagged"),
    ]


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        ("項目", ("点検の重点項目の見直し", "集団健診の会場の拡大")),
        ("取組項目", ("健康宣言事業所数", "生活習慣病予防健診実施率")),
        ("取組項目", ("広報", "健診", "保健指導")),
        ("取組内容", ("審査の体制を見直し、日数を短縮した", "照会の文書を患者へ送付した")),
    ],
)
def test_what_else_quarters_judge_is_no_planned_work(head: str, texts: tuple[str, ...]) -> None:
    assert planned(["区分", head], *(["適正化", text] for text in texts)) == []


def test_work_beside_the_one_in_charge_and_a_heading_of_its_own_over_quarters_is_planned_in_doubt() -> None:
    rows = [
        ["区分", "重点施策", "実施内容", "担当", "1Q", "2Q"],
        ["健診", "受診率の向上", "未受診の事業所へ電話で勧奨する", "保健", "→", ""],
        ["給付", "適正な給付", "患者へ照会の文書を送る", "業務", "", "→"],
    ]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部 事業計画")
    assert brief(out.of("plan_item"), "section", "owner_group", "item_ja", "review_state") == [
        ("受診率の向上", "保健", "未受診の事業所へ電話で勧奨する", "flagged"),
        ("適正な給付", "業務", "患者へ照会の文書を送る", "flagged"),
    ]


def test_when_and_how_weighty_work_is_names_no_activity() -> None:
    heads = ["取組", "時期", "重要度", "上期", "下期"]
    out = marks([heads, ["広報紙の発行", "通年", "高", "●", ""], ["職員の研修", "10月", "中", "", "●"]])
    assert {row["activity_ja"] for row in out.of("schedule_mark")} == {"広報紙の発行", "職員の研修"}
