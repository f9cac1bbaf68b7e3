"""Notes below tables of counts, months and results, against the time that the figures were read with."""

from __future__ import annotations

import pytest

from extract.certainty.words.note_clauses import Clause, clauses_of
from extract.document import Block
from extract.facts import Row
from extract.interpret import interpret
from tests.unit.build import document, paragraph, table

_TITLE = "令和6年度 大分支部 事業報告"
_YEARS = [["区分", "令和5年度", "令和6年度"], ["一次勧奨", "1,810件", "1,655件"], ["二次勧奨", "205件", "171件"]]
_MONTHS = [
    ["年度", "4月", "5月", "6月", "7月"],
    ["令和5年度", "81", "95", "99", "104"],
    ["令和6年度", "88", "102", "113", "121"],
]
_HALVES = [["業務", "令和5年度上期", "令和5年度下期", "令和6年度上期"], ["事業所訪問", "70件", "61件", "77件"]]


def _doubted(rows: list[list[str]], *notes: str, title: str = _TITLE) -> set[float]:
    blocks: list[Block] = [paragraph(title, boxed=True), table(rows, boxed=True)]
    out, _ = interpret(document([*blocks, *(paragraph(note, boxed=True) for note in notes)]))
    facts = [*out.of("kpi_actual"), *out.of("monthly_actual"), *out.of("period_figure")]
    assert facts
    return {row["value"] for row in facts if "another time" in (row["review_reason"] or "") or _is_so_far(row)}


def _is_so_far(row: Row) -> bool:
    """Whether the note was read, and gave the figure its month."""
    return str(row.get("period") or "").startswith("YTD")


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("注：令和5年度は年間、令和6年度は1月末までの件数", {1655, 171}),
        ("*令和6年度は2月20日現在の数値", {1655, 171}),
        ("※二次勧奨は、令和6年度のみ12月末までの実績。", {171}),
        ("※令和5年10月末現在", set()),  # of which figures of an earlier year nothing says
        ("※R6は11月まで", {1655, 171}),
        ("※集計期間：各年1月～12月", {1810, 205, 1655, 171}),
        ("※一次勧奨は前年10月から当年9月までの集計", {1810, 1655}),
        ("※令和6年度は8月からの累計。", {1655, 171}),
        ("※令和6年度は年度末現在。", set()),
        ("※令和6年度は4月から3月までの累計。", set()),
        ("※12月末現在の加入者数による推計を含む。", set()),
        ("※令和6年度は12月に様式を改めた。", set()),
        ("※令和6年度は1,655件のうち12月末までが1,200件。", set()),
    ],
)
def test_a_note_on_counts_of_years(note: str, doubted: set[float]) -> None:
    assert _doubted(_YEARS, note) == doubted


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("※7月は20日までの件数", {121}),
        ("*令和5年度の6月は15日現在。", {99}),
        ("※7月分は見込み", {121}),
        ("※7月は7月31日まで。", set()),
        ("※各月の数値は4月からの累計。", {81, 95, 99, 104, 88, 102, 113, 121}),
        ("※各月は単月の件数。", set()),
        ("※令和6年度は7月まで。", set()),
    ],
)
def test_a_note_on_months(note: str, doubted: set[float]) -> None:
    assert _doubted(_MONTHS, note, title="令和6年度 大分支部 電話照会件数") == doubted


def test_a_note_on_figures_that_come_late() -> None:
    rows = [["区分", "当月", "年度累計"], ["健診", "310件", "2,790件"], ["面談", "95件", "801件"]]
    found = _doubted(rows, "※健診は2か月遅れのため11月分を計上。", title="大分支部 月報（令和7年1月分）")
    assert 310 in found
    assert 95 not in found


def test_a_note_on_a_part_of_the_year() -> None:
    assert _doubted(_HALVES, "※令和6年度の上期は8月末まで。") == {77}
    assert _doubted(_HALVES, "※令和6年度の上期は9月末まで。") == set()
    assert _doubted(_HALVES, "※下期は2月末まで。") == {61}


def test_a_note_by_its_mark() -> None:
    rows = [["年度", "新規宣言", "講座"], ["令和5年度", "41", "8"], ["令和6年度※", "37", "5"]]
    assert _doubted(rows, "※令和7年1月末現在") == {37, 5}
    marked = [_MONTHS[0], [*_MONTHS[1][:4], "104*1"], [*_MONTHS[2][:4], "121"]]
    assert _doubted(marked, "*1 20日までの受付分", title="令和6年度 大分支部 電話照会件数") == set()  # other words
    assert _doubted(marked, "*1 7月20日現在", title="令和6年度 大分支部 電話照会件数") == {104}


def test_of_two_notes_behind_a_mark_each_is_of_what_it_names() -> None:
    rows = [["KPI", "令和5年度", "令和6年度(※)"], ["一次勧奨", "812件", "655件"], ["二次勧奨", "205件", "171件"]]
    note = "(※)令和6年度は、令和6年12月末時点。ただし、二次勧奨は令和6年10月まで。"
    out, _ = interpret(document([paragraph(_TITLE), table(rows), paragraph(note)]))
    doubted = {row["value"] for row in out.of("period_figure") if "another time" in (row["review_reason"] or "")}
    assert doubted == {171}


def test_a_note_in_the_last_row() -> None:
    assert _doubted([*_YEARS, ["※令和6年度は12月末まで", "", ""]]) == {1655, 171}


def test_the_words_of_a_mark_end_before_a_number() -> None:
    def only(text: str) -> Clause:
        (clause,) = clauses_of(text, 2024)
        return clause

    assert (only("*1 9月は20日まで").mark, only("*1 9月は20日まで").months) == ("*1", {9})
    assert (only("＊9月は20日まで").mark, only("＊9月は20日まで").months) == ("*", {9})
