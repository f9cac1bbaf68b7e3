"""What must hold for any table: consistent ones raise no alarm, a changed digit is found, checks are repeatable."""

from __future__ import annotations

import copy

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.unit.certainty.sheet import Sheet

settings.register_profile("certainty", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("certainty")

_YEAR = st.lists(st.integers(0, 5000), min_size=12, max_size=12)
_TABLES = st.lists(_YEAR, min_size=2, max_size=5)


def build(rows: list[list[int]]) -> Sheet:
    """A table of counts with its 合計 row and column, its running rows and a share, all consistent."""
    sheet = Sheet()
    for number, row in enumerate(rows):
        sheet.months(f"給付{number} 単月", [f"{value:,}" for value in row], f"{sum(row):,}")
    columns = [sum(column) for column in zip(*rows, strict=True)]
    sheet.months("給付 合計", [f"{value:,}" for value in columns], f"{sum(columns):,}")
    shares = [f"{100 * top / whole:.1f}%" if whole else None for top, whole in zip(rows[0], columns, strict=True)]
    sheet.months("受理率", shares, unit="%")
    for number, row in enumerate(rows):
        running = [f"{sum(row[: month + 1]):,}" for month in range(12)]
        sheet.months(f"給付{number} 累計", running, basis="cumulative", table="2.0")
    return sheet


@given(_TABLES)
def test_a_consistent_table_raises_no_alarm(rows):
    sheet = build(rows).checked()
    assert sheet.flagged == [] and sheet.conflicts == []
    assert all(note["passed"] for fact in sheet.facts for note in fact["checks"])


@given(_TABLES, st.data())
def test_one_changed_digit_in_a_table_with_totals_is_found(rows, data):
    sheet = Sheet()
    for number, row in enumerate(rows):
        sheet.months(f"給付{number}", [str(value) for value in row], str(sum(row)))
    columns = [sum(column) for column in zip(*rows, strict=True)]
    sheet.months("給付 合計", [str(value) for value in columns], str(sum(columns)))
    fact = data.draw(st.sampled_from(sheet.facts))
    text = fact["extracted_text"]
    place = data.draw(st.integers(0, len(text) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    changed = text[:place] + digit + text[place + 1 :]
    assume(int(changed) != int(text))
    fact["extracted_text"], fact["value"] = changed, float(changed)
    sheet.checked()
    assert fact in sheet.flagged
    assert sheet.conflicts


@given(_YEAR, st.integers(0, 11), st.integers(1, 900))
def test_one_month_changed_in_a_row_alone_flags_the_row_unless_the_total_may_be_an_average(row, month, by):
    changed = [value + by if at == month else value for at, value in enumerate(row)]
    assume(sum(row) > max(changed))
    sheet = Sheet()
    rows = sheet.months("申請件数", [str(value) for value in changed], str(sum(row)))
    assert sheet.checked().flagged == rows


@given(_TABLES, st.sets(st.tuples(st.integers(0, 4), st.integers(0, 11)), max_size=30))
def test_blank_cells_in_a_consistent_table_raise_no_alarm_and_what_is_derived_is_what_was_blanked(rows, blanks):
    sheet = Sheet()
    for number, row in enumerate(rows):
        texts = [None if (number, at) in blanks else str(value) for at, value in enumerate(row)]
        sheet.months(f"給付{number}", texts, str(sum(row)))
    sheet.checked()
    assert sheet.conflicts == []
    assert all("among figures around" in fact["review_reason"] for fact in sheet.flagged)  # far off, not contradicted
    for fact in sheet.facts:
        if fact["rule"] == "derived_from_total":
            number = int(fact["measure_ja"].removeprefix("給付"))
            at = (fact["month"].month - 4) % 12
            assert fact["review_state"] == "derived" and fact["value"] == rows[number][at]


@given(_TABLES)
def test_checks_are_a_pure_function_of_the_facts(rows):
    first = build(rows)
    second = copy.deepcopy(first)
    first.checked()
    second.checked()
    assert first.out.rows == second.out.rows


def test_a_report_without_facts_passes():
    sheet = Sheet().checked()
    assert sheet.facts == []
