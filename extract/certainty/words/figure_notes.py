"""Notes on the figures of a table against the time that these were read with: counts, sums, months and results alike.

A note stands below a table, in its last row, or in brackets between its title and its head. It is about the figures of
a year (令和6年度は2月末現在), of a month (9月は20日まで), of a name or of all of them. Where it says another time than
that of a figure as it was read, the figure is in doubt, whichever is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.catalogue import match
from extract.certainty.words.head_times import months_of
from extract.certainty.words.head_words import PageCells
from extract.certainty.words.note_clauses import MARK, Clause, Said, clauses_of
from extract.document import Cell, Document, Page, Paragraph, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import PART_MONTHS, PERIOD_ENDS, fiscal_year_of, month_in_year
from extract.normalise.text import solid
from extract.recorder import Recorder, flag
from extract.shapes.context import Header

_KINDS = ("kpi_actual", "monthly_actual", "period_figure")
_DOUBT = "a note says that it is of another time: "
_SO_FAR = re.compile(r"YTD\((1[0-2]|[1-9])月")
_BRACKETS = re.compile(r"[(\[〔【<].*[)\]〕】>]")
_LONGEST = 80
#: A figure that bears a mark is no heading.
_FIGURE = re.compile(r"[△▲+-]?\d[\d,.:]*(?:%|千?円|件|人|名|社|事業所|ポイント|位|日|回)?[※*†‡注()\d]*")
_LAST_MONTH = 3


@dataclass(frozen=True)
class _Note:
    """A clause, and the cells of its page that bear the mark which it stands behind."""

    clause: Clause
    bearing: tuple[tuple[Table, Cell], ...]

    @property
    def near(self) -> int:
        """How closely it says which figures it is about."""
        return self.clause.near + bool(self.bearing)


def settle_figure_notes(recorder: Recorder, document: Document, header: Header) -> None:
    """Doubts the figures of another time than a note on their table says."""
    facts = [row for kind in _KINDS for row in recorder.of(kind)]
    for page in document.pages if facts else ():
        here = [row for row in facts if row["page"] == page.number]
        cells = PageCells(page)
        for notes, rows in _notes(page, here, header.fiscal_year) if here else ():
            latest = max((row["fiscal_year"] or 0 for row in rows), default=0)
            for row in rows:
                about = [note for note in notes if _is_about(note, row, latest, cells)]
                nearest = max((note.near for note in about), default=0)
                for note in about:
                    if note.near == nearest and _contradicts(note, row, cells):
                        flag(row, _DOUBT + note.clause.printed)


def _notes(page: Page, facts: Sequence[Row], year: int | None) -> Iterator[tuple[list[_Note], list[Row]]]:
    """The notes on each table, or at the foot of a page on all of it, with the figures there."""
    tables = [block for block in page.blocks if isinstance(block, Table)]
    for table in tables:
        if said := _read(_texts_on(table, page), page, year):
            yield said, [row for row in facts if _is_in(row, table)]
    foot = _read(_texts_on(None, page), page, year)
    if named := [note for note in foot if note.near or len(tables) < 2]:
        yield named, list(facts)


def _read(texts: Iterable[str], page: Page, year: int | None) -> list[_Note]:
    clauses = dict.fromkeys(clause for text in texts for clause in clauses_of(text, year))
    return [_Note(clause, _bearing(clause, page)) for clause in clauses]


def _bearing(clause: Clause, page: Page) -> tuple[tuple[Table, Cell], ...]:
    """The cells that bear the mark of a clause."""
    if clause.mark is None or clause.mark == "備考":
        return ()
    sign = re.compile(re.escape(clause.mark) + r"(?!\d)")
    every = ((table, cell, solid(cell.text)) for table in page.tables() for cell in table.cells)
    return tuple((t, cell) for t, cell, text in every if len(text) <= _LONGEST and sign.search(text, 1))


def _texts_on(table: Table | None, page: Page) -> Iterator[str]:
    """The texts that may be notes on a table: marked ones below it, in its cells, and lines in brackets around it. None
    asks for those behind all tables of a page.
    """
    if table is not None:
        yield from (cell.text for cell in table.cells if MARK.match(solid(cell.text)))
    blocks = page.blocks
    last = max((i for i, block in enumerate(blocks) if isinstance(block, Table)), default=-1)
    at = last if table is None else next(i for i, block in enumerate(blocks) if block is table)
    for block in blocks[at + 1 :]:
        if isinstance(block, Table):
            break
        for text in _texts(block):
            if not MARK.match(solid(text)) and not _BRACKETS.fullmatch(solid(text)):
                if table is not None:
                    return
                continue
            yield text
    if table is None or at == 0:
        return
    before = blocks[at - 1]
    if isinstance(before, Paragraph) and before.lines and _BRACKETS.fullmatch(solid(before.lines[-1].text)):
        yield before.lines[-1].text


def _texts(block: Paragraph) -> Iterator[str]:
    """The lines of a paragraph, and all of it where a note may run on over the end of a line."""
    lines = [line.text for line in block.lines]
    if len(lines) > 1 and MARK.match(solid(lines[0])):
        yield "\n".join(lines)
    yield from lines


def _is_in(row: Row, table: Table) -> bool:
    index = Locator.of(row["source_ref"]).table or ""
    return index == table.index or index.startswith(f"{table.index}.")


def _is_about(note: _Note, row: Row, latest: int, page: PageCells) -> bool:
    clause = note.clause
    if note.bearing and not any(_marks(table, cell, row) for table, cell in note.bearing):
        return False
    if clause.years and row["fiscal_year"] not in clause.years:
        return False
    if clause.months and (row.get("month") is None or row["month"].month not in clause.months):
        return False
    if clause.part is not None and row.get("period") != clause.part:
        return False
    if clause.names and not any(_is_named(name, row, page) for name in clause.names):
        return False
    told = note.bearing or clause.years or clause.names or clause.part or clause.of_all or clause.said.basis
    return bool(told) or row["fiscal_year"] == latest


def _is_named(name: str, row: Row, page: PageCells) -> bool:
    """Whether a name is that of a figure, or of a heading over or beside it."""
    printed = "".join(solid(str(row.get(column) or "")) for column in ("measure_ja", "kpi_text", "dimension"))
    if name in printed or any(name in text for text in _near(row, page)):
        return True
    found = match(name)
    return found is not None and found.sure and not found.alike_only and found.kpi.code == row["kpi_code"]


def _near(row: Row, page: PageCells) -> Sequence[str]:
    place = Locator.of(row["source_ref"])
    heads = page.heads(place) if place.table is not None else None
    return heads.near if heads is not None else (solid(row["extracted_text"] or ""),)


def _marks(table: Table, cell: Cell, row: Row) -> bool:
    """Whether a cell with a mark is that of a figure, or a heading over or beside it."""
    where = Locator.of(row["source_ref"])
    if where.table != table.index or where.row is None or where.col is None:
        return False
    over = cell.col <= where.col < cell.col + cell.colspan and cell.row <= where.row
    beside = cell.row <= where.row < cell.row + cell.rowspan and cell.col <= where.col
    own = (cell.row, cell.col) == (where.row, where.col)
    return own or ((over or beside) and not _FIGURE.fullmatch(solid(cell.text)))


def _contradicts(note: _Note, row: Row, page: PageCells) -> bool:
    """Whether a figure was read with another time than a note about it says."""
    clause, said = note.clause, note.clause.said
    if said.foreseen:
        return note.near > 0
    if row.get("month") is not None:
        return _against_month(note, row)
    if said.to is None and not said.odd:
        return False
    if said.dated is not None and fiscal_year_of(said.dated) != row["fiscal_year"]:
        return note.near > 0
    if not clause.part and not clause.names and not note.bearing and _names_its_time(row, page):
        return False
    if "as_of" in row:
        return _against_result(said, row)
    return _against_period(said, str(row["period"] or ""), note.near > 0)


def _names_its_time(row: Row, page: PageCells) -> bool:
    """Whether the words around a figure name the month that it was read with."""
    so_far = _SO_FAR.match(str(row.get("period") or ""))
    month = row["as_of"].month if row.get("as_of") is not None else int(so_far[1]) if so_far else None
    return month is not None and month in months_of(_near(row, page))


def _against_month(note: _Note, row: Row) -> bool:
    """Whether a note about months says that they run up, or are single, and were not read so; or that one is not."""
    said = note.clause.said
    if note.clause.months or note.bearing:
        return said.partial or said.odd or said.whole or said.to not in (None, row["month"].month)
    if note.near and (said.odd or _is_behind(said, row)):
        return True
    if said.basis is None or (said.to is not None and not said.whole):
        return False
    return row["basis"] not in (None, said.basis)


def _is_behind(said: Said, row: Row) -> bool:
    """Whether a month lies behind the one up to which figures of its year run."""
    end = said.dated or (month_in_year(row["fiscal_year"], said.to) if said.to is not None else None)
    return end is not None and fiscal_year_of(end) == row["fiscal_year"] and bool(row["month"] > end)


def _against_result(said: Said, row: Row) -> bool:
    if row["as_of"] is None:
        return said.odd or said.to != _LAST_MONTH or said.for_treatment
    return row["as_of"].month != said.to if said.dated is None else row["as_of"] != said.dated


def _against_period(said: Said, period: str, named: bool) -> bool:
    so_far = _SO_FAR.match(period)
    if so_far is not None:
        return said.odd or int(so_far[1]) != said.to
    if period.startswith("FY"):
        return said.odd or said.to != _LAST_MONTH or said.for_treatment
    if period not in PERIOD_ENDS:
        return said.odd
    cut = said.to in PART_MONTHS[period] and said.to != PERIOD_ENDS[period]
    return said.odd or cut or (said.whole and named)
