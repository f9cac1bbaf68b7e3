"""Parts of a report that look back: below 1 令和4年度の実績 what has no year of its own is of that year, which only the
heading says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.normalise.dates import fiscal_year_in, fiscal_years_in
from extract.normalise.text import fold, solid
from extract.shapes.context import Header
from extract.shapes.text.parts_ahead import PartAhead, lead_of, part_after
from extract.shapes.text.passages import Passage

_BEHIND = re.compile(
    r"(?:[\d元]|前)年度(?:まで)?(?:の|における)?\S{0,8}?(?:実績|結果|状況|振り?返り|評価|総括|取組)"
    r"(?:と(?:評価|課題)|の?概要|[(][^()]{2,16}[)])?[】]?$"
)
_LONGEST = 32


@dataclass(frozen=True)
class _Behind:
    """A part about an earlier year, how its heading begins, and the page that one without a number ends with."""

    year: int
    lead: str
    page: int | None


class YearParts:
    """The parts about other years than the report's own that its text runs through: about a later one (`ahead`), or an
    earlier one.
    """

    def __init__(self, header: Header) -> None:
        self.header = header
        self.ahead: PartAhead | None = None
        self._behind: _Behind | None = None

    @property
    def year(self) -> int | None:
        """The other year that the text stands under, or None."""
        if self.ahead is not None:
            return self.ahead.year
        return self._behind.year if self._behind is not None else None

    def take(self, passage: Passage) -> None:
        """Goes on to a passage of the page: a heading begins a part or ends one."""
        self.ahead = part_after(passage, self.ahead, self.header)
        self._behind = None if self.ahead is not None else self._after(passage)

    def _after(self, passage: Passage) -> _Behind | None:
        part, own = self._behind, self.header.fiscal_year
        text = fold(passage.text).strip()
        lead, plain = lead_of(text), solid(text)
        if lead is not None and own is not None and (year := _year_behind(plain, own)) is not None:
            return _Behind(year, lead, passage.place.page)
        if part is None or (part.lead == "mark" and passage.place.page != part.page):
            return None
        heading = len(plain) <= _LONGEST and not plain.endswith("。")
        ends = heading and (lead == part.lead or (lead is not None and fiscal_year_in(plain) is not None))
        return None if ends else part


def _year_behind(plain: str, own: int) -> int | None:
    """The one earlier year that a heading says its part is about."""
    if len(plain) > _LONGEST or not _BEHIND.search(plain) or "目標" in plain:
        return None
    named = {found.value for found in fiscal_years_in(plain)} or ({own - 1} if "前年度" in plain else set())
    return named.pop() if len(named) == 1 and max(named) < own else None
