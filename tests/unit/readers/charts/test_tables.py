from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.charts.tables import ChartTable, charts_of
from tests.unit.readers.charts.draw import COLORS, BarChart, Canvas, upright

MONTHS = ["4月", "5月", "6月", "7月", "8月", "9月"]
YEARS = ["令和5年度", "令和6年度"]


def read(canvas: Canvas) -> list[list[list[str]]]:
    return [texts(chart) for chart in charts_of(canvas.paths, canvas.glyphs, upright)]


def texts(chart: ChartTable) -> list[list[str]]:
    return [[label.text if label is not None else "" for label in row] for row in chart.rows]


def drawn(*charts: BarChart) -> Canvas:
    canvas = Canvas()
    for chart in charts:
        chart.draw(canvas)
    return canvas


def test_bars_of_two_years_are_rows_under_their_months() -> None:
    chart = BarChart(MONTHS[:4], {YEARS[0]: [310, 298, 325, 341], YEARS[1]: [322, 305, 333, 360]})
    (found,) = read(drawn(chart))
    assert found == [["", *MONTHS[:4]], [YEARS[0], "310", "298", "325", "341"], [YEARS[1], "322", "305", "333", "360"]]


def test_months_to_come_have_names_and_no_figures() -> None:
    chart = BarChart(MONTHS, {YEARS[0]: [31, 29, 33, 34, 30, 28], YEARS[1]: [32, 30, 35, None, None, None]})
    ((_, _, now),) = read(drawn(chart))
    assert now == [YEARS[1], "32", "30", "35", "", "", ""]


def test_lying_bars_are_rows_of_their_names() -> None:
    chart = BarChart(["建設業", "製造業", "運輸業"], {"": [298, 241, 126]}, lying=True, legend=False)
    assert read(drawn(chart)) == [[["建設業", "298"], ["製造業", "241"], ["運輸業", "126"]]]


def test_figures_of_an_axis_are_no_cells() -> None:
    chart = BarChart(MONTHS, {YEARS[1]: [310, 298, 325, 341, 302, 333]}, scale=True, legend=False)
    (found,) = charts_of((canvas := drawn(chart)).paths, canvas.glyphs, upright)
    assert texts(found) == [MONTHS, ["310", "298", "325", "341", "302", "333"]]
    assert len(found.scale) == 5


def test_a_bar_whose_length_belongs_to_another_figure_leaves_all_as_text() -> None:
    row: list[float | None] = [310, 298, 325, 341]
    assert read(drawn(BarChart(MONTHS[:4], {YEARS[1]: row}, legend=False, lengths={(0, 1): 340}))) == []


def test_colours_without_a_legend_leave_all_as_text() -> None:
    chart = BarChart(MONTHS[:3], {YEARS[0]: [310, 298, 325], YEARS[1]: [322, 305, 333]}, legend=False)
    assert read(drawn(chart)) == []


def test_one_colour_does_not_take_its_name_from_the_legend_of_another_chart() -> None:
    one = BarChart(MONTHS[:3], {"": [310, 298, 325]}, legend=False)
    two = BarChart(MONTHS[:3], {YEARS[0]: [31, 29, 33], YEARS[1]: [32, 30, 35]}, top=300)
    first, second = read(drawn(one, two))
    assert first == [MONTHS[:3], ["310", "298", "325"]]
    assert [row[0] for row in second] == ["", *YEARS]


def test_bands_of_years_below_the_months_leave_all_as_text() -> None:
    canvas = drawn(BarChart(MONTHS, {"": [310, 298, 325, 341, 302, 333]}, legend=False))
    canvas.text(160, 210, "令和5年度", "middle")
    canvas.text(370, 210, "令和6年度", "middle")
    assert read(canvas) == []


def test_a_figure_left_over_between_the_bars_leaves_all_as_text() -> None:
    canvas = drawn(BarChart(MONTHS[:3], {"": [310, 298, 325]}, legend=False))
    canvas.text(200, 150, "777", "middle")
    assert read(canvas) == []


