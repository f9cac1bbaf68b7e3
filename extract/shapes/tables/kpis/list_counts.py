"""Counts that a KPI list prints beside its rates (対象者数, 実施見込者数): figures of their own, no results."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.catalogue import Match, match
from extract.document import Cell, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.numbers import Figure, figures_in
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.measures import Naming
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.kpis.kpi_words import COMPARED, printed_figure, text_of
from extract.shapes.tables.kpis.list_names import named
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labels import Label

_BRACKETED = re.compile(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_COUNTED = re.compile(
    r"(?:(?P<people>者|人|加入者)|(?P<cases>件)|(?P<places>事業所))数$|(?:見込|予定|実施|対象)(?P<persons>人員)$"
    r"|(?:対象|受診|実施|利用|修了|終了|回答|提出|未受診|未利用)(?P<those>者)$"
)
#: Counts that are set for a whole year, whatever month a report is of.
_OF_YEAR = re.compile(r"対象|見込|予定|計画|想定")
_UNITS = {"people": "人", "persons": "人", "those": "人", "cases": "件", "places": "事業所"}
_COUNT_UNITS = ("人", "名", "件", "事業所", "社")
#: No share is larger; a row of fewer figures may be of anything.
_LARGEST_SHARE, _FEWEST = 100, 2
#: Words for something that is done or counted, before its figure; and what a narrow cell leaves of them behind it.
_WORDS = re.compile(r"(?=.*[一-龥ァ-ヶ]{2})[^\d%。、()〔〕\[\]]{2,30}")
_TORN = re.compile(r"[者数件額等]{0,2}")
#: A rate behind what it is of, in a name that was put together.
_RATE_BEHIND = re.compile(r"(?<=\S) [^ ]{1,6}率$")
#: What heads rates.
RATE = re.compile(r"率|割合|%")
_UNDATED = "no part of the year is printed with it: it is taken to be of the report's time"


def is_count_head(head: str, units: Sequence[str | None]) -> bool:
    """Whether a heading says that its figures count people or cases, in a list whose KPIs are rates by `units`."""
    rates = sum(unit == "%" for unit in units)
    return bool(_COUNTED.search(_BRACKETED.sub("", solid(head)))) and 2 * rates > len(units)


def counts_only(table: Table, year: int | None) -> bool:
    """Whether every row that names a rate (生活習慣病予防健診, 特定保健指導) prints counts: whole numbers above a
    hundred without a unit, or of people and cases, and no share but those that compare them.
    """
    rates = [row for row in range(table.n_rows) if _names_rate(table, row, year)]
    held = [_figures_of(table, row) for row in rates]
    return bool(held) and all(len(own) >= _FEWEST and all(map(_is_count, own)) for own in held)


def _names_rate(table: Table, row: int, year: int | None) -> bool:
    cells = [c for col in range(table.n_cols) if (c := table.at(row, col)) is not None and c.row == row]
    name = next((cell for cell in cells if solid(cell.text) and printed_figure(cell) is None), None)
    found = named(name, year) if name is not None else None
    return found is not None and found.kpi.unit == "%" and "率" not in (text_of(name) if name else "")


def _figures_of(table: Table, row: int) -> list[Figure]:
    """The figures of a row, without those under headings that compare others."""
    cells = [c for col in range(table.n_cols) if (c := table.at(row, col)) is not None and (c.row, c.col) == (row, col)]
    told = [(cell, figure) for cell in cells if (figure := printed_figure(cell)) is not None]
    return [figure for cell, figure in told if not _compares(table, cell)]


def _compares(table: Table, cell: Cell) -> bool:
    heads = (table.at(row, cell.col) for row in range(cell.row))
    return any(head is not None and COMPARED.search(solid(head.text)) for head in heads)


def _is_count(figure: Figure) -> bool:
    counted = figure.unit in _COUNT_UNITS or (figure.unit is None and figure.value > _LARGEST_SHARE)
    return counted and figure.value.is_integer()


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
        measure_ja=f"{_RATE_BEHIND.sub('', name)} {head}",
        kpi_code=None,
        period=period,
        dimension=None,
        value=figure.value,
        unit=figure.unit or label.unit or _UNITS[kind],
        section=scope.section_path,
    )


def counted_words(cell: Cell, figure: Figure) -> str:
    """The words beside a figure in its cell that say what it counts: 文書照会 3,104件; those of one figure alone, which
    say neither which figure of a KPI it is (実績) nor name a KPI, else nothing.
    """
    text = solid(cell.text)
    ahead, _, behind = text.partition(figure.text)
    if len(figures_in(text)) != 1 or not _WORDS.fullmatch(ahead) or not _TORN.fullmatch(behind):
        return ""
    words = ahead.rstrip(":") + behind
    return "" if is_role(ahead) or match(words) is not None else words


def record_own_count(
    recorder: Recorder, scope: Scope, where: Locator, cell: Cell, words: str, figure: Figure, label: Label
) -> Row:
    """Records a count that its own words name beside a KPI, of the time of its heading: it is no result of the KPI."""
    period, doubt = _period(label, scope)
    return recorder.add(
        "period_figure",
        where,
        cell.text,
        "list_own_count",
        doubt_in(cell) or doubt,
        fiscal_year=label.fiscal_year or scope.fiscal_year or scope.header.fiscal_year,
        measure_ja=words,
        kpi_code=None,
        period=period,
        dimension=None,
        value=figure.value,
        unit=figure.unit,
        section=scope.section_path,
    )


def counts_beside(
    found: Match | None, unit: str | None, results: Sequence[tuple[Cell, Label]], around: str | None = None
) -> list[Cell]:
    """The cells of a row that print counts (4~6月 | 7~9月 | 計) beside the rate which it names: whole numbers without a
    unit, of which one at least is no possible share, under headings that say no rate. Where the words over the table
    have a unit (`around`) that is no per cent, those beside a share printed as one are such counts whatever their size.
    """
    if found is None or found.kpi.unit != "%" or unit is not None:
        return []
    told = [
        (cell, figure) for cell, label in results if not RATE.search(label.text) and (figure := printed_figure(cell))
    ]
    whole = [(cell, figure) for cell, figure in told if figure.unit is None and figure.value.is_integer()]
    shares = [cell for cell, _ in results if (figure := printed_figure(cell)) is not None and figure.unit == "%"]
    counted = bool(shares) and around not in (None, "%")
    return [cell for cell, _ in whole] if counted or any(_is_count(figure) for _, figure in whole) else []


def record_bare_count(recorder: Recorder, scope: Scope, where: Locator, cell: Cell, name: str, label: Label) -> None:
    """Records a count that a row prints beside its rate under a heading that says only of when it is."""
    figure = printed_figure(cell)
    if figure is None:
        return
    period, doubt = (label.period, None) if label.period else _period(label, scope)
    recorder.add(
        "period_figure",
        where,
        cell.text,
        "list_count",
        doubt_in(cell) or label.doubt or doubt,
        fiscal_year=label.fiscal_year or scope.fiscal_year or scope.header.fiscal_year,
        measure_ja=name,
        kpi_code=None,
        period=period,
        dimension="全国平均" if label.national else None,
        value=figure.value,
        unit=label.unit or Naming(scope).caption_unit(name),
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
