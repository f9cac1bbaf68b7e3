"""Bar charts of KPIs over years: figures stand over the years that they are of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Line, Place
from extract.recorder import Recorder
from extract.shapes.tables.year_charts import read_year_charts
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


def test_two_figures_over_a_year_are_of_the_series_that_a_line_names_in_their_order() -> None:
    out = recorder()
    names = replace(at("奈良支部\t全国平均", 10, 100, 120), pieces=(at("奈良支部", 10, 100), at("全国平均", 90, 100)))
    values = (("21.4", "18.3"), ("22.9", "19.0"), ("24.1", "20.2"))
    places = [(100.0 * i + 22 * n, 150.0 - 9 * i) for i in range(len(values)) for n in (0, 1)]
    texts = [text for pair in values for text in pair]
    bars = [at(text, *place, 18) for text, place in zip(texts, places, strict=True)]
    beside = at("・面談の枠を増やした。", 500, 150, 100)  # words beside the chart
    years = axis("令和3年度", "4年度", "5年度")
    read_year_charts([at("被保険者の特定保健指導実施率", 0, 80, 200), names, *bars, beside, years], scope(REPORT), out)
    facts = [(a["fiscal_year"], a["scope"], a["value"]) for a in out.of("kpi_actual")]
    assert facts[:2] == [(2021, "branch", 21.4), (2021, "national_average", 18.3)]
    assert len(facts) == 6 and {a["review_state"] for a in out.of("kpi_actual")} == {"flagged"}
    again = recorder()  # figures of two lines stand above one another: of which they are, nothing says
    over = [replace(bar, box=(bar.box[0] // 100 * 100, *bar.box[1:])) for bar in bars if bar.box is not None]
    over = [at(bar.text, (bar.box or (0.0,))[0], 150) for bar in over]
    read_year_charts([at("被保険者の特定保健指導実施率", 0, 80, 200), names, *over, years], scope(REPORT), again)
    assert again.rows == {}
