"""A sheet for each KPI: its number, name and judgement in the head row, below it labels with what they stand for, and
a small table of months among them.

No.1   │ 健康宣言事業所数                │ 評価 │ ○
目標値 │ 900事業所以上 │ 9月末実績 │ 912 │ ┌────┬────┐
年度計画 │ 商工会の会報で紹介する。        │ │4月 │ 880│
実施内容 │ 2回掲載した。                   │ └────┴────┘

Everything on such a sheet is of the KPI that its head row names: the symbol beside the name judges it, and what the
table within counts is it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.catalogue import match
from extract.document import Cell, Paragraph, Table
from extract.normalise.numbers import parse_figure
from extract.normalise.text import solid
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.plan.sheet_fields import Field, Sheet, fields_in, label_role, labelled_role, may_label
from extract.shapes.plan.status_marks import read_mark
from extract.shapes.tables.kpis.kpi_sheets import names_kpi, tells_of_kpi
from extract.shapes.tables.kpis.kpi_words import TARGET_HEAD, text_of
from extract.shapes.tables.kpis.list_names import without_mark
from extract.shapes.tables.kpis.small_print import without_small_print
from extract.shapes.tables.months.month_bands import month_bands

#: The head of a sheet stands in its first row, or in the second under its labels.
_HEAD_ROWS = 2
_LEAST_ROWS, _LEAST_COLUMNS = 3, 2
#: Sides of a sheet and of a table that it ends in differ by so much, in points.
_SAME_SIDE = 12
#: The number of a sheet before its name.
_NUMBER = re.compile(r"(?:No\.?|№|KPI|指標|番号|項番|個票|シート)?[(]?(?:\d{1,2}|[①-⑳])[).]?")
_NAME_LABEL = re.compile(r"(?:評価|成果)?(?:指標|KPI)(?:の?(?:名称?|項目))?")
_DIGITS = re.compile(r"\d+|[①-⑳]")
#: Who looks after a KPI, in a cell without a label.
_GROUP = re.compile(r"[^\d。、]{2,12}(?:グループ|課|室|部|G)")
#: Labels of what a head row names.
_NAMING = ("kpi", "work", "number")
#: A name that the catalogue does not know.
_SHORTEST, _LONGEST = 4, 60


@dataclass(frozen=True)
class Leaf:
    """The sheet of one KPI: its fields under its name, and the tables within it with the words over each."""

    sheet: Sheet
    inner: tuple[tuple[Table, tuple[str, ...]], ...]
    title: Cell | None = None  # the words over the months that it holds, the last of these tables

    def within(self, scope: Scope, year: int | None) -> tuple[str, Scope]:
        """The name of the KPI and the surroundings of what the sheet holds."""
        name = without_mark(text_of(self.sheet.title)) if self.sheet.title is not None else ""
        found = match(solid(name), year)
        known = found is not None and not found.alike_only
        kpis = (NamedKpi(found.kpi.code, None, name, found.sure, True),) if found is not None and known else ()
        return name, scope.under(section=(*scope.section, name), topic=name, kpis=kpis)


@dataclass(frozen=True)
class _Head:
    """The cell that names the KPI of a sheet, and the number or label before or over it."""

    name: Cell
    ahead: Cell | None

    @property
    def row(self) -> int:
        """The row that the head begins in."""
        return self.name.row if self.ahead is None else self.ahead.row

    @property
    def build(self) -> tuple[int, str | None]:
        """What heads of sheets below one another in a table have in common."""
        return self.name.col, None if self.ahead is None else _DIGITS.sub("", solid(self.ahead.text))


def leaves_in(table: Table, year: int | None) -> list[Leaf]:
    """The sheets of single KPIs that a table is made of, one below the other; none where it is anything else."""
    if table.n_rows < _LEAST_ROWS or table.n_cols < _LEAST_COLUMNS:
        return []
    first = _head(table, range(_HEAD_ROWS), year)
    if first is None or first.row != 0:
        return []
    starts = [0]
    for row in range(first.name.row + 1, table.n_rows):
        other = _head(table, range(row, row + 1), year)
        if other is not None and other.build == first.build:
            starts.append(other.row)
    leaves = [_leaf(_rows(table, *rows), rows[0], year) for rows in pairwise([*starts, table.n_rows])]
    found = [leaf for leaf in leaves if leaf is not None]
    return found if len(found) == len(leaves) else []


def _leaf(table: Table, start: int, year: int | None) -> Leaf | None:
    """The sheet that the rows of a table are; None where cells are neither fields nor tables."""
    head = _head(table, range(start, start + _HEAD_ROWS), year)
    if head is None:
        return None
    labels = {id(cell): label for cell in table.cells if cell.tables and (label := _label_of(table, cell)) is not None}
    inner = [(item, _words_over(cell, labels.get(id(cell)))) for cell in table.cells for item in cell.tables]
    rows = _month_rows(table, head)
    over = _title_over(table, rows, head)
    if rows:
        inner.append((_rows(table, rows.start, rows.stop), ()))
    loose = [field for cell in table.cells if (field := _alone(table, cell, head)) is not None]
    taken = {id(head.name), id(head.ahead), id(over), *(id(field.cell) for field in loose), *map(id, labels.values())}
    cells = [cell for cell in table.cells if not cell.tables and cell.row not in rows and id(cell) not in taken]
    fields = fields_in(replace(table, cells=cells))
    sheet = Sheet((*loose, *fields), _named(head.name, year), of_kpi=True)
    said = sheet.plans or sheet.done or sheet.cells("other") or inner
    aimed = any(field.role == "kpi" and TARGET_HEAD.search(solid(field.label.text)) for field in fields)
    told = tells_of_kpi(sheet, year) or (aimed and not names_kpi(head.name, year))
    return Leaf(sheet, tuple(inner), over) if fields and told and said else None


def _head(table: Table, rows: range, year: int | None) -> _Head | None:
    """The head of a sheet in some rows: a cell that names a KPI, or the words behind a number or a label in the first
    row that says that they are its name.
    """
    cells = sorted((c for c in table.cells if c.row in rows and not c.tables), key=lambda c: (c.row, c.col))
    for cell in cells:
        if label_role(cell.text) is None and names_kpi(cell, year):
            return _Head(cell, _ahead(table, cell))
    for cell in cells:
        before = _ahead(table, cell)
        if before is None or before.row != rows.start or not _may_name(cell):
            continue
        number = before.row == cell.row and _NUMBER.fullmatch(solid(before.text))
        if number or _NAME_LABEL.fullmatch(solid(before.text)):
            return _Head(cell, before)
    return None


def _named(name: Cell, year: int | None) -> Cell:
    """A name without what small print below it says, such as the part of the plan that its KPI is of."""
    lines = without_small_print(name.lines, year)
    return name if len(lines) == len(name.lines) else replace(name, blocks=[Paragraph([*lines])])


def _ahead(table: Table, name: Cell) -> Cell | None:
    """The label over a name, or the number or label before it."""
    above = table.at(name.row - 1, name.col) if name.row > 0 else None
    if above is not None and label_role(above.text) in _NAMING and above.colspan == name.colspan:
        return above
    beside = table.at(name.row, name.col - 1) if name.col > 0 else None
    named = beside is not None and (_NUMBER.fullmatch(solid(beside.text)) or label_role(beside.text) in _NAMING)
    return beside if named else None


def _may_name(cell: Cell) -> bool:
    text = solid(cell.text)
    words = _SHORTEST <= len(text) <= _LONGEST and not text.endswith("。") and parse_figure(text) is None
    return words and label_role(text) is None and labelled_role(cell) is None


def _label_of(table: Table, cell: Cell) -> Cell | None:
    """The label left of a cell that holds a table, or over it, that stands for nothing else."""
    beside = table.at(cell.row, cell.col - 1) if cell.col > 0 else None
    if beside is not None and (beside.row, beside.rowspan) == (cell.row, cell.rowspan) and may_label(beside):
        before = table.at(beside.row, beside.col - 1) if beside.col > 0 else None
        return beside if before is None or label_role(before.text) is None else None
    above = table.at(cell.row - 1, cell.col) if cell.row > 0 else None
    if above is not None and (above.col, above.colspan) == (cell.col, cell.colspan) and may_label(above):
        behind = table.at(above.row, above.col + above.colspan)
        return above if behind is None or label_role(behind.text) is not None else None
    return None


def _words_over(cell: Cell, label: Cell | None) -> tuple[str, ...]:
    """What the label of a cell and the lines in it say of the table that it holds."""
    return (*([text_of(label)] if label is not None else []), *(line.text for line in cell.lines))


def _alone(table: Table, cell: Cell, head: _Head) -> Field | None:
    """A group or a symbol in the row of the name that no label stands before or over."""
    text = solid(cell.text)
    if cell.row != head.name.row or cell is head.name or cell is head.ahead or cell.tables:
        return None
    beside = table.at(cell.row, cell.col - 1) if cell.col > 0 else None
    above = table.at(cell.row - 1, cell.col) if cell.row > 0 else None
    if any(other is not None and other is not cell and label_role(other.text) for other in (beside, above)):
        return None
    if _GROUP.fullmatch(text) and label_role(text) is None:
        return Field(cell, "owner", cell)
    return Field(cell, "status", cell) if read_mark(text, {}) is not None else None


def _month_rows(table: Table, head: _Head) -> range:
    """The rows of a grid of months over the whole width of a sheet, if it holds one; it may be folded (4月~9月, below
    that 10月~3月).
    """
    bands = sorted(month_bands(table), key=lambda band: band.head)
    if not bands or not all(band.head and band.body and 0 in band.label_cols for band in bands):
        return range(0)
    if any(one.body[-1] + 1 != other.head[0] for one, other in pairwise(bands)):
        return range(0)
    upper, row = bands[0].head[0], bands[0].head[-1]
    over = table.at(upper, 0)
    first = upper if over is None or over is table.at(row, 0) or not solid(over.text) else row
    return range(first, max(bands[-1].body) + 1) if first > head.name.row else range(0)


def _title_over(table: Table, rows: range, head: _Head) -> Cell | None:
    """The words that stand alone in the row over a grid of months: 月別の状況(単位:件)."""
    over = table.at(rows.start - 1, 0) if rows and rows.start - 1 > head.name.row else None
    if over is None or over.rowspan > 1 or over.tables or not solid(over.text):
        return None
    beside = (table.at(over.row, col) for col in range(over.colspan, table.n_cols))
    return over if all(cell is None or cell is over or not solid(cell.text) for cell in beside) else None


def _rows(table: Table, start: int, end: int) -> Table:
    """Some rows of a table, where they stand in it."""
    return replace(table, n_rows=end, cells=[cell for cell in table.cells if start <= cell.row < end])


def ends_in(sheet: Table, table: Table) -> bool:
    """Whether a table of months stands right below a sheet, between the same sides, as its last part does."""
    one, two = sheet.place.bbox, table.place.bbox
    if one is None or two is None or sheet.place.page != table.place.page or not month_bands(table):
        return False
    beside = abs(one[0] - two[0]) <= _SAME_SIDE and abs(one[2] - two[2]) <= _SAME_SIDE
    return beside and 0 <= two[1] - one[3] <= _SAME_SIDE
