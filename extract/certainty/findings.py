"""Claims that checks make about facts, and how they are settled on the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extract.facts import Row
from extract.readers.words.glyphs import ocr_confidence
from extract.recorder import Recorder, checked, flag
from extract.shapes.context import HEADS_BY_OCR

#: A relation that nobody printed but that figures seem to follow is believed when it holds at least this often …
MIN_HITS = 3
#: … and in at least this share of the places where it can be tested. Only then is a place where it fails a finding.
MIN_SHARE = 0.75

#: A figure read by OCR is proven by a sum of at least so many figures other than 0 …
MIN_ADDENDS = 3
#: … if it, and the headings that say what it is, were recognised at least this surely (0 to 100).
SURE = 75.0

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
    says that a pass leaves no doubt about the members: an exact sum of several figures; `bounds` that it only says
    between which values they lie; `repeats` that the members print one figure independently of one another.
    """

    check: str
    passed: bool
    members: Sequence[Row]
    detail: str
    proves: bool = False
    suspects: Sequence[Row] | None = None
    disagreement: Disagreement | None = None
    bounds: bool = False
    repeats: bool = False
    settles: bool = False


def settle(recorder: Recorder, claims: Iterable[Claim]) -> None:
    """Notes every claim on the facts it covers, flags those that a failed one leaves in doubt, records conflicts."""
    every = list(claims)
    proven = {id(row) for claim in every if claim.passed and claim.proves for row in claim.members}
    release(every)
    for claim in every:
        for row in claim.members:
            checked(row, claim.check, claim.passed, claim.detail)
        if not claim.passed:
            for row in _blamed(claim, proven):
                flag(row, claim.detail)
            _record(recorder, claim)


def release(claims: Sequence[Claim]) -> None:
    """Lifts the doubt about recognition from figures that are proven: read surely, and no other doubt there.

    Proof is an exact sum of several figures all of which were read surely (a sum over doubtful figures may close by two
    slips that cancel out), or the same figure where the page has text. What a sentence leaves open is settled by a fact
    that says the same outright.
    """
    for claim in claims:
        if claim.passed and claim.settles:
            for row in claim.members:
                row["review_state"], row["review_reason"] = "ok", None
        if claim.passed and (_is_full_sum(claim) or _has_clean_copy(claim)) and all(map(is_sure, claim.members)):
            for row in claim.members:
                row["review_state"], row["review_reason"] = "ok", None


def _is_full_sum(claim: Claim) -> bool:
    headed = all(row["review_reason"] != HEADS_BY_OCR for row in claim.members)  # no sum says what it is a sum of
    return headed and claim.proves and sum(bool(row.get("value")) for row in claim.members) > MIN_ADDENDS


def _has_clean_copy(claim: Claim) -> bool:
    return claim.repeats and any(row["review_state"] == "ok" and row["method"] != "ocr" for row in claim.members)


def is_sure(row: Row) -> bool:
    """Whether a fact is ok, or only doubted for being recognised and recognised surely, or for headings that were."""
    confidence = ocr_confidence(row["review_reason"])
    recognised = confidence is not None and confidence >= SURE
    return row["review_state"] == "ok" or recognised or row["review_reason"] == HEADS_BY_OCR


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
