"""Statuses: the symbols, what they judge, and where conversions put them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.document import Line, Place
from extract.normalise.text import fold
from extract.recorder import Recorder
from extract.shapes.plan.legend import read_legend
from extract.shapes.plan.status_cells import StatusCells, stray_symbols
from extract.shapes.plan.statuses import Judged, is_no_figure, sole_heading, with_glued_symbol
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.plans.layout import Column, Layout
from extract.shapes.text.passages import Passage, mark_of
from tests.unit.build import SHA, brief, header, scope, table

LAYOUT = Layout(
    [Column(0, "plan", None, None, None), Column(1, "status", None, None, None), Column(2, "next", None, None, None)],
    0,
    3,
)


def passage(text: str, boxed: bool = True) -> Passage:
    return Passage([Line(text, Place(1, (0, 0, 90, 9) if boxed else None))], mark_of(text))


def cells(*rows: list[str], role: str = "status", col: int = 1) -> Recorder:
    out = Recorder(SHA, "text")
    statuses = StatusCells(header(), read_legend([]), out)
    whole = table(rows, page=None)
    for row in range(whole.n_rows):
        cell = whole.at(row, col)
        assert cell is not None
        statuses.cell(whole, cell, LAYOUT, scope(), role)
    statuses.finish()
    return out


def test_conversions_write_symbols_in_many_ways() -> None:
    assert [symbol_of(text) for text in "〇0OΔ⊚—✕"] == ["○", "○", "○", "△", "◎", "－", "×"]
    assert symbol_of("○○") is None


def test_a_symbol_may_be_glued_to_the_full_stop() -> None:
    found = with_glued_symbol(passage("・名簿を整えた。△"))
    assert (found.text, [symbol.text for symbol in found.symbols]) == ("・名簿を整えた。", ["△"])
    assert with_glued_symbol(passage("・○○を訪ねた")).symbols == []
    assert [s.text for s in with_glued_symbol(passage("・名簿を整えた△", boxed=False)).symbols] == ["△"]
    assert with_glued_symbol(passage("・名簿を整えた△")).symbols == []


def test_a_dash_may_stand_for_a_missing_figure() -> None:
    assert is_no_figure("－", passage("■KPI実績等"))
    assert is_no_figure("－", passage("(1)"))
    assert not is_no_figure("－", passage("・下期に始める"))
    assert not is_no_figure("△", passage("■KPI実績等"))


def test_a_symbol_judges_the_block_it_stands_in() -> None:
    judged = Judged()
    for text in ("・名簿を整えた。", "・窓口を設", "け、案内した。", "来訪:12人"):
        judged.say(passage(text))
    assert judged.item == "窓口を設け、案内した。 来訪:12人"


def test_a_row_may_have_one_heading() -> None:
    one = table([["③窓口の改善\n・増やす。"]]).cells
    two = table([["③窓口の改善\n・増やす。\n④相談の充実"]]).cells
    assert sole_heading(one) == "③窓口の改善"
    assert sole_heading(two) is None


def test_symbols_in_cells_judge_the_plan_of_their_row() -> None:
    out = cells(["・窓口を増やす。", "○"], ["・名簿を整える。", "進めた。"], ["", "△"])
    assert brief(out.of("plan_status"), "item_ja", "symbol", "review_state")[0] == ("・窓口を増やす。", "○", "ok")
    assert len(out.of("plan_status")) == 2


def test_as_many_symbols_as_headings_are_one_each_and_flagged() -> None:
    out = cells(["①窓口の改善\n・増やす。\n②相談の充実\n・募る。", "進めた。", "", "△ ○"], role="other", col=3)
    assert brief(out.of("plan_status"), "item_ja", "symbol", "review_state") == [
        ("①窓口の改善", "△", "flagged"),
        ("②相談の充実", "○", "flagged"),
    ]


def test_a_nought_among_figures_is_no_status() -> None:
    assert cells(["・増やす。", "進めた。", "", "0", "12"], role="other", col=3).of("plan_status")
    assert not cells(["・増やす。", "進めた。", "", "0", "12件"], role="other", col=3).of("plan_status")


def test_symbols_moved_to_the_next_column_count_only_if_there_are_no_others() -> None:
    for other in (False, True):
        out = Recorder(SHA, "text")
        statuses = StatusCells(header(), read_legend([]), out)
        whole = table([["・増やす。", "○", "①窓口の改善\n○ 引き続き増やす。 △"]], page=None)
        moved, own = whole.at(0, 2), whole.at(0, 1)
        assert moved is not None
        assert own is not None
        statuses.moved(whole, moved, scope())
        if other:
            statuses.cell(whole, own, LAYOUT, scope(), "status")
        statuses.finish()
        states = brief(out.of("plan_status"), "symbol", "item_ja", "review_state")
        assert states == (
            [("○", "・増やす。", "ok")] if other else [("○", "①窓口の改善", "flagged"), ("△", "①窓口の改善", "flagged")]
        )


def test_a_symbol_before_a_heading_belongs_to_it() -> None:
    assert list(stray_symbols("◎\n⑤窓口の改善\n引き続き増やす。\n- 名簿を整える。\n○ ⑥相談の充実")) == [
        ("◎", "⑤窓口の改善"),
        ("－", "⑤窓口の改善"),
        ("○", "⑥相談の充実"),
    ]


@given(st.text(alphabet="◎○△×-－ 窓口を①。\n", max_size=40))
def test_strays_are_legend_symbols(text: str) -> None:
    for symbol, heading in stray_symbols(text):
        assert symbol in "◎○△×－"
        assert heading is None or heading in fold(text)


def test_a_nought_for_a_circle_is_to_be_reviewed() -> None:
    assert brief(cells(["・増やす。", "0"]).of("plan_status"), "symbol", "review_state") == [("○", "flagged")]
