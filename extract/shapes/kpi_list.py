"""Tables that list KPIs: a name column, and columns for target, result and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.catalogue import Match, match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import fiscal_year_in, month_named
from extract.normalise.numbers import Figure, figures_in, is_blank
from extract.normalise.text import joined, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.figures import doubt_in
from extract.shapes.labels import read_label
from extract.shapes.sentences import read_target

_TARGET_HEAD = re.compile(r"目標|計画値|KPI値|KPI$")
_RESULT_HEAD = re.compile(r"実績|結果|達成値|現状|状況")
_WHEN_HEAD = re.compile(r"時点|基準|年月|集計")
_NAME_HEAD = re.compile(r"KPI(?:設定)?項目|指標|KPI名|項目")


@dataclass
class ListColumns:
    """Columns of a KPI list by what they hold."""

    name: int
    first_row: int
    targets: dict[int, int | None] = field(default_factory=dict)
    results: dict[int, int | None] = field(default_factory=dict)
    when: int | None = None


def list_columns(table: Table, scope: Scope) -> ListColumns | None:
    """What each column of the table holds if it lists KPIs, else None: two rows or more must name one, and a column
    must be headed as target or result.
    """
    year = scope.fiscal_year or scope.header.fiscal_year
    best = max(range(table.n_cols), key=lambda col: _names(table, col, year), default=None)
    if best is None or _names(table, best, year) < 1:
        return None
    named_rows = [c.row for c in table.cells if c.col == best and _named(c, year)]
    first = min(named_rows)
    columns = ListColumns(best, first)
    for col in range(table.n_cols):
        if col == best or (col < best and _names(table, col, year)):
            continue
        heads = [solid(c.text) for row in range(first) if (c := table.at(row, col)) is not None and solid(c.text)]
        head = "".join(dict.fromkeys(heads))
        label_year = fiscal_year_in(head)
        if _says_when(table, col, first) or (_WHEN_HEAD.search(head) and not _has_figures(table, col, first)):
            columns.when = col
        elif _TARGET_HEAD.search(head) and _has_figures(table, col, first):
            columns.targets[col] = label_year
        elif (_RESULT_HEAD.search(head) or label_year is not None) and _has_figures(table, col, first):
            columns.results[col] = label_year
    if not columns.targets and not (columns.results and len(named_rows) >= 2):
        return None
    return columns


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
    if not 4 <= len(text) <= 140 or re.search(r"。.", text):
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
    """Records targets and results of a KPI list; returns how many."""
    year = scope.fiscal_year or scope.header.fiscal_year
    count = 0
    for row in range(columns.first_row, table.n_rows):
        name = table.at(row, columns.name)
        if name is None or not solid(name.text):
            continue
        found = _named(name, year)
        for col, head_year in columns.targets.items():
            cell = table.at(row, col)
            if cell is not None and cell.row == row:
                count += _target(table, name, cell, found, head_year or year, scope, recorder)
        for col, head_year in columns.results.items():
            cell = table.at(row, col)
            if cell is not None and cell.row == row:
                when = table.at(row, columns.when) if columns.when is not None else None
                count += _result(table, name, cell, when, found, head_year or year, scope, recorder)
    return count


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


def _result(
    table: Table,
    name: Cell,
    cell: Cell,
    when: Cell | None,
    found: Match | None,
    year: int | None,
    scope: Scope,
    recorder: Recorder,
) -> int:
    figure = _figure(cell)
    if figure is None or (when is not None and when is cell and not figure.unit):
        return 0
    text = solid(cell.text)
    note = text[text.index(figure.text) + len(figure.text) :] if figure.text in text else ""
    stamp = solid(when.text) if when is not None and when is not cell else ""
    as_of = month_named(note, year) or (month_named(stamp, year) if stamp else None)
    full_year = as_of is None and (
        bool(re.search(r"年度|通期", stamp + note)) or (year is not None and year != scope.header.fiscal_year)
    )
    if as_of is None and not full_year:
        as_of = scope.header.as_of if scope.header.fiscal_year == year else None
    head = read_label(
        solid("".join(c.text for r in range(cell.row) if (c := table.at(r, cell.col)) is not None)[:40]), year
    )
    doubt = doubt_in(cell) or doubt_in(name) or _unsure(found)
    unit = figure.unit or (found.kpi.unit if found else None)
    recorder.add(
        "kpi_actual",
        Locator(cell.place, table.index, cell.row, cell.col),
        _text(cell),
        "kpi_list",
        doubt,
        fiscal_year=year,
        kpi_code=found.kpi.code if found else None,
        kpi_text=_text(name),
        as_of=as_of,
        basis="full_year" if full_year else None,
        value=figure.value,
        unit=unit,
        provisional="速報" in text + stamp,
        scope="national_average" if head.national else "branch",
        section=scope.section_path,
        match_score=found.score if found else None,
        match_second=found.second if found else None,
    )
    return 1


def _unsure(found: Match | None) -> str | None:
    if found is None:
        return "the catalogue knows no KPI of this name"
    return None if found.sure else f"the name fits {found.kpi.code} and {found.second}"
