"""Files of decisions: what they may say, and what does not fit (any more)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from expectations.decisions import AcceptedLoss, DecisionError, Decisions, read_decisions
from expectations.known import mark_known

KNOWN = """
- rule: own_history
  table: marts.fct_monthly_actual
  count: 2
  owner: Data team
  since: 2026-04-01
  look_again_by: 2026-10-01
  reason: A campaign.
"""
LOSS = """
- report: gunma.pdf
  fact_kind: kpi_target
  before: 40
  after: 38
  reason: Two sentences of others.
  accepted_by: Sato
  approved_by: Tanaka
  accepted_on: 2026-04-01
  look_again_by: 2026-05-01
"""


def read(folder: Path, known: str = "[]", losses: str = "[]", today: date = date(2026, 4, 2)) -> Decisions:
    for name, text in (("known.yml", known), ("losses.yml", losses)):
        (folder / name).write_text(text, encoding="utf-8")
    return read_decisions(folder / "known.yml", folder / "losses.yml", today)


def test_decisions_hold_until_somebody_has_to_look_again(tmp_path: Path) -> None:
    found = read(tmp_path, KNOWN, LOSS)
    assert (len(found.known), len(found.accepted), len(found.expired)) == (1, 1, 0)
    assert len(read(tmp_path, KNOWN, LOSS, date(2026, 5, 2)).expired) == 1
    assert len(read(tmp_path, KNOWN, LOSS, date(2027, 1, 1)).expired) == 2


def test_the_files_of_the_project_can_be_read_and_files_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    read_decisions()
    assert read_decisions(tmp_path / "a.yml", tmp_path / "b.yml") == Decisions()


@pytest.mark.parametrize(
    ("known", "losses", "words"),
    [
        (KNOWN.replace("own_history", "no_rule"), "[]", "known.yml, entry 1: there is no rule no_rule"),
        (KNOWN.replace("own_history", "value_unchanged"), "[]", "value_unchanged blocks"),
        (KNOWN.replace("count: 2", "count: two"), "[]", "count must be a whole number"),
        (KNOWN.replace("2026-10-01", "soon"), "[]", "look_again_by must be a date"),
        (KNOWN.replace("2026-10-01", "2026-01-01"), "[]", "is before since"),
        (KNOWN.replace("  owner: Data team\n", ""), "[]", "lacks owner"),
        (KNOWN.replace("owner: Data team", "owner: ' '"), "[]", "owner must be a text"),
        (KNOWN + KNOWN, "[]", "two entries for own_history"),
        ("a: [", "[]", "cannot be read as YAML"),
        ("a: 1", "[]", "must be a list"),
        ("- text", "[]", "entry 1: must be a list of"),
        ("[]", LOSS.replace("kpi_target", "kpi_aim"), "fact_kind kpi_aim is none of"),
        ("[]", LOSS.replace("Tanaka", " sato"), "somebody else must approve"),
        ("[]", LOSS.replace("after: 38", "after: 40"), "is no loss"),
        ("[]", LOSS + "  because: x\n", "does not know because"),
        ("[]", LOSS + LOSS, "two entries for gunma.pdf / kpi_target"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, known: str, losses: str, words: str) -> None:
    with pytest.raises(DecisionError, match=words):
        read(tmp_path, known, losses)


def test_an_expired_decision_and_one_that_nothing_needs_are_said(tmp_path: Path) -> None:
    _, frame = mark_known([], read(tmp_path, KNOWN, LOSS, date(2027, 1, 1)), None)
    assert "no longer counts as known" in frame["finding_known"].iloc[0]
    assert "the acceptance ended" in frame["finding_acceptance"].iloc[1]
    _, frame = mark_known([], read(tmp_path, losses=LOSS), None)
    assert "nothing like this is lost now" in frame["finding_acceptance"].iloc[0]


def test_an_acceptance_is_for_its_counts_only() -> None:
    day = date(2026, 4, 1)
    entry = AcceptedLoss("gunma.pdf", "kpi_target", 40, 38, "reason", "A", "B", day, day)
    row = {"report_id": "x", "file_name": "gunma.pdf", "fact_kind": "kpi_target", "facts_before": 40}
    assert entry.covers(row | {"facts_after": 38}) and entry.covers(row | {"facts_after": 39})
    assert not entry.covers(row | {"facts_after": 37})
    assert not entry.covers(row | {"facts_before": 41, "facts_after": 38})
