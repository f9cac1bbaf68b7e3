"""Chains of facts that are more than one cell: derived values, conflicts, rejects."""

from __future__ import annotations

import pytest

from extract.errors import ExtractError
from extract.recorder import Recorder
from extract.show.chain import explain
from extract.show.listing import chain_lines
from extract.show.sources import Source
from tests.unit.build import SHA, table, titled

MONTHS = [*range(4, 13), 1, 2, 3]
PRINTED = ["8件", "13件", "21件", "", "17件", "12件", "19件", "14件", "16件", "11件", "18件", "15件"]
TOTAL = sum(int(text[:-1]) for text in PRINTED if text) + 9


def source_of(recorder: Recorder) -> Source:
    return Source("report.pdf", SHA, recorder.finished(), None)


def year_of_counts() -> Recorder:
    heads = ["", *(f"{month}月" for month in MONTHS), "合計"]
    return titled(table([heads, ["相談件数", *PRINTED, f"{TOTAL}件"]], boxed=True))


def test_a_derived_value_names_the_cells_it_was_computed_from() -> None:
    source = source_of(year_of_counts())
    (derived,) = [row for row in source.rows["monthly_actual"] if row["review_state"] == "derived"]
    chain = explain(source, derived["fact_id"])
    assert chain["value"]["value"] == 9
    assert [cell["value"] for cell in chain["computed_from"]] == [*(int(t[:-1]) for t in PRINTED if t), TOTAL]
    lines = list(chain_lines(chain))
    assert any(line.startswith("  from    8 件 of 2022-04 (page 1, table 1.0 row 1 column 1") for line in lines)


def test_a_printed_value_was_computed_from_nothing() -> None:
    source = source_of(year_of_counts())
    assert explain(source, source.rows["monthly_actual"][0]["fact_id"])["computed_from"] == []


def test_a_fact_in_a_conflict_shows_the_other_place() -> None:
    recorder = year_of_counts()
    left, right = recorder.rows["monthly_actual"][:2]
    recorder.conflict("twice", left, right, 8, 13, "one month has two values")
    source = source_of(recorder)
    (here,) = explain(source, right["fact_id"])["conflicts"]
    assert (here["value"], here["other_value"], here["other"]["fact_id"]) == ("13", "8", left["fact_id"])
    (conflict,) = source.rows["conflict"]
    both = explain(source, conflict["conflict_id"])
    assert [side["id"] for side in both["sides"]] == [left["fact_id"], right["fact_id"]]
    assert sum(line.startswith("place ") for line in chain_lines(both)) == 2


def test_a_reject_has_its_place_and_reason() -> None:
    recorder = titled(table([["", "4月", "5月", "6月"], ["件数", "1件", "12,3", "4件"]], boxed=True))
    source = source_of(recorder)
    (reject,) = source.rows["reject"]
    chain = explain(source, reject["reject_id"])
    assert chain["review"]["state"] == "rejected"
    assert "one figure" in chain["review"]["reason"]
    assert chain["place"]["col"] == 2
    assert any("12,3" in line for line in chain_lines(chain))


def test_checks_are_shown_with_what_they_found() -> None:
    source = source_of(year_of_counts())
    total = source.rows["period_figure"][0]
    lines = list(chain_lines(explain(source, total["fact_id"])))
    checks = explain(source, total["fact_id"])["checks"]
    assert len([line for line in lines if line.startswith("check ")]) == max(1, len(checks)) - (not checks)


def test_a_beginning_that_fits_many_ids_is_refused() -> None:
    source = source_of(year_of_counts())
    with pytest.raises(ExtractError, match="give more digits"):
        explain(source, "")
