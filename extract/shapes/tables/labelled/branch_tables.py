"""Tables that compare branches: what they say of this report's own, and of the nation, is read; the rest is rejected.

A column of branches' names makes every row one branch's, a heading row of them every column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.names.measures import Naming
from extract.shapes.report.report_branch import branches
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.labelled.ranks import is_rank, read_rank
from extract.shapes.tables.labels import read_label

_NAME = re.compile(r"^(?:協会けんぽ)?(?P<name>[^支\d]{2,3}?)(?:都|府|県)?(?:支部)?$")
_OWN = re.compile(r"^(?:当|本|自)支部$")
#: What a title says of the comparison behind what is compared: の高い支部, の支部別順位.
_COMPARING = re.compile(r"の?(?:(?:高|低|多|少な)い|[上下]位)?(?:\d+)?(?:全国|各|全)?(?:都道府県)?支部.{0,8}$")
_OTHER_BRANCH = "a figure of another branch"


@dataclass(frozen=True)
class _Part:
    """A part of a table that is one branch's: the cell that names it and the grid positions that are of it."""

    name: Cell
    own: bool
    rows: range
    cols: range

    def holds(self, cell: Cell) -> bool:
        """Whether a cell lies within the part."""
        return (
            cell.row in self.rows
            and cell.row + cell.rowspan <= self.rows.stop
            and cell.col in self.cols
            and cell.col + cell.colspan <= self.cols.stop
        )


def of_own_branch(table: Table, scope: Scope, recorder: Recorder) -> tuple[Table, Scope]:
    """The table without the figures of other branches, which are rejected, and without the ranks of its own, recorded.

    The grid stays as it is; the scope's caption says what is compared, without that branches are. Of a table that does
    not compare branches both are returned unchanged.
    """
    own = scope.header.branch_code
    parts = [*_in_rows(table, own), *_in_columns(table, own)] if own is not None else []
    if all(part.own for part in parts):
        return table, scope
    scope = scope.under(caption=tuple(_COMPARING.sub("", solid(line)) for line in scope.caption))
    kpi = _kpi(table, scope)
    emptied: set[int] = set()
    for part in parts:
        by_row = len(part.rows) == part.name.rowspan
        if not part.own or by_row:
            emptied.add(id(part.name))
        for cell in table.cells:
            if not part.holds(cell) or cell is part.name:
                continue
            if not part.own and re.search(r"\d", cell.text):
                recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _OTHER_BRANCH)
                emptied.add(id(cell))
            elif part.own and by_row and is_rank(cell):
                read_rank(table, cell, scope.under(kpis=kpi), recorder)
                emptied.add(id(cell))
    cells = [replace(cell, blocks=[]) if id(cell) in emptied else cell for cell in table.cells]
    return replace(table, cells=cells), scope


def _in_rows(table: Table, own: str | None) -> list[_Part]:
    """Rows of branches; side by side, where several columns hold names, each with as many columns before its name."""
    columns = {col: found for col in range(table.n_cols) if (found := _named(table, col, own))}
    if not columns:
        return []
    before = min(columns)
    ends = [*(col - before for col in list(columns)[1:]), table.n_cols]
    return [
        _Part(cell, is_own, range(cell.row, cell.row + cell.rowspan), range(col - before, end))
        for (col, found), end in zip(columns.items(), ends, strict=True)
        for cell, is_own in found.values()
    ]


def _named(table: Table, col: int, own: str | None) -> Mapping[str, tuple[Cell, bool]]:
    """The branches that the cells of a column name, if they are two or more, each once."""
    cells = [cell for cell in table.cells if cell.col == col]
    found = [(code, cell) for cell in cells if (code := _branch(cell, own)) is not None]
    codes = {code: (cell, code == own) for code, cell in found}
    return codes if len(codes) == len(found) > 1 else {}


def _in_columns(table: Table, own: str | None) -> Iterator[_Part]:
    """Columns under a heading row of two branches or more."""
    for row in range(table.n_rows):
        if any(is_figure_text(cell.text) for cell in table.cells if cell.row == row):
            return
        found = [(code, cell) for cell in table.cells if cell.row == row and (code := _branch(cell, own)) is not None]
        if len({code for code, _ in found}) > 1:
            for code, cell in found:
                cols = range(cell.col, cell.col + cell.colspan)
                yield _Part(cell, code == own, range(row, table.n_rows), cols)
            return


def _branch(cell: Cell, own: str | None) -> str | None:
    """The branch whose name a cell is."""
    text = solid(cell.text)
    found = _NAME.match(text)
    return own if _OWN.match(text) else branches().get(found["name"]) if found else None


def _kpi(table: Table, scope: Scope) -> Sequence[NamedKpi]:
    """The KPI whose ranks the table lists, as the lines and headings above it name it."""
    year = scope.fiscal_year or scope.header.fiscal_year
    nothing = read_label("", year)
    rates = any(solid(cell.text).endswith("%") for cell in table.cells)
    meant = Naming(scope).kpi(nothing, nothing, None, "%" if rates else None, year, None)
    return (NamedKpi(meant.kpi.code, None, meant.kpi.name, meant.doubt is None),) if meant.kpi else ()
