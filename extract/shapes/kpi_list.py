"""Tables that list KPIs: a name column, and columns for target, result and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from extract.catalogue import Match, match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import month_in_year, month_named
from extract.normalise.numbers import Figure, figures_in, is_blank
from extract.normalise.text import joined, solid
from extract.recorder import Recorder
from extract.shapes.cells import doubt_in
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.labels import Label, read_label
from extract.shapes.ranks import read_rank
from extract.shapes.sentences import read_target
from extract.shapes.statuses import symbol_of

_TARGET_HEAD = re.compile(r"目標|計画値|KPI値|KPI$")
_RESULT_HEAD = re.compile(r"実績|結果|達成値|現状|状況")
_COMPARED = re.compile(r"対比|増減|差$|[期月年度]比|達成率|達成度")
_WHEN_HEAD = re.compile(r"時点|基準|年月|集計")


@dataclass
class ListColumns:
    """Columns of a KPI list by what they hold; `results` with what their heading says.

    `own_targets`: the name column states the targets too (生活習慣病予防健診実施率 66.0%以上).
    """

    name: int
    first_row: int
    named: int
    targets: dict[int, int | None] = field(default_factory=dict)
    results: dict[int, Label] = field(default_factory=dict)
    when: int | None = None
    ranks: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    own_targets: bool = False

    @property
    def sure(self) -> bool:
        """Whether the table is a KPI list beyond doubt, also where its headings could be those of a plan table."""
        return bool(self.targets or self.own_targets) and bool(self.results) and self.named >= 2

    def cells(self, table: Table) -> set[tuple[int, int]]:
        """Grid positions that the list accounts for."""
        cols = {
            self.name,
            *self.targets,
            *self.results,
            *self.ranks,
            *self.statuses,
            *([self.when] if self.when else []),
        }
        return {(row, col) for row in range(table.n_rows) for col in cols}


def list_columns(table: Table, scope: Scope) -> ListColumns | None:
    """What each column of the table holds if it lists KPIs, else None.

    A row or more must name a KPI, and a column must be headed as target, or two rows be named beside one of results.
    """
    year = scope.fiscal_year or scope.header.fiscal_year
    best = max(range(table.n_cols), key=lambda col: _names(table, col, year), default=None)
    if best is None or _names(table, best, year) < 1:
        return None
    named = [c for c in table.cells if c.col == best and _named(c, year)]
    first = min(c.row for c in named)
    columns = ListColumns(best, first, len(named))
    for col in range(table.n_cols):
        if col == best or (col < best and _names(table, col, year)):
            continue
        _place_column(table, col, columns, year)
    if not columns.targets and columns.results:
        stated = sum(bool((said := read_target(_text(c), year, in_kpi_block=True)) and said.match) for c in named)
        columns.own_targets = stated * 2 > len(named)
    if not columns.targets and not (columns.results and len(named) >= 2):
        return None
    return columns


def _place_column(table: Table, col: int, columns: ListColumns, year: int | None) -> None:
    """Enters one column under what its heading and its cells say."""
    first = columns.first_row
    heads = [solid(c.text) for row in range(first) if (c := table.at(row, col)) is not None and solid(c.text)]
    head = "".join(dict.fromkeys(heads))
    texts = [solid(c.text) for c in table.cells if c.col == col and c.row >= first and not is_blank(c.text)]
    label = read_label(head, year)
    if texts and all(symbol_of(text) for text in texts):
        columns.statuses.append(col)
    elif "順位" in head and texts and sum("位" in text for text in texts) * 2 > len(texts):
        columns.ranks.append(col)
    elif _says_when(table, col, first) or (_WHEN_HEAD.search(head) and not _has_figures(table, col, first)):
        columns.when = col
    elif not _has_figures(table, col, first) or _COMPARED.search(head):
        return
    elif _TARGET_HEAD.search(head):
        columns.targets[col] = label.fiscal_year if not label.prior else None
    elif _RESULT_HEAD.search(head) or label.says_when or label.national:
        columns.results[col] = label


def _says_when(table: Table, col: int, first: int) -> bool:
    """Whether the column's cells are mostly dates such as 6月時点."""
    texts = [solid(c.text) for c in table.cells if c.col == col and c.row >= first and not is_blank(c.text)]
    return bool(texts) and sum(
        bool(re.match(r"^(?:令和|R)?.{0,6}\d{1,2}月(?:末|時点|診療分|現在)", t)) for t in texts
    ) * 2 > len(texts)


