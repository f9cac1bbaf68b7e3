"""Facts of charts carry the check that their lengths passed."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.build import paragraph, table, titled

ROWS = [["", "4月", "5月", "6月"], ["令和4年度", "31", "29", "33"]]


def test_a_figure_of_a_chart_was_held_against_its_length() -> None:
    title = paragraph("窓口の来訪者数（人）")
    drawn = titled(title, replace(table(ROWS, index="1.1"), chart=True)).of("monthly_actual")
    printed = titled(title, table(ROWS, index="1.1")).of("monthly_actual")
    checks = [[[note["check"] for note in row["checks"]] for row in rows] for rows in (drawn, printed)]
    assert checks == [[["drawn_length"]] * 3, [[]] * 3]
