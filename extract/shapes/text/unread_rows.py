"""Lines that print several figures side by side, with or without a name, and of whose figures none was read: rows of a
table that was not seen as one. They are rejected, so that nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from extract.document import Line
from extract.facts import FACT_KINDS
from extract.locate import Locator
from extract.normalise.dates import header_month
from extract.normalise.numbers import UNITS, is_blank, parse_figure
from extract.normalise.text import fold
from extract.recorder import Recorder

_UNREAD = "figures side by side of which no table was made out; look at the page and add a correction"
#: A row has so many figures, each set apart by a gap.
_FEWEST = 4
#: Figures under no name are larger than the numbers of a list.
_LIST = 100
#: So many are enough behind months: 4月 120 10月 135.
_FEWEST_BY_MONTH = 2


def reject_unread_rows(lines: Iterable[Line], recorder: Recorder) -> None:
    """Rejects such lines of a page with geometry; `recorder` holds what was read of them."""
    rows = [(line, figures) for line in lines if line.box is not None and (figures := _figures(line))]
    if not rows:
        return
    known = [row for kind in (*FACT_KINDS, "reject") for row in recorder.of(kind) if row.get("source_ref")]
    places = [(Locator.of(row["source_ref"]).place, row.get("value", row.get("target_value"))) for row in known]
    rejected = {str(row["extracted_text"]) for row in recorder.of("reject")}
    for line, figures in rows:
        read = any(value in figures and place.touches(line.place) for place, value in places)
        if not read and line.text not in rejected:
            recorder.reject(Locator(line.place), line.text, _UNREAD)


def _figures(line: Line) -> set[float]:
    """The figures of a line that is figures, a name before them (and again among them) or months among them, and else
    only dashes; none where they are too few.
    """
    words = fold(line.text).split()[:64]
    if len(words) < _FEWEST:
        return set()
    months = [word for word in words if word.endswith("月") and header_month(word) is not None]
    rest = [word for word in words if word not in months and not is_blank(word)]
    rest = [word for i, word in enumerate(rest) if i == 0 or word not in UNITS]  # the place of a figure to come
    named = list(takewhile(lambda word: parse_figure(word.strip("()")) is None, rest))
    found = [parse_figure(word.strip("()")) for word in rest if word not in named]
    if named and months:
        return set()  # a sentence, or a row whose figures are looked at one by one
    bare = not named and not months
    values = {figure.value for figure in found if figure is not None}
    if bare and all(value < _LIST and value.is_integer() for value in values):
        return set()  # numbers of a list or of days
    enough = len(found) >= (_FEWEST_BY_MONTH if len(months) > 1 else _FEWEST)
    return values if enough and None not in found else set()
