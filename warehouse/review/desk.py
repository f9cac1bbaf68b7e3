"""What reviewers do at their desk: propose, approve, take in a workbook; each act changes the corrections files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from warehouse.errors import CorrectionsError
from warehouse.review.decisions import (
    CONFLICT_COLUMNS,
    CONFLICTS_FILE,
    FACT_COLUMNS,
    FACTS_FILE,
    ConflictDecision,
    Decisions,
    FactDecision,
    SignOff,
    read_decisions,
    write_rows,
)

Decision = TypeVar("Decision", FactDecision, ConflictDecision)


def add(folder: Path, facts: Sequence[FactDecision], conflicts: Sequence[ConflictDecision]) -> int:
    """Add decisions to the files of a folder (created if missing); those that stand there already are left alone.

    A decision replaces one about the same column or conflict that nobody has approved yet. Returns how many were
    added or replaced.

    Raises:
        CorrectionsError: the files cannot be read, or an approved decision says something else; nothing is written.
    """
    present = read_decisions(folder)
    problems: list[str] = []
    fact_rows, changed = _merged([row for _, row in present.facts], facts, problems)
    conflict_rows, resolved = _merged([row for _, row in present.conflicts], conflicts, problems)
    if problems:
        raise CorrectionsError(problems)
    _write(folder, fact_rows, conflict_rows)
    return changed + resolved


def approve(folder: Path, keys: Iterable[str], approved_by: str, approved_on: date) -> int:
    """Approve every proposal about these facts or conflicts; returns how many were approved.

    Raises:
        CorrectionsError: a key has no proposal, it is approved already, or the approver proposed it.
    """
    present, wanted = read_decisions(folder), set(keys)
    problems: list[str] = []
    facts = [_approved(row, wanted, approved_by, approved_on, problems) for _, row in present.facts]
    conflicts = [_approved(row, wanted, approved_by, approved_on, problems) for _, row in present.conflicts]
    known = {row.key for row in _all(present)}
    problems += [f"{key}: there is no proposal about it in {folder}" for key in sorted(wanted - known)]
    if problems:
        raise CorrectionsError(problems)
    _write(folder, facts, conflicts)
    return sum(row.key in wanted for row in _all(present))


def _all(decisions: Decisions) -> list[SignOff]:
    return [*(row for _, row in decisions.facts), *(row for _, row in decisions.conflicts)]


def _approved(row: Decision, wanted: set[str], approved_by: str, approved_on: date, problems: list[str]) -> Decision:
    if row.key not in wanted:
        return row
    if row.is_approved:
        problems.append(f"{row.key}: {row.approved_by} approved it on {row.approved_on} already")
        return row
    signed = row.model_copy(update={"approved_by": approved_by.strip(), "approved_on": approved_on})
    problems += [f"{row.key}: {doubt}" for doubt in signed.doubts(approved_on)]
    return signed


def _merged(present: Sequence[Decision], new: Sequence[Decision], problems: list[str]) -> tuple[list[Decision], int]:
    rows = {row.row_key: row for row in present}
    changed = 0
    for row in new:
        before = rows.get(row.row_key)
        if before == row:
            continue
        if before is not None and before.is_approved:
            problems.append(
                f"{row.key}: {before.approved_by} approved another decision about it on {before.approved_on}; "
                "take that row out first"
            )
            continue
        rows[row.row_key] = row
        changed += 1
    return list(rows.values()), changed


def _write(folder: Path, facts: Sequence[FactDecision], conflicts: Sequence[ConflictDecision]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(folder / FACTS_FILE, FACT_COLUMNS, facts)
    write_rows(folder / CONFLICTS_FILE, CONFLICT_COLUMNS, conflicts)