def _names(table: Table, col: int, year: int | None) -> int:
    return sum(1 for c in table.cells if c.col == col and _named(c, year))


def _named(cell: Cell, year: int | None) -> Match | None:
    text = solid(cell.text)
    if not 4 <= len(text) <= 140 or re.search(r"。[^)）]", text):
        return None
    return match(text, year)


def _has_figures(table: Table, col: int, first: int) -> bool:
    return any(_figure(c) is not None for c in table.cells if c.col == col and c.row >= first)


def _figure(cell: Cell) -> Figure | None:
    text = solid(cell.text)
    if len(text) > 32:
        return None
    found = [f for f, start, _ in figures_in(text) if f.unit or "." in f.text or start == 0]
    return found[0] if found and (found[0].unit or re.match(r"^[△▲\-]?[\d,.]+", text)) else None


def read_kpi_list(table: Table, columns: ListColumns, scope: Scope, recorder: Recorder) -> int:
    """Records targets, results, ranks and statuses of a KPI list; returns how many targets and results."""
    year = scope.fiscal_year or scope.header.fiscal_year
    count = 0
    for row in range(columns.first_row, table.n_rows):
        name = table.at(row, columns.name)
        if name is None or not solid(name.text):
            continue
        found = _named(name, year)
        if columns.own_targets and name.row == row:
            count += _own_target(table, name, found, year, scope, recorder)
        for col, cell in _starting(table, row, columns.targets):
            count += _target(table, name, cell, found, columns.targets[col] or year, scope, recorder)
        when = table.at(row, columns.when) if columns.when is not None else None
        for col, cell in _starting(table, row, columns.results):
            count += _result(
                name, cell, when, found, _Column(table, columns, columns.results[col], year), scope, recorder
            )
        named = (NamedKpi(found.kpi.code, None, _text(name)),) if found else ()
        for _, cell in _starting(table, row, columns.ranks):
            read_rank(table, cell, scope.under(kpis=named), recorder)
        for _, cell in _starting(table, row, columns.statuses):
            _status(table, name, cell, scope, recorder)
    return count


def _starting(table: Table, row: int, cols: Iterable[int]) -> list[tuple[int, Cell]]:
    """The cells of these columns that begin in this row."""
    return [(col, cell) for col in cols if (cell := table.at(row, col)) is not None and cell.row == row]


def _status(table: Table, name: Cell, cell: Cell, scope: Scope, recorder: Recorder) -> None:
    symbol = symbol_of(cell.text)
    if symbol is not None:
        recorder.add(
            "plan_status",
            Locator(cell.place, table.index, cell.row, cell.col),
            cell.text,
            "kpi_list",
            None,
            fiscal_year=scope.header.fiscal_year,
            period=scope.header.period,
            item_ja=_text(name),
            symbol=symbol,
            status=scope.legend.get(symbol),
            section=scope.section_path,
        )


def _own_target(
    table: Table, name: Cell, found: Match | None, year: int | None, scope: Scope, recorder: Recorder
) -> int:
    said = read_target(_text(name), year, in_kpi_block=True)
    if said is None:
        return 0
    recorder.add(
        "kpi_target",
        Locator(name.place, table.index, name.row, name.col),
        _text(name),
        "kpi_list",
        doubt_in(name) or _unsure(found),
        fiscal_year=year,
        kpi_code=found.kpi.code if found else None,
        kpi_text=_text(name),
        comparator=said.comparator,
        target_value=said.value,
        unit=said.unit,
        source_part="kpi_list",
        section=scope.section_path,
        match_score=found.score if found else None,
        match_second=found.second if found else None,
    )
    return 1


def _text(cell: Cell) -> str:
    return joined([line.text for line in cell.lines])


