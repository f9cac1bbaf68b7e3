"""Up to which month a report's figures run, as its text and its tables of months show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from extract.document import Document, Paragraph, Table
from extract.normalise.dates import dated_months_in, fiscal_year_of, header_month, month_in_year
from extract.normalise.numbers import is_blank, parse_figure
from extract.shapes.remarks.footnotes import marks_in, note_mark
from extract.shapes.remarks.kpi_remarks import without_remarks

_UP_TO = re.compile(r"(?:末|時点|現在|まで)")
_BARE_UP_TO = re.compile(r"(?<![\d.年月/])(1[0-2]|[1-9])月(?:末)?(?:日)?(?:時点|現在)")
#: A figure with the mark of a footnote right behind it: 88.1%※2.
_FIGURE = re.compile(r"\d[%％件人円日社]*[(（]?[※*＊注]")
#: A heading of at least so many months is one of a table of months.
_MONTHS = 6


def latest_month(document: Document, fiscal_year: int) -> date | None:
    """The latest month of the year that figures are said to be of, or that a row still being filled has; or None."""
    found: set[date] = set()
    for page in document.pages:
        beside = (cell.text for table in page.tables() for cell in table.cells if _FIGURE.search(cell.text))
        found.update(_months(page.blocks, fiscal_year, marks_in(beside)))
    return max(found, default=None)


def _months(blocks: Iterable[Paragraph | Table], year: int, marks: Collection[str]) -> Iterator[date]:
    """The months that blocks say but for footnotes whose `marks` stand beside figures: these are of those alone."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in block.lines:
                if note_mark(line.text) not in marks:
                    yield from _said(without_remarks(line.text), year)
            continue
        yield from _filled(block, year)
        for cell in block.cells:
            yield from _months(cell.blocks, year, marks)


def _said(text: str, year: int) -> Iterator[date]:
    for month, _, end in dated_months_in(text):
        if fiscal_year_of(month) == year and _UP_TO.match(text, end):
            yield month
    for found in _BARE_UP_TO.finditer(text):
        yield month_in_year(year, int(found[1]))


def _filled(table: Table, year: int) -> Iterator[date]:
    """The last month with a figure of each row whose later months are blank; a row that is full may be last year's."""
    for row in range(table.n_rows):
        heads = {
            col: month
            for col in range(table.n_cols)
            if (cell := table.at(row, col)) is not None and (month := header_month(cell.text)) is not None
        }
        if len(heads) < _MONTHS:
            continue
        for below in range(row + 1, table.n_rows):
            texts = [(month, cell.text if (cell := table.at(below, col)) else "") for col, month in heads.items()]
            printed = [month for month, text in texts if parse_figure(text) is not None]
            if printed and is_blank(texts[-1][1]) and printed == [month for month, _ in texts[: len(printed)]]:
                yield month_in_year(year, printed[-1])
        return
