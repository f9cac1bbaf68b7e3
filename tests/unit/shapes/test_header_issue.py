"""The kind of a report that its date of issue tells."""

from __future__ import annotations

import pytest

from extract.shapes.header import read_header
from tests.unit.build import document, paragraph


@pytest.mark.parametrize(
    ("issued", "kind"), [("令和6年7月", "results"), ("令和6年7月22日", "results"), ("令和6年2月", None)]
)
def test_what_a_year_brought_is_its_results_where_it_was_written_after_it(issued: str, kind: str | None) -> None:
    page = paragraph("令和5年度 主要KPIの実績", "全国健康保険協会 高知支部", issued)
    assert read_header(document([page])).header.report_kind == kind
