"""Rows of flat tables that a conversion tore."""

from __future__ import annotations

import pytest

from extract.document import Document
from extract.interpret import interpret
from extract.readers.conversions.text import read_text
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.repair.rows.torn_rows import mended
from tests.unit.build import SHA, table

HEAD = "項番\t事業\t実施概要\t進捗状況\t実施状況\t全国順位"


def report(*rows: str, head: str = HEAD) -> Document:
    return read_text("\n".join(["令和8年度 大分支部 事業報告", "", head, *rows]).encode(), "report.txt", SHA)


def items(document: Document) -> dict[str, tuple[str | None, str]]:
    """The plan items with section and state."""
    out, _ = interpret(document)
    return {row["item_ja"]: (row["section"], row["review_state"]) for row in out.of("plan_item")}


def statuses(document: Document) -> list[tuple[str, str]]:
    out, _ = interpret(document)
    return [(row["symbol"], row["item_ja"]) for row in out.of("plan_status")]


def test_a_sentence_cut_over_rows_is_one_item_and_its_status_is_kept() -> None:
    document = report(
        "1\t窓口\t(1)窓口に来る人の声を月ごとに集め、その声を次の月の運\t・箱を置いた。\t",
        "\t\t営に生かす。\t\t○",
    )
    whole = "窓口に来る人の声を月ごとに集め、その声を次の月の運営に生かす。"
    assert items(document)[whole][1] == "flagged"
    assert statuses(document) == [("○", f"(1){whole}")]


def test_whole_sentences_of_two_rows_stay_two() -> None:
    rows = ("1\t窓口\t(1)案内板の字を大きくする。\t・替えた。\t○", "\t\t(2)予約を電話で受ける。\t・始めた。\t△")
    found = items(report(*rows))
    assert list(found) == ["案内板の字を大きくする。", "予約を電話で受ける。"]
    assert {state for _, state in found.values()} == {"ok"}


def test_a_title_cut_over_columns_is_a_title_again() -> None:
    document = report("○窓\t口の運営(業務グル\tープ)", "1\t窓口\t(1)案内板の字を大きくする。\t・替えた。\t○")
    assert items(document) == {"案内板の字を大きくする。": ("○窓口の運営(業務グループ) > 窓口", "ok")}


def test_a_title_in_the_middle_of_its_rows_is_over_all_of_them() -> None:
    document = report(
        "\t\t(1)案内板の字を大きくする。\t・替えた。\t○",
        "1\t窓口の運営\t(2)予約を電話で受ける。\t・始めた。\t△",
        "\t\t(1)広報誌に図を増やす。\t・増やした。\t○",
        "2\t広報\t(2)放送で呼びかける。\t・呼びかけた。\t○",
    )
    assert [section for section, _ in items(document).values()] == ["窓口の運営", "窓口の運営", "広報", "広報"]


def test_a_rank_that_ran_into_the_status_is_whole_and_flagged() -> None:
    row = "1\t広報\t【KPI】ジェネリック医薬品使用割合を80%以上とする。\t・配った。\tΔ 32\t2位"
    out, _ = interpret(report(row))
    assert [(r["rank"], r["review_state"]) for r in out.of("kpi_rank")] == [(32, "flagged")]
    assert [r["symbol"] for r in out.of("plan_status")] == ["△"]


def test_a_status_repeated_with_its_row_counts_once() -> None:
    row = "1\t窓口\t(1)案内板の字を大きくして誰にも読めるものにする。\t・替えた。\t◎"
    assert len(statuses(report(row, row, row))) == 1


def test_a_dash_beside_no_plan_is_rejected() -> None:
    out, _ = interpret(report("1\t窓口\t(1)案内板の字を大きくする。\t・替えた。\t○", "\t\t\t・続ける。\t-"))
    assert [row["symbol"] for row in out.of("plan_status")] == ["○"]
    assert [row["extracted_text"] for row in out.of("reject")] == ["-"]


def test_headings_cut_within_a_bracket_make_no_further_columns() -> None:
    head = "項番\t事業\t実施概要\t進捗\t状況 (計画\tを下回る場\t合は、今後の課題)\t実施状況"
    out, _ = interpret(report("1\t窓口\t(1)案内板の字を大きくする。\t・替えた。\t\t\t\t○", head=head))
    assert [(row["item_ja"], row["review_state"]) for row in out.of("plan_item")] == [
        ("案内板の字を大きくする。", "flagged")
    ]
    assert [row["symbol"] for row in out.of("plan_status")] == ["○"]


