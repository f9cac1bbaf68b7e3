"""When a sum lifts the doubt about recognition, and when it does not."""

from __future__ import annotations

import pytest

from extract.certainty.findings import Claim, release
from extract.facts import Row
from extract.readers.glyphs import read_by_ocr

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
