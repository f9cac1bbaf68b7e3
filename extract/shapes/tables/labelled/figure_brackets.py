"""What the figure in brackets below another in a table is: 31,846件 (32,510件), 1,204 (56.7%), 92%(前年 90%)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.document import Cell
from extract.normalise.dates import month_in_year
from extract.normalise.numbers import Figure, parse_figure
from extract.shapes.tables.above.table_times import says_same_time
from extract.shapes.tables.labelled.cells import Printed, in_brackets
from extract.shapes.tables.labels import Label, read_label

#: Why a figure in brackets is refused.
UNEXPLAINED = "nothing says what the figure in brackets is; look at the page and add a correction"
_UNNAMED = "nothing beside or over it says of what the figure in brackets is; taken for the year before"
_NAMED = (
    "it stands in the brackets of another figure; the words in brackets beside or over that were taken for its name"
)
_SHARE = re.compile(r"率|割合|比$|シェア")
_BY_REMARK = "what its brackets mean is said by a remark on the page, and not over or beside it"
#: Words and a figure within brackets (前年度 92.2%), of which notes (注1) and months (令和6年3月) are none.
_INNER = re.compile(r"^(?P<words>[^\d※]*[一-龥ぁ-んァ-ヶー])(?<!注):?(?P<figure>[△▲\-+]?\d[\d,.]*[^\d()]{0,4})$")
_DATES = frozenset({"月", "日", "年"})
#: Brackets at the end of a label.
_LAST = re.compile(r"^(?P<main>.*[^(])\((?P<sub>[^()]+)\)$")


@dataclass(frozen=True)
class InBrackets:
    """The figure in the brackets of a cell, its fiscal year, what is said of it, and why these may be wrong; `measure`
    names a figure of the same time that measures something else (構成比).
    """

    figure: Figure
    year: int
    words: Label
    doubt: str | None
    measure: str | None = None

    def moved(self, label: Label) -> Label:
        """A label of the figure before the brackets as it reads for the one in them."""
        if self.measure is not None:
            return label
        as_of = month_in_year(self.year, label.as_of.month) if label.as_of else None
        return replace(label, fiscal_year=self.year, as_of=as_of, national=label.national or self.words.national)

    @property
    def at_same_time(self) -> bool:
        """Whether it is of the same time of another year as the figure before the brackets."""
        return self.doubt == _UNNAMED or says_same_time(self.words)


def split_sub(p: Printed) -> tuple[Figure | None, str | None]:
    """The figure that the brackets of a cell hold and the words before it (前年度 92.2%)."""
    if p.sub is not None or p.sub_text is None:
        return p.sub, None
    found = _INNER.match(p.sub_text)
    figure = parse_figure(found["figure"]) if found is not None else None
    if found is None or figure is None or figure.unit in _DATES:
        return None, None
    return figure, found["words"]


def alone_in_brackets(cell: Cell, remark: str | None, year: int | None) -> Printed | None:
    """A cell that prints nothing but a figure in brackets, below that of the row above, where a remark of the page says
    of which other year or place such figures are; both its figures are that one.
    """
    said = read_label(remark, year) if remark else None
    if said is None or not (said.fiscal_year is not None or said.national):
        return None
    printed = in_brackets(cell)
    return None if printed.figure is None else replace(printed, sub=printed.figure)


def label_apart(label: Label, sub: str | None, year: int | None) -> tuple[Label, str | None]:
    """A label over or beside a figure with another in brackets below it, and what the brackets at its end say of that:
    受診者数(前年同期), 実施率(全国平均), 件数(構成比).
    """
    found = _LAST.match(label.text) if sub is None else None
    said = read_label(found["sub"], year) if found is not None else None
    if found is None or said is None:
        return label, sub
    if said.fiscal_year is None and not said.national and not _SHARE.search(said.rest):
        return label, sub
    return replace(read_label(found["main"], year), unit=label.unit), found["sub"]


def read_brackets(
    p: Printed, beside: Iterable[str | None], remark: str | None, year: int, unit: str | None
) -> InBrackets | None:
    """The figure in the brackets of a cell whose own figure is of `year`: as words in them say, those in brackets of
    the labels `beside` it, or a remark of the page; of the year before where nothing does and both are of one unit.
    None where it cannot be told.
    """
    figure, own = split_sub(p)
    if figure is None or p.figure is None:
        return None
    for words, doubt in ((own, None), *((text, None) for text in beside), (remark, _BY_REMARK)):
        label = read_label(words, year) if words else None
        if label is not None and (label.fiscal_year is not None or label.national):
            return InBrackets(figure, label.fiscal_year or year, label, doubt)
        if label is not None and label.rest and figure.unit != unit and _SHARE.search(label.rest):
            return InBrackets(figure, year, label, _NAMED, label.rest)
        if label is not None and (own or label.rest):
            return None
    if figure.unit not in (None, p.figure.unit or unit):
        return None
    return InBrackets(figure, year - 1, Label(""), _UNNAMED)
