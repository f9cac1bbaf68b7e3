"""Bars with the name of a KPI over frames of its tables."""

from __future__ import annotations

import pytest

from extract.document import Block, Table
from extract.recorder import Recorder
from extract.shapes.tables.above.title_bars import bars_of
from tests.unit.build import brief, paragraph, table, titled

_RANKS = [["全国順位（8月末）", "11位"], ["前年同期の順位", "19位"]]
_SIDE = [["令和4年度目標", "62.5%以上"], ["8月末実績", "24.0%"], *_RANKS]
_APART = [600, 700, 800]


def _frame(bar: str, over: str, months: list[list[str]]) -> Table:
    inner = [
        table(_SIDE, boxed=True, index="1.0.1", xs=_APART),
        paragraph(over, boxed=True),
        table(months, boxed=True, index="1.0.2"),
    ]
    return table([[[paragraph(bar, boxed=True)]], [inner]], boxed=True)


def _read(bar: str, over: str, head: str = "実施率[%]") -> Recorder:
    months = [["月", head], *([f"{at}月", f"{at * 3.0}"] for at in range(4, 9))]
    return titled(_frame(bar, over, months), title="令和4年度 大分支部KPI管理票（令和4年8月末時点）")


def _reviewed(out: Recorder) -> set[tuple[object, ...]]:
    return set(brief(out.of("monthly_actual"), "measure_ja", "kpi_code", "review_state"))


@pytest.mark.parametrize("over", ["実施率の推移（累計）", "令和4年度の受診者数と実施率（累計）"])
def test_a_short_name_under_the_bar_is_its_kpi(over: str) -> None:
    out = _read("No.2　生活習慣病予防健診実施率", over)
    assert {found[1:] for found in _reviewed(out)} == {("lifestyle_checkup_rate", "ok")}


def test_the_number_of_the_bar_is_no_part_of_the_name() -> None:
    out = _read("No.2　生活習慣病予防健診実施率", "実施率の推移（累計）")
    assert brief(out.of("kpi_target"), "kpi_text", "review_state") == [("生活習慣病予防健診実施率", "ok")]


def test_last_years_rank_is_no_second_one() -> None:
    out = _read("No.2　生活習慣病予防健診実施率", "実施率の推移（累計）")
    assert brief(out.of("kpi_rank"), "fiscal_year", "rank", "previous_rank") == [(2022, 11, 19)]


def test_a_figure_that_the_kpi_is_not_stays_without_it() -> None:
    out = _read("No.2　生活習慣病予防健診実施率", "申込みの状況", "申込件数[件]")
    assert {code for (code,) in brief(out.of("monthly_actual"), "kpi_code")} == {None}


def test_a_short_title_under_another_figure_is_that_in_full() -> None:
    months = [["月", "令和3年度", "令和4年度"], *([f"{at}月", f"{at * 2.5}%", f"{at * 3.0}%"] for at in range(4, 9))]
    frame = _frame("指標8　健康講座の参加率　評価 △", "参加率の推移", months)
    out = titled(frame, title="令和4年度 大分支部KPI管理票（令和4年8月末時点）")
    assert {name for name, *_ in _reviewed(out)} == {"健康講座の参加率"}


def test_bars_of_two_kpis_in_one_frame_head_what_stands_below_each() -> None:
    months = [["月", "令和4年度"], *([f"{at}月", f"{at * 3.0}%"] for at in range(4, 9))]
    rows: list[list[str | list[Block]]] = []
    for at, name in enumerate(("生活習慣病予防健診実施率", "ジェネリック医薬品使用割合")):
        short = name[-3:] if at == 0 else name[-4:]
        rows += [[[paragraph(name, boxed=True)]], [[paragraph(f"{short}の推移"), table(months, index=f"1.0.{at + 1}")]]]
    out = titled(table(rows, boxed=True), title="令和4年度 大分支部KPI管理票（令和4年8月末時点）")
    codes = [code for (code,) in brief(out.of("monthly_actual"), "kpi_code")]
    assert codes == ["lifestyle_checkup_rate"] * 5 + ["generic_use_rate"] * 5


@pytest.mark.parametrize("head", ["健診を受けやすくする。", "健診の推進", "受診率64.2%", "受診率：64.2%"])
def test_no_bar_is_what_names_no_figure_or_prints_one(head: str) -> None:
    assert bars_of(_frame(head, "実施率の推移", [["月", "率"], ["4月", "3%"]])) == {}


@pytest.mark.parametrize(("bar", "section"), [("3 窓口の案内", "窓口の案内"), ("窓口の案内", None)])
def test_a_numbered_bar_heads_what_stands_below_it(bar: str, section: str | None) -> None:
    out = _read(bar, "申込みの状況", "申込件数[件]")
    assert {said for (said,) in brief(out.of("monthly_actual"), "section")} == {section}