def _target(
    table: Table, name: Cell, cell: Cell, found: Match | None, year: int | None, scope: Scope, recorder: Recorder
) -> int:
    figure = _figure(cell)
    where = Locator(cell.place, table.index, cell.row, cell.col)
    text = solid(cell.text)
    code = found.kpi.code if found else None
    shared = {
        "fiscal_year": year,
        "kpi_code": code,
        "kpi_text": _text(name),
        "source_part": "kpi_list",
        "section": scope.section_path,
        "match_score": found.score if found else None,
        "match_second": found.second if found else None,
    }
    doubt = doubt_in(cell) or doubt_in(name) or _unsure(found)
    if figure is None:
        said = read_target(_text(name) + text, year, in_kpi_block=True) if text and not is_blank(text) else None
        if said is not None and said.value is None:
            recorder.add(
                "kpi_target",
                where,
                _text(cell),
                "kpi_list",
                doubt,
                comparator=said.comparator,
                target_value=None,
                unit=None,
                **shared,
            )
            return 1
        if re.search(r"\d", text):
            recorder.reject(where, cell.text, "a target that is not one figure; look at the page")
        return 0
    own = re.search(r"以上|以下|以内|未満", text)
    direction = own or re.search(r"以上|以下|以内", solid(name.text)[-12:])
    comparator = {"以上": ">=", "以下": "<=", "以内": "<=", "未満": "<="}[direction.group(0)] if direction else "="
    unit = figure.unit or (found.kpi.unit if found else None)
    recorder.add(
        "kpi_target",
        where,
        _text(cell),
        "kpi_list",
        doubt,
        comparator=comparator,
        target_value=figure.value,
        unit=unit,
        **shared,
    )
    return 1


@dataclass(frozen=True)
class _Column:
    """One column of results: its table, the columns beside it, what its heading says, and the report's year."""

    table: Table
    columns: ListColumns
    label: Label
    report_year: int | None

    @property
    def year(self) -> int | None:
        return self.label.fiscal_year or self.report_year

    def as_of(self, scope: Scope) -> date | None:
        """The month its heading names (12月末実績); 前年同期 the one of the column beside it, a year earlier."""
        own = _stated_month(self.label, self.year)
        if own is not None or not (self.label.prior or self.label.national):
            return own
        if self.label.prior and not re.search(r"同期|同月", self.label.text):
            return None
        beside = [
            _stated_month(label, label.fiscal_year or self.report_year) for label in self.columns.results.values()
        ]
        current = max((month for month in beside if month is not None), default=None) or scope.header.as_of
        if current is None or self.label.national:
            return current
        return date(current.year - 1, current.month, 1)

    def is_full_year(self, scope: Scope) -> bool:
        """Whether a figure without a date is of the whole year."""
        if self.label.national and not self.label.fiscal_year:
            return False
        head = scope.header
        whole = head.period == "FY" and head.report_kind == "results" and "年度" in self.label.text
        return whole or (self.year is not None and self.year != head.fiscal_year)


def _stated_month(label: Label, year: int | None) -> date | None:
    if label.as_of is not None:
        return label.as_of
    number = label.bare_as_of or label.month
    return month_in_year(year, number) if number and year else None


def _result(
    name: Cell,
    cell: Cell,
    when: Cell | None,
    found: Match | None,
    column: _Column,
    scope: Scope,
    recorder: Recorder,
) -> int:
    figure = _figure(cell)
    if figure is None or (when is not None and when is cell and not figure.unit):
        return 0
    year = column.year
    text = solid(cell.text)
    note = text[text.index(figure.text) + len(figure.text) :] if figure.text in text else ""
    stamp = solid(when.text) if when is not None and when is not cell and not column.label.prior else ""
    as_of = month_named(note, year) or (month_named(stamp, year) if stamp else None) or column.as_of(scope)
    full_year = as_of is None and (bool(re.search(r"年度|通期", stamp + note)) or column.is_full_year(scope))
    if as_of is None and not full_year:
        as_of = scope.header.as_of if scope.header.fiscal_year == year else None
    recorder.add(
        "kpi_actual",
        Locator(cell.place, column.table.index, cell.row, cell.col),
        _text(cell),
        "kpi_list",
        doubt_in(cell) or doubt_in(name) or _unsure(found),
        fiscal_year=year,
        kpi_code=found.kpi.code if found else None,
        kpi_text=_text(name),
        as_of=as_of,
        basis="full_year" if full_year else None,
        value=figure.value,
        unit=figure.unit or (found.kpi.unit if found else None),
        provisional="速報" in text + stamp,
        scope="national_average" if column.label.national else "branch",
        section=scope.section_path,
        match_score=found.score if found else None,
        match_second=found.second if found else None,
    )
    return 1


def _unsure(found: Match | None) -> str | None:
    if found is None:
        return "the catalogue knows no KPI of this name"
    return None if found.sure else f"the name fits {found.kpi.code} and {found.second}"
