"""Reports of activity by month: beside each month what was done in it, and below that a line of the month's figures.

4月    ・名簿を整えた。
       ・研修会を開催した。
       相談会:3回 来場者:140人
5月    …
年間計 相談会:31回 来場者:1,420人

The lines of figures become the table that they stand for: months running down, a column for each name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from extract.document import Cell, Line, Paragraph, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import header_month, month_in_year
from extract.normalise.text import fold, solid
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.plan_text import item_text, tells
from extract.shapes.tables.labels import Label, read_label
from extract.shapes.tables.months.grids_down import months_down_bands
from extract.shapes.tables.months.months_down import MonthsDownReader
from extract.shapes.tables.schedules.mark_calendars import NO_YEAR
from extract.shapes.text.labelled_figures import Labelled, clauses, labelled
from extract.shapes.text.passages import Passage, passages_of

#: So many months at least print a line of figures.
_LEAST = 3
_DONE = "what was done in the month beside it; no schedule says so"
_NO_MARK = "no mark parts the activities beside this month; taken for one"
_FIGURE = re.compile(r"\d")


@dataclass
class _Block:
    """What stands beside one label: the passages of figures, each with its line, and all others."""

    label: Cell
    month: int | None
    printed: list[tuple[Cell, Passage, list[tuple[Labelled, Line]]]] = field(default_factory=list)
    work: list[tuple[Cell, Passage]] = field(default_factory=list)

    @property
    def figures(self) -> list[tuple[Labelled, Line]]:
        """The figures of all its passages."""
        return [pair for _, _, units in self.printed for pair in units]

    @property
    def names(self) -> list[str]:
        """The names of its figures."""
        return [unit.label for unit, _ in self.figures]


@dataclass(frozen=True)
class MonthBlocks:
    """`figures` as a table of months running down, and the `work` beside each month with the cell that it stands in."""

    figures: Table
    work: list[tuple[Label, Cell, Passage]]


def month_blocks(table: Table, year: int | None) -> MonthBlocks | None:
    """The blocks that a table is, or None: all of it stands beside months in turn, and most of these print figures of
    the same names.
    """
    if table.n_cols != 2 or table.holds_tables:
        return None
    blocks = _blocks(table, year)
    months = [block.month for block in blocks or () if block.month is not None]
    if blocks is None or any(two != one % 12 + 1 for one, two in pairwise(months)):
        return None
    _keep_usual(blocks)
    printed = [block for block in blocks if block.month is not None and block.figures]
    if len(printed) < _LEAST or 2 * len(printed) <= len(months) or any(_repeats(block.names) for block in blocks):
        return None
    known = dict.fromkeys(name for block in blocks for name in block.names)
    work = [(read_label(b.label.text, year), cell, passage) for b in blocks for cell, passage in b.work]
    return MonthBlocks(_months_down(table, [block for block in blocks if block.figures], list(known)), work)


def read_month_blocks(blocks: MonthBlocks, scope: Scope, recorder: Recorder) -> list[Row]:
    """Records the figures with their months and totals, and the activities beside months, in doubt where they tell what
    was done.
    """
    rows: list[Row] = []
    for band in months_down_bands(blocks.figures):
        rows += MonthsDownReader(blocks.figures, scope, recorder).read(band)
    year = scope.fiscal_year or scope.header.fiscal_year
    for label, cell, passage in blocks.work:
        if label.month is None:
            continue
        month = label.month_date or (month_in_year(year, label.month) if year else None)
        doubt = passage.doubt or (_DONE if tells(solid(passage.text)) else None)
        recorder.add(
            "schedule_mark",
            Locator(passage.place, blocks.figures.index, cell.row, cell.col),
            passage.printed,
            "month_block",
            doubt or (None if passage.mark else _NO_MARK) or (None if month else NO_YEAR),
            fiscal_year=label.fiscal_year or year,
            item_no=None,
            activity_ja=item_text(passage.body),
            month=month,
            mark=passage.mark or "",
            section=scope.section_path,
        )
    return rows


# ── the blocks of a table ────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(table: Table, year: int | None) -> list[_Block] | None:
    """What stands beside the labels of the first column, of months and totals; None where anything else is a label."""
    out: list[_Block] = []
    seen: Cell | None = None
    for row in range(table.n_rows):
        label, cell = table.at(row, 0), table.at(row, 1)
        if label is None or cell is None or label is cell:
            return None
        if label is not seen and solid(label.text):
            month = header_month(solid(label.text).split("(")[0])
            said = read_label(label.text, year)
            if solid(label.text).isdigit() or (month is None and not (said.total or said.period)):
                if out or row or _FIGURE.search(solid(cell.text)):
                    return None
                continue  # the headings of the two columns
            out.append(_Block(label, month))
        seen = label
        if not out:
            return None
        if cell.row == row:
            _take(cell, out[-1], year)
    return out


def _take(cell: Cell, block: _Block, year: int | None) -> None:
    """Sorts the lines of a cell into figures and all else."""
    passages = [passage for passage in passages_of(cell.blocks) if isinstance(passage, Passage)]
    for passage in chain.from_iterable(_figures_apart(passage, year) for passage in passages):
        figures = [(units, line) for line in passage.lines if (units := _figures([line.text], year))]
        if len(figures) == len(passage.lines):
            block.printed.append((cell, passage, [(unit, line) for units, line in figures for unit in units]))
        elif units := _figures([line.text for line in passage.lines], year):
            block.printed.append((cell, passage, [(unit, passage.lines[0]) for unit in units]))
        else:
            block.work.append((cell, passage))


def _figures_apart(passage: Passage, year: int | None) -> list[Passage]:
    """A passage whose last lines are lines of figures behind a sentence that is over, as two: nothing goes on there."""
    at = len(passage.lines)
    while at > 1 and _figures([passage.lines[at - 1].text], year):
        at -= 1
    if at == len(passage.lines) or not solid(passage.lines[at - 1].text).endswith("。"):
        return [passage]
    return [replace(passage, lines=passage.lines[:at], symbols=[]), Passage(passage.lines[at:])]


def _keep_usual(blocks: Sequence[_Block]) -> None:
    """Only passages with a name that most months with figures print are lines of figures; all others tell of work."""
    of_months = [block for block in blocks if block.month is not None and block.printed]
    known = Counter(name for block in of_months for name in set(block.names))
    usual = {name for name, times in known.items() if 2 * times > len(of_months)}
    for block in blocks:
        rare = [entry for entry in block.printed if not usual.intersection(unit.label for unit, _ in entry[2])]
        block.printed = [entry for entry in block.printed if not any(entry is other for other in rare)]
        block.work += [(cell, passage) for cell, passage, _ in rare]


def _figures(lines: Sequence[str], year: int | None) -> list[Labelled]:
    """The figures of lines that print nothing but names with a figure each; none of any other lines."""
    out: list[Labelled] = []
    for clause in clauses([fold(line) for line in lines], apart=False):
        units = labelled(clause, year)
        plain = all(u.label and u.when is None and u.inner is None and not u.change and not u.lead for u in units)
        if not units or not plain or any(unit.approximate for unit in units):
            return []
        out += units
    return out


def _repeats(names: Sequence[str]) -> bool:
    return len(set(names)) < len(names)


# ── the table that they stand for ────────────────────────────────────────────────────────────────────────────────────


def _months_down(table: Table, blocks: Sequence[_Block], names: Sequence[str]) -> Table:
    """Months and totals below one another, beside a column for each name under that name."""
    first = {unit.label: line for block in reversed(blocks) for unit, line in block.figures}
    cells = [_cell(0, 1 + at, name, first[name]) for at, name in enumerate(names)]
    for row, block in enumerate(blocks, start=1):
        cells.append(replace(block.label, row=row, col=0, rowspan=1, colspan=1))
        for unit, line in block.figures:
            cells.append(_cell(row, 1 + names.index(unit.label), _printed(unit), line))
    return Table(table.index, len(blocks) + 1, len(names) + 1, cells, table.place)


def _printed(unit: Labelled) -> str:
    figure = unit.figure
    return figure.text if not figure.unit or figure.text.endswith(figure.unit) else f"{figure.text}{figure.unit}"


def _cell(row: int, col: int, text: str, line: Line) -> Cell:
    said = replace(line, text=text, pieces=())
    return Cell(row, col, [Paragraph([said])], place=line.place, box=line.box)
