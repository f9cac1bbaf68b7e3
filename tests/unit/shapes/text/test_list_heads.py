"""Headings over lists of KPIs: what they say of the figures below, how far they reach, what is no such heading."""

from __future__ import annotations

import pytest

from extract.document import Paragraph
from extract.interpret import interpret
from extract.shapes.text.flow import Flow
from extract.shapes.text.list_heads import entries_apart, list_head, spelled_entry, take_list_head
from extract.shapes.text.passages import Passage, passages_of
from tests.unit.build import document, paragraph


def _passage(text: str) -> Passage:
    found = passages_of([paragraph(text)])[0]
    assert isinstance(found, Passage)
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("■ 令和6年度目標", "令和6年度目標"),
        ("【R5年度実績】", "R5年度実績"),
        ("2．実績（令和6年9月末時点）", "実績(令和6年9月末時点)"),
        ("○ 全国平均", "全国平均"),
        ("【参考】令和4年度のKPI目標値", "令和4年度目標"),
        ("【参考】令和4年度の動き", None),
        ("■ 健診の実績", None),
        ("令和6年度目標", None),
        ("令和6年度の主な目標", "令和6年度目標"),
        ("■ 令和6年度における主要な数値目標", "令和6年度目標"),
        ("令和6年度の主な目標と取組", None),
        ("■ 目標 82.5%", None),
    ],
)
def test_what_a_heading_says_of_the_figures_below(text: str, said: str | None) -> None:
    assert list_head(_passage(text)) == said


def test_an_entry_is_read_as_the_sentence_it_stands_for() -> None:
    assert (
        spelled_entry("・健康宣言事業所数 …… 900事業所以上", "令和6年度目標")
        == "健康宣言事業所数は、令和6年度目標900事業所以上"
    )
    dated = spelled_entry("② 健康宣言事業所数 912事業所（前年度880事業所）", "実績(9月末)")
    assert dated == "健康宣言事業所数は、実績912事業所(9月末。前年度880事業所)"
    assert spelled_entry("・健康宣言事業所数：目標 900事業所", "実績") == "・健康宣言事業所数：目標 900事業所"


def test_a_heading_reaches_to_the_first_line_that_is_no_entry() -> None:
    flow = Flow()
    lines = (
        "■ 令和6年度目標",
        "・健康宣言事業所数 900事業所以上",
        "事業所を訪問する。",
        "・健康宣言事業所数 912事業所",
    )
    assert [take_list_head(_passage(line), flow) for line in lines] == [False, True, False, False]


def _read(*lines: str) -> list[tuple[object, ...]]:
    blocks: list[Paragraph] = [paragraph(line) for line in ("令和6年度 大分支部事業報告", *lines)]
    out, _ = interpret(document(blocks))
    targets = [("target", r["kpi_code"], r["fiscal_year"], r["target_value"]) for r in out.of("kpi_target")]
    results = [("result", r["kpi_code"], r["fiscal_year"], r["value"], r["scope"]) for r in out.of("kpi_actual")]
    return [*targets, *results, *(("rank", r["kpi_code"], r["fiscal_year"], r["rank"]) for r in out.of("kpi_rank"))]


def test_the_same_kpis_under_headings_of_years_the_nation_and_ranks() -> None:
    name = "・ジェネリック医薬品使用割合"
    code = "generic_use_rate"
    lists = (
        "■ 令和6年度目標",
        f"{name}……82.5%以上",
        "■ 令和5年度実績",
        f"{name}……81.0%",
        "■ 全国平均",
        f"{name}……80.3%",
    )
    assert _read(*lists, "■ 全国順位", f"{name}……12位") == [
        ("target", code, 2024, 82.5),
        ("result", code, 2023, 81.0, "branch"),
        ("result", code, 2024, 80.3, "national_average"),
        ("rank", code, 2024, 12),
    ]


@pytest.mark.parametrize("between", [" ／ ", "、", "; "])
def test_entries_side_by_side_below_a_heading_are_entries_each(between: str) -> None:
    entries = ["郵送化率 96.0%以上", "保険証回収率 85.0%以上", "健康宣言事業所数 1,250事業所以上"]
    lines = ["令和4年度 高知支部事業実績", "【参考】令和4年度のKPI目標値", between.join(entries[:2]), entries[2]]
    rows = interpret(document([paragraph(line) for line in lines]))[0].of("kpi_target")
    found = {(row["kpi_code"], row["comparator"], row["target_value"]) for row in rows}
    assert found == {
        ("mail_application_rate", ">=", 96),
        ("card_recovery_rate", ">=", 85),
        ("health_declaration_workplaces", ">=", 1250),
    }


def test_a_line_that_holds_more_than_entries_is_not_taken_apart() -> None:
    flow = Flow()
    take_list_head(_passage("■ 令和6年度目標"), flow)
    assert len(entries_apart(_passage("郵送化率 96.0%以上、保険証回収率 85.0%以上"), flow)) == 2
    assert len(entries_apart(_passage("郵送化率 96.0%以上、電子申請を案内する。"), flow)) == 1
