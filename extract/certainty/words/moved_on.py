"""Months without a year, and years told from the present, below words that have left the report's year behind.

A newsletter on the results of one year goes on: 令和6年9月末現在の…は30.1%です。保険証の回収率は8月末で88.1%です。
Which year a bare month there lies in no word says; it was taken to be the report's. So is 今年度 in an issue that came
out when the year that it reports on was over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.document import Document, Line, Page, Paragraph
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import dated_months_in, fiscal_year_in, fiscal_year_of
from extract.normalise.text import solid
from extract.recorder import Recorder, flag
from extract.shapes.context import Header
from extract.shapes.report.report_lines import lines_in, top_lines

_RULES = frozenset({"result_sentence", "result_clause"})
_OF = re.compile(r"末|時点|現在|まで|診療分|受診分|実施分")
_KINDS = ("kpi_actual", "kpi_target", "kpi_rank", "monthly_actual", "period_figure")
_PRESENT = re.compile(r"[今本当来翌次]年度")
_ISSUE = re.compile(r"月(?:\d{1,2}日)?号")
_TOP, _HEADING = 8, 30
_OF_PRESENT = "its year is told from the present, and the issue came out after the year that it was taken for"
_DOUBT = "no year is printed with its month, and the text above it speaks of a later year than the report's"


def doubt_bare_months(recorder: Recorder, header: Header, document: Document) -> None:
    """Flags the results of sentences with a bare month below one that speaks of a time after the report's."""
    bare: dict[int | None, list[Row]] = {}
    for row in recorder.of("kpi_actual"):
        text = solid(row["extracted_text"])
        if row["rule"] in _RULES and row["as_of"] and fiscal_year_in(text) is None and not dated_months_in(text):
            bare.setdefault(row["page"], []).append(row)
    for page in document.pages if bare and header.fiscal_year is not None else ():
        rows = bare.get(page.number, [])
        later = False
        for line in _lines(page) if rows else ():
            for row in rows if later else ():
                if line.place.touches(Locator.of(row["source_ref"]).place):
                    flag(row, _DOUBT)
            plain = solid(line.text)
            for month, _, end in dated_months_in(plain):
                if _OF.match(plain, end):  # a day of issue dates no figures
                    later = fiscal_year_of(month) > (header.fiscal_year or month.year)


def doubt_present_years(recorder: Recorder, header: Header, document: Document) -> None:
    """Flags what stands under 今年度 or 来年度 in an issue (令和7年2月号) of a later year than the report's."""
    issued = next((found for line in top_lines(document.pages[:1], _TOP) if (found := _issue_of(line.text))), None)
    if issued is None or header.fiscal_year is None or fiscal_year_of(issued) <= header.fiscal_year:
        return
    rows: dict[int | None, list[Row]] = {}
    for kind in _KINDS:
        for row in recorder.of(kind):
            rows.setdefault(row["page"], []).append(row)
    for page in document.pages:
        below = False
        for line in lines_in(page.blocks) if page.number in rows else ():
            plain = solid(line.text)
            if len(plain) <= _HEADING and not plain.endswith("。") and (below or _PRESENT.search(plain)):
                below = _PRESENT.search(plain) is not None or fiscal_year_in(plain) is None
            for row in rows[page.number] if below or _PRESENT.search(plain) else ():
                told = fiscal_year_in(solid(row["extracted_text"] or "")) is not None
                if not told and line.place.touches(Locator.of(row["source_ref"]).place):
                    flag(row, _OF_PRESENT)


def _issue_of(text: str) -> date | None:
    """The month of the issue that a line names."""
    months = dated_months_in(text)
    return months[0][0] if len(months) == 1 and _ISSUE.search(solid(text)) else None


def _lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        yield from block.lines if isinstance(block, Paragraph) else ()
