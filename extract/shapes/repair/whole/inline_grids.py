"""Month grids that a conversion has run together into the text of one cell: taken apart into cells again.

`委嘱数単月 4月 5月 … 3月 合計 令和4年度 198 173 … 1,053` holds a heading and a row; a cell below it may go on with
`令和5年度 17 △ 5 …`. A row is believed only where it has as many figures as the heading has months (and totals), or,
without a heading, where twelve figures add up to a thirteenth. One figure short it is read below a whole one, as far as
its total says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.normalise.numbers import decimals, is_blank, parse_figure
from extract.normalise.text import fold
from extract.shapes.repair.rows.short_rows import lost_in, placed

_MONTH = re.compile(r"^(1[0-2]|[1-9])月(?:まで)?$")
_TOTAL = re.compile(r"^(?:合計|計|累計|平均|通期)$")
_YEAR = re.compile(r"^(?:令和|R|平成)(?:元|\d{1,2})年度$")


@dataclass(frozen=True)
class _Row:
    """The cells of a row, the words of the text that they were made of, and whether one of its figures is lost."""

    cells: Sequence[str]
    words: Sequence[str]
    one_lost: bool = False


def with_inline_grids(table: Table) -> Table:
    """The table with run-together grids in its cells as nested tables; unchanged where there is none."""
    heading: list[str] | None = None
    cells: list[Cell] = []
    changed = False
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        text = fold(cell.text).replace("\n", " ")
        if any(line.box is not None for line in cell.lines) or len(text) < 24 or not re.search(r"\d", text):
            cells.append(cell)
            continue
        words = _words(text)
        grid, heading = _grid(words, heading)
        if grid is None:
            cells.append(cell)
            continue
        changed = True
        before, after = _around(cell, words, grid)
        cells.append(replace(cell, blocks=[*before, _table(table, cell, grid), *after]))
    return Table(table.index, table.n_rows, table.n_cols, cells, table.place, table.continues) if changed else table


def _words(text: str) -> list[str]:
    """Words, with a sign that stands apart joined to its figure: △ 5 → △5."""
    return re.sub(r"([△▲])\s+(?=\d)", r"\1", text).split()


def _grid(words: list[str], heading: list[str] | None) -> tuple[list[_Row] | None, list[str] | None]:
    rows: list[_Row] = []
    i = 0
    while i < len(words):
        months = _months_at(words, i)
        if months:
            corner = (
                [words[i - 1]]
                if i and not parse_figure(words[i - 1]) and not _YEAR.match(words[i - 1]) and len(words[i - 1]) <= 16
                else [""]
            )
            heading = [*corner, *words[i : i + months]]
            rows.append(_Row(heading, heading))
            i += months
            continue
        row = _row_at(words, i, heading, short=len(rows) > 1)
        if row is not None:
            if not rows:
                rows.append(_headings(heading))
            rows.append(row)
            i += len(row.words)
            continue
        i += 1
    figures = [row for row in rows if any(parse_figure(word) for word in row.cells[1:])]
    return (rows if figures else None), heading


def _headings(known: list[str] | None) -> _Row:
    return _Row(known if known is not None else ["", *(f"{month}月" for month in FISCAL_MONTHS), "計"], ())


def _months_at(words: list[str], start: int) -> int:
    """How many words from `start` are a heading of consecutive months with its totals; 0 where fewer than six."""
    count = 0
    last: int | None = None
    for word in words[start:]:
        found = _MONTH.match(word)
        if not found:
            break
        place = FISCAL_MONTHS.index(int(found.group(1)))
        if last is not None and place != last + 1:
            break
        last, count = place, count + 1
    if count < 6:
        return 0
    while start + count < len(words) and _TOTAL.match(words[start + count]):
        count += 1
    return count


def _row_at(words: list[str], start: int, heading: list[str] | None, short: bool) -> _Row | None:
    """A label and its figures from `start`: as many as the heading has columns, or below a whole row one less."""
    label = words[start]
    if parse_figure(label) or is_blank(label) or _MONTH.match(label) or len(label) > 16:
        return None
    figures = []
    for word in words[start + 1 :]:
        if not (parse_figure(word) or is_blank(word)):
            break
        figures.append(word)
    row = [label, *figures]
    if heading is not None and len(row) == len(heading):
        return _Row(row, row)
    if heading is None and _YEAR.match(label) and len(figures) == 13 and _adds_up(figures):
        return _Row(row, row)
    if short and heading is not None and len(row) == len(heading) - 1 and _TOTAL.match(heading[-1]):
        cells = placed(figures)
        return _Row([label, *cells], row, one_lost=True) if cells is not None else None
    return None


def _adds_up(figures: list[str]) -> bool:
    values = [parse_figure(word) for word in figures]
    if any(v is None for v in values):
        return False
    numbers = [v.value for v in values if v is not None]
    return abs(sum(numbers[:12]) - numbers[12]) <= 0.5 * 10 ** -decimals(figures[12]) * 13


def _around(cell: Cell, words: list[str], grid: Sequence[_Row]) -> tuple[list[Block], list[Block]]:
    """What the cell says before and behind its grid stays its text."""
    used = {word for row in grid for word in (row.words or row.cells) if word}
    inside = [i for i, word in enumerate(words) if word in used]
    first, last = min(inside, default=0), max(inside, default=-1)
    line = cell.lines[0]

    def text(part: list[str]) -> list[Block]:
        joined = " ".join(part)
        return [Paragraph([replace(line, text=joined)])] if len(joined) >= 4 else []

    return text(words[:first]), text(words[last + 1 :])


def _table(outer: Table, cell: Cell, grid: Sequence[_Row]) -> Table:
    line = cell.lines[0]
    width = max(len(row.cells) for row in grid)
    cells = [
        Cell(
            r,
            c,
            [Paragraph([replace(line, text=word, doubt=line.doubt or (lost_in(word) if row.one_lost else None))])],
            place=line.place,
        )
        for r, row in enumerate(grid)
        for c, word in enumerate(row.cells)
        if word
    ]
    return Table(f"{outer.index}.{cell.row}.{cell.col}.inline", len(grid), width, cells, line.place)