def test_parts_run_on_behind_their_number_belong_to_it() -> None:
    document = report("1\t広報\t(1)放送での広報 ① 朝の番組で話す。 ② 夜の番組で話す。\t・話した。\t○")
    assert list(items(document)) == ["放送での広報① 朝の番組で話す。② 夜の番組で話す。"]


def test_a_stroke_through_the_next_cell_is_no_part_of_the_status() -> None:
    assert [symbol for symbol, _ in statuses(report("1\t窓口\t(1)案内板の字を大きくする。\t・替えた。\tΔ /"))] == ["△"]


def test_chapters_above_the_headings_hold_for_the_table() -> None:
    rows = ("計画内容\t実施状況", "・ 案内板の字を大きくする。\t・ 替えた。\t○")
    out, _ = interpret(report(*rows, head="2. 窓口の運営\t\t(1) 案内の工夫"))
    assert [row["section"] for row in out.of("plan_status")] == ["2. 窓口の運営 > (1) 案内の工夫"]


def test_several_statuses_of_one_row_are_no_repetition() -> None:
    head = "計画内容\t実施状況"
    row = "・ 案内板の字を大きくして誰にも読めるものにする。\t・ 替えた。\t△\t△"
    assert len(statuses(report(row, head=head))) == 2


def test_a_total_stacked_over_its_figures_is_taken_apart_with_its_row() -> None:
    months = [f"{month}月 {10 * month}% {month}%" for month in MONTHS]
    out, _ = interpret(report("\t".join(["累計 令和7年度 令和8年度", *months, "平均 6.5% 65%"]), head="窓口受付率"))
    assert [(row["fiscal_year"], row["value"]) for row in out.of("period_figure")] == [(2025, 6.5), (2026, 65)]


MONTHS = [*range(4, 13), 1, 2, 3]


def test_a_row_of_marks_one_column_too_far_left_is_set_right_and_flagged() -> None:
    head = "\t".join(["番号", "活動", *(f"{month}月" for month in MONTHS)])
    whole = "\t".join(["①", "広報誌を配る", *["●"] * 12])
    slipped = "\t".join(["予約を受ける", *["●"] * 12, ""])
    out, _ = interpret(report(whole, slipped, head=head))
    marks = [row for row in out.of("schedule_mark") if row["activity_ja"] == "予約を受ける"]
    assert [row["month"].month for row in marks] == MONTHS
    assert {row["review_state"] for row in marks} == {"flagged"}
    assert {row["review_state"] for row in out.of("schedule_mark") if row["activity_ja"] == "広報誌を配る"} == {"ok"}


def test_a_point_among_hours_and_minutes_is_a_colon_and_flagged() -> None:
    head = "\t".join(["単月", *(f"{month}月" for month in MONTHS)])
    out, _ = interpret(report("\t".join(["令和8年度超過勤務時間", "4:10", "3:05", "2.46", *["3:20"] * 9]), head=head))
    found = [(row["value"], row["unit"], row["review_state"]) for row in out.of("monthly_actual")][:3]
    assert found == [(250, "min", "ok"), (185, "min", "ok"), (166, "min", "flagged")]


def test_a_target_run_on_behind_the_formula_of_a_note_is_one_of_its_own() -> None:
    cell = (
        "■ KPI: レセプト点検の査定率(※)について対前年度以上とする (※) 査定率=点検で減らした額÷医療費の総額 "
        "協会の再審査レセプト 1 件当たりの査定額を対前年度以上とする"
    )
    out, _ = interpret(report(f"{cell}\t・ 替えた。", head="計画内容\t実施状況"))
    codes = {row["kpi_code"] for row in out.of("kpi_target")}
    assert codes == {"receipt_assessment_rate", "reassessment_amount_per_receipt"}


def test_tables_with_places_are_left_alone() -> None:
    boxed = table([["○窓", "口の運営(業務グル", "ープ)"]], boxed=True)
    assert mended(boxed) is boxed


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("0", "○"),
        ("〇", "○"),
        ("\u039f", "○"),
        ("Δ", "△"),
        ("©", "◎"),
        ("✕", "×"),
        ("—", "－"),
        ("1", None),
        ("○○", None),
    ],
)
def test_symbols_in_one_spelling(printed: str, meant: str | None) -> None:
    assert symbol_of(printed) == meant
