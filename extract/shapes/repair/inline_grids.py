"""Month grids that a conversion has run together into the text of one cell: taken apart into cells again.

`委嘱数単月 4月 5月 … 3月 合計 令和4年度 198 173 … 1,053` holds a heading and a row; a cell below it may go on with
`令和5年度 17 △ 5 …`. A row is believed only where it has as many figures as the heading has months (and totals), or,
without a heading, where twelve figures add up to a thirteenth.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Block, Cell, Paragraph, Table
from extract.normalise.dates import FISCAL_MONTHS
from extract.normalise.numbers import decimals, is_blank, parse_figure
from extract.normalise.text import fold

_MONTH = re.compile(r"^(1[0-2]|[1-9])月(?:まで)?$")
_TOTAL = re.compile(r"^(?:合計|計|累計|平均|通期)$")
_YEAR = re.compile(r"^(?:令和|R|平成)(?:元|\d{1,2})年度$")


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


def _grid(words: list[str], heading: list[str] | None) -> tuple[list[list[str]] | None, list[str] | None]:
    rows: list[list[str]] = []
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
            rows.append(heading)
            i += months
            continue
        row = _row_at(words, i, heading)
        if row is not None:
            if not rows and heading is not None:
                rows.append(heading)
            elif not rows:
                rows.append(["", *(f"{m}月" for m in FISCAL_MONTHS), "計"])
            rows.append(row)
            i += len(row)
            continue
        i += 1
    figures = [row for row in rows if any(parse_figure(word) for word in row[1:])]
    return (rows if figures else None), heading


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


def _row_at(words: list[str], start: int, heading: list[str] | None) -> list[str] | None:
    """A label and its figures from `start`, as many as the heading has columns."""
    label = words[start]
    if parse_figure(label) or is_blank(label) or _MONTH.match(label) or len(label) > 16:
        return None
    figures = []
    for word in words[start + 1 :]:
        if not (parse_figure(word) or is_blank(word)):
            break
        figures.append(word)
    if heading is not None and len(figures) == len(heading) - 1:
        return [label, *figures]
    if heading is None and _YEAR.match(label) and len(figures) == 13 and _adds_up(figures):
        return [label, *figures]
    return None


def _adds_up(figures: list[str]) -> bool:
    values = [parse_figure(word) for word in figures]
    if any(v is None for v in values):
        return False
    numbers = [v.value for v in values if v is not None]
    return abs(sum(numbers[:12]) - numbers[12]) <= 0.5 * 10 ** -decimals(figures[12]) * 13


def _around(cell: Cell, words: list[str], grid: list[list[str]]) -> tuple[list[Block], list[Block]]:
    """What the cell says before and behind its grid stays its text."""
    used = {word for row in grid for word in row if word}
    inside = [i for i, word in enumerate(words) if word in used]
    first, last = min(inside, default=0), max(inside, default=-1)
    line = cell.lines[0]

    def text(part: list[str]) -> list[Block]:
        joined = " ".join(part)
        return [Paragraph([replace(line, text=joined)])] if len(joined) >= 4 else []

    return text(words[:first]), text(words[last + 1 :])


def _table(outer: Table, cell: Cell, grid: list[list[str]]) -> Table:
    line = cell.lines[0]
    width = max(len(row) for row in grid)
    cells = [
        Cell(r, c, [Paragraph([replace(line, text=word)])], place=line.place)
        for r, row in enumerate(grid)
        for c, word in enumerate(row)
        if word
    ]
    return Table(f"{outer.index}.{cell.row}.{cell.col}.inline", len(grid), width, cells, line.place)
