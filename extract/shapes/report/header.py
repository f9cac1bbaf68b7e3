"""The report's own facts: branch, fiscal year, kind, period, as-of month and title, from its first words.

The title is looked for at the top of the first pages; where these are pictures, the words that later pages repeat
(column headings with a year, the branch named in the text) stand in, and the header says so by a reason for review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extract.document import Cell, Document, Line
from extract.normalise.dates import PERIOD_ENDS, fiscal_year_of, period_named
from extract.normalise.text import solid
from extract.readers.words.glyphs import OCR_DOUBT
from extract.shapes.context import Header
from extract.shapes.report.heading_times import HeadingTimes
from extract.shapes.report.judging_titles import KIND_BY_JUDGING, judges, kind_by_months
from extract.shapes.report.latest_month import latest_month
from extract.shapes.report.report_branch import branch_by_mention, branch_of, branches
from extract.shapes.report.report_kind import kind_by_issue, kind_by_time, kind_by_words, plans_ahead, written_within
from extract.shapes.report.report_lines import SENTENCE, lines_in, texts_in_columns
from extract.shapes.report.report_month import (
    closing_month,
    is_month_of_figures,
    latest_said,
    month_in_title,
    month_of,
    month_of_figures,
    month_of_span,
    one_month,
    stated_month,
)
from extract.shapes.report.report_period import period_of
from extract.shapes.report.report_span import AT_END, year_at_end, years_side_by_side
from extract.shapes.report.report_title import Top
from extract.shapes.report.report_year import common_year, year_elsewhere, year_of_title

_NO_MONTH = "neither the title nor a table says up to which month the figures run"
_LATEST = "the title names no month; {:%Y-%m} is the latest that the report's figures are said to run to or fill"


@dataclass
class HeaderFinding:
    """The header with the lines it was read from, what is doubtful about it, and where its month is from if the title
    names none; `only_year` where nothing but its year is in doubt.
    """

    header: Header
    line: Line | None
    doubt: str | None
    month_from: str | None = None
    only_year: bool = False


def read_header(document: Document) -> HeaderFinding:
    """What the report says about itself."""
    top = Top.of(document)
    branch, doubt = branch_of(top.texts, top.window, document)
    named = doubt is None
    of_month = one_month(top.title)
    apart = HeadingTimes(document, top.line, common_year(document)).apart(top.title)
    stated = of_month or stated_month([text for text in top.window if text not in apart])
    closing = closing_month(top.title or solid(top.words or "")) if stated is None else None
    if closing is not None and is_month_of_figures(document, closing):
        stated = closing
    year, unclear = _year(document, top, of_month, stated)
    doubt = doubt or unclear
    stated = stated or month_in_title(top.title, year) or month_of_figures(top.window, year)
    kind, kind_from = _kind(document, top, year, stated, of_month)
    period, as_of, month_from = _time(document, top, year, kind, stated, of_month)
    if branch is None:
        doubt, named = "no branch is named; add the branch's name or offer the file with its cover page", False
    if top.line is not None and top.line.doubt and top.line.doubt.startswith(OCR_DOUBT):
        branch, unconfirmed = _confirmed(document, branch, year)
        doubt, named = doubt or unconfirmed, False
    header = Header(branch, year, kind, period, as_of, top.words, of_month is not None, kind_from is not None)
    return HeaderFinding(header, top.line, doubt, month_from or kind_from, named and doubt is not None)


def _year(document: Document, top: Top, of_month: date | None, stated: date | None) -> tuple[int | None, str | None]:
    """The fiscal year, and why it may be another."""
    if of_month:
        return fiscal_year_of(of_month), None
    if (ended := year_at_end(top.title, top.texts, document)) is not None:
        return ended
    year, unclear = year_of_title(top.texts, top.at, top.window, years_side_by_side(document))
    if year is None and stated is not None:
        return fiscal_year_of(stated), unclear
    return (year, unclear) if year is not None else year_elsewhere(document, top.title, top.texts)


def _kind(
    document: Document, top: Top, year: int | None, stated: date | None, of_month: date | None
) -> tuple[str | None, str | None]:
    """The kind, and what it was told by where no words name it."""
    heads = texts_in_columns(document.pages[:2], 2) - {top.title}  # 実施結果 over a column names no report
    said = "".join(text for text in top.window if not SENTENCE.search(text) and text not in heads)
    if plans_ahead(top.title):
        return "plan", None
    kind = "progress" if of_month else kind_by_words(said, top.words or "", document)
    kind = kind or kind_by_time(top.title, top.texts, stated) or kind_by_issue(top.title, top.texts, year)
    if kind is None and AT_END.search(top.title):
        kind = "results"
    if kind == "results" and period_named(top.title) in (None, "FY"):
        apart = [text for text in top.texts if text not in heads]
        within = written_within(apart, year) if stated is None else _is_within(stated, year)
        return ("progress" if within else kind), None
    if kind is None and judges(top.title, document):
        return kind_by_months(document, year), KIND_BY_JUDGING
    return kind, None


def _is_within(month: date, year: int | None) -> bool:
    """Whether a month up to which results run is one of the fiscal year before its last."""
    return fiscal_year_of(month) == year and month.month != PERIOD_ENDS["Q4"]


def _time(
    document: Document, top: Top, year: int | None, kind: str | None, stated: date | None, of_month: date | None
) -> tuple[str, date | None, str | None]:
    """The part of the year, the month that the figures run to, and where that is from if the title names none."""
    seen = latest_said(document, year) if top.at is None else None
    columns = texts_in_columns(document.pages[:2], 3)
    outside = [text for text in top.window if text not in columns]
    if stated is None and kind == "progress":
        stated = month_of_span("".join(outside), year)
    if stated is not None and fiscal_year_of(stated) == year:
        seen = stated
    period = "FY" if of_month else period_of(outside, top.texts, seen, kind)
    as_of = seen or month_of("".join(top.texts), year, kind, period)
    if as_of is not None or kind != "progress" or year is None:
        return period, as_of, None
    latest = latest_month(document, year)
    return period, latest, _NO_MONTH if latest is None else _LATEST.format(latest)


def _confirmed(document: Document, branch: str | None, year: int | None) -> tuple[str | None, str | None]:
    """The branch, and why a title read by OCR is not certain: None where pages with text name the same branch and year.

    A branch that those pages name beyond doubt goes before one read by OCR.
    """
    pages = [page for page in document.pages if not page.recognised]
    text = Document(document.sha256, document.file_name, document.reader, pages)
    named, weak = branch_by_mention(text, branches())
    if named is not None and (named, common_year(text)) == (branch, year):
        return branch, None
    sure = named if named is not None and weak is None else branch
    return sure, "the title was read by OCR and no other page confirms its branch and fiscal year"


def cell_lines(cell: Cell) -> Iterable[Line]:
    """All lines of a cell, nested tables included."""
    return lines_in(cell.blocks)
