"""Tables below one another that horizontal rules alone draw, and that a reader took for one.

A rule under the title of each section has the length of those in its table, so that title, headings and rows of both
look like rows of a single table:

相談件数
区分        令和6年度   令和5年度
電話        1,200件     1,150件

A title alone in its row, with headings below it after rows of figures, begins another table; so do headings that name
years. A title in the middle of its row is one if it has a number (図表3), a unit, or the first headings again below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Block, Cell, Paragraph, Table, place_of
from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.tables.kpis.kpi_leaves import leaves_in
from extract.shapes.tables.kpis.kpi_words import ROLE
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.labels import read_label

#: Headings and titles are no longer than this; a sentence may be.
_LONGEST_HEAD = 30
#: A table of fewer columns has no title inside it.
_FEWEST_COLS = 3
#: Tables so near to one another share a rule; above the title that ends one there are so many rows.
_TOUCH, _FEWEST_ROWS = 3.0, 2
#: What stands at the foot of a table and is no title of the next.
_REMARK = re.compile(r"^(?:[※*]|[(（]?(?:注|備考|出典|資料))|。$")
_NOTE = re.compile(r"^(?:[※*]|[(（]?注)")
#: What is printed behind the figure of a target.
_SENSE = re.compile(r"(?:以上|以下|以内|未満)$")
#: The number that a title begins with, or the unit that it ends in.
_NUMBERED = re.compile(r"^[(〔\[【<]?(?:図表|別表|[図表])\d")
_WITH_UNIT = re.compile(r"[(〔\[]単位[::][^()〔〕\[\]]{1,8}[)〕\]]$")


def with_tables_below(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a page with such tables taken apart, each under the text above its headings."""
    blocks = list(blocks)
    out: list[Block] = []
    for block, following in zip(blocks, [*blocks[1:], None][: len(blocks)], strict=True):
        parts = _apart(block) if isinstance(block, Table) else [block]
        if isinstance(parts[-1], Table) and isinstance(following, Table):
            parts[-1:] = _without_title_last(parts[-1], following)
        out.extend(parts)
    return out


def _without_title_last(table: Table, following: Table) -> list[Block]:
    """A table whose last row is the title of the one right below, and that title: rules of both frame it."""
    rows = _filled_rows(table)
    last = table.n_rows - 1
    near = _is_right_below(table, following) and following.n_rows > 1
    if not near or last < _FEWEST_ROWS or not _is_line(table, rows[last]) or not any(map(_holds_figures, rows[:last])):
        return [table]
    cell = rows[last][0]
    if _REMARK.search(solid(cell.text)):
        return [table]
    cells = [other for other in table.cells if other.row < last]
    if any(other.row + other.rowspan > last for other in cells):
        return [table]
    return [replace(table, n_rows=last, cells=cells), *cell.blocks]


def _is_right_below(table: Table, following: Table) -> bool:
    one, two = table.place.bbox, following.place.bbox
    if one is None or two is None or table.place.page != following.place.page:
        return False
    return abs(two[1] - one[3]) <= _TOUCH and one[0] < two[2] and two[0] < one[2]


def _apart(table: Table) -> list[Block]:
    if table.holds_tables or leaves_in(table, None):  # the months on the sheet of a KPI are of that KPI
        return [table]
    rows = _filled_rows(table)
    figures = [_holds_figures(row) for row in rows]
    lines = [_is_line(table, row) for row in rows]
    lines[:1] = [lines[0] or _is_numbered_title(table, rows[0])] if rows else []
    starts = [0]
    for row in range(1, table.n_rows):
        after_figures = any(figures[starts[-1] : row])
        begins = after_figures and (lines[row] or _names_years(rows[row]))
        inside = after_figures and not begins and _is_title_inside(table, rows, row, starts[-1])
        if (begins or inside) and _heads_follow(rows, lines, row + inside):
            lines[row] = lines[row] or inside
            starts.append(row)
    if len(starts) == 1 and table.n_rows > _FEWEST_ROWS and lines[0] and _NOTE.match(solid(rows[0][0].text)):
        rest = [replace(cell, row=cell.row - 1) for cell in table.cells if cell.row > 0]  # a note on what stands above
        return [*rows[0][0].blocks, replace(table, n_rows=table.n_rows - 1, cells=rest)]
    if len(starts) == 1 or any(cell.row < start < cell.row + cell.rowspan for start in starts for cell in table.cells):
        return [table]
    ends = [*starts[1:], table.n_rows]
    heads = [_heads_above(rows, start) for start in starts]
    return [
        block
        for start, end, above in zip(starts, ends, heads, strict=True)
        for block in _part(table, rows, lines, start, end, above)
    ]


def _heads_above(rows: Sequence[Sequence[Cell]], start: int) -> list[int]:
    """The first rows of the table, up to its figures, where the years of the row `start` come again and again: they
    tell the columns under each name in those rows apart (郵送化率 over 令和6年度 | 令和5年度), below a row of targets.
    """
    years = [solid(cell.text) for cell in rows[start][1:]]
    if start == 0 or not _names_years(rows[start]) or len(set(years)) == len(years):
        return []
    first = next((row for row in range(start) if _holds_figures(rows[row])), 0)
    return [row for row in range(first) if any(cell.colspan > 1 for cell in rows[row])]


