"""Parts of a report on results that look ahead: below a heading such as 6 令和7年度の重点事項 stands what is planned
for that year, and its targets are of that year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.normalise.dates import fiscal_year_in
from extract.normalise.text import fold, solid
from extract.shapes.context import Header
from extract.shapes.text.passages import Passage

_LEAD = re.compile(r"^(?:(?P<number>\d{1,2})(?:[.．、]|\s)|(?P<roman>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])|(?P<mark>[■◆◇□●○▼【]))")
_AHEAD = re.compile(
    r"(?:次|来|翌|\d)年度(?:の|における|に向けた|に向けての)?\S{0,8}"
    r"(?:重点(?:事項|施策|取組|項目)?|取組(?:み|方針|事項|予定|内容)?|取り組み|計画|目標|方針|KPI|予定)[】]?$"
)
_NEXT = re.compile(r"[次来翌]年度")
_LONGEST = 32
_LONGEST_HEADING = 40


@dataclass(frozen=True)
class PartAhead:
    """A part about a later `year`, its heading, and how the heading begins: number, roman, mark, or None."""

    year: int
    heading: str
    lead: str | None
    page: int | None


def part_after(passage: Passage, part: PartAhead | None, header: Header) -> PartAhead | None:
    """The part that the text stands in from this passage of the page on: one that it heads, the one before, or none.

    A part ends with the next heading that begins alike, one without a number also with its page.
    """
    text = fold(passage.text).strip()
    plain = solid(text)
    if header.is_plan or header.fiscal_year is None:
        return None
    year = _year_ahead(plain, header.fiscal_year)
    if year is not None:
        return PartAhead(year, passage.text, lead_of(text), passage.place.page)
    if part is None or (part.lead not in ("number", "roman") and passage.place.page != part.page):
        return None
    heading = len(plain) <= _LONGEST_HEADING and not plain.endswith("。")
    alike = heading and lead_of(text) == part.lead and part.lead is not None and "KPI" not in plain
    own_year = heading and fiscal_year_in(plain) == header.fiscal_year
    return None if alike or own_year else part


def _year_ahead(plain: str, year: int) -> int | None:
    """The later year that a heading says its part is about."""
    if len(plain) > _LONGEST or not _AHEAD.search(plain):
        return None
    named = fiscal_year_in(plain) or (year + 1 if _NEXT.search(plain) else None)
    return named if named is not None and named > year else None


def lead_of(text: str) -> str | None:
    """How a heading begins: with a number, a roman number or a mark; None where it is none."""
    found = _LEAD.match(text)
    return found.lastgroup if found else None
