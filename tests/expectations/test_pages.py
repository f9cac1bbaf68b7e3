"""Data Docs in a reviewer's words, and nothing of a report becomes HTML in them."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from expectations.docs import Validator
from expectations.failures import Failure, failures_of
from expectations.pages import heads_of, reworded
from expectations.suites import Suite, all_suites, no_finding

SUITE = Suite("marts.some", "1 試験 - some", "試験。", "Some.", (no_finding("total_fits_months", "finding_total"),))
EVIL = "<img src=x onerror=evil()> & 'so'"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Failure]]:
    """The page about one row that fails, and its failure."""
    docs = tmp_path_factory.mktemp("release") / "data_docs"
    (docs.parent / "evidence").mkdir()
    row: dict[str, Any] = {"finding_total": EVIL, "file_name": "<b>a</b>.pdf", "page": 3, "fact_id": "ab12"}
    row |= {"extracted_text": "<script>evil()</script>", "evidence": "reports/ab12.html#cd34"}
    validator = Validator("a release")
    result = validator.run(SUITE, pd.DataFrame([row]))
    validator.write_docs(docs)
    [page] = list((docs / "validations").rglob("*.html"))
    return page.read_text(encoding="utf-8"), failures_of(SUITE, result)


def test_texts_of_reports_are_text(written: tuple[str, list[Failure]]) -> None:
    page, [failure] = written
    assert "<img src=x" not in page and "<b>a</b>" not in page and "evil()</script>" not in page
    assert "&lt;img src=x" in page
    assert (failure.value, failure.file_name) == (EVIL, "<b>a</b>.pdf")


def test_a_row_leads_to_its_cell(written: tuple[str, list[Failure]]) -> None:
    page, _ = written
    assert re.search(r'<a href="[./]+/evidence/reports/ab12\.html#cd34">&lt;b&gt;a&lt;/b&gt;\.pdf p\. 3</a>', page)
    assert "{'evidence'" not in page


def test_heads_are_what_is_checked(written: tuple[str, list[Failure]]) -> None:
    page, _ = written
    assert not re.search(r">\s*finding_\w+\s*<", page)
    assert "年度計が各月の値と合う" in page and "1 行のうち 1 件" in page
    for suite in all_suites(with_continuity=True):
        for column, head in heads_of(suite).items():
            assert re.search("[ぁ-ん]", head) and (column in head) == (not column.startswith("finding_")), column


def test_other_words_stay() -> None:
    assert reworded("<p> Overview </p><p>an Overview of it</p>", {}) == "<p> 概要 Overview </p><p>an Overview of it</p>"
