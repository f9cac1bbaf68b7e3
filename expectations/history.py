"""What became of quality from release to release: a small record in the Data Docs that the next release carries on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from expectations.failures import Failure
from expectations.frames import FACT_KINDS, Frames

RECORD = "history.json"
FAILURES = "failures.json"

STATES = ("ok", "derived", "corrected", "flagged", "rejected")

#: Releases that the record keeps.
KEPT = 60


@dataclass(frozen=True)
class History:
    """The releases up to the one judged now, the oldest first, and what is new or gone since the published one.

    Every release is `{release_id, built_at, passed, states {state: n}, conflicts, open_conflicts, failures {rule: n}}`.
    """

    releases: list[dict[str, Any]]
    new_keys: frozenset[str] = frozenset()
    gone: dict[str, int] = field(default_factory=dict)
    has_previous: bool = False

    @property
    def now(self) -> dict[str, Any]:
        """The release judged now."""
        return self.releases[-1]

    @property
    def before(self) -> dict[str, Any] | None:
        """The published release, if it left a record."""
        return self.releases[-2] if len(self.releases) > 1 else None


def counts_by_kind(frames: Frames) -> dict[str, dict[str, int]]:
    """For every kind of fact how many are in which state."""
    found: dict[str, dict[str, int]] = {}
    for kind in FACT_KINDS:
        facts = frames.get(f"marts.fct_{kind}")
        counted = Counter() if facts is None else Counter(facts["review_state"].dropna().tolist())
        found[kind] = {state: counted[state] for state in STATES}
    return found


def record_release(
    docs_dir: Path, published: Path | None, frames: Frames, failures: Sequence[Failure], passed: bool
) -> History:
    """Write the record of the published release with this one added, and compare the two lists of failures."""
    before = published.resolve().parent / docs_dir.name if published is not None else None
    releases = _read(before / RECORD, []) if before is not None else []
    keys = sorted({failure.key for failure in failures})
    known = set(_read(before / FAILURES, [])) if before is not None else set()
    has_previous = before is not None and (before / FAILURES).exists()
    entry = _entry(frames, failures, passed)
    releases = [*[other for other in releases if other["release_id"] != entry["release_id"]][-KEPT + 1:], entry]
    (docs_dir / RECORD).write_text(json.dumps(releases, ensure_ascii=False, indent=1), encoding="utf-8")
    (docs_dir / FAILURES).write_text(json.dumps(keys, ensure_ascii=False, indent=0), encoding="utf-8")
    gone = Counter(key.split(" ", 1)[0] for key in known - set(keys))
    return History(releases, frozenset(set(keys) - known) if has_previous else frozenset(), dict(gone), has_previous)


def _entry(frames: Frames, failures: Sequence[Failure], passed: bool) -> dict[str, Any]:
    states: Counter[str] = Counter()
    for counted in counts_by_kind(frames).values():
        states.update(counted)
    states["rejected"] = len(frames.get("rejects.cell", ()))
    release = frames.get("marts.release")
    is_there = release is not None and not release.empty
    conflicts = frames.get("marts.mart_source_conflict")
    is_open = 0 if conflicts is None else int((conflicts["review_status"] == "open").sum())
    return {
        "release_id": str(release["release_id"].iloc[0]) if is_there and release is not None else "candidate",
        "built_at": str(release["built_at"].iloc[0]) if is_there and release is not None else None,
        "passed": passed,
        "states": {state: states[state] for state in STATES},
        "conflicts": 0 if conflicts is None else len(conflicts),
        "open_conflicts": is_open,
        "failures": dict(sorted(Counter(failure.expectation for failure in failures).items())),
    }


def _read(path: Path, default: list[Any]) -> list[Any]:
    """A list from a JSON file; an unreadable record of the past is no reason to stop a release."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return default
    return found if isinstance(found, list) else default
