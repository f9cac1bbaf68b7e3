"""Columns whose cells print several figures each, as a column for each of them.

[KPI | 令和5年度]                                 [KPI | 令和5年度目標 | 令和5年度実績]
[…   | 目標66.0%以上 実績61.3%]                    […   | 66.0%以上     | 61.3%]

The words beside a figure become its heading; of the old heading what is no role of its own stays over it (the year, the
name of a KPI). Where the heading says what all of them are (実績/目標), they are told by its order alone, and doubted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import Block, Cell, Line, Paragraph, Table
from extract.normalise.dates import fiscal_years_in
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, solid
from extract.shapes.tables.kpis.cell_parts import Part, heads_in, is_role, name_and_target, parts_of, with_heads
from extract.shapes.tables.kpis.kpi_words import COMPARED, RESULT_HEAD, TARGET_HEAD
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.months.month_bands import month_bands

BY_ORDER = "several figures stand in one cell; which is which was told by the order of the words in its heading"
#: Headings of remarks, which say nothing of the figures in them.
_REMARKS = re.compile(r"^(?:備考|摘要|特記事項|コメント|参考|補足|内訳|数値|値)$")
#: Units of days and months, which headings print.
_DATES = frozenset({"月", "日", "か月", "ヶ月"})
#: The order of the figures in a cell, in brackets behind a title: (目標/実績), (上段:目標、下段:実績).
_ORDER = re.compile(
    r"[(〔\[](?P<order>[^()〔〕\[\]]{2,12}[/／・|｜][^()〔〕\[\]]{2,12}|上段[^()〔〕\[\]]+下段[^()〔〕\[\]]+)[)〕\]]$"
)
_AND_BRACKETS = re.compile(r"[^()]+\([^()]+\)")
#: Cells longer than this are text, and their column none of figures.
_LONGEST = 90


@dataclass(frozen=True)
class _Column:
    """One column to be taken apart: its parts by row, in the order of the headings that they get."""

    col: int
    first: int
    parts: Mapping[int, Sequence[Part]]
    heads: Sequence[str]
    doubt: str | None


def with_parts_apart(table: Table, titles: Sequence[str] = ()) -> Table:
    """The table with such columns taken apart; itself where there is none, or where months head its columns.

    The last of its `titles` may say in brackets what the figures of all cells are: 目標と実績(目標/実績).
    """
    narrow: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.colspan == 1 and solid(cell.text):
            narrow.setdefault(cell.col, []).append(cell)
    titled = _orders_in(titles[-1]) if titles else ()
    columns = [column for col in sorted(narrow) if (column := _column(table, col, narrow[col], titled)) is not None]
    if not columns or month_bands(table):
        return table
    for column in reversed(columns):
        table = _taken_apart(table, column)
    return table


def positions_in(table: Table, apart: Table, positions: Set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Where the cells at some positions of the table that was taken apart stand in the table as it was."""
    if apart is table:
        return set(positions)
    cells = [cell for position in positions if (cell := apart.at(*position)) is not None]
    places = {(cell.row, cell.place) for cell in cells}
    rows, cols = range(table.n_rows), range(table.n_cols)
    grid = [((row, col), cell) for row in rows for col in cols if (cell := table.at(row, col)) is not None]
    return {position for position, cell in grid if (cell.row, cell.place) in places}


def _orders_in(title: str) -> tuple[str, ...]:
    """What brackets at the end of a title say that the figures of a cell are, in their order."""
    found = _ORDER.search(solid(title))
    return heads_in(found["order"]) if found is not None else ()


def _column(table: Table, col: int, cells: Sequence[Cell], titled: Sequence[str]) -> _Column | None:
    """How a column is taken apart; `cells` are those of it alone that are not empty, `titled` what the title of the
    table says of the figures in one cell.
    """
    if any(len(solid(cell.text)) > _LONGEST or cell.tables for cell in cells):
        return None
    first = next((cell.row for cell in cells if figures_in(solid(cell.text)) and _figures_only(cell)), 0)
    over = table.at(first - 1, col) if first else None
    if first == 0 or over is None or over.colspan > 1 or any(_heads_again(c) for c in cells if c.row > first):
        return None
    found: dict[int, Sequence[Part]] = {}
    orders = heads_in(over.text) or titled
    by_order, bracketed = False, bool(_AND_BRACKETS.fullmatch(solid(over.text)))
    for cell in (cell for cell in cells if cell.row >= first):
        parts = parts_of(cell.text)
        ordered = with_heads(parts, orders) if orders else ()
        alike = bracketed and _AND_BRACKETS.fullmatch(solid(cell.text)) is not None  # 実績(前年度) over 52.8%(51.0%)
        by_order = by_order or (bool(ordered) and not alike)
        parts = ordered or parts or _named_target(cell)
        unlabelled = [part for part in parts if not part.head]
        if not parts or len(unlabelled) > 1 or (unlabelled and parts[0].label) or _is_prior_alone(parts):
            continue
        if _has_role_beside(table, cell) and any(part.label for part in parts):
            continue
        found[cell.row] = parts
    heads = list(dict.fromkeys(part.head for parts in found.values() for part in parts))
    if not found or any(len({part.head for part in parts}) < len(parts) for parts in found.values()):
        return None
    rest = [cell for cell in cells if cell.row >= first and cell.row not in found]
    if rest and "" not in heads:
        heads.insert(0, "")
    return _Column(col, first, found, heads, BY_ORDER if by_order else None)


