"""Notes that say of when figures are, against the time that the figures were read with.

A note may name whose figures it dates (全国平均と順位は令和5年度実績), or stand behind a mark (※, 注) that a figure or
its heading bears (全国※ … ※令和5年度実績), or date the figures of all years of the table above it (各年度3月診療分). A
figure of another time than such a note says is in doubt, whichever is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.catalogue import match
from extract.document import Cell, Document, Page, Paragraph, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import dated_months_in, fiscal_year_in
from extract.normalise.text import fold, solid
from extract.recorder import Recorder, flag

_ERA = r"(?:(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])月"
#: Words for a time: 令和5年度, 令和7年2月末, 2月末, 前年度.
_TIME = (
    rf"(?:{_ERA}年?度|{_ERA}[年./]{_MONTH}|(?:各|同)年度?{_MONTH}|{_MONTH}(?=末|時点|現在|診療|まで|分)|(?:前|昨)年度)"
)
_MARK = re.compile(r"[※*†‡]\d{0,2}|\(?注\d{0,2}\)?")
_NEXT_NOTE = re.compile(r"(?<=[。)\s])\s*(?=(?:[※*†‡]|\(?注)\d{0,2})")
_CLAUSE_END = re.compile(r"。|、(?=[^、。\d]{2,20}は)")
_LEAD = re.compile(r"^(?:(?:[※*・●○†‡]|\(?注)\d{0,2}\)?|なお|また|ただし|備考|[、,:\s)])+")
#: A note that dates what its subject names.
_OF = re.compile(
    rf"^(?P<subject>[^。\d]{{2,30}}?)(?:については?|に関しては?|のみ|は|:)、?(?:いずれも|全て|すべて)?(?P<when>{_TIME}.*)"
)
#: A note that says nothing but a time.
_ONLY = re.compile(
    rf"(?P<when>{_TIME})(?:[のにで]|末|時点|現在|診療分|受診分|まで|分|実績|結果|数値|数字|値|確定|速報|暫定|データ|もの|である|です|よる|基づく)*。?"
)
#: A month of each of the years that a table prints, or the end of each; whose figures it dates stands before it.
_EACH_YEAR = re.compile(
    rf"^(?P<subject>[^。\d]{{0,30}}?)(?:については?|に関しては?|のみ|は|:)?、?(?:いずれも|全て|すべて)?"
    rf"[各毎]年度?の?(?:(?P<month>{_MONTH})|末)(?!まで)"
)
_YEAR_END = "3月"
_NATION, _RANKS = re.compile(r"全国|全支部|協会(?:けんぽ)?(?:平均|全体|計)"), re.compile(r"順位")
_FIGURE = re.compile(r"\d[\d,.]*(?:%|円|件|人|名|社|事業所|ポイント)")
_LONGEST = 80
_DOUBT = "a note says that it is of another time: "


@dataclass(frozen=True)
class _Told:
    """The time that a note says: a fiscal year, months with their year, a month alone, or the year before."""

    printed: str
    year: int | None
    dated: tuple[date, ...]
    month: int | None
    before: bool

    def contradicts(self, row: Row, latest: int) -> bool:
        """Whether a figure was read with another time; `latest` is the last fiscal year of those on its page."""
        if self.dated:
            return row["as_of"] not in self.dated
        if self.year is not None:
            return bool(row["fiscal_year"] != self.year)
        if self.month is not None:
            return row["as_of"] is None or row["as_of"].month != self.month
        return self.before and row["fiscal_year"] is not None and row["fiscal_year"] >= latest


def settle_noted_times(recorder: Recorder, document: Document) -> None:
    """Doubts results and ranks of another time than a note on their page says of them."""
    facts = [*recorder.of("kpi_actual"), *recorder.of("kpi_rank")]
    for page in document.pages if facts else ():
        here = [row for row in facts if row["page"] == page.number]
        latest = max((row["fiscal_year"] or 0 for row in here), default=0)
        for note, month, rows in _of_each_year(page, here) if here else ():
            for row in rows:
                if row["as_of"] is None or row["as_of"].month != month:
                    flag(row, _DOUBT + note)
        for note in dict.fromkeys(_notes(page)) if here else ():
            told, rows = _by_name(note, here)
            if told is None:
                told, rows = _by_mark(note, page, here)
            for row in rows if told is not None else ():
                if told is not None and told.contradicts(row, latest):
                    flag(row, _DOUBT + note)


def _notes(page: Page) -> Iterator[str]:
    """The sentences of a page that print no figure and may say of when some are."""
    cells = (cell for table in page.tables() for cell in table.cells if _MARK.match(solid(cell.text)))
    inner = (block for cell in cells for block in cell.blocks)
    for block in [*page.blocks, *inner]:
        lines = [line.text for line in block.lines] if isinstance(block, Paragraph) else []
        whole = ["\n".join(lines)] if len(lines) > 1 else []  # a note may run on over the end of a line
        for text in (fold(line).strip() for line in [*lines, *whole]):
            for note in _NEXT_NOTE.split(text) if re.search(_TIME, solid(text)) else ():
                yield from _without_figures(_CLAUSE_END.split(solid(note)))


def _of_each_year(page: Page, facts: Sequence[Row]) -> Iterator[tuple[str, int, list[Row]]]:
    """Notes that give a month of each year, that month, and the results that they may be about: of the table above a
    note or right below a title, those of the KPI that the note names, all where it names none. A note whose mark a
    figure bears is of that alone.
    """
    tables = [block if isinstance(block, Table) else None for block in page.blocks]
    for at, block in enumerate(page.blocks):
        above = next((table for table in reversed(tables[:at]) if table is not None), None)
        below = tables[at + 1] if at + 1 < len(tables) else None
        for note in _sentences(block) if isinstance(block, Paragraph) else ():
            told = _EACH_YEAR.match(_LEAD.sub("", note))
            table = above if below is None or _MARK.match(note) else below  # a title's line is of the table under it
            if table is None or told is None or _by_mark(note, page, facts)[1] or _RANKS.search(told["subject"]):
                continue
            named = match(told["subject"])
            code = named.kpi.code if named is not None and named.sure else None
            rows = [row for row in facts if "rank" not in row and Locator.of(row["source_ref"]).table == table.index]
            yield note, int((told["month"] or _YEAR_END)[:-1]), [r for r in rows if code in (None, r["kpi_code"])]


def _sentences(block: Paragraph) -> Iterator[str]:
    """The sentences of short notes that print no figure."""
    for line in block.lines:
        yield from _without_figures(solid(line.text).split("。"))


def _without_figures(parts: Sequence[str]) -> Iterator[str]:
    return (part for part in parts if 0 < len(part) <= _LONGEST and not _FIGURE.search(part))


def _told(words: str, note: str) -> _Told:
    dated = tuple(month for month, *_ in dated_months_in(words))
    year = fiscal_year_in(words)
    bare = re.match(rf"(?:[各同]年度?)?({_MONTH})", words)
    month = int(bare[1][:-1]) if bare and not dated and year is None else None
    return _Told(note, year, dated, month, bool(re.match(r"[前昨]年度", words)))


def _by_name(note: str, facts: Sequence[Row]) -> tuple[_Told | None, list[Row]]:
    """What a note says of the nation's figures or of ranks, and those."""
    found = _OF.match(_LEAD.sub("", note))
    if found is None:
        return None, []
    nation, ranks = _NATION.search(found["subject"]), _RANKS.search(found["subject"])
    of_nation = nation is not None and not re.match(r"全国順位$", found["subject"])
    rows = [row for row in facts if (of_nation and row.get("scope") == "national_average") or (ranks and "rank" in row)]
    return _told(found["when"], note), rows


