"""Claims that checks make about facts, and how they are settled on the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extract.facts import Row
from extract.recorder import Recorder, checked, flag

#: A relation that nobody printed but that figures seem to follow is believed when it holds at least this often …
MIN_HITS = 3
#: … and in at least this share of the places where it can be tested. Only then is a place where it fails a finding.
MIN_SHARE = 0.75

_T = TypeVar("_T")


@dataclass(frozen=True)
class Disagreement:
    """Two printed places that say different things, with what each of them says."""

    left: Row
    right: Row
    left_says: object
    right_says: object


@dataclass(frozen=True)
class Claim:
    """That a check holds or fails for some facts.

    `suspects` are those of the members that could be the wrong one if it fails (all, where none are given); `proves`
    says that a pass leaves no doubt about the members: an exact sum of several figures.
    """

    check: str
    passed: bool
    members: Sequence[Row]
    detail: str
    proves: bool = False
    suspects: Sequence[Row] | None = None
    disagreement: Disagreement | None = None


def settle(recorder: Recorder, claims: Iterable[Claim]) -> None:
    """Notes every claim on the facts it covers, flags those that a failed one leaves in doubt, records conflicts."""
    every = list(claims)
    proven = {id(row) for claim in every if claim.passed and claim.proves for row in claim.members}
    for claim in every:
        for row in claim.members:
            checked(row, claim.check, claim.passed, claim.detail)
        if not claim.passed:
            for row in _blamed(claim, proven):
                flag(row, claim.detail)
            _record(recorder, claim)


def _blamed(claim: Claim, proven: set[int]) -> Sequence[Row]:
    """The suspects that nothing else proves; all of them where everything is proven elsewhere and yet does not fit."""
    suspects = claim.members if claim.suspects is None else claim.suspects
    return [row for row in suspects if id(row) not in proven] or suspects


def _record(recorder: Recorder, claim: Claim) -> None:
    if claim.disagreement is not None:
        told = claim.disagreement
        recorder.conflict(claim.check, told.left, told.right, told.left_says, told.right_says, claim.detail)


def believed(tests: Sequence[_T], holds: Callable[[_T], bool]) -> bool:
    """Whether a relation holds often enough to be meant: at least three times and in three of four places."""
    hits = sum(holds(test) for test in tests)
    return hits >= MIN_HITS and hits >= MIN_SHARE * len(tests)
