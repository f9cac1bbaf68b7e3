"""When which release was published, and what readers saw change each time: dbt's source `history`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.history.records import TABLES, HistoryTable, chain, read_changes
from warehouse.paths import Warehouse
from warehouse.release import history, published

PUBLICATION_SCHEMA = pa.schema(
    [
        ("publication_no", pa.int32()),
        ("release_id", pa.string()),
        ("published_at", pa.timestamp("us")),  # UTC
        ("publication_kind", pa.string()),  # publish | rollback
        ("is_recorded", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Publication:
    """One change of what readers see: from `published_at` (UTC, without zone) on, it was `release_id`.

    `links` are the releases whose records tell its state, oldest first; None if it is not known.
    """

    number: int
    release_id: str
    published_at: datetime
    kind: str
    links: list[str] | None


def publications(warehouse: Warehouse) -> list[Publication]:
    """Every change of the published release, oldest first.

    A switch whose line was lost (the process was killed between the two) shows in what follows it and is put back.

    Raises:
        HistoryError: a record cannot be read.
    """
    found: list[Publication] = []

    def add(release_id: str | None, at: datetime, kind: str) -> None:
        if release_id and (not found or found[-1].release_id != release_id):
            found.append(Publication(len(found) + 1, release_id, at, kind, chain(warehouse, release_id)))

    for entry in history(warehouse):
        at = datetime.fromisoformat(entry["at"]).astimezone(UTC).replace(tzinfo=None)
        add(entry["from"], at, "publish")
        add(entry["to"], at, entry["action"])
    now = published(warehouse)
    if now:
        switched = datetime.fromtimestamp(warehouse.current_link.lstat().st_mtime, UTC).replace(tzinfo=None)
        add(now.release_id, switched.replace(microsecond=0), "publish")
    return found


def stage_history(warehouse: Warehouse, folder: Path) -> Path:
    """Write `publication.parquet` and one file of changes per table into `folder`; always, also without rows.

    Raises:
        HistoryError: a record cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = publications(warehouse)
    rows = [
        {
            "publication_no": one.number,
            "release_id": one.release_id,
            "published_at": one.published_at,
            "publication_kind": one.kind,
            "is_recorded": one.links is not None,
        }
        for one in told
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=PUBLICATION_SCHEMA), folder / "publication.parquet")
    with duckdb.connect() as connection:
        for table in TABLES:
            pq.write_table(_changes(connection, warehouse, told, table), folder / f"{table.name}.parquet")
    return folder


def _changes(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, told: list[Publication], table: HistoryTable
) -> pa.Table:
    """What each publication changed for readers: one row per publication and key, with what is said from then on.

    Mostly a release follows the one that it builds on: then it is what its record says. Otherwise, as on the way back
    to an earlier release, only those keys can change that are in the records of one of the two and not of the other;
    what they say then is what the last record on the way to the release says. A release without records says nothing
    that is known.
    """
    ordinary: list[dict[str, object]] = []
    turned: list[dict[str, object]] = []
    links: list[dict[str, object]] = []
    before: list[str] = []
    for one in told:
        now = one.links or []
        if now == [*before, one.release_id]:
            ordinary.append({"publication_no": one.number, "release_id": one.release_id})
        else:
            turned += [{"publication_no": one.number, "release_id": name} for name in sorted(set(before) ^ set(now))]
            links += [{"publication_no": one.number, "release_id": name, "depth": at} for at, name in enumerate(now)]
        before = now
    read_changes(connection, warehouse, table, sorted({name for one in told for name in one.links or []}))
    named = pa.schema([("publication_no", pa.int32()), ("release_id", pa.string())])
    connection.register("ordinary", pa.Table.from_pylist(ordinary, schema=named))
    connection.register("turned", pa.Table.from_pylist(turned, schema=named))
    connection.register("link", pa.Table.from_pylist(links, schema=named.append(pa.field("depth", pa.int32()))))
    payload = ", ".join(table.schema.names[1:])
    return connection.sql(
        f"""
        with touched as (
            select distinct publication_no, {table.key} from turned join record using (release_id)
        ),
        latest as (
            select publication_no, record.* from touched
            join record using ({table.key})
            join link using (publication_no, release_id)
            qualify row_number() over (partition by publication_no, {table.key} order by depth desc) = 1
        )
        select publication_no, is_gone, {table.key}, {payload} from ordinary join record using (release_id)
        union all
        select publication_no, coalesce(is_gone, true) as is_gone, {table.key}, {payload}
        from touched left join latest using (publication_no, {table.key})
        order by publication_no, {table.key}
        """  # noqa: S608 - names of our own
    ).to_arrow_table()