def _by_mark(note: str, page: Page, facts: Sequence[Row]) -> tuple[_Told | None, list[Row]]:
    """What a note that says nothing but a time says, and the figures that bear its mark, or stand under one."""
    mark = _MARK.match(note)
    only = _ONLY.fullmatch(_LEAD.sub("", note))
    if mark is None or only is None:
        return None, []
    sign = re.compile(re.escape(mark.group(0).strip("()")) + r"(?!\d)")
    bearing = [(table, cell) for table in page.tables() for cell in table.cells if _bears(sign, cell, note)]
    latest = max((row["fiscal_year"] or 0 for row in facts), default=0)
    return _told(only.group(0), note), [row for row in facts if any(_marked(row, latest, *at) for at in bearing)]


def _bears(sign: re.Pattern[str], cell: Cell, note: str) -> bool:
    text = solid(cell.text)
    return note not in text and len(text) <= _LONGEST and sign.search(text) is not None


def _marked(row: Row, latest: int, table: Table, cell: Cell) -> bool:
    """Whether a cell with a mark is that of a figure, a heading over it or, for one of the latest year, its name."""
    where = Locator.of(row["source_ref"])
    if where.table != table.index or where.row is None or where.col is None:
        return False
    over = cell.col <= where.col < cell.col + cell.colspan and cell.row <= where.row
    if over and cell.row == where.row:
        return True
    beside = cell.row <= where.row < cell.row + cell.rowspan and cell.col < where.col and row["fiscal_year"] == latest
    return (over or beside) and not _FIGURE.search(solid(cell.text))
