"""Charts beside the table of their figures."""

from __future__ import annotations

from dataclasses import replace

from extract.shapes.repair.charts.repeated_charts import without_repeated_charts
from tests.unit.build import table

MONTHS = ["4月", "5月", "6月"]
PRINTED = table([["区分", *MONTHS, "計"], ["昨年", "31", "29", "33", "93"], ["今年", "32", "30", "35", "97"]])




def test_a_chart_of_the_rows_of_a_table_is_left_out() -> None:
    rows = [["", *MONTHS], ["昨年", "31", "29", "33"], ["今年", "32", "30", "35"]]
    drawn = replace(table(rows, index="1.9"), chart=True)
    assert without_repeated_charts([drawn, PRINTED]) == ([PRINTED], [(drawn, PRINTED)])


def test_a_chart_with_a_figure_that_the_table_has_not_stays() -> None:
    rows = [["", *MONTHS], ["昨年", "31", "29", "33"], ["今年", "32", "30", "36"]]
    drawn = replace(table(rows, index="1.9"), chart=True)
    assert without_repeated_charts([drawn, PRINTED]) == ([drawn, PRINTED], [])


def test_a_chart_of_a_few_figures_may_share_them_with_a_table_by_chance() -> None:
    drawn = replace(table([MONTHS, ["31", "29", "33"]], index="1.9"), chart=True)
    assert without_repeated_charts([drawn, PRINTED])[1] == []


def test_a_chart_of_the_columns_of_a_table_is_left_out() -> None:
    rows = [["建設業", "310"], ["製造業", "298"], ["運輸業", "126"], ["その他", "77"]]
    drawn = replace(table(rows, index="1.9"), chart=True)
    printed = table([["業種", "社"], *rows, ["計", "811"]])
    assert without_repeated_charts([printed, drawn]) == ([printed], [(drawn, printed)])
