"""Tables whose rows a conversion moved; wording and figures are our own."""

from __future__ import annotations

from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.repair.whole.torn_tables import is_torn, with_head_in_place
from extract.shapes.tables.labelled.figure_tables import read_table
from tests.unit.build import SHA, header, table

HEAD = ["区分", "第1四半期", "第2四半期", "通期", ""]
SHIFTED = [
    [*HEAD[:4], "【参考】R3年度実績", ""],
    ["督促", "件数", "12件", "20件", "32件", "61件"],
    ["", "金額", "1,100千円", "900千円", "2,000千円", "5,000千円"],
]


def test_headings_move_over_the_figures_they_belong_to() -> None:
    made = with_head_in_place(table(SHIFTED, page=None))
    assert made.rows()[0] == ["区分", "", "第1四半期", "第2四半期", "通期", "【参考】R3年度実績"]
    assert made.rows()[1:] == SHIFTED[1:]


def test_a_whole_table_stays_as_it_is() -> None:
    whole = table([["区分", "内訳", "第1四半期", "第2四半期"], ["督促", "件数", "12件", "20件"]], page=None)
    assert with_head_in_place(whole) is whole


def test_a_table_with_geometry_stays_as_it_is() -> None:
    printed = table(SHIFTED, boxed=True)
    assert with_head_in_place(printed) is printed
    assert not is_torn(printed)


def test_headings_that_are_no_periods_stay_where_they_are() -> None:
    named = table([["区分", "受付", "処理", ""], ["督促", "件数", "12件", "20件"]], page=None)
    assert with_head_in_place(named) is named


def test_a_row_with_a_label_more_than_the_others_tears_the_table() -> None:
    rows = [
        ["", "受付数", "処理数", ""],
        ["本所", "12", "20", ""],
        ["委託", "東部", "14", "22"],
    ]
    assert is_torn(table(rows, page=None))
    assert not is_torn(table(rows[:2], page=None))


def test_marks_for_nothing_are_no_labels() -> None:
    rows = [["", "受付数", "処理数"], ["本所", "未定", "20"], ["支所", "12", "-"]]
    assert not is_torn(table(rows, page=None))


def test_no_figure_of_a_torn_table_is_ok() -> None:
    out = Recorder(SHA, "text")
    rows = [["令和4年度", "受付数", "処理数", ""], ["本所", "12件", "20件", ""], ["委託", "東部", "14件", "22件"]]
    read_table(table(rows, page=None), Scope(header(2022), 2022, caption=("【相談の実施状況】",)), out)
    assert {row["review_state"] for row in out.of("period_figure")} == {"flagged"}
