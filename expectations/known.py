"""Failures beside the list of known ones: what alerts is change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from expectations.decisions import AcceptedLoss, Decisions, KnownFailure
from expectations.failures import Failure
from expectations.frames import PLACE


def mark_known(
    failures: list[Failure], decisions: Decisions, compared: pd.DataFrame | None
) -> tuple[list[Failure], pd.DataFrame]:
    """The failures, those within their known count marked, and a frame of what does not fit the lists (any more)."""
    counts = Counter(entry for failure in failures if (entry := _entry_of(failure, decisions)))
    marked = [
        replace(failure, is_known=(entry := _entry_of(failure, decisions)) is not None and counts[entry] <= entry.count)
        for failure in failures
    ]
    rows = [*_changed_counts(decisions, counts), *_expired(decisions), *_unused(decisions, compared)]
    frame = pd.DataFrame(rows, columns=[*PLACE, "finding_known", "finding_acceptance"])
    return marked, frame.astype("object")


def _entry_of(failure: Failure, decisions: Decisions) -> KnownFailure | None:
    """The entry that speaks of a failure; one for the report before one for the whole table."""
    fitting = [
        entry
        for entry in decisions.known
        if (entry.rule, entry.table) == (failure.expectation, failure.table)
        and entry.report in (None, failure.file_name)
        and failure.severity != "blocks"  # what could not be evaluated blocks, whatever the rule
    ]
    return min(fitting, key=lambda entry: entry.report is None, default=None)


def _name(entry: KnownFailure) -> str:
    report = f", {entry.report}" if entry.report else ""
    return f"{entry.rule} in {entry.table}{report} (owner {entry.owner}, since {entry.since})"


def _changed_counts(decisions: Decisions, counts: Counter[KnownFailure]) -> Iterator[dict[str, Any]]:
    for entry in decisions.known:
        now = counts[entry]
        if now != entry.count:
            advice = "more than known, all of them alert" if now > entry.count else "mended: lower the count"
            sentence = f"{_name(entry)}: known {entry.count}, now {now}; {advice}"
            yield {"file_name": entry.report, "finding_known": sentence}


def _expired(decisions: Decisions) -> Iterator[dict[str, Any]]:
    for entry in decisions.expired:
        if isinstance(entry, KnownFailure):
            sentence = f"{_name(entry)}: to be looked at again by {entry.look_again_by}; it no longer counts as known"
            yield {"file_name": entry.report, "finding_known": sentence}
        else:
            sentence = f"{entry.report} {entry.fact_kind}: the acceptance ended on {entry.look_again_by}; remove it"
            yield {"finding_acceptance": sentence}


def _unused(decisions: Decisions, compared: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    for entry in decisions.accepted:
        if compared is None or not _covers_any(entry, compared):
            sentence = f"{entry.report} {entry.fact_kind} {entry.before} → {entry.after}: nothing like this is lost now"
            yield {"finding_acceptance": f"{sentence}; remove the acceptance if its release is published"}


def _covers_any(entry: AcceptedLoss, compared: pd.DataFrame) -> bool:
    rows: list[dict[str, Any]] = compared.to_dict("records")  # type: ignore[assignment]
    return any(entry.covers(row) for row in rows)
