"""Words in a pill beside the figure of a card, small print below its name, and of when its figures are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.document import Line, Place
from extract.recorder import Recorder
from extract.shapes.report.header import read_header
from extract.shapes.tables.cards.kpi_cards import read_cards
from tests.unit.build import brief, document, header, paragraph, recorder, scope

YEAR = header(2024, as_of=date(2025, 3, 1), kind="results", period="FY")


def with_gap(text: str, at: int = 0, size: float = 9.0) -> Line:
    """A line at a height of its own, with a piece for each part of its text that a tab sets off."""
    top = 50.0 + 14 * at
    parts = text.split("\t")
    boxes = [(50.0 + 150 * i, top, 50.0 + 150 * i + 9 * len(part), top + 10) for i, part in enumerate(parts)]
    whole = (*boxes[0][:2], *boxes[-1][2:])
    pieces = [Line(part, Place(1, box), size=size, box=box) for part, box in zip(parts, boxes, strict=True)]
    return Line(text, Place(1, whole), size=size, box=whole, pieces=tuple(pieces) if len(pieces) > 1 else ())


def read(*texts: str, small: str = "") -> Recorder:
    lines = [with_gap(text, at) for at, text in enumerate(texts)]
    out = recorder()
    read_cards([replace(line, size=6.0) if line.text == small else line for line in lines], scope(YEAR), out)
    return out


_PILLS = ["目標達成", "未達成", "あと一歩", "前年並み", "順調", "目標に届かず", "全国平均を上回る"]


@pytest.mark.parametrize("pill", _PILLS)
def test_words_that_judge_a_figure_do_not_say_what_it_is(pill: str) -> None:
    out = read("生活習慣病予防健診実施率", f"61.2%\t{pill}", "目標\t60.0%以上", "前年度\t59.8%")
    assert brief(out.of("kpi_actual"), "fiscal_year", "value", "review_reason") == [
        (2024, 61.2, None),
        (2023, 59.8, None),
    ]
    assert brief(out.of("kpi_target"), "target_value") == [(60,)]


def test_words_that_say_which_figure_it_is_do() -> None:
    out = read("生活習慣病予防健診実施率", "57.7%\t全国平均", "目標\t60.0%以上")
    assert brief(out.of("kpi_actual"), "value", "scope") == [(57.7, "national_average")]


def test_unknown_words_beside_a_figure_are_a_doubt() -> None:
    out = read("生活習慣病予防健診実施率", "61.2%\t男性のみ", "目標\t60.0%以上")
    assert [row["review_state"] for row in out.of("kpi_actual")] == ["flagged"]


def test_what_small_print_below_a_name_says_is_no_part_of_it() -> None:
    below = "40歳以上の被保険者"
    out = read("生活習慣病予防健診実施率", below, "61.2%\t未達成", "目標\t63.0%以上", small=below)
    assert brief(out.of("kpi_actual"), "kpi_code", "value") == [("lifestyle_checkup_rate", 61.2)]
    out = read("特定健診実施率", "被扶養者", "14.2%", "目標\t63.0%以上", small="被扶養者")
    assert brief(out.of("kpi_actual"), "kpi_code") == [("dependent_checkup_rate",)]


def test_a_rank_among_the_branches_below_a_figure_is_no_label_of_it() -> None:
    out = read("生活習慣病予防健診実施率", "61.2%", "全国順位\t47支部中20位", "目標\t63.0%以上")
    assert brief(out.of("kpi_actual"), "value", "scope") == [(61.2, "branch")]
    assert brief(out.of("kpi_rank"), "rank") == [(20,)]


def test_the_same_month_of_last_year_is_of_the_month_of_the_card_in_a_report_of_the_year() -> None:
    name, aim = ("ジェネリック医薬品使用割合", "令和7年2月診療分"), "目標\t前年度以上"
    out = read(*name, "84.9%", aim, "前年同月\t82.6%", "全国平均\t85.2%")
    assert brief(out.of("kpi_actual"), "value", "as_of") == [
        (84.9, "2025-02"),
        (82.6, "2024-02"),
        (85.2, "2025-02"),
    ]


@pytest.mark.parametrize(
    ("dated", "kind"), [("令和6年4月～令和7年3月", "results"), ("令和6年4月～令和6年12月", "progress")]
)
def test_a_title_of_what_was_brought_about_is_of_the_time_below_it(dated: str, kind: str) -> None:
    page = [paragraph("令和6年度 高知支部 KPIの結果", f"{dated} 全国健康保険協会 高知支部")]
    assert read_header(document(page)).header.report_kind == kind
