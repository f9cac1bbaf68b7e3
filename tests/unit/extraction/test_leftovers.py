"""What no rule takes from a table is rejected with its place; numbers of lists, legends and what is read are not."""

from __future__ import annotations

import json

import pytest

from extract.document import Line, Paragraph, Place, Table
from extract.interpret import interpret
from extract.leftovers import reject_leftovers
from extract.locate import Locator
from extract.marks import NOT_READ
from tests.unit.build import document, paragraph, recorder, table, titled

TITLE = "令和4年度 大分支部事業報告"


def left(grid: Table) -> list[tuple[str, int, int]]:
    """Text, row and column of the cells that are rejected where no shape takes anything."""
    out = recorder()
    reject_leftovers(document([grid]), out)
    assert all(row["reason"].startswith(NOT_READ) for row in out.of("reject"))
    refs = [json.loads(row["source_ref"]) for row in out.of("reject")]
    return [(row["extracted_text"], ref["row"], ref["col"]) for row, ref in zip(out.of("reject"), refs, strict=True)]


def test_figures_and_symbols_are_rejected_with_their_cells() -> None:
    grid = table([["甲", "朝", "夕"], ["乙", "◎", "31件"], ["丙", "×", "0.7"]], boxed=True)
    assert sorted(left(grid)) == [("0.7", 2, 2), ("31件", 1, 2), ("×", 2, 1), ("◎", 1, 1)]


def test_a_word_for_a_status_among_symbols_in_one_column_is_rejected_with_them() -> None:
    rows = [["甲", "総合"], ["名簿の整備", "◎"], ["相談", "順調"], ["順調", "－"]]
    assert left(table(rows, boxed=True)) == [("◎", 1, 1), ("順調", 2, 1)]


def test_a_legend_judges_nothing() -> None:
    assert left(table([["◎", "計画以上"], ["○", "計画どおり"]], boxed=True)) == []


def test_boxes_of_work_beside_a_symbol_of_the_legend_are_rejected() -> None:
    legend = paragraph("◎：計画以上 ○：計画どおり △：計画を下回る")
    for text, lost in (
        ("点検の効率を ○\n高める", ["○"]),
        ("△点検を行う", ["△"]),
        ("○点検を行う", []),  # may be the mark of a list
        ("×点検を行う", []),  # the legend knows none
        ("◎計画以上 ○計画どおり", []),
    ):
        out = recorder()
        reject_leftovers(document([legend, table([[text]], boxed=True)]), out)
        assert [row["extracted_text"] for row in out.of("reject")] == lost


def test_lines_of_nothing_but_a_figure_are_rejected_in_boxes_and_outside_of_tables() -> None:
    assert left(table([["甲の受付\n8,412件\n前年より増えた"]], boxed=True)) == [("8,412件", 0, 0)]
    out = recorder()
    reject_leftovers(document([paragraph("推移", boxed=True), paragraph("1,012", boxed=True), paragraph("12")]), out)
    assert [row["extracted_text"] for row in out.of("reject")] == ["1,012"]


def test_small_numbers_are_figures_only_where_something_is_counted() -> None:
    assert left(table([["順", "項目"], ["予定", "3"], ["予備", "4"]], boxed=True)) == []
    assert [text for text, _, _ in left(table([["順", "訪問件数"], ["予定", "3"]], boxed=True))] == ["3"]


@pytest.mark.parametrize("boxed", [True, False])
def test_what_a_conversion_writes_twice_is_no_figure_of_its_own(boxed: bool) -> None:
    inner = table([["名", "31件"]], index="1.0.0.0", boxed=boxed)
    found = left(table([[[inner], "31件"]], boxed=boxed))
    assert len(found) == (2 if boxed else 1)


def test_cells_that_gave_facts_are_not_rejected() -> None:
    months = ["", *(f"{month}月" for month in (4, 5, 6, 7, 8, 9))]
    grid = table([months, ["相談件数", "11件", "12件", "13件", "14件", "15件", "16件"]], boxed=True)
    read = interpret(document([paragraph(TITLE, boxed=True), grid]))[0]
    assert read.of("reject") == []
    assert len(read.of("monthly_actual")) == 6


def test_an_evaluation_at_the_end_of_a_line_is_rejected_where_no_status_was_made_of_it() -> None:
    out = recorder()
    lines = paragraph("(1)窓口の案内　自己評価 ○", "評価：上がった", "研修の開催（判定：△）", boxed=True)
    reject_leftovers(document([lines]), out)
    assert [row["extracted_text"] for row in out.of("reject")] == ["(1)窓口の案内　自己評価 ○", "研修の開催（判定：△）"]


