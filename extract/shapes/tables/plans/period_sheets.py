"""Sheets of one activity in which a grid over the parts of the year stands between the fields.

施策名   │ 返納金の回収 │ 担当 │ 業務グループ
取組内容 │ ・文書で催告する。
指標     │ 目標 │ 第1四半期 │ 第2四半期 │ 累計
回収率   │ 58%  │ 24%       │ 38%       │        (or 数値 │ … of the KPI that a field names)
催告件数 │      │ 86        │ 92        │ 178
評価     │      │ ○         │ △         │
コメント │ 催告を早めた。

The rows of the grid are read as the lists of KPIs and tables of figures that they are; its statuses judge the activity,
each in its part of the year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.catalogue import match
from extract.document import Cell, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS, header_month
from extract.normalise.numbers import figures_in, is_blank
from extract.normalise.text import fold, solid
from extract.shapes.plan.sheet_fields import Field, Sheet, base_of, label_role, may_label, numbers_sheet, sheet_of
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.tables.kpis.kpi_sheets import names_kpi
from extract.shapes.tables.kpis.kpi_words import printed_figure, text_of
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.plans.activity_rows import period_of
from extract.shapes.tables.plans.sheet_lists import as_list, lists_within
from extract.shapes.tables.plans.time_strips import strips_in
from extract.shapes.text.sentences import read_target

#: Why figures of a grid are no facts: targets of parts of the year, and what compares results with others.
NO_RESULT = "a figure by parts of the year beside results, and no result of this year itself; look at the page"
_FEWEST_PARTS, _FEWEST_MONTHS = 2, 3
#: What stands for a figure that is still to come is no longer than this.
_LONGEST_WORD = 12
#: Words before rows of a grid that only say that these are KPIs, or counts of work.
_GROUP = re.compile(
    r"(?:KPI|(?:評価|成果|活動|実績)?指標|活動量|取組量|業務量|(?:活動|取組|業務|事業|四半期別?)?の?(?:実績|進捗)(?:状況)?|アウト(?:プット|カム))"
    r"(?:名|\(.{1,8}\))?"
)
#: Words before the one row of figures that is the KPI's of its sheet.
_VALUES = re.compile(
    r"(?:[当本]?支部の?|[当本今]年度の?|KPIの?)?(?:(?:実績|結果)(?:数?値|率|数)?|数値)|KPI値?|値"
)
#: A row of targets, and of nothing of another year.
_AIM = re.compile(r"(?:(?:本|今|当)?年度の?)?(?:数値)?目標値?(?:\(KPI\))?")
#: The whole year behind its parts.
_WHOLE = re.compile(r"通期|通年|年間|年度(?:計|全体)?")
#: A target behind the name of its KPI: 目標 対前年度以上, (目標 30.5%以上).
_AIM_BEHIND = re.compile(
    r"[\s(\[〔【]*目標値?[\s:)\]〕】]*(?:対?前年度?(?:実績)?|[\d.,]+[^\d\s()]{1,5}?)(?:以[上下内])?[)\]〕】]?\s*$"
)
_NAME_END = re.compile(r"(?:を|は|が|について(?:は|、)?|[:：、]|の?目標値?)+$")


@dataclass(frozen=True)
class PeriodSheet:
    """The fields of an activity with the statuses of its grid among them, the KPIs that the grid lists, its rows of
    other figures, and those of words, which say when things are done; the `strips` that show how its KPI went; `left`
    are figures that are none of these.
    """

    sheet: Sheet
    kpis: Table | None
    figures: Table | None
    schedule: Table | None = None
    left: tuple[Cell, ...] = ()
    strips: tuple[Table, ...] = ()


@dataclass(frozen=True)
class _Grid:
    """The rows of a grid over parts of the year: those of its headings, and what stands below them; the heading of each
    part by column. `by_month`: its parts are months.
    """

    head: range
    body: range
    parts: dict[int, Cell]
    by_month: bool = False

    def whole_of(self, cells: Sequence[Cell]) -> Cell | None:
        """The cell among those of a row that stands under the whole year."""
        heads = {col for col, head in self.parts.items() if _WHOLE.fullmatch(solid(head.text))}
        return next((cell for cell in cells if cell.col in heads and not is_blank(cell.text)), None)

    @property
    def first_col(self) -> int:
        """The column that the parts of the year begin in."""
        return min(self.parts)


def period_sheets(table: Table, year: int | None) -> list[PeriodSheet]:
    """The sheets that a table is made of, one below the other, each with its grid; none where it is anything else."""
    if table.holds_tables or not table.cells:
        return []
    found = [_sheet(_rows(table, range(*rows)), rows[0], year) for rows in pairwise([*_starts(table), table.n_rows])]
    sheets = [sheet for sheet in found if sheet is not None]
    return sheets if len(sheets) == len(found) else []


def _starts(table: Table) -> list[int]:
    """The rows that the first label of a table stands in again, as the head of another sheet."""
    first = table.at(0, 0)
    if first is not None and numbers_sheet(first):
        return sorted({0, *(cell.row for cell in table.cells if cell.col == 0 and numbers_sheet(cell))})
    if first is None or label_role(first.text) not in ("number", "work"):
        return [0]
    again = (c.row for c in table.cells if c.col == 0 and c.row > 0 and base_of(c) == base_of(first))
    return [0, *sorted(again)]


def _sheet(table: Table, start: int, year: int | None) -> PeriodSheet | None:
    strips = list(strips_in(table))
    lists = lists_within(table, year)
    cut = {id(cell) for cells in (*(strip.cells for strip in strips), *lists) for cell in cells}
    table = replace(table, cells=[cell for cell in table.cells if id(cell) not in cut]) if cut else table
    grid = _grid(table, start)
    if (grid is None and not lists) or (grid is not None and grid.head.start == start):
        return None
    taken = (*grid.head, *grid.body) if grid is not None else ()
    sheet = sheet_of(replace(table, cells=[c for c in table.cells if c.row not in taken]))
    if sheet is None or not sheet.titles or not (sheet.plans or sheet.cells("owner")):
        return None
    sheet = replace(sheet, by_parts=bool(lists))  # a sheet with figures of its KPI is judged as a whole
    named_in = tuple(as_list(table, cells, year) for cells in lists)
    if grid is None:
        return PeriodSheet(sheet, None, None, strips=named_in)
    names = [strip.name if names_kpi(strip.label, year) else _kpi_of(sheet, year) for strip in strips]
    rows = _Rows(sheet, grid, year, frozenset(solid(name) for name in names if name is not None))
    for row in grid.body:
        over = {id(at): at for col in range(table.n_cols) if (at := table.at(row, col)) is not None}
        cells = [cell for cell in over.values() if solid(cell.text)]
        printed = any(cell.col >= grid.first_col and not is_blank(cell.text) for cell in cells)
        if printed and not rows.take(row, cells):
            return None
    said = [solid(cell.text) for cell in sheet.cells("kpi")]
    found = rows.sheet_of(table)
    named = [(strip.with_senses(said), name) for strip, name in zip(strips, names, strict=True)]
    unnamed = [value for strip, name in named if name is None for _, value in strip.pairs]
    listed = tuple(strip.as_list(table, name) for strip, name in named if name is not None)
    return replace(found, strips=(*named_in, *listed), left=(*found.left, *unnamed))


@dataclass
class _Rows:
    """The rows of a grid, told apart one after another: those of KPIs, of other figures, targets of the year by the
    name of their KPI ("" that of the sheet), statuses, and what is left; the `strips` of the sheet are of these KPIs.
    """

    sheet: Sheet
    grid: _Grid
    year: int | None
    strips: frozenset[str] = frozenset()
    kpis: dict[int, str] = field(default_factory=dict)
    figures: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    aims: dict[str, tuple[Cell, Cell]] = field(default_factory=dict)
    statuses: list[Field] = field(default_factory=list)
    left: list[Cell] = field(default_factory=list)
    renamed: dict[int, Cell] = field(default_factory=dict)

    def take(self, row: int, cells: Sequence[Cell]) -> bool:
        """Sorts one row; False where it holds symbols that no label says to judge the activity, or what it is of the
        year as a whole.
        """
        inside = [cell for cell in cells if cell.col in self.grid.parts]
        if _judges(cells, self.grid) or any(map(_is_symbol, inside)):
            fields = _statuses(cells, self.grid)
            self.statuses += fields or []
            return fields is not None
        if not any(is_figure_text(cell.text) for cell in inside):
            self.words.append(row)
            return True
        role = _role_of_row(cells, self.grid, self.year)
        name = next((c for c in cells if c.col < self.grid.first_col and self._is_kpi(c)), None)
        named = solid(name.text) if name is not None else ""
        if role is not None and not _VALUES.fullmatch(solid(role.text)):
            whole = self.grid.whole_of(cells) if _AIM.fullmatch(solid(role.text)) else None
            if whole is not None:
                self.aims[named] = role, whole
            self.left += [cell for cell in inside if cell is not whole]
        else:
            self._figures(row, cells, role, named)
        return True

    def _is_kpi(self, cell: Cell) -> bool:
        """Whether a label names a KPI, and not a count that is called much like that of a strip (新規宣言事業所数)."""
        text = solid(text_of(cell))
        if not names_kpi(cell, self.year) or any(text in name or name in text for name in self.strips):
            return names_kpi(cell, self.year)
        found = match(text, self.year)
        codes = {other.kpi.code for name in self.strips if (other := match(name, self.year)) is not None}
        return found is None or found.kpi.code not in codes

    def _figures(self, row: int, cells: Sequence[Cell], role: Cell | None, named: str) -> None:
        """A row of results: of the KPI it names, of that of the sheet, or of what its label says."""
        own = None if named else _named_by_sheet(cells, self.grid, self.sheet, self.year)
        if role is not None and not named and own is None:
            self.left += [cell for cell in cells if cell.col in self.grid.parts]
            return
        if own is not None:
            self.renamed[id(own[0])] = own[1]
        elif role is not None:
            self.renamed[id(role)] = replace(role, blocks=[])
        if (named or own) and not self.grid.by_month:
            self.kpis[row] = named
        else:
            self.figures.append(row)

    def sheet_of(self, table: Table) -> PeriodSheet:
        """The sheet with these rows: targets of the year stand with the results of their KPI."""
        listed = _part(table, self.grid, list(self.kpis), self.renamed)
        others = _without_corner(_part(table, self.grid, self.figures, self.renamed), self.grid)
        aimed = {row: self.aims[name] for row, name in self.kpis.items() if name in self.aims}
        left = [cell for name, (_, cell) in self.aims.items() if name not in self.kpis.values()]
        by_parts = self.sheet.by_parts or bool(self.statuses)
        sheet = replace(self.sheet, fields=(*self.sheet.fields, *self.statuses), by_parts=by_parts)
        schedule = _from_top(_part(table, self.grid, self.words, {}))
        return PeriodSheet(sheet, _with_aims(listed, self.grid, aimed), others, schedule, (*self.left, *left))


def _grid(table: Table, start: int) -> _Grid | None:
    """The one grid over parts of the year in a table, or None."""
    heads = [(row, parts) for row in range(start, table.n_rows) if (parts := _parts(table, row))]
    by_month = not heads
    if by_month:
        heads = [(row, parts) for row in range(start, table.n_rows) if (parts := _months(table, row))]
    if len(heads) != 1:
        return None
    row, parts = heads[0]
    first = min(at.row for col in range(table.n_cols) if (at := table.at(row, col)) is not None)
    below = max(cell.row + cell.rowspan for cell in parts.values())
    end = below
    while end < table.n_rows and _is_of_grid(table, end, parts):
        end += 1
    return _Grid(range(first, below), range(below, end), parts, by_month) if end > below else None


def _parts(table: Table, row: int) -> dict[int, Cell]:
    """The heading of each part of the year, by column, in a row that names several, each once."""
    cells = [cell for cell in table.cells if cell.row == row and cell.col > 0]
    found = {cell.col: (period, cell) for cell in cells if (period := period_of(cell.text)) is not None}
    periods = {period for period, _ in found.values()}
    if not len(periods) == len(found) >= _FEWEST_PARTS:
        return {}
    behind = (cell for col in range(max(found) + 1, table.n_cols) if (cell := table.at(row, col)) is not None)
    whole = {cell.col: cell for cell in behind if _WHOLE.fullmatch(solid(cell.text))}
    return {col: cell for col, (_, cell) in found.items()} | whole


def _months(table: Table, row: int) -> dict[int, Cell]:
    """The heading of each month, by column, in a row that names several one after another and nothing but their sums
    behind them.
    """
    cells = [cell for cell in table.cells if cell.row == row and cell.col > 0]
    found = {cell.col: cell for cell in cells if header_month(solid(cell.text)) is not None}
    named = [FISCAL_MONTHS.index(month) for cell in found.values() if (month := header_month(solid(cell.text)))]
    run = named == list(range(min(named, default=0), min(named, default=0) + len(named)))
    return found if run and len(named) >= _FEWEST_MONTHS else {}


def _is_of_grid(table: Table, row: int, parts: dict[int, Cell]) -> bool:
    """Whether a row has a cell of its own under each part, none of which holds a sentence."""
    for col, head in parts.items():
        cell = table.at(row, col)
        if cell is None:
            return False
        text = solid(cell.text)
        if (cell.row, cell.col, cell.colspan, cell.rowspan) != (row, col, head.colspan, 1) or "。" in text:
            return False
        if not (is_blank(text) or is_figure_text(text) or printed_figure(cell) or len(text) <= _LONGEST_WORD):
            return False
    return True


def _statuses(cells: Sequence[Cell], grid: _Grid) -> list[Field] | None:
    """The statuses of a row, each a field under its part of the year; None where the row's label does not say that it
    judges, or something else stands among them.
    """
    values = [cell for cell in cells if cell.col >= grid.first_col and not is_blank(cell.text)]
    if not _judges(cells, grid) or any(cell.col not in grid.parts for cell in values):
        return None
    if grid.by_month:
        return []  # of a single month no status is of a part of the year
    return [Field(grid.parts[cell.col], "status", cell) for cell in values]


def _role_of_row(cells: Sequence[Cell], grid: _Grid, year: int | None) -> Cell | None:
    """The label that says what the figures of a row are of what is named left of it, or of the KPI of the sheet: 目標,
    実績, 達成率; None where the last words before the figures name them.
    """
    labels = [cell for cell in cells if cell.col < grid.first_col and printed_figure(cell) is None]
    if (before := next((cell for cell in labels if _is_of_last_year(cell)), None)) is not None:
        return before
    last = max(labels, key=lambda cell: cell.col, default=None)
    if last is None or names_kpi(last, year):
        return None
    text = solid(last.text)
    return last if is_role(text) or _VALUES.fullmatch(text) else None


def _is_of_last_year(cell: Cell) -> bool:
    text = solid(cell.text)
    return is_role(text) and read_label(text, None).prior


def _is_symbol(cell: Cell) -> bool:
    return symbol_of(cell.text) is not None and not is_figure_text(cell.text) and not is_blank(cell.text)


def _judges(cells: Sequence[Cell], grid: _Grid) -> bool:
    return any(cell.col < grid.first_col and label_role(cell.text) == "status" for cell in cells)


def _named_by_sheet(
    cells: Sequence[Cell], grid: _Grid, sheet: Sheet, year: int | None
) -> tuple[Cell, Cell] | None:
    """The label of a row that says only that it is of results, and the name in its place: that of the one KPI that the
    fields of the sheet name, also in the sentence of its target.
    """
    labels = [cell for cell in cells if cell.col < grid.first_col]
    if len(labels) != 1 or not _VALUES.fullmatch(solid(labels[0].text)):
        return None
    name = _kpi_of(sheet, year)
    if name is None:
        return None
    line = replace(labels[0].lines[0], text=name, pieces=())
    return labels[0], replace(labels[0], blocks=[Paragraph([line])])


def _kpi_of(sheet: Sheet, year: int | None) -> str | None:
    """The name of the one KPI that the fields of a sheet name."""
    names = [name for cell in sheet.cells("kpi") if (name := _kpi_in(cell, year)) is not None]
    return names[0] if len(names) == 1 else None


def _kpi_in(cell: Cell, year: int | None) -> str | None:
    """The name of the KPI that a field is, or whose target it states."""
    said = read_target(text_of(cell), year, in_kpi_block=True)
    if said is None or said.value is None or said.match is None or said.match.doubt:
        ahead = _AIM_BEHIND.sub("", fold(text_of(cell))).strip()
        alone = match(ahead, year) if ahead != text_of(cell) else None
        if alone is not None and alone.sure and not alone.alike_only:
            return ahead
        return text_of(cell) if names_kpi(cell, year) else None
    text = solid(cell.text)
    ends = [start for figure, start, _ in figures_in(text) if figure.value == said.value]
    name = _NAME_END.sub("", text[: ends[-1]]) if ends else ""
    found = match(name, year) if name else None
    return name if found is not None and found.sure and found.kpi.code == said.match.kpi.code else None


def _part(table: Table, grid: _Grid, rows: Sequence[int], renamed: dict[int, Cell]) -> Table | None:
    """Some rows of the grid below its headings, without words before them that name no figures."""
    if not rows:
        return None
    taken = {*grid.head, *rows}
    cells = [renamed.get(id(cell), cell) for cell in table.cells if taken & {*range(cell.row, cell.row + cell.rowspan)}]
    names = {cell.row for cell in cells if 0 < cell.col < grid.first_col and _may_name(cell)}
    filled = {cell.col for cell in cells if cell.row >= grid.body.start and not is_blank(cell.text)}
    kept = [cell for cell in cells if cell.col in {*filled, *grid.parts} and not _is_group(cell, grid, names)]
    return replace(table, cells=kept, n_rows=max(rows) + 1)


def _without_corner(table: Table | None, grid: _Grid) -> Table | None:
    """Rows of figures without the words over their names that only say that these are counts of work."""
    if table is None:
        return None
    heads = (c for c in table.cells if c.row in grid.head and c.col < grid.first_col)
    over = {id(cell) for cell in heads if _GROUP.fullmatch(solid(cell.text))}
    return replace(table, cells=[replace(c, blocks=[]) if id(c) in over else c for c in table.cells])


def _from_top(table: Table | None) -> Table | None:
    """A part of a table as a table of its own, without the rows that it stands below."""
    if table is None:
        return None
    rows = sorted({cell.row for cell in table.cells})
    return replace(table, n_rows=len(rows), cells=[replace(c, row=rows.index(c.row), rowspan=1) for c in table.cells])


def _with_aims(table: Table | None, grid: _Grid, aims: dict[int, tuple[Cell, Cell]]) -> Table | None:
    """A list of KPIs with the targets of the year, which rows of their own print, in a column behind the others."""
    if table is None or not aims:
        return table
    head, _ = next(iter(aims.values()))
    cells = [replace(head, row=grid.body.start - 1, col=table.n_cols, rowspan=1, colspan=1)]
    cells += [replace(aim, row=row, col=table.n_cols) for row, (_, aim) in aims.items()]
    return replace(table, cells=[*table.cells, *cells], n_cols=table.n_cols + 1)


def _may_name(cell: Cell) -> bool:
    return bool(solid(cell.text)) and printed_figure(cell) is None and not is_blank(cell.text)


def _is_group(cell: Cell, grid: _Grid, names: set[int]) -> bool:
    in_body = cell.row >= grid.body.start and cell.col == 0 and cell.row in names
    return in_body and (bool(_GROUP.fullmatch(solid(cell.text))) or not may_label(cell))


def _rows(table: Table, rows: range) -> Table:
    """Some rows of a table, where they stand in it."""
    return replace(table, n_rows=rows.stop, cells=[cell for cell in table.cells if cell.row in rows])
