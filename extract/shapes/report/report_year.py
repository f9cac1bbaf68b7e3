"""The fiscal year of a report: of its title, else of the date of issue or of the headings of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from extract.document import Document
from extract.normalise.dates import (
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_in,
    fiscal_year_of,
    fiscal_years_in,
    month_in_year,
    period_named,
)
from extract.shapes.report.report_kind import names_kind
from extract.shapes.report.report_lines import MEETING, SAYS_MORE, lines_in, years_said
from extract.shapes.report.report_month import stated_month
from extract.shapes.report.title_block import is_issuer

#: A year right before a part of it is a fiscal year: R6第3四半期.
_YEAR_OF_PART = re.compile(
    r".{0,20}?(?P<year>(?:令和|平成|[RH])(?:元|\d{1,2})|20\d\d)年?(?:第?[1-4]四半期|第?[1-4]Q|Q[1-4]|[上下](?:半)?期)"
)
#: Behind the name of a plan or report the year it is of: 事業計画(R7).
_YEAR_IN_BRACKETS = re.compile(r"(?:計画|報告|実績|結果|状況|予定|評価)[(](?P<year>(?:令和|R)(?:元|\d{1,2}))年?[)]")
#: A month of a title without its year, and lines that say when a report was made: 令和7年2月14日 大分支部.
_BARE_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:度|分|期|次|の|末|時点)")
_ISSUE = re.compile(r"作成|発行|公表|^\(?(?:令和|平成|R|20)[^。、]{2,12}(?:日|月)\)?(?:[^。、]*支部[^。、]*)?$")
_LONGEST_ISSUE = 40


def year_of_title(
    texts: Sequence[str], title_at: int | None, window: Sequence[str], heads: Container[str] = ()
) -> tuple[int | None, str | None]:
    """The fiscal year of the title, else of the lines around it but for the `heads` of columns of several years; of two
    years side by side the later, flagged.
    """
    if title_at is None:
        return None, None
    if stated_year(texts[title_at]) is None and (month := stated_month([texts[title_at]])) is not None:
        return fiscal_year_of(month), None
    lines = [texts[title_at], *(text for text in [*window, *texts[:25]] if text not in heads)]
    titles = [line for line in lines if not SAYS_MORE.search(line)]
    for text in [line for line in titles if not MEETING.search(line)] + titles + lines:
        year = stated_year(text)
        if year is None:
            continue
        if text not in titles:
            return year, "no title names the fiscal year; it was taken from a sentence"
        if MEETING.search(text) and not names_kind(text):
            return year, "only the meeting's fiscal year is named; the report may be about another"
        named = years_said(re.sub(r"\([^()]*\)", "", text)) or years_said(text)
        if len(set(named)) > 1:
            return max(named), "the title names several fiscal years; the latest was taken"
        return year, None
    return None, None


def year_elsewhere(document: Document, title: str, texts: Sequence[str]) -> tuple[int | None, str]:
    """The fiscal year of a report whose title names none, and why it may be another."""
    if (year := _year_by_issue(title, texts)) is not None:
        return year, "the title names no fiscal year; it is taken to be the last one before the date of issue"
    if (year := common_year(document)) is not None:
        return year, "no title names the fiscal year; it was taken from the headings of the pages"
    return None, "no fiscal year found"


def _year_by_issue(title: str, texts: Sequence[str]) -> int | None:
    """The fiscal year of the month or part of the year that a title names without one: the last that was over when the
    report was made, by the one date in its first lines that says when.
    """
    bare = _BARE_MONTH.search(title)
    month = PERIOD_ENDS.get(period_named(title) or "") or (int(bare[1]) if bare else None)
    lines = [text for text in texts if len(text) <= _LONGEST_ISSUE and (_ISSUE.search(text) or is_issuer(text))]
    issued = {found[0] for text in lines for found in dated_months_in(text)}
    if month is None or len(issued) != 1:
        return None
    made = issued.pop()
    years = (made.year, made.year - 1, made.year - 2)
    return next((year for year in years if month_in_year(year, month) <= made), None)


def stated_year(text: str) -> int | None:
    """The fiscal year of a title; a Western year goes before an era year in brackets that does not fit it."""
    western = re.search(r"(20\d\d)(?:\([^)]*\))?年度", text)
    if western:
        return int(western.group(1))
    part = _YEAR_OF_PART.match(text) or _YEAR_IN_BRACKETS.search(text)
    return fiscal_year_in(text) or (fiscal_year_in(f"{part['year']}年度") if part else None)


def common_year(document: Document) -> int | None:
    """The latest year that headings of the pages name most."""
    counts: Counter[int] = Counter()
    for page in document.pages:
        for line in lines_in(page.blocks):
            if len(line.text) <= 40:
                counts.update(found.value for found in fiscal_years_in(line.text))
    if not counts:
        return None
    most = counts.most_common(1)[0][1]
    return max(year for year, n in counts.items() if n * 2 >= most)