def test_a_sentence_of_a_kpi_in_a_cell_that_nothing_read_is_rejected() -> None:
    reason = "国の目標が見直され、医療機関や薬局の協力を得て使用が進んだ結果、" * 4
    long = f"ジェネリック医薬品使用割合は、{reason}80%に達した。"
    rows = [["区分", "○ジェネリック医薬品使用割合を80.5%以上とする"], ["経緯", long], ["広報", "○ 会報を年4回発行する"]]
    assert left(table(rows, boxed=True)) == [("○ジェネリック医薬品使用割合を80.5%以上とする", 0, 1)]


def test_a_figure_with_a_remark_that_nothing_read_is_left() -> None:
    rows = [["項目", "内容"], ["結果", "0.97%（9月末時点、全国1.10%）"], ["課題", "回答が遅い"]]
    assert ("0.97%（9月末時点、全国1.10%）", 1, 1) in left(table(rows, boxed=True))


def test_times_of_work_in_words_are_rejected_and_months_that_head_columns_are_not() -> None:
    rows = [["取組", "スケジュール"], ["案内", "6月:発送、9月:集計"], ["相談", "6月"], ["訪問", "通年"]]
    out = recorder()
    reject_leftovers(document([table(rows, boxed=True)]), out)
    assert [row["extracted_text"] for row in out.of("reject")] == ["6月:発送、9月:集計", "6月", "通年"]
    heads = [["取組", "スケジュール", None], [None, "6月", "7月"], ["案内", "", ""]]
    out = recorder()
    reject_leftovers(document([table(heads, spans={(0, 0): (2, 1), (0, 1): (1, 2)}, boxed=True)]), out)
    assert out.of("reject") == []
    beside = table([["実施時期", "8月:第1回発送"]], boxed=True)
    out = recorder()
    reject_leftovers(document([beside]), out)
    assert [row["extracted_text"] for row in out.of("reject")] == ["8月:第1回発送"]


@pytest.mark.parametrize("line", ["受診者数は9月末で1,842人(前年同期1,690人)。", "初回面談 2,310人(計画2,500人)。"])
def test_counts_behind_their_names_are_rejected(line: str) -> None:
    out = recorder()
    reject_leftovers(document([paragraph(line, boxed=True)]), out)
    assert [row["extracted_text"] for row in out.of("reject")] == [line]


@pytest.mark.parametrize("text", ["(前年 299,870人)", "(目標 120社)"])
def test_figures_in_brackets_of_their_own_cell_are_rejected(text: str) -> None:
    out = recorder()
    reject_leftovers(document([table([["甲", text]], boxed=True)]), out)
    assert [row["extracted_text"] for row in out.of("reject")] == [text]


@pytest.mark.parametrize(
    "line",
    [
        "宣言事業所数は2月末現在1,642社で、次年度以降は1,800社を目指す。",
        "宣言した事業所は現在980社、年度末までに1,050社とすることが目標です。",
        "当支部の取得率は全国で見ると順位が18位という水準にある。",
    ],
)
def test_aims_and_ranks_that_no_fact_holds_are_rejected(line: str) -> None:
    read = interpret(document([paragraph("令和6年度 大分支部事業の進捗状況(令和7年2月末現在)"), paragraph(line)]))[0]
    assert [row["extracted_text"] for row in read.of("reject")] == [line]
    assert all(row["target_value"] != 1800 for row in read.of("kpi_target"))


def test_targets_beside_a_name_are_rejected_one_by_one_but_for_those_in_a_reject() -> None:
    texts = ["査定率", "0.108%以上", "0.112%以上", "0.116%以上"]
    pieces = [Line(text, Place(1, (x, 10, x + 50, 20))) for x, text in zip(range(0, 400, 100), texts, strict=True)]
    line = Line("\t".join(texts), Place(1, (0, 10, 350, 20)), pieces=tuple(pieces))
    out = recorder()
    out.reject(Locator(Place(1, (110, 8, 140, 22))), "0.108", "a figure in a table whose headings were not understood")
    reject_leftovers(document([Paragraph([line])]), out)
    assert [row["extracted_text"] for row in out.of("reject")][1:] == texts[2:]


def test_a_target_in_a_cell_is_rejected_but_no_group_of_people() -> None:
    assert left(table([["甲", "65歳以上"], ["乙", "1.10%以下"]], boxed=True)) == [("1.10%以下", 1, 1)]


def test_days_with_decimals_are_no_days_of_a_month() -> None:
    assert left(table([["甲", "日数"], ["乙", "5.3日"], ["丙", "7日"]], boxed=True)) == [("5.3日", 1, 1)]


def test_what_counts_by_a_word_that_is_no_known_unit_is_not_dropped() -> None:
    rows = [["区分", "年度計"], ["のぼり旗", "60基"], ["参加した家庭", "33家族"], ["対象の年代", "40代"]]
    out = titled(table(rows), paragraph("・のぼり旗：58基"))
    left = {str(row["extracted_text"]) for row in out.of("reject")}
    assert {"60基", "33家族", "・のぼり旗：58基"} <= left and "40代" not in left
