"""The branch of a report."""

from __future__ import annotations

import pytest

from extract.shapes.report.header import read_header
from extract.shapes.report.report_branch import branches
from tests.unit.build import document, paragraph


@pytest.mark.parametrize(("name", "code"), sorted(branches().items()))
def test_every_branch(name: str, code: str) -> None:
    assert read_header(document([paragraph(f"令和4年度 {name}支部事業報告")])).header.branch_code == code


def test_there_are_forty_seven_branches() -> None:
    assert len(branches()) == len(set(branches().values())) == 47


def test_without_a_branch_a_person_must_look() -> None:
    finding = read_header(document([paragraph("令和4年度 事業報告")]))
    assert finding.header.branch_code is None
    assert finding.doubt is not None
    assert "branch" in finding.doubt
