"""Boxes of one form that a month, or a part of the year, heads each: one table of the months, the boxes its rows.

┌────────────┐ ┌────────────┐ ┌────────────┐
│    4月     │ │    5月     │ │ 第1四半期計│     each prints the same names, a figure beside each
├────────────┤ ├────────────┤ ├────────────┤
│ 受付 1,204 │ │ 受付 1,187 │ │ 受付 3,611 │
└────────────┘ └────────────┘ └────────────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, Line, Table, cell_of, place_of
from extract.normalise.dates import FISCAL_MONTHS, PERIOD_ENDS, header_month, period_named
from extract.normalise.text import fold, solid
from extract.shapes.tables.labelled.grids import is_figure_text

#: So many boxes of months make a table; two may be of this month and the last.
_FEWEST = 3
_LONGEST_NAME = 30
#: A heading that says nothing but the part of the year that figures are added up over.
_SUM = re.compile(
    r"(?:第?[1-4]四半期|[上下](?:半)?期|\d{1,2}月?[~-]\d{1,2}月|年間|通期|年度)の?(?:合計|計|累計|平均)?|合計|計"
)
_NAMED = re.compile(r"(?P<name>\S.*?)\s+(?P<figure>\S+)")
_BLANK = re.compile(r"[-－―ー–—]")
#: Behind the last month and the parts that end with it.
_YEAR_END = len(FISCAL_MONTHS)


@dataclass(frozen=True)
class _Box:
    """The heading of a box, where in the year it stands, and its figures by name."""

    index: str
    head: Line
    order: tuple[int, int]
    figures: dict[str, tuple[Line, Line]]

    @property
    def is_month(self) -> bool:
        """Whether it is of a month, and no sum."""
        return self.order[1] == 0


def with_boxes_of_months(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with each run of such boxes as a table of the months running down."""
    out: list[Block] = []
    run: list[tuple[Table, _Box]] = []
    for block in [*blocks, None]:
        box = _box(block) if isinstance(block, Table) else None
        if box is not None and isinstance(block, Table) and (not run or _goes_on(run[0][1], box)):
            run.append((block, box))
            continue
        out += _joined(run)
        run = [(block, box)] if box is not None and isinstance(block, Table) else []
        if box is None and block is not None:
            out.append(block)
    return out


def _goes_on(first: _Box, box: _Box) -> bool:
    """Whether a box prints the same names, or a sum some of them."""
    return list(box.figures) == list(first.figures) or (not box.is_month and set(box.figures) <= set(first.figures))


def _joined(run: Sequence[tuple[Table, _Box]]) -> Iterator[Block]:
    boxes = sorted((box for _, box in run), key=lambda box: box.order)
    months = [box.order for box in boxes if box.is_month]
    if len(months) < _FEWEST or len({box.order for box in boxes}) < len(boxes):
        yield from (table for table, _ in run)
        return
    names = next(box for box in boxes if box.is_month).figures
    cells = [cell_of(0, col, name) for col, (name, _) in enumerate(names.values(), 1)]
    for row, box in enumerate(boxes, 1):
        cells.append(cell_of(row, 0, box.head))
        cells += [cell_of(row, col, box.figures[name][1]) for col, name in enumerate(names, 1) if name in box.figures]
    place = place_of([cell for table, _ in run for cell in table.cells])
    yield Table(run[0][1].index, len(boxes) + 1, len(names) + 1, cells, place)


def _box(table: Table) -> _Box | None:
    """A table of one box as its heading and named figures; None where it holds anything else."""
    if table.holds_tables or table.chart:
        return None
    parts = [piece for cell in sorted(table.cells, key=lambda c: (c.row, c.col)) for piece in _pieces(cell)]
    order = _order(parts[0].text) if len(parts) > 1 else None
    figures: dict[str, tuple[Line, Line]] = {}
    rest = iter(parts[1:])
    for part in rest if order is not None else ():
        found = _NAMED.fullmatch(fold(part.text).strip())
        if found is not None and _is_value(found["figure"]):
            pair = replace(part, text=found["name"], pieces=()), replace(part, text=found["figure"], pieces=())
        else:
            pair = part, next(rest, part)
        name = solid(pair[0].text)
        if not _is_name(name) or not _is_value(pair[1].text) or name in figures:
            return None
        figures[name] = pair
    return _Box(table.index, parts[0], order, figures) if figures and order is not None else None


def _pieces(cell: Cell) -> Iterator[Line]:
    for line in cell.lines:
        yield from (piece for piece in line.pieces or (line,) if solid(piece.text))


def _is_name(name: str) -> bool:
    return bool(name) and len(name) <= _LONGEST_NAME and not is_figure_text(name) and "。" not in name


def _is_value(text: str) -> bool:
    return is_figure_text(text) or _BLANK.fullmatch(solid(text)) is not None


def _order(text: str) -> tuple[int, int] | None:
    """Where in the year a heading stands: its last month, counted from April, and how many months end there; None where
    it names neither a month nor a sum.
    """
    plain = solid(text)
    month = header_month(plain) if "月" in plain and not plain.endswith("計") else None
    if month is not None:
        return FISCAL_MONTHS.index(month), 0
    if not _SUM.fullmatch(plain):
        return None
    part = period_named(plain)
    if part in PERIOD_ENDS:
        return FISCAL_MONTHS.index(PERIOD_ENDS[part]), 1 if part.startswith("Q") else 2
    return _YEAR_END, 3
