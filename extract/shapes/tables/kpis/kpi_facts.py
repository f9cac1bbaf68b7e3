"""Cells under headings of KPIs to facts: a target with its comparator, a result with its date."""

from __future__ import annotations

import re

from extract.document import Cell
from extract.locate import Locator
from extract.normalise.dates import fiscal_year_in, fiscal_year_of, period_named
from extract.normalise.numbers import Figure, figures_in, is_blank
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.tables.kpis.kpi_dates import Dated
from extract.shapes.tables.kpis.kpi_words import (
    LAST_YEARS,
    YEAR_BEHIND,
    KpiName,
    figure_behind,
    note_behind,
    printed_figure,
    several_figures,
    text_of,
    unsure,
)
from extract.shapes.tables.kpis.target_senses import sense_of_heads, sense_of_name
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.text.sentences import COMPARATORS, OF_LAST_YEAR, read_target

_BOUND = re.compile(r"以上|以下|以内|未満")
_OF_PART = "its heading says that it is the target of a part of the year"
_NO_MONTH = "no date is printed with it, and none for the report"


def record_target(
    recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: KpiName, year: int | None, heads: str = ""
) -> int:
    """Records the target that a cell prints, a figure or words such as 対前年度以上; returns how many were recorded.

    Where the cell does not say whether more or less is better, the headings over it (`heads`) may, else the name.
    A cell with digits that are no target is rejected.
    """
    figure = printed_figure(cell)
    text = solid(cell.text)
    doubt = doubt_in(cell) or name.doubt or unsure(name.found, figure) or several_figures(cell)
    doubt = doubt or (None if period_named(heads) in (None, "FY") else _OF_PART)
    note = note_behind(cell, figure) if figure is not None else ""
    behind = fiscal_year_in(note) if not figure_behind(note) else None
    if behind is not None and not re.search(r"実績|[前昨]年", text):
        doubt = doubt or (YEAR_BEHIND if behind != year and fiscal_year_in(heads) is not None else None)
        year = behind
    shared = {"fiscal_year": year, "source_part": "kpi_list", "section": scope.section_path, **name.columns}
    last = _last_years(text)
    if last is None and figure is None:
        said = read_target(name.text + text, year, in_kpi_block=True) if text and not is_blank(text) else None
        if said is not None and (said.value is None or _BOUND.search(text)):
            recorder.add(
                "kpi_target",
                where,
                text_of(cell),
                "kpi_list",
                doubt,
                comparator=said.comparator,
                target_value=said.value,
                unit=said.unit,
                **shared,
            )
            return 1
        if re.search(r"\d", text):
            recorder.reject(where, cell.text, "a target that is not one figure; look at the page")
        return 0
    sense, comparators = "", COMPARATORS
    if last is not None:
        (sense, figure), comparators = last, OF_LAST_YEAR
    elif figure is not None:
        own = _BOUND.search(text)
        sense = own.group(0) if own else sense_of_heads(heads) or sense_of_name(name.text, figure) or ""
    if figure is None:
        return 0
    recorder.add(
        "kpi_target",
        where,
        text_of(cell),
        "kpi_list",
        doubt,
        comparator=comparators[sense] if sense else "=",
        target_value=figure.value,
        unit=figure.unit or name.unit,
        **shared,
    )
    return 1


def _last_years(text: str) -> tuple[str, Figure] | None:
    """The sense of a target that is last year's figure, and that figure as its brackets print it."""
    found = LAST_YEARS.search(text)
    figures = [figure for figure, _, _ in figures_in(found.group(0))] if found is not None else []
    return (found["ahead"] or found["behind"], figures[0]) if found is not None and len(figures) == 1 else None


def record_result(
    recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: KpiName, figure: Figure, dated: Dated
) -> None:
    """Records a KPI's result; one of several parts of the year as the figure of that part, one of a single month as
    that of the month.
    """
    doubt = doubt_in(cell) or name.doubt or unsure(name.found, figure) or several_figures(cell)
    shared = {"value": figure.value, "unit": figure.unit or name.unit, "section": scope.section_path}
    matched = {key: value for key, value in name.columns.items() if key in ("kpi_code", "match")}
    if dated.part is not None:
        recorder.add(
            "period_figure",
            where,
            text_of(cell),
            "kpi_list",
            doubt,
            **shared,
            **matched,
            fiscal_year=dated.year,
            measure_ja=name.text,
            period=dated.part,
            dimension="全国平均" if dated.national else None,
        )
    elif dated.single and dated.as_of is not None:
        recorder.add(
            "monthly_actual",
            where,
            text_of(cell),
            "kpi_list",
            doubt,
            **shared,
            **matched,
            fiscal_year=fiscal_year_of(dated.as_of),
            measure_ja=name.text,
            month=dated.as_of,
            basis="monthly",
            series_id=None,
        )
    else:
        recorder.add(
            "kpi_actual",
            where,
            text_of(cell),
            "kpi_list",
            doubt or (None if dated.as_of or dated.full_year else _NO_MONTH),
            **shared,
            **name.columns,
            fiscal_year=dated.year,
            as_of=dated.as_of,
            basis="full_year" if dated.full_year else None,
            provisional=dated.provisional,
            scope="national_average" if dated.national else "branch",
        )
