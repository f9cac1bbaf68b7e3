"""Proposals and approvals change the files, and only in ways that keep what is signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from warehouse.errors import CorrectionsError
from warehouse.review import desk
from warehouse.review.decisions import ConflictDecision, FactDecision, read_decisions

from .conftest import TODAY, conflict, decision


def proposal(**values: str) -> FactDecision:
    return FactDecision(**decision(approved_by="", approved_on="", **values))  # type: ignore[arg-type]


def test_a_proposal_waits_in_the_file_until_somebody_else_approves(tmp_path: Path) -> None:
    assert desk.add(tmp_path, [proposal()], []) == 1
    ((_, row),) = read_decisions(tmp_path).facts
    assert not row.is_approved
    assert desk.approve(tmp_path, ["a1"], "Suzuki", TODAY) == 1
    ((_, row),) = read_decisions(tmp_path).facts
    assert (row.approved_by, row.approved_on) == ("Suzuki", TODAY)


@pytest.mark.parametrize(
    ("key", "name", "said"),
    [("a1", "Sato", "cannot approve it too"), ("zz", "Suzuki", "no proposal about it")],
)
def test_an_approval_that_does_not_count_changes_nothing(tmp_path: Path, key: str, name: str, said: str) -> None:
    desk.add(tmp_path, [proposal()], [])
    before = (tmp_path / "facts.csv").read_bytes()
    with pytest.raises(CorrectionsError, match=said):
        desk.approve(tmp_path, [key], name, TODAY)
    assert (tmp_path / "facts.csv").read_bytes() == before


def test_approving_twice_is_told(tmp_path: Path) -> None:
    desk.add(tmp_path, [proposal()], [])
    desk.approve(tmp_path, ["a1"], "Suzuki", TODAY)
    with pytest.raises(CorrectionsError, match="already"):
        desk.approve(tmp_path, ["a1"], "Tanaka", date(2026, 5, 1))


def test_the_same_again_adds_nothing_and_a_new_proposal_replaces_the_old(tmp_path: Path) -> None:
    desk.add(tmp_path, [proposal()], [])
    assert desk.add(tmp_path, [proposal()], []) == 0
    assert desk.add(tmp_path, [proposal(value_right="59.6")], []) == 1
    assert [row.value_right for _, row in read_decisions(tmp_path).facts] == ["59.6"]


def test_what_is_approved_is_not_overwritten(tmp_path: Path) -> None:
    desk.add(tmp_path, [FactDecision(**decision())], [ConflictDecision(**conflict())])  # type: ignore[arg-type]
    with pytest.raises(CorrectionsError, match="approved another decision"):
        desk.add(tmp_path, [proposal(value_right="60")], [])
    assert [row.value_right for _, row in read_decisions(tmp_path).facts] == ["59.5"]
    assert [row.decision for _, row in read_decisions(tmp_path).conflicts] == ["left"]


def test_texts_of_any_form_survive_the_file(tmp_path: Path) -> None:
    reason = 'a "quoted" reason, with comma\nand line; =1+1'
    desk.add(tmp_path, [proposal(reason=reason)], [])
    assert [row.reason for _, row in read_decisions(tmp_path).facts] == [reason]
