"""Of when a figure is, read a second time by where it stands.

A figure whose own row, column, cell or sentence names no year or no month was given them by something else on its page:
a title, a heading, the label of a card, the report. Here the nearest words of time above it are looked up, whichever
rule had read it. Where they name another time, or a heading without one stands between, the figure is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extract.certainty.findings import Claim
from extract.certainty.words.head_claims import doubted
from extract.certainty.words.head_times import months_of, years_of
from extract.certainty.words.head_words import Heads, PageCells
from extract.certainty.words.page_times import SLACK, PageTimes, Said, is_over, nearest, on_one_line
from extract.document import BBox, Document
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import PART_MONTHS, fiscal_year_in, period_named, year_without_era
from extract.normalise.text import solid
from extract.recorder import Recorder
from extract.shapes.context import Header

_KINDS = ("kpi_target", "kpi_actual", "kpi_rank", "monthly_actual", "period_figure", "plan_item")
_BEFORE = re.compile(r"前年|昨年|前期|前々")
#: Words so close to a figure that stands in no table, in points, are its own.
_OWN = 20.0
#: A box lies in another, but for so many points.
_EDGE = 2.0
_LAST_MONTH = 3


class _Figure:
    """A fact on its page, what its own words say of when it is, and the words of time around it."""

    def __init__(self, row: Row, box: BBox, heads: Heads | None, page: PageTimes) -> None:
        self.row, self.box, self.page = row, box, page
        self.year: int = row["fiscal_year"]
        self.in_cell = heads is not None
        text = solid(row["extracted_text"] or "")
        own = (*heads.near, text) if heads is not None else (text,)
        self.years = years_of(own) or set(self._short_years(own))
        self.months = months_of(own)
        around = () if self.in_cell else page.around(box, _OWN)
        self.of_year_before = any(_BEFORE.search(text) for text in (*own, *around))

    def _short_years(self, own: Iterable[str]) -> Iterator[int]:
        for text in own:
            alone = year_without_era(text, self.year)
            year = alone[0] if alone is not None else fiscal_year_in(text)
            if year is not None:
                yield year

    def is_in(self, said: Said) -> bool:
        """Whether words name the fiscal year that the figure was read to be of."""
        return self.year in said.years or (self.of_year_before and self.year + 1 in said.years)

    def on_line(self) -> list[Said]:
        """What stands on its line."""
        return [one for one in self.page.said if on_one_line(one.box, self.box)]

    def beside(self) -> list[Said]:
        """What stands on its line, to the left of it or around it."""
        left, _, right, _ = self.box
        reaches = ((one, one.box[0], one.box[2]) for one in self.on_line())
        return [one for one, x0, x1 in reaches if x1 <= left + _EDGE or (x0 <= left + _EDGE and x1 >= right - _EDGE)]

    def below(self) -> list[Said]:
        """What stands right below it in no table, as under the figures of a card."""
        if self.in_cell:
            return []
        close = (one for one in self.page.said if not one.sentence and -SLACK <= one.box[1] - self.box[3] < _OWN)
        return [one for one in close if is_over(one.box, self.box)]

    def headings(self) -> list[Said]:
        """What stands above it, over it or further to the left, sentences apart."""
        above = (one for one in self.page.said if not one.sentence and one.box[3] <= self.box[1] + SLACK)
        return [one for one in above if is_over(one.box, self.box) or one.box[0] <= self.box[0]]


def claims(
    recorder: Recorder, document: Document, cells: Mapping[int | None, PageCells], header: Header
) -> Iterator[Claim]:
    """One failed claim for every figure that the nearest words of time above it contradict."""
    pages = {page.number: PageTimes(page) for page in document.pages}
    for kind in _KINDS:
        for row in recorder.of(kind):
            place = Locator.of(row["source_ref"])
            page, box = pages.get(place.place.page), place.place.bbox
            if row["review_state"] != "ok" or row["fiscal_year"] is None or box is None or page is None or page.turned:
                continue
            grid = cells.get(place.place.page) if place.table is not None else None
            figure = _Figure(row, box, grid.heads(place) if grid is not None else None, page)
            against = _year_against(figure, pages.get((place.place.page or 0) - 1), header)
            if against is None and kind == "kpi_actual":
                against = _month_against(figure, header)
            if against is not None:
                yield from doubted(row, against)


def _year_against(figure: _Figure, page_before: PageTimes | None, header: Header) -> str | None:
    """Why a figure whose own words name no year is of another one than it was read to be, or may be."""
    if figure.years or any(said.years for said in figure.beside()) or any(map(figure.is_in, figure.below())):
        return None
    named = [said for said in figure.headings() if said.years]
    heads = [said for said in named if figure.page.may_head(said, figure.box)]
    heads = [said for said in heads if figure.is_in(said) or not figure.page.labels_figures(said)]
    over, left = nearest(heads, figure.box), nearest(named, figure.box)
    if over is not None and left is not None:  # a label to the left may be of the rows below it as well
        told = figure.is_in(over) or figure.is_in(left)
        return None if told else f"the nearest words above it that name a year are {over.text}, not {figure.year}"
    if header.fiscal_year == figure.year or (figure.of_year_before and header.fiscal_year == figure.year + 1):
        return None
    before = page_before.said if page_before is not None else ()  # the heads of a table that goes on from there
    if any(figure.is_in(said) and not said.sentence and is_over(said.box, figure.box) for said in before):
        return None
    return f"no words of its page say that it is of the fiscal year {figure.year}, which is not the report's"


def _month_against(figure: _Figure, header: Header) -> str | None:
    """Why a result whose own words name no month is of another one than it was read to be, or of a part of the year."""
    month, year = figure.row["as_of"], figure.year
    if figure.months or any(said.months for said in figure.beside()):
        return None
    below = [said for said in figure.below() if said.months and said.names(year)]
    right = [said for said in figure.on_line() if said.months and said.names(year)]
    if month is not None and any(_may_be(month.month, said) for said in (*below, *right)):
        return None
    if below:
        return f"the words below it name another time: {below[0].text}"
    heads = [said for said in figure.headings() if said.months and figure.page.may_head(said, figure.box)]
    heads = [said for said in heads if not figure.page.labels_figures(said)]
    over = nearest([said for said in heads if not figure.years or year in said.years], figure.box)
    if over is None:
        borrowed = month is not None and month != header.as_of and month.month not in figure.page.months
        return f"no words of its page name {month:%Y-%m}, which is not the report's month" if borrowed else None
    return _headed_against(figure, over) if over.names(year) else None


def _headed_against(figure: _Figure, over: Said) -> str | None:
    """Why the nearest words above a result that name a month do not date it as it was read."""
    month = figure.row["as_of"]
    if month is None:
        part = over.months - {_LAST_MONTH}
        return f"the nearest words above it that name a part of the year are {over.text}" if part else None
    if not _may_be(month.month, over):
        return f"the nearest words above it that name a month are {over.text}, not {month:%Y-%m}"
    between = figure.page.heading_between(over, figure.box)
    return f"a heading without a month ({between}) stands between it and {over.text}" if between is not None else None


def _may_be(month: int, said: Said) -> bool:
    """Whether words name a month, or a part of the year that it lies in."""
    return month in said.months or month in PART_MONTHS.get(period_named(said.text) or "", ())
