"""Figures of cells and lines of which only some were read are rejected; names, numbers of rows and headings are not."""

from __future__ import annotations

import pytest

from extract.document import Table
from extract.interpret import interpret
from extract.recorder import Recorder
from tests.unit.build import document, paragraph, table

TITLE = "令和6年度 大分支部事業報告"


def read(*blocks: object) -> Recorder:
    return interpret(document([paragraph(TITLE, boxed=True), *blocks]))[0]  # type: ignore[list-item]


def rejected(*blocks: object) -> list[str]:
    return [row["extracted_text"] for row in read(*blocks).of("reject")]


def grid(*rows: list[str]) -> Table:
    return table(list(rows), boxed=True)


def test_a_number_of_one_digit_among_figures_is_a_figure_or_rejected() -> None:
    out = read(grid(["項目", "令和5年度", "備考欄"], ["会場の数", "12件", "3"], ["講師の数", "20人", ""]))
    texts = [row["extracted_text"] for kind in ("period_figure", "reject") for row in out.of(kind)]
    assert sorted(texts) == ["12件", "20人", "3"]


def test_numbers_left_of_names_and_in_headings_are_none() -> None:
    assert rejected(grid(["No.", "項目", "令和5年度"], ["1", "会場の借上", "12件"], ["2", "講師の派遣", "20人"])) == []


@pytest.mark.parametrize("text", ["1,204件、880人", "1,204件\n880人"])
def test_cells_of_several_figures_are_rejected_and_head_nothing(text: str) -> None:
    out = read(grid(["項目", "令和5年度", "令和6年度"], ["巡回相談", text, text], ["出張相談", "88件", "91件"]))
    assert [(row["measure_ja"], row["value"]) for row in out.of("period_figure")] == [
        ("出張相談", 88),
        ("出張相談", 91),
    ]
    assert len(out.of("reject")) == 2


def test_days_behind_a_stroke_are_a_figure_too() -> None:
    head, row = ["指標", "目標", "実績"], ["サービススタンダードの達成率", "100%", "100%／6.1日"]
    assert "6.1日" in rejected(grid(head, row, ["被扶養者の特定健診実施率", "30.0%", "29.1%"]))


def test_a_line_of_a_name_and_a_figure_that_is_in_no_fact_is_rejected() -> None:
    lines = paragraph("受取処理数：604件（前年度577件 前年度比104%）", boxed=True)
    out = read(lines)
    values = {row["value"] for row in out.of("period_figure")}
    assert 604 in values or [row["extracted_text"] for row in out.of("reject")] == [lines.lines[0].text]


def test_a_rate_before_its_figure_without_a_colon_is_rejected_as_well() -> None:
    assert rejected(paragraph("実施率 31.2%（KPI 30.0%） 前年度比 +2.9pt", boxed=True)) == [
        "実施率 31.2%（KPI 30.0%） 前年度比 +2.9pt"
    ]


def test_a_figure_behind_the_number_of_its_line_is_rejected() -> None:
    assert rejected(paragraph("② 65.2%", boxed=True)) == ["② 65.2%"]


def test_a_figure_in_a_line_of_a_long_cell_of_which_others_were_read_is_rejected() -> None:
    lines = ["生活習慣病予防健診実施率", "70.4%", "目標 70.0%以上", "昨々年 66.1% ⇄ 今回 70.4%"]
    card = "\n".join([*lines, *["窓口でもお尋ねください"] * 3])
    assert rejected(table([[card]], boxed=True)) == ["66.1%"]


def test_a_number_of_days_with_decimals_in_a_card_is_rejected() -> None:
    card = "サービススタンダードの達成状況\n100%\n目標 100%\n平均所要日数 6.8日"
    assert rejected(table([[card]], boxed=True)) == ["6.8日"]


def test_a_symbol_alone_on_a_line_is_rejected_and_a_mark_of_items_is_not() -> None:
    assert rejected(paragraph("△", boxed=True)) == ["△"]
    assert rejected(paragraph("■", boxed=True)) == []


def test_counts_behind_their_names_and_rates_in_their_brackets_are_rejected_where_nothing_reads_them() -> None:
    lines = [
        "1.電話照会件数 R5上期 18,220件、R6上期 17,004件",
        "2.任意継続資格取得件数 2,144件(R5:2,301件)",
        "・健診 受診者数 45,210人(実施率 33.1%)",
    ]
    said = "".join(rejected(*(paragraph(line, boxed=True) for line in lines)))
    out = read(*(paragraph(line, boxed=True) for line in lines))
    read_values = {row["value"] for kind in ("period_figure", "kpi_actual") for row in out.of(kind)}
    for value, text in ((18220, "18,220"), (2144, "2,144"), (33.1, "33.1")):
        assert value in read_values or text in said
