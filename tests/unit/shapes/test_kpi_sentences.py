"""Sentences as business plans, results reports and council handouts write them, with what a careful reader takes
from each: `kpi_sentences.csv`, one row for each.

`facts` lists the targets, results and ranks (`?` before one that may be left out); ` // ` in `text` parts lines. What
is read beyond them is wrong.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.facts import Row
from extract.interpret import interpret
from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.shapes.text.kpi_clauses import read_clauses
from tests.unit.build import document, header, paragraph

_TITLES = {"plan": "事業計画", "results": "事業報告", "progress": "事業の進捗状況"}
_CASES = list(csv.DictReader((Path(__file__).parent / "kpi_sentences.csv").open(encoding="utf-8")))


def _read(case: dict[str, str], boxed: bool) -> Recorder:
    title = f"令和{int(case['year']) - 2018}年度 大分支部{_TITLES[case['kind']]}"
    if case["as_of"]:
        year, month = case["as_of"].split("-")
        title += f"(令和{int(year) - 2018}年{int(month)}月末現在)"
    lines = [paragraph(line, boxed=boxed) for line in case["text"].split(" // ")]
    return interpret(document([paragraph(title), *lines]))[0]


def _target(row: Row) -> str:
    value = "" if row["target_value"] is None else f" {row['target_value']:g}"
    return f"target {row['kpi_code']} {row['fiscal_year']} {row['comparator']}{value}"


def _result(row: Row) -> str:
    time = f"{row['as_of']:%Y-%m}" if row["as_of"] else "FY" if row["basis"] == "full_year" else "-"
    more = " national" * (row["scope"] == "national_average") + " provisional" * row["provisional"]
    return f"result {row['kpi_code']} {row['fiscal_year']} {time} {row['value']:g}{more}"


def _rank(row: Row) -> str:
    before = f" from {row['previous_rank']}" if row["previous_rank"] else ""
    return f"rank {row['kpi_code']} {row['fiscal_year']} {row['rank']}{before}"


def _facts(out: Recorder) -> dict[str, Row]:
    said = [(_target(row), row) for row in out.of("kpi_target")]
    said += [(_result(row), row) for row in out.of("kpi_actual")]
    return dict([*said, *((_rank(row), row) for row in out.of("kpi_rank"))])


def _number(fact: str) -> str:
    """A fact with its last number as numbers print."""
    words = [word if not word.replace(".", "").isdigit() else f"{float(word):g}" for word in fact.split()]
    return " ".join(words)


@pytest.mark.parametrize("boxed", [True, False], ids=["page", "text"])
@pytest.mark.parametrize("case", _CASES, ids=[case["name"] for case in _CASES])
def test_sentences(case: dict[str, str], boxed: bool) -> None:
    expected = [fact.strip() for fact in case["facts"].split(";") if fact.strip()]
    known = {_number(fact.lstrip("?")) for fact in expected}
    needed = {_number(fact) for fact in expected if not fact.startswith("?")}
    out = _read(case, boxed)
    read = _facts(out)
    assert needed <= set(read)
    assert set(read) <= known
    counts = [*out.of("period_figure"), *out.of("monthly_actual")]
    assert all(row["review_state"] == "flagged" for row in counts)


RESULTS = header(2023)


def _said(text: str, *above: str, head: Header = RESULTS) -> list[tuple[str, float | None, str | None]]:
    reading = read_clauses(text, head, head.fiscal_year, above)
    return [(said.kind, said.figure.value if said.figure else None, said.doubt) for said in reading.stated]


def test_a_sentence_that_says_all_is_sure() -> None:
    text = "令和5年12月末現在の事業者健診データ取得率は5.9%であった。"
    assert _said(text) == [("result", 5.9, None)]


@pytest.mark.parametrize(
    ("text", "above", "doubt"),
    [
        ("事業者健診データ取得率は5.9%であった。", (), "no date"),
        ("令和4年度は5.9%であった。", ("■事業者健診データ取得率",), "the line above"),
        ("令和4年度の事業者健診データ取得率は約5.9%であった。", (), "approximate"),
        ("案内状の様式を改め、事業者健診データ取得率を5.9%以上とする。", (), "a clause of a longer sentence"),
        ("【KPI】事業者健診データ取得率:5.9%", (), "only a label"),
    ],
)
def test_what_is_not_printed_in_the_sentence_is_doubted(text: str, above: tuple[str, ...], doubt: str) -> None:
    (said,) = _said(text, *above)
    assert said[2] is not None and doubt in said[2]


def test_the_nations_figure_takes_no_earlier_year_from_the_one_before_it() -> None:
    said = _said("【KPI】事業者健診データ取得率:5.9%(令和4年度5.1%、目標6.0%、全国7.3%)")
    assert next((value, doubt) for kind, value, doubt in said if kind == "result") == (5.1, None)
    assert "another figure" in (said[-1][2] or "")


@pytest.mark.parametrize(
    "text",
    [
        "事業者健診データ取得率は5.1~5.9%であった。",
        "事業者健診データ取得率は5%を超えた。",
        "事業者健診データ取得率は年度末に5.9%となる見込みである。",
        "事業者健診データ取得率が5.9%以上の支部に話を聞いた。",
        "事業者健診データ取得率は下期に5.9%であった。",
    ],
)
def test_what_is_no_figure_of_a_month_or_year_is_named_as_unread(text: str) -> None:
    reading = read_clauses(text, RESULTS, 2023, ())
    assert not reading.stated
    assert len(reading.unread) == 1


@pytest.mark.parametrize(
    "text",
    [
        "国の目標は、ジェネリック医薬品使用割合を80%以上とすることである。",
        "ジェネリック医薬品使用割合は前年度比1.2%増であった。",
        "特定健診の受診の案内の開封率は80%であった。",
    ],
)
def test_figures_of_something_else(text: str) -> None:
    assert not _said(text)


def test_a_figure_that_is_not_understood_casts_doubt_on_the_others() -> None:
    text = "令和4年度の事業者健診データ取得率は6.1%、令和5年度は5~7%であった。"
    ((kind, value, doubt),) = _said(text)
    assert (kind, value) == ("result", 6.1)
    assert doubt is not None


def test_a_goal_of_a_plan_of_several_years_may_be_none_of_the_branch() -> None:
    text = "第7期アクションプランでは、令和8年度末までに事業者健診データ取得率を9.5%以上とすることを目標としている。"
    ((kind, value, doubt),) = _said(text, head=header(2025, kind="plan"))
    assert (kind, value) == ("target", 9.5)
    assert doubt is not None and "several years" in doubt


def test_one_month_of_a_kpi_that_is_counted_from_april_is_doubted() -> None:
    said = _said("令和5年12月末の返納金債権の回収率は46.4%、令和5年12月単月では49.9%であった。")
    assert [(kind, value) for kind, value, _ in said] == [("result", 46.4), ("result", 49.9)]
    assert "one month" not in (said[0][2] or "")
    assert said[1][2] is not None and "one month" in said[1][2]
