"""Remarks that no shape tied to its figures: which results they call provisional, or date by the number of their row.

A cell beside a result (12月末実績は速報値, or 同上 below it), a note under a table (No.1は速報値, ※実績は速報値である).
Where it stands in the row of a single result, that one is provisional; every other figure that it may be about is in
doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.catalogue import catalogue, match
from extract.document import Cell, Document, Page, Paragraph, Table
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import dated_months_in, fiscal_year_in
from extract.normalise.text import solid
from extract.recorder import Recorder, flag

_EARLY = re.compile(r"速報|暫定|見込み?(?:値|の?数値|である|です|$)|推計値|概算値|推定値")
#: A remark has no figures with a unit; one that has is a sentence, which is read with its own.
_FIGURE = re.compile(r"\d[\d,.]*(?:%|円|人|名|事業所|社|ポイント)")
#: What says that a remark is the one above it.
_DITTO = re.compile(r"同上|〃|々|上に?同じ")
_LONGEST = 80
#: The subject of a remark, and what leads to it.
_SUBJECT = re.compile(
    r"^(?:[※*・●○]|\(?注\d{0,2}\)?:?|なお、?|ただし、?|備考:?)*(?P<subject>[^。]*?)(?:については?|に関しては?|のみ|は|:)"
)
#: The numbers of rows that a remark names: No.1, 項番3、4, ②.
_NO = r"No\.?|№|項番|番号"
_NUMBERED = re.compile(rf"(?:{_NO})(?P<numbers>\d{{1,2}}(?:(?:[、,・及びと]|{_NO})+\d{{1,2}})*)|(?P<ringed>[①-⑳]+)")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:末|診療|時点|現在|分|実績|まで)")
_DATES = re.compile(r"月(?:末|\d{1,2}日)?(?:時点|現在|診療分|受診分|実施分|分|まで|の(?:数値|実績))|月末")
_NATION, _BEFORE = re.compile(r"全国|平均"), re.compile(r"[前昨]年")
#: A mark that leads from figures to a note.
_MARK = re.compile(r"※\d{1,2}|\*\d{1,2}|注\d{1,2}")
_AND = re.compile(r"及び|および|並びに|ならびに|[・、,/&]|と(?=[一-龥ァ-ヶ])")
_SHORT = 4
_EARLY_DOUBT = "a remark calls figures provisional, and may mean this one: "
_DATE_DOUBT = "a remark dates the figures of its row otherwise: "


def settle_remarks(recorder: Recorder, document: Document) -> None:
    """Marks the results that remarks call provisional, and doubts those that they may be about."""
    results: dict[int | None, list[Row]] = {}
    for row in recorder.of("kpi_actual"):
        results.setdefault(row["page"], []).append(row)
    for page in document.pages if results else ():
        here = results.get(page.number, [])
        if not here:
            continue
        for table in page.tables():
            _in_rows(table, [row for row in here if Locator.of(row["source_ref"]).table == table.index])
        for remark in _remarks(page):
            _by_numbers(remark, page, here)
            if _EARLY.search(remark) and not _NUMBERED.search(remark):
                _by_subject(remark, here)


def _in_rows(table: Table, results: Sequence[Row]) -> None:
    """Remarks in cells beside results."""
    early: dict[int, str] = {}  # the column of a remark, for those below that repeat it
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)) if results else ():
        text = solid(cell.text)
        said = text if _EARLY.search(text) else early.get(cell.col, "") if _DITTO.fullmatch(text) else ""
        if not said or len(said) > _LONGEST or _FIGURE.search(said):
            if text:
                early.pop(cell.col, None)
            continue
        early[cell.col] = said
        beside = [row for row in results if _stands_beside(row, cell) and not row["provisional"]]
        own = [row for row in beside if row["scope"] == "branch" and _is_of_month(row, said)]
        if len(own) == 1 and len(beside) == 1 and said == text:
            own[0]["provisional"] = True
            continue
        for row in own:
            flag(row, _EARLY_DOUBT + said)


def _stands_beside(row: Row, cell: Cell) -> bool:
    where = Locator.of(row["source_ref"])
    inside = where.row is not None and cell.row <= where.row < cell.row + cell.rowspan
    return inside and where.col is not None and not cell.col <= where.col < cell.col + cell.colspan


def _is_of_month(row: Row, remark: str) -> bool:
    """Whether a remark names no month, or that of a result."""
    months = {int(month) for month in _MONTH.findall(remark)}
    return not months or row["as_of"] is None or row["as_of"].month in months


def _remarks(page: Page) -> Iterator[str]:
    """The sentences of a page's running text that print no figure."""
    for block in page.blocks:
        lines = [solid(line.text) for line in block.lines] if isinstance(block, Paragraph) else []
        for line in lines:
            if _is_footnote(line, page):
                continue
            for part in line.split("。"):
                if len(part) <= _LONGEST and not _FIGURE.search(part) and (_EARLY.search(part) or _DATES.search(part)):
                    yield part


