"""What a failed expectation says: one `Failure` for each row, or one for the table; all of them in a `GateResult`."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from expectations.severities import Severity, rules
from expectations.suites import Check, Suite


@dataclass(frozen=True)
class Failure:
    """One row, or one table, that an expectation does not hold for. `evidence` is a page of the evidence site."""

    suite: str
    expectation: str
    severity: Severity
    table: str
    column: str
    file_name: str | None
    page: int | None
    value: str | None
    fact_id: str | None
    message: str
    evidence: str | None = None
    is_known: bool = False

    @property
    def key(self) -> str:
        """What makes it the same failure in the next release."""
        where = self.fact_id or self.file_name or ""
        return f"{self.expectation} {self.table} {where or self.value or ''}"

    def __str__(self) -> str:
        """One line for logs and summaries."""
        place = self.file_name or self.table
        page = f" page {self.page}" if self.page is not None else ""
        value = f": {self.value}" if self.value else ""
        fact = f" [fact {self.fact_id}]" if self.fact_id else ""
        return f"{self.severity} {self.expectation} in {self.table}, {place}{page}{value}{fact} - {self.message}"


@dataclass(frozen=True)
class GateResult:
    """What the gate found. `severities` counts the failures of each severity that alert, known ones left out."""

    passed: bool
    severities: dict[Severity, int]
    failures: list[Failure]
    docs_index: Path
    expectations_checked: int = 0
    compared_with: Path | None = field(default=None)
    known: int = 0


def missing_table(name: str) -> Failure:
    """The failure of a table that the candidate lacks."""
    rule = rules()["table_present"]
    message = f"{rule.en}: {name} is missing or cannot be joined to its report"
    return Failure("tables", rule.key, rule.severity, name, "", None, None, None, None, message)


def failures_of(suite: Suite, result: Any) -> list[Failure]:
    """The failures in what Great Expectations found of a suite."""
    found: list[Failure] = []
    for check, outcome in zip(_in_order(suite, result), result.results, strict=True):
        if outcome.success:
            continue
        if outcome.exception_info and _raised(outcome.exception_info):
            found.append(_unevaluated(suite, check, outcome.exception_info))
        else:
            found += _failed_rows(suite, check, outcome.result)
    return found


def _in_order(suite: Suite, result: Any) -> list[Check]:
    """The checks in the order of the results, which Great Expectations does not promise to keep."""
    by_key = {(check.rule, check.column, check.expectation.lower()): check for check in suite.checks}
    ordered = []
    for outcome in result.results:
        config = outcome.expectation_config
        kind = config.type.replace("_", "")
        ordered.append(by_key[(config.meta["rule"], str(config.kwargs.get("column", "")), kind)])
    return ordered


def _raised(info: dict[str, Any]) -> bool:
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(part.get("raised_exception") for part in info.values() if isinstance(part, dict))


def _unevaluated(suite: Suite, check: Check, info: dict[str, Any]) -> Failure:
    parts = [info] if "exception_message" in info else [part for part in info.values() if isinstance(part, dict)]
    said = "; ".join(str(part.get("exception_message")) for part in parts)
    message = f"{rules()[check.rule].en}: could not be evaluated ({said})"
    return Failure(suite.name, check.rule, "blocks", suite.frame, check.column, None, None, None, None, message)


def _failed_rows(suite: Suite, check: Check, result: dict[str, Any]) -> list[Failure]:
    rule = rules()[check.rule]
    rows = result.get("unexpected_index_list")
    if not rows:
        observed = result.get("observed_value")
        message = f"{rule.en}; found {observed}"
        value = None if observed is None else str(observed)
        return [
            Failure(suite.name, rule.key, rule.severity, suite.frame, check.column, None, None, value, None, message)
        ]
    return [_failed_row(suite, check, row) for row in rows]


def _failed_row(suite: Suite, check: Check, row: dict[str, Any]) -> Failure:
    rule = rules()[check.rule]
    page = _text(row.get("page"))
    text = _text(row.get("extracted_text"))
    return Failure(
        suite=suite.name,
        expectation=rule.key,
        severity=rule.severity,
        table=suite.frame,
        column=check.column,
        file_name=_text(row.get("file_name")),
        page=int(float(page)) if page is not None else None,
        value=_text(row.get(check.column)) or text,
        fact_id=_text(row.get("fact_id")),
        message=rule.en,
        evidence=_text(row.get("evidence")),
    )


def _text(value: Any) -> str | None:
    """The text of a cell, which the pages hold as HTML."""
    return None if value is None or pd.isna(value) else html.unescape(str(value))
