"""Headings at the bottom of the page before; wording and figures are our own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Table
from extract.interpret import interpret
from extract.recorder import Recorder
from extract.shapes.repair.split_heads import is_bare_head, under_head
from tests.unit.build import brief, document, paragraph, table

HEAD = ["実績", "第1四半期", "第2四半期", "通期", "【参考】令和3年度実績"]
ROWS = [["催告件数", "12件", "20件", "32件", "61件"], ["訪問件数", "3件", "4件", "7件", "9件"]]


def head() -> Table:
    return table([HEAD], boxed=True, page=1, index="1.0")


def body(rows: list[list[str]] = ROWS, **more: object) -> Table:
    return table(rows, boxed=True, page=2, index="2.0", **more)  # type: ignore[arg-type]


def read(below: Table) -> Recorder:
    title = paragraph("令和4年度 大分支部事業報告", "【債権の管理】")
    return interpret(document([title, head()], [below]))[0]


def test_rows_at_the_top_of_a_page_are_read_under_the_headings_the_page_before_ends_in() -> None:
    facts = brief(read(body()).of("period_figure"), "measure_ja", "value", "period", "fiscal_year")
    assert ("催告件数", 12.0, "Q1", 2022) in facts
    assert ("催告件数", 61.0, "FY", 2021) in facts
    assert ("訪問件数", 7.0, "FY", 2022) in facts


@pytest.mark.parametrize(
    "below",
    [
        body([HEAD, *ROWS]),  # it has headings of its own
        body([row[:4] for row in ROWS]),  # of fewer columns
        body(xs=[0, 60, 120, 180, 240, 300]),  # of other columns
        body([["催告件数", "多い", "少ない", "未定", ""], *ROWS]),
    ],
)
def test_other_tables_have_no_part_in_them(below: Table) -> None:
    assert under_head(below, head()) is below


def test_only_a_table_of_headings_is_one() -> None:
    assert is_bare_head(head())
    assert not is_bare_head(body())
    assert not is_bare_head(table([["実績", "件数", "金額", "備考"]], boxed=True))
    assert not is_bare_head(table([HEAD], page=None))


def test_headings_two_pages_before_are_not_those_of_a_table() -> None:
    title = paragraph("令和4年度 大分支部事業報告", "【債権の管理】")
    later = replace(body(), place=replace(body().place, page=3))
    facts = interpret(document([title, head()], [paragraph("本文である。", page=2)], [later]))[0].of("period_figure")
    assert "Q1" not in {row["period"] for row in facts}
