"""Rows of months: sound ones raise nothing, and each damage is named at its cell."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from month_rows import row_of_months

from expectations import cells, series
from expectations.japanese import in_japanese
from expectations.series import Findings, Line

A = [12, 15, 11, 19, 22, 17, 14, 16, 21, 13, 18, 20]
B = [31, 28, 35, 27, 33, 30, 29, 36, 25, 34, 26, 32]
BOTH = [left + right for left, right in zip(A, B, strict=True)]
RUNNING = [sum(A[: month + 1]) for month in range(12)]

Facts = list[dict[str, Any]]


def lines(*rows: Facts) -> list[Line]:
    return series.lines_of(pd.DataFrame([fact for row in rows for fact in row]))


def everything(*rows: Facts) -> Findings:
    read = lines(*rows)
    years, months = series.moved(read)
    checks = (
        *(series.out_of_order, series.out_of_column, series.begun_late, series.years_out_of_order),
        *(series.broken_sums, series.broken_running, series.doubled),
    )
    found = {fact: said for check in checks for fact, said in check(read).items()} | years | months
    assert [said for said in found.values() if in_japanese(said) is None] == []
    return found


def sound() -> list[Facts]:
    return [
        row_of_months("甲", A, row=1),
        row_of_months("乙", B, row=2),
        row_of_months("合計", BOTH, row=3),
        row_of_months("甲 累計", RUNNING, row=4, basis="cumulative"),
        row_of_months("甲", A, report="r2", row=1),
        row_of_months("甲", [value + 3 for value in B], report="r2", year=2022, row=2),
    ]


def test_sound_rows_raise_nothing() -> None:
    assert everything(*sound()) == {}


def test_months_that_turned_stand_left_of_their_neighbours() -> None:
    rotated = row_of_months("甲", A)
    months = [fact["month"] for fact in rotated]
    for fact, month in zip(rotated, [*months[1:], months[0]], strict=True):
        fact["month"] = month
    found = series.out_of_order(lines(rotated))
    assert list(found.values()) == ["甲 2023年度: 5月 stands left of 4月"]


def test_a_derived_month_has_no_column_of_its_own() -> None:
    row = row_of_months("甲", A)
    row[3].update(review_state="derived", source_ref=json.dumps({"page": 1, "table": "1.1", "row": 1, "col": 13}))
    assert series.out_of_order(lines(row)) == {}


def test_a_row_shifted_by_a_column_has_other_months_than_its_neighbours() -> None:
    shifted = row_of_months("丙", [None, *A[:11]], row=3)
    for fact in shifted:
        place = json.loads(fact["source_ref"])
        fact["source_ref"] = json.dumps(place | {"col": place["col"] - 1})
    found = series.out_of_column(lines(row_of_months("甲", A), row_of_months("乙", B, row=2), shifted))
    assert len(found) == 11 and all("丙" in said and "2 other rows" in said for said in found.values())


def test_a_row_that_begins_in_may_is_found() -> None:
    assert list(series.begun_late(lines(row_of_months("甲", [None, *A[1:]])))) == ["r1 甲 2023 1"]
    assert series.begun_late(lines(row_of_months("甲", [None, None, *A[2:]]), row_of_months("乙", [None, 3, 4]))) == {}


def test_the_pair_of_years_that_stands_the_other_way_round_is_found() -> None:
    def pair(measure: str, years: tuple[int, int], row: int) -> list[Facts]:
        return [row_of_months(measure, A, year=year, row=row + at) for at, year in enumerate(years)]

    same = [*pair("甲", (2022, 2023), 1), *pair("乙", (2022, 2023), 3)]
    assert series.years_out_of_order(lines(*same)) == {}
    found = series.years_out_of_order(lines(*same, *pair("丙", (2023, 2022), 5)))
    assert {fact.split()[1] for fact in found} == {"丙"} and len(found) == 24
    both = [*same, *pair("丙", (2023, 2022), 5), *pair("丁", (2023, 2022), 7)]
    assert series.years_out_of_order(lines(*both)) == {}


def test_brackets_that_were_read_as_the_later_year_are_found() -> None:
    def found(this_year: float, last_year: float) -> list[str]:
        cell = {"extracted_text": "126,400部（121,600部）"}
        rows = row_of_months("部数", [this_year], year=2024, **cell) + row_of_months("部数", [last_year], **cell)
        return list(cells.brackets_of_the_later_year(pd.DataFrame(rows)))

    assert found(126400, 121600) == []
    assert found(121600, 126400) == ["r1 部数 2023 0", "r1 部数 2024 0"]


def test_a_digit_breaks_a_sum_in_its_month_only() -> None:
    wrong = [*BOTH[:4], BOTH[4] + 20, *BOTH[5:]]
    found = series.broken_sums(lines(*sound()[:2], row_of_months("合計", wrong, row=3)))
    assert {fact.rsplit(" ", 1)[1] for fact in found} == {"4"}
    assert all("8月" in said and "甲 2023年度 + 乙 2023年度" in said for said in found.values())


def test_a_change_between_two_years_that_lost_its_sign_is_found() -> None:
    change = [left - right for left, right in zip(A, B, strict=True)]
    change[2] = -change[2]
    years = row_of_months("甲", A, row=1), row_of_months("甲", B, year=2022, row=2)
    assert "r1 増減 2023 2" in series.broken_sums(lines(*years, row_of_months("増減", change, row=3)))


def test_rows_that_are_no_sum_of_others_are_left_alone() -> None:
    strangers = [row_of_months(str(n), [(n * 37 + month * 11) % 97 for month in range(12)], row=n) for n in range(6)]
    assert series.broken_sums(lines(*strangers)) == {}


def test_a_running_count_that_falls_is_found() -> None:
    wrong = [*RUNNING[:6], RUNNING[6] + 500, *RUNNING[7:]]
    found = series.broken_running(lines(row_of_months("甲 累計", wrong, basis="cumulative")))
    assert {fact.rsplit(" ", 1)[1] for fact in found} == {"6", "7"}


def test_a_running_count_that_does_not_step_by_its_month_is_found() -> None:
    wrong = [*RUNNING[:6], RUNNING[6] + 2, *RUNNING[7:]]
    rows = (row_of_months("甲 累計", wrong, basis="cumulative"), row_of_months("甲 単月", A, row=2))
    assert "r1 甲 累計 2023 6" in series.broken_running(lines(*rows))


def test_a_running_count_steps_by_a_row_of_another_name() -> None:
    moved = [*A[:5], A[5] + 9, *A[6:]]
    found = everything(row_of_months("宣言数", RUNNING, basis="cumulative"), row_of_months("新規 単月", moved, row=2))
    assert set(found) == {"r1 宣言数 2023 4", "r1 宣言数 2023 5", "r1 新規 単月 2023 5"}
    assert everything(row_of_months("宣言数", RUNNING, basis="cumulative"), row_of_months("他", B, row=2)) == {}


def test_the_same_months_for_two_measures_or_years_are_found() -> None:
    assert len(series.doubled(lines(row_of_months("甲", A), row_of_months("乙", A, row=2)))) == 24
    assert len(series.doubled(lines(row_of_months("甲", A), row_of_months("甲", A, year=2022)))) == 24
    assert series.doubled(lines(row_of_months("甲", [0] * 12), row_of_months("乙", [0] * 12))) == {}


def test_a_row_that_another_report_prints_for_another_year_is_found() -> None:
    years, months = series.moved(lines(row_of_months("甲", A), row_of_months("甲", A, report="r2", year=2022)))
    assert len(years) == 24 and not months


def test_a_row_that_another_report_prints_one_month_later_is_found() -> None:
    years, months = series.moved(lines(row_of_months("甲", A), row_of_months("甲", [A[-1], *A[:-1]], report="r2")))
    assert len(months) == 24 and not years


def test_flagged_facts_take_no_part_and_a_month_named_twice_is_no_row() -> None:
    assert lines(row_of_months("甲", A, review_state="flagged")) == []
    assert lines(row_of_months("甲", A), row_of_months("甲", B)) == []


def test_a_place_that_cannot_be_read_is_no_place() -> None:
    assert series.place_of({"source_ref": "{"}) == {}
    assert series.place_of({"source_ref": "[1]"}) == {}
    assert series.place_of({"source_ref": None}) == {}
