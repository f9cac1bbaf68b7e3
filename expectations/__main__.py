"""Command line of the gate: `python -m expectations CANDIDATE [--published P] --docs DIR`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from expectations.gate import Failure, GateResult, check


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a candidate, print what was found, and return 1 if it must not be published."""
    parser = argparse.ArgumentParser(prog="python -m expectations", description="Check a candidate release.")
    parser.add_argument("candidate", type=Path, help="DuckDB file built by dbt")
    parser.add_argument("--published", type=Path, help="DuckDB file of the published release, to compare with")
    parser.add_argument("--docs", type=Path, required=True, help="folder for the Data Docs")
    parser.add_argument("--rows", type=int, default=10, help="rows shown per failed expectation (default 10)")
    options = parser.parse_args(arguments)
    if not options.candidate.exists():
        parser.error(f"there is no database {options.candidate}")
    result = check(options.candidate, options.published, options.docs)
    _print(result, options.rows, Console(width=None if sys.stdout.isatty() else 200))
    return 0 if result.passed else 1


def _print(result: GateResult, rows: int, console: Console) -> None:
    alerting = [failure for failure in result.failures if not failure.is_known]
    if alerting:
        console.print(_table(alerting, rows))
    counts = ", ".join(f"{count} {severity}" for severity, count in result.severities.items())
    verdict = "PASSED: may be published" if result.passed else "BLOCKED: must not be published"
    checked = f"{result.expectations_checked} expectations; failures: {counts}; {result.known} known."
    console.print(f"{verdict}. {checked}", highlight=False)
    console.print(f"Data Docs: {result.docs_index}", highlight=False, soft_wrap=True)


def _table(failures: list[Failure], rows: int) -> Table:
    table = Table()
    for heading in ("severity", "expectation", "table", "report", "page", "value", "fact"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("severity", "page"))
    for _, group in groupby(failures, key=lambda failure: (failure.severity, failure.expectation, failure.table)):
        listed = list(group)
        for failure in listed[:rows]:
            page = "" if failure.page is None else str(failure.page)
            report, value, fact = failure.file_name or "", failure.value or failure.message, failure.fact_id or ""
            table.add_row(failure.severity, failure.expectation, failure.table, report, page, value, fact)
        if len(listed) > rows:
            table.add_row("", "", "", f"and {len(listed) - rows} more", "", "", "")
    return table


if __name__ == "__main__":
    sys.exit(main())
