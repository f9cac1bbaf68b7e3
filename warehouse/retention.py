"""Which releases are kept, and how the others are deleted without disturbing a reader."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from warehouse.errors import ReleaseError
from warehouse.paths import Warehouse
from warehouse.release import Release, discard, history, list_releases, predecessor, published, withdrawn
from warehouse.settings import Settings


@dataclass(frozen=True)
class Policy:
    """A release is kept if it is one of the `newest`, younger than `days`, or the last of one of the last `months`.

    Months are calendar months in UTC, the present one included.
    """

    newest: int
    days: int = 0
    months: int = 0


def policy(settings: Settings) -> Policy:
    """The policy that an operator has set."""
    return Policy(settings.keep_releases, settings.keep_days, settings.keep_months)


def kept(releases: Sequence[Release], policy: Policy, now: datetime, unsound: Collection[str] = ()) -> set[str]:
    """The ids that a policy keeps of `releases`, which are sorted from the oldest to the newest.

    An `unsound` release (one that was rolled back) does not stand for its month.
    """
    newest = {release.release_id for release in releases[-policy.newest :]} if policy.newest else set()
    young = {
        release.release_id
        for release in releases
        if policy.days and datetime.fromisoformat(release.built_at) > now - timedelta(days=policy.days)
    }
    last_of_month = {
        _month(datetime.fromisoformat(release.built_at)): release.release_id
        for release in releases
        if policy.months and release.release_id not in unsound
    }
    monthly = {name for month, name in last_of_month.items() if month > _month(now) - policy.months}
    return newest | young | monthly


def _month(moment: datetime) -> int:
    """Number of a calendar month in UTC; one more for each month."""
    moment = moment.astimezone(UTC)
    return moment.year * 12 + moment.month


def needed(warehouse: Warehouse) -> set[str]:
    """Releases that are kept whatever the policy: the published one, those around it, and what readers saw before.

    A reader that is following the links while they are switched ends in the present release or in the one before.
    """
    now = published(warehouse)
    if now is None:
        return set()
    names = {now.release_id, now.previous_release}
    with suppress(ReleaseError):  # it is the oldest
        names.add(predecessor(warehouse, now).release_id)
    names.update([entry["from"] for entry in history(warehouse)][-1:])
    return {name for name in names if name}


def superfluous(warehouse: Warehouse, policy: Policy, now: datetime | None = None) -> list[str]:
    """Ids of the releases that `clean` would delete, oldest first."""
    releases = list_releases(warehouse)
    safe = kept(releases, policy, now or datetime.now(UTC), withdrawn(warehouse)) | needed(warehouse)
    return [release.release_id for release in releases if release.release_id not in safe]


def clean(warehouse: Warehouse, policy: Policy, now: datetime | None = None) -> list[str]:
    """Delete what the policy keeps no longer; returns the ids. Needs the lock.

    A reader that has a deleted release open reads on until it closes it: the system keeps an open file's content when
    its name is gone. Killed at any point, a release is whole or cannot be found; the next call finishes the work.
    """
    for half_deleted in warehouse.releases.glob(".deleted-*"):
        shutil.rmtree(half_deleted)
    gone = superfluous(warehouse, policy, now)
    for name in gone:
        discard(warehouse.releases / name)
    return gone
