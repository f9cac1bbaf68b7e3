"""Tables that the names of their parts break up: a table of headings, a KPI's name as a line, a table of its rows, ….

[年度       | 目標      | 実績 ]
生活習慣病予防健診実施率
[令和4年度  | 65.8%以上 | 64.9%]
[令和5年度  | 67.5%以上 | 66.3%]
事業者健診データ取得率
[令和4年度  | …

So do the names of groups below the months of a calendar: [取組 | 4月 | 5月 …], 保健グループ, [集団健診 | | ● …].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.catalogue import match
from extract.document import BBox, Block, Cell, Line, Paragraph, Table
from extract.normalise.dates import header_month
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.plan.status_tails import status_tail
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.text.passages import mark_of

#: How far a line may stand from the tables above and below it, in heights of it, and their sides apart, in points.
_NEAR, _SAME_SIDE = 1.2, 3.0
_AIM = re.compile(r"[\d,.]+[^\d]{0,4}(?:以上|以下|以内|未満)")
#: The name of a group in a calendar is no longer; such has so many months.
_LONGEST_GROUP, _FEWEST_MONTHS = 20, 6
_SHORTEST, _LONGEST, _FEWEST_COLS = 4, 80, 3


def with_parts_joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page with such tables as one, the lines between them as rows across it."""
    out: list[Block] = []
    for block in blocks:
        out.append(block)
        if len(out) > 2 and (whole := _joined(*out[-3:])) is not None:
            out[-3:] = [whole]
    return out


def _joined(above: Block, line: Block, below: Block) -> Table | None:
    """Two tables and the line between them as one table; None where they are not the parts of one."""
    if not (isinstance(above, Table) and isinstance(line, Paragraph) and isinstance(below, Table)):
        return None
    sides, others = _sides(above), _sides(below)
    name = line.lines[0]
    if len(line.lines) > 1 or name.box is None or sides is None or others is None:
        return None
    alike = len(sides) == len(others) and all(
        abs(one - two) <= _SAME_SIDE for one, two in zip(sides, others, strict=True)
    )
    if (
        not alike
        or above.n_cols != below.n_cols
        or above.n_cols < _FEWEST_COLS
        or not (_is_part_of_list(name, above, below) or _is_part_of_calendar(name, above, below))
    ):
        return None
    if not _lies_between(name.box, above, below, sides):
        return None
    box = (sides[0], name.box[1], sides[-1], name.box[3])
    band = Cell(above.n_rows, 0, [line], 1, above.n_cols, place=name.place, box=box)
    moved = [replace(cell, row=cell.row + above.n_rows + 1) for cell in below.cells]
    n_rows = above.n_rows + 1 + below.n_rows
    return replace(above, n_rows=n_rows, cells=[*above.cells, band, *moved], place=above.place.joined(below.place))


def _is_part_of_list(name: Line, above: Table, below: Table) -> bool:
    return _names_kpi(name) and _heads(above) and not _heads(below)


def _is_part_of_calendar(name: Line, above: Table, below: Table) -> bool:
    """Whether a line is the short name of a group below months across, over rows that print no months again."""
    text = solid(name.text)
    short = 2 <= len(text) <= _LONGEST_GROUP and not text.endswith("。") and not any(map(str.isdigit, text))
    return short and _months_across(above) >= _FEWEST_MONTHS and not _months_across(below)


def _months_across(table: Table) -> int:
    first = (solid(cell.text) for cell in table.cells if cell.row == 0 and cell.col > 0)
    return sum(text.endswith("月") and header_month(text) is not None for text in first)


def _sides(table: Table) -> list[float] | None:
    """The left side of every column and the right side of the last; None where cells have none or span columns."""
    columns = {cell.col: cell.box for cell in table.cells if cell.colspan == 1 and cell.box is not None}
    if len(columns) < table.n_cols:
        return None
    boxes = [columns[col] for col in range(table.n_cols)]
    return [*(box[0] for box in boxes), boxes[-1][2]]


def _heads(table: Table) -> bool:
    """Whether the first row of a table is one of headings, and not of figures or targets."""
    first = [solid(cell.text) for cell in table.cells if cell.row == 0 and cell.col > 0 and not is_blank(cell.text)]
    return bool(first) and not any(is_figure_text(text) or _AIM.match(text) for text in first)


def _lies_between(line: BBox, above: Table, below: Table, sides: Sequence[float]) -> bool:
    height = line[3] - line[1]
    end = max((cell.box[3] for cell in above.cells if cell.box), default=0.0)
    start = min((cell.box[1] for cell in below.cells if cell.box), default=0.0)
    near = 0 <= line[1] - end + 1 <= _NEAR * height and 0 <= start - line[3] + 1 <= _NEAR * height
    return near and line[0] >= sides[0] - 1 and line[2] <= sides[-1] + 1


def _names_kpi(line: Line) -> bool:
    tail = status_tail(line.text, {})
    text = solid(tail.words if tail is not None else line.text)
    number = mark_of(text) or ""
    if not _SHORTEST <= len(text) <= _LONGEST or text.endswith("。"):
        return False
    found = match(text.removeprefix(number), None)
    return found is not None and not found.alike_only
