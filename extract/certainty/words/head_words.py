"""Where words stand around a figure on its page: in its own cell, its rows, its columns, and above its table.

Read from the tables as they are printed, before any rule mends or names their parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extract.document import BBox, Block, Cell, Page, Paragraph, Table
from extract.locate import Locator
from extract.normalise.dates import fiscal_years_in
from extract.normalise.numbers import figures_in, parse_figure
from extract.normalise.text import solid
from extract.shapes.plan.symbols import symbol_of

#: Lines right above a table that may say what all of it is about.
_LINES_ABOVE = 4
#: Headings stand in so many rows.
_HEAD_ROWS = 2
#: Height of the strips of a page in which cells are looked up, in points.
STRIP = 12.0
#: A figure with another in brackets behind it, or only one in brackets; what counts months and days is none.
_BRACKETS_BEHIND = re.compile(r"(?P<own>[^()]*)\((?P<other>[^()]+)\)")
#: Brackets right behind a figure with its unit.
_FIGURE_AND_BRACKETS = re.compile(r"(?<=[%件人円社所数上下])[(\[〔][^()\[\]〔〕]*\d[^()\[\]〔〕]*[)\]〕]")
_DATES = frozenset({"月", "日", "年"})
_LONG = 60  # a head is shorter; what is longer is a sentence about something else

#: Words hold one; a mark of a schedule does not.
_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Heads:
    """The words around a figure: in its `own` cell, `beside` it to the left and `behind` it to the right in its rows,
    `over` it in its columns, and in the lines `above` its table; all without white space.
    """

    own: str
    beside: tuple[str, ...]
    behind: tuple[str, ...]
    over: tuple[str, ...]
    above: tuple[str, ...]
    rows_over: tuple[str, ...] = ()  # the words that stand left in the rows over it
    years_beside: int = 1  # how many fiscal years the rows name that its cell spans

    @cached_property
    def near(self) -> tuple[str, ...]:
        """What stands in its cell, to the left and over it."""
        return (self.own, *self.beside, *self.over)


class PageCells:
    """The cells of one page by their place. What stands around a cell is put together once for all figures in it."""

    def __init__(self, page: Page) -> None:
        self.tables = {table.index: table for table in page.tables()}
        self.words: dict[str, _TableWords] = {}
        self.known: dict[int, Heads] = {}
        self.strips: dict[int, list[tuple[BBox, Table, Cell]]] = defaultdict(list)
        for table in self.tables.values():
            for cell in table.cells:
                if (box := cell.place.bbox) is not None:
                    for strip in range(int(box[1] // STRIP), int(box[3] // STRIP) + 1):
                        self.strips[strip].append((box, table, cell))
        self.above: dict[str, tuple[str, ...]] = {}
        self._read_above(page.blocks)

    def _read_above(self, blocks: Iterable[Block]) -> None:
        """Notes the lines right above each table, also within the cells of others."""
        lines: list[str] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                lines += [solid(line.text) for line in block.lines]
                continue
            self.above[block.index] = tuple(lines[-_LINES_ABOVE:])
            lines = []
            for cell in block.cells:
                self._read_above(cell.blocks)

    def cell_of(self, where: Locator) -> tuple[Table, Cell] | None:
        """The innermost cell that the place lies in with its table, without geometry the cell that it names."""
        return self._at(where.place.bbox) if where.place.bbox is not None else self._named(where)

    def heads(self, where: Locator) -> Heads | None:
        """The words around the innermost cell that the place lies in, without geometry around the cell that it names;
        None where there is no such cell.
        """
        found = self.cell_of(where)
        if found is None:
            return None
        table, cell = found
        heads = self.known.get(id(cell))
        if heads is None:
            words = self.words.get(table.index) or self.words.setdefault(table.index, _TableWords(table))
            heads = self.known[id(cell)] = Heads(
                solid(cell.text),
                words.in_rows(cell, range(cell.col - 1, -1, -1)),
                words.in_rows(cell, range(cell.col + cell.colspan, table.n_cols)),
                words.over(cell),
                self.above.get(table.index, ()),
                words.left_above(cell.row),
                _years_beside(table, cell),
            )
        return heads

    def column_heads(self, where: Locator) -> tuple[str, ...]:
        """What stands at the top of the column that the place lies in, in its first rows."""
        found = self._at(where.place.bbox) if where.place.bbox is not None else None
        if found is None:
            return ()
        table, cell = found
        tops = [table.at(row, cell.col) for row in range(min(_HEAD_ROWS, cell.row))]
        return tuple(solid(top.text) for top in tops if top is not None)

    def _named(self, where: Locator) -> tuple[Table, Cell] | None:
        table = self.tables.get(where.table or "")
        if table is None or where.row is None or where.col is None:
            return None
        cell = table.at(where.row, where.col)
        return (table, cell) if cell is not None and cell.place == where.place else None

    def _at(self, bbox: BBox) -> tuple[Table, Cell] | None:
        x, y = (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2
        near = self.strips.get(int(y // STRIP), ())
        found = [(box, table, cell) for box, table, cell in near if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
        if not found:
            return None
        _, table, cell = min(found, key=lambda one: (one[0][2] - one[0][0]) * (one[0][3] - one[0][1]))
        return table, cell


class _TableWords:
    """The words of a table's cells; figures, sentences and marks (●, ○) are none."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.heads: dict[int, str] = {}
        for cell in table.cells:
            text = solid(cell.text)
            said = _LETTER.search(text) is not None and symbol_of(text) is None
            if said and len(text) <= _LONG and not _is_figure(text):
                self.heads[id(cell)] = text
        left = [(row, at) for row in range(table.n_rows) if (at := table.at(row, 0)) is not None]
        self.left = [(row, text) for row, at in left if (text := solid(at.text))]

    def in_rows(self, cell: Cell, cols: Iterable[int]) -> tuple[str, ...]:
        """The words that stand in some columns of a cell's rows."""
        texts: dict[int, str] = {}
        for col in cols:
            for row in range(cell.row, cell.row + cell.rowspan):
                at = self.table.at(row, col)
                if at is not None and id(at) in self.heads:
                    texts[id(at)] = self.heads[id(at)]
        return tuple(texts.values())

    def over(self, cell: Cell) -> tuple[str, ...]:
        """The nearest heads over a cell: upwards past figures to the first words, and all words that follow them.

        Beyond a band across the whole table the heads of its columns are still to come.
        """
        texts: dict[int, str] = {}
        lone = False
        for row in range(cell.row - 1, -1, -1):
            cols = range(cell.col, cell.col + cell.colspan)
            over = [at for col in cols if (at := self.table.at(row, col)) is not None]
            heads = {id(at): self.heads[id(at)] for at in over if id(at) in self.heads}
            if not heads and lone and any(solid(at.text) for at in over):
                break
            lone = lone or any(at.colspan < self.table.n_cols for at in over if id(at) in heads)
            texts |= heads
        return tuple(texts.values())

    def left_above(self, row: int) -> tuple[str, ...]:
        """The words that stand left in the rows over one."""
        return tuple([text for at, text in self.left if at < row])


def _is_figure(text: str) -> bool:
    """Whether a text is a figure, one in brackets, as a row below another prints that of the year before, or both."""
    if parse_figure(text) is not None:
        return True
    pair = _BRACKETS_BEHIND.fullmatch(text)
    figures = [parse_figure(part) for part in pair.groups() if part] if pair is not None else []
    return bool(figures) and all(figure is not None and figure.unit not in _DATES for figure in figures)


def _years_beside(table: Table, cell: Cell) -> int:
    """How many fiscal years the labels of the rows name that a cell spans."""
    rows = range(cell.row, cell.row + cell.rowspan) if cell.rowspan > 1 else ()
    beside = (at for row in rows for col in range(cell.col) if (at := table.at(row, col)) and at.rowspan == 1)
    return len({found.value for at in beside for found in fiscal_years_in(at.text)}) or 1


def without_others(own: str, value: float) -> str:
    """What a cell prints without the brackets behind a figure that hold others and not that one: 0.97%(全国1.10%)."""

    def kept(found: re.Match[str]) -> str:
        values = {figure.value for figure, _, _ in figures_in(found[0])}
        return found[0] if value in values or not values else ""

    return _FIGURE_AND_BRACKETS.sub(kept, own)
