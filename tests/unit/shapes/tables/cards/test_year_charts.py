"""Bar charts of KPIs over years: figures stand over the years that they are of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Line, Place
from extract.recorder import Recorder
from extract.shapes.tables.cards.year_charts import read_year_charts
from tests.unit.build import header, recorder, scope

REPORT = header(2023, kind="results")
TITLE, REMARK = "健康宣言事業所数の推移(各年度末)", "単位:事業所。目標 令和5年度 950事業所以上"


def at(text: str, x0: float, top: float, width: float = 40.0) -> Line:
    box = (x0, top, x0 + width, top + 10)
    return Line(text, Place(1, bbox=box), size=9.0, box=box)


def axis(*years: str) -> Line:
    pieces = tuple(at(year, 100.0 * i, 200) for i, year in enumerate(years))
    return replace(at("\t".join(years), 0, 200, 500), pieces=pieces)


def read(
    title: str = TITLE, *, figures: tuple[str, ...] = ("702", "865", "1,012"), last: str = "令和5年度"
) -> Recorder:
    out = recorder()
    bars = [at(text, 100.0 * i + 10, 150 - 10 * i, 20) for i, text in enumerate(figures)]
    lines = [at(title, 0, 80, 200), *bars, axis("令和3年度", "令和4年度", last), at(REMARK, 0, 220, 200)]
    read_year_charts(lines, scope(REPORT), out)
    return out


def test_every_figure_is_of_the_year_below_it_and_flagged() -> None:
    actuals = read().of("kpi_actual")
    assert [(a["kpi_code"], a["fiscal_year"], a["value"], a["unit"]) for a in actuals] == [
        ("health_declaration_workplaces", 2021, 702, "事業所"),
        ("health_declaration_workplaces", 2022, 865, "事業所"),
        ("health_declaration_workplaces", 2023, 1012, "事業所"),
    ]
    assert {a["review_state"] for a in actuals} == {"flagged"}


def test_the_remark_below_states_the_target() -> None:
    (target,) = read().of("kpi_target")
    assert (target["fiscal_year"], target["comparator"], target["target_value"]) == (2023, ">=", 950)
    assert target["review_state"] == "flagged"


@pytest.mark.parametrize("title", ["相談の推移", "健康宣言事業所数の推移(各年9月末)"])
def test_titles_that_name_no_kpi_or_a_month_are_left(title: str) -> None:
    assert read(title).rows == {}


def test_a_year_without_a_figure_leaves_the_chart_unread() -> None:
    assert read(figures=("702", "865")).rows == {}


def test_years_that_do_not_follow_one_another_leave_the_chart_unread() -> None:
    assert read(last="令和6年度").rows == {}
