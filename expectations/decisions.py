"""What people decided about failures: failures that are known and tolerated, and losses of facts that were accepted.

Both are version-controlled files. A file that cannot be understood stops the gate, with the entry and what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from expectations.frames import FACT_KINDS
from expectations.severities import rules

KNOWN_FAILURES = Path(__file__).with_name("known_failures.yml")
ACCEPTED_LOSSES = Path(__file__).with_name("accepted_losses.yml")


class DecisionError(ValueError):
    """A file of decisions is wrong; the message names file, entry and what to do."""


@dataclass(frozen=True)
class KnownFailure:
    """So many failures of a rule in a table (and report, if named) are known; `owner` sees to them until then."""

    rule: str
    table: str
    count: int
    owner: str
    since: date
    look_again_by: date
    reason: str
    report: str | None = None  # file name


@dataclass(frozen=True)
class AcceptedLoss:
    """An operator accepts that a report has fewer facts of a kind than it had, and another one agrees."""

    report: str  # report_id or file name
    fact_kind: str
    before: int
    after: int
    reason: str
    accepted_by: str
    approved_by: str
    accepted_on: date
    look_again_by: date

    @property
    def signed(self) -> str:
        """Who stands for it."""
        return f"accepted by {self.accepted_by}, approved by {self.approved_by} on {self.accepted_on}"

    def covers(self, row: Mapping[str, Any]) -> bool:
        """Whether it speaks of a report and kind with these counts; what lost more is another loss."""
        named = self.report in (row["report_id"], row["file_name"]) and self.fact_kind == row["fact_kind"]
        return bool(named and row["facts_before"] == self.before and row["facts_after"] >= self.after)


@dataclass(frozen=True)
class Decisions:
    """All decisions that hold, and those that have expired by `today`."""

    known: tuple[KnownFailure, ...] = ()
    accepted: tuple[AcceptedLoss, ...] = ()
    expired: tuple[KnownFailure | AcceptedLoss, ...] = ()


def read_decisions(
    known_failures: Path = KNOWN_FAILURES, accepted_losses: Path = ACCEPTED_LOSSES, today: date | None = None
) -> Decisions:
    """Both files; a file that is not there holds no decision.

    Raises:
        DecisionError: an entry is wrong.
    """
    day = today or date.today()
    known = [_checked_known(entry, place) for entry, place in _entries(known_failures, KnownFailure)]
    accepted = [_checked_loss(entry, place) for entry, place in _entries(accepted_losses, AcceptedLoss)]
    _only_once(known_failures, [(entry.rule, entry.table, entry.report or "") for entry in known])
    _only_once(accepted_losses, [(entry.report, entry.fact_kind) for entry in accepted])
    return Decisions(
        tuple(entry for entry in known if entry.look_again_by >= day),
        tuple(entry for entry in accepted if entry.look_again_by >= day),
        (
            *(entry for entry in known if entry.look_again_by < day),
            *(entry for entry in accepted if entry.look_again_by < day),
        ),
    )


_Entry = TypeVar("_Entry", KnownFailure, AcceptedLoss)


def _entries(path: Path, kind: type[_Entry]) -> Iterator[tuple[_Entry, str]]:
    if not path.exists():
        return
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DecisionError(f"{path.name} cannot be read as YAML: {error}") from error
    if not isinstance(listed, list):
        raise DecisionError(f"{path.name} must be a list of entries, each beginning with '-'")
    types = {field.name: str(field.type) for field in fields(kind)}
    optional = {"report"} if kind is KnownFailure else set()
    for number, values in enumerate(listed, 1):
        place = f"{path.name}, entry {number}"
        if not isinstance(values, dict):
            raise DecisionError(f"{place}: must be a list of 'name: value' lines")
        unknown, missing = set(values) - set(types), set(types) - set(values) - optional
        if unknown or missing:
            said = [f"{word} {', '.join(sorted(map(str, names)))}"
                    for word, names in (("lacks", missing), ("does not know", unknown)) if names]  # fmt: skip
            raise DecisionError(f"{place}: {' and '.join(said)}")
        for name, value in values.items():
            _check_type(place, name, value, types[name])
        yield kind(**values), place


def _check_type(place: str, name: str, value: Any, expected: str) -> None:
    if expected == "int" and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise DecisionError(f"{place}: {name} must be a whole number, not {value!r}")
    if expected == "date" and type(value) is not date:
        raise DecisionError(f"{place}: {name} must be a date such as 2026-04-01, not {value!r}")
    if expected.startswith("str") and (not isinstance(value, str) or not value.strip()):
        raise DecisionError(f"{place}: {name} must be a text that is not empty (put numbers in quotes), not {value!r}")


def _checked_known(entry: KnownFailure, place: str) -> KnownFailure:
    rule = rules().get(entry.rule)
    if rule is None:
        raise DecisionError(f"{place}: there is no rule {entry.rule} in severities.yml")
    if rule.severity == "blocks":
        raise DecisionError(
            f"{place}: {entry.rule} blocks a release and cannot be a known failure; mend or correct the facts"
            " (for facts that are rightly gone: accepted_losses.yml)"
        )
    if entry.look_again_by < entry.since:
        raise DecisionError(f"{place}: look_again_by {entry.look_again_by} is before since {entry.since}")
    return entry


def _checked_loss(entry: AcceptedLoss, place: str) -> AcceptedLoss:
    if entry.fact_kind not in FACT_KINDS:
        raise DecisionError(f"{place}: fact_kind {entry.fact_kind} is none of {', '.join(FACT_KINDS)}")
    if entry.after >= entry.before:
        raise DecisionError(f"{place}: after {entry.after} is no loss from before {entry.before}")
    if entry.accepted_by.strip().casefold() == entry.approved_by.strip().casefold():
        raise DecisionError(f"{place}: approved by {entry.approved_by}, who accepted it; somebody else must approve")
    return entry


def _only_once(path: Path, keys: list[tuple[str, ...]]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise DecisionError(f"{path.name} has two entries for {' / '.join(filter(None, twice[0]))}; keep one")
