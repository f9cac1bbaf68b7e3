"""The kind of a report."""

from __future__ import annotations

import pytest

from extract.shapes.header import read_header
from tests.unit.build import document, paragraph


def test_a_plan_with_the_results_of_the_year_before_beside_it_is_a_plan() -> None:
    finding = read_header(document([paragraph("令和7年度高知支部事業計画及び令和6年度実施結果")]))
    assert (finding.header.fiscal_year, finding.header.report_kind) == (2025, "plan")
    finding = read_header(document([paragraph("令和6年度高知支部事業計画の実施結果及び令和7年度の方針")]))
    assert finding.header.report_kind == "results"


@pytest.mark.parametrize(
    ("issued", "kind"), [("令和6年7月", "results"), ("令和6年7月22日", "results"), ("令和6年2月", None)]
)
def test_what_a_year_brought_is_its_results_where_it_was_written_after_it(issued: str, kind: str | None) -> None:
    page = paragraph("令和5年度 主要KPIの実績", "全国健康保険協会 高知支部", issued)
    assert read_header(document([page])).header.report_kind == kind
