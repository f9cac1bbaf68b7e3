"""Statuses that stand in cells of their own, and those that a conversion moved elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.document import Cell, Paragraph, Table
from extract.locate import Locator
from extract.normalise.text import fold, solid
from extract.recorder import Recorder
from extract.shapes.context import Header, Scope
from extract.shapes.plan.plan_text import is_kpi_heading, kind_of
from extract.shapes.plan.status_marks import JUDGE_WORD, LONGEST, SHARED, STATUS_WORD, UNKNOWN, Mark, alike, read_mark
from extract.shapes.plan.status_tails import status_ahead
from extract.shapes.plan.symbols import DASHES, SHAPES, one_of, symbol_of
from extract.shapes.tables.labelled.cells import doubt_in
from extract.shapes.tables.labels import earlier_year
from extract.shapes.tables.plans.layout import Layout
from extract.shapes.tables.schedules.parts import part_alone
from extract.shapes.tables.statuses.status_list import row_name
from extract.shapes.text.label_words import without_stage
from extract.shapes.text.passages import Passage, passages_of

#: A symbol by itself or before a sentence, as conversions print those that they moved.
_STRAY = re.compile(rf"(?:^|(?<=\s))(?P<symbol>{one_of(SHAPES, DASHES)})(?=\s|$|[ぁ-んァ-ヶ一-龥「(<①-⑳\d])")
#: What begins with so many characters of the row above is that row again.
_SAID_CHARS = 12
#: A status behind its label at the end of a text: 前年を上回った。評価：○, …(全国平均51.0%)【評価：△】.
_TAIL = re.compile(
    rf"(?:^|(?<=[。)）\s]))(?P<tail>\s*[【〔(\[<]?(?:{STATUS_WORD})\s*[:：]\s*(?P<mark>{one_of(SHAPES)})\s*[】〕)\]>]?。?)$"
)
#: Headings of which the whole says that what stands below them judges.
_JUDGES = re.compile(JUDGE_WORD)
_LABEL_LAST = re.compile(rf"(?:{STATUS_WORD})\s*[:：]\s*$")
#: Edges of cells and strokes through empty ones, as recognition writes them.
_EDGES = ("/", "|", "┃")
_HEADING = re.compile(r"^(?:[①-⑳]|[ivx]{1,4}\)|\(\d{1,2}\))")
_RANK = re.compile(r"[\d位()（）前月年\s]*")
_MOVED = "the conversion moved the symbol out of its place; which item it judges is not certain"
_NOTHING_JUDGED = "nothing beside the symbol says what it judges"
#: Symbols that mark no choices.
_JUDGING = "◎△×"
_UNHEADED = "a symbol in a column whose heading does not say that it judges anything"
_SEVERAL = "several symbols stand for one row; which item each judges is not certain"


class StatusCells:
    """Records the statuses of cells that hold nothing but symbols; `finish` those that only stand in another column."""

    def __init__(self, header: Header, legend: Mapping[str, str], recorder: Recorder) -> None:
        self.header = header
        self.legend = legend
        self.out = recorder
        self.last: tuple[Locator, list[str | None], str] | None = None
        self.strays: list[tuple[Locator, str, str | None, Scope]] = []
        self.years: dict[int, int | None] = {}

    def cell(self, table: Table, cell: Cell, layout: Layout, scope: Scope, role: str) -> bool:
        """Whether the cell is one of status symbols, which are then recorded for the plan text of its row."""
        if role == "symbol" and (mark := read_mark(cell.text, self.legend)) is not None and not symbol_of(cell.text):
            item = _items(table, cell, layout, scope, 1)[0]
            where = Locator(cell.place, table.index, cell.row, cell.col)
            section, period = _section(table, cell, layout, scope, item), _period(table, layout, cell)
            self.mark(where, cell, mark, item, section, period, self._year(table, layout, cell))
            self._of_rows_below(table, cell, layout, scope, mark)
            return True
        printed = [text for text in cell.text.split() if text not in _EDGES or cell.place.bbox is not None]
        symbols = [symbol_of(text) for text in printed]
        if not symbols or None in symbols or not self._may_hold(table, cell, layout, role):
            if role == "other" and cell.place.bbox is not None and len(symbols) == 1 and str(symbols[0]) in _JUDGING:
                self.out.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, _UNHEADED)
            return role == "symbol" and self._refused(table, cell)
        items = _items(table, cell, layout, scope, len(symbols))
        where = Locator(cell.place, table.index, cell.row, cell.col)
        if cell.place.bbox is None and symbols == ["－"] and not _has_plan(table, cell, layout):
            self.out.reject(where, cell.text, "a dash beside no plan text; a status or the place of a figure")
            return True
        if cell.place.bbox is None and self._again(where, symbols, items):
            return True
        for i, symbol in enumerate(symbols):
            doubt = _SEVERAL if len(symbols) > 1 else _MOVED if role == "other" else alike(printed[i])
            doubt = doubt or (column.doubt if (column := layout.column(cell)) is not None else None)
            item, period = items[i % len(items)], _period(table, layout, cell)
            section = _section(table, cell, layout, scope, item)
            year = self._year(table, layout, cell)
            self._record(where, cell.text, str(symbol), item, section, doubt, period=period, year=year)
        if role == "symbol" and len(symbols) == 1:
            self._of_rows_below(table, cell, layout, scope, Mark(str(symbols[0]), None))
        return True

    def _of_rows_below(self, table: Table, cell: Cell, layout: Layout, scope: Scope, mark: Mark) -> None:
        """Records a status that stands beside several rows for the plan of each row below the first, in doubt."""
        for row in range(cell.row + 1, cell.row + cell.rowspan):
            plan = layout.plan_cell(table, row)
            if plan is None or plan.row != row or not solid(plan.text):
                continue
            item = _items(table, replace(cell, row=row, rowspan=1), layout, scope, 1)[0]
            section, period = _section(table, cell, layout, scope, item), _period(table, layout, cell)
            where = Locator(cell.place, table.index, cell.row, cell.col)
            year = self._year(table, layout, cell)
            self._record(where, cell.text, mark.symbol, item, section, SHARED, mark.status, period, year)

    def without_tail(self, table: Table, cell: Cell, layout: Layout, scope: Scope) -> Cell:
        """A cell on progress without the status behind its label that its last line ends in (…上回った。評価：○), which
        is recorded for its row; the cell as it is where it ends in none.
        """
        lines = list(cell.lines) if not cell.tables and cell.box is not None else []
        if len(lines) > 1 and symbol_of(lines[-1].text) and _LABEL_LAST.search(lines[-2].text):
            place = lines[-2].place.joined(lines[-1].place)  # the end of a line parts the two
            lines[-2:] = [replace(lines[-2], text=lines[-2].text + lines[-1].text, place=place, pieces=())]
        last = lines[-1] if lines else None
        found = _TAIL.search(fold(last.text).strip()) if last is not None else None
        mark = read_mark(found["mark"], self.legend) if found is not None else None
        if last is None or found is None or mark is None or self.header.is_plan:
            return cell
        item = _items(table, cell, layout, scope, 1)[0]
        where = Locator(last.place, table.index, cell.row, cell.col)
        year = self._year(table, layout, cell)
        self.mark(where, cell, mark, item, scope.section_path, _period(table, layout, cell), year)
        rest = fold(last.text).strip()[: found.start("tail")].rstrip()
        lines = [*lines[:-1], *([replace(last, text=rest, pieces=())] if rest else [])]
        return replace(cell, blocks=[Paragraph(lines)] if lines else [])

    def without_lead(self, table: Table, cell: Cell, layout: Layout, scope: Scope) -> Cell:
        """A cell below a heading that judges (評価) without the status in its first line, which is recorded for its
        row: the lines below say why it is none better. The cell as it is where it begins otherwise.
        """
        head = table.at(layout.first_row - 1, cell.col) if layout.first_row > 0 else None
        lines = [line for line in cell.lines if solid(line.text)] if not cell.tables and cell.box is not None else []
        if head is None or not lines or self.header.is_plan or not _JUDGES.fullmatch(without_stage(head.text)):
            return cell
        mark = read_mark(lines[0].text, self.legend)
        if mark is None:
            return cell
        item = _items(table, cell, layout, scope, 1)[0]
        where = Locator(lines[0].place, table.index, cell.row, cell.col)
        doubt = lines[0].doubt or mark.doubt
        period, year = _period(table, layout, cell), self._year(table, layout, cell)
        self._record(
            where, lines[0].text, mark.symbol, item, scope.section_path, doubt, mark.status, period, year
        )
        return replace(cell, blocks=[Paragraph(lines[1:])] if lines[1:] else [])

    def row_below(self, table: Table, row: int, layout: Layout, scope: Scope) -> bool:
        """Whether a row across the table begins with the status of the row above it, which is then recorded."""
        cell = table.at(row, 0)
        if cell is None or cell.row != row or cell.colspan < table.n_cols or cell.tables or self.header.is_plan:
            return False
        ahead = status_ahead(cell.text, self.legend)
        if ahead is None:
            return False
        above = Cell(row - 1, table.n_cols - 1, place=cell.place)
        item = _items(table, above, layout, scope, 1)[0]
        self.mark(Locator(cell.place, table.index, cell.row, cell.col), cell, ahead.mark, item, scope.section_path)
        return True

    def _year(self, table: Table, layout: Layout, cell: Cell) -> int | None:
        """The earlier year that the heading over a status names, also on the pages before."""
        column = layout.column(cell)
        side = round(column.x0) if column is not None and column.x0 is not None else cell.col
        heads = (table.at(row, cell.col) for row in range(layout.first_row))
        text = "".join(dict.fromkeys(solid(head.text) for head in heads if head is not None))
        if text:
            self.years[side] = earlier_year(text, self.header)
        return self.years.get(side)

    def mark(
        self,
        where: Locator,
        cell: Cell,
        mark: Mark,
        item: str,
        section: str | None,
        period: str | None = None,
        year: int | None = None,
    ) -> None:
        """Records the status that a cell prints for an item, of the `period` and `year` that its heading names."""
        doubt = doubt_in(cell) or mark.doubt
        self._record(where, cell.text, mark.symbol, item, section, doubt, mark.status, period, year)

    def _refused(self, table: Table, cell: Cell) -> bool:
        """Rejects words in a column of statuses that are not known; whether there are any."""
        text = solid(cell.text)
        if not text or cell.place.bbox is None or len(text) > LONGEST or text[0] == "・" or "。" in text:
            return False
        self.out.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, UNKNOWN)
        return True

    def _again(self, where: Locator, symbols: Sequence[str | None], items: Sequence[str]) -> bool:
        """Whether a conversion repeats the row of the status before, or the end of that row, with its status."""
        before, self.last = self.last, (where, list(symbols), solid(items[0]))
        if before is None or before[0].table != where.table or before[0].row == where.row:
            return False
        if before[1] != list(symbols) or not solid(items[0]) or solid(items[0])[:_SAID_CHARS] not in before[2]:
            return False
        self.last = (where, list(symbols), before[2])
        return True

    def _may_hold(self, table: Table, cell: Cell, layout: Layout, role: str) -> bool:
        """Columns headed so hold statuses; in conversions also what stands at the very end of a row, but for a rank."""
        if role in ("symbol", "status"):
            return role == "symbol" or cell.place.bbox is None
        if role != "other" or cell.place.bbox is not None:
            return False
        text_cols = [column.col for column in layout.columns if column.role in ("plan", "status")]
        after = [table.at(cell.row, col) for col in range(cell.col + 1, table.n_cols)]
        behind = all(other is None or _RANK.fullmatch(fold(other.text)) or symbol_of(other.text) for other in after)
        return behind and cell.col > max(text_cols, default=0)

    def moved(self, table: Table, cell: Cell, scope: Scope) -> None:
        """Symbols in the column of what is to be done next: conversions print statuses there."""
        where = Locator(cell.place, table.index, cell.row, cell.col)
        self.strays.extend((where, symbol, heading, scope) for symbol, heading in stray_symbols(cell.text))

    def finish(self) -> None:
        """Records moved symbols if no status stood in a place of its own, since then they are bullets."""
        if self.out.of("plan_status"):
            return
        for where, symbol, heading, scope in self.strays:
            section = " > ".join([*scope.section, *([heading] if heading else [])]) or None
            self._record(where, symbol, symbol, heading or scope.topic or "", section, _MOVED)

    def _record(
        self,
        where: Locator,
        text: str,
        symbol: str,
        item: str,
        section: str | None,
        doubt: str | None,
        status: str | None = None,
        period: str | None = None,
        year: int | None = None,
    ) -> None:
        self.out.add(
            "plan_status",
            where,
            text,
            "status_cell",
            doubt or (None if item else _NOTHING_JUDGED),
            fiscal_year=year or self.header.fiscal_year,
            period=period or ("FY" if year else self.header.period),
            item_ja=item,
            symbol=symbol,
            status=status or self.legend.get(symbol),
            section=section,
        )


def stray_symbols(text: str) -> Iterator[tuple[str, str | None]]:
    """Symbols that stand alone or before a sentence, each with the numbered heading it stands under.

    One right before a heading belongs to what that heading names.
    """
    heading: str | None = None
    early: list[str] = []
    for line in fold(text).splitlines():
        found = [str(symbol_of(match["symbol"])) for match in _STRAY.finditer(line)]
        bare = re.sub(rf"^(?:{one_of(SHAPES, DASHES)}\s*)+", "", line.strip())
        if _HEADING.match(bare) and not bare.endswith("。"):
            heading = bare
            yield from ((symbol, heading) for symbol in early)
            early = []
        elif heading is None:
            early.extend(found)
            continue
        yield from ((symbol, heading) for symbol in found)
    yield from ((symbol, None) for symbol in early)


def _items(table: Table, cell: Cell, layout: Layout, scope: Scope, count: int) -> list[str]:
    """What `count` symbols of a row judge: as many headings or items of the plan cell, or what the row begins with."""
    plan = layout.plan_cell(table, cell.row)
    passages = [item for item in passages_of(plan.blocks) if isinstance(item, Passage)] if plan else []
    marked = [passage.text for passage in passages if passage.mark]
    headings = [text for text in marked if kind_of(text[:1]) == "circled" and not text.endswith("。")]
    for texts in (headings, marked):
        if count > 1 and len(texts) == count:
            return texts
    said = [passage.text for passage in passages if solid(passage.text)]
    if len(said) > 1 and is_kpi_heading(solid(said[0])):
        said = said[1:]  # the KPI below is judged, and not the word over it
    first = said[0] if said else None
    if plan is not None and cell.rowspan < plan.rowspan and cell.place.bbox is not None:
        first = _progress(table, cell, layout) or first  # one of several statuses beside one plan
    return [first or _beside(table, cell, layout) or scope.topic or ""]


def _progress(table: Table, cell: Cell, layout: Layout) -> str | None:
    """What the cell on progress that covers just the rows of a status begins with."""
    beside = (table.at(cell.row, col) for col in range(cell.col))
    rows = (cell.row, cell.rowspan)
    cells = (c for c in beside if c is not None and (c.row, c.rowspan) == rows)
    told = [c for c in cells if (column := layout.column(c)) is not None and column.role == "status"]
    texts = (item.text for c in told for item in passages_of(c.blocks) if isinstance(item, Passage))
    return next((text for text in texts if solid(text)), None)


def _period(table: Table, layout: Layout, cell: Cell) -> str | None:
    """The part of the year that the heading over a status names, or one over several columns above it."""
    column = layout.column(cell)
    if column is not None and column.period is not None:
        return column.period
    over = (table.at(row, cell.col) for row in range(layout.first_row - 1))
    named = (part_alone(head.text) for head in over if head is not None and head.colspan < table.n_cols)
    return next((part for part in named if part is not None), None)


def _section(table: Table, cell: Cell, layout: Layout, scope: Scope, item: str) -> str | None:
    """The headings over a status; what was done stands under the name of the work in its row as well."""
    name = "" if _has_plan(table, cell, layout) else row_name(table, cell, cell.col)
    return " > ".join([*scope.section, name]) if name and name != item else scope.section_path


def _has_plan(table: Table, cell: Cell, layout: Layout) -> bool:
    plan = layout.plan_cell(table, cell.row)
    return plan is not None and bool(solid(plan.text))


def _beside(table: Table, cell: Cell, layout: Layout) -> str | None:
    """The longest text of the row, where its plan cell is empty: of what stands behind the status before, if any."""
    marks = [column.col for column in layout.columns if column.role == "symbol" and column.col < cell.col]
    before = max(marks, default=-1)
    for first in (before + 1, 0):
        others = [table.at(cell.row, col) for col in range(first, cell.col)]
        texts = [" ".join(other.text.split()) for other in others if other is not None and len(solid(other.text)) > 6]
        if texts:
            return max(texts, key=len)
    return None
