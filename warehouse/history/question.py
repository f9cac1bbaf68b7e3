"""`as of`: which release readers saw at a moment, and what it said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from warehouse.errors import HistoryError
from warehouse.history.records import TABLES, state
from warehouse.history.timeline import Publication, publications
from warehouse.paths import Warehouse
from warehouse.release import DATABASE, published

NAMES = {"figures": TABLES[0], "scorecard": TABLES[1]}


@dataclass(frozen=True)
class Answer:
    """A release that readers saw: in which spans of time (UTC, the last may be open), and its database if kept."""

    release_id: str
    seen: list[tuple[datetime, datetime | None]]
    database: Path | None
    is_recorded: bool


def find_release(warehouse: Warehouse, when: str) -> Answer:
    """The release named `when`, or the one that readers saw at that moment (UTC if it has no zone).

    A day without a time means its end.

    Raises:
        HistoryError: it is neither, or nothing was published then.
    """
    told = publications(warehouse)
    if not told:
        raise HistoryError("nothing is published yet, so there is nothing to look back at")
    release_id = when if when in {one.release_id for one in told} else _seen_at(told, when).release_id
    kept = warehouse.releases / release_id / DATABASE
    spans = [
        (one.published_at, after.published_at if after else None)
        for one, after in zip(told, [*told[1:], None], strict=True)
        if one.release_id == release_id
    ]
    is_recorded = all(one.links is not None for one in told if one.release_id == release_id)
    return Answer(release_id, spans, kept if kept.exists() else None, is_recorded)


def _seen_at(told: list[Publication], when: str) -> Publication:
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        known = ", ".join(dict.fromkeys(one.release_id for one in told[-5:]))
        raise HistoryError(
            f"{when} is neither a release that was published nor a moment such as 2026-04-30 or "
            f"2026-04-30T12:00+09:00; the last releases are: {known}"
        ) from None
    if len(when) <= len("2026-04-30"):
        moment = datetime.combine(moment, time.max)
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    before = [one for one in told if one.published_at <= moment]
    if not before:
        raise HistoryError(f"nothing was published at {moment:%Y-%m-%d %H:%M} UTC; the first release came at "
                           f"{told[0].published_at:%Y-%m-%d %H:%M}")  # fmt: skip
    return before[-1]


def describe(warehouse: Warehouse, answer: Answer) -> list[str]:
    """What to tell an operator: when it was seen, where it is, and how to ask for its figures."""
    spans = ", ".join(
        f"{start:%Y-%m-%d %H:%M} to {f'{end:%Y-%m-%d %H:%M}' if end else 'now'}" for start, end in answer.seen
    )
    lines = [f"release {answer.release_id}, seen by readers (UTC) from {spans}"]
    if answer.database:
        lines.append(f"  its database is kept: {answer.database}")
    else:
        lines.append("  its database is no longer kept")
    if not answer.is_recorded:
        lines.append("  it left no record in the history, so it can only be asked where its database is")
        return lines
    now = published(warehouse)
    if now and answer.release_id <= now.release_id:
        lines.append(f"  in {warehouse.current_database} what it said is")
        lines += [f"    marts.{name}_at('{answer.release_id}')" for name in NAMES]
    return lines


def export(warehouse: Warehouse, answer: Answer, table: str, target: Path) -> int:
    """Write what the release said into a CSV or Parquet file, by the file's ending; returns the number of rows.

    Raises:
        HistoryError: the release left no record, or the ending is another one.
    """
    rows: pa.Table = state(warehouse, answer.release_id, NAMES[table])
    if target.suffix == ".parquet":
        pq.write_table(rows, target)
    elif target.suffix == ".csv":
        pa_csv.write_csv(rows, target)
    else:
        raise HistoryError(f"{target.name} ends neither in .csv nor in .parquet")
    return int(rows.num_rows)
