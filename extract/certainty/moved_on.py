"""Months without a year below words that have left the report's year behind.

A newsletter on the results of one year goes on: 令和6年9月末現在の…は30.1%です。保険証の回収率は8月末で88.1%です。
Which year a bare month there lies in no word says; it was taken to be the report's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Document, Line, Page, Paragraph
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import dated_months_in, fiscal_year_in, fiscal_year_of
from extract.normalise.text import solid
from extract.recorder import Recorder, flag
from extract.shapes.context import Header

_RULES = frozenset({"result_sentence", "result_clause"})
_OF = re.compile(r"末|時点|現在|まで|診療分|受診分|実施分")
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


def _lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        yield from block.lines if isinstance(block, Paragraph) else ()
