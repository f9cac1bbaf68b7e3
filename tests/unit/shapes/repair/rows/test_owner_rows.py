"""Rows that say who is in charge are no headings of the figures below them."""

from __future__ import annotations

import pytest

from tests.unit.build import brief, table, titled


@pytest.mark.parametrize("owner", ["担当", "担当部署", "所管グループ"])
def test_who_is_in_charge_is_no_part_of_a_name(owner: str) -> None:
    rows = [[owner, "業務グループ"], ["再発行件数", "31件"], ["窓口の来訪者数", "120人"]]
    found = brief(titled(table(rows, boxed=True)).of("period_figure"), "measure_ja", "value")
    assert found == [("再発行件数", 31), ("窓口の来訪者数", 120)]


def test_a_heading_stays() -> None:
    rows = [["区分", "被扶養者"], ["受診件数", "31件"], ["勧奨件数", "120件"]]
    names = [name for (name,) in brief(titled(table(rows, boxed=True)).of("period_figure"), "measure_ja")]
    assert all("被扶養者" in str(name) for name in names)
