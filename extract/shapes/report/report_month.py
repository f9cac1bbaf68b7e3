"""The month that a report's figures run to, as its first lines and its text say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from extract.document import Document
from extract.normalise.dates import PERIOD_ENDS, dated_months_in, fiscal_year_of, month_in_year
from extract.normalise.text import solid
from extract.shapes.remarks.kpi_remarks import without_remarks
from extract.shapes.report.report_lines import lines_in, years_said
from extract.shapes.report.title_block import is_issuer

#: So many lines at the top may be the title of a report whatever they say of it.
FIRST_LINES = 3
#: The month that a title says figures run to, without its year: (12月末時点).
_BARE_AS_OF = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:末(?:時点|現在)?|時点|現在)")
#: A report on one month says so: 令和7年1月分, 業務統計月報 令和6年11月, 令和6年11月の状況.
_OF_MONTH = re.compile(
    r"月報|月次|月例|月間|(?<![診療受])月[分度]|月の[^。、]{0,12}(?:状況|実績|報告|概況|統計)"
    r"|月(?:支部)?業務(?:概況|統計|実績|報告|状況)|業務(?:概況|統計|実績|報告|状況)\((?:1[0-2]|[1-9])月\)$"
)
#: A line below a title that says of when the figures are: データ:12月末時点, (12月末現在).
_FIGURES_AS_OF = re.compile(
    r"(?:^[(〔]|(?:データ|数値|計数|実績値?|基準日?)(?:は|:))(?P<month>1[0-2]|[1-9])月末?(?:時点|現在)(?:の(?:数値|実績|データ))?"
    r"(?:[、,/]?単位:[^()〔〕]{1,6})?[)〕]?$"
)
#: So many lines tell of which month the figures are.
_SEVERAL = 3
#: A note to single figures.
_FOOTNOTE = re.compile(r"(?:※|\*|\(?注)\d")
#: From a month on: 令和6年4月~, R6.4から.
_FROM_MONTH = re.compile(r"(?:月|\d[./]\d).*(?:[~-]|から)$")
#: Months that a report runs over: (4月~12月).
_SPAN = re.compile(r"(?<!\d)4月?[~-](1[0-2]|[1-9])月")
_ANY_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_MONTH_LINE = re.compile(r"[(〔]?(?:令和|平成|R|H|20)(?:元|\d{1,2})(?:年度?|[.])\d{1,2}月?[分度号][)〕]?")


def one_month(title: str) -> date | None:
    """The month that the title of a monthly report names: 月次業務報告(令和7年1月分)."""
    months = {month for month, _, _ in dated_months_in(title)}
    years, bare = set(years_said(title)), set(_ANY_MONTH.findall(title))
    if not months and len(years) == len(bare) == 1:
        months = {month_in_year(years.pop(), int(bare.pop()))}
    return months.pop() if len(months) == 1 and _OF_MONTH.search(title) and not is_issuer(title) else None


def closing_month(title: str) -> date | None:
    """The one month with its year that a title ends with, no fiscal year beside it: 業務ダッシュボード 令和6年12月."""
    found = dated_months_in(title)
    ends = len(found) == 1 and found[0][2] >= len(title) and not years_said(title) and not is_issuer(title)
    return found[0][0] if ends else None


def is_month_of_figures(document: Document, month: date) -> bool:
    """Whether several lines say of their figures that they are of that month (12月末), which so is none of issue."""
    said = re.compile(rf"(?<!\d){month.month}月(?:末|時点|現在|診療分|分)")
    return sum(bool(said.search(line.text)) for page in document.pages for line in lines_in(page.blocks)) >= _SEVERAL


def with_month_below(texts: Sequence[str], at: int) -> str:
    """A line with the one below it that is nothing but the month of a monthly report: (令和6年10月分)."""
    below = texts[at + 1] if at + 1 < len(texts) else ""
    dated = at < FIRST_LINES and _MONTH_LINE.fullmatch(below) and not is_issuer(texts[at])
    return texts[at] + below if dated else texts[at]


def stated_month(window: Sequence[str]) -> date | None:
    """The month that the title's lines say the figures run to: 令和6年12月末時点, 令和6年4月~令和6年9月, R6.4~R6.9."""
    for text in (without_remarks(text) for text in window if not _FOOTNOTE.match(text)):
        for month, start, end in dated_months_in(text):
            if re.match(r"末|時点|現在|まで", text[end : end + 2]) or _FROM_MONTH.search(text[:start]):
                return month
    return None


def month_in_title(title: str, year: int | None) -> date | None:
    """The month that a title says figures run to without its year: 12月末時点."""
    month = _BARE_AS_OF.search(title) if year is not None else None
    return month_in_year(year, int(month[1])) if month and year is not None else None


def month_of_figures(window: Sequence[str], year: int | None) -> date | None:
    """The month that a line below the title says figures are of, without its year: データ:12月末時点."""
    found = {said["month"] for text in window if (said := _FIGURES_AS_OF.search(solid(text)))}
    return month_in_year(year, int(found.pop())) if len(found) == 1 and year is not None else None


def month_of_span(text: str, year: int | None) -> date | None:
    """The last of the months that a report is said to run over: 4月~12月."""
    span = _SPAN.search(text) if year is not None else None
    return month_in_year(year, int(span[1])) if span and year is not None else None


def latest_said(document: Document, year: int | None) -> date | None:
    """The latest month of the year that several figures are said to be of (令和6年9月末)."""
    counts: Counter[date] = Counter()
    for page in document.pages:
        for line in lines_in(page.blocks):
            text = without_remarks(line.text)
            for month, _, end in dated_months_in(text):
                if fiscal_year_of(month) == year and re.match(r"末|時点|現在", text[end : end + 4]):
                    counts[month] += 1
    often = [month for month, n in counts.items() if n >= 2]
    return max(often, default=None)


def month_of(head: str, year: int | None, kind: str | None, period: str) -> date | None:
    """The month that the figures run to: as the cover says (令和6年9月末を基準), else the end of the period."""
    stated = re.search(r"基準日[^。]{0,20}?((?:令和|R|20)[^。]{0,12}?\d{1,2}月)末?", head)
    if stated and (months := dated_months_in(stated.group(1))):
        return months[0][0]
    if year is None or kind not in ("progress", "results") or (kind == "progress" and not _names_end(head, period)):
        return None
    return month_in_year(year, PERIOD_ENDS.get(period, 3))


def _names_end(head: str, period: str) -> bool:
    """Whether the first lines name the part of the year that a progress report is of; the whole year only in words."""
    return period != "FY" or bool(re.search(r"通期|通年|年間|年度末|決算", head))
