"""Figures in the brackets of headings; wording and figures are our own."""

from __future__ import annotations

from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.labelled.figure_tables import read_table
from tests.unit.build import SHA, header, table


def read(corner: str, *heads: str) -> list[tuple[str, str, float, str]]:
    """Measure, dimension, value and state of the figures in the headings of a table of these."""
    out = Recorder(SHA, "pdf")
    rows = [[corner, *heads], ["令和4年度", *("120件" for _ in heads)], ["令和3年度", *("98件" for _ in heads)]]
    read_table(table(rows, boxed=True), Scope(header(2022), 2022, caption=("【相談の実施状況】",)), out)
    found = [r for r in out.of("period_figure") if r["rule"] == "heading_figure"]
    return [(r["measure_ja"], r["dimension"], r["value"], r["review_state"]) for r in found]


def test_the_corner_says_what_the_headings_count() -> None:
    assert read("実施分\n(登録者数)", "東部\n(1,234人)", "西部\n(567人)") == [
        ("登録者数", "東部", 1234, "flagged"),
        ("登録者数", "西部", 567, "flagged"),
    ]


def test_headings_without_such_a_corner_count_nothing() -> None:
    assert read("実施分", "東部\n(1,234人)", "西部\n(567人)") == []
    assert read("実施分\n(登録者数)", "東部", "西部\n(速報値)") == []


def test_headings_that_ran_into_the_one_above_them_change_nothing() -> None:
    assert read("実施分\n(登録者数)", "東部\n(1,234人)\n窓口 電話") == [("登録者数", "東部", 1234, "flagged")]
    assert read("実施分\n(登録者数)", "東部\n(1,234人)\n窓口2か所") == []
