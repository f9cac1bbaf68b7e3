"""Why the time of a figure is in doubt though its labels name one: single months out of turn, the name of another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.normalise.dates import PART_MONTHS
from extract.shapes.tables.labels import Label

#: Single months or what has run up to them, of which no more than two may stand for dates.
_SEVERAL = 3
_MONTH = re.compile(r"^(?:(?:(?:令和|平成|R|H)(?:元|\d{1,2})|20\d\d)年)?(?:\d{1,2}月?[~-])?\d{1,2}月$")
#: A month told by its distance from one that is not named here.
_OTHER = re.compile(r"[前先翌]月(?!比|差)|同月$|^当月$")
BY_MONTH = "it is named by a month, and the months of this table are not in turn"
OTHER_MONTH = "its month is told by another one, which its headings do not name"


def are_single_months(labels: Iterable[Label]) -> bool:
    """Whether several of the labels of rows, or of columns, are bare months, not all of them quarters and halves."""
    months = [label for label in labels if _MONTH.match(label.text)]
    return len(months) >= _SEVERAL and any(label.period not in PART_MONTHS for label in months)


def is_of_other_month(*labels: Label) -> bool:
    """Whether a label says no more of the time than that it is another month (前月, 前年同月)."""
    return any(bool(_OTHER.search(label.text)) and not label.compares and not label.single for label in labels)
