"""Layout tables: grids whose columns are plan, progress, status symbol, rank … and whose cells hold text and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Table
from extract.normalise.dates import fiscal_year_in
from extract.normalise.text import solid
from extract.shapes.context import Header
from extract.shapes.statuses import symbol_of

#: Words of column headings and the role they give, first match wins. `year` columns hold one fiscal year's plan.
_ROLES = (
    ("rank", re.compile(r"全国順位|順位")),
    ("next", re.compile(r"今後|次年度|改善策|課題")),
    ("status", re.compile(r"進捗|実施状況|取組状況|実施結果|実績及び|評価|取組内容と結果|達成状況|実施内容及び")),
    (
        "year",
        re.compile(
            r"[<＜〈【(]?(?:新|旧)[>＞〉】)]?|年度.*(?:事業計画|計画|KPI)|^(?:[<＜【]?[新旧]?[>＞】]?)?(?:令和|平成|R|20\d\d)"
        ),
    ),
    ("plan", re.compile(r"計画内容|事業計画|実施内容|行動計画|実施\(|概要|具体的|取組内容|施策|計画$|重点事項")),
    ("number", re.compile(r"^(?:項番|番号|No\.?|№)$")),
    ("title", re.compile(r"^(?:事業|項目|分野|区分|事業名|事業項目)$")),
)


@dataclass(frozen=True)
class Column:
    """One column's role; `x0`..`x1` are its sides where the reader knows them."""

    col: int
    role: str
    fiscal_year: int | None
    x0: float | None
    x1: float | None


@dataclass
class Layout:
    """Columns of a layout table; `first_row` is the first row below the headings."""

    columns: list[Column]
    first_row: int
    n_cols: int

    def column(self, cell: Cell) -> Column | None:
        """The column a cell stands in: by its sides where known, else by its number."""
        box = cell.box
        if box is not None:
            middle = (box[0] + box[2]) / 2
            for column in self.columns:
                if column.x0 is not None and column.x1 is not None and column.x0 - 2 <= middle <= column.x1 + 2:
                    return column
            return None
        return next((column for column in self.columns if column.col == cell.col), None)

    def plan_cell(self, table: Table, row: int) -> Cell | None:
        """The plan cell that covers a row."""
        for col in range(table.n_cols):
            cell = table.at(row, col)
            if cell is not None and (column := self.column(cell)) is not None and column.role == "plan":
                return cell
        return None


def find_layout(table: Table, before: Layout | None, header: Header) -> Layout | None:
    """The layout that a table's headings name, or that it goes on with from the page before; None where it is none."""
    for row in range(min(3, table.n_rows)):
        columns = _columns(table, row)
        roles = {c.role for c in columns}
        years = [c for c in columns if c.role == "year" and _holds_text(table, c.col, row + 1)]
        if (
            len(years) >= 2
            or (roles & {"plan", "year"} and roles & {"status", "next"})
            or ("rank" in roles and "status" in roles)
        ):
            return Layout(_with_symbols(table, columns, row + 1), row + 1, table.n_cols)
    if before is not None and _goes_on(table, before):
        return Layout(before.columns, 0, table.n_cols)
    return None


def _holds_text(table: Table, col: int, first: int) -> bool:
    """Whether a column holds sentences below its heading; two columns of figures headed by years are no layout."""
    cells = [c for c in table.cells if c.col == col and c.row >= first and solid(c.text)]
    return not cells or any(len(solid(c.text)) > 24 or c.tables for c in cells)


def _columns(table: Table, row: int) -> list[Column]:
    columns = []
    for col in range(table.n_cols):
        cell = table.at(row, col)
        if cell is None or (cell.row, cell.col) != (row, col):
            continue
        text = solid(cell.text)
        if not text or len(text) > 90 or cell.tables:
            continue
        role = next((name for name, pattern in _ROLES if pattern.search(_heading(text))), None)
        if role is None:
            continue
        box = cell.box
        year = fiscal_year_in(text) if role in ("year", "plan") else None
        if role == "year" and year is None:
            continue
        columns.append(Column(col, role, year, box[0] if box else None, box[2] if box else None))
    return columns


def _heading(text: str) -> str:
    """A heading without the legend or remark in brackets behind it."""
    bare = re.sub(r"\((?:◎|○|計画を).*$", "", text)
    return bare or text


def _with_symbols(table: Table, columns: list[Column], first: int) -> list[Column]:
    """A status column that holds nothing but symbols is one of symbols."""
    out = []
    for column in columns:
        texts = [solid(c.text) for c in table.cells if c.col == column.col and c.row >= first and solid(c.text)]
        narrow = column.x0 is not None and column.x1 is not None and column.x1 - column.x0 < 60
        symbols = [t for t in texts if symbol_of(t)]
        others = any(c.role == "status" and c.col != column.col for c in columns)
        if column.role == "status" and others and (narrow or (symbols and len(symbols) == len(texts))):
            out.append(Column(column.col, "symbol", None, column.x0, column.x1))
        else:
            out.append(column)
    return out


def _goes_on(table: Table, before: Layout) -> bool:
    """Whether a table without headings has the columns of the layout before it."""
    if any(c.x0 is None for c in before.columns):
        return table.n_cols == before.n_cols
    boxes = [c.box for c in table.cells if c.box is not None]
    if not boxes:
        return False
    left = min(c.x0 for c in before.columns if c.x0 is not None)
    right = max(c.x1 for c in before.columns if c.x1 is not None)
    box = (min(b[0] for b in boxes), 0.0, max(b[2] for b in boxes), 0.0)
    if box[2] < right - 8 or box[0] > left + 8 or box[2] > right + 40:
        return False
    sides = {round(c.box[0]) for c in table.cells if c.box}
    wanted = [round(c.x0) for c in before.columns if c.x0 is not None]
    return sum(any(abs(s - w) <= 3 for s in sides) for w in wanted) >= max(2, len(wanted) - 1)


def is_title_row(table: Table, row: int) -> str | None:
    """The text of a row that one cell spans almost whole, a group heading between layout rows; else None."""
    cells = {id(c): c for col in range(table.n_cols) if (c := table.at(row, col)) is not None}
    starting: Sequence[Cell] = [c for c in cells.values() if c.row == row and solid(c.text)]
    if len(starting) != 1 or starting[0].tables or starting[0].rowspan > 1:
        return None
    cell = starting[0]
    text = solid(cell.text)
    if cell.colspan >= max(2, table.n_cols - 2) and len(text) <= 80:
        return cell.text
    if cell.box is None and re.match(r"^[○◯〇]", text) and len(text) <= 60 and text.endswith(")"):
        return cell.text
    return None
