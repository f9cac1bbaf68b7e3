"""Quarters with a column of what was planned and one of what became of it."""

from __future__ import annotations

from tests.unit.build import brief, paragraph, table, titled

LEGEND = paragraph("【計画】■:実施する四半期 【実績】○:計画どおり △:一部を実施 ×:未実施(空欄は予定なし)")
QUARTERS = [f"第{n}四半期" for n in (1, 2, 3, 4)]
SPANS = {(0, 0): (2, 1), **{(0, 1 + 2 * n): (1, 2) for n in range(4)}}
TITLE = "令和5年度 大分支部事業計画 進捗管理表(第3四半期)"


def grid(*heads: str) -> list[list[str | None]]:
    first: list[str | None] = ["取組事項"]
    for quarter in QUARTERS:
        first += [quarter, None]
    return [
        first,
        [None, *heads * 4],
        ["広報紙で決算を説明する", "■", "○", "", "", "■", "△", "", ""],
        ["処理日数を日次で点検する", "■", "○", "■", "○", "■", "×", "■", ""],
    ]


def test_marks_say_what_was_to_be_done_and_how_it_went() -> None:
    out = titled(LEGEND, table(grid("計画", "実績"), spans=SPANS), title=TITLE)
    found = brief(out.of("plan_status"), "period", "symbol", "status", "item_ja")
    assert [row[:3] for row in found if row[3] == "広報紙で決算を説明する"] == [
        ("Q1", "■", "scheduled"),
        ("Q1", "○", "on_plan"),
        ("Q3", "■", "scheduled"),
        ("Q3", "△", "in_progress_or_below"),
    ]
    assert ("Q3", "×", "not_done", "処理日数を日次で点検する") in found  # and not as blanks are
    assert out.of("schedule_mark") == []


def test_other_headings_below_quarters_are_no_such_columns() -> None:
    out = titled(LEGEND, table(grid("窓口", "電話"), spans=SPANS), title=TITLE)
    assert not any(row["status"] == "scheduled" for row in out.of("plan_status"))
