"""Bars of charts are no cells, and their scale and axis no rules of a table."""

from __future__ import annotations

import pytest

from extract.readers.charts.rules import chart_boxes, without_charts
from extract.readers.rules.open_rules import Shade
from extract.readers.rules.rulings import Mark

GREY = (0.6,)


def bars(*heights: float, foot: float = 200.0, wide: float = 20.0) -> list[Shade]:
    return [Shade((40.0 * i + 10, foot - high, 40.0 * i + 10 + wide, foot), GREY) for i, high in enumerate(heights)]


def across(height: float, right: float = 400.0) -> Mark:
    return Mark(True, height, 0.0, right)


def test_bars_and_the_rules_of_their_scale_are_left_out() -> None:
    scale = [across(200 - 30 * i) for i in range(5)]  # the last above the highest bar
    title = [across(40), Mark(False, 5.0, 0.0, 300.0)]
    heads = Shade((0.0, 10.0, 50.0, 20.0), GREY)
    assert without_charts([*scale, *title], [*bars(50, 70, 62, 90.4, 81), heads], []) == (title, [heads])


@pytest.mark.parametrize(
    ("shades", "ink"),
    [
        (bars(50, 70, 62), []),  # too few
        (bars(50, 50, 50, 50, 50), []),  # cells of one height
        (bars(50, 70, 62, 90, wide=39.0), []),  # side by side
        (bars(50, 70, 62, 90), [(20.0, 190.0)]),  # words in them
    ],
)
def test_other_boxes_stay(shades: list[Shade], ink: list[tuple[float, float]]) -> None:
    rules = [across(200), across(180)]
    assert without_charts(rules, shades, ink) == (rules, shades)


def test_bars_that_lie_are_a_chart_as_well_and_those_of_each_colour_are_looked_at_alone() -> None:
    lying = [Shade((10.0, 30.0 * i, 10.0 + wide, 30.0 * i + 12), GREY) for i, wide in enumerate((90, 70, 82, 41))]
    assert chart_boxes(lying, []) == [(10.0, 0.0, 100.0, 102.0)]
    first = bars(50, 70, 62, 90, wide=19.0)
    second = [Shade((shade.box[0] + 20, shade.box[1] + 5, shade.box[2] + 20, shade.box[3]), (0.2,)) for shade in first]
    assert len(chart_boxes([*first, *second], [])) == 2
