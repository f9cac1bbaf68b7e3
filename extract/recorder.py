"""Collects facts, rejects and coverage while a document is interpreted, and gives every fact its identity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from extract.facts import Row, dump_json, fact_key
from extract.locate import Locator


@dataclass
class Recorder:
    """Rows by kind as `extract.facts` describes them. `method` is how the document was read (pdf, text, ocr)."""

    sha256: str
    method: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    coverage: list[dict[str, Any]] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, where: Locator, text: str, rule: str, doubt: str | None = None, **values: Any) -> Row:
        """Records one fact read at `where` from the printed `text`; `doubt` flags it with that reason.

        The id is made of file, kind, place and a counter for facts that share a cell, so it is the same in every run.
        """
        ref = where.source_ref(self.sha256)
        stem = fact_key(self.sha256, kind, ref, rule)
        self._seen[stem] += 1
        row: Row = {
            "fact_id": fact_key(stem, self._seen[stem]),
            "sha256": self.sha256,
            "page": where.place.page,
            "source_ref": ref,
            "extracted_text": text,
            "review_state": "flagged" if doubt else "ok",
            "review_reason": doubt,
            "method": self.method,
            "rule": rule,
            "checks": [],
            **values,
        }
        self.rows.setdefault(kind, []).append(row)
        return row

    def reject(self, where: Locator, text: str, reason: str) -> None:
        """Records something that looked like a fact and could not be read with certainty."""
        ref = where.source_ref(self.sha256)
        key = fact_key(self.sha256, "reject", ref, reason, text)
        if self._seen[key]:
            return
        self._seen[key] += 1
        self.rows.setdefault("reject", []).append(
            {
                "reject_id": key,
                "sha256": self.sha256,
                "page": where.place.page,
                "source_ref": ref,
                "extracted_text": text,
                "reason": reason,
            }
        )

    def conflict(self, check: str, left: Row, right: Row, left_value: object, right_value: object, detail: str) -> None:
        """Records that two facts of this report disagree; both are flagged by the caller."""
        self.rows.setdefault("conflict", []).append(
            {
                "conflict_id": fact_key(check, left["fact_id"], right["fact_id"]),
                "sha256": self.sha256,
                "check_name": check,
                "kpi_code": left.get("kpi_code"),
                "fiscal_year": left.get("fiscal_year"),
                "left_fact_id": left["fact_id"],
                "left_value": str(left_value),
                "left_source_ref": left["source_ref"],
                "right_fact_id": right["fact_id"],
                "right_value": str(right_value),
                "right_source_ref": right["source_ref"],
                "detail": detail,
            }
        )

    def cover(self, place: str, what: str, read: bool, why: str | None = None) -> None:
        """Notes for the coverage report whether a table or passage with figures was read, and why not."""
        self.coverage.append({"place": place, "what": what, "read": read, "why": why})

    def of(self, kind: str) -> list[Row]:
        """The facts of one kind recorded so far."""
        return self.rows.get(kind, [])

    def finished(self) -> dict[str, list[Row]]:
        """The rows ready for `write_fact_set`."""
        out: dict[str, list[Row]] = {}
        for kind, rows in self.rows.items():
            out[kind] = [{**row, "checks": dump_json(row["checks"])} if "checks" in row else row for row in rows]
        return out


def flag(row: Row, reason: str) -> None:
    """Takes a fact's ok away; several reasons are kept."""
    row["review_state"] = "flagged"
    known = row.get("review_reason")
    if not known:
        row["review_reason"] = reason
    elif reason not in known:
        row["review_reason"] = f"{known}; {reason}"


def checked(row: Row, check: str, passed: bool, detail: str) -> None:
    """Notes on a fact that a check passed or failed."""
    row["checks"].append({"check": check, "passed": passed, "detail": detail})
