"""Facts that claim to be one and the same and say different things."""

from __future__ import annotations

from datetime import date

from extract.document import Place
from extract.locate import Locator
from tests.unit.certainty.sheet import Sheet, texts


def cell(row, col=1, table="1.0"):
    box = (50.0 * col, 20.0 * row, 50.0 * col + 48, 20.0 * row + 18)
    return Locator(Place(1, box), table, row, col)


def test_two_rows_of_a_table_with_one_name_and_year_are_flagged_where_they_differ():
    sheet = Sheet()
    sheet.months("専門機関", ["11", "12", "13"])
    sheet.months("専門機関", ["11", "21", "13"])
    assert texts(sheet.checked().flagged) == ["12", "21"]
    assert "can only be one of them" in sheet.flagged[0]["review_reason"] and len(sheet.conflicts) == 1


def test_short_names_of_other_tables_years_or_bases_are_other_figures():
    sheet = Sheet()
    sheet.months("件数", ["11", "12", "13"])
    sheet.months("件数", ["21", "22", "23"], table="2.0", page=2)
    sheet.months("件数", ["31", "32", "33"], year=2029)
    sheet.months("件数", ["11", "23", "36"], basis="cumulative")
    assert sheet.checked().flagged == []


def test_a_name_that_several_tables_of_a_page_share_leaves_out_what_of():
    sheet = Sheet()
    sheet.months("受付件数", ["11", "12", "13"])
    sheet.months("受付件数", ["21", "22", "23"], table="2.0")
    sheet.months("決定件数", ["11", "12", "13"])
    sheet.months("決定件数", ["11", "12", "13"], table="2.0")
    flagged = sheet.checked().flagged
    assert texts(flagged) == ["11", "12", "13", "21", "22", "23"] and not sheet.conflicts
    assert "is a name in several tables" in flagged[0]["review_reason"]


def test_a_kpi_has_one_figure_for_a_month_wherever_it_stands():
    sheet = Sheet()
    for table, text in (("1.0", "81.2"), ("7.0", "82.1")):
        sheet.months("使用割合", {9: text}, unit="%", kpi="generic_use_rate", table=table)
    assert texts(sheet.checked().flagged) == ["81.2", "82.1"]


def test_figures_of_a_table_that_differ_only_in_value_are_flagged_and_those_of_sentences_not():
    sheet = Sheet()
    for row, text in enumerate(("29", "53")):
        sheet.period("支払督促 件数", "YTD", text, row=row)
    sheet.heads("対象者数", "400")
    sheet.heads("対象者数", "500")
    assert texts(sheet.checked().flagged) == ["29", "53"]


def test_ranks_statuses_and_marks_of_one_thing_must_agree():
    sheet = Sheet()
    for row, (rank, symbol, mark) in enumerate(((3, "◎", "●"), (8, "△", "→"))):
        sheet.out.add("kpi_rank", cell(row), "", "rank", kpi_code="generic_use_rate", fiscal_year=2030, rank=rank)
        sheet.out.add("plan_status", cell(row), symbol, "status", item_ja="申請書の様式を見直して配る", symbol=symbol)
        month = {"activity_ja": "研修会", "month": date(2030, 6, 1), "mark": mark}
        sheet.out.add("schedule_mark", cell(row), mark, "mark", **month)
    sheet.checked()
    assert len(sheet.flagged) == 6
    assert {conflict["left_value"] for conflict in sheet.conflicts} == {"3", "◎", "●"}


def test_what_is_in_doubt_already_needs_no_second_reason():
    sheet = Sheet()
    for row, symbol in enumerate("○△"):
        values = {"item_ja": "申請書の様式を見直して配る", "symbol": symbol}
        sheet.out.add("plan_status", cell(row), symbol, "status", "its place is lost", **values)
    sheet.checked()
    assert {fact["review_reason"] for fact in sheet.facts} == {"its place is lost"} and sheet.conflicts == []


def test_a_table_printed_for_two_years_and_read_under_one_is_flagged():
    sheet = Sheet()
    for table, start in (("1.0", 100), ("2.0", 300)):
        for number in range(3):
            sheet.months(f"種別{number}", [str(start + 10 * number + month) for month in range(6)], table=table)
    assert len(sheet.checked().flagged) == len(sheet.facts)
    assert "may be of another year" in sheet.flagged[0]["review_reason"]
