"""The words of a page that name a time, each with its place: what a figure that names none itself may be dated by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extract.certainty.words.head_claims import REMEMBERED
from extract.certainty.words.head_times import UP_TO, months_in, years_of
from extract.document import BBox, Line, Page
from extract.normalise.dates import PERIOD_ENDS, fiscal_year_in, period_named
from extract.normalise.text import solid
from extract.readers.drawn.boxes import middle_in
from extract.shapes.report.heading_times import SAME_HEIGHT, SAME_PLACE
from extract.shapes.report.report_lines import lines_in
from extract.shapes.report.title_block import is_issuer

#: A sentence, or part of one, dates itself alone: it states a figure, or is cut off by the end of the line.
_SENTENCE = re.compile(r"[。、]|[はがをにで]$|\d[\d,.]*(?:%|円|人|名|件|事業所|社|ポイント|日$)")
_LONGEST = 38
#: A day on which something was made, put to a council or done, but for one up to which figures run.
_DAY = re.compile(r"(?:令和|平成|[RH]|20)\S{1,4}[年./]\d{1,2}[月./]\d{1,2}日(?!現在|時点)|発行|作成|公表|更新|第\d+回")
_NOTE = re.compile(r"※|^(?:\*|\(?注)")
_FIGURE = re.compile(r"[(△▲+-]?\d[\d,.]*(?:%|円|人|名|件|事業所|社|千円|日|位)?\)?")
_LETTER = re.compile(r"[^\W\d_]")
#: What shares so much of the lower of two lines stands on one line with it.
_SHARE = 0.3
#: A line ends at the top of the next, but for so many points.
SLACK = 3.0


@dataclass(frozen=True)
class Said:
    """Words that name a time: the fiscal `years`, the `months` that figures are of or run up to, and whether they are a
    `sentence`, which dates nothing but itself.
    """

    text: str
    box: BBox
    years: frozenset[int]
    months: frozenset[int]
    sentence: bool

    def names(self, year: int) -> bool:
        """Whether a fiscal year may be meant: it is named, or none is."""
        return not self.years or year in self.years


class PageTimes:
    """The words of one page, upright, that name a time, its figures, and where its tables stand."""

    def __init__(self, page: Page) -> None:
        self.lines = [(solid(line.text), line) for line in lines_in(page.blocks)]
        self.turned = any(_is_turned(line) for _, line in self.lines)
        self.cells = [
            (table.place.bbox, cell.place.bbox)
            for table in page.tables()
            if table.place.bbox is not None and len(table.cells) > 1
            for cell in table.cells
            if cell.place.bbox is not None
        ]

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The words that name a time, pieces of one line apart; notes and days of issue are none."""
        pieces = (piece for _, line in self.lines for piece in line.pieces or (line,))
        found = (_said(solid(piece.text), piece.place.bbox) for piece in pieces if piece.place.bbox is not None)
        return tuple([said for said in found if said is not None])

    @cached_property
    def months(self) -> frozenset[int]:
        """Every month that the page names."""
        return frozenset().union(*(months_in(text) for text, _ in self.lines))

    @cached_property
    def figures(self) -> tuple[BBox, ...]:
        """Where lone figures stand."""
        pieces = (piece for _, line in self.lines for piece in line.pieces or (line,))
        return tuple([p.place.bbox for p in pieces if p.place.bbox is not None and _FIGURE.fullmatch(solid(p.text))])

    def may_head(self, said: Said, box: BBox) -> bool:
        """Whether words above a figure may be its heading: not those in another table, nor those in a cell of its own
        table that does not stand over it.
        """
        held = ((table, cell) for table, cell in self.cells if middle_in(said.box, cell) and not middle_in(box, cell))
        over = is_over(said.box, box)
        return all(over and middle_in(box, table) for table, _ in held)

    def labels_figures(self, said: Said) -> bool:
        """Whether figures stand to the right of words on their line: they are the label of these."""
        return any(box[0] >= said.box[2] - 1 and on_one_line(box, said.box) for box in self.figures)

    def around(self, box: BBox, reach: float) -> Iterator[str]:
        """The words on the line of a figure close to it, and those right over and below it."""
        for text, line in self.lines:
            at = line.place.bbox
            if at is None:
                continue
            close = on_one_line(at, box) and at[0] < box[2] + 4 * reach and at[2] > box[0] - 6 * reach
            if close or (is_over(at, box) and min(abs(box[1] - at[3]), abs(at[1] - box[3])) < reach):
                yield text

    def heading_between(self, said: Said, box: BBox) -> str | None:
        """A heading between dated words and a figure that looks as they do: what they date ends there."""
        height = said.box[3] - said.box[1]
        for text, line in self.lines:
            at = line.place.bbox
            if at is None or not (said.box[3] < at[1] and at[3] <= box[1] + 1) or len(text) > _LONGEST:
                continue
            alike = abs((at[3] - at[1]) - height) <= SAME_HEIGHT * height and abs(at[0] - said.box[0]) < SAME_PLACE
            if alike and _LETTER.search(text) and _SENTENCE.search(text) is None:
                return text
        return None


def on_one_line(left: BBox, right: BBox) -> bool:
    """Whether two boxes stand on one line."""
    shared = min(left[3], right[3]) - max(left[1], right[1])
    return shared > _SHARE * min(left[3] - left[1], right[3] - right[1])


def is_over(over: BBox, below: BBox) -> bool:
    """Whether two boxes stand one over the other, whichever is the upper one."""
    return min(over[2], below[2]) - max(over[0], below[0]) > 1


def nearest(said: Sequence[Said], box: BBox) -> Said | None:
    """The lowest of words above a figure; of those on its line the one over the figure, or else the closest to it."""
    if not said:
        return None
    lowest = max(said, key=lambda one: one.box[3])
    line = [one for one in said if on_one_line(one.box, lowest.box)]
    over = [one for one in line if is_over(one.box, box)]
    return min(over or line, key=lambda one: abs(one.box[0] + one.box[2] - box[0] - box[2]))


@lru_cache(maxsize=REMEMBERED)
def _said(text: str, box: BBox) -> Said | None:
    if _DAY.search(text) or _NOTE.search(text) or is_issuer(text):
        return None
    year = fiscal_year_in(text)
    years = years_of([text]) or ({year} if year is not None else set())
    part = period_named(text)
    ends = {PERIOD_ENDS[part]} if part in PERIOD_ENDS else set()
    months = (months_in(text) if UP_TO.search(text) else frozenset()) or frozenset(ends)
    if not years and not months:
        return None
    return Said(text, box, frozenset(years), months, len(text) > _LONGEST or _SENTENCE.search(text) is not None)


def _is_turned(line: Line) -> bool:
    pairs = zip(line.box or (), line.place.bbox or (), strict=False)
    return any(abs(upright - printed) > 1 for upright, printed in pairs)
