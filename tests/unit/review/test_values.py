"""What a reviewer sees as a value is what is compared and put in."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts import SCHEMAS
from warehouse.review.values import KINDS, MAIN_COLUMN, as_text, correctable, is_same, parse


@given(st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda value: float(f"{value:.8g}")))
def test_numbers_survive(value: float) -> None:
    assert parse(as_text(value), pa.float64()) == value
    assert is_same(as_text(value), value, pa.float64())


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_days_survive(value: date) -> None:
    assert parse(as_text(value), pa.date32()) == value


@given(st.booleans(), st.integers(-(10**6), 10**6))
def test_marks_and_whole_numbers_survive(mark: bool, number: int) -> None:
    assert parse(as_text(mark), pa.bool_()) is mark
    assert parse(as_text(number), pa.int32()) == number


def test_separators_are_understood_and_nothing_stays_nothing() -> None:
    assert parse("1,440", pa.float64()) == 1440
    assert parse("", pa.string()) is None
    assert is_same("", None, pa.float64())
    assert not is_same("x", 1.0, pa.float64())


def test_a_rank_is_whole() -> None:
    with pytest.raises(ValueError, match="whole number"):
        parse("4.5", pa.int32())


@pytest.mark.parametrize("kind", KINDS)
def test_main_columns_can_be_decided_on_and_places_cannot(kind: str) -> None:
    assert MAIN_COLUMN[kind] in correctable(kind)
    assert not {"fact_id", "source_ref", "page", "extracted_text", "review_state"} & set(correctable(kind))
    assert set(correctable(kind)) <= set(SCHEMAS[kind].names)