def _is_footnote(line: str, page: Page) -> bool:
    """Whether a line explains a mark that stands elsewhere on its page, where it belongs to the figures beside it."""
    mark = _MARK.match(line)
    if mark is None:
        return False
    blocks = [*page.blocks, *(cell for table in page.tables() for cell in table.cells)]
    texts = (solid(block.text) for block in blocks if isinstance(block, Paragraph | Cell))
    return sum(text.count(mark[0]) for text in texts) > 1


def _by_numbers(remark: str, page: Page, results: Sequence[Row]) -> None:
    """Doubts the results of rows whose number a remark names: No.4は10月診療分, ②は速報値."""
    numbers: set[str] = set()
    for found in _NUMBERED.finditer(remark):
        numbers |= set(re.findall(r"\d{1,2}", found["numbers"] or "")) | set(found["ringed"] or "")
    latest = max((row["fiscal_year"] or 0 for row in results), default=0)
    dated = {month for month, *_ in dated_months_in(remark)}
    for table in page.tables() if numbers else ():
        rows = {cell.row for cell in table.cells if solid(cell.text) in numbers}
        rows |= {cell.row for cell in table.cells if cell.col == 0 and solid(cell.text)[:1] in numbers & set(_RINGED)}
        for row in results:
            where = Locator.of(row["source_ref"])
            if where.table != table.index or where.row not in rows:
                continue
            if _EARLY.search(remark) and not row["provisional"] and row["fiscal_year"] == latest:
                flag(row, _EARLY_DOUBT + remark)
            if _DATES.search(remark) and row["as_of"] not in dated:
                flag(row, _DATE_DOUBT + remark)


_RINGED = "".join(map(chr, range(0x2460, 0x2474)))


def _by_subject(remark: str, results: Sequence[Row]) -> None:
    """Doubts the results that a remark's subject names; of all results those of the branch and of the latest year."""
    found = _SUBJECT.match(remark)
    subject = found["subject"] if found is not None else ""
    parts = [part for part in _AND.split(subject) if len(part) >= _SHORT]
    named = [row for row in results if any(_names(part, row) for part in parts)]
    latest = max((row["fiscal_year"] or 0 for row in results), default=0)
    if not named:
        scope = "national_average" if _NATION.search(subject) else "branch"
        known = any(_is_kpi(part) for part in parts)
        year = latest - 1 if _BEFORE.search(subject) else latest
        named = [] if known else [row for row in results if row["scope"] == scope and row["fiscal_year"] == year]
    of_year = fiscal_year_in(subject)
    for row in named:
        if not row["provisional"] and _is_of_month(row, remark) and of_year in (None, row["fiscal_year"]):
            flag(row, _EARLY_DOUBT + remark)


def _is_kpi(part: str) -> bool:
    found = match(part)
    return found is not None and found.sure and not found.alike_only


def _names(part: str, row: Row) -> bool:
    found = match(part)
    if found is not None and found.sure and not found.alike_only:
        return bool(found.kpi.code == row["kpi_code"])
    known = catalogue().get(str(row["kpi_code"]))
    return part in solid(str(row["kpi_text"] or "")) or (known is not None and part in solid(known.name))
