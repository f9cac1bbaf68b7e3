"""Years of rows and brackets among months: what is printed decides, the rest is in doubt."""

from __future__ import annotations

import pytest

from extract.recorder import Recorder
from tests.unit.build import brief, paragraph, table, titled

MONTHS = ["4月", "5月", "6月", "7月"]


def read(*rows: list[str]) -> Recorder:
    return titled(table(rows, boxed=True))


def states(out: Recorder) -> set[tuple[object, ...]]:
    return set(brief(out.of("monthly_actual"), "measure_ja", "fiscal_year", "review_state"))


def test_a_row_below_rows_of_two_years_is_in_doubt() -> None:
    rates = ["98%", "99%", "97%", "98%"]
    out = read(
        ["相談件数", *MONTHS], ["令和4年度", *rates], ["（令和3年度）", *rates], ["電話", "10", "11", "12", "13"]
    )
    assert ("相談件数 電話", 2022, "flagged") in states(out)
    assert {state for measure, _, state in states(out) if measure != "相談件数 電話"} == {"ok"}


@pytest.mark.parametrize(
    ("label", "year", "state"),
    [("令和4年度\n（前年度）", 2021, "ok"), ("令和4年度\n（令和2年度）", 2020, "ok"), ("令和4年度", 2021, "flagged")],
)
def test_figures_in_brackets_are_of_the_year_that_the_label_names(label: str, year: int, state: str) -> None:
    out = read(["相談件数", *MONTHS, "計"], [label, *(f"{n}0\n（{n}1）" for n in range(2, 6)), "140\n（144）"])
    found = brief(out.of("monthly_actual"), "fiscal_year", "value", "review_state")
    assert (2022, 20, "ok") in found
    assert (year, 21, state) in found
    assert (year, 144, state) in brief(out.of("period_figure"), "fiscal_year", "value", "review_state")


def test_a_row_of_figures_in_brackets_is_read() -> None:
    out = read(["相談件数", *MONTHS], ["令和4年度", *"2345"], ["（前年度）", *(f"（{n}）" for n in range(6, 10))])
    assert (2021, 6, "ok") in brief(out.of("monthly_actual"), "fiscal_year", "value", "review_state")


def test_last_year_below_a_row_of_last_year_is_in_doubt() -> None:
    out = read(["相談件数", *MONTHS], ["令和3年度", *"2345"], ["（前年度）", *(f"（{n}）" for n in range(6, 10))])
    assert {
        state for _, value, state in brief(out.of("monthly_actual"), "month", "value", "review_state") if value > 5
    } == {"flagged"}


def test_a_unit_over_the_months_is_no_name() -> None:
    rows = [["時間：分", "R4", "R3"], *([month, "3:05", "2:50"] for month in MONTHS)]
    out = titled(table(rows, boxed=True))
    assert {row["measure_ja"] for row in out.of("monthly_actual")} & {"時間:分"} == set()
    assert {row["unit"] for row in out.of("monthly_actual")} == {"min"}


def test_figures_of_two_rows_in_one_cell_are_none() -> None:
    out = read(["相談件数", *MONTHS], ["令和4年度", *(f"{n}67\n{n}72" for n in range(2, 6))])
    assert out.of("monthly_actual") == []
    assert len(out.of("reject")) == 4


def test_a_row_of_brackets_is_of_the_year_that_a_remark_names_and_in_doubt() -> None:
    rows = [["区分", *MONTHS], ["受付件数", "10", "11", "12", "13"], ["", "(9)", "(8)", "(7)", "(6)"]]
    grid = table(rows, boxed=True)
    told = titled(paragraph("※（　）内は前年度の数値", boxed=True), grid)
    found = brief(told.of("monthly_actual"), "fiscal_year", "value", "review_state")
    assert found[4:] == [(2021, 9, "flagged"), (2021, 8, "flagged"), (2021, 7, "flagged"), (2021, 6, "flagged")]
    assert len(titled(grid).of("monthly_actual")) == 4


@pytest.mark.parametrize("pair", ["〔〕", "（）", "[]", "【】"])
def test_running_totals_stand_in_brackets_of_any_kind_where_a_remark_says_so(pair: str) -> None:
    cells = [f"{month}0\n{pair[0]}{total}{pair[1]}" for month, total in ((1, 10), (2, 30), (3, 60), (4, 100))]
    out = titled(
        paragraph(f"※ 数値は当月分、{pair}内は年度累計。", boxed=True), table([["区分", *MONTHS], ["受付件数", *cells]])
    )
    found = brief(out.of("monthly_actual"), "fiscal_year", "basis", "value", "review_state")
    assert found[0] == (2022, "monthly", 10, "ok") and found[2] == (2022, "monthly", 30, "ok")
    assert found[4] == (2022, "cumulative", 10, "flagged") and found[7] == (2022, "cumulative", 100, "flagged")
    assert out.of("schedule_mark") == []


def test_a_remark_says_that_brackets_below_months_run_up_to_them() -> None:
    rows = [["月", "受付件数"], ["4月", "20\n(20)"], ["5月", "30\n(50)"], ["6月", "40\n(90)"]]
    out = titled(paragraph("上段：当月　下段( )：4月からの累計"), table(rows, boxed=True))
    months = brief(out.of("monthly_actual"), "month", "value", "basis")
    assert ("2022-06", 40, "monthly") in months
    assert ("2022-06", 90, "cumulative") in months


def test_rows_up_to_a_month_run_up_to_it() -> None:
    rows = [["累計", "受付件数", "査定額"], *([f"～{m}月", f"{m}0", f"{m}1"] for m in (4, 5, 6))]
    assert ("2022-05", 50, "cumulative") in brief(
        titled(table(rows, boxed=True)).of("monthly_actual"), "month", "value", "basis"
    )


def test_a_total_of_last_year_below_months_is_of_last_year() -> None:
    rows = [["月", "受付件数"], *([f"{m}月", f"{m}0"] for m in (4, 5, 6)), ["年度計", "150"], ["(参考)3年度計", "140"]]
    totals = brief(titled(table(rows, boxed=True)).of("period_figure"), "fiscal_year", "value")
    assert totals == [(2022, 150), (2021, 140)]
