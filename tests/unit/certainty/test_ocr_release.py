"""When a sum lifts the doubt about recognition, and when it does not."""

from __future__ import annotations

import pytest

from extract.certainty.findings import Claim, release
from extract.facts import Row
from extract.readers.words.glyphs import read_by_ocr
from extract.shapes.context import HEADS_BY_OCR

SURE, POOR = read_by_ocr(90), read_by_ocr(60)


def rows(*doubts: str | None, values: tuple[float, ...] = (1, 2, 3, 6)) -> list[Row]:
    return [
        {"value": value, "review_state": "flagged" if doubt else "ok", "review_reason": doubt}
        for value, doubt in zip(values, doubts, strict=True)
    ]


def states(made: list[Row], passed: bool = True, proves: bool = True) -> set[str]:
    release([Claim("months_total", passed, made, "", proves=proves)])
    return {row["review_state"] for row in made}


def test_an_exact_sum_of_three_sure_figures_lifts_it_from_all() -> None:
    made = rows(SURE, SURE, SURE, SURE)
    assert states(made) == {"ok"}
    assert {row["review_reason"] for row in made} == {None}


@pytest.mark.parametrize("other", [POOR, f"{SURE}; two places differ", "read by OCR", "the font is unmapped"])
def test_one_figure_in_other_doubt_keeps_it_on_all(other: str) -> None:
    assert states(rows(SURE, SURE, other, SURE)) == {"flagged"}


def test_a_failed_or_weak_check_lifts_nothing() -> None:
    assert states(rows(SURE, SURE, SURE, SURE), passed=False) == {"flagged"}
    assert states(rows(SURE, SURE, SURE, SURE), proves=False) == {"flagged"}


def test_two_addends_are_too_few() -> None:
    assert states(rows(SURE, SURE, SURE, values=(1, 2, 3))) == {"flagged"}
    assert states(rows(SURE, SURE, SURE, SURE, values=(1, 2, 0, 3))) == {"flagged"}


def twice(doubt: str | None, method: str, confident: bool = True) -> set[str]:
    made = rows(SURE if confident else POOR, doubt, values=(72.7, 72.7))
    made[0]["method"], made[1]["method"] = "ocr", method
    release([Claim("target_twice", True, made, "", repeats=True)])
    return {row["review_state"] for row in made}


def test_the_same_figure_on_a_page_of_text_lifts_it() -> None:
    assert twice(None, "pdf") == {"ok"}


def test_a_second_recognition_or_a_poor_one_lifts_nothing() -> None:
    assert twice(SURE, "ocr") == {"flagged"}
    assert twice(None, "pdf", confident=False) == {"flagged", "ok"}


def test_a_sum_under_headings_read_by_ocr_keeps_the_doubt() -> None:
    assert states(rows(HEADS_BY_OCR, HEADS_BY_OCR, HEADS_BY_OCR, HEADS_BY_OCR)) == {"flagged"}
