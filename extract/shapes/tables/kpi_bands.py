"""KPIs whose names stand as bands across a table, each over the rows of its years or of its target and result.

年度      目標        実績     全国平均
生活習慣病予防健診実施率（自己評価△）
令和4年度 65.8%以上   64.9%    56.4%
令和5年度 67.5%以上   66.3%    57.7%

Such a table is turned into one with the names in a column of their own beside those rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.catalogue import match
from extract.document import Cell, Paragraph, Table
from extract.locate import Locator
from extract.normalise.numbers import figures_in, is_blank
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.status_tails import StatusTail, status_tail
from extract.shapes.tables.cell_parts import is_role, name_and_target
from extract.shapes.tables.cells import doubt_in
from extract.shapes.tables.kpi_facts import text_of
from extract.shapes.tables.labels import read_label
from extract.shapes.text.passages import mark_of

_SHORTEST, _LONGEST = 4, 80
_FEWEST_COLS = 3


@dataclass(frozen=True)
class _Band:
    """A row that only names a KPI, and the status that it ends in."""

    cell: Cell
    name: str
    tail: StatusTail | None


def with_names_beside(table: Table, scope: Scope, recorder: Recorder) -> Table:
    """The table with the names of its bands in a first column, their statuses recorded; another table unchanged."""
    if table.n_cols < _FEWEST_COLS or table.n_rows < _FEWEST_COLS or any(cell.tables for cell in table.cells):
        return table
    bands = _bands(table, scope)
    if not bands or not _is_over_rows(table, bands, scope.fiscal_year or scope.header.fiscal_year):
        return table
    for band in bands:
        if band.tail is not None:
            _record(table, band, band.tail, scope, recorder)
    return _turned(table, bands)


def _bands(table: Table, scope: Scope) -> list[_Band]:
    """The rows below the first one that hold one text across them; nothing unless most of them name KPIs."""
    year = scope.fiscal_year or scope.header.fiscal_year
    found = []
    for row in range(1, table.n_rows):
        cells = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rowspan and not is_blank(cell.text)]
        if len(cells) != 1 or cells[0].col != 0 or cells[0].rowspan > 1:
            continue
        tail = status_tail(text_of(cells[0]), scope.legend)
        found.append(_Band(cells[0], tail.words if tail is not None and tail.words else text_of(cells[0]), tail))
    named = [band for band in found if _names_kpi(band.name, year)]
    return found if 2 * len(named) > len(found) else []


def _names_kpi(name: str, year: int | None) -> bool:
    plain = solid(name)
    if not _SHORTEST <= len(plain) <= _LONGEST or name_and_target(plain) is not None:
        return False
    found = match(plain, year)
    return found is not None and not found.alike_only


def _is_over_rows(table: Table, bands: Sequence[_Band], year: int | None) -> bool:
    """Whether headings stand above the first band, and below each of them rows that only say when or what each is."""
    first = bands[0].cell.row
    heads = [cell for cell in table.cells if cell.row < first and solid(cell.text)]
    if sum(cell.col > 0 for cell in heads) < _FEWEST_COLS - 1 or any(figures_in(cell.text) for cell in heads[:1]):
        return False
    rows = {band.cell.row for band in bands}
    below = [cell for cell in table.cells if cell.col == 0 and cell.row > first and cell.row not in rows]
    empty = any(two - one == 1 for one, two in pairwise([*sorted(rows), table.n_rows]))
    return not empty and all(_says_which(solid(cell.text), year) for cell in below)


def _says_which(text: str, year: int | None) -> bool:
    """Whether a label says nothing but the year, month or side (target, result, nation) that its row is of."""
    label = read_label(text, year)
    return is_role(text) or (label.says_when and not label.rest)


def _turned(table: Table, bands: Sequence[_Band]) -> Table:
    rows = [band.cell.row for band in bands]
    places = {row: row - sum(other < row for other in rows) for row in range(table.n_rows) if row not in rows}
    head = Cell(0, 0, [], places[min(r for r in places if r > rows[0])], 1)
    cells = [head]
    for band, end in zip(bands, [*rows[1:], table.n_rows], strict=True):
        below = [places[row] for row in range(band.cell.row + 1, end)]
        blocks = [Paragraph([replace(band.cell.lines[0], text=band.name, pieces=())])]
        name = replace(band.cell, row=below[0], col=0, rowspan=len(below), colspan=1, blocks=list(blocks))
        cells.append(name)
    for cell in table.cells:
        if cell.row in places:
            cells.append(replace(cell, row=places[cell.row], col=cell.col + 1))
    return replace(table, n_rows=len(places), n_cols=table.n_cols + 1, cells=cells)


def _record(table: Table, band: _Band, tail: StatusTail, scope: Scope, recorder: Recorder) -> None:
    where = Locator(band.cell.place, table.index, band.cell.row, band.cell.col)
    number = mark_of(band.name)
    recorder.add(
        "plan_status",
        where,
        band.cell.text,
        "kpi_band",
        doubt_in(band.cell) or tail.mark.doubt,
        fiscal_year=scope.header.fiscal_year,
        period=scope.header.period,
        item_ja=band.name.removeprefix(number).strip() if number else band.name,
        symbol=tail.mark.symbol,
        status=tail.mark.status,
        section=scope.section_path,
    )
