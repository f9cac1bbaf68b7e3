"""What a doubtful cell's note says: its state, why, and where it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.exports.subjects import words

#: Review states from the least to the most doubtful; the worst one colours a cell.
_ORDER = ("derived", "corrected", "flagged")


@dataclass(frozen=True)
class Doubt:
    """A fact that is not plainly ok; `address` is its place in the evidence site."""

    state: str
    reason: str
    file_name: str
    page: int | None
    printed: str
    address: str

    def text(self, base: str) -> str:
        """The note: one line each for state, reason, place, what is printed and the link."""
        place = f"{self.file_name} p.{self.page}" if self.page else self.file_name
        state = words().get(self.state, self.state)
        lines = (state, self.reason, f"出典 {place}", f"原文 {self.printed}", base + self.address)
        return "\n".join(line for line in lines if line)


def doubts(connection: duckdb.DuckDBPyConnection, fact_ids: Iterable[str]) -> dict[str, Doubt]:
    """Those of the facts that are not ok, by id; `sheets.prepare_facts` has to be called before."""
    wanted = sorted(set(fact_ids))
    if not wanted:
        return {}
    rows = connection.execute(
        "select fact_id, review_state, review_reason, file_name, page, extracted_text, report_id "
        "from memory.main.fact_places where review_state <> 'ok' and fact_id in (select unnest(?))",
        [wanted],
    ).fetchall()
    return {
        fact: Doubt(state, reason or "", name or "", page, printed or "", f"reports/{report}.html#{fact}")
        for fact, state, reason, name, page, printed, report in rows
    }


def worst(found: Iterable[Doubt]) -> Doubt | None:
    """The most doubtful of the facts behind a cell."""
    return max(found, key=lambda doubt: _ORDER.index(doubt.state), default=None)


def facts_in(value: Any) -> list[str]:
    """The fact ids in a row's field: none, one or a list of them."""
    return [] if value is None else [value] if isinstance(value, str) else list(value)
