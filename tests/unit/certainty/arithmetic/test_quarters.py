"""Quarters that may run up from the start of the year."""

from __future__ import annotations

import pytest

from tests.unit.build import paragraph, table, titled

QUARTERS = ["区分", "第1四半期", "第2四半期", "第3四半期"]
COUNTS = ["調定件数", "512", "1,020", "1,544"]


def states(remark: str, row: list[str]) -> dict[str, str]:
    out = titled(paragraph(remark), table([QUARTERS, row, ["電話照会件数", "31", "30", "32"]], boxed=True))
    return {str(r["period"]): r["review_state"] for r in out.of("period_figure") if r["extracted_text"] in row}


def test_quarters_of_a_kpi_that_mostly_runs_up_are_in_doubt() -> None:
    found = states("健診の状況", ["生活習慣病予防健診実施率", "13.2%", "30.8%", "47.5%"])
    assert (found["Q2"], found["Q3"]) == ("flagged", "flagged")


@pytest.mark.parametrize(
    ("remark", "state"),
    [
        ("※各四半期の数値は年度当初からの累計", "flagged"),
        ("(累計、単位:件)", "flagged"),
        ("年度計は累計", "ok"),
        ("四半期単独の件数で累計ではない", "ok"),
    ],
)
def test_a_remark_that_figures_run_up_puts_quarters_in_doubt(remark: str, state: str) -> None:
    assert states(remark, COUNTS)["Q3"] == state


def test_quarters_whose_label_says_that_they_run_up_are_results_at_their_ends() -> None:
    heads = ["区分", "第1四半期(累計)", "第2四半期(累計)"]
    rows = [["生活習慣病予防健診実施率", "13.2%", "30.8%"], ["電話照会件数", "31", "61"]]
    out = titled(table([heads, *rows], boxed=True))
    assert [str(row["as_of"]) for row in out.of("kpi_actual")] == ["2022-06-01", "2022-09-01"]
    assert [row["period"] for row in out.of("period_figure")] == ["Q1", "H1"]


@pytest.mark.parametrize(("year", "state"), [("2,107", "ok"), ("2,113", "flagged")])
def test_quarters_that_add_up_to_the_year_stand_alone_whatever_a_remark_says(year: str, state: str) -> None:
    heads = ["区分", "第1四半期", "第2四半期", "第3四半期", "第4四半期", "年間"]
    rows = [["調定件数", "512", "520", "544", "531", year], ["電話照会件数", "31", "30", "32", "35", "128"]]
    out = titled(paragraph("KPIの状況(累計)"), table([heads, *rows], boxed=True))
    found = {row["period"]: row["review_state"] for row in out.of("period_figure") if "調定" in row["measure_ja"]}
    assert found["Q3"] == state
