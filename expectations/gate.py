"""The gate: `check` decides whether a candidate may be published and says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from expectations.continuity import compare
from expectations.docs import Validator, warm_up
from expectations.findings import add_findings
from expectations.frames import Frames, expected_frames, opened, read_frames
from expectations.front_page import write_front_page
from expectations.severities import SEVERITIES, Severity, rules
from expectations.suites import CONTINUITY, Check, Suite, all_suites

__all__ = ["Failure", "GateResult", "check", "find_failures", "warm_up"]


@dataclass(frozen=True)
class Failure:
    """One row, or one table, that an expectation does not hold for."""

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

    def __str__(self) -> str:
        """One line for logs and summaries."""
        place = self.file_name or self.table
        page = f" page {self.page}" if self.page is not None else ""
        value = f": {self.value}" if self.value else ""
        fact = f" [fact {self.fact_id}]" if self.fact_id else ""
        return f"{self.severity} {self.expectation} in {self.table}, {place}{page}{value}{fact} - {self.message}"


@dataclass(frozen=True)
class GateResult:
    """What the gate found. `severities` counts the failures of each severity."""

    passed: bool
    severities: dict[Severity, int]
    failures: list[Failure]
    docs_index: Path
    expectations_checked: int = 0
    compared_with: Path | None = field(default=None)


def check(candidate: Path, published: Path | None, docs_dir: Path) -> GateResult:
    """Validate `candidate`, also against the `published` release if there is one, and write Data Docs to `docs_dir`.

    Nothing is raised for what is wrong with the data: a table that is missing and an expectation that cannot be
    evaluated are failures that block. Databases are opened read-only.
    """
    frames, compared = _frames(candidate, published)
    suites = _suites(frames)
    validator = Validator(_run_name(frames))
    failures = _judge(frames, suites, validator)
    validator.write_docs(docs_dir)
    result = _result(failures, suites, docs_dir / "index.html", compared)
    write_front_page(docs_dir, _run_name(frames), result, suites)
    return result


def find_failures(
    candidate: Path, published: Path | None = None, tables: Collection[str] | None = None
) -> list[Failure]:
    """The failures alone, without Data Docs; `tables` limits the look to some of the suites."""
    frames, _ = _frames(candidate, published)
    suites = [suite for suite in _suites(frames) if tables is None or suite.frame in tables]
    return _judge(frames, suites, Validator(_run_name(frames)))


def _frames(candidate: Path, published: Path | None) -> tuple[Frames, Path | None]:
    """All frames with their findings, and the published release if it could be compared with."""
    frames = read_frames(candidate)
    add_findings(frames)
    compared = published if published is not None and _can_compare(frames, published) else None
    if compared is not None:
        frames[CONTINUITY] = compare(candidate, compared)
    return frames, compared


def _suites(frames: Frames) -> list[Suite]:
    return [suite for suite in all_suites(with_continuity=CONTINUITY in frames) if suite.frame in frames]


def _judge(frames: Frames, suites: list[Suite], validator: Validator) -> list[Failure]:
    failures = [_missing_table(name) for name in expected_frames() if name not in frames]
    for suite in suites:
        failures += _failures(suite, validator.run(suite, frames[suite.frame]))
    return failures


def _result(failures: list[Failure], suites: list[Suite], docs_index: Path, compared: Path | None) -> GateResult:
    counts = Counter(failure.severity for failure in failures)
    severities = {severity: counts[severity] for severity in SEVERITIES}
    ordered = sorted(failures, key=lambda failure: SEVERITIES.index(failure.severity))
    checked = sum(len(suite.checks) for suite in suites)
    return GateResult(severities["blocks"] == 0, severities, ordered, docs_index, checked, compared)


def _run_name(frames: Frames) -> str:
    release = frames.get("marts.release")
    return "candidate" if release is None or release.empty else str(release["release_id"].iloc[0])


def _can_compare(frames: Frames, published: Path) -> bool:
    """A release of an older contract may lack the tables that the comparison needs."""
    needed = {"marts.mart_load_quality", "marts.dim_report"}
    if not needed <= set(frames) or not published.exists():
        return False
    with opened(published) as connection:
        query = "select table_schema || '.' || table_name from information_schema.tables"
        present = {name for (name,) in connection.execute(query).fetchall()}
    return needed <= present


def _missing_table(name: str) -> Failure:
    rule = rules()["table_present"]
    message = f"{rule.en}: {name} is missing or cannot be joined to its report"
    return Failure("tables", rule.key, rule.severity, name, "", None, None, None, None, message)


def _failures(suite: Suite, result: Any) -> list[Failure]:
    found: list[Failure] = []
    for check_, outcome in zip(_in_order(suite, result), result.results, strict=True):
        if outcome.success:
            continue
        if outcome.exception_info and _raised(outcome.exception_info):
            found.append(_unevaluated(suite, check_, outcome.exception_info))
        else:
            found += _failed_rows(suite, check_, outcome.result)
    return found


def _in_order(suite: Suite, result: Any) -> list[Check]:
    """The checks in the order of the results, which Great Expectations does not promise to keep."""
    by_key = {(check_.rule, check_.column, check_.expectation.lower()): check_ for check_ in suite.checks}
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


def _unevaluated(suite: Suite, check_: Check, info: dict[str, Any]) -> Failure:
    parts = [info] if "exception_message" in info else [part for part in info.values() if isinstance(part, dict)]
    said = "; ".join(str(part.get("exception_message")) for part in parts)
    message = f"{rules()[check_.rule].en}: could not be evaluated ({said})"
    return Failure(suite.name, check_.rule, "blocks", suite.frame, check_.column, None, None, None, None, message)


def _failed_rows(suite: Suite, check_: Check, result: dict[str, Any]) -> list[Failure]:
    rule = rules()[check_.rule]
    rows = result.get("unexpected_index_list")
    if not rows:
        observed = result.get("observed_value")
        message = f"{rule.en}; found {observed}"
        value = None if observed is None else str(observed)
        return [
            Failure(suite.name, rule.key, rule.severity, suite.frame, check_.column, None, None, value, None, message)
        ]
    return [_failed_row(suite, check_, row) for row in rows]


def _failed_row(suite: Suite, check_: Check, row: dict[str, Any]) -> Failure:
    rule = rules()[check_.rule]
    page = _text(row.get("page"))
    text = _text(row.get("extracted_text"))
    return Failure(
        suite=suite.name,
        expectation=rule.key,
        severity=rule.severity,
        table=suite.frame,
        column=check_.column,
        file_name=_text(row.get("file_name")),
        page=int(float(page)) if page is not None else None,
        value=_text(row.get(check_.column)) or text,
        fact_id=_text(row.get("fact_id")),
        message=rule.en,
    )


def _text(value: Any) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
