"""The headings that a report prints outside the columns of its tables, over plans and statuses."""

from __future__ import annotations

import pytest

from extract.interpret import interpret
from extract.shapes.text.bare_chapters import BareChapters
from extract.shapes.text.passages import Passage
from tests.unit.build import brief, document, paragraph, table, titled

HEADS = ["計画内容", "実施状況（○計画どおり、△計画を下回る）", "評価"]
PLAN = "(1) 窓口の案内\n・月ごとに案内板を見直す。"


def headings(chapters: BareChapters, text: str) -> list[tuple[bool, str]]:
    return chapters.take_roman(Passage(paragraph(text).lines))


def test_parts_with_roman_figures_count_up_and_may_be_printed_again() -> None:
    chapters = BareChapters()
    assert headings(chapters, "Ⅰ 窓口と相談") == [(True, "I 窓口と相談")]
    assert headings(chapters, "Ⅲ 健診") == []
    assert headings(chapters, "Ⅰ 窓口と相談") == [(True, "I 窓口と相談")]
    assert headings(chapters, "Ⅱ 健診\t評価：○計画どおり △計画を下回る") == [(True, "II 健診")]
    assert headings(chapters, "Ⅱ－１ 会場の確保\t【保健グループ】") == [(False, "II-1 会場の確保")]
    assert headings(chapters, "Ⅲ 全社へ案内を送付する") == []
    assert headings(chapters, "Ⅰ期は12社を訪問した。") == []


@pytest.mark.parametrize("gap", ["　", "\t", " "])
def test_a_line_may_print_a_part_and_its_chapter(gap: str) -> None:
    assert headings(BareChapters(), f"Ⅰ 窓口と相談{gap}第１ 電話の応対") == [
        (True, "I 窓口と相談"),
        (False, "第1 電話の応対"),
    ]
    assert headings(BareChapters(), f"Ⅰ 窓口と相談{gap}(２) 電話の応対") == [
        (True, "I 窓口と相談"),
        (False, "(2) 電話の応対"),
    ]


def test_plans_and_statuses_stand_under_the_part_over_their_table() -> None:
    rows = [HEADS, [PLAN, "(1) 窓口の案内\n・案内板を見直した。", "○"]]
    out = titled(
        paragraph("Ⅰ 窓口と相談　第１ 電話の応対"), table(rows, boxed=True), title="令和4年度 大分支部事業実施状況"
    )
    assert brief(out.of("plan_status"), "section", "symbol") == [("I 窓口と相談 > 第1 電話の応対", "○")]
    assert brief(out.of("plan_item"), "section") == [("I 窓口と相談 > 第1 電話の応対 > (1)窓口の案内",)]


def test_a_row_over_the_table_ends_the_chapter_before_it() -> None:
    rows = [HEADS, ["第２ 広報", None, None], [PLAN, "(1) 窓口の案内\n・案内板を見直した。", "○"]]
    body = table(rows, spans={(1, 0): (1, 3)}, boxed=True)
    out = titled(paragraph("Ⅰ 窓口と相談　第１ 電話の応対"), body, title="令和4年度 大分支部事業実施状況")
    assert brief(out.of("plan_status"), "section") == [("I 窓口と相談 > 第2 広報",)]


@pytest.mark.parametrize(("words", "section"), [("1\n.\n窓\n口\nと\n相\n談", "1.窓口と相談 > "), ("そ\nの\n他", "")])
def test_a_numbered_part_that_runs_down_at_the_left_heads_its_rows(words: str, section: str) -> None:
    heads = ["", "番号", "事業", "実施概要", "進捗状況（○計画どおり、△計画を下回る）", "評価"]
    rows = [
        heads,
        [words, "1", "案内", "・月ごとに案内板を見直す。", "・見直した。", "○"],
        [None, "2", "相談", "・相談の時間を延ばす。", "・延ばした。", "△"],
    ]
    out = titled(table(rows, spans={(1, 0): (2, 1)}, boxed=True), title="令和4年度 大分支部事業報告")
    assert brief(out.of("plan_item"), "section") == [(f"{section}案内",), (f"{section}相談",)]


def test_such_a_part_goes_on_on_the_next_page_beside_an_empty_place() -> None:
    heads = ["", "番号", "事業", "実施概要", "進捗状況（○計画どおり、△計画を下回る）", "評価"]
    more = [
        ["1", "案内", "・月ごとに案内板を見直す。", "・見直した。", "○"],
        ["2", "相談", "・時間を延ばす。", "・延ばした。", "△"],
    ]
    first = [heads, ["2\n.\n健\n診\n等", *more[0]], [None, *more[1]]]
    second = [
        heads,
        ["", "3", "訪問", "・事業所を訪ねる。", "・訪ねた。", "△"],
        [None, "4", "広報", "・便りを出す。", "・出した。", "○"],
    ]
    spans = {(1, 0): (2, 1)}
    below = table(second, spans=spans, page=2, index="2.0", boxed=True)
    pages = [[paragraph("令和4年度 大分支部事業報告"), table(first, spans=spans, boxed=True)], [below]]
    out, _ = interpret(document(*pages))
    assert brief(out.of("plan_item"), "section") == [
        (f"2.健診等 > {name}",) for name in ("案内", "相談", "訪問", "広報")
    ]


def test_a_status_beside_the_word_kpi_judges_the_kpi_below_it() -> None:
    rows = [
        HEADS,
        [PLAN, "・案内板を見直した。", "○"],
        ["■ KPI：\n1) 郵送化率を95％以上とする", "1) 94.1％（9月末）", "△"],
    ]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部事業実施状況")
    assert brief(out.of("plan_status"), "item_ja", "symbol") == [
        ("(1) 窓口の案内", "○"),
        ("1) 郵送化率を95%以上とする", "△"),
    ]


def test_years_in_a_table_of_their_own_head_the_tables_below_that_titles_part_from_them() -> None:
    heads = table([["令和4年度 支部事業計画【KPI】", "令和3年度 支部事業計画【KPI】"]], boxed=True)
    first = [
        ["Ⅰ 窓口と相談", None],
        ["現金給付等の申請に係る郵送化率を96％以上とする", "現金給付等の申請に係る郵送化率を95％以上とする"],
    ]
    second = [
        ["Ⅱ 健診", None],
        ["①事業者健診データの取得率を9％以上とする", "①事業者健診データの取得率を8％以上とする"],
    ]
    spans = {(0, 0): (1, 2)}
    below = [table(rows, spans=spans, index=f"1.{i}", boxed=True) for i, rows in enumerate((first, second), 1)]
    out = titled(heads, *below, title="令和4年度 大分支部事業計画")
    assert brief(out.of("kpi_target"), "fiscal_year", "target_value", "review_state") == [
        (2022, 96.0, "ok"),
        (2021, 95.0, "ok"),
        (2022, 9.0, "ok"),
        (2021, 8.0, "ok"),
    ]
