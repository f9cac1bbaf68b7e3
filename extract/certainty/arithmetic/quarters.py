"""Quarters that may run up from the start of the year: below 第2四半期 a KPI often prints its state at the end of it.

Nothing tells a rate of July to September from one of April to September but a word (累計, 単独). Where neither the
labels nor a remark has it, a KPI that the catalogue knows as one that runs up is in doubt, and so is every figure of a
page whose remark says that quarters run up; but for quarters that add up to the year, which no running figures do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extract.catalogue import catalogue
from extract.document import Document, Page, Paragraph
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import PERIOD_ENDS
from extract.normalise.text import solid
from extract.recorder import Recorder, flag

#: 各四半期の数値は年度当初からの累計, (累計、単位:件).
_RUNS_UP = re.compile(r"累計|累積")
#: What is said of sums beside them, or of other tables.
_OF_SUMS = re.compile(r"(?:年度?|合)計[はが]|累計(?:件数|額|値)?(?:[はが]|\d)|月")
#: Words that say that a quarter stands alone.
_ALONE = re.compile(r"単独|単期|単月|期間中|期中|のみ")
_DOUBT = "whether the quarter stands alone or runs up from April is not printed; results of this KPI mostly run up"
_REMARK = "a remark says that figures run up from the start of the year: "
#: 4月からの累計 is no remark on a month.
_YEAR_START = re.compile(r"4月(?:1日)?(?=から|~|以降)")
_LONGEST = 60
_QUARTERS, _YEAR = ("Q1", "Q2", "Q3", "Q4"), "FY"
_SLACK = 1e-6
#: Name, year, unit and table.
Series = tuple[str, int | None, str | None, str | None]


def doubt_quarters(recorder: Recorder, document: Document) -> None:
    """Flags the figures of quarters and halves that may be sums or states since the start of the year."""
    pages: dict[int | None, list[Row]] = {}
    for row in recorder.of("period_figure"):
        if row["period"] in PERIOD_ENDS and row["period"] not in ("Q1", "H1"):
            pages.setdefault(row["page"], []).append(row)
    closing = _closing(recorder.of("period_figure"))
    said = {page.number: _remark(page) for page in document.pages if page.number in pages}
    for number, rows in pages.items():
        for row in (row for row in rows if _series_of(row) not in closing):
            kpi = catalogue().get(str(row["kpi_code"]))
            if remark := said.get(number):
                flag(row, _REMARK + remark)
            elif kpi is not None and kpi.default_basis == "cumulative" and not _ALONE.search(row["measure_ja"]):
                flag(row, _DOUBT)


def _closing(rows: Sequence[Row]) -> set[Series]:
    """The figures whose four quarters, each printed once, add up to that of the year beside them."""
    printed: dict[Series, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        printed[_series_of(row)][str(row["period"])].append(float(row["value"]))
    return {series for series, values in printed.items() if _closes(values)}


def _closes(values: Mapping[str, Sequence[float]]) -> bool:
    if any(len(values.get(part, ())) != 1 for part in (*_QUARTERS, _YEAR)):
        return False
    quarters = [values[part][0] for part in _QUARTERS]
    return min(quarters) > 0 and abs(sum(quarters) - values[_YEAR][0]) < _SLACK


def _series_of(row: Row) -> Series:
    return row["measure_ja"], row["fiscal_year"], row["unit"], Locator.of(row["source_ref"]).table


def _remark(page: Page) -> str | None:
    """The line of a page's running text that says that the figures of its quarters run up."""
    for line in (line for block in page.blocks if isinstance(block, Paragraph) for line in block.lines):
        text = _YEAR_START.sub("", solid(line.text))
        if len(text) <= _LONGEST and _RUNS_UP.search(text) and not _ALONE.search(text) and not _OF_SUMS.search(text):
            return text
    return None
