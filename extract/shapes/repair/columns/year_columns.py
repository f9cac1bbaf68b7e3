"""Year columns that a conversion wrote one below the other: put side by side again.

A plan printed as new year | old year comes out of a conversion page by page: what stood left on the page, then what
stood right. Nothing marks where one column ends, but three things show it: a sentence that a page break cut goes on at
the head of its own column, numbers run on within a column, and most of what is left stands on the right again in much
the same words. The division that fits all three best is taken; every line of it is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import log

from extract.document import Block, Cell, Document, Line, Page, Paragraph, Table
from extract.normalise.text import fold, solid
from extract.shapes.context import LOST_COLUMN, Header
from extract.shapes.plan.plan_text import PHRASE_CHARS, goes_on, is_kpi_heading, is_label, kind_of, openness
from extract.shapes.tables.plans.layout import Layout, find_layout
from extract.shapes.text.flow import digits
from extract.shapes.text.passages import mark_of

_PUT_BACK = f"{LOST_COLUMN}; put back by numbers and wording"
_HEADLESS = "the table has no headings; its columns were taken for those of the table before"
#: So many lines with so many said twice are taken for columns; a line is compared with so many before it.
_FEWEST, _TWINS, _REACH = 6, 2, 70
_ALIKE, _TWIN_CHARS, _SHORTEST_TWIN, _START_CHARS = 0.6, 160, 8, 12
_BEAM = 160
#: What a turn to the other column costs.
_TURN = 1.5
_CELL_CHARS = 30
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_HEAD_KINDS = ("circled", "bracketed", "dotted", "roman")
_CLOSED_ITEM = re.compile(r"(?:。|する|いる|行う|図る)$")


@dataclass(frozen=True)
class Unit:
    """One line as the division sees it: the sort and rank of its number, whether it ends or begins in mid-sentence."""

    line: Line
    paragraph: int
    kind: str | None
    rank: int | None
    label: str | None
    heads: bool
    opens: float
    grams: frozenset[str]
    start: str
    listed: bool = False

    @property
    def bare(self) -> bool:
        """Whether it has neither number nor bullet, and is no label."""
        return self.kind is None and self.label is None


@dataclass(frozen=True)
class _Side:
    """How far a column has come: its last line, the last rank of each sort of number, the labels under its heading;
    `held` has a bit for each line that it holds.
    """

    last: Unit | None = None
    ranks: tuple[tuple[str, int], ...] = ()
    labels: frozenset[str] = frozenset()
    held: int = 0

    def gain(self, unit: Unit, twins: int) -> float:
        """How well a line goes on with this column."""
        again = unit.label is not None and unit.label in self.labels
        return _sequel(self.last, unit) + self._in_turn(unit) - 3.0 * bool(twins & self.held) - 2.0 * again

    def _in_turn(self, unit: Unit) -> float:
        if unit.rank is None or unit.kind is None or unit.rank == 1:
            return 0.0
        return 2.0 if unit.rank == dict(self.ranks).get(unit.kind, 0) + 1 else -2.0

    def with_(self, unit: Unit, bit: int) -> _Side:
        """The column with a further line."""
        ranks, labels = self.ranks, self.labels
        if unit.rank is not None and unit.kind is not None:
            ranks = tuple(sorted({**dict(ranks), unit.kind: unit.rank}.items()))
        if unit.heads:
            labels = frozenset()
        elif unit.label is not None:
            labels = labels | {unit.label}
        return _Side(unit, ranks, labels, self.held | bit)


@dataclass(frozen=True)
class _Division:
    """A division of the lines so far: what each column holds, where the last line stands, the last two
    lines at which it turned to the other column, how many letters its page holds left and right, and how well it fits.
    """

    sides: tuple[_Side, _Side]
    at: int = 0
    turns: tuple[int, int] = (0, 0)
    filled: tuple[int, int] = (0, 0)
    score: float = 0.0


def with_year_columns(document: Document, header: Header) -> Document:
    """The document with its loose year columns as tables again; unchanged where it has none or knows places."""
    pages = [_page(page, header) for page in document.pages]
    return (
        replace(document, pages=pages)
        if any(a is not b for a, b in zip(pages, document.pages, strict=True))
        else document
    )


def _page(page: Page, header: Header) -> Page:
    if any(isinstance(block, Table) and block.has_places for block in page.blocks):
        return page
    blocks: list[Block] = []
    layout: Layout | None = None
    changed = False
    groups = [list(group) for _, group in groupby(page.blocks, key=lambda block: isinstance(block, Table))]
    for i, group in enumerate(groups):
        if isinstance(group[0], Paragraph):
            behind = groups[i + 1][0] if i + 1 < len(groups) else None
            found = _restored(group, layout, blocks[-1] if blocks else None, behind, header) if layout else None
            blocks.extend(found or group)
            changed = changed or found is not None
            continue
        for block in group:
            if not isinstance(block, Table):
                continue
            layout = find_layout(block, None, header) or layout
            aligned = _aligned(block, layout, header)
            changed = changed or aligned is not block
            blocks.append(aligned)
    return replace(page, blocks=blocks) if changed else page


def _years(layout: Layout | None) -> list[int]:
    """The numbers of the year columns of a layout that has two of them."""
    columns = [column.col for column in layout.columns if column.role == "year"] if layout else []
    return columns if len(columns) == 2 else []


def _aligned(table: Table, layout: Layout | None, header: Header) -> Table:
    """A table that a conversion left without its headings and its first column: its cells under the year columns."""
    years = _years(layout)
    if layout is None or table.n_cols != len(years) or table.n_cols == layout.n_cols:
        return table
    if find_layout(table, None, header) is not None or not all(len(solid(c.text)) >= _CELL_CHARS for c in table.cells):
        return table
    cells = [replace(cell, col=years[cell.col], blocks=_doubted(cell.blocks, _HEADLESS)) for cell in table.cells]
    return Table(table.index, table.n_rows, layout.n_cols, cells, table.place, table.continues)


def _doubted(blocks: Sequence[Block], doubt: str) -> list[Block]:
    return [
        replace(block, lines=[replace(line, doubt=line.doubt or doubt) for line in block.lines])
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    ]


def _restored(
    group: Sequence[Block], layout: Layout, before: Block | None, behind: Block | None, header: Header
) -> list[Block] | None:
    """The paragraphs between two tables as tables of year columns; None where they are nothing of the kind."""
    years = _years(layout)
    units = [
        unit_of(line, i, block.listed and line is block.lines[0])
        for i, block in enumerate(group)
        if isinstance(block, Paragraph)
        for line in block.lines
    ]
    twins = twins_of(units)
    if not years or not isinstance(before, Table) or len(units) < _FEWEST or sum(map(bool, twins)) < _TWINS:
        return None
    ends = [_last_unit(before, col) for col in years]
    follow = [_first_unit(behind, col, years, layout) for col in years] if isinstance(behind, Table) else [None, None]
    columns = divide(units, twins, (ends[0], ends[1]), (follow[0], follow[1]))
    return list(_tables(units, columns, years, layout, before.index))


def _cell_units(table: Table, col: int) -> list[Unit]:
    return [unit_of(line, 0) for cell in table.cells if cell.col == col for line in cell.lines]


def _last_unit(table: Table, col: int) -> Unit | None:
    return next(reversed(_cell_units(table, col)), None)


def _first_unit(table: Table, col: int, years: Sequence[int], layout: Layout) -> Unit | None:
    if table.n_cols == len(years) != layout.n_cols:
        col = years.index(col)
    return next(iter(_cell_units(table, col)), None)


def unit_of(line: Line, paragraph: int, listed: bool = False) -> Unit:
    """A line with what its form says; `listed` if the source marks it as an item."""
    text = fold(line.text).strip()
    plain = solid(line.text)
    mark = mark_of(text) or ("・" if listed else None)
    body = plain.removeprefix(solid(mark)) if mark else plain
    body = body.lstrip("・")[:_TWIN_CHARS]
    label = plain if is_label(plain) or is_kpi_heading(plain) else None
    heads = kind_of(mark) in _HEAD_KINDS and len(plain) <= PHRASE_CHARS and not _CLOSED_ITEM.search(plain)
    rank = _rank(mark) if mark else None
    grams = frozenset(body[i : i + 2] for i in range(len(body) - 1)) if len(body) >= _SHORTEST_TWIN else frozenset()
    start = body[:_START_CHARS]
    opens = 0.0 if label else openness(plain)
    return Unit(
        line, paragraph, kind_of(mark), rank, label, heads, opens, frozenset() if label else grams, start, listed
    )


def _rank(mark: str) -> int | None:
    bare = solid(mark).strip("().．")
    if bare in _ROMAN:
        return _ROMAN[bare]
    if len(bare) == 1 and "a" <= bare <= "z":
        return ord(bare) - ord("a") + 1
    found = digits(mark)
    return int(found) if found and found.isdigit() else None


def _sequel(before: Unit | None, unit: Unit) -> float:
    """How well one line follows another by its form."""
    if before is None:
        return 0.0
    if unit.bare:
        if before.opens:
            return 3.0 * before.opens
        if goes_on(solid(unit.line.text)):
            return 0.5
        return 0.5 if before.label else -0.3 if before.bare else -2.0
    return -3.0 * before.opens


def _broken(before: Unit | None, unit: Unit) -> float:
    """How ill a line fits right behind one that stops in mid-sentence: only the end of a column stops there."""
    return 4.0 * before.opens if before is not None and unit.bare else 0.0


def _adjoin(before: Unit, unit: Unit) -> bool:
    """Whether no blank line parts two lines, as one does where another column begins."""
    above, here = before.line.place.span, unit.line.place.span
    return above is not None and here is not None and here[0] == above[2] + 1


def twins_of(units: Sequence[Unit]) -> list[int]:
    """For every line the earlier ones that say much the same, as bits."""
    found: list[int] = []
    for j, unit in enumerate(units):
        near = range(max(0, j - _REACH), j) if unit.grams else range(0)
        found.append(sum(1 << i for i in near if _alike(units[i], unit)))
    return found


def _alike(one: Unit, other: Unit) -> bool:
    if not one.grams:
        return False
    shared = 2 * len(one.grams & other.grams) / (len(one.grams) + len(other.grams))
    return shared >= _ALIKE or (one.start == other.start and len(one.start) == _START_CHARS)


def divide(
    units: Sequence[Unit],
    twins: Sequence[int],
    before: tuple[Unit | None, Unit | None] = (None, None),
    behind: tuple[Unit | None, Unit | None] = (None, None),
) -> list[int]:
    """The column, 0 or 1, of every line: the best division that a search of bounded width finds.

    `before` and `behind` are the lines of the tables around them that the columns go on from and lead to.
    """
    beam = [_Division((_begun(before[0]), _begun(before[1])))]
    for number, unit in enumerate(units):
        grown = [_grown(known, unit, 1 << number, twins[number], column) for known in beam for column in (0, 1)]
        grown.sort(key=lambda division: -division.score)
        beam = _distinct(grown)[:_BEAM]

    def total(division: _Division) -> float:
        ends = sum(_sequel(side.last, unit) for side, unit in zip(division.sides, behind, strict=True) if unit)
        return division.score + ends + division.at

    best = max(beam, key=total)
    return [best.sides[1].held >> number & 1 for number in range(len(units))]


def _begun(last: Unit | None) -> _Side:
    return _Side() if last is None else _Side().with_(last, 0)


def _grown(known: _Division, unit: Unit, bit: int, twins: int, column: int) -> _Division:
    side, other = known.sides[column], known.sides[1 - column]
    score = known.score + side.gain(unit, twins)
    turns, filled = known.turns, known.filled
    if column == known.at:
        score -= _broken(side.last, unit)
    else:
        turns = (turns[1], bit)
        score -= _TURN + (other.last is not None and (other.last.label is not None) + 2.0 * _adjoin(other.last, unit))
        if column == 0:
            score -= _imbalance(filled)
            filled = (0, 0)
    if column == 1 and twins & other.held:
        score += 1.5
    new = side.with_(unit, bit)
    return _Division(
        (new, other) if column == 0 else (other, new), column, turns, _more(filled, column, len(unit.line.text)), score
    )


def _imbalance(filled: tuple[int, int]) -> float:
    """How unevenly two columns fill a page, which gives both the same height."""
    return 0.4 * min(3.0, abs(log((filled[0] + 1) / (filled[1] + 1))))


def _more(filled: tuple[int, int], column: int, chars: int) -> tuple[int, int]:
    return (filled[0] + chars, filled[1]) if column == 0 else (filled[0], filled[1] + chars)


def _distinct(divisions: Sequence[_Division]) -> list[_Division]:
    """Of divisions whose last two turns are the same the best: what lies before weighs no more."""
    kept: dict[tuple[int, int, int], _Division] = {}
    for division in divisions:
        kept.setdefault((division.at, *division.turns), division)
    return list(kept.values())


def _tables(
    units: Sequence[Unit], columns: Sequence[int], years: Sequence[int], layout: Layout, index: str
) -> Iterator[Table]:
    """One table for each page: a run of the left column and the run of the right one behind it."""
    runs = [
        (column, [unit for _, unit in run]) for column, run in groupby(zip(columns, units, strict=True), lambda x: x[0])
    ]
    pages: list[list[tuple[int, list[Unit]]]] = []
    for column, run in runs:
        if column == 0 or not pages:
            pages.append([])
        pages[-1].append((column, run))
    for number, page in enumerate(pages, start=1):
        cells = [_cell(years[column], run) for column, run in page]
        place = cells[0].place.joined(cells[-1].place)
        yield Table(f"{index}+{number}", 1, layout.n_cols, cells, place)


def _cell(col: int, run: Sequence[Unit]) -> Cell:
    paragraphs = [
        Paragraph([replace(unit.line, doubt=unit.line.doubt or _PUT_BACK) for unit in part], listed=part[0].listed)
        for part in (list(part) for _, part in groupby(run, key=lambda unit: unit.paragraph))
    ]
    place = paragraphs[0].place
    for paragraph in paragraphs[1:]:
        place = place.joined(paragraph.place)
    return Cell(0, col, list(paragraphs), place=place)
