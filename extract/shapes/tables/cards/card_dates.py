"""Dates in brackets in a line of their own under the labels of a card, each below the label it dates.

61.50%以上     47.36%            45.90%
目標           実績              前年同月
(令和7年度)    (令和7年8月末)    (令和6年8月末)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Line
from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, solid
from extract.shapes.names.line_words import by_words, meet
from extract.shapes.tables.labels import read_label

_BRACKETED = re.compile(r"[(（\[〔](?P<words>[^()（）\[\]〔〕]+)[)）\]〕]")
_FEWEST = 2
#: Why the figures over dates that could not be set under their labels are in doubt.
WHOSE_DATE = "dates in brackets stand below the figures of the card, and not each below one of their labels"


def with_dates_on_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines of a card with such dates behind the labels that stand over them. Where a date stands below no label,
    or below several, the lines of the card are in doubt.
    """
    out: list[Line] = []
    unsure = False
    for line in lines:
        if not is_line_of_dates(line):
            out.append(line)
            continue
        dated = _dated(out[-1], line) if out else None
        if dated is not None:
            out[-1] = dated
        else:
            unsure = True
            out.append(line)
    return [replace(line, doubt=line.doubt or WHOSE_DATE) for line in out] if unsure else out


def is_line_of_dates(line: Line) -> bool:
    """Whether a line prints several pieces or words that are each a date in brackets."""
    pieces = by_words(line)
    return len(pieces) >= _FEWEST and all(_is_date(piece.text) for piece in pieces)


def _is_date(text: str) -> bool:
    found = _BRACKETED.fullmatch(solid(text))
    label = read_label(found["words"], None) if found is not None else None
    return label is not None and bool(label.as_of or label.bare_as_of or label.fiscal_year)


def _dated(labels: Line, dates: Line) -> Line | None:
    """A line of labels with the date below each of them; None where a date is of no one label."""
    if len(labels.pieces) < _FEWEST or any(figures_in(fold(piece.text)) for piece in labels.pieces):
        return None
    parts = by_words(dates)
    of = [[i for i, label in enumerate(labels.pieces) if meet(label, date)] for date in parts]
    if any(len(found) != 1 for found in of) or len({found[0] for found in of}) < len(of):
        return None
    words = {found[0]: date.text.strip() for found, date in zip(of, parts, strict=True)}
    pieces = tuple(replace(label, text=label.text + words.get(i, "")) for i, label in enumerate(labels.pieces))
    return replace(labels, text="\t".join(piece.text for piece in pieces), pieces=pieces)
