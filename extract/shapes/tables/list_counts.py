"""Counts that a KPI list prints beside its rates (対象者数, 実施見込者数): figures of their own, no results."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Cell
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.cells import doubt_in
from extract.shapes.tables.kpi_facts import printed_figure
from extract.shapes.tables.labels import Label

_BRACKETED = re.compile(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_COUNTED = re.compile(
    r"(?:(?P<people>者|人|加入者)|(?P<cases>件)|(?P<places>事業所))数$|(?:見込|予定|実施|対象)(?P<persons>人員)$"
    r"|(?:対象|受診|実施|利用|修了|終了|回答|提出|未受診|未利用)(?P<those>者)$"
)
#: Counts that are set for a whole year, whatever month a report is of.
_OF_YEAR = re.compile(r"対象|見込|予定|計画|想定")
_UNITS = {"people": "人", "persons": "人", "those": "人", "cases": "件", "places": "事業所"}
_UNDATED = "no part of the year is printed with it: it is taken to be of the report's time"


def is_count_head(head: str, units: Sequence[str | None]) -> bool:
    """Whether a heading says that its figures count people or cases, in a list whose KPIs are rates by `units`."""
    rates = sum(unit == "%" for unit in units)
    return bool(_COUNTED.search(_BRACKETED.sub("", solid(head)))) and 2 * rates > len(units)


def record_count(recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: str, label: Label) -> Row | None:
    """Records the count that a cell prints under such a heading for the KPI of this name; None where it prints none."""
    figure = printed_figure(cell)
    head = _BRACKETED.sub("", label.rest or label.text)
    counted = _COUNTED.search(_BRACKETED.sub("", label.text))
    if figure is None or counted is None or figure.unit == "%" or not figure.value.is_integer():
        return None
    kind = next(kind for kind, found in counted.groupdict().items() if found)
    period, doubt = _period(label, scope)
    return recorder.add(
        "period_figure",
        where,
        cell.text,
        "list_count",
        doubt_in(cell) or doubt,
        fiscal_year=label.fiscal_year or scope.fiscal_year or scope.header.fiscal_year,
        measure_ja=f"{name} {head}",
        kpi_code=None,
        period=period,
        dimension=None,
        value=figure.value,
        unit=figure.unit or label.unit or _UNITS[kind],
        section=scope.section_path,
    )


def _period(label: Label, scope: Scope) -> tuple[str, str | None]:
    """The part of the year that a count is of, and why that is not sure."""
    month = label.as_of.month if label.as_of else label.bare_as_of or label.month
    if month:
        return f"YTD({month}月)", None
    header = scope.header
    other = label.fiscal_year not in (None, header.fiscal_year)
    if header.is_plan or header.period in (None, "FY") or other or _OF_YEAR.search(label.text):
        return "FY", None
    return ("H1" if header.period == "H1" else "YTD"), _UNDATED
