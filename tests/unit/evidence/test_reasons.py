"""Every reason has a class, and every class its names."""

from __future__ import annotations

import pytest

from warehouse.evidence.reasons import OTHER, classes_of, reason_classes, reason_words
from warehouse.evidence.words import static_words, words


@pytest.mark.parametrize(
    ("reason", "classes"),
    [
        (None, []),
        ("", []),
        ("the report prints different values for the same figure", ["differ"]),
        ("the target of x for 2023 is 61% in the body (page 3) but 60% in the KPI list (page 4)", ["target_twice"]),
        ("read by OCR (confidence 71); KPI x does not run in fiscal year 2019", ["kpi_years", "ocr"]),
        ("the 12 months (from page 1) add up to 120, but the total (page 1) says 121", ["sum"]),
        ("digits that do not form one figure; look at the page and add a correction", ["cell"]),
        ("the branch of the report could not be determined", ["not_placed"]),
        ("something that nobody has thought of", [OTHER]),
    ],
)
def test_classes(reason: str | None, classes: list[str]) -> None:
    assert classes_of(reason) == classes


def test_names_are_given_in_both_languages_and_keys_once() -> None:
    keys = [one.key for one in reason_classes()]
    assert len(keys) == len(set(keys)) and OTHER not in keys
    for key, (ja, en) in {**reason_words(), **words()}.items():
        assert ja.strip() and en.strip(), key
    assert all(f"class:{key}" in static_words() for key in (*keys, OTHER))
