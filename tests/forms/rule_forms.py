"""Tables of free build with few rules: whatever tells their columns and rows is where words stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.free_kpis import FREE_KPIS
from tests.forms.free_months import FREE_MONTHS
from tests.forms.report import Report


def heads_ruled_kpis(report: Report) -> None:
    """KPIs with rules over and under the headings and at the end alone."""
    report.ruling = "ruled_heads"
    report.rng.choice(FREE_KPIS)(report)


def heads_ruled_months(report: Report) -> None:
    """Months with rules over and under the headings and at the end alone."""
    report.ruling = "ruled_heads"
    report.rng.choice(FREE_MONTHS)(report)


def rows_ruled_kpis(report: Report) -> None:
    """KPIs with horizontal rules only."""
    report.ruling = "horizontal"
    report.rng.choice(FREE_KPIS)(report)


RULE_FORMS: Sequence[Callable[[Report], None]] = (heads_ruled_kpis, heads_ruled_months, rows_ruled_kpis)
