"""Single months or a run from April, by the total beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.shapes.tables.months.month_basis import MonthsBesideTotal, bases_by_total, runs_up
from tests.unit.build import brief, table, titled

RISING = MonthsBesideTotal([20.5, 31.0, 42.5, 50.0], 50.0, 1)
FALLING_AT_ITS_TOTAL = MonthsBesideTotal([71.2, 70.4, 72.8, 70.9], 70.9, 1)
NO_END = MonthsBesideTotal([68.3, 69.1, 67.7, 69.4], 68.6, 1)
ADDING = MonthsBesideTotal([4, 6, 5, 7], 22, 0)


def bases(*rows: MonthsBesideTotal | None) -> list[str | None]:
    return [found.basis for found in bases_by_total(rows)]


@pytest.mark.parametrize(
    ("row", "basis", "sure"),
    [
        (ADDING, "monthly", True),
        (NO_END, "monthly", True),
        (RISING, "cumulative", True),
        (FALLING_AT_ITS_TOTAL, "cumulative", False),
        (MonthsBesideTotal([100, 100, 100], 100, 0), None, True),
    ],
)
def test_one_row_by_its_own_total(row: MonthsBesideTotal, basis: str | None, sure: bool) -> None:
    (found,) = bases_by_total([row])
    assert (found.basis, found.doubt is None) == (basis, sure)


@pytest.mark.parametrize(
    ("rates", "runs"),
    [
        ([7.2, 15.1, 22.0, 31.4], True),
        ([0.0, 0.4, 0.9], True),
        ([7.2, 15.1, 14.9, 31.4], False),
        ([81.0, 81.4, 82.2, 82.9], False),
        ([5.0, 5.0, 11.0], False),
    ],
)
def test_rates_that_grow_as_fast_as_they_do_from_april_on(rates: list[float], runs: bool) -> None:
    assert runs_up(rates) is runs


def test_a_last_month_equal_to_the_total_by_accident_is_no_run() -> None:
    found = bases_by_total([FALLING_AT_ITS_TOTAL, NO_END])
    assert [(f.basis, f.doubt) for f in found] == [("monthly", None), ("monthly", None)]


def test_a_run_beside_single_months_is_in_doubt() -> None:
    (found, _) = bases_by_total([RISING, NO_END])
    assert found.basis == "cumulative"
    assert found.doubt


def test_a_run_of_the_row_beside_it_is_proven() -> None:
    (_, found) = bases_by_total([ADDING, MonthsBesideTotal([104, 110, 115, 122], 122, 0)])
    assert (found.basis, found.doubt) == ("cumulative", None)


def test_two_rows_that_end_in_their_totals_are_runs() -> None:
    found = bases_by_total([FALLING_AT_ITS_TOTAL, MonthsBesideTotal([60.1, 62.2, 61.9, 63.0], 63.0, 1)])
    assert [(f.basis, f.doubt) for f in found] == [("cumulative", None)] * 2


def test_rows_without_a_total_say_nothing() -> None:
    assert bases(None, ADDING) == [None, "monthly"]


@given(st.lists(st.integers(1, 400), min_size=2, max_size=12))
def test_months_that_add_up_are_single_whatever_stands_beside(months: list[int]) -> None:
    added = MonthsBesideTotal([float(m) for m in months], float(sum(months)), 0)
    assert bases(RISING, added, FALLING_AT_ITS_TOTAL)[1] == "monthly"


@pytest.mark.parametrize(("last", "state"), [("26.0%", "flagged"), ("11.0%", "ok")])
def test_rates_that_may_run_up_are_in_doubt_where_no_basis_is_printed(last: str, state: str) -> None:
    rows = [["", "4月", "5月", "6月", "7月"], ["巡回相談の利用率", "6.5%", "13.1%", "19.0%", last]]
    out = titled(table(rows, boxed=True), title="令和6年度 高知支部 業務報告(7月末)")
    found = brief(out.of("monthly_actual"), "basis", "review_state")
    assert found == [("monthly", state)] * 4
