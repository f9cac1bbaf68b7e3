"""Tables that were read only in part: where figures stayed unread, those read beside them may be misunderstood as well.

A rule that does not know what a row or column holds may have taken its neighbours for something they are not. So what
shares a row or column with a figure that no rule took is in doubt, and all of a table of which much stayed unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.certainty.findings import Claim
from extract.certainty.printed import number, spot, where
from extract.facts import Row
from extract.leftover_parts import PART
from extract.marks import NOT_READ
from extract.recorder import Recorder

CHECK = "table_read"
#: A table of which more than this share of the figures was not read is in doubt as a whole.
_MUCH = 0.1
_KINDS = {
    "kpi_target": "target_value",
    "kpi_actual": "value",
    "kpi_rank": "rank",
    "monthly_actual": "value",
    "period_figure": "value",
}


@dataclass
class _Table:
    read: list[tuple[Row, str]] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)


def claims(recorder: Recorder) -> Iterator[Claim]:
    """One failed claim for every figure that stands beside unread ones; call it once the leftovers are rejected."""
    tables: dict[tuple[object, object], _Table] = {}
    for reject in recorder.of("reject"):
        place = spot(reject)
        placed = place.get("table") is not None and ("bbox" in place or "span" in place)
        if placed and str(reject["reason"]).startswith(NOT_READ) and reject["reason"] != PART:
            tables.setdefault(_table(reject), _Table()).unread.append(reject)
    if not tables:
        return
    for kind, column in _KINDS.items():
        for row in recorder.of(kind):
            if (table := tables.get(_table(row))) is not None:
                table.read.append((row, column))
    for table in tables.values():
        rows, cols = ({spot(reject)[axis] for reject in table.unread} for axis in ("row", "col"))
        much = len(table.unread) > _MUCH * (len(table.unread) + len(table.read))
        for row, column in table.read:
            if much or spot(row)["row"] in rows or spot(row)["col"] in cols:
                value = row[column]
                said = number(value, row.get("unit")) if value is not None else str(row["extracted_text"])
                first = table.unread[0]
                detail = (
                    f"{said} ({where(row)}): {len(table.unread)} figures of its table were not read, "
                    f"one of them {first['extracted_text']} ({where(first)})"
                )
                yield Claim(CHECK, False, (row,), detail)


def _table(row: Row) -> tuple[object, object]:
    return spot(row).get("page"), spot(row).get("table")