def _heads_again(cell: Cell) -> bool:
    """Whether a cell below figures is the name of a KPI: the column is none of one heading, but cards in a stack."""
    text = solid(cell.text)
    found = match(text) if not figures_in(text) else None
    return found is not None and found.sure and not found.alike_only


def _named_target(cell: Cell) -> tuple[Part, ...]:
    """The name and the target in brackets that a cell prints, as its parts."""
    found = name_and_target(solid(cell.text))
    return (Part("", found[0]), found[1]) if found is not None else ()


def _figures_only(cell: Cell) -> bool:
    """Whether a cell is one of figures, and no heading that holds digits (令和5年度, 9月末)."""
    measured = any(figure.unit is not None and figure.unit not in _DATES for figure, _, _ in figures_in(cell.text))
    return measured or bool(parts_of(cell.text)) or not read_label(cell.text, None).says_when


def _is_prior_alone(parts: Sequence[Part]) -> bool:
    """Whether all that is beside the figure is last year's, which the readers of results take from its brackets."""
    return len(parts) == 2 and not parts[0].label and read_label(parts[1].label, None).prior


def _has_role_beside(table: Table, cell: Cell) -> bool:
    """Whether the row's own labels say what its figures are: they and the words in the cell could disagree."""
    return any(is_role(beside.text) for col in range(cell.col) if (beside := table.at(cell.row, col)) is not None)


def _taken_apart(table: Table, column: _Column) -> Table:
    """The table with one column as several, under a row of headings of their own."""
    more, at, first = len(column.heads) - 1, column.col, column.first
    over = table.at(first - 1, at)
    cells: list[Cell] = []
    for cell in table.cells:
        if cell is over:
            cells += [
                replace(cell, col=at + i, blocks=_headed(cell, head, column.doubt is not None))
                for i, head in enumerate(column.heads)
            ]
        elif cell.col == at and cell.colspan == 1 and cell.row >= first:
            cells += _cells_of(cell, column)
        elif cell.col <= at < cell.col + cell.colspan:
            cells.append(replace(cell, colspan=cell.colspan + more))
        else:
            cells.append(replace(cell, col=cell.col + more) if cell.col > at else cell)
    return replace(table, n_cols=table.n_cols + more, cells=cells)


def _cells_of(cell: Cell, column: _Column) -> list[Cell]:
    parts = column.parts.get(cell.row)
    if parts is None:
        return [replace(cell, col=column.col + (column.heads.index("") if "" in column.heads else 0))]
    doubt = next((line.doubt for line in cell.lines if line.doubt), None) or column.doubt
    line = cell.lines[0]
    return [
        replace(
            cell,
            col=column.col + column.heads.index(part.head),
            blocks=[Paragraph([replace(line, text=part.value, doubt=doubt, pieces=())])],
        )
        for part in parts
    ]


def _headed(cell: Cell, head: str, in_order: bool) -> list[Block]:
    """The lines of a heading with the words that stood beside the figures under it; of one that says what several
    figures are `in_order`, the year alone.
    """
    if not head:
        return [Paragraph(cell.lines)] if cell.lines else []
    text = solid(cell.text)
    role = TARGET_HEAD.search(text) or RESULT_HEAD.search(text) or COMPARED.search(text) or _REMARKS.match(text)
    kept = list(cell.lines)
    if in_order or role is not None:
        plain = fold(cell.text)
        year = next((plain[found.start : found.end] for found in fiscal_years_in(plain)), "")
        dated = read_label(head, None)
        kept = [Line(year, cell.place)] if year and not (dated.prior or dated.fiscal_year) else []
    return [Paragraph([*kept, Line(head, cell.place)])]
