"""Serving as one command: whatever happened before, afterwards the server shows what is published."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse import progress
from warehouse.errors import ServingError
from warehouse.paths import Warehouse
from warehouse.release import Release, published
from warehouse.serving.cleaning import clean
from warehouse.serving.loading import load_release
from warehouse.serving.roles import prepare_reader
from warehouse.serving.server import Connection, connected, kept, prepare_records
from warehouse.serving.source import opened
from warehouse.serving.switching import switch
from warehouse.settings import Settings


@dataclass(frozen=True)
class Served:
    """What `serve` found to do: nothing, a switch only (as after a rollback), or a load too."""

    release_id: str
    loaded: bool
    switched: bool
    dropped: list[str]
    in_use: list[str]

    def __str__(self) -> str:
        did = "is shown by PostgreSQL now" if self.switched else "was shown by PostgreSQL already"
        more = f"; dropped {', '.join(self.dropped)}" if self.dropped else ""
        more += f"; still in use and not dropped: {', '.join(self.in_use)}" if self.in_use else ""
        return f"release {self.release_id} {did}{more}"


def serve(warehouse: Warehouse, settings: Settings) -> Served:
    """Load the published release into PostgreSQL unless it is there, show it to readers, drop old ones.

    Killed at any point, readers see the old or the new release, whole; calling it again finishes the work.

    Raises:
        ServingError: PostgreSQL is not configured, cannot be reached, or refused; its readers see what they saw.
        LockedError: another loader was at work for too long.
    """
    if not settings.postgres.get_secret_value():
        raise ServingError("KENPO_POSTGRES is not set, so there is no PostgreSQL to serve to")
    with connected(settings.postgres, "KENPO_POSTGRES", settings.lock_timeout) as connection:
        release = published(warehouse)  # asked under the lock: of two loaders the later knows the later release
        if release is None:
            raise ServingError("nothing is published yet, so there is nothing to serve")
        prepare_records(connection)
        prepare_reader(connection, settings.postgres_reader, settings.postgres_reader_password.get_secret_value())
        loaded = _load(connection, warehouse, settings, release)
        switched = kept(connection).current != release.release_id
        if switched:
            switch(connection, release.release_id, settings.postgres_patience)
        dropped, in_use = clean(connection, settings.postgres_keep)
    served = Served(release.release_id, loaded, switched, dropped, in_use)
    progress.report("serve", str(served))
    return served


def _load(connection: Connection, warehouse: Warehouse, settings: Settings, release: Release) -> bool:
    """Load the release unless the server has it; tells whether it did."""
    there = kept(connection).releases.get(release.release_id)
    if there == release.fingerprint:
        return False
    if there is not None:
        raise ServingError(
            f"PostgreSQL has another release by the name of {release.release_id}: two warehouses serve to one database"
        )
    with opened(warehouse, release) as source:
        load_release(connection, source, settings.postgres_reader)
    return True
