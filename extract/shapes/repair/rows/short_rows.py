"""A row of months that a conversion left one figure short: what can be said of it wherever the gap is.

The row's total says which figure is missing, not where it stood. A month whose figure is the same for every place that
the gap can have is known all the same; for the others two figures come into question.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.normalise.numbers import decimals, parse_figure

_SAME = "a figure of this row is lost; this one is the same wherever it stood"
_EITHER = "a figure of this row is lost; which of these this month has cannot be told"
_OR = "、"


def placed(figures: Sequence[str]) -> list[str] | None:
    """The months and the total of a row that has one figure too few, its last being the total.

    A month is its figure where only one comes into question, else both, so that it reads as no figure. None where the
    figures do not say what is missing: other than plain counts, or more than the total.
    """
    values = [figure.value for word in figures if (figure := parse_figure(word)) is not None]
    if len(values) < max(len(figures), 2) or any(
        decimals(word) or value < 0 for word, value in zip(figures, values, strict=True)
    ):
        return None
    lost = values[-1] - sum(values[:-1])
    if lost < 0:
        return None
    months = list(figures[:-1])
    rows = [[*months[:gap], f"{lost:,.0f}", *months[gap:]] for gap in range(len(months) + 1)]
    found = [_OR.join(dict.fromkeys(words)) for words in zip(*rows, strict=True)]
    return [*found, figures[-1]]


def lost_in(text: str) -> str:
    """Why a cell of such a row may be wrong."""
    return _EITHER if _OR in text else _SAME
