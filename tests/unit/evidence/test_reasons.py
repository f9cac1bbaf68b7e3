"""Every reason has a class, and every class its names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warehouse.evidence.reasons import OTHER, classes_of, reason_classes, reason_sentences, reason_words
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
        ("a figure of this row is lost; which of these this month has cannot be told", ["lost_cell"]),
        ("it stands under the next heading, but is what this column prints in every other row; moved", ["moved"]),
        ("another figure of the sentence was not understood", ["sentence"]),
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


def test_every_class_says_a_whole_sentence_in_japanese() -> None:
    said = reason_sentences()
    assert set(said) == set(reason_words())
    for key, sentence in said.items():
        assert sentence.endswith("。") and sentence != reason_words()[key][0], key
        assert static_words()[f"says:{key}"][0] == sentence


def test_every_rule_that_chooses_between_printings_is_said_in_japanese() -> None:
    models = Path(__file__).resolve().parents[3] / "dbt_project"
    wanted: set[str] = set()
    for name in ("models/intermediate/quality/int_conflicts.sql", "models/intermediate/quality/int_restatements.sql",
                 "models/marts/quality/mart_source_conflict.sql", "macros/vintages.sql"):  # fmt: skip
        wanted |= set(re.findall(r"'((?:none: |the )[^']+)'", (models / name).read_text(encoding="utf-8")))
    assert len(wanted) > 8
    assert wanted <= set(words())
