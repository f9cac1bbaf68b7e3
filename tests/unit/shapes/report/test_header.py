"""The report's own facts from its first words."""

from __future__ import annotations

from datetime import date

import pytest

from extract.shapes.report.header import read_header
from tests.unit.build import document, paragraph


@pytest.mark.parametrize(
    ("lines", "branch", "year", "kind", "period", "as_of"),
    [
        (["令和4年度 大分支部事業報告"], "oita", 2022, "results", "FY", date(2023, 3, 1)),
        (["令和４年度", "大分支部 事業報告"], "oita", 2022, "results", "FY", date(2023, 3, 1)),
        (["令和４年度 大分支部 年次報告書"], "oita", 2022, "results", "FY", date(2023, 3, 1)),
        (["2024（令和6）年度 高知支部事業実施状況", "第2四半期"], "kochi", 2024, "progress", "Q2", date(2024, 9, 1)),
        (["令和5年度上期 高知支部事業計画の進捗状況について"], "kochi", 2023, "progress", "H1", date(2023, 9, 1)),
        (["令和7年度 高知支部事業計画（案）"], "kochi", 2025, "plan", "FY", None),
        (["令和2年度 高知支部行動計画"], "kochi", 2020, "action_plan", "FY", None),
        (["平成31年度 高知支部アクションプラン"], "kochi", 2019, "action_plan", "FY", None),
        (["令和5年度 高知支部 事業実績"], "kochi", 2023, "results", "FY", date(2024, 3, 1)),
        (["令和5年度 高知支部業務実績表", "（上半期） （下半期）"], "kochi", 2023, "results", "FY", date(2024, 3, 1)),
        (["令和6年度 高知支部 事業実施状況（令和6年12月末時点）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (["令和6年度 高知支部 事業実施状況（4月～12月）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (
            ["事業計画の進捗状況", "令和6年4月～令和6年6月", "高知支部"],
            "kochi",
            2024,
            "progress",
            "Q1",
            date(2024, 6, 1),
        ),
        (["令和6年度第3回 高知支部評議会", "令和7年度事業計画（案）について"], "kochi", 2025, "plan", "FY", None),
        (["令和6年度上半期 高知支部事業統計"], "kochi", 2024, "progress", "H1", date(2024, 9, 1)),
        (["令和6年度 高知支部重点事業シート（12月末時点）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (["令和6年度上期の振り返りと下期の取組", "高知支部"], "kochi", 2024, "progress", "H1", date(2024, 9, 1)),
        (["令和5年度 高知支部 事業の結果について"], "kochi", 2023, "results", "FY", date(2024, 3, 1)),
        (["月次業務報告（令和7年1月分）", "高知支部"], "kochi", 2024, "progress", "FY", date(2025, 1, 1)),
        (["業務統計月報 令和6年6月", "高知支部"], "kochi", 2024, "progress", "FY", date(2024, 6, 1)),
        (["月次実績報告書", "（令和6年10月分）", "高知支部"], "kochi", 2024, "progress", "FY", date(2024, 10, 1)),
        (["令和6年度 高知支部月次集計表（1月）"], "kochi", 2024, "progress", "FY", date(2025, 1, 1)),
        (["令和6年12月分 給付の処理", "高知支部"], "kochi", 2024, "progress", "FY", date(2024, 12, 1)),
        (["R6年度 協会けんぽ高知 事業の進捗（第3四半期）"], "kochi", 2024, "progress", "Q3", date(2024, 12, 1)),
        (
            ["令和5年度 高知支部 事業報告", "区分", "第1四半期", "第2四半期"],
            "kochi",
            2023,
            "results",
            "FY",
            date(2024, 3, 1),
        ),
    ],
)
def test_titles(
    lines: list[str], branch: str, year: int, kind: str, period: str, as_of: date | None
) -> None:  # fmt: skip
    finding = read_header(document([paragraph("全国健康保険協会", *lines, "・窓口の案内を新しくした。")]))
    head = finding.header
    assert (head.branch_code, head.fiscal_year, head.report_kind, head.period) == (branch, year, kind, period)
    assert head.as_of == as_of
    assert finding.doubt is None
    assert head.title is not None
    assert finding.line is not None


def test_nothing_at_all() -> None:
    finding = read_header(document([paragraph("買い物の控え")]))
    assert (finding.header.branch_code, finding.header.fiscal_year) == (None, None)
    assert finding.doubt is not None


def test_an_empty_document() -> None:
    finding = read_header(document([]))
    assert finding.header.title is None
    assert finding.line is None
    assert finding.doubt is not None


@pytest.mark.parametrize(
    ("lines", "branch", "year", "why"),
    [
        (["令和6年度・令和7年度 事業計画 新旧対照表", "高知支部"], "kochi", 2025, "several fiscal years"),
        (["高知支部・大分支部の比較", "令和6年度 事業報告"], "kochi", 2024, "several branches"),
        (["令和7年度第1回 高知支部評議会", "事業の進捗状況"], "kochi", 2025, "no title names the fiscal year"),
    ],
)
def test_titles_that_may_mean_another_year_or_branch_are_flagged(
    lines: list[str], branch: str, year: int, why: str
) -> None:
    finding = read_header(document([paragraph(*lines, "・窓口の案内を新しくした。")]))
    assert (finding.header.branch_code, finding.header.fiscal_year) == (branch, year)
    assert finding.doubt is not None
    assert why in finding.doubt
