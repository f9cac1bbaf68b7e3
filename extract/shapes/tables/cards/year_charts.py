"""Bar charts of a KPI over fiscal years: a title that names it, a figure over each bar, the years below them.

健康宣言事業所数の推移
                   865
        702        ▇▇
        ▇▇         ▇▇
    令和3年度   令和4年度

That a figure belongs to the year it stands over is told from where it stands, so all that is read so is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph
from extract.locate import Locator
from extract.normalise.dates import fiscal_year_in
from extract.normalise.numbers import Figure, parse_figure
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.measures import unit_fits
from extract.shapes.tables.kpis.kpi_dates import Dated
from extract.shapes.tables.kpis.kpi_facts import record_result, record_target
from extract.shapes.tables.kpis.kpi_words import KpiName
from extract.shapes.tables.labels import read_label

_FEWEST_YEARS = 3
#: How far below the years a remark stands, in heights of their line.
_REMARK_WITHIN = 4.0
_AIM = re.compile(
    r"目標値?[:：は]?(?:[^\d。]{0,2}\d{1,2}年度末?の?[:：は]?|[^\d。]{0,2}元年度末?の?[:：は]?)?(?P<aim>[\d,.]+[^\d。、]{0,4}(?:以上|以下))"
)
#: A title that dates the figures within their years.
_WITHIN_YEAR = re.compile(r"\d{1,2}月|四半期|[上下]半?期")
_FROM_CHART = "read from a chart: the figure stands over its year, and the title alone names the KPI"


@dataclass(frozen=True)
class _Chart:
    """The line of the title, the KPI it names, the figures by fiscal year and the line of the years."""

    title: Line
    name: KpiName
    figures: dict[int, tuple[Line, Figure]]
    axis: Line


def read_year_charts(lines: Sequence[Line], scope: Scope, recorder: Recorder) -> list[Line]:
    """Records the results, and a target in the remark below, of the charts among a page's lines; returns the lines
    that were read. Charts where a year has no figure or several, or whose title names no KPI for sure, are left.
    """
    used: list[Line] = []
    for chart in _charts(lines, scope) if not scope.header.is_plan else ():
        for year, (line, figure) in chart.figures.items():
            dated = Dated(year, None, True, False, False)
            record_result(recorder, scope, Locator(line.place), _cell(line, line.text), chart.name, figure, dated)
            used.append(line)
        used.append(chart.axis)
        for line in _remarks(lines, chart.axis):
            if (aim := _AIM.search(solid(line.text))) is not None:
                of = fiscal_year_in(aim[0]) or scope.fiscal_year or scope.header.fiscal_year
                record_target(recorder, scope, Locator(line.place), _cell(line, aim["aim"]), chart.name, of)
                used.append(line)
    return used


def _charts(lines: Sequence[Line], scope: Scope) -> Iterator[_Chart]:
    for axis in lines:
        years = _years(axis)
        title = _title(lines, axis) if years else None
        year = scope.fiscal_year or scope.header.fiscal_year
        if title is None or title.box is None or axis.box is None or (year is not None and max(years) > year):
            continue
        found = match(solid(title.text), year)
        if found is None or not found.sure or found.alike_only or _WITHIN_YEAR.search(solid(title.text)):
            continue
        between = [line for line in lines if _is_between(line, title, axis)]
        figures: dict[int, tuple[Line, Figure]] = {}
        for line in between:
            figure = parse_figure(line.text)
            of_year = _over(line, years)
            if figure is None or of_year is None or of_year in figures or not unit_fits(found.kpi, figure.unit):
                break
            figures[of_year] = line, figure
        else:
            if len(figures) == len(years):
                yield _Chart(title, KpiName(title.text, found, _FROM_CHART, "the title of the chart"), figures, axis)


def _years(axis: Line) -> dict[int, Line]:
    """The pieces of a line by the fiscal year that each names, one after another; empty where it names others too."""
    labels = [(read_label(solid(piece.text), None), piece) for piece in axis.pieces]
    years = {label.fiscal_year: piece for label, piece in labels if label.fiscal_year and not label.rest}
    first = next(iter(years), 0)
    run = list(years) == list(range(first, first + len(axis.pieces)))
    return {year: piece for year, piece in years.items() if year} if run and len(years) >= _FEWEST_YEARS else {}


def _title(lines: Sequence[Line], axis: Line) -> Line | None:
    """The line of words right above the figures that stand over the years."""
    if axis.box is None:
        return None
    words = [line for line in lines if line.box and line.box[3] <= axis.box[1] and parse_figure(line.text) is None]
    return max(words, key=lambda line: line.box[3] if line.box else 0.0, default=None)


def _is_between(line: Line, title: Line, axis: Line) -> bool:
    return bool(
        line.box and title.box and axis.box and line.box[1] >= title.box[3] - 1 and line.box[3] <= axis.box[1] + 1
    )


def _over(line: Line, years: dict[int, Line]) -> int | None:
    """The one year under the middle of a line."""
    if line.box is None:
        return None
    middle = (line.box[0] + line.box[2]) / 2
    under = [year for year, piece in years.items() if piece.box and piece.box[0] <= middle <= piece.box[2]]
    return under[0] if len(under) == 1 else None


def _remarks(lines: Sequence[Line], axis: Line) -> Iterator[Line]:
    """The lines right below the years."""
    for line in lines:
        if line.box is None or axis.box is None:
            continue
        gap = line.box[1] - axis.box[3]
        if -1 <= gap <= _REMARK_WITHIN * (axis.box[3] - axis.box[1]):
            yield line


def _cell(line: Line, text: str) -> Cell:
    return Cell(0, 0, [Paragraph([Line(text, line.place, line.size, doubt=line.doubt)])], place=line.place)