def _filled_rows(table: Table) -> list[list[Cell]]:
    """The cells that are not empty, by the row in which they begin."""
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        if solid(cell.text):
            rows[cell.row].append(cell)
    return rows


def _is_line(table: Table, filled: Sequence[Cell]) -> bool:
    """Whether words stand alone in a row, at its left end: a title, a sentence."""
    alone = len(filled) == 1 and filled[0].col == 0 and filled[0].rowspan == 1
    return alone and not is_figure_text(filled[0].text) and table.n_cols > 1


def _blocks_of(row: Sequence[Cell]) -> Sequence[Block]:
    """What stands in a row of words; a title that columns cut, on one line."""
    if len(row) == 1:
        return row[0].blocks
    lines = [line for cell in row for line in cell.lines]
    return [Paragraph([replace(lines[0], text=" ".join(line.text for line in lines), place=place_of(lines))])]


def _is_numbered_title(table: Table, filled: Sequence[Cell]) -> bool:
    """Whether words that stand alone in a row begin with the number of a table."""
    words = solid("".join(cell.text for cell in filled))
    alone = not any(is_figure_text(cell.text) or cell.rowspan > 1 for cell in filled)
    return alone and table.n_cols >= _FEWEST_COLS and bool(_NUMBERED.match(words))


def _is_title_inside(table: Table, rows: Sequence[Sequence[Cell]], row: int, start: int) -> bool:
    """Whether words that stand in a row alone, and not at its left end, are the title of the rows below: they have a
    number or a unit, or the headings of the rows from `start` on come again below them.
    """
    filled = rows[row]
    if row + 1 >= table.n_rows or any(is_figure_text(cell.text) or cell.rowspan > 1 for cell in filled):
        return False
    if _is_numbered_title(table, filled):
        return True
    words = solid("".join(cell.text for cell in filled))
    if _WITH_UNIT.search(words) and filled and filled[0].col > 0 and _are_beside(filled):
        return True
    heads = next((at for at in range(start, row) if len(rows[at]) > 1), start)
    return len(filled) == 1 and _texts(rows[heads]) == _texts(rows[row + 1]) and not _holds_figures(rows[heads])


def _are_beside(filled: Sequence[Cell]) -> bool:
    """Whether the cells of a row follow one another."""
    return all(one.col + one.colspan == other.col for one, other in pairwise(filled))


def _texts(filled: Sequence[Cell]) -> list[tuple[int, str]]:
    return [(cell.col, solid(cell.text)) for cell in filled]


def _names_years(filled: Sequence[Cell]) -> bool:
    """Whether a row is one of headings by itself: a label and beside it nothing but years."""
    if len(filled[1:]) < 2 or any(is_figure_text(cell.text) for cell in filled):
        return False
    labels = (read_label(cell.text, None) for cell in filled[1:])
    return all((label.fiscal_year or label.prior) and not label.rest and not label.month for label in labels)


def _holds_figures(filled: Sequence[Cell]) -> bool:
    return any(cell.col > 0 and is_figure_text(_SENSE.sub("", solid(cell.text))) for cell in filled)


def _heads_follow(rows: Sequence[Sequence[Cell]], lines: Sequence[bool], row: int) -> bool:
    """Whether headings stand below a title, over each column of figures, and figures below them."""
    head = next((at for at in range(row, len(rows)) if not lines[at]), None)
    if head is None or head + 1 >= len(rows):
        return False
    heads, first = rows[head], rows[head + 1]
    words = all(len(solid(cell.text)) <= _LONGEST_HEAD and not is_figure_text(cell.text) for cell in heads)
    over = {col for cell in heads for col in range(cell.col, cell.col + cell.colspan) if not is_blank(cell.text)}
    figures = {cell.col for cell in first if is_figure_text(cell.text)}
    if len(heads) < 2 or not words or not figures or not figures <= over:
        return False
    return not ROLE.match(solid(heads[0].text))  # 目標 before figures with their sense begins no headings


def _part(
    table: Table, rows: Sequence[Sequence[Cell]], lines: Sequence[bool], start: int, end: int, above: Sequence[int] = ()
) -> list[Block]:
    """Rows of a table as one of their own under the rows `above`, without columns in which nothing of them begins."""
    first = next((row for row in range(start, end) if not lines[row]), start)
    own = [*above, *range(first, end)]
    cells = [cell for row in own for cell in rows[row]]
    cols: list[int] = []
    for cell in sorted(cells, key=lambda cell: (cell.colspan, cell.col)):
        if not any(cell.col <= col < cell.col + cell.colspan for col in cols):
            cols.append(cell.col)
    cols.sort()
    moved = [
        replace(
            cell,
            row=own.index(cell.row),
            col=sum(col < cell.col for col in cols),
            colspan=sum(cell.col <= col < cell.col + cell.colspan for col in cols),
        )
        for cell in cells
    ]
    index = f"{table.index}.{first}" if start else table.index
    text = [block for row in rows[start:first] for block in _blocks_of(row)]
    return [*text, replace(table, index=index, n_rows=len(own), n_cols=len(cols), cells=moved)]
