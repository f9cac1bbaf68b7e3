"""Lists of work that reports tell of as done."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from extract.shapes.plan.work_done import lists_done
from tests.unit.build import brief, paragraph, table, titled

_PROGRESS = "令和５年度上期 大分支部事業の実施状況"
_RESULTS = "令和５年度 大分支部 事業報告"
_DONE = ("・窓口の席を増やした。", "・案内の文面を改めた。")


def _items(out: Recorder) -> list[tuple[object, ...]]:
    return brief(out.of("plan_item"), "item_ja", "review_state")


@pytest.mark.parametrize(
    "title", ["【主な取組】", "令和5年度の取組", "主に取り組んだこと", "２ この四半期に取り組んだこと（10月～12月）"]
)
def test_work_told_of_below_its_title_is_kept_in_doubt(title: str) -> None:
    out = titled(*(paragraph(line, boxed=True) for line in (title, *_DONE)), title=_PROGRESS)
    assert _items(out) == [("窓口の席を増やした。", "flagged"), ("案内の文面を改めた。", "flagged")]


def test_without_such_a_title_only_what_a_report_on_the_results_of_a_year_lists_is() -> None:
    lines = [paragraph(line, boxed=True) for line in ("１ 窓口の改善", *_DONE)]
    assert _items(titled(*lines, title=_PROGRESS)) == []
    assert len(_items(titled(*lines, title=_RESULTS))) == 2


def test_how_figures_came_out_is_no_work() -> None:
    assert lists_done(["・窓口の席を増やした。"])
    for text in ("・回収率は56.1%となった。", "・目標を下回った。", "・席が増えている。", "・窓口の席を増やす。"):
        assert not lists_done([text])
    assert not lists_done([])


def test_lines_below_the_label_of_a_sheet_are_kept_as_well() -> None:
    rows = [
        ["事業名", "窓口の改善"],
        ["主な取組", "\n".join(_DONE)],
        ["自己評価", "○"],
        ["課題", "席がまだ足りない。"],
    ]
    out = titled(
        paragraph("◎：計画以上　○：計画どおり　△：計画を下回る"),
        table(rows, boxed=True, xs=[0, 90, 400]),
        title=_RESULTS,
    )
    assert _items(out) == [("窓口の席を増やした。", "flagged"), ("案内の文面を改めた。", "flagged")]


def test_a_numbered_sentence_with_its_judgement_is_work_of_a_report_on_results() -> None:
    lines = ("１ 窓口の改善", "（1）窓口の席を増やした。【○】", "（2）案内の文面を改めた。", "　　　【△】")
    legend = paragraph("評価は、◎：計画以上　○：計画どおり　△：計画を下回る", boxed=True)
    out = titled(legend, paragraph(*lines, boxed=True, width=180.0), title=_RESULTS)
    assert _items(out) == [("窓口の席を増やした。", "flagged"), ("案内の文面を改めた。", "flagged")]
    judged = brief(out.of("plan_status"), "item_ja", "symbol")
    assert judged == [("窓口の席を増やした。", "○"), ("案内の文面を改めた。", "△")]
