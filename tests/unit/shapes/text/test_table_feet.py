"""Notes at the foot of a table: of that table and no title of the next one."""

from __future__ import annotations

from datetime import date

from extract.facts import Row
from extract.interpret import interpret
from extract.recorder import Recorder
from tests.unit.build import document, paragraph, table

_TITLE = "令和6年度 大分支部 事業報告"
_CALLS = [["月", "4月", "5月", "6月", "7月"], ["相談件数", "31", "64", "90", "127"]]
_FORMS = [["月", "4月", "5月", "6月", "7月"], ["受付件数", "512", "498", "530", "507"]]
_HEAD = ["KPI", "令和5年度", "令和6年度"]
_KPIS = [_HEAD, ["生活習慣病予防健診実施率", "58.1%", "59.9%"], ["被扶養者の特定健診実施率", "27.3%", "28.8%"]]
_OTHER = [_HEAD, ["現金給付等の申請に係る郵送化率", "93.0%", "94.6%"], ["レセプト点検の査定率", "0.31%", "0.33%"]]
_COUNTS = [["区分", "令和5年度", "令和6年度"], ["一次勧奨", "1,810件", "1,655件"]]


def _read(*blocks: str | list[list[str]]) -> Recorder:
    made = [
        paragraph(block) if isinstance(block, str) else table(block, index=f"1.{i}") for i, block in enumerate(blocks)
    ]
    return interpret(document([paragraph(_TITLE), *made]))[0]


def _only(rows: list[Row], value: float) -> Row:
    (row,) = [row for row in rows if row["value"] == value]
    return row


def test_a_note_on_the_table_above_says_nothing_of_the_next_one() -> None:
    out = _read("電話相談", _CALLS, "※各月の件数は4月からの累計。", "申請書の受付", _FORMS)
    assert {row["basis"] for row in out.of("monthly_actual") if row["value"] > 400} == {"monthly"}
    assert {row["review_state"] for row in out.of("monthly_actual") if row["value"] > 400} == {"ok"}


def test_a_note_dates_the_year_in_its_own_table_alone() -> None:
    out = _read(_KPIS, "窓口", _OTHER, "*令和6年度は2月末現在")
    assert _only(out.of("kpi_actual"), 94.6)["as_of"] == date(2025, 2, 1)
    assert _only(out.of("kpi_actual"), 93.0)["as_of"] is None
    other = _only(out.of("kpi_actual"), 59.9)
    assert (other["as_of"], other["review_state"]) == (None, "flagged")  # the foot of a page may be of all of it


def test_tables_that_nothing_parts_share_a_note() -> None:
    out = _read(_KPIS, _OTHER, "*令和6年度は2月末現在")
    assert {row["as_of"] for row in out.of("kpi_actual") if row["fiscal_year"] == 2024} == {date(2025, 2, 1)}


def test_a_note_dates_counts() -> None:
    out = _read(_COUNTS, "注：令和5年度は年間、令和6年度は1月末までの件数")
    found = {row["value"]: (row["period"], row["review_state"]) for row in out.of("period_figure")}
    assert found == {1810: ("FY", "ok"), 1655: ("YTD(1月)", "ok")}


def test_a_note_in_a_plan_dates_the_year_that_still_runs() -> None:
    rows = [["KPI", "令和5年度実績", "令和6年度実績（※）", "令和7年度目標"]]
    rows += [
        ["生活習慣病予防健診実施率", "58.1%", "41.9%", "60.0%"],
        ["ジェネリック医薬品使用割合", "83.3%", "85.0%", "86.0%"],
    ]
    note = "（※）令和6年度実績は、令和6年12月末時点。ただし、ジェネリック医薬品使用割合は令和6年10月診療分。"
    blocks = [paragraph("令和7年度 大分支部 事業計画"), table(rows), paragraph(note)]
    found = {
        row["value"]: (row["as_of"], row["review_state"]) for row in interpret(document(blocks))[0].of("kpi_actual")
    }
    assert found[41.9] == (date(2024, 12, 1), "ok")
    assert found[85.0] == (date(2024, 10, 1), "ok")
    assert found[58.1] == found[83.3] == (None, "ok")


def test_a_year_in_brackets_below_a_table_is_of_the_next_one() -> None:
    out = _read("相談件数", "【令和6年度】", _CALLS, "【令和5年度】", _CALLS)
    assert {row["fiscal_year"] for row in out.of("monthly_actual")} == {2024, 2023}
