"""The checks against misreadings: facts of the samples, damaged as a reader could, and what share is noticed.

The floors are a little below what is reached today (`python benchmarks/damage.py` prints it). Places that the report
says only once cannot be noticed, which is what most of the rest is: a digit of a rate that nothing sums up.
"""

from __future__ import annotations

import pytest

from benchmarks.damage import DAMAGES, Score, readings, scores

#: By damage: the least share noticed of all places, and of those said twice.
FLOORS = {
    "a digit of a month changed": (0.25, 0.75),
    "a digit of a total or period changed": (0.40, 0.75),
    "a digit of a result changed": (0.28, 0.95),
    "a digit of a target changed": (0.65, 0.95),
    "a digit of a count dropped or added": (0.95, 0.95),
    "the point of a percentage lost": (0.90, 0.90),
    "a percentage read as a number": (0.95, 0.95),
    "a row shifted by one column": (0.95, 0.95),
    "the months of a row rotated by one": (0.95, 0.95),
    "the months of a table rotated by one": (0.95, 0.95),
    "a row read under the next year": (0.85, 0.80),
    "two year rows swapped": (0.80, 0.70),
    "two rows of a year swapped": (0.95, 0.95),
    "a row read twice, for two years": (0.95, 0.95),
    "a row read twice, for two measures": (0.90, 0.90),
}


@pytest.fixture(scope="module")
def measured(record_testsuite_property: pytest.RecordProperty) -> dict[str, Score]:
    found = scores(readings())
    for name, score in found.items():
        record_testsuite_property(name, f"{score.caught} of {score.places}")
    return found


@pytest.mark.parametrize("name", FLOORS)
def test_a_damage_is_noticed_as_often_as_it_can_be(name: str, measured: dict[str, Score]) -> None:
    score = measured[name]
    everywhere, twice = FLOORS[name]
    assert score.places > 0
    assert (score.rate >= everywhere, score.rate_twice >= twice) == (True, True), f"{name}: {score}"


def test_every_damage_without_a_floor_is_one_that_single_reports_cannot_show() -> None:
    rest = {damage.name for damage in DAMAGES} - set(FLOORS)
    assert rest == {"a sign lost"}
