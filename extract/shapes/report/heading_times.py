"""Up to when the figures below a heading run: 支部の規模(令和6年10月末現在) dates what stands below it, up to the next
heading of the same look, and nothing of the rest of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import mode

from extract.document import Document, Line, Page, Paragraph, Place, Table
from extract.normalise.dates import PERIOD_ENDS, fiscal_year_of, month_named, period_named
from extract.normalise.text import solid
from extract.shapes.context import Header

#: A heading is no longer, and in print so many times as large as most lines of its page if no mark begins it.
_LONGEST, _LARGER = 40, 1.15
_MARK = re.compile(r"[■□◆◇▼▶【〔<]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨ]|\d{1,2}[.．]")
_NO_HEADING = re.compile(r"[。:]|\d(?:%|円|件|人|社|事業所)")
#: The month in brackets at its end.
_DATED = re.compile(r".{2,}[(〔](?P<when>[^()〔〕]*月(?:末|\d{1,2}日|時点|現在)[^()〔〕]*)[)〕]】?")
#: Headings of one look begin at one place, in points, and are of one height, but for a share of it.
SAME_PLACE, SAME_HEIGHT = 3.0, 0.12
_LAST_MONTH = 3


@dataclass(frozen=True)
class Heading:
    """A heading, the mark it begins with, its sides and the month in brackets behind it."""

    place: Place
    text: str
    mark: str
    left: float
    top: float
    height: float
    month: date | None

    def is_like(self, other: Heading) -> bool:
        """Whether two headings look the same, wherever on the page they begin."""
        same = abs(self.height - other.height) <= SAME_HEIGHT * self.height
        return same and _kind(self.mark) == _kind(other.mark)


class HeadingTimes:
    """The headings of each page with one that is dated, where the report has several of one look; titles of the report
    are none.
    """

    def __init__(self, document: Document, title: Line | None, year: int | None) -> None:
        below = title.place if title is not None else None
        pages = [(page.number, _of_page(page, below, year)) for page in document.pages]
        every = [heading for _, found in pages for heading in found]
        read = ((number, _headings(found, every)) for number, found in pages)
        self._of_page = {number: found for number, found in read if found}

    def apart(self, words: str) -> set[str]:
        """The texts of headings whose month is not the report's: the `words` of its title name a part of the year that
        ends otherwise.
        """
        end = PERIOD_ENDS.get(period_named(solid(words)) or "")
        every = [heading for found in self._of_page.values() for heading in found if heading.month is not None]
        return {h.text for h in every if h.month is not None and end is not None and h.month.month != end}

    def header_at(self, table: Table, header: Header) -> Header:
        """The report's facts as they hold for a table below the heading that it stands under: without a month below one
        that is not dated, where the report's own is that of another heading.
        """
        top = min((cell.box[1] for cell in table.cells if cell.box is not None), default=None)
        above = [h for h in self._of_page.get(table.place.page, ()) if top is not None and h.top < top]
        if not above or header.is_plan:
            return header
        month = above[-1].month
        if month is None:
            alike = (h for found in self._of_page.values() for h in found)
            borrowed = header.runs_in(header.fiscal_year) and any(h.month == header.as_of for h in alike)
            said = period_named(solid(header.title or "")) in (None, "FY")
            return replace(header, as_of=None) if borrowed and said and not header.of_month else header
        if fiscal_year_of(month) != header.fiscal_year or (header.is_of_whole_year and month.month == _LAST_MONTH):
            return header
        return replace(header, as_of=month, report_kind="progress")


def _of_page(page: Page, title: Place | None, year: int | None) -> list[Heading]:
    """What may be headings of a page, below the report's title."""
    lines = [line for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]
    if any(line.place == title for line in lines):
        at = next(i for i, line in enumerate(lines) if line.place == title)
        lines = lines[at + 1 :]
    return list(_large_or_marked(lines, page, year))


def _headings(found: Sequence[Heading], every: Iterable[Heading]) -> Sequence[Heading]:
    """The headings of a page of one look, at one place, of which one is dated and another, there or on other pages, is
    not, or otherwise.
    """
    dated = next((heading for heading in found if heading.month is not None), None)
    if dated is None:
        return []
    alike = [heading for heading in found if dated.is_like(heading)]
    aside = any(abs(heading.left - dated.left) > SAME_PLACE for heading in alike)
    if len(alike) == 1:
        others = [h for h in every if dated.is_like(h) and abs(h.left - dated.left) <= SAME_PLACE]
        return alike if len({heading.month for heading in others}) > 1 else []
    return [] if aside or len({heading.month for heading in alike}) < 2 else sorted(alike, key=lambda h: h.top)


def _large_or_marked(lines: Sequence[Line], page: Page, year: int | None) -> Iterable[Heading]:
    every = [line for block in page.blocks for line in _lines_of(block)]
    heights = [round(line.box[3] - line.box[1]) for line in every if line.box is not None for _ in line.text]
    usual = mode(heights or [0])
    for line in lines:
        text, mark = solid(line.text), _MARK.match(solid(line.text))
        bare = not 2 <= len(text) <= _LONGEST or _NO_HEADING.search(text) is not None or line.box is None
        if bare or line.box is None or (mark is None and line.box[3] - line.box[1] < _LARGER * usual):
            continue
        dated = _DATED.fullmatch(text)
        month = month_named(dated["when"], year) if dated is not None else None
        left, top, _, bottom = line.box
        yield Heading(line.place, text, mark.group(0) if mark else "", left, top, bottom - top, month)


def _lines_of(block: Paragraph | Table) -> Iterable[Line]:
    return block.lines if isinstance(block, Paragraph) else [line for cell in block.cells for line in cell.lines]


def _kind(mark: str) -> str:
    return "number" if mark[:1].isdigit() else "roman" if mark[:1] in "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ" and mark else mark
