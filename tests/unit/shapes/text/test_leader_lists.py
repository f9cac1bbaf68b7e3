"""Lists of bare figures that dots lead to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Line, Paragraph, Place, Table
from extract.recorder import Recorder
from extract.shapes.text.leader_lists import read_leader_lists
from tests.unit.build import brief, header, recorder, scope, table


def line(text: str, x: float, y: float) -> Line:
    box = (x, y, x + 9.0 * len(text), y + 10)
    return Line(text, Place(page=1, bbox=box), box=box)


def read(*lines: Line, tables: list[Table] | None = None, year: int = 2022) -> Recorder:
    out = recorder()
    read_leader_lists([Paragraph([one]) for one in lines] + (tables or []), scope(header(year)), out)
    return out


HEAD, NOTE = line("2 支部の収支（令和4年度）", 50, 40), line("（単位：百万円）", 400, 60)
LIST = (
    line("〈収入〉", 50, 80),
    line("保険料収入 ………… 61,118", 58, 95),
    line("その他 ………… 812", 58, 110),
    line("〈支出〉", 300, 80),
    line("その他 ･･････ 15", 308, 95),
    line("収支差 …… △7", 308, 110),
)


def test_figures_that_dots_lead_to_have_the_unit_and_the_year_over_them() -> None:
    out = read(HEAD, *LIST, NOTE)
    assert brief(out.of("period_figure"), "measure_ja", "value", "unit", "fiscal_year", "review_state") == [
        ("保険料収入", 61118, "百万円", 2022, "ok"), ("収入 その他", 812, "百万円", 2022, "ok"),
        ("支出 その他", 15, "百万円", 2022, "ok"), ("収支差", -7, "百万円", 2022, "ok"),
    ]  # fmt: skip


def test_no_list_without_a_note_of_units_or_below_a_table_that_has_one() -> None:
    contents = (line("1 事業の概要 ………… 3", 50, 60), line("保険給付 ………… 4", 50, 75))
    assert not read(HEAD, *contents).of("period_figure")
    assert not read(HEAD, *LIST).of("period_figure")
    below = table([["給付", "件数"], ["傷病手当金", "31"]], boxed=True)
    cells = [replace(cell, place=Place(page=1, bbox=(50, 70, 200, 75))) for cell in below.cells]
    assert not read(HEAD, *LIST, NOTE, tables=[replace(below, cells=cells)]).of("period_figure")


@pytest.mark.parametrize("head", ["2 支部の収支", "2 支部の収支（前年度）"])
def test_a_list_without_the_year_over_it_is_in_doubt(head: str) -> None:
    rows = read(line(head, 50, 40), *LIST, NOTE).of("period_figure")
    year = 2021 if "前" in head else 2022
    assert {(row["fiscal_year"], row["review_state"]) for row in rows} <= {(year, "flagged"), (year, "ok")}


def test_a_list_of_a_part_of_the_year_or_of_kpis_is_rejected() -> None:
    out = read(line("2 支部の収支（令和4年度上期）", 50, 40), *LIST, NOTE)
    assert not out.of("period_figure")
    assert len(out.of("reject")) == 4
    kpis = (line("健康宣言事業所数 …… 912", 50, 80), line("その他 …… 12", 50, 95))
    out = read(HEAD, *kpis, line("（単位：事業所）", 400, 60))
    assert [row["extracted_text"] for row in out.of("reject")] == ["健康宣言事業所数 …… 912"]
