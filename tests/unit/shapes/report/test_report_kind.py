"""The kind of a report."""

from __future__ import annotations

from datetime import date

import pytest

from extract.shapes.report.header import read_header
from tests.unit.build import document, paragraph, table


def test_a_plan_with_the_results_of_the_year_before_beside_it_is_a_plan() -> None:
    finding = read_header(document([paragraph("令和7年度高知支部事業計画及び令和6年度実施結果")]))
    assert (finding.header.fiscal_year, finding.header.report_kind) == (2025, "plan")
    finding = read_header(document([paragraph("令和6年度高知支部事業計画の実施結果及び令和7年度の方針")]))
    assert finding.header.report_kind == "results"


@pytest.mark.parametrize(
    ("lines", "kind", "as_of"),
    [
        (["令和5年度 高知支部 事業実績（令和5年12月末現在）"], "progress", date(2023, 12, 1)),
        (["令和5年度 高知支部 事業実績", "（12月末現在）"], "progress", date(2023, 12, 1)),
        (["令和5年度 高知支部 事業実績", "作成：令和6年1月22日 データ：12月末時点"], "progress", date(2023, 12, 1)),
        (["令和5年度 高知支部 事業実績（令和6年3月末現在）"], "results", date(2024, 3, 1)),
        (["令和5年度 高知支部 事業実績"], "results", date(2024, 3, 1)),
    ],
)
def test_results_up_to_a_month_within_the_year_are_none_of_all_of_it(lines: list[str], kind: str, as_of: date) -> None:
    found = read_header(document([paragraph(*lines)])).header
    assert (found.report_kind, found.as_of, found.is_of_whole_year) == (kind, as_of, kind == "results")


@pytest.mark.parametrize(
    ("issued", "kind"), [("令和6年7月", "results"), ("令和6年7月22日", "results"), ("令和6年2月", None)]
)
def test_what_a_year_brought_is_its_results_where_it_was_written_after_it(issued: str, kind: str | None) -> None:
    page = paragraph("令和5年度 主要KPIの実績", "全国健康保険協会 高知支部", issued)
    assert read_header(document([page])).header.report_kind == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("令和6年2月9日", "progress"),
        ("全国健康保険協会高知支部 令和5年12月", "progress"),
        ("日時:令和6年1月30日(火)15時から", "progress"),
        ("令和6年7月22日", "results"),
        ("開催日 令和6年7月22日(月)", "results"),
        ("令和6年3月", "results"),
        ("前回の評議会は令和5年12月に開いた。", "results"),
    ],
)
def test_what_was_written_within_a_year_holds_no_results_of_the_whole(line: str, kind: str) -> None:
    header = read_header(document([paragraph("令和5年度 高知支部 事業実績", line)])).header
    assert (header.report_kind, header.as_of is None) == (kind, kind == "progress")


@pytest.mark.parametrize("plan", ["内容点検行動計画に基づき点検する。", "事業計画の内容を点検する。"])
@pytest.mark.parametrize("title", ["事業評価シート", "自己評価表", "取組点検シート"])
def test_a_title_that_judges_is_no_plan_whatever_its_pages_plan(title: str, plan: str) -> None:
    rows = [["計画", plan], ["実績", "1,085件"], ["評価", "○"]]
    finding = read_header(document([paragraph(f"令和5年度 高知支部 {title}"), table(rows)]))
    assert (finding.header.report_kind, finding.header.period) == ("results", "FY")
    assert finding.month_from is not None  # no words name the kind: it is for review


def test_an_action_plan_without_a_title_that_judges_is_one() -> None:
    page = [paragraph("令和5年度 高知支部 保健グループの取組"), table([["行動計画", "点検する。"], ["評価", "○"]])]
    assert read_header(document(page)).header.report_kind == "action_plan"


@pytest.mark.parametrize(
    "title", ["重点施策と数値目標", "取組方針", "主要事業一覧表", "KPI目標値一覧", "事業実施計画書", "業務計画表"]
)
def test_plans_go_by_other_names(title: str) -> None:
    finding = read_header(document([paragraph(f"令和7年度 高知支部 {title}")]))
    assert (finding.header.fiscal_year, finding.header.report_kind) == (2025, "plan")


@pytest.mark.parametrize(
    ("title", "kind"),
    [("令和5年度高知支部事業計画の項目と結果", "results"), ("令和5年度高知支部事業計画の結果を踏まえた方針", "plan")],
)
def test_a_plan_with_what_became_of_it_is_its_results(title: str, kind: str) -> None:
    assert read_header(document([paragraph(title)])).header.report_kind == kind