def test_piled_bars_are_rows_with_the_figures_in_them() -> None:
    canvas = Canvas()
    for i, (low, high) in enumerate(((70, 50), (86, 56), (94, 64))):
        x = 80 + 60 * i
        canvas.box(x, 200 - low, x + 30, 200, COLORS[0])
        canvas.box(x, 200 - low - high, x + 30, 200 - low, COLORS[1])
        canvas.text(x + 15, 200 - low / 2 - 3, f"{low}", "middle")
        canvas.text(x + 15, 200 - low - high / 2 - 3, f"{high}", "middle")
        canvas.text(x + 15, 200 - low - high - 9, f"{low + high}", "middle")
        canvas.text(x + 15, 205, MONTHS[i], "middle")
    for i, name in enumerate(("支部", "委託")):
        canvas.box(80 + 60 * i, 230, 85 + 60 * i, 235, COLORS[i])
        canvas.text(88 + 60 * i, 229.5, name)
    assert read(canvas) == [[["", *MONTHS[:3]], ["支部", "70", "86", "94"], ["委託", "50", "56", "64"]]]


def test_strokes_drawn_as_boxes_pile_up_on_nothing() -> None:
    canvas = Canvas()
    for i in range(6):
        canvas.box(80 + 40 * (i % 3), 200 - 0.4 * i, 110 + 40 * (i % 3), 200.4 - 0.4 * i, COLORS[0])
    assert read(canvas) == []


def test_a_chart_among_hundreds_of_boxes_is_part_of_a_drawing() -> None:
    canvas = drawn(BarChart(MONTHS[:3], {"": [310, 298, 325]}, legend=False, width=200))
    assert len(read(canvas)) == 1
    for i in range(600):
        x, foot = 300 + 6 * (i % 40), 700 - (i // 40) * 20
        canvas.box(x, foot - 5, x + 4, foot, COLORS[1])
    assert read(canvas) == []


def test_shades_of_cells_that_adjoin_are_no_bars() -> None:
    canvas = Canvas()
    for i, (long, text) in enumerate(((31, "310"), (29, "290"), (33, "330"))):
        canvas.box(80 + 40 * i, 200 - long, 120 + 40 * i, 200, COLORS[0])
        canvas.text(100 + 40 * i, 200 - long + 2, text, "middle")
        canvas.text(100 + 40 * i, 204, MONTHS[i], "middle")
    assert read(canvas) == []


def test_points_of_a_line_are_cells_named_behind_its_end() -> None:
    canvas = Canvas()
    values = (83.9, 84.1, 84.6, 84.4)
    points = [(80.0 + 60 * i, 200 - 100 * (value - 83)) for i, value in enumerate(values)]
    canvas.stroke(points, COLORS[0])
    for (x, y), value, month in zip(points, values, MONTHS, strict=False):
        canvas.text(x, y - 10, f"{value}", "middle")
        canvas.text(x, 205, month, "middle")
    canvas.text(points[-1][0] + 6, points[-1][1] - 3, "支部")
    assert read(canvas) == [[["", *MONTHS[:4]], ["支部", "83.9", "84.1", "84.6", "84.4"]]]


#: Far enough from one another that lengths tell them apart.
FIGURES = st.lists(st.integers(4, 33).map(lambda n: 30 * n), min_size=3, max_size=6, unique=True)


@settings(deadline=None)
@given(FIGURES, st.integers(1, 3), st.booleans(), st.booleans(), st.data())
def test_whatever_is_drawn_is_read_as_printed(
    first: list[int], rows: int, lying: bool, scale: bool, data: st.DataObject
) -> None:
    series = {
        f"区分{'甲乙丙'[j]}": [float(v) for v in data.draw(st.permutations(first))] if j else [float(v) for v in first]
        for j in range(rows)
    }
    wanted = {name: [f"{value:,}" for value in values] for name, values in series.items()}
    chart = BarChart([f"項目{'イロハニホヘ'[i]}" for i in range(len(first))], dict(series.items()), lying=lying,
                     scale=scale, legend=rows > 1)  # fmt: skip
    (found,) = read(drawn(chart))
    heads, *body = [list(column) for column in zip(*found, strict=True)]
    assert heads == (["", *chart.names] if rows > 1 else chart.names)
    assert {row[0] if rows > 1 else "区分甲": row[1:] if rows > 1 else row for row in body} == wanted
