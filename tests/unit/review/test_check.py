"""Decisions are applied only if they are about what is read now, signed by two people and still in force."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.errors import CorrectionsError
from warehouse.review.check import Applied, apply, compared_id
from warehouse.review.decisions import read_decisions

from .conftest import TODAY, conflict, decision

Write = Callable[..., Path]


def applied(folder: Path, *fact_sets: Path) -> list[Applied]:
    return apply(read_decisions(folder), fact_sets, TODAY)


def test_no_folder_and_empty_files_decide_nothing(tmp_path: Path, facts: Path, write: Write) -> None:
    assert applied(tmp_path / "nowhere", facts) == []
    assert applied(write(), facts) == []


def test_a_correction_in_force(facts: Path, write: Write) -> None:
    (one,) = applied(write(decision()), facts)
    assert (one.fact_id, one.fact_kind, one.value_seen, one.value_right) == ("a1", "kpi_actual", "54.5", "59.5")
    assert one.effect == "corrected"
    assert one.sign_off.sentence == "by Sato, approved by Suzuki on 2026-04-02: 9 is printed as 4"


def test_two_columns_of_one_fact(facts: Path, write: Write) -> None:
    rows = (decision(), decision(fact_column="as_of", value_seen="2025-09", value_right=""))
    both = applied(write(*rows), facts)
    assert sorted((one.fact_column, one.value_right) for one in both) == [("as_of", ""), ("value", "59.5")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (decision(fact_id="gone"), "no report of this warehouse has a fact gone"),
        (decision(report_id="0" * 16), f"is of report {'ab' * 8}"),
        (decision(value_seen="54.0"), "is read as '54.5' now"),
        (decision(value_right="54.5"), "equals what was read"),
        (decision(value_right="about 60"), "is no number"),
        (decision(value_right="nan"), "is no number"),
        (decision(value_right=""), "cannot lose its value"),
        (decision(fact_column="source_ref", value_seen=""), "no column source_ref that can be decided on"),
        (decision(fact_column="as_of", value_seen="2025-09-01", value_right="March"), "is no month"),
        (decision(decision="confirmed"), "must be empty where the decision is confirmed"),
        (decision(decision="guessed"), "expected one of"),
        (decision(reason=""), "reason is empty"),
        (decision(look_again_by="soon"), "expected a date"),
        (decision(approved_by="", approved_on=""), "nobody has approved it"),
        (decision(approved_by=" SATO "), "cannot approve it too"),
        (decision(approved_on="2026-03-01"), "before it was proposed"),
        (decision(look_again_by="2026-04-09"), "was to be looked at again by 2026-04-09"),
    ],
)
def test_what_cannot_be_applied_names_its_line(facts: Path, write: Write, row: dict[str, str], said: str) -> None:
    with pytest.raises(CorrectionsError) as told:
        applied(write(row), facts)
    assert said in str(told.value)
    assert "facts.csv line 2" in str(told.value)


def test_every_line_at_fault_is_named(facts: Path, write: Write) -> None:
    with pytest.raises(CorrectionsError) as told:
        applied(write(decision(fact_id="gone"), decision(approved_by="")), facts)
    lines = {problem.split(":")[0] for problem in told.value.problems}
    assert lines == {"facts.csv line 2", "facts.csv line 3"}


@pytest.mark.parametrize(
    "second",
    [
        decision(value_right="60"),
        decision(decision="confirmed", value_right=""),
        decision(decision="withdrawn", value_right=""),
    ],
)
def test_two_decisions_about_one_fact(facts: Path, write: Write, second: dict[str, str]) -> None:
    with pytest.raises(CorrectionsError, match="decided more than once"):
        applied(write(decision(), second), facts)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"fact_id,oops\n", "the columns must be"),
        (b'fact_id,"broken\nnot closed', "facts.csv"),
        ("fact_id\n訂正".encode("cp932"), "not a CSV file in UTF-8"),
        (b"", "the columns must be"),
    ],
)
def test_broken_files(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "facts.csv").write_bytes(content)
    with pytest.raises(CorrectionsError, match=said):
        read_decisions(tmp_path)


def test_a_row_with_a_bare_comma(facts: Path, write: Write) -> None:
    with pytest.raises(CorrectionsError, match="has 14 cells instead of 13"):
        applied(write(decision(reason="first, second")), facts)


def test_a_file_saved_by_excel_reads_the_same(facts: Path, write: Write) -> None:
    folder = write(decision())
    path = folder / "facts.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [one.value_right for one in applied(folder, facts)] == ["59.5"]


@pytest.mark.parametrize(
    ("word", "left", "right"),
    [("left", "confirmed", "overruled"), ("right", "overruled", "confirmed"), ("both_stand", "confirmed", "confirmed")],
)
def test_a_conflict_decides_about_both_sides(facts: Path, write: Write, word: str, left: str, right: str) -> None:
    found = applied(write(conflicts=(conflict(decision=word),)), facts)
    assert {one.fact_id: one.effect for one in found} == {"a1": left, "m1": right}
    assert {one.conflict_id for one in found} == {"c1"}


def test_a_conflict_found_by_comparing_facts(facts: Path, write: Write) -> None:
    folder = write(conflicts=(conflict(conflict_id=compared_id("m1", "a1")),))
    assert len(applied(folder, facts)) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (conflict(conflict_id="c9"), "there is no conflict c9"),
        (conflict(right_value="1441"), "is read as '1440' now"),
        (conflict(left_fact_id="gone"), "has a fact gone"),
        (conflict(approved_by=""), "nobody has approved it"),
    ],
)
def test_conflicts_that_cannot_be_resolved(facts: Path, write: Write, row: dict[str, str], said: str) -> None:
    with pytest.raises(CorrectionsError, match=said):
        applied(write(conflicts=(row,)), facts)


def test_a_conflict_and_a_fact_must_not_be_decided_against_each_other(facts: Path, write: Write) -> None:
    with pytest.raises(CorrectionsError, match="decided more than once"):
        applied(write(decision(), conflicts=(conflict(decision="right"),)), facts)
    confirmed = decision(decision="confirmed", value_right="")
    assert len(applied(write(confirmed, conflicts=(conflict(),)), facts)) == 2
