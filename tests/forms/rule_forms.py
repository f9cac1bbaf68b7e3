"""Tables of free build with few rules: whatever tells their columns and rows is where words stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.free_dittos import FREE_DITTOS
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


def whole_rules_kpis(report: Report) -> None:
    """KPIs with horizontal rules only, each in one stroke: nothing but white parts the columns."""
    report.ruling = "whole_rows"
    report.rng.choice(FREE_KPIS)(report)


def whole_rules_months(report: Report) -> None:
    """Months with horizontal rules only, each in one stroke."""
    report.ruling = "whole_rows"
    report.rng.choice((*FREE_MONTHS, *FREE_DITTOS))(report)


RULE_FORMS: Sequence[Callable[[Report], None]] = (
    heads_ruled_kpis, heads_ruled_months, rows_ruled_kpis, whole_rules_kpis, whole_rules_months,
)  # fmt: skip
