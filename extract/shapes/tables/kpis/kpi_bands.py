"""KPIs whose names stand as bands across a table, each over the rows of its years or of its target and result.

年度      目標        実績     全国平均
生活習慣病予防健診実施率（自己評価△）
令和4年度 65.8%以上   64.9%    56.4%
令和5年度 67.5%以上   66.3%    57.7%

Such a table is turned into one with the names in a column of their own beside those rows.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.catalogue import match
from extract.document import Cell, Line, Paragraph, Table
from extract.locate import Locator
from extract.normalise.numbers import figures_in, is_blank
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.title_words import title_line
from extract.shapes.plan.status_tails import StatusTail, status_tail
from extract.shapes.tables.kpis.cell_parts import is_role, name_and_target
from extract.shapes.tables.kpis.kpi_words import text_of
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labels import read_label
from extract.shapes.text.passages import mark_of

_SHORTEST, _LONGEST = 4, 80
_FEWEST_COLS, _FEWEST_PARTS = 3, 2


@dataclass(frozen=True)
class _Band:
    """A row that only names a KPI, and the status that it ends in."""

    cell: Cell
    name: str
    tail: StatusTail | None


def with_names_beside(table: Table, scope: Scope, recorder: Recorder) -> Table:
    """The table with the names of its bands in a first column, their statuses recorded; another table unchanged.

    Headings that stand again below each band are left out; what stands before the first band is of the KPI that the
    line above the table names.
    """
    if table.n_cols < _FEWEST_COLS or table.n_rows < _FEWEST_COLS or table.holds_tables:
        return table
    bands = _bands(table, scope)
    year = scope.fiscal_year or scope.header.fiscal_year
    again = _heads_again(table, bands)
    if not bands or not (again or _is_over_rows(table, bands, year)):
        return table
    for band in bands:
        if band.tail is not None:
            _record(table, band, band.tail, scope, recorder)
    ends = [*(band.cell.row for band in bands[1:]), table.n_rows]
    below = 2 if again else 1
    named = [(band.name, band.cell, range(band.cell.row + below, end)) for band, end in zip(bands, ends, strict=True)]
    if again and bands[0].cell.row > 1:
        title = title_line(scope) if scope.caption else scope.section[-1] if scope.section else ""
        cell = Cell(0, 0, [Paragraph([Line(title, table.place)])], place=table.place)
        named.insert(0, (title if _names_kpi(title, year) else "", cell, range(1, bands[0].cell.row)))
    left_out = {*(band.cell.row for band in bands), *again} - {min(again, default=-1)}
    if again and bands[0].cell.row > 0:
        left_out |= again
    return _turned(table, named, left_out)


def _heads_again(table: Table, bands: Sequence[_Band]) -> set[int]:
    """The rows below bands that repeat the headings of the table; nothing unless all bands have them."""
    rows = [band.cell.row + 1 for band in bands]
    first = rows[0] if rows and rows[0] == 1 else 0
    texts = [[solid(text) for text in row] for row in table.rows()]
    if not rows or rows[-1] >= table.n_rows or len(rows) + (first == 0) < _FEWEST_PARTS:
        return set()
    heads = [text for text in texts[first] if text]
    same = all(texts[row] == texts[first] for row in rows)
    return set(rows) if same and len(heads) >= _FEWEST_COLS and not any(map(figures_in, heads)) else set()


def _bands(table: Table, scope: Scope) -> list[_Band]:
    """The rows below the first one that hold one text across them; nothing unless most of them name KPIs."""
    year = scope.fiscal_year or scope.header.fiscal_year
    found = []
    for row in range(table.n_rows):
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
    if first == 0:
        return False
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


def _turned(table: Table, named: Sequence[tuple[str, Cell, range]], left_out: Set[int]) -> Table:
    """The table without some rows, and with each name in a first column beside its rows."""
    places = {row: at for at, row in enumerate(row for row in range(table.n_rows) if row not in left_out)}
    cells = [replace(cell, row=places[cell.row], col=cell.col + 1) for cell in table.cells if cell.row in places]
    first = True
    for name, cell, rows in named:
        below = [places[row] for row in rows if row in places]
        if first and below:
            cells.append(Cell(0, 0, [], min(below), 1))
            first = False
        line = replace(cell.lines[0], text=name, pieces=())
        if below:
            beside = replace(cell, row=below[0], col=0, rowspan=len(below), colspan=1)
            cells.append(replace(beside, blocks=[Paragraph([line])] if name else []))
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
