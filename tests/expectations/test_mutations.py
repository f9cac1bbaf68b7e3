"""The gate's mutation test: a good release damaged at many places; every damage is caught by a check that is named.

The release is made up (`mutation_lake.py`), so that all its figures add up and each stands in several places, as in
real reports; `benchmarks/gate_mutations.py` measures the same on any release. What is looked for is how the gate names
a damage in the damaged release alone; beside the published release, every change of a fact is noticed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from mutation_lake import mutation_lake

from benchmarks.gate_mutations import DAMAGES, Score, scores, signals
from expectations.decisions import Decisions
from expectations.gate import release_frames

pytestmark = pytest.mark.slow

#: By damage: the least share caught in the release alone, a check that must be among those that catch it, and a check
#: against the published release that must catch it.
FLOORS: dict[str, tuple[float, str | None, str]] = {
    "a row shifted by one column": (0.95, "row_begins_in_april", "meaning_unchanged"),
    "a table shifted by one column": (0.95, "row_begins_in_april", "meaning_unchanged"),
    "months of a row rotated by one": (0.9, "months_in_column_order", "meaning_unchanged"),
    "months of a table rotated by one": (0.9, "months_in_column_order", "meaning_unchanged"),
    "two years swapped": (0.9, "disagreement_is_listed", "meaning_unchanged"),
    "a table doubled": (0.9, "table_read_once", "facts_not_multiplied"),
    "a page lost": (0.0, None, "facts_not_lost"),
    "percent read as a number: 96.5 % as 0.965": (0.9, "scale_kept", "value_unchanged"),
    "a share a hundred times too large": (0.9, "share_within_bounds", "value_unchanged"),
    "percent read as a number: the unit lost": (0.9, "unit_kept", "meaning_unchanged"),
    "a number read as percent": (0.9, "unit_kept", "meaning_unchanged"),
    "a sign lost": (0.9, "sum_holds_in_every_month", "value_unchanged"),
    "one digit of a month changed": (0.9, "sum_holds_in_every_month", "value_unchanged"),
    "one digit of a total or period changed": (0.9, "total_fits_months", "value_unchanged"),
    "one digit of a result changed": (0.9, "disagreement_is_listed", "value_unchanged"),
    "one digit of a target changed": (0.2, "target_near_results", "value_unchanged"),
}


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = mutation_lake(tmp_path_factory.mktemp("mutation_lake"))
    return lake.build("--exclude-resource-type", "unit_test", "test")


@pytest.fixture(scope="session")
def measured(good: Path) -> dict[str, Score]:
    return scores(good, places=24)


def test_nothing_is_found_in_the_good_release(good: Path) -> None:
    frames, _ = release_frames(good, None, Decisions())
    assert {rule for rule, _ in signals(frames)} <= {"kpis_covered"}


@pytest.mark.parametrize("name", FLOORS)
def test_a_damage_is_caught_by_a_named_check(name: str, measured: dict[str, Score]) -> None:
    least, check, comparing = FLOORS[name]
    score = measured[name]
    assert score.places >= 10
    assert score.rate >= least, f"{score}"
    assert check is None or score.checks[check] > 0, f"{score}"
    assert score.rate_compared == 1.0, f"{score}"
    assert score.checks_compared[comparing] > 0, f"{score}"


def test_every_damage_has_a_floor() -> None:
    assert {damage.name for damage in DAMAGES} == set(FLOORS)
