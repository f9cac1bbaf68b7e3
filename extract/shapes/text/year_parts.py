"""Parts of a report that are about another year than its own.

Below 6 令和7年度の重点事項 stands what is planned for that year, and its targets are of it; below 1 令和4年度の実績
what has no year of its own is of that year. Only the heading says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.normalise.dates import fiscal_year_in, fiscal_years_in
from extract.normalise.text import fold, solid
from extract.shapes.context import Header
from extract.shapes.remarks.figure_asides import without_asides
from extract.shapes.text.passages import Passage

_LEAD = re.compile(
    r"^(?:(?P<question>Q\d{0,2}[.．:]?(?=[^\d.．:A-Za-z]))|(?P<number>\d{1,2})(?:[.．、]|\s)|(?P<roman>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])"
    r"|(?P<mark>[■◆◇□●○▼【]))"
)
_AHEAD = re.compile(
    r"(?:次|来|翌|\d)年度(?:の|における|に向けた|に向けての)?\S{0,8}"
    r"(?:重点(?:事項|施策|取組|項目)?|取組(?:み|方針|事項|予定|内容)?|取り組み|計画|目標|方針|KPI|予定"
    r"|(?:力を入れる|取り組む|進める)(?:こと|点|取組|事項|施策))[】]?$"
)
#: A question about the work of a later year: 令和8年度は、どのようなことに取り組みますか。
_ASKS = re.compile(
    r"(?:次|来|翌|\d)年度(?:は|に)、?[^。]{0,12}?(?:どの|どんな|何[をに]|なに|どう)[^。]{0,12}?"
    r"(?:力を入れ|取り?組|行|進め|実施|予定|計画)[^。]{0,8}か[。?]?$"
)
_QUESTION = re.compile(r"か[。?]?$")
_NEXT = re.compile(r"[次来翌]年度")
_BEHIND = re.compile(
    r"(?:[\d元]|前)年度(?:まで)?(?:の|における)?\S{0,8}?(?:実績|結果|状況|振り?返り|評価|総括|取組)"
    r"(?:と(?:評価|課題)|の?概要|[(][^()]{2,16}[)])?[】]?$"
)
#: A heading that says in words which year its part is about, and nothing else: 前年度の実績, 今年度の取組状況.
RELATIVE_YEAR = re.compile(
    r"[■◆◇□●○▼【〔<]?(?:(?P<prior>[前昨]年度)|[今本当]年度)(?:まで)?(?:の|における)?(?:事業|取組)?の?"
    r"(?:実績|結果|実施状況|取組状況|状況|振り?返り|評価|総括)[】〕>]?"
)
#: A heading that names another year is no longer; one that ends a part about a later year may be.
_LONGEST, _LONGEST_AFTER = 32, 40


@dataclass(frozen=True)
class YearPart:
    """A part about another `year`, its heading, how that begins (a group of `_LEAD`, or None), its page and the size of
    its print.
    """

    year: int
    heading: str
    lead: str | None
    page: int | None
    size: float | None = None


class YearParts:
    """The parts about other years than the report's own that its text runs through: about a later one (`ahead`), in
    reports on results, or an earlier one.
    """

    def __init__(self, header: Header) -> None:
        self.header = header
        self.ahead: YearPart | None = None
        self._behind: YearPart | None = None

    @property
    def behind(self) -> YearPart | None:
        """The part about an earlier year that the text stands under, or None."""
        return self._behind if self.ahead is None else None

    @property
    def year(self) -> int | None:
        """The other year that the text stands under, or None."""
        part = self.ahead or self._behind
        return part.year if part is not None else None

    def take(self, passage: Passage) -> None:
        """Goes on to a passage of the page: a heading begins a part or ends one."""
        own = self.header.fiscal_year
        if own is None:
            return
        self.ahead = _ahead_after(passage, self.ahead, own) if not self.header.is_plan else None
        self._behind = _behind_after(passage, self._behind, own) if self.ahead is None else None


def _ahead_after(passage: Passage, part: YearPart | None, own: int) -> YearPart | None:
    """The part about a later year that the text stands in from this passage on."""
    lead, plain = _lead_of(passage), solid(without_asides(passage.text))
    if (year := _year_ahead(plain, own)) is not None:
        return YearPart(year, passage.text, lead, passage.place.page)
    alike = part is not None and lead is not None and lead == part.lead and "KPI" not in plain
    ends = _is_heading(plain, _LONGEST_AFTER) and (alike or fiscal_year_in(plain) == own)
    return None if ends else _on_its_page(part, passage)


def _behind_after(passage: Passage, part: YearPart | None, own: int) -> YearPart | None:
    """The part about an earlier year that the text stands in from this passage on."""
    lead, plain = _lead_of(passage), solid(without_asides(passage.text))
    size = passage.lines[0].size
    if (told := RELATIVE_YEAR.fullmatch(plain)) is not None:
        return YearPart(own - 1, passage.text, lead, passage.place.page, size) if told["prior"] else None
    if lead is None:
        bare = part is not None and part.lead is None and _is_heading(plain, _LONGEST) and size == part.size
        return None if bare else _on_its_page(part, passage)
    if (year := _year_behind(plain, own)) is not None:
        return YearPart(year, passage.text, lead, passage.place.page)
    alike = part is not None and lead == part.lead
    ends = _is_heading(plain, _LONGEST) and (alike or fiscal_year_in(plain) is not None)
    return None if ends else _on_its_page(part, passage)


def _on_its_page(part: YearPart | None, passage: Passage) -> YearPart | None:
    """The part; none where its heading has no number and its page is over."""
    numbered = part is not None and part.lead in ("question", "number", "roman")
    return part if part is not None and (numbered or passage.place.page == part.page) else None


def _is_heading(plain: str, longest: int) -> bool:
    return len(plain) <= longest and (not plain.endswith("。") or bool(_QUESTION.search(plain)))


def _year_ahead(plain: str, own: int) -> int | None:
    """The later year that a heading says its part is about."""
    if len(plain) > _LONGEST or not (_AHEAD.search(plain) or _ASKS.search(plain)):
        return None
    named = fiscal_year_in(plain) or (own + 1 if _NEXT.search(plain) else None)
    return named if named is not None and named > own else None


def _year_behind(plain: str, own: int) -> int | None:
    """The one earlier year that a heading says its part is about."""
    if len(plain) > _LONGEST or not _BEHIND.search(plain) or "目標" in plain:
        return None
    named = {found.value for found in fiscal_years_in(plain)} or ({own - 1} if "前年度" in plain else set())
    return named.pop() if len(named) == 1 and max(named) < own else None


def _lead_of(passage: Passage) -> str | None:
    """How a heading begins: with the sign of a question, a number, a roman number or a mark; None where it is none."""
    found = _LEAD.match(fold(passage.text).strip())
    return found.lastgroup if found else None
