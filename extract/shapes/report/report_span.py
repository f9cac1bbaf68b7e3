"""The years that a plan ran over, in a report that judges it at its end: 第1期計画 最終評価, of its last year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.document import Cell, Document
from extract.normalise.dates import fiscal_year_in
from extract.normalise.text import solid
from extract.shapes.report.report_lines import years_said

#: Titles of what is written when a plan is over.
AT_END = re.compile(r"最終(?:年度)?の?(?:評価|報告|総括|結果|実績)|総括(?!表)|終了(?:時|後)?の?(?:評価|報告)|事後評価")
#: From one fiscal year to another: 平成29年度から令和4年度まで, 令和2~5年度, 2019年度~2022年度.
_SPAN = re.compile(
    r"(?P<era>令和|平成|R|H|20)(?P<first>元|\d{1,2})(?:年度?)?(?:\([^()]*\))?(?:から|[~-])"
    r"(?P<other>令和|平成|R|H|20)?(?P<last>元|\d{1,2})年度(?!末)"
)
#: What stands near the years that a plan ran over.
_OF_PLAN = re.compile(r"計画|期間|[か箇カヶケ]?年間|[か箇カヶケ]年")
_NEXT = re.compile(r"次期|次の|新たな|後継")
_NEAR = 15
#: Headings of columns and rows are no longer.
_HEADING = 20
_NOT_SURE = "the title judges a plan at its end; it is taken to be of the last year that the plan ran over"


def year_at_end(title: str, texts: Sequence[str], document: Document) -> tuple[int, str | None] | None:
    """The last year of the plan that a report judges at its end, and why it may be another: the first lines name the
    years that one plan ran over, and the tables name figures up to that year and of none later.
    """
    if not AT_END.search(title):
        return None
    ends = set(_ends(title))
    if not ends and not years_said(title):
        ends = set(_ends("".join(texts), of_plan=True))
    if len(ends) != 1:
        return None
    end = ends.pop()
    named = years_side_by_side(document).values()
    return end, None if max(named, default=None) == end else _NOT_SURE


def years_side_by_side(document: Document) -> dict[str, int]:
    """The short texts of the first pages' tables that name one of several fiscal years, beside or below one another as
    headings of columns and rows do, with that year: they do not say of which year the report is.
    """
    found: dict[str, int] = {}
    for table in (table for page in document.pages[:2] for table in page.tables()):
        named = [(cell, text, years[0]) for cell in table.cells for text, years in _short(cell) if len(set(years)) == 1]
        for line in ("row", "col"):
            at: dict[int, dict[str, int]] = {}
            for cell, text, year in named:
                at.setdefault(getattr(cell, line), {})[text] = year
            for texts in at.values():
                found.update(texts if len(set(texts.values())) > 1 else {})
    return found


def _short(cell: Cell) -> list[tuple[str, list[int]]]:
    return [(text, years_said(text)) for line in cell.lines if len(text := solid(line.text)) <= _HEADING]


def _ends(text: str, *, of_plan: bool = False) -> Iterator[int]:
    """The last years of the spans that a text names, or of those that a plan ran over."""
    for found in _SPAN.finditer(text):
        around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        if of_plan and (not _OF_PLAN.search(around) or _NEXT.search(text[: found.start()][-_NEAR:])):
            continue
        first = fiscal_year_in(f"{found['era']}{found['first']}年度")
        last = fiscal_year_in(f"{found['other'] or found['era']}{found['last']}年度")
        if first is not None and last is not None and first < last:
            yield last
