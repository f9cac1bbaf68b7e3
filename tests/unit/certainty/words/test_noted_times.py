"""Notes that date columns, ranks or what bears their mark, against the time figures were read with."""

from __future__ import annotations

import pytest

from extract.interpret import interpret
from tests.unit.build import document, paragraph, table

_HEAD = ["KPI", "目標", "実績", "全国", "順位"]
_ROWS = [
    ["生活習慣病予防健診実施率", "58.0%", "57.1%", "58.5%", "31位"],
    ["被扶養者の特定健診実施率", "30.0%", "29.2%", "29.4%", "25位"],
]
_NATION, _RANKS = {58.5, 29.4}, {31, 25}


def _doubted(note: str, head: list[str] = _HEAD, rows: list[list[str]] = _ROWS) -> set[float]:
    """The results and ranks that a note leaves in doubt."""
    title = paragraph("令和6年度 大分支部 事業報告", boxed=True)
    out, _ = interpret(document([title, table([head, *rows], boxed=True), paragraph(note, boxed=True)]))
    facts = [(row["value"], row) for row in out.of("kpi_actual")]
    facts += [(row["rank"], row) for row in out.of("kpi_rank")]
    assert len(facts) == 6
    return {value for value, row in facts if "another time" in (row["review_reason"] or "")}


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("※「全国」は令和5年度の値。", _NATION),
        ("注）全国欄は前年度の数値である。", _NATION),
        ("※全国平均と順位は令和5年度実績に基づく。", _NATION | _RANKS),
        ("※ 順位は令和7年2月末時点による。", _RANKS),
        ("※全国順位は令和6年度実績。", set()),
        ("※「全国」は令和6年度の値。", set()),
        ("※全国平均は58.5%で令和5年度を上回る。", set()),
    ],
)
def test_a_note_on_the_nation_or_ranks(note: str, doubted: set[float]) -> None:
    assert _doubted(note) == doubted


def test_a_note_by_its_mark() -> None:
    assert _doubted("※令和5年度実績", [*_HEAD[:3], "全国※", "順位"]) == _NATION
    assert _doubted("※令和6年度実績", [*_HEAD[:3], "全国※", "順位"]) == set()
    assert _doubted("※2 令和5年度実績", [*_HEAD[:3], "全国※1", "順位"]) == set()
    bearing = [[*_ROWS[0][:2], "57.1%注", *_ROWS[0][3:]], _ROWS[1]]
    assert _doubted("注 令和7年1月末現在。", rows=bearing) == {57.1}


def test_a_note_by_the_mark_of_a_name() -> None:
    assert _doubted("注 令和5年度実績", rows=[[f"{_ROWS[0][0]}注", *_ROWS[0][1:]], _ROWS[1]]) == {57.1, 58.5, 31}


def test_a_note_that_runs_on_behind_another() -> None:
    assert _doubted("※実績は確定値。生活習慣病予防健診は3月末、順位は同年2月診療分。") == _RANKS


@pytest.mark.parametrize(
    ("note", "doubted"),
    [
        ("(注)各年度3月診療分", {71.5, 72.8, 91.0, 92.3}),
        ("※ジェネリック医薬品使用割合は各年度3月診療分。", {71.5, 72.8}),
        ("※ジェネリック医薬品使用割合は毎年度末の値。", {71.5, 72.8}),
        ("※各年度の実績。", set()),
        ("※順位は各年度3月末。", set()),
    ],
)
def test_a_note_that_dates_the_figures_of_all_years(note: str, doubted: set[float]) -> None:
    rows = [
        ["KPI", "令和4年度", "令和5年度"],
        ["ジェネリック医薬品使用割合", "71.5%", "72.8%"],
        ["現金給付等の申請に係る郵送化率", "91.0%", "92.3%"],
    ]
    title = paragraph("令和6年度 大分支部 事業報告", boxed=True)
    out, _ = interpret(document([title, table(rows, boxed=True), paragraph(note, boxed=True)]))
    found = out.of("kpi_actual")
    assert len(found) == 4
    assert {row["value"] for row in found if "another time" in (row["review_reason"] or "")} == doubted


def test_a_line_over_a_table_that_dates_the_figures_of_all_years() -> None:
    rows = [
        ["KPI", "令和4年度", "令和5年度"],
        ["健康宣言事業所数", "610社", "702社"],
        ["現金給付等の申請に係る郵送化率", "91.0%", "92.3%"],
    ]
    said = [paragraph("令和6年度 大分支部 事業報告", boxed=True), paragraph("(各年度9月末現在)", boxed=True)]
    out, _ = interpret(document([*said, table(rows, boxed=True)]))
    assert ["another time" in (row["review_reason"] or "") for row in out.of("kpi_actual")] == [True] * 4
