"""Remarks that date the figures of single KPIs."""

from __future__ import annotations

from datetime import date

import pytest

from extract.document import Document, Page
from extract.shapes.remarks.kpi_remarks import Remark, on_page, read_remarks, remarks_in, said_of, without_remarks
from extract.shapes.tables.kpis.kpi_list import read_kpi_list
from extract.shapes.tables.kpis.list_columns import list_columns
from tests.unit.build import brief, header, paragraph, recorder, scope, table

DECEMBER = header(2024, as_of=date(2024, 12, 1), kind="progress", period="Q3")
CHECKUP = ("生活習慣病予防健診実施率", "lifestyle_checkup_rate")
GENERIC = ("ジェネリック医薬品使用割合", "generic_use_rate")
ASSESSED = ("協会のレセプト点検の査定率", "receipt_assessment_rate")
INSURED = ("被保険者の特定保健指導の実施率", "insured_guidance_rate")


def when(line: str, kpi: tuple[str, str], national: bool = False) -> str | None:
    """The date that a line gives a KPI's figures; ? where it is not certain, None where it says nothing of them."""
    remarks = [Remark(**{**vars(r), "page": 1}) for r in remarks_in(line, is_plan=False)]
    said = said_of(*kpi, national, on_page(remarks, 1))
    return None if said is None else "?" if said.doubt else said.when


@pytest.mark.parametrize(
    ("line", "kpi", "expected"),
    [
        ("令和6年12月末時点（率は累計。ジェネリック医薬品使用割合は令和6年10月診療分）", GENERIC, "令和6年10月診療分"),
        ("令和6年12月末時点（率は累計。ジェネリック医薬品使用割合は令和6年10月診療分）", CHECKUP, None),
        ("※ジェネリック医薬品使用割合及びレセプト点検の査定率はR6.10月末現在", ASSESSED, "R6.10月末現在"),
        ("※ジェネリック医薬品使用割合・レセプト点検の査定率は10月分、その他は11月末", INSURED, "11月末"),
        ("※ジェネリックは10月、レセプト点検は9月までの実績", GENERIC, "10月"),
        ("（注1）特定保健指導の実施率については2024年11月末暫定値である。", INSURED, "2024年11月末速報"),
        ("ただし、ジェネリック医薬品使用割合のみ4月～10月診療分の値を掲載している。", GENERIC, "4月~10月診療分"),
        ("10月診療分：ジェネリック医薬品使用割合", GENERIC, "10月診療分"),
        ("※特定保健指導の実施率は令和5年度の数値", INSURED, "令和5年度"),
        ("ジェネリック医薬品使用割合以外は令和6年11月末時点", CHECKUP, "令和6年11月末時点"),
        ("ジェネリック医薬品使用割合以外は令和6年11月末時点", GENERIC, "?"),
        ("※レセプト点検の査定率を除き、11月末時点", ASSESSED, "?"),
        ("※ジェネリック医薬品使用割合は前々月診療分", GENERIC, "?"),
        ("※網掛けの指標は10月診療分", CHECKUP, "?"),
        ("ジェネリック医薬品使用割合は令和6年10月時点で83.1%となった。", GENERIC, None),
        ("※全国順位は令和6年9月末時点", CHECKUP, None),
        ("申込みは10月末まで", CHECKUP, None),
        ("※前年同期は令和5年12月末（ジェネリック医薬品使用割合は令和5年10月診療分）の数値", GENERIC, None),
        ("※前年の欄は令和5年12月末。（ジェネリック医薬品使用割合は令和6年10月診療分）", GENERIC, "令和6年10月診療分"),
    ],
)
def test_what_a_line_says_of_a_kpi(line: str, kpi: tuple[str, str], expected: str | None) -> None:
    assert when(line, kpi) == expected


def test_a_remark_about_the_nation() -> None:
    line = "※全国平均は令和6年9月末時点"
    assert when(line, CHECKUP, national=True) == "令和6年9月末時点"
    assert when(line, CHECKUP) is None


def test_a_name_with_brackets() -> None:
    line = "返納金債権（診療報酬返還金（不当請求）を除く。）の回収率は11月末時点である。"
    name = "返納金債権（診療報酬返還金（不当請求）を除く。）の回収率"
    assert when(line, (name, "overpayment_recovery_rate")) == "11月末時点"


def test_the_report_is_not_dated_by_a_remark_about_one_kpi() -> None:
    assert without_remarks("第3四半期（ジェネリック医薬品使用割合は10月診療分）") == "第3四半期()"
    assert without_remarks("令和6年12月末時点") == "令和6年12月末時点"


def test_a_remark_on_another_page_is_not_certain() -> None:
    pages = [Page(1, [table([["KPI"]])]), Page(2, [paragraph("※ジェネリック医薬品使用割合は10月診療分")])]
    remarks = read_remarks(Document("0", "a.pdf", "pdf", pages), is_plan=False)
    assert [(said := said_of(*GENERIC, False, on_page(remarks, page))) and bool(said.doubt) for page in (1, 2)] == [
        True,
        False,
    ]


HEAD = ["KPI", "目標", "実績", "前年同月", "令和5年12月末", "令和5年度", "全国平均"]
ROW = ["ジェネリック医薬品使用割合", "80%以上", "83.1%", "82.1%", "82.2%", "82.3%", "82.9%"]


def results(line: str) -> list[tuple[object, ...]]:
    grid = table([HEAD, ROW, ["一者応札案件の割合", "17%以下", "", "", "", "", ""]])
    remarks = on_page([Remark(**{**vars(r), "page": 1}) for r in remarks_in(line, is_plan=False)], 1)
    where, out = scope(DECEMBER).under(remarks=remarks), recorder()
    columns = list_columns(grid, where)
    assert columns is not None
    read_kpi_list(grid, columns, where, out)
    return brief(out.of("kpi_actual"), "value", "fiscal_year", "as_of", "review_state")


def test_the_figures_of_a_row() -> None:
    assert results("※ジェネリック医薬品使用割合は10月診療分") == [
        (83.1, 2024, "2024-10", "ok"),
        (82.1, 2023, "2023-10", "ok"),
        (82.2, 2023, "2023-12", "flagged"),  # its heading names another month
        (82.3, 2023, None, "ok"),
        (82.9, 2024, "2024-10", "ok"),
    ]


@pytest.mark.parametrize("date_said", ["令和7年2月末", "3月診療分", "前々月診療分"])
def test_a_month_that_cannot_be_is_flagged(date_said: str) -> None:
    assert results(f"※ジェネリック医薬品使用割合は{date_said}")[0][3] == "flagged"
