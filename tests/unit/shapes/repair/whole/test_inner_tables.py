"""Tables whose rows a conversion set among those of their layout; wording and figures are our own."""

from __future__ import annotations

from extract.recorder import Recorder
from extract.shapes.repair.whole.inner_tables import with_inner_tables
from extract.shapes.tables.plans.layout import find_layout
from tests.unit.build import brief, header, paragraph, table, titled

ROWS = [
    ["計画内容", "実施状況", "", ""],
    ["・出張相談会を市町村と共同で開催し、参加者を増やす。", "・町村会と日程を調整し、3回開催した。", "", ""],
    ["", "開催日", "会場", "参加者数"],
    ["", "令和4年7月5日・6日", "みどり町", "35人"],
    ["", "令和4年8月2日", "あおば村", "112人"],
    ["", "令和5年1月20日", "ひばり市", ""],
]


def read(rows: list[list[str]]) -> Recorder:
    return titled(paragraph("【出張相談会】"), table(rows, page=None), reader="text")


def test_rows_of_short_cells_below_the_progress_are_a_table_of_their_own_and_flagged() -> None:
    out = read(ROWS)
    facts = out.of("period_figure")
    assert brief(facts, "value", "period", "review_state") == [
        (35.0, "YTD(7月)", "flagged"),
        (112.0, "YTD(8月)", "flagged"),
    ]
    assert "みどり町" in facts[0]["measure_ja"]
    assert "6日" not in facts[0]["measure_ja"]
    assert len(out.of("plan_item")) == 1


def test_rows_without_headings_of_their_own_stay() -> None:
    made = table([*ROWS[:2], *ROWS[3:]], page=None)
    layout = find_layout(made, None, header())
    assert layout is not None
    assert with_inner_tables(made, layout) is made


def test_rows_beside_plan_text_stay() -> None:
    rows = [*ROWS[:3], ["・会場を増やす。", *ROWS[3][1:]], ROWS[4]]
    made = table(rows, page=None)
    layout = find_layout(made, None, header())
    assert layout is not None
    assert with_inner_tables(made, layout) is made
